"""Reads entries one by one: the typed way first, the schema for those that it refuses.

Of a faulty entry the members that a standing needs can still be read, and others that are sound.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeVar

import msgspec

from sayso.record.file import Entry, File, Problem
from sayso.record.model import Claim, Control, Item, Party, Response, Source, fits_schema, is_id
from sayso.record.places import Pointer
from sayso.record.syntax.characters import holds_control_character

T = TypeVar("T", Party, Source, Claim)
Member = TypeVar("Member", Party, Source)

# So many entries of a file get their faults explained in full; the others are named in short.
_MAX_EXPLAINED: Final = 500


def given_id(id: object) -> str:
    """`id` if it can be an id, else the empty string."""
    return id if isinstance(id, str) and is_id(id) else ""


class Entries:
    """Reads the entries of one file."""

    def __init__(self, file: File, suspect: bool, broken: set[Pointer]) -> None:
        self.file = file
        self.suspect = suspect
        self.broken = broken
        self.explained = 0

    def members(self, kind: type[Member], section: object, name: str) -> Iterator[Entry[Member]]:
        """The entries of `parties` or `sources`, the object `section`, which is emptied."""
        if isinstance(section, dict):
            for id in list(section):
                pointer: Pointer = (name, id)
                value = self.read(kind, section.pop(id), pointer, id)
                if not is_id(id):
                    self.explain("id", id, pointer, "not an id", key=True)
                    value = None
                yield Entry(id, value, self.file, pointer)

    def claims(self, section: object) -> Iterator[Entry[Claim]]:
        """The entries of `claims`, the list `section`, which is emptied."""
        if isinstance(section, list):
            for index in range(len(section)):
                entry, section[index] = section[index], None
                yield self.claim(entry, ("claims", index))

    def claim(self, entry: object, pointer: Pointer) -> Entry[Claim]:
        """The claim `entry`; without a value if it cannot be read."""
        given = entry if isinstance(entry, dict) else {}
        id, draft = given_id(given.get("id")), given.get("draft") is True
        return Entry(id, self.read(Claim, entry, pointer, id), self.file, pointer, draft)

    def read(self, kind: type[T], entry: object, pointer: Pointer, id: str) -> T | None:
        """The typed value of `entry`, with problems that say what is wrong with it.

        What is wrong is left out of the value; None if a standing needs it.
        """
        if pointer in self.broken:
            return None
        definition = kind.__name__.lower()
        try:
            value = msgspec.convert(entry, kind)
        except msgspec.ValidationError as error:
            self.explain(definition, entry, pointer, str(error))
            return read_without_faults(kind, entry, id)
        if self.suspect and holds_control_character(entry):
            self.explain(definition, entry, pointer, "a control character stands in the text")
            return read_without_faults(kind, entry, id)
        return value

    def explain(
        self, definition: str, entry: object, pointer: Pointer, short: str, *, key: bool = False
    ) -> None:
        """Report why `entry` does not fit `definition`; in the words of `short` where there are many."""
        from sayso.record.schema import misfits

        self.explained += 1
        found = misfits(definition, entry) if self.explained <= _MAX_EXPLAINED else []
        for misfit in found:
            path = (*pointer, *misfit.path)
            self.file.add(Problem("schema", misfit.message, misfit.help, path, key or misfit.key))
        if not found:
            message = f"this does not fit the schema: {short}"
            mend = f"the first {_MAX_EXPLAINED} faulty entries say how to mend such faults"
            self.file.add(Problem("schema", message, mend, pointer, key))


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


def read_without_faults(kind: type[T], entry: object, id: str) -> T | None:
    """The typed value of the faulty `entry` without its faults; None if one of them bears on a standing."""
    kept = _without_faults(kind, entry)
    if isinstance(kept, dict):
        kept = {_TITLES[kind]: id, **kept}
    try:
        value = msgspec.convert(kept, kind)
    except msgspec.ValidationError:
        return None
    return None if holds_control_character(kept) else value


def _without_faults(kind: type, entry: object) -> object:
    """`entry` with what bears on a standing as it is, and of the other members those without a fault."""
    if not isinstance(entry, dict):
        return entry
    kept = {}
    for name, value in entry.items():
        if name not in _BEARING[kind]:
            if fits_schema({**_SMALLEST[kind], name: value}, kind):
                kept[name] = value
        elif name in _WITHIN and isinstance(value, list):
            kept[name] = [_without_faults(_WITHIN[name], each) for each in value]
        else:
            kept[name] = value
    return kept
