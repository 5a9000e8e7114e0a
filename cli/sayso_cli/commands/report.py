"""`sayso report`: a static site about claim files, or one page."""

import gc
import os
import re
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from sayso_cli.files import replace
from sayso_cli.options import AsOf, FilterOptions, Paths, SearchOptions, output_option, repository, today
from sayso_cli.terminal import Look, fail, print_notice, progress, refuse_unread, visible

if TYPE_CHECKING:
    from sayso_cli.site.site import Site

_FOLDER: Final = Path("sayso-report")
MOST_IN_ONE_PAGE: Final = 2000
"""So many claims one page holds: of more it is too large to be opened."""
_PAGE_BYTES: Final = 22_000
"""What a claim takes, with its part of the report and of the record."""
_PAGE: Final = Path("sayso-report.html")
NEEDS_EXTRA: Final = "this needs the extra `report`: pip install 'sayso[report]'"
"""What to say where a library is not installed."""
_NO_PICTURES: Final = (
    "sayso: without pictures, lists in their place: graphlay is missing: pip install 'sayso[report]'"
)


def _site_address(given: str) -> str:
    """`given`, the address of a folder, with a slash at its end."""
    from sayso.record.model import is_url

    if given and not is_url(given):
        raise typer.BadParameter("not an http or https address")
    return given if not given or given.endswith("/") else f"{given}/"


def _contact_address(given: str) -> str:
    """`given` as an address to link to."""
    from sayso.record.model import is_url

    if not given or is_url(given):
        return given
    if not re.fullmatch(r"[\w.+-]+@[\w.-]+", given, re.ASCII):
        raise typer.BadParameter("neither a mail address nor an http or https address")
    return f"mailto:{given}"


def report(
    *,
    paths: Paths = None,
    output: Annotated[
        Path | None,
        output_option(
            f"The folder to write, `{_FOLDER}` if not given; with --single-file the file, `{_PAGE}`. "
            "What sayso report wrote before is replaced as a whole, anything else is left alone.",
            "PATH",
        ),
    ] = None,
    single_file: Annotated[
        bool, typer.Option("--single-file", help="Write one self-contained page in place of a folder.")
    ] = False,
    title: Annotated[
        str, typer.Option(help="The title; if not given, that of the record.", show_default=False)
    ] = "",
    url: Annotated[
        str,
        typer.Option(
            metavar="URL",
            help="Where the site will be published, for canonical addresses.",
            show_default=False,
            callback=_site_address,
        ),
    ] = "",
    contact: Annotated[
        str,
        typer.Option(
            metavar="ADDRESS",
            help="A mail or web address for whoever has a source that is missing.",
            show_default=False,
            callback=_contact_address,
        ),
    ] = "",
    filter_options: FilterOptions,
    as_of: AsOf = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print no summary and no progress.")] = False,
    search: SearchOptions,
) -> None:
    """Write a site about claim files: what each claim rests on, with a picture. It needs no server.

    Drafts are left out.

    Exit status: 0 written; 2 the job could not be done. Findings are shown, and do not count.
    """
    from sayso.provenance.stress import stress
    from sayso.record.project import take_out_drafts
    from sayso.report.engine import check
    from sayso.rules.rule import House
    from sayso.rules.sentences import count
    from sayso_cli.formats.summary import tally
    from sayso_cli.listing.filters import Selection, filters
    from sayso_cli.site.placement import can_lay_out
    from sayso_cli.site.site import Site

    if not can_fill_pages():
        fail(NEEDS_EXTRA)
    asked = filters(filter_options)
    day = as_of or today()
    settings = search.configure()
    found = settings.find(paths)
    if not any(file.readable for file in found.files):
        # A site of nothing would look like a job done.
        refuse_unread(found.files, "nothing was written: ")
    drafts = take_out_drafts(found)
    with progress(found, shown=not quiet) as done:
        checked = check(found, House(day), terms=settings.terms(day), done=done)
    if asked:
        selection = Selection(checked, asked)
        if not selection.matching:
            fail(f"nothing was written: {selection.why_empty()}")
        checked, found = selection.narrowed_report(), selection.narrowed_files(found)
    here = os.getcwd()
    look = Look(False, 0, False, here=here, root=repository(here))
    number = sum(len(file.claims) for file in found.files)
    if single_file and number > MOST_IN_ONE_PAGE:
        fail(
            f"{number:,} claims are too many for one page, which holds {MOST_IN_ONE_PAGE:,}: "
            "write a folder, without --single-file"
        )
    if number > MOST_IN_ONE_PAGE and not quiet:
        size = number * _PAGE_BYTES // 1_000_000
        print_notice(f"sayso: writing {number:,} pages, about {size:,} MB")
    whole = not asked and not drafts
    made = Site(checked, stress(found), day.isoformat(), look, title, url, contact, found.files, whole=whole)
    start = _write(made, output or (_PAGE if single_file else _FOLDER), single_file=single_file)
    if not quiet:
        print_notice(tally(checked))
        if drafts:
            typer.echo(f"sayso: {count(drafts, 'draft')} left out", err=True)
        if not can_lay_out():
            print_notice(_NO_PICTURES)
        print_notice(f"sayso: wrote {visible(str(start))}")


def can_fill_pages() -> bool:
    """Whether the library that fills in the pages is there."""
    from importlib.util import find_spec

    return find_spec("jinja2") is not None


def _write(made: "Site", target: Path, *, single_file: bool) -> Path:
    """Write the site to `target`, a folder or one page; returns the page to begin with."""
    from sayso.record.urls import forget_addresses
    from sayso_cli.site.folder import FolderRefused, write_folder
    from sayso_cli.site.site import INDEX

    # What is left of a page is of no use to the next one; the record and the report stay.
    forget_addresses()
    gc.freeze()
    gc.enable()
    try:
        if single_file:
            _write_page(target, made.single_page())
            return target
        write_folder(target, chain(made.files(), made.downloads(), made.cards()))
    except FolderRefused as error:
        fail(f"nothing was written: {error}")
    except OSError as error:
        fail(f"cannot write {target}: {error.strerror}")
    return target / INDEX


def _write_page(target: Path, text: str) -> None:
    """Write `text` to `target`, where nothing stands that sayso did not write."""
    from sayso.record.disk import open_file
    from sayso_cli.site.folder import FolderRefused
    from sayso_cli.site.site import GENERATOR

    if os.path.lexists(target):
        if target.is_symlink() or not target.is_file():
            raise FolderRefused(f"{target} is there already, and is no plain file")
        with open_file(target) as file:
            if GENERATOR.encode() not in file.read(4000):
                raise FolderRefused(f"{target} is there already, and was not written by sayso report")
    replace(target, text.encode())
