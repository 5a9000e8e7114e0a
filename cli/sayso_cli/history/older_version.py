"""The older version of what is checked, or of one file."""

import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

import typer

from sayso.provenance.brief_lists import names_in_brief
from sayso.record.file import File
from sayso.record.project import STDIN, FoundFiles, NotFound, Project
from sayso_cli.history.git import GitError, Repository, repository_here, work_tree_above
from sayso_cli.history.older_files import OlderFiles
from sayso_cli.terminal import fail, visible

# So many files are named whose older version cannot be read; of the others, the number is.
_MAX_NAMED: Final = 3


def older_version(
    revision: str,
    paths: Sequence[str],
    project: Project,
    found: FoundFiles,
    exclude: Callable[[str], bool],
    *,
    exact: bool = False,
) -> FoundFiles:
    """The older version of what `project` has `found` at `paths`: files under the names they have now.

    In a folder it is what was there then, but for what `exclude` passes over. It is that of the commit that
    `revision` and HEAD have in common; if `exact`, that of `revision`. Ends the run if it cannot be had.
    """
    if STDIN in paths:
        option = "--config-from" if exact else "--since"
        raise typer.BadParameter("standard input has no older version", param_hint=option)
    named = [path for path in paths if os.path.isdir(path)]
    folders = [Path(os.path.realpath(path)) for path in named]
    # What cannot be read now needs no older version, and may be a link to anywhere.
    read = [path.parent for path, file in project.loaded_files.items() if file.readable]
    try:
        with closing(OlderFiles()) as older:
            bases = _MergeBases(revision, older, exact=exact)
            for folder in dict.fromkeys((*folders, *read)):
                bases.add(work_tree_above(folder))
            # What is a link now may have been a folder then.
            here = os.path.realpath(os.curdir)
            folders += [Path(os.path.normpath(os.path.join(here, path))) for path in named]
            return _read_older_version(bases, folders, project, found, exclude)
    except GitError as error:
        fail(str(error))


class _MergeBases:
    """What the repositories of a run are compared with, at the base of `revision`: its files are `older`."""

    def __init__(self, revision: str, older: OlderFiles, *, exact: bool) -> None:
        self.older = older
        self._revision = revision
        self._exact = exact
        self._added: set[Path] = set()
        self.then: dict[Path, Path] = {}
        """Where files were then, by where they are now."""

    def add(self, top: Path) -> None:
        """Add the repository at `top`."""
        if top in self._added:
            return
        self._added.add(top)
        repository = Repository(top)
        tree = self._tree(repository)
        self.older.add(repository, tree)
        for now, then in repository.renamed_files(tree).items() if tree else ():
            self.then[top / now] = top / then

    def _tree(self, repository: Repository) -> str | None:
        """The tree to compare with; None where there was nothing.

        A revision is one of the repository one works in: of a submodule it is what was recorded there.
        """
        containing = repository.superproject
        if containing is None or Path(os.path.realpath(os.curdir)).is_relative_to(repository.top):
            return (repository.tree if self._exact else repository.base_tree)(self._revision)
        self.add(containing)
        commit = self.older.submodules.get(repository.top)
        return commit and repository.tree(commit)


def _read_older_version(
    bases: _MergeBases,
    folders: Iterable[Path],
    project: Project,
    found: FoundFiles,
    exclude: Callable[[str], bool],
) -> FoundFiles:
    """The older version of what was found, and of what `folders` held."""
    before = Project(bases.older)
    files: dict[int, File] = {}
    for folder in dict.fromkeys(folders):
        with suppress(NotFound):
            files.update((id(file), file) for file in before.find([str(folder)], exclude).files)
    wanted = {id(file) for file in found.files}
    for path, file in project.loaded_files.items():
        at = str(bases.then.get(path, path))
        if id(file) in wanted and bases.older.kind(at) == "file":
            old = before.load(at)
            files[id(old)] = old
    now = {then: path for path, then in bases.then.items()}
    unread = []
    for path, old in before.loaded_files.items():
        new = project.loaded_files.get(now.get(path, path))
        old.path = new.path if new else os.path.relpath(path)
        if new and not old.readable:
            unread.append(f"{new.path} ({old.problems[0].message})")
    if unread:
        names = names_in_brief(unread, _MAX_NAMED)
        line = f"sayso: what cannot be read in the older version counts as new: {names}"
        typer.echo(visible(line), err=True)
    return FoundFiles(tuple(files.values()), 0)


def older_file(name: str, revision: str, path: str) -> File:
    """The file at `path` as of `revision`, with what it includes as of then, shown as `name`.

    Raises `GitError`.
    """
    repository = repository_here()
    here = Path(os.path.realpath(os.curdir))
    # As git has it: from the top of the repository, unless it says that it starts here.
    start = here if path.startswith(("./", "../")) else repository.top
    with closing(OlderFiles()) as older:
        older.add(repository, repository.tree(revision))
        if older.kind(start / path) != "file":
            inside = here.relative_to(repository.top) / path
            hint = f"; did you mean `{revision}:{inside}`?" if older.kind(here / path) == "file" else ""
            raise GitError(f"there is no file `{path}` in `{revision}`{hint}")
        project = Project(older)
        file = project.load(str(start / path))
        for real, each in project.loaded_files.items():
            each.path = str(real)
    file.path = name
    return file
