"""What the record of a claim leaves open, and what the claim would rest on if that turned out otherwise.

A gap is something that a checker could look into. To each belongs one supposition, an edit of the record:

| kind | is about | what is supposed |
|---|---|---|
| `unknown-basis` | a source | it is an `investigation`, wherever its basis is `unknown` |
| `bare-statement` | a source | its authors are those who are accused, or who make the claim |
| `no-response` | a party | it confirms what it is accused of, on the day of the claim |
| `partial-support` | a claim | its sentence is only what the items that back a part of it back |
| `disputed-control` | a party | the link of control, which is disputed, is none |
| `unchecked-item` | a source | it does not say this: the items nobody checked are only context |
| `dead-link`, `not-archived` | a source | nobody can see it any more: it is withdrawn |
| `unsourced-control` | a party | the link of control, which no source shows, is none |
| `unshown-basis` | a source | nobody knows how it knows, where its basis is an origin of knowledge |

The last two are the facts that hold a standing up. Nothing in a record can show a basis, so each that is an
origin of knowledge is such a fact. A source is withdrawn as in `whatif.py`: the document is closed.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final, Literal

from msgspec import Struct, structs

from sayso.provenance.claim_part import ClaimPart, Link, joint_speakers, links_above
from sayso.provenance.standing import ORIGINS, Budget, Case, ItemPlace, Voice, Weighing
from sayso.provenance.whatif import Outcome, WhatIf, edited_items, partial_as_whole
from sayso.record.model import Basis, Response, Source

GapKind = Literal[
    "unknown-basis",
    "no-response",
    "bare-statement",
    "partial-support",
    "disputed-control",
    "unchecked-item",
    "dead-link",
    "not-archived",
    "unsourced-control",
    "unshown-basis",
]
LINK_GAPS: Final[tuple[GapKind, ...]] = ("disputed-control", "unsourced-control")
"""The gaps that are about a link of control."""
FACT_GAPS: Final[tuple[GapKind, ...]] = ("unsourced-control", "unshown-basis")
"""The gaps that are facts of the record: without them a standing may fall."""
UnseenKind = Literal["dead-link", "not-archived"]
SpeakerField = Literal["against", "claimant"]


class Gap(Struct, frozen=True):
    """One thing that the record leaves open: the id of the party, source or claim that it is about.

    `link` is the index of a link of control, `side` the list that the authors of a statement may belong in.
    """

    kind: GapKind
    id: str
    link: int = 0
    side: SpeakerField = "against"


def silent_accused(case: Case) -> list[str]:
    """The accused of whom the claim has no answer; those who speak with the claimant's voice are left out."""
    heard = {case.claimant_voice}
    heard.update(case.voice_of(response.party) for response in case.claim.response)
    heard.update(
        case.voice[item.source]
        for _, _, item in case.items
        if item.stance == "refutes" or case.basis[item.source] == "statement"
    )
    return [party for party in case.claim.against if case.voice_of(party) not in heard]


def gaps(case: Case, what_if: WhatIf, unseen: Mapping[str, UnseenKind]) -> Iterator[tuple[Gap, Outcome]]:
    """The gaps of a factual claim, each with what the claim would rest on by its supposition alone.

    `unseen` are the sources of the record that may be withdrawn. Raises `OutOfBudget`.
    """
    budget = case.budget
    budget.grant()
    for id in case.documents:
        basis = case.basis[id]
        budget.grant()
        if basis == "unknown":
            yield Gap("unknown-basis", id), what_if.with_origin(id)
        elif basis in ORIGINS:
            yield Gap("unshown-basis", id), what_if.without_origin(id)
        if id in unseen:
            yield Gap(unseen[id], id), what_if.without((), (id,))
    unchecked = {item.source: None for _, _, item in case.items if not item.checked}
    for id in unchecked:
        yield Gap("unchecked-item", id), what_if.with_items(_unchecked_as_context(case.items, id))
    if any(item.stance == "partial" for _, _, item in case.items):
        yield Gap("partial-support", case.claim.id), what_if.with_items(partial_as_whole(case.items))
    for id in silent_accused(case):
        yield Gap("no-response", id), what_if.with_admission(case.voice_of(id))
    for gap in [*_statement_gaps(case), *_link_gaps(case)]:
        yield gap, judge_supposing(case, [gap], budget)


def judge_supposing(case: Case, gaps: Iterable[Gap], budget: Budget) -> Outcome:
    """What a claim would rest on by the suppositions of all of `gaps` together. Raises `OutOfBudget`."""
    budget.grant()
    claim, part = case.claim, ClaimPart(case, budget)
    places = list(case.items)
    withdrawn = set()
    fields: dict[SpeakerField, dict[str, None]] = {
        "against": dict.fromkeys(claim.against),
        "claimant": dict.fromkeys(claim.claimant),
    }
    answers = list(claim.response)
    severed: list[Link] = []
    for gap in gaps:
        id = gap.id
        match gap.kind:
            case "unknown-basis":
                places = _with_basis(part.sources, places, id, ("unknown",), "investigation")
            case "unshown-basis":
                places = _with_basis(part.sources, places, id, ORIGINS, "unknown")
            case "bare-statement":
                fields[gap.side].update(dict.fromkeys(part.sources[id].by))
            case "no-response":
                answer = f"answer of {id}"
                part.sources[answer] = Source("-", (id,), "statement", published=case.date)
                answers.append(Response(id, "confirms", answer))
            case "partial-support":
                places = partial_as_whole(places)
            case "unchecked-item":
                places = _unchecked_as_context(places, id)
            case "unsourced-control" | "disputed-control":
                severed.append((id, gap.link))
            case _:
                withdrawn.add(id)
    lists: dict[str, tuple[Any, ...]] = {
        section: tuple([item for here, _, item in places if here == section])
        for section in ("evidence", "corroboration")
    }
    lists |= {side: tuple(ids) for side, ids in fields.items()}
    value = structs.replace(claim, response=tuple(answers), **lists)
    part.entry = structs.replace(case.entry, value=value)
    judgement, judged = part.judge(budget, severed)
    if withdrawn:
        return WhatIf(judged, judgement).without((), withdrawn)
    return Outcome.of(judgement)


def _unchecked_as_context(items: Iterable[ItemPlace], source: str) -> list[ItemPlace]:
    """`items`, of which those of a source that nobody checked are context."""
    return edited_items(items, lambda item: item.source == source and not item.checked, stance="context")


def _with_basis(
    sources: dict[str, Source], places: Iterable[ItemPlace], id: str, bases: Collection[str], basis: Basis
) -> list[ItemPlace]:
    """`places` and `sources`, of which the source `id` has `basis` where it has one of `bases`."""
    if sources[id].basis in bases:
        sources[id] = structs.replace(sources[id], basis=basis)
    return edited_items(places, lambda item: item.source == id and item.basis in bases, basis=basis)


def _statement_gaps(case: Case) -> Iterator[Gap]:
    """Bare statements that are admissions or retractions if their authors are who they may be.

    An admission comes from somebody who speaks with the voice of the accused, or from anybody where the
    claim names no accused; a retraction from somebody who speaks with the claimant's voice.
    """
    sides: tuple[tuple[Weighing, SpeakerField, Collection[Voice]], ...] = (
        ("supports", "against", case.accused_voices),
        ("refutes", "claimant", (case.claimant_voice,)),
    )
    for stance, side, voices in sides:
        walks = case.walks(stance)
        for id in walks.starts:
            theirs = case.voice[id] in voices if voices else case.voice[id] != case.claimant_voice
            if theirs and case.basis[id] == "statement" and id not in walks.own_words:
                yield Gap("bare-statement", id, side=side)


def _link_gaps(case: Case) -> Iterator[Gap]:
    """The links of control, disputed or shown by no source, without which two voices may come of one."""
    control = case.graph.control
    found: dict[Link, None] = {}
    for speakers in joint_speakers(case).values():
        doubtful = links_above(control, speakers, lambda link: link.disputed or not link.source, case.budget)
        found.update(dict.fromkeys(doubtful))
    for party, index in found:
        disputed = control.links[party][index].disputed
        yield Gap("disputed-control" if disputed else "unsourced-control", party, link=index)
