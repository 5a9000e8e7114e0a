"""What a claim rests on: support, contradiction, the reason of every item, standing (SPEC section 2)."""

from collections.abc import Iterator, Sequence
from typing import Final, Literal

from msgspec import Struct

from sayso.provenance.case import Case
from sayso.provenance.graph import Graph
from sayso.provenance.walks import CAP, Budget, Exhausted, Walks, way
from sayso.record.file import Entry
from sayso.record.model import Claim, Item, Standing

Why = Literal[
    "independent",
    "admission",
    "retraction",
    "claimant-voice",
    "accused-voice",
    "traces-to-claimant",
    "circular",
    "unknown-basis",
    "bare-statement",
    "partial",
    "context",
]
Section = Literal["evidence", "corroboration"]

ORIGINS: Final = frozenset({"investigation", "observation", "primary-document"})
"""The bases that are origins of knowledge whoever speaks."""
ORIGINS_OR_UNKNOWN: Final = ORIGINS | {"unknown"}


class Strength(Struct, frozen=True, gc=False):
    """How many voices would have to be wrong, for support or for contradiction.

    `voices` is the number, `at_most` the number if every `unknown` were an `investigation`. Where not
    both are `exact` they are proven lower bounds. `cut` is a smallest set of such voices, each the
    sorted ids of the root parties that speak as one.
    """

    voices: int
    at_most: int
    exact: bool
    cut: tuple[tuple[str, ...], ...]


class Judged(Struct, frozen=True, gc=False):
    """One item, judged: whether it counts, and why.

    `path` leads over `based_on` from the source of the item to the document that decides, as source
    ids: an origin, or what stands in the way. Where the work budget ran out before that was known,
    `why` is None and `path` is empty.
    """

    section: Section
    index: int
    item: Item
    counts: bool
    why: Why | None
    path: tuple[str, ...]


class Judgement(Struct, frozen=True):
    """What a claim rests on. `potential` is the standing if every `unknown` were an `investigation`."""

    standing: Standing
    potential: Standing
    support: Strength
    contradiction: Strength
    items: tuple[Judged, ...]


_NOTHING_PROVEN: Final = Strength(0, 0, False, ())
_NONE: Final = Strength(0, 0, True, ())

# Where the walks of an item end in several ways, the first of these is told: it is the one that somebody
# could still mend. Only where no walk ends at all do they go in a circle.
_OBSTACLES: Final[tuple[Why, ...]] = (
    "unknown-basis",
    "bare-statement",
    "traces-to-claimant",
    "accused-voice",
)


def judge(graph: Graph, entry: Entry[Claim], budget: Budget) -> tuple[Judgement, Case | None]:
    """Judge one sound claim, `entry`.

    Returns the judgement and the case it was reached on; no case where the budget ran out before the
    documents of the claim were known: then nothing counts.
    """
    budget.grant()
    claim = entry.value
    assert claim is not None
    try:
        case = Case(graph, entry, budget)
    except Exhausted:
        items = tuple(Judged(section, index, item, False, None, ()) for section, index, item in listed(claim))
        standing = standing_of(claim, 0, 0)
        return Judgement(standing, standing, _NOTHING_PROVEN, _NOTHING_PROVEN, items), None
    bearing = Bearing(case)
    items = bearing.items()
    support = bearing.strength("supports")
    contradiction = bearing.strength("refutes")
    case.forget()
    return (
        Judgement(
            standing_of(claim, support.voices, contradiction.voices),
            standing_of(claim, support.at_most, contradiction.at_most),
            support,
            contradiction,
            items,
        ),
        case,
    )


def listed(claim: Claim) -> Iterator[tuple[Section, int, Item]]:
    """The items of a claim, each with its section and index there."""
    for index, item in enumerate(claim.evidence):
        yield "evidence", index, item
    for index, item in enumerate(claim.corroboration):
        yield "corroboration", index, item


def standing_of(claim: Claim, support: int, contradiction: int) -> Standing:
    """The standing of `claim` with so many voices for it and against it."""
    if claim.kind != "factual":
        return "not-checkable"
    if contradiction:
        return "contested" if support else "refuted"
    if not support:
        return "self-asserted"
    return "single-source" if support == 1 else "corroborated"


Weighing = Literal["supports", "refutes"]
"""A stance that bears on the standing."""
STANCES: Final[tuple[Weighing, ...]] = ("supports", "refutes")
"""All of them."""


class Reason(Struct, frozen=True, gc=False):
    """Why the items with one source count or not, and the way from that source to what decides it.

    `why` is None where the work budget ran out before that was known.
    """

    counts: bool
    why: Why | None
    way: Sequence[int]


_UNKNOWN: Final = Reason(False, None, ())
# What telling of a document costs, in documents looked at.
_TO_TELL: Final = 50


class Bearing:
    """The walks of one case, for support and for contradiction."""

    def __init__(self, case: Case) -> None:
        self.case = case
        claimant = frozenset((case.claimant,))
        self.closed = {"supports": claimant, "refutes": case.accused}
        self.walks = {
            "supports": self._walks(case.accused - claimant),
            "refutes": self._walks(claimant - case.accused),
        }
        self._reasons: dict[str, dict[int, Reason]] = {"supports": {}, "refutes": {}}

    def _walks(self, against_interest: frozenset[int]) -> Walks:
        """The walks where a statement with one of these voices goes against its speaker's interest."""
        case = self.case
        return Walks(case.graph.based_on, case.graph.basis, case.voice, against_interest, case.budget)

    def starts(self, stance: Weighing) -> list[int]:
        """The documents of the items with that stance."""
        number = self.case.graph.number
        return [number[item.source] for _, _, item in listed(self.case.claim) if item.stance == stance]

    def strength(self, stance: Weighing) -> Strength:
        """`support` or `contradiction` of SPEC section 2, once `items` were judged."""
        reasons = self._reasons[stance].items()
        if not reasons:
            return _NONE
        walks, closed, to_unknown = self.walks[stance], self.closed[stance], self.case.graph.to_unknown
        starts = [start for start, reason in reasons if reason.counts or reason.why is None]
        hopeful = [start for start, reason in reasons if reason.why == "unknown-basis"]
        if not starts and not hopeful:
            return _NONE
        known = [walks.voices(reason.way) for _, reason in reasons if reason.counts]
        self.case.budget.grant()
        now = walks.smallest_cut(starts, closed, ORIGINS, known)
        then = now
        # The voices of the items alone meet all walks: there is no room above their number.
        most = len({walks.voice[start] for start in (*starts, *hopeful)})
        if now.count < min(most, CAP) and (hopeful or any(start in to_unknown for start in starts)):
            self.case.budget.grant()
            starts.extend(hopeful)
            known.extend(walks.voices(reason.way) for _, reason in reasons if reason.why == "unknown-basis")
            then = walks.smallest_cut(starts, closed, ORIGINS_OR_UNKNOWN, known, now.count, now.voices)
        cut = tuple(sorted(map(self.case.name, now.voices)))
        return Strength(now.count, then.count, now.exact and then.exact, cut)

    def without(self, voices: frozenset[int]) -> bool:
        """Whether support is left when `voices` are closed as well."""
        closed = self.closed["supports"] | voices
        return self.walks["supports"].walk(self.starts("supports"), closed, ORIGINS) is not None

    def unknown(self, stance: Weighing) -> dict[int, tuple[int, ...]]:
        """The documents with basis `unknown` that walks come to, each with the way there from an item.

        The nearest come first; where there are more than the budget allows, the rest is left out.
        """
        closed, voice, graph = self.closed[stance], self.case.voice, self.case.graph
        within, budget = graph.to_unknown, self.case.budget
        came = {start: -1 for start in self.starts(stance) if start in within and voice[start] not in closed}
        queue = list(came)
        found = {}
        try:
            for document in queue:
                budget.spend(1 + len(graph.based_on[document]))
                if graph.basis[document] == "unknown":
                    here = tuple(way(came, document))
                    budget.spend(len(here) + _TO_TELL)
                    found[document] = here
                for ground in graph.based_on[document]:
                    if ground not in came and ground in within and voice[ground] not in closed:
                        came[ground] = document
                        queue.append(ground)
        except Exhausted:
            pass
        return found

    def items(self) -> tuple[Judged, ...]:
        """Every item of the claim with the reason why it counts or not."""
        ids, number = self.case.graph.ids, self.case.graph.number
        self.case.budget.grant()
        items = []
        for section, index, item in listed(self.case.claim):
            match item.stance:
                case "partial" | "context" as why:
                    items.append(Judged(section, index, item, False, why, (item.source,)))
                case stance:
                    reason = self._reason(stance, number[item.source])
                    path = tuple([ids[document] for document in reason.way])
                    items.append(Judged(section, index, item, reason.counts, reason.why, path))
        return tuple(items)

    def _reason(self, stance: Weighing, start: int) -> Reason:
        """Why items with this source count or not; found once."""
        known = self._reasons[stance]
        reason = known.get(start)
        if reason is None:
            try:
                reason = self._look(stance, start)
            except Exhausted:
                reason = _UNKNOWN
            known[start] = reason
        return reason

    def _look(self, stance: Weighing, start: int) -> Reason:
        """Walk from `start` to the nearest origin; else to the first of the obstacles, nearest first."""
        basis, based_on = self.case.graph.basis, self.case.graph.based_on
        closed, voice, interest = self.closed[stance], self.case.voice, self.walks[stance].interest
        supports = stance == "supports"
        if voice[start] in closed:
            return Reason(False, "claimant-voice" if supports else "accused-voice", (start,))
        if basis[start] in ORIGINS:
            return Reason(True, "independent", (start,))
        traced: Why = "traces-to-claimant" if supports else "accused-voice"
        admission: Why = "admission" if supports else "retraction"
        came = {start: -1}
        ends: dict[Why, int] = {}
        queue = [start]
        left = self.case.budget.left
        for document in queue:
            grounds = based_on[document]
            left -= 1 + len(grounds)
            if left < 0:
                break
            here = basis[document]
            if here in ORIGINS:
                self.case.budget.keep(left)
                return Reason(True, "independent", way(came, document))
            if here == "unknown":
                ends.setdefault("unknown-basis", document)
            elif here == "statement":
                ends.setdefault(admission if voice[document] in interest else "bare-statement", document)
            for ground in grounds:
                if ground not in came:
                    came[ground] = document
                    if voice[ground] in closed:
                        ends.setdefault(traced, ground)
                    else:
                        queue.append(ground)
        self.case.budget.keep(left)
        if admission in ends:
            return Reason(True, admission, way(came, ends[admission]))
        for why in _OBSTACLES:
            if why in ends:
                return Reason(False, why, way(came, ends[why]))
        return Reason(False, "circular", self._circle(start))

    def _circle(self, start: int) -> list[int]:
        """A way from `start` that ends at a document it has been to before."""
        circle = [start]
        seen = {start}
        while True:
            ground = self.case.graph.based_on[circle[-1]][0]
            circle.append(ground)
            if ground in seen:
                return circle
            seen.add(ground)
