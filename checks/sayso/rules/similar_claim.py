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

from array import array
from collections.abc import Callable, Container, Iterator, Sequence
from functools import lru_cache
from itertools import combinations
from typing import Final

from sayso.record.file import Entry
from sayso.record.model import Claim
from sayso.rules.finding import Findings, Level, RelatedPlace, note
from sayso.rules.rule import Condition, Family, RecordSubject, Rule
from sayso.rules.statements import MAX_CACHED_STATEMENTS, Statement, are_alike, read_statement

# A pair of words in more statements than this is a set phrase.
_COMMON: Final = 20
# Digests are compared in parts, one after the other: those of pairs in so many, those of statements so many
# at once.
_PARTS: Final = 64
_PART: Final = 50_000
# After so many it is looked which pairs are set phrases.
_LEAST: Final = 2_000


@Rule(
    Family.CONSISTENCY,
    (Level.NOTE,),
    conditions=(
        Condition(lambda scope: len(scope.on.entry.file.claims) > 1, "it is the only claim of the file"),
    ),
    two_sided=True,
    compares_all=True,
)
def check(on: RecordSubject) -> Findings:
    entries = on.record.file.claims
    for number, first, how in _repetitions(_Statements(entries)):
        entry, earlier = entries[number], entries[first]
        claim, other = entry.value, earlier.value
        assert claim
        assert other
        alike = set(claim.claimant) == set(other.claimant)
        yield note(
            f"says {how} as `{other.id}`" + ("" if alike else ", which others claim"),
            "keep one of the two, or word them so that they differ"
            if alike
            else "see that what is found for the one is listed for the other",
            entry.place("statement"),
            (RelatedPlace("the earlier claim", earlier.place("statement")),),
            (*claim.waive, *other.waive),
            claim.id,
        )


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
        read = read_statement if len(self._claims) <= MAX_CACHED_STATEMENTS else read_statement.__wrapped__
        for number, entry in enumerate(self._claims):
            if entry.value is not None:
                yield number, read(entry.value.statement)

    def __getitem__(self, number: int) -> Statement:
        value = self._claims[number].value
        return read_statement(value.statement if value else "")


# Most edits in an editor leave the statements as they are.
@lru_cache(1)
def _repetitions(statements: _Statements) -> list[tuple[int, int, str]]:
    """The numbers of statements that repeat an earlier one, with the number of that, and how much alike."""
    digests = _Digests()
    for number, statement in statements:
        digests.add(number, statement)
    same = digests.repetitions()
    near = digests.near_repetitions(same, statements)
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

    def repetitions(self) -> dict[int, int]:
        """The numbers of claims that say the same as an earlier one, with that of the first."""
        found: dict[int, int] = {}
        parts = 1 + len(self._words) // _PART
        for part in range(parts):
            first: dict[int, int] = {}
            for number, words in zip(self._numbers, self._words, strict=True):
                if words % parts == part and first.setdefault(words, number) != number:
                    found[number] = first[words]
        return found

    def near_repetitions(self, passed_over: Container[int], statements: _Statements) -> dict[int, int]:
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
        if len(self._numbers) <= MAX_CACHED_STATEMENTS:
            alike, read = are_alike, dict(statements)
        found: dict[int, int] = {}
        for both in sorted(candidates):
            number, other = self._numbers[both >> 32], self._numbers[both & 0xFFFFFFFF]
            if number not in found and alike(read[number], read[other]):
                found[number] = other
        return found
