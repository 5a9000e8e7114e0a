"""A waiver that has ended

## What it does

Reports a waiver on a claim or a source whose `until` has passed, as of the day of the run
(`--as-of`). The day itself still counts; a month or a year ends with its last day. It is reported
whether or not there is still something to silence.

The level is warning. A waiver on the same entry silences it, to keep an old one as a record:
`"waive": [{"check": "expired-waiver", "reason": "kept for the file", "until": "2027"}]`. The check
cannot know whether the reason still holds.

## Why it matters

A waiver with an end is a promise to look again. This is the reminder; what the waiver silenced is
reported again at the same time.

## Example

```json
{
  "waive": [{ "check": "no-occasion", "reason": "Report ordered.", "until": "2025-03" }]
}
```

## Instead

The report has come, so that the claim can name it and the waiver can go:

```json
{
  "claimant": ["port"],
  "stated_in": "report"
}
```

## References

- The checks: waivers
"""

from sayso.record.model import is_before
from sayso.rules.conditions import is_waived
from sayso.rules.finding import Findings, Level
from sayso.rules.rule import Family, Rule, WaiversSubject


@Rule(Family.UPKEEP, (Level.WARNING,), conditions=(is_waived,))
def check(on: WaiversSubject) -> Findings:
    for held in on.waivers:
        waiver = held.waiver
        if is_before(waiver.until, on.house.today):
            yield held.finding(
                Level.WARNING,
                f"this waiver of `{waiver.check}` ended with {waiver.until}",
                "look again; then delete the waiver, or give it a new end and a reason that still holds",
            )
