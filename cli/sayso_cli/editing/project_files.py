"""Entries by their ids, and every file of the project that sees them: for the commands that change ids."""

import os
from collections.abc import Sequence
from pathlib import Path

import typer

from sayso.record.edit import SECTIONS, Editor, EntryKind, editor, first_fault
from sayso.record.file import File, Place
from sayso.record.project import STDIN_SHOWN, NotFound, Project, project_root, registers
from sayso.record.references import AnyEntry, id_called, ids_by_name
from sayso.record.syntax.spelling import suggest
from sayso.rules.sentences import enumeration
from sayso_cli.configuration import Configuration
from sayso_cli.editing.mentions import Mention, mentions
from sayso_cli.files import problem_line
from sayso_cli.terminal import fail, visible

EntryName = tuple[EntryKind, str]
"""An entry by its kind and its id."""


class ProjectFiles:
    """The claim files that were named, and those of their projects, which may include the same registers."""

    def __init__(
        self, settings: Configuration, paths: list[str] | None, project: Project | None = None
    ) -> None:
        self._project = project = project or Project()
        self.named = settings.find(paths, project).files
        for file in self.named:
            if file.path == STDIN_SHOWN:
                fail("standard input cannot be changed; name a file")
        roots = {str(project_root(Path(os.path.realpath(file.path)))) for file in self.named}
        files = dict.fromkeys(self.named)
        for root in sorted(roots):
            try:
                found = project.find([os.path.relpath(root)]).files
            except NotFound:
                continue
            files |= dict.fromkeys(found)
        self._records = [[file, *registers(file)] for file in files]
        self._editors: dict[File, Editor | None] = {}
        self._mentions: dict[File, dict[EntryName, list[Mention]]] = {}
        for file in self.named:
            self.edit(file)
        for file in files:
            if not file.readable:
                typer.echo(
                    f"sayso: not looked into: {visible(problem_line(file, file.problems[0]))}", err=True
                )

    def load(self, path: str) -> File:
        """The file at `path`, which need not have been found."""
        return self._project.load(path)

    def entry_meant(self, given: str) -> EntryName:
        """What an id or a name means, where need be with `party:`, `source:` or `claim:` before it."""
        prefix, _, id = given.partition(":")
        kinds = tuple(kind for kind in SECTIONS if kind == prefix)
        if not kinds:
            kinds, id = tuple(SECTIONS), given
        files = [each for file in self.named for each in (file, *registers(file))]
        found = [(kind, id) for kind in kinds if any(self.definitions_in(each, (kind, id)) for each in files)]
        found = found or [(kind, called) for kind in kinds if (called := _id_called(id, kind, files))]
        if not found:
            meant = suggest(
                id,
                {known for each in files for kind, known in self._mentions_by_entry(each) if kind in kinds},
            )
            hint = f"; did you mean `{visible(meant)}`?" if meant else ""
            raise typer.BadParameter(f"no {enumeration(kinds, 'or')} `{visible(id)}`{hint}")
        if len(found) > 1:
            listed = " or ".join(f"`{kind}:{each}`" for kind, each in found)
            nouns = " and a ".join(kind for kind, _ in found)
            raise typer.BadParameter(f"`{visible(id)}` is a {nouns}; write {listed}")
        return found[0]

    def edit(self, file: File) -> Editor:
        """An editor for `file`; ends the run where it cannot be written to."""
        found = self._editor(file)
        if found is None:
            problem = first_fault(file)
            shown = visible(file.path)
            fail(
                problem_line(file, problem) if problem else f"{shown} cannot be written to: see `sayso check`"
            )
        return found

    def mentions_in(self, file: File, entry: EntryName) -> list[Mention]:
        """Where the id of an entry stands in `file`."""
        return self._mentions_by_entry(file).get(entry, [])

    def definitions_in(self, file: File, entry: EntryName) -> list[Mention]:
        """Where `file` defines an entry."""
        return [mention for mention in self.mentions_in(file, entry) if mention.defines]

    def definition_of(self, entry: EntryName) -> tuple[File, Mention]:
        """The one place where an entry is defined; ends the run where there are several."""
        found = [
            (file, mention)
            for file in self.files_sharing(entry)
            for mention in self.definitions_in(file, entry)
        ]
        if len(found) > 1:
            listed = ", ".join(place_of(*each) for each in found)
            fail(f"there are {len(found)} entries `{entry[1]}`: {listed}; name the file that is meant")
        return found[0]

    def files_sharing(self, entry: EntryName) -> list[File]:
        """The files in which the id of an entry means one that is in a file that was named.

        Where a file belongs to several records, those of all of them. A claim is seen by its own file only.
        """
        if entry[0] == "claim":
            return [file for file in self.named if self.definitions_in(file, entry)]
        named = set(self.named)
        reached = [
            record
            for record in self._records
            if record[0] in named and any(self.definitions_in(file, entry) for file in record)
        ]
        while True:
            files = {file for record in reached for file in record if self.mentions_in(file, entry)}
            more = [record for record in self._records if not files.isdisjoint(record)]
            if len(more) == len(reached):
                return list(dict.fromkeys(file for record in more for file in record))
            reached = more

    def _editor(self, file: File) -> Editor | None:
        if file not in self._editors:
            self._editors[file] = editor(file)
        return self._editors[file]

    def _mentions_by_entry(self, file: File) -> dict[EntryName, list[Mention]]:
        """The ids of a file by what they mean; none where it cannot be read."""
        if file not in self._mentions:
            found: dict[EntryName, list[Mention]] = {}
            edit = self._editor(file)
            for mention in mentions(edit) if edit else ():
                found.setdefault((mention.kind, mention.id), []).append(mention)
            self._mentions[file] = found
        return self._mentions[file]


def _id_called(name: str, kind: EntryKind, files: Sequence[File]) -> str:
    """The id of the one party, source or claim in `files` that is called `name`; empty if there is none."""
    entries: list[AnyEntry] = []
    for file in files:
        own: dict[EntryKind, Sequence[AnyEntry]] = {
            "party": file.parties,
            "source": file.sources,
            "claim": file.claims,
        }
        entries += own[kind]
    return id_called(name, ids_by_name(entries))


def place_of(file: File, mention: Mention) -> str:
    """The file and the line on which an id stands, to show."""
    line = Place(file, mention.pointer, key=mention.key).position().line
    return visible(f"{file.path}:{line}")
