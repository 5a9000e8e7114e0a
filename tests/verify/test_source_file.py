"""Sources that are files."""

import hashlib
import os
from pathlib import Path

import pytest

from sayso.record.model import Source
from sayso.verify.fetch import Fetched
from sayso.verify.source_file import fetch_file, has_recorded_hash


def source(file: str, sha256: str = "") -> Source:
    return Source(title="A", by=("a",), basis="statement", file=file, sha256=sha256)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a claim file in a folder, and texts beside it and above it."""
    folder = tmp_path / "project"
    (folder / "claims" / "texts").mkdir(parents=True)
    (folder / "pyproject.toml").touch()
    (folder / "claims" / "claims.json").write_text("{}")
    (folder / "claims" / "texts" / "a.txt").write_text("The dam holds.")
    (folder / "b.HTML").write_text("<p>b")
    (tmp_path / "secret.txt").write_text("secret")
    return folder


def see(project: Path, name: str, limit: int = 1000) -> Fetched:
    return fetch_file(source(name), str(project / "claims" / "claims.json"), limit)


def test_a_file_is_read(project: Path) -> None:
    assert see(project, "texts/a.txt") == Fetched(
        "texts/a.txt", "ok", media_type="text/plain", body=b"The dam holds."
    )
    assert see(project, "../b.HTML").media_type == "text/html"
    assert see(project, "../pyproject.toml") == Fetched("../pyproject.toml", "ok")


def test_beside_a_claim_file_that_is_a_link(project: Path) -> None:
    """Paths are looked up from where the claim file really is."""
    (project / "link.json").symlink_to(project / "claims" / "claims.json")
    assert fetch_file(source("texts/a.txt"), str(project / "link.json")).outcome == "ok"


@pytest.mark.parametrize(
    ("name", "outcome", "reason"),
    [
        ("/etc/passwd", "refused", "the path is not a relative one, with `/`"),
        ("C:a.txt", "refused", "the path is not a relative one, with `/`"),
        ("texts\\a.txt", "refused", "the path is not a relative one, with `/`"),
        ("../../secret.txt", "refused", "the path leads outside the project"),
        ("texts/link.txt", "refused", "the path leads outside the project"),
        ("../.git/config", "refused", "the file is hidden, or in a hidden folder"),
        ("texts/.env", "refused", "the file is hidden, or in a hidden folder"),
        ("texts/keys.txt", "refused", "the file is hidden, or in a hidden folder"),
        ("texts", "refused", "this is no regular file"),
        ("texts/pipe", "refused", "this is no regular file"),
        ("texts/none.txt", "gone", "there is no such file"),
        ("texts/a.txt/b", "gone", "there is no such file"),
        ("a\0b", "unreachable", "the file cannot be read: no file can have that name"),
        ("x" * 5000, "unreachable", "the file cannot be read: File name too long"),
        ("texts/large.txt", "too-large", "the file is larger than 0 MiB"),
    ],
)
def test_what_is_not_read(name: str, outcome: str, reason: str, project: Path) -> None:
    (project / "claims" / "texts" / "link.txt").symlink_to(project.parent / "secret.txt")
    (project / "claims" / "texts" / "large.txt").write_bytes(b"x" * 1001)
    os.mkfifo(project / "claims" / "texts" / "pipe")
    (project / ".git").mkdir()
    (project / ".git" / "config").write_text("extraheader = AUTHORIZATION: basic c2VjcmV0")
    (project / "claims" / "texts" / ".env").write_text("KEY=secret")
    (project / "claims" / "texts" / "keys.txt").symlink_to(".env")
    seen = see(project, name)
    assert (seen.url, seen.outcome, seen.reason) == (name, outcome, reason)
    assert not seen.body


def test_hash() -> None:
    seen = Fetched("a.txt", "ok", body=b"The dam holds.")
    digest = hashlib.sha256(b"The dam holds.").hexdigest()
    assert has_recorded_hash(source("a.txt"), seen)
    assert has_recorded_hash(source("a.txt", digest), seen)
    assert not has_recorded_hash(source("a.txt", "0" * 64), seen)
