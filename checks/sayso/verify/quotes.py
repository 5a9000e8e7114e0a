"""Whether a document says what is quoted from it.

A quote is `found` if it stands in the text that a reader sees, word for word once both are normalised:
compatibility forms and ligatures (NFKC), white space, the forms of quotation marks and dashes, and what
has no width are evened out; capitals, words and all other punctuation must be the same. An ellipsis in the
quote, `…`, `...` or either in brackets, may skip up to `SKIPPED` characters. What is only like the quote is
`near`: it is shown, and never counts as found.
"""

import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache
from typing import Final

from msgspec import Struct

from sayso.record.lock import QuoteOutcome
from sayso.verify.text import Text

SKIPPED: Final = 5_000
"""An ellipsis skips at most so many characters."""

# So many characters of the text before and after a quote are kept.
_AROUND: Final = 60
# So many places where a part of a quote may stand are looked at, and so many characters compared there.
_PLACES: Final = 100_000
_COMPARED: Final = 100_000_000
# More marks than this on one letter are no writing, and would take quadratic time to put in order.
_MARKS: Final = 30

_DOUBLE: Final = (
    "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\u2036\u275d\u275e\u300c\u300d\u300e\u300f\u301d\u301e\u301f"
)
_SINGLE: Final = "\u2018\u2019\u201a\u201b\u2039\u203a\u2032\u2035\u02bc\u00b4`\u275b\u275c"
_DASHES: Final = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2e3a\u2e3b\ufe58\uff0d"
_UNSEEN: Final = (0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF)
_EVEN: Final = {
    **dict.fromkeys(map(ord, _DOUBLE), '"'),
    **dict.fromkeys(map(ord, _SINGLE), "'"),
    **dict.fromkeys(map(ord, _DASHES), "-"),
    **dict.fromkeys(_UNSEEN, None),
}
_DASH = re.compile(r"\s*-[\s-]*")
# Scripts that are written without spaces: what white space stands in them is that of the layout.
_UNSPACED: Final = (
    "\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"
    "\U00020000-\U0003ffff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
)
_LAYOUT = re.compile(rf"(?<=[{_UNSPACED}]) (?=[{_UNSPACED}])")
_ELLIPSIS = re.compile(r"\s*[\[(]\s*\.\.\.+\s*[\])]\s*|\s*\.\.\.+\s*")
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+(?:['-][^\W{_UNSPACED}]+)*|[^\w\s]")
# A word that a line break divides, where nobody can tell whether the hyphen belongs to it.
_DIVIDED = re.compile(r"(?<=[^\W\d_])[-\u2010\u00ad][ \t]*\r?\n[ \t]*(?=[^\W\d_])")

# A quote is aligned in pieces of so many words, by so many short samples of each, at so many places.
_PIECE: Final = 200
_SAMPLES: Final = 8
_SEEN: Final = 100
_TRIED: Final = 3
# A longer quote is not aligned.
_ALIGNED: Final = 20_000
_LIKE: Final = 0.6

# What stands close to the word before it, and what to the word behind it.
_CLOSING: Final = ".,;:!?)]}"
_OPENING: Final = "([{"


class Match(Struct, frozen=True):
    """What became of a quote.

    Where it was found or is hidden, `before` and `after` are the text around it; where something is near,
    `diff` has the words of the quote that are not there as `[-…-]`, and those that are instead as `{+…+}`.
    """

    outcome: QuoteOutcome
    before: str = ""
    after: str = ""
    diff: str = ""


class Reader:
    """The text of one document, made ready for any number of quotes."""

    def __init__(self, text: Text) -> None:
        self._shown = _versions(text.shown)
        self._hidden = _versions(text.hidden)
        self._folded = ""

    @property
    def text(self) -> str:
        """The text that a reader sees, normalised."""
        return self._shown[0]

    def find(self, quote: str) -> Match:
        """What became of `quote`, which may be any text."""
        wanted = _parts(normal(quote))
        if not wanted:
            return Match("missing")
        sought: tuple[tuple[QuoteOutcome, Sequence[str]], ...]
        sought = (("found", self._shown), ("hidden", self._hidden))
        for outcome, versions in sought:
            for version in versions:
                span = _stands(wanted, version)
                if span:
                    before = version[max(0, span[0] - _AROUND) : span[0]]
                    return Match(outcome, before, version[span[1] : span[1] + _AROUND])
        if len(quote) > _ALIGNED:
            return Match("missing")
        self._folded = self._folded or _folded(self._shown[0])
        diff = _near(" ".join(wanted), self._shown[0], self._folded)
        return Match("near", diff=diff) if diff else Match("missing")


def normal(text: str) -> str:
    """`text` as it is compared."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", _piled().sub("", text).translate(_EVEN)).translate(_EVEN)
    text = _DASH.sub("-", " ".join(text.replace("`", "'").split()))
    return text if text.isascii() else _LAYOUT.sub("", text)


@cache
def _piled() -> re.Pattern[str]:
    """What is piled up on a letter beyond `_MARKS`."""
    marks = "".join(chr(code) for code in range(0x300, sys.maxunicode) if unicodedata.combining(chr(code)))
    return re.compile(rf"(?<=[{marks}]{{{_MARKS}}})[{marks}]+")


def _versions(text: str) -> Sequence[str]:
    """`text` as it is compared; once more with the hyphens of divided words, if there are any."""
    joined = _DIVIDED.sub("", text)
    if joined == text:
        return (normal(text),)
    return normal(joined), normal(_DIVIDED.sub("-", text))


def _parts(quote: str) -> list[str]:
    """What stands between the ellipses of a quote; nothing if there is no word in it."""
    parts = [part for part in _ELLIPSIS.split(quote) if part]
    return parts if any(map(str.isalnum, quote)) else []


def _stands(parts: Sequence[str], text: str) -> tuple[int, int] | None:
    """Where `parts` stand in `text` one after the other: the span of them all, or None."""
    # For each place where the parts so far can end, one at which they can begin.
    ends: dict[int, int] = {}
    most = _PLACES // len(parts)
    for number, part in enumerate(parts):
        places = _places(part, text, most)
        if number == 0:
            ends = {place + len(part): place for place in places}
        else:
            ends = _after(ends, [(place, place + len(part)) for place in places])
        if not ends:
            return None
    end = next(iter(ends))
    return ends[end], end


def _places(part: str, text: str, most: int) -> list[int]:
    """Where `part` stands in `text` as whole words; at most `most` places are looked at."""
    found: list[int] = []
    at = text.find(part)
    left = min(most, 1 + _COMPARED // len(part))
    while at >= 0 and left:
        end = at + len(part)
        if not (_joins(text[max(0, at - 1) : at], part[0]) or _joins(part[-1], text[end : end + 1])):
            found.append(at)
        at = text.find(part, at + 1)
        left -= 1
    return found


def _after(ends: dict[int, int], spans: Sequence[tuple[int, int]]) -> dict[int, int]:
    """Of `spans`, in their order, the ends of those that follow one of `ends` closely enough."""
    found = {}
    earlier = list(ends.items())
    index = 0
    for start, end in spans:
        while index + 1 < len(earlier) and earlier[index + 1][0] <= start:
            index += 1
        here, began = earlier[index]
        if here <= start <= here + SKIPPED:
            found[end] = began
    return found


def _joins(one: str, other: str) -> bool:
    """Whether two neighbouring characters belong to one word."""
    return one.isalnum() and other.isalnum() and not (_is_unspaced(one) or _is_unspaced(other))


@cache
def _is_unspaced(character: str) -> bool:
    return re.match(f"[{_UNSPACED}]", character) is not None


def _folded(text: str) -> str:
    """`text` without capitals, every character where it was."""
    lower = text.lower()
    return lower if len(lower) == len(text) else text


def _near(quote: str, text: str, folded: str) -> str:
    """What is like `quote` in `text`, as a diff; empty if nothing is."""
    words = list(_WORD.finditer(quote))
    shown, like = [], 0.0
    for first in range(0, len(words), _PIECE):
        piece = quote[words[first].start() : words[min(first + _PIECE, len(words)) - 1].end()]
        diff, alike = _best(piece, text, folded)
        shown.append(diff)
        like += alike * min(_PIECE, len(words) - first)
    return " ".join(shown) if words and like >= _LIKE * len(words) else ""


def _best(piece: str, text: str, folded: str) -> tuple[str, float]:
    """The passage of `text` that is most like `piece`, as a diff, and how like it is, from 0 to 1."""
    best = (f"[-{piece}-]", 0.0)
    slack = len(piece) // 2 + 20
    for start in _guesses(_folded(piece), folded):
        passage = text[max(0, start - slack) : start + len(piece) + slack]
        best = max(best, _aligned(piece, passage), key=lambda found: found[1])
    return best


def _guesses(piece: str, text: str) -> list[int]:
    """Where `piece` may begin in `text`: where most of its samples point to."""
    size = max(3, min(16, len(piece) // 4))
    step = max(1, (len(piece) - size) // _SAMPLES)
    votes: Counter[int] = Counter()
    for offset in range(0, max(1, len(piece) - size + 1), step):
        sample = piece[offset : offset + size]
        at, seen = text.find(sample), 0
        while at >= 0 and seen < _SEEN:
            votes[max(0, at - offset) // len(piece)] += 1
            seen += 1
            at = text.find(sample, at + size)
    return [(2 * cell + 1) * len(piece) // 2 for cell, _ in votes.most_common(_TRIED)]


def _aligned(piece: str, passage: str) -> tuple[str, float]:
    """`piece` against the part of `passage` that is like it: a diff by words, and how like they are."""
    ours, theirs = _WORD.findall(piece), _WORD.findall(passage)
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        return "", 0.0
    first, last = blocks[0], blocks[-1]
    start, end = max(0, first.b - first.a), min(len(theirs), last.b + len(ours) - last.a)
    theirs = theirs[start:end]
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    parts = []
    for kind, from_ours, to_ours, from_theirs, to_theirs in matcher.get_opcodes():
        if kind == "equal":
            parts.append(_joined(ours[from_ours:to_ours]))
            continue
        if to_ours > from_ours:
            parts.append(f"[-{_joined(ours[from_ours:to_ours])}-]")
        if to_theirs > from_theirs:
            parts.append(f"{{+{_joined(theirs[from_theirs:to_theirs])}+}}")
    return " ".join(parts), matcher.ratio()


def _joined(words: Sequence[str]) -> str:
    """Words as they are read: with spaces where the script has them."""
    text = ""
    for word in words:
        tight = _is_unspaced(word[0]) or word[0] in _CLOSING or not text or text[-1] in _OPENING
        text += word if tight or _is_unspaced(text[-1]) else f" {word}"
    return text
