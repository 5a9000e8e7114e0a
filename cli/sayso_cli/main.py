"""The program `sayso`: its commands, and the options that belong to none of them.

Exit statuses 0 and 1 are verdicts: nothing else that happens ends with one of them.
"""

import errno
import gc
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from importlib import import_module
from typing import Annotated, Any, Final

import typer
from typer.core import TyperCommand, TyperGroup

from sayso_cli.terminal import EXIT_FAILED, keep_errors_ascii, silence_streams

TRACEBACK: Final = "SAYSO_TRACEBACK"
"""The environment variable that asks for the traceback of an internal error."""
_INTERRUPTED: Final = 130
_FULL: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
_HELP = "A linter for claims: flags those that rest only on the claimant's own assertion."


_COMMANDS: Final = {
    "check": "Check claim files, and flag what rests on the claimant's word.",
    "verify": "Open the sources, look for the quotes in them, and lock what was seen.",
    "list": "List claims, one a line; parties, sources and tags with what hangs on each.",
    "show": "Show the checklist of one claim.",
    "stress": "Show what falls when a voice or a source is withdrawn.",
    "next": "Show what to do next, ranked by what it would change.",
    "report": "Write a site about claim files, with a picture of what each claim rests on.",
    "graph": "Draw what one claim rests on: Mermaid, DOT or SVG.",
    "explain": "Explain a check, or list all of them.",
    "init": "Write a claim file to start from.",
    "add": "Add a party, a source or a claim to a claim file.",
    "edit": "Change fields of a party, a source or a claim.",
    "rename": "Give a party, a source or a claim another id, everywhere.",
    "move": "Move claims to another claim file.",
    "remove": "Take a party, a source or a claim out of a claim file.",
    "fmt": "Write claim files in the canonical order and layout.",
    "diff": "Compare two versions of a claim file, claim by claim.",
    "baseline": "Write the findings that are known to a file.",
    "config": "Show what is in force, and from where.",
    "spark": "Check records past one machine, by Spark.",
    "lsp": "Tell an editor the findings as one types (Language Server Protocol).",
}


class _Commands(Mapping[str, Any]):
    """The commands by their names; each is loaded when it is asked for, as most runs call one.

    The command `x` is the function `x` of the module `sayso_cli.commands.x`, of the class `Command` there
    if there is one; or the group of commands `app` there.
    """

    def __getitem__(self, name: str) -> Any:
        help = _COMMANDS[name]
        module = import_module(f"sayso_cli.commands.{name}")
        part = getattr(module, "app", None)
        if part is None:
            from sayso_cli.options import expand_option_groups

            part = typer.Typer(add_completion=False, rich_markup_mode=None)
            kind = getattr(module, "Command", TyperCommand)
            part.command(cls=kind, short_help=help)(expand_option_groups(getattr(module, name)))
        command = typer.main.get_command(part)
        command.name = name
        return command

    def __iter__(self) -> Iterator[str]:
        return iter(_COMMANDS)

    def __len__(self) -> int:
        return len(_COMMANDS)


class _Program(TyperGroup):
    """The program; a reader that goes away ends it quietly, but never with the status of a verdict."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands: Any = _Commands()

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            silence_streams()
            raise typer.Exit(EXIT_FAILED) from None
        except EOFError as error:
            # Typer would take it for somebody who wants to leave, and end with status 1.
            raise RuntimeError(f"{error} (EOFError)") from error


app = typer.Typer(
    name="sayso",
    cls=_Program,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from sayso import __version__

        typer.echo(f"sayso {__version__}")
        raise typer.Exit


@app.callback(help=_HELP)
def sayso(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Nothing is to be done before a command."""


def main() -> None:
    """Run the program: `sayso` on the command line; the process ends with it."""
    try:
        run()
    except SystemExit as ended:
        # Taking apart all that was made, at the end of Python, is a tenth of the time of a small check.
        silence_streams()
        os._exit(int(ended.code or 0))


def run() -> None:
    """Run the program in this process; raises `SystemExit` at its end."""
    # Nearly all that a run makes lives until its end: looking for garbage in between is work for nothing.
    gc.disable()
    keep_errors_ascii()
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)
    except OSError as error:
        sys.exit(
            _report_full_disk(error)
            if error.errno in _FULL and error.filename is None
            else _report_bug(error)
        )
    except Exception as error:
        sys.exit(_report_bug(error))


def _report_full_disk(error: OSError) -> int:
    """Say that help or version found no room on standard output; returns the exit status."""
    silence_streams()
    # It may be standard error that is full.
    with suppress(OSError):
        print(f"sayso: error: cannot write to standard output: {error.strerror}", file=sys.stderr)  # noqa: T201
    return EXIT_FAILED


def _report_bug(error: Exception) -> int:
    """Say on standard error what happened; returns the exit status."""
    lines = [
        f"sayso: internal error: {type(error).__name__}: {error}",
        "This is a bug in sayso, and says nothing about the record. Please report it; "
        f"{TRACEBACK}=1 shows where it happened.",
    ]
    if os.environ.get(TRACEBACK):
        import traceback

        lines[:0] = "".join(traceback.format_exception(error)).splitlines()
    for line in lines:
        # An error may quote the record, so all but ASCII is escaped.
        print(ascii(line)[1:-1], file=sys.stderr)  # noqa: T201
    return EXIT_FAILED
