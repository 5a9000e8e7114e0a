"""A record whose every string is an attack: nothing breaks out, and every file is well formed."""

import json
import os
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso_cli.formats.plain import plain
from sayso_cli.site.claim_graph import claim_graph
from sayso_cli.site.diagrams import dot, mermaid
from sayso_cli.site.picture import picture
from sayso_cli.site.publishing import Allowance, shorten_text
from sayso_cli.site.site import Site, svg
from tests.conftest import thorough

from ..records import SOUND, claim, record, write
from ..test_hostile import HOSTILE, UNSAFE
from .made import checked, claims, site_of
from .test_report import MERMAID, read_dot

Run = Callable[..., Any]
ATTACKS = (
    *HOSTILE,
    "<script>document.title='owned'</script>",
    "</script><script>document.title='owned'</script>",
    "</style></title><img src=x onerror=\"document.title='owned'\">",
    "\"' onmouseover=alert(1) autofocus onfocus=alert(1) x='",
    "--><svg/onload=alert(1)>]]>",
    "{{ 7 * 7 }}{% include 'x' %}{# #}",
    "[a](javascript:alert(1)) ![b](https://example.org/track.png)",
    "`</code><script>alert(1)</script>`",
    "%0A::error file=a::owned",
    "\n::error::owned\r\n",
    "=cmd|' /C calc'!A0",
    "&lt;b&gt;&#x41;&bogus;&",
    "\ufffe\uffff\U0001ffff",
    "مرحبا بالعالم \u202e\u2066 abc",
    "\u0301" * 500,
    'end"]; subgraph x["<br/>#quot;',
    "1. list - item",
    "\\",
    'a\\"b\\',
)
SAFE_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*\.html")
ELEMENTS = frozenset(
    (  # noqa: SIM905
        "html head meta link title style script body a footer p strong header nav ul li span h1 h2 h3 h4 "
        "main article div bdi blockquote time dl dt dd code figure figcaption details summary br small form "
        "label input select option button output table caption thead tbody tr th td section svg rect path "
        "text tspan"
    ).split()
)
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def hostile(attack: str) -> dict[str, Any]:
    """A record with `attack` in every place that takes a text, and claims with it where it is not taken."""
    source = {
        "title": attack,
        "by": ["a"],
        "basis": "investigation",
        "note": attack,
        "waive": [{"check": "no-url", "reason": attack}],
    }
    item = {"source": "s1", "quote": attack, "locator": attack, "note": attack}
    full = {
        "id": "con",
        "statement": attack,
        "claimant": ["b"],
        "evidence": [item, {**item, "source": "s2"}],
        "corroboration": [item, {**item, "source": "s2", "stance": "partial"}],
        "stated_in": "s1",
        "quote": attack,
        "language": "ar",
        "against": ["c"],
        "figures": [{"measure": attack, "value": 1, "unit": attack}],
        "response": [{"party": "c", "answer": "denies", "source": "s2"}],
        "tags": [attack],
        "note": attack,
        "waive": [{"check": "no-occasion", "reason": attack}],
    }
    bad = [
        full | {"id": attack},
        full | {"id": "../../x"},
        full | {"id": "a/../../x"},
        full | {"id": "CON"},
        full | {"id": "Con.Txt"},
        full | {"id": "aux.b"},
        full | {"id": "dot."},
        full | {"id": "a..b"},
        full | {"id": "a" * 101},
        full | {"id": "index"},
        full | {"id": "con"},
        full | {"id": "url", "stated_in": attack},
        full | {"id": "kind", "kind": attack},
        full | {"id": "language", "language": attack},
        full | {"id": "date", "stated_on": attack},
        {attack: attack},
        attack,
        7,
        None,
    ]
    return {
        "version": 1,
        "title": attack,
        "note": attack,
        attack: attack,
        "include": [attack],
        "parties": {
            "a": {"name": attack, "note": attack},
            "b": {"name": attack, "controlled_by": ["c"]},
            "c": {"name": attack},
            attack: {"name": attack},
            "d": {"name": attack, "url": "javascript:alert(1)"},
        },
        "sources": {
            "s1": source,
            "s2": source | {"by": ["c"], "basis": "relay", "based_on": ["s1"]},
            "s3": source | {"url": "javascript:alert(document.domain)"},
            "s4": source | {"archived": "data:text/html,<script>alert(1)</script>"},
            "s5": source | {"url": attack, "language": attack},
        },
        "claims": [full, *bad],
    }


def holds(text: str) -> ET.Element:
    """Hold one page against what every page promises; its root."""
    assert UNSAFE.search(text.replace("\n", "")) is None
    assert NOT_IN_XML.search(text) is None
    tree = ET.fromstring(text)
    scripts = 0
    for each in tree.iter():
        tag = each.tag.removeprefix("{http://www.w3.org/2000/svg}")
        assert tag in ELEMENTS
        scripts += tag == "script"
        for name, value in each.items():
            assert not name.startswith("on")
            assert name not in (
                "style",
                "src",
                "srcset",
                "action",
                "formaction",
                "ping",
                "target",
                "autofocus",
            )
            if name == "href":
                assert re.fullmatch(r"https?://[ -~]+|(?:\.\./)?[a-z0-9#./_-]*", value), value
    single = any(each.tag == "style" for each in tree.iter())
    (policy,) = (each.get("content") or "" for each in tree.iter("meta") if each.get("http-equiv"))
    shared = "style-src 'self' file:; img-src 'self' file:; script-src "
    assert policy.startswith("default-src 'none'; " + ("style-src 'sha256-" if single else shared))
    assert "unsafe" not in policy
    assert policy.endswith("base-uri 'none'; form-action 'none'")
    assert scripts == ("script-src 'sha256-" in policy)
    return tree


def pages(site: Site) -> Iterator[tuple[str, str]]:
    """The pages of a site, and that its other files hold nothing unsafe."""
    for name, text in site.files():
        if name.endswith(".html"):
            yield name, text
        else:
            assert UNSAFE.search(text.replace("\n", "")) is None
            assert text.isascii() or name == "style.css"


@pytest.mark.thorough(one_in=4)
@pytest.mark.parametrize("attack", ATTACKS)
def test_every_page_of_a_record_of_attacks(attack: str) -> None:
    made = site_of(hostile(attack), name=f"{attack}.json")
    for name, text in pages(made):
        tree = holds(text)
        assert SAFE_NAME.fullmatch(name.removeprefix("claims/"))
        assert name == "index.html" or "owned" not in (tree.findtext("head/title") or "").lower()[:5]
    holds(made.single_page())
    for each in claims(checked(hostile(attack))):
        if each.on is not None and each.on.judgement.items:
            drawn = claim_graph(each.on)
            ET.fromstring(svg(drawn, each.on.claim.statement))
            assert MERMAID.fullmatch(mermaid(drawn))


@pytest.mark.thorough(one_in=4)
@pytest.mark.filterwarnings("ignore:.*deprecated")
@pytest.mark.parametrize("attack", ATTACKS)
def test_dot_of_attacks_is_read_back_as_it_was_meant(attack: str) -> None:
    # Texts with control characters are refused as records; what is left is read back.
    for found in claims(checked(hostile(attack)))[:1]:
        if found.on is not None:
            drawn = claim_graph(found.on)
            (graph,) = read_dot(dot(drawn))
            assert len(graph.get_subgraphs()) == len({document.voice for document in drawn.documents})
            assert len(graph.get_edges()) == len(drawn.links)
            assert UNSAFE.search(dot(drawn).replace("\n", "")) is None


def test_names_of_pages_are_safe_everywhere() -> None:
    names = [told.name for told in site_of(hostile("x/..\\y")).claims]
    assert len({name.casefold() for name in names}) == len(names)
    assert not {name.split(".")[0] for name in names} & {"con", "prn", "aux", "nul", "com1", "lpt9"}
    assert all(re.fullmatch(r"[a-z0-9]([a-z0-9._-]*[a-z0-9_-])?", name) for name in names)
    assert all(len(name) <= 110 for name in names)
    assert "index" in names
    many = site_of(record(*[SOUND] * 5000))
    assert len({told.name for told in many.claims}) == 5000
    twice = site_of(record(claim("a-2"), claim("a"), claim("a"), claim("a"), claim("con"), claim("claim-5")))
    assert [told.name for told in twice.claims] == ["a-2", "a", "a-3", "a-4", "claim-5", "claim-5-2"]


@thorough(100)
@given(st.text(max_size=40))
def test_any_text(attack: str) -> None:
    data = json.loads(json.dumps(hostile("x")).replace('"x"', json.dumps(attack)))
    for _, text in pages(site_of(data)):
        holds(text)


@thorough(400)
@given(st.text(max_size=60), st.integers(1, 30))
def test_shown_is_shown_again_as_it_is(text: str, most: int) -> None:
    assert plain(plain(text)) == plain(text)
    assert NOT_IN_XML.search(plain(text)) is None
    assert shorten_text(text, most) == text or len(text) > most


def test_a_short_text_is_whole_even_where_there_is_no_room() -> None:
    room = Allowance(0)
    assert room.take("short", 100) == "short"
    assert room.take("long " * 20, 100) == "long long long long long long…"
    assert room.left < 0


@pytest.mark.thorough
def test_texts_of_a_megabyte_are_shortened() -> None:
    made = site_of(hostile("<b>&" * 250_000))
    for name, text in pages(made):
        holds(text)
        assert len(text.encode()) < 200_000, name
        assert "[shortened: 1,000,000 characters in the record]" in text


def test_the_heaviest_page_there_is() -> None:
    """Sixty documents, a hundred items and as many findings, every text as long as it may be."""
    random = Random(1)
    long = "<\"&中文'>" * 400
    parties = {f"p{at}": {"name": f"{long} {at}"} for at in range(70)}
    sources = {
        f"s{at}": {
            "title": f"{long} {at}",
            "by": [f"p{at}", f"p{at + 1}"] if at % 7 == 0 else [f"p{at}"],
            "publisher": f"p{at}",
            "basis": random.choice(["investigation", "unknown", "relay", "statement"]),
            "based_on": [f"s{(at + step) % 69}" for step in (1, 2, 5)],
            "published": "2026-01-01",
            "url": "https://example.org/" + "a" * 1900,
            "archived": "https://archive.example/" + "a" * 1900,
            "language": "zh-Hans",
        }
        for at in range(69)
    }
    items = [
        {"source": f"s{at % 69}", "quote": long, "locator": long, "note": long, "checked": "2026-01-01"}
        for at in range(100)
    ]
    data = {
        "version": 1,
        "parties": parties,
        "sources": sources,
        "claims": [
            {
                "id": "heavy",
                "statement": long,
                "claimant": [f"p{at}" for at in range(3)],
                "evidence": items,
                "corroboration": items,
                "quote": long,
                "note": long,
                "tags": [f"{long} {at}" for at in range(50)],
                "against": [f"p{at}" for at in range(3, 40)],
                "figures": [{"measure": f"{long}{at}", "value": at, "unit": long} for at in range(50)],
                "response": [{"party": "p5", "answer": "denies", "source": "s5", "on": "2999"}] * 50,
            }
        ],
    }
    text = dict(site_of(data).files())["claims/heavy.html"]
    holds(text)
    assert len(text.encode()) < 200_000


def test_a_thousand_long_claims_on_one_overview() -> None:
    text = "汉<" * 300
    data = record(
        *[claim(f"{'long-id-' * 10}{at}", "readings", statement=f"{text}{at}") for at in range(1000)]
    )
    data["parties"] = data["parties"] | {"ministry": {"name": "&" * 300}}
    assert len(site_of(data).index().encode()) < 1_000_000


def test_file_names_that_are_no_text(sayso: Run, tmp_path: Path) -> None:
    name = b"caf\xe9\x1b[31m.json"
    try:
        path = os.path.join(os.fsencode(tmp_path), name)
        with open(path, "wb") as file:
            file.write(json.dumps(record(SOUND, claim("lost", "nowhere"))).encode())
    except OSError:
        pytest.skip("this file system takes only text")
    result = sayso("report", os.fsdecode(name), "-o", os.fsdecode(b"out\xe9"))
    assert result.exit_code == 0
    assert UNSAFE.search(result.stderr) is None
    for page in (tmp_path / os.fsdecode(b"out\xe9")).rglob("*.html"):
        holds(page.read_text(encoding="utf-8"))


def test_nothing_is_written_outside(sayso: Run, tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    write(tmp_path / "work" / "a.json", hostile("../../../x"))
    assert sayso("report", "work/a.json", "-o", "work/site").exit_code == 0
    outside = {
        path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if "site" not in path.parts
    }
    assert outside == {"work", "work/a.json"}
    for path in (tmp_path / "work" / "site").rglob("*"):
        assert not path.is_symlink()


def test_pictures_of_marks_without_width() -> None:
    data = hostile("\u0301" * 5000)
    for each in claims(checked(data)):
        if each.on is not None:
            made = picture(claim_graph(each.on))
            assert made is not None
            assert all(len(line.text) < 300 for shape in made.shapes for line in shape.lines)
