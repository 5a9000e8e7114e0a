"""`sayso next`: what to do next, ranked by what it would change."""

from typing import TYPE_CHECKING, Annotated

import typer

from sayso_cli.files import problem_line
from sayso_cli.options import (
    AsOf,
    ClaimantFilter,
    Color,
    ConfigFile,
    DraftFilter,
    Exclude,
    Form,
    NoConfig,
    OutcomeFilter,
    PartyFilter,
    Paths,
    StandingFilter,
    TagFilter,
    TextFilter,
    today,
)
from sayso_cli.terminal import Colour, fail

if TYPE_CHECKING:
    from collections.abc import Callable

    from sayso.record.project import Found
    from sayso.rules.rule import Terms
    from sayso_cli.listing.filters import Filters


def next(
    paths: Paths = None,
    standing: StandingFilter = None,
    outcome: OutcomeFilter = None,
    claimant: ClaimantFilter = None,
    party: PartyFilter = None,
    tag: TagFilter = None,
    text: TextFilter = None,
    draft: DraftFilter = None,
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit",
            "-n",
            min=1,
            metavar="NUMBER",
            help="Show so many tasks, and so many facts; 10 if not given, as JSON all of them.",
            show_default=False,
        ),
    ] = None,
    format: Annotated[Form, typer.Option("--format", "-f", help="How to write it.")] = Form.TEXT,
    as_of: AsOf = None,
    color: Color = Colour.AUTO,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print no progress.")] = False,
    exclude: Exclude = None,
    config: ConfigFile = None,
    no_config: NoConfig = False,
) -> None:
    """Show what to do next, ranked by how many claims it would give another standing.

    Each gap of the record is taken as closed, and the claims are judged anew: alone, and for the best few
    together. Then the same for the facts on which standings hang, and which nothing in the record shows.
    With filters it is about the claims that pass.

    Exit status: 0 whatever there is to do; 2 the job could not be done.
    """
    from sayso.report.agenda import agenda
    from sayso_cli.configuration import configure
    from sayso_cli.listing.filters import filters
    from sayso_cli.terminal import echo, look_for, progress

    asked = filters(standing, claimant, party, tag, None, text, draft, outcome)
    settings = configure(config, no_config, {"exclude": exclude})
    found = settings.find(paths)
    for file in found.files:
        if not file.readable:
            fail(problem_line(file, file.problems[0]))
    claims = sum(len(file.claims) for file in found.files)
    kept = _kept(found, asked, settings.terms(today(), checks=False)) if asked else None
    with progress(claims, shown=not quiet, label="judging") as done:
        made = agenda(
            found,
            (as_of or today()).isoformat(),
            wanted=lambda entry: kept is None or id(entry) in kept,
            done=done,
        )
    look = look_for(color)
    if format is Form.JSON:
        from sayso_cli.views.next_json import next_json

        echo(next_json(made, found, limit, look))
    else:
        from sayso_cli.views.next_text import next_text

        echo(next_text(made, found, limit, look))


def _kept(found: "Found", asked: "Filters", terms: "Callable[[str], Terms]") -> set[int]:
    """The entries of the claims that pass; where none does, it is said what there is."""
    from sayso.report.engine import check
    from sayso.rules.rule import House
    from sayso_cli.listing.filters import Selection

    selection = Selection(check(found, House(today()), terms=terms), asked)
    if not selection.kept:
        typer.echo(f"sayso: {selection.why_empty()}", err=True)
    return {id(claim.entry) for claim in selection.kept}
