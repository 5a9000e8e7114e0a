"""Finds claim files, reads them, and follows what they include, never outside the project.

The project is the nearest folder above a file that holds `.git`, `pyproject.toml` or `sayso.toml`; where
there is none, the working folder if the file lies in it, else the folder of the file.
"""

import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Final

from msgspec import Struct

from sayso.record.disk import LINE_SUFFIXES, SITE_MARK, Disk, FileTooLarge, Kind, open_file
from sayso.record.file import File, Problem, unreadable_file
from sayso.record.load import load, looks_like_claims
from sayso.record.lock import SUFFIX as LOCK
from sayso.record.lock import claim_file_of_lock, load_lock, lock_path
from sayso.record.syntax.json_reader import FaultyFile

MAX_BYTES: Final = 1 << 28
"""Larger files are refused (256 MiB), but for those that are read line by line."""
MAX_DEPTH: Final = 50
"""Registers include each other at most so deep."""
MAX_REGISTERS: Final = 1000
"""A file includes at most so many registers."""

STDIN: Final = "-"
STDIN_SHOWN: Final = "<stdin>"
"""The name that standard input is shown by."""
SUFFIXES: Final = (".json", *LINE_SUFFIXES)
_ROOT_MARKS: Final = (".git", "pyproject.toml", "sayso.toml")
# So many files are held open to be read line by line; more are read as a whole.
_MAX_STREAMS: Final = 100
# Why what is there cannot be a register.
_MISSING: Final[dict[Kind, str]] = {
    "file": "",
    "folder": "{} is a folder",
    "other": "{} is no regular file",
    "": "there is no file {}",
}
_PASSED_OVER: Final = frozenset({"node_modules", "__pycache__", "site-packages"})


class NotFound(FileNotFoundError):
    """A path that was named is not there, or holds nothing to check."""


class FoundFiles(Struct, frozen=True):
    """What was found to check: files, each named as it is to be shown, and how many were passed over."""

    files: tuple[File, ...]
    passed_over: int

    def with_registers(self) -> list[File]:
        """The files, and those that they include, each once."""
        return [*{id(each): each for file in self.files for each in (file, *registers(file))}.values()]


class Project:
    """Reads files, each once, from the disk or from a copy of it.

    With `streams`, what has one record a line and is on the disk is not held; see `StreamedFile`.
    """

    def __init__(self, disk: Disk | None = None, *, streams: bool = False) -> None:
        self._disk = disk or Disk()
        self._streams = _MAX_STREAMS if streams else 0
        self._loaded: dict[Path, File] = {}
        self._roots: dict[str, Path] = {}

    @property
    def loaded_files(self) -> Mapping[Path, File]:
        """What was read so far, files and registers, by where it really is."""
        return self._loaded

    def find(self, paths: Iterable[str], exclude: Callable[[str], bool] = lambda _: False) -> FoundFiles:
        """Read the claim files that `paths` name: files, folders, or `-` for standard input.

        Folders are searched for claim files by name and content; JSON files that are none are passed
        over, and so is what `exclude` says of a path. A file that is named is always read. Raises
        `NotFound` for a path that is not there and for a folder without claim files.
        """
        files: dict[File, None] = {}
        passed_over = 0
        for named in paths:
            # Who names a lock file, as `*.json` does, means the claim file it belongs to.
            locked = claim_file_of_lock(named)
            path = locked if self._kind(locked) == "file" else named
            if path == STDIN:
                found = [self._read_stdin()]
            elif self._kind(path) == "folder":
                searched = self.find_claims(self.search(path, exclude))
                found, passed_over = [*searched.files], passed_over + searched.passed_over
                if not found:
                    raise NotFound(f"no claim file in the folder {path}")
            elif self._disk.exists(path):
                found = [self.load(path)]
            else:
                raise NotFound(f"no such file or folder: {path}")
            files.update(dict.fromkeys(found))
        return FoundFiles(tuple(files), passed_over)

    def find_claims(self, names: Iterable[str | File]) -> FoundFiles:
        """Read the files that a search gave, but for those that are no claim files."""
        files = [name if isinstance(name, File) else self._load(name, only_claims=True) for name in names]
        found = tuple([file for file in files if file is not None])
        return FoundFiles(found, len(files) - len(found))

    def load(self, path: str) -> File:
        """The file at `path`, shown by that name, with what it includes."""
        file = self._load(path)
        assert file is not None
        return file

    def _load(self, path: str, *, only_claims: bool = False) -> File | None:
        real = self._disk.real_path(path)
        if real in self._loaded:
            return self._loaded[real]
        # Of a file that is itself a symbolic link, the project is that of the link.
        root = self._root(os.path.dirname(path))
        within = root if only_claims else None
        lines = path.endswith(LINE_SUFFIXES)
        opened = self._open_lines(real, within) if lines and self._streams else None
        data = opened or self._read(path, real, within)
        if isinstance(data, File):
            self._loaded[real] = data
            return data
        if only_claims and not looks_like_claims(data, lines=lines):
            if opened:
                opened.close()
            return None
        if isinstance(data, bytes):
            file = load(path, data, lines=lines)
        else:
            from sayso.record.streamed.streamed_file import stream

            file = stream(path, data)
        self._loaded[real] = file
        del data
        self._lock(file, real, root)
        self._include(file, real.parent, root, [real])
        return file

    def _root(self, folder: str) -> Path:
        """The folder of the project that the files in `folder` are in."""
        if folder not in self._roots:
            self._roots[folder] = project_root(self._disk.real_path(folder) / STDIN, self._disk)
        return self._roots[folder]

    def _lock(self, file: File, real: Path, root: Path) -> None:
        """Load the lock beside `file`, which is really at `real`, if there is one."""
        path = lock_path(str(real))
        if not self._disk.exists(path):
            return
        shown, leads = lock_path(file.path), self._disk.real_path(path)
        data = self._read(shown, leads, None if str(leads) == path else root)
        if isinstance(data, File):
            why = data.problems[0].message
        else:
            try:
                file.lock = load_lock(data)
            except FaultyFile as error:
                why = str(error)
            else:
                return
        message = f"the lock file {shown} cannot be read: {why}"
        file.problems.append(Problem("bad-lock", message, "delete it, and run `sayso verify` again", ()))

    def _read_stdin(self) -> File:
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            return _too_large(STDIN_SHOWN)
        first = data.lstrip().split(b"\n", 1)[0]
        lines = b'"record"' in first and looks_like_claims(first, lines=True)
        file = load(STDIN_SHOWN, data, lines=lines)
        here = Path.cwd()
        self._include(file, here, project_root(here / "stdin", self._disk), [])
        return file

    def _include(self, file: File, folder: Path, root: Path, above: list[Path]) -> None:
        """Load the registers of `file`, which lies in `folder`; `above` are the files that include it."""
        for index, name in enumerate(file.include[:MAX_REGISTERS]):
            refused = name and self._register(file, name, folder, root, above)
            if refused:
                message, help = refused
                pointer = ("include", index)
                file.problems.append(Problem("bad-include", message, help, pointer))
        if len(file.include) > MAX_REGISTERS:
            message = f"a file includes at most {MAX_REGISTERS} registers"
            mend = "put some of them together"
            file.problems.append(Problem("bad-include", message, mend, ("include", MAX_REGISTERS)))

    def _register(
        self, file: File, name: str, folder: Path, root: Path, above: list[Path]
    ) -> tuple[str, str] | None:
        """Load one register; what is wrong with the path, and the mend, if it is refused."""
        if not is_relative(name):
            return "the path is not a relative one", "write it relative to this file, with `/`"
        if "\0" in name:
            return "the path holds a NUL character", "delete it"
        shown = os.path.normpath(os.path.join(os.path.dirname(file.path), name))
        try:
            real = self._disk.real_path(os.path.join(folder, name))
            missing = _MISSING[self._disk.kind(real)].format(shown)
        except (OSError, ValueError):
            # Longer than paths can be, or not to be written in the encoding of the file system.
            return "the path cannot be looked up", "correct the path: this system has no file of that name"
        if not real.is_relative_to(self._disk.real_path(str(root))):
            return "the path leads outside the project", "keep registers in the project's folder"
        if real in above:
            what = "itself" if real == above[-1] else "a file that includes this one"
            return f"the file includes {what}", "delete this line"
        if len(above) >= MAX_DEPTH:
            return (
                f"registers include each other more than {MAX_DEPTH} deep",
                "include them directly",
            )
        if missing:
            return missing, "correct the path, or create the register"
        register = self._loaded.get(real)
        if register is None:
            data = self._read(shown, real, root)
            if isinstance(data, File):
                register = data
            else:
                register = load(shown, data, lines=name.endswith(LINE_SUFFIXES))
                self._lock(register, real, root)
            self._loaded[real] = register
            self._include(register, real.parent, root, [*above, real])
        file.registers.append(register)
        if not register.readable:
            return (
                f"the register {shown} cannot be read",
                "mend it first: see what is reported there",
            )
        return None

    def search(self, folder: str, exclude: Callable[[str], bool] = lambda _: False) -> Iterator[str | File]:
        """The JSON files below `folder`, in the order of their names; hidden and excluded ones are left out.

        So are those of sites: they are copies.

        A folder that cannot be searched is a file that cannot be read.
        """
        failed: list[OSError] = []
        for here, folders, names in self._disk.walk(folder, failed.append):
            folders[:] = sorted(
                name
                for name in folders
                if name not in _PASSED_OVER
                and not name.startswith(".")
                and not any(self._kind(os.path.join(here, name, mark)) for mark in ("pyvenv.cfg", SITE_MARK))
                and not exclude(os.path.join(here, name))
            )
            for name in sorted(names):
                path = os.path.normpath(os.path.join(here, name))
                wanted = name.endswith(SUFFIXES) and not name.endswith(LOCK) and not name.startswith(".")
                if wanted and not exclude(path):
                    yield path
        for error in failed:
            message = f"the folder cannot be searched: {error.strerror}"
            yield unreadable_file(os.path.normpath(error.filename), message, "make it readable")

    def _kind(self, path: str) -> Kind:
        """What is at `path`; nothing where it cannot be looked up."""
        try:
            return self._disk.kind(path)
        except (OSError, ValueError):
            return ""

    def _is_outside(self, real: Path, root: Path | None) -> bool:
        """Whether `real` is outside the folder `root`, if there is one that it has to be in."""
        return root is not None and not real.is_relative_to(self._disk.real_path(str(root)))

    def _open_lines(self, real: Path, root: Path | None) -> IO[bytes] | None:
        """The file `real`, to be read line by line; None if it cannot be: to read it as a whole says why."""
        if self._is_outside(real, root):
            return None
        try:
            opened = open_file(real)
        except OSError:
            return None
        self._streams -= 1
        return opened

    def _read(self, path: str, real: Path, root: Path | None) -> bytes | File:
        """The bytes of `real`, shown as `path`; a file that says why they cannot be had.

        With `root`, a symbolic link that leads outside it is refused.
        """
        if self._is_outside(real, root):
            return unreadable_file(
                path, "a symbolic link that leads outside the project", "put the file in the project"
            )
        try:
            data = self._disk.read(real, MAX_BYTES)
        except FileTooLarge:
            return _too_large(path)
        except OSError as error:
            reason = error.strerror or "unknown error"
            return unreadable_file(
                path, f"the file cannot be read: {reason}", "make it readable, or name another"
            )
        if data is None:
            return unreadable_file(path, "this is no regular file", "name a file with claims")
        return data


def take_out_drafts(found: FoundFiles) -> int:
    """Take the drafts out of the files in `found`, with what is wrong with them; returns how many they were.

    Whatever publishes a record does so first.
    """
    taken = 0
    for file in found.files:
        drafts = {entry.pointer for entry in file.claims if entry.draft}
        if drafts:
            depth = len(next(iter(drafts)))
            file.claims = [entry for entry in file.claims if not entry.draft]
            file.problems[:] = [each for each in file.problems if each.pointer[:depth] not in drafts]
            taken += len(drafts)
    return taken


def project_root(path: Path, disk: Disk | None = None) -> Path:
    """The folder of the project that `path`, an absolute one, is in; on the disk or in a copy of it."""
    kind = (disk or Disk()).kind
    for folder in path.parents:
        if any(kind(folder / mark) for mark in _ROOT_MARKS):
            return folder
    here = Path.cwd()
    return here if path.is_relative_to(here) else path.parent


def is_relative(path: str) -> bool:
    """Whether a path in a record is a relative one, with `/`, on every system."""
    return not (os.path.isabs(path) or "\\" in path or ":" in path)


def registers(file: File) -> list[File]:
    """The files that `file` includes, directly or by way of others, each once, nearest first."""
    found: dict[File, None] = {}
    waiting = deque(file.registers)
    while waiting:
        register = waiting.popleft()
        if register not in found and register is not file:
            found[register] = None
            waiting.extend(register.registers)
    return list(found)


def _too_large(path: str) -> File:
    limit = f"at most {MAX_BYTES >> 20} MiB"
    return unreadable_file(path, f"the file is too large: {limit}", "split it, or keep a register apart")
