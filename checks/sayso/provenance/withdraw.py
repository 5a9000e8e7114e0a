"""What is left of a claim when voices or sources are withdrawn.

To withdraw a source is to close that document, for support and for contradiction: no walk goes through
it, and none ends there. To withdraw a voice is to close every document that speaks with it. Nothing
else changes: who speaks with whom, and so which documents share a voice, stays as the record has it.

Withdrawing never raises a number, and each voice or source takes at most one from it. Two shortcuts
follow, and both are exact. As many walks as the number says, no two of which share a voice, prove it:
what is on none of them can be withdrawn without any loss. And where a voice can be withdrawn without
loss, so can each of its documents.
"""

from collections.abc import Collection, Iterator
from typing import Final

from msgspec import Struct, structs

from sayso.provenance.altered import Altered
from sayso.provenance.case import Case
from sayso.provenance.standing import ORIGINS, Bearing, Judgement, Strength, Weighing, standing_of
from sayso.provenance.walks import Exhausted
from sayso.record.model import Standing

# A document that is withdrawn speaks with a voice of its own, which is closed.
_WITHDRAWN: Final = -1


class Number(Struct, frozen=True, gc=False):
    """A number of voices; where it is not `exact`, there are at least so many."""

    voices: int
    exact: bool


def number_of(strength: Strength) -> Number:
    """How many voices support or contradict as recorded."""
    # With a cut the number of voices is exact, even where `at_most` is not.
    return Number(strength.voices, strength.exact or bool(strength.cut))


class Left(Struct, frozen=True, gc=False):
    """What a claim rests on: its standing, and the voices for it and against it."""

    standing: Standing
    support: Number
    contradiction: Number


class Withdrawal:
    """One factual claim, of which voices and documents can be withdrawn.

    `before` is what it rests on as recorded.
    """

    def __init__(self, case: Case, judgement: Judgement) -> None:
        bearing = Bearing(case)
        self._case = case
        self._support = _Side(bearing, "supports", judgement.support)
        self._contradiction = _Side(bearing, "refutes", judgement.contradiction)
        self.before = Left(judgement.standing, self._support.before, self._contradiction.before)

    def without(self, voices: Collection[int], documents: Collection[int]) -> Left:
        """What is left without all of these voices and documents together."""
        support = self._support.without(voices, documents)
        contradiction = self._contradiction.without(voices, documents)
        standing = standing_of(self._case.claim, support.voices, contradiction.voices)
        return Left(standing, support, contradiction)

    def voices(self) -> Iterator[tuple[int, Left]]:
        """Each voice whose withdrawal takes something from the claim, with what is left.

        Raises `Exhausted` when there are more to try than the budget allows.
        """
        voice = self._case.voice
        for one in dict.fromkeys([voice[document] for document in self._candidates()]):
            left = self.without((one,), ())
            if left != self.before:
                yield one, left

    def documents(self, voices: Collection[int]) -> Iterator[tuple[int, Left]]:
        """The same for each document; `voices` are those that `voices` gave. Raises `Exhausted`."""
        voice = self._case.voice
        for document in self._candidates():
            if voice[document] in voices:
                left = self.without((), (document,))
                if left != self.before:
                    yield document, left

    def _candidates(self) -> dict[int, None]:
        """The documents that may matter, each once."""
        return self._support.candidates() | self._contradiction.candidates()


class _Side:
    """Support or contradiction of one claim."""

    def __init__(self, bearing: Bearing, stance: Weighing, strength: Strength) -> None:
        self.walks = bearing.walks[stance]
        self.closed = bearing.closed[stance]
        self.starts = bearing.starts(stance) if strength.voices else []
        self.before = number_of(strength)
        self.apart: list[list[int]] = []
        self.budget = bearing.case.budget
        self.budget.grant()
        try:
            used = self.closed
            while len(self.apart) < self.before.voices:
                walk = self.walks.walk(self.starts, used, ORIGINS)
                if walk is None:
                    break
                self.apart.append(walk)
                used = used.union(self.walks.voices(walk))
        except Exhausted:
            pass

    def candidates(self) -> dict[int, None]:
        """The documents that may matter: those of the walks that prove the number, or all there are."""
        if len(self.apart) == self.before.voices:
            return {document: None for walk in self.apart for document in walk}
        voice, based_on, basis = self.walks.voice, self.walks.based_on, self.walks.basis
        reached = dict.fromkeys(start for start in self.starts if voice[start] not in self.closed)
        waiting = list(reached)
        self.budget.grant()
        for document in waiting:
            self.budget.spend(1 + len(based_on[document]))
            if basis[document] not in ORIGINS:
                for ground in based_on[document]:
                    if ground not in reached and voice[ground] not in self.closed:
                        reached[ground] = None
                        waiting.append(ground)
        return reached

    def without(self, voices: Collection[int], documents: Collection[int]) -> Number:
        """How many voices are left."""
        before, voice = self.before, self.walks.voice
        untouched = [
            self.walks.voices(walk)
            for walk in self.apart
            if not any(document in documents or voice[document] in voices for document in walk)
        ]
        least = max(len(untouched), before.voices - len(voices) - len(documents))
        if least >= before.voices:
            return before
        walks, closed = self.walks, self.closed.union(voices)
        if documents:
            withdrawn = dict.fromkeys(documents, _WITHDRAWN)
            walks = structs.replace(walks, voice=Altered(voice, withdrawn))
            closed |= {_WITHDRAWN}
        self.budget.grant()
        cut = walks.smallest_cut(self.starts, closed, ORIGINS, untouched, least)
        if cut.count >= before.voices:
            return before
        return Number(cut.count, cut.exact)
