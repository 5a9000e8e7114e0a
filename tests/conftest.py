"""What tests of the program share."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from typer.testing import CliRunner, Result

from sayso_cli.main import app

ROOT = Path(__file__).parent.parent

# The same examples on every run, however slow the machine is.
settings.register_profile(
    "sayso", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("sayso")

Run = Callable[..., Result]
Process = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture
def claims_json() -> Path:
    """The worked record."""
    return ROOT / "claims.json"


@pytest.fixture
def sayso(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs `sayso` with some arguments in this process, in an empty folder, on no terminal.

    `sayso check` is run without the checks that find something in every record as small as those here,
    unless it is told which to run.
    """
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name in ("NO_COLOR", "FORCE_COLOR", "TERM") or name.startswith("SAYSO_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("COLUMNS", "80")

    def run(*args: object, input: str | bytes | None = None) -> Result:
        if args[:1] == ("check",) and "--select" not in args and "--ignore" not in args:
            args = ("check", "--ignore", "evidence,dates,consistency,fairness,verification,upkeep", *args[1:])
        return CliRunner().invoke(app, [*map(str, args)], input=input, catch_exceptions=False)

    return run


@pytest.fixture
def process(tmp_path: Path) -> Process:
    """Runs `sayso` with some arguments as a process of its own, in an empty folder and environment."""

    def run(*args: object, env: dict[str, str] | None = None, **given: object) -> object:
        return subprocess.run(  # type: ignore[call-overload]
            [sys.executable, "-m", "sayso_cli", *map(str, args)],
            cwd=tmp_path,
            env={"PATH": os.environ["PATH"], **(env or {})},
            timeout=60,
            check=False,
            **({"capture_output": True, "stdin": subprocess.DEVNULL} | given),
        )

    return run  # type: ignore[return-value]
