"""The folder of a site: written as a whole, and never over what somebody else wrote."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.record.disk import SITE_MARK
from sayso_cli.site.folder import FolderRefused, write_folder

FILES = (("claims/a.html", "a"), ("index.html", "i"))


def held(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file() and path.name != SITE_MARK
    }


def broken() -> Iterator[tuple[str, str]]:
    yield from FILES
    raise RuntimeError("broken")


def test_new_then_replaced_as_a_whole(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "site"
    assert write_folder(target, FILES) == 2
    assert held(target) == dict(FILES)
    assert write_folder(target, [("index.html", "new")]) == 1
    assert held(target) == {"index.html": "new"}
    assert os.listdir(target.parent) == ["site"]


def test_an_empty_folder_is_used(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    write_folder(tmp_path / "site", FILES)
    assert held(tmp_path / "site") == dict(FILES)


def test_mode_is_that_of_new_folders_and_files(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_folder(tmp_path / "site", FILES)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "site").stat().st_mode) == 0o750
    assert stat.S_IMODE((tmp_path / "site" / "index.html").stat().st_mode) == 0o640


@pytest.mark.parametrize("old", [True, False])
def test_a_broken_run_leaves_what_was_there(tmp_path: Path, old: bool) -> None:
    if old:
        write_folder(tmp_path / "site", FILES)
    with pytest.raises(RuntimeError, match="broken"):
        write_folder(tmp_path / "site", broken())
    assert os.listdir(tmp_path) == (["site"] if old else [])
    assert not old or held(tmp_path / "site") == dict(FILES)


def test_a_swap_that_fails_is_undone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_folder(tmp_path / "site", FILES)
    rename, calls = os.rename, []

    def failing(one: object, other: object) -> None:
        calls.append(one)
        if len(calls) == 2:
            raise OSError("full")
        rename(one, other)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "rename", failing)
    with pytest.raises(OSError, match="full"):
        write_folder(tmp_path / "site", [("index.html", "new")])
    assert os.listdir(tmp_path) == ["site"]
    assert held(tmp_path / "site") == dict(FILES)


def test_two_files_that_are_one_on_this_file_system(tmp_path: Path) -> None:
    with pytest.raises(FileExistsError):
        write_folder(tmp_path / "site", [("index.html", "a"), ("index.html", "b")])
    assert os.listdir(tmp_path) == []


def spoil(site: Path, how: str, outside: Path) -> None:
    """Make `site` one that sayso did not write alone."""
    match how:
        case "foreign":
            (site / SITE_MARK).unlink()
        case "other list":
            (site / SITE_MARK).write_text("index.html\n", encoding="utf-8")
        case "no text":
            (site / SITE_MARK).write_bytes(b"\xff")
        case "empty list":
            (site / SITE_MARK).write_text("", encoding="utf-8")
        case "linked list":
            (site / SITE_MARK).rename(outside / "list")
            (site / SITE_MARK).symlink_to(outside / "list")
        case "file":
            (site / "CNAME").write_text("example.org", encoding="utf-8")
        case "deep file":
            (site / "claims" / "mine.html").write_text("mine", encoding="utf-8")
        case "folder":
            (site / ".git").mkdir()
        case "linked folder":
            (site / "claims" / "a.html").unlink()
            (site / "claims").rmdir()
            (site / "claims").symlink_to(outside)
        case "linked file":
            (site / "index.html").unlink()
            (site / "index.html").symlink_to(outside / "precious")
        case "folder for a file":
            (site / "index.html").unlink()
            (site / "index.html").mkdir()


@pytest.mark.parametrize(
    "how",
    [
        "foreign",
        "other list",
        "no text",
        "empty list",
        "linked list",
        "file",
        "deep file",
        "folder",
        "linked folder",
        "linked file",
        "folder for a file",
    ],
)
def test_what_sayso_did_not_write_alone_is_refused(tmp_path: Path, how: str) -> None:
    outside, site = tmp_path / "outside", tmp_path / "site"
    outside.mkdir()
    (outside / "precious").write_text("precious", encoding="utf-8")
    write_folder(site, FILES)
    spoil(site, how, outside)
    before = sorted(path.as_posix() for path in tmp_path.rglob("*"))
    with pytest.raises(FolderRefused, match="site"):
        write_folder(site, [("index.html", "new")])
    assert sorted(path.as_posix() for path in tmp_path.rglob("*")) == before
    assert (outside / "precious").read_text(encoding="utf-8") == "precious"


def test_a_link_a_file_and_the_working_folder_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    (tmp_path / "file").write_text("f", encoding="utf-8")
    monkeypatch.chdir(tmp_path / "real")
    for name, why in (("link", "symbolic link"), ("file", "no folder"), ("real", "the working folder")):
        with pytest.raises(FolderRefused, match=why):
            write_folder(tmp_path / name, FILES)
    assert os.listdir(tmp_path / "real") == []
