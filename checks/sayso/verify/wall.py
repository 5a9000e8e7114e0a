"""Walls against robots: pages that are shown instead of the page that was asked for.

What stands behind one is unknown; it is never taken for gone, and what the wall says is never searched.
"""

import re
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


def wall_reason(page: bytes, text: str) -> str:
    """What `page`, with this `text`, asks of its reader instead of showing something; empty if nothing.

    To be asked of a page that holds nothing of what is looked for: an article may be about just that.
    """
    if len(text) > _MAX_ASKING_CHARS:
        return ""
    for words, needs, asked in _ASKS:
        if words.search(text.replace("\u2019", "'")) and (needs is None or needs.search(page)):
            return asked
    return ""


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
