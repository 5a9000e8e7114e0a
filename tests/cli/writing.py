"""What the tests of the commands that write share: a file to write to, and ways to run the program."""

import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

import sayso as sayso_library
import sayso_cli
from sayso_cli.main import app

STARTER = """{
  "version": 1,
  "parties": {
    "state": { "name": "Northland" },
    "ledger": { "name": "The Ledger" }
  },
  "sources": {
    "release": { "title": "Power is back", "by": ["state"], "basis": "statement" }
  },
  "claims": []
}
"""
_ROOTS = [Path(str(package.__file__)).parents[1] for package in (sayso_library, sayso_cli)]
# The program under test, whatever is installed.
ENVIRONMENT = {
    "PATH": os.environ["PATH"],
    "TERM": "dumb",
    "PYTHONUTF8": "1",
    "PYTHONPATH": os.pathsep.join(map(str, _ROOTS)),
}
PARTY = ("add", "party", "--id", "new", "--name", "New")


def sayso(*args: object, input: str | bytes | None = None) -> Result:
    """Run `sayso` in this process, on no terminal."""
    return CliRunner().invoke(app, [*map(str, args)], input=input, catch_exceptions=False)


def start(folder: Path, *args: object, **given: object) -> "subprocess.Popen[bytes]":
    """Start `sayso` as a process of its own in `folder`, which leaves no compiled module cut short."""
    return subprocess.Popen(  # type: ignore[call-overload, no-any-return]
        [sys.executable, "-B", "-m", "sayso_cli", *map(str, args)],
        cwd=folder,
        **{
            "env": ENVIRONMENT,
            "stdin": subprocess.DEVNULL,
            "stdout": subprocess.PIPE,
            "stderr": subprocess.PIPE,
            **given,
        },
    )


def finish(run: "subprocess.Popen[bytes]") -> int:
    """Wait for the end of `run`; its exit status."""
    run.communicate(timeout=60)
    return run.returncode


class Prompts:
    """Answers for the prompts of this process, which then has a terminal; the end of them is Ctrl-C."""

    def __init__(self) -> None:
        self.answers: list[str] = []
        self.asked: list[str] = []

    def __call__(self, label: str, default: str = "", **more: object) -> str:
        self.asked.append(label)
        typer.echo(f"{label}: ", err=True)
        if not self.answers:
            raise typer.Abort
        return self.answers.pop(0) or default

    def type(self, *answers: str) -> None:
        self.answers += answers


class Terminal:
    """`sayso` on a terminal of its own: what it asks is waited for, and answered."""

    def __init__(self, folder: Path, *args: object, **given: object) -> None:
        import pty

        self.ours, theirs = pty.openpty()
        self.process = start(folder, *args, stdin=theirs, stdout=theirs, stderr=theirs, **given)
        os.close(theirs)
        self.sent = ""

    def expect(self, text: str) -> None:
        """Wait until the program has written `text`, and forget what stands before its end."""
        until = time.monotonic() + 60
        while text not in self.sent:
            assert time.monotonic() < until, self.sent
            assert self._read(), self.sent
        self.sent = self.sent.partition(text)[2]

    def answer(self, question: str, line: str) -> None:
        """Wait for `question`, and type `line`."""
        self.expect(question)
        os.write(self.ours, f"{line}\n".encode())

    def end(self) -> tuple[int, str]:
        """Wait for the end; the exit status, and what was written last."""
        while self._read():
            pass
        os.close(self.ours)
        return self.process.wait(60), self.sent

    def _read(self) -> bool:
        if not select.select([self.ours], [], [], 60)[0]:
            return False
        data = b""
        # The end of the program is an error to whoever reads from its terminal.
        with suppress(OSError):
            data = os.read(self.ours, 65536)
        self.sent += data.decode(errors="replace")
        return bool(data)


def small_disk(folder: Path) -> Iterator[Path]:
    """A disk of 256 KiB at `folder`."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(mount, check=False, capture_output=True).returncode == 0
    except FileNotFoundError:
        mounted = False
    if not mounted:
        pytest.skip("no right to mount a file system; another test sets a limit on the size of files instead")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def fill(folder: Path) -> None:
    """Fill the disk at `folder`."""
    with (folder / "rest").open("wb", buffering=0) as rest, suppress(OSError):
        while True:
            rest.write(b"0" * 4096)


def strays(folder: Path) -> Sequence[Path]:
    """Temporary files that were left."""
    return sorted(folder.glob(".sayso-*"))
