"""`sayso show`: the checklist of one claim."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Final, NoReturn

import typer

from sayso_cli.options import AsOf, Color, ConfigOptions, HouseOptions, NoPager, OutputForm, today
from sayso_cli.terminal import Colour, choose_look, did_you_mean, fail, refuse_unread, visible

if TYPE_CHECKING:
    from sayso.record.file import File

# So many documents are told to programs; on a terminal, far fewer.
_MAX_DOCUMENTS: Final = 1000
# So many places are named where an id is ambiguous.
_MAX_NAMED: Final = 5


def _complete(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The ids that begin so, for the shell, each with its statement."""
    from sayso.record.project import NotFound, Project

    try:
        found = Project().find(ctx.params.get("file") or ["."])
    except NotFound:
        return []
    return [
        (entry.id, visible(entry.value.statement) if entry.value else "")
        for file in found.files
        for entry in file.claims
        if entry.id and entry.id.startswith(incomplete)
    ]


def show(
    *,
    claim: Annotated[
        str, typer.Argument(metavar="CLAIM", help="The id of a claim.", autocompletion=_complete)
    ],
    file: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILE]...",
            help="The claim file, a folder to search, or `-` for standard input. Without any, "
            "those of the config, else the working folder.",
        ),
    ] = None,
    format: Annotated[OutputForm, typer.Option("--format", "-f", help="How to write it.")] = OutputForm.TEXT,
    house_options: HouseOptions,
    as_of: AsOf = None,
    verbose: Annotated[
        bool,
        typer.Option(
            "--verbose", "-v", help="Cut nothing, and show the walks of each item and how each check went."
        ),
    ] = False,
    color: Color = Colour.AUTO,
    no_pager: NoPager = False,
    config_options: ConfigOptions,
) -> None:
    """Show the checklist of one claim: its items, its walks, the cut, what is missing, each check.

    Exit status: 0 whatever the standing is; 2 there is no such claim, or it cannot be judged.
    """
    from sayso.provenance.trace import MAX_DOCUMENTS
    from sayso.report.checklist import checklist
    from sayso.rules.rule import House
    from sayso_cli.screen import pager
    from sayso_cli.views.show_json import show_json
    from sayso_cli.views.show_text import show_text

    settings = config_options.configure(**house_options._asdict())
    found = settings.find(file)
    house = House(as_of or today())
    where, index = find_claim(claim, found.files)
    most = MAX_DOCUMENTS if format is OutputForm.TEXT else _MAX_DOCUMENTS
    made = checklist(where, index, house, terms=settings.terms(house.as_of), most=most)
    render = show_json if format is OutputForm.JSON else show_text
    pager.show(render(made, choose_look(color, verbose=verbose)), paged=not no_pager)
    if made.claim.on is None:
        fail(f"the claim `{claim}` cannot be judged: mend what is shown, then ask again")


def find_claim(id: str, files: "Sequence[File]") -> "tuple[File, int]":
    """The one claim with that id: its file, and its index there. Ends the run if there is not just one."""
    from sayso.provenance.brief_lists import names_in_brief
    from sayso.record.file import Place

    known = [(file, index) for file in files for index, entry in enumerate(file.claims) if entry.id == id]
    if not known:
        _fail_unknown_claim(id, files)
    if len(known) > 1:
        places = [
            f"{file.path}:{Place(file, file.claims[index].pointer).position().line}" for file, index in known
        ]
        listed = names_in_brief(places, _MAX_NAMED)
        if len({file.path for file, _ in known}) == 1:
            fail(f"the id `{id}` is taken more than once: {listed}; give each claim its own")
        fail(f"several files hold a claim `{id}`: {listed}; name the file that is meant")
    return known[0]


def _fail_unknown_claim(id: str, files: "Sequence[File]") -> NoReturn:
    """End the run, and say why there is no claim with that id."""
    from sayso.record.references import ids_by_name

    refuse_unread(files, f"no claim `{id}` was found, but a file cannot be read: ")
    known = [entry for file in files for entry in file.claims if entry.id]
    ids, lists = {entry.id for entry in known}, "`sayso check -v` lists the claims"
    fail(f"no claim `{id}`; {did_you_mean(id, ids, lists, ids_by_name(known))}")
