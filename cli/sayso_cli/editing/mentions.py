"""Where ids stand in the text of a claim file: where an entry is defined, and where one refers to another.

What does not fit the schema is passed over, and all else of the file is looked through all the same.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

from msgspec import Struct

from sayso.record.edit import SECTIONS, Editor, EntryKind
from sayso.record.places import Pointer
from sayso_cli.editing.fields import fields


class Mention(Struct, frozen=True):
    """The id of a party, source or claim at `pointer`; a `key` there, or a text.

    `defines` says that the entry itself stands there; `entry_pointer` leads to the entry that it stands in.
    """

    kind: EntryKind
    id: str
    pointer: Pointer
    entry_pointer: Pointer
    key: bool = False
    defines: bool = False


def mentions(edit: Editor) -> Iterator[Mention]:
    """All ids in the file of an editor, in its order."""
    for kind, id, pointer, entry in entries(edit):
        if isinstance(id, str):
            key = not edit.lines and kind != "claim"
            yield Mention(kind, id, pointer if key else (*pointer, "id"), pointer, key=key, defines=True)
        for where, text in texts_in(entry):
            if what := referred_kind(kind, where):
                yield Mention(what, text, (*pointer, *where), pointer)


def referred_kind(kind: str, where: Pointer) -> EntryKind | None:
    """What the id at `where` in an entry is the id of; None if no id is wanted there."""
    return _kinds_by_place(kind).get(tuple(0 if isinstance(part, int) else part for part in where))


@cache
def _kinds_by_place(kind: str) -> dict[Pointer, EntryKind]:
    """What the ids in an entry or an object are the ids of, by where they stand; 0 is any place in a list."""
    found: dict[Pointer, EntryKind] = {}
    for field in fields(kind):
        within = _kinds_by_place(field.object) if field.object else {}
        found |= {(field.name, 0, *where): what for where, what in within.items()}
        if field.refers_to and not field.object:
            found[field.name,] = field.refers_to
        if field.refers_to and field.object in ("", "control"):
            found[field.name, 0] = field.refers_to
    return found


def texts_in(value: Any, where: Pointer = ()) -> Iterator[tuple[Pointer, str]]:
    """All texts in `value`, which stands at `where`, each with where it stands."""
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, dict | list):
        for part, each in value.items() if isinstance(value, dict) else enumerate(value):
            yield from texts_in(each, (*where, part))


def entries(edit: Editor) -> Iterator[tuple[EntryKind, Any, Pointer, Any]]:
    """The entries of a file, whatever they hold: what each is, its id, where it stands, and what it holds."""
    if edit.lines:
        for index, record in enumerate(edit.top):
            # It may be a list, which no dictionary can be asked for.
            if record.get("record") in tuple(SECTIONS):
                yield record["record"], record.get("id"), (index,), record
        return
    for kind, section in SECTIONS.items():
        members = edit.top.get(section, {})
        for at, entry in members.items() if isinstance(members, dict) else enumerate(members):
            own = entry.get("id") if isinstance(entry, dict) else None
            yield kind, own if kind == "claim" else at, (section, at), entry
