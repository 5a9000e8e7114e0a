"""A date that cannot be right

## What it does

Reports dates that are certain to be wrong. In the future, as of the day of the run (`--as-of`),
wherever on earth one stands, so that the day after passes (it has begun at UTC+14): `published` and
`retrieved` of a source; `stated_on` and `reviewed` of a claim, `checked` of an item, `on` of a
response. Before the publication of the source concerned: `retrieved` of a source, `checked` of an
item. A month or a year is a span of days, and only what holds for every day in it is reported: a
source of `2025-03` may have been retrieved on `2025-03-01`. One finding a date.

The level is error. A waiver on the claim or source with the date silences it, for a source that
carries a later date than the day on which it came out, say:
`"waive": [{"check": "impossible-date", "reason": "the July issue, out in May"}]`, with `"until"` if
it is to end on a day. The end of a waiver may lie in the future, and is not looked at. The check
cannot know which of two dates is the wrong one.

## Why it matters

A date is the cheapest thing to check and the first to be copied wrongly. Where two dates contradict
each other, somebody has not looked.

## Example

Retrieved before it was published:

```json
{
  "published": "2025-06",
  "retrieved": "2025-04-30"
}
```

## Instead

```json
{
  "published": "2025-04",
  "retrieved": "2025-04-30"
}
```

## References

- The record: dates
- ISO 8601: dates of reduced precision
"""

from collections.abc import Iterator
from datetime import date

from sayso.provenance.standing import items_of
from sayso.record.file import Entry, Place
from sayso.record.model import Claim, Source, Waiver, is_before
from sayso.record.places import Pointer
from sayso.rules.finding import Finding, Findings, Level, RelatedPlace, error
from sayso.rules.rule import ClaimScope, Condition, Family, RecordSubject, Rule


def _has_date(scope: ClaimScope) -> bool:
    published = [date for source in scope.sources.values() for date in (source.published, source.retrieved)]
    return any(published) or any(date for _, date in _dates(scope.on.claim))


@Rule(Family.DATES, (Level.ERROR,), conditions=(Condition(_has_date, "no date is given"),))
def check(on: RecordSubject) -> Findings:
    # Where a day begins first, at UTC+14, it may be the next one already.
    latest = date.fromordinal(min(on.house.as_of.toordinal() + 1, date.max.toordinal())).isoformat()
    for entry, source in on.sources():
        for name, day in (("published", source.published), ("retrieved", source.retrieved)):
            if is_before(latest, day):
                yield _future_finding(on, name, day, entry.place(name), source.waive)
            elif is_before(day, source.published):
                done, place = f"retrieved {day}", entry.place(name)
                yield _early_finding(entry, done, source.published, place, source.waive)
    for at, claim in on.claims():
        for path, day in _dates(claim):
            if is_before(latest, day):
                yield _future_finding(on, str(path[-1]), day, at.place(*path), claim.waive, claim.id)
        for section, index, item in items_of(claim):
            cited = on.record.sources.get(item.source) if item.checked else None
            if cited and cited.value and is_before(item.checked, cited.value.published):
                done, place = f"checked {item.checked}", at.place(section, index, "checked")
                yield _early_finding(cited, done, cited.value.published, place, claim.waive, claim.id)


def _dates(claim: Claim) -> Iterator[tuple[Pointer, str]]:
    """The dates in a claim, each with its place there; one that was left out is empty."""
    yield ("stated_on",), claim.stated_on
    yield ("reviewed",), claim.reviewed
    for section, index, item in items_of(claim):
        yield (section, index, "checked"), item.checked
    for index, response in enumerate(claim.response):
        yield ("response", index, "on"), response.on


def _future_finding(
    on: RecordSubject, name: str, day: str, place: Place, waivers: tuple[Waiver, ...], claim: str = ""
) -> Finding:
    message = f"`{name}` is {day}, and today is {on.house.today}"
    return error(message, "correct the date", place, (), waivers, claim)


def _early_finding(
    source: Entry[Source], done: str, published: str, place: Place, waivers: tuple[Waiver, ...], of: str = ""
) -> Finding:
    """That something was done with a source before it was published."""
    message = f"`{source.id}` was {done}, before it was published ({published})"
    related = (RelatedPlace("published", source.place("published")),)
    return error(message, "correct one of the two dates", place, related, waivers, of)
