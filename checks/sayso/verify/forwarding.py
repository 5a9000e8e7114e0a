"""Pages that stand in the way of the one that was asked for: they forward, or want something of a reader."""

import re
from html import unescape
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit

from sayso.verify.wall import FORM, PARAGRAPH, PASSWORD_FIELD, PUBLISHED, elements_pattern, words_of
from sayso.verify.wire import Reply

# Only a short page does nothing but forward.
_MAX_PAGE_BYTES: Final = 1 << 16
# A page that is shown for longer is read before it forwards, or loads itself anew; so is one with more text
# than a notice has, if it is shown at all.
_MAX_DELAY_SECONDS: Final = 10
_MAX_NOTICE_CHARS: Final = 300

# What a browser does not take for part of the page, if it runs scripts.
_APART = elements_pattern("noscript|script|style|template|textarea|title|xmp|iframe")
_COMMENT = elements_pattern("script|style")
# What is around an article, and no prose of it.
_AROUND = elements_pattern(
    "noscript|script|style|template|title|nav|header|footer|aside|form|button|select|dialog|a|li"
)
_TAG = re.compile(rb"<[^<>]*>?")
_META = re.compile(rb"<meta\b((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>", re.IGNORECASE)
_IS_REFRESH = re.compile(rb"http-equiv\s*=\s*[\"']?\s*refresh\b", re.IGNORECASE)
_CONTENT = re.compile(rb"\bcontent\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_REFRESH = re.compile(
    r"\s*+([0-9]{0,5}+)[0-9.]*+[\s;,]++(?:url\s*+=\s*+)?+(?:\"([^\"]*+).*|'([^']*+).*|(.*))",
    re.IGNORECASE | re.DOTALL,
)
# A page with a script that forwards has so little in it, and no more text than this, about just that.
_MAX_SCRIPTED_BYTES: Final = 4_096
_MAX_TEXT_CHARS: Final = 200
_TELLS_OF_IT = re.compile(
    rb"redirect|moved|moving|click|forward|please wait|loading|weiter|klick|cliqu|redirig|leitet",
    re.IGNORECASE,
)
_BY_SCRIPT = re.compile(
    rb"\blocation(?:\.href)?\s*(?:=|\.(?:replace|assign)\s*\()\s*(?:\"([^\"\r\n]+)\"|'([^'\r\n]+)')",
    re.IGNORECASE,
)
# A script that decides something may not forward this reader.
_DECIDES = re.compile(rb"\b(?:if|else|function|case|catch)\b|=>|&&|\|\|")

TO_ITSELF: Final = "the page only forwards, and to itself: whether the document is there is uncertain"
EMPTY: Final = "the server sends nothing: whether the document is there is uncertain"
SAYS_NOT_FOUND: Final = (
    "the page says of itself that nothing is found: whether the document is there is uncertain"
)

_LOGIN: Final = (
    r"log-?_?[io]n|log-?_?ind|sign-?_?in|authwall|auth|oauth2?|sso|saml2?|adfs|cas|session/new|wp-login"
    r"|an-?meld(?:en|ung)|aanmelden|einloggen|connexion|se-connecter|iniciar-?sesion|ingresar|accedi|acceso|entrar"
    r"|inloggen|logga-?in|logg-?inn|kirjaudu|logowanie|zaloguj|prihlas(?:eni|it)|bejelentkezes|giris|vhod|checkpoint"
    r"|войти|вход|登录|登陆|ログイン"
)
_CONSENT: Final = (
    r"(?:my-?)?consent(?:ement|-management)?|collectconsent|cookies?-?_?(?:consent|wall|policy|check|einwilligung)"
    r"|cookies/einwilligung|privacy-?_?(?:gate|wall|center)|gdpr(?:-consent)?|dsgvo|zustimmung|tracking-choice"
    r"|datenschutz-?_?center"
)
_AGE: Final = r"age-?_?(?:gate|check|verification|wall)|over-?18|verify-?age|altersabfrage|alterspruefung"
_ROBOTS: Final = r"captcha|sorry/index|(?:robot|bot|human)-?_?(?:check|verification)|challenge"
_MONEY: Final = (
    r"subscri(?:be|ption)s?|paywall|abo|abonnement|abonnieren|register|registrieren|registration|premium"
)


def _gate_pattern(words: str) -> re.Pattern[str]:
    """What host and path of such a page look like."""
    return re.compile(rf"(?:^|[/._-])(?:{words})(?:$|[/.])", re.IGNORECASE)


_IS_LOGIN: Final = _gate_pattern(_LOGIN)
# What is wanted first, and whether only where the way back is told: the words stand in other addresses too.
_GATES: Final = (
    (_gate_pattern(_CONSENT), "it leads to a page that asks for consent", False),
    (_gate_pattern(_AGE), "it leads to a page that asks for an age", False),
    (_gate_pattern(_ROBOTS), "it leads to a check against robots", True),
    (_gate_pattern(_MONEY), "it leads to a page that asks for a subscription", True),
)
_HOME = re.compile(
    r"/?(?:[a-z]{2}(?:[-_][a-z]{2})?/?)?(?:(?:index|home|default)(?:\.\w{3,5})?/?)?", re.IGNORECASE
)
# With these a home page says why one is there.
_NOTICE = re.compile(
    r"(?:utm_\w+|redirect\w*|from|ref|src|err(?:or)?|404|not-?found|msg|message|status)=?.*",
    re.IGNORECASE,
)
_HEADING = re.compile(rb"<(title|h1)\b[^<>]*+>(.{1,400}?)</\1", re.IGNORECASE | re.DOTALL)
# Where a site shows that nothing is there.
_ERROR_PLACE = re.compile(
    r"(?:.*/)?(?:404|(?:errors?[/_-])?(?:http)?404|(?:page-?_?)?not-?_?found)(?:\.\w{3,5})?/?", re.IGNORECASE
)
# What tells an article about what is not found from a page that says so of itself.
_MAX_HEADED_BYTES: Final = 1 << 18
_NOINDEX = re.compile(rb"<meta\b[^<>]*\bname\s*=\s*[\"']?robots\b[^<>]*\bnoindex\b", re.IGNORECASE)
_MIN_PARAGRAPH_CHARS: Final = 60
_MIN_ARTICLE_CHARS: Final = 600
_MIN_SUBJECT_WORDS: Final = 4
_TO_THE_READER = re.compile(
    r"\b(?:you|your|you're|we|our|sorry|oops|please|sie|ihre?|leider|vous|votre|désolé|usted|su)\b",
    re.IGNORECASE,
)
_SEGMENT = re.compile(r"\s*(?:[|\u00b7\u2013\u2014:]|\s-\s)\s*")
_NOUN: Final = r"\b(?:page|content|article|document|file|story|post|url)\b.{0,25}"
_NOT_FOUND = re.compile(
    rf"""(?:
    (?:(?:http|error|fehler|erreur|errore|ошибка)\W{{0,3}})?404
        (?:\W{{1,3}}(?:error|fehler|erreur|(?:page\ |file\ or\ directory\ )?not\ found))?
    | (?:not|nothing)\ found | no\ longer\ (?:exists|available) | (?:account|domain)\ (?:suspended|parked)
    | .{{0,40}}(?:
        {_NOUN}(?:not\ found|(?:cannot|can't|could\ not|couldn't)\ be\ found|(?:not|n't)\ (?:exist|available)
            |no\ longer\ (?:exists|available)|unavailable)
        | (?:could\ not|couldn't|cannot|can't)\ find\ (?:that|this|the)\ page
        | domain\ is\ for\ sale
        | seite\b.{{0,20}}(?:nicht\ (?:gefunden|verfügbar)|existiert\ nicht)
        | page\ (?:introuvable|non\ trouvée|n'existe\ pas)
        | página\ (?:no|não)\ (?:encontrada|existe) | pagina\ (?:non\ trovata|niet\ gevonden)
        | sidan\ hittades\ inte | siden\ (?:blev\ ikke\ fundet|finnes\ ikke) | sivua\ ei\ löytynyt
        | nie\ znaleziono\ strony | strona\ nie\ istnieje | stránka\ nenalezena | sayfa\ bulunamadı
        | az\ oldal\ nem\ található | pagina\ nu\ a\ fost\ găsită
        | страница\ не\ найдена
        | сторінку\ не\ знайдено
        | 找不到(?:该)?页面 | 页面不存在
        | ページが見つかりません
        | 페이지를\ 찾을\ 수\ 없습니다
        | الصفحة\ غير\ موجودة
        | הדף\ לא\ נמצא
    ))\W{{0,3}}""",
    re.IGNORECASE | re.VERBOSE,
)


def forwards_to(reply: Reply, page: bytes) -> str:
    """The address, as it stands there, that `page` does nothing but lead to; empty if it is shown."""
    shown = _APART.sub(b"", page) if len(page) <= _MAX_PAGE_BYTES else page
    text = _TAG.sub(b"", shown).strip()
    patience = _MAX_DELAY_SECONDS if len(b" ".join(text.split())) <= _MAX_NOTICE_CHARS else 0
    found = _refresh_address(reply.header("refresh"), patience)
    kind = reply.header("content-type").lower()
    is_page = "html" in kind or (not kind and page.lstrip()[:1] == b"<")
    if found or not is_page or len(page) > _MAX_PAGE_BYTES:
        return found
    found = _meta_refresh(shown, patience)
    if not found and not text:
        found = _meta_refresh(_COMMENT.sub(b"", page), patience)
    tells_of_it = len(text) <= _MAX_TEXT_CHARS and _TELLS_OF_IT.search(text) is not None
    if not found and len(page) <= _MAX_SCRIPTED_BYTES and (not text or tells_of_it):
        found = _scripted_address(page)
    return found


def has_text(page: bytes) -> bool:
    """Whether a short `page` that forwards has anything to read."""
    return len(page) <= _MAX_PAGE_BYTES and bool(_TAG.sub(b"", _COMMENT.sub(b"", page)).strip())


def _meta_refresh(page: bytes, patience: int) -> str:
    for meta in _META.finditer(page):
        content = _CONTENT.search(meta[1]) if _IS_REFRESH.search(meta[1]) else None
        if content:
            text = content[content.lastindex or 1]
            return _refresh_address(unescape(text.decode("utf-8", "replace")), patience)
    return ""


def _scripted_address(page: bytes) -> str:
    """The address that a script leads to, whatever it finds."""
    if _DECIDES.search(page):
        return ""
    found = _BY_SCRIPT.search(page)
    return (found[1] or found[2]).decode("utf-8", "replace").replace("\\/", "/") if found else ""


def _refresh_address(value: str, patience: int) -> str:
    """The address that a page leads to within so many seconds."""
    match = _REFRESH.fullmatch(value)
    if match is None or int(match[1] or 0) > patience:
        return ""
    return (match[2] or match[3] or match[4] or "").strip()


def gate_reason(asked: str, there: str, page: bytes) -> str:
    """What is wanted at `there` before one sees `asked`, which has led to it, in words; empty if nothing."""
    if asked == there:
        return ""
    start, end = urlsplit(asked), urlsplit(there)
    back = bool(start.path.strip("/")) and start.path in unquote(unquote(end.query))
    where, before = _host_and_path(end), _host_and_path(start)
    password = PASSWORD_FIELD.search(page) is not None
    form = FORM.search(page) is not None
    is_login = _IS_LOGIN.search(where) and not _IS_LOGIN.search(before)
    if (is_login and (password or back or form)) or (password and back):
        return "it leads to a login"
    for gate, wanted, needs_back in _GATES:
        if gate.search(where) and not gate.search(before) and (back or (form and not needs_back)):
            return wanted
    return ""


def _host_and_path(address: SplitResult) -> str:
    """Host and path of an address, as a reader sees them."""
    return f"{address.hostname}{unquote(address.path)}"


def doubt_reason(asked: str, there: str, page: bytes) -> str:
    """Why it is uncertain whether what is at `there` is the document, in words; empty if nothing is odd."""
    start, end = urlsplit(asked), urlsplit(there)
    one_host = (start.hostname or "").removeprefix("www.") == (end.hostname or "").removeprefix("www.")
    # A short link may well lead to a home page.
    deep = not _HOME.fullmatch(start.path) and (one_host or "/" in start.path.strip("/"))
    says_why = all(_NOTICE.fullmatch(each) for each in filter(None, end.query.split("&")))
    if deep and says_why and _HOME.fullmatch(end.path):
        return "it leads to the home page: whether the document is still there is uncertain"
    if len(page) > _MAX_HEADED_BYTES:
        return ""
    headings = [(kind.lower(), words_of(words)) for kind, words in _HEADING.findall(page)]
    places = [_ERROR_PLACE.fullmatch(unquote(each.path)) for each in (start, end)]
    if not any(_not_found_in(words) for _, words in headings) and (places[0] or not places[1]):
        return ""
    about = [words for kind, words in headings if kind == b"h1" and _has_subject(words)]
    is_article = about or PUBLISHED.search(page) or _prose_chars(page) >= _MIN_ARTICLE_CHARS
    return "" if is_article and not _NOINDEX.search(page) else SAYS_NOT_FOUND


def _not_found_in(heading: str) -> bool:
    """Whether a heading, of which a part may be the name of the site, says that nothing is there."""
    return any(map(_NOT_FOUND.fullmatch, (*_SEGMENT.split(heading), heading)))


def _has_subject(heading: str) -> bool:
    """Whether a heading that says that nothing is found goes on to say of what, and not to a reader."""
    rest = " ".join(part for part in _SEGMENT.split(heading) if not _NOT_FOUND.fullmatch(part))
    return len(rest.split()) >= _MIN_SUBJECT_WORDS and not _TO_THE_READER.search(heading)


def _prose_chars(page: bytes) -> int:
    """How many characters the paragraphs of `page` have that are more than a line."""
    paragraphs = map(words_of, PARAGRAPH.split(_AROUND.sub(b"", page)))
    return sum(len(each) for each in paragraphs if len(each) >= _MIN_PARAGRAPH_CHARS)
