"""From what a record asks of a source, and what was seen of it, to what the lock says."""

import hashlib
from collections.abc import Sequence

from msgspec import UNSET, Struct, UnsetType, structs

from sayso.record.asks import Ask
from sayso.record.lock import Locked, LockedCopy, LockedQuote, Outcome
from sayso.verify.quotes import Match, Reader
from sayso.verify.text import NotText, read


class Seen(Struct, frozen=True):
    """What was seen at one address or in one file; `body` is empty unless `outcome` is `ok` or `moved`.

    `unchanged` says that the server answered that nothing has changed since the last time.
    """

    url: str
    outcome: Outcome
    reason: str = ""
    status: int | UnsetType = UNSET
    final_url: str = ""
    media_type: str = ""
    charset: str | None = None
    body: bytes = b""
    etag: str = ""
    last_modified: str = ""
    unchanged: bool = False


def lock_entry(ask: Ask, seen: Seen, copy: Seen | None, before: Locked | None, now: str) -> Locked:
    """What the lock is to say of a source.

    `seen` is its page or file, `copy` its archived copy if it was opened too, `before` what the lock has
    said so far; `now` is the time (UTC, as in `2026-01-31T12:00:00Z`).
    """
    entry = Locked(
        at=now,
        outcome=seen.outcome,
        url="" if ask.source.file else seen.url,
        file=ask.source.file,
        reason=seen.reason,
        status=seen.status,
        final_url=seen.final_url if seen.final_url != seen.url else "",
        media_type=seen.media_type,
        etag=seen.etag,
        last_modified=seen.last_modified,
        archived=UNSET if copy is None else LockedCopy(copy.url, copy.outcome, copy.reason),
    )
    if seen.unchanged and before is not None:
        same = structs.replace(entry, outcome=before.outcome, status=before.status, reason=before.reason)
        return structs.replace(
            same,
            media_type=before.media_type,
            size=before.size,
            sha256=before.sha256,
            text_sha256=before.text_sha256,
            final_url=before.final_url,
            etag=seen.etag or before.etag,
            last_modified=seen.last_modified or before.last_modified,
            quotes=tuple(quote for quote in before.quotes if quote.quote in ask.texts),
        )
    entry, reader = _read(entry, seen)
    readers = [(reader, False)]
    if copy is not None:
        kept, reader = _read(Locked(now, copy.outcome, reason=copy.reason), copy)
        entry = structs.replace(entry, archived=LockedCopy(copy.url, kept.outcome, kept.reason))
        readers.append((reader, True))
    return structs.replace(entry, quotes=_quotes(ask.texts, readers))


def needs_reading(ask: Ask, before: Locked) -> bool:
    """Whether the document has to be had again although nothing in it changed: a quote is new."""
    return not {quote.quote for quote in before.quotes}.issuperset(ask.texts)


def _read(entry: Locked, seen: Seen) -> tuple[Locked, Reader | None]:
    """`entry` with what there is to say of the bytes and the text; and a reader of the text, if any."""
    if seen.outcome not in ("ok", "moved"):
        return entry, None
    entry = structs.replace(entry, size=len(seen.body), sha256=hashlib.sha256(seen.body).hexdigest())
    try:
        reader = Reader(read(seen.body, seen.media_type, seen.charset))
    except NotText as error:
        return structs.replace(entry, outcome="not-text", reason=str(error)), None
    digest = hashlib.sha256(reader.text.encode("utf-8", "replace")).hexdigest()
    return structs.replace(entry, text_sha256=digest), reader


def _quotes(quotes: Sequence[str], readers: Sequence[tuple[Reader | None, bool]]) -> tuple[LockedQuote, ...]:
    """What became of `quotes`: in the page, else in the archived copy; nothing if neither could be read."""
    best: dict[str, tuple[Match, bool]] = {}
    for reader, archived in readers:
        if reader is not None:
            wanted = [quote for quote in quotes if quote not in best or best[quote][0].outcome != "found"]
            for quote, match in reader.find_all(wanted).items():
                if match.outcome == "found" or quote not in best:
                    best[quote] = match, archived
    return tuple(
        LockedQuote(quote, match.outcome, archived, match.before, match.after, match.diff)
        for quote in quotes
        if quote in best
        for match, archived in [best[quote]]
    )
