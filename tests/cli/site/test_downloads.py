"""What a site offers for download: the report and the record, as far as they are published."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from msgspec import structs

from sayso.provenance.standing import Budget, Graph, judge
from sayso.record.file import File
from sayso.record.load import load
from sayso.record.project import Project
from sayso.record.references import assemble
from sayso_cli.site.publishing import PublishedPaths, published_text, record_files
from sayso_cli.site.site import Site
from sayso_cli.terminal import Look

from ...conftest import thorough
from ...strategies import claim_files
from ..records import MIXED, PARTIES, SOURCES, claim, record, write
from .made import found_in, report_on

Run = Callable[..., Any]
READINGS = SOURCES["readings"]


def put(path: Path, data: Any) -> Path:
    """`data` written to `path`, in a folder that need not be there yet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return write(path, data)


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ["a", 'Käthe\'s "claims"'])
def test_report_and_record(sayso: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """The report is that of `sayso check`, without the folders of the machine; the record as it is."""
    path = put(tmp_path / name / "claims.json", MIXED)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    (path.parent / "bad.json").write_text('{"version": 1, "claims": [}', encoding="utf-8")
    checked = json.loads(sayso("check", path.parent, "-f", "json", "--as-of", "2026-01-01").stdout)
    assert sayso("report", path.parent, "-o", tmp_path / "site", "--as-of", "2026-01-01").exit_code == 0
    text = (tmp_path / "site/report.json").read_text(encoding="utf-8")
    assert str(tmp_path)[1:] not in text
    assert "the" not in name or "Käthe" not in text
    published = json.loads(text)
    assert published["summary"]["standings"] == checked["summary"]["standings"]
    assert len(published["files"][1]["findings"]) == published["summary"]["warning"] + 24
    assert [file["path"] for file in published["files"]] == ["bad.json", "claims.json"]
    assert published["files"][1]["claims"] == checked["files"][1]["claims"]
    assert (tmp_path / "site/record/claims.json").read_bytes() == path.read_bytes()
    assert not (tmp_path / "site/record/bad.json").exists()
    for page in (tmp_path / "site").rglob("*.html"):
        assert 'report.json">the report' in page.read_text(encoding="utf-8")
    index = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert '<a href="record/claims.json">the record</a>' in index


def test_registers_keep_their_place(sayso: Run, tmp_path: Path) -> None:
    """So what was downloaded can be checked; the claims of a register are none of the site's."""
    (tmp_path / "sayso.toml").touch()
    put(tmp_path / "shared/all.json", record(claim("other", draft=True), sources={}))
    data = record(claim("a", "readings")) | {"include": ["../shared/all.json"], "parties": {}}
    put(tmp_path / "desk/a.json", data)
    assert sayso("report", "desk/a.json", "-o", "site").exit_code == 0
    assert read(tmp_path / "site/record/desk/a.json") == data
    register = read(tmp_path / "site/record/shared/all.json")
    assert register["claims"] == []
    assert set(register["parties"]) == {"ministry", "state", "institute"}
    checked = sayso("check", "site/record/desk/a.json", "-f", "json")
    assert json.loads(checked.stdout)["files"][0]["claims"][0]["standing"] == "single-source"


def test_what_is_left_out_is_not_published(sayso: Run, tmp_path: Path) -> None:
    """Neither a draft nor a claim that was not meant, nor what only these lead to."""
    parties = PARTIES | {
        "secret": {"name": "Secret"},
        "friend": {"name": "Friend"},
        "ledger": PARTIES["ledger"]
        | {"allied_with": ["friend"], "controlled_by": [{"party": "state", "source": "deed"}]},
    }
    sources = SOURCES | {
        "leak": {"title": "L", "by": ["secret"], "basis": "investigation"},
        "deed": {"title": "D", "by": ["institute"], "basis": "primary-document"},
    }
    data = record(
        claim("kept", "reports"), claim("draft", "leak", draft=True), parties=parties, sources=sources
    )
    write(tmp_path / "a.json", data)
    assert sayso("report", "a.json", "-o", "site").exit_code == 0
    published = read(tmp_path / "site/record/a.json")
    assert [each["id"] for each in published["claims"]] == ["kept"]
    assert set(published["parties"]) == {"ministry", "state", "ledger", "friend", "institute"}
    assert set(published["sources"]) == {"reports", "deed"}
    assert published["parties"]["ledger"] == data["parties"]["ledger"]
    assert "Secret" not in "".join(
        path.read_text(encoding="utf-8") for path in (tmp_path / "site").rglob("*.json")
    )
    (tmp_path / "r.json").write_text(
        json.dumps({"version": 1, "parties": {"x": {"name": "X"}, "y": {"controlled_by": 5}}}),
        encoding="utf-8",
    )
    two = record(claim("one", "reports", against=["x", "y"]), claim("two", "readings"))
    write(tmp_path / "b.json", two | {"include": ["r.json"]})
    assert sayso("report", "b.json", "-o", "other", "--text", "one").exit_code == 0
    assert set(read(tmp_path / "other/record/b.json")["sources"]) == {"reports"}
    assert read(tmp_path / "other/record/r.json") == read(tmp_path / "r.json")


def standings(file: File) -> dict[str, object]:
    """Of each claim its standing and the numbers of voices."""
    graph = Graph(assemble(file))
    judged = {entry.id: judge(graph, entry, Budget())[0] for entry in file.claims}
    return {
        id: (each.standing, each.support.voices, each.partly.voices, each.contradiction.voices)
        for id, each in judged.items()
    }


def hold_each_claim_alone(text: str) -> None:
    """A claim that is published without the others stands as it does among them."""
    file = load("a.json", text.encode(), lines=False)
    among = standings(file)
    for entry in file.claims:
        alone = structs.replace(file, claims=[entry])
        published = load("a.json", published_text(alone, [alone], whole=False).encode(), lines=False)
        assert published.sound
        assert standings(published) == {entry.id: among[entry.id]}


@thorough(200)
@given(claim_files())
def test_what_is_published_of_a_record_checks_to_the_same(data: Any) -> None:
    hold_each_claim_alone(json.dumps(data))


def test_what_is_published_of_the_worked_record_checks_to_the_same(claims_json: Path) -> None:
    hold_each_claim_alone(claims_json.read_text(encoding="utf-8"))


def test_what_is_faulty_is_not_published_of_a_part() -> None:
    """Half a character cannot be written, and what is no JSON is read by nobody."""
    text = r'{"version": 1, "claims": [{"id": "c", "statement": "\ud800", "note": NaN}], "title": "t"}'
    file = load("claims.json", text.encode(), lines=False)
    published = published_text(file, [file], whole=False)
    claim = {"id": "c", "statement": "\ufffd", "note": None}
    assert json.loads(published) == {"version": 1, "title": "t", "claims": [claim]}


def test_what_is_no_section_is_not_published_of_a_part() -> None:
    text = '{"version": 1, "parties": [], "sources": null, "claims": 3}'
    file = load("claims.json", text.encode(), lines=False)
    assert json.loads(published_text(file, [file], whole=False)) == {"version": 1}


def test_a_faulty_line_among_lines_is_counted() -> None:
    """A line that looks empty, but holds a space that JSON has not, is a record."""
    party = '{"record": "party", "id": "a", "name": "A"}'
    claim = (
        '{"record": "claim", "id": "c", "statement": "s", "claimant": ["a"], "evidence": [], '
        '"corroboration": []}'
    )
    file = load("claims.jsonl", f"\xa0\n{party}\n{claim}\n".encode(), lines=True)
    only = structs.replace(file, claims=[entry for entry in file.claims if entry.value])
    assert published_text(only, [only], whole=False) == f"{party}\n{claim}\n"


@pytest.mark.parametrize(
    ("written", "title"), [('"\\ud800"', "\ufffd"), ("NaN", ""), ('"t"', "t"), ("1", "")]
)
def test_a_title_that_is_faulty(written: str, title: str) -> None:
    file = load("claims.json", f'{{"version": 1, "title": {written}}}'.encode(), lines=False)
    assert file.top_text("title") == title


def test_a_draft_among_lines_is_left_out(sayso: Run, tmp_path: Path) -> None:
    lines = [{"record": "party", "id": id, **PARTIES[id]} for id in ("state", "ministry", "institute")]
    lines += [{"record": "source", "id": "readings", **READINGS}]
    lines += [{"record": "claim", **claim("a", "readings")}, {"record": "claim", **claim("b", draft=True)}]
    text = "\n\n".join(json.dumps(line) for line in lines)
    (tmp_path / "a.jsonl").write_text(text, encoding="utf-8")
    assert sayso("report", "a.jsonl", "-o", "site").exit_code == 0
    published = (tmp_path / "site/record/a.jsonl").read_text(encoding="utf-8").splitlines()
    assert list(map(json.loads, published)) == lines[:-1]
    (tmp_path / "r.json").write_text(json.dumps({"version": 1, "claims": [claim("z")]}), encoding="utf-8")
    write(tmp_path / "b.json", record() | {"include": ["r.json"]})
    assert sayso("report", "b.json", "-o", "none").exit_code == 0
    assert read(tmp_path / "none/record/r.json") == {"version": 1, "claims": []}


def test_names_that_no_file_can_have_are_numbers(tmp_path: Path) -> None:
    """As are those that differ in the case of a letter only."""
    for names in (["a\nb.json", "c.jsonl"], ["A.json", "a.json"], ["x" * 200 + ".json"], [".hidden.json"]):
        for name in names:
            text = json.dumps({"record": "party", "id": "a", "name": "A", "version": 1})
            (tmp_path / name).write_text(text, encoding="utf-8")
        files = Project().find([str(tmp_path / name) for name in names]).files
        paths = PublishedPaths([file.path for file in files], Look(False, 0, False))
        expected = [f"record/{at}.json{'l' * name.endswith('l')}" for at, name in enumerate(names, start=1)]
        assert [path for path, _ in record_files(files, paths)] == expected


def test_a_site_in_a_folder_is_no_record(sayso: Run, tmp_path: Path) -> None:
    """What it offers are copies: whoever wants them checked names them."""
    write(tmp_path / "a.json", MIXED)
    assert sayso("report", "a.json", "-o", "public").exit_code == 0
    assert [file["path"] for file in json.loads(sayso("check", ".", "-f", "json").stdout)["files"]] == [
        "a.json"
    ]
    assert sayso("check", "public/record", "--fail-on", "never").exit_code in (0, 2)


def test_without_a_record_none_is_offered() -> None:
    from sayso.provenance.stress import stress

    found = found_in(MIXED)
    made = Site(report_on(found), stress(found), "2026-01-01", Look(False, 0, False))
    assert [path for path, _ in made.downloads()] == ["report.json"]
    assert "the record</a>" not in dict(made.files())["index.html"]
