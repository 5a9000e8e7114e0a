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
