"""A text as it is compared: what makes no difference in a quote is evened out.

Compatibility forms and ligatures (NFKC), white space, the forms of quotation marks and dashes, what has no
width, the space beside punctuation, and all space beside scripts that are written without it.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from msgspec import Struct

# More marks than this on one letter are no writing, and would take quadratic time to put in order.
_MARKS: Final = 30
# Where marks may be piled up: they are no letters, but for two that become marks.
_PILED = re.compile(rf"[\W\uff9e\uff9f]{{{_MARKS},}}+")

_DOUBLE: Final = (
    "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\u2036\u275d\u275e\u300c\u300d\u300e\u300f\u301d\u301e\u301f"
)
_SINGLE: Final = "\u2018\u2019\u201a\u201b\u2039\u203a\u2032\u2035\u02bc\u00b4`\u275b\u275c"
_DASHES: Final = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2e3a\u2e3b\ufe58\uff0d"
# Soft hyphens, joiners, marks of direction, and what chooses between forms of a character.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\U000e0000-\U000e01ef]"
)
# These would come apart, or lose what they are, in NFKC.
_BEFORE: Final = (("\u00b4", "'"), ("\u2033", '"'), ("\u2036", '"'))
_SAME: Final = {**dict.fromkeys(_DOUBLE, '"'), **dict.fromkeys(_SINGLE, "'"), **dict.fromkeys(_DASHES, "-")}
# What is no apostrophe inside a word is a quotation mark.
_TICK = re.compile(r"'(?:(?<![^\W_]')|(?![^\W_]))")

# Scripts that are written without spaces: what white space stands in them is that of the layout.
UNSPACED: Final = (
    "\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"
    "\U00020000-\U0003ffff\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff"
)
# Punctuation of these scripts that is no longer told from that of others after NFKC.
_FULL: Final = "\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff9f"
_IS_FULL = re.compile(f"[{_FULL}]")
_BY_FULL = re.compile(rf" (?:(?<=[{_FULL}] )|(?=[{_FULL}]))")
# What makes no difference: space beside quotation marks, dashes, punctuation, and in these scripts; and
# further marks or dashes. Of each match a mark or dash that it has is kept. It is several times as fast to
# look for each first character alone; what begins within another match is part of it.
_LOOSE: Final = (
    re.compile(rf" (?:(?=[\",.;:!?%)\]}}{UNSPACED}-])(?:\"[ \"]*|-[ -]*)?|(?<=[(\[{{{UNSPACED}] ))"),
    re.compile(r'"[ "]+'),
    re.compile(r"-[ -]+"),
)
_SPACES = re.compile("  +")
_ASCII_SPACES: Final = "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f"
_ASCII = re.compile(r"[\0-\x7f]+")
# Of characters that NFKC makes longer than this so many are; with more, a page could fill the memory.
_LONG_FORM: Final = 4
_MOST_LONG: Final = 100_000
# So many kinds of characters that NFKC changes are replaced one by one, which is faster where they are few.
_KINDS: Final = 32
ELLIPSIS = re.compile(r" ?(?:[\[(]\.{3,}[\])]|\.{3,}) ?")
"""What in an evened quote may skip text."""
# A word that a line break divides, where nobody can tell whether the hyphen belongs to it.
_DIVIDED: Final = tuple(
    re.compile(rf"{hyphen}(?<=[^\W\d_].)[ \t]*+\r?\n[ \t]*+(?=[^\W\d_])") for hyphen in "-\u2010\u00ad"
)

_IN_WORD: Final = rf"[^\W_{UNSPACED}]"
_HYPHEN: Final = "-\u2010\u2011"
_APOSTROPHE: Final = "'\u2019\u02bc"
# NUL stands where a text is cut: in a word, a number, a compound, or at an apostrophe (though
# what an article is joined to by one, as in French, can be quoted without it).
_CUT = re.compile(
    rf"{_IN_WORD}\0{_IN_WORD}|\d[.,]\0\d|\d\0[.,]\d"
    rf"|{_IN_WORD}[{_HYPHEN}]\0{_IN_WORD}|{_IN_WORD}\0[{_HYPHEN}{_APOSTROPHE}]{_IN_WORD}"
    rf"|{_IN_WORD}[{_APOSTROPHE}]\0(?:[stdm]|ll|ve|re)(?![^\W_])"
)


class Evened(Struct, frozen=True):
    """A text as it is read and as it is compared.

    `plain` is the text with its white space and compatibility forms evened out, `even` what is compared:
    that with one form for all quotation marks and dashes, and without what makes no difference. From
    `gaps` on, which are places in `even`, places in `plain` are further on by `shifts`.
    """

    plain: str
    even: str
    gaps: list[int]
    shifts: list[int]

    def plain_span(self, start: int, end: int) -> tuple[int, int]:
        """Where in `plain` what is at `start` to `end` in `even` stands."""
        return self.plain_at(start), self.plain_at(end - 1) + 1

    def plain_at(self, at: int) -> int:
        """Where in `plain` the character at `at` in `even` stands."""
        return at + self.shifts[bisect_right(self.gaps, at) - 1]


def evened(text: str) -> Evened:
    """`text` made ready to be compared."""
    plain = _plain(text)
    same = folded(plain)
    pieces, gaps, shifts = [], [0], [0]
    kept = left_out = 0
    for start, end in sorted([match.span() for loose in _LOOSE for match in loose.finditer(same)]):
        mark = start + (same[start] == " ")
        for gap, after in ((start, mark), (mark + 1, end)):
            if kept <= gap < after:
                pieces.append(same[kept:gap])
                gaps.append(gap - left_out)
                left_out += after - gap
                shifts.append(left_out)
                kept = after
    pieces.append(same[kept:])
    return Evened(plain, "".join(pieces), gaps, shifts)


def versions(text: str) -> Sequence[Evened]:
    """`text` made ready; once more with the hyphens of divided words, if there are any."""
    joined = _undivided(text, "")
    if joined == text:
        return (evened(text),)
    return evened(joined), evened(_undivided(text, "-"))


def folded(plain: str) -> str:
    """`plain` with one form for all quotation marks and dashes, each where it was."""
    for form, one in _SAME.items():
        plain = plain.replace(form, one)
    return _TICK.sub('"', plain)


def cuts(text: str, at: int) -> bool:
    """Whether a word, a number or a letter with its marks is cut in two at `at`."""
    if is_mark(text[at : at + 1]) and not text[at - 1 : at].isspace():
        return at > 0
    letter = at
    while letter > 1 and at - letter < _MARKS and is_mark(text[letter - 1]):
        letter -= 1
    return _CUT.search(f"{text[max(0, letter - 2) : letter]}\0{text[at : at + 3]}") is not None


def is_mark(character: str) -> bool:
    """Whether `character`, which may be empty, is a mark on a letter."""
    return character != "" and unicodedata.category(character)[0] == "M"


def _undivided(text: str, hyphen: str) -> str:
    for divided in _DIVIDED:
        text = divided.sub(hyphen, text)
    return text


def _plain(text: str) -> str:
    """`text` with its white space and compatibility forms evened out.

    Most texts have few kinds of characters beyond ASCII: what has to be done is told from those.
    """
    if text.isascii():
        return _spaced(text, _ASCII_SPACES)
    kinds = "".join(set(_ASCII.sub("", text)))
    if _UNSEEN.search(kinds):
        text = _UNSEEN.sub("", text)
    if any(map(_combines, kinds)):
        text = _PILED.sub(_thinned, text)
    for other, plain in _BEFORE:
        text = text.replace(other, plain)
    text = _spaced(text, _ASCII_SPACES + "".join(filter(str.isspace, kinds)))
    if _IS_FULL.search(kinds):
        text = _BY_FULL.sub("", text)
    changed = [kind for kind in kinds if not unicodedata.is_normalized("NFKC", kind)]
    forms = {kind: unicodedata.normalize("NFKC", kind) for kind in changed}
    for kind, form in forms.items():
        if len(form) > _LONG_FORM and text.count(kind) > _MOST_LONG:
            text = text.replace(kind, "\ufffd")
    if len(forms) <= _KINDS:
        for kind, form in forms.items():
            text = text.replace(kind, form)
    return _spaced(unicodedata.normalize("NFKC", text))


def _spaced(text: str, spaces: str = "") -> str:
    """`text` with single spaces between words, and none around it; `spaces` are the others in it."""
    for space in spaces:
        text = text.replace(space, " ")
    return _SPACES.sub(" ", text).strip(" ")


def _thinned(match: re.Match[str]) -> str:
    """What matched without the marks that are piled up beyond `_MARKS` on one letter."""
    kept, piled = [], 0
    for character in match[0]:
        piled = piled + 1 if _combines(character) else 0
        if piled <= _MARKS:
            kept.append(character)
    return "".join(kept)


@lru_cache(maxsize=4096)
def _combines(character: str) -> bool:
    """Whether a character is a mark on the letter before it, or becomes one in NFKC."""
    return unicodedata.combining(unicodedata.normalize("NFKD", character)[0]) > 0
