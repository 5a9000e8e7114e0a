"""Which addresses lead to one document, and whose site one is on."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.record.model import is_url
from sayso.record.urls import (
    clean_url,
    comparable_url,
    is_lasting,
    is_platform,
    is_suffix,
    site_names,
    unwrap,
)

PAGE = "https://ledger.example/2025/line-4"

SAME = [
    "http://ledger.example/2025/line-4",
    "https://WWW.Ledger.Example/2025/line-4",
    "https://ledger.example./2025/line-4",
    "https://ledger.example:443/2025/line-4",
    "http://ledger.example:80/2025/line-4",
    "https://ledger.example/2025/line-4/",
    "https://ledger.example/2025/line-4?",
    "https://ledger.example/2025/line-4#comments",
    "https://ledger.example/2025/line%2D4",
    "https://ledger.example/2025/./x/../line-4",
    "https://ledger.example/../2025/line-4",
    "https://ledger.example/2025/line-4?utm_source=x&UTM_Medium=y&fbclid=z&gclid=1&at_medium=2&mc_cid=3",
    # AMP
    "https://amp.ledger.example/2025/line-4",
    "https://ledger.example/2025/line-4/amp",
    "https://ledger.example/2025/line-4/amp/",
    "https://ledger.example/2025/line-4.amp",
    "https://ledger.example/2025/line-4?amp=1",
    "https://ledger.example/2025/line-4?amp",
    "https://ledger.example/2025/line-4?outputType=amp",
    "https://www.google.com/amp/s/ledger.example/2025/line-4",
    "https://google.co.uk/amp/www.ledger.example/2025/line-4",
    "https://www.google.com/amp/s/amp.ledger.example/2025/line-4/amp/",
    "https://ledger-example.cdn.ampproject.org/c/s/ledger.example/2025/line-4?amp_js_v=0.1&usqp=mq331",
    "https://cdn.ampproject.org/v/s/ledger.example/2025/line-4",
    # Archives
    "https://web.archive.org/web/20250403120000/https://ledger.example/2025/line-4",
    "https://web.archive.org/web/20250403120000id_/https://ledger.example/2025/line-4",
    "http://web.archive.org/web/20250403120000im_/http://www.ledger.example:80/2025/line-4",
    "https://web.archive.org/web/2025/http:/ledger.example/2025/line-4",
    "https://web.archive.org/web/2025*/ledger.example/2025/line-4",
    "https://web.archive.org/web/https://ledger.example/2025/line-4",
    "https://web.archive.org/save/https://ledger.example/2025/line-4",
    "https://web.archive.org/web/2025/https%3A%2F%2Fledger.example%2F2025%2Fline-4",
    "https://web.archive.org/web/2025/https://ledger.example/2025/line-4?utm_source=x#top",
    *(
        f"https://archive.{end}/20250403120000/https://ledger.example/2025/line-4"
        for end in ("ph", "is", "li", "fo", "md", "vn", "today")
    ),
    "https://archive.ph/2025.04.03-120000/https://ledger.example/2025/line-4",
    "https://archive.is/o/AbC12/https://ledger.example/2025/line-4",
    "https://archive.today/newest/https://ledger.example/2025/line-4",
    "https://archive.today/https://ledger.example/2025/line-4",
    "https://archive.ph/?run=1&url=https%3A%2F%2Fledger.example%2F2025%2Fline-4",
    "https://archive.ph/submit/?url=https://ledger.example/2025/line-4",
    "https://perma.cc/AB12-CD34/https://ledger.example/2025/line-4",
    "https://perma-archives.org/warc/AB12-CD34/20250403mp_/https://ledger.example/2025/line-4",
    "https://webcache.googleusercontent.com/search?q=cache:https://ledger.example/2025/line-4",
    "https://webcache.googleusercontent.com/search?q=cache:Ab3-Ab3_Ab3x:ledger.example/2025/line-4+ferry&hl=en",
    "https://webcache.googleusercontent.com/search?q=cache:abc:https://ledger.example/2025/line-4+ferry",
    "https://archive.ph/2025/https://web.archive.org/web/2025/https://ledger.example/2025/line-4",
    "https://www.bing.com/ck/a?!&&p=abc&u=a1aHR0cHM6Ly9sZWRnZXIuZXhhbXBsZS8yMDI1L2xpbmUtNA&ntb=1",
    "https://r.search.yahoo.com/_ylt=A/RV=2/RU=https%3a%2f%2fledger.example%2f2025%2fline-4/RK=2/RS=x",
    "https://www.google.com/url?url=https%253A%252F%252Fledger.example%252F2025%252Fline-4",
]

DIFFERENT = [
    "https://ledger.example/2025/Line-4",
    "https://ledger.example/2025/line-4/2",
    "https://ledger.example/2025/line-4?page=2",
    "https://ledger.example/2025/line-4#!/2",
    "https://ledger.example/2025/line-4#/2",
    "https://ledger.example:8080/2025/line-4",
    "https://news.ledger.example/2025/line-4",
    "https://ledger.example/2025/line%2F4",
    "https://ledger.example/amp",
    "https://ledger.example",
    "https://www.bing.com/ck/a?u=a1_____w",
    "https://www.bing.com/search?q=line-4",
    "https://archive.ph/AbC12",
    "https://perma.cc/AB12-CD34",
    "https://web.archive.org/web/20250403120000/",
    "https://web.archive.org/about",
    "https://web.archive.org/web/2025/mailto:ledger.example",
    "https://web.archive.org/web/2025/https://",
    "https://web.archive.org",
    "https://webcache.googleusercontent.com/search?q=ferries",
    "https://archive.org/details/line-4",
    "https://maps.google.com/amp/s/x",
    "https://notgoogle.example/amp/s/ledger.example/2025/line-4",
]


@pytest.mark.parametrize("url", SAME)
def test_same_document(url: str) -> None:
    assert is_url(url)
    assert comparable_url(url) == comparable_url(PAGE)


@pytest.mark.parametrize("url", DIFFERENT)
def test_another_document(url: str) -> None:
    assert is_url(url)
    assert comparable_url(url) != comparable_url(PAGE)


def test_different_ones_differ_from_each_other() -> None:
    assert len(set(map(comparable_url, DIFFERENT))) == len(DIFFERENT)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "https://youtu.be/dQw4w9WgXcQ?si=abc",
            "https://www.youtube.com/watch?feature=share&v=dQw4w9WgXcQ&t=3s",
        ),
        ("https://twitter.com/a/status/1?s=20", "https://x.com/a/status/1?t=xyz"),
        ("https://twitter.com/#!/a/status/123", "https://x.com/a/status/123"),
        ("https://telegram.me/a/1", "https://t.me/a/1"),
        ("https://a.example/?b=2&a=1", "https://a.example?a=1&b=2"),
        ("https://a.example/%7euser/%c3%a4", "https://a.example/~user/%C3%A4"),
        ("https://a.example/x.amp.html", "https://a.example/x.html"),
    ],
)
def test_other_names_of_one(one: str, other: str) -> None:
    assert comparable_url(one) == comparable_url(other)


@given(
    st.from_regex(
        r"https?://[a-z]{1,5}(\.[a-z]{2,3}){1,2}(/[a-zA-Z0-9.%~-]{0,6}){0,4}(\?[a-z=&]{0,9})?", fullmatch=True
    )
)
def test_a_copy_is_compared_as_the_original(url: str) -> None:
    once = comparable_url(url)
    assert comparable_url(f"https://web.archive.org/web/20250403120000/{url}") == once
    assert comparable_url(f"https://archive.ph/o/x/{url}") == once
    assert comparable_url(url.replace("https:", "http:")) == once


@given(st.text())
def test_any_text_is_taken(text: str) -> None:
    assert isinstance(comparable_url(text), str)
    assert isinstance(unwrap(text), str)
    assert all(isinstance(name, str) for name in site_names(text))


def test_long_addresses_take_no_long_time() -> None:
    start = time.perf_counter()
    for url in (
        "https://web.archive.org/web/" * 30_000,
        f"https://a.example{'/..' * 100_000}/.",
        f"https://a.example/?{'&' * 300_000}",
        f"https://{'a.' * 2_000}example/",
        f"https://archive.ph/{'1' * 300_000}",
        f"https://archive.ph/{'a-' * 150_000}",
    ):
        comparable_url(url)
        list(site_names(url))
    assert time.perf_counter() - start < 5


def test_unwrap_leaves_what_it_does_not_know() -> None:
    assert unwrap(PAGE) == PAGE
    assert unwrap("https://perma.cc/AB12-CD34") == "https://perma.cc/AB12-CD34"
    assert unwrap(f"https://web.archive.org/web/2025/{PAGE}") == PAGE


def test_lasting_copies() -> None:
    assert is_lasting("https://web.archive.org/web/2025/x.example")
    assert is_lasting("https://archive.fo/abc")
    assert is_lasting("https://perma.cc/AB12-CD34")
    assert is_lasting("https://ghostarchive.org/archive/abc")
    assert not is_lasting(PAGE)


@pytest.mark.parametrize(
    ("url", "names"),
    [
        ("https://www.news.ledger.example/1", ["news.ledger.example", "ledger.example"]),
        (f"https://web.archive.org/web/2025/{PAGE}", ["ledger.example"]),
        ("https://localhost/1", []),
        ("https://twitter.com/MFA_Northland/status/1", ["x.com/mfa_northland"]),
        ("https://mobile.twitter.com/MFA_Northland", ["x.com/mfa_northland"]),
        ("https://t.me/s/mfa/12", ["t.me/mfa"]),
        ("https://www.youtube.com/@mfa/videos", ["youtube.com/@mfa"]),
        ("https://www.youtube.com/channel/UC1/videos", ["youtube.com/channel/uc1"]),
        ("https://www.linkedin.com/company/mfa/posts", ["linkedin.com/company/mfa"]),
        ("https://medium.com/@mfa/story", ["medium.com/@mfa"]),
        ("https://mfa.medium.com/story", ["mfa.medium.com"]),
        ("https://mfa.substack.com/p/story", ["mfa.substack.com"]),
        ("https://de-de.facebook.com/mfa/posts/1", ["facebook.com/mfa"]),
        ("https://substack.com/home", []),
        ("https://www.flickr.com/photos/mfa/12", ["flickr.com/photos/mfa"]),
        ("https://ok.ru/group/12/topic/3", ["ok.ru/group/12"]),
        ("https://www.instagram.com/stories/mfa/1", ["instagram.com/stories/mfa"]),
        ("https://x.com/@MFA/status/1", ["x.com/mfa"]),
        ("https://x.com/intent/user?screen_name=mfa", []),
        ("https://mfa.t.me/12", ["t.me/mfa"]),
        ("https://www.facebook.com/pg/mfa/about", ["facebook.com/mfa"]),
        ("https://www.reddit.com/u/mfa", ["reddit.com/user/mfa"]),
        ("https://m.weibo.cn/u/123456", ["weibo.com/123456"]),
        ("https://open.substack.com/pub/mfa/p/story", ["mfa.substack.com"]),
        ("https://gist.github.com/mfa/12ab", ["github.com/mfa"]),
        ("https://raw.githubusercontent.com/mfa/a/main/b", ["github.com/mfa"]),
        ("https://www.tumblr.com/mfa/12/story", ["mfa.tumblr.com"]),
        ("https://www.tumblr.com/blog/view/mfa", ["mfa.tumblr.com"]),
        ("https://www.tumblr.com/tagged/mfa", []),
        ("https://www.patreon.com/mfa", ["patreon.com/mfa"]),
        ("https://blog.naver.com/mfa/12", ["blog.naver.com/mfa"]),
        ("https://sites.google.com/view/mfa/home", ["sites.google.com/view/mfa"]),
        ("https://mfa.tistory.com/1", ["mfa.tistory.com"]),
        ("https://www.youtube.com/watch?v=1", []),
        ("https://www.facebook.com/photo.php?id=1", []),
        ("https://x.com", []),
        ("https://mp.weixin.qq.com/s/abc", []),
    ],
)
def test_site(url: str, names: list[str]) -> None:
    assert list(site_names(url)) == names


def test_platforms_and_suffixes() -> None:
    for name in (
        "x.com",
        "twitter.com",
        "medium.com",
        "substack.com",
        "t.me",
        "weibo.com",
        "mp.weixin.qq.com",
    ):
        assert is_platform(name)
    assert not is_platform("ledger.example")
    assert is_suffix("co.uk")
    assert is_suffix("gov.cn")
    assert is_suffix("github.io")
    assert not is_suffix("mfa.gov.cn")


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ("https://a.example/b?utm_source=x&id=3&fbclid=y#part", "https://a.example/b?id=3#part"),
        ("https://a.example/b?utm_source=x", "https://a.example/b"),
        ("https://a.example/b#:~:text=dam%20holds", "https://a.example/b"),
        ("https://a.example/b#part:~:text=dam", "https://a.example/b#part"),
        ("https://www.google.com/url?q=https://a.example/b%3Fgclid%3D1&sa=D", "https://a.example/b"),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fa.example%2Fb&h=x", "https://a.example/b"),
        # What an archive keeps is another document than the page today.
        (
            "https://web.archive.org/web/2020/https://a.example/b?utm_source=x",
            "https://web.archive.org/web/2020/https://a.example/b?utm_source=x",
        ),
        ("https://a.example/b?x=1&x=2&a", "https://a.example/b?x=1&x=2&a"),
        ("no address", "no address"),
        (
            "https://www.google.com/url?q=https://a.example/%20%3Cb%3E",
            "https://www.google.com/url?q=https://a.example/%20%3Cb%3E",
        ),
    ],
)
def test_what_is_cleaned(given: str, left: str) -> None:
    """Links through others, tracking and highlights go; the order of what is left stays."""
    assert clean_url(given) == left
    assert clean_url(left) == left


@pytest.mark.parametrize("url", SAME)
def test_cleaning_keeps_the_document(url: str) -> None:
    assert comparable_url(clean_url(url)) == comparable_url(PAGE)
    assert is_url(clean_url(url)) or clean_url(url) == url
