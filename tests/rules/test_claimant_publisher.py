"""`claimant-publisher` says nothing where the work budget does not let it know."""

from datetime import date
from pathlib import Path

import pytest

from sayso.provenance.standing import Case, OutOfBudget
from sayso.record.project import Project
from sayso.report.engine import check
from sayso.rules.registry import BY_NAME
from sayso.rules.rule import House

CASE = Path(__file__).parent / "claimant-publisher" / "flags-example.json"


def test_silent_when_the_budget_runs_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the line of the publisher cannot be followed to its end, nothing is claimed of it."""
    found = Project().find([str(CASE)])
    rules = [BY_NAME["claimant-publisher"]]
    assert check(found, House(date(2026, 1, 1)), rules=rules).files[0].findings

    def exhausted(case: Case, party: str) -> set[str]:
        raise OutOfBudget

    monkeypatch.setattr(Case, "voices_of", exhausted)
    assert not check(found, House(date(2026, 1, 1)), rules=rules).files[0].findings
