"""The program `sayso`: its commands, and the options that belong to none of them.

Exit statuses 0 and 1 are verdicts: nothing else that happens ends with one of them.
"""

import gc
import os
import sys
from typing import Annotated, Any, Final

import typer
from typer.core import TyperGroup

from sayso_cli.add import adding
from sayso_cli.check import check
from sayso_cli.explain import explain
from sayso_cli.fix import Fixing
from sayso_cli.fmt import fmt
from sayso_cli.init import init
from sayso_cli.terminal import FAILED, hush
from sayso_cli.verify import verify

TRACEBACK: Final = "SAYSO_TRACEBACK"
"""The environment variable that asks for the traceback of an internal error."""
_INTERRUPTED: Final = 130
_HELP = "A linter for claims: flags those that rest only on the claimant's own assertion."


class _Program(TyperGroup):
    """The program; a reader that goes away ends it quietly, but never with the status of a verdict."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            hush()
            raise typer.Exit(FAILED) from None
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


app.command(cls=Fixing, short_help="Check claim files, and flag what rests on the claimant's word.")(check)
app.command(short_help="Open the sources, look for the quotes in them, and lock what was seen.")(verify)
app.command(short_help="Explain a check, or list all of them.")(explain)
app.command(short_help="Write a claim file to start from.")(init)
app.add_typer(adding, name="add")
app.command(short_help="Write claim files in the canonical order and layout.")(fmt)


def main() -> None:
    """Run the program: `sayso` on the command line."""
    # Nearly all that a run makes lives until its end: looking for garbage in between is work for nothing.
    gc.disable()
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)
    except Exception as error:
        sys.exit(_bug(error))


def _bug(error: Exception) -> int:
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
    return FAILED
