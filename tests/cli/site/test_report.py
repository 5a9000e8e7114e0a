"""`sayso report` and `sayso graph` as commands."""

import json
import re
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pydot
import pytest

from sayso_cli.commands import report as command

from ..records import MIXED, SOUND, claim, record, write
from .made import DAY, chain, site_at, site_of, star

Run = Callable[..., Any]
ROOT = Path(__file__).parents[3]


def test_worked_record(sayso: Run, claims_json: Path, tmp_path: Path) -> None:
    result = sayso("report", claims_json, "-o", "site", "--as-of", DAY)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.splitlines()[-1] == "sayso: wrote site/index.html"
    pages = {path.name for path in (tmp_path / "site" / "claims").iterdir()}
    ids = [each["id"] for each in json.loads(claims_json.read_text(encoding="utf-8"))["claims"]]
    assert pages == {f"{id}.html" for id in ids}
    before = {path: path.read_bytes() for path in (tmp_path / "site").rglob("*.html")}
    assert len(before) == len(ids) + 1
    # Again, from elsewhere: the same to the byte.
    assert sayso("report", claims_json, "-o", "site", "--as-of", DAY, "-q").stderr == ""
    assert {path: path.read_bytes() for path in (tmp_path / "site").rglob("*.html")} == before
    assert {path.name for path in (tmp_path / "site").iterdir() if path.is_file()} == {
        ".sayso-report",
        "data.json",
        "favicon.svg",
        "index.html",
        "report.json",
        "style.css",
    }
    for text in before.values():
        assert b"It does not say whether the claim is true." in text
        assert len(text) < 200_000


def test_every_page_is_well_formed_and_every_link_leads_somewhere(claims_json: Path) -> None:
    made = site_at(claims_json)
    pages = dict(made.files())
    offered = {path for path, _ in made.downloads()}
    trees = {name: ET.fromstring(text) for name, text in pages.items() if name.endswith(".html")}
    for name, tree in trees.items():
        ids = [each.get("id") for each in tree.iter() if each.get("id")]
        assert len(set(ids)) == len(ids), name
        for link in tree.iter("a"):
            to = link.get("href") or ""
            if to.startswith("http"):
                assert link.get("target") is None
                continue
            path, _, part = to.partition("#")
            folder = name.rpartition("/")[0]
            target = re.sub(r"[^/]+/\.\./", "", f"{folder}/{path}" if folder else path) if path else name
            assert target in {*pages, *offered}, (name, to)
            assert not part or any(each.get("id") == part for each in trees[target].iter()), (name, to)


def test_one_page(sayso: Run, claims_json: Path, tmp_path: Path) -> None:
    for options in ((), ("--title", "Mine & <yours>")):
        result = sayso("report", claims_json, "--single-file", "-o", "all.html", *options)
        assert result.exit_code == 0, result.stderr
    text = (tmp_path / "all.html").read_text(encoding="utf-8")
    tree = ET.fromstring(text)
    assert tree.findtext("head/title") == "Mine & <yours>"
    ids = [each.get("id") for each in tree.iter() if each.get("id")]
    assert len(set(ids)) == len(ids)
    assert {each.get("href") for each in tree.iter("a") if (each.get("href") or "").startswith("#")} <= {
        f"#{id}" for id in ids
    }
    assert not [each for each in tree.iter() if each.get("src") or each.tag == "link"]


def test_addresses(sayso: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.json", MIXED)
    for url in ("https://example.org/claims", "https://example.org/claims/"):
        for contact, link in (
            ("desk@example.org", "mailto:desk@example.org"),
            ("https://example.org/tips", "https://example.org/tips"),
        ):
            result = sayso("report", "a.json", "-o", "site", "--url", url, "--contact", contact)
            assert result.exit_code == 0, result.stderr
            page = (tmp_path / "site" / "claims" / "single.html").read_text(encoding="utf-8")
            assert '<link rel="canonical" href="https://example.org/claims/claims/single.html" />' in page
            assert f'href="{link}"' in page
            assert "as of" in page
    index = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert '<link rel="canonical" href="https://example.org/claims/" />' in index
    for option in (("--url", "javascript:alert(1)"), ("--contact", "javascript:alert(1)@x.org")):
        assert sayso("report", "a.json", *option).exit_code == 2


def test_data(sayso: Run) -> None:
    data = json.loads(dict(site_of(record(SOUND, claim("lost", "nowhere"), 5)).files())["data.json"])
    assert [
        (each["id"], each["statement"], each["standing"], each["voices"], each["page"])
        for each in data["claims"]
    ] == [
        ("sound", "Power was back by noon.", "corroborated", 2, "claims/sound.html"),
        ("lost", "Power was back by noon.", None, None, "claims/lost.html"),
        ("", None, None, None, "claims/claim-3.html"),
    ]


def test_names_without_an_output(sayso: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.json", MIXED)
    assert sayso("report").exit_code == 0
    assert (tmp_path / "sayso-report" / "index.html").is_file()
    assert sayso("report", "--single-file", "a.json").exit_code == 0
    assert (tmp_path / "sayso-report.html").is_file()


def test_filters(sayso: Run, tmp_path: Path) -> None:
    """The site holds the claims that are meant, and what hangs on whom among them."""
    write(tmp_path / "a.json", MIXED)
    assert sayso("report", "a.json", "--standing", "corroborated,refuted").exit_code == 0
    assert {path.stem for path in (tmp_path / "sayso-report/claims").glob("*.html")} == {"sound", "refuted"}
    assert ">single<" not in (tmp_path / "sayso-report/index.html").read_text(encoding="utf-8")
    result = sayso("report", "a.json", "--standing", "contested", "-o", "other")
    assert result.exit_code == 2
    assert "nothing was written: no claim matches --standing contested; of 6 claims" in result.stderr
    assert not (tmp_path / "other").exists()


def test_a_long_table_has_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each as a page and as a script, whose text is ASCII and no markup."""
    monkeypatch.setattr("sayso_cli.site.site.MOST_LINES", 2)
    claims = [claim(f"c{at}", statement="</script>é\u2028") for at in range(5)]
    pages = dict(site_of(record(*claims)).files())
    assert [name for name in pages if name.startswith("parts/")] == [
        f"parts/{number}.{kind}" for number in (2, 3) for kind in ("js", "html")
    ]
    script = pages["parts/3.js"]
    assert script.isascii()
    number, lines = json.loads(f"[{script.removeprefix('sayso(').removesuffix(');' + chr(10))}]")
    assert (number, [line[0] for line in lines]) == (3, ["c4"])
    assert len(lines[0]) == 10
    page = ET.fromstring(pages["parts/2.html"])
    assert [link.get("href") for link in page.iter("a") if "claims/" in (link.get("href") or "")] == [
        "../claims/c2.html",
        "../claims/c3.html",
    ]
    assert {link.get("href") for link in page.iter("a")} >= {"../index.html#claims-list", "../parts/3.html"}
    assert "c2" not in pages["index.html"].split('id="claimants"')[0]
    assert 'href="#claim-c4"' in site_of(record(*claims)).single_page()


def test_files_that_cannot_be_read_are_no_site(sayso: Run, tmp_path: Path) -> None:
    """But one that can be read is, and the others are named on it."""
    (tmp_path / "bad.json").write_text('{"version": 1, "claims": [}', encoding="utf-8")
    result = sayso("report", "bad.json")
    assert result.exit_code == 2
    assert result.stderr.startswith("sayso: error: nothing was written: bad.json:1:27: ")
    assert not (tmp_path / "sayso-report").exists()
    write(tmp_path / "a.json", MIXED)
    assert sayso("report", "bad.json", "a.json").exit_code == 0
    assert "bad.json" in (tmp_path / "sayso-report/index.html").read_text(encoding="utf-8")


def test_findings_do_not_count(sayso: Run) -> None:
    result = sayso(
        "report", "-", "-o", "site", input=json.dumps(record(claim("a"), claim("lost", "nowhere")))
    )
    assert result.exit_code == 0
    assert "1 unreadable" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("gone.json",), "no such file or folder: gone.json"),
        (("a.json", "-o", "a.json"), "is there already, and is no folder"),
        (("a.json", "-o", "."), "is the working folder"),
        (("a.json", "-o", "a.json/site"), "cannot write a.json/site"),
        (("a.json", "--single-file", "-o", "a.json"), "was not written by sayso report"),
        (("a.json", "--single-file", "-o", "."), "is no plain file"),
        (("a.json", "--single-file", "-o", "link"), "is no plain file"),
        (("a.json", "--single-file", "-o", "gone/a.html"), "cannot write gone/a.html"),
    ],
)
def test_what_it_cannot_do(sayso: Run, tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    path = write(tmp_path / "a.json", MIXED)
    (tmp_path / "link").symlink_to("a.json")
    before = path.read_bytes()
    result = sayso("report", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert path.read_bytes() == before
    assert {each.name for each in tmp_path.iterdir()} == {"a.json", "link"}


def test_without_its_libraries_it_says_what_to_install(
    sayso: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "a.json", MIXED)
    monkeypatch.setattr(command, "can_fill_pages", lambda: False)
    for arguments in (("report", "a.json"), ("graph", "sound", "a.json", "-f", "svg")):
        result = sayso(*arguments)
        assert result.exit_code == 2
        assert "pip install 'sayso[report]'" in result.stderr
    assert sayso("graph", "sound", "a.json").exit_code == 0


def test_without_graphlay_lists_stand_in_the_place_of_pictures(
    sayso: Run, claims_json: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sayso("report", claims_json, "-o", "drawn", "--as-of", DAY).exit_code == 0
    monkeypatch.setitem(sys.modules, "graphlay", None)
    result = sayso("report", claims_json, "-o", "listed", "--as-of", DAY)
    assert result.exit_code == 0
    assert result.stderr.count("graphlay is missing: pip install 'sayso[report]'") == 1
    listed_pages = 0
    for path in (tmp_path / "drawn" / "claims").iterdir():
        before = ET.fromstring(path.read_text(encoding="utf-8"))
        text = (tmp_path / "listed" / "claims" / path.name).read_text(encoding="utf-8")
        after = ET.fromstring(text)
        drawn = before.find(".//{*}details[@class='as-list']")
        assert text.count("No picture: drawing it needs graphlay") == (drawn is not None)
        assert after.find(".//{*}svg[@class='picture']") is None
        ids = {each.get("id") for each in after.iter()}
        for each in after.iter():
            assert each.get("aria-labelledby") in {None, *ids}
            link = each.get("href") or ""
            assert not link.startswith("#") or link[1:] in ids
        if drawn is not None:
            # The list is the same as that beside the picture.
            figure = after.find(".//{*}figure")
            assert figure is not None
            lists = [ET.tostring(each).strip() for each in figure.findall("{*}ul")]
            assert lists == [ET.tostring(each).strip() for each in drawn.findall("{*}ul")]
            listed_pages += 1
    assert listed_pages


def test_without_graphlay_what_a_list_holds_is_escaped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "graphlay", None)
    data = json.loads(json.dumps(record(SOUND)))
    for source in data["sources"].values():
        source["title"] = "<script>alert(1)</script>"
    text = site_of(data).single_page()
    assert "No picture: drawing it needs graphlay" in text
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text


def test_a_drawing_needs_graphlay(sayso: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "a.json", MIXED)
    monkeypatch.setitem(sys.modules, "graphlay", None)
    result = sayso("graph", "sound", "a.json", "-f", "svg", "-o", "a.svg")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "pip install 'sayso[report]'" in result.stderr
    assert "--format mermaid" in result.stderr
    assert not (tmp_path / "a.svg").exists()
    for format in ("mermaid", "dot"):
        assert sayso("graph", "sound", "a.json", "-f", format).exit_code == 0


def test_no_claim_to_draw_as_a_file_cannot_be_read(sayso: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.json", MIXED)
    (tmp_path / "b.json").write_text("{", encoding="utf-8")
    assert sayso("graph", "sound").exit_code == 0
    result = sayso("graph", "gone")
    assert result.exit_code == 2
    assert "no claim `gone` was found, but a file cannot be read: b.json:1:2: " in result.stderr


def test_titles(tmp_path: Path) -> None:
    for data, title in (
        (record(SOUND), "Claims, and what each rests on"),
        (record(SOUND, title="Mine"), "Mine"),
        (record(SOUND, title=5), "Claims, and what each rests on"),
        (record(SOUND, title=["no", "text"]), "Claims, and what each rests on"),
    ):
        assert site_of(data).title == title
    write(tmp_path / "a.json", record(SOUND, title="A"))
    write(tmp_path / "b.json", record(SOUND, title="B"))
    both = site_at(tmp_path)
    assert both.title == "Claims, and what each rests on"
    assert [told.name for told in both.claims] == ["sound", "sound-2"]
    lines = [
        json.dumps({"record": "party", "id": "p", "name": "P"}),
        json.dumps(
            {
                "record": "claim",
                "id": "c",
                "statement": "S",
                "claimant": ["p"],
                "evidence": [],
                "corroboration": [],
            }
        ),
    ]
    (tmp_path / "c.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert site_at(tmp_path / "c.jsonl").title == "Claims, and what each rests on"


def test_no_claim_at_all() -> None:
    pages = dict(site_of(record()).files())
    assert list(pages) == ["style.css", "favicon.svg", "data.json", "index.html"]
    assert "There is no claim in what was checked." in pages["index.html"]
    assert "<script" not in pages["index.html"]
    ET.fromstring(pages["index.html"])


def test_counts_on_the_overview() -> None:
    """By hand: the ministry makes all claims; one hangs on the institute alone, one on both."""
    view = site_of(MIXED).view
    assert {part.label.kind: part.number for part in view.bar} == {
        "corroborated": 1,
        "single-source": 1,
        "partly-backed": 0,
        "self-asserted": 2,
        "contested": 0,
        "refuted": 1,
        "not-checkable": 1,
    }
    assert sum(part.width for part in view.bar) == pytest.approx(100, abs=0.1)
    (row,) = view.claimants
    assert (row.name, row.total, row.numbers) == ("Ministry of Energy", 6, (1, 1, 2, 1, 1))
    assert [(voice.name, voice.falls, voice.alone, voice.claims) for voice in view.voices] == [
        ("Grid Institute", 3, 1, 3),
        ("The Ledger", 1, 0, 1),
    ]


def test_long_tables_say_what_they_leave_out() -> None:
    data = star(60)
    data["claims"] = [
        data["claims"][0]
        | {"id": f"c{at}", "claimant": [f"p{at}"], "corroboration": [{"source": f"s{(at + 1) % 60}"}]}
        for at in range(60)
    ]
    data["parties"] |= {f"q{at}": {"name": "Q"} for at in range(50)}
    data["claims"] += [data["claims"][0] | {"id": f"d{at}"} for at in range(20)]
    data["claims"] += [
        data["claims"][0] | {"id": f"e{at}", "claimant": [f"q{at}"], "corroboration": []} for at in range(10)
    ]
    text = dict(site_of(data).files())["index.html"]
    assert "Not shown: 10 claimants with fewer claims." in text
    assert "Not shown: 20 voices on which fewer claims hang." in text
    assert re.search(r"\d+ notes <code>no-url</code>: ", text)


def test_a_finding_on_a_source_stands_on_the_overview() -> None:
    data = record(claim("a", "one"))
    relay = {"title": "T", "by": ["ledger"], "basis": "relay"}
    ring = {"one": relay | {"based_on": ["two"]}, "two": relay | {"based_on": ["one"]}}
    data["sources"] = data["sources"] | ring
    pages = dict(site_of(data).files())
    assert "<code>circular-sourcing</code>" not in pages["claims/a.html"]
    assert "<code>circular-sourcing</code>" in pages["index.html"]


def test_many_faults_of_a_file() -> None:
    data = record(SOUND) | {f"key-{at}": 1 for at in range(50)}
    text = dict(site_of(data).files())["index.html"]
    assert text.count("<code>schema</code>") == 40
    assert "10 more findings in the report of sayso check." in text


def test_a_claim_with_all_there_is(tmp_path: Path) -> None:
    full = claim(
        "full",
        "readings",
        "rumour",
        stated_in="release",
        stated_on="2026-03-01",
        quote="Power is back.",
        language="en",
        against=["ledger"],
        tags=["power", "noon"],
        note="A note.",
        verdict="Unproven",
        reviewed="2026-03-02",
        reviewer="A. Berg",
        waive=[{"check": "unknown-basis", "reason": "R"}],
        figures=[
            {"measure": "homes", "value": 12000, "bound": "at-least", "unit": "homes"},
            {"measure": "hours", "value": 1.5},
        ],
        response=[
            {"party": "ledger", "answer": "denies", "source": "brief", "on": "2026-03-03"},
            {"party": "institute", "answer": "none-found"},
        ],
        standing="corroborated",
    )
    data = record(full, record_note="") | {"note": "About it."}
    del data["record_note"]
    data["sources"] = data["sources"] | {
        "readings": data["sources"]["readings"]
        | {
            "publisher": "ledger",
            "published": "2026-03-01",
            "url": "https://example.org/readings",
            "archived": "https://archive.example/readings",
            "language": "en",
        },
        "rumour": data["sources"]["rumour"] | {"url": "https://example.org/" + "a" * 3000},
    }
    data["claims"][0]["corroboration"][0] |= {
        "quote": "50.0 Hz",
        "locator": "p. 3",
        "checked": "2026-03-04",
        "note": "Read twice.",
    }
    pages = dict(site_of(data).files())
    text = " ".join("".join(ET.fromstring(pages["claims/full.html"]).itertext()).split())
    for said in (
        "Claimed by Ministry of Energy; it accuses The Ledger",
        "Stated on 2026-03-01 in Power is back (Ministry of Energy",
        "Two items are offered in support; one is independent, one does not say how it knows. "
        "It comes down to one voice: Grid Institute.",
        "rests on one independent voice: Grid Institute.",
        "1 independent voice (2 if every basis that is unknown turned out to be an investigation)",
        "corroborated, which is not what the record carries",
        "Grid Institute, in The Ledger, 2026-03-01 · archived copy · p. 3 · opened and checked on 2026-03-04",
        "Read twice.",
        "The Ledger: denies it, 2026-03-03, in Power back",
        "Grid Institute: no answer was found",
        "homes: at least 12,000 homes",
        "hours: 1.5",
        "power, noon",
        "The rating of the houseUnproven",
        "Reviewed2026-03-02 by A. Berg",
        "error overstated",
        "waived warning unknown-basis",
        "A note.",
    ):
        assert said in text, said
    assert 'href="https://example.org/readings">' in pages["claims/full.html"]
    assert "aaaaaaaaaa" not in pages["claims/full.html"]
    assert "About it." in pages["index.html"]


def test_claims_of_each_kind_and_claims_that_cannot_be_judged() -> None:
    data = record(
        claim("opinion", kind="opinion"),
        5,
        SOUND | {"kind": 1},
        claim("lost", "nowhere", against=["ledger"]),
    )
    pages = dict(site_of(data).files())
    assert list(pages)[3:-1] == [f"claims/{name}.html" for name in ("opinion", "claim-2", "sound", "lost")]
    texts = {
        name: " ".join("".join(ET.fromstring(page).itertext()).split())
        for name, page in pages.items()
        if name.endswith(".html")
    }
    assert "recorded as an opinion" in texts["claims/opinion.html"]
    assert "Would have to be wrong" not in texts["claims/opinion.html"]
    assert "An entry that cannot be read: no id" in texts["claims/claim-2.html"]
    assert "An entry that cannot be read: sound" in texts["claims/sound.html"]
    assert "Not judged Its entry in the record" in texts["claims/lost.html"]
    assert "It accuses ledger" in texts["claims/lost.html"]
    assert "3 — Not judged" in texts["index.html"] or "3 Not judged" in texts["index.html"]


def test_many_items_and_findings_are_counted_beyond_the_most() -> None:
    data = star(80)
    claim = data["claims"][0]
    claim["evidence"] = [{"source": "s0", "stance": "partial"}] * 10
    claim["response"] = [{"party": "p0", "answer": "denies", "on": "2999"}] * 70
    claim["against"] = [f"p{at}" for at in range(30)]
    text = dict(site_of(data).files())["claims/c.html"]
    assert "10 more items in the record." in text
    assert "20 more items in the record." in text
    assert "10 more" in text
    assert re.search(r"\d more findings? in the report of sayso check\.", text)
    assert len(text.encode()) < 200_000


def read_dot(text: str) -> list[pydot.Dot]:
    """The graphs in `text`."""
    found = pydot.graph_from_dot_data(text)
    assert found is not None
    return found


MERMAID = re.compile(
    r"flowchart LR\n"
    r"(?:  (?:claim\(\[\"The claim\"\]\)"
    r"|d\d+\[\"(?:[^\"`<>\\]|<br/>)*\"\]"
    r"|(?:claim|d\d+) (?:==>|-\.->)\|\"[^\"`<>\\]*\"\| d\d+"
    r"|classDef \w+ [\w:#,-]+|class d\d+ \w+)\n)*"
)


@pytest.mark.filterwarnings("ignore:.*deprecated")
def test_graph_in_each_format(sayso: Run, claims_json: Path, tmp_path: Path) -> None:
    name = "us-longstanding-global-attacks"
    text = sayso("graph", name, claims_json).stdout
    assert MERMAID.fullmatch(text)
    assert "<br/>voice: Edward Snowden, in the cut" in text
    assert "subgraph" not in text
    (drawn,) = read_dot(sayso("graph", name, claims_json, "-f", "dot").stdout)
    assert len(drawn.get_subgraphs()) == 10
    assert len(drawn.get_edges()) == text.count("==>") + text.count("-.->")
    result = sayso("graph", name, claims_json, "-f", "svg", "-o", "a.svg")
    assert (result.exit_code, result.stdout) == (0, "")
    tree = ET.parse(tmp_path / "a.svg").getroot()
    assert tree.tag == "{http://www.w3.org/2000/svg}svg"
    assert "US intelligence agencies have long been" in (tree.findtext("{*}title") or "")
    assert (ROOT / "claims.json").read_bytes() == claims_json.read_bytes()


@pytest.mark.filterwarnings("ignore:.*deprecated")
def test_graph_of_a_long_chain_says_what_it_leaves_out(sayso: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.json", chain(100))
    text = sayso("graph", "c", "a.json").stdout
    assert text.startswith("%% Not shown: 40 more documents further away.\n")
    assert "is based on through 40 more" in text
    text = sayso("graph", "c", "a.json", "-f", "dot").stdout
    assert text.startswith("// Not shown")
    assert read_dot(text)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("soudn", "a.json"), "no claim `soudn`; did you mean `sound`?"),
        (("Power was back by noon.", "c.json"), "you mean `alone`, which has that name"),
        (("zzzzzz", "a.json"), "no claim `zzzzzz`; `sayso check -v` lists the claims"),
        (("sound", "a.json", "b.json"), "several files hold a claim `sound`: a.json:"),
        (("lost", "b.json"), "`lost` cannot be judged"),
        (("bare", "b.json", "-f", "svg"), "nothing to draw: the record names no document for `bare`"),
        (("sound", "gone.json"), "no such file or folder"),
        (("sound", "a.json", "-o", "a.json"), "it is one of the files to check"),
        (("\x1b[31m", "a.json"), "no claim `\\x1b[31m`"),
    ],
)
def test_what_graph_cannot_do(sayso: Run, tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    write(tmp_path / "a.json", MIXED)
    write(tmp_path / "b.json", record(SOUND, claim("lost", "nowhere"), claim("bare")))
    write(tmp_path / "c.json", record(claim("alone", "readings")))
    result = sayso("graph", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr


@pytest.mark.parametrize("command", ["report", "graph"])
def test_help(sayso: Run, command: str) -> None:
    result = sayso(command, "--help")
    assert result.exit_code == 0
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_too_many_claims_for_one_page(
    sayso: Run, claims_json: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sayso_cli.commands.report.MOST_IN_ONE_PAGE", 97)
    result = sayso("report", claims_json, "--single-file", "-o", "all.html")
    assert result.exit_code == 2
    assert "98 claims are too many for one page, which holds 97: write a folder" in result.stderr
    assert not (tmp_path / "all.html").exists()
    result = sayso("report", claims_json, "-o", "site")
    assert result.exit_code == 0
    assert "sayso: writing 98 pages, about 2 MB" in result.stderr
