"""From an address to what came of it, over real sockets on loopback."""

import gzip
import zlib

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sayso.record.lock import Outcome
from sayso.verify.failure import Failure
from sayso.verify.fetch import Fetched, Fetcher, Validators
from sayso.verify.wire import Limits, Reply

from .conftest import Serve, wire
from .loopback import Server, http

PAGE = b"<p>There is a quote here.</p>"
BOMB = 4 << 20

pytestmark = pytest.mark.usefixtures("names")


def fetch(server: Server, path: str = "/", validators: Validators | None = None) -> Fetched:
    return Fetcher(wire(server)).fetch(server.url(path), validators)


def replied(status: int = 200, body: bytes = b"", **headers: str) -> Fetched:
    """What comes of one answer, without a server; content is limited to 1 MiB."""
    pairs = tuple((name.replace("_", "-"), value) for name, value in headers.items())

    def send(url: str, headers: object = None) -> Reply:
        return Reply(url, "2026-01-02T03:04:05Z", status, pairs, body)

    return Fetcher(send, Limits(bytes=1 << 20)).fetch("https://site.example/")


def test_a_page(serve: Serve) -> None:
    server = serve(lambda path, headers: http(PAGE, "200 OK", 'ETag: "a"', "Last-Modified: then"))
    fetched = fetch(server, "/a")
    assert (fetched.outcome, fetched.reason, fetched.status) == ("ok", "", 200)
    assert (fetched.media_type, fetched.charset, fetched.body) == ("text/html", "utf-8", PAGE)
    assert (fetched.etag, fetched.last_modified) == ('"a"', "then")
    assert fetched.url == fetched.final_url == server.url("/a")
    assert fetched.at.endswith("Z")
    assert fetched.retry_after is None
    assert not fetched.replies


@pytest.mark.parametrize(
    ("status", "outcome", "transient"),
    [
        (200, "ok", False),
        (203, "ok", False),
        (204, "ok", False),
        (304, "unreachable", False),
        (400, "blocked", False),
        (401, "blocked", False),
        (402, "blocked", False),
        (403, "blocked", False),
        (404, "gone", False),
        (405, "blocked", False),
        (408, "blocked", True),
        (410, "gone", False),
        (418, "blocked", False),
        (429, "blocked", True),
        (451, "blocked", False),
        (500, "unreachable", True),
        (501, "unreachable", False),
        (503, "unreachable", True),
        (520, "unreachable", False),
        (600, "unreachable", False),
        (999, "blocked", False),
        (103, "unreachable", False),
        (300, "unreachable", False),
    ],
)
def test_what_a_status_means(status: int, outcome: Outcome, transient: bool) -> None:
    fetched = replied(status, PAGE)
    assert (fetched.outcome, fetched.status, fetched.retry_after) == (
        outcome,
        status,
        0 if transient else None,
    )
    assert bool(fetched.reason) is (outcome != "ok")
    assert fetched.body == (PAGE if outcome == "ok" else b"")


@pytest.mark.parametrize(
    ("asked", "again"),
    [
        ("7", 7),
        ("0", 0),
        ("soon", 0),
        ("9" * 5000, 0),
        ("-1", 0),
        ("999999", 21600),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0),
        ("Wed, 21 Oct 2099 07:28:00 GMT", 21600),
        ("Wed, 21 Oct 99999999999999999999 07:28:00 GMT", 0),
    ],
)
def test_a_server_that_asks_to_wait(asked: str, again: float) -> None:
    fetched = replied(429, retry_after=asked)
    assert (fetched.outcome, fetched.retry_after) == ("blocked", again)
    assert ("asks to wait" in fetched.reason) is bool(again)


@pytest.mark.parametrize(
    ("status", "headers", "body"),
    [
        (403, {"cf_mitigated": "challenge"}, b""),
        (503, {}, b"<html><head><title>Just a moment...</title></head></html>"),
        (200, {}, b"<TITLE>\n Just a moment...</title>"),
        (404, {}, b"<title>Attention Required! | Cloudflare</title>"),
        (200, {}, b'<script src="/_Incapsula_Resource?SWJIYLWA=1"></script>'),
        (200, {}, b'<script src="https://geo.captcha-delivery.com/c.js"></script>'),
        (202, {"x_amzn_waf_action": "challenge"}, b""),
        (503, {"x_sucuri_block": "EXPUA01"}, b""),
        (200, {}, b'<div id="sec-if-cpt-container" role="main"></div>'),
        (200, {}, b"<meta http-equiv=refresh content=\"5; URL='/a?bm-verify=AAQA'\">"),
        (503, {}, b"<TITLE>Access Denied</TITLE><P>https://errors.edgesuite.net/18.2c"),
        (200, {}, b"<title>Making sure you&#39;re not a bot!</title>"),
        (200, {}, b"<html><head><title>Request Rejected</title></head>"),
    ],
)
def test_walls_against_robots(status: int, headers: dict[str, str], body: bytes) -> None:
    fetched = replied(status, body, **headers)
    assert (fetched.outcome, fetched.reason) == ("blocked", "a wall against robots answers")
    assert not fetched.body


def test_a_wall_may_be_compressed() -> None:
    body = gzip.compress(b"<title>Just a moment...</title>")
    assert replied(503, body, content_encoding="gzip").outcome == "blocked"
    # What cannot be opened says nothing.
    assert replied(404, body, content_encoding="br").outcome == "gone"


def test_an_article_about_walls_is_none() -> None:
    body = b"captcha-delivery.com/ " + b"a" * (1 << 17)
    assert replied(200, body).outcome == "ok"
    # What stands before every page of a site, also those that it shows, is no wall.
    assert replied(200, PAGE, x_datadome="protected").outcome == "ok"
    assert replied(404, PAGE, x_datadome="protected").outcome == "gone"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects(serve: Serve, status: int) -> None:
    def handler(path: str, headers: dict[str, str]) -> bytes:
        return http(PAGE) if path == "/b" else http(b"", f"{status} There", "Location: b#c")

    server = serve(handler)
    fetched = fetch(server, "/a")
    assert fetched.outcome is ("moved" if status in (301, 308) else "ok")
    assert (fetched.url, fetched.final_url) == (server.url("/a"), server.url("/b"))
    assert (fetched.body, fetched.reason) == (PAGE, "")
    assert server.paths == ["/a", "/b"]


def test_a_way_that_is_not_permanent_throughout(serve: Serve) -> None:
    def handler(path: str, headers: dict[str, str]) -> bytes:
        status = {"/0": 301, "/1": 302, "/2": 301}.get(path)
        return http(PAGE) if status is None else http(b"", f"{status} X", f"Location: /{int(path[1:]) + 1}")

    server = serve(handler)
    fetched = fetch(server, "/0")
    assert (fetched.outcome, fetched.final_url) == ("ok", server.url("/3"))


def test_what_is_gone_where_a_redirect_leads(serve: Serve) -> None:
    def handler(path: str, headers: dict[str, str]) -> bytes:
        return http(b"", "404 Not Found") if path == "/b" else http(b"", "301 X", "Location: /b")

    fetched = fetch(serve(handler), "/a")
    assert (fetched.outcome, fetched.status) == ("gone", 404)


def test_ten_redirects_unless_told_otherwise(serve: Serve) -> None:
    def handler(path: str, headers: dict[str, str]) -> bytes:
        left = int(path[1:])
        return http(b"", "302 X", f"Location: /{left - 1}") if left else http(PAGE)

    server = serve(handler)
    assert fetch(server, "/10").outcome == "ok"
    server.requests.clear()
    fetched = fetch(server, "/11")
    assert (fetched.outcome, fetched.reason) == ("unreachable", "there are more than 10 redirects")
    assert len(server.requests) == 11
    assert Fetcher(wire(server), Limits(redirects=11)).fetch(server.url("/11")).outcome == "ok"


@pytest.mark.parametrize("there", ["/a", "/a#b", "", "/b"])
def test_redirects_in_a_loop_and_to_nowhere(serve: Serve, there: str) -> None:
    server = serve(lambda path, headers: http(b"", "301 X", f"Location: {there}"))
    fetched = fetch(server, "/a")
    assert fetched.outcome == "unreachable"
    assert fetched.reason == (
        "the redirects lead in a loop" if there else "a redirect (301) that leads nowhere"
    )
    assert len(server.requests) <= 2


def test_a_redirect_to_an_address_without_end(serve: Serve) -> None:
    """What a server sends as Location would be in the lock, and there nine times as long."""
    server = serve(lambda path, headers: http(b"", "302 X", f"Location: http://a.example/{'ä' * 30_000}"))
    fetched = fetch(server, "/a")
    assert fetched.outcome == "refused"
    assert fetched.reason == "a redirect (302) to an address longer than 8192 characters"
    assert fetched.final_url == server.url("/a")


def test_a_redirect_without_location(serve: Serve) -> None:
    fetched = fetch(serve(lambda path, headers: http(b"", "302 X")))
    assert fetched.reason == "a redirect (302) that leads nowhere"


@pytest.mark.parametrize(
    "there",
    [
        "http://127.0.0.2/",
        "http://[::1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://2852039166/",
        "http://localhost/",
        "file:///etc/passwd",
        "ftp://site.example/",
        "gopher://site.example/",
        "http://site.example:22/",
        "//user:hunter2@site.example/",
        "http://inside.example/",
        "http://[/",
        "http://%31%32%37.0.0.2/",
    ],
)
def test_redirects_are_vetted(serve: Serve, names: dict[str, list[str]], there: str) -> None:
    names["inside.example"] = ["10.0.0.1"]
    server = serve(lambda path, headers: http(b"", "302 X", f"Location: {there}"))
    fetched = fetch(server)
    assert fetched.outcome in ("refused", "unreachable")
    assert fetched.outcome == "refused" or there == "http://[/"
    assert len(server.requests) == 1
    assert "it leads to" in fetched.reason or there == "http://[/"


def test_a_redirect_is_written_in_any_script(serve: Serve) -> None:
    def handler(path: str, headers: dict[str, str]) -> bytes:
        if path != "/a":
            return http(PAGE)
        return http().replace(b"200 OK", "301 X\r\nLocation: /重要 b".encode())

    server = serve(handler)
    assert fetch(server, "/a").outcome == "moved"
    assert server.paths == ["/a", "/%E9%87%8D%E8%A6%81%20b"]


def test_the_body_of_a_redirect_is_limited(serve: Serve) -> None:
    def handler(path: str, headers: dict[str, str]) -> list[bytes]:
        head = b"HTTP/1.1 302 X\r\nLocation: /b\r\nContent-Encoding: gzip\r\n\r\n"
        return [head, b"a" * (2 << 20)]

    server = serve(handler)
    fetched = Fetcher(wire(server, bytes=1 << 20)).fetch(server.url())
    assert fetched.outcome == "too-large"
    assert len(server.requests) == 1


def test_conditions_are_sent_to_the_place_they_are_for(serve: Serve) -> None:
    def handler(path: str, headers: dict[str, str]) -> bytes:
        if path == "/a":
            return http(b"", "301 X", "Location: /b")
        known = headers.get("if-none-match") == '"x"' and headers.get("if-modified-since") == "then"
        return http(b"", "304 Not Modified") if known else http(PAGE)

    server = serve(handler)
    known = Validators(server.url("/b"), '"x"', "then")
    fetched = fetch(server, "/a", known)
    assert (fetched.outcome, fetched.status, fetched.body) == ("moved", 304, b"")
    assert "if-none-match" not in server.requests[0][1]
    assert fetch(server, "/a", Validators(server.url("/b"), '"y"')).body == PAGE
    assert fetch(server, "/a", Validators(server.url("/c"), '"x"', "then")).body == PAGE
    assert "if-modified-since" not in server.requests[3][1]


def test_a_server_that_says_not_modified_unasked() -> None:
    assert replied(304).outcome == "unreachable"


@pytest.mark.parametrize("value", ["a" * 501, "ä", "a\tb"])
def test_validators_that_cannot_be_sent_back(value: str) -> None:
    assert (replied(200, etag=value).etag, replied(200, last_modified=value).last_modified) == ("", "")


@pytest.mark.parametrize(
    ("given_type", "media_type", "charset"),
    [
        ("", "", None),
        ("text/html", "text/html", None),
        ("Text/HTML; Charset=GB2312", "text/html", "gb2312"),
        ("application/pdf;x", "application/pdf", None),
        ("nonsense", "text/plain", None),
        ("text/html; charset*=utf-8''%80", "text/html", None),
        ("text/html\r\n; charset=x", "text/html", "x"),
    ],
)
def test_media_types(given_type: str, media_type: str, charset: str | None) -> None:
    fetched = replied(200, PAGE, content_type=given_type)
    assert fetched.media_type == media_type
    assert fetched.charset in (charset, "\ufffd")


@given(st.text(alphabet=st.characters(max_codepoint=0xFF)))
def test_any_header_can_be_read(value: str) -> None:
    fetched = replied(200, PAGE, content_type=value, etag=value, retry_after=value, content_encoding="")
    assert fetched.outcome == "ok"
    assert replied(302, b"", location=value).outcome != "ok"
    assert replied(429, b"", retry_after=value).outcome == "blocked"


@pytest.mark.parametrize("coding", ["gzip", "X-GZIP", " gzip "])
def test_gzip_is_opened(coding: str) -> None:
    assert replied(200, gzip.compress(PAGE), content_encoding=coding).body == PAGE


def test_gzip_of_several_members_and_padding() -> None:
    data = gzip.compress(b"a" * 70_000) + gzip.compress(PAGE)
    assert replied(200, data, content_encoding="gzip").body == b"a" * 70_000 + PAGE
    assert replied(200, data + b"\0" * 9, content_encoding="gzip").body == b"a" * 70_000 + PAGE
    many = gzip.compress(b"a") * 10_000
    assert replied(200, many, content_encoding="gzip").body == b"a" * 100


@given(st.binary(max_size=5000), st.integers(1, 9))
def test_what_is_compressed_comes_back(data: bytes, level: int) -> None:
    fetched = replied(200, gzip.compress(data, level), content_encoding="gzip")
    # What hypothesis finds in the code to try are the marks of walls.
    assume(fetched.outcome != "blocked")
    assert fetched.body == data


def test_a_gzip_bomb_ends_at_the_limit() -> None:
    bomb = gzip.compress(b"\0" * BOMB)
    assert len(bomb) < BOMB // 500
    fetched = replied(200, bomb, content_encoding="gzip")
    assert (fetched.outcome, fetched.body) == ("too-large", b"")
    assert fetched.reason == "the content is larger than 1 MiB once decompressed"
    members = gzip.compress(b"\0" * (1 << 19)) * 8
    assert replied(200, members, content_encoding="gzip").outcome == "too-large"


def test_a_bomb_over_the_wire(serve: Serve) -> None:
    bomb = gzip.compress(b"\0" * (64 << 20))
    server = serve(lambda path, headers: http(bomb, "200 OK", "Content-Encoding: gzip"))
    fetched = Fetcher(wire(server), Limits(bytes=1 << 20)).fetch(server.url())
    assert fetched.outcome == "too-large"


@pytest.mark.parametrize("coding", ["compress", "gzip, dcb", "br" + ",br" * 300])
def test_other_compressions_are_not_opened(coding: str) -> None:
    """Nobody has asked for them; bombs in them stay shut, nested ones too."""
    fetched = replied(200, gzip.compress(gzip.compress(b"\0" * BOMB)), content_encoding=coding)
    assert (fetched.outcome, fetched.body) == ("not-text", b"")
    assert "not asked for" in fetched.reason
    assert len(fetched.reason) < 120


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\0no gzip", "the content cannot be decompressed"),
        (gzip.compress(PAGE)[:-9], "the content is cut off"),
        (gzip.compress(PAGE)[:-8] + b"12345678", "the content cannot be decompressed"),
        (zlib.compress(PAGE), "the content cannot be decompressed"),
    ],
    ids=["no gzip", "end missing", "wrong sum", "zlib"],
)
def test_broken_gzip(data: bytes, reason: str) -> None:
    fetched = replied(200, data, content_encoding="gzip")
    assert (fetched.outcome, fetched.reason) == ("unreachable", reason)


def test_a_failure_is_told_with_the_way_to_it() -> None:
    def send(url: str, headers: object = None) -> Reply:
        if url.endswith("/a"):
            return Reply(url, "", 302, (("Location", "/b"),), b"")
        raise Failure("unreachable", "no connection", transient=True)

    assert Fetcher(send).fetch("http://site.example/c").reason == "no connection"
    fetched = Fetcher(send).fetch("http://site.example/a")
    assert fetched.reason == "it leads to http://site.example/b: no connection"
    assert fetched.retry_after == 0
    assert fetched.final_url == "http://site.example/b"


def test_all_answers_on_the_way_are_kept_if_asked(serve: Serve) -> None:
    def handler(path: str, headers: dict[str, str]) -> bytes:
        return http(PAGE) if path == "/b" else http(b"", "301 X", "Location: /b")

    server = serve(handler)
    fetched = Fetcher(wire(server, keep=True), keep=True).fetch(server.url("/a"))
    assert [reply.status for reply in fetched.replies] == [301, 200]
    assert fetched.replies[1].response == http(PAGE)
