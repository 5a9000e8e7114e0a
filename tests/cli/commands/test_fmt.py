"""`sayso fmt`: what it writes, what it only shows, and what it leaves alone."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from sayso_cli.commands.fmt import fmt
from sayso_cli.options import SearchOptions
from sayso_cli.terminal import UNSEEN_RANGES

from ..writing import sayso, strays

LOOSE = '{"claims": [],\r\n "version": 1.0, "parties": {"b": {"kind": "state", "name": "\\u00c9\\u202e"}}}'
NEAT = (
    '{\r\n  "version": 1.0,\r\n  "parties": {\r\n    "b": { "name": "É\\u202e", "kind": "state" }\r\n  },\r\n'
    '  "claims": []\r\n}\r\n'
)


CLOSED = "import sys; sys.stdout = None; sys.argv[1:1] = ['fmt']; from sayso_cli.main import main; main()"


@pytest.fixture(autouse=True)
def loose(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "claims.json"
    path.write_bytes(LOOSE.encode())
    return path


def test_writes(loose: Path) -> None:
    result = sayso("fmt")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "sayso: 1 file: 1 changed\n"
    assert loose.read_bytes() == NEAT.encode()
    before = loose.stat()
    assert sayso("fmt", loose).stderr == "sayso: 1 file: 0 changed\n"
    assert loose.stat() == before
    assert strays(loose.parent) == []


def test_check(loose: Path) -> None:
    result = sayso("fmt", "--check", "claims.json")
    assert result.exit_code == 1
    assert result.stderr == "would change: claims.json\nsayso: 1 file: 1 would change\n"
    assert loose.read_bytes() == LOOSE.encode()
    sayso("fmt")
    assert sayso("fmt", "--check").exit_code == 0


def test_diff(loose: Path) -> None:
    loose.write_bytes(b'{"version": 1,\n"claims": []}')
    result = sayso("fmt", "--diff", "claims.json")
    assert result.exit_code == 1
    assert result.stdout == (
        '--- claims.json\n+++ claims.json\n@@ -1,2 +1,4 @@\n-{"version": 1,\n-"claims": []}\n'
        '\\ No newline at end of file\n+{\n+  "version": 1,\n+  "claims": []\n+}\n'
    )
    loose.write_bytes(NEAT.encode())
    result = sayso("fmt", "--diff", "--check")
    assert (result.exit_code, result.stdout) == (0, "")


def test_what_is_never_shown_as_it_is_becomes_an_escape(loose: Path) -> None:
    """The same characters as in reports, and no value changes."""
    every = "".join(filter(re.compile(f"[{UNSEEN_RANGES}]").match, map(chr, range(0x80, 0x110000))))
    data = {"version": 1, "title": f"é\u200d{every}", "claims": []}
    loose.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    assert sayso("fmt").exit_code == 0
    text = loose.read_text(encoding="utf-8")
    assert set(text) - set(map(chr, range(0x80))) == {"é", "\u200d"}
    assert json.loads(text) == data


def test_diff_of_a_file_with_a_hostile_name(loose: Path) -> None:
    """Its lines begin with a sign of the diff, and its name is written out: a runner obeys neither."""
    loose.rename("a\n::error::\x1b[31m.json")
    shown = sayso("fmt", "--diff").stdout.splitlines()
    assert shown[:2] == ["--- a ::error::\\x1b[31m.json", "+++ a ::error::\\x1b[31m.json"]


@pytest.mark.parametrize("arguments", [("--diff",), ("-",)])
def test_closed_output(arguments: tuple[str, ...]) -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-c", CLOSED, *arguments],
        input=LOOSE.encode(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr == b"sayso: error: cannot write to standard output: it is closed\n"


def test_closed_output_is_seen_before_anything_is_written(
    loose: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(typer.Exit) as ended:
        fmt(paths=[str(loose)], diff=True, search=SearchOptions())
    assert ended.value.exit_code == 2
    assert capsys.readouterr().err == "sayso: error: cannot write to standard output: it is closed\n"
    assert loose.read_bytes() == LOOSE.encode()


def test_diff_of_lines_that_hold_other_line_ends(loose: Path) -> None:
    """What Unicode takes for the end of a line is none in a diff."""
    loose.write_text('{"version": 1, "note": "a\u2028b\x85c",\n"claims": []}\n', encoding="utf-8")
    result = sayso("fmt", "--diff")
    assert result.exit_code == 1
    assert "No newline" not in result.stdout
    assert result.stdout.startswith(
        '--- claims.json\n+++ claims.json\n@@ -1,2 +1,5 @@\n-{"version": 1, "note": "a\u2028b\x85c",\n'
    )


def test_diff_on_a_terminal(loose: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing in the file reaches the terminal unescaped."""
    loose.write_bytes('{"version": 1, "note": "\u202e\x9b"}'.encode())
    from sayso_cli.commands import fmt

    class Stream:
        def isatty(self) -> bool:
            return True

    class System:
        stdout = Stream()

    monkeypatch.setattr(fmt, "sys", System)
    result = sayso("fmt", "--diff", "claims.json")
    assert '-{"version": 1, "note": "\\u202e\\x9b"}\n' in result.stdout
    assert '+  "note": "\\u202e\\u009b"\n' in result.stdout
    assert sys.stdout is not System.stdout


def test_standard_input() -> None:
    result = sayso("fmt", "-", input=LOOSE.encode())
    assert (result.exit_code, result.stdout_bytes) == (0, NEAT.encode())
    assert sayso("fmt", "-", input=NEAT.encode()).stdout_bytes == NEAT.encode()
    result = sayso("fmt", "-", "--check", input=LOOSE.encode())
    assert (result.exit_code, result.stdout) == (1, "")
    result = sayso("fmt", "-", "--diff", input=LOOSE.encode())
    assert result.exit_code == 1
    assert result.stdout.startswith("--- <stdin>\n")


def test_one_record_a_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"name":"A","record":"party","id":"a"}\n\n')
    assert sayso("fmt", path).exit_code == 0
    assert path.read_text() == '{"record": "party", "id": "a", "name": "A"}\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"version": 1,}', "broken.json:1:14: a comma stands after the last entry"),
        ('{"version": 1, "parties": {"a": {"name": "A", "name": "B"}}}', "broken.json:1:47: the key `name`"),
        ("[]", "broken.json:1:1: a claim file is one JSON object; this is a list"),
        ('{"version": NaN}', "`NaN` is not a JSON number"),
        ("\ufeff{}", "byte-order mark"),
    ],
)
def test_files_that_cannot_be_read(loose: Path, text: str, said: str) -> None:
    """They are left alone, with one error each; the others are written all the same."""
    broken = loose.parent / "broken.json"
    broken.write_text(text)
    for options in ([], ["--check"], ["--diff"]):
        loose.write_bytes(LOOSE.encode())
        result = sayso("fmt", *options, "broken.json", "claims.json")
        assert result.exit_code == 2
        assert result.stderr.count("error:") == 1
        assert said in result.stderr
        assert ", 1 left alone\n" in result.stderr
        assert broken.read_text() == text
    sayso("fmt", "broken.json", "claims.json")
    assert loose.read_bytes() == NEAT.encode()


def test_entries_that_do_not_fit_the_schema_are_laid_out(loose: Path) -> None:
    loose.write_text('{"version": 1, "claims": [{"bogus": null, "id": "A"}], "parties": 3}')
    assert sayso("fmt").exit_code == 0
    assert list(json.loads(loose.read_text())) == ["version", "parties", "claims"]


def test_path_that_is_not_there() -> None:
    result = sayso("fmt", "none.json")
    assert result.exit_code == 2
    assert result.stderr == "sayso: error: no such file or folder: none.json\n"


def test_file_that_cannot_be_written(loose: Path) -> None:
    loose.chmod(0o444)
    result = sayso("fmt")
    assert result.exit_code == 2
    assert result.stderr == (
        "sayso: error: cannot write claims.json: the file is read-only\n"
        "sayso: 1 file: 0 changed, 1 left alone\n"
    )
    assert loose.read_bytes() == LOOSE.encode()
