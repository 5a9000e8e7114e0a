"""What servers do before they show a page, in the many ways that they do it: answered without a socket."""

from collections.abc import Mapping

import brotli
import pytest

from sayso.record.citations import citations
from sayso.record.lock import Locked
from sayso.record.references import assemble
from sayso.verify.entry import lock_entry
from sayso.verify.failure import Failure
from sayso.verify.fetch import Fetched, Fetcher
from sayso.verify.wire import Limits, Reply
from tests.record.reading import CLAIM, SOURCE, read_claims

# Rows that were made to break it: the whole of them is for the long run.
pytestmark = pytest.mark.thorough(one_in=4)

HOST = "https://city.example"
PAGE = b"<title>Dam</title><p>The gate failed twice in May and nobody was told about it.</p>"
FORM = b"<title>Members</title><form><input name=u><input name=p type='password'></form>"
ASK = b"<title>Before you go on</title><form><button>Accept</button></form>"
EMPTY = b"<title>City</title><div id=app></div><script src=/app.js></script>"
HTML = ("Content-Type", "text/html; charset=utf-8")

Answer = tuple[int, list[tuple[str, str]], bytes]


class Site:
    """Answers from a table of paths and addresses; what is not in it is the page."""

    def __init__(self, answers: Mapping[str, Answer]) -> None:
        self.answers = answers
        self.asked: list[str] = []

    def __call__(self, url: str, headers: Mapping[str, str] | None = None) -> Reply:
        self.asked.append(url)
        if not url.startswith(("http://", "https://")):
            raise Failure("refused", "not opened")
        answer = self.answers.get(url.removeprefix(HOST)) or self.answers.get(url) or (200, [HTML], PAGE)
        return Reply(url, "2026-01-01T00:00:00Z", answer[0], tuple(answer[1]), answer[2])


def fetch(answers: Mapping[str, Answer], path: str = "/2025/dam", **limits: int) -> Fetched:
    return Fetcher(Site(answers), Limits(**limits)).fetch(f"{HOST}{path}")


def to(there: str, status: int = 302, *more: tuple[str, str]) -> Answer:
    return status, [("Location", there), *more], b""


LOGINS = [
    "/login",
    "/Login",
    "/log-in",
    "/log_in",
    "/logon",
    "/signin",
    "/sign-in",
    "/SignIn.aspx",
    "/user/login",
    "/users/login?return_to=x",
    "/accounts/login/?next=/2025/dam",
    "/auth/realms/city",
    "/auth",
    "/oauth2/authorize?redirect_uri=x",
    "/sso/start",
    "/saml/login",
    "/idp/profile/SAML2/Redirect/SSO",
    "/adfs/ls/?wa=wsignin1.0",
    "/cas/login?service=x",
    "/wp-login.php?redirect_to=x",
    "/anmelden",
    "/anmeldung",
    "/einloggen",
    "/connexion",
    "/se-connecter",
    "/iniciar-sesion",
    "/ingresar",
    "/accedi",
    "/entrar",
    "/inloggen",
    "/aanmelden",
    "/logga-in",
    "/logg-inn",
    "/log-ind",
    "/kirjaudu",
    "/logowanie",
    "/zaloguj",
    "/prihlaseni",
    "/bejelentkezes",
    "/giris",
    "/vhod",
    "/authwall?x=1",
    "/checkpoint/lg",
    "/members?from=%2F2025%2Fdam",
    "/x?back=https%3A%2F%2Fcity.example%2F2025%2Fdam",
    "/session/new?return_to=x",
    "/account/logon.aspx",
    "https://login.city.example/",
    "https://accounts.city.example/v3/signin",
    "https://id.city.example/signin",
    "https://sso.city.example/start",
    "https://auth.city.example/u",
    "https://other.example/oauth/authorize?x=1",
    "/%D0%B2%D0%BE%D0%B9%D1%82%D0%B8",
    "/%E7%99%BB%E5%BD%95",
    "/%E3%83%AD%E3%82%B0%E3%82%A4%E3%83%B3",
]


@pytest.mark.parametrize("status", [301, 302, 303, 307])
@pytest.mark.parametrize("there", LOGINS)
def test_a_login(there: str, status: int) -> None:
    fetched = fetch({"/2025/dam": to(there, status), there: (200, [HTML], FORM)})
    assert (fetched.outcome, fetched.reason, fetched.body) == ("blocked", "it leads to a login", b"")


@pytest.mark.parametrize(
    "there",
    [
        "/login?next=%2F2025%2Fdam",
        "/signin?returnUrl=/2025/dam",
        "https://id.city.example/login?continue=https%3A%2F%2Fcity.example%2F2025%2Fdam",
    ],
)
@pytest.mark.parametrize("page", [EMPTY, ASK, b""])
def test_a_login_that_a_script_draws(there: str, page: bytes) -> None:
    assert fetch({"/2025/dam": to(there), there: (200, [HTML], page)}).outcome == "blocked"


GATES = """
/consent?back=/2025/dam|consent
/privacy-gate/?callbackUrl=x|consent
https://consent.city.example/ml?continue=https%3A%2F%2Fcity.example%2F2025%2Fdam|consent
https://consent.other.example/v2/collectConsent?sessionId=1|consent
https://myprivacy.other.example/consent?callbackUrl=x|consent
/cookie-consent|consent
/cookiewall|consent
/cookies/einwilligung?r=/2025/dam|consent
/zustimmung|consent
/gdpr-consent/|consent
/privacy-wall|consent
/consent-management/?redirectUri=x|consent
/datenschutz/zustimmung|consent
/consentement|consent
/tracking-choice?origin=https://city.example/2025/dam|consent
/age-gate|age
/agegate?return=/2025/dam|age
/over18?dest=https%3A%2F%2Fcity.example%2F2025%2Fdam|age
/age-verification/|age
/verify-age|age
/altersabfrage|age
/subscribe?returnUrl=/2025/dam|subscription
/paywall?from=/2025/dam|subscription
/abo?ref=/2025/dam|subscription
/abonnement?next=/2025/dam|subscription
/register?returnUrl=/2025/dam|subscription
/registrieren?zurueck=/2025/dam|subscription
/captcha?u=/2025/dam|robots
/sorry/index?continue=https://city.example/2025/dam|robots
/robot-check?x=/2025/dam|robots
/challenge?to=/2025/dam|robots
/human-verification?to=/2025/dam|robots
""".strip().splitlines()


@pytest.mark.parametrize("row", GATES)
def test_what_stands_before_a_page(row: str) -> None:
    there, what = row.split("|")
    fetched = fetch({"/2025/dam": to(there), there: (200, [HTML], ASK)})
    assert (fetched.outcome, fetched.body) == ("blocked", b"")
    assert what in fetched.reason


@pytest.mark.parametrize(
    "there",
    [
        "/2025/login-of-the-board-leaked", "/2025/dam/", "/articles/sign-in-sheet", "/blog/author/anna", "/2025/signing-up",
        "/consenting-adults", "/2025/subscribe-to-nothing", "/2025/age-of-dams", "/authority/report", "/authors/anna",
        "/2025/challenge-to-the-board", "/2025/captcha-history", "/2025/registered-dams", "/2025/entrance", "/2025/ssodam",
        "/2025/id/77", "https://id.other.example.org/2025/report", "/2025/abolition",
    ],
)  # fmt: skip
@pytest.mark.parametrize("page", [PAGE + ASK, PAGE])
def test_other_addresses_are_pages(there: str, page: bytes) -> None:
    fetched = fetch({"/2025/dam": to(there), there: (200, [HTML], page)})
    assert (fetched.outcome, fetched.body) == ("ok", page)


FORWARDING = [
    '<meta http-equiv="refresh" content="0; url=/new">',
    "<META HTTP-EQUIV=REFRESH CONTENT=\"0;URL='/new'\">",
    '<meta http-equiv=refresh content=0;url=/new>',
    '<meta content="0; url=/new" http-equiv="refresh" />',
    '<meta http-equiv="refresh" content="0; URL = \'/new\'">',
    '<meta http-equiv="refresh" content="0;/new">',
    '<meta http-equiv="refresh" content="0,/new">',
    '<meta http-equiv="refresh" content="0 url=/new">',
    '<meta http-equiv="refresh" content="  0  ;  url=/new  ">',
    '<meta http-equiv="refresh" content="5; url=/new"><p>This page has moved.</p>',
    '<meta http-equiv="refresh" content="0.5; url=https://city.example/new">',
    '<meta http-equiv="refresh" content="0; url=//city.example/new">',
    '<meta http-equiv="refresh" content="0; url=new">',
    '<meta http-equiv="refresh" content="0; url=../new">',
    '<meta http-equiv="refresh" content="0; url=&#x2F;new">',
    '<meta http-equiv="refresh" content="0; url=/new#part">',
    '<html><head><title>Moved</title><meta http-equiv="refresh" content="0; url=/new"></head><body></body></html>',
    '<!doctype html><meta charset=utf-8><meta name=robots content=noindex><meta http-equiv=refresh content="0; url=/new">',
    '<head><noscript><META http-equiv="refresh" content="0;URL=/new"></noscript><title>/new</title></head>'
    '<script>window.opener = null; location.replace("\\/new")</script>',
    '<noscript><meta http-equiv="refresh" content="0; url=/new"></noscript>',
    '<script>window.location = "/new";</script>',
    "<script>location.href='/new'</script>",
    "<script type='text/javascript'>window.location.href = \"https://city.example/new\";</script>",
    "<script>document.location.replace('/new');</script><p>Redirecting…",
    "<script>top.location='/new'</script><a href=/new>Click here</a>",
    "<html><body onload=\"location.replace('/new')\"></body></html>",
    "<script>self.location.assign('/new')</script>",
]  # fmt: skip


@pytest.mark.parametrize("page", FORWARDING)
@pytest.mark.parametrize("kind", [HTML, ("Content-Type", "application/xhtml+xml"), ("Content-Type", "")])
def test_a_page_that_only_forwards(page: str, kind: tuple[str, str]) -> None:
    there = "/2025/new" if "url=new" in page else "/new"
    site = {"/2025/dam": (200, [kind], page.encode()), there: (200, [HTML], PAGE + b"x")}
    fetched = fetch(site)
    assert (fetched.outcome, fetched.body) == ("ok", PAGE + b"x")
    assert fetch(site, redirects=0).reason == "there are more than 0 redirects"


@pytest.mark.parametrize(
    "value",
    [
        "0; url=/new",
        "0;URL=/new",
        "0, url='/new'",
        '0; url="/new"',
        "3;/new",
        "0;url=https://city.example/new",
    ],
)
@pytest.mark.parametrize("kind", [HTML, ("Content-Type", "text/plain")])
def test_the_header(value: str, kind: tuple[str, str]) -> None:
    site = {"/2025/dam": (200, [kind, ("Refresh", value)], b""), "/new": (200, [HTML], PAGE + b"x")}
    assert fetch(site).body == PAGE + b"x"


SHOWN = [
    b'<meta http-equiv="refresh" content="600; url=/new">' + PAGE,
    b'<meta http-equiv="refresh" content="600">' + PAGE,
    b'<meta http-equiv="refresh" content="0; url=/2025/dam">' + PAGE,
    b"<!-- <meta http-equiv=refresh content='0; url=/new'> -->" + PAGE,
    b"<noscript><meta http-equiv=refresh content='0; url=/new'></noscript>" + PAGE * 9,
    b"<script>if (old) { location.href = '/new' }</script>",
    b"<script>if (old) { location.href = '/new' }</script>" + PAGE * 9,
    b"<textarea><meta http-equiv=refresh content='0; url=/new'></textarea>" + PAGE,
    b"<p>location.href = '/new' is how a script forwards, and this is an article about it.</p>" + PAGE * 9,
]


@pytest.mark.parametrize("page", SHOWN)
def test_a_page_that_is_shown(page: bytes) -> None:
    site = {"/2025/dam": (200, [HTML], page), "/new": (200, [HTML], b"another")}
    assert fetch(site).body == page


NOT_FOUND = """
404|404 - Not Found|Error 404|HTTP 404|Page not found|Page Not Found · Courier|Courier: page not found
Oops! That page can’t be found.|This page can't be found|This page isn't available|This page isn’t available
We couldn't find that page|Sorry, this page doesn't exist|Page does not exist|Content not available
Content no longer available|Article not found|Document not found|File not found|Nothing found|No longer exists
Seite nicht gefunden|Die Seite wurde nicht gefunden|Seite existiert nicht|Seite nicht verfügbar
Page introuvable|Page non trouvée|Cette page n'existe pas|Página no encontrada|Esta página no existe
Página não encontrada|Pagina non trovata|Pagina niet gevonden|Sidan hittades inte|Siden blev ikke fundet
Siden finnes ikke|Sivua ei löytynyt|Nie znaleziono strony|Strona nie istnieje|Stránka nenalezena
Страница не найдена|Ошибка 404|Сторінку не знайдено|找不到页面|页面不存在|ページが見つかりません
페이지를 찾을 수 없습니다|الصفحة غير موجودة|הדף לא נמצא|Sayfa bulunamadı|Az oldal nem található
Pagina nu a fost găsită|Account suspended|This domain is for sale|Domain parked
""".strip().replace("\n", "|").split("|")  # fmt: skip


@pytest.mark.parametrize("words", [each.strip() for each in NOT_FOUND])
@pytest.mark.parametrize(
    "form", ["<title>{}</title><p>Sorry.", "<title>Courier</title><h1 class=x>{}</h1><p>Sorry."]
)
def test_a_page_that_says_that_nothing_is_there(words: str, form: str) -> None:
    fetched = fetch({"/2025/dam": (200, [HTML], form.format(words).encode())})
    assert fetched.outcome == "moved"
    assert "uncertain" in fetched.reason


@pytest.mark.parametrize(
    "words",
    [
        "The dam", "Gate 4 of 5", "Room 404 of the board", "Body of missing man found", "Evidence not found in the files, board says",
        "Kein Gift gefunden", "Lost and found", "Page one", "1404 people left", "Nothing to see", "Die Suche nach der Seite",
    ],
)  # fmt: skip
def test_a_page_that_does_not(words: str) -> None:
    page = f"<title>{words} | Courier</title><h1>{words}</h1>".encode() + PAGE * 3
    assert fetch({"/2025/dam": (200, [HTML], page)}).outcome == "ok"


HOMES = [
    "/",
    "/index.html",
    "/index.htm",
    "/index.php",
    "/Index.aspx",
    "/default.aspx",
    "/home",
    "/home/",
    "/home.html",
    "/en/",
    "/de",
    "/de-DE/",
    "/en/home",
    "/en/index.html",
    "/?utm_source=old",
    "/?redirected=1",
    "/?from=404",
    "/?ref=old",
    "/?error=404",
    "/index.php?notfound=1",
    "https://www.city.example/",
    "https://www.city.example/en/",
    "https://new.example/",
]


@pytest.mark.parametrize("there", HOMES)
@pytest.mark.parametrize("status", [301, 302])
def test_a_deep_link_that_leads_home(there: str, status: int) -> None:
    fetched = fetch({"/2025/dam": to(there, status), there: (200, [HTML], PAGE)})
    assert (fetched.outcome, fetched.body) == ("moved", PAGE)
    assert "uncertain" in fetched.reason


@pytest.mark.parametrize("there", ["/?p=12", "/2025/", "/dam", "/index.php?id=5", "/?article=7"])
def test_what_is_no_home(there: str) -> None:
    fetched = fetch({"/2025/dam": to(there), there: (200, [HTML], PAGE)})
    assert fetched.reason == ""


@pytest.mark.parametrize("number", range(1, 11))
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects(number: int, status: int) -> None:
    site = {f"/r{step}": to(f"/r{step + 1}", status) for step in range(number)}
    fetched = fetch(site, "/r0")
    assert (fetched.outcome in ("ok", "moved"), fetched.body) == (True, PAGE)
    longer = {f"/r{step}": to(f"/r{step + 1}", status) for step in range(number + 10)}
    assert fetch(longer, "/r0").outcome == "unreachable"
    assert fetch(longer, "/r0", redirects=50).body == PAGE


@pytest.mark.parametrize(
    ("location", "there"),
    [
        ("new", "/2025/new"), ("/new", "/new"), ("../new", "/new"), ("?x=1", "/2025/dam?x=1"), ("//city.example/new", "/new"),
        ("HTTPS://city.example/new", "/new"), (" /new ", "/new"), ("/new#part", "/new"), ("/a b", "/a%20b"),
        ("/caf\u00c3\u00a9", "/caf%C3%A9"), ("/new?q=a|b", "/new?q=a%7Cb"), ("./new", "/2025/new"), ("/new?", "/new"),
    ],
)  # fmt: skip
def test_where_a_redirect_leads(location: str, there: str) -> None:
    site = Site({"/2025/dam": to(location)})
    assert Fetcher(site, Limits()).fetch(f"{HOST}/2025/dam").body == PAGE
    assert site.asked[-1].rstrip("?").lower() == f"{HOST}{there}".lower()


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("UTF-8", PAGE), ("utf8", PAGE), ("none", PAGE), ("identity", PAGE), ("", PAGE), ("gzip", PAGE), ("GZIP", PAGE),
        ("deflate", PAGE), ("br", PAGE), ("zstd", PAGE), ("br", brotli.compress(PAGE)), ("text", PAGE), ("7bit", PAGE),
        ("windows-1252", PAGE), ("gzip, br", PAGE), ("binary", PAGE), ("raw", PAGE), ("plain", PAGE), ("amz-1.0", PAGE),
    ],
)  # fmt: skip
def test_codings(coding: str, body: bytes) -> None:
    site = {"/2025/dam": (200, [HTML, ("Content-Encoding", coding)], body)}
    assert (fetch(site).outcome, fetch(site).body) == ("ok", PAGE)


class Gatekeeper(Site):
    """Shows the page to whoever sends the cookies that were set on the way."""

    def __init__(self, cookies: list[str], wanted: str, step: str) -> None:
        super().__init__({})
        self.cookies, self.wanted, self.step = cookies, wanted, step

    def __call__(self, url: str, headers: Mapping[str, str] | None = None) -> Reply:
        given = (headers or {}).get("Cookie", "")
        if self.wanted in given:
            return super().__call__(url, headers)
        there = self.step if url.endswith("/2025/dam") else "/2025/dam"
        more = [("Set-Cookie", cookie) for cookie in self.cookies]
        return Reply(url, "2026-01-01T00:00:00Z", 302, (("Location", there), *more), b"")


@pytest.mark.parametrize(
    ("cookies", "wanted"),
    [
        (["a=1"], "a=1"), (["a=1; Path=/"], "a=1"), (["a=1; path=/; HttpOnly; Secure; SameSite=None"], "a=1"),
        (["a=1; Domain=city.example"], "a=1"), (["a=1; Domain=.city.example"], "a=1"), (["a=1", "b=2"], "b=2"),
        (["a=1; Max-Age=3600"], "a=1"), (["a=1; Expires=Wed, 01 Jan 2098 00:00:00 GMT"], "a=1"), (['a="1"'], 'a="1"'),
        (["a=1; Path=/2025"], "a=1"), (["a=x|y%20z"], "a=x|y%20z"), (["__Host-a=1; Secure; Path=/"], "__Host-a=1"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("step", ["/2025/dam", "/2025/check"])
def test_cookies(cookies: list[str], wanted: str, step: str) -> None:
    fetched = Fetcher(Gatekeeper(cookies, wanted, step), Limits()).fetch(f"{HOST}/2025/dam")
    assert (fetched.outcome, fetched.body) == ("ok", PAGE)


@pytest.mark.parametrize(
    "cookie",
    [
        "a=1; Max-Age=0",
        "a=1; Domain=other.example",
        "a=1; Path=/elsewhere",
        "a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
    ],
)
def test_cookies_that_do_not_come_back(cookie: str) -> None:
    fetched = Fetcher(Gatekeeper([cookie], "a=1", "/2025/dam"), Limits()).fetch(f"{HOST}/2025/dam")
    assert fetched.outcome in ("blocked", "unreachable")
    assert fetched.reason == "the redirects lead in a loop"


QUOTE = "The gate failed twice in May and nobody was told about it."
LONG = "<p>The board met again, and spoke at length about the dam, its gates and its gauges, as it does each month.</p>"
FORWARDS = '<meta http-equiv=refresh content="{};url={}">'


def seen(answers: Mapping[str, Answer]) -> Locked:
    """What the lock says of a source with `QUOTE`, and this in its way."""
    page = fetch(answers)
    items = [{"source": "report", "quote": QUOTE}]
    sources = {"report": {**SOURCE, "url": page.url}}
    (asked,) = citations(assemble(read_claims({**CLAIM, "corroboration": items}, sources=sources)))
    return lock_entry(asked, page, None, "2026-01-31T12:00:00Z")


def outcomes(entry: Locked) -> list[str]:
    return [entry.outcome, *(quote.outcome for quote in entry.quotes)]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"/2025/dam": to("/", 301), "/": (200, [HTML], LONG.encode())}, ["moved", "uncertain"]),
        ({"/2025/dam": (200, [HTML], b"<title>Page not found</title><p>Sorry.")}, ["moved", "uncertain"]),
        ({"/2025/dam": to("/dam", 301), "/dam": (200, [HTML], LONG.encode())}, ["moved", "missing"]),
        ({"/2025/dam": to("/", 301), "/": (200, [HTML], PAGE)}, ["moved", "found"]),
        ({"/2025/dam": (200, [HTML], FORWARDS.format(0, "/2025/dam").encode())}, ["ok", "uncertain"]),
        ({"/2025/dam": (200, [HTML], FORWARDS.format(0, "/2025/dam").encode() + PAGE)}, ["ok", "found"]),
        ({"/2025/dam": (200, [HTML], LONG.encode())}, ["ok", "missing"]),
        pytest.param(
            {"/2025/dam": (200, [HTML], f"<title>Page not found</title><p>{QUOTE}".encode())},
            ["ok", "found"],
            marks=pytest.mark.thorough(one_in=1),
        ),
    ],
)  # fmt: skip
def test_the_record_is_not_blamed(answers: Mapping[str, Answer], expected: list[str]) -> None:
    entry = seen(answers)
    assert outcomes(entry) == expected
    assert entry.quotes[0].reason == (entry.reason if expected[1] == "uncertain" else "")


@pytest.mark.parametrize("heading", ["Page not found: how the archive lost its past", "404"])
def test_an_article_about_what_is_not_found(heading: str) -> None:
    page = f"<title>{heading}</title><h1>{heading}</h1>{LONG * 6}<p>{QUOTE}</p>"
    entry = seen({"/2025/dam": (200, [HTML], page.encode())})
    assert (outcomes(entry), entry.reason) == (["ok", "found"], "")


@pytest.mark.parametrize("paragraphs", [3, 5, 10])
@pytest.mark.parametrize("seconds", [1, 5, 10])
def test_an_article_that_forwards_after_a_while(paragraphs: int, seconds: int) -> None:
    page = f"{FORWARDS.format(seconds, '/new')}<p>{QUOTE}</p>{LONG * paragraphs}"
    site = {"/2025/dam": (200, [HTML], page.encode()), "/new": (200, [HTML], b"another")}
    assert outcomes(seen(site)) == ["ok", "found"]
    by_header = {"/2025/dam": (200, [HTML, ("Refresh", f"{seconds}; url=/new")], page.encode())}
    assert outcomes(seen(by_header)) == ["ok", "found"]


def short(forward: str, number: int) -> bytes:
    return f"{forward}<title>Dam</title><p>{QUOTE}</p><p>{'Redirecting. ' * number}</p>".encode()


FORWARDINGS = [
    *(FORWARDS.format(seconds, "/new") for seconds in range(11)),
    "<script>location.href='/new'</script>",
    "<script>setTimeout(window.location.replace('/new'), 9000)</script>",
    "<noscript><meta http-equiv=refresh content='8;url=/new'></noscript>",
]
THERE: list[Answer] = [
    (200, [HTML], b"another"),
    (404, [HTML], b""),
    (403, [HTML], b""),
    (500, [HTML], b""),
    to("http://169.254.169.254/"),
    to("/login?next=/2025/dam"),
    to("/2025/dam"),
    to("/"),
]


@pytest.mark.parametrize("forward", FORWARDINGS)
@pytest.mark.parametrize("there", THERE, ids=str)
def test_a_short_page_that_forwards_and_holds_the_quote(forward: str, there: Answer) -> None:
    for number in (1, 5):
        site = {"/2025/dam": (200, [HTML], short(forward, number)), "/new": there}
        assert outcomes(seen(site)) == ["ok", "found"]


@pytest.mark.parametrize("forward", FORWARDINGS[:-1])
def test_a_page_that_forwards_to_the_one_with_the_quote(forward: str) -> None:
    """Its own words are no reason to stay there."""
    notice = f"{forward}<title>Dam</title><p>This page has moved; please wait.</p>".encode()
    there = (200, [HTML], f"<title>Dam</title><p>{QUOTE}</p>".encode())
    entry = seen({"/2025/dam": (200, [HTML], notice), "/new": there})
    assert (outcomes(entry), entry.final_url) == (["ok", "found"], f"{HOST}/new")
    gone = seen({"/2025/dam": (200, [HTML], notice), "/new": (404, [HTML], b"")})
    assert outcomes(gone) == ["gone"]


PASSWORD = "<form><input name=u><input type=password name=p><button>Sign in</button></form>"
ASKING = [
    ("<h1>Subscribe to continue reading</h1><p>This article is for subscribers.</p>" + PASSWORD, "subscription"),
    ("<p>Log in to read this.</p>" + PASSWORD, "login"),
    ("<p>Nur für Abonnenten.</p>" + PASSWORD, "subscription"),
    ("<h1>Wir brauchen Ihre Zustimmung</h1><p>Mit Werbung weiterlesen.</p><button>Alle akzeptieren</button>", "consent"),
    ("<h1>Before you continue</h1><form><button>Accept all</button><button>Reject all</button></form>", "consent"),
    ("<p>Nous utilisons des cookies.</p><button>Tout accepter</button>", "consent"),
    ("<h1>Just a moment…</h1><p>Checking your browser before accessing.</p><p>Verify you are human.</p>", "robots"),
    ("<p>Please confirm you’re not a robot.</p>", "robots"),
]  # fmt: skip


@pytest.mark.parametrize(("page", "what"), ASKING)
def test_a_wall_without_a_redirect(page: str, what: str) -> None:
    entry = seen({"/2025/dam": (200, [HTML], page.encode())})
    assert outcomes(entry) == ["blocked"]
    assert what in entry.reason
    assert outcomes(seen({"/2025/dam": (200, [HTML], f"<p>{QUOTE}</p>{page}".encode())})) == ["ok", "found"]
    assert outcomes(seen({"/2025/dam": (200, [HTML], (page + LONG * 6).encode())})) == ["ok", "missing"]
    assert outcomes(seen({"/2025/dam": (200, [("Content-Type", "text/plain")], page.encode())})) == [
        "ok",
        "missing",
    ]


@pytest.mark.parametrize(
    "page",
    [
        "<p>Whoever clicks “Accept all” is followed, says a study of cookies.</p>",
        "<p>Subscribe to continue reading, said the paper to its readers.</p><form><input name=q></form>",
        PASSWORD + LONG,
    ],
)
def test_a_short_article_is_no_wall(page: str) -> None:
    assert outcomes(seen({"/2025/dam": (200, [HTML], page.encode())})) == ["ok", "missing"]


LABELLED = (
    "<title>{}</title><h1>{}</h1><form>{} <input name=u> {} <input type=password> <button>{}</button></form>"
)
LOGINS_IN = [
    ("City: Sign in", "Sign in", "User name", "Password", "Sign in"),
    ("Anmeldung", "Anmelden", "Benutzername", "Passwort", "Anmelden"),
    ("Connexion", "Connectez-vous", "Identifiant", "Mot de passe", "Se connecter"),
    ("Iniciar sesión", "Acceso", "Usuario", "Contraseña", "Entrar"),
    ("Accedi", "Accedi al portale", "Nome utente", "Parola", "Accedi"),
    ("Iniciar sessão", "Área reservada", "Utilizador", "Palavra-passe", "Entrar"),
    ("Вход", "Вход в систему", "Имя пользователя", "Пароль", "Войти"),
    ("登录", "用户登录", "用户名", "密码", "登录"),
]
DENIALS = [
    '<title>Access Denied</title><h1>Access Denied</h1>You don\'t have permission to access "/2025/dam" on this '
    "server.<p>Reference #18.2f1e.1700000000.1a2b",
    "<title>403 Forbidden</title><center><h1>403 Forbidden</h1></center><hr><center>nginx</center>",
    "<title>Access denied | city.example</title><h1>Error 403</h1><h2>Access denied</h2><p>Your IP was blocked.",
    "<title>city.example</title><h1>Sorry, you have been blocked</h1><h2>You are unable to access city.example</h2>"
    "<p>Why have I been blocked? This website is using a security service to protect itself from attacks.",
    "<title>Zugriff verweigert</title><p>Sie haben keine Berechtigung, diese Seite anzuzeigen. Wenden Sie sich an "
    "die Verwaltung der Website.",
    "<title>Accès refusé</title><h1>Accès refusé</h1><p>Vous n’êtes pas autorisé à accéder à cette page du site.",
    "<title>Acceso denegado</title><p>Usted no tiene permiso para ver esta página ni los documentos que contiene.",
    "<title>Accesso negato</title><p>Non hai i permessi necessari per visualizzare questa pagina.",
    "<title>Acesso negado</title><p>Você não tem permissão.",
    "<title>Доступ запрещён</title><h1>Доступ запрещён</h1><p>У вас нет прав для просмотра этой страницы сайта.",
    "<title>访问被拒绝</title><p>您没有权限访问此页面。",
    "<body>Access denied.",
]


def blocked_as(page: str) -> str:
    entry = seen({"/2025/dam": (200, [HTML], page.encode())})
    return entry.reason if outcomes(entry) == ["blocked"] else ""


@pytest.mark.parametrize("words", LOGINS_IN, ids=lambda words: words[0])
def test_a_bare_login(words: tuple[str, str, str, str, str]) -> None:
    page = LABELLED.format(*words)
    assert blocked_as(page) == "the page asks for a subscription or a login"
    assert blocked_as(f"{page}<p>Please use the name that you were given.</p>")
    links = "".join(f"<a href=/{number}>one of the links of the city</a> " for number in range(6))
    assert blocked_as(f"{page}<div>{links}</div>")
    title, _, name, secret, button = words
    bare = f"<title>{title}</title><input placeholder='{name}'><input type=password placeholder={secret}>"
    assert blocked_as(f"{bare}<input type=submit value='{button}'>")
    for more in (LONG, f"<p>{title} " + "gate " * 30):
        assert outcomes(seen({"/2025/dam": (200, [HTML], (page + more).encode())})) == ["ok", "missing"]
    assert outcomes(seen({"/2025/dam": (200, [HTML], f"{page}<p>{QUOTE}".encode())})) == ["ok", "found"]


@pytest.mark.parametrize("page", DENIALS)
def test_a_denial_with_status_200(page: str) -> None:
    assert blocked_as(page) == "the page says that access to it is denied"
    assert outcomes(seen({"/2025/dam": (200, [HTML], f"{page}<p>{QUOTE}".encode())})) == ["ok", "found"]
    assert outcomes(seen({"/2025/dam": (200, [HTML], (page + LONG * 6).encode())})) == ["ok", "missing"]


@pytest.mark.parametrize(
    "page",
    [
        "<title>Access denied: how the city closed its archive</title><h1>Access denied</h1><p>You cannot see it.",
        "<title>Access denied</title><h1>Access denied</h1><p>The city denied the press access to the archive of the "
        "dam, said the mayor on Monday. Nobody was told why, nor for how long it is to last.",
        "<title>Anmelden</title><h1>Anmelden</h1><p>Wie sich die Stadt im Mai bei ihrem eigenen Portal anmeldete, und "
        "warum das zweimal misslang, steht im Bericht.",
        "<title>How the login failed</title><p>The login of the portal of the city failed twice in May, as the board "
        "says, and the password was on a note.<form><input type=password></form>",
        '<meta property="article:published_time" content="2025-05-01"><title>Access denied</title><p>You cannot.',
        "<title>Forbidden City</title><p>It is in Beijing.",
        PASSWORD + "<!--" + "x" * (1 << 18) + "-->",
        '<title>Access denied</title><h1>How the press was kept out</h1><p>"You cannot see it," said the board.',
        "<title>City</title><p>The dam.<form>Name <input type=password></form>",
        "<title>Dams</title><p>" + "<a href=/x>one of the dams of the city</a> " * 6 + PASSWORD,
    ],
)
def test_an_article_about_a_login_or_a_denial(page: str) -> None:
    assert outcomes(seen({"/2025/dam": (200, [HTML], page.encode())})) == ["ok", "missing"]


PAID = '<script type="application/ld+json">{{"@type": "NewsArticle", "isAccessibleForFree": {}}}</script>'


@pytest.mark.parametrize(
    ("marker", "expected"),
    [
        (PAID.format("false"), "uncertain"),
        (PAID.format('"False"'), "uncertain"),
        (PAID.format('false, "hasPart": {"isAccessibleForFree": false, "cssSelector": ".x"}'), "uncertain"),
        (PAID.format("true"), "missing"),
        (PAID.format("true") + PAID.format("false"), "missing"),
        ('<p>"isAccessibleForFree": false', "missing"),
        ("<p>Subscribe to continue reading.", "missing"),
    ],
)
def test_a_paywall_below_a_long_teaser(marker: str, expected: str) -> None:
    entry = seen({"/2025/dam": (200, [HTML], (marker + LONG * 8).encode())})
    assert outcomes(entry) == ["ok", expected]
    assert ("free to read" in entry.reason) == (expected == "uncertain")
    whole = seen({"/2025/dam": (200, [HTML], f"{marker}{LONG * 8}<p>{QUOTE}".encode())})
    assert (outcomes(whole), whole.reason) == (["ok", "found"], "")
    other = seen(
        {"/2025/dam": (200, [HTML], f"{marker}{LONG * 8}<p>{QUOTE.replace('twice', 'once')}".encode())}
    )
    assert outcomes(other) == ["ok", "near"]
