"""What one claim rests on, as a graph to draw: documents, their voices, and how they hang together."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final, Literal

from msgspec import Struct

from sayso.provenance.standing import ORIGINS, STANCES, Case, Strength, Verdict
from sayso.record.model import Source, Stance
from sayso.rules.rule import OnClaim

MOST_DOCUMENTS: Final = 60
"""So many documents are drawn; of more, those in the cut and those nearest to the claim."""
MOST_LINKS: Final = 120
"""So many links are drawn; those on walks first."""
# So many are looked at to tell how many are left out.
_LOOKED_AT: Final = 5000
_ORDER: Final[tuple[Stance, ...]] = ("supports", "refutes", "partial", "context")

Side = Literal["claimant", "accused", ""]
Hangs = Literal["support", "contradiction", "both", ""]


class Voice(Struct, frozen=True):
    """A voice by its names; whether it is that of the claimant or of an accused, and what hangs on it."""

    name: str
    side: Side
    cut: Hangs


class Document(Struct, frozen=True):
    """One document: its id and source, the names in `by`, its voice (an index), and what it carries.

    `live` says that it lies on a walk that counts, `origin` that the walk may end there.
    """

    id: str
    source: Source
    by: str
    voice: int
    live: bool
    origin: bool


class Link(Struct, frozen=True):
    """From document `start` (-1 is the claim) to document `end`.

    `kind` is the stance of an item, `stated-in`, or `based-on`; `through` counts the documents that were
    left out between the two.
    """

    start: int
    end: int
    kind: Literal["supports", "partial", "refutes", "context", "stated-in", "based-on"]
    live: bool
    through: int = 0


class Rests(Struct, frozen=True):
    """What a claim rests on. The claimant's is the first of `voices`.

    `left_out` counts the documents that are not drawn, of which there may be `more`; `links_left_out`
    the links between those that are.
    """

    voices: tuple[Voice, ...]
    documents: tuple[Document, ...]
    links: tuple[Link, ...]
    left_out: int
    more: bool
    links_left_out: int


def rests(on: OnClaim) -> Rests:
    """The graph of a claim that was judged; only its own voice where the work budget ran out."""
    case = on.case
    if case is None:
        return Rests((Voice(on.names(tuple(on.claim.claimant)), "claimant", ""),), (), (), 0, False, 0)
    chosen, left_out, more = _chosen(on, case)
    place = {id: index for index, id in enumerate(chosen)}
    live, origins, walked = _live(on, case, chosen)
    voices, voice_of = _voices(on, case, chosen)
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
            )
            for id in chosen
        ]
    )
    links = sorted(_links(on, place, walked), key=lambda link: (not link.live, link.start >= 0))
    return Rests(voices, documents, tuple(links[:MOST_LINKS]), left_out, more, len(links[MOST_LINKS:]))


def _chosen(on: OnClaim, case: Case) -> tuple[list[str], int, bool]:
    """The ids of the documents to draw; how many there are besides, and whether there may be more."""
    cut = _cut(case, on.judgement.support) | _cut(case, on.judgement.contradiction)
    based_on = case.based_on
    chosen: dict[str, None] = {}
    for judged in _counting(on):
        held = (id for id in judged.path if case.voice[id] in cut)
        for id in (judged.item.source, next(held, judged.path[-1]), judged.path[-1]):
            if len(chosen) < MOST_DOCUMENTS:
                chosen[id] = None
    items = sorted(on.judgement.items, key=lambda judged: _ORDER.index(judged.item.stance))
    seen = dict.fromkeys([judged.item.source for judged in items])
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
    return (
        list(chosen),
        len(seen.keys() | chosen.keys()) - len(chosen),
        len(waiting) > _LOOKED_AT,
    )


def _cut(case: Case, strength: Strength) -> set[str]:
    """The voices in the cut."""
    return {case.voice_of(roots[0]) for roots in strength.cut}


def _counting(on: OnClaim) -> Iterator[Verdict]:
    """The items that count."""
    return (judged for judged in on.judgement.items if judged.counts)


def _live(on: OnClaim, case: Case, chosen: Iterable[str]) -> tuple[set[str], set[str], set[tuple[str, str]]]:
    """Which documents lie on a walk that counts, at which of them one may end, and its steps."""
    drawn = list(chosen)
    live: set[str] = set()
    origins: set[str] = set()
    walked: set[tuple[str, str]] = set()
    for stance in STANCES:
        counting = [judged for judged in _counting(on) if judged.item.stance == stance]
        if counting:
            walks = case.walks(stance)
            closed = walks.closed
            ends = {
                document
                for document in drawn
                if case.voice[document] not in closed
                and (case.basis[document] in ORIGINS or document in walks.own_words)
            }
            open_to_origin = ends | {id for judged in counting for id in judged.path}
            grown = True
            while grown:
                further = {
                    document
                    for document in drawn
                    if document not in open_to_origin
                    and case.voice[document] not in closed
                    and not open_to_origin.isdisjoint(case.based_on[document])
                }
                open_to_origin |= further
                grown = bool(further)
            reached = {judged.item.source for judged in counting}
            waiting = list(reached)
            for document in waiting:
                for ground in () if document in ends else case.based_on[document]:
                    if ground in open_to_origin:
                        walked.add((document, ground))
                        if ground not in reached:
                            reached.add(ground)
                            waiting.append(ground)
            live.update(reached)
            origins.update(reached & ends)
    return live, origins, walked


def _voices(on: OnClaim, case: Case, chosen: Iterable[str]) -> tuple[tuple[Voice, ...], dict[str, int]]:
    """The voices of the documents, and the index of each."""
    support, contradiction = _cut(case, on.judgement.support), _cut(case, on.judgement.contradiction)
    index = {case.claimant: 0}
    for id in chosen:
        index.setdefault(case.voice[id], len(index))
    voices = []
    for voice in index:
        side: Side = "claimant" if voice == case.claimant else "accused" if voice in case.accused else ""
        cut: Hangs = "contradiction" if voice in contradiction else ""
        if voice in support:
            cut = "both" if cut else "support"
        voices.append(Voice(on.names(case.name(voice)), side, cut))
    return tuple(voices), index


def _links(on: OnClaim, place: dict[str, int], walked: set[tuple[str, str]]) -> Iterator[Link]:
    """How the claim and the documents that are drawn hang together."""
    listed: set[tuple[str, str]] = set()
    based_on = on.graph.based_on if on.case is None else on.case.based_on
    for judged in on.judgement.items:
        source, stance = judged.item.source, judged.item.stance
        if source in place and (source, stance) not in listed:
            listed.add((source, stance))
            yield Link(-1, place[source], stance, judged.counts)
    stated_in = on.claim.stated_in
    if stated_in in place and all(source != stated_in for source, _ in listed):
        yield Link(-1, place[stated_in], "stated-in", False)
    drawn: set[tuple[int, int]] = set()
    for id, start in place.items():
        for ground in based_on[id]:
            if ground in place and ground != id:
                drawn.add((start, place[ground]))
                yield Link(start, place[ground], "based-on", (id, ground) in walked)
    for judged in _counting(on):
        shown = [index for index, id in enumerate(judged.path) if id in place]
        for one, other in pairwise(shown):
            ends = (place[judged.path[one]], place[judged.path[other]])
            if other - one > 1 and ends not in drawn:
                drawn.add(ends)
                yield Link(*ends, "based-on", True, through=other - one - 1)
