"""A quote that stands in its source more than once

## What it does

Reports a quote that `sayso verify` found in the source at several places, so that nobody can tell
which of them is meant. `prefix` and `suffix` on the item, the words right before and right after
the quote, tell which. The title of a page, which repeats its headline, is no place of its own.

The level is note: the words stand there, and count as found. A waiver on the claim or the source
silences it: `"waive": [{"check": "ambiguous-quote", "reason": "a refrain"}]`, with `"until"` if
it is to end on a day. The check reads the lock file, and opens nothing.

## Why it matters

"It failed twice" may be said of the gate on page 3 and of the pump on page 40. A reader who
searches finds the first.

## Example

The item, and what the lock file says of its source:

```json
{
  "corroboration": [{ "source": "report", "quote": "It failed twice." }]
}
```

```json
{
  "quotes": [{ "quote": "It failed twice.", "outcome": "ambiguous" }]
}
```

## Instead

```json
{
  "corroboration": [
    { "source": "report", "quote": "It failed twice.", "prefix": "The gate is old." }
  ]
}
```

## References

- The record: `quote`, `prefix` and `suffix`
- W3C Web Annotation Data Model: text quote selectors
"""

from sayso.rules.conditions import is_verified
from sayso.rules.finding import Findings, Level
from sayso.rules.rule import Family, RecordSubject, Rule
from sayso.rules.verified_sources import quotes_in_lock


@Rule(Family.VERIFICATION, (Level.NOTE,), conditions=(is_verified,))
def check(on: RecordSubject) -> Findings:
    for quote in quotes_in_lock(on):
        if quote.found and quote.found.outcome == "ambiguous":
            yield quote.finding(
                Level.NOTE,
                f"the words quoted from `{quote.citation.id}` stand there more than once",
                "add the words right before or after them as `prefix` or `suffix`, or quote more",
            )
