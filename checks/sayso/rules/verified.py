"""What the lock file says of the sources of a record: shared by the checks of the family `verification`."""

from collections.abc import Iterator

from sayso.record.asks import Ask, Wanted, locked
from sayso.record.file import Place
from sayso.record.lock import Locked, LockedCopy
from sayso.record.model import Claim
from sayso.rules.rule import OnRecord, at


def verified(on: OnRecord) -> Iterator[tuple[Ask, Locked]]:
    """What is asked of each source, and what the lock says of it; those without an entry are left out."""
    if any(file.lock for file in (on.record.file, *on.record.registers)):
        for ask in on.asks:
            here = locked(on.record, ask)
            if here is not None:
                yield ask, here


def quotes(ask: Ask) -> Iterator[tuple[Wanted, Claim]]:
    """The quotes from a source, each with its claim."""
    for wanted in ask.quotes:
        claim = wanted.claim.value
        assert claim is not None
        yield wanted, claim


def opened_at(ask: Ask) -> Place:
    """The place of what `sayso verify` opens of a source: its file, else its address, else its copy."""
    source = ask.source
    return at(ask.entry, "file" if source.file else "url" if source.url else "archived")


def copy_of(ask: Ask, here: Locked) -> LockedCopy | None:
    """What the lock says of the archived copy of a source, if that is the one in the record."""
    copy = here.archived
    return copy if isinstance(copy, LockedCopy) and copy.url == ask.source.archived else None
