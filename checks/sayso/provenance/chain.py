"""Why an item counts or not, as a chain that can be followed by hand.

"A is controlled by B is controlled by C", "X is based on Y is based on the claimant's Z": each hop names
the entry that says so.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from msgspec import Struct

from sayso.provenance.case import Case
from sayso.provenance.standing import Judged
from sayso.record.file import Place
from sayso.record.places import Pointer
from sayso.record.references import Record


class Hop(Struct, frozen=True):
    """One step of a chain: who, does what, to whom; and the place in the record that says so."""

    subject: str
    verb: str
    object: str
    place: Place

    @property
    def message(self) -> str:
        """The hop as a clause."""
        return f"{self.subject} {self.verb} {self.object}".rstrip()


def sentence(hops: Sequence[Hop]) -> str:
    """A chain in one line: "A is controlled by B is controlled by C, which controls D"."""
    text = ""
    before: Hop | None = None
    for hop in hops:
        if before is None:
            text = hop.message
        elif before.object != hop.subject:
            text += f"; {hop.message}"
        elif before.verb == hop.verb:
            text += f" {hop.verb} {hop.object}"
        else:
            text += f", which {hop.verb} {hop.object}".rstrip()
        before = hop
    return text


def chain(case: Case, judged: Judged) -> tuple[Hop, ...]:
    """The chain that shows why `judged` counts or does not."""
    record = case.graph.record
    if judged.why is None:
        return ()
    return (*based_on(record, judged.path), *_ending(case, judged))


def based_on(record: Record, path: Sequence[str]) -> Iterator[Hop]:
    """The hops of a walk: each source is based on the next."""
    for source, ground in pairwise(path):
        index = record.sound_sources[source].based_on.index(ground)
        place = _place(record, source, ("based_on", index))
        yield Hop(f"`{source}`", "is based on", f"`{ground}`", place)


def _ending(case: Case, judged: Judged) -> Iterator[Hop]:
    """How the walk ends."""
    record = case.graph.record
    last = judged.path[-1]
    source = record.sound_sources[last]
    basis = _place(record, last, ("basis",))
    match judged.why:
        case "claimant-voice" | "traces-to-claimant":
            yield from same_voice(case, last, case.claim.claimant, "the claimant")
        case "accused-voice":
            accused = [id for id in case.claim.against if case.voice_of(id) == _voice(case, last)]
            yield from same_voice(case, last, accused, "the accused")
        case "unknown-basis":
            yield Hop(f"`{last}`", "does not say", "how it knows (basis `unknown`)", basis)
        case "bare-statement":
            yield Hop(f"`{last}`", "asserts without showing", "how it knows", basis)
        case "admission":
            yield Hop(f"`{last}`", "is a statement", "of the accused against its own interest", basis)
        case "retraction":
            yield Hop(f"`{last}`", "is a statement", "of the claimant against its own claim", basis)
        case "independent":
            yield Hop(f"`{last}`", "knows at first hand:", f"its basis is `{source.basis}`", basis)
        case "partial":
            yield Hop(f"`{last}`", "backs only a part of", "the wording", basis)
        case "context":
            yield Hop(f"`{last}`", "is given as", "context", basis)
        case _:
            pass  # A circle is shown by its hops.


def same_voice(case: Case, source: str, targets: Iterable[str], role: str) -> Iterator[Hop]:
    """Why `source` speaks with the voice of one of the parties `targets`, which are `role`.

    Told upwards from both ends: "`x` is by A is controlled by S; B (the claimant) is controlled by S".
    """
    record = case.graph.record
    by = record.sound_sources[source].by
    links = Links(case)
    steps, end = links.way(by, set(targets))
    first = steps[0].start if steps else end
    hops = [
        Hop(
            f"`{source}`",
            "is by",
            _name(record, first),
            _place(record, source, ("by", by.index(first))),
        )
    ]
    for downwards, run in groupby(steps, key=lambda step: step.downwards):
        told = [step.hop for step in run]
        hops.extend(reversed(told) if downwards else told)
    name = _name(record, end)
    me = f"{name} ({role})"
    yield from (
        Hop(
            me if hop.subject == name else hop.subject,
            hop.verb,
            me if hop.object == name else hop.object,
            hop.place,
        )
        for hop in hops
    )


class Step(Struct, frozen=True):
    """From party `start` to party `end`, by a hop that is told from `end` to `start` if `downwards`."""

    start: str
    end: str
    hop: Hop
    downwards: bool = False


class Links:
    """The parties that speak in one case and those above them, and what puts them together."""

    def __init__(self, case: Case) -> None:
        self.record = case.graph.record
        self.steps: dict[str, list[Step]] = {}
        sources, claim = self.record.sound_sources, case.claim
        involved = dict.fromkeys((*claim.claimant, *claim.against))
        for document in case.voice:
            id = case.graph.ids[document]
            involved.update(dict.fromkeys(sources[id].by))
            self._join(sources[id].by, f"in `{id}`", _place(self.record, id, ("by",)))
        place = Place(case.entry.file, (*case.entry.pointer, "claimant"))
        self._join(claim.claimant, "in making this claim", place)
        waiting = list(involved)
        for party in waiting:
            for above, hop in self._above(party):
                self._link(Step(party, above, hop))
                self._link(Step(above, party, hop, downwards=True))
                if above not in involved:
                    involved[above] = None
                    waiting.append(above)

    def way(self, starts: Sequence[str], targets: set[str]) -> tuple[list[Step], str]:
        """A shortest way from one of `starts` to one of `targets`, which share a voice; and its end."""
        came: dict[str, Step | None] = dict.fromkeys(starts)
        queue = list(came)
        end = next(party for party in self._spread(queue, came) if party in targets)
        steps = []
        at = end
        while (step := came[at]) is not None:
            steps.append(step)
            at = step.start
        return steps[::-1], end

    def _spread(self, queue: list[str], came: dict[str, Step | None]) -> Iterator[str]:
        """Every party that can be come to, the nearest first."""
        for party in queue:
            yield party
            for step in self.steps.get(party, ()):
                if step.end not in came:
                    came[step.end] = step
                    queue.append(step.end)

    def _above(self, party: str) -> Iterator[tuple[str, Hop]]:
        entry = self.record.parties[party]
        for index, above in enumerate(self.record.sound_parties[party].controlled_by):
            place = Place(entry.file, (*entry.pointer, "controlled_by", index))
            name = _name(self.record, party)
            yield above, Hop(name, "is controlled by", _name(self.record, above), place)

    def _join(self, parties: Sequence[str], how: str, place: Place) -> None:
        """Link parties that speak together; a star is enough, as every party reaches every other."""
        for other in parties[1:]:
            for one, two in ((parties[0], other), (other, parties[0])):
                hop = Hop(
                    _name(self.record, one),
                    f"speaks together {how} with",
                    _name(self.record, two),
                    place,
                )
                self._link(Step(one, two, hop))

    def _link(self, step: Step) -> None:
        self.steps.setdefault(step.start, []).append(step)


def _voice(case: Case, source: str) -> int:
    return case.voice[case.graph.number[source]]


def _name(record: Record, party: str) -> str:
    return record.sound_parties[party].name


def _place(record: Record, source: str, path: Pointer) -> Place:
    entry = record.sources[source]
    return Place(entry.file, (*entry.pointer, *path))
