"""What a claim rests on: support, contradiction, the reason of every item, standing (SPEC section 2)."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, Literal

from msgspec import Struct

from sayso.provenance.case import Case
from sayso.provenance.graph import Graph
from sayso.provenance.walks import CAP, Budget, Exhausted, Walks
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


class Strength(Struct, frozen=True):
    """How many voices would have to be wrong, for support or for contradiction.

    `voices` is the number, `at_most` the number if every `unknown` were an `investigation`. Where not
    both are `exact` they are proven lower bounds. `cut` is a smallest set of such voices, each the
    sorted ids of the root parties that speak as one.
    """

    voices: int
    at_most: int
    exact: bool
    cut: tuple[tuple[str, ...], ...]


class Judged(Struct, frozen=True):
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
        standing = _standing(claim, 0, 0)
        return Judgement(standing, standing, _NOTHING_PROVEN, _NOTHING_PROVEN, items), None
    bearing = Bearing(case)
    support = bearing.strength("supports")
    contradiction = bearing.strength("refutes")
    return (
        Judgement(
            _standing(claim, support.voices, contradiction.voices),
            _standing(claim, support.at_most, contradiction.at_most),
            support,
            contradiction,
            tuple(bearing.items()),
        ),
        case,
    )


def listed(claim: Claim) -> Iterator[tuple[Section, int, Item]]:
    """The items of a claim, each with its section and index there."""
    for index, item in enumerate(claim.evidence):
        yield "evidence", index, item
    for index, item in enumerate(claim.corroboration):
        yield "corroboration", index, item


def _standing(claim: Claim, support: int, contradiction: int) -> Standing:
    if claim.kind != "factual":
        return "not-checkable"
    if contradiction:
        return "contested" if support else "refuted"
    if not support:
        return "self-asserted"
    return "single-source" if support == 1 else "corroborated"


class Bearing:
    """The walks of one case, for support and for contradiction."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.basis = case.graph.basis
        self.walks = Walks(case.graph.based_on, case.voice, case.budget)
        self.closed = {
            "supports": frozenset({case.claimant}),
            "refutes": case.accused,
        }

    def origin(self, stance: str, *, unknown: bool = False) -> Callable[[int], bool]:
        """Whether a document is an origin of knowledge for `stance`.

        With `unknown`, as if every `unknown` were an `investigation`.
        """
        basis, voice = self.basis, self.case.voice
        bases = ORIGINS | {"unknown"} if unknown else ORIGINS
        against_interest = self._against_interest(stance)
        if not against_interest:
            return lambda document: basis[document] in bases
        return lambda document: (
            basis[document] in bases
            or (basis[document] == "statement" and voice[document] in against_interest)
        )

    def _against_interest(self, stance: str) -> frozenset[int]:
        """The voices whose bare statement counts, as it goes against their own interest."""
        claimant = frozenset({self.case.claimant})
        if stance == "supports":
            return self.case.accused - claimant
        return claimant - self.case.accused

    def starts(self, stance: str) -> list[int]:
        """The documents of the items with that stance."""
        number = self.case.graph.number
        return [number[item.source] for _, _, item in listed(self.case.claim) if item.stance == stance]

    def strength(self, stance: str) -> Strength:
        """`support` or `contradiction` of SPEC section 2."""
        starts = self.starts(stance)
        if not starts:
            return Strength(0, 0, True, ())
        closed = self.closed[stance]
        self.case.budget.grant()
        now = self.walks.smallest_cut(starts, closed, self.origin(stance))
        then = now
        if now.count < CAP and any(self.basis[document] == "unknown" for document in self.case.voice):
            self.case.budget.grant()
            then = self.walks.smallest_cut(starts, closed, self.origin(stance, unknown=True), least=now.count)
        name = self.case.name
        return Strength(now.count, then.count, now.exact and then.exact, tuple(sorted(map(name, now.voices))))

    def without(self, voices: frozenset[int]) -> bool:
        """Whether support is left when `voices` are closed as well."""
        closed = self.closed["supports"] | voices
        return self.walks.walk(self.starts("supports"), closed, self.origin("supports")) is not None

    def unknown(self, stance: str) -> dict[int, tuple[int, ...]]:
        """The documents with basis `unknown` that walks come to, each with the way there from an item."""
        closed, voice = self.closed[stance], self.case.voice
        came: dict[int, int] = {}
        for start in self.starts(stance):
            if voice[start] not in closed:
                came.setdefault(start, -1)
        queue = list(came)
        for document in queue:
            for ground in self.case.graph.based_on[document]:
                if ground not in came and voice[ground] not in closed:
                    came[ground] = document
                    queue.append(ground)
        self.case.budget.spend(len(came))
        return {
            document: tuple(_way(came, document)) for document in queue if self.basis[document] == "unknown"
        }

    def items(self) -> Iterator[Judged]:
        """Every item of the claim with the reason why it counts or not."""
        ids = self.case.graph.ids
        self.case.budget.grant()
        for section, index, item in listed(self.case.claim):
            why: Why | None
            if item.stance in {"partial", "context"}:
                yield Judged(section, index, item, False, item.stance, (item.source,))
                continue
            start = self.case.graph.number[item.source]
            try:
                counts, why, path = self._reason(item.stance, start)
            except Exhausted:
                counts, why, path = False, None, []
            yield Judged(section, index, item, counts, why, tuple(ids[document] for document in path))

    def _reason(self, stance: str, start: int) -> tuple[bool, Why, Sequence[int]]:
        """Whether the item counts, why, and the documents from its own to the one that decides."""
        closed = self.closed[stance]
        refused: Why = "claimant-voice" if stance == "supports" else "accused-voice"
        if self.case.voice[start] in closed:
            return False, refused, [start]
        walk = self.walks.walk([start], closed, lambda document: self.basis[document] in ORIGINS)
        if walk is not None:
            return True, "independent", walk[::-1]
        walk = self.walks.walk([start], closed, self.origin(stance))
        if walk is not None:
            return True, "admission" if stance == "supports" else "retraction", walk[::-1]
        return False, *self._obstacle(stance, start)

    def _obstacle(self, stance: str, start: int) -> tuple[Why, Sequence[int]]:
        """Why no walk from an open document succeeds, and the way to what is in the way.

        Where walks end in several ways, the one is told that somebody could still mend: first what
        nobody has looked into, then bare statements, then documents of the claimant (of the accused,
        for a contradiction); only where no walk ends at all do they go in a circle.
        """
        closed, voice = self.closed[stance], self.case.voice
        came: dict[int, int] = {start: -1}
        ends: dict[Why, int] = {}
        queue = [start]
        for document in queue:
            if self.basis[document] == "unknown":
                ends.setdefault("unknown-basis", document)
            elif self.basis[document] == "statement":
                ends.setdefault("bare-statement", document)
            for ground in self.case.graph.based_on[document]:
                if ground not in came:
                    came[ground] = document
                    if voice[ground] in closed:
                        ends.setdefault(
                            "traces-to-claimant" if stance == "supports" else "accused-voice",
                            ground,
                        )
                    else:
                        queue.append(ground)
        self.case.budget.spend(len(came))
        for why in ("unknown-basis", "bare-statement", "traces-to-claimant", "accused-voice"):
            if why in ends:
                return why, _way(came, ends[why])
        return "circular", self._circle(start)

    def _circle(self, start: int) -> list[int]:
        """A way from `start` that ends at a document it has been to before."""
        way = [start]
        seen = {start}
        while True:
            ground = self.case.graph.based_on[way[-1]][0]
            way.append(ground)
            if ground in seen:
                return way
            seen.add(ground)


def _way(came: dict[int, int], end: int) -> list[int]:
    way = [end]
    while (end := came[end]) >= 0:
        way.append(end)
    return way[::-1]
