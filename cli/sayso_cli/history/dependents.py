"""Which files include a register, and so depend on it: one that is checked, compared or removed."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

import typer
from msgspec import structs

from sayso.provenance.brief_lists import some_of
from sayso.record.file import File
from sayso.record.project import FoundFiles, NotFound, Project, project_root, registers
from sayso.record.references import assemble
from sayso.rules.sentences import count
from sayso_cli.history.git import CLAIM_FILES, GitError, repository_here, work_tree_above
from sayso_cli.terminal import visible

# So many files or claims are named; of the others, the number is.
_MAX_NAMED: Final = 5


def with_dependents(
    found: FoundFiles, paths: Sequence[str], project: Project, exclude: Callable[[str], bool]
) -> FoundFiles:
    """What `project` has `found` at `paths`, and the files that include a register among it.

    They are looked for in the project around the register, but for what `exclude` passes over. A register is
    a file without claims.
    """
    there = {id(file) for file in found.files if file.readable and not file.claims}
    folders = [Path(os.path.realpath(path)) for path in paths if os.path.isdir(path)]
    # Where the whole project was asked for, it was found.
    changed = [
        path
        for path, file in project.loaded_files.items()
        if id(file) in there and not any(_widest_project(path).is_relative_to(folder) for folder in folders)
    ]
    # Of the rest of the project nothing else is read as part of the run.
    using = [project.load(file.path) for file in _files_including(changed, Project(), exclude)]
    files = {id(file): file for file in (*found.files, *using)}
    return structs.replace(found, files=tuple(files.values()))


def with_users_of_removed(found: FoundFiles, project: Project, exclude: Callable[[str], bool]) -> FoundFiles:
    """What `project` has `found`, and the files that include one that is removed; says which these are."""
    users: dict[Path, list[File]] = {}
    removed = _removed_files()
    for file in _files_of_projects(removed, Project(), exclude):
        names = {path for each in (file, *registers(file)) for path in _include_paths(each)}
        for path in names.intersection(removed):
            users.setdefault(path, []).append(project.load(file.path))
    for path, files in users.items():
        typer.echo(_removed_line(os.path.relpath(path), files), err=True)
    every = {id(file): file for files in (found.files, *users.values()) for file in files}
    return structs.replace(found, files=tuple(every.values()))


def _removed_line(path: str, files: Sequence[File]) -> str:
    """That the file at `path` is removed, with those that include it, and their claims that need it."""
    records = map(assemble, files)
    ids = [entry.id for each in records for entry in each.file.claims if each.sound_claim(entry) is None]
    users = ", ".join(some_of([file.path for file in files], _MAX_NAMED))
    line = f"sayso: warning: {path} is removed, and {users} {'includes' if len(files) == 1 else 'include'} it"
    if ids:
        named = ", ".join(some_of(ids, _MAX_NAMED))
        line += f"; {count(len(ids), 'claim')} cannot be judged without: {named}"
    return visible(line)


def users_of_register(old: File, new: File, path: str) -> list[tuple[File, File]]:
    """The files that include the register at `path`, as they were with `old` in its place, and as they are.

    None where there is no such file on the disk: then it is not known what included it.
    """
    if not os.path.isfile(path):
        return []
    project = Project()
    real = Path(os.path.realpath(path))
    files = _files_including([real], project, lambda _: False)
    register = project.loaded_files.get(real)
    return [(_with_register_replaced(file, register, old, {}), file) for file in files]


def _files_including(paths: Iterable[Path], project: Project, exclude: Callable[[str], bool]) -> list[File]:
    """The files that include one of those at `paths`, absolute ones, in the projects around these."""
    found = _files_of_projects(paths, project, exclude)
    included = {id(file) for path in paths if (file := project.loaded_files.get(path))}
    return [file for file in found if not included.isdisjoint([id(each) for each in registers(file)])]


def _files_of_projects(paths: Iterable[Path], project: Project, exclude: Callable[[str], bool]) -> list[File]:
    """The claim files in the projects around `paths`, as `project` reads them, but for what is excluded."""
    found: dict[int, File] = {}
    for root in dict.fromkeys(map(_widest_project, paths)):
        with suppress(NotFound):
            found.update((id(file), file) for file in project.find([os.path.relpath(root)], exclude).files)
    return list(found.values())


def _widest_project(path: Path) -> Path:
    """The folder in which files that include the one at `path` can lie.

    Theirs may be a wider project than its own: a config in its folder does not hide it from them.
    """
    try:
        return work_tree_above(path.parent)
    except GitError:
        return project_root(path)


def _removed_files() -> list[Path]:
    """What may be a claim file, and is removed by the next commit or by the change that a hook is run on.

    It is in HEAD, or in the revision at which pre-commit says that the change starts, and not in the index.
    """
    revision = os.environ.get("PRE_COMMIT_FROM_REF") or "HEAD"
    try:
        repository = repository_here()
        changed = repository.changed_files(repository.base_tree(revision), CLAIM_FILES)
    except GitError:
        return []
    return [path for name in changed if not os.path.lexists(path := repository.top / name)]


def _include_paths(file: File) -> Iterator[Path]:
    """What `file` names as registers, there or not."""
    folder = os.path.dirname(os.path.realpath(file.path))
    for name in file.include:
        # A name that no file can have is refused elsewhere.
        with suppress(ValueError):
            yield Path(os.path.realpath(os.path.join(folder, name)))


def _with_register_replaced(file: File, register: File | None, old: File, made: dict[int, File]) -> File:
    """`file` with `old` in the place of `register`, wherever it is included."""
    if file is register:
        return old
    if id(file) not in made:
        inner = [_with_register_replaced(each, register, old, made) for each in file.registers]
        made[id(file)] = structs.replace(file, registers=inner)
    return made[id(file)]
