"""`sayso init` writes a file that passes and can be gone on with, and never over another."""

import hashlib
import json
import os
from pathlib import Path

import pytest

from sayso.record.schema import schema_text, validator

from ..writing import sayso, strays


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_starter_passes_and_says_what_is_next(folder: Path) -> None:
    result = sayso("init")
    assert result.exit_code == 0
    assert result.stdout.startswith("wrote claims.json, courier-report.txt, schema.json; next: `sayso check")
    assert result.stdout.count("\n") == 1
    top = json.loads((folder / "claims.json").read_text())
    assert (folder / top["$schema"]).read_text() == schema_text()
    assert not list(validator("").iter_errors(top))
    checked = sayso("check", "claims.json", "--fail-on", "warning")
    assert checked.exit_code == 0
    assert "1 single-source" in checked.stdout
    assert sayso("fmt", "--check", "claims.json").exit_code == 0
    assert strays(folder) == []


def test_a_hostile_name_is_written_out(folder: Path) -> None:
    name = "a\n::error::\x1b[31m.json"
    for arguments in (("init", "--empty", name), ("add", "party", name, "--id", "a", "--name", "A")):
        result = sayso(*arguments)
        assert result.exit_code == 0
        assert "a ::error::\\x1b[31m.json" in result.stdout
        assert result.stdout.count("\n") == 1
    assert json.loads((folder / name).read_text())["parties"] == {"a": {"name": "A"}}


@pytest.mark.parametrize("name", ["a.jsonl", "b.ndjson"])
def test_one_record_a_line(folder: Path, name: str) -> None:
    """Without a schema: there is no place to name it."""
    assert sayso("init", name).exit_code == 0
    assert sorted(path.name for path in folder.iterdir()) == sorted([name, "courier-report.txt"])
    assert sayso("check", name, "--fail-on", "warning").exit_code == 0
    assert sayso("fmt", "--check", name).exit_code == 0


def test_without_schema(folder: Path) -> None:
    assert sayso("init", "--no-schema").exit_code == 0
    assert sorted(path.name for path in folder.iterdir()) == ["claims.json", "courier-report.txt"]
    assert "$schema" not in json.loads((folder / "claims.json").read_text())


def test_schema_that_is_there_is_used(folder: Path) -> None:
    (folder / "schema.json").write_text(schema_text())
    assert "wrote claims.json, courier-report.txt; next" in sayso("init").stdout
    (folder / "schema.json").write_text("{}")
    result = sayso("init", "other.json")
    assert result.exit_code == 2
    assert "is not the schema of this version of sayso" in result.stderr
    assert not (folder / "other.json").exists()
    assert (folder / "schema.json").read_text() == "{}"


def test_nothing_is_overwritten(folder: Path) -> None:
    (folder / "claims.json").write_text("mine")
    (folder / "link.json").symlink_to("nowhere.json")
    for name in ("claims.json", "link.json"):
        result = sayso("init", name)
        assert result.exit_code == 2
        assert result.stderr == f"sayso: error: {name} is there already; nothing was written\n"
    assert (folder / "claims.json").read_text() == "mine"
    assert not (folder / "schema.json").exists()


def test_text_that_is_there_is_used(folder: Path) -> None:
    sayso("init", "--no-schema")
    text = (folder / "courier-report.txt").read_bytes()
    assert "wrote other.json; next" in sayso("init", "--no-schema", "other.json").stdout
    assert (folder / "courier-report.txt").read_bytes() == text


@pytest.mark.parametrize("kind", ["text", "folder", "link"])
def test_anything_else_there_is_left_alone(folder: Path, kind: str) -> None:
    path = folder / "courier-report.txt"
    match kind:
        case "text":
            path.write_text("mine")
        case "folder":
            path.mkdir()
        case _:
            path.symlink_to("nowhere")
    result = sayso("init")
    assert result.exit_code == 2
    assert "courier-report.txt is there already, and is not the text of the example" in result.stderr
    assert [each.name for each in folder.iterdir()] == ["courier-report.txt"]


def test_the_file_of_the_example_is_verified(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a network: the text is there, is the one that was recorded, and holds the quote."""
    monkeypatch.setattr("socket.getaddrinfo", None)
    assert sayso("init").exit_code == 0
    digest = hashlib.sha256((folder / "courier-report.txt").read_bytes()).hexdigest()
    page = Path(__file__).parents[3] / "docs" / "verify.md"
    assert f'"sha256": "{digest}"' in page.read_text(encoding="utf-8")
    result = sayso("verify", "--source", "courier-report")
    assert (result.exit_code, result.stdout) == (0, "1 source: 1 ok; 1 quote: 1 found\n")
    checked = sayso("check", "claims.json", "--fail-on", "warning")
    assert checked.exit_code == 0
    # The addresses of the example belong to nobody, and it says so.
    monkeypatch.setattr("sayso.verify.address.resolve", lambda host, port: [])
    result = sayso("verify", "--delay", "0")
    assert result.exit_code == 1
    assert "2 sources: 1 ok, 1 unreachable; 1 quote: 1 found" in result.stdout
    (folder / "courier-report.txt").write_text("read the gauge: it stood at 40.2 metres")
    result = sayso("verify", "--source", "courier-report")
    assert "the file is not the one whose sha256 the record gives" in result.stdout
    assert "[-41.2-] {+40.2+}" in result.stdout


def test_folder_that_is_not_there() -> None:
    result = sayso("init", os.path.join("none", "claims.json"))
    assert result.exit_code == 2
    assert "No such file or directory" in result.stderr


def test_two_claims_from_an_empty_folder() -> None:
    """Recorded with `init` and `add`, checked, declared with --fix=standing."""
    assert sayso("init").exit_code == 0
    claimed = ("--claimant", "example-ministry", "--stated-in", "ministry-release")
    for id, source in (("a", "courier-report"), ("b", "ministry-release")):
        result = sayso("add", "claim", "--id", id, "--statement", id, *claimed, "--corroboration", source)
        assert result.exit_code == 0
    assert sayso("check").exit_code == 1
    result = sayso("check", "--fix=standing")
    assert result.exit_code == 0
    assert "`a` declared single-source" in result.stderr
    assert "`b` declared self-asserted" in result.stderr
    assert sayso("fmt", "--check").exit_code == 0


def test_empty(folder: Path) -> None:
    """Nothing to delete, and entries can be added at once."""
    result = sayso("init", "--empty")
    assert result.exit_code == 0
    assert result.stdout == ("wrote claims.json, schema.json; next: `sayso add claim claims.json`\n")
    assert sayso("check", "claims.json", "--fail-on", "note").exit_code == 0
    assert sayso("fmt", "--check", "claims.json").exit_code == 0
    assert sayso("add", "party", "--id", "new", "--name", "New").exit_code == 0
    assert sayso("fmt", "--check", "claims.json").exit_code == 0
    assert "$schema" in json.loads((folder / "claims.json").read_text())
    assert sayso("init", "--empty", "--no-schema", "bare.json").exit_code == 0
    assert list(json.loads((folder / "bare.json").read_text())) == ["version", "parties", "sources", "claims"]
    result = sayso("init", "--empty", "lines.jsonl")
    assert result.exit_code == 2
    assert "a file with one record a line cannot be empty" in result.stderr
    assert not (folder / "lines.jsonl").exists()
