"""`--format sarif`: SARIF 2.1.0, which code scanning and many editors read.

Positions are code points, paths are relative to the root of the repository. Where a check follows a
chain, of control or of what a source is based on, its hops are a code flow. What is waived or known
from a baseline is suppressed.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

from sayso import __version__
from sayso.record.project import STDIN_SHOWN
from sayso.report.belief import Beliefs
from sayso.report.report import Report
from sayso.rules.finding import Finding, Located
from sayso.rules.registry import BY_NAME
from sayso_cli.formats.findings import gravest, left_out_sentence, with_fingerprints
from sayso_cli.formats.jsontext import json_text
from sayso_cli.formats.plain import message_and_help, path_from_root, plain, uri
from sayso_cli.terminal import Look
from sayso_cli.views.belief_lines import HEADING

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
MOST: Final = 25_000
"""GitHub refuses a run with more results."""
MOST_PLACES: Final = 100
"""GitHub shows so many places of a result."""
_ROOT: Final = "%SRCROOT%"
_ABOUT_ROOT: Final = "The root of the repository; without one, the working folder."
_LONGEST: Final = 1000
_LINK: Final = re.compile(r"\](?=\()")


def sarif(report: Report, look: Look) -> str:
    """`report` as one run. Of more than `MOST` findings the gravest, and a note that counts the others."""
    found = report.findings
    kept = gravest(found, MOST)
    checks = {each.check for each in kept}
    names = [name for name in BY_NAME if name in checks]
    numbers = {name: number for number, name in enumerate(names)}
    driver = {
        "name": "sayso",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(name) for name in names],
    }
    run = {
        "tool": {"driver": driver},
        "invocations": [_invocation(len(found) - len(kept), report.beliefs)],
        "originalUriBaseIds": {_ROOT: {"description": {"text": _ABOUT_ROOT}}},
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(finding, mark, numbers[finding.check], look)
            for mark, finding in with_fingerprints(kept, look)
        ],
    }
    return json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, look, indent=2) + "\n"


def _rule(name: str) -> dict[str, Any]:
    rule = BY_NAME[name]
    page = rule.page.strip()
    return {
        "id": name,
        "shortDescription": {"text": rule.summary},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": min(rule.levels, key=lambda level: level.rank).value},
        "properties": {"tags": [rule.family.value]},
    }


def _invocation(more: int, beliefs: Beliefs | None) -> dict[str, Any]:
    """That it was done, what is left out, and what the change asks to believe."""
    each = beliefs.each[:MOST_PLACES] if beliefs else ()
    notifications = [
        *([("warning", left_out_sentence(more, MOST))] if more else ()),
        *(("note", f"{HEADING}: {plain(belief.sentence, _LONGEST)}") for belief in each),
    ]
    shape: dict[str, Any] = {"executionSuccessful": True}
    if notifications:
        shape["toolExecutionNotifications"] = [
            {"level": level, "message": _message(text)} for level, text in notifications
        ]
    return shape


def _result(finding: Finding, mark: str, number: int, look: Look) -> dict[str, Any]:
    related = finding.related
    places = [
        {"id": id, **_location(each, look), "message": _message(plain(each.message, _LONGEST))}
        for id, each in enumerate(related[:MOST_PLACES], start=1)
    ]
    shape: dict[str, Any] = {
        "ruleId": finding.check,
        "ruleIndex": number,
        "level": finding.level.value,
        "message": _message(message_and_help(finding, _LONGEST)),
        "locations": [_location(finding, look)],
        "partialFingerprints": {"sayso/v1": mark},
        "suppressions": list(_suppressions(finding)),
    }
    if places:
        shape["relatedLocations"] = places
    if places and BY_NAME[finding.check].tells_chain:
        # The steps of a code flow; there a place needs no number.
        steps = [{"location": {name: place[name] for name in place if name != "id"}} for place in places]
        shape["codeFlows"] = [{"threadFlows": [{"locations": steps}]}]
    told = {"claim": finding.claim, "outcome": finding.outcome or "", "bothEnds": finding.both_ends}
    shape["properties"] = {name: plain(text, _LONGEST) for name, text in told.items() if text}
    if len(related) > MOST_PLACES:
        shape["properties"]["placesLeftOut"] = len(related) - MOST_PLACES
    return shape


def _suppressions(finding: Finding) -> Iterator[dict[str, str]]:
    if finding.waived:
        yield {"kind": "inSource", "status": "accepted"}
    if finding.baselined:
        yield {"kind": "external", "status": "accepted", "justification": "known from a baseline"}


def _message(text: str) -> dict[str, str]:
    """A message; in SARIF even plain text can hold links, so what would make one is taken apart."""
    return {"text": _LINK.sub("] ", text)}


def _location(located: Located, look: Look) -> dict[str, Any]:
    position = located.position
    path = path_from_root(located.path, look)
    address = uri(path)
    artifact = {"uri": address}
    if path != STDIN_SHOWN and not address.startswith("file:"):
        artifact["uriBaseId"] = _ROOT
    return {
        "physicalLocation": {
            "artifactLocation": artifact,
            "region": {
                "startLine": position.line,
                "startColumn": position.column,
                "endLine": position.end_line,
                "endColumn": position.end_column,
            },
        },
        "logicalLocations": [{"fullyQualifiedName": plain(located.pointer, _LONGEST)}],
    }
