"""`sayso list --format markdown`: what is listed, as tables for a page or a comment."""

from collections.abc import Iterator, Sequence

from sayso_cli.formats.markdown import code, prose
from sayso_cli.listing.columns import Row
from sayso_cli.listing.kinds import What
from sayso_cli.listing.list_text import voices_of
from sayso_cli.listing.tables import Table
from sayso_cli.pen import CIRCLES


def list_markdown(table: Table) -> str:
    """The rows of `table` in a Markdown table, or in one for each group below its name."""
    lines: list[str] = []
    for name, rows in table.groups:
        if table.by:
            lines += [f"#### {prose(name)} ({len(rows):,})", ""]
        titles = _titles(table.what)
        lines += [f"| {' | '.join(titles)} |", f"|{' --- |' * len(titles)}"]
        lines += [f"| {' | '.join(_cells(table.what, row))} |" for row in rows]
        lines.append("")
    return "\n".join(lines)


def _titles(what: What) -> Sequence[str]:
    match what:
        case What.CLAIMS:
            return ("", "Standing", "Voices", "Claim", "Claimant", "Statement")
        case What.PARTIES:
            return ("Party", "Name", "Claims", "Accused", "Sources", "Published", "Controls")
        case What.SOURCES:
            return ("Source", "Title", "By", "Basis", "Claims", "Sources")
        case _:
            return ("Tag", "Claims", "Standings")


def _cells(what: What, row: Row) -> Iterator[str]:
    match what:
        case What.CLAIMS:
            yield CIRCLES[row["standing"]][0]
            yield row["standing"] or "unreadable"
            yield voices_of(row)
            yield code(row["id"]) if row["id"] else "no readable id"
            yield prose("; ".join(row["claimant_names"]))
            yield prose(row["statement"])
        case What.PARTIES:
            yield code(row["id"])
            yield prose(row["name"])
            yield from (str(row[role]) for role in ("claims", "against", "sources", "publishes", "controls"))
        case What.SOURCES:
            yield code(row["id"])
            yield prose(row["title"])
            yield prose("; ".join(row["by_names"]))
            yield row["basis"] or ""
            yield str(row["claims"])
            yield str(row["sources"])
        case _:
            yield prose(row["tag"])
            yield str(row["claims"])
            yield ", ".join(f"{number} {standing}" for standing, number in row["standings"].items())
