"""The checklist of one claim: which findings concern it, and how each check went."""

import datetime
import json
from pathlib import Path
from typing import Any

import pytest

from sayso.provenance.standing import Budget
from sayso.record.project import Project
from sayso.record.references import documents
from sayso.report.checklist import Checklist, CheckOutcome, checklist
from sayso.rules.registry import RULES
from sayso.rules.rule import ClaimScope, House

from ..cli.records import PARTIES, SOURCES, claim, record, write

CASES = sorted((Path(__file__).parent.parent / "rules").glob("*/*.json*"))
DAY = datetime.date(2026, 1, 1)


def lists(path: Path, **house: Any) -> list[Checklist]:
    """The checklist of every claim of a file."""
    file = Project().load(str(path))
    return [checklist(file, index, House(DAY, **house)) for index in range(len(file.claims))]


def outcomes(made: Checklist) -> dict[str, CheckOutcome]:
    return {each.rule.name: each.outcome for each in made.checks}


@pytest.mark.parametrize("folder", sorted({path.parent for path in CASES}), ids=lambda path: str(path.name))
def test_what_finds_something_applies(folder: Path) -> None:
    """In all cases of all checks: a check that is not applicable finds nothing, whatever claim it is."""
    for path in CASES:
        if path.parent != folder:
            continue
        for made in lists(path, min_voices=2):
            on = made.claim.on
            if on is None:
                assert made.checks == ()
                continue
            assert [each.rule for each in made.checks] == list(RULES)
            cited = [*documents(on.claim), *(each.source for each in on.claim.response if each.source)]
            for id in cited:
                cited.extend(
                    ground for ground in made.record.sound_sources[id].based_on if ground not in cited
                )
            scope = ClaimScope(on, {id: made.record.sound_sources[id] for id in cited})
            for each in made.checks:
                assert bool(each.found) is (each.outcome in (CheckOutcome.FAILED, CheckOutcome.WAIVED))
                assert bool(each.reason) or each.outcome in (CheckOutcome.FAILED, CheckOutcome.PASSED)
                if each.found:
                    assert each.rule.inapplicable_reason(scope) == "", (path, each.rule.name)


def test_findings_about_its_sources_and_parties(tmp_path: Path) -> None:
    """Also those that it only reaches; not those of entries that only other claims name."""
    sources = SOURCES | {
        "late": {
            "title": "L",
            "by": ["ledger"],
            "basis": "relay",
            "based_on": ["later"],
            "published": "2020",
        },
        "later": {"title": "L", "by": ["ledger"], "basis": "observation", "published": "2021"},
        "ring": {"title": "R", "by": ["one"], "basis": "observation", "url": "https://example.org/"},
        "near": {"title": "N", "by": ["ledger"], "basis": "relay", "based_on": ["late"]},
    }
    parties = PARTIES | {"one": {"name": "One", "controlled_by": ["one"]}}
    path = write(
        tmp_path / "a.json",
        record(claim("a", "near"), claim("b", "ring"), claim("c"), sources=sources, parties=parties),
    )
    first, second, third = map(outcomes, lists(path))
    assert (first["based-on-later"], second["based-on-later"]) == (
        CheckOutcome.FAILED,
        CheckOutcome.NOT_APPLICABLE,
    )
    assert (first["control-ring"], second["control-ring"]) == (CheckOutcome.PASSED, CheckOutcome.FAILED)
    assert (first["no-url"], second["no-url"]) == (CheckOutcome.FAILED, CheckOutcome.PASSED)
    assert third["no-url"] is CheckOutcome.NOT_APPLICABLE


def test_a_conflict_concerns_both_claims(tmp_path: Path) -> None:
    """The finding stands at the later one, and points at the earlier one."""

    def counting(id: str, value: int) -> dict[str, Any]:
        return claim(id, figures=[{"measure": "dead", "value": value}], statement=f"There were {value} dead.")

    for made in lists(write(tmp_path / "a.json", record(counting("a", 1), counting("b", 9)))):
        assert outcomes(made)["conflicting-figures"] is CheckOutcome.FAILED
    *_, other = lists(write(tmp_path / "a.json", record(counting("a", 1), counting("b", 9), claim("c"))))
    assert outcomes(other)["conflicting-figures"] is CheckOutcome.NOT_APPLICABLE


def test_waived_with_its_reason(tmp_path: Path) -> None:
    waived = [
        {"check": "single-source", "reason": "the court's own ruling", "until": "2026-12-31"},
        {"check": "no-response", "reason": "dissolved", "until": "2020"},
    ]
    path = write(tmp_path / "a.json", record(claim("a", "readings", against=["ledger"], waive=waived)))
    (made,) = lists(path)
    checks = {each.rule.name: each for each in made.checks}
    assert checks["single-source"].outcome is CheckOutcome.WAIVED
    assert checks["single-source"].reason == "the court's own ruling (until 2026-12-31)"
    assert checks["no-response"].outcome is CheckOutcome.FAILED
    assert checks["expired-waiver"].outcome is CheckOutcome.FAILED
    assert checks["unused-waiver"].outcome is CheckOutcome.PASSED


def test_a_house_rule_that_is_not_set_does_not_apply(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", record(claim("a", "readings")))
    assert outcomes(lists(path)[0])["too-few-voices"] is CheckOutcome.NOT_APPLICABLE
    assert outcomes(lists(path, min_voices=2)[0])["too-few-voices"] is CheckOutcome.FAILED
    assert outcomes(lists(path, min_voices=1)[0])["too-few-voices"] is CheckOutcome.PASSED


@pytest.mark.parametrize(
    ("entry", "check"),
    [
        (claim("a", "nowhere"), "unknown-reference"),
        (claim("a", "readings", kind="fact"), "schema"),
        (claim("a", "behind"), "unknown-reference"),
        (claim("a", "readings") | {"claimant": ["twice"]}, "duplicate-id"),
    ],
)
def test_why_a_claim_cannot_be_judged(tmp_path: Path, entry: Any, check: str) -> None:
    """Also where the reason is in another entry, or in a register."""
    behind = {"title": "B", "by": ["ledger"], "basis": "relay", "based_on": ["gone"]}
    twice = {"twice": {"name": "T"}}
    write(tmp_path / "register.json", {"version": 1, "parties": twice, "sources": {}, "claims": []})
    data = record(
        entry,
        claim("other", "elsewhere"),
        sources=SOURCES | {"behind": behind},
        parties=PARTIES | twice,
        include=["register.json"],
    )
    made, _ = lists(write(tmp_path / "a.json", data))
    assert made.claim.on is None
    assert (made.traces, made.suppositions, made.checks) == ({}, None, ())
    assert {each.check for each in made.found} == {check}


def test_one_record_a_line(tmp_path: Path) -> None:
    """What stands on other lines does not concern it, nor what is wrong with them."""
    lines = [{"record": "party", "id": id, **party} for id, party in PARTIES.items()]
    lines += [{"record": "source", "id": id, **source} for id, source in SOURCES.items()]
    lines += [{"record": "claim", **claim("a", "readings")}, {"record": "claim", "id": "b"}]
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join([*map(json.dumps, lines), "{"]), encoding="utf-8")
    first, second, third = lists(path)
    assert outcomes(first)["schema"] is CheckOutcome.PASSED
    assert outcomes(first)["invalid-json"] is CheckOutcome.PASSED
    assert {each.check for each in second.found} == {"schema"}
    assert {each.check for each in third.found} == {"invalid-json"}


def test_what_is_wrong_with_the_file_concerns_every_claim(tmp_path: Path) -> None:
    (made,) = lists(write(tmp_path / "a.json", record(claim("a", "readings"), include=["gone.json"])))
    assert outcomes(made)["bad-include"] is CheckOutcome.FAILED


def test_more_documents_than_the_budget_allows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then there is no tree, and that is told."""
    monkeypatch.setattr("sayso.report.checklist.Budget", lambda total: Budget(most=0, least=0, total=total))
    sources = SOURCES | {"joint": {"title": "J", "by": ["ledger", "institute"], "basis": "observation"}}
    (made,) = lists(write(tmp_path / "a.json", record(claim("a", "joint"), sources=sources)))
    assert {stance: walked.complete for stance, walked in made.traces.items()} == {
        "supports": False,
        "refutes": False,
    }
