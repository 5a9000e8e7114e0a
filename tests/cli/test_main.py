"""The program: help, version, completion, and what happens when something goes wrong inside it."""

import errno
import importlib
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sayso import __version__
from sayso.record.glossary import words
from sayso.report import engine
from sayso.rules.registry import BY_NAME, RULES
from sayso_cli import main as program

from .records import SOUND, record, write

Run = Callable[..., Any]


def test_version(sayso: Run) -> None:
    result = sayso("--version")
    assert (result.exit_code, result.stdout) == (0, f"sayso {__version__}\n")


def test_without_arguments_it_helps(sayso: Run) -> None:
    """That is no verdict, so it is not status 0."""
    result = sayso()
    assert result.exit_code == 2
    assert "Commands:\n  check     Check claim files" in result.output


@pytest.mark.parametrize("option", ["-h", "--help"])
@pytest.mark.parametrize("command", [(), ("check",), ("explain",)])
def test_help(sayso: Run, command: tuple[str, ...], option: str) -> None:
    result = sayso(*command, option)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Usage: sayso {' '.join(command)}".rstrip())
    assert max(map(len, result.stdout.splitlines())) <= 80
    assert result.stdout.isascii()
    assert "..." not in result.stdout.split("\n", 1)[1].replace("[PATHS]...", "")


def test_misspelt_command(sayso: Run) -> None:
    result = sayso("chekc")
    assert result.exit_code == 2
    assert "Did you mean 'check'?" in result.stderr


def test_explain_lists_every_check(sayso: Run) -> None:
    result = sayso("explain")
    assert result.exit_code == 0
    assert max(map(len, result.stdout.splitlines())) <= 80
    words = " ".join(result.stdout.split())
    for rule in RULES:
        assert f"{rule.name} {rule.summary} ({', '.join(rule.levels)})" in words


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule.name))
def test_explain_prints_the_page_as_it_is_written(sayso: Run, rule: Any) -> None:
    result = sayso("explain", rule.name)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"# {rule.name} ({rule.family}; ")
    assert result.stdout.endswith(f"\n\n{rule.page.strip()}\n")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule.name))
def test_explain_loses_nothing_on_a_terminal(sayso: Run, monkeypatch: pytest.MonkeyPatch, rule: Any) -> None:
    page = sayso("explain", rule.name).stdout
    monkeypatch.setattr("sayso_cli.commands.explain.is_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", "60")
    shown = sayso("explain", rule.name).stdout
    assert shown.split() == page.split()
    examples = page.split("```")[1::2]
    assert shown.split("```")[1::2] == examples
    outside = "".join(shown.split("```")[::2]).splitlines()
    assert max(map(len, outside)) <= 60
    assert sum(line.startswith("- ") for line in outside) == sum(
        line.startswith("- ") for line in "".join(page.split("```")[::2]).splitlines()
    )


def test_explain_suggests(sayso: Run) -> None:
    result = sayso("explain", "claimant-voic")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "no check or word `claimant-voic`; did you mean `claimant-voice`?" in result.stderr
    assert "`sayso explain` lists them" in sayso("explain", "xyzzy").stderr


@pytest.fixture
def complete(tmp_path: Path) -> Callable[..., str]:
    """Runs a program of the name `sayso` with variables in its environment; returns what it prints."""
    script = tmp_path / "sayso"
    script.write_text("from sayso_cli.main import main\nmain()\n", encoding="utf-8")

    def run(action: str, line: str = "") -> str:
        env = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": os.pathsep.join(sys.path),
            "_SAYSO_COMPLETE": action,
            "_TYPER_COMPLETE_ARGS": line,
            "_TYPER_COMPLETE_FISH_ACTION": "get-args",
            "COMP_WORDS": line,
            "COMP_CWORD": str(line.count(" ")),
        }
        result = subprocess.run([sys.executable, script], env=env, capture_output=True, check=False)
        assert not result.stderr
        return result.stdout.decode()

    return run


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("sayso ch", "check"),
        ("sayso check --fa", "--fail-on"),
        ("sayso check --fail-on w", "warning"),
        ("sayso check --select cla", "claimant-voice"),
        ("sayso check --ignore sta", "standing"),
        ("sayso check --select standing,bot", "standing,bottleneck"),
        ("sayso explain circ", "circular-sourcing"),
        ("sayso explain admi", "admission"),
    ],
)
def test_completion(complete: Callable[..., str], shell: str, line: str, word: str) -> None:
    """Of commands, options, and names of checks and families, also behind a comma."""
    assert word in complete(f"complete_{shell}", line)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_script(complete: Callable[..., str], shell: str) -> None:
    assert f"_SAYSO_COMPLETE=complete_{shell}" in complete(f"source_{shell}")


def test_names_to_complete_to(sayso: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same in this process."""
    monkeypatch.setenv("_SAYSO_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "sayso check --select standing,bot")
    monkeypatch.setenv("COMP_CWORD", "3")
    assert sayso().stdout.split() == ["standing,bottleneck"]


@pytest.mark.parametrize(("option", "status"), [("--version", 0), ("--nonsense", 2)])
def test_main_runs_the_program(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], option: str, status: int
) -> None:
    """The process ends with it; whatever was written has been written then."""
    ended: list[object] = []
    monkeypatch.setattr(sys, "argv", ["sayso", option])
    monkeypatch.setattr("gc.disable", lambda: None)
    monkeypatch.setattr(program, "silence_streams", lambda: ended.append("written"))
    monkeypatch.setattr(os, "_exit", ended.append)
    program.main()
    assert ended == ["written", status]
    assert capsys.readouterr().out == (f"sayso {__version__}\n" if status == 0 else "")


def test_module_runs_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    ran = []
    monkeypatch.setattr(program, "main", lambda: ran.append(1))
    monkeypatch.delitem(sys.modules, "sayso_cli.__main__", raising=False)
    importlib.import_module("sayso_cli.__main__")
    assert ran == [1]


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[BaseException], object]:
    """Runs `sayso check` on a sound file, with an error inside; returns the exit status."""
    write(tmp_path / "a.json", record(SOUND))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("gc.disable", lambda: None)
    monkeypatch.setattr(sys, "argv", ["sayso", "check", "a.json"])

    def run(error: BaseException) -> object:
        def check(*_: object, **__: object) -> None:
            raise error

        monkeypatch.setattr(engine, "check", check)
        with pytest.raises(SystemExit) as ended:
            program.run()
        return ended.value.code

    return run


@pytest.mark.parametrize("error", [KeyError("\x1b[31mé"), RecursionError(), MemoryError(), OSError()])
def test_internal_error_is_no_verdict(
    failing: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    monkeypatch.delenv("SAYSO_TRACEBACK", raising=False)
    assert failing(error) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith(f"sayso: internal error: {type(error).__name__}: ")
    assert "This is a bug in sayso" in shown.err
    assert "SAYSO_TRACEBACK=1 shows where it happened" in shown.err
    assert "Traceback" not in shown.err
    assert shown.err.isascii()
    assert "\x1b" not in shown.err
    monkeypatch.setenv("SAYSO_TRACEBACK", "1")
    assert failing(error) == 2
    shown = capsys.readouterr()
    assert shown.err.startswith("Traceback (most recent call last):\n")
    assert "\x1b" not in shown.err


def test_end_of_file_inside_is_no_verdict(failing: Run, capsys: pytest.CaptureFixture[str]) -> None:
    """Python says so of a compiled module that was cut off, for one."""
    assert failing(EOFError("marshal data too short")) == 2
    assert "internal error: RuntimeError: marshal data too short (EOFError)" in capsys.readouterr().err


def test_interrupted_inside(failing: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert failing(KeyboardInterrupt()) == 130
    assert capsys.readouterr() == ("", "")


def test_interrupted_between(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("gc.disable", lambda: None)
    monkeypatch.setattr(program, "app", interrupted)
    with pytest.raises(SystemExit) as ended:
        program.run()
    assert ended.value.code == 130


def test_reader_that_went_away(failing: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    hushed = []
    monkeypatch.setattr(program, "silence_streams", lambda: hushed.append(1))
    assert failing(BrokenPipeError()) == 2
    assert hushed == [1]


@pytest.mark.parametrize(
    ("name", "meant"), [("too-few", "`too-few-voices`"), ("botleneck", "`bottleneck`"), ("zzz", "lists them")]
)
def test_explain_understands_near_names(sayso: Run, name: str, meant: str) -> None:
    result = sayso("explain", name)
    assert result.exit_code == 2
    assert meant in " ".join(result.stderr.split())


def test_no_room_on_standard_output(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Help and version cannot be written: that is no fault of sayso, and no verdict."""

    def full() -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(program, "app", full)
    monkeypatch.setattr(program, "silence_streams", lambda: None)
    with pytest.raises(SystemExit) as ended:
        program.run()
    assert ended.value.code == 2
    assert capsys.readouterr().err == (
        "sayso: error: cannot write to standard output: No space left on device\n"
    )


def test_no_room_on_standard_error(tmp_path: Path) -> None:
    """The summary cannot be written: that is no verdict, and no second error."""
    path = tmp_path / "claims.json"
    path.write_text('{"version": 1, "claims": []}', encoding="utf-8")
    with open("/dev/full", "wb") as full:
        run = [sys.executable, "-P", "-m", "sayso_cli", "list", str(path)]
        assert subprocess.run(run, stderr=full, check=False).returncode == 2


@pytest.mark.parametrize("word", words())
def test_explain_knows_the_words(sayso: Run, word: str) -> None:
    told = words()[word]
    result = sayso("explain", word)
    assert result.exit_code == 0
    assert told.meaning in result.stdout
    if word in BY_NAME:
        assert f"The word `{word}` is also a standing: " in result.stdout
        assert BY_NAME[word].page.strip() in result.stdout
    else:
        assert result.stdout.startswith(f"# {word} ({told.kind})\n\n")
    assert ("does not say whether the claim is true" in result.stdout) is (
        told.kind == "a standing" or word == "standing"
    )


@pytest.mark.parametrize(("near", "meant"), [("wal", "walk"), ("voise", "voice"), ("retract", "retracts")])
def test_explain_understands_near_words(sayso: Run, near: str, meant: str) -> None:
    assert f"no check or word `{near}`; did you mean `{meant}`?" in sayso("explain", near).stderr


def test_explain_lists_the_words(sayso: Run) -> None:
    listed = sayso("explain").stdout
    assert "\na term:\n" in listed
    for word in words():
        assert f"\n  {word} " in listed
