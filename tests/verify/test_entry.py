"""From what was seen of a source to what the lock says of it."""

import hashlib
from typing import Any

from msgspec import UNSET

from sayso.record.asks import Ask, asks
from sayso.record.lock import Locked, LockedCopy, LockedQuote
from sayso.record.references import assemble
from sayso.verify.entry import Seen, lock_entry, needs_reading
from tests.record.reading import CLAIM, SOURCE, read_claims

NOW = "2026-01-31T12:00:00Z"
URL = "https://a.example/page"
COPY = "https://archive.example/page"


def ask(*quotes: str, **fields: Any) -> Ask:
    """What is asked of the source `report`, from which these quotes are."""
    items = [{"source": "report", "quote": quote} for quote in quotes] or [{"source": "report"}]
    sources = {"report": {**SOURCE, "url": URL, **fields}}
    (asked,) = asks(assemble(read_claims({**CLAIM, "corroboration": items}, sources=sources)))
    return asked


def page(text: str, **fields: Any) -> Seen:
    return Seen(**{"url": URL, "outcome": "ok", "media_type": "text/plain", "body": text.encode(), **fields})


def test_a_page_with_quotes() -> None:
    body = "They said: the dam  holds. So it does."
    seen = page(body, status=200, final_url=URL, etag='"1"', last_modified="today")
    assert lock_entry(
        ask("the dam holds", "the dam leaks", "nothing like it"), seen, None, None, NOW
    ) == Locked(
        at=NOW,
        outcome="ok",
        url=URL,
        status=200,
        media_type="text/plain",
        size=len(body),
        sha256=hashlib.sha256(body.encode()).hexdigest(),
        text_sha256=hashlib.sha256(b"They said: the dam holds. So it does.").hexdigest(),
        etag='"1"',
        last_modified="today",
        quotes=(
            LockedQuote("the dam holds", "found", before="They said: ", after=". So it does."),
            LockedQuote("the dam leaks", "near", diff="the dam [-leaks-] {+holds+}"),
            LockedQuote("nothing like it", "missing"),
        ),
    )


def test_a_page_that_is_not_there() -> None:
    seen = Seen(URL, "gone", "it is gone", 404, f"{URL}/new")
    assert lock_entry(ask("the dam holds"), seen, None, None, NOW) == Locked(
        at=NOW, outcome="gone", url=URL, reason="it is gone", status=404, final_url=f"{URL}/new"
    )


def test_a_page_that_is_no_text() -> None:
    entry = lock_entry(ask("the dam holds"), page("x", media_type="image/png"), None, None, NOW)
    assert (entry.outcome, entry.reason) == ("not-text", "there is no text in image/png")
    assert entry.size == 1
    assert not entry.was_read


def test_a_file() -> None:
    asked = ask("the dam holds", file="texts/a.txt")
    entry = lock_entry(asked, page("the dam holds", url="texts/a.txt"), None, None, NOW)
    assert (entry.file, entry.url, entry.quotes[0].outcome) == ("texts/a.txt", "", "found")


def test_an_archived_copy_has_what_the_page_has_not() -> None:
    asked = ask("the dam holds", "the dam leaks", archived=COPY)
    copy = page("the dam leaks", url=COPY)
    gone = lock_entry(asked, Seen(URL, "gone"), copy, None, NOW)
    assert gone.archived == LockedCopy(COPY, "ok")
    assert gone.was_read
    assert [(quote.outcome, quote.archived) for quote in gone.quotes] == [("near", True), ("found", True)]
    both = lock_entry(asked, page("the dam holds"), copy, None, NOW)
    assert [(quote.outcome, quote.archived) for quote in both.quotes] == [("found", False), ("found", True)]
    neither = lock_entry(asked, page("the dam is"), page("the dam was", url=COPY), None, NOW)
    assert [(quote.diff, quote.archived) for quote in neither.quotes] == [
        ("the dam [-holds-] {+is+}", False),
        ("the dam [-leaks-] {+is+}", False),
    ]
    unread = lock_entry(asked, Seen(URL, "blocked"), page("x", url=COPY, media_type="image/png"), None, NOW)
    assert unread.archived == LockedCopy(COPY, "not-text", "there is no text in image/png")
    assert not unread.quotes


def test_a_page_that_is_as_it_was() -> None:
    """What was found holds for the quotes that the record still has."""
    before = lock_entry(
        ask("the dam holds", "so it does"), page("the dam holds", etag='"1"'), None, None, NOW
    )
    later = "2026-02-28T12:00:00Z"
    seen = Seen(URL, "ok", status=304, last_modified="then", unchanged=True)
    entry = lock_entry(ask("the dam holds"), seen, None, before, later)
    assert (entry.at, entry.etag, entry.last_modified, entry.status) == (later, '"1"', "then", UNSET)
    assert entry.text_sha256 == before.text_sha256
    assert [quote.quote for quote in entry.quotes] == ["the dam holds"]
    assert not needs_reading(ask("the dam holds"), before)
    assert needs_reading(ask("the dam leaks"), before)
