"""What a claim would rest on if one thing in its record turned out otherwise."""

from collections.abc import Iterator, Mapping
from typing import Final, Literal

from msgspec import Struct, structs

from sayso.provenance.altered import Altered
from sayso.provenance.case import Case
from sayso.provenance.graph import Graph
from sayso.provenance.standing import (
    ORIGINS,
    STANCES,
    Bearing,
    Judgement,
    Strength,
    Weighing,
    listed,
    standing_of,
)
from sayso.provenance.walks import CAP, Budget, Exhausted, way
from sayso.provenance.withdraw import Number, number_of
from sayso.record.file import Entry
from sayso.record.model import Basis, Claim, Standing

Otherwise = Literal["unknown", "statement", "partial"]
"""What is supposed to be otherwise: a source whose basis is `unknown`, or `statement`, turns out to be
an `investigation`; a source that backs a part of the wording turns out to back all of it."""

# Work for one claim, in documents looked at and references followed: a second or two.
_WORK: Final = 2_000_000
_ORDER: Final[Mapping[Otherwise, int]] = {"unknown": 0, "partial": 1, "statement": 2}


class Supposition(Struct, frozen=True):
    """One thing turned out otherwise, and nothing else: what the claim would rest on.

    `path` leads over `based_on` from the source of an item to the source that it is about. Where it is
    not `exact`, the voices are proven lower bounds.
    """

    otherwise: Otherwise
    path: tuple[str, ...]
    standing: Standing
    support: int
    contradiction: int
    exact: bool


class Suppositions(Struct, frozen=True):
    """Those of one claim, ordered by what they would change.

    `left_out` counts things that were not looked into, as the work budget ran out; `complete` says
    whether it counts all of them.
    """

    each: tuple[Supposition, ...]
    left_out: int
    complete: bool


def suppositions(graph: Graph, entry: Entry[Claim], judgement: Judgement) -> Suppositions:
    """Each supposition about the factual claim `entry`, alone.

    Changes of the standing come first, then those of the number of voices, then what changes nothing.
    """
    budget = Budget(most=200_000, least=0, total=_WORK)
    budget.grant()
    try:
        case = Case(graph, entry, budget)
    except Exhausted:
        return Suppositions((), 0, False)
    supposing = _Supposing(case, judgement)
    things = list(supposing.things())
    made = []
    for otherwise, path in things:
        budget.grant()
        try:
            made.append(supposing.suppose(otherwise, path))
        except Exhausted:
            break
    before = judgement.support.voices + judgement.contradiction.voices
    made.sort(
        key=lambda one: (
            one.standing == judgement.standing,
            before - one.support - one.contradiction,
            _ORDER[one.otherwise],
        )
    )
    return Suppositions(tuple(made), len(things) - len(made), supposing.complete)


class _Supposing:
    """The walks of one claim, to be walked otherwise."""

    def __init__(self, case: Case, judgement: Judgement) -> None:
        self.case = case
        self.bearing = Bearing(case)
        self.complete = True
        self.sides = {
            "supports": _Side(self.bearing, "supports", judgement.support),
            "refutes": _Side(self.bearing, "refutes", judgement.contradiction),
        }

    def things(self) -> Iterator[tuple[Otherwise, tuple[int, ...]]]:
        """What can be supposed, each with the way there from an item."""
        told: set[int] = set()
        for stance in STANCES:
            interest = self.bearing.walks[stance].interest
            for document, path in self.open(stance):
                basis = self.case.graph.basis[document]
                if document not in told and (
                    basis == "unknown" or (basis == "statement" and self.case.voice[document] not in interest)
                ):
                    told.add(document)
                    yield ("unknown" if basis == "unknown" else "statement"), path
        number = self.case.graph.number
        partial = [number[item.source] for _, _, item in listed(self.case.claim) if item.stance == "partial"]
        for document in dict.fromkeys(partial):
            yield "partial", (document,)

    def open(self, stance: Weighing) -> Iterator[tuple[int, tuple[int, ...]]]:
        """The documents that walks may come to, nearest first, each with the way there from an item."""
        case, closed = self.case, self.bearing.closed[stance]
        voice, based_on = case.voice, case.graph.based_on
        came = {start: -1 for start in self.bearing.starts(stance) if voice[start] not in closed}
        waiting = list(came)
        case.budget.grant()
        try:
            for document in waiting:
                case.budget.spend(1 + len(based_on[document]))
                if case.graph.basis[document] in ("unknown", "statement"):
                    here = tuple(way(came, document))
                    case.budget.spend(len(here))
                    yield document, here
                for ground in based_on[document]:
                    if ground not in came and voice[ground] not in closed:
                        came[ground] = document
                        waiting.append(ground)
        except Exhausted:
            self.complete = False

    def suppose(self, otherwise: Otherwise, path: tuple[int, ...]) -> Supposition:
        """What the claim would rest on if the end of `path` were otherwise."""
        support, contradiction = self.sides["supports"], self.sides["refutes"]
        if otherwise == "partial":
            pro, con = support.with_start(path[-1]), contradiction.now
        else:
            pro, con = support.with_origin(path[-1]), contradiction.with_origin(path[-1])
        return Supposition(
            otherwise,
            tuple([self.case.graph.ids[document] for document in path]),
            standing_of(self.case.claim, pro.voices, con.voices),
            pro.voices,
            con.voices,
            pro.exact and con.exact,
        )


class _Side:
    """Support or contradiction of one claim, and what would add to it.

    One more origin, or one more item, adds at most one voice. Thousands of them can be tried, for most
    need no search: one that is come to only through a cut changes nothing, as the cut still does; and
    one that is come to beside so many walks as the number says, no two of which share a voice, adds one.
    """

    def __init__(self, bearing: Bearing, stance: Weighing, strength: Strength) -> None:
        self.now = number_of(strength)
        self._walks, self._closed = bearing.walks[stance], bearing.closed[stance]
        self._starts = bearing.starts(stance)
        self._budget = bearing.case.budget
        self._beside: frozenset[int] | None = None
        # For each cut that is known, what can be come to without it.
        self._past: list[frozenset[int]] = []

    def with_origin(self, document: int) -> Number:
        """How many voices there would be if `document` were an origin. Raises `Exhausted`."""
        if self.now.voices >= CAP:
            return self.now
        if self._beside is None:
            self._prepare()
        if any(document not in past for past in self._past):
            return self.now
        if self._beside and document in self._beside:
            return Number(self.now.voices + 1, self.now.exact)
        origin: dict[int, Basis] = {document: "investigation"}
        walks = structs.replace(self._walks, basis=Altered(self._walks.basis, origin))
        cut = walks.smallest_cut(self._starts, self._closed, ORIGINS, (), self.now.voices)
        if cut.exact and cut.count == self.now.voices:
            self._past.append(self._reached(self._closed.union(cut.voices)))
        return Number(cut.count, cut.exact)

    def with_start(self, document: int) -> Number:
        """How many voices there would be if an item with `document` counted as the others do."""
        if self.now.voices >= CAP:
            return self.now
        starts = [*self._starts, document]
        cut = self._walks.smallest_cut(starts, self._closed, ORIGINS, (), self.now.voices)
        return Number(cut.count, cut.exact)

    def _prepare(self) -> None:
        """Find out what can be come to at all, and what beside walks that prove the number."""
        self._past.append(self._reached(self._closed))
        used, proven = self._closed, 0
        while (walk := self._walks.walk(self._starts, used, ORIGINS)) is not None:
            used = used.union(self._walks.voices(walk))
            proven += 1
        self._beside = self._reached(used) if proven == self.now.voices else frozenset()

    def _reached(self, shut: frozenset[int]) -> frozenset[int]:
        """The documents that can be come to outside `shut`."""
        voice, based_on = self._walks.voice, self._walks.based_on
        reached = dict.fromkeys(start for start in self._starts if voice[start] not in shut)
        waiting = list(reached)
        for document in waiting:
            self._budget.spend(1 + len(based_on[document]))
            for ground in based_on[document]:
                if ground not in reached and voice[ground] not in shut:
                    reached[ground] = None
                    waiting.append(ground)
        return frozenset(reached)
