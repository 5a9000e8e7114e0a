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

from sayso.documents.clipping import rest_of_sentence
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
from sayso.documents.near import near, what_differs
from sayso.documents.samples import Samples, sample_kind, samples_of
from sayso.documents.text import Text
from sayso.record.lock import Passage, QuoteOutcome

SKIPPED: Final = 5_000
"""An ellipsis skips at most so many characters."""

# A quote is counted so often.
_MOST_TIMES: Final = 50
# So many characters may stand between a quote and what is before or after it: spaces, marks.
_BESIDE: Final = 3
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
    `times` is how often it stands there, if that is more than once and nothing tells which is meant.
    """

    outcome: QuoteOutcome
    before: str = ""
    after: str = ""
    diff: str = ""
    reason: str = ""
    times: int = 0


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
        self._shown = comparable(text.shown, text.edge)
        self._hidden = comparable(text.hidden)
        self._title = len(comparable(text.title).even)
        self._left = _ALL_ALIGNED
        self._spans: dict[Passage, tuple[int, int]] = {}

    @property
    def text(self) -> str:
        """The text that a reader sees, as it is compared."""
        return folded(self._shown.plain)

    def find(self, quote: str, prefix: str = "", suffix: str = "") -> Match:
        """What became of `quote`, which may be any text; the others tell which passage is meant."""
        passage = Passage(quote, prefix, suffix)
        return self.find_all((passage,))[passage]

    def rest_of_sentence(self, passage: Passage) -> str:
        """What the sentence of `passage`, which was found, says beside it; `[…]` stands for the quote."""
        span = self._spans.get(passage)
        return rest_of_sentence(self._shown, span, passage.quote) if span else ""

    def find_all(self, quotes: Iterable[Passage]) -> dict[Passage, Match]:
        """What became of each of `quotes`; to look for what is like them, the text is gone through once."""
        wanted = {passage: comparable(passage.quote) for passage in quotes}
        text = self._shown
        samples = samples_of([even.even for even in wanted.values()], text.even, least=_MANY)
        found: dict[Passage, Match] = {}
        unfound: dict[Passage, Comparable] = {}
        for passage, even in wanted.items():
            parts, known = _parts(even), samples.get(sample_kind(even.even, text.even))
            match = self._exact(passage, parts, known) if parts else None
            found[passage] = match or Match("missing")
            if parts and match is None:
                self._left -= len(passage.quote)
                if len(passage.quote) <= _ALIGNED and self._left >= 0:
                    unfound[passage] = even
        for passage, diff in zip(unfound, near(list(unfound.values()), text, samples), strict=True):
            if diff:
                found[passage] = Match("near", diff=diff, reason=what_differs(diff))
        return found

    def _exact(self, passage: Passage, parts: Sequence[_Part], samples: Samples | None) -> Match | None:
        """Where the parts of a quote stand word for word; None if they do not."""
        sought: list[tuple[QuoteOutcome, Comparable, Samples | None]]
        sought = [("found", self._shown, samples), ("hidden", self._hidden, None)]
        for outcome, text, known in sought:
            spans = _stands(parts, text, known)
            if not spans:
                continue
            times = 0
            if text is self._shown:
                meant = [span for span in spans if _is_between(span, passage, text)]
                if not meant:
                    return _elsewhere(spans[0], passage, text)
                # The title of a page repeats a headline of it.
                spans = [span for span in meant if span[1] > self._title] or meant[:1]
                self._spans[passage] = spans[0]
                times = len(spans) if len(spans) > 1 else 0
            start, end = text.plain_span(*spans[0])
            before = shown(text.plain[max(0, start - _AROUND) : start]).lstrip()
            after = shown(text.plain[end : end + _AROUND]).rstrip()
            return Match(outcome, before, after, reason=_stands_often(times), times=times)
        return None


def _stands_often(times: int) -> str:
    """What is to be said of a quote that stands there so often."""
    if not times:
        return ""
    number = f"{_MOST_TIMES} times or more" if times >= _MOST_TIMES else f"{times} times"
    return f"it stands there {number}: a `prefix` or `suffix` tells which is meant"


def _is_between(span: tuple[int, int], passage: Passage, text: Comparable) -> bool:
    """Whether the prefix and the suffix of `passage` stand around `span`."""
    prefix, suffix = comparable(passage.prefix).even, comparable(passage.suffix).even
    before = text.even[max(0, span[0] - len(prefix) - _BESIDE) : span[0]].strip()
    after = text.even[span[1] : span[1] + len(suffix) + _BESIDE].strip()
    return before.endswith(prefix) and after.startswith(suffix)


def _elsewhere(span: tuple[int, int], passage: Passage, text: Comparable) -> Match:
    """What to say of a quote that stands there, but not between its prefix and suffix."""
    start, end = text.plain_span(*span)
    quoted, before, after = text.plain[start:end], text.plain[:start], text.plain[end:]
    if passage.prefix:
        quoted = f"[-{passage.prefix}-] {{+{before[-_AROUND:].strip()}+}} {quoted}"
    if passage.suffix:
        quoted = f"{quoted} [-{passage.suffix}-] {{+{after[:_AROUND].strip()}+}}"
    return Match("near", diff=shown(quoted), reason="the words stand there, with others before or after them")


def _parts(quote: Comparable) -> list[_Part]:
    """What stands between the ellipses of a quote; nothing if there is no word in it."""
    if not any(map(str.isalnum, quote.even)):
        return []
    ellipses = [match.span() for match in ELLIPSIS.finditer(quote.even)]
    starts = [0, *(end for _, end in ellipses)]
    ends = [*(start for start, _ in ellipses), len(quote.even)]
    spans = [without_dashes(quote.even, start, end) for start, end in zip(starts, ends, strict=True)]
    return [_Part(quote, start, quote.even[start:end]) for start, end in spans if start < end]


def _stands(parts: Sequence[_Part], text: Comparable, samples: Samples | None) -> list[tuple[int, int]]:
    """Where `parts` stand in `text` one after the other: the spans of them all, `_MOST_TIMES` at most."""
    if len(parts) == 1:
        length = len(parts[0].even)
        places = islice(_places(parts[0], text, samples, _PLACES), _MOST_TIMES)
        return [(place, place + length) for place in places]
    # Longer parts are rarer, and looked for first.
    if not all(part in text.even for part in sorted({part.even for part in parts}, key=len, reverse=True)):
        return []
    # For each place where the parts so far can end, one at which they can begin.
    ends: dict[int, int] = {}
    most = _PLACES // len(parts)
    for number, part in enumerate(parts):
        spans = [(place, place + len(part.even)) for place in _places(part, text, samples, most)]
        ends = _after(ends, spans) if number else {end: start for start, end in spans}
        if not ends:
            return []
    firsts: dict[int, int] = {}
    for end, start in ends.items():
        firsts.setdefault(start, end)
    return list(islice(firsts.items(), _MOST_TIMES))


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
