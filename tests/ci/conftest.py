"""The action as a runner has it, for all that runs its steps."""

import shutil
from pathlib import Path

import pytest

from .runner import Runner, copy_action


@pytest.fixture(scope="session")
def action(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The action as the runner fetched it."""
    if shutil.which("bash") is None:
        pytest.skip("no bash here")
    folder = tmp_path_factory.mktemp("action")
    copy_action(folder)
    return folder


@pytest.fixture(scope="session")
def temp(action: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a job in which sayso is installed."""
    folder = tmp_path_factory.mktemp("temp")
    installed = Runner(action, folder, tmp_path_factory.mktemp("empty")).install()
    assert installed.returncode == 0, installed.stderr
    return folder


@pytest.fixture
def runner(action: Path, temp: Path, tmp_path: Path) -> Runner:
    return Runner(action, temp, tmp_path)
