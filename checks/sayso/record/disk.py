"""The disk, as far as files are read from it; older versions of it are a class of their own."""

import errno
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Final, Literal

Kind = Literal["file", "folder", "other", ""]
"""What is at a path; the empty string for nothing."""


_NOTHING: Final = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP)

LINE_SUFFIXES: Final = (".jsonl", ".ndjson")
"""How the names of files end that have one record a line."""
SITE_MARK: Final = ".sayso-report"
"""The list of the files of a site, in its folder: what is in it are copies."""

NO_FILE: Final = "it is no regular file"
"""Why a pipe or a device is not read."""


class FileTooLarge(Exception):
    """A file is larger than the reader wants it."""


def open_file(path: str | Path) -> IO[bytes]:
    """The regular file at `path`, opened to be read; a pipe or a device is not waited for.

    Raises `OSError`; also where there is anything else, which may have no end.
    """
    # Without NONBLOCK a named pipe would be waited for; a regular file does not heed it.
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    mode = os.fstat(handle).st_mode
    if not stat.S_ISREG(mode):
        os.close(handle)
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        raise OSError(errno.EINVAL, NO_FILE)
    return os.fdopen(handle, "rb")


class Disk:
    """The files on the disk."""

    revision = ""
    """What the older version is called that it holds; empty for the present one."""

    def covers(self, path: Path) -> bool:
        """Whether it is an older version that holds `path`, an absolute one."""
        return False

    def real_path(self, path: str) -> Path:
        """The absolute path that `path` leads to, all symbolic links followed."""
        return Path(os.path.realpath(path))

    def kind(self, path: str | Path) -> Kind:
        """What `path` leads to. Raises `OSError` or `ValueError` where it cannot be looked up."""
        try:
            mode = os.stat(path).st_mode
        except OSError as error:
            if error.errno in _NOTHING:
                return ""
            raise
        if stat.S_ISREG(mode):
            return "file"
        return "folder" if stat.S_ISDIR(mode) else "other"

    def exists(self, path: str) -> bool:
        """Whether there is anything at `path`, be it a symbolic link that leads nowhere."""
        return os.path.lexists(path)

    def read(self, path: Path, most: int) -> bytes | None:
        """The bytes of the file at `path`; None if it is no regular file.

        Raises `FileTooLarge` if it is larger than `most`, and `OSError` if it cannot be read.
        """
        status = os.stat(path)
        if not stat.S_ISREG(status.st_mode):
            return None
        if status.st_size > most:
            raise FileTooLarge
        # A file can grow, and some on special file systems have no size.
        with open_file(path) as opened:
            data = opened.read(most + 1)
        if len(data) > most:
            raise FileTooLarge
        return data

    def walk(
        self, folder: str, failed: Callable[[OSError], None]
    ) -> Iterator[tuple[str, list[str], list[str]]]:
        """Each folder below `folder` with the names of its folders and files, as `os.walk` gives them.

        Folders taken out of the list are not entered; `failed` is called for one that cannot be searched.
        """
        return os.walk(folder, onerror=failed)
