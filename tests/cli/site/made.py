"""What tests of the site share: reports and graphs of records given as values."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from sayso.provenance.stress import stress
from sayso.record.load import load
from sayso.record.project import FoundFiles, Project
from sayso.report.engine import check
from sayso.report.report import ClaimReport, Report
from sayso.rules.rule import House
from sayso_cli.site.claim_graph import ClaimGraph, claim_graph
from sayso_cli.site.site import Site
from sayso_cli.terminal import Look

DAY = "2026-05-04"


LOOK = Look(False, 0, False)


def found_in(data: Any, name: str = "claims.json") -> FoundFiles:
    """A record, as if it were read from the file `name`."""
    return FoundFiles((load(name, json.dumps(data).encode(), lines=False),), 0)


def checked(data: Any, name: str = "claims.json") -> Report:
    """The report of a record."""
    return report_on(found_in(data, name))


def site_of(data: Any, name: str = "claims.json") -> Site:
    """The site of a record."""
    return site_about(found_in(data, name))


def report_on(found: FoundFiles) -> Report:
    """The report of some files."""
    return check(found, House(date.fromisoformat(DAY)))


def site_about(found: FoundFiles) -> Site:
    """The site about some files."""
    return Site(report_on(found), stress(found), DAY, LOOK)


def site_at(*paths: Path) -> Site:
    """The site about the files at `paths`."""
    return site_about(Project().find(list(map(str, paths))))


def claims(report: Report) -> list[ClaimReport]:
    """The claims of a report."""
    return [claim for file in report.files for claim in file.claims]


def graph_of(data: Any) -> ClaimGraph:
    """What the first claim of a record rests on."""
    on = claims(checked(data))[0].on
    assert on is not None
    return claim_graph(on)


def chain(length: int, *, ends: str = "investigation") -> dict[str, Any]:
    """A record with one claim that a chain of so many documents supports, each of a party of its own."""
    parties = {"claimant": {"name": "Claimant"}} | {f"p{at}": {"name": f"Party {at}"} for at in range(length)}
    sources = {
        f"s{at}": {"title": f"Document {at}", "by": [f"p{at}"]}
        | ({"basis": ends} if at == length - 1 else {"basis": "relay", "based_on": [f"s{at + 1}"]})
        for at in range(length)
    }
    claim = {
        "id": "c",
        "statement": "S.",
        "claimant": ["claimant"],
        "evidence": [],
        "corroboration": [{"source": "s0"}],
    }
    return {"version": 1, "parties": parties, "sources": sources, "claims": [claim]}


def star(number: int) -> dict[str, Any]:
    """A record with one claim that so many documents support, each of a party of its own."""
    data = chain(number)
    data["sources"] = {
        f"s{at}": {"title": f"Document {at}", "by": [f"p{at}"], "basis": "investigation"}
        for at in range(number)
    }
    data["claims"][0]["corroboration"] = [{"source": f"s{at}"} for at in range(number)]
    return data
