"""`sayso list --format json`: what is listed, for programs.

The shape has a version. Within a version nothing is taken away or changes its meaning; members may be
added, so read it without refusing what you do not know.
"""

from collections.abc import Iterator
from typing import Any, Final

from sayso_cli.formats.jsontext import json_document
from sayso_cli.listing.tables import Table
from sayso_cli.terminal import Look

VERSION: Final = 1
"""The version of the shape."""


def list_json(table: Table, look: Look) -> Iterator[str]:
    """`table` as one JSON object, indented, with a final line break."""
    what = table.what.value
    shape: dict[str, Any] = {"listed": what, "total": table.total, "matching": table.matching}
    if table.by:
        shape |= {
            "group_by": table.by,
            "groups": [{"name": name, what: rows} for name, rows in table.groups],
        }
    else:
        shape[what] = [row for _, rows in table.groups for row in rows]
    return json_document(VERSION, shape, look)
