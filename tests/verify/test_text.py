"""The text of pages and plain text, in any encoding, and of whatever is no text."""

import codecs
import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.documents.text import NotText, Text, read

CHINESE = (
    "国家安全部发布双语报告，敦促西方停止抹黑攻击中国。据新华社消息，专家表示，这一事件引发广泛关注。" * 3
)
JAPANESE = "国家安全保障局は報告書を発表し、攻撃をやめるよう求めた。政府は昨日、記者会見で説明した。" * 3
RUSSIAN = "Министерство опубликовало доклад о кибератаках. По словам представителя, ущерб велик. " * 3


def page(html: str) -> Text:
    return read(html.encode(), "text/html", "utf-8")


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p>One <b>wo</b>rd.</p><p>Two", "One word. Two"),
        ("a&amp;b &eacute; &#8220;c&#x201d; &nosuch; &#0; &#xD800;", "a&b é “c” &nosuch; \ufffd \ufffd"),
        ("<ul><li><q>One</q><li><blockquote>Two</blockquote></ul>", '"One" Two'),
        ("<table><tr><td>1</td><td>2</td></tr><tr><td>3</table>", "1 2 3"),
        ("one<br>two<img src=x>three<wbr>four", "one two threefour"),
        ("<p>a<!-- no --><script>no()</script><style>no {}</style>b", "ab"),
        ("<title>Head</title><body>Body", "Head Body"),
        ("a\0b</p></div></b>c<", "a\ufffdbc<"),
        ("<div><p>un<i>closed", "unclosed"),
        ("", ""),
        ("   ", ""),
    ],
)
def test_what_a_page_shows(html: str, shown: str) -> None:
    assert words(page(html).shown) == shown


@pytest.mark.parametrize(
    "html",
    [
        "<p hidden>secret</p>",
        "<div style='color: red; DISPLAY : none'><p>sec<b>ret</b></p></div>",
        "<div style=visibility:hidden>secret</div>",
        "<span style='opacity: 0'>secret</span>",
        "<span style='font-size: 0px'>secret</span>",
        "<template>secret</template>",
        "<noscript>secret</noscript>",
        "<dialog>secret</dialog>",
        "<ruby>x<rt>secret</rt></ruby>",
        "<script type='application/ld+json'>secret</script>",
        "<div hidden><div style='display: none'>a</div>secret</div>",
        "<meta name=description content=secret>",
        "<img alt=secret>",
        "<p title=secret aria-label=secret>x</p>",
    ],
)
def test_what_a_page_hides(html: str) -> None:
    text = page(f"<body><p>before</p>{html}<p>after</p></body>")
    assert "secret" not in text.shown
    assert "secret" in text.hidden
    assert words(text.shown).startswith("before")
    assert words(text.shown).endswith("after")


@pytest.mark.parametrize(
    "html", ["<dialog open>seen</dialog>", "<p style='opacity: 0.5'>seen</p>", "<details>seen</details>"]
)
def test_what_only_looks_hidden(html: str) -> None:
    assert "seen" in page(html).shown


@pytest.mark.parametrize(
    "body",
    [
        b"<div>" * 200_000 + b"the end" + b"</div>" * 200_000,
        b"<b><i>" * 100_000 + b"the end",
        b"<p>the end" + b"<!--" * 200_000,
        b"</div>" * 200_000 + b"the end",
        b"<p " + b" ".join(b'a%d="x"' % number for number in range(50_000)) + b">the end",
        b"<meta charset=" + b" " * 60_000 + b"!>the end",
        b"<meta charset=" * 4_000 + b" " * 5_000 + b"!>the end",
        b"<p>the end" + b"<" * 500_000,
        b"<p>the end" + b"<div><template shadowrootmode=open>x<slot></slot>" * 40_000,
    ],
)
def test_hostile_pages_are_read_in_the_end(body: bytes) -> None:
    start = time.perf_counter()
    assert "the end" in read(body, "text/html").shown
    assert time.perf_counter() - start < 60


def test_a_page_of_5_mb() -> None:
    text = page("<p>One <b>paragraph</b> of text &amp; more.</p>\n" * 110_000)
    assert words(text.shown).count("One paragraph of text & more.") == 110_000


TAGS = (
    "<p> </p> <q> </q> <b> </b> <script> </script> <template> </template> x <td> </table> <svg> <br/>"
    " <p/ hidden> <![CDATA[ ]]> <? <!x &# \0"
)


@given(st.lists(st.sampled_from(TAGS.split(" "))))
def test_no_soup_of_tags_is_too_thick(pieces: list[str]) -> None:
    text = page(f"{''.join(pieces)}></script><p>end of it")
    assert "end of it" in text.shown + text.hidden


@given(st.binary(), st.sampled_from(["text/html", "text/plain", "", "application/xml"]), st.text(max_size=9))
def test_bytes_are_read_or_refused(body: bytes, media_type: str, charset: str) -> None:
    with suppress(NotText):
        assert isinstance(read(body, media_type, charset).shown, str)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "utf-16-be", "utf-32-be"])
@pytest.mark.parametrize("charset", [None, "windows-1252"])
def test_a_byte_order_mark_goes_first(encoding: str, charset: str | None) -> None:
    mark = {"utf-16-be": codecs.BOM_UTF16_BE, "utf-32-be": codecs.BOM_UTF32_BE}.get(encoding, b"")
    assert read(mark + CHINESE.encode(encoding), "text/plain", charset).shown == CHINESE


@pytest.mark.parametrize(
    ("charset", "encoding", "text"),
    [
        ("gb2312", "gb18030", CHINESE + "镕"),
        ("GBK", "gbk", CHINESE),
        ("Shift_JIS", "cp932", JAPANESE + "①"),
        ("windows-1251", "cp1251", RUSSIAN),
        ("ISO-8859-1", "cp1252", "“It’s” – é"),
        ('"utf-8"', "utf-8", CHINESE),
        ("utf-16", "utf-16-le", CHINESE),
    ],
)
def test_what_the_server_says(charset: str, encoding: str, text: str) -> None:
    assert read(text.encode(encoding), "text/plain", charset).shown == text


@pytest.mark.parametrize(
    "head",
    ["<meta charset=gbk>", '<meta http-equiv=Content-Type content="text/html; charset = GB2312">',
     '<?xml version="1.0" encoding="gbk"?><html>'],
)  # fmt: skip
@pytest.mark.parametrize("charset", [None, "utf-8", "nonsense", "punycode", "base64", "a\0b"])
def test_what_the_page_says(head: str, charset: str | None) -> None:
    """It is asked where the server says nothing, what is no encoding of text, or what cannot be."""
    body = f"{head}<p>{CHINESE}</p>".encode("gbk")
    assert words(read(body, "text/html", charset).shown).endswith(CHINESE)


def test_wrong_declarations() -> None:
    """What is said and cannot be gives way to UTF-8, if it is that; else it stands, with gaps."""
    body = f"<meta charset=us-ascii><p>{RUSSIAN}".encode()
    assert words(read(body, "text/html", "latin1").shown) == RUSSIAN.strip()
    assert read("é a".encode("latin-1"), "text/plain", "utf-8").shown == "\ufffd a"
    utf16 = f"<meta charset=utf-16><p>{CHINESE}".encode()
    assert words(read(utf16, "text/html").shown) == CHINESE


@pytest.mark.parametrize(
    ("encoding", "text"),
    [("utf-8", CHINESE), ("gb18030", CHINESE), ("cp932", JAPANESE), ("euc_jp", JAPANESE),
     ("cp1251", RUSSIAN), ("koi8_r", RUSSIAN)],
)  # fmt: skip
@pytest.mark.parametrize("times", [1, 500])
def test_nothing_said(encoding: str, text: str, times: int) -> None:
    assert read((text * times).encode(encoding), "text/plain").shown == text * times
    body = f"<html><p>{text * times}".encode(encoding)
    assert words(read(body, "text/html").shown) == (text * times).strip()


def test_one_bad_byte_does_not_make_another_encoding() -> None:
    assert read(CHINESE.encode() + b"\xff", "text/plain").shown == CHINESE + "\ufffd"


def test_noise_is_read_as_something() -> None:
    noise = bytes(range(128, 256)) * 3
    assert len(read(noise, "text/plain").shown) > 100


@pytest.mark.parametrize(
    ("body", "media_type", "shown"),
    [
        (b"<b>x</b>", "text/plain", "<b>x</b>"),
        (b'{"a": "x"}', "application/json", '{"a": "x"}'),
        (b"\xef\xbb\xbf <!DOCTYPE html><b>x</b>", "", "x"),
        (b"<!--c--><b>x</b>", "application/octet-stream", "x"),
        (b"x <b>", "", "x <b>"),
        (b"<a><b>x</b></a>", "application/xml", "x"),
        (b"<p>x", "APPLICATION/XHTML+XML", "x"),
        (b"x", "application/ld+json", "x"),
    ],
)
def test_kinds(body: bytes, media_type: str, shown: str) -> None:
    assert words(read(body, media_type).shown) == shown


@pytest.mark.parametrize(
    ("body", "media_type", "reason"),
    [
        (b"x", "image/png", "there is no text in image/png"),
        (b"x", "application/pdf", "it is said to be a PDF file and is none"),
        (b"PK\x03\x04\0\0", "", "the file cannot be read"),
        (b"PX\x03\x04\0\0", "application/octet-stream", "it is no text, page or PDF file"),
    ],
)
def test_what_is_no_text(body: bytes, media_type: str, reason: str) -> None:
    with pytest.raises(NotText, match=reason):
        read(body, media_type)
