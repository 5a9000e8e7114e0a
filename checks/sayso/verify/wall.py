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
_MARKS = re.compile(
    rb"<title>\s*(?:Just a moment\.\.\.|Attention Required! \| Cloudflare|Pardon Our Interruption|"
    rb"Access to this page has been denied|DDoS-Guard|Checking your browser|Are you a robot\?|"
    rb"Bot Verification|Client Challenge|Vercel Security Checkpoint|Human Verification|"
    rb"Challenge Validation|Request Rejected|Sucuri WebSite Firewall|"
    rb"Making sure you(?:'|&#39;)re not a bot)"
    rb"|/_Incapsula_Resource\?|captcha-delivery\.com/|errors\.edgesuite\.net|[?&]bm-verify="
    rb"|id=\"(?:px-captcha|challenge-form|cf-challenge|sec-if-cpt-container)|window\._cf_chl_opt",
    re.IGNORECASE,
)


def is_wall(reply: Reply, body: bytes) -> bool:
    """Whether `reply`, whose content is `body`, is a wall rather than the page."""
    for name, value in _HEADERS.items():
        found = reply.header(name).lower()
        if found and value in found:
            return True
    return len(body) <= _LONGEST and _MARKS.search(body) is not None
