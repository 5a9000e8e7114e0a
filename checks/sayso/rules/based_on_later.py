"""A source based on one that came out after it

## What it does

Reports a source whose `based_on` names a source that was certainly published after it: by
`published` of the two, where a month or a year is a span of days. One finding a source, with each
of the later ones as a related place.

The level is error. A waiver on the source silences it, for a live page, say, or one that knew the
other before it came out: `"waive": [{"check": "based-on-later", "reason": "had the draft"}]`, with
`"until"` if it is to end on a day. The check cannot know whether a date or the link is wrong.

## Why it matters

Nobody repeats what has not been said yet. Such a link often has the wrong direction, and then the
record takes the copy for the origin; or it stands for an earlier document that nobody has found.

## Example

```json
{
  "dispatch": { "basis": "relay", "based_on": ["article"], "published": "2025-03-04" },
  "article": { "basis": "investigation", "published": "2025-03-05" }
}
```

## Instead

It was the other way round:

```json
{
  "dispatch": { "basis": "investigation", "published": "2025-03-04" },
  "article": { "basis": "relay", "based_on": ["dispatch"], "published": "2025-03-05" }
}
```

## References

- What a claim rests on: walks over `based_on`
- W3C PROV, `wasDerivedFrom`: what is derived comes later
"""

from sayso.record.model import is_before
from sayso.rules.conditions import is_based_on
from sayso.rules.finding import Findings, Level, RelatedPlace, error
from sayso.rules.rule import Family, RecordSubject, Rule


@Rule(Family.DATES, (Level.ERROR,), conditions=(is_based_on,))
def check(on: RecordSubject) -> Findings:
    published = {entry.id: source.published for entry, source in on.sources()}
    for entry, source in on.sources():
        if source.based_on and source.published:
            later = [
                ground for ground in source.based_on if is_before(source.published, published.get(ground, ""))
            ]
            if later:
                listed = " and ".join(f"`{ground}` ({published[ground]})" for ground in later)
                yield error(
                    f"`{entry.id}` ({source.published}) is based on what was published after it: {listed}",
                    "turn the link round, correct a date, or name the earlier document that it knew",
                    entry.place("based_on"),
                    [
                        RelatedPlace(f"`{ground}` is published", on.record.sources[ground].place("published"))
                        for ground in later
                    ],
                    source.waive,
                )
