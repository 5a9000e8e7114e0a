"""Lines of Hebrew and Arabic as they are read: PDF files draw the letters of a line from left to right.

What is drawn does not tell all: of a number beside a Latin word it does not say which is read first.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

# Of the kinds below, with signs as they are: what stands from left to right in such a line.
_TO_THE_RIGHT = re.compile(r"(?:[ld][^r]{0,200})?l(?:[^r]{0,200}[ld])?|[%$]?d+(?:[.,:/-]d+)*[%$]?")
# In a line from left to right: words from right to left, with what stands between them.
_TO_THE_LEFT = re.compile(r"r(?:[^l]*r)?")
_SIGNS: Final = ".,:/"
# Beside digits, after Hebrew letters only.
_HEBREW_SIGNS: Final = "-%$"
_KINDS: Final = {"R": "r", "AL": "r", "L": "l", "EN": "d", "AN": "d", "ET": "$"}
_IS_ARABIC = re.compile("[\u0600-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")
_IS_TO_THE_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_MIRRORED: Final = dict(zip("()[]{}<>\u00ab\u00bb", ")(][}{><\u00bb\u00ab", strict=True))


def has_right_to_left(text: str) -> bool:
    """Whether some of `text` is written from right to left."""
    return _IS_TO_THE_LEFT.search(text) is not None


def in_reading_order(units: Sequence[str]) -> list[tuple[int, str]]:
    """The letters of a line, given from left to right, as they are read: where each stood, and itself."""
    line = "".join(units)
    kinds = "".join([_unit_kind(unit, is_arabic=_IS_ARABIC.search(line) is not None) for unit in units])
    placed = list(enumerate(units))
    if "r" in kinds and kinds.count("r") >= kinds.count("l"):
        return list(_right_to_left_run(placed, kinds))
    order = []
    at = 0
    for words in _TO_THE_LEFT.finditer(kinds):
        order += placed[at : words.start()]
        order += _right_to_left_run(placed[words.start() : words.end()], words[0])
        at = words.end()
    return order + placed[at:]


def _unit_kind(unit: str, *, is_arabic: bool) -> str:
    """`r` or `l` for letters by where they lead, `d` for digits, the sign itself for signs in numbers."""
    character = next(filter(str.isalnum, unit), unit[:1])
    if character in _SIGNS or (character in _HEBREW_SIGNS and not is_arabic):
        return character
    kind = _KINDS.get(unicodedata.bidirectional(character), " ")
    return " " if kind == "$" and is_arabic else kind


def _right_to_left_run(placed: Sequence[tuple[int, str]], kinds: str) -> Iterator[tuple[int, str]]:
    """What is read from right to left, with the numbers and the words in it that are not."""
    end = len(placed)
    for run in reversed(list(_TO_THE_RIGHT.finditer(kinds))):
        yield from _mirror(placed[run.end() : end])
        yield from placed[run.start() : run.end()]
        end = run.start()
    yield from _mirror(placed[:end])


def _mirror(placed: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    return ((place, _MIRRORED.get(unit, unit)) for place, unit in reversed(placed))
