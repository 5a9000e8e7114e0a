"""One record: a claim file together with its registers, and every reference in it followed."""

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Set
from typing import Literal

from msgspec import UNSET, Struct

from sayso.record.entries import Member
from sayso.record.file import Entry, File
from sayso.record.model import Claim, Item, Party, Source
from sayso.record.places import Pointer
from sayso.record.project import registers

ReferenceKind = Literal["party", "source"]
"""What an id names."""
AnyEntry = Entry[Party] | Entry[Source] | Entry[Claim]
"""An entry that others can name."""


class UnresolvedReference(Struct, frozen=True):
    """A reference that leads nowhere: `id` at `path` in `entry` names no `kind`."""

    entry: AnyEntry
    path: Pointer
    id: str
    kind: ReferenceKind


class Conflict(Struct, frozen=True):
    """Two items of `claim`, by their places in it, that give one source different bases."""

    claim: Entry[Claim]
    source: str
    first: Pointer
    second: Pointer


class Record(Struct, eq=False):
    """A claim file with the parties and sources it can refer to.

    `claims`, `sound_parties` and `sound_sources` hold those that can be read and whose references, followed
    all the way, can be resolved: only they can be reasoned with. `clashes` are entries whose id was taken,
    each with the entry that took it; an id given twice is not sound, as nobody can tell which is meant.
    `conflicts` are the items that say otherwise than an earlier item how their source knows. `folders` are
    those that the `file` of each sound source which has one is looked up from.
    """

    file: File
    registers: list[File]
    parties: dict[str, Entry[Party]] = {}
    sources: dict[str, Entry[Source]] = {}
    sound_parties: dict[str, Party] = {}
    sound_sources: dict[str, Source] = {}
    clashes: list[tuple[AnyEntry, Entry[object]]] = []
    unresolved: list[UnresolvedReference] = []
    conflicts: list[Conflict] = []
    folders: dict[str, str] = {}
    _unsound_claims: set[Pointer] = set()

    @classmethod
    def from_sound_entries(
        cls, sources: dict[str, Source], parties: dict[str, Party], folders: dict[str, str] | None = None
    ) -> "Record":
        """A record to judge by, of entries that are sound; it stands in no file."""
        return cls(File(""), [], sound_parties=parties, sound_sources=sources, folders=folders or {})

    @property
    def has_lock(self) -> bool:
        """Whether the file or one of its registers has a lock."""
        return any(file.lock for file in (self.file, *self.registers))

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims that can be judged."""
        return tuple([claim for claim in map(self.sound_claim, self.file.claims) if claim is not None])

    def sound_claim(self, claim: Entry[Claim]) -> Claim | None:
        """The value of `claim` if it can be judged: read, and all its references resolved."""
        return None if claim.pointer in self._unsound_claims else claim.value


def assemble(file: File) -> Record:
    """The record of `file`. Raises nothing: what is wrong is in the record."""
    record = Record(file, registers(file))
    files = [file, *record.registers]
    unsound: dict[ReferenceKind, set[str]] = {
        "party": _enter_entries(record, (entry for each in files for entry in each.parties), record.parties),
        "source": _enter_entries(record, (entry for each in files for entry in each.sources), record.sources),
    }
    _note_clashing_claims(record, file.claims_sharing_ids())
    record.sound_parties = _sound_values(record, "party", record.parties, unsound)
    record.sound_sources = _sound_values(record, "source", record.sources, unsound)
    record.folders = {
        id: os.path.dirname(record.sources[id].file.path)
        for id, source in record.sound_sources.items()
        if source.file
    }
    for claim in file.claims:
        value = claim.value
        if (
            value is None
            or _has_unsound_reference(record, claim, unsound)
            or _has_conflicting_basis(record, claim, value)
        ):
            record._unsound_claims.add(claim.pointer)
    return record


def _sound_values(
    record: Record,
    kind: ReferenceKind,
    entries: Mapping[str, Entry[Member]],
    unsound: Mapping[ReferenceKind, set[str]],
) -> dict[str, Member]:
    """The values of those of `entries` that can be reasoned with; the ids of the others go to `unsound`."""
    mine = unsound[kind]
    for id, entry in entries.items():
        if entry.value is None or _has_unsound_reference(record, entry, unsound):
            mine.add(id)
    if mine:
        # Whatever uses something unsound is unsound, at any remove.
        uses = {
            id: [
                to for path, to, what in references(entry.value) if what == kind and not _is_irrelevant(path)
            ]
            for id, entry in entries.items()
            if entry.value is not None
        }
        users = reversed_edges(uses)
        mine.update(reachable(mine, lambda id: users.get(id, ())))
    return {id: entry.value for id, entry in entries.items() if entry.value is not None and id not in mine}


def _has_unsound_reference(
    record: Record, entry: AnyEntry, unsound: Mapping[ReferenceKind, Set[str]]
) -> bool:
    """Whether a reference of `entry` that a standing needs leads nowhere, or to what is `unsound` itself.

    Each that leads nowhere is noted.
    """
    assert entry.value is not None
    found = False
    for path, id, what in references(entry.value):
        missing = id not in (record.parties if what == "party" else record.sources)
        if missing:
            record.unresolved.append(UnresolvedReference(entry, path, id, what))
        if missing or id in unsound[what]:
            found = found or not _is_irrelevant(path)
    return found


def _is_irrelevant(path: Pointer) -> bool:
    """Whether no standing needs the reference at `path` in an entry."""
    return path[0] in ("publisher", "allied_with") or path[::2] == ("controlled_by", "source")


def documents(claim: Claim) -> Iterator[str]:
    """The ids of the sources that `claim` names: its `stated_in`, those of its items and of its answers."""
    if claim.stated_in:
        yield claim.stated_in
    for item in (*claim.evidence, *claim.corroboration):
        yield item.source
        yield from item.based_on
    for response in claim.response:
        if response.source:
            yield response.source


def _has_conflicting_basis(record: Record, entry: Entry[Claim], claim: Claim) -> bool:
    """Whether two items give one source different bases; the second of them is noted."""
    bases: dict[str, tuple[Pointer, Item]] = {}
    found = False
    for section, items in (("evidence", claim.evidence), ("corroboration", claim.corroboration)):
        for index, item in enumerate(items):
            if item.basis is UNSET:
                continue
            place, first = bases.setdefault(item.source, ((section, index), item))
            if (first.basis, set(first.based_on)) != (item.basis, set(item.based_on)):
                record.conflicts.append(Conflict(entry, item.source, place, (section, index)))
                found = True
    return found


def _enter_entries(
    record: Record, entries: Iterable[Entry[Member]], known: dict[str, Entry[Member]]
) -> set[str]:
    """Enter `entries` in `known` by their ids; returns the ids that are taken twice."""
    twice = set()
    for entry in entries:
        first = known.setdefault(entry.id, entry) if entry.id else entry
        if first is not entry:
            record.clashes.append((entry, first))
            twice.add(entry.id)
    return twice


def _note_clashing_claims(record: Record, claims: Iterable[Entry[Claim]]) -> None:
    taken: dict[str, Entry[Claim]] = {}
    for claim in claims:
        first = taken.setdefault(claim.id, claim) if claim.id else claim
        if first is not claim:
            record.clashes.append((claim, first))


Reference = tuple[Pointer, str, ReferenceKind]


def references(value: Party | Source | Claim) -> Iterator[Reference]:
    """All that an entry names: where in it, by what id, and whether that is to be a party or a source."""
    match value:
        case Party():
            return _party_references(value)
        case Source():
            return _source_references(value)
        case _:
            return _claim_references(value)


def _party_references(party: Party) -> Iterator[Reference]:
    for index, link in enumerate(party.controlled_by):
        if isinstance(link, str):
            yield ("controlled_by", index), link, "party"
        else:
            yield ("controlled_by", index, "party"), link.party, "party"
            if link.source:
                yield ("controlled_by", index, "source"), link.source, "source"
    for index, id in enumerate(party.allied_with):
        yield ("allied_with", index), id, "party"


def _source_references(source: Source) -> Iterator[Reference]:
    for index, id in enumerate(source.by):
        yield ("by", index), id, "party"
    if source.publisher:
        yield ("publisher",), source.publisher, "party"
    for index, id in enumerate(source.based_on):
        yield ("based_on", index), id, "source"


def _claim_references(claim: Claim) -> Iterator[Reference]:
    for index, id in enumerate(claim.claimant):
        yield ("claimant", index), id, "party"
    for section, items in (("evidence", claim.evidence), ("corroboration", claim.corroboration)):
        for index, item in enumerate(items):
            yield (section, index, "source"), item.source, "source"
            for ground, id in enumerate(item.based_on):
                yield (section, index, "based_on", ground), id, "source"
    if claim.stated_in:
        yield ("stated_in",), claim.stated_in, "source"
    for index, id in enumerate(claim.against):
        yield ("against", index), id, "party"
    for index, response in enumerate(claim.response):
        yield ("response", index, "party"), response.party, "party"
        if response.source:
            yield ("response", index, "source"), response.source, "source"


def reversed_edges(edges: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """For each id that `edges` lead to, those that lead there."""
    back: dict[str, list[str]] = {}
    for start, ends in edges.items():
        for end in ends:
            back.setdefault(end, []).append(start)
    return back


def reachable(
    starts: Iterable[str],
    following: Callable[[str], Collection[str]],
    spend: Callable[[int], None] = lambda _: None,
    until: Callable[[str], bool] = lambda _: False,
) -> dict[str, str]:
    """`starts` and all that they lead to, nearest first, each with the one before it; empty for a start.

    `spend` is told what each took: one for itself, and one for each that follows it. Once the nearest is
    reached that `until` holds for, it goes no further.
    """
    came = dict.fromkeys(starts, "")
    waiting = list(came)
    for one in waiting:
        if until(one):
            break
        more = following(one)
        spend(1 + len(more))
        for after in more:
            if after not in came:
                came[after] = one
                waiting.append(after)
    return came


def ids_by_name(entries: Iterable[AnyEntry]) -> dict[str, str]:
    """The ids of `entries` by what these are called, folded; empty where two ids are called the same."""
    ids: dict[str, str] = {}
    for entry in entries:
        for name in map(name_key, _names_of_entry(entry.value)):
            ids[name] = entry.id if ids.get(name, entry.id) == entry.id else ""
    return ids


def id_called(name: str, ids: Mapping[str, str]) -> str:
    """The id of whom is called `name`, by the ids of `ids_by_name`; empty if nobody is, or several are."""
    return ids.get(name_key(name), "")


def hint_for_name(name: str, ids: Mapping[str, str]) -> str:
    """Whom somebody means who wrote `name` in the place of an id; empty if nobody is called so.

    `ids` are those of `ids_by_name`.
    """
    meant = id_called(name, ids)
    return f"you mean `{meant}`, which has that name" if meant else ""


def _names_of_entry(value: Party | Source | Claim | None) -> Iterator[str]:
    """The name and aliases of a party, the title of a source, the statement of a claim."""
    match value:
        case Party():
            yield value.name
            yield from value.aliases
        case Source():
            yield value.title
        case Claim():
            yield value.statement
        case _:
            return


def name_key(name: str) -> str:
    """`name` as names are compared: in lower case, with single spaces."""
    return " ".join(name.casefold().split())
