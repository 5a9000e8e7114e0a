"""Whether a document says what is quoted from it.

A quote is `found` if it stands in the text that a reader sees, in whole words and word for word once both
are evened out: compatibility forms and ligatures (NFKC), white space, the forms of quotation marks and
dashes, what has no width, the space beside punctuation, and all space beside scripts that are written
without it. Capitals, words, numbers and all other punctuation must be the same. An ellipsis in the quote,
`…`, `...` or either in brackets, may skip up to `SKIPPED` characters. What is only like the quote is
`near`: it is shown, and never counts as found.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final, NamedTuple

from msgspec import Struct

from sayso.documents.comparable import (
    ELLIPSIS,
    Comparable,
    agree,
    comparable,
    cuts,
    folded,
    shown,
    without_dashes,
)
from sayso.documents.near import near
from sayso.documents.samples import Samples, sample_kind, samples_of
from sayso.documents.text import Text
from sayso.record.lock import QuoteOutcome

SKIPPED: Final = 5_000
"""An ellipsis skips at most so many characters."""

# So many characters of the text before and after a quote are kept.
_AROUND: Final = 60
# So many places where a part of a quote may stand are looked at, and so many characters compared there.
_PLACES: Final = 100_000
_COMPARED: Final = 100_000_000
# So many quotes are looked for by samples, which is faster than one by one.
_MANY: Final = 50
# What is like a longer quote is not looked for, nor like more than so many characters of all quotes.
_ALIGNED: Final = 5_000
_ALL_ALIGNED: Final = 200_000


class Match(Struct, frozen=True):
    """What became of a quote.

    Where it was found or is hidden, `before` and `after` are the text around it; where something is near,
    `diff` has the words of the quote that are not there as `[-…-]`, and those that are instead as `{+…+}`.
    """

    outcome: QuoteOutcome
    before: str = ""
    after: str = ""
    diff: str = ""


class _Part(NamedTuple):
    """What stands in a quote before, between or after ellipses: `start` is where in it."""

    of: Comparable
    start: int
    even: str

    def agrees(self, text: Comparable, place: int) -> bool:
        """Whether this part, which is like what stands at `place` in `text`, is the same."""
        first, last = text.plain_span(place, place + len(self.even))
        if cuts(text.plain, first) or cuts(text.plain, last):
            return False
        return agree(self.of, (self.start, self.start + len(self.even)), text, place)


class Reader:
    """The text of one document, made ready for any number of quotes."""

    def __init__(self, text: Text) -> None:
        self._shown = comparable(text.shown)
        self._hidden = comparable(text.hidden)
        self._left = _ALL_ALIGNED

    @property
    def text(self) -> str:
        """The text that a reader sees, as it is compared."""
        return folded(self._shown.plain)

    def find(self, quote: str) -> Match:
        """What became of `quote`, which may be any text."""
        return self.find_all((quote,))[quote]

    def find_all(self, quotes: Iterable[str]) -> dict[str, Match]:
        """What became of each of `quotes`; to look for what is like them, the text is gone through once."""
        wanted = {quote: comparable(quote) for quote in quotes}
        text = self._shown
        samples = samples_of([even.even for even in wanted.values()], text.even, least=_MANY)
        found: dict[str, Match] = {}
        unfound: dict[str, Comparable] = {}
        for quote, even in wanted.items():
            parts = _parts(even)
            match = self._exact(parts, samples.get(sample_kind(even.even, text.even))) if parts else None
            found[quote] = match or Match("missing")
            if parts and match is None:
                self._left -= len(quote)
                if len(quote) <= _ALIGNED and self._left >= 0:
                    unfound[quote] = even
        for quote, diff in zip(unfound, near(list(unfound.values()), text, samples), strict=True):
            if diff:
                found[quote] = Match("near", diff=diff)
        return found

    def _exact(self, parts: Sequence[_Part], samples: Samples | None) -> Match | None:
        """Where the parts of a quote stand word for word; None if they do not."""
        sought: list[tuple[QuoteOutcome, Comparable, Samples | None]]
        sought = [("found", self._shown, samples), ("hidden", self._hidden, None)]
        for outcome, text, known in sought:
            span = _stands(parts, text, known)
            if span:
                start, end = text.plain_span(*span)
                before = shown(text.plain[max(0, start - _AROUND) : start])
                return Match(outcome, before.lstrip(), shown(text.plain[end : end + _AROUND]).rstrip())
        return None


def _parts(quote: Comparable) -> list[_Part]:
    """What stands between the ellipses of a quote; nothing if there is no word in it."""
    if not any(map(str.isalnum, quote.even)):
        return []
    ellipses = [match.span() for match in ELLIPSIS.finditer(quote.even)]
    starts = [0, *(end for _, end in ellipses)]
    ends = [*(start for start, _ in ellipses), len(quote.even)]
    spans = [without_dashes(quote.even, start, end) for start, end in zip(starts, ends, strict=True)]
    return [_Part(quote, start, quote.even[start:end]) for start, end in spans if start < end]


def _stands(parts: Sequence[_Part], text: Comparable, samples: Samples | None) -> tuple[int, int] | None:
    """Where `parts` stand in `text` one after the other: the span of them all, or None."""
    if len(parts) == 1:
        place = next(_places(parts[0], text, samples, _PLACES), None)
        return None if place is None else (place, place + len(parts[0].even))
    # Longer parts are rarer, and looked for first.
    if not all(part in text.even for part in sorted({part.even for part in parts}, key=len, reverse=True)):
        return None
    # For each place where the parts so far can end, one at which they can begin.
    ends: dict[int, int] = {}
    most = _PLACES // len(parts)
    for number, part in enumerate(parts):
        spans = [(place, place + len(part.even)) for place in _places(part, text, samples, most)]
        ends = _after(ends, spans) if number else {end: start for start, end in spans}
        if not ends:
            return None
    end = next(iter(ends))
    return ends[end], end


def _places(part: _Part, text: Comparable, samples: Samples | None, most: int) -> Iterator[int]:
    """Where `part` stands in `text` as whole words; at most `most` places are looked at."""
    known = samples.places(part.even) if samples else None
    places = _all_places(part.even, text.even) if known is None else known
    for at in islice(places, min(most, 1 + _COMPARED // len(part.even))):
        if part.agrees(text, at):
            yield at


def _all_places(part: str, text: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


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
