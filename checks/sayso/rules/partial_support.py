"""A source that backs only a part of the wording

## What it does

Reports each item with stance `partial` of a factual claim, under `evidence` or `corroboration`, at
its `stance`. Such an item does not count towards the standing, whoever speaks in it.

The level is note. To mend it, split the claim into sentences that each have what backs them, or
word the claim as the sources do. A waiver on the claim silences it:
`"waive": [{"check": "partial-support", "reason": "kept as one sentence, as it was said"}]`, with
`"until"` if it is to end on a day. The check cannot know which part is meant; the `note` or
`quote` of the item can say so.

## Why it matters

"The plant was closed, and three hundred lost their jobs" may have ten sources for the first half
and none for the second. As one claim it borrows the weight of the first half for the second; as
two claims each stands on its own.

## Example

```json
{
  "statement": "The plant closed in May 2025, and 300 people lost their jobs.",
  "corroboration": [
    { "source": "report", "stance": "partial", "note": "Has the closing, no number." }
  ]
}
```

## Instead

```json
[
  { "statement": "The plant closed in May 2025.", "corroboration": [{ "source": "report" }] },
  { "statement": "300 people lost their jobs at the plant in May 2025.", "corroboration": [] }
]
```

## References

- What a claim rests on: stances, and which items count
- IFCN Code of Principles: standards and transparency of sources and of methodology
"""

from sayso.rules.conditions import has_items, is_factual
from sayso.rules.finding import Findings, Level, note
from sayso.rules.rule import ClaimSubject, Family, Rule


@Rule(
    Family.INDEPENDENCE,
    (Level.NOTE,),
    facts=frozenset({"partial"}),
    conditions=(is_factual, has_items),
    of_item=True,
)
def check(on: ClaimSubject) -> Findings:
    for judged in on.judgement.items:
        if judged.why == "partial":
            yield note(
                f"`{judged.item.source}` backs only a part of this wording, so it does not count",
                "split the claim, so that each part has what backs it",
                on.item_place(judged, "stance"),
            )
