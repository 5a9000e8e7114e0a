"""`sayso list --format json`: what is listed, for programs.

`schemas/list.json` is made from the types here.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final, TypedDict

from msgspec import Struct, defstruct

from sayso.provenance.house_rule import RuleOutcome
from sayso.record.model import Basis, Kind, PartyKind, Standing
from sayso_cli.formats.jsontext import Count, Ordinal, json_document
from sayso_cli.listing.kinds import GroupBy, What
from sayso_cli.listing.tables import Table
from sayso_cli.terminal import Look

VERSION: Final = 1
"""The version of the shape."""


class ClaimRow(TypedDict):
    """A claim; what is not known of it is null or empty."""

    id: str
    standing: Standing | None
    declared: Standing | None
    kind: Kind | None
    draft: bool
    voices: Count | None
    exact: bool | None
    contradicting: Count | None
    claimant: Sequence[str]
    claimant_names: Sequence[str]
    statement: str
    stated_on: str
    verdict: str
    tags: Sequence[str]
    path: str
    line: Ordinal
    outcome: RuleOutcome | None


class PartyRow(TypedDict):
    """A party, and how much hangs on it."""

    id: str
    name: str
    kind: PartyKind | None
    controlled_by: Sequence[str]
    claims: Count
    against: Count
    sources: Count
    publishes: Count
    controls: Count
    path: str
    line: Ordinal


class SourceRow(TypedDict):
    """A source, and how much hangs on it."""

    id: str
    title: str
    by: Sequence[str]
    by_names: Sequence[str]
    publisher: str
    basis: Basis | None
    published: str
    url: str
    claims: Count
    sources: Count
    path: str
    line: Ordinal


class TagRow(TypedDict):
    """A tag, and how many claims with it have which standing."""

    tag: str
    claims: Count
    standings: dict[str, Count]


ROWS: Final[dict[What, Any]] = {
    What.CLAIMS: ClaimRow,
    What.PARTIES: PartyRow,
    What.SOURCES: SourceRow,
    What.TAGS: TagRow,
}
"""What a row of each kind holds, in this order."""


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
    for what, row in ROWS.items()
}


class GroupShape(Struct, frozen=True):
    """Claims that have something in common."""

    name: str
    claims: Sequence[ClaimRow]


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
