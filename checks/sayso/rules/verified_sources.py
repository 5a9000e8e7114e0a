"""What the lock file says of the sources of a record: shared by the checks of the family `verification`."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from msgspec import UNSET, Struct

from sayso.record.citations import Citation, CitedQuote
from sayso.record.file import Place
from sayso.record.lock import SEEN, LastTry, Locked, LockedLink, LockedQuote
from sayso.record.model import Claim
from sayso.rules.finding import Finding, Level
from sayso.rules.rule import RecordSubject

_ANSWERED: Final = SEEN | {"too-large"}


class Reading(NamedTuple):
    """When a source was last opened, it or its archived copy.

    `failed` is a later try at which neither could be.
    """

    day: str
    failed: LastTry | None


def verified_sources(on: RecordSubject) -> Iterator[tuple[Citation, Locked]]:
    """What is asked of each source, and what the lock says of it; those without an entry are left out."""
    if on.record.has_lock:
        for citation in on.citations:
            here = citation.locked
            if here is not None:
                yield citation, here


class QuoteInLock(Struct, frozen=True):
    """A quote of the record, with what the lock says of its source, and of the quote itself if it does."""

    citation: Citation
    source: Locked
    wanted: CitedQuote
    found: LockedQuote | None

    @property
    def claim(self) -> Claim:
        """The claim that quotes."""
        assert self.wanted.claim.value is not None
        return self.wanted.claim.value

    def finding(self, level: Level, message: str, help: str) -> Finding:
        """What a check says of it."""
        waivers = (*self.claim.waive, *self.citation.source.waive)
        return Finding(level, message, help, self.wanted.place, waivers=waivers, claim=self.claim.id)


def quotes_in_lock(on: RecordSubject) -> Iterator[QuoteInLock]:
    """The quotes from each source that was verified."""
    for citation, source in verified_sources(on):
        found = {quote.passage: quote for quote in source.quotes}
        for wanted in citation.quotes:
            yield QuoteInLock(citation, source, wanted, found.get(wanted.passage))


def opened_place(citation: Citation) -> Place:
    """The place of what `sayso verify` opens of a source: its file, else its address, else its copy."""
    source = citation.source
    return citation.entry.place("file" if source.file else "url" if source.url else "archived")


def copy_of(citation: Citation, here: Locked) -> LockedLink | None:
    """What the lock says of the archived copy of a source, if that is the one in the record."""
    copy = here.archived
    return copy if isinstance(copy, LockedLink) and copy.url == citation.source.archived else None


def link_of(citation: Citation, here: Locked) -> LockedLink | None:
    """What the lock says of the address of a source that is a file, if that is the one in the record."""
    link = here.link
    return link if isinstance(link, LockedLink) and link.url == citation.source.url else None


def last_reading(citation: Citation, here: Locked) -> Reading | None:
    """When a source was last opened; None if it never could be."""
    opened = [
        each for each in (here, copy_of(citation, here)) if each is not None and each.outcome in _ANSWERED
    ]
    if not opened:
        return None
    tries = [each.last_try for each in opened if each.last_try is not UNSET]
    if len(tries) == len(opened):
        return Reading(max(each.day for each in opened), tries[0])
    return Reading(max(each.day for each in opened if each.last_try is UNSET), None)


def failure_clause(at_last: Locked | LastTry) -> str:
    """That, and why, a source could not be read the last time."""
    why = f": {at_last.reason}" if at_last.reason else ""
    return f"could not be read on {at_last.day} ({at_last.outcome}){why}"
