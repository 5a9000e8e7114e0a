"""Sections of character data in XML pages."""

import time

import pytest

from sayso.documents.markup import unwrap_cdata
from sayso.documents.text import read

XHTML = b"""<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>T</title>
<style><![CDATA[ p > a {color: red} ]]></style>
<script>//<![CDATA[
write("<p>not shown</p>");
//]]></script></head><body>
<p>They said: <![CDATA[the dam <did> & does]]><![CDATA[ hold]]>, so it does.</p>
<!-- <![CDATA[ no text --><p>shown</p><!-- ]]> -->
<p hidden="hidden"><![CDATA[kept back]]></p></body></html>"""


@pytest.mark.parametrize("kind", ["application/xhtml+xml", "application/xml", "text/xml", ""])
def test_xml_pages(kind: str) -> None:
    """Their sections are text like any other, shown where they stand."""
    text = read(XHTML, kind)
    shown = " ".join(text.shown.split())
    assert shown == "T They said: the dam <did> & does hold, so it does. shown"
    assert text.hidden.split() == ["kept", "back"]


def test_other_pages() -> None:
    """In HTML it is a comment, to browsers too."""
    assert "the dam" not in read(XHTML, "text/html").shown
    assert "no" not in read(b"<p>Yes <![CDATA[no]]></p>", "").shown


@pytest.mark.parametrize(
    ("page", "plain"),
    [
        ("", ""),
        ("<!DOCTYPE x><p>a", "<!DOCTYPE x><p>a"),
        ("a<![CDATA[b]]>c", "abc"),
        ("<![CDATA[]]>", ""),
        ("<![CDATA[<![CDATA[]]>", "&lt;![CDATA["),
        ("<![CDATA[a]]]]><![CDATA[>b]]>", "a]]&gt;b"),
        ("<!--<![CDATA[-->a]]>", "<!--<![CDATA[-->a]]>"),
        ("a<![CDATA[b", "a<![CDATA[b"),
        ("<![CDATA[a]]><!-- b", "a<!-- b"),
        ("<!<![CDATA[a]]>", "<!a"),
    ],
)
def test_sections(page: str, plain: str) -> None:
    assert unwrap_cdata(page) == plain


@pytest.mark.thorough(one_in=6)
@pytest.mark.parametrize("piece", ["<![CDATA[", "<!--", "<!", "<![CDATA[]]>", "<!---->", "]]>"])
def test_many_sections(piece: str) -> None:
    start = time.monotonic()
    unwrap_cdata(piece * (5_000_000 // len(piece)))
    assert time.monotonic() - start < 10
