"""`--format json`: the whole report for programs.

`schemas/check.json` is made from the types here.
"""

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Final, cast

from msgspec import UNSET, Meta, Raw, Struct, UnsetType, field
from msgspec.structs import asdict

from sayso.provenance.disputed_links import DisputedLinks
from sayso.provenance.house_rule import RuleOutcome
from sayso.provenance.standing import Section, Strength, Verdict, Why
from sayso.provenance.ways_to_fall import WaysToFall
from sayso.record.model import Stance, Standing
from sayso.report.flow import Sorter
from sayso.report.report import ClaimReport, FileReport, Report
from sayso.rules.finding import Finding, Level, RelatedPlace
from sayso.rules.rule import ClaimSubject
from sayso_cli.formats.finding_flows import FindingsFlow, flow_of
from sayso_cli.formats.jsontext import Count, Ordinal, Stream, Streamed, json_bytes, json_document
from sayso_cli.terminal import Look
from sayso_cli.views.belief_lines import BeliefsShape, beliefs_shape

VERSION: Final = 2
"""The version of the shape."""

Pointer = Annotated[str, Meta(pattern="^(/([^~/]|~[01])*)*$")]
"""A JSON Pointer (RFC 6901)."""


class SideShape(Strength, frozen=True, gc=False):
    """How many voices would have to be wrong for support, what is partly backed, or contradiction to fall.

    Each voice is the sorted list of the root parties that speak as one.
    """

    ways: tuple[tuple[tuple[str, ...], ...], ...] = ()
    ways_complete: bool = True


class ItemShape(Struct, frozen=True, gc=False):
    """One item of a claim, and whether it counts."""

    section: Section = field(name="in")
    index: Count
    source: str
    stance: Stance
    counts: bool
    why: Why | None
    chain: str


class ClaimShape(Struct, frozen=True, gc=False):
    """One claim, and what it rests on."""

    id: str | None
    standing: Standing | None
    declared: Standing | None
    draft: bool
    outcome: RuleOutcome | None
    line: Ordinal
    support: SideShape | None
    partly: SideShape | None
    contradiction: SideShape | None
    disputed: DisputedLinks | None
    items: Sequence[ItemShape]


class RelatedShape(Struct, frozen=True, gc=False):
    """A further place that a finding speaks of."""

    message: str
    path: str
    pointer: Pointer
    line: Ordinal
    column: Ordinal


class FindingShape(Struct, frozen=True, gc=False):
    """What a check found, and where."""

    check: str
    level: Level
    claim: str | None
    message: str
    help: str
    pointer: Pointer
    line: Ordinal
    column: Ordinal
    end_line: Ordinal
    end_column: Ordinal
    waived: bool
    baselined: bool
    draft: bool
    outcome: RuleOutcome | None
    both_ends: str | None
    related: Sequence[RelatedShape]


class FileShape(Streamed, frozen=True):
    """One claim file."""

    path: str
    claims: Stream[ClaimShape]
    findings: Stream[FindingShape]


class SummaryShape(Struct, frozen=True):
    """Counts over all files."""

    files: Count
    claims: Count
    standings: dict[Standing, Count]
    outcomes: dict[RuleOutcome, Count]
    proven_passing: Count
    unreadable: Count
    error: Count
    warning: Count
    note: Count
    waived: Count
    baselined: Count
    drafts: Count
    on_drafts: Count
    known: Count


class ReportShape(Streamed, frozen=True):
    """The report of `sayso check`."""

    files: Stream[FileShape]
    summary: SummaryShape
    believe: BeliefsShape | UnsetType = UNSET


def json(report: Report, look: Look) -> Iterator[str]:
    """`report` as one JSON object, indented, with a final line break."""
    counts = asdict(report.summary)
    levels = {level.value: number for level, number in counts.pop("levels").items()}
    shape = ReportShape(
        (_file(file, look) for file in report.files),
        SummaryShape(**counts, **levels, known=report.known),
        UNSET if report.beliefs is None else beliefs_shape(report.beliefs),
    )
    return json_document(VERSION, shape, look)


class JsonFlow(FindingsFlow):
    """Writes down the claims of one file, and each finding."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.claims = Sorter()

    def take(self, claim: ClaimReport, found: Sequence[Finding], number: int) -> None:
        self.claims.add((number, 0, 0), json_bytes(_claim(claim)))
        super().take(claim, found, number)

    def content(self, finding: Finding) -> bytes:
        return json_bytes(finding_shape(finding))


flow_for = JsonFlow


def _file(file: FileReport, look: Look) -> FileShape:
    flow = flow_of(file, JsonFlow, look)
    return FileShape(
        file.path,
        cast("Iterator[ClaimShape]", (Raw(content) for _, content in flow.claims)),
        cast("Iterator[FindingShape]", (Raw(content) for _, content in flow.written)),
    )


def _claim(claim: ClaimReport) -> ClaimShape:
    judgement = claim.judgement
    support, partly, contradiction = side_shapes(claim.on) if claim.on else (None, None, None)
    judged = judgement.items if judgement else ()
    return ClaimShape(
        id=claim.entry.id or None,
        standing=judgement.standing if judgement else None,
        declared=claim.declared,
        draft=claim.draft,
        outcome=claim.outcome,
        line=claim.line,
        support=support,
        partly=partly,
        contradiction=contradiction,
        disputed=claim.disputed,
        items=[ItemShape(*item_members(*each)) for each in zip(judged, claim.chains, strict=True)],
    )


def side_shapes(on: ClaimSubject) -> tuple[SideShape, SideShape, SideShape]:
    """Support, what is partly backed, and contradiction, each with every way in which it can fall."""
    judgement = on.judgement
    support = _side(judgement.support, on.ways("supports"))
    partly = judgement.partly
    return (
        support,
        support if partly is judgement.support else _side(partly, on.ways("partial")),
        _side(judgement.contradiction, on.ways("refutes")),
    )


def _side(number: Strength, ways: WaysToFall) -> SideShape:
    return SideShape(**asdict(number), ways=ways.each, ways_complete=ways.complete)


def item_members(judged: Verdict, chain: str) -> tuple[Section, int, str, Stance, bool, Why | None, str]:
    """The members of an `ItemShape`."""
    item = judged.item
    return judged.section, judged.index, item.source, item.stance, judged.counts, judged.why, chain


def finding_shape(finding: Finding) -> FindingShape:
    """A finding as it stands in the JSON reports, but for the path of its file."""
    members: dict[str, Any] = finding.row()
    del members["path"]
    for name in ("claim", "outcome", "both_ends"):
        members[name] = members[name] or None
    return FindingShape(**members, related=list(map(_related, finding.related)))


def _related(related: RelatedPlace) -> RelatedShape:
    position = related.position
    return RelatedShape(related.message, related.path, related.pointer, position.line, position.column)
