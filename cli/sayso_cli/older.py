"""An older version of what is checked, read from git."""

import errno
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from typing import Final

import typer
from msgspec import structs

from sayso.provenance.causes import names_in_brief
from sayso.record.disk import Disk, Kind, TooLarge
from sayso.record.file import File
from sayso.record.project import STDIN, SUFFIXES, Found, NotFound, Project, project_root, registers
from sayso_cli.git import COMPLETE, GitError, Objects, Repository, work_tree_above
from sayso_cli.terminal import fail

# So many files are named whose older version cannot be read; of the others, the number is.
_MAX_NAMED: Final = 3
# Links lead no further than this, as the system has it.
_MAX_LINK_BYTES: Final = 4096
# Trees can hold each other, so a small repository can have more files than there is time for.
_MAX_FILES: Final = 100_000
_LINK: Final = "120000"
_SUBMODULE: Final = "160000"


def older_version(
    revision: str,
    paths: Sequence[str],
    project: Project,
    found: Found,
    exclude: Callable[[str], bool],
    *,
    exact: bool = False,
) -> Found:
    """The older version of what `project` has `found` at `paths`: files under the names they have now.

    In a folder it is what was there then, but for what `exclude` passes over. It is that of the commit that
    `revision` and HEAD have in common; if `exact`, that of `revision`. Ends the run if it cannot be had.
    """
    if STDIN in paths:
        raise typer.BadParameter("standard input has no older version", param_hint="--since")
    named = [path for path in paths if os.path.isdir(path)]
    folders = [Path(os.path.realpath(path)) for path in named]
    # What is a link now may have been a folder then.
    here = os.path.realpath(os.curdir)
    then = dict.fromkeys([*folders, *(Path(os.path.normpath(os.path.join(here, path))) for path in named)])
    # What cannot be read now needs no older version, and may be a link to anywhere.
    read = [path.parent for path, file in project.loaded.items() if file.readable]
    try:
        with closing(OlderFiles()) as copy:
            bases = _MergeBases(revision, copy, exact=exact)
            for folder in dict.fromkeys((*folders, *read)):
                bases.add(work_tree_above(folder))
            return _read_older_files(copy, bases.then, then, project, found, exclude)
    except GitError as error:
        fail(str(error))


def _read_older_files(
    copy: "OlderFiles",
    then: Mapping[Path, Path],
    folders: Iterable[Path],
    project: Project,
    found: Found,
    exclude: Callable[[str], bool],
) -> Found:
    """The older version of what was found, and of what `folders` held; files were `then` elsewhere."""
    before = Project(copy)
    files: dict[int, File] = {}
    for folder in folders:
        with suppress(NotFound):
            there = before.find(
                [str(copy.copy_path(folder))], lambda path: exclude(str(copy.original_path(path)))
            )
            files.update((id(file), file) for file in there.files)
    wanted = {id(file) for file in found.files}
    for path, file in project.loaded.items():
        at = copy.copy_path(then.get(path, path))
        if id(file) in wanted and copy.kind(at) == "file":
            old = before.load(str(at))
            files[id(old)] = old
    now = {old: new for new, old in then.items()}
    unread = []
    for path, old in before.loaded.items():
        original = copy.original_path(path)
        new = project.loaded.get(now.get(original, original))
        old.path = new.path if new else os.path.relpath(original)
        if new and not old.readable:
            unread.append(f"{new.path} ({old.problems[0].message})")
    if unread:
        _warn_unread(unread)
    return Found(tuple(files.values()), 0)


def _warn_unread(unread: Sequence[str]) -> None:
    """Say which files have an older version that cannot be read."""
    from sayso_cli.terminal import visible

    names = names_in_brief(unread, _MAX_NAMED)
    typer.echo(visible(f"sayso: what cannot be read in the older version counts as new: {names}"), err=True)


class OlderFiles(Disk):
    """Older versions of the files of repositories, in a folder that ends with it.

    There stands a copy of the whole disk, as far as it is asked for: symbolic links from the start, the
    names of files when they are looked for; what is in a file is read from git.
    """

    def __init__(self) -> None:
        from tempfile import TemporaryDirectory

        self._open = ExitStack()
        self._top = Path(os.path.realpath(self._open.enter_context(TemporaryDirectory(prefix="sayso-"))))
        self._objects: dict[Path, tuple[str, Objects]] = {}
        self._folders: set[Path] = set()
        self.submodules: dict[Path, str] = {}
        """The commits that are recorded for submodules, by the places of these."""
        self.revision = ""
        """What the older version is called."""
        self._tops: list[Path] = []

    def close(self) -> None:
        """Remove the folder, and end git."""
        self._open.close()

    def copy_path(self, path: str | Path) -> Path:
        """Where the copy of `path`, an absolute one, stands."""
        return self._top.joinpath(*Path(path).parts[1:])

    def original_path(self, path: str | Path) -> Path:
        """What the file or folder at `path` in the copy is a copy of."""
        return Path(self._top.anchor, Path(path).relative_to(self._top))

    def covers(self, path: Path) -> bool:
        """Whether `path`, an absolute one, lies in one of the repositories."""
        return any(path.is_relative_to(top) for top in self._tops)

    def content(self, path: str, most: int) -> bytes | None:
        """What the file at `path` held; None if there was none, or no regular one.

        Raises `TooLarge` if it is larger than `most`, and `OSError` if it cannot be read.
        """
        return self.read(self.real(str(self.copy_path(os.path.realpath(path)))), most)

    def add(self, repository: Repository, tree: str | None) -> None:
        """Add the files of `tree` at the work tree of `repository`; without a tree there are none."""
        self._tops.append(repository.top)
        top = self.copy_path(repository.top)
        (top / ".git").mkdir(parents=True, exist_ok=True)
        objects = self._open.enter_context(closing(Objects(repository)))
        links = []
        for mode, object, name in repository.files(tree) if tree else ():
            path = top / name
            if mode == _SUBMODULE:
                self.submodules[repository.top / name] = object
            elif mode == _LINK:
                links.append((path, object))
            else:
                self._objects[path] = object, objects
                for folder in path.parents:
                    if folder in self._folders:
                        break
                    self._folders.add(folder)
        for path, object in links:
            with suppress(OSError, TooLarge, ValueError):
                target = os.fsdecode(objects.read(object, _MAX_LINK_BYTES) or b"")
                path.parent.mkdir(parents=True, exist_ok=True)
                path.symlink_to(self.copy_path(target) if os.path.isabs(target) else target)
        for path, _ in links:
            # What leads out of the copy leads nowhere.
            if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(self._top):
                path.unlink()

    def real(self, path: str) -> Path:
        real = super().real(path)
        if real in self._objects:
            self._touch(real)
        return real

    def kind(self, path: str | Path) -> Kind:
        real = self.real(str(path))
        # What the record names may lead out of the copy: there is nothing.
        if not real.is_relative_to(self._top):
            return ""
        return "folder" if real in self._folders else super().kind(real)

    def exists(self, path: str) -> bool:
        self.real(path)
        return super().exists(path)

    def read(self, path: Path, most: int) -> bytes | None:
        if path not in self._objects:
            return None
        object, objects = self._objects[path]
        content = objects.read(object, most)
        if content is None:
            raise OSError(errno.ENODATA, f"this clone lacks it; {COMPLETE}")
        return content

    def walk(
        self, folder: str, failed: Callable[[OSError], None]
    ) -> Iterator[tuple[str, list[str], list[str]]]:
        real = self.real(folder)
        inside = [path for path in self._objects if path.suffix in SUFFIXES and path.is_relative_to(real)]
        if len(inside) > _MAX_FILES:
            where = self.original_path(real)
            what = f"more than {_MAX_FILES:,} files that may hold claims: check fewer of them"
            raise GitError(f"the older version of {where} has {what}")
        for path in inside:
            self._touch(path)
        return super().walk(folder, failed)

    def _touch(self, path: Path) -> None:
        """Put an empty file at `path`, unless its name cannot be on this disk."""
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()


def _repository_here() -> Repository:
    """The repository around the working folder. Raises `GitError`."""
    return Repository(work_tree_above(Path(os.path.realpath(os.curdir))))


@contextmanager
def older_copy(revision: str, *, base: bool) -> Iterator[OlderFiles]:
    """The repository around the working folder as of `revision`.

    With `base` as of the commit that it and HEAD have in common. Raises `GitError`.
    """
    repository = _repository_here()
    tree = repository.base(revision) if base else repository.tree(revision)
    with closing(OlderFiles()) as copy:
        copy.revision = revision
        copy.add(repository, tree)
        yield copy


def is_ahead(revision: str) -> bool:
    """Whether `revision` is what is checked out in the working folder, or comes after it."""
    try:
        return _repository_here().is_ahead(revision)
    except GitError:
        return False


def renamed_files(revision: str) -> dict[str, str]:
    """The claim files that had another name at `revision`: the old one by the new, as seen from here."""
    try:
        repository = _repository_here()
        renamed = repository.renamed(repository.base(revision))
    except GitError:
        return {}
    return {
        os.path.relpath(repository.top / now): os.path.relpath(repository.top / then)
        for now, then in renamed.items()
    }


def changed_files(revision: str, patterns: Sequence[str]) -> list[str]:
    """The files by one of `patterns` that were changed since `revision` around the working folder."""
    try:
        repository = _repository_here()
        return repository.changed(repository.base(revision), patterns)
    except GitError:
        return []


class _MergeBases:
    """What the repositories of a run are compared with, at the base of `revision`."""

    def __init__(self, revision: str, copy: OlderFiles, *, exact: bool) -> None:
        self._revision = revision
        self._exact = exact
        self._copy = copy
        self._added: set[Path] = set()
        self.then: dict[Path, Path] = {}
        """Where files were then, by where they are now."""

    def add(self, top: Path) -> None:
        """Add the repository at `top` to the copy."""
        if top in self._added:
            return
        self._added.add(top)
        repository = Repository(top)
        tree = self._tree(repository)
        self._copy.add(repository, tree)
        for now, then in repository.renamed(tree).items() if tree else ():
            self.then[top / now] = top / then

    def _tree(self, repository: Repository) -> str | None:
        """The tree to compare with; None where there was nothing.

        A revision is one of the repository one works in: of a submodule it is what was recorded there.
        """
        containing = repository.containing
        if containing is None or Path(os.path.realpath(os.curdir)).is_relative_to(repository.top):
            return (repository.tree if self._exact else repository.base)(self._revision)
        self.add(containing)
        commit = self._copy.submodules.get(repository.top)
        return commit and repository.tree(commit)


def older_file(name: str, revision: str, path: str) -> File:
    """The file at `path` as of `revision`, with what it includes as of then, shown as `name`.

    Raises `GitError`.
    """
    here = Path(os.path.realpath(os.curdir))
    repository = Repository(work_tree_above(here))
    # As git has it: from the top of the repository, unless it says that it starts here.
    start = here if path.startswith(("./", "../")) else repository.top
    with closing(OlderFiles()) as copy:
        copy.add(repository, repository.tree(revision))
        if copy.kind(copy.copy_path(start) / path) != "file":
            inside = here.relative_to(repository.top) / path
            hint = (
                f"; did you mean `{revision}:{inside}`?"
                if copy.kind(copy.copy_path(here) / path) == "file"
                else ""
            )
            raise GitError(f"there is no file `{path}` in `{revision}`{hint}")
        project = Project(copy)
        file = project.load(str(copy.copy_path(start) / path))
        for real, each in project.loaded.items():
            each.path = str(copy.original_path(real))
    file.path = name
    return file


def files_including(
    paths: Iterable[Path], project: Project, exclude: Callable[[str], bool] = lambda _: False
) -> list[File]:
    """The files that include one of those at `paths`, absolute ones, in the projects around these.

    `project` reads them, and passes over what `exclude` says.
    """
    found: dict[int, File] = {}
    for root in dict.fromkeys(map(_widest_project, paths)):
        with suppress(NotFound):
            files = project.find([os.path.relpath(root)], exclude).files
            found.update((id(file), file) for file in files)
    included = {id(file) for path in paths if (file := project.loaded.get(path))}
    return [
        file for file in found.values() if not included.isdisjoint([id(each) for each in registers(file)])
    ]


def _widest_project(path: Path) -> Path:
    """The folder in which files that include the one at `path` can lie.

    Theirs may be a wider project than its own: a config in its folder does not hide it from them.
    """
    try:
        return work_tree_above(path.parent)
    except GitError:
        return project_root(path)


def with_dependents(
    found: Found, paths: Sequence[str], project: Project, exclude: Callable[[str], bool]
) -> Found:
    """What `project` has `found` at `paths`, and the files that include a register among it.

    They are looked for in the project around the register, but for what `exclude` passes over. A register is
    a file without claims.
    """
    there = {id(file) for file in found.files if file.readable and not file.claims}
    folders = [Path(os.path.realpath(path)) for path in paths if os.path.isdir(path)]
    # Where the whole project was asked for, it was found.
    changed = [
        path
        for path, file in project.loaded.items()
        if id(file) in there and not any(_widest_project(path).is_relative_to(folder) for folder in folders)
    ]
    # Of the rest of the project nothing else is read as part of the run.
    using = [project.load(file.path) for file in files_including(changed, Project(), exclude)]
    files = {id(file): file for file in (*found.files, *using)}
    return structs.replace(found, files=tuple(files.values()))


def removed_files() -> list[Path]:
    """What may be a claim file, and is removed by the next commit or by the change that a hook is run on.

    It is in HEAD, or in the revision at which pre-commit says that the change starts, and not in the index.
    """
    revision = os.environ.get("PRE_COMMIT_FROM_REF") or "HEAD"
    try:
        repository = _repository_here()
        changed = repository.changed(repository.base(revision), [f"*{suffix}" for suffix in SUFFIXES])
    except GitError:
        return []
    return [path for name in changed if not os.path.lexists(path := repository.top / name)]


def users_of_removed(project: Project, exclude: Callable[[str], bool]) -> dict[Path, list[File]]:
    """The files that are removed, each with the files that include it, as `project` reads them."""
    found: dict[Path, list[File]] = {}
    removed = removed_files()
    for root in dict.fromkeys(map(_widest_project, removed)):
        with suppress(NotFound):
            for file in Project().find([os.path.relpath(root)], exclude).files:
                names = {path for each in (file, *registers(file)) for path in _includes(each)}
                for path in names.intersection(removed):
                    found.setdefault(path, []).append(project.load(file.path))
    return found


def _includes(file: File) -> Iterator[Path]:
    """What `file` names as registers, there or not."""
    folder = os.path.dirname(os.path.realpath(file.path))
    for name in file.include:
        # A name that no file can have is refused elsewhere.
        with suppress(ValueError):
            yield Path(os.path.realpath(os.path.join(folder, name)))


def users_of_register(old: File, new: File, path: str) -> list[tuple[File, File]]:
    """The files that include the register at `path`, as they were with `old` in its place, and as they are.

    None where there is no such file on the disk: then it is not known what included it.
    """
    if not os.path.isfile(path):
        return []
    project = Project()
    real = Path(os.path.realpath(path))
    files = files_including([real], project)
    register = project.loaded.get(real)
    return [(_with_register_replaced(file, register, old, {}), file) for file in files]


def _with_register_replaced(file: File, register: File | None, old: File, made: dict[int, File]) -> File:
    """`file` with `old` in the place of `register`, wherever it is included."""
    if file is register:
        return old
    if id(file) not in made:
        inner = [_with_register_replaced(each, register, old, made) for each in file.registers]
        made[id(file)] = structs.replace(file, registers=inner)
    return made[id(file)]
