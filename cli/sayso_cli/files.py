"""Writing files: the old content or the new one, never a part, and never over what somebody else wrote.

A file is written beside its place under another name, brought to the disk, and renamed. With `was`, what
stands in the file is compared byte for byte right before that, while a lock keeps other runs of sayso
away. What is left: an editor that saves in the instant between the comparison and the renaming (it holds
no lock that could be asked for) loses that save; other hard links to the file keep the old content; and
a run that is killed can leave one `.sayso-…` file behind, which the next one to the same file removes.
"""

import errno
import os
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sayso.record.file import File, Problem

from sayso.record.disk import open_file
from sayso_cli.temporary import temporary_file

CHANGED: Final = "the file was changed meanwhile; nothing was written"
_BUSY: Final = "another program holds a lock on it"
_READ_ONLY: Final = "the file is read-only"
# So long a lock is waited for, in seconds: it is held only for the length of one write.
_PATIENCE: Final = 5.0
_PAUSE: Final = 0.02


def replace(path: Path, data: bytes, *, was: bytes | None = None) -> None:
    """Write `data` to `path`; if `was` is given, only where the file still holds just that.

    A symbolic link is followed, mode and owner are kept. Raises `OSError`, and then nothing is changed.
    """
    if path.exists() and not path.is_file():
        # A device or a pipe cannot be replaced, only written to.
        path.write_bytes(data)
        return
    target = os.path.realpath(path)
    if was is None:
        _put(target, data, None)
        return
    with _locked(target):
        _put(target, data, was)


def create(path: Path, data: bytes) -> None:
    """Write `data` to `path`, where nothing may stand yet. Raises `FileExistsError`, `OSError`."""
    with temporary_file(str(path)) as (temporary, name):
        _fill(temporary, data)
        _open_up(name)
        try:
            os.link(name, path)
        except FileExistsError:
            raise
        except OSError:
            # A file system without hard links: here a kill can leave a part of a new file.
            with open(path, "xb") as file:
                file.write(data)
    _settle(os.path.dirname(name))


@contextmanager
def written(path: Path) -> Iterator[IO[bytes]]:
    """A file to write to that becomes the file at `path` at the end, also if the end is an error.

    For what is too large to be held in memory; what was there is replaced. Raises `OSError`.
    """
    target = os.path.realpath(path)
    if os.path.exists(target) and not os.path.isfile(target):
        raise OSError(errno.EEXIST, "it is no regular file")
    with temporary_file(target) as (file, name):
        try:
            yield file
        finally:
            file.flush()
            os.fsync(file.fileno())
        file.close()
        _open_up(name)
        os.replace(name, target)


def _put(target: str, data: bytes, was: bytes | None) -> None:
    status = _status(target)
    # The bits count for the superuser as well: who takes them away wants the file to stay as it is.
    if status and not (status.st_mode & 0o222 and os.access(target, os.W_OK)):
        raise PermissionError(errno.EACCES, _READ_ONLY)
    with temporary_file(target) as (file, name):
        _fill(file, data)
        if status is None:
            _open_up(name)
        else:
            with suppress(OSError, AttributeError):
                os.chown(name, status.st_uid, status.st_gid)
            # With what the system keeps beside the mode, such as access lists; the time is the present.
            shutil.copystat(target, name)
            os.utime(name)
        _hold(target, was)
        os.replace(name, target)
    _settle(os.path.dirname(name))


def _hold(target: str, was: bytes | None) -> None:
    """Refuse to go on if the file at `target` no longer holds `was`."""
    if was is None:
        return
    with open_file(target) as file:
        if file.read(len(was) + 1) != was:
            raise OSError(errno.ESTALE, CHANGED)


def _status(target: str) -> os.stat_result | None:
    try:
        return os.stat(target)
    except FileNotFoundError:
        return None


def _fill(file: IO[bytes], data: bytes) -> None:
    """Write `data` to `file`, bring it to the disk, and close it."""
    file.write(data)
    file.flush()
    os.fsync(file.fileno())
    file.close()


def _open_up(name: str) -> None:
    """Give the file `name` the mode of new files."""
    # The mask can only be read by setting it.
    mask = os.umask(0)
    os.umask(mask)
    os.chmod(name, 0o666 & ~mask)


def _settle(folder: str) -> None:
    """Bring the renaming itself to the disk, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def _locked(target: str) -> Iterator[None]:
    """Hold the lock of `target`, where there are locks."""
    handle = _lock(target)
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)


def _lock(target: str) -> int | None:
    """A handle with the lock of the file that stands at `target` now; None where there are no locks."""
    try:
        import fcntl
    except ImportError:
        return None
    until = time.monotonic() + _PATIENCE
    while True:
        handle = os.open(target, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.path.samestat(os.fstat(handle), os.stat(target)):
                return handle
            # Another run has put a new file there while this one waited: it is locked anew.
        except BlockingIOError:
            if time.monotonic() > until:
                os.close(handle)
                raise OSError(errno.EBUSY, _BUSY) from None
            time.sleep(_PAUSE)
        except OSError:
            os.close(handle)
            return None
        os.close(handle)


def is_input(output: Path, files: "Iterable[File]") -> bool:
    """Whether `output` is one of `files` or of their registers; a report must not replace a record."""
    from sayso.record.project import registers

    return os.path.isfile(output) and any(
        os.path.exists(each.path) and output.samefile(each.path)
        for file in files
        for each in (file, *registers(file))
    )


def problem_line(file: "File", problem: "Problem") -> str:
    """Why `file` cannot be read or written to, where, and what to do about it."""
    from sayso.record.file import Place

    at = Place(file, problem.pointer, problem.key, problem.span).position()
    return f"{file.path}:{at.line}:{at.column}: {problem.message}; {problem.help}"
