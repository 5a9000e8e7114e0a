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
    """A column: its title, its cells, and which part of the width it may have; the last has the rest."""

    title: str
    cells: list[str]
    part: float = 1
    right: bool = False
    styles: Sequence[str] = ()


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
                yield self.paint(self.short(self.safe(name), self.look.columns - len(told)) + told, "bold")
            yield from islice(left, len(members))

    def columns(self, what: What, rows: Sequence[Row], by: str) -> list[_Column]:
        """The columns for what is listed; what it is grouped by has none."""
        narrow = self.cut and self.look.columns < _NARROW
        slim = self.cut and self.look.columns < MIN_TABLE_COLUMNS

        def numbers(name: str, title: str) -> _Column:
            return _Column(title, [f"{row[name] or '-'}" for row in rows], right=True)

        def texts(title: str, cells: Sequence[str], part: float = 1, *styles: str) -> _Column:
            return _Column(title, [self.safe(cell) for cell in cells], part, styles=styles)

        match what:
            case What.CLAIMS:
                made = [_Column("", [self.mark(row["standing"]) for row in rows])]
                if not narrow and by != "standing":
                    made.append(_Column("", [row["standing"] or "unreadable" for row in rows]))
                outcomes = [row["outcome"] or "" for row in rows]
                # Where none is open, the standing says it.
                if not narrow and by != "outcome" and "open" in outcomes:
                    made.append(_Column("", outcomes))
                made.append(_Column("", [voices_of(row) for row in rows], right=True))
                ids = [row["id"] or "(no readable id)" for row in rows]
                made.append(texts("", ids, 0.4 if narrow else 0.3, "bold"))
                if not narrow and by != "claimant":
                    made.append(texts("", ["; ".join(row["claimant_names"]) for row in rows], 0.15))
                said = [row["statement"] or "(cannot be read; see `sayso check`)" for row in rows]
                return [*made, texts("", said)]
            case What.PARTIES:
                roles = {"claims": "claims"}
                if not slim:
                    roles["against"] = "accused"
                if not narrow:
                    roles |= {"sources": "sources", "publishes": "published", "controls": "controls"}
                made = [numbers(role, title) for role, title in roles.items()]
                return [
                    *made,
                    texts("party", [row["id"] for row in rows], 0.28, "bold"),
                    texts("name", [row["name"] or "(cannot be read)" for row in rows]),
                ]
            case What.SOURCES:
                made = [numbers("claims", "claims")]
                if not slim:
                    made.append(numbers("sources", "sources"))
                if not narrow:
                    made.append(texts("basis", [row["basis"] or "?" for row in rows]))
                made.append(texts("source", [row["id"] for row in rows], 0.28, "bold"))
                if not narrow:
                    made.append(texts("by", ["; ".join(row["by_names"]) for row in rows], 0.2))
                return [*made, texts("title", [row["title"] or "(cannot be read)" for row in rows])]
            case _:
                made = [numbers("claims", "claims")]
                for standing in () if slim else CIRCLES:
                    key = standing or "unreadable"
                    if any(key in row["standings"] for row in rows):
                        cells = [f"{row['standings'].get(key) or '-'}" for row in rows]
                        made.append(_Column(self.mark(standing), cells, right=True))
                return [*made, texts("tag", [row["tag"] for row in rows])]

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
            shown = self.short(cell, size) if self.cut else cell
            gap = " " * (size - width(shown)) if column is not columns[-1] else ""
            styles = column.styles if number else (colour, *column.styles)
            painted = self.paint(shown, *styles) if shown.strip() else shown
            parts.append(gap + painted if column.right else painted + gap)
        return " ".join(parts)
