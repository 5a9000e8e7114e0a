"""A source that was last opened long ago, or cannot be read any more

## What it does

Reports a source that `sayso verify` last opened more than 365 days before the day of the check,
if it was there then. Likewise one that it opened, and that could not be read when it was tried
again: blocked, without an answer, too large or without text. What was seen before stays in the
lock, with its day, and holds. Not reported is a later try whose archived copy could be read; and
a source that is gone, a case for `dead-link`.

The level is note. A waiver on the source silences it: `"waive": [{"check": "stale-verification",
"reason": "a closed archive", "until": "2026-12-31"}]`. It goes by what the lock file says alone.
House rules that set no age (`--stale-after never`) silence it altogether.

## Why it matters

Pages are changed without a word. That a document said this last year is no sign that it says so
today.

## Example

In the lock file, on 1 January 2026:

```json
{
  "at": "2023-11-20T09:30:00Z",
  "url": "https://lab.example/freight"
}
```

## Instead

Run `sayso verify` again:

```json
{
  "at": "2025-11-20T09:30:00Z",
  "url": "https://lab.example/freight"
}
```

## References

- The lock file: docs/verify-lock.md
- Berkeley Protocol on Digital Open Source Investigations: verification
"""

from sayso.record.lock import LastTry
from sayso.rules.conditions import is_verified
from sayso.rules.finding import Findings, Level, note
from sayso.rules.rule import Family, RecordSubject, Rule
from sayso.rules.verified_sources import failure_clause, last_reading, verified_sources


@Rule(
    Family.VERIFICATION,
    (Level.NOTE,),
    wanted_by=lambda house: house.stale_after is not None,
    conditions=(is_verified,),
)
def check(on: RecordSubject) -> Findings:
    oldest = on.house.stale_before
    for citation, locked in verified_sources(on) if oldest else ():
        reading = last_reading(citation, locked)
        if reading is None:
            continue
        failed = _failure_clause(reading.failed)
        if failed or reading.day < oldest:
            age = f", more than {on.house.stale_after} days ago" if reading.day < oldest else ""
            yield note(
                f"`{citation.id}` was last opened on {reading.day}{age}{failed}",
                "open it yourself; have a copy archived if it is there" if failed else "run `sayso verify`",
                citation.entry.place(),
                waivers=citation.source.waive,
            )


def _failure_clause(last: LastTry | None) -> str:
    """What came of a later try at which it could not be read; that it is gone is a case for `dead-link`."""
    if last is None or last.outcome == "gone":
        return ""
    return f"; it {failure_clause(last)}"
