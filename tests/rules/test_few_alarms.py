"""The checks of what a change can slip in raise no alarm on the worked record, as their pages say."""

from pathlib import Path

import pytest

from sayso.record.project import Project
from sayso.report.engine import check
from sayso.rules.registry import BY_NAME
from sayso.rules.rule import House
from tests.rules.test_rules import AS_OF

CHECKS = {
    "unvouched-voice",
    "factual-as-opinion",
    "long-waiver",
    "lone-admission",
    "differing-control",
    "archived-elsewhere",
    "claimant-publisher",
}


def test_no_alarm_on_the_worked_record(claims_json: Path) -> None:
    report = check(Project().find([str(claims_json)]), House(AS_OF))
    assert CHECKS.isdisjoint(finding.check for file in report.files for finding in file.findings)
    assert report.summary.claims == 98


@pytest.mark.parametrize("name", sorted(CHECKS))
def test_their_pages_say_so(name: str) -> None:
    assert "worked record" in BY_NAME[name].page
