"""What a record asks of its sources: documents, quotes that are to stand in them, and files they are kept in.

Files are looked up inside the project, never outside it.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal

from msgspec import Struct

from sayso.record.disk import Disk, FileTooLarge
from sayso.record.file import Entry, Place
from sayso.record.lock import Locked, Passage, Registered
from sayso.record.model import Claim, Source
from sayso.record.project import is_relative, project_root
from sayso.record.references import Record
from sayso.record.urls import doi

_SECTIONS: Final = ("evidence", "corroboration")


class CitedQuote(Struct, frozen=True):
    """A quote where it stands, in the claim `claim`; and what tells which passage of the source is meant."""

    passage: Passage
    place: Place
    claim: Entry[Claim]

    @property
    def quote(self) -> str:
        """The words."""
        return self.passage.quote


class Citation(Struct, frozen=True):
    """One source that can be opened, and the quotes from it: of items, and of claims made in it."""

    record: Record
    entry: Entry[Source]
    source: Source
    quotes: tuple[CitedQuote, ...]

    @property
    def url(self) -> str:
        """The address of the document; empty if it is a file that has none."""
        source = self.source
        return source.url if source.file else source.url or source.archived

    @property
    def locked(self) -> Locked | None:
        """What the lock of the file says of it, or that of the register it is in; None if neither does.

        What was said of another address does not hold any more.
        """
        for file in (self.record.file, self.entry.file):
            here = file.lock.sources.get(self.id) if file.lock else None
            if here and here.file == self.source.file and (here.file or here.url == self.url):
                return here
        return None

    @property
    def id(self) -> str:
        """The id of the source."""
        return self.entry.id

    @property
    def doi(self) -> str:
        """Its DOI, in lower case; empty if its address has none."""
        return doi_of(self.source)

    @property
    def passages(self) -> tuple[Passage, ...]:
        """What is looked for, each once, in their order."""
        return tuple(dict.fromkeys(wanted.passage for wanted in self.quotes))


def citations(record: Record) -> tuple[Citation, ...]:
    """What `record` asks: of the sources in its own file, and of those in registers that it quotes.

    A source without address and file is left out: there is nothing to open.
    """
    quotes: dict[str, list[CitedQuote]] = {}
    for id, wanted in _cited_quotes(record):
        quotes.setdefault(id, []).append(wanted)
    found = []
    for entry in record.sources.values():
        source = entry.value
        if source is None or not (source.url or source.archived or source.file):
            continue
        if entry.file is record.file or entry.id in quotes:
            found.append(Citation(record, entry, source, tuple(quotes.get(entry.id, ()))))
    return tuple(found)


def doi_of(source: Source) -> str:
    """The DOI of a source, in lower case; empty if its address has none."""
    return doi(source.url or source.archived)


def registered_source(record: Record, entry: Entry[Source]) -> Registered | None:
    """What the lock of the file, or that of the register it is in, has of the agency of a source's DOI."""
    told = [file.lock.dois for file in (record.file, entry.file) if file.lock and file.lock.dois]
    name = doi_of(entry.value) if told and entry.value else ""
    return next((dois[name] for dois in told if name in dois), None)


def _cited_quotes(record: Record) -> Iterator[tuple[str, CitedQuote]]:
    """The quotes of all claims that can be read, each with the id of the source it is from."""
    for entry in record.file.claims:
        claim = entry.value
        if claim is None:
            continue
        if claim.quote and claim.stated_in:
            yield claim.stated_in, CitedQuote(Passage(claim.quote), entry.place("quote"), entry)
        for section in _SECTIONS:
            for index, item in enumerate(getattr(claim, section)):
                if item.quote:
                    passage = Passage(item.quote, item.prefix, item.suffix)
                    yield item.source, CitedQuote(passage, entry.place(section, index, "quote"), entry)


MAX_ATTACHMENT_BYTES: Final = 20 << 20
"""Larger files are not read (20 MiB)."""

Why = Literal["refused", "gone", "unreachable", "too-large"]


class UnavailableFile(Exception):
    """A file cannot be had; the message says why, `outcome` in the words of a lock file."""

    def __init__(self, outcome: Why, reason: str) -> None:
        super().__init__(reason)
        self.outcome = outcome


def read_attachment(name: str, claim_file: str, limit: int = MAX_ATTACHMENT_BYTES) -> bytes:
    """The bytes of the file that a source in `claim_file` names; raises `UnavailableFile`.

    The path is looked up as one in `include` is: from the folder of `claim_file`, inside its project.
    """
    if not is_relative(name):
        raise UnavailableFile("refused", "the path is not a relative one, with `/`")
    root = project_root(Path(os.path.realpath(os.path.dirname(claim_file)), os.path.basename(claim_file)))
    try:
        real = Path(os.path.realpath(Path(os.path.realpath(claim_file)).parent / name))
        top = os.path.realpath(root)
        if not real.is_relative_to(top):
            raise UnavailableFile("refused", "the path leads outside the project")
        if any(part.startswith(".") for part in real.relative_to(top).parts):
            # A lock shows what stands around a quote, and `.git/config` may hold a key.
            raise UnavailableFile("refused", "the file is hidden, or in a hidden folder")
        data = Disk().read(real, limit)
    except FileTooLarge:
        raise UnavailableFile("too-large", f"the file is larger than {limit >> 20} MiB") from None
    except (FileNotFoundError, NotADirectoryError):
        raise UnavailableFile("gone", "there is no such file") from None
    except (OSError, ValueError) as error:
        # A NUL in a path, and what the encoding of the file system cannot write, are `ValueError`.
        reason = error.strerror if isinstance(error, OSError) else "no file can have that name"
        raise UnavailableFile("unreachable", f"the file cannot be read: {reason}") from None
    if data is None:
        raise UnavailableFile("refused", "this is no regular file")
    return data


def attachment_hash(name: str, claim_file: str) -> str:
    """The SHA-256 of the file that a source in `claim_file` names; empty where it cannot be had."""
    import hashlib

    try:
        return hashlib.sha256(read_attachment(name, claim_file)).hexdigest()
    except UnavailableFile:
        return ""


def hash_once(name: str, claim_file: str, known: dict[str, str]) -> str:
    """As `attachment_hash`; a file is read once, under however many names, and its hash is `known` then."""
    real = os.path.realpath(os.path.join(os.path.dirname(claim_file), name)) if "\0" not in name else ""
    if real not in known:
        known[real] = attachment_hash(name, claim_file)
    return known[real]
