"""Files are written whole or not at all, and never over what somebody else wrote."""

import errno
import json
import os
import random
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sayso_cli import files
from sayso_cli.files import _prefix, create, replace

from . import writing
from .writing import PARTY, STARTER, Terminal, fill, finish, sayso, start, strays

NEEDS_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals, limits or signals")
NEW = b"new\n"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "claims.json"
    path.write_text(STARTER)
    return path


def test_replaces_and_keeps_mode_and_link(target: Path, tmp_path: Path) -> None:
    target.chmod(0o640)
    link = tmp_path / "link.json"
    link.symlink_to(target.name)
    replace(link, NEW, before=STARTER.encode())
    assert link.is_symlink()
    assert target.read_bytes() == NEW
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert strays(tmp_path) == []


def test_a_new_file_has_the_mode_of_new_files(tmp_path: Path) -> None:
    for name, write in (("a", replace), ("b", create)):
        write(tmp_path / name, NEW)
        (tmp_path / "usual").write_bytes(NEW)
        assert (tmp_path / name).stat().st_mode == (tmp_path / "usual").stat().st_mode
    assert strays(tmp_path) == []


def test_keeps_the_owner_where_it_can(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[object] = []
    monkeypatch.setattr(os, "chown", lambda *args: given.append(args[1:]))
    replace(target, NEW)
    status = target.stat()
    assert given == [(status.st_uid, status.st_gid)]

    def refuse(*args: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "chown", refuse)
    replace(target, b"newer\n")
    assert target.read_bytes() == b"newer\n"


def test_nobody_else_reads_it_meanwhile(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even for an instant, if nobody else can read the file."""
    target.chmod(0o600)
    modes, real = [], os.chmod

    def chmod(path: Any, mode: int, **more: Any) -> None:
        modes.append(mode & 0o777)
        real(path, mode, **more)

    monkeypatch.setattr(os, "chmod", chmod)
    replace(target, NEW, before=STARTER.encode())
    assert set(modes) == {0o600}


def test_a_device_is_written_to(tmp_path: Path) -> None:
    replace(Path(os.devnull), NEW)
    assert not Path(os.devnull).is_file()


def test_changed_meanwhile(target: Path) -> None:
    with pytest.raises(OSError, match="changed meanwhile"):
        replace(target, NEW, before=b"as it was")
    assert target.read_text() == STARTER
    assert strays(target.parent) == []


def test_gone_meanwhile(target: Path) -> None:
    target.unlink()
    with pytest.raises(FileNotFoundError):
        replace(target, NEW, before=STARTER.encode())
    assert not target.exists()


def test_read_only(target: Path) -> None:
    """The bits count, for the superuser as well."""
    target.chmod(0o444)
    for was in (None, STARTER.encode()):
        with pytest.raises(PermissionError, match="read-only"):
            replace(target, NEW, before=was)
    assert target.read_text() == STARTER
    assert strays(target.parent) == []


def test_no_right_to_write(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *args: False)
    with pytest.raises(PermissionError, match="read-only"):
        replace(target, NEW)
    assert target.read_text() == STARTER


def test_something_in_the_way(tmp_path: Path) -> None:
    """A folder of the name, or a file where the folder should be."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(IsADirectoryError):
        replace(tmp_path / "folder", NEW)
    for path in (tmp_path / "file" / "a", tmp_path / "none" / "a"):
        with pytest.raises(OSError, match="directory"):
            create(path, NEW)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder"]


@pytest.mark.parametrize("step", ["os.fsync", "os.chmod", "os.replace", "shutil.copystat"])
def test_a_fault_at_any_step(target: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """The old file is still there, and nothing else."""

    def refuse(*args: object, **more: object) -> None:
        raise OSError(errno.EIO, "no")

    monkeypatch.setattr(step, refuse)
    with pytest.raises(OSError, match="no"):
        replace(target, NEW, before=STARTER.encode())
    assert target.read_text() == STARTER
    assert strays(target.parent) == []


def test_folders_that_cannot_be_synced(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, opened = os.open, []

    def open_files(path: Any, flags: int, *more: Any) -> int:
        if os.path.isdir(path):
            opened.append(path)
            raise PermissionError
        return real(path, flags, *more)

    monkeypatch.setattr(os, "open", open_files)
    replace(target, NEW, before=STARTER.encode())
    assert target.read_bytes() == NEW
    assert opened == [str(target.parent)]


def test_create_never_overwrites(target: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FileExistsError):
        create(target, NEW)
    (tmp_path / "nowhere").symlink_to(tmp_path / "none")
    with pytest.raises(FileExistsError):
        create(tmp_path / "nowhere", NEW)

    def refuse(*args: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    with pytest.raises(FileExistsError):
        create(target, NEW)
    create(tmp_path / "other.json", NEW)
    assert (tmp_path / "other.json").read_bytes() == NEW
    assert target.read_text() == STARTER
    assert strays(tmp_path) == []


def test_what_a_killed_run_left_is_removed(target: Path, tmp_path: Path) -> None:
    """That of the same file only, and not where there are no locks."""
    mine, other = Path(f"{_prefix(str(target))}abcdefgh"), Path(f"{_prefix('other.json')}abcdefgh")
    for stray in (mine, other):
        (tmp_path / stray).write_bytes(b"half")
    replace(target, NEW, before=STARTER.encode())
    assert strays(tmp_path) == [tmp_path / other]


@NEEDS_POSIX
def test_waits_for_the_lock(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    monkeypatch.setattr(files, "_MAX_LOCK_SECONDS", 0.1)
    handle = os.open(target, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    with pytest.raises(OSError, match="holds a lock"):
        replace(target, NEW, before=STARTER.encode())
    pauses = []

    def free(seconds: float) -> None:
        pauses.append(seconds)
        fcntl.flock(handle, fcntl.LOCK_UN)

    monkeypatch.setattr(time, "sleep", free)
    replace(target, NEW, before=STARTER.encode())
    assert len(pauses) == 1
    os.close(handle)


@NEEDS_POSIX
def test_locks_the_file_that_stands_there_now(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not the one that another run has just replaced."""
    import fcntl

    locks, real = [], fcntl.flock

    def lock(handle: int, how: int) -> None:
        real(handle, how)
        locks.extend([handle] * bool(how & fcntl.LOCK_EX))
        if locks == [handle] and how & fcntl.LOCK_EX:
            replace(target, STARTER.encode())

    monkeypatch.setattr(fcntl, "flock", lock)
    replace(target, NEW, before=STARTER.encode())
    assert target.read_bytes() == NEW
    assert len(locks) == 2


@pytest.mark.parametrize("missing", ["module", "locks"])
@NEEDS_POSIX
def test_systems_without_locks(target: Path, monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    """What is left by others might be in use there."""
    import fcntl

    def refuse(*args: object) -> None:
        raise OSError(errno.ENOLCK, "no locks")

    if missing == "module":
        monkeypatch.setitem(sys.modules, "fcntl", None)
    else:
        monkeypatch.setattr(fcntl, "flock", refuse)
    stray = target.parent / f"{_prefix(str(target))}abcdefgh"
    stray.write_bytes(b"half")
    replace(target, NEW, before=STARTER.encode())
    assert target.read_bytes() == NEW
    assert stray.exists()


def _big(entries: int) -> str:
    parties = ",".join(f'"p{index}":{{"name":"Party {index}"}}' for index in range(entries))
    return f'{{"version":1,"parties":{{{parties}}}}}'


@NEEDS_POSIX
@pytest.mark.parametrize("command", [PARTY, ("fmt", "claims.json")])
def test_killed_at_any_point(target: Path, tmp_path: Path, command: tuple[str, ...]) -> None:
    """The old file or the new one; at most one temporary file, which the next run removes."""
    old = _big(3000)
    target.write_text(old)
    began = time.monotonic()
    assert finish(start(tmp_path, *command)) == 0
    whole = time.monotonic() - began
    new = target.read_text()
    assert new != old
    seen = set()
    for turn in range(10):
        target.write_text(old)
        run = start(tmp_path, *command)
        # Half of the kills fall on the last part of the run, in which it writes.
        time.sleep(random.uniform(0.5 * (turn % 2), 1.1) * whole)
        run.send_signal(signal.SIGKILL)
        finish(run)
        text = target.read_text()
        assert text in (old, new)
        seen.add(text)
        assert len(strays(tmp_path)) <= 1
        assert sorted(path.name for path in tmp_path.iterdir() if path.name[0] != ".") == ["claims.json"]
    target.write_text(old)
    assert finish(start(tmp_path, *command)) == 0
    assert strays(tmp_path) == []
    assert target.read_text() == new


@NEEDS_POSIX
@pytest.mark.parametrize("moment", ["os.fsync", "os.chmod", "shutil.copystat", "os.replace"])
@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_at_each_step(target: Path, tmp_path: Path, moment: str, when: str) -> None:
    """The same, at the steps of writing themselves."""
    module, name = moment.split(".")
    script = f"""
import os, signal, shutil, sys
from sayso_cli.main import main
real = {moment}
def die(*args, **given):
    if {when == "after"}:
        real(*args, **given)
    os.kill(os.getpid(), signal.SIGKILL)
{module}.{name} = die
sys.argv = ["sayso", *{PARTY!r}]
main()
"""
    run = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, check=False, capture_output=True)
    assert run.returncode == -signal.SIGKILL
    text = target.read_text()
    if moment == "os.replace" and when == "after":
        assert '"new"' in text
    else:
        assert text == STARTER
        assert len(strays(tmp_path)) == 1
        assert sayso(*PARTY, target).exit_code == 0
    assert strays(tmp_path) == []


@NEEDS_POSIX
def test_many_at_once(target: Path, tmp_path: Path) -> None:
    """Who says that an entry was added has added it; the others say that the file was changed."""
    runs = {
        f"p{index}": start(tmp_path, "add", "party", "--id", f"p{index}", "--name", "P") for index in range(8)
    }
    added = set()
    for id, run in runs.items():
        _, err = run.communicate(timeout=60)
        if run.returncode == 0:
            added.add(id)
        else:
            assert b"error: cannot write claims.json: the file was changed meanwhile" in err
    assert added
    assert json.loads(target.read_text())["parties"].keys() == {"state", "ledger", *added}
    assert strays(tmp_path) == []


@NEEDS_POSIX
@pytest.mark.parametrize("command", [PARTY, ("fmt", "claims.json")])
def test_full_disk(target: Path, tmp_path: Path, command: tuple[str, ...]) -> None:
    """As far as a limit on the size of files can stand for it: the write fails half way."""
    import resource

    old = _big(2000)
    target.write_text(old)
    run = start(
        tmp_path,
        *command,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000)),
    )
    _, err = run.communicate(timeout=60)
    assert run.returncode == 2
    assert b"error: cannot write claims.json: File too large" in err
    assert err.count(b"error:") == 1
    assert b"Traceback" not in err
    assert target.read_text() == old
    assert strays(tmp_path) == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    yield from writing.small_disk(tmp_path / "disk")


def test_disk_that_is_full(small_disk: Path) -> None:
    target, old = small_disk / "claims.json", _big(3000)
    target.write_text(old)
    fill(small_disk)
    for command in ((*PARTY, target), ("fmt", target)):
        result = sayso(*command)
        assert result.exit_code == 2
        assert "No space left on device" in result.stderr
        assert target.read_text() == old
        assert strays(small_disk) == []


@pytest.fixture
def frozen(tmp_path: Path) -> Iterator[Path]:
    """A folder in which nothing can be written, even by the superuser."""
    folder = tmp_path / "frozen"
    folder.mkdir()
    (folder / "claims.json").write_text(STARTER.replace("  ", "\t"))
    yield folder
    subprocess.run(["chattr", "-i", str(folder)], check=False, capture_output=True)
    folder.chmod(0o700)


def test_read_only_folder(frozen: Path) -> None:
    frozen.chmod(0o500)
    if os.access(frozen, os.W_OK):
        try:
            subprocess.run(["chattr", "+i", str(frozen)], check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            pytest.skip("the superuser can write anywhere here, and no folder can be made immutable")
    for command in (PARTY, ("fmt",), ("check", "--fix")):
        result = sayso(*command, frozen / "claims.json")
        assert result.exit_code == 2
        assert result.stderr.count("error:") == 1
    assert (frozen / "claims.json").read_text() == STARTER.replace("  ", "\t")
    assert strays(frozen) == []


@NEEDS_POSIX
def test_edited_while_a_prompt_waits(target: Path, tmp_path: Path) -> None:
    """The edit stays, the answers are kept apart, and one error says so."""
    terminal = Terminal(tmp_path, "add", "party")
    terminal.answer("The name readers know it by", "New")
    terminal.answer("An id [new]", "")
    terminal.answer("What it is", "media")
    terminal.expect("The parties that can tell it what to say")
    edited = STARTER.replace("Northland", "Southland")
    target.write_text(edited)
    os.write(terminal.ours, b"state\n")
    terminal.answer("Registrable domains", "")
    status, sent = terminal.end()
    assert status == 2
    assert "error: cannot write claims.json: the file was changed meanwhile; nothing was written" in " ".join(
        sent.split()
    )
    assert target.read_text() == edited
    assert strays(tmp_path) == []


@NEEDS_POSIX
def test_interrupted_while_a_prompt_waits(target: Path, tmp_path: Path) -> None:
    for way in ("interrupted", "end of input"):
        terminal = Terminal(tmp_path, "add", "party")
        terminal.expect("The name readers know it by")
        # Python notices an interrupt only once it waits for the answer.
        time.sleep(0.5)
        if way == "interrupted":
            terminal.process.send_signal(signal.SIGINT)
        else:
            os.write(terminal.ours, b"\x04")
        status, sent = terminal.end()
        assert status == 2
        assert "stopped; nothing was written" in sent
    assert target.read_text() == STARTER
