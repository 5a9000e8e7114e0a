"""From what was seen of a source to what the lock says of it."""

import hashlib
import time
from collections.abc import Callable
from typing import Any

import pytest
from msgspec import UNSET, structs

from sayso.record.citations import Citation, citations
from sayso.record.lock import LastTry, Locked, LockedLink, LockedQuote
from sayso.record.references import assemble
from sayso.verify import session
from sayso.verify.entry import NEEDS_BROWSER, lock_entry, needs_reading
from sayso.verify.fetch import Fetched
from sayso.verify.session import Result, _result
from sayso.verify.wire import TIME_IS_OVER
from tests.record.reading import CLAIM, SOURCE, read_claims

NOW = "2026-01-31T12:00:00Z"
URL = "https://a.example/page"
COPY = "https://archive.example/page"


def ask(*quotes: str, **fields: Any) -> Citation:
    """What is asked of the source `report`, from which these quotes are."""
    items = [{"source": "report", "quote": quote} for quote in quotes] or [{"source": "report"}]
    sources = {"report": {**SOURCE, "url": URL, **fields}}
    (asked,) = citations(assemble(read_claims({**CLAIM, "corroboration": items}, sources=sources)))
    return asked


def page(text: str, **fields: Any) -> Fetched:
    given = {"url": URL, "outcome": "ok", "media_type": "text/plain", "body": text.encode(), **fields}
    return Fetched(**given)


def test_a_page_with_quotes() -> None:
    body = "They said: the dam  holds. So it does."
    seen = page(body, status=200, final_url=URL, etag='"1"', last_modified="today")
    assert lock_entry(ask("the dam holds", "the dam leaks", "nothing like it"), seen, None, NOW) == Locked(
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
            LockedQuote(
                "the dam holds",
                "found",
                before="They said: ",
                after=". So it does.",
                sentence="They said: […].",
            ),
            LockedQuote("the dam leaks", "near", diff="the dam [-leaks-] {+holds+}"),
            LockedQuote("nothing like it", "missing"),
        ),
    )


def test_a_page_that_is_not_there() -> None:
    seen = Fetched(URL, "gone", "it is gone", f"{URL}/new", 404)
    assert lock_entry(ask("the dam holds"), seen, None, NOW) == Locked(
        at=NOW, outcome="gone", url=URL, reason="it is gone", status=404, final_url=f"{URL}/new"
    )


def test_a_page_that_is_no_text() -> None:
    entry = lock_entry(ask("the dam holds"), page("x", media_type="image/png"), None, NOW)
    assert (entry.outcome, entry.reason) == ("not-text", "there is no text in image/png")
    assert entry.size == 1
    assert not entry.was_read


def test_a_file() -> None:
    asked = ask("the dam holds", file="texts/a.txt")
    entry = lock_entry(asked, page("the dam holds", url="texts/a.txt"), None, NOW)
    assert (entry.file, entry.url, entry.quotes[0].outcome) == ("texts/a.txt", "", "found")


def test_an_archived_copy_has_what_the_page_has_not() -> None:
    asked = ask("the dam holds", "the dam leaks", archived=COPY)
    copy = page("the dam leaks", url=COPY)
    gone = lock_entry(asked, Fetched(URL, "gone"), None, NOW, copy=copy)
    assert gone.archived == LockedLink(NOW, "ok", COPY)
    assert gone.was_read
    assert [(quote.outcome, quote.archived) for quote in gone.quotes] == [("near", True), ("found", True)]
    both = lock_entry(asked, page("the dam holds"), None, NOW, copy=copy)
    assert [(quote.outcome, quote.archived) for quote in both.quotes] == [("found", False), ("found", True)]
    neither = lock_entry(asked, page("the dam is"), None, NOW, copy=page("the dam was", url=COPY))
    assert [(quote.diff, quote.archived) for quote in neither.quotes] == [
        ("the dam [-holds-] {+is+}", False),
        ("the dam [-leaks-] {+is+}", False),
    ]
    picture = page("x", url=COPY, media_type="image/png")
    unread = lock_entry(asked, Fetched(URL, "blocked"), None, NOW, copy=picture)
    assert unread.archived == LockedLink(NOW, "not-text", COPY, "there is no text in image/png")
    assert not unread.quotes


def test_a_page_that_is_as_it_was() -> None:
    """What was found holds for the quotes that the record still has."""
    before = lock_entry(ask("the dam holds", "so it does"), page("the dam holds", etag='"1"'), None, NOW)
    later = "2026-02-28T12:00:00Z"
    seen = Fetched(URL, "ok", status=304, last_modified="then")
    entry = lock_entry(ask("the dam holds"), seen, before, later)
    assert (entry.at, entry.etag, entry.last_modified, entry.status) == (later, '"1"', "then", UNSET)
    assert entry.text_sha256 == before.text_sha256
    assert [quote.quote for quote in entry.quotes] == ["the dam holds"]
    assert not needs_reading(ask("the dam holds"), before)
    assert needs_reading(ask("the dam leaks"), before)


LATER, LAST = "2026-02-28T12:00:00Z", "2026-03-31T12:00:00Z"
BLOCKED = Fetched(URL, "blocked", "the server does not show it to us (403)", f"{URL}/wall", 403)
TRY = LastTry(LATER, "blocked", "the server does not show it to us (403)", 403, f"{URL}/wall")


@pytest.mark.parametrize("outcome", ["gone", "blocked", "unreachable", "refused", "too-large", "not-text"])
@pytest.mark.parametrize("first", ["ok", "moved"])
def test_what_was_read_stays_when_it_cannot_be_read_later(first: Any, outcome: Any) -> None:
    """All that was seen, with its day; and what came of the later try, which replaces those before it."""
    asked = ask("the dam holds", "the dam leaks")
    before = lock_entry(asked, page("the dam holds", outcome=first, etag='"1"', status=200), None, NOW)
    after = lock_entry(asked, Fetched(URL, outcome, "why", status=400), before, LATER)
    assert after == structs.replace(before, last_try=LastTry(LATER, outcome, "why", 400))
    assert after.was_read
    assert (after.day, after.latest.day, after.latest.outcome) == ("2026-01-31", "2026-02-28", outcome)
    again = lock_entry(asked, BLOCKED, after, LATER)
    assert again == structs.replace(before, last_try=TRY)


@pytest.mark.parametrize(("text", "outcome"), [("the dam holds", "found"), ("the dam is", "near")])
def test_what_can_be_read_again_is_as_it_is_now(text: str, outcome: str) -> None:
    asked = ask("the dam holds")
    before = lock_entry(asked, page("the dam holds"), None, NOW)
    between = lock_entry(asked, BLOCKED, before, LATER)
    after = lock_entry(asked, page(text), between, LAST)
    assert after == lock_entry(asked, page(text), None, LAST)
    assert after.quotes[0].outcome == outcome


def test_what_was_never_read_is_as_it_is_now() -> None:
    asked = ask("the dam holds")
    before = lock_entry(asked, Fetched(URL, "gone"), None, NOW)
    assert lock_entry(asked, BLOCKED, before, LATER) == Locked(
        LATER, "blocked", URL, reason=BLOCKED.reason, status=403, final_url=f"{URL}/wall"
    )


def test_quotes_that_are_not_those_that_were_looked_for() -> None:
    """While nothing can be read, new words are not vouched for, and old ones that nobody quotes leave."""
    before = lock_entry(ask("the dam holds", "so it does"), page("the dam holds"), None, NOW)
    edited = lock_entry(ask("the dam leaks", "the dam holds"), BLOCKED, before, LATER)
    assert edited.quotes == before.quotes[:1]
    assert needs_reading(ask("the dam leaks", "the dam holds"), edited)
    assert [quote.quote for quote in lock_entry(ask("new"), BLOCKED, edited, LAST).quotes] == []


def test_a_document_without_text() -> None:
    """Its bytes are more than nothing, and less than the text there was before."""
    asked = ask("the dam holds")
    picture = page("x", media_type="image/png")
    text = lock_entry(asked, page("the dam holds"), None, NOW)
    after = lock_entry(asked, picture, text, LATER)
    assert after.last_try == LastTry(
        LATER, "not-text", "there is no text in image/png", sha256=hashlib.sha256(b"x").hexdigest()
    )
    assert after.quotes == text.quotes
    only = lock_entry(asked, picture, None, NOW)
    assert lock_entry(asked, BLOCKED, only, LATER) == structs.replace(only, last_try=TRY)
    assert lock_entry(asked, page("y", media_type="image/png"), only, LATER).last_try is UNSET


def test_an_archived_copy_that_cannot_be_read_later() -> None:
    asked = ask("the dam holds", "the dam leaks", archived=COPY)
    copy, wall = page("the dam leaks", url=COPY), Fetched(COPY, "blocked", "a wall")
    before = lock_entry(asked, page("the dam holds"), None, NOW, copy=copy)
    # Of the quote that only the copy has, the proof stays; the page is as it is now.
    after = lock_entry(asked, page("the dam holds up"), before, LATER, copy=wall)
    kept = LockedLink(NOW, "ok", COPY, last_try=LastTry(LATER, "blocked", "a wall"))
    assert after.archived == kept
    assert kept.latest == kept.last_try
    assert (after.at, after.last_try) == (LATER, UNSET)
    assert [(quote.outcome, quote.archived) for quote in after.quotes] == [("found", False), ("found", True)]
    # A page that has it itself by now needs no copy.
    both = lock_entry(asked, page("the dam holds; the dam leaks"), after, LAST, copy=wall)
    assert not any(quote.archived for quote in both.quotes)
    # Neither can be read: all is as it was.
    neither = lock_entry(asked, BLOCKED, before, LATER, copy=wall)
    assert neither == structs.replace(before, last_try=TRY, archived=kept)
    # The copy can, and what was found in the page stays what it is.
    fresh = lock_entry(asked, BLOCKED, before, LATER, copy=copy)
    assert fresh == structs.replace(before, last_try=TRY, archived=LockedLink(LATER, "ok", COPY))
    # What the copy does not have any more is not there.
    lost = lock_entry(asked, BLOCKED, before, LATER, copy=page("the dam is", url=COPY))
    assert [(quote.outcome, quote.archived) for quote in lost.quotes] == [("found", False), ("near", True)]


def test_an_archived_copy_is_kept_by_its_address() -> None:
    asked = ask("the dam leaks", archived=COPY)
    other = page("the dam leaks", url=f"{COPY}/other")
    before = lock_entry(asked, Fetched(URL, "gone"), None, NOW, copy=other)
    after = lock_entry(asked, Fetched(URL, "gone"), before, LATER, copy=Fetched(COPY, "blocked"))
    assert after.archived == LockedLink(LATER, "blocked", COPY)
    assert not after.quotes
    # What is not tried is not known, and what was known of it stays.
    skipped = Fetched(COPY, "skipped", "too many")
    assert lock_entry(asked, Fetched(URL, "gone"), before, LATER, copy=skipped).archived is UNSET
    assert lock_entry(asked, Fetched(URL, "gone"), after, LAST, copy=skipped).archived == after.archived
    assert lock_entry(asked, Fetched(URL, "gone"), None, LAST, copy=skipped).archived is UNSET


def test_the_address_of_a_file() -> None:
    asked = ask("the dam holds", file="texts/a.txt")
    file = page("the dam holds", url="texts/a.txt")
    there = Fetched(URL, "moved", final_url=f"{URL}/new")
    before = lock_entry(asked, file, None, NOW, link=there)
    assert before.link == LockedLink(NOW, "moved", URL, final_url=f"{URL}/new")
    assert before.quotes[0].outcome == "found"
    after = lock_entry(asked, file, before, LATER, link=Fetched(URL, "gone", "it is gone"))
    assert after.link == structs.replace(before.link, last_try=LastTry(LATER, "gone", "it is gone"))
    assert after.last_try is UNSET
    lost = lock_entry(asked, Fetched("texts/a.txt", "gone"), after, LAST, link=there)
    assert (lost.day, lost.latest.outcome, lost.quotes) == ("2026-02-28", "gone", before.quotes)
    assert lost.link == LockedLink(LAST, "moved", URL, final_url=f"{URL}/new")


@pytest.mark.parametrize(
    ("body", "quote", "told"),
    [
        ("<script></script>Loading", "the dam holds", True),
        ("<script></script>the dam holds", "the dam holds", False),
        ("Loading", "the dam holds", False),
        ("<script></script>" + "Loading " * 100, "the dam holds", False),
    ],
)
def test_a_page_that_may_need_a_browser(body: str, quote: str, told: bool) -> None:
    """It says so where a quote does not stand there, and keeps what else there is to say."""
    entry = lock_entry(ask(quote), page(body, media_type="text/html"), None, NOW)
    assert entry.reason == (NEEDS_BROWSER if told else "")
    assert lock_entry(ask(quote), page(body, media_type="text/html", rendered=True), None, NOW).reason == ""
    doubtful = page(body, media_type="text/html", outcome="moved", reason="it leads home")
    assert lock_entry(ask(quote), doubtful, None, NOW).reason == "it leads home"
    copied = lock_entry(
        ask(quote, archived=COPY), Fetched(URL, "gone", "gone"), None, NOW, copy=page(body, url=COPY)
    )
    assert copied.reason == "gone"


def test_nothing_is_read_once_the_time_is_over() -> None:
    """Whatever of it came before."""
    asked, seen = ask("the dam holds"), page("They said: the dam holds.", at=NOW)
    assert _result(time.monotonic() - 1, asked, seen, None) == Result(asked, None, TIME_IS_OVER)
    assert _result(time.monotonic() + 60, asked, seen, None).entry is not None


@pytest.mark.parametrize(("seconds", "tried"), [(0.05, False), (60, True)])
def test_what_is_unread_as_the_time_ends_was_not_tried(
    monkeypatch: pytest.MonkeyPatch, seconds: float, tried: bool
) -> None:
    def run_to_the_end(left: float, work: Callable[[], Result]) -> Result:
        time.sleep(0 if tried else left + 0.01)
        return work()

    monkeypatch.setattr(session, "run_within", run_to_the_end)
    found = _result(time.monotonic() + seconds, ask(), page("", at=NOW, media_type="image/png"), None)
    assert (found.entry is not None) is tried
    assert tried or found.reason == TIME_IS_OVER
