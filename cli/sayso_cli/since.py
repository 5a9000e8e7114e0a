"""`--since REV`: the older version of what is checked."""

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

import typer

from sayso.record.file import File
from sayso.record.project import STDIN, Found, NotFound, Project
from sayso_cli.git import GitError, Repository, above
from sayso_cli.older import Older
from sayso_cli.terminal import fail

# So many files are named whose older version cannot be read; of the others, the number is.
_NAMED: Final = 3


def older(
    revision: str, paths: Sequence[str], project: Project, found: Found, exclude: Callable[[str], bool]
) -> Found:
    """The older version of what `project` has `found` at `paths`: files under the names they have now.

    In a folder it is what was there then. Ends the run if it cannot be had.
    """
    if STDIN in paths:
        raise typer.BadParameter("standard input has no older version", param_hint="--since")
    folders = [Path(os.path.realpath(path)) for path in paths if os.path.isdir(path)]
    try:
        with Older() as shelf:
            return _Since(revision, shelf).older(folders, project, found, exclude)
    except GitError as error:
        fail(str(error))


class _Since:
    """The repositories of one run as they were at the base of `revision`."""

    def __init__(self, revision: str, shelf: Older) -> None:
        self._revision = revision
        self._shelf = shelf
        self._added: set[Path] = set()
        # Where files are now, by where they were then, and the other way round.
        self._now: dict[Path, Path] = {}
        self._then: dict[Path, Path] = {}

    def older(
        self, folders: Sequence[Path], project: Project, found: Found, exclude: Callable[[str], bool]
    ) -> Found:
        """The older version of what `project` has `found`, and of what `folders` held then."""
        # What cannot be read now needs no older version, and may be a link to anywhere.
        read = [path.parent for path, file in project.loaded.items() if file.readable]
        for folder in dict.fromkeys((*folders, *read)):
            self._add(above(folder))
        before = Project(self._shelf)
        files: dict[int, File] = {}
        for folder in folders:
            with suppress(NotFound):
                files.update((id(file), file) for file in before.find([str(folder)], exclude).files)
        wanted = {id(file) for file in found.files}
        for path, file in project.loaded.items():
            then = self._then.get(path, path)
            if id(file) in wanted and self._shelf.kind(then) == "file":
                old = before.load(str(then))
                files[id(old)] = old
        unread = []
        for then, old in before.loaded.items():
            new = project.loaded.get(self._now.get(then, then))
            if new is not None:
                old.path = new.path
                if not old.readable:
                    unread.append(f"{new.path} ({old.problems[0].message})")
        if unread:
            _warn(unread)
        return Found(tuple(files.values()), 0)

    def _add(self, top: Path) -> None:
        """Add the repository at `top` to the shelf."""
        if top in self._added:
            return
        self._added.add(top)
        repository = Repository(top)
        tree = self._tree(repository)
        self._shelf.add(repository, tree)
        for now, then in repository.renamed(tree).items() if tree else ():
            self._now[top / then] = top / now
            self._then[top / now] = top / then

    def _tree(self, repository: Repository) -> str | None:
        """The tree to compare with; None where there was nothing.

        A revision is one of the repository one works in: of a submodule it is what was recorded there.
        """
        containing = repository.containing
        if containing is None or Path(os.path.realpath(os.curdir)).is_relative_to(repository.top):
            return repository.base(self._revision)
        self._add(containing)
        commit = self._shelf.submodule(repository.top)
        return commit and repository.tree(commit)


def _warn(unread: Sequence[str]) -> None:
    """Say which files have an older version that cannot be read."""
    names = ", ".join(unread[:_NAMED])
    if len(unread) > _NAMED:
        names += f" and {len(unread) - _NAMED} more"
    from sayso_cli.visible import visible

    typer.echo(visible(f"sayso: what cannot be read in the older version counts as new: {names}"), err=True)
