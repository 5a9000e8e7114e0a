"""What hangs on each party, source and tag of a record: how many claims, and what else."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Generic, TypeVar

from msgspec import Struct

from sayso.record.file import Entry, File
from sayso.record.model import Claim, Party, Source
from sayso.record.project import registers
from sayso.report.report import ClaimReport
from sayso_cli.listing.filters import UNREADABLE, reached_documents

T = TypeVar("T", Party, Source)

PARTY_ROLES: Final = ("claims", "against", "sources", "publishes", "controls")
"""Claims that it makes, claims that accuse it, sources that are its word, sources that it published, and
parties that it controls."""
SOURCE_ROLES: Final = ("claims", "sources")
"""Claims that name it or lead to it, and sources that are based on it."""


class Use(Struct, Generic[T]):
    """A party or a source, and the entries that hang on it, by the role that it has in them.

    The entries are told apart by identity: files that share a register share its entries.
    """

    entry: Entry[T]
    dependents: dict[str, set[int]]


class _Record(Struct):
    """One file, all that it can refer to, by id, and those of its claims that are looked at."""

    parties: dict[str, Entry[Party]]
    sources: dict[str, Entry[Source]]
    claims: list[tuple[ClaimReport, Claim]]


def _records(files: Sequence[File], claims: Iterable[ClaimReport]) -> Iterator[_Record]:
    of_file: dict[int, list[tuple[ClaimReport, Claim]]] = {}
    for claim in claims:
        if claim.entry.value is not None:
            of_file.setdefault(id(claim.entry.file), []).append((claim, claim.entry.value))
    for file in files:
        near = (file, *registers(file))
        yield _Record(
            _by_id(party for each in near for party in each.parties),
            _by_id(source for each in near for source in each.sources),
            of_file.get(id(file), []),
        )


def _by_id(entries: Iterable[Entry[T]]) -> dict[str, Entry[T]]:
    """Entries by their ids; of those with one id, the first."""
    found: dict[str, Entry[T]] = {}
    for entry in entries:
        found.setdefault(entry.id, entry)
    return found


class _Uses(Generic[T]):
    """What was found to hang on parties, or on sources."""

    def __init__(self, roles: Sequence[str]) -> None:
        self.roles = roles
        self.found: dict[int, Use[T]] = {}

    def add(self, entries: Iterable[Entry[T]]) -> None:
        """Enter what something may hang on."""
        for entry in entries:
            self.found.setdefault(id(entry), Use(entry, {role: set() for role in self.roles}))

    def note(self, role: str, by: object, entries: dict[str, Entry[T]], *ids: str) -> None:
        """Note that those of `entries` with these ids have a role in `by`."""
        for entry in filter(None, map(entries.get, ids)):
            self.found[id(entry)].dependents[role].add(id(by))


def party_uses(files: Sequence[File], claims: Iterable[ClaimReport], *, every: bool) -> list[Use[Party]]:
    """The parties of `files`, and what hangs on each by way of `claims`.

    Unless `every` one is wanted, only those that make one of the claims, are accused in one, or wrote or
    published a document of one.
    """
    uses, needed = _Uses[Party](PARTY_ROLES), PARTY_ROLES[:-1]
    for record in _records(files, claims):
        parties, sources = record.parties, record.sources
        uses.add(parties.values())
        documents = dict(sources) if every else {}
        for claim, value in record.claims:
            uses.note("claims", claim.entry, parties, *value.claimant)
            uses.note("against", claim.entry, parties, *value.against)
            documents |= {id: sources[id] for id in reached_documents(claim, value) if id in sources}
        for source in documents.values():
            if source.value is not None:
                uses.note("sources", source, parties, *source.value.by)
                uses.note("publishes", source, parties, source.value.publisher)
        for party in parties.values():
            if party.value is not None:
                uses.note("controls", party, parties, *party.value.controllers)
    return [use for use in uses.found.values() if every or any(use.dependents[role] for role in needed)]


def source_uses(files: Sequence[File], claims: Iterable[ClaimReport], *, every: bool) -> list[Use[Source]]:
    """The sources of `files`, and what hangs on each by way of `claims`.

    Unless `every` one is wanted, only the documents of the claims.
    """
    uses = _Uses[Source](SOURCE_ROLES)
    for record in _records(files, claims):
        uses.add(record.sources.values())
        for claim, value in record.claims:
            uses.note("claims", claim.entry, record.sources, *reached_documents(claim, value))
        for source in record.sources.values():
            if source.value is not None:
                uses.note("sources", source, record.sources, *source.value.based_on)
    return [use for use in uses.found.values() if every or use.dependents["claims"]]


def tag_uses(claims: Iterable[ClaimReport]) -> dict[str, Counter[str]]:
    """The tags of `claims`, and for each how many claims with it have which standing."""
    uses: dict[str, Counter[str]] = {}
    for claim in claims:
        standing = claim.judgement.standing if claim.judgement else UNREADABLE
        for tag in claim.entry.value.tags if claim.entry.value else ():
            uses.setdefault(tag, Counter())[standing] += 1
    return uses
