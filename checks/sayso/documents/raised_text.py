"""Raised and lowered text: exponents, indices, ordinals and the marks of notes.

What reads a document sets `RAISED` or `LOWERED` before such text, and `LEVEL` after it. What it is, is told
by the text before it: an exponent is written with `^` and an index with `_` after digits, so that neither is
taken for digits of its base; a mark of a note goes into brackets.
"""

import re
import unicodedata
from functools import partial
from typing import Final

# Noncharacters: no text of a document has them.
RAISED: Final = "\ufdd0"
LOWERED: Final = "\ufdd1"
LEVEL: Final = "\ufdd2"
"""Here raised or lowered text ends."""
NOTE: Final = "\ufdd3"
"""Within raised text: the document says that it is the mark of a note."""
SEAM: Final = "\ufdd4"
"""Digits before it and after it are two numbers; it is nothing otherwise."""
LINK: Final = "\ufdd5"
"""A seam before a link to a place in the same document; `NOTE` stands after it."""
SIGNS: Final = re.compile(f"[{RAISED}-{LINK}]+")
"""All of these."""

NOTE_MARK: Final = r"(?:n|nb|note)? ?\d{1,3}(?: ?[,;-] ?\d{1,3}){0,9}|[*\u2020\u2021\u00a7\u00b6]{1,3}|[a-z]"
"""What marks a note, without its brackets."""

_SUPERSCRIPTS: Final = "\u2070\u00b9\u00b2\u00b3\u2074-\u207f\u2071"
_SUBSCRIPTS: Final = "\u2080-\u208e"
_ANY = re.compile(f"[{RAISED}-{LINK}{_SUPERSCRIPTS}{_SUBSCRIPTS}]")
_OF_CHARACTERS: Final = (
    (re.compile(f"[{_SUPERSCRIPTS}]+"), RAISED),
    (re.compile(f"[{_SUBSCRIPTS}]+"), LOWERED),
)
_SHIFTED = re.compile(f"([{RAISED}{LOWERED}])([^{RAISED}-{LEVEL}]{{0,200}}){LEVEL}")
_FRACTION = re.compile(f"{RAISED}(\\d{{1,9}}){LEVEL}[/\u2044]{LOWERED}(\\d{{1,9}}){LEVEL}")
# A note itself begins with its mark.
_DEFINED = re.compile(rf"(?:\A|\n)\s*+{RAISED}{NOTE}?(\d{{1,3}}){LEVEL}")
# A number that is raised, after a digit or where only the mark of a note can be.
_COUNTED = re.compile(
    rf"(?:(?P<digit>(?<=\d))|(?<=[^\W\d_]{{4}})|(?<=[.,;:!?\"\u201d\u00bb]))"
    rf"{RAISED}(?P<number>[\d\u00b2\u00b3\u00b9\u2070\u2074-\u2079]{{1,3}}){LEVEL}"
)
_BETWEEN_DIGITS = re.compile(f"(?<=\\d)[{RAISED}-{LINK}]+(?=\\d)")
# Where it follows a word or its punctuation, the number of a note is no part of the sentence.
_LINKED = re.compile(
    rf"(?<=[^\W\d_]){LINK}(\d{{1,3}}){NOTE}|(?<=[.,;:!?\")\u2019\u201d\u00bb]){LINK}(\d{{1,3}}){NOTE}"
)
_FEW_LETTERS: Final = 3
_LETTER_MARK = re.compile(r"[a-z](?: ?, ?[a-z])+|[ivx]{2,4}")
_SYMBOL_MARK = re.compile(r"[*\u2020\u2021\u00a7\u00b6]{1,3}")
_CONTEXT_CHARS: Final = 60
_LAST_WORD = re.compile(r"[^\W\d_]+\Z")
_IS_NOTE_MARK = re.compile(NOTE_MARK)
_ORDINALS: Final = frozenset(
    (  # noqa: SIM905
        "st nd rd th er re \u00e8re e \u00e8me eme es a o as os ra ro da do ta to va vo ma mo na no de ste"
    ).split()
)
_UNITS: Final = frozenset("m km cm mm dm nm um \u03bcm mi ft yd min kg ha hz px rad mol".split())  # noqa: SIM905
# Powers of numbers up to this are written more often than notes after them.
_SMALL: Final = 10


def inline_raised_text(text: str) -> str:
    """`text` with all that is raised or lowered on one line with the rest."""
    if not _ANY.search(text):
        return text
    for characters, sign in _OF_CHARACTERS:
        text = characters.sub(lambda found, sign=sign: f"{sign}{found[0]}{LEVEL}", text)  # type: ignore[misc]
    text = _LINKED.sub(lambda found: f"[{found[1] or found[2]}]{SEAM}", text)
    text = _FRACTION.sub(f"{SEAM}\\1\u2044\\2{SEAM}", text)
    text = _SHIFTED.sub(partial(_inline_form, frozenset(_DEFINED.findall(text)), _counted_notes(text)), text)
    return SIGNS.sub("", _BETWEEN_DIGITS.sub(" ", text))


def _counted_notes(text: str) -> frozenset[int]:
    """Where after digits a number is raised that comes between the notes before and after it."""
    raised = [
        (mark.start(), mark["digit"] is not None, int(unicodedata.normalize("NFKC", mark["number"])))
        for mark in _COUNTED.finditer(text)
    ]
    return frozenset(
        place
        for (_, *before), (place, *here), (_, *after) in zip(raised, raised[1:], raised[2:], strict=False)
        if here[0] and before == [False, here[1] - 1] and after == [False, here[1] + 1]
    )


def _inline_form(notes: frozenset[str], counted: frozenset[int], shifted: re.Match[str]) -> str:
    """What is raised or lowered as it is written on the line.

    `notes` are marks of notes in the document, at the places `counted` a mark goes on with those around it.
    """
    is_note = NOTE in shifted[2]
    spaced = unicodedata.normalize("NFKC", SIGNS.sub("", shifted[2]))
    content = spaced.strip()
    before = shifted.string[max(0, shifted.start() - _CONTEXT_CHARS) : shifted.start()]
    before = SIGNS.sub("", _SHIFTED.sub("", before))
    is_after_digit = before[-1:].isdigit() or (before.endswith(")") and before[-2:-1].isdigit())
    if not content or not before or before.endswith("\n"):
        return f"{SEAM}{content}{SEAM}"
    if shifted[1] == LOWERED:
        return f"_{content}{SEAM}" if is_after_digit else f"{spaced}{SEAM}"
    if is_note or content.startswith("[") or _SYMBOL_MARK.fullmatch(content):
        return _note_in_brackets(content)
    word = _LAST_WORD.search(before)
    if word and len(word[0]) > _FEW_LETTERS and _LETTER_MARK.fullmatch(content):
        return SEAM
    if not any(map(str.isdigit, content)):
        is_power = is_after_digit and content.lower() not in _ORDINALS
        return f"^{content}{SEAM}" if is_power else f"{spaced}{SEAM}"
    if is_after_digit:
        base = re.search(r"\d*\Z", before)
        is_large = base is not None and base[0] != "" and int(base[0]) > _SMALL
        is_mark = is_large and (content in notes or shifted.start() in counted)
        return _note_in_brackets(content) if is_mark else f"^{content}{SEAM}"
    if before[-1].isspace():
        return f"{SEAM}{content}{SEAM}"
    if word and (len(word[0]) == 1 or (word[0].lower() in _UNITS and len(content.lstrip("+-\u2212")) == 1)):
        return f"{content}{SEAM}"
    return _note_in_brackets(content)


def _note_in_brackets(content: str) -> str:
    """The mark of a note on the line, if it is one that can be told from other text there."""
    mark = content.strip("[]() ")
    if _IS_NOTE_MARK.fullmatch(mark):
        return f"[{mark}]{SEAM}"
    # Words that are raised are no mark.
    return f" {content} " if " " in content and not content.startswith(("[", "(", ":")) else SEAM
