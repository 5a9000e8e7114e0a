"""The README's commands for writing entries do what it says."""

import re
import shlex
from pathlib import Path

import pytest

from .writing import sayso

ROOT = Path(__file__).parents[2]


def test_commands_of_the_readme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From an empty folder, in their order."""
    monkeypatch.chdir(tmp_path)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = re.findall(r"^\$ sayso (.+water\.json.*)$", readme, flags=re.MULTILINE)
    assert [command.split()[0] for command in commands] == ["init", "add", "add", "add", "check", "fmt"]
    results = [sayso(*shlex.split(command)) for command in commands]
    assert [result.exit_code for result in results] == [0, 0, 0, 0, 1, 0]
    # The board repeats the ministry: the claim rests on the ministry's word, and is flagged.
    assert "self-asserted, rests only on the claimant's own assertion" in results[3].stdout
    assert "NO-LEAK" in results[4].stdout.upper()
    assert results[5].stderr == "sayso: 1 file: 0 changed\n"


def test_three_claims_from_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Recorded with `init` and `add`, checked, declared with --fix=standing."""
    monkeypatch.chdir(tmp_path)
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
