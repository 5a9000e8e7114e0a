"""What of a faulty entry can still be read: the members that a standing needs, and others that are sound."""

from collections.abc import Mapping
from typing import Any, Final, TypeVar

import msgspec

from sayso.record.control import holds_control
from sayso.record.model import Claim, Control, Item, Party, Response, Source

T = TypeVar("T", Party, Source, Claim)

# The members that bear on a standing: where one of these is faulty, the entry cannot be read.
_BEARING: Final[Mapping[type, frozenset[str]]] = {
    Party: frozenset({"controlled_by"}),
    Control: frozenset({"party", "from", "until"}),
    Source: frozenset({"by", "basis", "based_on"}),
    Claim: frozenset(
        {"id", "claimant", "evidence", "corroboration", "kind", "stated_in", "against", "response"}
    ),
    Item: frozenset({"source", "stance", "basis", "based_on"}),
    Response: frozenset({"party", "source", "answer"}),
}
# The lists among them whose entries have members of their own.
_WITHIN: Final[Mapping[str, type]] = {
    "controlled_by": Control,
    "evidence": Item,
    "corroboration": Item,
    "response": Response,
}
# The smallest entry of each type, in which a member is tried.
_SMALLEST: Final[Mapping[type, dict[str, Any]]] = {
    Party: {"name": "n"},
    Control: {"party": "p"},
    Source: {"title": "t", "by": ["p"], "basis": "unknown"},
    Claim: {"id": "c", "statement": "s", "claimant": ["p"], "evidence": [], "corroboration": []},
    Item: {"source": "s"},
    Response: {"party": "p", "answer": "denies"},
}
# The text that the id of the entry stands for, where it is missing.
_TITLES: Final[Mapping[type, str]] = {Party: "name", Source: "title", Claim: "statement"}


def read_bearing(kind: type[T], entry: object, id: str) -> T | None:
    """The typed value of the faulty `entry` without its faults; None if one of them bears on a standing."""
    kept = _without_faults(kind, entry)
    if isinstance(kept, dict):
        kept = {_TITLES[kind]: id, **kept}
    try:
        value = msgspec.convert(kept, kind)
    except msgspec.ValidationError:
        return None
    return None if holds_control(kept) else value


def _without_faults(kind: type, entry: object) -> object:
    """`entry` with what bears on a standing as it is, and of the other members those without a fault."""
    if not isinstance(entry, dict):
        return entry
    kept = {}
    for name, value in entry.items():
        if name not in _BEARING[kind]:
            if _fits(kind, name, value):
                kept[name] = value
        elif name in _WITHIN and isinstance(value, list):
            kept[name] = [_without_faults(_WITHIN[name], each) for each in value]
        else:
            kept[name] = value
    return kept


def _fits(kind: type, name: str, value: object) -> bool:
    try:
        msgspec.convert({**_SMALLEST[kind], name: value}, kind)
    except msgspec.ValidationError:
        return False
    return not holds_control(value)
