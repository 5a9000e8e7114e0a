"""From what a record asks of a source, and what was seen of it, to what the lock says."""

import hashlib
import math
import re
import time
from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import UNSET, Struct, UnsetType, structs

from sayso.documents.quotes import Reader
from sayso.documents.text import NotText, read
from sayso.record.citations import Citation
from sayso.record.lock import LACKING, STANDS, LastTry, Locked, LockedLink, LockedQuote, Outcome, Passage
from sayso.verify.forwarding import SAYS_NOT_FOUND, TO_ITSELF
from sayso.verify.wall import asks_first

NEEDS_BROWSER: Final = "it has scripts and hardly any text: `--browser` opens what is empty without one"
_READ: Final = ("ok", "moved")
_PAGES: Final = ("text/html", "application/xhtml+xml")
# A page with a script and fewer characters of text may be empty without a browser.
_BARE_CHARS: Final = 500
_SCRIPT = re.compile(rb"<script\b", re.IGNORECASE)


class Seen(Struct, frozen=True):
    """What was seen at one address or in one file; `body` is empty unless `outcome` is `ok` or `moved`.

    `unchanged` says that the server answered that nothing has changed since the last time; `at` is when it
    was seen, if that is not when the source as a whole was. `notice` is a page that forwarded there.
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
    rendered: bool = False
    unchanged: bool = False
    at: str = ""
    notice: "Seen | None" = None


def lock_entry(
    citation: Citation,
    seen: Seen,
    before: Locked | None,
    now: str,
    *,
    copy: Seen | None = None,
    link: Seen | None = None,
    until: float = math.inf,
) -> Locked:
    """What the lock is to say of a source.

    `seen` is its page or file, `copy` its archived copy and `link` the page of a source that is a file, if
    they were opened too; `before` is what the lock has said so far, `now` the time (UTC, as in
    `2026-01-31T12:00:00Z`). Nothing is read in a process of its own after `until`, by `time.monotonic`. What
    could be read before, and cannot now, stays as it was.
    """
    seen = _meant(seen, citation.passages, now, until)
    entry = _opened(citation, seen, now)
    if seen.unchanged and before is not None:
        return _unchanged(citation, entry, before)
    entry, reader = _read(entry, seen, citation.passages, until)
    page = _Document(reader, doubt=entry.reason)
    if entry.reason in (SAYS_NOT_FOUND, TO_ITSELF) and page.count(citation.passages):
        entry = structs.replace(entry, outcome="ok", reason="")
    if before is not None and _tells_more(before.outcome, entry.outcome):
        entry = structs.replace(before, last_try=_last_try(entry))
        page = _Document(kept={quote.passage: quote for quote in before.quotes if not quote.archived})
    archived, kept = _copy(copy, before, citation.passages, now, until)
    quotes = _quotes(citation.passages, (page, kept))
    lacks = any(quote.outcome in LACKING and not quote.archived for quote in quotes)
    if (
        reader is not None
        and lacks
        and not seen.rendered
        and is_bare(seen.media_type, seen.body, reader.text)
    ):
        entry = structs.replace(entry, reason=entry.reason or NEEDS_BROWSER)
    return structs.replace(
        entry,
        archived=archived,
        link=UNSET if link is None else _kept(_link(link, now), before.link if before else UNSET),
        quotes=quotes,
    )


def is_bare(media_type: str, body: bytes, text: str, longest_quote: int = 0) -> bool:
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

    reader: Reader | None = None
    archived: bool = False
    doubt: str = ""
    kept: Mapping[Passage, LockedQuote] = {}

    def look(self, passages: Sequence[Passage]) -> dict[Passage, LockedQuote]:
        """What became of `passages`; of none that nobody has looked for."""
        if self.reader is None:
            return {passage: self.kept[passage] for passage in passages if passage in self.kept}
        return {
            passage: LockedQuote(
                passage.quote,
                "uncertain",
                self.archived,
                reason=self.doubt,
                prefix=passage.prefix,
                suffix=passage.suffix,
            )
            if self.doubt and match.outcome in LACKING
            else LockedQuote(
                passage.quote,
                "ambiguous" if match.times > 1 else match.outcome,
                self.archived,
                match.before,
                match.after,
                match.diff,
                passage.prefix,
                passage.suffix,
                match.reason,
                self.reader.rest_of_sentence(passage),
            )
            for passage, match in self.reader.find_all(passages).items()
        }

    def count(self, passages: Sequence[Passage]) -> int:
        """How many of `passages` stand there."""
        return sum(quote.outcome in STANDS for quote in self.look(passages).values())


def _meant(seen: Seen, passages: Sequence[Passage], now: str, until: float) -> Seen:
    """`seen`, or the page that forwarded there, if as many of `passages` stand on that."""
    if seen.notice is None:
        return seen
    new, notice = (
        _Document(_read(Locked(now, each.outcome), each, passages, until)[1]).count(passages)
        for each in (seen, seen.notice)
    )
    return seen.notice if notice and notice >= new else seen


def _opened(citation: Citation, seen: Seen, now: str) -> Locked:
    """What there is to say of opening a page or file, whatever is in it."""
    return Locked(
        at=now,
        outcome=seen.outcome,
        url="" if citation.source.file else seen.url,
        file=citation.source.file,
        reason=seen.reason,
        status=seen.status,
        final_url=_led_to(seen),
        media_type=seen.media_type,
        etag=seen.etag,
        last_modified=seen.last_modified,
        rendered=seen.rendered,
    )


def _unchanged(citation: Citation, entry: Locked, before: Locked) -> Locked:
    """What to say of a page of which the server says that it is as it was."""
    return structs.replace(
        before,
        at=entry.at,
        etag=entry.etag or before.etag,
        last_modified=entry.last_modified or before.last_modified,
        last_try=UNSET,
        quotes=tuple(quote for quote in before.quotes if quote.passage in citation.passages),
    )


def _read(
    entry: Locked, seen: Seen, passages: Sequence[Passage], until: float
) -> tuple[Locked, Reader | None]:
    """`entry` with what there is to say of the bytes and the text; and a reader of the text, if any."""
    if seen.outcome not in _READ:
        return entry, None
    opened = entry
    entry = structs.replace(entry, size=len(seen.body), sha256=hashlib.sha256(seen.body).hexdigest())
    try:
        reader = Reader(
            read(seen.body, seen.media_type, seen.charset, seconds=max(0.0, until - time.monotonic()))
        )
    except NotText as error:
        return structs.replace(entry, outcome="not-text", reason=str(error)), None
    asked = asks_first(seen.body, reader.text) if seen.media_type in _PAGES else ""
    if asked and not _Document(reader).count(passages):
        return structs.replace(opened, outcome="blocked", reason=asked), None
    digest = hashlib.sha256(reader.text.encode("utf-8", "replace")).hexdigest()
    return structs.replace(entry, text_sha256=digest), reader


def _copy(
    copy: Seen | None, before: Locked | None, passages: Sequence[Passage], now: str, until: float
) -> tuple[LockedLink | UnsetType, _Document]:
    """What there is to say of the archived copy, if it was opened, and what to look for quotes in."""
    if copy is None:
        return UNSET, _Document()
    copy = _meant(copy, passages, now, until)
    read, reader = _read(Locked(now, copy.outcome, reason=copy.reason), copy, passages, until)
    new = structs.replace(_link(copy, now), outcome=read.outcome, reason=read.reason)
    archived = _kept(new, before.archived if before else UNSET)
    if before is None or archived is new:
        return archived, _Document(reader, archived=True, doubt=read.reason)
    return archived, _Document(kept={quote.passage: quote for quote in before.quotes if quote.archived})


def _link(seen: Seen, now: str) -> LockedLink:
    """What there is to say of opening a further address."""
    return LockedLink(seen.at or now, seen.outcome, seen.url, seen.reason, _led_to(seen))


def _kept(new: LockedLink, before: LockedLink | UnsetType) -> LockedLink | UnsetType:
    """`new`, or what was known of that address if it could not be read now, or was not tried."""
    if before is UNSET or before.url != new.url:
        return UNSET if new.outcome == "skipped" else new
    if new.outcome == "skipped":
        return before
    if _tells_more(before.outcome, new.outcome):
        return structs.replace(before, last_try=_last_try(new))
    return new


def _tells_more(before: Outcome, now: Outcome) -> bool:
    """Whether more could be read of a document before than now."""
    return _told(before) > _told(now)


def _told(outcome: Outcome) -> int:
    """How much there is to know of a document: its text, its bytes, nothing."""
    return 2 if outcome in _READ else int(outcome == "not-text")


def _last_try(entry: Locked | LockedLink) -> LastTry:
    """A try of which nothing but this is to be kept."""
    if isinstance(entry, LockedLink):
        return LastTry(entry.at, entry.outcome, entry.reason, final_url=entry.final_url)
    return LastTry(entry.at, entry.outcome, entry.reason, entry.status, entry.final_url, entry.sha256)


def _led_to(seen: Seen) -> str:
    """Where redirects led to, if there were any."""
    return seen.final_url if seen.final_url != seen.url else ""


def _quotes(passages: Sequence[Passage], documents: Sequence[_Document]) -> tuple[LockedQuote, ...]:
    """What became of `passages`: in the page, else in the archived copy; nothing if neither was ever read."""
    best: dict[Passage, LockedQuote] = {}
    for document in documents:
        wanted = [each for each in passages if each not in best or best[each].outcome not in STANDS]
        for passage, found in document.look(wanted).items():
            if found.outcome in STANDS or passage not in best:
                best[passage] = found
    return tuple(best[passage] for passage in passages if passage in best)
