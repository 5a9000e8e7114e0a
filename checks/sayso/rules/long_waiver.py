"""A waiver without an end, or with one that is far off

## What it does

Reports a waiver on a claim or a source that has no `until`, or one that lies more than a year
behind the day of the run (`--as-of`).

The level is note. A waiver on the same entry silences it: `"waive": [{"check": "long-waiver",
"reason": "the court file is closed for good", "until": "2026-12-31"}]`. The check cannot know
whether the reason will ever end.

The worked record raises none: it has no waivers.

## Why it matters

A waiver says that something is all right for now. Without an end nobody looks again, and whoever
adds one to a claim of their own has silenced the check for good.

## Example

```json
{
  "waive": [{ "check": "single-source", "reason": "only one was there" }]
}
```

## Instead

```json
{
  "waive": [
    { "check": "single-source", "reason": "only one was there", "until": "2026-12-31" }
  ]
}
```

## References

- The checks: waivers
"""

from sayso.record.model import is_before
from sayso.rules.conditions import is_waived
from sayso.rules.finding import Findings, Level
from sayso.rules.rule import Family, Rule, WaiversSubject


@Rule(Family.UPKEEP, (Level.NOTE,), conditions=(is_waived,))
def check(on: WaiversSubject) -> Findings:
    today = on.house.today
    in_a_year = f"{int(today[:4]) + 1:04}{today[4:]}"
    for held in on.waivers:
        waiver = held.waiver
        if not waiver.until or is_before(in_a_year, waiver.until):
            end = f"ends with {waiver.until}, which is more than a year off" if waiver.until else "has no end"
            yield held.finding(
                Level.NOTE,
                f"this waiver of `{waiver.check}` {end}",
                "give it an `until` within a year, and look again then",
            )
