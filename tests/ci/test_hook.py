"""The hook, run by the real pre-commit on a real repository; nothing is installed or fetched for it."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from ..cli.records import FLAGGED, PARTIES, SINGLE, SOUND, SOURCES, record, write
from ..conftest import ROOT

BIN = Path(sys.executable).parent


@pytest.fixture
def git(tmp_path: Path) -> Any:
    """Runs git, or another program, in a folder, with settings of nobody."""

    def run(folder: Path, *command: object, check: bool = True) -> subprocess.CompletedProcess[str]:
        names = {
            f"GIT_{role}_{what}": "x@example.org"
            for role in ("AUTHOR", "COMMITTER")
            for what in ("NAME", "EMAIL")
        }
        return subprocess.run(
            [*map(str, command)],
            cwd=folder,
            check=check,
            capture_output=True,
            text=True,
            timeout=120,
            env={
                "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
                "HOME": str(tmp_path),
                "PRE_COMMIT_HOME": str(tmp_path / "cache"),
                "GIT_CONFIG_GLOBAL": os.devnull,
                "GIT_CONFIG_SYSTEM": os.devnull,
                **names,
            },
        )

    return run


def test_hook(git: Any, tmp_path: Path) -> None:
    hooks, work = tmp_path / "hooks", tmp_path / "work"
    for folder in (hooks, work):
        folder.mkdir()
        git(folder, "git", "init", "-q")
    text = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    (hooks / ".pre-commit-hooks.yaml").write_text(text, encoding="utf-8")
    git(hooks, "git", "add", ".")
    git(hooks, "git", "commit", "-qm", "hooks")
    commit = git(hooks, "git", "rev-parse", "HEAD").stdout.strip()
    # The sayso of the tests stands for the one that pre-commit would install.
    config = {
        "repos": [{"repo": str(hooks), "rev": commit, "hooks": [{"id": "sayso", "language": "system"}]}]
    }
    (work / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    (work / "sub").mkdir()
    for name in ("claims.json", "energy.claims.json"):
        write(work / name, record(SOUND))
    line = '{"record": "party", "id": "a", "name": "A"}\n'
    (work / "sub" / "claims.jsonl").write_text(line, encoding="utf-8")
    (work / "package.json").write_text("{}", encoding="utf-8")
    (work / "disclaims.json").write_text("{}", encoding="utf-8")
    # What lies in the repository is checked, and never imported.
    assert yaml.safe_load(text)[0]["entry"].startswith("python -I ")
    for name in ("sayso_cli", "sayso", "msgspec", "typer"):
        (work / f"{name}.py").write_text("raise SystemExit(9)\n", encoding="utf-8")
    git(work, "pre-commit", "install")
    git(work, "git", "add", ".")
    git(work, "git", "commit", "-qm", "sound")

    write(work / "energy.claims.json", record(FLAGGED))
    git(work, "git", "add", ".")
    refused = git(work, "git", "commit", "-qm", "flagged", check=False)
    assert refused.returncode == 1
    assert "1 CLAIM RESTS ONLY ON THE CLAIMANT'S OWN ASSERTION" in refused.stderr
    assert "package.json" not in refused.stderr

    write(work / "energy.claims.json", record(FLAGGED | {"standing": "self-asserted"}))
    git(work, "git", "add", ".")
    git(work, "git", "commit", "-qm", "declared")
    assert git(work, "git", "status", "--short").stdout == ""

    # A register alone: what rests on it falls.
    register = {"version": 1, "parties": PARTIES, "sources": SOURCES}
    write(work / "register.json", register)
    write(
        work / "energy.claims.json",
        {"version": 1, "include": ["register.json"], "claims": [SINGLE | {"standing": "single-source"}]},
    )
    git(work, "git", "add", ".")
    git(work, "git", "commit", "-qm", "register")
    owned = PARTIES | {"institute": {"name": "Grid Institute", "controlled_by": ["ministry"]}}
    write(work / "register.json", register | {"parties": owned})
    git(work, "git", "add", ".")
    refused = git(work, "git", "commit", "-qm", "owned", check=False)
    assert refused.returncode == 1
    assert "1 CLAIM RESTS ONLY ON THE CLAIMANT'S OWN ASSERTION" in refused.stderr
    assert "energy.claims.json" in refused.stderr
    assert "1 overstated" in refused.stderr


def test_manifest(git: Any, tmp_path: Path) -> None:
    git(tmp_path, "pre-commit", "validate-manifest", ROOT / ".pre-commit-hooks.yaml")
