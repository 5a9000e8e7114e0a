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


@pytest.fixture
def work(git: Any, tmp_path: Path) -> Path:
    """A repository that takes the hook, which is not installed in it yet."""
    hooks, work = tmp_path / "hooks", tmp_path / "work"
    for folder in (hooks, work):
        folder.mkdir()
        git(folder, "git", "init", "-q", "--initial-branch=main")
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
    return work


def test_hook(git: Any, work: Path) -> None:
    (work / "sub").mkdir()
    for name in ("claims.json", "energy.claims.json"):
        write(work / name, record(SOUND))
    line = '{"record": "party", "id": "a", "name": "A"}\n'
    (work / "sub" / "claims.jsonl").write_text(line, encoding="utf-8")
    (work / "package.json").write_text("{}", encoding="utf-8")
    (work / "disclaims.json").write_text("{}", encoding="utf-8")
    # What lies in the repository is checked, and never imported.
    text = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
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


OWNED = PARTIES | {"institute": {"name": "Grid Institute", "controlled_by": ["ministry"]}}
REGISTER = {"version": 1, "parties": PARTIES, "sources": SOURCES}
USER = {"version": 1, "include": ["register.json"]}
SINGLE_NOW = SINGLE | {"standing": "single-source"}


@pytest.mark.thorough
def test_two_changes_that_are_sound_alone(git: Any, work: Path) -> None:
    """One adds a link of control, the other a claim on that voice: only their merge is unsound."""
    write(work / "register.json", REGISTER)
    write(work / "claims.json", USER | {"claims": []})
    git(work, "pre-commit", "install", "--hook-type", "pre-commit", "--hook-type", "pre-merge-commit")
    git(work, "git", "add", ".")
    git(work, "git", "commit", "-qm", "base")
    git(work, "git", "checkout", "-qb", "claim")
    write(work / "claims.json", USER | {"claims": [SINGLE_NOW]})
    git(work, "git", "commit", "-qam", "claim")
    git(work, "git", "checkout", "-q", "main")
    write(work / "register.json", REGISTER | {"parties": OWNED})
    git(work, "git", "commit", "-qam", "owned")
    for into, other in (("main", "claim"), ("claim", "main")):
        git(work, "git", "checkout", "-q", into)
        refused = git(work, "git", "merge", other, check=False)
        assert refused.returncode == 1
        assert "1 CLAIM RESTS ONLY ON THE CLAIMANT'S OWN ASSERTION" in refused.stdout + refused.stderr
        git(work, "git", "merge", "--abort")
    # A conflict is resolved in a commit of its own, which the hook sees.
    write(work / "claims.json", USER | {"claims": [FLAGGED]})
    refused = git(work, "git", "commit", "-qam", "flagged", check=False)
    assert refused.returncode == 1
    write(work / "claims.json", USER | {"title": "Grid", "claims": []})
    git(work, "git", "commit", "-qam", "title")
    git(work, "git", "checkout", "-q", "main")
    write(work / "claims.json", USER | {"title": "Power", "claims": []})
    git(work, "git", "commit", "-qam", "another title")
    assert git(work, "git", "merge", "claim", check=False).returncode == 1
    git(work, "git", "add", ".")
    refused = git(work, "git", "commit", "-qm", "with the marks of the conflict", check=False)
    assert refused.returncode == 1
    assert "invalid-json" in refused.stderr
    write(work / "claims.json", USER | {"claims": [SINGLE_NOW]})
    git(work, "git", "add", ".")
    assert "RESTS ONLY" in git(work, "git", "commit", "-qm", "merge", check=False).stderr


@pytest.mark.thorough
def test_the_hook_in_ci(git: Any, work: Path, tmp_path: Path) -> None:
    """Run over the files of a fork's change, in a shallow clone of it and in a work tree beside another."""
    write(work / "claims.json", record(SOUND))
    git(work, "git", "add", ".")
    git(work, "git", "commit", "-qm", "base")
    git(tmp_path, "git", "clone", "-q", work, "fork")
    fork = tmp_path / "fork"
    write(fork / "more.claims.json", record(FLAGGED))
    git(fork, "git", "add", ".")
    git(fork, "git", "commit", "-qm", "flagged")
    git(tmp_path, "git", "clone", "-q", "--depth=1", fork.as_uri(), "shallow")
    git(fork, "git", "worktree", "add", "-q", "--detach", "../beside")
    for folder in ("shallow", "beside"):
        result = git(tmp_path / folder, "pre-commit", "run", "--all-files", check=False)
        assert result.returncode == 1
        assert "1 CLAIM RESTS ONLY" in result.stdout
    ends = ("--from-ref", "HEAD~1", "--to-ref", "HEAD")
    assert git(fork, "pre-commit", "run", *ends, check=False).returncode == 1
    # Without what it is compared with there is nothing to be seen, and that fails.
    assert git(tmp_path / "shallow", "pre-commit", "run", *ends, check=False).returncode not in (0, 1)


def test_a_register_that_is_removed(git: Any, work: Path) -> None:
    """No file is named to the hook then: it looks for what includes the register."""
    (work / "sub").mkdir(exist_ok=True)
    write(work / "register.json", REGISTER)
    write(work / "sub" / "claims.json", USER | {"include": ["../register.json"], "claims": [SINGLE_NOW]})
    git(work, "pre-commit", "install")
    git(work, "git", "add", ".")
    git(work, "git", "commit", "-qm", "base")
    git(work, "git", "rm", "-q", "register.json")
    refused = git(work, "git", "commit", "-qm", "removed", check=False)
    assert refused.returncode == 1
    assert "bad-include" in refused.stderr
    told = (
        "register.json is removed, and sub/claims.json includes it; 1 claim cannot be judged without: single"
    )
    assert told in refused.stderr
    # In CI pre-commit looks at what was committed.
    git(work, "git", "commit", "-qm", "removed", "--no-verify")
    ends = ("--from-ref", "HEAD~1", "--to-ref", "HEAD")
    assert "bad-include" in git(work, "pre-commit", "run", *ends, check=False).stdout
    # What needs it no more, and a commit of other files, pass.
    write(work / "sub" / "claims.json", record(SINGLE_NOW))
    git(work, "git", "add", ".")
    git(work, "git", "commit", "-qm", "mended")
    (work / "readme.txt").write_text("x", encoding="utf-8")
    git(work, "git", "add", ".")
    git(work, "git", "commit", "-qm", "other")


def test_manifest(git: Any, tmp_path: Path) -> None:
    git(tmp_path, "pre-commit", "validate-manifest", ROOT / ".pre-commit-hooks.yaml")
