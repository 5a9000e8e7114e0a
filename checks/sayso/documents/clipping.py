"""The sentence that a quote stands in: what it says beside the quote."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import Final

from sayso.documents.comparable_texts import ELLIPSIS, ComparableText, comparable_text, shown_text

QUOTED: Final = "[…]"
"""Stands for the quote in what is left of a sentence."""
# So many characters before and after a quote are looked at for the ends of its sentence.
_MAX_CONTEXT_CHARS: Final = 300
# A full stop after a short form, a letter or a small number ends no sentence.
_SHORT = re.compile(
    r"(?:\b(?:Mrs?|Ms|Dr|St|Nos?|Nr|vs|Prof|Gen|Sen|Rep|Gov|Lt|Col|Capt|Sgt|Maj|Hon|Rev|Jr|Sr|Inc|Ltd|Corp?|Art|Abs"
    r"|pp|ca|cf|al|approx|est|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mme|Mlle|Sra|Uds?|EE|UU|bzw|sog|vgl|Mio|Mrd"
    r"|\u0433\u0433|\u0438\u043c|\u0441\u0432|\u0441\u0442\u0440|\u0442\u044b\u0441|\u0440\u0443\u0431|\d\d?|[^\W\d_])|\b\w\.\w)\Z"
)
_MAX_SHORT_FORM_CHARS: Final = 8
_END = re.compile(
    r"[.!?\u061f\u06d4\u0964\u2026]+[\"')\]\u00bb\u201c\u201d\u2019]*(?:\s+(?=[^\sa-z\u00df-\u00ff\u0430-\u044f])|\Z)"
    r"|[\u3002\uff01\uff1f][\"\u300d\u300f\u201d\u2019]*"
)
_CLOSED = re.compile(r"[.!?\u061f\u06d4\u0964\u2026\u3002][\"')\]\u00bb\u201c\u201d\u2019]*\Z")
_WORD = re.compile(r"\w+(?:['\u2019-]\w+)*")


def rest_of_sentence(text: ComparableText, span: tuple[int, int], quote: str) -> str:
    """What the sentence around `span` in `text`, where `quote` stands, says beside it; empty if nothing."""
    start, end = text.plain_span(*span)
    head, tail = _start_of_sentence(text, start), _end_of_sentence(text, start, end)
    skipped = (
        _skipped_words(text.plain[start:end], quote) if ELLIPSIS.search(comparable_text(quote).normal) else ""
    )
    middle = f"{QUOTED} {skipped} {QUOTED}" if skipped else QUOTED
    rest = shown_text(f"{head}{middle}{tail}").strip()
    return rest if any(map(str.isalnum, rest)) else ""


def _start_of_sentence(text: ComparableText, start: int) -> str:
    """What stands in the sentence before `start`."""
    index = bisect_right(text.edges, start)
    first = max(text.edges[index - 1] + 1 if index else 0, start - _MAX_CONTEXT_CHARS)
    before = text.plain[first:start]
    # What begins a sentence is seen in the quote.
    ends = [end for _, end in _sentence_ends(text.plain[first : start + 1]) if end <= len(before)]
    if ends:
        return before[ends[-1] :]
    return f"…{before}" if first == start - _MAX_CONTEXT_CHARS else before


def _end_of_sentence(text: ComparableText, start: int, end: int) -> str:
    """What stands in the sentence after `end`, up to which a quote goes from `start`."""
    if _CLOSED.search(text.plain[max(start, end - 4) : end]):
        return ""
    index = bisect_left(text.edges, end)
    last = min([*text.edges[index : index + 1], len(text.plain), end + _MAX_CONTEXT_CHARS])
    after = text.plain[end:last]
    for stop, end_of_sentence in _sentence_ends(text.plain[start:last]):
        if start + stop >= end:
            return text.plain[end : start + end_of_sentence].rstrip()
    return f"{after}…" if last == end + _MAX_CONTEXT_CHARS else after


def _skipped_words(passage: str, quote: str) -> str:
    """The words of `passage` that the ellipses of `quote` skip."""
    wanted = [word.casefold() for word in _WORD.findall(quote)]
    skipped, at = [], 0
    for word in _WORD.findall(passage):
        if at < len(wanted) and word.casefold() == wanted[at]:
            at += 1
        else:
            skipped.append(word)
    return " ".join(skipped)[:_MAX_CONTEXT_CHARS]


def _sentence_ends(text: str) -> Iterator[tuple[int, int]]:
    """Where sentences end in `text`: where the stop begins, and where the next sentence does."""
    for end in _END.finditer(text):
        if end[0][0] != "." or not _SHORT.search(
            text[max(0, end.start() - _MAX_SHORT_FORM_CHARS) : end.start()]
        ):
            yield end.span()
