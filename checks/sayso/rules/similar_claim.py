"""Two claims that say nearly the same

## What it does

Compares the statements of the claims of one file, of any `kind`, and reports a claim that says
nearly the same as an earlier one; the related place is the earlier one. Two statements say nearly
the same if their words are equal, or if

- one becomes the other by words put in or left out, or by moving words, and not by a word in the
  place of another, as "The mill uses coal" and "The mill uses gas" are,
- they have the same numbers (words with a digit in them) and names (words with a capital letter) in
  the same order, and as many negations (such as "not" and "without"), and
- they have at least half as many pairs of neighbouring words in common as they have together.

Case, punctuation and the width of letters make no difference otherwise. In scripts without spaces
between words, such as Chinese or Thai, each character is a word.

The level is note. A waiver on either of the two claims silences it:
`"waive": [{"check": "similar-claim", "reason": "two speeches"}]`, with `"until"` if it is to end on
a day. A pair of words that more than 20 statements share is taken for a set phrase and makes
nobody look; and of a statement with more than 2,000 characters only so many are compared. The check
knows words, not meanings: it misses a claim in other words or another language, and of negations
it knows those of some languages.

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
import sys
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import chain, pairwise
from typing import Final

from msgspec import Struct

from sayso.record.file import Entry
from sayso.record.model import Claim
from sayso.rules.applicability import requires
from sayso.rules.finding import Finding, Findings, Level, Related
from sayso.rules.rule import Family, OnRecord, Rule, place_of

_LIKE: Final = 0.5
# A pair of words in more statements than this is a set phrase.
_COMMON: Final = 20
# So many characters of a statement are compared.
_COMPARED: Final = 2000

# Kana, Han, Thai, Lao, Burmese, Khmer.
_UNSPACED: Final = (
    "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
)
_ASCII_WORD = re.compile(r"\w+")
_DIGIT = re.compile(r"\d")
_CONTRACTED = re.compile(r"n['’]t\b", re.IGNORECASE)
# Words that turn a statement round, in the languages of most records.
_NEGATIONS: Final = frozenset(
    """
    no not never none nobody nothing neither nor without cannot except other
    nicht kein keine keinen keiner keines keinem nie niemals niemand nichts ohne außer
    ne pas jamais aucun aucune sans sauf
    nunca ningún ninguno ninguna nadie nada sin jamás salvo
    não nem sem nenhum nenhuma ninguém
    non mai nessuno nessuna senza nikt nic żaden żadna bez
    не нет ни никогда никто ничего без кроме ні немає ніколи ніхто
    لا لم لن ليس ليست غير دون بدون
    不 没 沒 無 无 未 非 否 別 别 莫 勿
    """.split()  # noqa: SIM905 - a list would be a column of quotation marks
)

Key = tuple[tuple[str, ...], tuple[str, ...], int]


class Statement(Struct, frozen=True):
    """A statement as it is compared: its words, and the pairs of neighbours with a space between.

    Of those in `key` two statements must have the same, in the same order: the words with a digit, the
    names, and how many negations. `first` is a first word with a capital, which may be a name or not;
    `plain` are the words without one.
    """

    words: tuple[str, ...]
    pairs: frozenset[str]
    key: Key
    first: str
    plain: tuple[str, ...]


@cache
def _word() -> re.Pattern[str]:
    """A word, or one character of a script without spaces."""
    return re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")


def read_statement(statement: str) -> Statement:
    """What there is to compare in a statement."""
    text = statement[:_COMPARED]
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    text = _CONTRACTED.sub(" not", text)
    words = (_ASCII_WORD if text.isascii() else _word()).findall(text) or [""]
    folded = tuple([sys.intern(word.casefold()) for word in words])
    names, plain, first = [], [], ""
    for place, (word, same) in enumerate(zip(words, folded, strict=True)):
        lower = word.lower()
        if word == lower:
            plain.append(same)
        elif place == 0 and word[1:] == lower[1:]:
            first = same
        else:
            names.append(same)
    numbers = tuple(filter(_DIGIT.search, folded)) if _DIGIT.search(text) else ()
    negations = sum(word in _NEGATIONS for word in folded)
    key = numbers, tuple(names), negations
    # What many statements share is held once.
    pairs = frozenset([sys.intern(f"{one} {other}") for one, other in pairwise(folded)])
    return Statement(folded, pairs, key, first, tuple(plain))


def are_alike(one: Statement, other: Statement) -> bool:
    """Whether two statements say nearly the same."""
    if one.words == other.words:
        return True
    common = len(one.pairs & other.pairs)
    if one.key != other.key or not common:
        return False
    if common < _LIKE * (len(one.pairs) + len(other.pairs) - common):
        return False
    if one.first != other.first and not {one.first, other.first} <= {"", *one.plain, *other.plain}:
        return False
    return _without_replacing(one.words, other.words)


def _without_replacing(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether `one` becomes `other` by words left out and words put in, none in the place of another.

    That is by moving words alone, or by leaving out some that it has more of and putting in some that
    `other` has more of, such that a word that stays is between the two.

    Reads `one` word by word. Of three numbers, bit n says that the first n words of `other` can be come to:
    with the last word staying, put in, or left out.
    """
    more = Counter(one)
    more.subtract(other)
    if not any(more.values()):
        return True
    places: dict[str, int] = {}
    free = 0
    for place, word in enumerate(other):
        places[word] = places.get(word, 0) | 1 << place
        free |= (more[word] < 0) << place
    stays, put_in, left_out = 1, _run(1, free), 0
    for word in one:
        before = stays | left_out
        stays = ((before | put_in) & places.get(word, 0)) << 1
        left_out = before if more[word] > 0 else 0
        put_in = _run(stays, free)
    return bool((stays | put_in | left_out) >> len(other))


def _run(starts: int, free: int) -> int:
    """Where one gets to from the bits `starts` by going through one or more bits of `free` upwards."""
    starts &= free
    # A sum carries to the end of a run of ones.
    return ((free + starts ^ free | starts) & free) << 1


def _check(on: OnRecord) -> Findings:
    claims = list(on.claims())
    for number, earlier, how in _repeated(tuple([claim.statement for _, claim in claims])):
        yield _finding(*claims[number], *claims[earlier], how)


# Most edits in an editor leave the statements as they are.
@lru_cache(1)
def _repeated(texts: tuple[str, ...]) -> list[tuple[int, int, str]]:
    """The numbers of statements that repeat an earlier one, with the number of that, and how much alike."""
    first: dict[tuple[str, ...], int] = {}
    different: dict[int, Statement] = {}
    earlier: dict[int, int] = {}
    for number, text in enumerate(texts):
        statement = read_statement(text)
        same = first.setdefault(statement.words, number)
        if same == number:
            different[number] = statement
        else:
            earlier[number] = same
    earlier |= _earlier_alike(different)
    hows = {number: "nearly the same" if number in different else "the same" for number in earlier}
    return [(number, earlier[number], hows[number]) for number in sorted(earlier)]


def _earlier_alike(statements: dict[int, Statement]) -> dict[int, int]:
    """For `statements`, which are different and have numbers, the first earlier one that is like them."""
    spread = Counter(chain.from_iterable(statement.pairs for statement in statements.values()))
    shared = frozenset(pair for pair, number in spread.items() if 1 < number <= _COMMON)
    having: dict[tuple[str, Key], list[int]] = {}
    found: dict[int, int] = {}
    for number, statement in statements.items():
        candidates: set[int] = set()
        for pair in statement.pairs & shared:
            others = having.setdefault((pair, statement.key), [])
            candidates.update(others)
            others.append(number)
        for candidate in sorted(candidates):
            if are_alike(statement, statements[candidate]):
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
        place_of(entry, "statement"),
        (Related("the earlier claim", place_of(earlier, "statement")),),
        (*claim.waive, *other.waive),
        claim.id,
    )


RULE = Rule(
    __name__,
    Family.CONSISTENCY,
    (Level.NOTE,),
    on_record=_check,
    applies=(
        requires(lambda scope: len(scope.on.entry.file.claims) > 1, "it is the only claim of the file"),
    ),
    two_sided=True,
    compares_all=True,
)
