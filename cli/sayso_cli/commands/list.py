"""`sayso list`: claims, one a line; parties, sources and tags with what hangs on each."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, assert_never

import typer

from sayso_cli.listing.kinds import GroupBy, ListFormat, Sort, What
from sayso_cli.options import AsOf, Color, DraftFilter, FilterOptions, NoPager, PathList, SearchOptions, today
from sayso_cli.terminal import EXIT_FAILED, Colour, Look, choose_look, has_width, progress, visible

if TYPE_CHECKING:
    from sayso_cli.listing.filters import Selection
    from sayso_cli.listing.tables import Table


def list(
    *,
    paths: Annotated[
        PathList,
        typer.Argument(
            metavar="[claims|parties|sources|tags] [PATHS]...",
            help="What to list, claims if nothing is said; then claim files, folders to search for them, "
            "or `-` for standard input. A folder with one of these names is written `./claims`.",
        ),
    ] = None,
    filter_options: FilterOptions,
    draft: DraftFilter = None,
    sort: Annotated[
        Sort | None,
        typer.Option(
            help="Claims by record (the order of the files, if nothing is said), standing, voices, claimant, "
            "stated or id; all else by uses (if nothing is said), name, id or record."
        ),
    ] = None,
    group_by: Annotated[GroupBy | None, typer.Option(help="Claims in groups; one may be in several.")] = None,
    format: Annotated[ListFormat, typer.Option("--format", "-f", help="How to write it.")] = ListFormat.TEXT,
    as_of: AsOf = None,
    color: Color = Colour.AUTO,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Do not say how many there are.")] = False,
    no_pager: NoPager = False,
    search: SearchOptions,
) -> None:
    """List claims, one a line: mark, standing, voices for and against it, id, claimant, statement.

    `sayso list parties`, `sources` and `tags` list these, with the claims and whatever else hangs on each.
    With filters only what has a part in the claims that are meant; `--check` and `--text` then ask for the
    parties, sources and tags themselves.

    No check is run but for `--check`. On a terminal a line is cut where it ends; elsewhere nothing is cut.

    Exit status: 0 listed, be it nothing; 2 the job could not be done, or a file could not be read.
    """
    from sayso.report.engine import check as run
    from sayso.rules.rule import House
    from sayso_cli.files import problem_line
    from sayso_cli.listing.filters import filters
    from sayso_cli.listing.tables import make_table
    from sayso_cli.screen.pager import show

    what, rest = _split_arguments(paths or ())
    _refuse_order(what, sort, group_by)
    asked = filters(filter_options, draft)
    settings = search.configure()
    found = settings.find(rest or None)
    house = House(as_of or today())
    with progress(found, shown=not quiet, label="reading") as done:
        terms = settings.terms(house.as_of, checks=bool(asked.check))
        report = run(found, house, terms=terms, done=done)
    table, selection = make_table(what, report, found.files, asked, sort, group_by)
    look = choose_look(color)
    show(_render_table(format, table, look), paged=not no_pager)
    if not quiet:
        typer.echo(_count_sentence(table, selection), err=True)
    unreadable = [file for file in found.files if not file.readable]
    for file in unreadable:
        typer.echo(f"sayso: not listed: {visible(problem_line(file, file.problems[0]))}", err=True)
    if unreadable:
        raise typer.Exit(EXIT_FAILED)


def _split_arguments(named: Sequence[str]) -> tuple[What, PathList]:
    """What is to be listed, and the paths."""
    if named and named[0] in {each.value for each in What}:
        return What(named[0]), [*named[1:]]
    return What.CLAIMS, [*named]


def _refuse_order(what: What, sort: Sort | None, by: GroupBy | None) -> None:
    """Refuse an order or groups that make no sense for what is listed."""
    from sayso_cli.listing.order import CLAIM_SORTS
    from sayso_cli.listing.tables import ROW_SORTS

    if by and what is not What.CLAIMS:
        raise typer.BadParameter(f"{what} cannot be grouped, only claims can", param_hint="--group-by")
    known = CLAIM_SORTS if what is What.CLAIMS else ROW_SORTS
    if sort and sort not in known:
        raise typer.BadParameter(
            f"{what} cannot be sorted by {sort}; there are {', '.join(known)}", param_hint="--sort"
        )


def _render_table(format: ListFormat, table: "Table", look: "Look") -> "str | Iterator[str]":
    """`table` in `format`."""
    match format:
        case ListFormat.TEXT:
            from sayso_cli.listing.list_text import list_text

            return list_text(table, look, cut=has_width())
        case ListFormat.JSON:
            from sayso_cli.listing.list_json import list_json

            return list_json(table, look)
        case ListFormat.CSV:
            from sayso_cli.listing.list_csv import list_csv

            return list_csv(table)
        case ListFormat.MARKDOWN:
            from sayso_cli.listing.list_markdown import list_markdown

            return list_markdown(table)
        case _:
            assert_never(format)


def _count_sentence(table: "Table", selection: "Selection") -> str:
    """How many there are; where there are none, what there is instead."""
    from sayso.rules.sentences import count

    if not table.matching and selection.asked and not selection.matching:
        return f"sayso: {selection.why_empty()}"
    noun = table.what.noun
    plural = table.what.value
    of = f" of {table.total:,}" if table.matching != table.total else ""
    line = f"sayso: {table.matching:,}{of} {noun if table.total == 1 else plural}"
    if table.what is What.CLAIMS and (unread := sum(claim.judgement is None for claim in selection.matching)):
        line += f"; {count(unread, 'claim')} cannot be judged, see `sayso check`"
    return line
