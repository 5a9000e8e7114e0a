"""The program as a process: terminals, pipes, signals, encodings."""

import contextlib
import io
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer

from sayso.record.load import load
from sayso.record.project import FoundFiles
from sayso_cli import terminal
from sayso_cli.terminal import Colour, keep_errors_ascii

from .records import DECLARED, FLAGGED, MIXED, SOUND, claim, record, write

Run = Callable[..., Any]
NEEDS_PTY = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")


def on_terminal(
    folder: Path, *arguments: object, columns: int = 80, env: dict[str, str] | None = None
) -> tuple[int, str]:
    """Run `sayso` on a terminal of its own; its exit status, and all that the terminal was sent."""
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-m", "sayso_cli", *map(str, arguments)],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "TERM": "xterm", "PAGER": "cat", "PYTHONUTF8": "1", **(env or {})},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    sent = b""
    # Once nobody is left at the other end, reading fails (on Linux) or gives nothing.
    with contextlib.suppress(OSError):
        while data := os.read(ours, 65536):
            sent += data
    os.close(ours)
    return process.wait(60), sent.decode()


@NEEDS_PTY
def test_colour_and_width_of_a_terminal(tmp_path: Path) -> None:
    write(tmp_path / "a.json", MIXED)
    status, sent = on_terminal(tmp_path, "check", "a.json", columns=60)
    assert status == 1
    assert "\x1b[35;1m○○\x1b[0m \x1b[1mflagged\x1b[0m" in sent
    plain = re.sub(r"\x1b\[[0-9;]+m", "", sent)
    assert max(map(len, plain.split("\r\n")[:-3])) == 60
    assert "checking" not in sent
    for env in ({"NO_COLOR": "1"}, {"TERM": "dumb"}, {"NO_COLOR": "1", "FORCE_COLOR": "1"}):
        assert "\x1b" not in on_terminal(tmp_path, "check", "a.json", env=env)[1]
    assert "\x1b" not in on_terminal(tmp_path, "check", "--color", "never", "a.json")[1]
    for env in ({"NO_COLOR": ""}, {"TERM": "dumb", "FORCE_COLOR": "1"}):
        assert "\x1b[35;1m" in on_terminal(tmp_path, "check", "a.json", env=env)[1]


@NEEDS_PTY
def test_progress_of_a_long_run(tmp_path: Path, process: Run) -> None:
    """On a terminal only, and not with --quiet."""
    write(
        tmp_path / "long.json",
        record(*(claim(f"c{number}", "readings", "reports") for number in range(2500))),
    )
    status, sent = on_terminal(tmp_path, "check", "long.json")
    assert status == 0
    assert "checking" in sent
    assert "100%" in sent
    assert "checking" not in on_terminal(tmp_path, "check", "--quiet", "long.json")[1]
    assert b"checking" not in process("check", "long.json").stderr


@NEEDS_PTY
def test_page_of_a_check_on_a_narrow_terminal(tmp_path: Path) -> None:
    """Paragraphs and list items are wrapped anew, examples are not."""
    status, sent = on_terminal(tmp_path, "explain", "self-asserted", columns=60)
    assert status == 0
    text, *rest = sent.replace("\r\n", "\n").split("```json\n")
    assert max(map(len, text.split("\n"))) <= 60
    json.loads(rest[0].split("```")[0])
    assert re.search(r"^- .*\n  \S", rest[-1], re.MULTILINE)


def test_colour_in_a_pipe(process: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.json", record(DECLARED))
    assert b"\x1b" not in process("check", "a.json").stdout
    assert b"\x1b[35;1m" in process("check", "--color", "always", "a.json").stdout
    assert b"\x1b[35;1m" in process("check", "a.json", env={"FORCE_COLOR": "1"}).stdout
    assert b"\x1b" not in process("check", "a.json", env={"FORCE_COLOR": ""}).stdout


@pytest.mark.parametrize(("encoding", "written"), [("US-ASCII", rb"\xe9 \u4e2d"), ("utf-8", "é 中".encode())])
def test_errors_where_only_ascii_can_be_written(
    monkeypatch: pytest.MonkeyPatch, encoding: str, written: bytes
) -> None:
    """Those of typer as well, which takes an ASCII stream for one whose encoding was forgotten."""
    sent = io.BytesIO()
    stream = io.TextIOWrapper(sent, encoding)
    monkeypatch.setattr(sys, "stderr", stream)
    keep_errors_ascii()
    typer.echo("é 中", err=True)
    assert sys.stderr.write("") == 0
    assert sent.getvalue() == written + b"\n"
    monkeypatch.setattr(sys, "stderr", None)
    keep_errors_ascii()


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8", "utf-16"])
def test_any_encoding(process: Run, tmp_path: Path, encoding: str) -> None:
    """Text falls back to plain marks and escapes, within the width; JSON is well formed."""
    write(tmp_path / "a.json", record(claim("a", "brief", statement="中文 é ✗ 👍 " * 20)))
    env = {"PYTHONIOENCODING": encoding}
    result = process("check", "a.json", env=env)
    assert result.returncode == 1
    shown = result.stdout.decode(encoding)
    mark = "○○" if encoding.startswith("utf") else "--"
    assert f"{mark} a  error[self-asserted]" in shown
    assert max(map(len, shown.splitlines()[:-1])) <= 80
    assert ("中" in shown) == encoding.startswith("utf")
    json.loads(process("check", "-f", "json", "a.json", env=env).stdout.decode(encoding))
    for command in (["explain"], ["explain", "self-asserted"], ["--help"], ["check", "--help"]):
        assert process(*command, env=env).returncode == 0


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
@pytest.mark.parametrize("arguments", [["check", "a.json"], ["check", "-f", "json", "a.json"], ["explain"]])
def test_reader_that_went_away(process: Run, tmp_path: Path, arguments: list[str], stream: str) -> None:
    """It ends quietly, and not with the status of a verdict."""
    write(tmp_path / "a.json", record(*(FLAGGED | {"id": f"c{number}"} for number in range(300))))
    reading, writing = os.pipe()
    os.close(reading)
    given: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "capture_output": False}
    result = process(*arguments, **{**given, stream: writing})
    os.close(writing)
    if arguments == ["explain"] and stream == "stderr":
        assert result.returncode == 0
        return
    assert result.returncode == 2
    assert not result.stderr


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_reader_that_takes_one_line(tmp_path: Path, unbuffered: str) -> None:
    write(tmp_path / "a.json", record(*(FLAGGED | {"id": f"c{number}"} for number in range(300))))
    with subprocess.Popen(
        [sys.executable, "-m", "sayso_cli", "check", "-v", "a.json"],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "PYTHONUNBUFFERED": unbuffered},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 2


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no such device")
@pytest.mark.parametrize(
    "arguments", [["check", "a.json"], ["explain"], ["check", "-h"], ["-h"], ["--version"]]
)
def test_full_disk(process: Run, tmp_path: Path, arguments: list[str]) -> None:
    write(tmp_path / "a.json", record(SOUND))
    with open("/dev/full", "wb") as full:
        result = process(*arguments, stdout=full, stderr=subprocess.PIPE, capture_output=False)
    assert result.returncode == 2
    assert result.stderr == b"sayso: error: cannot write to standard output: No space left on device\n"


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell")
def test_standard_output_that_is_closed(tmp_path: Path) -> None:
    write(tmp_path / "a.json", record(SOUND))
    command = f'"{sys.executable}" -m sayso_cli check a.json >&-'
    result = subprocess.run(command, shell=True, cwd=tmp_path, capture_output=True, check=False)
    assert result.returncode == 2
    assert result.stderr == b"sayso: error: cannot write to standard output: it is closed\n"


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_interrupted(tmp_path: Path) -> None:
    """Ctrl-C while it reads."""
    with subprocess.Popen(
        [sys.executable, "-m", "sayso_cli", "check", "-"],
        cwd=tmp_path,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None
        # More than a pipe holds: once all is written, the program is reading.
        process.stdin.write(b" " * (1 << 20))
        process.stdin.flush()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in err
    assert out == b""


def test_no_such_interpreter_option_is_needed(process: Run) -> None:
    """`python -m sayso_cli` is the program."""
    result = process("--version")
    assert result.returncode == 0
    assert re.fullmatch(rb"sayso \d+\.\d+\.\d+\r?\n", result.stdout)


class Stream(io.TextIOWrapper):
    """Standard output that fails in some way."""

    def __init__(self, error: OSError | None = None, *, terminal: bool = False, number: int = -1) -> None:
        super().__init__(io.BytesIO(), "latin-1")
        self.error, self.terminal, self.number = error, terminal, number

    def isatty(self) -> bool:
        return self.terminal

    def fileno(self) -> int:
        return self.number

    def flush(self) -> None:
        if self.error:
            error, self.error = self.error, None
            raise error
        super().flush()

    def text(self) -> str:
        self.flush()
        assert isinstance(self.buffer, io.BytesIO)
        return self.buffer.getvalue().decode(self.encoding)


class ByParts(io.BytesIO):
    """What takes at most three bytes at once."""

    def write(self, data: Any) -> int:
        return super().write(bytes(data[:3]))


def test_hush_sends_nowhere_what_is_stuck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (tmp_path / "stuck").open("wb") as stuck:
        monkeypatch.setattr(sys, "stdout", Stream(BrokenPipeError(), number=stuck.fileno()))
        monkeypatch.setattr(sys, "stderr", None)
        terminal.silence_streams()
        os.write(stuck.fileno(), b"rest")
    assert (tmp_path / "stuck").read_bytes() == b""


@pytest.mark.parametrize("output", [None, Path("pipe")])
def test_broken_pipe_is_left_to_the_program(monkeypatch: pytest.MonkeyPatch, output: Path | None) -> None:
    monkeypatch.setattr(sys, "stdout", Stream(BrokenPipeError()))

    def broken(*_: object) -> None:
        raise BrokenPipeError

    monkeypatch.setattr(terminal, "replace", broken)
    with pytest.raises(BrokenPipeError):
        terminal.write("text", output)


@pytest.mark.parametrize(
    ("stream", "reason"), [(None, "it is closed"), (Stream(OSError(28, "No space left")), "No space left")]
)
def test_standard_output_that_takes_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], stream: Stream | None, reason: str
) -> None:
    monkeypatch.setattr(terminal, "silence_streams", lambda: None)
    monkeypatch.setattr(sys, "stdout", stream)
    with pytest.raises(typer.Exit) as ended:
        terminal.echo("text")
    assert ended.value.exit_code == 2
    assert capsys.readouterr().err == f"sayso: error: cannot write to standard output: {reason}\n"


def test_standard_output_that_takes_a_part_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """As it is with PYTHONUNBUFFERED."""
    raw = ByParts()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, "utf-8"))
    terminal.echo("one two three 中文\n")
    assert raw.getvalue().decode() == "one two three 中文\n"


def test_encoding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    assert terminal.encoding() == "utf-8"
    monkeypatch.setattr(sys, "stdout", Stream())
    assert terminal.encoding() == "iso8859-1"
    assert terminal.encoding(to_file=True) == "utf-8"


@pytest.mark.parametrize(
    ("wanted", "to_file", "is_terminal", "env", "used"),
    [
        (Colour.AUTO, False, True, {}, True),
        (Colour.AUTO, False, False, {}, False),
        (Colour.AUTO, True, True, {}, False),
        (Colour.AUTO, True, True, {"FORCE_COLOR": "1"}, False),
        (Colour.AUTO, False, True, {"NO_COLOR": "1"}, False),
        (Colour.AUTO, False, True, {"NO_COLOR": ""}, True),
        (Colour.AUTO, False, True, {"TERM": "dumb"}, False),
        (Colour.AUTO, False, False, {"FORCE_COLOR": "1"}, True),
        (Colour.AUTO, False, False, {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (Colour.ALWAYS, True, False, {"NO_COLOR": "1"}, True),
        (Colour.NEVER, False, True, {"FORCE_COLOR": "1"}, False),
    ],
)
def test_when_colour_is_used(
    monkeypatch: pytest.MonkeyPatch,
    wanted: Colour,
    to_file: bool,
    is_terminal: bool,
    env: dict[str, str],
    used: bool,
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "stdout", Stream(terminal=is_terminal))
    assert terminal.use_colour(wanted, to_file=to_file) is used


def test_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    def found(claims: int) -> FoundFiles:
        text = json.dumps({"version": 1, "claims": [{}] * claims})
        return FoundFiles((load("a.json", text.encode(), lines=False),), 0)

    stream = Stream(terminal=True)
    monkeypatch.setattr(sys, "stderr", stream)
    for total, shown in ((10, True), (5000, False)):
        with terminal.progress(found(total), shown=shown) as done:
            done(1)
    assert stream.text() == ""
    with terminal.progress(found(5000), shown=True) as done:
        for _ in range(5000):
            done(1)
    assert "checking" in stream.text()
