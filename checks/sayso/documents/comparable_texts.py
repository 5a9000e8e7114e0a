"""A text as it is compared: what makes no difference in a quote is evened out.

Compatibility forms and ligatures (NFKC), white space, the forms of quotation marks, dashes and digits, what
has no width, the space beside punctuation and symbols, and all space beside scripts that are written without
it.
Hyphens within words, the points of Hebrew and Arabic letters and the marks of notes stand beside the text: a
hyphen at the end of a line may belong to the word or not, and a quote may leave points and marks out.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from msgspec import Struct

from sayso.documents.numerals import POINTS, cuts_number
from sayso.documents.raised_text import NOTE_MARK, inline_raised_text

# More marks than this on one letter are no writing, and would take quadratic time to put in order.
_MAX_MARKS: Final = 30
# Where marks may be piled up: they are no letters, but for two that become marks.
_PILED = re.compile(rf"[\W\uff9e\uff9f]{{{_MAX_MARKS},}}+")

_DOUBLE: Final = (
    "\u05f4\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\u2036\u275d\u275e\u300c\u300d\u300e\u300f\u301d\u301e"
    "\u301f"
)
_SINGLE: Final = "\u2018\u2019\u201a\u201b\u2039\u203a\u2032\u2035\u02bb\u02bc\u00b4\u05f3`\u275b\u275c"
_DASHES: Final = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u05be\u2e3a\u2e3b\ufe58\uff0d"
# Soft hyphens, joiners, marks of direction, and what chooses between forms of a character.
_UNSEEN = re.compile(
    "[\u00ad\u0640\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\U000e0000-\U000e01ef]"
)
# These would come apart, or lose what they are, in NFKC.
_BEFORE: Final = (
    ("\u00b4", "'"),
    ("\u00baC", "\u00b0C"),
    ("\u2033", '"'),
    ("\u2036", '"'),
    ("\u2116 ", "\u2116"),
    ("\u2116\u00a0", "\u2116"),
)
_SAME: Final = {
    **dict.fromkeys(_DOUBLE, '"'),
    **dict.fromkeys(_SINGLE, "'"),
    **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys("\u2044\u2215", "/"),
    **dict.fromkeys("\u2219\u22c5", "\u00b7"),
    "\u2715": "\u00d7",
    "\u060c": ",",
    "\u061b": ";",
    "\u061f": "?",
    "\u066a": "%",
    "\u066b": ".",
    "\u066c": ",",
}
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
_CURRENCIES: Final = "$\u00a2-\u00a5\u20a0-\u20cf"
_SIGNS_BETWEEN: Final = "/=<>+&~\u00b1\u00d7\u00f7\u2248\u2264\u2265"
_LETTER: Final = r"[^\W\d_]"
# What makes no difference: space beside quotation marks, dashes, punctuation, symbols, in these scripts, in
# `U. S.`; and further marks or dashes. Of each match a mark or dash that it has is kept. It is several times
# as fast to look for each first character alone; what begins within another match is part of it.
_LOOSE: Final = (
    re.compile(
        rf" (?:(?=[\",.;:!?%\u2030\u00b0)\]}}{UNSPACED}{_SIGNS_BETWEEN}-])"
        r"(?:\"[ \"]*|-[ -]*)?"
        rf"|(?<=[(\[{{{UNSPACED}{_CURRENCIES}{_SIGNS_BETWEEN}\u00a7\u00b0#] )|(?<=\d )(?=[{_CURRENCIES}])"
        rf"|(?<=\b{_LETTER}\. )(?={_LETTER}\.))"
    ),
    re.compile(r'"[ "]+'),
    re.compile(r"-[ -]*"),
)
# What begins with a character of its own is found several times as fast.
_NOTE = re.compile(rf"\[(?<=[ \S]\[)(?:{NOTE_MARK})\](?!{_LETTER})")
_SYMBOL: Final = "[*\u2020\u2021\u00a7\u00b6]"
# The mark of a note that is not raised: at the end of a word, or a dagger after a number.
_STUCK_MARK = re.compile(
    rf"{_SYMBOL}(?:(?<={_LETTER}{{3}}.)|(?<={_LETTER}{{2}}[.,;:!?)\"'\u2019\u201d\u00bb].)|(?<=\d[\u2020\u2021]))"
    rf"{_SYMBOL}{{0,2}}(?![^\s.,;:!?)\"'\u2019\u201d\u00bb])"
)
_SPACES = re.compile("  +")
_ASCII_SPACES: Final = "\t\n\x0b\x0c\r\x1c\x1d\x1f"
# Stands at the edges of paragraphs while a text is evened out; it is white space, and no document has it.
_EDGE: Final = "\x1e"
_EDGES = re.compile(f"{_EDGE}+")
_DIGIT = re.compile(r"\d")
_ASCII = re.compile(r"[\0-\x7f]+")
# Of characters that NFKC makes longer than this so many are; with more, a page could fill the memory.
_LONG_FORM: Final = 4
_MAX_LONG_FORMS: Final = 100_000
# So many kinds of characters that NFKC changes are replaced one by one, which is faster where they are few.
_MAX_KINDS: Final = 32
ELLIPSIS = re.compile(r" ?(?:[\[(]\.{3,}[\])]|\.{3,}) ?")
"""What in an evened quote may skip text."""
# A word that a line break divides, where nobody can tell whether the hyphen belongs to it.
_DIVIDED: Final = tuple(
    re.compile(rf"{hyphen}(?<={_LETTER}.)(?:[ \t]*+\r?\n[ \t]*+)+(?={_LETTER})") for hyphen in "-\u2010\u00ad"
)
SOFT: Final = "\ufdd6"
"""Stands for such a hyphen, and has no width."""
_SOFT = re.compile(SOFT)
_NUMBER = re.compile(r"(?:(?<![^\s(\[])-)?\d+(?:[.,]\d+)*")

_IN_WORD: Final = rf"[^\W_{UNSPACED}]"
_HYPHEN: Final = f"-\u2010\u2011\u05be{SOFT}"
_DASH: Final = "-\u2010-\u2013\u2212"
_APOSTROPHE: Final = "'\u2019\u02bc"
_TIMES: Final = "\u00d7\u00f7\u00b7\u2219\u22c5\u2715*"
_POINT: Final = ".,:/\u2044\u2215\u060c\u066b\u066c"
# The numerals of Chinese and Japanese.
_NUMERAL: Final = (
    "\u3007\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341\u767e\u5343"
    "\u4e07\u842c\u4ebf\u5104\u5146\u4e24\u5169\u4e21\u96f6\u5eff\u5345"
)
# Those of banknotes, which have other meanings alone.
_FORMAL: Final = "\u58f9\u8d30\u8cb3\u53c1\u8086\u4f0d\u67d2\u634c\u7396\u62fe\u4f70\u4edf"
_SOME: Final = "\u6570\u6578\u51e0\u5e7e"
# NUL stands where a text is cut: in a word, a number, a compound, or at an apostrophe.
_CUT = re.compile(
    rf"{_IN_WORD}\0{_IN_WORD}|\d[{_POINT}]\0\d|\d\0[{_POINT}]\d"
    rf"|{_IN_WORD}[{_HYPHEN}]\0{_IN_WORD}|{_IN_WORD}\0[{_HYPHEN}{_APOSTROPHE}]{_IN_WORD}"
    rf"|\w[@_]\0{_IN_WORD}|{_IN_WORD}\0[@_]\w"
    # A currency by the sign that several have, without the letters that say which: `A$5`, `R$5`.
    rf"|(?:[A-RT-Z]|(?<!U)S)\0[$\u00a3] ?\d"
    # A number without its exponent, its sign, its other half, its thousands, its unit of millions.
    rf"|\d\0(?:\d|[\^_%\u2030\u2031\u066a+]| [%\u066a]| ?[{_TIMES}] ?\d"
    rf"| \d{{3}}(?!\d)| \d+[/\u2044]\d)"
    rf"|(?<!\d)\d{{1,3}} \0\d{{3}}(?!\d)|(?:\A|[ (\[])[{_DASH}]\0\d"
    # Without the other end of a range, the rest of a decade, of degrees or feet, of a product.
    rf"|\d\.?[{_DASH}\u2014/] ?\0\d|\d\.?\0\.?(?:[{_DASH}\u2014] ?|/)\d"
    rf"|['\u2019]\0\d\ds|[\u00b0\u2032\u2033] ?\0 ?\d|\d[\u00b0\u2032\u2033]?\0[\u00b0\u2032\u2033] ?\d"
    rf"|\d ?[{_TIMES}] ?\0\d|\u00d7 ?\0\d|\d\0\.{{2,3}}[{_DASH}]?\d|\d\.{{2,3}}\0[{_DASH}]?\d"
    rf"|[%\u066a]\0\d|\^[{_DASH}]?\0\d|\d \0\d+[/\u2044]\d"
    rf"|[{_NUMERAL}{_SOME}\d] ?\0 ?[{_NUMERAL}{_SOME}]|[{_NUMERAL}]\0[\u591a\u4f59\u9918\u6765\u4f86]"
    rf"|[{_FORMAL}]\0[{_FORMAL}\u4e07\u842c]"
    # In Chinese, what has a point, or is divided into parts.
    rf"|[{_NUMERAL}][\u70b9\u9ede]\0[{_NUMERAL}]|[{_NUMERAL}]\0[\u70b9\u9ede][{_NUMERAL}]"
    rf"|\u5206\0\u4e4b|\0\u5206\u4e4b|\u5206\u4e4b\0[{_NUMERAL}\d]"
)
# What is joined to a word by an apostrophe, such as an article, and can be left out of a quote.
_ELIDED = re.compile(
    rf"(?<![^\W_])(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|un|dell|all|dall|nell|sull|quell|gl)[{_APOSTROPHE}]\Z",
    re.IGNORECASE,
)
_JOINED = re.compile(rf"{_IN_WORD}[{_APOSTROPHE}]\0{_IN_WORD}")
_MOST_ELIDED: Final = 9
_BEFORE_CUT: Final = 6
_AFTER_CUT: Final = 12


class ComparableText(Struct, frozen=True):
    """A text as it is read and as it is compared.

    `plain` is the text with its white space and compatibility forms evened out, `normal` what is compared:
    that with one form for all quotation marks, dashes and digits, and without what makes no difference. From
    `gaps` on, which are places in `normal`, places in `plain` are further on by `shifts`.

    At the places `aside_places` in `normal` stand the `asides`: a hyphen in a word, `SOFT` for one at the
    end of a line, the points of the letter before, or the mark of a note in brackets.
    """

    plain: str
    normal: str
    gaps: list[int]
    shifts: list[int]
    aside_places: list[int]
    asides: list[str]
    edges: list[int] = []
    """Places in `plain` at which what is said begins anew: a paragraph, a cell, a heading."""

    def plain_span(self, start: int, end: int) -> tuple[int, int]:
        """Where in `plain` what is at `start` to `end` in `normal` stands, with the points of its end."""
        last = self.place_in_plain(end - 1) + 1
        points = POINTS.match(self.plain, last)
        return self.place_in_plain(start), points.end() if points else last

    def place_in_plain(self, at: int) -> int:
        """Where in `plain` the character at `at` in `normal` stands."""
        return at + self.shifts[bisect_right(self.gaps, at) - 1]

    def asides_in(self, start: int, end: int) -> set[tuple[int, str]]:
        """The asides after `start`, up to `end`, and how far after `start` each is."""
        here = range(bisect_right(self.aside_places, start), bisect_right(self.aside_places, end))
        return {(self.aside_places[index] - start, self.asides[index]) for index in here}


def comparable_text(text: str, edge: str = "") -> ComparableText:
    """`text` made ready to be compared; `edge` is what stands in it between two paragraphs."""
    for divided in _DIVIDED:
        text = divided.sub(SOFT, text)
    text = _STUCK_MARK.sub(r"[\g<0>]", text)
    edges: list[int] = []
    if edge:
        plain = _plain_text(text.replace(_EDGE, " ").replace(edge, f"{edge}{_EDGE}"))
        plain = plain.replace(f" {_EDGE}", _EDGE).replace(f"{_EDGE} ", _EDGE)
        plain = _EDGES.sub(_EDGE, plain).strip(_EDGE)
        edges = [match.start() for match in _EDGES.finditer(plain)]
        plain = plain.replace(_EDGE, " ")
    else:
        plain = _plain_text(text.replace(_EDGE, " "))
    same = fold_forms(plain)
    pieces, gaps, shifts = [], [0], [0]
    beside, asides = [], []
    kept = left_out = 0
    for start, end, aside in sorted(_left_out_spans(same)):
        begin = max(start, kept)
        if begin < end:
            pieces.append(same[kept:begin])
            if aside:
                beside.append(begin - left_out)
                asides.append(aside)
            gaps.append(begin - left_out)
            left_out += end - begin
            shifts.append(left_out)
            kept = end
    pieces.append(same[kept:])
    return ComparableText(plain, "".join(pieces), gaps, shifts, beside, asides, edges)


def _left_out_spans(same: str) -> Iterator[tuple[int, int, str]]:
    """What of a folded text is not compared: from where to where, and what of it stands beside the text."""
    notes = {match.end(): match.start() for match in _NOTE.finditer(same)}
    for loose in _LOOSE:
        for match in loose.finditer(same):
            start, end = match.span()
            mark = start + (same[start] == " ")
            if (
                same.startswith("-", mark, end)
                and _can_be_joined(same[(before := notes.get(start, start)) - 1 : before])
                and _can_be_joined(same[end : end + 1])
            ):
                yield start, end, "-"
            else:
                yield start, mark, ""
                yield mark + 1, end, ""
    for end, start in notes.items():
        yield start - (same[start - 1] == " "), end, same[start:end]
        if same[start - 1] in '"-' and same.startswith(" ", end):
            yield end, end + 1, ""
    for marks in (_SOFT, POINTS):
        for match in marks.finditer(same):
            yield *match.span(), match[0]


def _can_be_joined(character: str) -> bool:
    """Whether `character`, which may be empty, is of a word that a hyphen can join to another."""
    return character.isalpha() or is_mark(character)


def asides_agree(quote: ComparableText, span: tuple[int, int], text: ComparableText, place: int) -> bool:
    """Whether what is left out at `span` of `quote` and at `place` of `text` is the same."""
    start, end = span
    length = end - start
    ours, theirs = quote.asides_in(start, end), text.asides_in(place, place + length)
    only_ours = {
        (at, aside)
        for at, aside in ours - theirs
        if aside != SOFT and (at, SOFT) not in theirs and not POINTS.match(aside)
    }
    only_theirs = {
        (at, aside) for at, aside in theirs - ours if aside == "-" and (at, SOFT) not in ours and at < length
    }
    if only_ours or only_theirs or not _points_agree(ours, theirs):
        return False
    return _numbers_in(quote, start, end) == _numbers_in(text, place, place + length)


def _points_agree(ours: set[tuple[int, str]], theirs: set[tuple[int, str]]) -> bool:
    """Whether of the points on each letter one side has all that the other has."""
    there = {at: set(aside) for at, aside in theirs if POINTS.match(aside)}
    here = [(set(aside), there[at]) for at, aside in ours if at in there and POINTS.match(aside)]
    return all(one <= other or one >= other for one, other in here)


def without_dashes(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of a part of a quote without a dash before its first word or after its last."""
    if text.startswith("-", start, end) and _can_be_joined(text[start + 1 : end][:1]):
        start += 1
    if end - start > 1 and text.startswith("-", end - 1) and _can_be_joined(text[end - 2]):
        end -= 1
    return start, end


def _numbers_in(text: ComparableText, start: int, end: int) -> list[str]:
    first, last = text.plain_span(start, end)
    return _NUMBER.findall(without_notes(fold_forms(text.plain[first:last])))


def fold_forms(plain: str) -> str:
    """`plain` with one form for all quotation marks, dashes and digits, each where it was."""
    for kind in set(plain):
        plain = plain.replace(kind, _fold_character(kind))
    return _TICK.sub('"', plain)


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    """The one form of a character that has several."""
    return str(unicodedata.decimal(character)) if character.isdecimal() else _SAME.get(character, character)


def without_notes(plain: str) -> str:
    """A part of `plain` of a text without the marks of notes."""
    return _NOTE.sub("", plain)


def shown_text(plain: str) -> str:
    """A part of `plain` of a text as it is shown: a word that a line break divides without its hyphen."""
    return plain.replace(SOFT, "")


def cuts_in_two(text: str, at: int) -> bool:
    """Whether a word, a number or a letter with its marks is cut in two at `at`."""
    if is_mark(text[at : at + 1]) and not text[at - 1 : at].isspace():
        return at > 0
    letter = at
    while letter > 1 and at - letter < _MAX_MARKS and is_mark(text[letter - 1]):
        letter -= 1
    window = f"{text[max(0, letter - _BEFORE_CUT) : letter]}\0{text[at : at + _AFTER_CUT]}"
    if _CUT.search(window) is not None or cuts_number(text, at):
        return True
    joined = text[max(0, at - _MOST_ELIDED) : at]
    return _JOINED.search(f"{joined}\0{text[at : at + 1]}") is not None and not _ELIDED.search(joined)


def is_mark(character: str) -> bool:
    """Whether `character`, which may be empty, is a mark on a letter."""
    return character != "" and unicodedata.category(character)[0] == "M"


def _plain_text(text: str) -> str:
    """`text` with its white space and compatibility forms evened out.

    Most texts have few kinds of characters beyond ASCII: what has to be done is told from those.
    """
    if text.isascii():
        return _single_spaced(text, _ASCII_SPACES)
    kinds = "".join(set(_ASCII.sub("", text)))
    if _UNSEEN.search(kinds):
        text = _UNSEEN.sub("", text)
    text = inline_raised_text(text)
    if any(map(_is_combining, kinds)):
        text = _PILED.sub(_without_many_marks, text)
    for other, plain in _BEFORE:
        text = text.replace(other, plain)
    text = _single_spaced(text, _ASCII_SPACES + "".join(filter(str.isspace, kinds)))
    if _IS_FULL.search(kinds):
        text = _BY_FULL.sub("", text)
    changed = [kind for kind in kinds if not unicodedata.is_normalized("NFKC", kind)]
    forms = {kind: unicodedata.normalize("NFKC", kind) for kind in changed}
    # Such as a half or a one in a circle: never digits of the number beside it.
    numbers = "".join([kind for kind, form in forms.items() if not kind.isdecimal() and _DIGIT.search(form)])
    if numbers:
        numbers = re.escape(numbers)
        text = re.sub(rf"(?<=[\d{numbers}])(?=[{numbers}])|(?<=[{numbers}])(?=\d)", " ", text)
    for kind, form in forms.items():
        if len(form) > _LONG_FORM and text.count(kind) > _MAX_LONG_FORMS:
            text = text.replace(kind, "\ufffd")
    if len(forms) <= _MAX_KINDS:
        for kind, form in forms.items():
            text = text.replace(kind, form)
    return _single_spaced(unicodedata.normalize("NFKC", text))


def _single_spaced(text: str, spaces: str = "") -> str:
    """`text` with single spaces between words, and none around it; `spaces` are the others in it."""
    for space in spaces:
        text = text.replace(space, " ")
    return _SPACES.sub(" ", text).strip(" ")


def _without_many_marks(match: re.Match[str]) -> str:
    """What matched without the marks that are piled up beyond `_MAX_MARKS` on one letter."""
    kept, piled = [], 0
    for character in match[0]:
        piled = piled + 1 if _is_combining(character) else 0
        if piled <= _MAX_MARKS:
            kept.append(character)
    return "".join(kept)


@lru_cache(maxsize=4096)
def _is_combining(character: str) -> bool:
    """Whether a character is a mark on the letter before it, or becomes one in NFKC."""
    return unicodedata.combining(unicodedata.normalize("NFKD", character)[0]) > 0
