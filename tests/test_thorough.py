"""What `make test` leaves to `make test-all`, and what the last line of both says."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import ROOT

TESTS = """
import pytest

@pytest.mark.thorough(one_in=3)
@pytest.mark.parametrize("number", range(7))
def test_share(number): pass

@pytest.mark.thorough
def test_long(): pass

@pytest.mark.parametrize("number", range(2))
def test_skipped(number): pytest.skip("no moon here; `make moon` brings it")
"""


@pytest.mark.parametrize(
    ("env", "passed"), [({}, "3 passed, 2 skipped, 5 deselected"), ({"SAYSO_THOROUGH": "1"}, "8 passed")]
)
def test_share_and_last_line(env: dict[str, str], passed: str, tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(TESTS, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = thorough\n", encoding="utf-8")
    scrubbed = {
        name: value for name, value in os.environ.items() if not name.startswith(("SAYSO", "COV", "PYTEST"))
    }
    path = os.pathsep.join(map(str, (ROOT, ROOT / "checks", ROOT / "cli")))
    result = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-p", "no:cacheprovider", "."],
        cwd=tmp_path,
        env={**scrubbed, **env, "PYTHONPATH": path},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 0, result.stdout
    *_, closing, last = result.stdout.splitlines()
    assert passed in closing
    assert last == "2 tests were skipped. 2: no moon here; `make moon` brings it"
