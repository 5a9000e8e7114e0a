"""Checks that see a whole run: registers that files share, waivers, and a budget that runs out."""

import datetime
import json
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest

from sayso.provenance.standing import OutOfBudget
from sayso.record.project import Project
from sayso.report import engine
from sayso.rules.registry import BY_NAME, RULES
from sayso.rules.rule import ClaimSubject, House

HOUSE = House(datetime.date(2026, 1, 1))
CLAIM = {
    "id": "c",
    "statement": "A.",
    "claimant": ["a"],
    "evidence": [],
    "corroboration": [],
    "stated_in": "page",
}


def write(folder: Path, name: str, **sections: Any) -> str:
    path = folder / name
    path.write_text(json.dumps({"version": 1, **sections}), encoding="utf-8")
    return str(path)


def names(paths: list[str], house: House = HOUSE, ignore: str = "") -> list[tuple[str, str]]:
    """The findings of the family upkeep, but for waivers without an end: file and check."""
    rules = [rule for rule in RULES if rule.name != ignore]
    return [
        (Path(file.path).name, each.check)
        for file in engine.check(Project().find(paths), house, rules=rules).files
        for each in file.findings
        if BY_NAME[each.check].family == "upkeep" and each.check != "long-waiver" and not each.waived
    ]


def register(folder: Path, check: str) -> str:
    waive = [{"check": check, "reason": "Known."}]
    page = {"title": "T", "by": ["a"], "basis": "statement", "url": "https://a.example/1", "waive": waive}
    return write(folder, "register.json", parties={"a": {"name": "A"}}, sources={"page": page})


def test_a_waiver_in_a_register_is_judged_by_the_whole_run(tmp_path: Path) -> None:
    """One of the two files that include the register has a second source with the same address."""
    shared = register(tmp_path, "same-document")
    one = write(tmp_path, "one.json", include=["register.json"], claims=[CLAIM])
    again = {"title": "T", "by": ["a"], "basis": "statement", "url": "http://a.example/1/"}
    claims = [{**CLAIM, "stated_in": "again"}]
    two = write(tmp_path, "two.json", include=["register.json"], sources={"again": again}, claims=claims)
    assert names([one]) == [("register.json", "unused-waiver")]
    for paths in ([one, two], [two, one], [shared, one, two], [two, one, shared]):
        assert names(paths) == []


def test_a_waiver_is_not_unused_when_its_check_was_not_run(tmp_path: Path) -> None:
    register(tmp_path, "circular-sourcing")
    one = write(tmp_path, "one.json", include=["register.json"], claims=[CLAIM])
    assert names([one]) == [("register.json", "unused-waiver")]
    assert names([one], ignore="circular-sourcing") == []


def test_a_waiver_of_a_house_rule_counts_once_the_rule_is_set(tmp_path: Path) -> None:
    waive = [{"check": name, "reason": "Known."} for name in ("too-few-voices", "stale-review")]
    source = {"page": {"title": "T", "by": ["a"], "basis": "statement"}}
    claim = {**CLAIM, "kind": "opinion", "waive": waive}
    path = write(tmp_path, "one.json", parties={"a": {"name": "A"}}, sources=source, claims=[claim])
    assert len(names([path])) == 1
    assert len(names([path], House(HOUSE.as_of, min_voices=2))) == 2
    assert names([path], House(HOUSE.as_of, stale_after=None)) == []


def test_a_file_that_others_include_may_be_used_by_them(tmp_path: Path) -> None:
    sources = {id: {"title": "T", "by": ["a"], "basis": "statement"} for id in ("page", "spare")}
    parties = {"a": {"name": "A"}, "b": {"name": "B"}}
    shared = write(tmp_path, "shared.json", parties=parties, sources=sources, claims=[CLAIM])
    other = write(tmp_path, "other.json", include=["shared.json"], claims=[{**CLAIM, "stated_in": "spare"}])
    assert names([shared]) == [("shared.json", "unused-party"), ("shared.json", "unused-source")]
    assert names([shared, other]) == []


def test_a_review_never_grows_stale_before_the_first_day(tmp_path: Path) -> None:
    source = {"page": {"title": "T", "by": ["a"], "basis": "statement"}}
    claim = {**CLAIM, "reviewed": "0001"}
    path = write(tmp_path, "one.json", parties={"a": {"name": "A"}}, sources=source, claims=[claim])
    report = engine.check(Project().find([path]), House(HOUSE.as_of, stale_after=10**9))
    assert "stale-review" not in {each.check for file in report.files for each in file.findings}


def test_whose_domain_it_is_is_left_open_when_the_budget_runs_out() -> None:
    case = Mock(claimant="a", voice={"article": "b"})
    case.voices_of.side_effect = OutOfBudget
    assert ClaimSubject.speaker_for_claimant(Mock(case=case), "article", ["a"]) == ""


ANSWERS = [{"party": "a", "answer": "retracts"}]


def test_who_answered_is_left_open_when_the_budget_runs_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = {"page": {"title": "T", "by": ["a"], "basis": "statement"}}
    path = write(
        tmp_path,
        "one.json",
        parties={"a": {"name": "A"}},
        sources=source,
        claims=[{**CLAIM, "against": ["a"], "response": ANSWERS}],
    )

    def exhausted(*_: object) -> None:
        raise OutOfBudget

    monkeypatch.setattr("sayso.provenance.standing.Case.__init__", exhausted)
    report = engine.check(Project().find([path]), HOUSE)
    found = {each.check for file in report.files for each in file.findings}
    assert found.isdisjoint({"no-response", "stray-response"})
