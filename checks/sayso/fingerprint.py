"""What a finding is about, in a form that stays the same when lines move."""

from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256
from typing import Final

from sayso.finding import Finding
from sayso.record.file import Entry, File
from sayso.record.model import Claim, Party, Source
from sayso.record.places import Pointer, pointer_text

# The field that tells the members of a list apart; the members of other lists are texts.
_NAMES: Final = {
    "evidence": "source",
    "corroboration": "source",
    "response": "party",
    "figures": "measure",
    "waive": "check",
}


def fingerprint(finding: Finding, path: str | None = None) -> str:
    """A name for what `finding` is about, the same in every version of a file in which that is found.

    It is made of the path of the file (or `path`, if that is given), the check, the claim, and the
    `locator` of the place; not of lines, messages or levels. Findings alike in all of these share it.
    """
    file = finding.place.file
    where = file.path if path is None else path
    parts = (where, finding.check, finding.claim, locator(file, finding.place.pointer))
    # The name of a file may hold what is no character.
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def locator(file: File, pointer: Pointer) -> str:
    """`pointer` with a name for each index that moves when something is put in before it.

    A claim is named by its id, an item by its source, a response by its party, a figure by its measure,
    a waiver by its check, and a reference by the id that it gives. What cannot be read keeps its index.
    """
    if len(pointer) == 2 and pointer[0] == "include":
        return pointer_text(("include", file.include[int(pointer[1])]))
    depth = 1 if file.lines else 2
    found = _entries(file).get(pointer[:depth])
    if found is None:
        return pointer_text(pointer)
    section, entry = found
    return pointer_text((section, entry.id, *_named(entry.value, pointer[depth:])))


@lru_cache(maxsize=8)
def _entries(file: File) -> dict[Pointer, tuple[str, Entry[Claim] | Entry[Source] | Entry[Party]]]:
    """The entries of a file that have an id, each with its section, by where they stand."""
    sections: dict[str, Sequence[Entry[Claim] | Entry[Source] | Entry[Party]]] = {
        "claims": file.claims,
        "sources": file.sources,
        "parties": file.parties,
    }
    return {
        entry.pointer: (section, entry)
        for section, entries in sections.items()
        for entry in entries
        if entry.id
    }


def _named(value: Claim | Source | Party | None, path: Pointer) -> Pointer:
    """`path` below an entry, with the name of a member for its index."""
    if value is None or len(path) < 2 or not isinstance(path[1], int):
        # What cannot be read has no members, and what is said of a whole list names none.
        return path
    field = str(path[0])
    member = getattr(value, field)[path[1]]
    return (field, member if isinstance(member, str) else getattr(member, _NAMES[field]), *path[2:])
