"""Answers that real sites give, over a socket, and what becomes of a source with a quote."""

import gzip
import json
import zlib
from pathlib import Path
from typing import Any

import brotli
import pytest

from .conftest import Serve
from .loopback import Answer, chunked, http
from .site import record, source, text
from .test_verify import folder, verify

__all__ = ["folder"]

pytestmark = [pytest.mark.usefixtures("names", "folder"), pytest.mark.thorough(one_in=4)]

QUOTE = "Whatever it says."
LINE = (
    "<p>The board met again, and spoke at length about the dam, its gates and its gauges, as each month.</p>"
)
PAGE = f"<!doctype html><title>Dam</title><p>{QUOTE}</p>{LINE * 8}".encode()
OTHER = f"<!doctype html><title>Dam</title>{LINE * 8}".encode()
SHORT = b"<!doctype html><title>Dam</title><p>No news today."
WALL = b"<title>Just a moment...</title><script>window._cf_chl_opt={}</script>"
LOGIN = b"<title>Sign in</title><form><input name=u><input type=password name=p></form>"
CONSENT = b"<title>Courier</title><p>We value your privacy.</p><button>Accept all</button>"
GONE = b"<title>Page not found - Courier</title><h1>404</h1><p>Sorry.</p>"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def to(there: str, status: str = "302 Found", *headers: str, body: bytes = b"") -> bytes:
    return http(body, status, f"Location: {there}", *headers)


def page(body: bytes, *headers: str, kind: str | None = "text/html; charset=utf-8") -> bytes:
    return http(body, "200 OK", *headers, kind=kind)


Site = dict[str, Answer]
ROWS: dict[str, tuple[Site, str, str]] = {
    "plain": ({}, "ok", "found"),
    "no media type": ({"/old": page(PAGE, kind=None)}, "ok", "found"),
    "octets": ({"/old": page(PAGE, kind="application/octet-stream")}, "ok", "found"),
    "text": ({"/old": page(QUOTE.encode(), kind="text/plain")}, "ok", "found"),
    "utf-16": ({"/old": page(PAGE.decode().encode("utf-16"), kind="text/html")}, "ok", "found"),
    "a wrong charset": ({"/old": page(PAGE, kind="text/html; charset=nonsense")}, "ok", "found"),
    "two media types": ({"/old": page(PAGE, "Content-Type: text/html")}, "ok", "found"),
    "json": ({"/old": page(json.dumps({"said": QUOTE}).encode(), kind="application/json")}, "ok", "found"),
    "203": ({"/old": http(PAGE, "203 Non-Authoritative Information")}, "ok", "found"),
    "206": ({"/old": http(PAGE, "206 Partial Content")}, "ok", "found"),
    "204": ({"/old": b"HTTP/1.1 204 No Content\r\n\r\n"}, "ok", "uncertain"),
    "205": ({"/old": http(b"", "205 Reset Content")}, "ok", "uncertain"),
    "nothing": ({"/old": page(b"")}, "ok", "uncertain"),
    "spaces": ({"/old": page(b" \r\n ")}, "ok", "uncertain"),
    "400": ({"/old": http(PAGE, "400 Bad Request")}, "blocked", ""),
    "401": ({"/old": http(LOGIN, "401 Unauthorized", "WWW-Authenticate: Basic")}, "blocked", ""),
    "402": ({"/old": http(LOGIN, "402 Payment Required")}, "blocked", ""),
    "404": ({"/old": http(GONE, "404 Not Found")}, "gone", ""),
    "404 with a wall": ({"/old": http(WALL, "404 Not Found")}, "blocked", ""),
    "410": ({"/old": http(GONE, "410 Gone")}, "gone", ""),
    "451": ({"/old": http(b"", "451 Unavailable For Legal Reasons")}, "blocked", ""),
    "500": ({"/old": http(PAGE, "500 Internal Server Error")}, "unreachable", ""),
    "503 with a wall": ({"/old": http(WALL, "503 Service Unavailable")}, "blocked", ""),
    "520": ({"/old": http(b"", "520 Unknown")}, "unreachable", ""),
    "999": ({"/old": http(b"", "999 Request denied")}, "blocked", ""),
    "a wall": ({"/old": page(WALL)}, "blocked", ""),
    "a wall by header": ({"/old": page(SHORT, "cf-mitigated: challenge")}, "blocked", ""),
    "a login": ({"/old": to("/login?next=/old"), "/login?next=/old": page(LOGIN)}, "blocked", ""),
    "a login in place": ({"/old": page(b"<p>Log in to read this article.</p>" + LOGIN)}, "blocked", ""),
    "a login beside the page": ({"/old": page(PAGE + LOGIN)}, "ok", "found"),
    "a login by a page": ({"/old": page(b'<meta http-equiv=refresh content="0;url=/login?r=/old">'), "/login?r=/old": page(LOGIN)}, "blocked", ""),
    "a consent": ({"/old": to("/consent?back=/old"), "/consent?back=/old": page(CONSENT)}, "blocked", ""),
    "a consent in place": ({"/old": page(CONSENT)}, "blocked", ""),
    "a consent beside the page": ({"/old": page(PAGE + CONSENT)}, "ok", "found"),
    "a consent without the quote": ({"/old": page(OTHER + CONSENT)}, "ok", "missing"),
    "a paywall": ({"/old": to("/subscribe?url=/old"), "/subscribe?url=/old": page(CONSENT)}, "blocked", ""),
    "an age": ({"/old": to("/age-gate?next=/old"), "/age-gate?next=/old": page(CONSENT)}, "blocked", ""),
    "moved": ({"/old": to("/new", "301 Moved Permanently")}, "moved", "found"),
    "308": ({"/old": to("/new", "308 Permanent Redirect")}, "moved", "found"),
    "303": ({"/old": to("/new", "303 See Other")}, "ok", "found"),
    "300": ({"/old": to("/new", "300 Multiple Choices")}, "unreachable", ""),
    "304 unasked": ({"/old": b"HTTP/1.1 304 Not Modified\r\n\r\n"}, "unreachable", ""),
    "moved to another page": ({"/old": to("/new", "301 Moved"), "/new": page(OTHER)}, "moved", "missing"),
    "moved home": ({"/old/dam": to("/", "301 Moved"), "/": page(OTHER)}, "moved", "uncertain"),
    "moved to an error": ({"/old": to("/404.html"), "/404.html": page(GONE)}, "moved", "uncertain"),
    "moved to a 404": ({"/old": to("/404.html"), "/404.html": http(GONE, "404 Not Found")}, "gone", ""),
    "a soft 404": ({"/old": page(GONE)}, "moved", "uncertain"),
    "an article about 404": ({"/old": page(OTHER.replace(b"<title>Dam", b"<title>404: Not found"))}, "ok", "missing"),
    "inside": ({"/old": to("http://169.254.169.254/latest")}, "refused", ""),
    "inside by a page": ({"/old": page(b'<meta http-equiv=refresh content="0;url=http://10.0.0.1/">')}, "refused", ""),
    "another scheme": ({"/old": to("ftp://a.example/x")}, "refused", ""),
    "a script as address": ({"/old": to("javascript:alert(1)")}, "refused", ""),
    "an app": ({"/old": to("fb://page/1")}, "refused", ""),
    "no location": ({"/old": http(b"", "302 Found")}, "unreachable", ""),
    "a redirect with a page": ({"/old": to("/new", body=PAGE), "/new": page(OTHER)}, "ok", "missing"),
    "a loop": ({"/old": to("/a"), "/a": to("/old")}, "unreachable", ""),
    "a loop to itself": ({"/old": to("/old")}, "unreachable", ""),
    "a loop with cookies": ({"/old": to("/old", "302 Found", "Set-Cookie: a=1; Path=/")}, "blocked", ""),
    "refresh": ({"/old": page(b"", "Refresh: 0; url=/new")}, "ok", "found"),
    "refresh of itself": ({"/old": page(PAGE, "Refresh: 300")}, "ok", "found"),
    "refresh of itself at once": ({"/old": page(b"", "Refresh: 0; url=/old")}, "ok", "uncertain"),
    "refresh with the quote": ({"/old": page(f"<p>{QUOTE}".encode(), "Refresh: 5; url=/new"), "/new": page(OTHER)}, "ok", "found"),
    "a page that forwards": ({"/old": page(b"<script>location.replace('/new')</script>Redirecting")}, "ok", "found"),
    "a page that forwards to nothing": ({"/old": page(b"<script>location='/x'</script>"), "/x": http(b"", "404 Not Found")}, "gone", ""),
    "gzip": ({"/old": page(gzip.compress(PAGE), "Content-Encoding: gzip")}, "ok", "found"),
    "gzip twice": ({"/old": page(gzip.compress(gzip.compress(PAGE)), "Content-Encoding: gzip, gzip")}, "ok", "found"),
    "gzip unsaid": ({"/old": page(gzip.compress(PAGE))}, "ok", "found"),
    "gzip said of plain": ({"/old": page(PAGE, "Content-Encoding: gzip")}, "ok", "found"),
    "gzip cut off": ({"/old": page(gzip.compress(PAGE)[:-30], "Content-Encoding: gzip")}, "unreachable", ""),
    "deflate": ({"/old": page(zlib.compress(PAGE), "Content-Encoding: deflate")}, "ok", "found"),
    "br": ({"/old": page(brotli.compress(PAGE), "Content-Encoding: br")}, "ok", "found"),
    "br said of plain": ({"/old": page(PAGE, "Content-Encoding: br")}, "ok", "found"),
    "unknown coding": ({"/old": page(PAGE, "Content-Encoding: UTF-8")}, "ok", "found"),
    "unknown coding of octets": ({"/old": page(bytes(range(256)) * 9, "Content-Encoding: x-zip")}, "not-text", ""),
    "a bomb of gzip": ({"/old": page(gzip.compress(b"a" * (3 << 20)), "Content-Encoding: gzip")}, "too-large", ""),
    "a bomb of br": ({"/old": page(brotli.compress(b"a" * (3 << 20)), "Content-Encoding: br")}, "too-large", ""),
    "a bomb unsaid": ({"/old": page(gzip.compress(b"a" * (3 << 20)))}, "too-large", ""),
    "a file in gzip": ({"/old": page(gzip.compress(PAGE), kind="application/gzip")}, "not-text", ""),
    "a bomb in a bomb": ({"/old": page(gzip.compress(gzip.compress(b"a" * (3 << 20))), "Content-Encoding: gzip, gzip")}, "too-large", ""),
    "too large": ({"/old": page(b"a" * (2 << 20))}, "too-large", ""),
    "chunked": ({"/old": HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + chunked(PAGE[:50], PAGE[50:])}, "ok", "found"),
    "chunked, cut off": ({"/old": HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + chunked(PAGE)[:-5]}, "unreachable", ""),
    "until the end": ({"/old": HEAD + b"\r\n" + PAGE}, "ok", "found"),
    "cut off": ({"/old": HEAD + b"Content-Length: 9999\r\n\r\n" + PAGE}, "unreachable", ""),
    "more than said": ({"/old": HEAD + f"Content-Length: {len(PAGE)}\r\n\r\n".encode() + PAGE + b"x"}, "ok", "found"),
    "HTTP/1.0": ({"/old": HEAD.replace(b"1.1", b"1.0") + b"\r\n" + PAGE}, "ok", "found"),
    "no answer": ({"/old": b""}, "unreachable", ""),
    "nonsense": ({"/old": b"\x16\x03\x01 nonsense"}, "unreachable", ""),
    "a picture": ({"/old": page(b"\x89PNG\r\n\x1a\n" + bytes(99), kind="image/png")}, "not-text", ""),
    "empty without a browser": ({"/old": page(b"<div id=app></div><script src=/a.js></script>")}, "ok", "missing"),
}  # fmt: skip


@pytest.mark.parametrize(("site", "outcome", "quote"), ROWS.values(), ids=ROWS)
def test_what_becomes_of_an_answer(serve: Serve, site: Site, outcome: str, quote: str) -> None:
    server = serve(lambda path, headers: site.get(path, page(PAGE)))
    deep = next(iter(site), "/old")
    Path("claims.json").write_text(text(record(server, page=source(server.url(deep)))))
    done = verify(server, "--max-size", 1, "-f", "json", "--max-time", 20)
    (told,) = json.loads(done.stdout)["files"]
    (one,) = told["sources"]
    locked: dict[str, Any] = one["locked"]
    quotes = [each["outcome"] for each in locked.get("quotes", ())]
    assert (one["outcome"], quotes) == (outcome, [quote] if quote else []), one["reason"]
    assert one["as_recorded"] == (outcome not in ("gone", "unreachable", "refused") and quote != "missing")
    if quote not in ("found", "missing"):
        assert one["reason"]
