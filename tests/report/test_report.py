"""The report: what it says of a claim, its counts, and that it is the same whenever it is made."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from sayso.provenance.standing import Budget
from sayso.record.load import load
from sayso.record.project import FoundFiles
from sayso.report.engine import check
from sayso.report.report import ClaimReport, Report
from sayso.rules.finding import Level
from sayso.rules.rule import House
from tests.conftest import thorough
from tests.provenance.files import claim, files, made, party, source

CASES = sorted((Path(__file__).parents[1] / "cases").glob("[!e]*.json"))


def reported(data: dict[str, Any]) -> Report:
    """The report on a claim file."""
    file = load("claims.json", json.dumps(data, indent=1).encode(), lines=False)
    return check(FoundFiles((file,), 0), House(date(2026, 6, 15), 2))


def only(report: Report) -> ClaimReport:
    """The one claim of a report."""
    ((each,),) = [file.claims for file in report.files]
    return each


DATA = made(
    {"ministry": party("state"), "state": party(), "paper": party(), "rival": party()},
    {
        "release": source("ministry", "statement"),
        "story": source(["paper", "rival"], "investigation"),
        "asked": source("state", "unknown"),
    },
    claim("ministry", ["story", "asked"], stated_in="release", standing="corroborated"),
)


def test_a_claim_in_sentences() -> None:
    each = only(reported(DATA))
    assert (each.entry.id, each.declared) == ("c", "corroborated")
    assert each.entry.file.text.splitlines()[each.line] == '   "id": "c",'
    assert each.judgement is not None
    assert each.judgement.standing == "single-source"
    assert each.claimants == ("MINISTRY",)
    assert each.voices == ("PAPER with RIVAL",)
    assert each.reason == "rests on one independent voice: PAPER with RIVAL"
    assert each.next_step == "look for a source that does not go through PAPER with RIVAL"
    assert each.chains == (
        "`story` knows at first hand: its basis is `investigation`",
        "`asked` is by STATE; MINISTRY (the claimant) is controlled by STATE",
    )


def test_what_cannot_be_judged_has_no_sentences() -> None:
    data = made({"a": party()}, {}, claim("a", ["gone"]))
    each = only(reported(data))
    assert each.judgement is None
    assert each.declared is None
    assert (each.claimants, each.voices, each.reason, each.next_step, each.chains) == ((), (), "", "", ())


def test_a_claim_that_takes_too_much_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is proven, so nothing counts; it is said, and no check falls over it."""
    monkeypatch.setattr("sayso.report.engine.Budget", lambda: Budget(most=0, least=0, total=0))
    report = reported(DATA)
    each = only(report)
    assert each.on is not None
    assert each.on.case is None
    assert each.judgement is not None
    assert each.judgement.standing == "self-asserted"
    assert not each.judgement.support.exact
    assert [(item.counts, item.why, item.path) for item in each.judgement.items] == [(False, None, ())] * 2
    assert each.chains == ("", "")
    assert "could not be judged within the work budget" in each.reason
    assert report.worst() is Level.ERROR
    told(report)


def test_counts() -> None:
    waived = {"check": "single-source", "reason": "r"}
    data = made(
        DATA["parties"],
        DATA["sources"],
        claim("ministry", ["story"], id="a", waive=[waived]),
        claim("ministry", [], id="b", standing="self-asserted"),
        claim("ministry", ["gone"], id="c"),
        claim("ministry", [], id="d", kind="opinion"),
    )
    report = reported(data)
    summary = report.summary
    assert (summary.files, summary.claims, summary.unreadable) == (1, 4, 1)
    assert summary.standings == {"not-checkable": 1, "self-asserted": 1, "single-source": 1}
    found = [each for file in report.files for each in file.findings]
    assert sum(summary.levels.values()) + summary.waived == len(found)
    assert summary.waived == 1
    assert report.worst() is Level.ERROR


def test_levels_are_ranked_from_the_gravest() -> None:
    assert [level.rank for level in Level] == [0, 1, 2]


def told(report: Report) -> list[Any]:
    """All that a report says."""
    return [
        (
            file.path,
            [
                (each.entry.id, each.judgement, each.line, each.reason, each.next_step, each.chains)
                for each in file.claims
            ],
            [
                (
                    *(each.check, each.level, each.message, each.help),
                    *(each.claim, each.waived, each.position),
                    [(other.message, other.path, other.pointer, other.position) for other in each.related],
                )
                for each in file.findings
            ],
        )
        for file in report.files
    ]


@pytest.mark.thorough(one_in=6)
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_same_bytes_same_report(path: Path) -> None:
    data = json.loads(path.read_text())
    first = told(reported(data))
    assert told(reported(data)) == first
    positions = [(position.line, position.column) for *_, position, _ in first[0][2]]
    assert positions == sorted(positions)


@thorough(300)
@given(files())
def test_every_file_can_be_reported(data: dict[str, Any]) -> None:
    report = reported(data)
    told(report)
    for file in report.files:
        for each in file.claims:
            assert each.on is not None
            assert each.on.case is not None
            assert each.reason
            assert all(each.chains)
