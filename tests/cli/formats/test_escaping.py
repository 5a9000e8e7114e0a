"""What each format does to one text: whatever the text is, its reader gets it back, and nothing else."""

import csv
import io
import re
from typing import Any
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso_cli.formats.csv import cell
from sayso_cli.formats.github import escape_message, escape_property
from sayso_cli.formats.markdown import code, prose
from sayso_cli.formats.plain import path_from_root, plain, uri
from sayso_cli.terminal import Look

from .readers import address, command, page
from .test_hostile import ATTACKS

texts = (
    st.text(max_size=80) | st.sampled_from(ATTACKS) | st.text("`|\\*_[]()<>#@:/.-wW0aA&;$!~ \n", max_size=40)
)


@given(texts, texts)
def test_command(title: str, message: str) -> None:
    """Also of line breaks, which a message has between its two sentences."""
    shown, told = f"x{plain(title)}x", re.sub("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", "", message).strip()
    line = f"::error title={escape_property(shown)}::{escape_message(told)}"
    assert "\n" not in line
    assert "\r" not in line
    read = command(line)
    assert read is not None
    assert read.name == "error"
    assert read.properties == {"title": shown}
    assert read.data == told


@given(texts)
def test_cell(text: str) -> None:
    table = io.StringIO()
    csv.writer(table, quoting=csv.QUOTE_ALL).writerow([cell(text), "next"])
    ((read, after),) = csv.reader(io.StringIO(table.getvalue(), newline=""), strict=True)
    assert after == "next"
    assert read in (plain(text), f"'{plain(text)}")
    assert read.strip()[:1] not in tuple("=+-@＝＋－＠")[: len(read.strip())]


@given(texts)
def test_xml(text: str) -> None:
    shown = plain(text)
    root = ElementTree.fromstring(f"<a b={quoteattr(shown)}>{escape(shown)}</a>")
    assert (root.text or "") == root.attrib["b"] == shown
    assert len(root) == 0


@given(texts)
def test_markdown(text: str) -> None:
    """In a table and in a list it is shown as it is, but for spaces and what breaks words."""
    for write in (prose, code):
        shown = page(f"| a | b |\n| --- | --- |\n| x {write(text)} | y |\n\n- `z` {write(text)}: end")
        (row,) = shown.rows[1:]
        assert len(row) == 2
        assert row[1] == "y"
        assert _bare(row[0]) == _bare(f"x{plain(text, 400)}")
        assert _bare(shown.text).endswith(_bare(f"z{plain(text, 400)}:end"))


def _bare(text: str) -> str:
    """`text` without spaces, breaks of words, and the backticks that are shown as code."""
    return re.sub(r"[\s`\u200b]", "", text)


@pytest.mark.parametrize("attack", ATTACKS)
def test_markdown_of_attacks(attack: str) -> None:
    page(f"| a |\n| --- |\n| x {prose(attack)} |\n\n- {code(attack)}: {prose(attack)}")


def test_what_stands_in_backticks_is_code() -> None:
    assert prose("`a` and `b c`") == "`a` and `b c`"
    assert prose("``a`` `b``c`") == "&#96;&#96;a&#96;&#96; &#96;b&#96;&#96;c&#96;"


@given(st.text(max_size=300), st.integers(1, 50))
def test_length(text: str, most: int) -> None:
    shown = plain(text, most)
    assert shown == plain(text) if len(text) <= most else shown.endswith("…")
    assert len(shown) <= 10 * most


names = st.binary(min_size=1, max_size=20).filter(lambda name: name.strip(b"/.") and b"\0" not in name)


@given(names)
def test_uri(name: bytes) -> None:
    path = name.decode("utf-8", "surrogateescape")
    seen = path_from_root(path, Look(False, 80, False, here="/work/in", root="/work"))
    assert re.fullmatch(r"[A-Za-z0-9._~/%-]+|file:///[A-Za-z0-9._~/%-]*", uri(seen))
    assert address(uri(seen)) == seen.encode("utf-8", "surrogateescape")


@pytest.mark.parametrize(
    ("path", "seen", "address"),
    [
        ("claims.json", "in/claims.json", "in/claims.json"),
        ("./a//b/../c d.json", "in/a/c d.json", "in/a/c%20d.json"),
        ("../claims.json", "claims.json", "claims.json"),
        ("../../claims.json", "/claims.json", "file:///claims.json"),
        ("/work/in/a.json", "in/a.json", "in/a.json"),
        ("/worker/a.json", "/worker/a.json", "file:///worker/a.json"),
        ("a:b.json", "in/a:b.json", "in/a%3Ab.json"),
        ("<stdin>", "<stdin>", "%3Cstdin%3E"),
    ],
)
def test_paths(path: str, seen: str, address: str) -> None:
    look: Any = Look(False, 80, False, here="/work/in", root="/work")
    assert path_from_root(path, look) == seen
    assert uri(seen) == address


def test_root_of_the_system() -> None:
    assert path_from_root("a.json", Look(False, 80, False, here="/", root="/")) == "a.json"
