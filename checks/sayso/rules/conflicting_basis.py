"""Two items of a claim that give one source different bases

## What it does

Reports the second of two items of a claim, in whichever list, that give the same source another
`basis` or another `based_on`. How a source knows something can differ from claim to claim, and then
an item says so; within one claim there is one answer.

The claim is counted as unreadable, and the others are judged. The level is always error, and no
waiver can silence it. An item that gives no `basis` has that of its source, and is not reported.
The check cannot know which of the two is right.

## Why it matters

A page that saw something itself and a page that repeats somebody else are different evidence. If
both are recorded of the same page for the same claim, whoever wrote the record meant two claims,
or one of the two is a slip; and which of them is taken would decide the standing.

## Example

```json
{
  "corroboration": [
    { "source": "report", "basis": "observation" },
    { "source": "report", "basis": "relay", "based_on": ["release"] }
  ]
}
```

## Instead

```json
{
  "corroboration": [
    { "source": "report", "basis": "observation" },
    { "source": "report", "basis": "observation", "locator": "p. 2" }
  ]
}
```

## References

- The record format: `basis` and `based_on` of an item
- What a claim rests on: the documents of a claim
"""

from sayso.rules.finding import Findings, Level, RelatedPlace, error
from sayso.rules.rule import Family, RecordSubject, Rule


@Rule(Family.STRUCTURE, (Level.ERROR,), waivable=False)
def check(on: RecordSubject) -> Findings:
    for conflict in on.record.conflicts:
        claim = conflict.claim
        yield error(
            f"`{conflict.source}` is given two bases in this claim",
            "split the claim if the source knows one part by itself and repeats another; else correct one",
            claim.place(*conflict.second, "basis"),
            (RelatedPlace("the other basis", claim.place(*conflict.first, "basis")),),
            claim=claim.id,
        )
