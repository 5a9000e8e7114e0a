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
from array import array
from collections import Counter
from collections.abc import Callable, Container, Iterator, Sequence
from functools import cache, lru_cache
from itertools import combinations, pairwise
from typing import Final

from msgspec import Struct

from sayso.record.file import Entry
from sayso.record.model import Claim
from sayso.rules.finding import Finding, Findings, Level, Related
from sayso.rules.rule import Condition, Family, OnRecord, Rule

_LIKE: Final = 0.5
# A pair of words in more statements than this is a set phrase.
_COMMON: Final = 20
# Digests are compared in parts, one after the other: those of pairs in so many, those of statements so many
# at once.
_PARTS: Final = 64
_PART: Final = 50_000
# So many statements are kept as they are compared.
_READ: Final = 2048
# After so many it is looked which pairs are set phrases.
_LEAST: Final = 2_000
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


class Statement(Struct, frozen=True, eq=False):
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


# Each is asked for once for every statement that may be like it, and after each edit in an editor.
@lru_cache(_READ)
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


# An edit in an editor leaves nearly all of what is compared as it was.
@lru_cache(_READ * 32)
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


@Rule(
    Family.CONSISTENCY,
    (Level.NOTE,),
    applies=(
        Condition(lambda scope: len(scope.on.entry.file.claims) > 1, "it is the only claim of the file"),
    ),
    two_sided=True,
    compares_all=True,
)
def check(on: OnRecord) -> Findings:
    entries = on.record.file.claims
    for number, other, how in _repeated(_Statements(entries)):
        entry, first = entries[number], entries[other]
        assert entry.value
        assert first.value
        yield _finding(entry, entry.value, first, first.value, how)


class _Statements:
    """The statements of claims, by the numbers of these; equal to others if all are the same."""

    def __init__(self, claims: Sequence[Entry[Claim]]) -> None:
        self._claims = claims
        self._digest = hash(None)
        for number, entry in enumerate(claims):
            self._digest = hash((self._digest, number, entry.value and entry.value.statement))

    def __hash__(self) -> int:
        return self._digest

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Statements) and other._digest == self._digest

    def __iter__(self) -> Iterator[tuple[int, Statement]]:
        # Of more than are kept none would be there any more when it is asked for again.
        read = read_statement if len(self._claims) <= _READ else read_statement.__wrapped__
        for number, entry in enumerate(self._claims):
            if entry.value is not None:
                yield number, read(entry.value.statement)

    def __getitem__(self, number: int) -> Statement:
        value = self._claims[number].value
        return read_statement(value.statement if value else "")


# Most edits in an editor leave the statements as they are.
@lru_cache(1)
def _repeated(statements: _Statements) -> list[tuple[int, int, str]]:
    """The numbers of statements that repeat an earlier one, with the number of that, and how much alike."""
    digests = _Digests()
    for number, statement in statements:
        digests.add(number, statement)
    same = digests.same()
    near = digests.nearly_same(same, statements)
    told = [(number, other, "the same") for number, other in same.items()]
    return sorted([*told, *((number, other, "nearly the same") for number, other in near.items())])


class _Digests:
    """Finds which of many statements may be alike, by digests: statements themselves are not kept."""

    def __init__(self) -> None:
        self._numbers = array("I")
        self._words = array("q")
        self._keys = array("q")
        # The pairs, and the place of the statement that has each, by what their digests leave.
        self._pairs = [array("q") for _ in range(_PARTS)]
        self._holders = [array("I") for _ in range(_PARTS)]
        self._common: set[int] = set()
        self._limits = [_LEAST] * _PARTS

    def add(self, number: int, statement: Statement) -> None:
        """Add the statement of the claim with this number."""
        place = len(self._numbers)
        self._numbers.append(number)
        self._words.append(hash(statement.words))
        self._keys.append(hash(statement.key))
        for pair in map(hash, statement.pairs):
            if pair not in self._common:
                part = pair % _PARTS
                self._pairs[part].append(pair)
                self._holders[part].append(place)
                if len(self._pairs[part]) > self._limits[part]:
                    self._drop_common(part)

    def _drop_common(self, part: int) -> None:
        """Keep no longer who has the pairs of a part that turn out to be set phrases."""
        having: dict[int, set[int]] = {}
        pairs = list(zip(self._pairs[part], self._holders[part], strict=True))
        for pair, place in pairs:
            having.setdefault(pair, set()).add(self._words[place])
        self._common.update(pair for pair, different in having.items() if len(different) > _COMMON)
        kept = [each for each in pairs if each[0] not in self._common]
        self._pairs[part] = array("q", [pair for pair, _ in kept])
        self._holders[part] = array("I", [place for _, place in kept])
        self._limits[part] = max(_LEAST, 2 * len(kept))

    def same(self) -> dict[int, int]:
        """The numbers of claims that say the same as an earlier one, with that of the first."""
        found: dict[int, int] = {}
        parts = 1 + len(self._words) // _PART
        for part in range(parts):
            first: dict[int, int] = {}
            for number, words in zip(self._numbers, self._words, strict=True):
                if words % parts == part and first.setdefault(words, number) != number:
                    found[number] = first[words]
        return found

    def nearly_same(self, passed_over: Container[int], statements: _Statements) -> dict[int, int]:
        """The numbers of claims that say nearly the same as an earlier one, with that of the first such.

        Claims that are `passed_over` are compared with none.
        """
        keys = self._keys
        # The place of a statement and that of an earlier one, in one number, which takes less than two.
        candidates: set[int] = set()
        for pairs, holders in zip(self._pairs, self._holders, strict=True):
            having: dict[int, list[int]] = {}
            for pair, place in zip(pairs, holders, strict=True):
                having.setdefault(pair, []).append(place)
            for places in having.values():
                if len(places) > 1:
                    different = [place for place in places if self._numbers[place] not in passed_over]
                    if len(different) <= _COMMON:
                        candidates.update(
                            later << 32 | place
                            for place, later in combinations(different, 2)
                            if keys[place] == keys[later]
                        )
        alike: Callable[[Statement, Statement], bool] = are_alike.__wrapped__
        read: _Statements | dict[int, Statement] = statements
        if len(self._numbers) <= _READ:
            alike, read = are_alike, dict(statements)
        found: dict[int, int] = {}
        for both in sorted(candidates):
            number, other = self._numbers[both >> 32], self._numbers[both & 0xFFFFFFFF]
            if number not in found and alike(read[number], read[other]):
                found[number] = other
        return found


def _finding(entry: Entry[Claim], claim: Claim, earlier: Entry[Claim], other: Claim, how: str) -> Finding:
    alike = set(claim.claimant) == set(other.claimant)
    return Finding(
        Level.NOTE,
        f"says {how} as `{other.id}`" + ("" if alike else ", which others claim"),
        "keep one of the two, or word them so that they differ"
        if alike
        else "see that what is found for the one is listed for the other",
        entry.place("statement"),
        (Related("the earlier claim", earlier.place("statement")),),
        (*claim.waive, *other.waive),
        claim.id,
    )
