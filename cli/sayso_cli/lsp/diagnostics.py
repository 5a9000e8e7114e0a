"""The findings of a check as diagnostics of an editor: the same words at the same places."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from lsprotocol import types
from pygls.uris import from_fs_path

from sayso.record.file import File
from sayso.record.places import Span
from sayso.report.report import Report
from sayso.rules.finding import Finding, Level, Located, Related
from sayso_cli.formats.findings import gravest, left_out
from sayso_cli.formats.plain import message_and_help, plain
from sayso_cli.formats.sarif import MOST_PLACES
from sayso_cli.lsp.buffers import Positions, Units

MOST: Final = 1000
"""So many diagnostics are told of one file."""
SOURCE: Final = "sayso"
"""Who tells it."""
_MAX_CHARS: Final = 1000
_SEVERITIES: Final = {
    Level.ERROR: types.DiagnosticSeverity.Error,
    Level.WARNING: types.DiagnosticSeverity.Warning,
    Level.NOTE: types.DiagnosticSeverity.Information,
}


class Addresses:
    """The addresses of files, and positions in them; `files` are those that were read, by their real paths.

    What is open has the address that the editor gave it.
    """

    def __init__(self, files: Mapping[Path, File], uris: Mapping[Path, str], units: Units) -> None:
        self._paths = {id(file): path for path, file in files.items()}
        self._uris = uris
        self._units = units
        self._positions: dict[int, Positions] = {}

    def path(self, file: File) -> Path:
        """Where a file that was read really is."""
        return self._paths[id(file)]

    def uri(self, path: Path) -> str:
        """The address of the file at `path`."""
        return self._uris.get(path) or address(path)

    def positions(self, file: File) -> Positions:
        """Positions in the text of a file."""
        if id(file) not in self._positions:
            self._positions[id(file)] = Positions(file.text, self._units)
        return self._positions[id(file)]

    def location(self, located: Located) -> types.Location:
        """Where something stands."""
        file = located.place.file
        return types.Location(self.uri(self.path(file)), self.positions(file).range(located.place.offsets()))


def address(path: Path) -> str:
    """The address of the file at an absolute path."""
    uri: str = from_fs_path(str(path))
    return uri


def diagnostics(report: Report, addresses: Addresses) -> dict[Path, list[types.Diagnostic]]:
    """What `report` says, with its notes, by the files that it stands in."""
    found: dict[Path, list[types.Diagnostic]] = {}
    for file in report.files:
        told = [finding for finding in file.found if not finding.silent]
        if told:
            found[addresses.path(told[0].place.file)] = _of_file(told, addresses)
    return found


def _of_file(told: Sequence[Finding], addresses: Addresses) -> list[types.Diagnostic]:
    # Where something stands is looked up of what is kept alone.
    placed = [(finding.place.offsets(), finding) for finding in gravest(told, MOST)]
    placed.sort(key=lambda each: each[0][0])
    made = [_diagnostic(finding, span, addresses) for span, finding in placed]
    if len(told) > MOST:
        start = types.Position(0, 0)
        message = left_out(len(told) - MOST, MOST)
        made.append(
            types.Diagnostic(
                types.Range(start, start), message, types.DiagnosticSeverity.Information, source=SOURCE
            )
        )
    return made


def _diagnostic(finding: Finding, span: Span, addresses: Addresses) -> types.Diagnostic:
    return types.Diagnostic(
        addresses.positions(finding.place.file).range(span),
        message_and_help(finding, _MAX_CHARS),
        _SEVERITIES[finding.level],
        code=finding.check,
        source=SOURCE,
        related_information=_related(finding.related[:MOST_PLACES], addresses),
    )


def _related(
    places: Iterable[Related], addresses: Addresses
) -> list[types.DiagnosticRelatedInformation] | None:
    return [
        types.DiagnosticRelatedInformation(addresses.location(each), plain(each.message, _MAX_CHARS))
        for each in places
    ] or None
