"""Reads entries one by one: the typed way first, the schema for those that it refuses."""

import re
from collections.abc import Iterator
from typing import Final, TypeVar

import msgspec

from sayso.record.file import Entry, File, Problem
from sayso.record.model import Claim, Party, Source, is_id
from sayso.record.places import Pointer

T = TypeVar("T", Party, Source, Claim)
Member = TypeVar("Member", Party, Source)

# So many entries of a file get their faults explained in full; the others are named in short.
_EXPLAINED: Final = 500

_CONTROL = re.compile("[\\x7f-\\x9f]|\\\\(?:u00[01789]|[bf])")
_FORBIDDEN = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f]")


def may_hold_control(text: str) -> bool:
    """Whether a text in the JSON `text` can hold a control character; False is certain."""
    return _CONTROL.search(text) is not None


def holds_control(value: object) -> bool:
    """Whether a text somewhere in the JSON value `value` holds a control character."""
    waiting = [value]
    while waiting:
        here = waiting.pop()
        if isinstance(here, str):
            if _FORBIDDEN.search(here):
                return True
        elif isinstance(here, dict):
            waiting.extend(here)
            waiting.extend(here.values())
        elif isinstance(here, list):
            waiting.extend(here)
    return False


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
                value = self.read(kind, section.pop(id), pointer)
                if not is_id(id):
                    self.explain("id", id, pointer, "", key=True)
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
        id = given_id(entry.get("id") if isinstance(entry, dict) else None)
        return Entry(id, self.read(Claim, entry, pointer), self.file, pointer)

    def read(self, kind: type[T], entry: object, pointer: Pointer) -> T | None:
        """The typed value of `entry`, or None with problems that say why not."""
        if pointer in self.broken:
            return None
        definition = kind.__name__.lower()
        try:
            value = msgspec.convert(entry, kind)
        except msgspec.ValidationError as error:
            self.explain(definition, entry, pointer, str(error))
            return None
        if self.suspect and holds_control(entry):
            self.explain(definition, entry, pointer, "a control character stands in the text")
            return None
        return value

    def explain(
        self, definition: str, entry: object, pointer: Pointer, short: str, *, key: bool = False
    ) -> None:
        """Report why `entry` does not fit `definition`; in the words of `short` where there are many."""
        from sayso.record.schema import misfits

        self.explained += 1
        found = misfits(definition, entry) if self.explained <= _EXPLAINED else []
        self.file.problems.extend(
            Problem("schema", misfit.message, misfit.help, (*pointer, *misfit.path), key or misfit.key)
            for misfit in found
        )
        if not found:
            self.file.problems.append(
                Problem(
                    "schema",
                    f"does not fit the schema: {short}",
                    "see the first entries",
                    pointer,
                    key,
                )
            )
