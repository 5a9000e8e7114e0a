"""What one claim rests on, as a graph to draw: documents, their voices, and how they hang together."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import pairwise
from typing import Final, Literal

from msgspec import Struct, structs

from sayso.provenance.standing import STANCES, Case, OutOfBudget, Strength, Weighing
from sayso.provenance.trace import trace
from sayso.record.model import Answer, Source, Stance
from sayso.record.references import reachable
from sayso.rules.rule import ClaimSubject

MOST_DOCUMENTS: Final = 60
"""So many documents are drawn; of more, those in the cut and those nearest to the claim."""
MOST_LINKS: Final = 120
"""So many links are drawn; those on walks first."""
# So many are looked at to tell how many are left out.
_LOOKED_AT: Final = 5000
_ORDER: Final[tuple[Stance, ...]] = ("supports", "refutes", "partial", "context")

Side = Literal["claimant", "accused", ""]
Hangs = Literal["support", "contradiction", "both", ""]
Relation = Literal[
    "supports", "partial", "refutes", "context", "confirms", "retracts", "stated-in", "based-on"
]


_ANSWERS: Final[dict[Answer, tuple[Weighing, Relation]]] = {
    "confirms": ("supports", "confirms"),
    "retracts": ("refutes", "retracts"),
}
"""Answers that bear on the standing: on which side, and what they are to the claim."""


_HANGS: Final[dict[tuple[bool, bool], Hangs]] = {
    (True, True): "both",
    (True, False): "support",
    (False, True): "contradiction",
    (False, False): "",
}


class Voice(Struct, frozen=True):
    """A voice by its names; whether it is that of the claimant or of an accused, and what hangs on it."""

    name: str
    side: Side
    cut: Hangs


class Document(Struct, frozen=True):
    """One document: its id and source, the names in `by`, its voice (an index), and what it carries.

    `live` says that it lies on a walk that counts, `origin` that the walk may end there, `cut` that the claim
    hangs on its voice, which it carries, and `disputed` that it has its voice over a link of control that is.
    """

    id: str
    source: Source
    by: str
    voice: int
    live: bool
    origin: bool
    cut: bool
    disputed: bool = False


class GraphLink(Struct, frozen=True):
    """From document `start` (-1 is the claim) to document `end`.

    `kind` is the stance of an item, an answer, `stated-in`, or `based-on`; `through` counts the
    documents that were left out between the two.
    """

    start: int
    end: int
    kind: Relation
    live: bool
    through: int = 0


class _WalkStart(Struct, frozen=True):
    """A document that the claim leads to: on which side, as what, and the walk on which it counts."""

    source: str
    stance: Stance
    kind: Relation
    counts: bool
    path: tuple[str, ...]


class ClaimGraph(Struct, frozen=True):
    """What a claim rests on. The claimant's is the first of `voices`.

    `left_out` counts the documents that are not drawn, of which there may be `more`; `links_left_out`
    the links between those that are.
    """

    voices: tuple[Voice, ...]
    documents: tuple[Document, ...]
    links: tuple[GraphLink, ...]
    left_out: int
    more: bool
    links_left_out: int


def claim_graph(on: ClaimSubject) -> ClaimGraph:
    """The graph of a claim that was judged; only its own voice where the work budget ran out."""
    case = on.case
    if case is None:
        return ClaimGraph(
            (Voice(on.voice_name(tuple(on.claim.claimant)), "claimant", ""),), (), (), 0, False, 0
        )
    starts = _claim_starts(on, case)
    cuts = [_cut_voices(case, side) for side in (on.judgement.support, on.judgement.contradiction)]
    chosen, left_out, more = _choose_documents(on, case, starts, set().union(*cuts))
    place = {id: index for index, id in enumerate(chosen)}
    live, origins, walked = _walks_that_count(case, starts)
    voices, voice_of = _voices(on, case, chosen, *cuts)
    disputed = set(_disputed_documents(case, chosen))
    record = on.graph.record
    documents = tuple(
        [
            Document(
                id,
                source := record.sound_sources[id],
                ", ".join(record.sound_parties[party].name for party in source.by[:5]),
                voice_of[case.voice[id]],
                id in live,
                id in origins,
                id in live and voices[voice_of[case.voice[id]]].cut != "",
                id in disputed,
            )
            for id in chosen
        ]
    )
    links = sorted(_links(on, case, starts, place, walked), key=lambda link: (not link.live, link.start >= 0))
    return ClaimGraph(voices, documents, tuple(links[:MOST_LINKS]), left_out, more, len(links[MOST_LINKS:]))


def _claim_starts(on: ClaimSubject, case: Case) -> list[_WalkStart]:
    """The items, and the answers that confirm or retract the claim."""
    starts = [
        _WalkStart(judged.item.source, judged.item.stance, judged.item.stance, judged.counts, judged.path)
        for judged in on.judgement.items
    ]
    for each in on.claim.response:
        if each.source and each.answer in _ANSWERS:
            stance, kind = _ANSWERS[each.answer]
            walks = case.walks(stance)
            case.budget.grant()
            path = None
            with suppress(OutOfBudget):
                path = structs.replace(walks, starts=(each.source,)).walk(walks.closed)
            starts.append(_WalkStart(each.source, stance, kind, path is not None, tuple(path or ())))
    return starts


def _choose_documents(
    on: ClaimSubject, case: Case, starts: Sequence[_WalkStart], cut: set[str]
) -> tuple[list[str], int, bool]:
    """The ids of the documents to draw; how many there are besides, and whether there may be more."""
    based_on = case.based_on
    chosen: dict[str, None] = {}
    for start in starts:
        if start.counts:
            held = (id for id in start.path if case.voice[id] in cut)
            for id in (start.source, next(held, start.path[-1]), start.path[-1]):
                if len(chosen) < MOST_DOCUMENTS:
                    chosen[id] = None
    nearest = sorted(starts, key=lambda start: _ORDER.index(start.stance))
    seen = dict.fromkeys([start.source for start in nearest])
    waiting = list(seen)
    for document in waiting:
        if len(waiting) > _LOOKED_AT:
            break
        if len(chosen) < MOST_DOCUMENTS:
            chosen[document] = None
        for ground in based_on[document]:
            if ground not in seen:
                seen[ground] = None
                waiting.append(ground)
    stated_in = on.claim.stated_in
    if stated_in and len(chosen) < MOST_DOCUMENTS:
        chosen[stated_in] = None
        seen[stated_in] = None
    return list(chosen), len(seen.keys() | chosen.keys()) - len(chosen), len(waiting) > _LOOKED_AT


def _cut_voices(case: Case, strength: Strength) -> set[str]:
    """The voices in the cut."""
    return {case.voice_of(roots[0]) for roots in strength.cut}


def _walks_that_count(
    case: Case, starts: Sequence[_WalkStart]
) -> tuple[set[str], set[str], set[tuple[str, str]]]:
    """Which documents lie on a walk that counts, at which of them one may end, and its steps."""
    live: set[str] = set()
    origins: set[str] = set()
    walked: set[tuple[str, str]] = set()
    for stance in STANCES:
        counting = [start for start in starts if start.counts and start.stance == stance]
        found = trace(case, stance, _LOOKED_AT, (start.source for start in counting)).documents
        carrying = {id for id, document in found.items() if document.carries}
        live.update(carrying, *(start.path for start in counting))
        origins.update(id for id in carrying if found[id].role in ("origin", "against-interest"))
        walked.update((id, ground) for id in carrying for ground in found[id].based_on if ground in carrying)
    return live, origins, walked


def _voices(
    on: ClaimSubject, case: Case, chosen: Iterable[str], support: set[str], contradiction: set[str]
) -> tuple[tuple[Voice, ...], dict[str, int]]:
    """The voices of the documents, and the index of each; those of the two cuts are marked."""
    index = {case.claimant_voice: 0}
    for id in chosen:
        index.setdefault(case.voice[id], len(index))
    voices = []
    for voice in index:
        side: Side = (
            "claimant" if voice == case.claimant_voice else "accused" if voice in case.accused_voices else ""
        )
        cut = _HANGS[voice in support, voice in contradiction]
        voices.append(Voice(on.voice_name(case.roots_of(voice)), side, cut))
    return tuple(voices), index


def _disputed_documents(case: Case, chosen: Iterable[str]) -> Iterator[str]:
    """The documents that have their voice over a disputed link, as far as the work budget allows."""
    if not case.graph.control.has_disputed:
        return
    claim = case.claim
    case.budget.grant()
    with suppress(OutOfBudget):
        for id in chosen:
            source, voice = case.graph.sources[id], case.voice[id]
            named = (
                claim.claimant if voice == case.claimant_voice else tuple(case.accused_voices.get(voice, ()))
            )
            if _has_disputed_line(case, source.by, source.published) or _has_disputed_line(
                case, named, case.date
            ):
                yield id


def _has_disputed_line(case: Case, parties: Iterable[str], date: str) -> bool:
    """Whether a link of control in the lines of `parties` at a date is disputed. Raises `OutOfBudget`."""
    control = case.graph.control
    line = reachable(parties, lambda party: control.owners(party, date), case.budget.spend)
    return any(
        control.is_disputed(party, owner, date) for party in line for owner in control.owners(party, date)
    )


def _links(
    on: ClaimSubject,
    case: Case,
    starts: Sequence[_WalkStart],
    place: dict[str, int],
    walked: set[tuple[str, str]],
) -> Iterator[GraphLink]:
    """How the claim and the documents that are drawn hang together."""
    listed: set[tuple[str, str]] = set()
    based_on = case.based_on
    for each in starts:
        if each.source in place and (each.source, each.kind) not in listed:
            listed.add((each.source, each.kind))
            yield GraphLink(-1, place[each.source], each.kind, each.counts)
    stated_in = on.claim.stated_in
    if stated_in in place and all(source != stated_in for source, _ in listed):
        yield GraphLink(-1, place[stated_in], "stated-in", False)
    drawn: set[tuple[int, int]] = set()
    for id, start in place.items():
        for ground in based_on[id]:
            if ground in place and ground != id:
                drawn.add((start, place[ground]))
                yield GraphLink(start, place[ground], "based-on", (id, ground) in walked)
    for path in (each.path for each in starts if each.counts):
        shown = [index for index, id in enumerate(path) if id in place]
        for one, other in pairwise(shown):
            ends = (place[path[one]], place[path[other]])
            if other - one > 1 and ends not in drawn:
                drawn.add(ends)
                yield GraphLink(*ends, "based-on", True, through=other - one - 1)
