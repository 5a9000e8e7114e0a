"""The image: its recipe is linted, and what it puts together runs; it is not built here."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ..cli.records import FLAGGED, record, write
from ..conftest import ROOT

DOCKERFILE = ROOT / "Dockerfile"


def test_linter() -> None:
    hadolint = Path(sys.executable).with_name("hadolint")
    if not hadolint.exists():
        pytest.skip("no hadolint for this system")
    result = subprocess.run([hadolint, DOCKERFILE], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


def test_layout(tmp_path: Path) -> None:
    """What is copied is not kept out by `.dockerignore`, and is all that sayso needs beside its libraries."""
    lines = DOCKERFILE.read_text(encoding="utf-8").splitlines()
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    for line in lines:
        if line.startswith("COPY ") and "--from" not in line:
            *sources, target = line.removeprefix("COPY ").split()
            for source in sources:
                assert f"!{source}" in ignored
                to = tmp_path / target.strip("/")
                if (ROOT / source).is_dir():
                    shutil.copytree(ROOT / source, to)
                else:
                    shutil.copy(ROOT / source, to / source if target != "/" else tmp_path)
    assert any(line.startswith("USER ") and "root" not in line for line in lines)
    assert all("python -I " in line for line in lines if "python -" in line)
    entry = json.loads(next(line for line in lines if line.startswith("ENTRYPOINT ")).split(" ", 1)[1])
    assert entry[1] == "-I"
    write(tmp_path / "claims.json", record(FLAGGED))
    # The folder that the image names in a `.pth` file.
    code = f"import sys; sys.path.insert(0, {str(tmp_path / 'sayso')!r}); import sayso_cli.__main__"
    result = subprocess.run(
        [sys.executable, "-I", "-B", "-c", code, "check", "claims.json"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 1, result.stderr
    assert "CLAIM RESTS ONLY" in result.stdout
