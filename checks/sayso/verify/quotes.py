"""Whether a document says what is quoted from it.

A quote is `found` if it stands in the text that a reader sees, in whole words and word for word once both
are evened out: compatibility forms and ligatures (NFKC), white space, the forms of quotation marks and
dashes, what has no width, the space beside punctuation, and all space beside scripts that are written
without it. Capitals, words, numbers and all other punctuation must be the same. An ellipsis in the quote,
`…`, `...` or either in brackets, may skip up to `SKIPPED` characters. What is only like the quote is
`near`: it is shown, and never counts as found.
"""

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import cache, lru_cache
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
# Patterns begin with what is rare, and look behind only there: most of a text is passed over at once.
_OTHER = re.compile(f"[{_DOUBLE}{_SINGLE}{_DASHES}]")
# What is no apostrophe inside a word is a quotation mark.
_TICK = re.compile(r"'(?:(?<![^\W_]')|(?![^\W_]))")

# Scripts that are written without spaces: what white space stands in them is that of the layout.
_UNSPACED: Final = (
    "\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"
    "\U00020000-\U0003ffff\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff"
)
# Punctuation of these scripts that is no longer told from that of others after NFKC.
_FULL: Final = "\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff9f"
_BY_FULL = re.compile(rf" (?:(?<=[{_FULL}] )|(?=[{_FULL}]))")
# What makes no difference: space beside quotation marks, dashes, punctuation, and in these scripts.
_LOOSE = re.compile(
    r'"[ "]+| "[ "]*|-[ -]+| -[ -]*'
    rf"| (?:(?=[,.;:!?%)\]}}{_UNSPACED}])|(?<=[(\[{{{_UNSPACED}] ))"
)
_ELLIPSIS = re.compile(r" ?(?:[\[(]\.{3,}[\])]|\.{3,}) ?")
# A word that a line break divides, where nobody can tell whether the hyphen belongs to it.
_DIVIDED = re.compile(r"[-\u2010\u00ad](?<=[^\W\d_].)[ \t]*+\r?\n[ \t]*+(?=[^\W\d_])")

_IN_WORD: Final = rf"[^\W_{_UNSPACED}]"
_HYPHEN: Final = "-\u2010\u2011"
_APOSTROPHE: Final = "'\u2019\u02bc"
# NUL stands where a text is cut: in a word, a number, a compound, or at an apostrophe (though
# what an article is joined to by one, as in French, can be quoted without it).
_CUT = re.compile(
    rf"{_IN_WORD}\0{_IN_WORD}|\d[.,]\0\d|\d\0[.,]\d"
    rf"|{_IN_WORD}[{_HYPHEN}]\0{_IN_WORD}|{_IN_WORD}\0[{_HYPHEN}{_APOSTROPHE}]{_IN_WORD}"
    rf"|{_IN_WORD}[{_APOSTROPHE}]\0(?:[stdm]|ll|ve|re)(?![^\W_])"
)

# A quote is aligned in pieces of so many words, at so many places.
_PIECE: Final = 100
_TRIED: Final = 3
# Samples of so many characters lead there. One that so many places of the quotes share, or that was seen
# so often in the text, leads nowhere.
_SAMPLE: Final = 4
_SAMPLES = re.compile(f".{{{_SAMPLE}}}", re.DOTALL)
# They are taken of so much of the text at once.
_SAMPLED: Final = _SAMPLE << 16
_SHARED: Final = 20
_SEEN: Final = 100
# Where less than one in so many samples of a piece leads, there is nothing like it.
_FEWEST: Final = 8
# A longer quote is not aligned, nor are more than so many characters of all quotes from one document.
_ALIGNED: Final = 5_000
_ALL_ALIGNED: Final = 200_000
_LIKE: Final = 0.6


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
        self._left = _ALL_ALIGNED

    @property
    def text(self) -> str:
        """The text that a reader sees, as it is compared."""
        return self._shown[0].even

    def find(self, quote: str) -> Match:
        """What became of `quote`, which may be any text."""
        return self.find_all((quote,))[quote]

    def find_all(self, quotes: Iterable[str]) -> dict[str, Match]:
        """What became of each of `quotes`; to look for what is like them, the text is gone through once."""
        found: dict[str, Match] = {}
        unfound: dict[str, list[_Piece]] = {}
        for quote in dict.fromkeys(quotes):
            wanted = _evened(_plain(quote))
            parts = _parts(wanted.even)
            match = self._exact(parts) if parts else None
            found[quote] = match or Match("missing")
            if parts and match is None:
                self._left -= len(quote)
                if len(quote) <= _ALIGNED and self._left >= 0:
                    unfound[quote] = _pieces(wanted)
        text = self._shown[0]
        guesses = iter(_guesses([piece for pieces in unfound.values() for piece in pieces], text))
        for quote, pieces in unfound.items():
            diff = _near([(piece, next(guesses)) for piece in pieces], text)
            if diff:
                found[quote] = Match("near", diff=diff)
        return found

    def _exact(self, parts: Sequence[str]) -> Match | None:
        """Where the parts of a quote stand word for word; None if they do not."""
        sought: tuple[tuple[QuoteOutcome, Sequence[_Evened]], ...]
        sought = (("found", self._shown), ("hidden", self._hidden))
        for outcome, versions in sought:
            for version in versions:
                span = _stands(parts, version)
                if span:
                    start, end = version.plain_span(*span)
                    before = version.plain[max(0, start - _AROUND) : start]
                    return Match(outcome, before.lstrip(), version.plain[end : end + _AROUND].rstrip())
        return None


class _Evened(Struct, frozen=True):
    """A text as it is read and as it is compared.

    `plain` is the text with its white space and compatibility forms evened out; `same` is that with one
    form for all quotation marks and dashes, each where it was; `even` is what is compared. From `starts` on,
    which are places in `even`, places in `plain` are further on by `shifts`.
    """

    plain: str
    same: str
    even: str
    starts: list[int]
    shifts: list[int]

    def plain_span(self, start: int, end: int) -> tuple[int, int]:
        """Where in `plain` what is at `start` to `end` in `even` stands."""
        return self._plain_at(start), self._plain_at(end - 1) + 1

    def _plain_at(self, at: int) -> int:
        return at + self.shifts[bisect_right(self.starts, at) - 1]


def _plain(text: str) -> str:
    """`text` with its white space and compatibility forms evened out."""
    if text.isascii():
        return " ".join(text.split())
    text = _PILED.sub(_thinned, _UNSEEN.sub("", text))
    for other, plain in _BEFORE:
        text = text.replace(other, plain)
    text = _BY_FULL.sub("", " ".join(text.split()))
    return " ".join(unicodedata.normalize("NFKC", text).split())


def _evened(plain: str) -> _Evened:
    same = _TICK.sub('"', _OTHER.sub(lambda match: _SAME[match[0]], plain))
    pieces, starts, shifts = [], [0], [0]
    end = size = 0
    for match in _LOOSE.finditer(same):
        kept = match[0].strip(" ")[:1]
        pieces += [same[end : match.start()], kept]
        size += match.start() - end + len(kept)
        end = match.end()
        starts.append(size)
        shifts.append(end - size)
    pieces.append(same[end:])
    return _Evened(plain, same, "".join(pieces), starts, shifts)


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


@cache
def _word() -> re.Pattern[str]:
    """A word with its marks, hyphens and apostrophes; a number; a character of a script without spaces."""
    marks = f"[{''.join(filter(_is_mark, map(chr, range(0x300, 0x10000))))}]*"
    letter = rf"(?:[^\W_{_UNSPACED}]{marks})"
    return re.compile(rf"[{_UNSPACED}]{marks}|\d+(?:[.,]\d+)+|{letter}+(?:['-]{letter}+)*|[^\w\s]|_")


def _versions(text: str) -> Sequence[_Evened]:
    """`text` made ready; once more with the hyphens of divided words, if there are any."""
    joined = _DIVIDED.sub("", text)
    if joined == text:
        return (_evened(_plain(text)),)
    return _evened(_plain(joined)), _evened(_plain(_DIVIDED.sub("-", text)))


def _parts(quote: str) -> list[str]:
    """What stands between the ellipses of a quote; nothing if there is no word in it."""
    parts = [part for part in _ELLIPSIS.split(quote) if part]
    return parts if any(map(str.isalnum, quote)) else []


def _stands(parts: Sequence[str], text: _Evened) -> tuple[int, int] | None:
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


def _places(part: str, text: _Evened, most: int) -> list[int]:
    """Where `part` stands in `text` as whole words; at most `most` places are looked at."""
    found: list[int] = []
    at = text.even.find(part)
    left = min(most, 1 + _COMPARED // len(part))
    while at >= 0 and left:
        start, end = text.plain_span(at, at + len(part))
        if not (_cuts(text.plain, start) or _cuts(text.plain, end)):
            found.append(at)
        at = text.even.find(part, at + 1)
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


def _cuts(text: str, at: int) -> bool:
    """Whether a word, a number or a letter with its marks is cut in two at `at`."""
    if _is_mark(text[at : at + 1]) and not text[at - 1 : at].isspace():
        return at > 0
    letter = at
    while letter > 1 and at - letter < _MARKS and _is_mark(text[letter - 1]):
        letter -= 1
    return _CUT.search(f"{text[max(0, letter - 2) : letter]}\0{text[at : at + 3]}") is not None


def _is_mark(character: str) -> bool:
    return character != "" and unicodedata.category(character)[0] == "M"


def _folded(text: str) -> str:
    """`text` without capitals, every character where it was."""
    lower = text.lower()
    return lower if len(lower) == len(text) else text


class _Piece(Struct, frozen=True):
    """Some words of a quote, `number` of them: as they are read, and as they are compared."""

    plain: str
    same: str
    number: int


def _pieces(quote: _Evened) -> list[_Piece]:
    """The words of `quote`, in pieces that can be aligned."""
    words = list(_word().finditer(quote.same))
    pieces = []
    for first in range(0, len(words), _PIECE):
        here = words[first : first + _PIECE]
        start, end = here[0].start(), here[-1].end()
        pieces.append(_Piece(quote.plain[start:end], quote.same[start:end], len(here)))
    return pieces


def _near(pieces: Sequence[tuple[_Piece, Sequence[int]]], text: _Evened) -> str:
    """What is like a quote in `text`, as a diff; empty if nothing is. With each piece: where it may be."""
    shown, like, number = [], 0.0, 0
    for piece, guesses in pieces:
        best = (f"[-{piece.plain}-]", 0.0)
        slack = len(piece.plain) // 2 + 20
        for middle in guesses:
            start, end = max(0, middle - slack), middle + len(piece.plain) + slack
            aligned = _aligned(piece.plain, piece.same, text.plain[start:end], text.same[start:end])
            best = max(best, aligned, key=lambda found: found[1])
        shown.append(best[0])
        like += best[1] * piece.number
        number += piece.number
    return " ".join(shown) if like and like >= _LIKE * number else ""


def _guesses(pieces: Sequence[_Piece], text: _Evened) -> list[list[int]]:
    """Where each of `pieces` may begin in `text`: where most of the samples that they share point to.

    Samples are taken of the text at every `_SAMPLE` characters, and of the pieces everywhere: what is the
    same for twice as many characters shares one. Those that are common tell nothing, and are left out.
    """
    wanted: dict[str, list[tuple[int, int]]] = {}
    for number, piece in enumerate(pieces):
        same = _folded(piece.same)
        for offset in range(len(same) - _SAMPLE + 1):
            wanted.setdefault(same[offset : offset + _SAMPLE], []).append((number, offset))
    wanted = {sample: places for sample, places in wanted.items() if len(places) <= _SHARED}
    votes = [Counter[int]() for _ in pieces]
    seen = Counter[str]()
    folded = _folded(text.same) if wanted else ""
    for start in range(0, len(folded), _SAMPLED):
        samples = _SAMPLES.findall(folded, start, start + _SAMPLED)
        for index in [index for index, sample in enumerate(samples) if sample in wanted]:
            sample = samples[index]
            if seen[sample] < _SEEN:
                seen[sample] += 1
                at = start + index * _SAMPLE
                for number, offset in wanted[sample]:
                    votes[number][max(0, at - offset) // len(pieces[number].same)] += 1
    return [_cells(len(piece.same), counted) for piece, counted in zip(pieces, votes, strict=True)]


def _cells(length: int, votes: Counter[int]) -> list[int]:
    """The middles of the cells, of that length, that enough samples point to, and about as many as to any."""
    best = votes.most_common(_TRIED)
    least = max(length // (_SAMPLE * _FEWEST), best[0][1] // 2 if best else 0)
    return [(2 * cell + 1) * length // 2 for cell, number in best if number >= least]


def _aligned(piece: str, same: str, passage: str, passage_same: str) -> tuple[str, float]:
    """`piece` against the part of `passage` that is like it: a diff by words, and how like they are."""
    ours, theirs = list(_word().finditer(same)), list(_word().finditer(passage_same))
    wanted, there = [word[0] for word in ours], [word[0] for word in theirs]
    blocks = SequenceMatcher(None, wanted, there, autojunk=False).get_matching_blocks()[:-1]
    if not blocks:
        return "", 0.0
    first, last = blocks[0], blocks[-1]
    start, end = max(0, first.b - first.a), last.b + len(ours) - last.a
    theirs, there = theirs[start:end], there[start:end]
    matcher = SequenceMatcher(None, wanted, there, autojunk=False)
    shown = ""
    for kind, from_ours, to_ours, from_theirs, to_theirs in matcher.get_opcodes():
        if kind == "equal":
            shown += _slice("{}", piece, ours[from_ours:to_ours])
        else:
            shown += _slice("[-{}-]", piece, ours[from_ours:to_ours])
            shown += _slice("{{+{}+}}", passage, theirs[from_theirs:to_theirs])
    return shown.strip(), matcher.ratio()


def _slice(form: str, text: str, words: Sequence[re.Match[str]]) -> str:
    """The `words` of `text` as they stand there, in `form`, after a space where there is one."""
    if not words:
        return ""
    start, end = words[0].start(), words[-1].end()
    return (" " if text[max(0, start - 1) : start] == " " else "") + form.format(text[start:end])
