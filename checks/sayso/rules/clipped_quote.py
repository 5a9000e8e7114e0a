"""A quote without the rest of its sentence

## What it does

Reports a quote that stands in its source as a part of a sentence, and shows the sentence, with the
quote in brackets. `sayso verify` wrote into the lock file what the sentence says beside the
quote, and what an ellipsis in the quote skips; the check opens nothing.

The level is note. It is warning where that rest has a word that denies what is quoted, or says that
it is somebody's word: `not`, `denied`, `allegedly` and the like, a short list for each of 29
languages (`language` of the claim or of the source says which). A waiver on the claim or the source
silences it: `"waive": [{"check": "clipped-quote", "reason": "the rest is about another
dam"}]`, with `"until"` if it is to end on a day. Whether the sense is kept only a reader can tell.

## Why it matters

"The dam is safe" stands word for word in "Nobody at the board said that the dam is safe". Every
word of the quote is right, and the source says the opposite.

## Example

In the lock file:

```json
{
  "quote": "the dam is safe",
  "outcome": "found",
  "sentence": "The board denied that […] for another winter."
}
```

## Instead

The whole of what the source says:

```json
{
  "quote": "The board denied that the dam is safe for another winter.",
  "outcome": "found"
}
```

## References

- The record: `quote`
- W3C Web Annotation Data Model: text quote selectors
"""

from typing import Final

from sayso.record.lock import STANDS
from sayso.rules.conditions import is_verified
from sayso.rules.denials import denying_word
from sayso.rules.finding import Findings, Level
from sayso.rules.rule import Family, RecordSubject, Rule
from sayso.rules.verified_sources import quotes_in_lock

_GAP: Final = "[…]"
# So much of a sentence is shown.
_SHOWN: Final = 600


@Rule(Family.VERIFICATION, (Level.WARNING, Level.NOTE), conditions=(is_verified,))
def check(on: RecordSubject) -> Findings:
    for quote in quotes_in_lock(on):
        found, citation = quote.found, quote.citation
        if found is None or found.outcome not in STANDS or not found.sentence:
            continue
        word = denying_word(
            found.sentence.replace(_GAP, " "), quote.claim.language or citation.source.language
        )
        says = f", and its rest has “{word}”" if word else ""
        yield quote.finding(
            Level.WARNING if word else Level.NOTE,
            f"the quote is a part of its sentence in `{citation.id}`{says}: "
            f"{_sentence_with_quote(found.sentence, quote.wanted.quote)}",
            "quote the whole sentence, or see that what is left out changes nothing",
        )


def _sentence_with_quote(sentence: str, quote: str) -> str:
    """The sentence, with the quote in it in brackets."""
    whole = sentence.replace(_GAP, f"[{quote}]") if sentence.count(_GAP) == 1 else sentence
    return whole if len(whole) <= _SHOWN else f"{whole[:_SHOWN]}…"
