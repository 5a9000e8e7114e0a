"""What the page at an address proposes for the fields of a source: where `sayso add` uses the network."""

import os
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import typer

from sayso.provenance.sites import owners_of
from sayso.record.model import Party
from sayso.record.references import Record
from sayso_cli.editing.field_values import refuse_misfit
from sayso_cli.editing.fields import RefusedValue, fields
from sayso_cli.editing.known_ids import known_ids
from sayso_cli.terminal import visible
from sayso_cli.verifying import opening
from sayso_cli.verifying.opening import NetworkOptions

if TYPE_CHECKING:
    from sayso.verify.fetch import Fetcher

Page = dict[str, str]
"""What a page proposes, by the fields of a source."""


def in_ci() -> bool:
    """Whether this is a run in CI, where no page is opened."""
    return bool(os.environ.get("CI"))


def may_ask() -> bool:
    """Whether somebody can be asked to have a page opened: never in CI, nor without the libraries."""
    return not in_ci() and not opening.missing_library()


def open_page(url: str, network: NetworkOptions, archive: str) -> Page:
    """What the page at `url` proposes, opened as `sayso verify` does; says why if it cannot be opened.

    `archive` is asked for a copy; empty stands for the Wayback Machine.
    """
    from sayso.documents.metadata import metadata
    from sayso.record.urls import clean_url, registrable_domain
    from sayso.verify.fetch import Fetcher

    wire = network.wire(keep=False)
    fetcher = Fetcher(wire, wire.limits)
    fetched = fetcher.fetch(url)
    if fetched.outcome not in ("ok", "moved"):
        typer.echo(f"  it cannot be opened: {visible(fetched.reason)}", err=True)
        return {}
    there = fetched.final_url
    said = metadata(fetched.body, there, fetched.media_type, fetched.charset)
    # A page speaks for its own site only.
    own = said.address if registrable_domain(said.address) == registrable_domain(there) else ""
    moved = there if fetched.outcome == "moved" and not fetched.reason else url
    page = {
        "url": clean_url(own or moved),
        "title": said.title,
        "published": said.published,
        "language": said.language,
        "retrieved": fetched.at[: len("YYYY-MM-DD")],
    }
    if wire.policy.target(url).host not in wire.policy.private:
        page["archived"] = _archived_copy(url, said.published, fetcher, archive)
    return {name: text for name, text in page.items() if text}


def _archived_copy(url: str, published: str, fetcher: "Fetcher", archive: str) -> str:
    """The address of a copy in an archive, the nearest to the day; empty if there is none."""
    from sayso.verify.archive import ENDPOINT, ArchiveFailure, nearest_copy, question_address

    try:
        fetched = fetcher.fetch(question_address(archive or ENDPOINT, url, published))
        copy = nearest_copy(fetched, published)
    except ArchiveFailure as error:
        typer.echo(f"  no copy can be looked for: {visible(str(error))}", err=True)
        return ""
    return copy.url if copy else ""


def site_owner(url: str, parties: Mapping[str, Party]) -> str:
    """The one party on whose site `url` is; empty if there is none, or several."""
    owners = {owner.party for owner in owners_of(url, parties)}
    return owners.pop() if len(owners) == 1 else ""


def complete_from_page(made: Mapping[str, Any], page: Page, record: Record) -> dict[str, Any]:
    """`made`, a source given as options, with what the page proposes for fields that it lacks."""
    found, known = {**made}, known_ids(record)
    for field in fields("source"):
        value = page.get(field.name)
        if value and (field.name not in made or field.name == "url"):
            with suppress(RefusedValue):
                refuse_misfit(field, value, known)
                found[field.name] = value
    owner = site_owner(found["url"], record.sound_parties)
    return {"publisher": owner, **found} if owner and owner not in found.get("by", ()) else found
