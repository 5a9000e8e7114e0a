"""The files of older versions, read from git."""

import errno
import os
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from itertools import takewhile
from pathlib import Path
from typing import Final

from sayso.record.disk import Disk, FileTooLarge, Kind
from sayso.record.project import SUFFIXES
from sayso_cli.history.git import CLONE_WHOLE, GitError, Objects, Repository, repository_here

# Links lead no further than this, and over so many others, as the system has it.
_MAX_LINK_BYTES: Final = 4096
_MAX_LINKS: Final = 40
# Trees can hold each other, so a small repository can have more files than there is time for.
_MAX_FILES: Final = 100_000
_LINK: Final = "120000"
_SUBMODULE: Final = "160000"


class OlderFiles(Disk):
    """Older versions of the files of repositories, each at the place where it is, or would be, on the disk.

    Git is asked for what is in a file when that is read. Nothing is written, and nothing that is on the disk
    is seen: a link that leads elsewhere leads nowhere.
    """

    def __init__(self) -> None:
        self._open = ExitStack()
        self._objects: dict[Path, tuple[str, Objects]] = {}
        self._links: dict[Path, str] = {}
        self._folders: set[Path] = set()
        self.submodules: dict[Path, str] = {}
        """The commits that are recorded for submodules, by the places of these."""
        self._tops: list[Path] = []

    def close(self) -> None:
        """End git."""
        self._open.close()

    def covers(self, path: Path) -> bool:
        """Whether `path`, an absolute one, lies in one of the repositories."""
        return any(path.is_relative_to(top) for top in self._tops)

    def add(self, repository: Repository, tree: str | None) -> None:
        """Add the files of `tree` at the work tree of `repository`; without a tree there are none."""
        top = repository.top
        self._tops.append(top)
        self._folders.update((top / ".git", top, *top.parents))
        objects = self._open.enter_context(closing(Objects(repository)))
        for mode, object, name in repository.files(tree) if tree else ():
            path = top / name
            if mode == _SUBMODULE:
                self.submodules[path] = object
            elif mode == _LINK:
                with suppress(FileTooLarge):
                    if target := objects.read(object, _MAX_LINK_BYTES):
                        self._links[path] = os.fsdecode(target)
            else:
                self._objects[path] = object, objects
                self._folders.update(takewhile(lambda folder: folder not in self._folders, path.parents))

    def real_path(self, path: str) -> Path:
        full = Path(os.path.join(os.getcwd(), path))
        here, waiting, links = Path(full.anchor), [*reversed(full.parts[1:])], 0
        while waiting:
            name = waiting.pop()
            here = here.parent if name == ".." else here / name
            if here in self._links and links < _MAX_LINKS:
                links += 1
                target = here.parent / self._links[here]
                # From the top if that is an absolute one.
                here, waiting = Path(target.anchor), [*waiting, *reversed(target.parts[1:])]
        return here

    def kind(self, path: str | Path) -> Kind:
        real = self.real_path(str(path))
        return "file" if real in self._objects else "folder" if real in self._folders else ""

    def exists(self, path: str) -> bool:
        folder, name = os.path.split(path)
        return self.real_path(folder) / name in self._links or self.kind(path) != ""

    def read(self, path: Path, most: int) -> bytes | None:
        if path not in self._objects:
            return None
        object, objects = self._objects[path]
        content = objects.read(object, most)
        if content is None:
            raise OSError(errno.ENODATA, f"this clone lacks it; {CLONE_WHOLE}")
        return content

    def walk(
        self, folder: str, failed: Callable[[OSError], None]
    ) -> Iterator[tuple[str, list[str], list[str]]]:
        """Each folder that holds what may be a claim file."""
        real = self.real_path(folder)
        inside = [
            path
            for path in (*self._objects, *self._links)
            if path.suffix in SUFFIXES and path.is_relative_to(real) and self.kind(path) != "folder"
        ]
        if len(inside) > _MAX_FILES:
            what = f"more than {_MAX_FILES:,} files that may hold claims: check fewer of them"
            raise GitError(f"the older version of {real} has {what}")
        tree: dict[Path, tuple[set[str], list[str]]] = defaultdict(lambda: (set(), []))
        for path in inside:
            tree[path.parent][1].append(path.name)
            for above in takewhile(lambda each: each != real, path.parents):
                if above.name in tree[above.parent][0]:
                    break
                tree[above.parent][0].add(above.name)
        waiting = [(folder, real)]
        while waiting:
            shown, here = waiting.pop()
            folders, names = [*tree[here][0]], tree[here][1]
            yield shown, folders, names
            waiting += [(os.path.join(shown, name), here / name) for name in reversed(folders)]


@contextmanager
def open_older_files(revision: str, *, base: bool) -> Iterator[OlderFiles]:
    """The repository around the working folder as of `revision`.

    With `base` as of the commit that it and HEAD have in common. Raises `GitError`.
    """
    repository = repository_here()
    tree = repository.base_tree(revision) if base else repository.tree(revision)
    with closing(OlderFiles()) as older:
        older.revision = revision
        older.add(repository, tree)
        yield older
