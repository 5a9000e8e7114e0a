"""Walls against robots: pages that are shown instead of the page that was asked for.

What stands behind one is unknown; it is never taken for gone, and what the wall says is never searched.
"""

import re
import unicodedata
from html import unescape
from typing import Final

from sayso.verify.wire import Reply

# Only a short page is a wall; an article about them is longer. Headers that a service also sends with pages
# that it lets through, such as `x-datadome: protected`, tell nothing.
_LONGEST: Final = 1 << 16
_HEADERS: Final = {
    "cf-mitigated": "challenge",
    "x-amzn-waf-action": "",
    "x-sucuri-block": "",
}
# All in small letters, as is what they are sought in: to look for both forms takes many times as long.
_TITLE = re.compile(
    rb"<title>\s*(?:just a moment\.\.\.|attention required! \| cloudflare|pardon our interruption|"
    rb"access to this page has been denied|ddos-guard|checking your browser|are you a robot\?|"
    rb"bot verification|client challenge|vercel security checkpoint|human verification|"
    rb"challenge validation|request rejected|sucuri website firewall|"
    rb"making sure you(?:'|&#39;)re not a bot)"
)
_MARKS: Final = (
    b"/_incapsula_resource?",
    b"captcha-delivery.com/",
    b"errors.edgesuite.net",
    b"?bm-verify=",
    b"&bm-verify=",
    b'id="px-captcha',
    b'id="challenge-form',
    b'id="cf-challenge',
    b'id="sec-if-cpt-container',
    b"window._cf_chl_opt",
)


def elements_pattern(elements: str) -> re.Pattern[bytes]:
    """What comments and `elements` look like, with all that is in them."""
    text = rf"<!--.*?(?:-->|\Z)|<({elements})\b.*?(?:</\1[^<>]*>?|\Z)"
    return re.compile(text.encode(), re.DOTALL | re.IGNORECASE)


# What a page with less text than this asks of its reader, if it holds nothing that is looked for.
_MAX_ASKING_CHARS: Final = 600
FORM = re.compile(rb"<(?:form|button)\b", re.IGNORECASE)
PASSWORD_FIELD = re.compile(rb"<input\b[^<>]*\btype\s*=\s*[\"']?password", re.IGNORECASE)
_ASKS: Final = (
    (
        re.compile(
            r"(?:verify|confirm|make sure|prove) (?:that )?you(?:'re| are) (?:a )?(?:human|not a (?:ro)?bot)"
            r"|checking your browser|i(?:'m| am) not a robot|kein roboter|dass sie ein mensch sind"
            r"|(?:êtes|suis) (?:humain|pas un robot)|no (?:soy|eres) un robot|non sono un robot",
            re.IGNORECASE,
        ),
        None,
        "the page is a check against robots",
    ),
    (
        re.compile(
            r"\b(?:subscribe|log ?in|sign ?in|register) (?:now )?to (?:continue|read|keep|view|access)"
            r"|\bfor subscribers|subscribers only|nur für abonnent"
            r"|abonnieren, um|(?:réservé|exclusi[fv]).{0,20} abonné"
            r"|(?:anmelden|einloggen), um|(?:weiterlesen|lesen) mit",
            re.IGNORECASE,
        ),
        PASSWORD_FIELD,
        "the page asks for a subscription or a login",
    ),
    (
        re.compile(
            r"(?:accept|allow|reject) all\b|accept (?:the )?cookies"
            r"|alle (?:cookies )?(?:akzeptieren|ablehnen)"
            r"|allen? zustimmen|(?:akzeptieren|zustimmen) und weiter"
            r"|tout (?:accepter|refuser)|accepter (?:tout|et continuer)"
            r"|(?:aceptar|rechazar) tod[oa]s?|accetta(?:re)? tutt[io]|alles accepteren|aceitar tudo",
            re.IGNORECASE,
        ),
        FORM,
        "the page asks for consent",
    ),
)


# What is around the words of a page; with less than this beside a form for a password, that is all there is.
_CHROME: Final = "noscript|script|style|template|title|nav|header|footer|form|button|select|dialog"
_AROUND = elements_pattern(_CHROME)
# Under the heading of a login links are of it too.
_AROUND_LOGIN = elements_pattern(f"{_CHROME}|aside|a|li")
_TAG = re.compile(rb"<[^<>]*>?")
PARAGRAPH = re.compile(
    rb"</?(?:p|div|h[1-6]|section|article|main|td|br|ul|ol|dd|blockquote)\b[^<>]*>", re.IGNORECASE
)
_MAX_BARE_CHARS: Final = 100
_MAX_PAGE_BYTES: Final = 1 << 18
_LABEL = re.compile(rb"\b(?:value|placeholder|aria-label)\s*=\s*(?:\"([^\"<>]*)\"|'([^'<>]*)'|([^\s<>\"']+))")
_LOGIN = re.compile(
    r"log-? ?in|sign-? ?in|password|anmeld|einlogg|passwort|kennwort|connexion|connecter|mot de passe"
    r"|identifiez|contraseña|iniciar ses|inicio de ses|acceder|accedi|accesso|palavra-passe|senha|entrar"
    r"|inloggen|wachtwoord|hasło|zaloguj|logga in|lösenord|adgangskode|passord|şifre|parola|heslo|jelszó"
    r"|salasana|парол|вход|войти|авториз|密码|密碼|登录|登錄|登入|登陆|パスワード|ログイン"
    r"|비밀번호|로그인|كلمة المرور|סיסמ|κωδικ|mật khẩu|kata sandi",
    re.IGNORECASE,
)
# A sentence that asks for it, and is addressed to somebody.
_SENTENCE_END = re.compile("[.!?。！？]")
_ASKS_FOR_LOGIN = re.compile(
    r"\b(?:please|bitte|veuillez|por favor|per favore|prego|пожалуйста|необходимо|identifiez-vous"
    r"|connectez-vous|you (?:must|need to|have to)|sie müssen|vous devez|inicie|inicia|effettua|faça)\b"
    r"|[请請您]",
    re.IGNORECASE,
)
_HEADING = re.compile(rb"<(title|h[12])\b[^<>]*+>(.{1,400}?)</\1", re.IGNORECASE | re.DOTALL)
_SEGMENT = re.compile(r"\s*(?:[|\u00b7\u2013\u2014:]|\s-\s)\s*")
_DENIED = re.compile(
    r"(?:(?:http|error|fehler|erreur|errore|ошибка)\W{0,3})?(?:401|403)(?:\W{0,3}error)?"
    r"|(?:(?:http|error)?\W{0,3}(?:401|403)\W{0,3})?(?:"
    r"access (?:to this \w+ )?(?:is |was |has been )?(?:denied|forbidden|blocked|restricted)"
    r"|forbidden|unauthori[sz]ed|permission denied|(?:sorry,? )?you have been blocked"
    r"|(?:zugriff|zugang) (?:wurde )?(?:verweigert|gesperrt|untersagt|nicht erlaubt)"
    r"|accès (?:refusé|interdit|bloqué)|acceso (?:denegado|prohibido|bloqueado)"
    r"|accesso (?:negato|vietato|bloccato)|acesso (?:negado|proibido|bloqueado)|toegang geweigerd"
    r"|odmowa dostępu|dostęp zabroniony|åtkomst nekad|adgang nægtet|ingen tilgang|erişim engellendi"
    r"|доступ (?:запрещ[её]н|закрыт|заблокирован|ограничен|заборонено)"
    r"|访问被拒绝|拒绝访问|禁止访问|存取被拒|拒絕存取|アクセスが拒否されました|액세스가 거부되었습니다"
    r")\W{0,3}",
    re.IGNORECASE,
)
# What such a page says to its reader, or gives to tell it by; an article speaks of others.
_TO_THE_READER = re.compile(
    r"\b(?:you (?:don't|do not|are not|aren't|are unable|have been|cannot|can't)|why (?:have|was) i "
    r"|your (?:ip|browser|request|access|country|region)|contact (?:us|the|your)"
    r"|(?:reference|incident|ray|support|request|event|error) ?(?:#|id\b|number\b|code\b)"
    r"|sie (?:haben|sind|dürfen)|ihre? (?:ip|anfrage|zugriff|browser)|vous (?:n'|êtes|ne )|votre|usted"
    r"|no (?:tiene|tienes|está|estás)|non (?:hai|sei|disponi|è autorizzato)|você|não tem|вам|вас|ваш)|[您你]",
    re.IGNORECASE,
)
_MAX_DENIAL_CHARS: Final = 80
_MIN_SUBJECT_WORDS: Final = 4
PUBLISHED = re.compile(rb"<meta\b[^<>]*\barticle:published_time\b", re.IGNORECASE)
_DATA = re.compile(
    rb"<script\b[^<>]{0,300}\bapplication/ld\+json\b[^<>]{0,300}>(.*?)(?:</script|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_IS_FREE = re.compile(
    rb"\"isAccessibleForFree\"\s*:\s*\"?(?:https?://schema\.org/)?(true|false)\b", re.IGNORECASE
)
PAYWALLED: Final = "the page says that not all of it is free to read: whether it holds the quote is uncertain"


def wall_reason(page: bytes, text: str) -> str:
    """What `page`, with this `text`, asks of its reader instead of showing something; empty if nothing.

    To be asked of a page that holds nothing of what is looked for: an article may be about just that.
    """
    if len(text) > _MAX_ASKING_CHARS:
        return ""
    for words, needs, asked in _ASKS:
        if words.search(text.replace("\u2019", "'")) and (needs is None or needs.search(page)):
            return asked
    if len(page) > _MAX_PAGE_BYTES or PUBLISHED.search(page):
        return ""
    if _is_bare_login(page, text):
        return "the page asks for a subscription or a login"
    return "the page says that access to it is denied" if _denies_access(page, text) else ""


def _is_bare_login(page: bytes, text: str) -> bool:
    """Whether `page` has a form for a password, words for it, and next to nothing else."""
    if not PASSWORD_FIELD.search(page):
        return False
    labels = b" ".join(b"".join(match.groups(b"")) for match in _LABEL.finditer(page))
    if not _LOGIN.search(text) and not _LOGIN.search(labels.decode("utf-8", "replace")):
        return False
    is_headed = any(_LOGIN.search(words_of(heading)) for _, heading in _HEADING.findall(page))
    around = _AROUND_LOGIN if is_headed else _AROUND
    paragraphs = map(words_of, PARAGRAPH.split(around.sub(b"", page)))
    sentences = (each for words in paragraphs for each in _SENTENCE_END.split(words))
    return sum(_room_of(each) for each in sentences if not _ASKS_FOR_LOGIN.search(each)) <= _MAX_BARE_CHARS


def _room_of(text: str) -> int:
    """How many characters of a script of letters say about as much as `text`."""
    return sum(3 if unicodedata.east_asian_width(character) == "W" else 1 for character in text)


def _denies_access(page: bytes, text: str) -> bool:
    """Whether a short `page` is headed by nothing but that access is denied, and tells its reader so."""
    headings = [words_of(heading) for _, heading in _HEADING.findall(page)] or [text]
    others = [[part for part in _SEGMENT.split(each) if not _DENIED.fullmatch(part)] for each in headings]
    if others == [_SEGMENT.split(each) for each in headings]:
        return False
    subjects = (" ".join(rest) for rest in others)
    if any(len(each.split()) >= _MIN_SUBJECT_WORDS and not _TO_THE_READER.search(each) for each in subjects):
        return False
    beside = len(text) - sum(map(len, headings))
    return beside <= _MAX_DENIAL_CHARS or _TO_THE_READER.search(text.replace("\u2019", "'")) is not None


def words_of(page: bytes) -> str:
    """The words of a part of a page."""
    words = unescape(_TAG.sub(b" ", page).decode("utf-8", "replace")).replace("\u2019", "'")
    return " ".join(words.split())


def is_paywalled(page: bytes) -> bool:
    """Whether `page` says in its data (schema.org) that it is not free to read, and of no part that it is."""
    said = {free.lower() for data in _DATA.findall(page) for free in _IS_FREE.findall(data)}
    return said == {b"false"}


def is_wall(reply: Reply, body: bytes) -> bool:
    """Whether `reply`, whose content is `body`, is a wall rather than the page."""
    for name, value in _HEADERS.items():
        found = reply.header(name).lower()
        if found and value in found:
            return True
    if len(body) > _LONGEST:
        return False
    page = body.lower()
    return _TITLE.search(page) is not None or any(mark in page for mark in _MARKS)
