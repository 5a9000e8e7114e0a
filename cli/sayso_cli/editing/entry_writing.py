"""Entries put into a claim file: what stands there keeps every byte."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from sayso.record.edit import EntryKind, edited_file, editor, first_fault
from sayso.record.file import File
from sayso_cli import files
from sayso_cli.files import problem_line
from sayso_cli.terminal import fail


class NewEntry(NamedTuple):
    """An entry that was given or asked for."""

    kind: EntryKind
    id: str
    entry: dict[str, Any]


def refuse_unsound(file: File) -> None:
    """End the run if nothing can be added to `file`."""
    problem = first_fault(file)
    if problem:
        fail(problem_line(file, problem))
    if editor(file) is None:
        fail(f"{file.path} cannot be added to: `sayso check {file.path}` says what is wrong with it")


def with_entries(file: File, entries: Sequence[NewEntry]) -> File:
    """`file` with `entries`, each behind the others of its kind."""
    for kind, id, entry in entries:
        edit = editor(file)
        assert edit is not None
        own = {name: value for name, value in entry.items() if name != "id"}
        if kind == "claim":
            own = {"evidence": [], "corroboration": [], **entry}
        file = edited_file(file, [edit.add(kind, id, own)])
    return file


def write_anew(file: File, new: File, hint: str = "") -> None:
    """Put `new` in the place of `file`, which must be as it was read.

    Ends the run, with `hint`, where that cannot be, or where `new` has a fault that `file` had not.
    """
    said = {(problem.message, problem.pointer) for problem in file.problems}
    for problem in new.problems:
        if (problem.message, problem.pointer) not in said and len(new.problems) > len(file.problems):
            fail(f"nothing was changed: {problem.message}; {problem.help}{hint}")
    write_text(file, new.text, hint)


def write_text(file: File, new: str, hint: str = "") -> None:
    """Put the text `new` in the place of that of `file`; ends the run, with `hint`, where that cannot be."""
    try:
        files.replace(Path(file.path), new.encode(), before=file.text.encode())
    except OSError as error:
        fail(f"cannot write {file.path}: {error.strerror}{hint}")
