"""Every way in which a claim can fall, in words."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sayso.provenance.ways_to_fall import MAX_WAYS, WaysToFall
from sayso.rules.sentences import fall_conditions
from tests.cli.records import Json, claim, record, write
from tests.conftest import Run


def source(by: str, *based_on: str) -> Json:
    """A source that knows by itself, or is based on others."""
    how = {"basis": "relay", "based_on": list(based_on)} if based_on else {"basis": "investigation"}
    return {"title": "t", "by": [by], **how}


PARTIES: Json = {id: {"name": id.upper()} for id in "abcdefg"} | {"ministry": {"name": "Ministry"}}
SOURCES: Json = {"b-paper": source("b", "a-own"), "c-paper": source("c", "a-own")}
SOURCES |= {f"{id}-own": source(id) for id in "abcdefg"}


@pytest.fixture
def show(sayso: Run, tmp_path: Path) -> Callable[..., str]:
    """What `sayso show` says of a claim with these items, on one line."""

    def run(*items: str, **fields: Any) -> str:
        write(tmp_path / "a.json", record(claim("one", *items, **fields), parties=PARTIES, sources=SOURCES))
        return " ".join(sayso("show", "one", "a.json").stdout.split())

    return run


def test_ways_in_words(show: Callable[..., str], sayso: Run, tmp_path: Path) -> None:
    shown = show("b-paper", "c-paper")
    assert (
        "To doubt this claim you must doubt A. Support falls if A is wrong, or if B and C both are. WHAT"
        in shown
    )

    def site() -> str:
        sayso("report", "a.json", "--output", "site")
        return (tmp_path / "site" / "claims" / "one.html").read_text(encoding="utf-8")

    page = site()
    assert '<dt>Its support falls</dt><dd dir="auto">if A is wrong, or if B and C both are.</dd>' in page
    shown = show("b-paper", "d-own", "e-own")
    assert "Support falls if A, D and E all are wrong, or if B, D and E all are." in shown
    # The cut is the only way.
    assert "To doubt this claim you must doubt A. WHAT" in show("a-own")
    assert "Support falls with no 4 voices. WHAT" in show(*(f"{id}-own" for id in "abcde"))
    partly = show(evidence=[{"source": "b-paper", "stance": "partial"}])
    assert "What is backed falls if A is wrong, or if B is." in partly
    assert '<dt>What is backed of it falls</dt><dd dir="auto">if A is wrong, or if B is.</dd>' in site()
    refuted = show(evidence=[{"source": "b-paper", "stance": "refutes"}])
    assert "What contradicts it falls if A is wrong, or if B is." in refuted
    assert '<dt>What contradicts it falls</dt><dd dir="auto">if A is wrong, or if B is.</dd>' in site()
    show("b-paper", evidence=[{"source": "c-paper", "stance": "partial"}])
    assert site().count(" falls</dt>") == 1


def told(number: int, *, complete: bool) -> str:
    """So many ways of one voice in words."""

    class Claim:
        voice_name = staticmethod(lambda voice: voice[0])
        ways = staticmethod(lambda _: WaysToFall(tuple(((f"p{at}",),) for at in range(number)), complete))

    return fall_conditions(Claim(), "supports")  # type: ignore[arg-type]


def test_many_ways_in_words() -> None:
    six = "p0 is wrong, or if p1 is, or if p2 is, or if p3 is, or if p4 is, or if p5 is"
    assert told(6, complete=True) == six
    assert told(7, complete=True) == f"{six}, or in 1 more way"
    assert told(MAX_WAYS, complete=False) == f"{six}, or in 44 more ways, or perhaps in other ways"
    assert told(1, complete=False) == "p0 is wrong, or perhaps in other ways"


def test_ways_that_the_budget_leaves_open(show: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.rules.rule.ways_to_fall", lambda *_: WaysToFall(complete=False))
    assert "To doubt this claim you must doubt A. WHAT" in show("b-paper", "c-paper")
