"""Why an item counts or not, as a chain that can be followed by hand.

"A is controlled by B, itself controlled by C", "X is based on Y, which is by Z (the claimant)": each hop
names the place in the record that says so.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import groupby, pairwise
from typing import Final, Literal

from msgspec import Struct

from sayso.provenance.standing import Case, OutOfBudget, Verdict, Why, way_to
from sayso.record.file import Place
from sayso.record.references import Record, reachable

MAX_HOPS: Final = 12
"""A chain with more hops of one kind than this is told in short: its two ends, and how many are between."""
_END: Final = MAX_HOPS // 2

# So many chains are kept for the items of later claims.
_MAX_SHARED_CHAINS: Final = 512
# Chains with a longer path are seldom told twice.
_MAX_SHARED_HOPS: Final = 8


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


def chain_sentence(hops: Sequence[Hop]) -> str:
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


class Chain(Struct, frozen=True, dict=True):
    """A chain, hop by hop and in one line."""

    hops: tuple[Hop, ...]

    @cached_property
    def sentence(self) -> str:
        """The hops in one line."""
        return chain_sentence(self.hops)


NO_CHAIN: Final = Chain(())
"""For an item that could not be judged."""


class Chains:
    """The chains of one record; what several items share is made once."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._shared: dict[tuple[object, ...], Chain] = {}
        self._links: VoiceLinks | None = None

    def chain(self, case: Case, verdict: Verdict) -> Chain:
        """The chain that shows why `verdict` counts or does not."""
        why, path = verdict.why, verdict.path
        if why is None:
            return NO_CHAIN
        if why in ("partial", "context"):
            return Chain((_stance_hop(case, verdict),))
        targets = _parties_of_reason(case, why, path[-1])
        key = (why, path, targets, _role_in_claim(case, why))
        chain = self._shared.get(key)
        if chain is None:
            hops = [*walk_hops(self._record, path, case), *_ending_hops(case, why, path[-1])]
            # Whose word an admission or a retraction is, its own claim says.
            shared = (
                len(path) < _MAX_SHARED_HOPS
                and not case.items_with_basis
                and why not in ("admission", "retraction")
            )
            if targets:
                source = self._record.sound_sources[path[-1]]
                steps: list[VoiceStep] | None = None
                case.budget.grant()
                shared = shared and not case.graph.control.dated_parties
                try:
                    steps = control_steps(case, source.by, source.published, targets)
                    if steps is None:
                        shared = False
                        steps = self._links_of(case).shortest_way(source.by, source.published, targets)
                except OutOfBudget:
                    shared = False
                hops.extend(_voice_hops(case, path[-1], steps, targets, why))
            chain = Chain(tuple(hops))
            if shared:
                if len(self._shared) >= _MAX_SHARED_CHAINS:
                    self._shared.clear()
                self._shared[key] = chain
        return chain

    def _links_of(self, case: Case) -> "VoiceLinks":
        """The links of a case; they are made once for all its items."""
        if self._links is None or self._links.case is not case:
            self._links = VoiceLinks(case)
        return self._links


def walk_hops(record: Record, path: Sequence[str], case: Case | None = None) -> Iterator[Hop]:
    """The hops of a walk: each source is based on the next. The middle of a long one is one hop.

    With a case, as its claim has the sources: the items of the claim may say what a source is based on.
    """
    for at, after in _hop_indexes(len(path)):
        more = after - at - 1
        verb = f"is based through {more:,} more on" if more else "is based on"
        place = _ground_place(record, path[at], path[at + 1], case)
        yield Hop(f"`{path[at]}`", verb, f"`{path[after]}`", place)


def _ground_place(record: Record, source: str, ground: str, case: Case | None) -> Place:
    """The place that says that `source` is based on `ground`."""
    if case and source in case.items_with_basis:
        section, index, item = case.items_with_basis[source]
        return case.entry.place(section, index, "based_on", item.based_on.index(ground))
    return record.sources[source].place("based_on", record.sound_sources[source].based_on.index(ground))


def _hop_indexes(length: int) -> Iterator[tuple[int, int]]:
    """The hops of a path of that length, by index; one hop for its middle where it is long."""
    if length - 1 <= MAX_HOPS:
        return pairwise(range(length))
    return pairwise((*range(_END), *range(length - _END, length)))


def _stance_hop(case: Case, verdict: Verdict) -> Hop:
    """What the claim says of an item that does not bear on its standing."""
    partial = ("backs only a part of", "the wording")
    verb, object = partial if verdict.why == "partial" else ("is given as", "context")
    place = case.entry.place(verdict.section, verdict.index, "stance")
    return Hop(f"`{verdict.item.source}`", verb, object, place)


def _ending_hops(case: Case, why: Why, last: str) -> Iterator[Hop]:
    """What the last document of a walk says of itself, where that decides."""
    match why:
        case "independent":
            verb, object = "knows at first hand:", f"its basis is `{case.basis[last]}`"
        case "admission" | "retraction":
            verb, object = "is a statement", "against its own interest"
        case "unknown-basis":
            verb, object = "does not say", "how it knows (basis `unknown`)"
        case "bare-statement":
            verb, object = "asserts without showing", "how it knows"
        case _:
            # Whose voice it has is told by other hops; a circle is shown by the walk itself.
            return
    if last in case.items_with_basis:
        section, index, _ = case.items_with_basis[last]
        place = case.entry.place(section, index, "basis")
    else:
        place = case.graph.record.sources[last].place("basis")
    yield Hop(f"`{last}`", verb, object, place)
    if why in ("admission", "retraction"):
        yield _speaker_hop(case, why, last)


def _speaker_hop(case: Case, why: Why, last: str) -> Hop:
    """Where the record names a statement as the word of the accused, or of the claimant, itself."""
    claim, record = case.claim, case.graph.record
    whose, answer = (claim.against, "confirms") if why == "admission" else (claim.claimant, "retracts")
    by = record.sound_sources[last].by
    named = next((index for index, id in enumerate(by) if id in whose), None)
    if named is not None:
        speaker, verb, place = by[named], "is by", record.sources[last].place("by", named)
    else:
        index, speaker = next(
            (at, each.party)
            for at, each in enumerate(claim.response)
            if (each.source, each.answer) == (last, answer) and each.party in whose
        )
        verb, place = "is recorded as an answer by", case.entry.place("response", index)
    name = f"{record.sound_parties[speaker].name} ({_role_in_claim(case, why)})"
    return Hop(f"`{last}`", verb, name, place)


def _parties_of_reason(case: Case, why: Why, last: str) -> tuple[str, ...]:
    """The parties with whose voice the last document speaks, where that is the reason."""
    match why:
        case "claimant-voice" | "traces-to-claimant":
            return case.claim.claimant
        case "accused-voice":
            return tuple(case.accused_voices[case.voice[last]])
        case _:
            return ()


Direction = Literal["up", "down", "beside"]


class VoiceStep(Struct, frozen=True, gc=False):
    """From party `start` to party `end`: up to who controls it, down to whom it controls, or beside it.

    Beside it is who speaks together with it: in the source `source`, which with a `twin` is the same
    document as that other source, or else in making the claim. It is `disputed` where every such link of
    control is.
    """

    start: str
    end: str
    direction: Direction
    source: str = ""
    twin: str = ""
    disputed: bool = False


def control_steps(
    case: Case, starts: Sequence[str], date: str, targets: Sequence[str]
) -> list[VoiceStep] | None:
    """The way from one of `starts` up to who controls it at `date`, and down again to one of `targets`.

    None if there is no such way. Raises `OutOfBudget`.
    """
    control, spend = case.graph.control, case.budget.spend
    if not set(starts).isdisjoint(targets):
        return []
    below = reachable(targets, lambda id: control.owners(id, case.date), spend)
    came = reachable(starts, lambda id: control.owners(id, date), spend, below.__contains__)
    top = next(filter(below.__contains__, came), None)
    if top is None:
        return None
    up = [
        VoiceStep(one, owner, "up", disputed=control.is_disputed(one, owner, date))
        for one, owner in pairwise(way_to(came, top))
    ]
    down = [
        VoiceStep(owner, one, "down", disputed=control.is_disputed(one, owner, case.date))
        for one, owner in pairwise(way_to(below, top))
    ]
    return [*up, *reversed(down)]


class VoiceLinks:
    """All that puts parties together in one case: control, joint and same documents, joint claimants.

    Raises `OutOfBudget`.
    """

    def __init__(self, case: Case) -> None:
        self.case = case
        self._steps: dict[str, list[VoiceStep]] = {}
        self._involved: set[tuple[str, str]] = set()
        sources, claim = case.graph.sources, case.claim
        self._add_joint(claim.claimant)
        self._add_control((*claim.claimant, *claim.against), case.date)
        for id in case.joint_sources:
            self._add_joint(sources[id].by, id)
            self._add_control(sources[id].by, sources[id].published)
        for one, other in case.twins:
            self._add_joint((sources[one].by[0], sources[other].by[0]), one, other)
            self._add_control(sources[one].by, sources[one].published)
            self._add_control(sources[other].by, sources[other].published)

    def shortest_way(self, starts: Sequence[str], date: str, targets: Sequence[str]) -> list[VoiceStep]:
        """A shortest way from one of `starts`, at a date, to one of `targets`, which share a voice."""
        self._add_control(starts, date)
        ends = set(targets)
        came: dict[str, VoiceStep | None] = dict.fromkeys(starts)
        queue = list(came)
        parties = iter(queue)
        while (party := next(parties)) not in ends:
            following = self._steps.get(party, ())
            self.case.budget.spend(1 + len(following))
            for step in following:
                if step.end not in came:
                    came[step.end] = step
                    queue.append(step.end)
        steps = []
        came_by = came[party]
        while came_by is not None:
            steps.append(came_by)
            came_by = came[came_by.start]
        return steps[::-1]

    def _add_control(self, parties: Sequence[str], date: str) -> None:
        """Link `parties` and all above them at a date to those that control them."""
        waiting = list(parties)
        for party in waiting:
            if (party, date) not in self._involved:
                self._involved.add((party, date))
                owners = self.case.graph.control.owners(party, date)
                self.case.budget.spend(1 + len(owners))
                for owner in owners:
                    disputed = self.case.graph.control.is_disputed(party, owner, date)
                    self._add_step(VoiceStep(party, owner, "up", disputed=disputed))
                    self._add_step(VoiceStep(owner, party, "down", disputed=disputed))
                    waiting.append(owner)

    def _add_joint(self, parties: Sequence[str], source: str = "", twin: str = "") -> None:
        """Link parties that speak together; a star is enough, as every party reaches every other."""
        for other in parties[1:]:
            self._add_step(VoiceStep(parties[0], other, "beside", source, twin))
            self._add_step(VoiceStep(other, parties[0], "beside", source, twin))

    def _add_step(self, step: VoiceStep) -> None:
        self._steps.setdefault(step.start, []).append(step)


def _voice_hops(
    case: Case, source: str, steps: Sequence[VoiceStep] | None, targets: Sequence[str], why: Why
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
    role = _role_in_claim(case, why)

    def name(id: str) -> str:
        return record.sound_parties[id].name + (f" ({role})" if id == end else "")

    if steps is None:
        place = record.sources[source].place("by")
        yield Hop(f"`{source}`", "speaks with the voice of", name(end), place)
        return
    yield Hop(f"`{source}`", "is by", name(first), record.sources[source].place("by", by.index(first)))
    runs = [steps[at:after] for at, after in _hop_indexes(len(steps) + 1)]
    for down, part in groupby(runs, key=lambda run: _direction(run) == "down"):
        hops = [_hop_of_steps(case, run, name) for run in part]
        yield from reversed(hops) if down else hops


def _role_in_claim(case: Case, why: Why) -> str:
    """What the party is that a document speaks with the voice of."""
    if why in ("accused-voice", "admission"):
        return "the accused" if len(case.claim.against) == 1 else "one of the accused"
    return "the claimant" if len(case.claim.claimant) == 1 else "one of the claimants"


def _direction(run: Sequence[VoiceStep]) -> Direction:
    """Where the steps of a run lead; those that lead up and down lead beside."""
    directions = {step.direction for step in run}
    return directions.pop() if len(directions) == 1 else "beside"


def _hop_of_steps(case: Case, run: Sequence[VoiceStep], name: Callable[[str], str]) -> Hop:
    """What the record says of a step, or of several that are told as one."""
    first, more = run[0], len(run) - 1
    through = f"through {more:,} more " if more else ""
    through += "(disputed) " if any(step.disputed for step in run) else ""
    start, end = name(first.start), name(run[-1].end)
    match _direction(run):
        case "up":
            return Hop(start, f"is controlled {through}by", end, _step_place(case, first))
        case "down":
            return Hop(end, f"is controlled {through}by", start, _step_place(case, run[-1]))
        case "beside" if more:
            return Hop(start, f"speaks {through}with the voice of", end, _step_place(case, first))
        case _:
            where = f"in `{first.source}`" if first.source else "in making this claim"
            if first.twin:
                where = f"in `{first.source}`, which is the same document as `{first.twin}`,"
            return Hop(start, f"speaks together {where} with", end, _step_place(case, first))


def _step_place(case: Case, step: VoiceStep) -> Place:
    """The place in the record that says what a step says."""
    record = case.graph.record
    match step.direction:
        case "up":
            return _control_place(record, step.start, step.end)
        case "down":
            return _control_place(record, step.end, step.start)
        case "beside" if step.source:
            return record.sources[step.source].place("by")
        case _:
            return case.entry.place("claimant")


def _control_place(record: Record, party: str, owner: str) -> Place:
    """The place that says that `owner` controls `party`."""
    index = record.sound_parties[party].controllers.index(owner)
    return record.parties[party].place("controlled_by", index)
