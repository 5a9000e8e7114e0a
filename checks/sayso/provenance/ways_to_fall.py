"""Every way in which a claim can fall: the sets of voices, none of them needless, that leave no walk."""

from collections.abc import Iterator
from typing import Final, Literal

from msgspec import Struct

from sayso.provenance.standing import CAP, ORIGINS, Case, OutOfBudget, Search, Voice, Voices, Walks

FallingSide = Literal["supports", "partial", "refutes"]
"""The stance of what can fall: support, what is partly backed, or what contradicts the claim."""
MAX_CUT_VOICES: Final = CAP - 1
"""Larger sets are not looked for."""
MAX_WAYS: Final = 50
"""So many ways are told; the smallest come first."""

# Where so few steps lead to all walks, they are looked at once; they are searched for elsewhere.
_MAX_FEW_STEPS: Final = 100


class WaysToFall(Struct, frozen=True):
    """Sets of up to `MAX_CUT_VOICES` voices that leave nothing if they are wrong, while no part of them does.

    Each voice is the sorted ids of the root parties that speak as one. Not `complete` are the first
    `MAX_WAYS` of more, and those found before the work budget ran out.
    """

    each: tuple[tuple[tuple[str, ...], ...], ...] = ()
    complete: bool = True


def ways_to_fall(case: Case, stance: FallingSide) -> WaysToFall:
    """The ways in which one side of a claim can fall; none where there is nothing to fall."""
    case.budget.grant()
    found: list[tuple[tuple[str, ...], ...]] = []
    complete = True
    try:
        for voices in _voice_sets(case.walks(stance)):
            if len(found) == MAX_WAYS:
                complete = False
                break
            found.append(tuple(sorted(map(case.roots_of, voices))))
    except OutOfBudget:
        complete = False
    return WaysToFall(tuple(sorted(found, key=lambda way: (len(way), way))), complete)


def _voice_sets(walks: Walks) -> Iterator[Voices]:
    """The sets of voices, the smallest first. Raises `OutOfBudget`."""
    search = _CutSearch(walks)
    for size in range(1, MAX_CUT_VOICES + 1):
        search.more = False
        for voices in search.cuts(walks.closed, frozenset(), size):
            if all(search.has_walk(walks.closed.union(voices) - {each}) for each in voices):
                yield voices
        if not search.more:
            return


class _CutSearch:
    """The sets of voices that leave no walk; `more` says that larger ones were met with than were wanted."""

    def __init__(self, walks: Walks) -> None:
        few = walks.voices_of_all_walks(_MAX_FEW_STEPS)
        self._search = Search(walks, ORIGINS, few or (), all_known=few is not None)
        self.more = False

    def has_walk(self, shut: frozenset[Voice]) -> bool:
        """Whether there is a walk outside `shut`. Raises `OutOfBudget`."""
        return bool(self._search.disjoint_walks(shut, 1))

    def cuts(self, shut: frozenset[Voice], kept: frozenset[Voice], size: int) -> Iterator[Voices]:
        """Each set of so many voices, none of them in `kept`, that leaves no walk outside `shut`, once.

        Some of its voices may be needless. Raises `OutOfBudget`.
        """
        # As many walks that share no voice take as many voices.
        walks = self._search.disjoint_walks(shut, size + 1)
        if len(walks) > size:
            self.more = True
        elif walks:
            for voice in min(walks, key=len):
                if voice not in kept:
                    for rest in self.cuts(shut | {voice}, kept, size - 1):
                        yield (voice, *rest)
                    kept |= {voice}
        elif not size:
            yield ()
