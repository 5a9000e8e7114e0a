"""Two claims that say nearly the same

## What it does

Compares the statements of the claims of one file, of any `kind`, and reports a claim that says
nearly the same as an earlier one; the related place is the earlier one. Two statements say nearly
the same if they are equal, or if they have the same numbers (words with a digit in them) and at
least half as many pairs of neighbouring words in common as they have together. Case, punctuation
and the width of letters make no difference. In scripts without spaces between words, such as
Chinese or Thai, each character is a word.

The level is note. A waiver on either of the two claims silences it:
`"waive": [{"check": "similar-claim", "reason": "two speeches"}]`, with `"until"` if it is to end on
a day. A pair of words that more than 20 statements share is taken for a set phrase and makes
nobody look; and of a statement with more than 2,000 characters only so many are compared. The check
knows words, not meanings: it misses a claim in other words or another language, and it reports a
claim beside its opposite.

## Why it matters

The same claim, entered twice, is judged twice, on different items, and may come out differently.
Where two parties make it, what is found for the one is worth listing for the other.

## Example

```json
{
  "version": 1,
  "parties": {
    "city": { "name": "City of Riverton", "kind": "government-body" }
  },
  "sources": {
    "notice": { "title": "Notice", "by": ["city"], "basis": "statement" }
  },
  "claims": [
    {
      "id": "library",
      "statement": "The new library of Riverton cost 12 million less than planned.",
      "claimant": ["city"],
      "stated_in": "notice",
      "evidence": [],
      "corroboration": [],
      "standing": "self-asserted"
    },
    {
      "id": "library-cost",
      "statement": "The library of Riverton cost 12 million less than was planned.",
      "claimant": ["city"],
      "stated_in": "notice",
      "evidence": [],
      "corroboration": [],
      "standing": "self-asserted"
    }
  ]
}
```

## Instead

```json
{
  "version": 1,
  "parties": {
    "city": { "name": "City of Riverton", "kind": "government-body" }
  },
  "sources": {
    "notice": { "title": "Notice", "by": ["city"], "basis": "statement" }
  },
  "claims": [
    {
      "id": "library",
      "statement": "The new library of Riverton cost 12 million less than planned.",
      "claimant": ["city"],
      "stated_in": "notice",
      "evidence": [],
      "corroboration": [],
      "standing": "self-asserted"
    }
  ]
}
```

## References

- The record: one claim, one checkable sentence
- A. Broder, On the resemblance and containment of documents, 1997: likeness as shared shingles
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from sayso.finding import Level, Related
from sayso.record.file import Entry
from sayso.record.model import Claim
from sayso.rules.rule import Draft, Family, OnRecord, Rule, at

_LIKE: Final = 0.5
# A pair of words in more statements than this is a set phrase.
_COMMON: Final = 20
# So many characters of a statement are compared.
_COMPARED: Final = 2000

# Kana, Han, Thai, Lao, Burmese, Khmer.
_UNSPACED: Final = (
    "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
)
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")
_DIGIT = re.compile(r"\d")

Pair = tuple[str, str]
Words = tuple[str, ...]


def words(statement: str) -> Words:
    """The words of a statement as they are compared."""
    text = statement[:_COMPARED]
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return tuple(_WORD.findall(text.casefold()))


def like(one: Words, other: Words) -> bool:
    """Whether two statements say nearly the same."""
    return one == other or (_numbers(one) == _numbers(other) and _share(_pairs(one), _pairs(other)))


def _numbers(statement: Words) -> frozenset[str]:
    return frozenset(word for word in statement if _DIGIT.search(word))


def _pairs(statement: Words) -> frozenset[Pair]:
    return frozenset(pairwise(statement))


def _share(one: frozenset[Pair], other: frozenset[Pair]) -> bool:
    common = len(one & other)
    return common > 0 and common >= _LIKE * (len(one) + len(other) - common)


def _check(on: OnRecord) -> Iterator[Draft]:
    claims = list(on.claims())
    told: dict[Words, int] = {}
    equal: dict[int, int] = {}
    for number, (_, claim) in enumerate(claims):
        first = told.setdefault(words(claim.statement), number)
        if first != number:
            equal[number] = first
    near = _near(told)
    for number, (entry, claim) in enumerate(claims):
        if number in equal:
            yield _draft(entry, claim, *claims[equal[number]], "the same")
        elif number in near:
            yield _draft(entry, claim, *claims[near[number]], "nearly the same")


def _near(told: dict[Words, int]) -> dict[int, int]:
    """For the statements `told`, by their numbers, the first earlier one that is like them."""
    pairs = {number: _pairs(statement) for statement, number in told.items()}
    numbers = {number: _numbers(statement) for statement, number in told.items()}
    spread = Counter(pair for each in pairs.values() for pair in each)
    # Who has a pair, if more than one has it and it is no set phrase.
    having: dict[tuple[Pair, frozenset[str]], list[int]] = {}
    found: dict[int, int] = {}
    for number, mine in pairs.items():
        candidates: set[int] = set()
        for pair in mine:
            if 1 < spread[pair] <= _COMMON:
                others = having.setdefault((pair, numbers[number]), [])
                candidates.update(others)
                others.append(number)
        for candidate in sorted(candidates):
            if _share(mine, pairs[candidate]):
                found[number] = candidate
                break
    return found


def _draft(entry: Entry[Claim], claim: Claim, earlier: Entry[Claim], other: Claim, how: str) -> Draft:
    alike = set(claim.claimant) == set(other.claimant)
    return Draft(
        Level.NOTE,
        f"says {how} as `{other.id}`" + ("" if alike else ", which others claim"),
        "keep one of the two, or word them so that they differ"
        if alike
        else "see that what is found for the one is listed for the other",
        at(entry, "statement"),
        (Related("the earlier claim", at(earlier, "statement")),),
        (*claim.waive, *other.waive),
        claim.id,
    )


RULE = Rule("similar-claim", Family.CONSISTENCY, (Level.NOTE,), __doc__, on_record=_check)
