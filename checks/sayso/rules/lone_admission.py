"""An admission by somebody whom no other claim accuses

## What it does

Reports a factual claim whose whole support is one voice, which counts as an admission: a bare
statement by a party in `against`, where no other claim of the file accuses that party.

The level is note; the admission counts all the same. A waiver on the claim silences the check:
`"waive": [{"check": "lone-admission", "reason": "a plea of guilty", "until": "2026-03-31"}]`. The
check cannot know whether the claim accuses that party: of a real one it may well be the only claim.

The worked record (98 claims) raises none.

## Why it matters

What somebody says against their own interest counts. So whoever wants a friend's bare word to
count need only name the friend in `against`.

## Example

The letter is a bare statement by the port, and no other claim accuses it:

```json
{
  "against": ["port"],
  "corroboration": [{ "source": "letter" }]
}
```

## Instead

Another claim accuses the port as well, so that it has something to deny:

```json
{
  "id": "fire",
  "statement": "The port burned oil on 4 March 2025.",
  "against": ["port"]
}
```

## References

- What a claim rests on: admissions
- Statements against interest in the law of evidence, such as rule 804(b)(3) of the US Federal
  Rules of Evidence
"""

from msgspec import structs

from sayso.rules.conditions import has_voices, is_factual
from sayso.rules.finding import Findings, Level, note
from sayso.rules.rule import ClaimSubject, Family, Rule


@Rule(
    Family.INDEPENDENCE,
    (Level.NOTE,),
    facts=frozenset({"against"}),
    asks_belief=True,
    conditions=(is_factual, has_voices),
)
def check(on: ClaimSubject) -> Findings:
    support, claim = on.judgement.support, on.claim
    if on.case is None or support.voices != 1:
        return
    walks = on.case.walks("supports")
    # Nothing but the word of somebody accused carries it.
    bare = structs.replace(walks, own_words=frozenset())
    if walks.own_words and not bare.may_avoid(bare.closed):
        graph = on.graph
        sources = graph.record.sound_sources
        speakers = {id for source in walks.own_words for id in sources[source].by}
        lone = [id for id in claim.against if id in speakers and graph.accusations[id] == 1]
        if lone:
            names = " and ".join(graph.record.sound_parties[id].name for id in lone)
            yield note(
                f"all that supports this is a statement of {names} against its own interest, and no other "
                "claim here accuses it",
                "see whether the claim accuses that party; if it does not, take it out of `against`",
                on.place("against"),
            )
