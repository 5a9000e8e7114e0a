"""What is installed is what is tested: the wheel, in an empty environment, away from this folder."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from sayso import __version__

ROOT = Path(__file__).parent.parent
# What tells a program where else to look, or how to behave.
SCRUBBED = ("PYTHON", "VIRTUAL_ENV", "SAYSO", "COV_", "COVERAGE", "NO_COLOR", "FORCE_COLOR", "COLUMNS")


def clean() -> dict[str, str]:
    """The environment without what would leak this one into another."""
    return {name: value for name, value in os.environ.items() if not name.startswith(SCRUBBED)}


def ran(*command: object, folder: Path) -> "subprocess.CompletedProcess[str]":
    """Run a command in `folder`."""
    return subprocess.run(
        list(map(str, command)),
        cwd=folder,
        env=clean(),
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this folder."""
    folder = tmp_path_factory.mktemp("wheel")
    build = (sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-deps")
    done = ran(*build, "--no-build-isolation", "--wheel-dir", folder, ROOT, folder=folder)
    assert done.returncode == 0, done.stderr
    (path,) = folder.glob("*.whl")
    return path


def test_wheel_holds_what_it_should(wheel: Path) -> None:
    """Both packages as they are here, with schema and type markers; and nothing else."""
    expected = {
        path.relative_to(root).as_posix(): path
        for root in (ROOT / "checks", ROOT / "cli")
        for path in root.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    } | {"sayso/schema.json": ROOT / "schema.json"}
    assert {
        "sayso/py.typed",
        "sayso_cli/py.typed",
        "sayso/report/engine.py",
        "sayso_cli/main.py",
    } <= expected.keys()
    assert {"sayso/schema.json", "sayso/record/lock.schema.json"} <= expected.keys()
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
        assert held == expected.keys()
        assert not [name for name, path in expected.items() if archive.read(name) != path.read_bytes()]
        (about,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        metadata = archive.read(about).decode()
        assert any(name.endswith("/LICENSE") for name in archive.namelist())
    assert f"\nVersion: {__version__}\n" in metadata
    assert "\nRequires-Python: >=3.11\n" in metadata
    assert "\nLicense-Expression: Apache-2.0\n" in metadata


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the programs of an environment that holds the wheel, what it needs, and no more."""
    folder = tmp_path_factory.mktemp("empty")
    done = ran(sys.executable, "-m", "venv", folder / "env", folder=folder)
    assert done.returncode == 0, done.stderr
    programs = folder / "env" / ("Scripts" if sys.platform == "win32" else "bin")
    pip = (programs / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    locked = ("--constraint", constraints(folder)) if (ROOT / "requirements.lock").exists() else ()
    done = ran(*pip, "--no-compile", *locked, wheel, folder=folder)
    assert done.returncode == 0, done.stderr
    return programs


def constraints(folder: Path) -> Path:
    """The locked versions, without their hashes, which the wheel itself has none of."""
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    pinned = [line.rstrip(" \\") for line in lines if "==" in line and not line.startswith((" ", "#"))]
    path = folder / "constraints.txt"
    path.write_text("\n".join(pinned), encoding="utf-8")
    return path


def test_installed_program(installed: Path, tmp_path: Path) -> None:
    """It does the main job there, on the worked record."""
    record = tmp_path / "claims.json"
    record.write_bytes((ROOT / "claims.json").read_bytes())
    where = ran(installed / "python", "-c", "import sayso, sayso_cli; print(sayso.__file__)", folder=tmp_path)
    assert "site-packages" in where.stdout
    assert str(ROOT) not in where.stdout
    sayso = installed / "sayso"
    assert ran(sayso, "--version", folder=tmp_path).stdout == f"sayso {__version__}\n"
    checked = ran(sayso, "check", "claims.json", folder=tmp_path)
    assert checked.returncode == 0, checked.stderr
    assert "28 rest only on the claimant's own assertion" in checked.stdout
    report = json.loads(ran(sayso, "check", "--format", "json", "claims.json", folder=tmp_path).stdout)
    assert report["summary"]["error"] == 0
    assert report["summary"]["standings"]["self-asserted"] > 0
    explained = ran(sayso, "explain", "self-asserted", folder=tmp_path)
    assert explained.returncode == 0
    assert explained.stdout.startswith("# self-asserted (standing; ")
    assert ran(installed / "python", "-m", "sayso_cli", "--help", folder=tmp_path).returncode == 0
    # What is wrong with a record is explained from the schema that was installed.
    broken = {"version": 1, "claims": [{"id": "a", "statment": "S", "url": "not a url"}]}
    (tmp_path / "broken.json").write_text(json.dumps(broken), encoding="utf-8")
    checked = ran(sayso, "check", "broken.json", folder=tmp_path)
    assert checked.returncode == 1, checked.stderr
    assert "did you mean `statement`?" in checked.stdout
    assert "`claimant` is missing" in checked.stdout


def test_a_lock_needs_no_extra(installed: Path, tmp_path: Path) -> None:
    """What verifies needs one; what it left in the lock, `check` reads without, and finds its faults."""
    sayso = installed / "sayso"
    assert ran(sayso, "init", folder=tmp_path).returncode == 0
    refused = ran(sayso, "verify", folder=tmp_path)
    assert refused.returncode == 2
    assert "pip install 'sayso[verify]'" in refused.stderr
    lock = tmp_path / "claims.lock.json"
    entry = {"at": "2025-03-06T12:00:00Z", "outcome": "gone", "url": "https://ministry.example/releases/17"}
    lock.write_text(json.dumps({"version": 1, "sources": {"ministry-release": entry}}), encoding="utf-8")
    check = (sayso, "check", "--fail-on", "warning", "--select", "verification", "claims.json")
    checked = ran(*check, folder=tmp_path)
    assert checked.returncode == 1, checked.stderr
    assert "dead-link" in checked.stdout
    # What is wrong with a lock is explained from its schema.
    entry["outcome"] = "fine"
    lock.write_text(json.dumps({"version": 1, "sources": {"ministry-release": entry}}), encoding="utf-8")
    checked = ran(sayso, "check", "-v", "claims.json", folder=tmp_path)
    assert checked.returncode == 1, checked.stderr
    assert "this does not fit; expected is: What became of opening it" in " ".join(checked.stdout.split())


def test_the_site_needs_its_extra(wheel: Path, installed: Path, tmp_path: Path) -> None:
    """Without it the program says what to install; with it the templates and the style are in the wheel."""
    record, sayso = ROOT / "claims.json", installed / "sayso"
    refused = ran(sayso, "report", record, folder=tmp_path)
    assert refused.returncode == 2
    assert "pip install 'sayso[report]'" in refused.stderr
    assert ran(sayso, "graph", "apt31-china-linked", record, folder=tmp_path).returncode == 0
    pip = (installed / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    done = ran(*pip, "--constraint", constraints(tmp_path), f"{wheel}[report]", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    written = ran(sayso, "report", record, "-o", "site", folder=tmp_path)
    assert written.returncode == 0, written.stderr
    assert (tmp_path / "site" / "claims" / "apt31-china-linked.html").is_file()
