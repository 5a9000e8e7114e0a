"""An older version of the files of some repositories, read from git as if it were on the disk."""

import errno
import os
import re
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Final, NamedTuple, Self

from sayso.record.disk import Kind, TooLarge
from sayso.record.project import MAX_BYTES
from sayso_cli.git import COMPLETE, GitError, Objects, Repository

# More symbolic links on one way are a ring of them, as the system has it.
_LINKS: Final = 40
# Links lead no further than this, as the system has it.
_LONGEST: Final = 4096
# Trees can hold each other, so a small repository can have more folders than there is time for.
_FOLDERS: Final = 100_000
_FOLDER: Final = "40000"
_LINK: Final = "120000"
_SUBMODULE: Final = "160000"


class _Entry(NamedTuple):
    """What stands in a folder: its mode as git writes it, and the name of its object."""

    mode: str
    object: str


class Older:
    """The files of the trees that were added, at the paths of their work trees.

    What it offers is what `sayso.record.disk.Shelf` says. Symbolic links are followed inside these
    trees only.
    """

    def __init__(self) -> None:
        self._open = ExitStack()
        self._objects: dict[Path, Objects] = {}
        self._folders: dict[Path, dict[str, _Entry]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def add(self, repository: Repository, tree: str | None) -> None:
        """Add the files of `tree` at the work tree of `repository`; without a tree there are none."""
        top = repository.top
        self._objects[top] = self._open.enter_context(repository.objects())
        self._folders[top] = self._list(top, tree) if tree else {}

    def submodule(self, path: Path) -> str | None:
        """The commit that is recorded for the submodule at `path`; None if there was none."""
        entry = self._folder(path.parent).get(path.name)
        return entry.object if entry and entry.mode == _SUBMODULE else None

    def real(self, path: str) -> Path:
        at = Path(Path(path).anchor)
        waiting = deque(Path(path).parts[1:])
        links = 0
        while waiting:
            part = waiting.popleft()
            if part == os.pardir:
                at = at.parent
                continue
            at /= part
            target = self._target(at) if links < _LINKS else None
            if target is not None:
                links += 1
                at = Path(target.anchor) if target.is_absolute() else at.parent
                waiting.extendleft(reversed(target.parts[target.is_absolute() :]))
        return at

    def kind(self, path: str | Path) -> Kind:
        real = self.real(str(path))
        if real in self._objects or (real.name == ".git" and real.parent in self._objects):
            return "folder"
        entry = self._entry(real)
        if entry is None or entry.mode in (_LINK, _SUBMODULE):
            return ""
        return "folder" if entry.mode == _FOLDER else "file"

    def named(self, path: str) -> bool:
        return bool(self.kind(path))

    def read(self, path: Path, most: int) -> bytes | None:
        entry = self._entry(path)
        if entry is None or entry.mode in (_FOLDER, _SUBMODULE):
            return None
        return self._content(path, entry.object, most)

    def walk(
        self, folder: str, failed: Callable[[OSError], None]
    ) -> Iterator[tuple[str, list[str], list[str]]]:
        waiting = [folder]
        for _ in range(_FOLDERS):
            if not waiting:
                return
            here = waiting.pop()
            inside = self._folder(self.real(here))
            folders = [name for name in inside if self._enters(here, name)]
            names = [name for name in inside if self.kind(os.path.join(here, name)) == "file"]
            yield here, folders, names
            waiting.extend(os.path.join(here, name) for name in reversed(folders))
        raise GitError(
            f"the older version of {folder} has more than {_FOLDERS:,} folders: check fewer of them"
        )

    def _enters(self, folder: str, name: str) -> bool:
        """Whether `name` is a folder to search as well: no link, and no submodule that was not added."""
        path = self.real(folder) / name
        entry = self._entry(path)
        return path in self._objects or (entry is not None and entry.mode == _FOLDER)

    def _target(self, path: Path) -> Path | None:
        """Where the symbolic link at `path` leads; None if there is none, or none that can be read."""
        entry = self._entry(path)
        if entry is None or entry.mode != _LINK:
            return None
        try:
            return Path(os.fsdecode(self._content(path, entry.object, _LONGEST)))
        except (OSError, TooLarge):
            return None

    def _entry(self, path: Path) -> _Entry | None:
        """What stands at `path` in one of the trees."""
        return None if path.parent == path else self._folder(path.parent).get(path.name)

    def _folder(self, path: Path) -> dict[str, _Entry]:
        """What stands in the folder at `path`; nothing if there is no such folder."""
        found = self._folders.get(path)
        if found is None:
            entry = self._entry(path)
            found = self._list(path, entry.object) if entry and entry.mode == _FOLDER else {}
            self._folders[path] = found
        return found

    def _list(self, path: Path, tree: str) -> dict[str, _Entry]:
        """What stands in `tree`, the folder at `path`: modes, names, and objects in binary."""
        try:
            data = self._content(path, tree, MAX_BYTES)
        except (OSError, TooLarge) as error:
            raise GitError(f"the folder {path} cannot be read from git: {error}") from None
        pattern = re.compile(rb"([0-7]+) ([^\0]+)\0(.{%d})" % (len(tree) // 2), re.DOTALL)
        entries = {}
        for mode, name, object in pattern.findall(data):
            # Git writes no names that lead elsewhere, but others can.
            if name not in (b".", b"..") and b"/" not in name:
                entries[os.fsdecode(name)] = _Entry(mode.decode(), object.hex())
        return entries

    def _content(self, path: Path, name: str, most: int) -> bytes:
        """The content of the object `name` at `path`. Raises `OSError` if it is not here."""
        top = next(each for each in (path, *path.parents) if each in self._objects)
        content = self._objects[top].read(name, most)
        if content is None:
            raise OSError(errno.ENODATA, f"this clone lacks it; {COMPLETE}")
        return content
