"""A claim that nobody has gone through for long

## What it does

Reports a claim whose `reviewed` is older than the house allows: 365 days before the day of the run
(`--as-of`), unless the house says otherwise (`--stale-after`, or `stale-after` in the config). A
month or a year counts as its last day. A claim without `reviewed` is not reported.

The level is note. A waiver on the claim silences it, where nothing more is to come:
`"waive": [{"check": "stale-review", "reason": "the court has ruled", "until": "2030"}]`. The check
cannot know whether anything has changed since.

## Why it matters

Corrections, rulings and second sources come after the story. A standing is as of the day on which
somebody last looked.

## Example

```json
{
  "statement": "The otter house at Westbrook is the largest in the country.",
  "reviewed": "2022-08-15"
}
```

## Instead

```json
{
  "statement": "The otter house at Westbrook was the largest in the country in 2022.",
  "reviewed": "2025-11-20"
}
```

## References

- The record: `reviewed`
- IFCN Code of Principles: an open and honest corrections policy
"""

from sayso.record.model import is_before
from sayso.rules.conditions import requires_fact
from sayso.rules.finding import Findings, Level, note
from sayso.rules.rule import ClaimSubject, Family, Rule


@Rule(
    Family.DATES,
    (Level.NOTE,),
    wanted_by=lambda house: house.stale_after is not None,
    conditions=(requires_fact("reviewed", "no review is recorded"),),
)
def check(on: ClaimSubject) -> Findings:
    reviewed = on.claim.reviewed
    if is_before(reviewed, on.house.stale_before):
        yield note(
            f"last reviewed {reviewed}, more than {on.house.stale_after} days ago",
            "see what has changed since, and set `reviewed`",
            on.place("reviewed"),
        )
