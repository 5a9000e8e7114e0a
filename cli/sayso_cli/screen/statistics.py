"""`sayso check --statistics`: how often each check found something, and where first."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from msgspec import Struct

from sayso.report.report import Report
from sayso.rules.finding import Finding, Level
from sayso.rules.sentences import count
from sayso_cli.formats.jsontext import json_document
from sayso_cli.formats.summary import tally
from sayso_cli.pen import INDENT, Pen, label_of
from sayso_cli.terminal import Look, text_of

VERSION: Final = 1
"""The version of the shape."""
# The table takes so many columns.
_TABLE_COLUMNS: Final = 60


class Statistic(Struct):
    """A check at one level: how many findings, on how many claims, and the first by file, line and column."""

    check: str
    level: Level
    count: int
    claims: int
    first: Finding


def statistics(report: Report) -> list[Statistic]:
    """What the findings of `report` are made of, the gravest level first, in it the most frequent check.

    What is waived or known, or is about a draft, is left out.
    """
    made: dict[tuple[str, Level], Statistic] = {}
    for file in report.files:
        claims, _ = file.group_by_claim(_is_counted)
        for finding in filter(_is_counted, file.findings):
            key = finding.check, finding.level
            one = made.setdefault(key, Statistic(finding.check, finding.level, 0, 0, finding))
            one.count += 1
        for told in claims:
            for check, level in {(finding.check, finding.level) for finding in told.found}:
                made[check, level].claims += 1
    return sorted(made.values(), key=lambda one: (one.level.rank, -one.count, one.check))


def _is_counted(finding: Finding) -> bool:
    return not finding.is_silenced and not finding.draft


def statistics_text(report: Report, look: Look) -> Iterator[str]:
    """The statistics of `report` as a table, with the tally below, line by line."""
    return (text_of((line,)) for line in _StatisticsPen(look).table(statistics(report), tally(report)))


class _StatisticsPen(Pen):
    """Writes the table for one look."""

    def table(self, rows: Sequence[Statistic], last: str) -> Iterator[str]:
        """A line for each check."""
        if self.look.columns < _TABLE_COLUMNS:
            for one in rows:
                yield from self.wrapped(f"{one.count:,} {label_of(one.first)}", "", INDENT)
                claims = f"{count(one.claims, 'claim')}, " if one.claims else ""
                yield from self.wrapped(f"{claims}first {one.first.path}:{one.first.position.line}", INDENT)
        elif rows:
            widest = max(len(label_of(one.first)) for one in rows)
            yield self.paint(f"findings  claims  {'check':<{widest}}  first place", "dim")
            for one in rows:
                gap = " " * (widest - len(label_of(one.first)))
                place = self.paint(self.place(one.first), "dim")
                claims = f"{one.claims:,}" if one.claims else "-"
                yield f"{one.count:>8,}  {claims:>6}  {self.label(one.first)}{gap}  {place}"
            yield ""
        yield from self.painted_lines(last, "bold", "", INDENT)


def statistics_json(report: Report, look: Look) -> Iterator[str]:
    """The statistics of `report` as one JSON object, indented, with a final line break."""
    summary = report.summary
    shape: dict[str, Any] = {
        "statistics": [
            {
                "check": one.check,
                "level": one.level,
                "count": one.count,
                "claims": one.claims,
                "first": {
                    "path": one.first.path,
                    "line": one.first.position.line,
                    "column": one.first.position.column,
                    "pointer": one.first.pointer,
                },
            }
            for one in statistics(report)
        ],
        "claims": summary.claims,
        "standings": summary.standings,
        "outcomes": summary.outcomes,
        "unreadable": summary.unreadable,
    }
    return json_document(VERSION, shape, look)
