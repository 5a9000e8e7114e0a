"""What comes from allies of the claimant is marked wherever an item is told."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from sayso.provenance.standing import Budget

from .records import PARTIES, SOURCES, Json, claim, record, write
from .site.made import checked, site_of

Run = Callable[..., Any]
MARK = "speaks with the voice of an ally of the claimant"


def allied(**fields: object) -> Json:
    """A claim of the ministry that an ally of its state and a relay of that ally corroborate."""
    parties = PARTIES | {"institute": PARTIES["institute"] | {"allied_with": ["state"]}}
    sources = SOURCES | {
        "digest": {"title": "D", "by": ["ledger"], "basis": "relay", "based_on": ["readings"]},
    }
    items = claim("c", "readings", "digest", "reports", **fields)
    return record(items, parties=parties, sources=sources)


def one_line(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write(tmp_path / "a.json", allied())


def test_in_the_report(sayso: Run, path: Path) -> None:
    text = one_line(sayso("check", "-v").stdout)
    assert "rests on 2 independent voices: Grid Institute (an ally of the claimant); The Ledger" in text
    assert f"its basis is `observation` and {MARK}" in text


def test_in_show(sayso: Run, path: Path) -> None:
    text = one_line(sayso("show", "c").stdout)
    assert "Grid Institute (an ally of the claimant); The Ledger" in text
    assert text.count(MARK) == 2
    (shown,) = [
        each for each in json.loads(sayso("show", "c", "-f", "json").stdout)["items"] if not each["index"]
    ]
    assert "an ally of the claimant" in shown["chain"]


def test_in_json(sayso: Run, path: Path) -> None:
    (file,) = json.loads(sayso("check", "--format", "json").stdout)["files"]
    chains = [item["chain"] for item in file["claims"][0]["items"]]
    assert ["an ally of the claimant" in chain for chain in chains] == [True, True, False]


def test_on_the_site() -> None:
    page = dict(site_of(allied()).files())["claims/c.html"]
    assert page.count(MARK) >= 2


def test_who_is_no_ally_is_not_marked(sayso: Run, tmp_path: Path) -> None:
    data = allied()
    data["parties"]["institute"]["allied_with"] = ["ledger"]
    write(tmp_path / "a.json", data)
    for command in (("check", "-v"), ("show", "c"), ("check", "--format", "json")):
        assert "an ally of the claimant" not in one_line(sayso(*command).stdout)


def test_without_work_left_nobody_is_marked() -> None:
    (file,) = checked(allied()).files
    on = file.claims[0].on
    assert on is not None
    assert on.case is not None
    (judged, *_) = on.judgement.items
    assert MARK in on.chain(judged).sentence
    on.case.budget = Budget(least=0, total=0)
    # Another one, as this one has the voices already.
    on = structs.replace(on)
    assert MARK not in on.chain(judged).sentence
    assert on.allied_voices == frozenset()
