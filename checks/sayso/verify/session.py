"""A run of verify: what is to be opened, and what is to be locked once it has been.

Each address is opened once, however many sources name it. What has come of a page waits on disk for the
archived copy of the same source: only what is being worked on is in memory.
"""

import math
import tempfile
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, timedelta
from functools import partial
from typing import IO, Any, Final

from msgspec import UNSET, Struct, structs, to_builtins

from sayso.record.citations import Citation, attachment_hash, citations, registered_source
from sayso.record.lock import LACKING, SEEN, Lock, Locked, Registered
from sayso.record.references import Record
from sayso.verify.entry import lock_entry, needs_reading
from sayso.verify.fetch import Fetched, Validators, Wanted, without_fragment
from sayso.verify.registries import answer_to_lock
from sayso.verify.source_file import fetch_file, has_recorded_hash
from sayso.verify.wire import TIME_IS_OVER, run_within, utc_now

Fetch = Callable[[Wanted], Iterator[Fetched]]
"""Opens addresses, and yields what came of each."""

DEAD: Final = frozenset({"gone", "unreachable", "refused"})
"""The outcomes that need a hand: the document is not there, or not for everybody."""


class Result(Struct, frozen=True):
    """What came of one source: `entry` is for the lock, or None if nothing of it was opened.

    `reason` says why it, or a part of it, was not tried; `altered` that a file is not the one whose hash the
    record gives. `copy` is the address of a copy that was found, `registered` what is known of its DOI, if
    agencies were asked.
    """

    citation: Citation
    entry: Locked | None
    reason: str = ""
    altered: bool = False
    copy: str | None = None
    registered: Registered | None = None

    @property
    def changed(self) -> bool:
        """Whether the content is another than the one that was locked."""
        before = self.citation.locked
        if before is None or self.entry is None:
            return False
        old, new = _content_hash(before), _content_hash(self.entry)
        return "" not in (old, new) and old != new

    @property
    def is_as_recorded(self) -> bool:
        """Whether nothing needs a hand: the document is there, and says what it is quoted with."""
        if self.entry is None:
            return True
        return (
            DEAD.isdisjoint(_latest_outcomes(self.entry))
            and not self.altered
            and not any(quote.outcome in LACKING for quote in self.entry.quotes)
        )


def _content_hash(entry: Locked) -> str:
    """The hash of its text, or else of its bytes; empty if nothing was read."""
    return entry.text_sha256 or entry.sha256 or ""


def _latest_outcomes(entry: Locked) -> list[str]:
    """What came, the last time, of a source and of its further addresses."""
    return [each.latest.outcome for each in (entry, entry.archived, entry.link) if each is not UNSET]


def copy_url(citation: Citation) -> str:
    """The address of the archived copy, if that is another than the one of the document."""
    archived = citation.source.archived
    return "" if without_fragment(archived) == without_fragment(citation.url) else archived


def is_changed(citation: Citation) -> bool:
    """Whether the lock does not tell of a source as the record has it now: it is new, or was edited since."""
    before, source = citation.locked, citation.source
    if before is None:
        return True
    links = ["" if link is UNSET else link.url for link in (before.archived, before.link)]
    if links != [copy_url(citation), citation.url if source.file else ""]:
        return True
    # Of what nobody has read, no quote is known, and another one makes no difference.
    if (before.quotes or before.outcome in SEEN) and needs_reading(citation, before):
        return True
    if source.sha256 and before.sha256 != source.sha256:
        return True
    if not source.file:
        return False
    here = attachment_hash(source.file, citation.entry.file.path) or UNSET
    return here not in (before.sha256, before.latest.sha256)


def is_stale(citation: Citation, days: int, today: date) -> bool:
    """Whether what the lock says of a source is more than `days` days old, or of no use.

    What was not seen is always looked at again: failures are not kept for an answer.
    """
    before = citation.locked
    if before is None or not SEEN.issuperset(_latest_outcomes(before)) or needs_reading(citation, before):
        return True
    # A day to come is somebody's slip, or a trick to keep a source from being looked at.
    return not today - timedelta(days) <= date.fromisoformat(before.day) <= today


def longest_quotes(wanted: Iterable[Citation]) -> dict[str, int]:
    """How many characters the longest quote has that is looked for at each address of `wanted`."""
    longest: dict[str, int] = {}
    for citation in wanted:
        most = max([len(passage.quote) for passage in citation.passages], default=0)
        for url in filter(None, map(without_fragment, (citation.url, copy_url(citation)))):
            longest[url] = max(most, longest.get(url, 0))
    return longest


def verify(
    wanted: Sequence[Citation], fetch: Fetch, *, conditional: bool = True, until: float = math.inf
) -> Iterator[Result]:
    """Open what `wanted` names, by `fetch`, and yield what came of each source as soon as it is known.

    With `conditional` a server is asked only for what has changed since the last time. What has not been read
    at `until`, by `time.monotonic`, is skipped.
    """
    result = partial(_result, until)
    waiting: dict[str, list[Citation]] = {}
    for citation in wanted:
        urls = {without_fragment(url) for url in (citation.url, copy_url(citation)) if url}
        if not urls:
            yield result(citation, None, None)
        for url in urls:
            waiting.setdefault(url, []).append(citation)
    with tempfile.TemporaryFile() as file:
        shelf = _PageStore(file)
        asked = [(url, _validators(url, of) if conditional else None) for url, of in waiting.items()]
        for fetched in fetch(asked):
            for citation in waiting[fetched.url]:
                if not copy_url(citation):
                    yield result(citation, fetched, None)
                elif not citation.url:
                    yield result(citation, None, fetched)
                elif (other := shelf.take(citation)) is None:
                    shelf.put(citation, fetched)
                elif without_fragment(citation.url) == fetched.url:
                    yield result(citation, fetched, other)
                else:
                    yield result(citation, other, fetched)


_MOST_PROOFS: Final = 100
_PASSING: Final = frozenset({"at", "reason", "status", "size", "etag", "last_modified", "tried"})


def updated_lock(
    record: Record,
    results: Collection[Result],
    answers: Mapping[str, Registered] = {},
    *,
    proof: str = "",
) -> Lock:
    """The lock of `record` with `results` and, by DOI, `answers` of agencies.

    Sources that it no longer asks about are left out. `proof` is the hash of the file that keeps the answers
    of this run, if there is one; earlier ones are named as long as they may keep something else.
    """
    asked = citations(record)
    entries = {citation.id: entry for citation in asked if (entry := citation.locked) is not None}
    new = {result.citation.id: result.entry for result in results if result.entry is not None}
    entries.update(new)
    told = {
        citation.doi: answer_to_lock(answers.get(citation.doi), registered_source(record, citation.entry))
        for citation in asked
        if citation.doi
    }
    before = record.file.lock.proofs if record.file.lock else ()
    if proof and new.keys() >= entries.keys():
        before = ()
    proofs = tuple(dict.fromkeys([proof, *before] if proof else before))[:_MOST_PROOFS]
    return Lock(1, entries, {name: answer for name, answer in told.items() if answer is not None}, proofs)


def says_the_same(old: Lock | None, new: Lock) -> bool:
    """Whether two locks differ in nothing but when, and in what way, the same was seen."""
    return old is not None and all(
        {name: _lasting_part(to_builtins(entry)) for name, entry in before.items()}
        == {name: _lasting_part(to_builtins(entry)) for name, entry in now.items()}
        for before, now in ((old.sources, new.sources), (old.dois, new.dois))
    )


def _lasting_part(entry: dict[str, Any]) -> dict[str, Any]:
    """`entry`, a part of a lock, without what may be another each time that the same is seen."""
    # The bytes of many a page are others each time, with the same text.
    passing = _PASSING | {"sha256"} if "text_sha256" in entry else _PASSING
    return {
        name: _lasting_part(value) if isinstance(value, dict) else value
        for name, value in entry.items()
        if name not in passing
    }


def _validators(url: str, of: Sequence[Citation]) -> Validators | None:
    """What the server can tell by whether `url` is as it was; None if it has to be read in any case."""
    before = of[0].locked
    if (
        before is None
        or before.file
        or before.latest.outcome not in SEEN
        or before.sha256 is UNSET
        # What was found in a copy that the record no longer names has to be found again.
        or before.archived is not UNSET
        or not (before.etag or before.last_modified)
    ):
        return None
    for citation in of:
        is_same = citation.locked == before and without_fragment(citation.url) == url
        if not is_same or copy_url(citation) or needs_reading(citation, before):
            return None
    return Validators(without_fragment(before.final_url or before.url), before.etag, before.last_modified)


def _result(until: float, citation: Citation, page: Fetched | None, copy: Fetched | None) -> Result:
    """What came of a source with what was fetched of it. Nothing is locked of what was not tried."""
    seconds = until - time.monotonic()
    with suppress(TimeoutError):
        if seconds > 0:
            result = run_within(seconds, lambda: _read_result(until, citation, page, copy))
            unread = result.entry is not None and "not-text" in _latest_outcomes(result.entry)
            # Nothing is said of what is not read as there was no time left for it.
            if not unread or time.monotonic() < until:
                return result
    return Result(citation, None, TIME_IS_OVER)


def _read_result(until: float, citation: Citation, page: Fetched | None, copy: Fetched | None) -> Result:
    """What came of a source with what was fetched of it, however long it takes to read that."""
    skipped = [each.reason for each in (page, copy) if each and each.outcome == "skipped"]
    reason = skipped[0] if skipped else ""
    page = page and structs.replace(page, url=citation.url)
    copy = copy and structs.replace(copy, url=citation.source.archived)
    if citation.source.file:
        file = fetch_file(citation.source, citation.entry.file.path)
        altered = file.outcome == "ok" and not has_recorded_hash(citation.source, file)
        entry = lock_entry(citation, file, citation.locked, utc_now(), copy=copy, link=page, until=until)
        return Result(citation, entry, reason, altered)
    assert page is not None
    if page.outcome == "skipped":
        return Result(citation, None, reason)
    entry = lock_entry(citation, page, citation.locked, page.at, copy=copy, until=until)
    return Result(citation, entry, reason)


class _PageStore:
    """Keeps what came of one address of a source until that of the other is there: the content on disk."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._kept: dict[int, tuple[Fetched, int, int]] = {}

    def put(self, citation: Citation, fetched: Fetched) -> None:
        """Keep `fetched` for `citation`."""
        start = self._file.seek(0, 2)
        self._file.write(fetched.body)
        # The replies have been written to a WARC file already, if anybody wanted them.
        light = structs.replace(fetched, body=b"", replies=(), picture=b"")
        self._kept[id(citation)] = (light, start, len(fetched.body))

    def take(self, citation: Citation) -> Fetched | None:
        """What was kept for `citation`, which is then no longer kept."""
        kept = self._kept.pop(id(citation), None)
        if kept is None:
            return None
        fetched, start, size = kept
        self._file.seek(start)
        return structs.replace(fetched, body=self._file.read(size))
