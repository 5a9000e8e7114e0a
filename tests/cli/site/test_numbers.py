"""Every number on the site is that of the report, and the one that a command says."""

import json
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from sayso.record.project import FoundFiles, Project
from sayso.report.report import Report
from sayso_cli.site.overview import MOST_LOSSES
from sayso_cli.site.site import Site

from ..records import DECLARED, MIXED, OPINION, REFUTED, SINGLE, SOUND, Json, claim, record, write
from .made import claims, found_in, report_on, site_about, site_at, site_of, star

Run = Callable[..., Any]
ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "docs" / "example" / "claims.json"
CONTESTED = claim("contested") | {
    "corroboration": [{"source": "readings"}, {"source": "reports", "stance": "refutes"}],
    "claimant": ["ministry", "ledger"],
}
KINDS = (SOUND, SINGLE, DECLARED, CONTESTED, REFUTED, OPINION, claim("lost", "nowhere"))

Table = list[list[str]]


def words(element: ET.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def cell_words(cell: ET.Element) -> str:
    """What a cell says before it is opened."""
    summary = cell.find("details/summary")
    return words(cell if summary is None else summary)


def tables(text: str) -> dict[str, Table]:
    """The tables of a page, each by the id of what it is told by: rows of cells, the heads first."""
    tree = ET.fromstring(text)
    parents = {child: parent for parent in tree.iter() for child in parent}
    return {
        parents[table].get("aria-labelledby") or "": [
            [cell_words(cell) for cell in row] for row in table.iter("tr")
        ]
        for table in tree.iter("table")
    }


def number(text: str) -> int:
    return 0 if text == "–" else int(text.replace(",", ""))


def by_claimant(report: Report) -> Counter[tuple[str, str]]:
    """How many claims of each claimant have each standing, from the report alone."""
    return Counter(
        (each.on.graph.record.sound_parties[id].name, each.on.judgement.standing)
        for each in claims(report)
        if each.on is not None
        for id in each.on.claim.claimant
    )


def hold_claimants(page: str, report: Report) -> None:
    """Hold the table of claimants against the report, cell by cell and sum by sum."""
    expected = by_claimant(report)
    found = tables(page)
    if not expected:
        assert "claimants" not in found
        return
    head, *rows = found["claimants"]
    standings = [each.lower().replace(" ", "-") for each in head[1:-1]]
    cells = {
        (row[0], standing): number(cell)
        for row in rows
        for standing, cell in zip(standings, row[1:-1], strict=True)
    }
    assert Counter({place: cell for place, cell in cells.items() if cell}) == expected
    assert {row[0]: number(row[-1]) for row in rows} == Counter(
        {name: sum(expected[name, each] for each in standings) for name, _ in expected}
    )
    assert {each: sum(cells[row[0], each] for row in rows) for each in standings} == Counter(
        standing for _, standing in expected.elements()
    )


@pytest.mark.parametrize("size", range(1, len(KINDS) + 1))
def test_claimants_against_each_subset_of_the_standings(size: int) -> None:
    for chosen in combinations(KINDS, size):
        found = found_in(record(*chosen))
        hold_claimants(site_about(found).index(), report_on(found))


def test_claimants_of_one_name_stand_in_the_order_of_their_files() -> None:
    """Wherever in the memory the files are."""
    kinds = [(SOUND, SINGLE)[index in (1, 2, 4, 7, 8, 10)] for index in range(12)]
    loaded = [found_in(record(one)).files[0] for one in kinds]
    found = FoundFiles(tuple(sorted(loaded, key=id, reverse=True)), 0)
    rows = tables(site_about(found).index())["claimants"][1:]
    assert [row[1] for row in rows] == ["1" if file.claims[0].id == "sound" else "–" for file in found.files]


@pytest.mark.parametrize("path", [ROOT / "claims.json", EXAMPLE])
def test_numbers_of_the_overview_are_those_of_the_commands(sayso: Run, path: Path) -> None:
    found = Project().find([str(path)])
    page = site_about(found).index()
    hold_claimants(page, report_on(found))
    report = json.loads(sayso("check", path, "--format", "json").stdout)
    stress = json.loads(sayso("stress", path, "--format", "json").stdout)
    shown = tables(page)
    named = {
        each["id"]: (
            each["standing"],
            f"{each['support']['voices']}{'' if each['support']['exact'] else '+'}",
        )
        for file in report["files"]
        for each in file["claims"]
    }
    assert len(shown["claims-list"]) == len(named) + 1
    for row in shown["claims-list"][1:]:
        standing, voices = named[row[0].rsplit(" ", 1)[1]]
        assert row[2].lower().replace(" ", "-") == standing
        assert row[3] == ("–" if standing == "not-checkable" else voices)
    assert [[row[0], *map(number, row[1:4])] for row in shown["voices"][1:]] == [
        [row["name"], row["other_standing"], row["word_alone"], len(row["claims"])]
        for row in stress["voices"]
    ]


def test_what_was_found_is_said_first() -> None:
    """By hand, from the claims themselves."""
    for chosen, said in (
        ((DECLARED, SOUND), "1 of 2 checkable claims rests only on the claimant’s own word."),
        (
            (SINGLE, SOUND, DECLARED, claim("b")),
            "2 of 4 checkable claims rest only on the claimant’s own word. "
            "1 more would if one voice, Grid Institute, were wrong.",
        ),
        (
            (SINGLE, SOUND),
            "None of 2 checkable claims rest only on the claimant’s own word. "
            "1 would if one voice, Grid Institute, were wrong.",
        ),
        (
            (REFUTED, CONTESTED, OPINION),
            "None of 2 checkable claims rest only on the claimant’s own word. "
            "1 would if one voice, Grid Institute, were wrong. "
            "1 is contradicted by an independent voice, and supported by none. "
            "1 has independent voices both for it and against it.",
        ),
        (
            (REFUTED, CONTESTED, REFUTED, CONTESTED, claim("lost", "nowhere")),
            "None of 4 checkable claims rest only on the claimant’s own word. "
            "2 would if one voice, Grid Institute, were wrong. "
            "2 are contradicted by an independent voice, and supported by none. "
            "2 have independent voices both for them and against them. "
            "1 claim could not be judged.",
        ),
        ((OPINION,), ""),
    ):
        assert " ".join(site_of(record(*chosen)).view.sentences) == said


def test_how_the_record_was_made_is_said() -> None:
    def said(*chosen: Json) -> dict[str, str]:
        return dict(site_of(record(*chosen)).view.method)

    opened = claim("a", reviewed="2026-03-01") | {
        "corroboration": [{"source": "readings", "checked": "2026-03-01"}]
    }
    assert said(claim("a")) == {"Reviewed": "The record gives no day of a review."}
    assert said(SOUND)["Sources opened"].startswith("None of 2 sources: the record gives no day")
    assert said(SOUND, opened)["Sources opened"].startswith("1 of 2 sources: ")
    assert said(opened) == {
        "Sources opened": "All 1 source.",
        "Archived": "None of 1 source.",
        "Reviewed": "1 of 1 claim, on 2026-03-01.",
    }
    later = claim("b", reviewed="2026-04-02")
    assert said(opened, later, SOUND)["Reviewed"] == "2 of 3 claims, from 2026-03-01 to 2026-04-02."


def test_a_row_of_a_voice_opens_its_claims() -> None:
    data = star(1)
    data["claims"] = [data["claims"][0] | {"id": f"c{at}"} for at in range(MOST_LOSSES + 15)]
    text = site_of(data).index()
    assert "and 15 more claims" in text
    text = site_of(record(SOUND, SINGLE)).index()
    assert "as before, with" not in text
    three = record(SOUND)
    three["sources"] |= {"third": {"title": "T", "by": ["third"], "basis": "observation"}}
    three["parties"] |= {"third": {"name": "Third"}}
    three["claims"] = [claim("three", "readings", "reports", "third")]
    assert "as before, with 1 voice fewer" in site_of(three).index()


def every_page(site: Site) -> Iterator[tuple[str, str]]:
    yield from ((name, text) for name, text in site.files() if name.endswith(".html"))
    yield "single", site.single_page()


@pytest.mark.parametrize("path", [ROOT / "claims.json", EXAMPLE])
def test_rows_have_as_many_cells_as_their_table_has_heads(path: Path) -> None:
    for name, text in every_page(site_at(path)):
        for head, *rows in tables(text).values():
            assert rows
            assert {len(row) for row in rows} == {len(head)}, name


def hold_markdown(text: str) -> int:
    """Hold the tables of a text in Markdown: how many rows there are."""
    rows = 0
    width = 0
    for line in text.replace("\\|", "").splitlines():
        cells = line.count("|") if line.startswith("|") else 0
        assert not (width and cells) or cells == width, line
        rows += bool(cells)
        width = cells
    return rows


@pytest.mark.parametrize("path", [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))])
def test_tables_in_markdown(path: Path) -> None:
    hold_markdown(path.read_text(encoding="utf-8"))


def test_tables_in_the_report_as_markdown(sayso: Run, tmp_path: Path) -> None:
    write(tmp_path / "mixed.json", MIXED)
    for path in (ROOT / "claims.json", EXAMPLE, "mixed.json"):
        result = sayso("check", path, "--format", "markdown")
        assert hold_markdown(result.stdout), path


FAULTS = record(SOUND, claim("twice"), claim("twice"), include=["../gone.json", "bad.json"], more=1)


def messages(folder: Path) -> str:
    """What the pages in `folder` say, none of which names a folder of this machine."""
    pages = [page.read_text(encoding="utf-8") for page in sorted(folder.rglob("*.html"))]
    assert len(pages) == 5
    for page in pages:
        assert str(folder.parent) not in page
        assert folder.name not in page
    return " ".join(" ".join(" ".join(ET.fromstring(page).itertext()).split()) for page in pages)


@pytest.mark.parametrize("absolute", [True, False])
@pytest.mark.parametrize("in_repository", [True, False])
def test_no_path_of_the_machine_is_published(
    sayso: Run, tmp_path: Path, absolute: bool, in_repository: bool
) -> None:
    folder = tmp_path / "desk" / "2026"
    folder.mkdir(parents=True)
    if in_repository:
        (tmp_path / ".git").mkdir()
    else:
        (tmp_path / "desk" / "sayso.toml").write_text("", encoding="utf-8")
    path = write(folder / "claims.json", FAULTS)
    for name in ("bad.json", "claims.lock.json"):
        (folder / name).write_text("{", encoding="utf-8")
    for options in (("-o", "site"), ("-o", "all.html", "--single-file")):
        result = sayso("report", path if absolute else path.relative_to(tmp_path), *options)
        assert result.exit_code == 0, result.stderr
    text = messages(tmp_path)
    assert "In the record desk/2026/claims.json:" in text
    assert "desk/2026/claims.json: there is no file desk/gone.json" in text
    assert "desk/2026/bad.json cannot be read" in text


def test_a_file_elsewhere_is_published_by_its_name(
    sayso: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "work").mkdir()
    (tmp_path / "desk").mkdir()
    path = write(tmp_path / "desk" / "claims.json", FAULTS)
    (tmp_path / "desk" / "bad.json").write_text("{", encoding="utf-8")
    (tmp_path / "sayso.toml").write_text("", encoding="utf-8")
    (tmp_path / "work" / "link.json").symlink_to(path)
    monkeypatch.chdir(tmp_path / "work")
    for given in (path, Path("..") / "desk" / "claims.json", Path("link.json")):
        for options in (("-o", "../site"), ("-o", "../all.html", "--single-file")):
            result = sayso("report", given, *options)
            assert result.exit_code == 0, result.stderr
        text = messages(tmp_path)
        assert f"In the record {given.name}:" in text
        # Of a link, the folder above is named as the record names it.
        assert ("there is no file gone.json" in text) != (given.name == "link.json")
