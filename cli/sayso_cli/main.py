"""The program `sayso`: its commands, and the options that belong to none of them."""

import gc
from typing import Annotated

import typer

from sayso_cli.add import adding
from sayso_cli.check import check
from sayso_cli.explain import explain
from sayso_cli.fix import Fixing
from sayso_cli.fmt import fmt
from sayso_cli.init import init

app = typer.Typer(
    name="sayso",
    help="A linter for claims: flags those that rest only on the claimant's own assertion.",
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


@app.callback()
def sayso(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """A linter for claims: flags those that rest only on the claimant's own assertion."""


app.command(cls=Fixing)(check)
app.command()(explain)
app.command()(init)
app.add_typer(adding, name="add")
app.command()(fmt)


def main() -> None:
    """Run the program: `sayso` on the command line."""
    # Nearly all that a run makes lives until its end: looking for garbage in between is work for nothing.
    gc.disable()
    app()
