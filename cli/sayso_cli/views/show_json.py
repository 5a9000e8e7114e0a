"""`sayso show --format json`: the checklist of one claim, for programs.

`schemas/show.json` is made from the types here.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import asdict

from sayso.provenance.disputed_links import DisputedLinks
from sayso.provenance.house_rule import RuleOutcome
from sayso.provenance.standing import Verdict, Weighing
from sayso.provenance.trace import Role, Trace
from sayso.provenance.whatif import SuppositionKind, Suppositions, VoiceNumber
from sayso.record.model import Basis, Control, Kind, Standing
from sayso.record.references import reachable
from sayso.report.checklist import Checklist, CheckOutcome
from sayso.rules.rule import ClaimSubject, Family
from sayso.rules.sentences import advice
from sayso_cli.formats.json import (
    FindingShape,
    ItemShape,
    SideShape,
    finding_shape,
    item_members,
    side_shapes,
)
from sayso_cli.formats.jsontext import Count, Ordinal, json_document
from sayso_cli.terminal import Look

VERSION: Final = 2
"""The version of the shape."""
# Fields of a claim that need not be there.
_TEXTS: Final = ("quote", "stated_in", "stated_on", "verdict", "reviewed", "reviewer")
CONTROLLERS: Final = 1000
"""So many claimants and parties that control them are told."""


class PartyShape(Struct, frozen=True, gc=False):
    """A claimant or a party above one, and who controls it."""

    id: str
    name: str
    controlled_by: Sequence[str | Control]


class CitedShape(ItemShape, frozen=True, gc=False):
    """One item of the claim, whether it counts, and what it quotes."""

    quote: str | None
    locator: str | None
    checked: str | None


class DocumentShape(Struct, frozen=True, gc=False):
    """A document that a walk comes to."""

    source: str
    by: Sequence[str]
    basis: Basis
    role: Role
    carries: bool
    based_on: Sequence[str]


class WalksShape(Struct, frozen=True):
    """The documents that the walks of one stance come to."""

    documents: Sequence[DocumentShape]
    left_out: Count
    complete: bool


class SuppositionShape(Struct, frozen=True, gc=False):
    """One thing turned out otherwise, and what the claim would rest on."""

    otherwise: SuppositionKind
    source: str
    path: Sequence[str]
    standing: Standing
    support: VoiceNumber
    partly: VoiceNumber
    contradiction: VoiceNumber


class MissingShape(Struct, frozen=True):
    """What would change the standing."""

    potential: Standing
    suppositions: Sequence[SuppositionShape]
    left_out: Count
    complete: bool
    advice: str | None


class CheckedShape(Struct, frozen=True, gc=False):
    """How one check went."""

    check: str
    family: Family
    outcome: CheckOutcome
    reason: str | None


class UnjudgedShape(Struct, frozen=True):
    """A claim that cannot be judged, and why."""

    path: str
    line: Ordinal
    id: str
    standing: Standing | None
    declared: Standing | None
    draft: bool
    findings: Sequence[FindingShape]


class JudgedShape(UnjudgedShape, frozen=True):
    """A claim with all that there is to say of it."""

    statement: str
    quote: str | None
    kind: Kind
    stated_in: str | None
    stated_on: str | None
    claimant: Sequence[str]
    against: Sequence[str]
    verdict: str | None
    reviewed: str | None
    reviewer: str | None
    control: Sequence[PartyShape]
    because: str
    outcome: RuleOutcome | None
    support: SideShape
    partly: SideShape
    contradiction: SideShape
    disputed: DisputedLinks | None
    items: Sequence[CitedShape]
    walks: Mapping[Weighing, WalksShape]
    missing: MissingShape | None
    checks: Sequence[CheckedShape]


def show_json(checklist: Checklist, look: Look) -> Iterator[str]:
    """`checklist` as one JSON object, indented, with a final line break."""
    claim, on = checklist.claim, checklist.claim.on
    shape = UnjudgedShape(
        path=claim.entry.file.path,
        line=claim.line,
        id=claim.entry.id,
        standing=claim.judgement.standing if claim.judgement else None,
        declared=claim.declared,
        draft=claim.draft,
        findings=[finding_shape(each) for each in checklist.found],
    )
    return json_document(VERSION, shape if on is None else _judged_shape(shape, checklist, on), look)


def _judged_shape(shape: UnjudgedShape, checklist: Checklist, on: ClaimSubject) -> JudgedShape:
    """What there is to say of a claim that can be judged."""
    claim = on.claim
    parties = on.graph.record.sound_parties
    texts: dict[str, Any] = {name: getattr(claim, name) or None for name in _TEXTS}
    support, partly, contradiction = side_shapes(on)
    return JudgedShape(
        **asdict(shape),
        **texts,
        statement=claim.statement,
        kind=claim.kind,
        claimant=claim.claimant,
        against=claim.against,
        control=[PartyShape(id, parties[id].name, parties[id].controlled_by) for id in _controllers(on)],
        because=checklist.claim.reason,
        outcome=on.outcome,
        support=support,
        partly=partly,
        contradiction=contradiction,
        disputed=checklist.claim.disputed,
        items=[_cited_shape(on, judged) for judged in on.judgement.items],
        walks={stance: _walks_shape(on, walked) for stance, walked in checklist.traces.items()},
        missing=_missing_shape(on, checklist.suppositions) if checklist.suppositions else None,
        checks=[
            CheckedShape(each.rule.name, each.rule.family, each.outcome, each.reason or None)
            for each in checklist.checks
        ],
    )


def _controllers(on: ClaimSubject) -> list[str]:
    """The claimants and all that control them, nearest first; at most `CONTROLLERS`."""
    parties = on.graph.record.sound_parties
    return [*islice(reachable(on.claim.claimant, lambda id: parties[id].controllers), CONTROLLERS)]


def _cited_shape(on: ClaimSubject, judged: Verdict) -> CitedShape:
    item, members = judged.item, item_members(judged, on.chain(judged).sentence)
    return CitedShape(*members, item.quote or None, item.locator or None, item.checked or None)


def _walks_shape(on: ClaimSubject, walked: Trace) -> WalksShape:
    sources = on.graph.record.sound_sources
    described = ((each, sources[each.id]) for each in walked.documents.values())
    documents = [
        DocumentShape(each.id, source.by, source.basis, each.role, each.carries, each.based_on)
        for each, source in described
    ]
    return WalksShape(documents, walked.left_out, walked.complete)


def _missing_shape(on: ClaimSubject, missing: Suppositions) -> MissingShape:
    return MissingShape(
        potential=on.judgement.potential,
        suppositions=[
            SuppositionShape(one.otherwise, one.path[-1], one.path, **asdict(one.outcome))
            for one in missing.each
        ],
        left_out=missing.left_out,
        complete=missing.complete,
        advice=advice(on) or None,
    )
