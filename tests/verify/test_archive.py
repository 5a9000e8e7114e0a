"""Archives: which copy is taken from what they answer, and asking for a new one. Real sockets on loopback."""

import json
import time
import traceback
from datetime import UTC, datetime
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.record.lock import Outcome
from sayso.verify.archive import ArchiveFailure, Copy, Keys, Saver, nearest_copy, question_address
from sayso.verify.fetch import Fetched, Fetcher

from .conftest import Serve, wire
from .loopback import Handler, Server, http

PAGE = "https://a.example/page?b=c&d"
SECRET = "s3cr3t-k3y"
KEYS = Keys("access-k3y", SECRET)

pytestmark = pytest.mark.usefixtures("names")


def answered(body: str, outcome: Outcome = "ok", final_url: str = "https://archive.example/map") -> Fetched:
    return Fetched(final_url, outcome, "why", final_url, body=body.encode())


def timemap(*days: str) -> str:
    """A TimeMap with a copy of PAGE for each of `days`."""
    lines = [
        f'<{PAGE}>; rel="original"',
        '<https://archive.example/map>; rel="self"; type="application/link-format"',
        f'<https://archive.example/gate/{PAGE}>; rel="timegate"',
    ]
    for at, day in enumerate(days):
        moment = format_datetime(datetime.fromisoformat(f"{day}T12:00:00+00:00"), usegmt=True)
        stamp = day.replace("-", "") + "120000"
        first = "first " if not at else ""
        lines.append(f'<https://archive.example/{stamp}/{PAGE}>; rel="{first}memento"; datetime="{moment}"')
    return ",\n".join(lines)


@pytest.mark.parametrize(
    ("published", "day"),
    [
        ("2020-05-01", "20200503"),
        ("2020-05-04", "20200503"),
        ("2020-05-02", "20200503"),
        ("2019", "20200101"),
        ("2020", "20200101"),
        ("2020-06", "20200610"),
        ("2020-12", "20200610"),
        ("2024-02-29", "20240301"),
        ("0001-01-01", "20200101"),
        ("9999", "20240301"),
        ("", "20240301"),
    ],
)
def test_the_copy_nearest_to_the_day_of_publication(published: str, day: str) -> None:
    days = ("2020-01-01", "2020-05-03", "2020-06-10", "2024-03-01")
    copy = nearest_copy(answered(timemap(*days)), published)
    assert copy is not None
    assert copy.url == f"https://archive.example/{day}120000/{PAGE}"


@given(st.lists(st.dates(min_value=datetime(1990, 1, 1).date()), min_size=1, max_size=8), st.dates())
def test_no_other_copy_is_nearer(days: list[object], published: object) -> None:
    stamps = sorted(set(map(str, days)))
    copy = nearest_copy(answered(timemap(*stamps)), str(published))
    assert copy is not None
    wanted = datetime.fromisoformat(f"{published}T00:00:00+00:00")

    def off(moment: datetime) -> float:
        return max((wanted - moment).total_seconds(), (moment - wanted).total_seconds() - 86399, 0)

    assert off(copy.at) == min(off(datetime.fromisoformat(f"{day}T12:00:00+00:00")) for day in stamps)


def test_a_timemap_without_copies() -> None:
    assert nearest_copy(answered(timemap()), "2020") is None
    assert nearest_copy(answered(""), "2020") is None
    assert nearest_copy(answered("not found", "gone"), "2020") is None


def test_addresses_in_a_timemap_may_be_relative() -> None:
    text = '</2020/x>;rel=memento;datetime="Wed, 01 Jan 2020 12:00:00 GMT"'
    copy = nearest_copy(answered(text), "2020")
    assert copy == Copy("https://archive.example/2020/x", datetime(2020, 1, 1, 12, tzinfo=UTC))


@pytest.mark.parametrize(
    "text",
    [
        '<javascript:alert(1)>; rel="memento"; datetime="Wed, 01 Jan 2020 12:00:00 GMT"',
        '<https://a.example/\x1b[31m>; rel="memento"; datetime="Wed, 01 Jan 2020 12:00:00 GMT"',
        '<https://u:p@a.example/>; rel="memento"; datetime="Wed, 01 Jan 2020 12:00:00 GMT"',
        '<https://a.example/>; rel="memento"; datetime="yesterday"',
        '<https://a.example/>; rel="memento"; datetime="Wed, 99 Jan 2020 12:00:00 GMT"',
        '<https://a.example/>; rel="memento"; datetime="Wed, 01 Jan 99999999999999999999 12:00:00 GMT"',
        '<https://a.example/>; rel="memento"',
        '<https://a.example/>; rel="mementos"; datetime="Wed, 01 Jan 2020 12:00:00 GMT"',
        "<" * 100_000,
        "<a>" + "; a=" * 100_000,
        "<a>" + ' ; a="' * 100_000,
        '<http://[/>; rel="memento"; datetime="Wed, 01 Jan 2020 12:00:00 GMT"',
        "\ud800".encode("utf-8", "replace").decode(),
    ],
)
def test_what_is_no_copy(text: str) -> None:
    assert nearest_copy(answered(text), "2020") is None


def available(**changed: object) -> str:
    closest = {
        "available": True,
        "status": "200",
        "url": f"http://web.archive.org/web/20200101120000/{PAGE}",
        "timestamp": "20200101120000",
    }
    return json.dumps({"url": PAGE, "archived_snapshots": {"closest": closest | changed}})


def test_the_availability_service() -> None:
    copy = nearest_copy(answered(available()), "2020-05-01")
    assert copy == Copy(
        f"https://web.archive.org/web/20200101120000/{PAGE}", datetime(2020, 1, 1, 12, tzinfo=UTC)
    )
    assert nearest_copy(answered('{"archived_snapshots": {}}'), "") is None
    assert nearest_copy(answered(available(status="404")), "") is None
    assert nearest_copy(answered(available(available=False)), "") is None
    assert nearest_copy(answered(available(url="file:///etc/passwd")), "") is None


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "{}",
        '{"archived_snapshots": []}',
        '{"archived_snapshots": {"closest": [1]}}',
        '{"a":' * 100_000,
        available(timestamp="now"),
        available(timestamp="20209901120000"),
    ],
)
def test_an_availability_service_that_says_something_else(text: str) -> None:
    with pytest.raises(ArchiveFailure, match="does not answer as it should"):
        nearest_copy(answered(text), "2020")


@pytest.mark.parametrize("outcome", ["blocked", "unreachable", "skipped"])
def test_an_archive_that_does_not_answer(outcome: Outcome) -> None:
    with pytest.raises(ArchiveFailure, match="why"):
        nearest_copy(answered("", outcome), "2020")


def test_how_an_archive_is_asked() -> None:
    assert question_address("https://a.example/map/{url}", "http://b.example/?c=d&e", "2020").endswith(
        "/map/http://b.example/?c=d&e"
    )
    asked = question_address(
        "https://a.example/?url={quoted}&t={timestamp}", "http://b.example/?c=d&e", "2020-05"
    )
    assert asked == "https://a.example/?url=http%3A%2F%2Fb.example%2F%3Fc%3Dd%26e&t=202005"
    today = datetime.now(UTC).strftime("%Y")
    assert question_address("https://a.example/{timestamp}", "http://b.example/", "").startswith(
        f"https://a.example/{today}"
    )
    # What stands in an address is not put in once more.
    assert question_address("https://a.example/{url}", "http://b.example/%7Btimestamp%7D", "2020").endswith(
        "p%7D"
    )


def test_an_archive_over_the_wire(serve: Serve) -> None:
    server = serve(lambda path, headers: http(available().encode(), kind="application/json"))
    endpoint = server.url("/available?url={quoted}&timestamp={timestamp}")
    copy = nearest_copy(
        Fetcher(wire(server)).fetch(question_address(endpoint, PAGE, "2020-05-01")), "2020-05-01"
    )
    assert copy is not None
    assert server.paths == ["/available?url=https%3A%2F%2Fa.example%2Fpage%3Fb%3Dc%26d&timestamp=20200501"]


class SavePageNow:
    """Speaks the documented protocol: takes an address, and has a copy after some questions."""

    def __init__(self, *told: object, taken: object = None) -> None:
        self.told = list(told)
        self.taken = {"url": PAGE, "job_id": "spn2-abc_1"} if taken is None else taken

    def __call__(self, path: str, headers: dict[str, str]) -> bytes:
        if headers.get("authorization") != f"LOW access-k3y:{SECRET}":
            return http(b"{}", "401 Unauthorized")
        if path == "/save":
            return http(json.dumps(self.taken).encode(), kind="application/json")
        assert path == "/save/status/spn2-abc_1"
        return http(json.dumps(self.told.pop(0)).encode(), kind="application/json")


PENDING = {"status": "pending", "resources": []}
DONE = {"status": "success", "timestamp": "20260102030405", "original_url": PAGE}


def saver(server: Server, keys: Keys = KEYS) -> Saver:
    return Saver(wire(server), keys, server.url("/save"), pause=0.01, patience=0.04)


def test_a_copy_is_made(serve: Serve) -> None:
    server = serve(SavePageNow(PENDING, PENDING, DONE))
    assert saver(server).save(PAGE) == server.url(f"/web/20260102030405/{PAGE}")
    path, headers, body = server.requests[0]
    assert (path, headers["accept"]) == ("/save", "application/json")
    assert body == b"url=https%3A%2F%2Fa.example%2Fpage%3Fb%3Dc%26d&skip_first_archive=1"
    assert server.paths[1:] == ["/save/status/spn2-abc_1"] * 3


@pytest.mark.parametrize(
    ("handler", "why"),
    [
        (SavePageNow({"status": "error", "message": "Cannot resolve host"}), "Cannot resolve host"),
        (SavePageNow({"status": "error"}), "could not make a copy"),
        (SavePageNow({"status": "error", "message": f"LOW access-k3y:{SECRET}!"}), "LOW …:…!"),
        (SavePageNow(*[PENDING] * 9), "has not made a copy in time"),
        (SavePageNow({**DONE, "timestamp": "../evil"}), "has not made a copy in time"),
        (SavePageNow({"status": "success"}), "has not made a copy in time"),
        (SavePageNow(taken={"message": "limit"}), "did not take the address"),
        (SavePageNow(taken={"job_id": "../../x"}), "did not take the address"),
        (SavePageNow(taken=[]), "does not answer as it should"),
        (lambda path, headers: http(b"<html>"), "does not answer as it should"),
        (lambda path, headers: http(b"[" * 100_000), "does not answer as it should"),
        (lambda path, headers: http(b"{}", "500 X"), r"does not answer as it should \(500\)"),
        (lambda path, headers: http(b"{}", "302 X", "Location: http://other.example/"), r"\(302\)"),
        (lambda path, headers: http(b"{}", "429 X"), "come back later"),
        (lambda path, headers: http(b"{}", "403 X"), "does not accept the keys"),
        (lambda path, headers: b"", "cannot be asked"),
    ],
)
def test_a_copy_that_is_not_made(serve: Serve, handler: Handler, why: str) -> None:
    server = serve(handler)
    with pytest.raises(ArchiveFailure, match=why) as caught:
        saver(server).save(PAGE)
    # The keys are in no message, and in no traceback.
    told = "".join(traceback.format_exception(caught.value)) + repr(KEYS) + str(vars(caught.value))
    assert SECRET not in told
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


def test_no_pause_goes_on_after_the_time_for_a_run(serve: Serve) -> None:
    server = serve(SavePageNow(*[PENDING] * 9))
    start = time.monotonic()
    late = Saver(wire(server), KEYS, server.url("/save"), pause=60, until=start + 0.1)
    with pytest.raises(ArchiveFailure, match="has not made a copy in time"):
        late.save(PAGE)
    assert time.monotonic() - start < 30


def test_keys_that_are_not_accepted(serve: Serve) -> None:
    server = serve(SavePageNow(DONE))
    with pytest.raises(ArchiveFailure, match="does not accept the keys"):
        saver(server, Keys("other", "keys")).save(PAGE)
