"""Reads entries one by one: the typed way first, the schema for those that it refuses."""

from collections.abc import Iterator
from typing import Final, TypeVar

import msgspec

from sayso.record.bearing import read_bearing
from sayso.record.control import holds_control
from sayso.record.file import Entry, File, Problem
from sayso.record.model import Claim, Party, Source, is_id
from sayso.record.places import Pointer

T = TypeVar("T", Party, Source, Claim)
Member = TypeVar("Member", Party, Source)

# So many entries of a file get their faults explained in full; the others are named in short.
_EXPLAINED: Final = 500


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
            return read_bearing(kind, entry, id)
        if self.suspect and holds_control(entry):
            self.explain(definition, entry, pointer, "a control character stands in the text")
            return read_bearing(kind, entry, id)
        return value

    def explain(
        self, definition: str, entry: object, pointer: Pointer, short: str, *, key: bool = False
    ) -> None:
        """Report why `entry` does not fit `definition`; in the words of `short` where there are many."""
        from sayso.record.schema import misfits

        self.explained += 1
        found = misfits(definition, entry) if self.explained <= _EXPLAINED else []
        for misfit in found:
            path = (*pointer, *misfit.path)
            self.file.add(Problem("schema", misfit.message, misfit.help, path, key or misfit.key))
        if not found:
            message = f"this does not fit the schema: {short}"
            mend = f"the first {_EXPLAINED} faulty entries say how to mend such faults"
            self.file.add(Problem("schema", message, mend, pointer, key))
