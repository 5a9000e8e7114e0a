"""Where ids stand in the text of a claim file: where an entry is defined, and where one refers to another.

What does not fit the schema is passed over, and all else of the file is looked through all the same.
"""

from collections.abc import Iterator
from typing import Any, Final, Literal

from msgspec import Struct

from sayso.record.edit import SECTIONS, Editor
from sayso.record.places import Pointer

What = Literal["party", "source", "claim"]
# The fields that hold ids, or a list of them.
_IDS: Final[dict[str, dict[str, What]]] = {
    "party": {"allied_with": "party"},
    "source": {"by": "party", "publisher": "party", "based_on": "source"},
    "claim": {"claimant": "party", "against": "party", "stated_in": "source"},
}
# The fields that hold a list of objects with such fields.
_OBJECTS: Final[dict[str, dict[str, dict[str, What]]]] = {
    "party": {"controlled_by": {"party": "party", "source": "source"}},
    "source": {},
    "claim": {
        "evidence": {"source": "source", "based_on": "source"},
        "corroboration": {"source": "source", "based_on": "source"},
        "response": {"party": "party", "source": "source"},
    },
}


class Mention(Struct, frozen=True):
    """The id of a party, source or claim at `pointer`; a `key` there, or a text.

    `defines` says that the entry itself stands there; `within` is the pointer of the entry that it stands in.
    """

    what: What
    id: str
    pointer: Pointer
    within: Pointer
    key: bool = False
    defines: bool = False


def mentions(edit: Editor) -> Iterator[Mention]:
    """All ids in the file of an editor, in its order."""
    for kind, id, pointer, entry in _entries(edit):
        if isinstance(id, str):
            key = not edit.lines and kind != "claim"
            yield Mention(kind, id, pointer if key else (*pointer, "id"), pointer, key=key, defines=True)
        if isinstance(entry, dict):
            for what, text, where in _references(kind, entry):
                yield Mention(what, text, (*pointer, *where), pointer)


def referred_kind(kind: What, where: Pointer) -> What | None:
    """What the id at `where` in an entry is the id of; None if no id is wanted there."""
    match where:
        case (str(name),) | (str(name), int()) if name in _IDS[kind]:
            return _IDS[kind][name]
        case ("controlled_by", int()):
            return "party"
        case (str(name), int(), str(field)) | (str(name), int(), str(field), int()):
            return _OBJECTS[kind].get(name, {}).get(field)
        case _:
            return None


def _entries(edit: Editor) -> Iterator[tuple[What, Any, Pointer, Any]]:
    """The entries of a file: what each is, its id, where it stands, and what it holds."""
    if edit.lines:
        for index, record in enumerate(edit.top):
            if record.get("record") in SECTIONS:
                yield record["record"], record.get("id"), (index,), record
        return
    for kind, section in (("party", "parties"), ("source", "sources")):
        for id, entry in edit.top.get(section, {}).items():
            yield ("party" if kind == "party" else "source"), id, (section, id), entry
    for index, entry in enumerate(edit.top.get("claims", [])):
        yield "claim", entry.get("id") if isinstance(entry, dict) else None, ("claims", index), entry


def _references(kind: What, entry: dict[str, Any]) -> Iterator[tuple[What, str, Pointer]]:
    """The ids that an entry refers to, each with what it is the id of and where it stands."""
    for name, value in entry.items():
        if name in _IDS[kind]:
            yield from _ids(_IDS[kind][name], value, (name,))
        elif name in _OBJECTS[kind] and isinstance(value, list):
            for index, each in enumerate(value):
                if isinstance(each, str) and name == "controlled_by":
                    yield "party", each, (name, index)
                elif isinstance(each, dict):
                    for field, what in _OBJECTS[kind][name].items():
                        yield from _ids(what, each.get(field), (name, index, field))


def _ids(what: What, value: Any, where: Pointer) -> Iterator[tuple[What, str, Pointer]]:
    """The id that `value` is, or those that it lists."""
    if isinstance(value, str):
        yield what, value, where
    elif isinstance(value, list):
        for index, each in enumerate(value):
            if isinstance(each, str):
                yield what, each, (*where, index)
