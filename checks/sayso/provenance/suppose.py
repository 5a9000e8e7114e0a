"""What a claim would rest on if one thing in its record turned out otherwise."""

from collections.abc import Collection, Iterator, Mapping
from typing import Final, Literal

from msgspec import Struct, structs

from sayso.provenance.altered import Altered
from sayso.provenance.case import Case
from sayso.provenance.graph import Graph
from sayso.provenance.standing import ORIGINS, STANCES, Bearing, Judgement, Weighing, listed, standing_of
from sayso.provenance.walks import CAP, Budget, Exhausted, way
from sayso.record.file import Entry
from sayso.record.model import Basis, Claim, Standing

Otherwise = Literal["unknown", "statement", "partial"]
"""What is supposed to be otherwise: a source whose basis is `unknown`, or `statement`, turns out to be
an `investigation`; a source that backs a part of the wording turns out to back all of it."""

# Work for one claim, in documents looked at and references followed: a second or two.
_WORK: Final = 5_000_000
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
        if not budget.left:
            break
        made.append(supposing.suppose(otherwise, path))
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
        self.before = {"supports": judgement.support, "refutes": judgement.contradiction}

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
        if otherwise == "partial":
            support, exact = self.strength("supports", path, {})
            before = self.before["refutes"]
            contradiction, also = before.voices, before.exact or bool(before.cut)
        else:
            origin: dict[int, Basis] = {path[-1]: "investigation"}
            support, exact = self.strength("supports", (), origin)
            contradiction, also = self.strength("refutes", (), origin)
        return Supposition(
            otherwise,
            tuple([self.case.graph.ids[document] for document in path]),
            standing_of(self.case.claim, support, contradiction),
            support,
            contradiction,
            exact and also,
        )

    def strength(
        self, stance: Weighing, more: Collection[int], origin: Mapping[int, Basis]
    ) -> tuple[int, bool]:
        """How many voices, with `more` documents of items and with `origin`, and whether that is exact."""
        before, walks = self.before[stance], self.bearing.walks[stance]
        exact = before.exact or bool(before.cut)
        starts = [*self.bearing.starts(stance), *more]
        if not starts or before.voices >= CAP:
            return before.voices, exact
        walks = structs.replace(walks, basis=Altered(walks.basis, origin))
        cut = walks.smallest_cut(starts, self.bearing.closed[stance], ORIGINS, (), before.voices)
        return cut.count, cut.exact
