"""A statement as it is compared with others, and whether two say nearly the same."""

import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final

from msgspec import Struct

MAX_CACHED_STATEMENTS: Final = 2048
"""So many statements are kept as they are compared."""
_LIKE: Final = 0.5
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
def _word_pattern() -> re.Pattern[str]:
    """A word, or one character of a script without spaces."""
    return re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")


# Each is asked for once for every statement that may be like it, and after each edit in an editor.
@lru_cache(MAX_CACHED_STATEMENTS)
def read_statement(statement: str) -> Statement:
    """What there is to compare in a statement."""
    text = statement[:_COMPARED]
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    text = _CONTRACTED.sub(" not", text)
    words = (_ASCII_WORD if text.isascii() else _word_pattern()).findall(text) or [""]
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
@lru_cache(MAX_CACHED_STATEMENTS * 32)
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
    return is_change_without_replacing(one.words, other.words)


def is_change_without_replacing(one: Sequence[str], other: Sequence[str]) -> bool:
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
    stays, put_in, left_out = 1, _bits_reached(1, free), 0
    for word in one:
        before = stays | left_out
        stays = ((before | put_in) & places.get(word, 0)) << 1
        left_out = before if more[word] > 0 else 0
        put_in = _bits_reached(stays, free)
    return bool((stays | put_in | left_out) >> len(other))


def _bits_reached(starts: int, free: int) -> int:
    """Where one gets to from the bits `starts` by going through one or more bits of `free` upwards."""
    starts &= free
    # A sum carries to the end of a run of ones.
    return ((free + starts ^ free | starts) & free) << 1
