"""A quote too short to mean much

## What it does

Reports a quote, of an item or of a claim, of fewer than three words without a number, or of fewer
than five characters in a script that is written without spaces. One finding a claim; the message
shows the first.

The level is note. A waiver on the claim silences it: `"waive": [{"check": "short-quote", "reason":
"it is what is on the sign"}]`, with `"until"` if it is to end on a day.

## Why it matters

"The dam" stands in every report about the dam. That it is found says nothing of what the report
says.

## Example

```json
{
  "corroboration": [{ "source": "audit", "quote": "the dam" }]
}
```

## Instead

```json
{
  "corroboration": [{ "source": "audit", "quote": "the dam leaks since spring" }]
}
```

## References

- The record: `quote`
- W3C Web Annotation Data Model: text quote selectors
"""

import re
from functools import cache
from typing import Final

from sayso.provenance.standing import items_of
from sayso.record.places import Pointer
from sayso.rules.finding import Findings, Level, note
from sayso.rules.rule import ClaimSubject, Condition, Family, Rule

_FEWEST_WORDS: Final = 3
_FEWEST_CHARACTERS: Final = 5
_WORD = re.compile(r"\w+(?:['\u2019-]\w+)*")
_SHOWN: Final = 60


@Rule(
    Family.EVIDENCE,
    (Level.NOTE,),
    conditions=(
        Condition(
            lambda scope: scope.on.claim.quote or any(item.quote for item in scope.items), "nothing is quoted"
        ),
    ),
)
def check(on: ClaimSubject) -> Findings:
    quotes: list[tuple[str, Pointer]] = [(on.claim.quote, ("quote",))]
    quotes += [(item.quote, (section, index, "quote")) for section, index, item in items_of(on.claim)]
    short = [(quote, path) for quote, path in quotes if quote and _is_short(quote)]
    if short:
        quote, path = short[0]
        more = f", and {len(short) - 1} more of this claim are" if len(short) > 1 else ""
        yield note(
            f"the quote “{quote[:_SHOWN]}” is too short to mean much{more}",
            "quote the words that say it",
            on.place(*path),
        )


@cache
def _unspaced_pattern() -> re.Pattern[str]:
    """A character of a script without spaces; compiled for text that may have some, as that takes long."""
    return re.compile("[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")


def _is_short(quote: str) -> bool:
    """Whether a quote has hardly any words, and no number."""
    if any(map(str.isdigit, quote)):
        return False
    unspaced = [] if quote.isascii() else _unspaced_pattern().findall(quote)
    if unspaced:
        return len(unspaced) < _FEWEST_CHARACTERS
    return len(_WORD.findall(quote)) < _FEWEST_WORDS
