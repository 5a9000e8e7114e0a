"""Temporary files and folders beside their target, and the removal of what killed runs left.

The name says for which target it is. The run that writes there holds a lock on it, which the system takes
away when the run ends, however it ends: what bears such a name and can be locked is nobody's any more.
Where there are no locks, as on Windows and on some network drives, nothing is removed.
"""

import os
import re
import shutil
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO, Final

MARKER: Final = ".sayso-report"
"""The list of the files of a site, in its folder."""
OLD: Final = "-old"
"""How the name ends under which the folder before waits until the new one stands."""


@contextmanager
def temporary_file(target: str) -> Iterator[tuple[IO[bytes], str]]:
    """A new file that is to become `target`, which nobody else can read, and its name.

    It is removed at the end if it still has that name.
    """
    import tempfile

    remove_leftovers(target)
    # Another run can take the new file for a leftover until it is locked: then there is another try.
    while True:
        handle, name = tempfile.mkstemp(dir=_folder(target), prefix=_prefix(target))
        try:
            with os.fdopen(handle, "w+b") as file, in_use(name) as stands:
                if stands:
                    yield file, name
                    return
        finally:
            with suppress(FileNotFoundError):
                os.unlink(name)


@contextmanager
def temporary_folder(target: str) -> Iterator[str]:
    """The name of a new folder that is to become `target`; it is removed at the end if it still has it."""
    import tempfile

    while True:
        name = tempfile.mkdtemp(dir=_folder(target), prefix=_prefix(target))
        try:
            with in_use(name) as stands:
                if stands:
                    yield name
                    return
        finally:
            remove_folder(name)


@contextmanager
def in_use(path: str) -> Iterator[bool]:
    """Keep other runs from taking what is at `path` for a leftover; whether it still stands there."""
    try:
        import fcntl
    except ImportError:
        yield True
        return
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    except FileNotFoundError:
        yield False
        return
    try:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_SH)
        yield os.path.lexists(path)
    finally:
        os.close(handle)


def remove_leftovers(target: str) -> None:
    """Remove what runs that were killed left of writing `target`."""
    pattern = re.compile(rf"{re.escape(_prefix(target))}[a-z0-9_]{{8}}(?:{OLD})?")
    folder = _folder(target)
    with suppress(OSError):
        for name in filter(pattern.fullmatch, os.listdir(folder)):
            with suppress(OSError):
                _remove_unused(os.path.join(folder, name))


def remove_folder(folder: str) -> None:
    """Remove `folder` if it is there, its list last: what a kill leaves of it is still known as ours."""
    with suppress(OSError):
        for entry in os.scandir(folder):
            if entry.is_dir(follow_symlinks=False):
                shutil.rmtree(entry.path, ignore_errors=True)
            elif entry.name != MARKER:
                os.unlink(entry.path)
        shutil.rmtree(folder, ignore_errors=True)


def _remove_unused(path: str) -> None:
    """Remove the file or folder of sayso at `path`. Raises `OSError` if a run holds it."""
    try:
        import fcntl
    except ImportError:
        return
    # A named pipe is not waited for, a symbolic link not followed.
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        status = os.fstat(handle)
        if status.st_uid != os.geteuid():
            return
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if stat.S_ISREG(status.st_mode):
            os.unlink(path)
        elif stat.S_ISDIR(status.st_mode) and (not (names := os.listdir(handle)) or MARKER in names):
            remove_folder(path)
    finally:
        os.close(handle)


def _folder(target: str) -> str:
    return os.path.dirname(target) or "."


def _prefix(target: str) -> str:
    """How the names start of what is to become `target`."""
    return f".sayso-{zlib.crc32(os.fsencode(os.path.basename(target))):08x}-"
