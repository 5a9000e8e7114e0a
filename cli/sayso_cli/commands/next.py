"""`sayso next`: what to do next, ranked by what it would change."""

from typing import Annotated

import typer

from sayso_cli.options import AsOf, Color, DraftFilter, FilterOptions, OutputForm, Paths, SearchOptions, today
from sayso_cli.terminal import Colour, choose_look, echo, progress, refuse_unread


def next(
    *,
    paths: Paths = None,
    filter_options: FilterOptions,
    draft: DraftFilter = None,
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit",
            "-n",
            min=1,
            metavar="NUMBER",
            help="Show so many tasks, and so many facts; 10 if not given, as JSON all of them.",
        ),
    ] = None,
    format: Annotated[OutputForm, typer.Option("--format", "-f", help="How to write it.")] = OutputForm.TEXT,
    as_of: AsOf = None,
    color: Color = Colour.AUTO,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print no progress.")] = False,
    search: SearchOptions,
) -> None:
    """Show what to do next, ranked by how many claims it would give another standing.

    Each gap of the record is taken as closed, and the claims are judged anew: alone, and for the best few
    together. Then the same for the facts on which standings hang, and which nothing in the record shows.
    With filters it is about the claims that pass.

    Exit status: 0 whatever there is to do; 2 the job could not be done.
    """
    from sayso.report.agenda import agenda
    from sayso_cli.listing.filters import chosen_claims, filters
    from sayso_cli.views.next_json import next_json
    from sayso_cli.views.next_text import next_text

    asked = filters(filter_options, draft)
    settings = search.configure()
    found = settings.find(paths)
    refuse_unread(found.files)
    day = as_of or today()
    terms = settings.terms(day, checks=bool(asked.check))
    wanted = chosen_claims(found, asked, day, terms)
    with progress(found, shown=not quiet, label="judging") as done:
        made = agenda(
            found,
            day.isoformat(),
            wanted=wanted,
            done=done,
            least_voices=lambda path: terms(path).house.least_voices,
        )
    render = next_json if format is OutputForm.JSON else next_text
    echo(render(made, found, limit, choose_look(color)))
