"""`sayso list` for people: a line for each row, in columns."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from msgspec import Struct

from sayso.record.model import Standing
from sayso_cli.listing.columns import Row
from sayso_cli.listing.kinds import What
from sayso_cli.listing.tables import Table
from sayso_cli.pen import CIRCLES, COLOURS, Pen
from sayso_cli.terminal import MIN_TABLE_COLUMNS, Look, text_of
from sayso_cli.wrapping import width

# On a narrower terminal the mark alone says what the standing is, and the claimant is left out.
_NARROW: Final = 60
# Wider cells of a column have no room kept for them beside the others.
_WIDEST: Final = 40
# The last column is so wide at least.
_LEAST: Final = 3


class _Column(Struct):
    """A column: its title, its cells, and which part of the width it may have; the last has the rest.

    Where there are fewer columns of text than `least` it is left out.
    """

    title: str
    cells: list[str]
    part: float = 1
    right: bool = False
    styles: Sequence[str] = ()
    least: int = 0


def _numbers(rows: Sequence[Row], name: str, title: str, least: int = 0) -> _Column:
    return _Column(title, [f"{row[name] or '-'}" for row in rows], right=True, least=least)


def voices_of(row: Row) -> str:
    """How many voices a claim has, in few letters: for it, and behind a colon against it."""
    if row["voices"] is None or row["standing"] == "not-checkable":
        return "-"
    against = f":{row['contradicting']}" if row["contradicting"] else ""
    return f"{row['voices']}{'' if row['exact'] else '+'}{against}"


def list_text(table: Table, look: Look, *, cut: bool = True) -> str:
    """`table` as wide as `look` says; without `cut` as wide as it gets. Nothing where there are no rows."""
    lines = list(_TableWriter(look, cut=cut).table(table))
    return text_of(lines) if lines else ""


class _TableWriter(Pen):
    """Writes a table for one look."""

    def __init__(self, look: Look, *, cut: bool) -> None:
        super().__init__(look)
        self.cut = cut

    def table(self, table: Table) -> Iterator[str]:
        """All groups, each below its name."""
        rows = [row for _, rows in table.groups for row in rows]
        if not rows:
            return
        standings = [row.get("standing") for row in rows]
        titles, *lines = self.lines(self.columns(table.what, rows, table.by), standings)
        if titles:
            yield self.paint(titles, "dim")
        left = iter(lines)
        for number, (name, members) in enumerate(table.groups):
            if table.by:
                if number:
                    yield ""
                told = f" ({len(members):,})"
                yield self.paint(self.fit(self.escape(name), self.look.columns - len(told)) + told, "bold")
            yield from islice(left, len(members))

    def columns(self, what: What, rows: Sequence[Row], by: str) -> list[_Column]:
        """The columns for what is listed that there is room for; what it is grouped by has none."""
        match what:
            case What.CLAIMS:
                made = self.claim_columns(rows, by)
            case What.PARTIES:
                made = [
                    _numbers(rows, "claims", "claims"),
                    _numbers(rows, "against", "accused", MIN_TABLE_COLUMNS),
                    _numbers(rows, "sources", "sources", _NARROW),
                    _numbers(rows, "publishes", "published", _NARROW),
                    _numbers(rows, "controls", "controls", _NARROW),
                    self.texts("party", [row["id"] for row in rows], 0.28, "bold"),
                    self.texts("name", [row["name"] or "(cannot be read)" for row in rows]),
                ]
            case What.SOURCES:
                made = [
                    _numbers(rows, "claims", "claims"),
                    _numbers(rows, "sources", "sources", MIN_TABLE_COLUMNS),
                    self.texts("basis", [row["basis"] or "?" for row in rows], least=_NARROW),
                    self.texts("source", [row["id"] for row in rows], 0.28, "bold"),
                    self.texts("by", ["; ".join(row["by_names"]) for row in rows], 0.2, least=_NARROW),
                    self.texts("title", [row["title"] or "(cannot be read)" for row in rows]),
                ]
            case _:
                made = [_numbers(rows, "claims", "claims")]
                for standing in CIRCLES:
                    key = standing or "unreadable"
                    cells = [f"{row['standings'].get(key) or '-'}" for row in rows]
                    if any(cell != "-" for cell in cells):
                        mark = self.mark(standing)
                        made.append(_Column(mark, cells, right=True, least=MIN_TABLE_COLUMNS))
                made.append(self.texts("tag", [row["tag"] for row in rows]))
        return [column for column in made if not self.cut or self.look.columns >= column.least]

    def claim_columns(self, rows: Sequence[Row], by: str) -> list[_Column]:
        """The columns for claims, without titles."""
        made = [_Column("", [self.mark(row["standing"]) for row in rows])]
        if by != "standing":
            made.append(_Column("", [row["standing"] or "unreadable" for row in rows], least=_NARROW))
        outcomes = [row["outcome"] or "" for row in rows]
        # Where none is open, the standing says it.
        if by != "outcome" and "open" in outcomes:
            made.append(_Column("", outcomes, least=_NARROW))
        made.append(_Column("", [voices_of(row) for row in rows], right=True))
        part = 0.4 if self.cut and self.look.columns < _NARROW else 0.3
        made.append(self.texts("", [row["id"] or "(no readable id)" for row in rows], part, "bold"))
        if by != "claimant":
            names = ["; ".join(row["claimant_names"]) for row in rows]
            made.append(self.texts("", names, 0.15, least=_NARROW))
        said = [row["statement"] or "(cannot be read; see `sayso check`)" for row in rows]
        return [*made, self.texts("", said)]

    def texts(
        self, title: str, cells: Sequence[str], part: float = 1, *styles: str, least: int = 0
    ) -> _Column:
        """A column of texts of the record."""
        return _Column(title, [self.escape(cell) for cell in cells], part, styles=styles, least=least)

    def lines(self, columns: Sequence[_Column], standings: Sequence[Standing | None]) -> Iterator[str]:
        """The titles, nothing if there are none, and each row with the colour of its standing on the mark."""
        room = self.look.columns
        widths = []
        for column in columns[:-1]:
            most = int(column.part * room) if self.cut else _WIDEST
            widths.append(min(most, max(map(width, (column.title, *column.cells)))))
        widths.append(max(_LEAST, room - sum(widths) - len(widths)))
        titles = [column.title for column in columns]
        yield self.line(columns, widths, titles).rstrip()
        for number, standing in enumerate(standings):
            cells = [column.cells[number] for column in columns]
            yield self.line(columns, widths, cells, COLOURS[standing] if standing else "")

    def line(
        self, columns: Sequence[_Column], widths: Sequence[int], cells: Sequence[str], colour: str = ""
    ) -> str:
        """One line: `cells` in columns of these widths, the first in that colour."""
        parts = []
        for number, (column, cell, size) in enumerate(zip(columns, cells, widths, strict=True)):
            shown = self.fit(cell, size) if self.cut else cell
            gap = " " * (size - width(shown)) if column is not columns[-1] else ""
            styles = column.styles if number else (colour, *column.styles)
            painted = self.paint(shown, *styles) if shown.strip() else shown
            parts.append(gap + painted if column.right else painted + gap)
        return " ".join(parts)
