"""From what a record asks of a source, and what was seen of it, to what the lock says."""

import hashlib
import math
import re
import time
from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import UNSET, Struct, UnsetType, structs

from sayso.documents.quotes import QuoteFinder
from sayso.documents.text import NotText, read
from sayso.record.citations import Citation
from sayso.record.lock import (
    LACKING,
    SEEN,
    STANDS,
    LastTry,
    Locked,
    LockedLink,
    LockedQuote,
    Outcome,
    Passage,
    QuoteOutcome,
)
from sayso.verify.fetch import NOT_MODIFIED, Fetched, without_fragment
from sayso.verify.forwarding import SAYS_NOT_FOUND, TO_ITSELF
from sayso.verify.wall import PAYWALLED, is_paywalled, wall_reason

NEEDS_BROWSER: Final = "it has scripts and hardly any text: `--browser` opens what is empty without one"
_READ: Final = ("ok", "moved")
_PAGES: Final = ("text/html", "application/xhtml+xml")
# A page with a script and fewer characters of text may be empty without a browser.
_BARE_CHARS: Final = 500
# Stands for an entry of which nothing is wanted but the text.
_BLANK_ENTRY: Final = Locked("1970-01-01T00:00:00Z", "ok")
_SCRIPT = re.compile(rb"<script\b", re.IGNORECASE)


def lock_entry(
    citation: Citation,
    fetched: Fetched,
    before: Locked | None,
    now: str,
    *,
    copy: Fetched | None = None,
    link: Fetched | None = None,
    until: float = math.inf,
) -> Locked:
    """What the lock is to say of a source.

    `fetched` is its page or file, `copy` its archived copy and `link` the page of a source that is a file, if
    they were opened too; `before` is what the lock has said so far, `now` the time (UTC, as in
    `2026-01-31T12:00:00Z`). Nothing is read in a process of its own after `until`, by `time.monotonic`. What
    could be read before, and cannot now, stays as it was.
    """
    fetched = _intended_page(fetched, citation.passages, until)
    entry = _entry_of_opening(citation, fetched, now)
    if fetched.status == NOT_MODIFIED and before is not None:
        return _unchanged_entry(citation, entry, before)
    entry, reader = _read_text(entry, fetched, citation.passages, until)
    page = _Document(reader, doubt=entry.reason)
    if entry.reason in (SAYS_NOT_FOUND, TO_ITSELF) and page.count(citation.passages):
        entry = structs.replace(entry, outcome="ok", reason="")
    if before is not None and _was_read_better(before.outcome, entry.outcome):
        entry = structs.replace(before, last_try=_last_try(entry))
        page = _Document(kept={quote.passage: quote for quote in before.quotes if not quote.archived})
    archived, copied = _read_copy(copy, before, citation.passages, now, until)
    quotes = _best_quotes(citation.passages, (page, copied))
    lacks = any(quote.outcome in LACKING and not quote.archived for quote in quotes)
    is_plain = lacks and not fetched.rendered
    if reader and is_plain and is_unrendered(fetched.media_type, fetched.body, reader.text):
        entry = structs.replace(entry, reason=entry.reason or NEEDS_BROWSER)
    locked = UNSET if link is None else _link_to_lock(_new_link(link, now), before.link if before else UNSET)
    return structs.replace(entry, archived=archived, link=locked, quotes=quotes)


def is_unrendered(media_type: str, body: bytes, text: str, longest_quote: int = 0) -> bool:
    """Whether a page with this `text` has scripts, and less text than it needs for a quote so long."""
    is_page = media_type in _PAGES and _SCRIPT.search(body) is not None
    return is_page and len("".join(text.split())) < max(_BARE_CHARS, longest_quote)


def needs_reading(citation: Citation, before: Locked) -> bool:
    """Whether the document has to be had again although nothing in it changed: a quote is new."""
    return not {quote.passage for quote in before.quotes}.issuperset(citation.passages)


class _Document(Struct, frozen=True):
    """Where quotes are looked for: in the text that was read now, else in what is `kept` from before.

    `doubt` says why it may be another document: then nothing follows from what is not in it.
    """

    reader: QuoteFinder | None = None
    archived: bool = False
    doubt: str = ""
    kept: Mapping[Passage, LockedQuote] = {}

    def find_all(self, passages: Sequence[Passage]) -> dict[Passage, LockedQuote]:
        """What became of `passages`; of none that nobody has looked for."""
        if self.reader is None:
            return {passage: self.kept[passage] for passage in passages if passage in self.kept}
        found = self.reader.find_all(passages)
        return {passage: self._with_doubt(quote) for passage, quote in found.items()}

    def _with_doubt(self, quote: LockedQuote) -> LockedQuote:
        # A teaser that has other words has them in the whole as well.
        if self.doubt and quote.outcome in (LACKING if self.doubt != PAYWALLED else ("missing",)):
            words, prefix, suffix = quote.passage
            quote = LockedQuote(words, "uncertain", reason=self.doubt, prefix=prefix, suffix=suffix)
        return structs.replace(quote, archived=self.archived)

    def count(self, passages: Sequence[Passage]) -> int:
        """How many of `passages` stand there."""
        return sum(outcome in STANDS for outcome in self.outcomes(passages))

    def outcomes(self, passages: Sequence[Passage]) -> list[QuoteOutcome]:
        """The outcomes of `passages`."""
        return [quote.outcome for quote in self.find_all(passages).values()]


def _intended_page(fetched: Fetched, passages: Sequence[Passage], until: float) -> Fetched:
    """`fetched`, or the page that forwarded there, if as many of `passages` stand on that."""
    if fetched.notice is None:
        return fetched
    notice = structs.replace(fetched.notice, url=fetched.url)
    new, old = (
        _Document(_read_text(_BLANK_ENTRY, each, passages, until)[1]).count(passages)
        for each in (fetched, notice)
    )
    return notice if old and old >= new else fetched


def _entry_of_opening(citation: Citation, fetched: Fetched, now: str) -> Locked:
    """What there is to say of opening a page or file, whatever is in it."""
    return Locked(
        at=now,
        outcome=fetched.outcome,
        url="" if citation.source.file else fetched.url,
        file=citation.source.file,
        reason=fetched.reason,
        status=UNSET if fetched.status is None else fetched.status,
        final_url=_redirect_target(fetched),
        media_type=fetched.media_type,
        etag=fetched.etag,
        last_modified=fetched.last_modified,
        rendered=fetched.rendered,
    )


def _unchanged_entry(citation: Citation, entry: Locked, before: Locked) -> Locked:
    """What to say of a page of which the server says that it is as it was."""
    return structs.replace(
        before,
        at=entry.at,
        etag=entry.etag or before.etag,
        last_modified=entry.last_modified or before.last_modified,
        last_try=UNSET,
        quotes=tuple(quote for quote in before.quotes if quote.passage in citation.passages),
    )


def _read_text(
    entry: Locked, fetched: Fetched, passages: Sequence[Passage], until: float
) -> tuple[Locked, QuoteFinder | None]:
    """`entry` with what there is to say of the bytes and the text; and a reader of the text, if any."""
    if fetched.outcome not in _READ:
        return entry, None
    opened, body = entry, fetched.body
    entry = structs.replace(entry, size=len(body), sha256=hashlib.sha256(body).hexdigest())
    try:
        seconds = max(0.0, until - time.monotonic())
        reader = QuoteFinder(read(body, fetched.media_type, fetched.charset, seconds=seconds))
    except NotText as error:
        return structs.replace(entry, outcome="not-text", reason=str(error)), None
    is_page = fetched.media_type in _PAGES
    asked = wall_reason(body, reader.text) if is_page else ""
    if asked and not _Document(reader).count(passages):
        return structs.replace(opened, outcome="blocked", reason=asked), None
    if is_page and is_paywalled(body) and "missing" in _Document(reader).outcomes(passages):
        entry = structs.replace(entry, reason=entry.reason or PAYWALLED)
    digest = hashlib.sha256(reader.text.encode("utf-8", "replace")).hexdigest()
    return structs.replace(entry, text_sha256=digest), reader


def _read_copy(
    copy: Fetched | None, before: Locked | None, passages: Sequence[Passage], now: str, until: float
) -> tuple[LockedLink | UnsetType, _Document]:
    """What there is to say of the archived copy, if it was opened, and what to look for quotes in."""
    if copy is None:
        return UNSET, _Document()
    copy = _intended_page(copy, passages, until)
    read, reader = _read_text(Locked(now, copy.outcome, reason=copy.reason), copy, passages, until)
    new = structs.replace(_new_link(copy, now), outcome=read.outcome, reason=read.reason)
    archived = _link_to_lock(new, before.archived if before else UNSET)
    if before is None or archived is new:
        return archived, _Document(reader, archived=True, doubt=read.reason)
    return archived, _Document(kept={quote.passage: quote for quote in before.quotes if quote.archived})


def _new_link(fetched: Fetched, now: str) -> LockedLink:
    """What there is to say of opening a further address."""
    where = _redirect_target(fetched)
    return LockedLink(fetched.at or now, fetched.outcome, fetched.url, fetched.reason, where)


def _link_to_lock(new: LockedLink, before: LockedLink | UnsetType) -> LockedLink | UnsetType:
    """`new`, or what was known of that address if it could not be read now, or was not tried."""
    if before is UNSET or before.url != new.url:
        return UNSET if new.outcome == "skipped" else new
    if new.outcome == "skipped":
        return before
    if _was_read_better(before.outcome, new.outcome):
        return structs.replace(before, last_try=_last_try(new))
    return new


def _was_read_better(before: Outcome, now: Outcome) -> bool:
    """Whether more could be read of a document before than now."""
    return (before in SEEN, before in _READ) > (now in SEEN, now in _READ)


def _last_try(entry: Locked | LockedLink) -> LastTry:
    """A try of which nothing but this is to be kept."""
    if isinstance(entry, LockedLink):
        return LastTry(entry.at, entry.outcome, entry.reason, final_url=entry.final_url)
    return LastTry(entry.at, entry.outcome, entry.reason, entry.status, entry.final_url, entry.sha256)


def _redirect_target(fetched: Fetched) -> str:
    """Where redirects led to, if there were any."""
    return fetched.final_url if fetched.final_url != without_fragment(fetched.url) else ""


def _best_quotes(passages: Sequence[Passage], documents: Sequence[_Document]) -> tuple[LockedQuote, ...]:
    """What became of `passages`: in the page, else in the archived copy; nothing if neither was ever read."""
    best: dict[Passage, LockedQuote] = {}
    for document in documents:
        wanted = [each for each in passages if each not in best or best[each].outcome not in STANDS]
        for passage, found in document.find_all(wanted).items():
            if found.outcome in STANDS or passage not in best:
                best[passage] = found
    return tuple(best[passage] for passage in passages if passage in best)
