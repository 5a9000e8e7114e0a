"""Two claims that say nearly the same

## What it does

Compares the statements of the claims of one file, of any `kind`, and reports a claim that says
nearly the same as an earlier one; the related place is the earlier one. Two statements say nearly
the same if their words are equal, or if

- they have the same numbers (words with a digit in them),
- the names in the one (words with a capital letter, but for a capital at the start) are among those
  in the other, and
- they have at least half as many pairs of neighbouring words in common as they have together.

Case, punctuation and the width of letters make no difference otherwise. In scripts without spaces
between words, such as Chinese or Thai, each character is a word.

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
[
  { "statement": "The new library of Riverton cost 12 million less than planned." },
  { "statement": "The library of Riverton cost 12 million less than was planned." }
]
```

## Instead

One claim is enough:

```json
[
  { "statement": "The new library of Riverton cost 12 million less than planned." }
]
```

## References

- The record: one claim, one checkable sentence
- A. Broder, On the resemblance and containment of documents, 1997: likeness as shared shingles
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import chain, pairwise
from typing import Final

from msgspec import Struct

from sayso.record.file import Entry
from sayso.record.model import Claim
from sayso.rules.applicability import holds
from sayso.rules.finding import Finding, Level, Related
from sayso.rules.rule import Family, OnRecord, Rule, at

_LIKE: Final = 0.5
# A pair of words in more statements than this is a set phrase.
_COMMON: Final = 20
# So many characters of a statement are compared.
_COMPARED: Final = 2000

# Kana, Han, Thai, Lao, Burmese, Khmer.
_UNSPACED: Final = (
    "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
)
_DIGIT = re.compile(r"\d")
_NONE: Final[frozenset[str]] = frozenset()

Pair = tuple[str, str]


class Statement(Struct, frozen=True):
    """A statement as it is compared: its words, those with a digit, the names, the pairs of neighbours."""

    words: tuple[str, ...]
    numbers: frozenset[str]
    names: frozenset[str]
    pairs: frozenset[Pair]


@cache
def _word() -> re.Pattern[str]:
    """A word, or one character of a script without spaces."""
    return re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")


def read(statement: str) -> Statement:
    """What there is to compare in a statement."""
    text = statement[:_COMPARED]
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    words = _word().findall(text) or [""]
    if text.isascii():
        folded = tuple(_word().findall(text.lower())) or ("",)
    else:
        folded = tuple([word.casefold() for word in words])
    names = {same for same, word in zip(folded[1:], words[1:], strict=True) if word != word.lower()}
    # A sentence may begin with a capital that is no name's.
    first = words[0][1:]
    if first != first.lower():
        names.add(folded[0])
    numbers = frozenset(filter(_DIGIT.search, folded)) if _DIGIT.search(text) else _NONE
    return Statement(folded, numbers, frozenset(names), frozenset(pairwise(folded)))


def like(one: Statement, other: Statement) -> bool:
    """Whether two statements say nearly the same."""
    if one.words == other.words:
        return True
    if one.numbers != other.numbers or not (one.names <= other.names or other.names <= one.names):
        return False
    common = len(one.pairs & other.pairs)
    return common > 0 and common >= _LIKE * (len(one.pairs) + len(other.pairs) - common)


def _check(on: OnRecord) -> Iterator[Finding]:
    claims = list(on.claims())
    first: dict[tuple[str, ...], int] = {}
    different: dict[int, Statement] = {}
    earlier: dict[int, int] = {}
    for number, (_, claim) in enumerate(claims):
        statement = read(claim.statement)
        same = first.setdefault(statement.words, number)
        if same == number:
            different[number] = statement
        else:
            earlier[number] = same
    earlier |= _near(different)
    for number in sorted(earlier):
        how = "nearly the same" if number in different else "the same"
        yield _finding(*claims[number], *claims[earlier[number]], how)


def _near(statements: dict[int, Statement]) -> dict[int, int]:
    """For `statements`, which are different and have numbers, the first earlier one that is like them."""
    spread = Counter(chain.from_iterable(statement.pairs for statement in statements.values()))
    shared = frozenset(pair for pair, number in spread.items() if 1 < number <= _COMMON)
    having: dict[tuple[Pair, frozenset[str]], list[int]] = {}
    found: dict[int, int] = {}
    for number, statement in statements.items():
        candidates: set[int] = set()
        for pair in statement.pairs & shared:
            others = having.setdefault((pair, statement.numbers), [])
            candidates.update(others)
            others.append(number)
        for candidate in sorted(candidates):
            if like(statement, statements[candidate]):
                found[number] = candidate
                break
    return found


def _finding(entry: Entry[Claim], claim: Claim, earlier: Entry[Claim], other: Claim, how: str) -> Finding:
    alike = set(claim.claimant) == set(other.claimant)
    return Finding(
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


RULE = Rule(
    __name__,
    Family.CONSISTENCY,
    (Level.NOTE,),
    __doc__,
    on_record=_check,
    applies=(holds(lambda scope: len(scope.on.entry.file.claims) > 1, "it is the only claim of the file"),),
    two_sided=True,
)
