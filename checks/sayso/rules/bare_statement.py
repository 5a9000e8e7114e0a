"""A source that asserts without showing how it knows

## What it does

Reports an item of a factual claim that supports or refutes it, whose way over `based_on` ends at a
source with basis `statement`, and which has no better way. Two statements count all the same and
are not reported, as they go against their speaker's own interest: an admission by a party that the
claim accuses (`against`), and a retraction by the claimant. An item that also leads to a source of
unknown basis is reported by `unknown-basis` instead; what speaks with the claimant's voice, or
denies with that of the accused, is not reported here.

The level is note; the item does not count. A waiver on the claim silences it: `"waive": [{"check":
"bare-statement", "reason": "quoted for the position it takes"}]`, with `"until"` if it is to end on
a day. A waiver on the source that asserts silences it for every claim. The check cannot know
whether the speaker does know; if the speaker says how, the basis is another one.

## Why it matters

"We can confirm this" from a third party sounds like corroboration. As long as nobody says how it
is known, it may be the claimant's own word coming back, and the record has no way to tell.

## Example

A spokesperson asserts it, and does not say whence they know:

```json
{
  "remark": { "by": ["embassy"], "basis": "statement" }
}
```

## Instead

The remark gives its grounds:

```json
{
  "positions": { "by": ["registry"], "basis": "observation" },
  "remark": { "by": ["embassy"], "basis": "analysis", "based_on": ["positions"] }
}
```

## References

- What a claim rests on: origins of knowledge, admissions and retractions
- Statements against interest in the law of evidence, such as rule 804(b)(3) of the US Federal
  Rules of Evidence
- ICD 206, Sourcing Requirements for Disseminated Analytic Products
"""

from sayso.rules.conditions import is_factual, weighs_items
from sayso.rules.finding import Findings, Level
from sayso.rules.rule import ClaimSubject, Family, Rule


@Rule(
    Family.INDEPENDENCE,
    (Level.NOTE,),
    facts=frozenset({"bare-statement"}),
    conditions=(is_factual, weighs_items),
    tells_chain=True,
    of_item=True,
)
def check(on: ClaimSubject) -> Findings:
    for judged in on.judgement.items:
        if judged.why == "bare-statement":
            yield on.item_finding(
                judged,
                Level.NOTE,
                f"{on.chain(judged).sentence}, so this item does not count",
                f"find out how `{judged.path[-1]}` knows, and record it",
                on.graph.record.sound_sources[judged.path[-1]].waive,
            )
