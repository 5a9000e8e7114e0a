"""Several reports of one run: which goes where."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sayso_cli.formats import Format

from .records import FLAGGED, MIXED, record, write

Run = Callable[..., Any]


@pytest.mark.parametrize(
    ("options", "files", "shown"),
    [
        ("", {}, "text"),
        ("-o a", {"a": "text"}, ""),
        ("-f json", {}, "json"),
        ("-f json -o a", {"a": "json"}, ""),
        ("-o a -f json", {"a": "json"}, ""),
        ("-oa -fjson", {"a": "json"}, ""),
        ("--output=a --format=json", {"a": "json"}, ""),
        ("-f sarif -o a -f github", {"a": "sarif"}, "github"),
        ("-f github -f sarif -o a", {"a": "sarif"}, "github"),
        ("-f sarif -o a -f junit -o b -f text", {"a": "sarif", "b": "junit"}, "text"),
        ("-o a -f sarif -f junit -o b", {"a": "sarif", "b": "junit"}, ""),
        ("-f json -o a -f json -o b", {"a": "json", "b": "json"}, ""),
    ],
)
def test_pairs(sayso: Run, tmp_path: Path, options: str, files: dict[str, str], shown: str) -> None:
    write(tmp_path / "x.json", MIXED)
    alone = {format.value: sayso("check", "x.json", "-f", format).stdout_bytes for format in Format}
    arguments = options.split()
    result = sayso("check", *arguments[:1], *arguments[1:], "x.json")
    assert result.exit_code == 1
    assert result.stdout_bytes == (alone[shown] if shown else b"")
    assert {path.name for path in tmp_path.iterdir()} == {"x.json", *files}
    for name, format in files.items():
        assert (tmp_path / name).read_bytes() == alone[format]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ("-f json -f text", "json and text would both go to standard output; give all but one an --output"),
        ("-f json -o a -f text -f csv", "text and csv would both go to standard output"),
        ("-f json -o a -f csv -o a", "two reports would go to a"),
        ("-f json -o a -f csv -o ./sub/../a", "two reports would go to sub/../a"),
        ("-f json -o a -f csv -o link", "two reports would go to link"),
        ("-f json -o a -o b", "each needs a --format of its own before it"),
        ("-o a -o b", "each needs a --format of its own before it"),
        ("-o a -f json -o b", "each needs a --format of its own before it"),
    ],
)
def test_what_is_not_clear_is_status_2(sayso: Run, tmp_path: Path, options: str, message: str) -> None:
    write(tmp_path / "x.json", MIXED)
    (tmp_path / "sub").mkdir()
    (tmp_path / "link").symlink_to("a")
    result = sayso("check", "x.json", *options.split())
    assert result.exit_code == 2
    assert message in " ".join(re_flow(result.stderr))
    assert {path.name for path in tmp_path.iterdir()} == {"x.json", "sub", "link"}


def re_flow(text: str) -> list[str]:
    """The words of an error, which may be wrapped in a box."""
    return [word for word in text.replace("│", " ").split() if word]


def test_a_record_is_not_replaced_by_any_report(sayso: Run, tmp_path: Path) -> None:
    write(tmp_path / "x.json", MIXED)
    before = (tmp_path / "x.json").read_bytes()
    result = sayso("check", "x.json", "-f", "json", "-o", "a", "-f", "csv", "-o", "x.json")
    assert result.exit_code == 2
    assert "it is one of the files to check" in result.stderr
    assert (tmp_path / "x.json").read_bytes() == before
    assert not (tmp_path / "a").exists()


def test_files_are_written_before_a_reader_goes_away(process: Callable[..., Any], tmp_path: Path) -> None:
    write(tmp_path / "x.json", MIXED)
    with open("/dev/full", "wb") as full:
        result = process(
            *("check", "x.json", "-f", "json", "-f", "csv", "-o", "a"), capture_output=False, stdout=full
        )
    assert result.returncode == 2
    assert (tmp_path / "a").read_bytes().startswith(b'"path"')


@pytest.mark.parametrize("notes", ["text", "json"])
def test_notes_in_the_summary(sayso: Run, tmp_path: Path, notes: str) -> None:
    """The summary says that notes are hidden only where no report has them."""
    write(tmp_path / "x.json", record(FLAGGED))
    more = ["-f", "json", "-o", "a"] if notes == "json" else []
    result = sayso("check", "x.json", "-f", "text", *more, "--select", "evidence")
    assert ("(shown with -v)" in result.stderr) is (notes == "text")


def test_paths_from_the_root_of_the_repository(sayso: Run, tmp_path: Path, monkeypatch: Any) -> None:
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    (tmp_path / "a" / "b").mkdir(parents=True)
    write(tmp_path / "a" / "claims.json", record(FLAGGED))
    monkeypatch.chdir(tmp_path / "a" / "b")
    for path in ("../claims.json", tmp_path / "a" / "claims.json", "."):
        if path == ".":
            monkeypatch.chdir(tmp_path)
        entries = json.loads(sayso("check", path, "-f", "gitlab").stdout)
        assert {entry["location"]["path"] for entry in entries} == {"a/claims.json"}
        marks = {entry["fingerprint"] for entry in entries}
        result = sayso("check", path, "-f", "github")
        assert "file=a/claims.json," in result.stdout
    assert len(marks) == len(entries)


def test_fingerprints_outlive_edits(sayso: Run, tmp_path: Path) -> None:
    """Those of the claims that stay are the same when others come before them; each is taken once."""
    write(tmp_path / "x.json", record(FLAGGED))
    before = json.loads(sayso("check", "x.json", "-f", "gitlab").stdout)
    write(tmp_path / "x.json", record(*MIXED["claims"], FLAGGED | {"id": "other"}))
    after = json.loads(sayso("check", "x.json", "-f", "gitlab").stdout)
    marks = [entry["fingerprint"] for entry in after]
    assert len(set(marks)) == len(marks)
    assert {entry["fingerprint"] for entry in before} < set(marks)
