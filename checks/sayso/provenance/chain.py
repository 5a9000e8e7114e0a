"""Why an item counts or not, as a chain that can be followed by hand.

"A is controlled by B, itself controlled by C", "X is based on Y, which is by Z (the claimant)": each hop
names the place in the record that says so.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import Final, Literal

from msgspec import Struct

from sayso.provenance.case import Case
from sayso.provenance.standing import Judged, Why
from sayso.provenance.walks import Exhausted
from sayso.record.file import Place
from sayso.record.places import Pointer
from sayso.record.references import Record

LONGEST: Final = 12
"""A chain with more hops of one kind than this is told in short: its two ends, and how many are between."""
_END: Final = LONGEST // 2

# Chains with a longer path are seldom told twice.
_KEPT: Final = 8


class Hop(Struct, frozen=True, gc=False):
    """One step of a chain: who, does what, to whom; and the place in the record that says so."""

    subject: str
    verb: str
    object: str
    place: Place

    @property
    def message(self) -> str:
        """The hop as a clause."""
        return f"{self.subject} {self.verb} {self.object}"


def sentence(hops: Sequence[Hop]) -> str:
    """A chain in one line: "A is based on B, itself based on C, which is by D; E is controlled by D"."""
    text = ""
    before: Hop | None = None
    for hop in hops:
        if before is None:
            text = hop.message
        elif before.object == hop.subject:
            again = before.verb == hop.verb and hop.verb.startswith("is ")
            verb = f"itself {hop.verb.removeprefix('is ')}" if again else f"which {hop.verb}"
            text += f", {verb} {hop.object}"
        elif before.subject == hop.subject:
            text += f" and {hop.verb} {hop.object}"
        else:
            text += f"; {hop.message}"
        before = hop
    return text


class Told(Struct, frozen=True, gc=False):
    """A chain, hop by hop and in one line."""

    hops: tuple[Hop, ...]
    sentence: str


UNTOLD: Final = Told((), "")
"""For an item that could not be judged."""


class Chains:
    """The chains of one record; what several items share is made once."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._made: dict[tuple[object, ...], Told] = {}
        self._links: Links | None = None

    def told(self, case: Case, judged: Judged) -> Told:
        """The chain that shows why `judged` counts or does not."""
        why, path = judged.why, judged.path
        if why is None:
            return UNTOLD
        if why in ("partial", "context"):
            return _told([_stance(case, judged)])
        targets = _targets(case, why, path[-1])
        key = (why, path, targets)
        told = self._made.get(key)
        if told is None:
            hops = [*based_on(self._record, path), *_ending(self._record, why, path[-1])]
            shared = len(path) < _KEPT
            if targets:
                by = self._record.sound_sources[path[-1]].by
                steps: list[Step] | None = None
                case.budget.grant()
                try:
                    steps = controlled(case, by, targets)
                    if steps is None:
                        shared = False
                        steps = self._links_of(case).way(by, targets)
                except Exhausted:
                    shared = False
                hops.extend(_same_voice(case, path[-1], steps, targets, why))
            told = _told(hops)
            if shared:
                self._made[key] = told
        return told

    def _links_of(self, case: Case) -> "Links":
        """The links of a case; they are made once for all its items."""
        if self._links is None or self._links.case is not case:
            self._links = Links(case)
        return self._links


def based_on(record: Record, path: Sequence[str]) -> Iterator[Hop]:
    """The hops of a walk: each source is based on the next. The middle of a long one is one hop."""
    for at, after in _shortened(len(path)):
        more = after - at - 1
        verb = f"is based through {more:,} more on" if more else "is based on"
        index = record.sound_sources[path[at]].based_on.index(path[at + 1])
        yield Hop(f"`{path[at]}`", verb, f"`{path[after]}`", _place(record, path[at], ("based_on", index)))


def _shortened(length: int) -> Iterator[tuple[int, int]]:
    """The hops of a path of that length, by index; one hop for its middle where it is long."""
    if length - 1 <= LONGEST:
        return pairwise(range(length))
    return pairwise((*range(_END), *range(length - _END, length)))


def _told(hops: Sequence[Hop]) -> Told:
    return Told(tuple(hops), sentence(hops))


def _stance(case: Case, judged: Judged) -> Hop:
    """What the claim says of an item that does not bear on its standing."""
    verb, object = (
        ("backs only a part of", "the wording") if judged.why == "partial" else ("is given as", "context")
    )
    place = Place(case.entry.file, (*case.entry.pointer, judged.section, judged.index, "stance"))
    return Hop(f"`{judged.item.source}`", verb, object, place)


def _ending(record: Record, why: Why, last: str) -> Iterator[Hop]:
    """What the last document of a walk says of itself, where that decides."""
    match why:
        case "independent":
            verb, object = "knows at first hand:", f"its basis is `{record.sound_sources[last].basis}`"
        case "admission" | "retraction":
            verb, object = "is a statement", "against its own interest"
        case "unknown-basis":
            verb, object = "does not say", "how it knows (basis `unknown`)"
        case "bare-statement":
            verb, object = "asserts without showing", "how it knows"
        case _:
            # Whose voice it has is told by other hops; a circle is shown by the walk itself.
            return
    yield Hop(f"`{last}`", verb, object, _place(record, last, ("basis",)))


def _targets(case: Case, why: Why, last: str) -> tuple[str, ...]:
    """The parties with whose voice the last document speaks, where that is the reason."""
    match why:
        case "claimant-voice" | "traces-to-claimant" | "retraction":
            return case.claim.claimant
        case "accused-voice" | "admission":
            return case.accused_as(case.voice[case.graph.number[last]])
        case _:
            return ()


class Step(Struct, frozen=True, gc=False):
    """From party `start` to party `end`: up to who controls it, down to whom it controls, or beside it.

    Beside it is who speaks together with it: in the source `source`, or else in making the claim.
    """

    start: str
    end: str
    way: Literal["up", "down", "beside"]
    source: str = ""


def controlled(case: Case, starts: Sequence[str], targets: Sequence[str]) -> list[Step] | None:
    """The way from one of `starts` up to who controls it, and down again to one of `targets`.

    None if there is no such way. Raises `Exhausted`.
    """
    below = dict.fromkeys(targets, "")
    if any(party in below for party in starts):
        return []
    for _ in _above(case, list(targets), below):
        pass
    came = dict.fromkeys(starts, "")
    for top in _above(case, list(starts), came):
        if top in below:
            steps = []
            at = top
            while came[at]:
                steps.append(Step(came[at], at, "up"))
                at = came[at]
            steps.reverse()
            at = top
            while below[at]:
                steps.append(Step(at, below[at], "down"))
                at = below[at]
            return steps
    return None


def _above(case: Case, queue: list[str], came: dict[str, str]) -> Iterator[str]:
    """The parties in `queue` and all that control them, nearest first; `came` says through which."""
    parties = case.graph.record.sound_parties
    for party in queue:
        yield party
        owners = parties[party].controlled_by
        case.budget.spend(1 + len(owners))
        for owner in owners:
            if owner not in came:
                came[owner] = party
                queue.append(owner)


class Links:
    """All that puts parties together in one case: control, joint documents, joint claimants.

    Raises `Exhausted`.
    """

    def __init__(self, case: Case) -> None:
        self.case = case
        self._steps: dict[str, list[Step]] = {}
        self._came: dict[str, str] = {}
        record, claim = case.graph.record, case.claim
        self._beside(claim.claimant, "")
        self._involve((*claim.claimant, *claim.against))
        for document in case.joint:
            id = case.graph.ids[document]
            by = record.sound_sources[id].by
            self._beside(by, id)
            self._involve(by)

    def way(self, starts: Sequence[str], targets: Sequence[str]) -> list[Step]:
        """A shortest way from one of `starts` to one of `targets`, which share a voice."""
        self._involve(starts)
        ends = set(targets)
        came: dict[str, Step | None] = dict.fromkeys(starts)
        queue = list(came)
        at = 0
        while queue[at] not in ends:
            following = self._steps.get(queue[at], ())
            self.case.budget.spend(1 + len(following))
            for step in following:
                if step.end not in came:
                    came[step.end] = step
                    queue.append(step.end)
            at += 1
        steps = []
        came_by = came[queue[at]]
        while came_by is not None:
            steps.append(came_by)
            came_by = came[came_by.start]
        return steps[::-1]

    def _involve(self, parties: Sequence[str]) -> None:
        """Link `parties` and all above them to those that control them."""
        new = [party for party in parties if party not in self._came]
        self._came.update(dict.fromkeys(new, ""))
        for party in _above(self.case, new, self._came):
            for owner in self.case.graph.record.sound_parties[party].controlled_by:
                self._link(Step(party, owner, "up"))
                self._link(Step(owner, party, "down"))

    def _beside(self, parties: Sequence[str], source: str) -> None:
        """Link parties that speak together; a star is enough, as every party reaches every other."""
        for other in parties[1:]:
            self._link(Step(parties[0], other, "beside", source))
            self._link(Step(other, parties[0], "beside", source))

    def _link(self, step: Step) -> None:
        self._steps.setdefault(step.start, []).append(step)


def _same_voice(
    case: Case, source: str, steps: Sequence[Step] | None, targets: Sequence[str], why: Why
) -> Iterator[Hop]:
    """Why `source` speaks with the voice of one of `targets`: by way of `steps`, None if they are not known.

    Told upwards from both ends: "`x` is by A, which is controlled by S; B (the claimant) is controlled
    by S".
    """
    record = case.graph.record
    by = record.sound_sources[source].by
    if steps is None:
        first = end = targets[0]
    elif steps:
        first, end = steps[0].start, steps[-1].end
    else:
        first = end = next(id for id in by if id in targets)
    role = _role(case, why)

    def name(id: str) -> str:
        known = record.sound_parties[id].name
        return f"{known} ({role})" if id == end else known

    if steps is None:
        yield Hop(f"`{source}`", "speaks with the voice of", name(end), _place(record, source, ("by",)))
        return
    yield Hop(f"`{source}`", "is by", name(first), _place(record, source, ("by", by.index(first))))
    told = [(step, _step_hop(case, middle, step, name)) for step, middle in _shown(steps)]
    for down, run in groupby(told, key=lambda each: each[0].way == "down"):
        hops = [hop for _, hop in run]
        yield from reversed(hops) if down else hops


def _role(case: Case, why: Why) -> str:
    """What the party is that a document speaks with the voice of."""
    if why in ("accused-voice", "admission"):
        return "the accused" if len(case.claim.against) == 1 else "one of the accused"
    return "the claimant" if len(case.claim.claimant) == 1 else "one of the claimants"


def _shown(steps: Sequence[Step]) -> Iterator[tuple[Step, Sequence[Step]]]:
    """The steps to tell, each with those that it stands for: one for the middle of a long way."""
    for at, after in _shortened(len(steps) + 1):
        middle = steps[at:after]
        ways = {step.way for step in middle}
        way = middle[0].way if len(ways) == 1 else "beside"
        yield Step(middle[0].start, middle[-1].end, way, middle[0].source), middle


def _step_hop(case: Case, middle: Sequence[Step], step: Step, name: Callable[[str], str]) -> Hop:
    """What the record says of a step that stands for those in `middle`."""
    more = len(middle) - 1
    through = f"through {more:,} more " if more else ""
    start, end = name(step.start), name(step.end)
    match step.way:
        case "up":
            return Hop(start, f"is controlled {through}by", end, _step_place(case, middle[0]))
        case "down":
            return Hop(end, f"is controlled {through}by", start, _step_place(case, middle[-1]))
        case "beside" if more:
            return Hop(start, f"speaks {through}with the voice of", end, _step_place(case, middle[0]))
        case _:
            where = f"in `{step.source}`" if step.source else "in making this claim"
            return Hop(start, f"speaks together {where} with", end, _step_place(case, step))


def _step_place(case: Case, step: Step) -> Place:
    """The place in the record that says what a step says."""
    record = case.graph.record
    match step.way:
        case "up":
            return _control(record, step.start, step.end)
        case "down":
            return _control(record, step.end, step.start)
        case "beside" if step.source:
            return _place(record, step.source, ("by",))
        case _:
            return Place(case.entry.file, (*case.entry.pointer, "claimant"))


def _control(record: Record, party: str, owner: str) -> Place:
    """The place that says that `owner` controls `party`."""
    entry = record.parties[party]
    index = record.sound_parties[party].controlled_by.index(owner)
    return Place(entry.file, (*entry.pointer, "controlled_by", index))


def _place(record: Record, source: str, path: Pointer) -> Place:
    entry = record.sources[source]
    return Place(entry.file, (*entry.pointer, *path))
