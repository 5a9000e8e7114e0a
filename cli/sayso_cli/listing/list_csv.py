"""`sayso list --format csv`: what is listed, as a table for a spreadsheet (RFC 4180)."""

import csv
from io import StringIO
from typing import Any

from sayso_cli.formats.csv import cell
from sayso_cli.listing.columns import COLUMNS
from sayso_cli.listing.tables import Table


def list_csv(table: Table) -> str:
    """The rows of `table` below the names of the columns; what has several parts has `; ` between them.

    Grouped rows have the name of their group in a first column, `group`.
    """
    written = StringIO()
    writer = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    columns = tuple(COLUMNS[table.what])
    writer.writerow(("group", *columns) if table.by else columns)
    for name, rows in table.groups:
        for row in rows:
            cells = [_cell(row[column]) for column in columns]
            writer.writerow([cell(name), *cells] if table.by else cells)
    return written.getvalue()


def _cell(value: Any) -> str | int:
    match value:
        case None:
            return ""
        case list() | tuple():
            return cell("; ".join(value))
        case dict():
            return cell("; ".join(f"{key}: {each}" for key, each in value.items()))
        case _:
            return cell(value)
