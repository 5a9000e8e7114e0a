"""Narrow terminals: nothing is lost, and hardly a line is wider than they are."""

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import wcwidth

from sayso_cli.pen import Pen
from sayso_cli.terminal import Look, print_notice

from .records import MIXED, PARTIES, claim, record, write

Run = Callable[..., Any]
PARTIES_OF_THE_WORLD = PARTIES | {
    "state": PARTIES["state"] | {"name": "国家能源与电力供应安全保障部北方分局"},
    "institute": PARTIES["institute"] | {"name": "معهد الشبكة الشمالية"},
}


@pytest.mark.parametrize("columns", [20, 30, 40])
@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "a.json"),
        ("check", "-q", "a.json"),
        ("check", "--statistics", "a.json"),
        ("check", "many.json"),
        ("explain",),
        ("diff", "a.json", "many.json"),
    ],
)
def test_lines_fit(
    sayso: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, columns: int, arguments: tuple[str, ...]
) -> None:
    """But for a single word, such as the name of a check."""
    monkeypatch.setenv("COLUMNS", str(columns))
    write(tmp_path / "a.json", MIXED | {"parties": PARTIES_OF_THE_WORLD})
    many = [claim(f"claim-{number}", "brief" if number % 2 else "readings") for number in range(30)]
    write(tmp_path / "many.json", record(*many, parties=PARTIES_OF_THE_WORLD))
    for line in sayso(*arguments).stdout.splitlines():
        assert wcwidth.wcswidth(line) <= columns or len(re.findall(r"[\w-]+", line)) <= 3, line


@pytest.mark.parametrize("columns", [20, 30, 40, 80])
def test_no_text_is_lost(sayso: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    """All that `show` and a verbose report say at 120 columns they say at fewer."""
    write(tmp_path / "a.json", MIXED | {"parties": PARTIES_OF_THE_WORLD})
    said = []
    for width in (120, columns):
        monkeypatch.setenv("COLUMNS", str(width))
        said.append(sorted(re.sub(r"\s", "", sayso("check", "-v", "a.json").stdout)))
    assert said[0] == said[1]


def test_indents_give_way() -> None:
    pen = Pen(Look(colour=False, columns=20, verbose=False))
    assert list(pen.wrapped("one two three", " " * 30)) == ["        one two", "        three"]
    assert list(pen.wrapped("one two", "- ", "  ")) == ["- one two"]
    assert list(pen.wrapped("one two", "a label that is long: ")) == ["a label that is", "    long: one two"]
    assert list(pen.row("standing", "corroborated by two")) == [
        "  standing   ".rstrip(),
        "    corroborated by",
        "    two",
    ]


class Terminal(io.StringIO):
    """A terminal that is written to."""

    def isatty(self) -> bool:
        return True


def test_standard_error_is_wrapped_between_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    for stream, told in ((Terminal(), "sayso: no such file or folder:\na\n"), (io.StringIO(), None)):
        monkeypatch.setattr("sys.stderr", stream)
        print_notice("sayso: no such file or folder: a")
        assert stream.getvalue() == (told or "sayso: no such file or folder: a\n")
