"""Writing files: the old content or the new one, never a part, and never over what somebody else wrote.

A file is written beside its place under another name, brought to the disk, and renamed. With `before`, what
stands in the file is compared byte for byte right before that, while a lock keeps other runs of sayso
away. What is left: an editor that saves in the instant between the comparison and the renaming (it holds
no lock that could be asked for) loses that save; other hard links to the file keep the old content; and
a run that is killed can leave one `.sayso-…` file behind, which the next one to the same file removes.

The name of what is temporary says for which target it is. The run that writes there holds a lock on it,
which the system takes away when the run ends, however it ends: what bears such a name and can be locked is
nobody's any more. Where there are no locks, as on Windows and on some network drives, it stays.
"""

import errno
import os
import re
import shutil
import stat
import time
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from sayso.record.file import File, Problem

from sayso.record.disk import SITE_MARK, open_file

OLD_SUFFIX: Final = "-old"
"""How the name ends under which the folder before waits until the new one stands."""
CHANGED_MEANWHILE: Final = "the file was changed meanwhile; nothing was written"
_BUSY: Final = "another program holds a lock on it"
_READ_ONLY: Final = "the file is read-only"
# So long a lock is waited for, in seconds: it is held only for the length of one write.
_MAX_LOCK_SECONDS: Final = 5.0
_LOCK_PAUSE_SECONDS: Final = 0.02


def replace(path: Path, data: bytes | Iterable[bytes], *, before: bytes | None = None) -> None:
    """Write `data`, whole or in pieces, to `path`; with `before`, only where the file still holds that.

    A symbolic link is followed, mode and owner are kept. Raises `OSError`, and then nothing is changed.
    """
    if path.exists() and not path.is_file():
        # A device or a pipe cannot be replaced, only written to.
        with open(path, "wb") as file:
            _write(file, data)
        return
    target = os.path.realpath(path)
    with nullcontext() if before is None else _file_lock(target):
        _replace_file(target, data, before)


class FileChange(NamedTuple):
    """What is to stand in the file at `path`, in which `before` stands now."""

    path: Path
    data: bytes
    before: bytes


class NotWritten(Exception):
    """One of several files cannot be written, and so none was; the message says which, and why."""


def replace_all(changes: Sequence[FileChange]) -> None:
    """Write all of `changes`, or none of them where a file no longer holds what it did.

    All is written beside its place first, so that what does not fit on the disk changes nothing. Then the
    files are put in place one by one, in their order: a kill in between leaves those that follow as they
    were. Raises `NotWritten`, and then those before it are put back.
    """
    _allow_open_files(3 * len(changes))
    here = changes[0].path
    done: list[FileChange] = []
    targets = {os.path.realpath(change.path): change for change in changes}
    with ExitStack() as stack:
        try:
            for target in sorted(targets):
                here = targets[target].path
                stack.enter_context(_file_lock(target))
            names = {}
            for target, change in targets.items():
                here = change.path
                names[target] = stack.enter_context(_replacement_file(target, change.data))
            for target, change in targets.items():
                here = change.path
                _refuse_if_changed(target, change.before)
            for target, change in targets.items():
                here = change.path
                os.replace(names[target], target)
                done.append(change)
                _sync_folder(os.path.dirname(target))
        except OSError as error:
            for change in reversed(done):
                with suppress(OSError):
                    _replace_file(os.path.realpath(change.path), change.before, None)
            raise NotWritten(f"cannot write {here}: {error.strerror}") from None


def create(path: Path, data: bytes) -> None:
    """Write `data` to `path`, where nothing may stand yet. Raises `FileExistsError`, `OSError`."""
    with temporary_file(str(path)) as (temporary, name):
        _write_through(temporary, data)
        _give_usual_mode(name)
        try:
            os.link(name, path)
        except FileExistsError:
            raise
        except OSError:
            # A file system without hard links: here a kill can leave a part of a new file.
            with open(path, "xb") as file:
                file.write(data)
    _sync_folder(os.path.dirname(name))


@contextmanager
def open_replacement(path: Path) -> Iterator[IO[bytes]]:
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
        _give_usual_mode(name)
        os.replace(name, target)


@contextmanager
def temporary_file(target: str) -> Iterator[tuple[IO[bytes], str]]:
    """A new file that is to become `target`, which nobody else can read, and its name.

    It is removed at the end if it still has that name.
    """
    import tempfile

    remove_leftovers(target)
    # Another run can take the new file for a leftover until it is locked: then there is another try.
    while True:
        handle, name = tempfile.mkstemp(dir=_folder_of(target), prefix=_prefix(target))
        try:
            with os.fdopen(handle, "w+b") as file, hold_from_cleanup(name) as stands:
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
        name = tempfile.mkdtemp(dir=_folder_of(target), prefix=_prefix(target))
        try:
            with hold_from_cleanup(name) as stands:
                if stands:
                    yield name
                    return
        finally:
            remove_folder(name)


@contextmanager
def hold_from_cleanup(path: str) -> Iterator[bool]:
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
    pattern = re.compile(rf"{re.escape(_prefix(target))}[a-z0-9_]{{8}}(?:{OLD_SUFFIX})?")
    folder = _folder_of(target)
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
            elif entry.name != SITE_MARK:
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
        elif stat.S_ISDIR(status.st_mode) and (not (names := os.listdir(handle)) or SITE_MARK in names):
            remove_folder(path)
    finally:
        os.close(handle)


def _folder_of(target: str) -> str:
    return os.path.dirname(target) or "."


def _prefix(target: str) -> str:
    """How the names start of what is to become `target`."""
    return f".sayso-{zlib.crc32(os.fsencode(os.path.basename(target))):08x}-"


def _replace_file(target: str, data: bytes | Iterable[bytes], before: bytes | None) -> None:
    with _replacement_file(target, data) as name:
        _refuse_if_changed(target, before)
        os.replace(name, target)
    _sync_folder(os.path.dirname(target))


@contextmanager
def _replacement_file(target: str, data: bytes | Iterable[bytes]) -> Iterator[str]:
    """The name of a temporary file with `data`, and with the mode and owner of `target`."""
    status = os.stat(target) if os.path.exists(target) else None
    # The bits count for the superuser as well: who takes them away wants the file to stay as it is.
    if status and not (status.st_mode & 0o222 and os.access(target, os.W_OK)):
        raise PermissionError(errno.EACCES, _READ_ONLY)
    with temporary_file(target) as (file, name):
        _write_through(file, data)
        if status is None:
            _give_usual_mode(name)
        else:
            with suppress(OSError, AttributeError):
                os.chown(name, status.st_uid, status.st_gid)
            # With what the system keeps beside the mode, such as access lists; the time is the present.
            shutil.copystat(target, name)
            os.utime(name)
        yield name


def _refuse_if_changed(target: str, before: bytes | None) -> None:
    """Refuse to go on if the file at `target` no longer holds `before`."""
    if before is None:
        return
    with open_file(target) as file:
        if file.read(len(before) + 1) != before:
            raise OSError(errno.ESTALE, CHANGED_MEANWHILE)


def _write(file: IO[bytes], data: bytes | Iterable[bytes]) -> None:
    file.writelines((data,) if isinstance(data, bytes) else data)


def _write_through(file: IO[bytes], data: bytes | Iterable[bytes]) -> None:
    """Write `data` to `file`, bring it to the disk, and close it."""
    _write(file, data)
    file.flush()
    os.fsync(file.fileno())
    file.close()


def _give_usual_mode(name: str) -> None:
    """Give the file `name` the mode of new files."""
    # The mask can only be read by setting it.
    mask = os.umask(0)
    os.umask(mask)
    os.chmod(name, 0o666 & ~mask)


def _sync_folder(folder: str) -> None:
    """Bring the renaming itself to the disk, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _allow_open_files(number: int) -> None:
    """Let this run have so many more files open, as far as the system allows."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = number + soft
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted if hard < 0 else min(wanted, hard), hard))


@contextmanager
def _file_lock(target: str) -> Iterator[None]:
    """Hold the lock of `target`, where there are locks."""
    handle = _lock_handle(target)
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)


def _lock_handle(target: str) -> int | None:
    """A handle with the lock of the file that stands at `target` now; None where there are no locks."""
    try:
        import fcntl
    except ImportError:
        return None
    until = time.monotonic() + _MAX_LOCK_SECONDS
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
            time.sleep(_LOCK_PAUSE_SECONDS)
        except OSError:
            os.close(handle)
            return None
        os.close(handle)


def problem_line(file: "File", problem: "Problem") -> str:
    """Why `file` cannot be read or written to, where, and what to do about it."""
    from sayso.record.file import Place

    at = Place(file, problem.pointer, problem.key, problem.span).position()
    return f"{file.path}:{at.line}:{at.column}: {problem.message}; {problem.help}"
