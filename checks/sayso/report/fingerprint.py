"""The fingerprint of a finding: what stays the same of it while a record is edited.

It is made of the file, the check, the claim, and the place within its entry, in which ids stand for the
indices of lists: lines, the order of entries and items, and the wording of messages have no part in it.
Of a check that hangs on what is claimed it is made of that as well: see `Rule.of_claim_words`.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from sayso.record.file import Entry, File, Place
from sayso.record.model import Claim, Figure, Item, Party, Response, Source, Waiver
from sayso.record.places import Pointer, pointer_text
from sayso.rules.finding import Finding, Level
from sayso.rules.registry import BY_NAME

# A finding about a list of items is one about the claim: it moves to the other list as items are mended.
_ITEMS: Final = (("evidence",), ("corroboration",))
_UNNAMED: Final = "?"
# The fields that tell members of a list apart.
_NAMING_FIELDS: Final[Mapping[type, str]] = {
    Item: "source",
    Figure: "measure",
    Response: "party",
    Waiver: "check",
}
_LONGEST: Final = 200

_Entry = Entry[Party] | Entry[Source] | Entry[Claim]


class Fingerprint(Struct, frozen=True, order=True):
    """What is the same of a finding in every run. Findings with equal ones can only be counted.

    `claim` is the id of the claim it is about, or empty. `at` is a JSON Pointer in which ids stand for
    indices: within that claim, else within the file; for a finding about several entries, one for each.
    `claimed` is the digest of what is claimed, and by whom, for checks that hang on it; else empty.
    """

    path: str
    claim: str
    at: str
    check: str
    claimed: str = ""


class KnownFinding(Struct, frozen=True, order=True):
    """What a baseline knows: so many findings with one fingerprint, and how grave they were."""

    fingerprint: Fingerprint
    level: Level
    count: int = 1


class Fingerprints:
    """Makes fingerprints; the entries of each file are looked through once."""

    def __init__(self) -> None:
        self._entries: dict[File, dict[Pointer, tuple[str, _Entry]]] = {}

    def of(self, finding: Finding, path: str) -> Fingerprint:
        """The fingerprint of `finding`, whose file is to be named `path`."""
        rule = BY_NAME[finding.check]
        if rule.two_sided:
            # Of two such entries the later one is reported: which that is depends on their order.
            places = {finding.place, *(related.place for related in finding.related)}
            named = sorted({pointer_text(self._named_parts(place)) for place in places})
            return Fingerprint(path, "", _shorten(" ".join(named)), finding.check)
        parts = self._named_parts(finding.place)
        if parts[:2] == ("claims", finding.claim):
            parts = () if parts[2:] in _ITEMS else parts[2:]
        claimed = ""
        if rule.of_claim_words:
            _, entry = self._entry(finding.place)
            if entry and isinstance(entry.value, Claim):
                claimed = digest_of_claim(entry.value)
        return Fingerprint(path, finding.claim, _shorten(pointer_text(parts)), finding.check, claimed)

    def _named_parts(self, place: Place) -> tuple[str, ...]:
        """The parts of a pointer to `place` with ids for indices: as a rule section, id, and field."""
        file, pointer = place.file, place.pointer
        section, entry = self._entry(place)
        if entry is None and not file.lines and len(pointer) == 2 and pointer[0] == "include":
            return ("include", _shorten(file.include[int(pointer[1])]) or _UNNAMED)
        if entry is None:
            return tuple(_names(None, pointer))
        names = _names(entry.value, pointer[len(entry.pointer) :])
        return section, _shorten(entry.id) or _UNNAMED, *names

    def _entry(self, place: Place) -> tuple[str, _Entry | None]:
        """The entry that `place` is in, with the name of its section; None if it is in none."""
        file, pointer = place.file, place.entry_pointer
        if claim := file.claim_at(pointer):
            return "claims", claim
        if file not in self._entries:
            sections: dict[str, Sequence[_Entry]] = {"parties": file.parties, "sources": file.sources}
            self._entries[file] = {
                entry.pointer: (section, entry) for section, entries in sections.items() for entry in entries
            }
        return self._entries[file].get(pointer, ("", None))


def digest_of_claim(claim: Claim) -> str:
    """What tells the statement and the claimants of `claim` from others; their order has no part in it."""
    return _digest(json.dumps([claim.statement, sorted(claim.claimant)]))[:32]


def _names(value: object, pointer: Pointer) -> Iterator[str]:
    """The parts of `pointer`, which leads into `value`, with names for indices."""
    for part in pointer:
        if isinstance(part, str):
            value = getattr(value, part, None)
            yield _shorten(part)
        else:
            # A list that was left out, as it holds what cannot be read, has no such member.
            value = value[part] if isinstance(value, tuple) and part < len(value) else None
            yield _shorten(_name(value))


def _name(value: object) -> str:
    """What tells `value` apart from the other members of its list, wherever in the list it stands."""
    if isinstance(value, str):
        return value
    return getattr(value, _NAMING_FIELDS.get(type(value), ""), _UNNAMED)


def _shorten(text: str) -> str:
    """`text`, or where it is long its start and a digest of the whole."""
    if len(text) <= _LONGEST:
        return text
    digest = _digest(text)[:16]
    return f"{text[: _LONGEST - len(digest) - 1]}~{digest}"


def _digest(text: str) -> str:
    import hashlib

    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()
