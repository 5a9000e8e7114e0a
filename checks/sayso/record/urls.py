"""Web addresses: which two lead to the same document, and whose site one is on.

Two addresses are compared by what is left of them once archives, caches and AMP are unwrapped and what
makes no difference is taken away. Nothing here opens an address.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote

from sayso.record.model import is_url
from sayso.record.url_table import (
    FORMS,
    FRAGMENTS,
    HOST_PATTERNS,
    HOSTS,
    IN_FRAGMENT,
    LASTING,
    TRACKING,
    TRACKING_AT,
    WRAPPERS,
    Form,
    Wrapper,
)

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

_PARTS = re.compile(
    r"https?://([^/?#:]*)(?::([0-9]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.IGNORECASE | re.DOTALL
)
_ENCODED = re.compile("%[0-9A-Fa-f]{2}")
# What stands for the same where it is encoded: nobody tells documents apart by that.
_PLAIN: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$'()*,:@")
_SESSION = re.compile(r";jsessionid=[^/;]*", re.IGNORECASE)
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
# What an address that holds another has in it, in lower case. As each way of it starts with one certain
# character, most places of an address are passed over.
_NAMES = r"(?:u|q|z|url|doc|uddg|next|target|redirect\w*|session_?redirect)="
_MAY_WRAP = re.compile(
    r"h(?<=.{9})ttps?(?::|%3a)|archive|perma|webcache|/amp/|megalodon|memento|arquivo|translate\.goog|ndl\.go\.jp|/ck/a\?"
    rf"|urldefense|ampproject|/url\?|\?{_NAMES}|&{_NAMES}"
)
# Addresses are wrapped in each other at most so deep.
_MAX_WRAPS: Final = 8

_IN_GOOGLE_CACHE = re.compile(r"cache:(?:[0-9A-Za-z_-]{12}:|[0-9A-Za-z_-]+:(?=https?:/))?([^ +]+)")
_IN_BING = re.compile(r"(?:.*&)?u=a1([\w-]+)(?:&.*)?")
_IN_TRANSLATION = re.compile(r"([a-z0-9-]+)\.translate\.goog")
_IN_GHOST_ARCHIVE = re.compile(r"/varchive/(?:youtube/[0-9]+/)?([0-9A-Za-z_-]{11})")
_IN_DEFENCE = re.compile(r"/v3/__(https?:/[^*]+?)__;.*")
_IN_OLD_DEFENCE = re.compile(r"(?:.*&)?u=(http[^&]+).*")
_LASTING: Final = frozenset(LASTING.split())
_IN_FRAGMENT: Final = frozenset(IN_FRAGMENT.split())
_MEMENTO = re.compile(WRAPPERS[-1].path)
_KEPT_BY_ANYBODY: Final = tuple(re.compile(wrapper.path) for wrapper in WRAPPERS if wrapper.host == ".*")
_SCHEME = re.compile(r"(https?):/*", re.IGNORECASE)
_DOI = re.compile(r"(?:(?:dx\.)?doi\.org|hdl\.handle\.net)/+(?:doi:)?(10\.[0-9]{4,9}/\S{1,500})")
_BARE = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?:[:/?#].*)?", re.DOTALL)


_AMP = re.compile(r"(.*?)(?:\.amp)+(\.html)?", re.DOTALL)
_HOSTS: Final = {name: host for host, names in HOSTS.items() for name in names.split()}
_HOST_PATTERNS: Final = tuple((re.compile(pattern), canonical) for pattern, canonical in HOST_PATTERNS)


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


# On these the first part of the path is the account.
_BY_PATH: Final = _names(
    "x.com facebook.com instagram.com youtube.com t.me medium.com weibo.com linkedin.com tiktok.com "
    "reddit.com vk.com bsky.app threads.net truthsocial.com rumble.com odysee.com bilibili.com "
    "douyin.com zhihu.com ok.ru vimeo.com soundcloud.com flickr.com pinterest.com github.com gitlab.com "
    "quora.com gab.com discord.com snapchat.com twitch.tv scribd.com slideshare.net issuu.com patreon.com "
    "note.com ameblo.jp gettr.com minds.com kick.com ko-fi.com rutube.ru blog.naver.com sites.google.com"
)
# On these the account is the name in front.
_BY_NAME: Final = _names(
    "medium.com substack.com wordpress.com blogspot.com github.io gitlab.io tumblr.com livejournal.com "
    "wixsite.com weebly.com netlify.app vercel.app pages.dev hatenablog.com over-blog.com typepad.com "
    "ghost.io bearblog.dev micro.blog neocities.org home.blog beehiiv.com canalblog.com hypotheses.org "
    "jimdofree.com notion.site tistory.com bandcamp.com"
)
# On these an address does not tell the account.
_UNTOLD: Final = frozenset({"mp.weixin.qq.com", "docs.google.com", "drive.google.com", "dropbox.com"})
# Where the account stands on networks of many servers, such as Mastodon.
_IN_COMMUNITY = re.compile(
    r"/(?:web/|deck/)?(?:@|users/)([0-9A-Za-z_][\w.-]*)(?:@([0-9A-Za-z.-]+))?(?=/|$)", re.ASCII
)
# What stands in front of the account in a path.
_IN_FRONT: Final = _names(
    "c user channel company in school profile u r pages people groups group photos stories add view site"
)
# Where an account has several addresses, and the one by which it is known.
_ACCOUNT_FORMS: Final = tuple(
    (re.compile(pattern, re.ASCII | re.IGNORECASE), canonical)
    for pattern, canonical in (
        (r"x\.com/@(\w+)(/.*)?", r"x.com/\1"),
        (r"([a-z]\w{2,31})\.t\.me(/.*)?", r"t.me/\1"),
        (r"facebook\.com/pg/([\w.-]+)(/.*)?", r"facebook.com/\1"),
        (r"reddit\.com/u/([\w-]+)(/.*)?", r"reddit.com/user/\1"),
        (r"weibo\.com/u/([0-9]+)(/.*)?", r"weibo.com/\1"),
        (r"open\.substack\.com/pub/([a-z0-9-]+)(/.*)?", r"\1.substack.com/"),
        (r"(?:gist\.github|raw\.githubusercontent)\.com/([a-z0-9-]+)/.*", r"github.com/\1"),
        (
            r"tumblr\.com/(?!(?:explore|tagged|search|dashboard|login|register|about|policy|docs)\b)"
            r"(?:blog/(?:view/)?)?([a-z0-9-]+)(/.*)?",
            r"\1.tumblr.com/",
        ),
    )
)
# What stands in its place where an address does not tell it.
_NO_ACCOUNT: Final = _names(
    "watch shorts playlist live embed v photo video videos story p reel reels i share sharer hashtag "
    "search explore home intent status statuses post posts events feed pulse joinchat addstickers tv "
    "ttarticle article hot wall results login gp about terms help legal privacy policies"
)


@lru_cache(maxsize=1 << 15)
def comparable_url(url: str) -> str:
    """What is left of `url` to compare it by: equal for two addresses of one document.

    Archives, caches, AMP and links through others are unwrapped; what a site has several addresses for
    (`url_table.py`) gets one. The scheme, `www.`, a default port, a trailing slash, tracking parameters, the
    order of the parameters, and a fragment that names no page go.
    """
    host, port, path, query, fragment = _split(unwrap(url))
    if host in _IN_FRAGMENT and fragment.startswith(("!/", "/")):
        path, _, query = fragment.removeprefix("!").partition("?")
    if "%" in path or "%" in query:
        path, query = _ENCODED.sub(_decode_character, path), _ENCODED.sub(_decode_character, query)
    if "/." in path:
        path = _without_dots(path)
    path, query = _FOREIGN.sub(_quote_characters, path), _FOREIGN.sub(_quote_characters, query)
    path, query = _without_amp(_SESSION.sub("", path)), query.replace("+", "%20")
    parameters = sorted(filter(None, query.split("&")))
    parameters += _fragment_parameters(host, fragment) if fragment else []
    own = "" if port else _canonical_address(host, path, parameters)
    if own:
        return own
    kept = "&".join([parameter for parameter in parameters if not _is_tracking(host, parameter)])
    # A page that a script shows has its name in the fragment.
    shown = f"#{fragment}" if fragment.startswith(("!", "/")) else ""
    return f"{host}{port}{path}{kept and '?'}{kept}{shown}"


def doi(url: str) -> str:
    """The DOI of the document at `url`, in lower case; empty where the address has none.

    It stands in addresses of DOI resolvers and of publishers, and may be that of a copy in an archive.
    """
    for address in (comparable_url(url), "/".join(_split(unwrap(url))[:3:2])):
        found = _DOI.fullmatch(unquote(address).lower())
        if found:
            return found[1] if found[1].isprintable() else ""
    return ""


def unwrap(url: str) -> str:
    """The address of the original, where `url` is that of a copy and holds it; else `url`."""
    for _ in range(_MAX_WRAPS):
        inner = _inner_address(url) if _MAY_WRAP.search(url.lower()) else ""
        if not inner:
            break
        url = inner
    return url


def clean_url(url: str) -> str:
    """`url` without what only says whence a reader came: links through others, tracking, highlights.

    The address of a copy in an archive stays.
    """
    if is_lasting(url):
        return url
    inner = unwrap(url)
    host = _split(inner)[0]
    address, _, fragment = inner.partition("#")
    address, _, query = address.partition("?")
    kept = "&".join(each for each in query.split("&") if not _is_tracking(host, each))
    fragment = fragment.partition(":~:")[0]
    found = f"{address}{kept and '?'}{kept}{fragment and '#'}{fragment}"
    return found if is_url(found) else url


def is_lasting(url: str) -> bool:
    """Whether `url` is that of a copy in an archive."""
    host, _, path, _, _ = _split(url)
    return host in _LASTING or _MEMENTO.match(path) is not None


def copy_keeper(url: str) -> str:
    """The address of the site that keeps `url`, if that has the form of a copy and it is no known archive."""
    host, _, path, _, _ = _split(url)
    if host in _LASTING or not any(form.match(path) for form in _KEPT_BY_ANYBODY) or unwrap(url) == url:
        return ""
    return f"https://{host}/"


def site_names(url: str) -> Iterator[str]:
    """The names under which a party can own the site of `url`, the narrowest first.

    On a platform that is the account alone; elsewhere the host, and the domains above it.
    """
    host, _, path, _, _ = _split(unwrap(url))
    for pattern, canonical in _ACCOUNT_FORMS:
        form = pattern.fullmatch(f"{host}{path}")
        if form:
            host, _, path = form.expand(canonical).lower().partition("/")
            path = f"/{path}"
            break
    there = _IN_COMMUNITY.match(path)
    if there and host not in _BY_PATH and _BY_NAME.isdisjoint((host, *_domains_above(host))):
        # A network of many servers, such as Mastodon: accounts of other servers are shown with their name.
        yield f"{(there[2] or host).lower()}/@{there[1].lower()}"
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


def is_account(name: str) -> bool:
    """Whether `name`, one of those of `site_names`, is that of an account on a platform or of a blog."""
    return "/" in name or any(name.endswith(f".{platform}") for platform in _BY_NAME)


def host_name(domain: str) -> str:
    """The name under which `site_names` has the host `domain`."""
    return _canonical_host(domain.lower().rstrip("."))


def is_platform(domain: str) -> bool:
    """Whether everybody can publish on `domain`, so that it is no party's own."""
    domain = host_name(domain)
    return domain in _BY_PATH or domain in _BY_NAME or domain in _UNTOLD


def is_suffix(domain: str) -> bool:
    """Whether names are registered right below `domain`, as below `co.uk` or `gov.cn`."""
    return bool(_suffixes(punycode="xn--" in domain).is_public(domain))


def registrable_domain(url: str) -> str:
    """The domain of `url` that somebody registered, such as `example.co.uk`; the host where there is none."""
    host = _split(url)[0]
    return _suffixes(punycode="xn--" in host).privatesuffix(host) or host


def is_shared_host(domain: str) -> bool:
    """Whether `domain` is a platform, or one below which a company hosts others, as `s3.amazonaws.com`."""
    return is_platform(domain) or (is_suffix(domain) and not _suffixes(of_registries=True).is_public(domain))


@cache
def _suffixes(*, punycode: bool = True, of_registries: bool = False) -> "PublicSuffixList":
    """The public suffix list, or that part of it which registries of the internet keep.

    With names in `punycode` as well it takes four times as long to load.
    """
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList(accept_encoded_idn=punycode, only_icann=of_registries)


@lru_cache(maxsize=1 << 15)
def _split(url: str) -> tuple[str, str, str, str, str]:
    """Host, port, path, query and fragment; without what makes no difference in the first two."""
    match = _PARTS.fullmatch(url)
    if match is None:
        return "", "", url, "", ""
    host, port, path, query, fragment = match.groups(default="")
    host = _canonical_host(host.lower().rstrip("."))
    return host, f":{port}" if port.lstrip("0") not in ("", "80", "443") else "", path, query, fragment


def forget_addresses() -> None:
    """Free the memory of the addresses that were taken apart: where no more will be compared."""
    comparable_url.cache_clear()
    _split.cache_clear()


@lru_cache(maxsize=1 << 12)
def _canonical_host(host: str) -> str:
    """`host` by the one of its names that documents are compared by."""
    if host.startswith("www.") and host.count(".") > 1:
        host = host[len("www.") :]
    if host in _HOSTS:
        return _HOSTS[host]
    for pattern, canonical in _HOST_PATTERNS:
        match = pattern.fullmatch(host)
        if match:
            return match.expand(canonical)
    for prefix in ("amp.", "m.", "mobile."):
        rest = host.removeprefix(prefix)
        # Below a name such as `co.uk` or `github.io`, everybody may be called so.
        if rest != host and "." in rest and rest not in _BY_NAME and not is_suffix(rest):
            return _canonical_host(rest)
    return host


@lru_cache(maxsize=1 << 12)
def _forms(host: str) -> tuple[tuple[re.Pattern[str], Form], ...]:
    """The forms of documents on `host`, and what their addresses look like."""
    names = {host, f"*.{host}", "*", *(f"*.{above}" for above in _domains_above(host))}
    numbers = sorted({number for name in names for number in _form_numbers().get(name, ())})
    return tuple([(_pattern(FORMS[number].pattern), FORMS[number]) for number in numbers])


@cache
def _form_numbers() -> dict[str, list[int]]:
    """The numbers of the forms on each host, as these are named in the table."""
    numbers: dict[str, list[int]] = {}
    for number, form in enumerate(FORMS):
        for name in form.hosts.split():
            numbers.setdefault(name, []).append(number)
    return numbers


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.ASCII)


def _domains_above(host: str) -> Iterator[str]:
    """The domains above `host`."""
    while "." in host:
        host = host.partition(".")[2]
        yield host


def _canonical_address(host: str, path: str, parameters: list[str]) -> str:
    """The one address of the document, if it is of a kind for which the site has several; else empty."""
    given = dict(parameter.partition("=")[::2] for parameter in reversed(parameters))
    for pattern, form in _forms(host):
        own = (
            "&".join([f"{name}={given[name]}" for name in form.by.split() if name in given]) if given else ""
        )
        match = pattern.fullmatch(f"{path}?{own}" if own else path)
        if match:
            if form.lower:
                match = pattern.fullmatch(match[0].lower()) or match
            # The host is no template.
            rest = match.expand(form.canonical.removeprefix("{host}")).rstrip("?/")
            if form.title:
                rest = _with_wiki_title(rest)
            rest = rest.replace("{name}", host.partition(".")[0])
            return host + rest if form.canonical.startswith("{host}") else rest
    return ""


def _fragment_parameters(host: str, fragment: str) -> list[str]:
    """The parameter that `fragment` stands for, where it tells documents of `host` apart."""
    patterns = [(_pattern(pattern), template) for name, pattern, template in FRAGMENTS if name == host]
    found = ((pattern.fullmatch(unquote(fragment)), template) for pattern, template in patterns)
    return [match.expand(template) for match, template in found if match]


def _with_wiki_title(address: str) -> str:
    """`address`, which ends in the title of a page of a wiki, as that is written in links."""
    start, wiki, title = address.partition("/wiki/")
    title = title.replace("%20", "_").replace("+", "_")
    return f"{start}{wiki}{title[:1].upper()}{title[1:]}"


def _inner_address(url: str) -> str:
    """The address that `url` wraps, or the empty string."""
    host, _, path, query, _ = _split(url)
    for wrapper, pattern in _wrappers(host):
        if wrapper.parameters:
            inner = _address_in_query(host, query, wrapper) if pattern.fullmatch(path) else ""
        elif pattern.groups:
            held = pattern.fullmatch(path)
            inner = _address(unquote(held[1])) if held else ""
        else:
            inner = _address_behind(url, path, pattern)
        if inner:
            return inner
    if host == "bing.com":
        encoded = _IN_BING.fullmatch(query) if path == "/ck/a" else None
        return _address(_from_base64(encoded[1])) if encoded else ""
    if host == "webcache.googleusercontent.com" or path == "/search":
        cached = _IN_GOOGLE_CACHE.search(unquote(query.replace("+", " ")))
        return _address(cached[1]) if cached else ""
    if host == "ghostarchive.org":
        video = _IN_GHOST_ARCHIVE.fullmatch(path)
        return f"https://youtube.com/watch?v={video[1]}" if video else ""
    if host == "urldefense.com":
        defended = _IN_DEFENCE.fullmatch(path)
        return _address(defended[1]) if defended else ""
    if host == "urldefense.proofpoint.com":
        defended = _IN_OLD_DEFENCE.fullmatch(query)
        return _address(unquote(defended[1].translate({45: "%", 95: "/"}))) if defended else ""
    translated = _IN_TRANSLATION.fullmatch(host)
    if translated:
        original = translated[1].replace("--", "_").replace("-", ".").replace("_", "-")
        kept = "&".join(each for each in query.split("&") if each and not each.startswith("_x_tr_"))
        return _address(f"https://{original}{path}{kept and '?'}{kept}")
    return ""


@lru_cache(maxsize=1 << 12)
def _wrappers(host: str) -> tuple[tuple[Wrapper, re.Pattern[str]], ...]:
    """What holds other addresses on `host`, and what its path looks like."""
    return tuple(
        (wrapper, _pattern(wrapper.path)) for wrapper in WRAPPERS if _pattern(wrapper.host).fullmatch(host)
    )


def _address_in_query(host: str, query: str, wrapper: Wrapper) -> str:
    """The address in the first parameter of `wrapper` that holds one; it may be one of the same host."""
    given = dict(parameter.partition("=")[::2] for parameter in query.split("&"))
    given["?"] = query
    for name in wrapper.parameters.split():
        text = unquote(given.get(name, ""))
        if wrapper.tail:
            text = re.sub(rf"{wrapper.tail}\Z", "", text)
        if text.startswith("/") and not text.startswith("//"):
            return f"https://{host}{text}"
        inner = _address(text) if text else ""
        if inner:
            return inner
    return ""


def _address_behind(url: str, path: str, prefix: re.Pattern[str]) -> str:
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
        text = unquote(text)
    match = _SCHEME.match(text)
    if match:
        return f"{match[1].lower()}://{text[match.end() :]}" if _BARE.fullmatch(text, match.end()) else ""
    return f"http://{text}" if _BARE.fullmatch(text) else ""


def _from_base64(text: str) -> str:
    """What `text` says in base64 of the URL-safe kind, without padding; empty if it says nothing."""
    from base64 import urlsafe_b64decode

    try:
        return urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()
    except ValueError:
        return ""


def _decode_character(match: re.Match[str]) -> str:
    """A percent-encoded character as it is, if it need not be encoded."""
    character = chr(int(match[0][1:], 16))
    return character if character in _PLAIN else match[0].upper()


def _quote_characters(match: re.Match[str]) -> str:
    """Characters that are not of ASCII, percent-encoded."""
    return quote(match[0], errors="replace")


def _without_dots(path: str) -> str:
    """`path` with `.` and `..` followed."""
    kept: list[str] = []
    for part in path.split("/"):
        if part == "..":
            del kept[max(1, len(kept) - 1) :]
        elif part != ".":
            kept.append(part)
    return "/".join(kept)


def _without_amp(path: str) -> str:
    """`path` without what asks for the AMP of a page, and without slashes at its end."""
    path = path.rstrip("/")
    while path.endswith("/amp") and len(path) > len("/amp"):
        path = path[: -len("/amp")].rstrip("/")
    match = _AMP.fullmatch(path) if ".amp" in path else None
    return match.expand(r"\1\2") if match else path


def _is_tracking(host: str, parameter: str) -> bool:
    """Whether `parameter` makes no difference: it says whence a reader came, or asks for AMP."""
    name, _, value = parameter.partition("=")
    if name in _tracking_names(host):
        return True
    if name in ("amp", "_amp"):
        return value in ("", "1", "true")
    return parameter == "outputType=amp" or _is_tracking_name(name)


@lru_cache(maxsize=1024)
def _is_tracking_name(name: str) -> bool:
    return _tracking_pattern().fullmatch(name) is not None


@cache
def _tracking_pattern() -> re.Pattern[str]:
    return re.compile(TRACKING, re.IGNORECASE)


@lru_cache(maxsize=1 << 12)
def _tracking_names(host: str) -> frozenset[str]:
    return _names(" ".join(TRACKING_AT.get(each, "") for each in (host, *_domains_above(host))))


def _account(path: str) -> str:
    """The account in the path of an address on a platform, in lower case; empty if there is none."""
    parts = [part for part in path.lower().split("/") if part]
    if parts[:1] == ["s"]:
        # `t.me/s/name` shows `t.me/name` in the browser.
        del parts[0]
    if not parts or parts[0] in _NO_ACCOUNT or parts[0].endswith(".php"):
        return ""
    return "/".join(parts[: 2 if parts[0] in _IN_FRONT else 1])
