"""Pages that stand in the way of the one that was asked for: they forward, or want a login or a consent."""

import re
from html import unescape
from typing import Final
from urllib.parse import unquote, urlsplit

from sayso.verify.wire import Reply

# Only a short page does nothing but forward.
_MAX_PAGE_BYTES: Final = 1 << 16
# A page that is shown for longer is read before it forwards, or loads itself anew.
_MAX_DELAY_SECONDS: Final = 10
# What a browser does not take for part of the page, if it runs scripts.
_APART = re.compile(
    rb"<!--.*?(?:-->|\Z)|<(noscript|script|style|template)\b.*?(?:</\1|\Z)", re.DOTALL | re.IGNORECASE
)
_META = re.compile(rb"<meta\b((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>", re.IGNORECASE)
_IS_REFRESH = re.compile(rb"http-equiv\s*=\s*[\"']?\s*refresh\b", re.IGNORECASE)
_CONTENT = re.compile(rb"\bcontent\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_REFRESH = re.compile(
    r"\s*+([0-9]{0,5}+)[0-9.]*+[\s;,]++(?:url\s*+=\s*+)?+(?:\"([^\"]*+).*|'([^']*+).*|(.*))",
    re.IGNORECASE | re.DOTALL,
)

_LOGIN = re.compile(
    r"(?:^|[/._-])(?:log-?_?[io]n|sign-?_?in|authwall|auth|oauth2?|sso|saml2?|anmeld(?:en|ung)|einloggen|connexion"
    r"|iniciar-?sesion|accedi|acceso|entrar|inloggen|logowanie|checkpoint)(?:$|[/.])",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"(?:^|[/._-])(?:consent|collectconsent|cookie-?_?(?:consent|wall|policy|check)|privacy-?_?(?:gate|wall|center)"
    r"|gdpr|dsgvo|zustimmung|datenschutz-?_?center)(?:$|[/.])",
    re.IGNORECASE,
)
_PASSWORD = re.compile(rb"<input\b[^<>]*\btype\s*=\s*[\"']?password", re.IGNORECASE)
_FORM = re.compile(rb"<(?:form|button)\b", re.IGNORECASE)
_HOME = re.compile(
    r"/?(?:[a-z]{2}(?:[-_][a-z]{2})?/?)?(?:(?:index|home|default)(?:\.\w{3,5})?/?)?", re.IGNORECASE
)
_NOT_FOUND = re.compile(
    rb"<title[^<>]*+>[^<]{0,80}?(?:\b404\b"
    rb"|page (?:could )?not (?:be )?found|page (?:cannot|can't|can&#39;t) be found|not found"
    rb"|no longer (?:available|exists)|seite nicht gefunden|nicht gefunden|page introuvable|no encontrad[ao]"
    rb"|non trovata)[^<]{0,80}</title>",
    re.IGNORECASE,
)


def forwards_to(reply: Reply, page: bytes) -> str:
    """The address, as it stands there, that `page` does nothing but lead to; empty if it is shown."""
    found = _refresh(reply.header("refresh"))
    if found or len(page) > _MAX_PAGE_BYTES or "html" not in reply.header("content-type").lower():
        return found
    for meta in _META.finditer(_APART.sub(b"", page)):
        content = _CONTENT.search(meta[1]) if _IS_REFRESH.search(meta[1]) else None
        if content:
            text = content[content.lastindex or 1]
            return _refresh(unescape(text.decode("utf-8", "replace")))
    return ""


def _refresh(value: str) -> str:
    match = _REFRESH.fullmatch(value)
    if match is None or int(match[1] or 0) > _MAX_DELAY_SECONDS:
        return ""
    return (match[2] or match[3] or match[4] or "").strip()


def wants_first(asked: str, there: str, page: bytes) -> str:
    """What is wanted at `there` before one sees `asked`, which has led to it, in words; empty if nothing."""
    if asked == there:
        return ""
    start, end = urlsplit(asked), urlsplit(there)
    back = bool(start.path.strip("/")) and start.path in unquote(unquote(end.query))
    where = f"{end.hostname}{end.path}"
    before = f"{start.hostname}{start.path}"
    password = _PASSWORD.search(page) is not None
    form = _FORM.search(page) is not None
    if (_LOGIN.search(where) and not _LOGIN.search(before) and (password or back or form)) or (
        password and back
    ):
        return "it leads to a login"
    if _CONSENT.search(where) and not _CONSENT.search(before) and (form or back):
        return "it leads to a page that asks for consent"
    return ""


def doubt(asked: str, there: str, page: bytes) -> str:
    """Why it is uncertain whether what is at `there` is the document, in words; empty if nothing is odd."""
    start, end = urlsplit(asked), urlsplit(there)
    one_host = (start.hostname or "").removeprefix("www.") == (end.hostname or "").removeprefix("www.")
    # A short link may well lead to a home page.
    deep = not _HOME.fullmatch(start.path) and (one_host or "/" in start.path.strip("/"))
    if deep and not end.query and _HOME.fullmatch(end.path):
        return "it leads to the home page: whether the document is still there is uncertain"
    if len(page) <= _MAX_PAGE_BYTES and _NOT_FOUND.search(page):
        return "the page says of itself that nothing is found: whether the document is there is uncertain"
    return ""
