"""A quote that is not the one that was verified

## What it does

Reports a quote, of an item or of a claim with `stated_in`, that is none of those which the lock
file says were looked for in the source, although the source was opened and read: it was changed
or added since.

The level is warning; it is note if the source could not be read when it was tried again later: no
program can tell then. A waiver on the claim or the source silences it: `"waive": [{"check":
"quote-changed", "reason": "a slip of the pen, mended", "until": "2026-12-31"}]`. The check cannot
know whether the new words stand in the source: `sayso verify` looks.

## Why it matters

A lock that says `found` vouches for the words it was made with, and for no others.

## Example

The item, and what the lock file says of its source:

```json
{
  "corroboration": [{ "source": "series", "quote": "Selwick: 4.1 million tonnes in 2024" }]
}
```

```json
{
  "quotes": [{ "quote": "Selwick: 3.9 million tonnes in 2024", "outcome": "found" }]
}
```

## Instead

Run `sayso verify`, which looks for the new words:

```json
{
  "quotes": [{ "quote": "Selwick: 4.1 million tonnes in 2024", "outcome": "found" }]
}
```

## References

- The record: `quote`
- The lock file: docs/verify-lock.md
"""

from sayso.rules.conditions import is_verified
from sayso.rules.finding import Findings, Level
from sayso.rules.rule import Family, RecordSubject, Rule
from sayso.rules.verified_sources import last_reading, quotes_in_lock


@Rule(Family.VERIFICATION, (Level.WARNING, Level.NOTE), conditions=(is_verified,))
def check(on: RecordSubject) -> Findings:
    for quote in quotes_in_lock(on):
        reading = None if quote.found else last_reading(quote.citation, quote.source)
        if reading and quote.source.was_read:
            last, read = reading.failed, f"it was read on {reading.day}"
            failed = f"; on {last.day} it could not be read ({last.outcome})" if last else ""
            yield quote.finding(
                Level.NOTE if failed else Level.WARNING,
                f"these words were not looked for in `{quote.citation.id}` when {read}{failed}",
                "open it yourself, and look for them" if failed else "run `sayso verify`",
            )
