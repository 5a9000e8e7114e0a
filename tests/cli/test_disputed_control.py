"""Disputed links of control: both ends are told."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.formats.readers import READERS
from tests.cli.records import Json, claim, record, write
from tests.cli.site.made import checked
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
            claim("one", *items, **{"claimant": ["x"], **fields}),
            parties=PARTIES | (parties or {}),
            sources=SOURCES,
        )
        write(tmp_path / "a.json", made)
        shown = " ".join(sayso("show", "one", "a.json").stdout.split())
        _, found, after = shown.partition("disputed ")
        return after.split(" CORROBORATION")[0].split(" EVIDENCE")[0] if found else ""

    return run


def test_both_ends_are_told(
    told: Callable[..., str], sayso: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sentence = "1 voice; 2 if Radio X is not controlled by the state (disputed): corroborated"
    assert told("state-own", "radio-own") == sentence
    assert sentence in " ".join(sayso("check", "-v", "a.json").stdout.split())
    monkeypatch.setenv("COLUMNS", "100")
    assert f"  = {sentence}" in sayso("check", "a.json").stdout.splitlines()
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

    monkeypatch.setattr("sayso.provenance.disputed_links._MAX_CLAIM_WORK", 1)
    assert told("state-own", "radio-own") == "1 voice; not every set of disputed links could be tried"


def test_every_format_tells_both_ends(told: Callable[..., str], sayso: Run) -> None:
    """In words beside what is about the standing; as a field of all that is about the claim."""
    ends = told("state-own", "radio-own", standing="self-asserted")
    said = f"Disputed: {ends}."

    def read(format: str) -> Any:
        return READERS[format](sayso("check", "-f", format, "a.json").stdout_bytes.decode())

    about_standing = ["single-source", "understated"]
    for format in ("csv", "jsonl"):
        rows = [each for each in read(format) if each["claim"] == "one"]
        assert {each["both_ends"] for each in rows} == {ends}
        assert set(about_standing) < {each["check"] for each in rows}
    report = json.loads(sayso("check", "-f", "json", "a.json").stdout)["files"][0]["findings"]
    assert {each["both_ends"] for each in report} == {ends}
    assert [each.properties["title"] for each in read("github") if said in each.data] == [
        "understated: one",
        "single-source: one",
    ]
    assert [each["check_name"] for each in read("gitlab") if said in each["description"]] == about_standing
    results = [each for each in read("sarif")["results"] if "claim" in each["properties"]]
    assert {each["properties"]["bothEnds"] for each in results} == {ends}
    assert [each["ruleId"] for each in results if said in each["message"]["text"]] == about_standing
    (output,) = [
        each.text for each in read("junit").iter("system-out") if "single-source" in (each.text or "")
    ]
    assert output is not None
    assert output.startswith(f"disputed: {ends}\nwarning[")
    assert f"Disputed: {ends}" in read("markdown").text


def test_chains_and_drawings_mark_it(told: Callable[..., str], sayso: Run, tmp_path: Path) -> None:
    """Over the control of any of them; and only where no other link says the same."""

    def chain(**more: Any) -> str:
        told("radio-own", "state-own", **more)
        shown = json.loads(sayso("show", "one", "-f", "json", "a.json").stdout)
        return str(shown["items"][0]["chain"])

    up, paper = {"claimant": ["state"]}, {"paper": {"name": "The Paper", "controlled_by": [DISPUTED]}}
    assert (
        chain(**up) == "`radio-own` is by Radio X, which is controlled (disputed) by the state (the claimant)"
    )
    shown = " ".join(sayso("check", "-v", "a.json").stdout.split())
    assert "Radio X, which is controlled (disputed) by the state (the claimant)" in shown
    assert chain(claimant=["paper"], parties=paper) == (
        "`radio-own` is by Radio X, which is controlled (disputed) by the state; The Paper (the claimant) is "
        "controlled (disputed) by the state"
    )
    # What is drawn: the documents that have their voice over the link.
    marked = {
        "mermaid": '"Radio X<br/>t<br/>own investigation<br/>control disputed<br/>voice',
        "dot": "disputed",
    }
    for format, text in marked.items():
        assert text in sayso("graph", "one", "a.json", "-f", format).stdout
    told("radio-own", "state-own", claimant=["x"])
    for format in ("mermaid", "dot", "svg"):
        drawing = sayso("graph", "one", "a.json", "-f", format).stdout
        assert drawing.count("control disputed") == 1
    sayso("report", "a.json", "--output", "site")
    page = " ".join((tmp_path / "site" / "claims" / "one.html").read_text("utf-8").split())
    assert "control disputed</" in page
    assert "own investigation; voice: the state; control disputed; the claim hangs on this voice" in page
    assert "controlled (disputed) by <" in re.sub(r"<(bdi|span)[^>]*>", "<", page)
    told("radio-own", "state-own", claimant=["paper"], parties=paper)
    drawing = sayso("graph", "one", "a.json", "-f", "dot").stdout
    assert drawing.count("control disputed") == 2
    assert "controlled (disputed) by the state (state)" in sayso("show", "-v", "one", "a.json").stdout
    denied = {"corroboration": [{"source": "state-own", "stance": "refutes"}], "against": ["radio"]}
    told(**denied)
    assert sayso("graph", "one", "a.json", "-f", "dot").stdout.count("control disputed") == 1
    # Another link says the same, and nobody disputes it; or none that is disputed holds at the date.
    sure = {"radio": {"name": "Radio X", "controlled_by": [DISPUTED, "state"]}}
    assert "disputed" not in chain(**up, parties=sure)
    assert "disputed" not in sayso("graph", "one", "a.json", "-f", "dot").stdout
    past = {"radio": {"name": "Radio X", "controlled_by": [{**DISPUTED, "until": "2001"}, "x"]}}
    mine: Json = {"radio-own": SOURCES["radio-own"] | {"published": "2020"}}
    write(
        tmp_path / "a.json",
        record(claim("one", "radio-own", claimant=["x"]), parties=PARTIES | past, sources=SOURCES | mine),
    )
    assert "disputed" not in sayso("graph", "one", "a.json", "-f", "dot").stdout


def test_what_the_budget_leaves_unmarked(told: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    from sayso.provenance.standing import OutOfBudget
    from sayso_cli.site import claim_graph

    def exhausted(*_: object) -> bool:
        raise OutOfBudget

    told("state-own", "radio-own")
    on = checked(json.loads(Path("a.json").read_text("utf-8"))).files[0].claims[0].on
    assert on is not None
    assert [each.disputed for each in claim_graph.claim_graph(on).documents] == [False, True]
    monkeypatch.setattr(claim_graph, "_has_disputed_line", exhausted)
    assert [each.disputed for each in claim_graph.claim_graph(on).documents] == [False, False]


def test_a_long_way_is_marked_where_any_link_of_it_is_disputed(told: Callable[..., str], sayso: Run) -> None:
    line = [f"q{number}" for number in range(20)]
    owners: Json = {
        id: {"name": id.upper(), "controlled_by": [{"party": above, "disputed": id == "q9"}]}
        for id, above in zip(line, [*line[1:], "state"], strict=True)
    }
    told("radio-own", claimant=["state"], parties=owners | {"radio": {"name": "R", "controlled_by": ["q0"]}})
    shown = json.loads(sayso("show", "one", "-f", "json", "a.json").stdout)["items"][0]["chain"]
    assert re.search(r"which is controlled through \d+ more \(disputed\) by Q1\d, ", shown)


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
