"""`sayso lsp`: how the server starts and ends; what it tells is tested in `tests/cli/lsp/`."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import pytest

from sayso_cli.commands.lsp import lsp
from sayso_cli.options import ConfigOptions

Run = Callable[..., Any]
ENV = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


def test_without_the_library(sayso: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso_cli.commands.lsp.find_spec", lambda _: None)
    result = sayso("lsp")
    assert result.exit_code == 2
    assert result.stderr == "sayso: error: `sayso lsp` needs pygls; install it by pip install 'sayso[lsp]'\n"


def test_an_editor_that_goes_away_ends_it(tmp_path: Path) -> None:
    """What is no message is passed over, and nothing but messages comes out."""
    result = subprocess.run(
        [sys.executable, "-m", "sayso_cli", "lsp"],
        cwd=tmp_path,
        env=ENV,
        input=b"nonsense\r\nContent-Length: 3\r\n\r\n{}]",
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert result.returncode == 0
    assert result.stdout.startswith(b"Content-Length: ") or not result.stdout
    assert b"Traceback" not in result.stderr


def test_nothing_but_the_protocol_goes_to_standard_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever prints while it runs, prints to standard error."""

    def serve(options: ConfigOptions, stdin: IO[bytes], stdout: IO[bytes]) -> None:
        assert options == ConfigOptions(Path("x.toml"), True)
        assert stdin.read() == b"in"
        os.write(sys.stdout.fileno(), b"printed")
        stdout.write(b"protocol")

    monkeypatch.setattr("sayso_cli.lsp.server.serve", serve)
    (tmp_path / "in").write_bytes(b"in")
    with (
        open(tmp_path / "in") as stdin,
        open(tmp_path / "out", "w") as stdout,
        open(tmp_path / "err", "w") as stderr,
    ):
        for name, stream in (("stdin", stdin), ("stdout", stdout), ("stderr", stderr)):
            monkeypatch.setattr(sys, name, stream)
        lsp(config_options=ConfigOptions(Path("x.toml"), True))
    assert (tmp_path / "out").read_bytes() == b"protocol"
    assert (tmp_path / "err").read_bytes() == b"printed"
