"""`--format json`: the whole report for programs.

The shape has a version. Within a version nothing is taken away or changes its meaning; members may be
added, so read it without refusing what you do not know.
"""

from collections.abc import Iterator
from typing import Any, Final

from msgspec.structs import asdict

from sayso.provenance.disputed import Disputed
from sayso.provenance.standing import Judgement, Strength
from sayso.provenance.ways import Ways
from sayso.report.report import ClaimReport, Report
from sayso.rules.finding import Finding, Level
from sayso.rules.rule import OnClaim
from sayso_cli.formats.jsontext import json_document
from sayso_cli.terminal import Look
from sayso_cli.views.belief_lines import belief_shapes

VERSION: Final = 2
"""The version of the shape."""


def json(report: Report, look: Look) -> Iterator[str]:
    """`report` as one JSON object, indented, with a final line break."""
    summary = report.summary
    shape: dict[str, Any] = {
        "files": (
            {
                "path": file.path,
                "claims": map(_claim, file.claims),
                "findings": map(finding_shape, file.findings),
            }
            for file in report.files
        ),
        "summary": {
            "files": summary.files,
            "claims": summary.claims,
            "standings": summary.standings,
            "outcomes": summary.outcomes,
            "unreadable": summary.unreadable,
            **{level.value: summary.levels[level] for level in Level},
            "waived": summary.waived,
            "baselined": summary.baselined,
            "drafts": summary.drafts,
            "on_drafts": summary.on_drafts,
            "known": report.known,
        },
    }
    if report.beliefs is not None:
        shape["believe"] = belief_shapes(report.beliefs)
    return json_document(VERSION, shape, look)


def _claim(claim: ClaimReport) -> dict[str, Any]:
    judgement = claim.judgement
    shape: dict[str, Any] = {
        "id": claim.entry.id or None,
        "standing": judgement and judgement.standing,
        "declared": claim.declared,
        "draft": claim.draft,
        "outcome": claim.outcome,
        "line": claim.line,
        **(sides(claim.on) if claim.on else dict.fromkeys(("support", "partly", "contradiction"))),
        "disputed": claim.disputed and disputed(claim.disputed),
        "items": list(_items(judgement, claim.chains)) if judgement else [],
    }
    return shape


def disputed(found: Disputed) -> dict[str, Any]:
    """What a claim would rest on if disputed links of control did not hold."""
    return {
        "links": found.links,
        "recorded": found.recorded,
        "highest": found.highest,
        "each": [{"links": each.links, "outcome": each.outcome} for each in found.each],
        "complete": found.complete,
    }


def sides(on: OnClaim) -> dict[str, dict[str, Any]]:
    """Support, what is partly backed, and contradiction, each with every way in which it can fall."""
    judgement = on.judgement
    support = _side(judgement.support, on.ways("supports"))
    partly = judgement.partly
    return {
        "support": support,
        "partly": support if partly is judgement.support else _side(partly, on.ways("partial")),
        "contradiction": _side(judgement.contradiction, on.ways("refutes")),
    }


def _side(number: Strength, ways: Ways) -> dict[str, Any]:
    return {**strength(number), "ways": ways.each, "ways_complete": ways.complete}


def strength(strength: Strength) -> dict[str, Any]:
    """The numbers of support, of what is partly backed, or of contradiction."""
    return asdict(strength)


def _items(judgement: Judgement, chains: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    for judged, chain in zip(judgement.items, chains, strict=True):
        yield {
            "in": judged.section,
            "index": judged.index,
            "source": judged.item.source,
            "stance": judged.item.stance,
            "counts": judged.counts,
            "why": judged.why,
            "chain": chain,
        }


def finding_shape(finding: Finding) -> dict[str, Any]:
    """A finding as it stands in the JSON reports, but for the path of its file."""
    position = finding.position
    return {
        "check": finding.check,
        "level": finding.level.value,
        "claim": finding.claim or None,
        "message": finding.message,
        "help": finding.help,
        "pointer": finding.pointer,
        "line": position.line,
        "column": position.column,
        "end_line": position.end_line,
        "end_column": position.end_column,
        "waived": finding.waived,
        "baselined": finding.baselined,
        "draft": finding.draft,
        "related": [
            {
                "message": related.message,
                "path": related.path,
                "pointer": related.pointer,
                "line": related.position.line,
                "column": related.position.column,
            }
            for related in finding.related
        ],
    }
