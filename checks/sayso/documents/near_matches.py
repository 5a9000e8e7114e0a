"""What in a text is like a quote that does not stand there word for word."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cache
from typing import Final

from sayso.documents.comparable_texts import (
    SOFT,
    UNSPACED,
    ComparableText,
    comparable_text,
    fold_forms,
    is_mark,
    shown_text,
    without_notes,
)
from sayso.documents.numerals import cuts_number
from sayso.documents.samples import SampleKind, Samples, sample_kind, samples_of

# A quote is aligned in pieces of so many words, at so many places.
_PIECE_WORDS: Final = 100
_MAX_TRIED_PLACES: Final = 3
# Where less than one in so many samples of a piece leads, there is nothing like it.
_FEWEST: Final = 8
_MIN_LIKENESS: Final = 0.6


# Some words of a quote, and how many.
_Piece = tuple[ComparableText, int]


def near_diffs(
    quotes: Sequence[ComparableText], text: ComparableText, known: Mapping[SampleKind, Samples]
) -> Iterator[str]:
    """For each of `quotes` what is like it in `text`, as a diff; empty if nothing is.

    `known` are samples that have been taken already, of all quotes of a kind.
    """
    samples = samples_of([quote.normal for quote in quotes], text.normal, known)
    for quote in quotes:
        yield _diff(_pieces(quote), text, samples[sample_kind(quote.normal, text.normal)])


def _pieces(quote: ComparableText) -> list[_Piece]:
    """The words of `quote`, in pieces that can be aligned."""
    words = list(_word_pattern().finditer(fold_forms(quote.plain)))
    pieces = []
    for first in range(0, len(words), _PIECE_WORDS):
        here = words[first : first + _PIECE_WORDS]
        pieces.append((comparable_text(quote.plain[here[0].start() : here[-1].end()]), len(here)))
    return pieces


@cache
def _word_pattern() -> re.Pattern[str]:
    """A word with its marks, hyphens and apostrophes; a number; a character of a script without spaces."""
    marks = f"[{''.join(filter(is_mark, map(chr, range(0x300, 0x10000))))}]*"
    letter = rf"(?:[^\W_{UNSPACED}]{marks})"
    return re.compile(rf"[{UNSPACED}]{marks}|\d+(?:[.,]\d+)+|{letter}+(?:['{SOFT}-]{letter}+)*|[^\w\s]|_")


def _likely_places(piece: str, samples: Samples) -> list[int]:
    """About where `piece` may stand: the middles of the cells, of its length, where most samples point to."""
    votes = Counter([max(0, begin) // len(piece) for begin in samples.likely_starts(piece)])
    best = votes.most_common(_MAX_TRIED_PLACES)
    least = max(len(piece) // (samples.kind.step * _FEWEST), best[0][1] // 2 if best else 0)
    return [(2 * cell + 1) * len(piece) // 2 for cell, number in best if number >= least]


def _diff(pieces: Sequence[_Piece], text: ComparableText, samples: Samples) -> str:
    """What is like a quote, of which these are the pieces, in `text`."""
    parts, like, number = [], 0.0, 0
    for piece, words in pieces:
        best = (f"[-{piece.plain}-]", 0.0)
        slack = len(piece.plain) // 2 + 20
        for guess in _likely_places(piece.normal, samples):
            middle = text.place_in_plain(guess)
            passage = without_notes(text.plain[max(0, middle - slack) : middle + len(piece.plain) + slack])
            best = max(best, _align(piece.plain, passage, whole=len(pieces) == 1), key=lambda found: found[1])
        parts.append(best[0])
        like += best[1] * words
        number += words
    if not like or like < _MIN_LIKENESS * number:
        return ""
    diff = " ".join(parts)
    return f"[-{diff}-]" if diff == " ".join([piece.plain for piece, _ in pieces]) else diff


def _align(piece: str, passage: str, *, whole: bool) -> tuple[str, float]:
    """`piece` against the part of `passage` that is like it: a diff by words, and how like they are.

    `whole` says that the piece is all there is of the quote.
    """
    ours, theirs = (list(_word_pattern().finditer(fold_forms(text))) for text in (piece, passage))
    wanted, there = [word[0].casefold() for word in ours], [shown_text(word[0]).casefold() for word in theirs]
    blocks = SequenceMatcher(None, wanted, there, autojunk=False).get_matching_blocks()[:-1]
    if not blocks:
        return "", 0.0
    first, last = blocks[0], blocks[-1]
    start, end = max(0, first.b - first.a), last.b + len(ours) - last.a
    matcher = SequenceMatcher(None, wanted, there[start:end], autojunk=False)
    diff = _marked_difference(piece, passage, ours, theirs[start:end], matcher)
    if diff == piece:
        diff = _marked_spaces(piece, passage[theirs[start].start() : theirs[:end][-1].end()])
    if diff == piece and whole:
        # What differs is that it is a part of something: of a number, say. One word more shows it, or two.
        for further in (1, 2, 1):
            begin, stop = max(0, start - further), end + further
            more = SequenceMatcher(None, wanted, there[begin:stop], autojunk=False)
            diff = _marked_difference(piece, passage, ours, theirs[begin:stop], more)
            if _breaks_number(diff):
                break
    return diff, matcher.ratio()


def _marked_difference(
    piece: str,
    passage: str,
    ours: Sequence[re.Match[str]],
    theirs: Sequence[re.Match[str]],
    matcher: SequenceMatcher[str],
) -> str:
    """What differs between the words of `piece` and of `passage`, marked."""
    diff = ""
    for kind, from_ours, to_ours, from_theirs, to_theirs in matcher.get_opcodes():
        old, new = ours[from_ours:to_ours], theirs[from_theirs:to_theirs]
        if kind == "equal" and [word[0] for word in old] == [shown_text(word[0]) for word in new]:
            diff += _marked_words("{}", piece, old)
        else:
            diff += _marked_words("[-{}-]", piece, old) + _marked_words("{{+{}+}}", passage, new)
    return shown_text(diff.strip())


def _marked_spaces(piece: str, passage: str) -> str:
    """What differs between `piece` and `passage`, which have the same words, in the spaces between them."""
    if comparable_text(piece).normal == comparable_text(passage).normal:
        return piece
    wanted, there = piece.split(" "), passage.split(" ")
    parts = []
    for kind, from_ours, to_ours, from_theirs, to_theirs in SequenceMatcher(
        None, wanted, there, autojunk=False
    ).get_opcodes():
        old, new = " ".join(wanted[from_ours:to_ours]), " ".join(there[from_theirs:to_theirs])
        parts.append(old if kind == "equal" else f"[-{old}-] {{+{new}+}}")
    return shown_text(" ".join(parts))


def _marked_words(form: str, text: str, words: Sequence[re.Match[str]]) -> str:
    """The `words` of `text` as they stand there, in `form`, after a space where there is one."""
    if not words:
        return ""
    start, end = words[0].start(), words[-1].end()
    return (" " if text[max(0, start - 1) : start] == " " else "") + form.format(text[start:end])


_TAKEN = re.compile(r"\[-(.*?)-\]")
_GIVEN = re.compile(r" ?\{\+(.*?)\+\}")


def what_differs(diff: str) -> str:
    """What kind of difference a diff shows, in words; empty if it is one of many."""
    ours = " ".join(_TAKEN.sub(r"\1", _GIVEN.sub("", diff)).split())
    theirs = " ".join(_GIVEN.sub(r" \1", _TAKEN.sub("", diff)).split())
    if "[-" in diff and ours.casefold() == theirs.casefold():
        return "only capitals differ"
    if "[-" in diff and ours.replace(" ", "") == theirs.replace(" ", ""):
        return "only spaces differ"
    if "[-" not in diff and "{+" in diff:
        return "it is another number" if _breaks_number(diff) else "words are left out without an ellipsis"
    return ""


def _breaks_number(diff: str) -> bool:
    """Whether what a quote lacks, which a diff shows, belongs to a number in it."""
    for given in _GIVEN.finditer(diff):
        before, after = (_GIVEN.sub(r" \1", part) for part in (diff[: given.start()], diff[given.end() :]))
        upto = f"{before} {given[1]}".lstrip()
        whole = f"{upto} {after.lstrip()}"
        if cuts_number(whole, len(before)) or cuts_number(whole, len(upto) + 1):
            return True
    return False
