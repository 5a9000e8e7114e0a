"""The findings of a check as diagnostics of an editor: the same words at the same places."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from lsprotocol import types

from sayso.record.file import Place
from sayso.record.places import Span
from sayso.report.report import Report
from sayso.rules.finding import Finding, Level
from sayso_cli.formats.findings import gravest, left_out_sentence
from sayso_cli.formats.plain import message_and_help, plain
from sayso_cli.formats.sarif import MOST_PLACES
from sayso_cli.lsp.open_files import Snapshot

MAX_DIAGNOSTICS: Final = 1000
"""So many diagnostics are told of one file."""
SOURCE: Final = "sayso"
"""Who tells it."""
_MAX_CHARS: Final = 1000
_SEVERITIES: Final = {
    Level.ERROR: types.DiagnosticSeverity.Error,
    Level.WARNING: types.DiagnosticSeverity.Warning,
    Level.NOTE: types.DiagnosticSeverity.Information,
}


def diagnostics(report: Report, snapshot: Snapshot) -> dict[Path, list[types.Diagnostic]]:
    """What `report` says, with its notes, by the files that it stands in."""
    found: dict[Path, list[types.Diagnostic]] = {}
    for file in report.files:
        told = [finding for finding in file.found if not finding.is_silenced]
        if told:
            found[snapshot.path(told[0].place.file)] = _file_diagnostics(told, snapshot)
    return found


def _file_diagnostics(told: Sequence[Finding], snapshot: Snapshot) -> list[types.Diagnostic]:
    # Where something stands is looked up of what is kept alone.
    placed = [(finding.place.offsets(), finding) for finding in gravest(told, MAX_DIAGNOSTICS)]
    placed.sort(key=lambda each: each[0][0])
    made = [_diagnostic(finding, span, snapshot) for span, finding in placed]
    if len(told) > MAX_DIAGNOSTICS:
        start = types.Position(0, 0)
        message = left_out_sentence(len(told) - MAX_DIAGNOSTICS, MAX_DIAGNOSTICS)
        severity = types.DiagnosticSeverity.Information
        made.append(types.Diagnostic(types.Range(start, start), message, severity, source=SOURCE))
    return made


def _diagnostic(finding: Finding, span: Span, snapshot: Snapshot) -> types.Diagnostic:
    related = [
        types.DiagnosticRelatedInformation(_location(each.place, snapshot), plain(each.message, _MAX_CHARS))
        for each in finding.related[:MOST_PLACES]
    ]
    return types.Diagnostic(
        snapshot.positions(finding.place.file.text).range(span),
        message_and_help(finding, _MAX_CHARS),
        _SEVERITIES[finding.level],
        code=finding.check,
        source=SOURCE,
        related_information=related or None,
    )


def _location(place: Place, snapshot: Snapshot) -> types.Location:
    uri = snapshot.uri(snapshot.path(place.file))
    return types.Location(uri, snapshot.positions(place.file.text).range(place.offsets()))
