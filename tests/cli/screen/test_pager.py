"""Long output goes through the user's pager, on a terminal and nowhere else."""

import json
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sayso_cli.screen import pager

from ..records import DECLARED, SOUND, record, write
from ..test_terminal import NEEDS_PTY, on_terminal

Run = Callable[..., Any]
LONG = record(*(DECLARED | {"id": f"c{number}"} for number in range(60)))


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A terminal of 24 lines; what is written to it without a pager."""
    written: list[str] = []
    monkeypatch.setattr(pager, "is_terminal", lambda: True)
    monkeypatch.setattr(pager, "echo", written.extend)
    monkeypatch.setenv("LINES", "24")
    monkeypatch.setenv("TERM", "xterm")
    for name in ("CI", "PAGER", "SAYSO_PAGER", "LESS"):
        monkeypatch.delenv(name, raising=False)
    return written


def lines(number: int) -> list[str]:
    return [f"line {each}\n" for each in range(number)]


def test_what_is_long_is_paged(terminal: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """`SAYSO_PAGER` before `PAGER`; with the options that git gives to less, unless they are set."""
    out = tmp_path / "out"
    monkeypatch.setenv("PAGER", "false")
    monkeypatch.setenv("SAYSO_PAGER", f"cat > {out}; echo $LESS >> {out}")
    pager.show(lines(24))
    assert terminal == []
    assert out.read_text() == "".join(lines(24)) + "FRX\n"
    monkeypatch.setenv("LESS", "S")
    pager.show("".join(lines(30)))
    assert out.read_text().endswith("line 29\nS\n")
    monkeypatch.delenv("SAYSO_PAGER")
    monkeypatch.setenv("PAGER", f"cat > {out}.2")
    pager.show(lines(100))
    assert (tmp_path / "out.2").read_text() == "".join(lines(100))


@pytest.mark.parametrize(
    ("name", "value"),
    [("CI", "true"), ("TERM", "dumb"), ("PAGER", ""), ("SAYSO_PAGER", "cat"), ("SAYSO_PAGER", " ")],
)
def test_what_is_not_paged(
    terminal: list[str], monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    pager.show(lines(100))
    assert terminal == lines(100)


def test_short_output_and_no_pager(terminal: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAGER", "false")
    pager.show(lines(23))
    assert terminal == lines(23)
    pager.show(lines(50), paged=False)
    assert terminal[23:] == lines(50)
    terminal.clear()
    monkeypatch.setattr(pager, "is_terminal", lambda: False)
    pager.show(iter(lines(50)))
    assert terminal == lines(50)


@pytest.mark.parametrize(
    "failing",
    ["no-such-pager-anywhere", "false", "head -n 1 > /dev/null; kill -9 $$", "sh -c 'kill $$'; exit $?"],
)
@pytest.mark.parametrize("number", [24, 200_000])
def test_a_pager_that_fails_loses_nothing(
    terminal: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    failing: str,
    number: int,
) -> None:
    """Is not there, ends with an error, is killed: whether the shell became it, or waits for it."""
    monkeypatch.setenv("PAGER", failing)
    pager.show(lines(number))
    assert terminal == lines(number)
    assert capsys.readouterr().err == f"sayso: the pager failed ({failing}); this is what it was to show:\n"


@pytest.mark.parametrize(
    "leaving", ["true", "head -n 1 > /dev/null", "kill -2 $$", "sh -c 'kill -2 $$'; exit $?"]
)
def test_a_pager_that_is_left_has_shown_enough(
    terminal: list[str], monkeypatch: pytest.MonkeyPatch, leaving: str
) -> None:
    monkeypatch.setenv("PAGER", leaving)
    pager.show(lines(200_000))
    assert terminal == []


def test_an_interrupt_is_for_the_pager(terminal: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """It ends the pager if it likes, not the program; afterwards it is as before."""
    before = signal.getsignal(signal.SIGINT)
    monkeypatch.setenv("PAGER", f"cat > /dev/null; kill -INT {os.getpid()}")
    pager.show(lines(50))
    time.sleep(0.01)
    assert signal.getsignal(signal.SIGINT) is before


@NEEDS_PTY
def test_on_a_terminal(tmp_path: Path) -> None:
    """The exit status is that of the check, the summary comes after, and a pipe is never paged."""
    write(tmp_path / "a.json", LONG)
    env = {"SAYSO_PAGER": "sed s/^/paged:/"}
    status, sent = on_terminal(tmp_path, "check", "a.json", env=env)
    assert status == 0
    assert "paged:" in sent
    assert sent.rstrip().splitlines()[-1].startswith("sayso: 1 file checked")
    assert "paged:" not in on_terminal(tmp_path, "check", "--no-pager", "a.json", env=env)[1]
    assert "paged:" not in on_terminal(tmp_path, "check", "a.json", env={**env, "CI": "1"})[1]
    assert "paged:" in on_terminal(tmp_path, "list", "a.json", env=env)[1]
    assert "paged:" in on_terminal(tmp_path, "show", "c0", "a.json", env=env)[1]
    status, sent = on_terminal(tmp_path, "check", "a.json", env={"SAYSO_PAGER": "kill -9 $$"})
    assert status == 0
    assert "Power was back by noon." in sent
    write(tmp_path / "a.json", record(SOUND))
    assert "paged:" not in on_terminal(tmp_path, "check", "a.json", env=env)[1]


def test_a_pipe_is_not_paged(process: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.json", LONG)
    result = process("check", "-f", "json", "a.json", env={"PAGER": "false", "TERM": "xterm"})
    assert json.loads(result.stdout)["summary"]["claims"] == 60
