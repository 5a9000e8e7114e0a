"""The examples in docs/show.md and docs/stress.md, and the commands of the README, print what they say."""

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sayso.rules.applies import _OF_A_STANDING
from sayso_cli.main import app

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"^```console\n\$ sayso ((?:show|stress) .*)\n((?:.*\n)+?)```$", re.MULTILINE)
EXAMPLES = [
    pytest.param(command, shown, id=command)
    for name in ("docs/show.md", "docs/stress.md", "README.md")
    for command, shown in BLOCK.findall((ROOT / name).read_text(encoding="utf-8"))
]


def test_there_are_examples() -> None:
    assert len(EXAMPLES) == 4


@pytest.mark.parametrize(("command", "shown"), EXAMPLES)
def test_example(monkeypatch: pytest.MonkeyPatch, command: str, shown: str) -> None:
    """Word by word; `…` on a line of its own stands for any lines."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "80")
    result = CliRunner().invoke(app, shlex.split(command))
    assert result.exit_code == 0
    pattern = re.escape(shown).replace(re.escape("…\n"), "(?:.*\n)*")
    assert re.fullmatch(pattern, result.stdout) is not None, result.stdout


def test_checks_named_in_the_docs() -> None:
    page = (ROOT / "docs" / "show.md").read_text(encoding="utf-8")
    for name in (*_OF_A_STANDING, "too-few-voices", "unused-party", "unused-source"):
        assert f"`{name}`" in page
