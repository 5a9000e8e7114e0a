"""Disputed links of control: both ends are told."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.records import Json, claim, record, write
from tests.cli.test_report_json import VALIDATOR
from tests.conftest import Run

DISPUTED: Json = {"party": "state", "disputed": True, "source": "readings", "note": "The radio denies it."}
PARTIES: Json = {
    "x": {"name": "X"},
    "state": {"name": "the state"},
    "radio": {"name": "Radio X", "controlled_by": [DISPUTED]},
    "paper": {"name": "The Paper"},
    **{f"p{number}": {"name": f"P{number}"} for number in range(9)},
}
SOURCES: Json = {
    "state-own": {"title": "t", "by": ["state"], "basis": "investigation"},
    "readings": {"title": "t", "by": ["paper"], "basis": "unknown"},
    "radio-own": {"title": "t", "by": ["radio"], "basis": "investigation"},
    **{
        f"p{number}-own": {"title": "t", "by": [f"p{number}"], "basis": "investigation"}
        for number in range(9)
    },
}


@pytest.fixture
def told(sayso: Run, tmp_path: Path) -> Callable[..., str]:
    """What `sayso show` says of disputed control of a claim with these items; empty if nothing."""

    def run(*items: str, parties: Json | None = None, **fields: Any) -> str:
        made = record(
            claim("one", *items, claimant=["x"], **fields), parties=PARTIES | (parties or {}), sources=SOURCES
        )
        write(tmp_path / "a.json", made)
        shown = " ".join(sayso("show", "one", "a.json").stdout.split())
        _, found, after = shown.partition("disputed ")
        return after.split(" CORROBORATION")[0].split(" EVIDENCE")[0] if found else ""

    return run


def test_both_ends_are_told(told: Callable[..., str], sayso: Run, tmp_path: Path) -> None:
    sentence = "1 voice; 2 if Radio X is not controlled by the state (disputed): corroborated"
    assert told("state-own", "radio-own") == sentence
    assert sentence in " ".join(sayso("check", "-v", "a.json").stdout.split())
    sayso("report", "a.json", "--output", "site")
    assert f'<dd dir="auto">{sentence}.</dd>' in (tmp_path / "site" / "claims" / "one.html").read_text(
        "utf-8"
    )
    report = json.loads(sayso("check", "-f", "json", "a.json").stdout)
    VALIDATOR.validate(report)
    number, none = {"voices": 1, "exact": True}, {"voices": 0, "exact": True}
    recorded = {"standing": "single-source", "support": number, "partly": number, "contradiction": none}
    more = {"voices": 2, "exact": True}
    without = {"standing": "corroborated", "support": more, "partly": more, "contradiction": none}
    (entry,) = report["files"][0]["claims"]
    assert entry["disputed"] == json.loads(sayso("show", "one", "-f", "json", "a.json").stdout)["disputed"]
    assert entry["disputed"] == {
        "links": [["radio", 0]],
        "recorded": recorded,
        "highest": without,
        "each": [{"links": [["radio", 0]], "outcome": without}],
        "complete": True,
    }
    # It makes no difference, and does not bear on the claim.
    assert told("radio-own") == ""
    assert (
        json.loads(sayso("check", "-f", "json", "a.json").stdout)["files"][0]["claims"][0]["disputed"]["each"]
        == []
    )
    assert told("state-own") == ""
    assert (
        json.loads(sayso("check", "-f", "json", "a.json").stdout)["files"][0]["claims"][0]["disputed"] is None
    )


def test_a_contradiction_and_what_is_partly_backed(told: Callable[..., str]) -> None:
    denied = {"corroboration": [{"source": "state-own"}, {"source": "radio-own", "stance": "refutes"}]}
    accused = told(**denied, against=["state"])
    assert accused == (
        "1 voice for it, none against it; "
        "1 for it, 1 against it if Radio X is not controlled by the state (disputed): contested"
    )
    half = {"corroboration": [{"source": id, "stance": "partial"} for id in ("state-own", "radio-own")]}
    assert told(**half) == (
        "no voice; a part of it backed by 2 voices if Radio X is not controlled by the state (disputed)"
    )


def test_several_links(told: Callable[..., str]) -> None:
    links = {"radio": {"name": "Radio X", "controlled_by": [DISPUTED, {"party": "x", "disputed": True}]}}
    assert told("radio-own", parties=links) == (
        "no voice; 1 if Radio X is not controlled by X (disputed): single-source"
    )
    papers = {f"p{number}": {"name": f"P{number}", "controlled_by": [DISPUTED]} for number in range(9)}
    items = [f"p{number}-own" for number in range(9)]
    five = told(*items[:5], parties=papers)
    assert five.startswith(
        "1 voice; 2 if P0 is not controlled by the state (disputed): corroborated; 2 if P1 is"
    )
    assert five.endswith(
        "2 if P3 is not controlled by the state (disputed): corroborated; "
        "and otherwise without 26 more sets of disputed links"
    )
    two = told(*items[:2], "state-own", parties=papers)
    assert two.endswith(
        "3 if P0 is not controlled by the state, nor P1 by the state (disputed): corroborated"
    )
    nine = told(*items, parties=papers)
    assert nine.endswith(
        "and otherwise without 5 more sets of disputed links; "
        "5 or more if none of 9 disputed links of control holds: corroborated; "
        "not every set of disputed links could be tried"
    )


def test_what_the_budget_leaves_open(told: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    from sayso.provenance import disputed

    monkeypatch.setattr(disputed, "_OF_CLAIM", 1)
    assert told("state-own", "radio-own") == "1 voice; not every set of disputed links could be tried"


def test_entering_it(sayso: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", record())
    given = "party=state,source=readings,disputed=true,note=The radio denies it."
    assert (
        sayso(
            "add", "party", "a.json", "--id", "radio", "--name", "Radio", "--controlled-by", given
        ).exit_code
        == 0
    )
    assert json.loads(path.read_text())["parties"]["radio"]["controlled_by"] == [DISPUTED]
    wrong = sayso(
        "add", "party", "a.json", "--id", "b", "--name", "B", "--controlled-by", "party=state,disputed=yes"
    )
    assert "`disputed` must be true or false, and is `yes`" in wrong.stderr
    # What is no such value is an error, and takes nothing away from the link.
    bad = {**PARTIES, "radio": {"name": "Radio", "controlled_by": [{"party": "state", "disputed": "yes"}]}}
    write(
        tmp_path / "a.json",
        record(claim("one", "radio-own", claimant=["state"]), parties=bad, sources=SOURCES),
    )
    report = json.loads(sayso("check", "-f", "json", "a.json").stdout)["files"][0]
    assert "schema" in {each["check"] for each in report["findings"]}
    assert report["claims"][0]["items"][0]["why"] == "claimant-voice"


def test_what_to_settle_first(told: Callable[..., str], sayso: Run) -> None:
    told("state-own", "radio-own")
    shown = " ".join(sayso("next", "a.json").stdout.split())
    assert (
        "Find out whether the state (`state`) controls Radio X (`radio`), which is disputed: if not, 1 claim"
        in shown
    )
    tasks = json.loads(sayso("next", "a.json", "-f", "json").stdout)["tasks"]
    assert [each["kind"] for each in tasks if each["kind"].endswith("control")] == ["disputed-control"]
