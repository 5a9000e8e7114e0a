"""What servers do before they show a page: forward, set cookies, want a login; over sockets on loopback."""

import time

import pytest

from sayso.verify.fetch import Fetched, Fetcher
from sayso.verify.forwarding import forwards_to
from sayso.verify.wire import Limits, Reply

from .conftest import Serve, wire
from .loopback import Server, http

PAGE = b"<title>Dam</title><p>The gate failed twice in May and nobody was told about it.</p>"
FORM = b"<title>Members</title><form><input name=u><input name=p type='password'></form>"
ASK = b"<title>Before you go on</title><form><button>Accept</button></form>"

pytestmark = pytest.mark.usefixtures("names")


def fetch(server: Server, path: str, **limits: int) -> Fetched:
    return Fetcher(wire(server), Limits(**limits)).fetch(server.url(path))


@pytest.mark.parametrize(
    "page",
    [
        b'<meta http-equiv="refresh" content="0; url=/page">',
        b"<META HTTP-EQUIV=Refresh CONTENT='0;URL=/page'>",
        b"<meta content=\"3; url='/page'\" http-equiv='refresh'>",
        b'<head><meta charset=utf-8><meta http-equiv=refresh content="0, /page"></head>',
        b'<meta http-equiv="refresh" content="0;url=&#47;page#top"><p>Click here</p>',
        b'<meta http-equiv="refresh" content=0;url=/page>',
        b'<meta http-equiv="refresh" content="1.5; page"><!-- moved -->',
    ],
)
def test_a_page_that_only_forwards(serve: Serve, page: bytes) -> None:
    server = serve(lambda path, headers: http(PAGE if path == "/page" else page))
    fetched = fetch(server, "/old")
    assert (fetched.outcome, fetched.reason, fetched.body) == ("ok", "", PAGE)
    assert fetched.final_url == server.url("/page")
    assert fetch(server, "/old", redirects=0).reason == "there are more than 0 redirects"


@pytest.mark.parametrize(
    "page",
    [
        b'<noscript><meta http-equiv="refresh" content="0; url=/page"></noscript>Text',
        b'<!-- <meta http-equiv="refresh" content="0; url=/page"> -->Text',
        b'<script>\'<meta http-equiv="refresh" content="0; url=/page">\'</script>Text',
        b'<meta http-equiv="refresh" content="300; url=/page">Text',
        b"<script>if (old) { location.href = '/page' }</script>",
        b'<meta http-equiv="refresh" content="5">Text',
        b'<meta http-equiv="refresh" content="0; url=/old#top">Text',
        b'<meta http-equiv="refresh">Text',
        b'<meta name="refresh" content="0; url=/page">Text',
        b'<meta http-equiv="refresh" content="0; url=/page">' + b"a" * (1 << 17),
    ],
)
def test_a_page_that_is_shown(serve: Serve, page: bytes) -> None:
    server = serve(lambda path, headers: http(page))
    assert fetch(server, "/old").body == page


@pytest.mark.parametrize(
    "there", [http(PAGE), http(b"", "404 Not Found"), http(b"", "302 X", "Location: /old")]
)
def test_a_page_that_forwards_is_kept_if_it_has_text(serve: Serve, there: bytes) -> None:
    page = b'<meta http-equiv=refresh content="9; url=/page"><p>The board met.</p>'
    server = serve(lambda path, headers: there if path == "/page" else http(page))
    notice = fetch(server, "/old").notice
    assert notice is not None
    assert (notice.body, notice.final_url) == (page, server.url("/old"))
    bare = serve(lambda path, headers: there if path == "/page" else http(page[:48]))
    assert fetch(bare, "/old").notice is None


def test_the_header_refresh(serve: Serve) -> None:
    server = serve(
        lambda path, headers: http(PAGE) if path == "/page" else http(b"", "200 OK", "Refresh: 0; url=/page")
    )
    assert fetch(server, "/old").body == PAGE


def test_pages_that_forward_in_a_ring_or_inside(serve: Serve) -> None:
    def handler(path: str, headers: dict[str, str]) -> bytes:
        there = {"/a": "/b", "/b": "/a"}.get(path, "http://169.254.169.254/")
        return http(f'<meta http-equiv="refresh" content="0; url={there}">'.encode())

    server = serve(handler)
    assert fetch(server, "/a").reason == "the redirects lead in a loop"
    assert fetch(server, "/inside").outcome == "refused"


def test_only_pages_forward(serve: Serve) -> None:
    text = b'<meta http-equiv="refresh" content="0; url=/page">'
    server = serve(lambda path, headers: http(text, kind="text/plain"))
    assert fetch(server, "/old").body == text


def test_no_page_takes_long() -> None:
    html = (("Content-Type", "text/html"),)
    start = time.perf_counter()
    for page in (b"<meta " * 10_000, b"<meta '" * 9_000, b"<!--" * 16_000, b"<script>" * 8_000):
        assert not forwards_to(Reply("", "", 200, html, b""), page)
    for value in ("1" * 60_000, " " * 60_000, "0" + ";" * 60_000, "0; url" + " " * 60_000):
        assert forwards_to(Reply("", "", 200, (*html, ("Refresh", value)), b""), b"") in ("", "url")
    assert time.perf_counter() - start < 5


def test_a_cookie_that_opens_the_page(serve: Serve) -> None:
    def handler(path: str, headers: dict[str, str]) -> bytes:
        if "seen=1" in headers.get("cookie", ""):
            return http(PAGE)
        return http(b"", "302 Found", f"Location: {path}", "Set-Cookie: seen=1; Path=/")

    server = serve(handler)
    fetched = fetch(server, "/loop")
    assert (fetched.outcome, fetched.body) == ("ok", PAGE)
    # Nothing is kept for the next address.
    fetch(server, "/loop")
    assert ["cookie" in headers for _, headers, _ in server.requests] == [False, True] * 2


def test_a_page_that_forwards_to_itself_with_a_cookie(serve: Serve) -> None:
    """A browser comes back with it; where that changes nothing, it ends there."""
    names = {"/x": "seen", "/y": "other"}

    def handler(path: str, headers: dict[str, str]) -> bytes:
        seen = headers.get("cookie", "")
        if path == "/x" and "seen=1" in seen:
            return http(PAGE)
        page = f'<meta http-equiv=refresh content="0; url={path}">'
        return http(page.encode(), "200 OK", f"Set-Cookie: {names[path]}=1; Path=/")

    server = serve(handler)
    assert (fetch(server, "/x").outcome, fetch(server, "/x").body) == ("ok", PAGE)
    before = len(server.requests)
    assert fetch(server, "/y").reason.startswith("the page only forwards, and to itself")
    assert len(server.requests) - before == 2


def test_a_cookie_goes_to_nobody_else(serve: Serve) -> None:
    def handler(path: str, headers: dict[str, str]) -> bytes:
        there = server.url("/page", "other.example")
        return http(PAGE) if path == "/page" else http(b"", "302 X", f"Location: {there}", "Set-Cookie: a=b")

    server = serve(handler)
    assert fetch(server, "/old").body == PAGE
    assert all("cookie" not in headers for _, headers, _ in server.requests)


def test_a_loop_in_spite_of_cookies_says_nothing_of_the_page(serve: Serve) -> None:
    server = serve(lambda path, headers: http(b"", "302 X", "Location: /loop", "Set-Cookie: a=b"))
    fetched = fetch(server, "/loop")
    assert (fetched.outcome, fetched.reason) == ("blocked", "the redirects lead in a loop")


def test_cookies_without_end_are_not_sent(serve: Serve) -> None:
    server = serve(
        lambda path, headers: http(b"", "302 X", f"Location: {path}x", f"Set-Cookie: a={'b' * 20_000}")
    )
    fetch(server, "/a")
    assert all("cookie" not in headers for _, headers, _ in server.requests)


@pytest.mark.parametrize(
    ("there", "page", "reason"),
    [
        ("/login?next=/paywalled", FORM, "it leads to a login"),
        ("/login", FORM, "it leads to a login"),
        ("/account/sign-in?return=%2Fpaywalled", b"<script></script>", "it leads to a login"),
        ("/users/sign_in", FORM, "it leads to a login"),
        ("/members?from=%252Fpaywalled", FORM, "it leads to a login"),
        ("/wp-login.php?redirect_to=x", FORM, "it leads to a login"),
        ("/anmelden", FORM, "it leads to a login"),
        ("/oauth/authorize?state=1", ASK, "it leads to a login"),
        ("/consent?back=/paywalled", ASK, "it leads to a page that asks for consent"),
        ("/privacy-gate/", ASK, "it leads to a page that asks for consent"),
    ],
)
def test_a_login_or_consent_says_nothing_of_the_page(
    serve: Serve, there: str, page: bytes, reason: str
) -> None:
    server = serve(
        lambda path, headers: http(b"", "302 X", f"Location: {there}") if path == "/paywalled" else http(page)
    )
    fetched = fetch(server, "/paywalled")
    assert (fetched.outcome, fetched.reason, fetched.body) == ("blocked", reason, b"")


@pytest.mark.parametrize(
    ("asked", "there", "page"),
    [
        ("/old", "/login-of-the-dam-board-leaked", PAGE),
        ("/old", "/new", PAGE + FORM),
        ("/old", "/blog/author", FORM),
        ("/old", "/consenting-adults", ASK),
        ("/login", "/login/", FORM),
        ("/a/login", "/b/login", FORM),
        ("/consent", "/consent/", ASK),
    ],
)
def test_other_pages_are_pages(serve: Serve, asked: str, there: str, page: bytes) -> None:
    server = serve(
        lambda path, headers: http(b"", "302 X", f"Location: {there}") if path == asked else http(page)
    )
    assert (fetch(server, asked).outcome, fetch(server, asked).body) == ("ok", page)


@pytest.mark.parametrize("there", ["/", "/index.html", "/en/", "/de-DE/home"])
def test_a_deep_link_that_leads_home(serve: Serve, there: str) -> None:
    server = serve(
        lambda path, headers: http(PAGE) if path == there else http(b"", "302 X", f"Location: {there}")
    )
    fetched = fetch(server, "/2025/dam")
    assert (fetched.outcome, fetched.body) == ("moved", PAGE)
    assert fetched.reason == "it leads to the home page: whether the document is still there is uncertain"
    assert fetch(server, "/").outcome == "ok"


def test_a_short_link_may_lead_home(serve: Serve) -> None:
    def handler(path: str, headers: dict[str, str]) -> bytes:
        return (
            http(PAGE) if path == "/" else http(b"", "302 X", f"Location: {server.url('/', 'other.example')}")
        )

    server = serve(handler)
    assert fetch(server, "/AbC").outcome == "ok"
    assert fetch(server, "/2025/dam").outcome == "moved"


@pytest.mark.parametrize(
    "title", [b"404", b"Page not found | Courier", b"Courier - Seite nicht gefunden", b"Page introuvable"]
)
def test_a_page_that_says_that_nothing_is_found(serve: Serve, title: bytes) -> None:
    server = serve(lambda path, headers: http(b"<title>" + title + b"</title>Sorry."))
    fetched = fetch(server, "/old")
    assert fetched.outcome == "moved"
    assert "uncertain" in fetched.reason


LINE = b"<p>The archive of the city has lost its past, and nobody in the town hall says where it went.</p>"
MENU = b"<nav>" + LINE * 9 + b"</nav><ul>" + b"<li>" + LINE * 9 + b"</li></ul><a href=/>" + LINE * 9 + b"</a>"


@pytest.mark.parametrize(
    "page",
    [
        b"<title>Page not found | Courier</title><h1>Page not found</h1>" + LINE * 7,
        b"<title>Page not found: how the archive lost its past</title>"
        b"<h1><span>Page not found:</span> how the archive lost its past</h1>" + LINE,
        b"<title>404 | Courier</title><meta property='article:published_time' content='2025'>" + LINE,
    ],
)
def test_an_article_about_what_is_not_found(serve: Serve, page: bytes) -> None:
    server = serve(lambda path, headers: http(page))
    assert (fetch(server, "/old").outcome, fetch(server, "/old").reason) == ("ok", "")


@pytest.mark.parametrize(
    "page",
    [
        b"<title>Page not found | Courier</title><h1>Page not found</h1>" + MENU + LINE,
        b"<title>Courier</title><h1><b>404</b>: the page you are looking for is gone</h1>" + LINE,
        b"<meta name=robots content=noindex><title>404</title>" + LINE * 20,
        b"<title>404</title><script>" + b"x" * (1 << 17) + b"</script>" + LINE,
    ],
)
def test_a_page_with_more_than_that_it_is_not_found(serve: Serve, page: bytes) -> None:
    server = serve(lambda path, headers: http(page))
    assert "uncertain" in fetch(server, "/old").reason


@pytest.mark.parametrize(
    "there", ["/404", "/en/404.html", "/error/404", "/errors/not-found", "/PageNotFound.aspx"]
)
def test_a_deep_link_that_leads_to_an_error(serve: Serve, there: str) -> None:
    server = serve(
        lambda path, headers: http(PAGE) if path == there else http(b"", "302 X", f"Location: {there}")
    )
    assert "uncertain" in fetch(server, "/2025/dam").reason
    assert fetch(server, there).reason == ""
    article = serve(
        lambda path, headers: http(LINE * 9) if path == there else http(b"", "302 X", f"Location: {there}")
    )
    assert fetch(article, "/2025/dam").reason == ""


def test_a_long_page_says_nothing_of_itself(serve: Serve) -> None:
    server = serve(lambda path, headers: http(b"<title>404</title>" + b"x" * (1 << 18)))
    assert fetch(server, "/old").outcome == "ok"


@pytest.mark.parametrize("coding", ["UTF-8", "utf8", "none", "binary", "text/html", "8bit", "x" * 900])
def test_a_coding_that_nobody_knows(serve: Serve, coding: str) -> None:
    server = serve(lambda path, headers: http(PAGE, "200 OK", f"Content-Encoding: {coding}"))
    assert (fetch(server, "/").outcome, fetch(server, "/").body) == ("ok", PAGE)
    packed = serve(lambda path, headers: http(b"\1\0\2", "200 OK", f"Content-Encoding: {coding}"))
    assert fetch(packed, "/").outcome == "not-text"
