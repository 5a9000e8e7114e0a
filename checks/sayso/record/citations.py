"""What a record asks of its sources: the documents it names, and the quotes that are to stand in them."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from sayso.record.file import Entry, Place
from sayso.record.lock import Locked
from sayso.record.model import Claim, Source
from sayso.record.references import Record

_SECTIONS: Final = ("evidence", "corroboration")


class Wanted(Struct, frozen=True):
    """A quote where it stands, in the claim `claim`."""

    quote: str
    place: Place
    claim: Entry[Claim]


class Ask(Struct, frozen=True):
    """One source that can be opened, and the quotes from it: of items, and of claims made in it."""

    entry: Entry[Source]
    source: Source
    quotes: tuple[Wanted, ...]

    @property
    def id(self) -> str:
        """The id of the source."""
        return self.entry.id

    @property
    def texts(self) -> tuple[str, ...]:
        """The quotes, each once, in their order."""
        return tuple(dict.fromkeys(wanted.quote for wanted in self.quotes))


def asks(record: Record) -> tuple[Ask, ...]:
    """What `record` asks: of the sources in its own file, and of those in registers that it quotes.

    A source without address and file is left out: there is nothing to open.
    """
    quotes: dict[str, list[Wanted]] = {}
    for id, wanted in _quotes(record):
        quotes.setdefault(id, []).append(wanted)
    found = []
    for entry in record.sources.values():
        source = entry.value
        if source is None or not (source.url or source.archived or source.file):
            continue
        if entry.file is record.file or entry.id in quotes:
            found.append(Ask(entry, source, tuple(quotes.get(entry.id, ()))))
    return tuple(found)


def locked(record: Record, ask: Ask) -> Locked | None:
    """What the lock of the file says of a source, or that of the register it is in; None if neither does.

    What was said of another address does not hold any more.
    """
    for file in (record.file, ask.entry.file):
        if file.lock and (here := file.lock.sources.get(ask.id)):
            source = ask.source
            if here.file == source.file and (source.file or here.url == (source.url or source.archived)):
                return here
    return None


def _quotes(record: Record) -> Iterator[tuple[str, Wanted]]:
    """The quotes of all claims that can be read, each with the id of the source it is from."""
    for entry in record.file.claims:
        claim = entry.value
        if claim is None:
            continue
        if claim.quote and claim.stated_in:
            yield claim.stated_in, Wanted(claim.quote, _at(entry, "quote"), entry)
        for section in _SECTIONS:
            for index, item in enumerate(getattr(claim, section)):
                if item.quote:
                    yield item.source, Wanted(item.quote, _at(entry, section, index, "quote"), entry)


def _at(entry: Entry[Claim], *path: str | int) -> Place:
    return Place(entry.file, (*entry.pointer, *path))
