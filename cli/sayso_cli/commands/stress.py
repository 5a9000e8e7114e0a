"""`sayso stress`: which claims fall when a voice or a source is withdrawn."""

from typing import TYPE_CHECKING, Annotated

import typer

from sayso_cli.options import AsOf, Color, DraftFilter, FilterOptions, OutputForm, Paths, SearchOptions, today
from sayso_cli.terminal import Colour, choose_look, echo, progress, refuse_unread, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sayso.provenance.stress import Withdrawal
    from sayso.record.file import File


def _complete(incomplete: str) -> list[tuple[str, str]]:
    """The ids of parties and sources in the working folder that begin so, for the shell."""
    from sayso.record.project import NotFound, Project

    try:
        found = Project().find(["."])
    except NotFound:
        return []
    files = found.with_registers()
    names = {entry.id: entry.value.name for each in files for entry in each.parties if entry.value}
    names |= {entry.id: entry.value.title for each in files for entry in each.sources if entry.value}
    return [(id, visible(name)) for id, name in names.items() if id.startswith(incomplete)]


def stress(
    *,
    paths: Paths = None,
    without: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ID",
            help="Withdraw the voice of this party, or this source, by id or name; show each claim that "
            "loses something (repeatable: all are withdrawn together).",
            autocompletion=_complete,
        ),
    ] = None,
    hidden_link: Annotated[
        bool,
        typer.Option(
            "--hidden-link",
            help="Take each two voices that corroborate a claim for one instead, and show which claims would "
            "rest on one voice.",
        ),
    ] = False,
    filter_options: FilterOptions,
    draft: DraftFilter = None,
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit",
            "-n",
            min=1,
            metavar="NUMBER",
            help="Show so many of each list; 10 (of claims 50) if not given, as JSON all of them.",
        ),
    ] = None,
    as_of: AsOf = None,
    format: Annotated[OutputForm, typer.Option("--format", "-f", help="How to write it.")] = OutputForm.TEXT,
    all: Annotated[bool, typer.Option("--all", "-a", help="Show the long tail too.")] = False,
    color: Color = Colour.AUTO,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print no progress.")] = False,
    search: SearchOptions,
) -> None:
    """Withdraw each voice and each source in turn, and show which claims fall, and how far.

    With --hidden-link: which claims survive any one link of control that nobody knows of.
    With filters it is about the claims that pass; `--as-of` is the day for `--check`.

    Exit status: 0 whatever falls; 2 the job could not be done.
    """
    from sayso.provenance import stress as library
    from sayso_cli.listing.filters import chosen_claims, filters
    from sayso_cli.views.stress_json import stress_json
    from sayso_cli.views.stress_text import stress_text

    if hidden_link and without:
        raise typer.BadParameter("it goes without --without", param_hint="--hidden-link")
    asked = filters(filter_options, draft)
    settings = search.configure()
    found = settings.find(paths)
    refuse_unread(found.files)
    withdrawn = _parse_withdrawals(without or [], found.files)
    day = as_of or today()
    wanted = chosen_claims(found, asked, day, settings.terms(day, checks=bool(asked.check)))
    with progress(found, shown=not quiet, label="withdrawing") as done:
        made: library.Stress | library.JointLosses | library.HiddenLinks
        if hidden_link:
            made = library.hidden_links(found, wanted=wanted, done=done)
        elif withdrawn:
            made = library.stress_together(found, withdrawn, wanted=wanted, done=done)
        else:
            made = library.stress(found, wanted=wanted, done=done)
    render = stress_json if format is OutputForm.JSON else stress_text
    echo(render(made, found, withdrawn, limit, choose_look(color, verbose=all)))


def _parse_withdrawals(ids: list[str], files: "Sequence[File]") -> "list[Withdrawal]":
    """What the ids name: parties or sources, told apart by `party:` or `source:` where need be."""
    from sayso.provenance.stress import Withdrawal
    from sayso.record.references import assemble, id_called, ids_by_name
    from sayso.record.syntax.spelling import suggest

    if not ids:
        return []
    records = [assemble(file) for file in files]
    listed = {
        "party": {id for record in records for id in record.parties},
        "source": {id for record in records for id in record.sources},
    }
    sound = {
        "party": {id for record in records for id in record.sound_parties},
        "source": {id for record in records for id in record.sound_sources},
    }
    names = {
        "party": ids_by_name(entry for each in records for entry in each.parties.values()),
        "source": ids_by_name(entry for each in records for entry in each.sources.values()),
    }
    named = {}
    for given in ids:
        prefix, _, id = given.partition(":")
        kinds = [kind for kind in listed if kind == prefix]
        if not kinds:
            kinds, id = [*listed], given
        meant = [(kind, id) for kind in kinds if id in listed[kind]]
        meant = meant or [(kind, called) for kind in kinds if (called := id_called(id, names[kind]))]
        if not meant:
            like = suggest(id, listed["party"] | listed["source"])
            told = f"; did you mean `{like}`?" if like else ""
            raise typer.BadParameter(f"no party or source `{visible(given)}`{told}", param_hint="--without")
        if len(meant) > 1:
            ways = " or ".join(f"`{kind}:{each}`" for kind, each in meant)
            message = f"`{visible(id)}` is a party and a source; write {ways}"
            raise typer.BadParameter(message, param_hint="--without")
        ((kind, id),) = meant
        if id not in sound[kind]:
            raise typer.BadParameter(
                f"the {kind} `{id}` cannot be read, or refers to what cannot; see `sayso check`",
                param_hint="--without",
            )
        named[kind, id] = Withdrawal(kind, id)  # type: ignore[arg-type]
    return list(named.values())
