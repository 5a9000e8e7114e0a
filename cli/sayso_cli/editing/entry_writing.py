"""Entries put into a claim file: what stands there keeps every byte."""

from collections.abc import Sequence
from pathlib import Path

from sayso.record.edit import apply_splices, editor, first_fault, in_canonical_order
from sayso.record.file import File
from sayso.record.load import load
from sayso_cli import files
from sayso_cli.editing.questions import Made
from sayso_cli.files import NotWritten, problem_line
from sayso_cli.terminal import fail


def refuse_unsound(file: File) -> None:
    """End the run if nothing can be added to `file`."""
    problem = first_fault(file)
    if problem:
        fail(problem_line(file, problem))
    if editor(file) is None:
        fail(f"{file.path} cannot be added to: `sayso check {file.path}` says what is wrong with it")


def with_entries(file: File, entries: Sequence[Made]) -> File:
    """`file` with `entries`, each behind the others of its kind."""
    for kind, id, entry in entries:
        edit = editor(file)
        assert edit is not None
        own = {name: value for name, value in entry.items() if name != "id"}
        if kind == "claim":
            own = {"evidence": [], "corroboration": [], **entry}
        text = apply_splices(file.text, [edit.add(kind, id, in_canonical_order(kind, own))])
        file = load(file.path, text.encode(), lines=file.lines)
    return file


def write_anew(file: File, new: File) -> None:
    """Put `new` in the place of `file`, which must be as it was read. Raises `NotWritten`."""
    said = {(problem.message, problem.pointer) for problem in file.problems}
    for problem in new.problems:
        if (problem.message, problem.pointer) not in said and len(new.problems) > len(file.problems):
            raise NotWritten(f"nothing was changed: {problem.message}; {problem.help}")
    try:
        files.replace(Path(file.path), new.text.encode(), was=file.text.encode())
    except OSError as error:
        raise NotWritten(f"cannot write {file.path}: {error.strerror}") from None
