"""Whether a document says what is quoted from it.

A quote is `found` if it stands in the text that a reader sees, in whole words and word for word once both
are evened out: compatibility forms and ligatures (NFKC), white space, the forms of quotation marks and
dashes, what has no width, the space beside punctuation, and all space beside scripts that are written
without it. Capitals, words, numbers and all other punctuation must be the same. An ellipsis in the quote,
`…`, `...` or either in brackets, may skip up to `SKIPPED` characters. What is only like the quote is
`near`: it is shown, and never counts as found.

A PDF file is read by two libraries. What one of them has word for word is found if the other has the same
letters, though it may divide them into other words (but no number otherwise); else it is `uncertain`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final, NamedTuple

from msgspec import structs

from sayso.documents.clipping import rest_of_sentence
from sayso.documents.comparable_texts import (
    ELLIPSIS,
    ComparableText,
    asides_agree,
    comparable_text,
    cuts_in_two,
    fold_forms,
    shown_text,
    without_dashes,
)
from sayso.documents.near_matches import near_diffs, what_differs
from sayso.documents.samples import SampleKind, Samples, sample_kind, samples_of
from sayso.documents.text import Text
from sayso.record.lock import STANDS, LockedQuote, Passage, QuoteOutcome

SKIPPED: Final = 5_000
"""An ellipsis skips at most so many characters."""

# A quote is counted so often.
_MOST_TIMES: Final = 50
# So many of these may stand between a quote and what is before or after it.
_MAX_MARKS: Final = 3
_MARKS: Final = ' "'
# So many characters of the text before and after a quote are kept.
_CONTEXT_CHARS: Final = 60
# So many places where a part of a quote may stand are looked at, and so many characters compared there.
_MAX_PLACES: Final = 100_000
_MAX_COMPARED_CHARS: Final = 100_000_000
# So many quotes are looked for by samples, which is faster than one by one.
_MIN_SAMPLED_QUOTES: Final = 50
# What is like a longer quote is not looked for, nor like more than so many characters of all quotes.
_MAX_ALIGNED_CHARS: Final = 5_000
_MAX_ALL_ALIGNED_CHARS: Final = 200_000


class _Part(NamedTuple):
    """What stands in a quote before, between or after ellipses: `start` is where in it."""

    of: ComparableText
    start: int
    normal: str

    def agrees(self, text: ComparableText, place: int) -> bool:
        """Whether this part, which is like what stands at `place` in `text`, is the same."""
        first, last = text.plain_span(place, place + len(self.normal))
        if cuts_in_two(text.plain, first) or cuts_in_two(text.plain, last):
            return False
        return asides_agree(self.of, (self.start, self.start + len(self.normal)), text, place)


class _Surroundings(NamedTuple):
    """What is to stand before and after a quote, as it is compared."""

    prefix: str
    suffix: str

    @classmethod
    def of(cls, passage: Passage) -> "_Surroundings":
        """What tells which passage is meant."""
        prefix, suffix = (comparable_text(words).normal for words in (passage.prefix, passage.suffix))
        return cls(prefix.rstrip(_MARKS), suffix.lstrip(_MARKS))

    def precedes(self, text: str, at: int) -> bool:
        """Whether the prefix stands before `at`, but for spaces and quotation marks."""
        near = text[max(0, at - _MAX_MARKS) : at]
        return text.endswith(self.prefix, 0, at - len(near) + len(near.rstrip(_MARKS)))

    def follows(self, text: str, at: int) -> bool:
        """Whether the suffix stands after `at`, but for spaces and quotation marks."""
        near = text[at : at + _MAX_MARKS]
        return text.startswith(self.suffix, at + len(near) - len(near.lstrip(_MARKS)))


_BETWEEN_LETTERS = re.compile(r"(?<!\d) (?!\d)")
# A digit, or a word of a number that one may stand beside.
_AT_AN_END = re.compile(r"\A\W*\w*\W*\d|\d\W*\w*\W*\Z")
_NO_SURROUNDINGS: Final = _Surroundings("", "")


class QuoteFinder:
    """The text of one document, made ready for any number of quotes."""

    def __init__(self, text: Text) -> None:
        self._shown = comparable_text(text.shown, text.edge)
        self._hidden = comparable_text(text.hidden)
        self._title = len(comparable_text(text.title).normal)
        self._left = _MAX_ALL_ALIGNED_CHARS
        self._name = next((name for name, reading in text.readings.items() if reading == text.shown), "")
        self._other = next(
            (
                QuoteFinder(Text(reading, readings={name: reading}))
                for name, reading in text.readings.items()
                if name != self._name
            ),
            None,
        )

    @property
    def text(self) -> str:
        """The text that a reader sees, as it is compared."""
        return fold_forms(self._shown.plain)

    def find(self, quote: str, prefix: str = "", suffix: str = "") -> LockedQuote:
        """What became of `quote`, which may be any text; the others tell which passage is meant."""
        passage = Passage(quote, prefix, suffix)
        return self.find_all((passage,))[passage]

    def find_all(self, quotes: Iterable[Passage]) -> dict[Passage, LockedQuote]:
        """What became of each of `quotes`; to look for what is like them, the text is gone through once."""
        wanted = {passage: comparable_text(passage.quote) for passage in quotes}
        exact, samples = self._exact_matches(wanted)
        if self._other is not None:
            exact = self._agreed_matches(exact, self._other, self._other._exact_matches(wanted)[0])
        found: dict[Passage, LockedQuote] = {}
        unfound: dict[Passage, ComparableText] = {}
        for passage, quote in wanted.items():
            found[passage] = exact.get(passage) or _locked_quote(passage, "missing")
            if passage not in exact and _quote_parts(quote):
                self._left -= len(passage.quote)
                if len(passage.quote) <= _MAX_ALIGNED_CHARS and self._left >= 0:
                    unfound[passage] = quote
        for passage, diff in zip(
            unfound, near_diffs(list(unfound.values()), self._shown, samples), strict=True
        ):
            if diff:
                found[passage] = _locked_quote(passage, "near", diff=diff, reason=what_differs(diff))
        return found

    def _exact_matches(
        self, wanted: Mapping[Passage, ComparableText]
    ) -> tuple[dict[Passage, LockedQuote], Mapping[SampleKind, Samples]]:
        """Those of `wanted` that stand word for word; and the samples that were taken to see it."""
        text = self._shown
        normal = [quote.normal for quote in wanted.values()]
        samples = samples_of(normal, text.normal, least=_MIN_SAMPLED_QUOTES)
        found = {}
        for passage, quote in wanted.items():
            parts, known = _quote_parts(quote), samples.get(sample_kind(quote.normal, text.normal))
            match = self._exact_match(passage, parts, known) if parts else None
            if match:
                found[passage] = match
        return found, samples

    def _agreed_matches(
        self, ours: Mapping[Passage, LockedQuote], other: "QuoteFinder", theirs: Mapping[Passage, LockedQuote]
    ) -> dict[Passage, LockedQuote]:
        """What was found in this reading and in that of `other`, each as far as it bears out the other."""
        agreed = {**theirs, **ours}
        for passage in agreed:
            is_here, is_there = (
                passage in each and each[passage].outcome in STANDS for each in (ours, theirs)
            )
            if is_here == is_there:
                continue
            match, by, without = (ours, self, other) if is_here else (theirs, other, self)
            agreed[passage] = match[passage]
            if not without._has_letters(passage):
                reads = "does not" if without._shown.normal else "reads no text"
                reason = f"{by._name} finds it there, {without._name} {reads}: look at the document"
                agreed[passage] = structs.replace(match[passage], outcome="uncertain", reason=reason)
        return agreed

    def _has_letters(self, passage: Passage) -> bool:
        """Whether the letters of a quote stand there, however they are divided into words.

        Digits that are divided otherwise are another number, and one at an end may be a part of a number.
        """
        words = comparable_text(f"{passage.prefix} {passage.quote} {passage.suffix}")
        text, at = _BETWEEN_LETTERS.sub("", self._shown.normal), 0
        for part in _quote_parts(words):
            letters = _BETWEEN_LETTERS.sub("", part.normal)
            at = text.find(letters, at) + len(letters)
            if at < len(letters) or _AT_AN_END.search(part.normal):
                return False
        return True

    def _exact_match(
        self, passage: Passage, parts: Sequence[_Part], samples: Samples | None
    ) -> LockedQuote | None:
        """Where the parts of a quote stand word for word; None if they do not."""
        text, around = self._shown, _Surroundings.of(passage)
        spans = _spans_of_parts(parts, text, samples, around)
        if not spans and around != _NO_SURROUNDINGS:
            others = _spans_of_parts(parts, text, samples, _NO_SURROUNDINGS)
            if others:
                return _match_elsewhere(others[0], passage, text)
        if not spans:
            hidden = _spans_of_parts(parts, self._hidden, None, _NO_SURROUNDINGS)
            return _match_at(hidden[0], passage, self._hidden, "hidden") if hidden else None
        # The title of a page repeats a headline of it.
        spans = [span for span in spans if span[1] > self._title] or spans[:1]
        sentence = rest_of_sentence(text, spans[0], passage.quote)
        if len(spans) == 1:
            return _match_at(spans[0], passage, text, "found", sentence=sentence)
        times = f"{len(spans)} times{' or more' if len(spans) == _MOST_TIMES else ''}"
        reason = f"it stands there {times}: a `prefix` or `suffix` tells which is meant"
        return _match_at(spans[0], passage, text, "ambiguous", reason=reason, sentence=sentence)


def _match_at(
    span: tuple[int, int], passage: Passage, text: ComparableText, outcome: QuoteOutcome, **more: str
) -> LockedQuote:
    """What to say of a quote that stands at `span` in `text`."""
    start, end = text.plain_span(*span)
    before = shown_text(text.plain[max(0, start - _CONTEXT_CHARS) : start]).lstrip()
    after = shown_text(text.plain[end : end + _CONTEXT_CHARS]).rstrip()
    return _locked_quote(passage, outcome, before=before, after=after, **more)


def _locked_quote(passage: Passage, outcome: QuoteOutcome, **more: Any) -> LockedQuote:
    """What there is to say of the quote of `passage`."""
    return LockedQuote(passage.quote, outcome, prefix=passage.prefix, suffix=passage.suffix, **more)


def _match_elsewhere(span: tuple[int, int], passage: Passage, text: ComparableText) -> LockedQuote:
    """What to say of a quote that stands there, but not between its prefix and suffix."""
    start, end = text.plain_span(*span)
    quoted, before, after = text.plain[start:end], text.plain[:start], text.plain[end:]
    instead = [
        f"{{+{words}+}}" if words else ""
        for words in (before[-_CONTEXT_CHARS:].strip(), after[:_CONTEXT_CHARS].strip())
    ]
    if passage.prefix:
        quoted = " ".join(filter(None, [f"[-{passage.prefix}-]", instead[0], quoted]))
    if passage.suffix:
        quoted = " ".join(filter(None, [quoted, f"[-{passage.suffix}-]", instead[1]]))
    reason = "the words stand there, with others before or after them"
    return _locked_quote(passage, "near", diff=shown_text(quoted), reason=reason)


def _quote_parts(quote: ComparableText) -> list[_Part]:
    """What stands between the ellipses of a quote; nothing if there is no word in it."""
    if not any(map(str.isalnum, quote.normal)):
        return []
    ellipses = [match.span() for match in ELLIPSIS.finditer(quote.normal)]
    starts = [0, *(end for _, end in ellipses)]
    ends = [*(start for start, _ in ellipses), len(quote.normal)]
    spans = [without_dashes(quote.normal, start, end) for start, end in zip(starts, ends, strict=True)]
    return [_Part(quote, start, quote.normal[start:end]) for start, end in spans if start < end]


def _spans_of_parts(
    parts: Sequence[_Part], text: ComparableText, samples: Samples | None, around: _Surroundings
) -> list[tuple[int, int]]:
    """Where `parts` stand in `text` one after the other, within `around`.

    Given are the spans of them all that hold no other such span, `_MOST_TIMES` at most.
    """
    # Longer parts are rarer, and looked for first.
    longest_first = sorted({part.normal for part in parts}, key=len, reverse=True)
    if not all(part in text.normal for part in longest_first):
        return []
    most = min(
        _MAX_PLACES // len(parts), 1 + _MAX_COMPARED_CHARS // (1 + len(around.prefix) + len(around.suffix))
    )
    # For each place where the parts so far can end, the last one at which they can begin.
    ends: dict[int, int] = {}
    for number, part in enumerate(parts):
        length = len(part.normal)
        spans = ((place, place + length) for place in _part_places(part, text, samples, most))
        if number == 0 and around.prefix:
            spans = (span for span in spans if around.precedes(text.normal, span[0]))
        if number == len(parts) - 1 and around.suffix:
            spans = (span for span in spans if around.follows(text.normal, span[1]))
        if len(parts) == 1:
            return list(islice(spans, _MOST_TIMES))
        ends = _ends_of_following_spans(ends, spans) if number else {end: start for start, end in spans}
        if not ends:
            return []
    firsts: dict[int, int] = {}
    for end, start in ends.items():
        firsts.setdefault(start, end)
    return list(islice(firsts.items(), _MOST_TIMES))


def _part_places(part: _Part, text: ComparableText, samples: Samples | None, most: int) -> Iterator[int]:
    """Where `part` stands in `text` as whole words; at most `most` places are looked at."""
    known = samples.places(part.normal) if samples else None
    places = _string_places(part.normal, text.normal) if known is None else known
    for at in islice(places, min(most, 1 + _MAX_COMPARED_CHARS // len(part.normal))):
        if part.agrees(text, at):
            yield at


def _string_places(part: str, text: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def _ends_of_following_spans(ends: dict[int, int], spans: Iterable[tuple[int, int]]) -> dict[int, int]:
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
