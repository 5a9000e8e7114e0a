"""Which words of a sentence were changed, in any script."""

import re
from collections.abc import Sequence
from typing import Final, Literal

from msgspec import Struct

# Scripts that are written without spaces: each character counts as a word of its own.
_ALONE: Final = (
    r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u3096\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    r"\uf900-\ufaff\U00020000-\U0003ffff"
)
_MARKS: Final = r"!-/:-@\[-`{-~\u00a0-\u00bf\u2000-\u206f\u3000-\u303f\uff00-\uff0f\uff1a-\uff20"
_TOKEN = re.compile(rf"[0-9]+(?:[.,:][0-9]+)*+|[{_ALONE}]|[^\s{_ALONE}{_MARKS}]+|\s+|.", re.DOTALL)
# What it may take to compare two sentences, in the worst case; beyond that their common ends are enough.
_MOST: Final = 20_000_000


class Piece(Struct, frozen=True):
    """A run of words: in both sentences, only in the old one, or only in the new one."""

    kind: Literal["same", "removed", "added"]
    text: str


class ComparisonBudget(Struct):
    """How much work may still be spent on comparing sentences."""

    left: int = 100_000_000


def changed_words(old: str, new: str, effort: ComparisonBudget) -> tuple[Piece, ...]:
    """The pieces of `old` and `new` in order.

    Without those that are added they make up `old`, without those that are removed `new`.
    """
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    pieces = [Piece("same", "".join(before[:start]))]
    pieces += _pieces_between(before[start : len(before) - end], after[start : len(after) - end], effort)
    pieces.append(Piece("same", "".join(before[len(before) - end :])))
    return tuple(piece for piece in pieces if piece.text)


def _pieces_between(before: Sequence[str], after: Sequence[str], effort: ComparisonBudget) -> list[Piece]:
    """The pieces of two runs of words that begin and end differently."""
    cost = len(before) * len(after) * min(len(before), len(after))
    if cost > min(_MOST, effort.left):
        return [Piece("removed", "".join(before)), Piece("added", "".join(after))]
    effort.left -= cost
    from difflib import SequenceMatcher

    pieces: list[Piece] = []
    removed = added = ""
    for kind, i, j, at, to in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        same = "".join(before[i:j]) if kind == "equal" else ""
        # A space between two words that were changed is no word that stayed.
        if same and not same.isspace():
            pieces += [Piece("removed", removed), Piece("added", added), Piece("same", same)]
            removed = added = ""
        else:
            removed += "".join(before[i:j])
            added += "".join(after[at:to])
    return [*pieces, Piece("removed", removed), Piece("added", added)]
