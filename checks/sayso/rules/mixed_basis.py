"""A source that repeats the claimant and others, and nobody said which it repeats here

## What it does

Reports an item that supports the claim and counts, where its source is an `analysis` or `relay` of
several sources, some with the claimant's voice and some without it, and the item gives no `basis`
of its own. Of an item that refutes the claim it asks the same about the voices of the accused. The
related places are the sources with that voice.

The level is warning. A waiver on the claim silences the check:
`"waive": [{"check": "mixed-basis", "reason": "…", "until": "2026-03-31"}]`; the item still counts.
The check cannot know what the source says of which claim. A source that knows at first hand, and
has the claimant in `based_on` besides, is not reported: there the record says that it knows.

## Why it matters

One page tells of two hacks: of the first there is a technical report, of the second only the
attackers boasted. For the second claim the page is the claimant's word, and the report on the first
would pass for its evidence.

## Example

```json
{
  "sources": {
    "page": { "by": ["magazine"], "basis": "relay", "based_on": ["report", "boast"] }
  },
  "claims": [{ "claimant": ["group"], "corroboration": [{ "source": "page" }] }]
}
```

## Instead

The item says from whom the page has this:

```json
{
  "corroboration": [{ "source": "page", "basis": "relay", "based_on": ["report"] }]
}
```

## References

- The record format: `basis` and `based_on` of an item
- What a claim rests on: the documents of a claim
"""

from msgspec import UNSET

from sayso.provenance.standing import ORIGINS
from sayso.rules.conditions import has_items, is_based_on, is_factual
from sayso.rules.finding import Findings, Level, RelatedPlace, warning
from sayso.rules.rule import ClaimSubject, Family, Rule


@Rule(Family.INDEPENDENCE, (Level.WARNING,), conditions=(is_factual, has_items, is_based_on))
def check(on: ClaimSubject) -> Findings:
    case = on.case
    for verdict in on.judgement.items:
        id = verdict.item.source
        if case is None or not verdict.counts or verdict.item.basis is not UNSET or case.basis[id] in ORIGINS:
            continue
        refutes = verdict.item.stance == "refutes"
        closed = case.accused_voices if refutes else {case.claimant_voice}
        own = [ground for ground in case.based_on[id] if case.voice[ground] in closed]
        if own and len(own) < len(case.based_on[id]):
            whose = "an accused" if refutes else "the claimant"
            sources = on.graph.record.sources
            yield warning(
                f"`{id}` is based on `{own[0]}`, which speaks with the voice of {whose}, and on others: the "
                "record does not say from which of them it has this",
                "say it on the item: `basis`, and `based_on` with those that tell of this claim",
                on.item_place(verdict),
                tuple(
                    RelatedPlace(f"`{each}` speaks with that voice", sources[each].place("by"))
                    for each in own
                ),
            )
