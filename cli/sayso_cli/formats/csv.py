"""`--format csv`: the findings as a table for a spreadsheet (RFC 4180).

A cell that a spreadsheet would take for a formula starts with an apostrophe.
"""

import csv as writing
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from sayso.report.report import Report
from sayso.rules.finding import Finding
from sayso_cli.formats.finding_flows import MarkedFlow, written_lines
from sayso_cli.formats.plain import plain
from sayso_cli.terminal import Look

COLUMNS: Final = (
    "path",
    "line",
    "column",
    "end_line",
    "end_column",
    "level",
    "check",
    "claim",
    "message",
    "help",
    "waived",
    "baselined",
    "pointer",
    "fingerprint",
    "draft",
    "outcome",
    "both_ends",
)
"""The first row."""
# The wide forms count in some languages.
_FORMULA: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


class CsvFlow(MarkedFlow):
    """Writes down each finding of one file as a row."""

    def content_with_mark(self, finding: Finding, mark: str) -> bytes:
        row = finding.row() | {"fingerprint": mark}
        return _row([cell(row[column]) for column in COLUMNS]).encode()


flow_for = CsvFlow


def csv(report: Report, look: Look) -> Iterator[str]:
    """The findings of `report`, waived and known ones too, a row each below the names of the columns."""
    yield _row(COLUMNS)
    yield from written_lines(report, CsvFlow, look)


class _Row:
    """A file that gives back what is written to it, as the writer of a table does then with each row."""

    def write(self, row: str) -> str:
        return row


_row: Final[Callable[[Sequence[str | int]], str]] = writing.writer(
    _Row(), quoting=writing.QUOTE_ALL, lineterminator="\r\n"
).writerow


def cell(value: str | int | bool) -> str | int:
    """`value` as it is written: text on one line, and never a formula."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return value
    shown = plain(value)
    return f"'{shown}" if shown.lstrip().startswith(_FORMULA) else shown
