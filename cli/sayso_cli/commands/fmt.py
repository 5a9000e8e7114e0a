"""`sayso fmt`: claim files in the canonical order and layout."""

import sys
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from sayso_cli.files import problem_line, replace
from sayso_cli.options import SearchOptions
from sayso_cli.terminal import EXIT_FAILED, fail, visible

if TYPE_CHECKING:
    from sayso.record.file import File

EXIT_CHANGES: Final = 1
"""Exit status: with --check or --diff, a file would be written differently."""


def fmt(
    *,
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            help="Claim files, folders to search for them, or `-` for standard input, which goes to "
            "standard output. Without any, those of the config, else the working folder. [SAYSO_PATHS]"
        ),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit with status 1 if a file would change.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Write nothing but what would change; exit status as for --check.")
    ] = False,
    search: SearchOptions,
) -> None:
    """Write claim files in the canonical order and layout. Their meaning never changes.

    Keys get the order of the schema; entries keep theirs, and numbers are kept as they are written.

    Exit status: 0 done; 1 with --check or --diff, a file would change; 2 a file could not be read or
    written. Files that cannot be read are left alone, the others are written all the same.
    """
    from sayso.record.project import STDIN, STDIN_SHOWN
    from sayso.rules.sentences import count

    files = search.configure().find(paths).files
    if not sys.stdout and (diff or STDIN in (paths or ())):
        fail("cannot write to standard output: it is closed")
    changed, failed = 0, 0
    for file in files:
        new = canonical_text(file)
        if new is None:
            failed += 1
            continue
        differs = new != file.text
        if diff:
            _print_diff(file, new)
        elif file.path == STDIN_SHOWN and not check and STDIN in (paths or ()):
            typer.echo(new.encode(), nl=False)
        elif differs and check:
            typer.echo(f"would change: {visible(file.path)}", err=True)
        elif differs:
            try:
                replace(Path(file.path), new.encode(), before=file.text.encode())
            except OSError as error:
                _print_message(f"cannot write {file.path}: {error.strerror}")
                failed += 1
                continue
        changed += differs
    verb = "would change" if check or diff else "changed"
    unread = f", {failed} left alone" if failed else ""
    typer.echo(f"sayso: {count(len(files), 'file')}: {changed} {verb}{unread}", err=True)
    if failed:
        raise typer.Exit(EXIT_FAILED)
    if changed and (check or diff):
        raise typer.Exit(EXIT_CHANGES)


def canonical_text(file: "File") -> str | None:
    """The text of `file` in the canonical layout; None, with a message, if it cannot be read."""
    from sayso.record.edit import canonical_text, first_fault

    problem = first_fault(file)
    if problem:
        _print_message(problem_line(file, problem))
        return None
    return canonical_text(file.text, lines=file.lines)


def _print_message(message: str) -> None:
    typer.echo(f"sayso: error: {visible(message)}", err=True)


def _print_diff(file: "File", new: str) -> None:
    """Print what would change, as a unified diff; on a terminal nothing in it can act on the terminal."""
    from sayso_cli.difference import unified_diff

    # Only line feeds end a line of a diff, whatever else Unicode takes for an end.
    old, wanted = StringIO(file.text).readlines(), StringIO(new).readlines()
    for line in unified_diff(old, wanted, visible(file.path)):
        if sys.stdout.isatty():
            typer.echo(visible(line.rstrip("\r\n")))
        else:
            end = "" if line.endswith("\n") else "\n\\ No newline at end of file\n"
            typer.echo((line + end).encode(), nl=False)
