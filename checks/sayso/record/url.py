"""Web addresses: which two lead to the same document, and whose site one is on.

Two addresses are compared by what is left of them once archives, caches and AMP are unwrapped and what
makes no difference is taken away. Nothing here opens an address.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

_PARTS = re.compile(
    r"https?://([^/?#:]*)(?::([0-9]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.IGNORECASE | re.DOTALL
)
_ENCODED = re.compile("%[0-9A-Fa-f]{2}")
_UNRESERVED: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_MAY_WRAP = re.compile(r"archive|perma|webcache|ampproject|/amp/", re.IGNORECASE)
# Addresses are wrapped in each other at most so deep.
_DEEPEST: Final = 8

# Parameters that tell one site where its reader came from.
_TRACKING_AT: Final = {
    "x.com": frozenset({"s", "t"}),
    "youtube.com": frozenset({"si", "feature", "t", "ab_channel", "pp"}),
    "instagram.com": frozenset({"hl", "img_index"}),
}

# Hosts with two names.
_SAME_HOST: Final = {
    "twitter.com": "x.com",
    "mobile.twitter.com": "x.com",
    "mobile.x.com": "x.com",
    "m.facebook.com": "facebook.com",
    "mbasic.facebook.com": "facebook.com",
    "web.facebook.com": "facebook.com",
    "m.youtube.com": "youtube.com",
    "telegram.me": "t.me",
    "old.reddit.com": "reddit.com",
    "m.weibo.com": "weibo.com",
    "m.weibo.cn": "weibo.com",
    "weibo.cn": "weibo.com",
    "m.vk.com": "vk.com",
    "threads.com": "threads.net",
}

_ARCHIVE_TODAY: Final = frozenset(f"archive.{end}" for end in ("ph", "is", "li", "fo", "md", "vn", "today"))
_WAYBACK: Final = frozenset({"web.archive.org", "wayback.archive.org", "web-beta.archive.org"})
_PERMA: Final = frozenset({"perma.cc", "perma-archives.org"})
_LASTING: Final = (
    _ARCHIVE_TODAY
    | _WAYBACK
    | _PERMA
    | {"ghostarchive.org", "megalodon.jp", "webcitation.org", "webarchive.org.uk"}
)

_IN_WAYBACK = re.compile(r"/(?:web/(?:[0-9*]{1,15}(?:[a-z]{2}_)?/)?|save/)(?:_embed/)?(?=.)", re.IGNORECASE)
_IN_ARCHIVE_TODAY = re.compile(
    r"/(?:[0-9]{4,14}/|[0-9]{4}\.[0-9]{2}\.[0-9]{2}-[0-9]{6}/|o/[0-9A-Za-z]+/|newest/|oldest/)?(?=.)"
)
_IN_PERMA = re.compile(r"/(?:warc/)?[0-9A-Z]{4}-[0-9A-Z]{4}/(?:[0-9]+(?:[a-z]{2}_)?/)?(?=.)", re.IGNORECASE)
_IN_AMP_CACHE = re.compile(r"/(?:[a-z]+/)?(?:s/)?(?=.)")
_IN_GOOGLE_CACHE = re.compile(r"cache:(?:[0-9A-Za-z_-]{12}:)?([^ +]+)")
_GOOGLE = re.compile(r"google\.[a-z]{2,3}(?:\.[a-z]{2})?")
_SCHEME = re.compile(r"(https?):/*", re.IGNORECASE)
_BARE = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?:[:/?#].*)?", re.DOTALL)


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


# On these the first part of the path is the account.
_BY_PATH: Final = _names(
    "x.com facebook.com instagram.com youtube.com t.me medium.com weibo.com linkedin.com tiktok.com "
    "reddit.com vk.com bsky.app threads.net truthsocial.com rumble.com odysee.com bilibili.com "
    "douyin.com zhihu.com ok.ru vimeo.com soundcloud.com flickr.com pinterest.com github.com gitlab.com "
    "quora.com gab.com discord.com snapchat.com twitch.tv scribd.com slideshare.net issuu.com"
)
# On these the account is the name in front.
_BY_NAME: Final = _names(
    "medium.com substack.com wordpress.com blogspot.com github.io gitlab.io tumblr.com livejournal.com "
    "wixsite.com weebly.com netlify.app vercel.app pages.dev"
)
# On these an address does not tell the account.
_UNTOLD: Final = frozenset({"mp.weixin.qq.com", "docs.google.com", "drive.google.com", "dropbox.com"})
# What stands in front of the account in a path.
_IN_FRONT: Final = frozenset(
    {"c", "user", "channel", "company", "in", "school", "profile", "u", "r", "pages", "people", "groups"}
)
# What stands in its place where an address does not tell it.
_NO_ACCOUNT: Final = _names(
    "watch shorts playlist live embed v photo video videos story p reel reels i share sharer hashtag "
    "search explore home status statuses post posts events feed pulse joinchat addstickers tv ttarticle "
    "article hot wall results login gp about terms help legal privacy policies"
)


def comparable(url: str) -> str:
    """What is left of `url` to compare it by: equal for two addresses of one document.

    Archives, caches and AMP are unwrapped. The scheme, `www.`, a default port, a trailing slash,
    tracking parameters, the order of the parameters, and a fragment that names no page go.
    """
    host, port, path, query, fragment = _split(unwrap(url))
    if host == "youtu.be":
        host, path, query = "youtube.com", "/watch", f"v={path[1:]}&{query}"
    if "%" in path or "%" in query:
        path, query = _ENCODED.sub(_decoded, path), _ENCODED.sub(_decoded, query)
    if "/." in path:
        path = _without_dots(path)
    path = path.rstrip("/")
    if path.endswith("/amp") and len(path) > len("/amp"):
        path = path[: -len("/amp")]
    elif path.endswith((".amp", ".amp.html")):
        path = path.replace(".amp", "")
    if query:
        query = _without_tracking(host, query)
    # A page that a script shows has its name in the fragment.
    shown = f"#{fragment}" if fragment.startswith(("!", "/")) else ""
    return f"{host}{port}{path}{query}{shown}"


def unwrap(url: str) -> str:
    """The address of the original, where `url` is that of a copy and holds it; else `url`."""
    for _ in range(_DEEPEST):
        inner = _unwrapped(url) if _MAY_WRAP.search(url) else ""
        if not inner:
            break
        url = inner
    return url


def is_lasting(url: str) -> bool:
    """Whether `url` is that of a copy in an archive."""
    return _split(url)[0] in _LASTING


def site(url: str) -> Iterator[str]:
    """The names under which a party can own the site of `url`, the narrowest first.

    On a platform that is the account alone; elsewhere the host, and the domains above it.
    """
    host, _, path, _, _ = _split(unwrap(url))
    labels = host.split(".")
    for start in range(len(labels) - 1):
        domain = ".".join(labels[start:])
        if domain in _UNTOLD or (domain in _BY_NAME and (start or domain not in _BY_PATH)):
            return
        if domain in _BY_PATH:
            account = _account(path)
            if account:
                yield f"{domain}/{account}"
            return
        yield domain


@cache
def _tracking() -> re.Pattern[str]:
    """Names of parameters that tell a site where its reader came from."""
    return re.compile(
        r"(?:utm|mtm|pk|piwik|hsa|at|ns|oly|guce|soc|fb_action|fb_comment|amp|wt)_.*"
        r"|(?:fb|g|d|tt|y|tw|ms|li_fat_)cl(?:id|kid)|msclkid|gclsrc|gbraid|wbraid|igshid|igsh|mibextid|_openstat"
        r"|mc_[ce]id|mkt_tok|_hs(?:enc|mi)|vero_id|_ga|_gl|guccounter|ref_(?:src|url)|__twitter_impression"
        r"|cmp|cmpid|icid|ocid|ito|smid|smtyp|srnd|spm|xtor|amp|usqp",
        re.IGNORECASE,
    )


def is_platform(domain: str) -> bool:
    """Whether everybody can publish on `domain`, so that it is no party's own."""
    domain = _SAME_HOST.get(domain, domain)
    return domain in _BY_PATH or domain in _BY_NAME or domain in _UNTOLD


def is_suffix(domain: str) -> bool:
    """Whether names are registered right below `domain`, as below `co.uk` or `gov.cn`."""
    return bool(_suffixes("xn--" in domain).is_public(domain))


@cache
def _suffixes(punycode: bool) -> "PublicSuffixList":
    """The public suffix list; with names in punycode as well it takes four times as long to load."""
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList(accept_encoded_idn=punycode)


@lru_cache(maxsize=1 << 15)
def _split(url: str) -> tuple[str, str, str, str, str]:
    """Host, port, path, query and fragment; without what makes no difference in the first two."""
    match = _PARTS.fullmatch(url)
    if match is None:
        return "", "", url, "", ""
    host, port, path, query, fragment = match.groups(default="")
    host = host.lower().rstrip(".")
    for prefix in ("www.", "amp."):
        if host.startswith(prefix) and host.count(".") > 1:
            host = host[len(prefix) :]
    host = _SAME_HOST.get(host, host)
    return host, f":{port}" if port.lstrip("0") not in ("", "80", "443") else "", path, query, fragment


def _unwrapped(url: str) -> str:
    """The address that `url` wraps, or the empty string."""
    host, _, path, query, _ = _split(url)
    if host in _WAYBACK:
        return _rest(url, path, _IN_WAYBACK)
    if host in _ARCHIVE_TODAY:
        if query.startswith(("url=", "run=1&url=")):
            return _address(_unquoted(query.split("url=", 1)[1].split("&", 1)[0]))
        return _rest(url, path, _IN_ARCHIVE_TODAY)
    if host in _PERMA:
        return _rest(url, path, _IN_PERMA)
    if host == "webcache.googleusercontent.com":
        cached = _IN_GOOGLE_CACHE.search(_unquoted(query.replace("+", " ")))
        return _address(cached[1]) if cached else ""
    if host.endswith("cdn.ampproject.org") or (path.startswith("/amp/") and _GOOGLE.fullmatch(host)):
        return _rest(url, path, _IN_AMP_CACHE)
    return ""


def _rest(url: str, path: str, prefix: re.Pattern[str]) -> str:
    """The address behind `prefix` in the path of `url`; its query and fragment are the address's own."""
    match = prefix.match(path)
    if match is None:
        return ""
    # The path begins behind the host, which holds no slash.
    start = url.index("/", url.index("://") + 3)
    return _address(url[start + match.end() :])


def _address(text: str) -> str:
    """`text` as an address: encoded or not, `http:/` mended, `http://` added; empty if it is none."""
    if re.match("https?%3a", text, re.IGNORECASE):
        text = _unquoted(text)
    match = _SCHEME.match(text)
    if match:
        return f"{match[1].lower()}://{text[match.end() :]}" if _BARE.fullmatch(text, match.end()) else ""
    return f"http://{text}" if _BARE.fullmatch(text) else ""


def _unquoted(text: str) -> str:
    from urllib.parse import unquote

    return unquote(text)


def _decoded(match: re.Match[str]) -> str:
    """A percent-encoded character as it is, if it need not be encoded."""
    character = chr(int(match[0][1:], 16))
    return character if character in _UNRESERVED else match[0].upper()


def _without_dots(path: str) -> str:
    """`path` with `.` and `..` followed."""
    kept: list[str] = []
    for part in path.split("/"):
        if part == "..":
            del kept[max(1, len(kept) - 1) :]
        elif part != ".":
            kept.append(part)
    return "/".join(kept)


def _without_tracking(host: str, query: str) -> str:
    """`query` with its question mark, sorted, without what tells where the reader came from."""
    also = _TRACKING_AT.get(host, frozenset())
    kept = []
    for parameter in query.split("&"):
        name, _, value = parameter.partition("=")
        if (
            parameter
            and name not in also
            and not _is_tracking(name)
            and not (name == "outputType" and value == "amp")
        ):
            kept.append(parameter)
    kept.sort()
    return f"?{'&'.join(kept)}" if kept else ""


@lru_cache(maxsize=1024)
def _is_tracking(name: str) -> bool:
    return _tracking().fullmatch(name) is not None


def _account(path: str) -> str:
    """The account in the path of an address on a platform, in lower case; empty if there is none."""
    parts = [part for part in path.lower().split("/") if part]
    if parts[:1] == ["s"]:
        # `t.me/s/name` shows `t.me/name` in the browser.
        del parts[0]
    if not parts or parts[0] in _NO_ACCOUNT or parts[0].endswith(".php"):
        return ""
    return "/".join(parts[: 2 if parts[0] in _IN_FRONT else 1])
