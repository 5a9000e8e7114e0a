"""A quote that does not stand in its source

## What it does

Reports a quote, of an item or of a claim with `stated_in`, that `sayso verify` looked for in the
source and did not find word for word: something like it stands there (the message shows the
difference, `[-words of the quote-]` and `{+words of the source+}`), or nothing does, or it stands
only in text that the page does not show, or shows struck out. A quote is
sought in the archived copy as well. White space, the forms of quotation marks and dashes, and
words divided at the end of a line make no difference; an ellipsis may skip some text.

The level is error, or warning where the quote is `uncertain`: of the two libraries that read a
PDF file, one finds it, and the other does not; or the server shows what may be another page, such
as the home page. A waiver on the claim or the source silences it: `"waive": [{"check":
"quote-not-found", "reason": "the words are in a picture"}]`, with `"until"` if it is to end on a
day. What a script puts on a page, and what stands in pictures, sound and scans, is not seen. A
source that could not be opened is not reported here.

## Why it matters

A quotation is the one thing in a record that anybody can check to the letter. One word less, a
`not` say, and somebody is made to say what they never said.

## Example

In the lock file:

```json
{
  "quote": "Selwick: 4.1 million tonnes in 2024",
  "outcome": "near",
  "diff": "Selwick: [-4.1-] {+3.9+} million tonnes in 2024"
}
```

## Instead

The words of the source in the record:

```json
{
  "corroboration": [{ "source": "series", "quote": "Selwick: 3.9 million tonnes in 2024" }]
}
```

## References

- The record: `quote`
- IFCN Code of Principles: standards and transparency of sources
"""

from typing import Final

from msgspec import UNSET

from sayso.record.lock import LACKING, STANDS, Locked, LockedQuote
from sayso.rules.conditions import is_verified
from sayso.rules.finding import Findings, Level
from sayso.rules.rule import Family, RecordSubject, Rule
from sayso.rules.verified_sources import quotes_in_lock

# So much of a difference is shown.
_SHOWN: Final = 500


@Rule(Family.VERIFICATION, (Level.ERROR, Level.WARNING), conditions=(is_verified,))
def check(on: RecordSubject) -> Findings:
    for quote in quotes_in_lock(on):
        found = quote.found
        if found is not None and found.outcome not in STANDS:
            is_lacking = found.outcome in LACKING
            yield quote.finding(
                Level.ERROR if is_lacking else Level.WARNING,
                f"{_outcome_clause(quote.citation.id, found)}{_reading_day(quote.source, found)}",
                "quote what the source says, or name the source that says this"
                if is_lacking
                else "open the source: if the words stand there, a waiver can say so",
            )


def _reading_day(locked: Locked, quote: LockedQuote) -> str:
    """When it was looked for, if the document could not be read later."""
    document = locked.archived if quote.archived else locked
    if document is UNSET or document.last_try is UNSET:
        return ""
    return f" (when it was last read, on {document.day})"


def _outcome_clause(id: str, quote: LockedQuote) -> str:
    words = f"the words quoted from `{id}`"
    match quote.outcome:
        case "hidden":
            return f"{words} stand there only struck out, or where a reader does not see them"
        case "uncertain":
            return f"whether {words} stand there is uncertain: {quote.reason}"
        case "missing":
            return f"{words} do not stand there"
        case _:
            diff = quote.diff if len(quote.diff) <= _SHOWN else f"{quote.diff[:_SHOWN]}…"
            why = f" ({quote.reason})" if quote.reason else ""
            return f"{words} do not stand there, but similar ones{why}: {diff}"
