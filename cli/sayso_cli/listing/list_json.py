"""`sayso list --format json`: what is listed, for programs.

`schemas/list.json` is made from the types here.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from msgspec import Struct, defstruct

from sayso_cli.formats.jsontext import Count, json_document
from sayso_cli.listing.columns import COLUMNS
from sayso_cli.listing.kinds import GroupBy, What
from sayso_cli.listing.tables import Table
from sayso_cli.terminal import Look

VERSION: Final = 1
"""The version of the shape."""


_MEANINGS: Final = {
    What.CLAIMS: "A claim; what is not known of it is null or empty.",
    What.PARTIES: "A party, and how much hangs on it.",
    What.SOURCES: "A source, and how much hangs on it.",
    What.TAGS: "A tag, and how many claims with it have which standing.",
}
_ROWS: Final[dict[What, Any]] = {
    what: defstruct(
        f"{what.noun.title()}Row",
        [(name, column.type) for name, column in COLUMNS[what].items()],
        namespace={"__doc__": meaning},
    )
    for what, meaning in _MEANINGS.items()
}


class ListShape(Struct, frozen=True):
    """What is listed: so many that match, of a total."""

    listed: What
    total: Count
    matching: Count


SHAPES: Final[dict[What, Any]] = {
    what: defstruct(
        f"{what.name.title()}Shape",
        [(what.value, Sequence[row])],  # type: ignore[valid-type]
        bases=(ListShape,),
        namespace={"__doc__": "The rows, under the name of what is listed."},
        frozen=True,
    )
    for what, row in _ROWS.items()
}


class GroupShape(Struct, frozen=True):
    """Claims that have something in common."""

    name: str
    claims: Sequence[_ROWS[What.CLAIMS]]  # type: ignore[valid-type]


class GroupsShape(ListShape, frozen=True):
    """Claims in groups, of `--group-by`."""

    group_by: GroupBy
    groups: Sequence[GroupShape]


def list_json(table: Table, look: Look) -> Iterator[str]:
    """`table` as one JSON object, indented, with a final line break."""
    head = (table.what, table.total, table.matching)
    groups: Sequence[tuple[str, Any]] = table.groups
    if table.by:
        shape: ListShape = GroupsShape(*head, GroupBy(table.by), [GroupShape(*group) for group in groups])
    else:
        rows = [row for _, rows in groups for row in rows]
        shape = SHAPES[table.what](*head, rows)
    return json_document(VERSION, shape, look)
