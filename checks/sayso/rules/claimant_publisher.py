"""Support that was published by the claimant

## What it does

Reports an item that supports a factual claim whose source has a `publisher` that speaks with the
claimant's voice, while those in `by` do not.

The level is note; the item counts, as a publisher is a mere carrier. A waiver on the claim or on
the source silences the check: `"waive": [{"check": "claimant-publisher", "reason": "…", "until":
"2026-03-31"}]`. The check cannot know what the publisher did with the text.

The worked record (98 claims) raises none.

## Why it matters

An op-ed by a professor in the ministry's own paper is the professor's word, if that is what the
professor wrote. It came to the reader through the claimant, who chose it.

## Example

The paper that printed the count belongs to the claimant:

```json
{
  "count": { "by": ["institute"], "publisher": "paper" }
}
```

```json
{
  "paper": { "name": "Harbour News", "controlled_by": ["harbour"] }
}
```

## Instead

```json
{
  "paper": { "name": "Harbour News", "kind": "media" }
}
```

## References

- What a claim rests on: voices, and who merely carries a document
"""

from sayso.rules.conditions import is_factual
from sayso.rules.finding import Findings, Level, note
from sayso.rules.rule import ClaimSubject, Condition, Family, Rule


@Rule(
    Family.INDEPENDENCE,
    (Level.NOTE,),
    asks_belief=True,
    conditions=(
        is_factual,
        Condition(lambda scope: "supports" in scope.stances, "there are no items that support it"),
        Condition(
            lambda scope: any(scope.sources[item.source].publisher for item in scope.items),
            "no item has a publisher",
        ),
    ),
)
def check(on: ClaimSubject) -> Findings:
    record = on.graph.record
    for judged in on.judgement.items:
        source = record.sound_sources[judged.item.source]
        publishers = [source.publisher] if source.publisher in record.sound_parties else []
        if judged.item.stance == "supports" and on.speaker_for_claimant(judged.item.source, publishers):
            publisher = record.sound_parties[source.publisher].name
            yield note(
                f"`{judged.item.source}` was published by {publisher}, which speaks with the claimant's "
                "voice",
                "see whether it can be had from somebody else",
                on.item_place(judged),
                waivers=source.waive,
            )
