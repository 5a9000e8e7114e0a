"""What `sayso list` tells of each claim, party, source and tag: every member of a row, and how it is made."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, Final, NamedTuple

from msgspec import UNSET

from sayso.provenance.house_rule import RuleOutcome
from sayso.record.file import File
from sayso.record.model import Basis, Kind, Party, PartyKind, Standing
from sayso.record.project import registers
from sayso_cli.formats.jsontext import Count, Ordinal
from sayso_cli.listing.kinds import What
from sayso_cli.listing.uses import PARTY_ROLES, SOURCE_ROLES, Use

Row = dict[str, Any]


class Column(NamedTuple):
    """A member of a row: its type in JSON, and what it is of a `ClaimReport`, a `Use`, or a tag."""

    type: Any
    value: Callable[[Any], Any]


def make_row(what: What, about: object) -> Row:
    """The row of a `ClaimReport`, a `Use`, or a tag with its standings."""
    return {name: column.value(about) for name, column in COLUMNS[what].items()}


def _field(name: str, unread: object = "") -> Callable[[Any], Any]:
    """The field `name` of an entry; `unread` where that cannot be read."""
    return lambda of: unread if of.entry.value is None else getattr(of.entry.value, name)


def _names(name: str) -> Callable[[Any], list[str]]:
    """The names of the parties whose ids are in the field `name`; the id where there is none."""
    ids = _field(name, ())
    return lambda of: [_party_names(of.entry.file).get(id, id) for id in ids(of)]


@cache
def _party_names(file: File) -> dict[str, str]:
    """The names of the parties that `file` knows, by their ids."""
    near = (file, *registers(file))
    return {party.id: party.value.name for each in near for party in each.parties if party.value}


def _party_kind(use: Use[Party]) -> PartyKind | None:
    kind = use.entry.value.kind if use.entry.value else UNSET
    return None if kind is UNSET else kind


def _line(of: Any) -> int:
    line: int = of.entry.place().position().line
    return line


def _use_count(role: str) -> Column:
    """How much hangs on a party or a source that has this role there."""
    return Column(Count, lambda use: len(use.dependents[role]))


_ID: Final = {"id": Column(str, lambda of: of.entry.id)}
_PLACE: Final = {"path": Column(str, lambda of: of.entry.file.path), "line": Column(Ordinal, _line)}
COLUMNS: Final[Mapping[What, Mapping[str, Column]]] = {
    What.CLAIMS: {
        **_ID,
        "standing": Column(Standing | None, lambda claim: claim.judgement and claim.judgement.standing),
        "declared": Column(Standing | None, lambda claim: claim.declared),
        "kind": Column(Kind | None, _field("kind", None)),
        "draft": Column(bool, _field("draft", False)),
        "voices": Column(Count | None, lambda claim: claim.judgement and claim.judgement.support.voices),
        "exact": Column(bool | None, lambda claim: claim.judgement and claim.judgement.support.exact),
        "contradicting": Column(
            Count | None, lambda claim: claim.judgement and claim.judgement.contradiction.voices
        ),
        "claimant": Column(Sequence[str], _field("claimant", ())),
        "claimant_names": Column(Sequence[str], _names("claimant")),
        "statement": Column(str, _field("statement")),
        "stated_on": Column(str, _field("stated_on")),
        "verdict": Column(str, _field("verdict")),
        "tags": Column(Sequence[str], _field("tags", ())),
        **_PLACE,
        "outcome": Column(RuleOutcome | None, lambda claim: claim.outcome),
    },
    What.PARTIES: {
        **_ID,
        "name": Column(str, _field("name")),
        "kind": Column(PartyKind | None, _party_kind),
        "controlled_by": Column(Sequence[str], _field("controllers", ())),
        **{role: _use_count(role) for role in PARTY_ROLES},
        **_PLACE,
    },
    What.SOURCES: {
        **_ID,
        "title": Column(str, _field("title")),
        "by": Column(Sequence[str], _field("by", ())),
        "by_names": Column(Sequence[str], _names("by")),
        "publisher": Column(str, _field("publisher")),
        "basis": Column(Basis | None, _field("basis", None)),
        "published": Column(str, _field("published")),
        "url": Column(str, _field("url")),
        **{role: _use_count(role) for role in SOURCE_ROLES},
        **_PLACE,
    },
    What.TAGS: {
        "tag": Column(str, lambda tag: tag[0]),
        "claims": Column(Count, lambda tag: tag[1].total()),
        "standings": Column(dict[str, Count], lambda tag: dict(tag[1].most_common())),
    },
}
"""What a row of each kind holds, in this order; what is not known of an entry is None or empty."""
