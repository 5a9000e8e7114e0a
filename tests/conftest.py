"""What tests of the program share."""

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from typer.testing import CliRunner, Result

from sayso_cli.main import app

ROOT = Path(__file__).parent.parent

# `make test-all` sets it: then nothing of what is long by nature is left out.
THOROUGH = "SAYSO_THOROUGH" in os.environ


def thorough(examples: int) -> settings:
    """The same examples on every run, as many as that (`make test`: an eighth), however long each takes.

    With `SAYSO_EXAMPLES=10` in the environment ten times as many, other ones on every run.
    """
    times = int(os.environ.get("SAYSO_EXAMPLES", "1"))
    return settings(
        max_examples=max(examples * times // (1 if THOROUGH else 8), 5),
        derandomize=times == 1,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


settings.register_profile("sayso", thorough(100))
settings.load_profile("sayso")

# What a shell starts in the background ignores SIGINT, and so would the processes that tests interrupt.
signal.signal(signal.SIGINT, signal.default_int_handler)

# What finds something in every record as small as those of the tests.
NEEDLESS = "evidence,dates,consistency,fairness,verification,upkeep,unvouched-voice"

SKIPPED = pytest.StashKey[Counter[str]]()

Run = Callable[..., Result]
Process = Callable[..., "subprocess.CompletedProcess[bytes]"]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave to `make test-all` what is marked `thorough`, but for one in so many of its cases."""
    if THOROUGH:
        return
    cases: Counter[str] = Counter()
    kept: list[pytest.Item] = []
    left: list[pytest.Item] = []
    for item in items:
        name = item.nodeid.partition("[")[0]
        one_in = min((mark.kwargs.get("one_in", 0) for mark in item.iter_markers("thorough")), default=1)
        (kept if one_in and cases[name] % one_in == 0 else left).append(item)
        cases[name] += 1
    items[:] = kept
    config.hook.pytest_deselected(items=left)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Remember why tests were skipped."""
    reasons = (report.longrepr[2] for report in terminalreporter.stats.get("skipped", []))
    config.stash[SKIPPED] = Counter(reason.removeprefix("Skipped: ") for reason in reasons)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Say in the last line what was skipped, and how it can be had."""
    if skipped := config.stash.get(SKIPPED, None):
        told = "; ".join(f"{number}: {reason}" for reason, number in skipped.most_common())
        print(f"{skipped.total()} tests were skipped. {told}")


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
            args = ("check", "--ignore", NEEDLESS, *args[1:])
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
