"""The benchmarks take their options as sayso does; what they measure is no test."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import ROOT

PROGRAMS = sorted(path.name for path in (ROOT / "benchmarks").glob("*.py") if path.name != "table.py")


def run(name: str, *arguments: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, str(ROOT / "benchmarks" / name), *arguments],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize("name", PROGRAMS)
def test_help(name: str, tmp_path: Path) -> None:
    """`--help` tells what there is, and does nothing; an option that is not there is refused."""
    told = run(name, "--help", folder=tmp_path)
    assert (told.returncode, told.stderr) == (0, "")
    assert "Usage:" in told.stdout
    assert run(name, "--no-such-option", folder=tmp_path).returncode == 2
    assert not list(tmp_path.iterdir())


def test_generated_record(tmp_path: Path) -> None:
    """It is as long as it is asked to be, and the same each time."""
    for name in ("a.json", "b.json"):
        assert run("generate.py", name, "--claims", "20", folder=tmp_path).returncode == 0
    made = (tmp_path / "a.json").read_bytes()
    assert made == (tmp_path / "b.json").read_bytes()
    assert len(json.loads(made)["claims"]) == 20
    assert run("generate.py", "c.json", "--claims", "0", folder=tmp_path).returncode == 2
    assert run("generate.py", "many", "--claims", "2", "--files", "3", folder=tmp_path).returncode == 0
    assert len({path.read_bytes() for path in (tmp_path / "many").iterdir()}) == 3
    options = ("--claims", "100", "--flagged", "1", "--control", "0", "--joint", "1", "--sources", "90")
    assert run("generate.py", "d.jsonl", *options, folder=tmp_path).returncode == 0
    entries = [json.loads(line) for line in (tmp_path / "d.jsonl").read_text().splitlines()]
    assert {bool(entry.get("standing")) for entry in entries if entry["record"] == "claim"} == {False}
    assert not [entry for entry in entries if "controlled_by" in entry]
    assert sum(entry["record"] == "source" for entry in entries) == 90
    assert any(len(entry["by"]) > 1 for entry in entries if entry["record"] == "source")
