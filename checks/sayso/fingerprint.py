"""A name for a finding that stays the same while the file around it changes."""

import hashlib
import json
import os
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from sayso.finding import Finding
from sayso.record.file import Entry, File
from sayso.record.model import Claim, Party, Source
from sayso.record.places import Pointer


def fingerprint(finding: Finding) -> str:
    """32 hexadecimal digits made of the path, the check, the claim and the place of `finding`.

    In the place the ids of claims and of the sources of items stand for their numbers, so entries may be
    added, removed or moved. Two findings of one check at one place have the same fingerprint.
    """
    file = finding.place.file
    path = os.path.normpath(file.path).replace(os.sep, "/")
    parts = [path, finding.check, finding.claim, *_locator(file, finding.place.pointer)]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]


def _locator(file: File, pointer: Pointer) -> Iterator[str]:
    """The parts of `pointer`, with ids instead of numbers as far as they are known."""
    depth = 1 if file.lines else 2
    head, rest = pointer[:depth], pointer[depth:]
    entry = _entry(file, head)
    yield from map(str, head if entry is None else (*head[:-1], entry.id))
    value = None if entry is None else entry.value
    if isinstance(value, Claim) and len(rest) > 1 and rest[0] in ("evidence", "corroboration"):
        items = value.evidence if rest[0] == "evidence" else value.corroboration
        yield from (str(rest[0]), items[int(rest[1])].source)
        rest = rest[2:]
    yield from map(str, rest)


def _entry(file: File, head: Pointer) -> Entry[Claim] | Entry[Source] | Entry[Party] | None:
    """The entry that stands at `head` under a number; None where there is none with an id."""
    if not head or not isinstance(head[-1], int):
        return None
    kinds: tuple[Sequence[Entry[Claim] | Entry[Source] | Entry[Party]], ...]
    kinds = (file.claims, file.sources, file.parties) if file.lines else (file.claims,)
    for entries in kinds:
        at = bisect_left(entries, head[-1], key=lambda entry: int(entry.pointer[-1]))
        if at < len(entries) and entries[at].pointer == head and entries[at].id:
            return entries[at]
    return None
