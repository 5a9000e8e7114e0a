"""`allies-only` says nothing where the work budget does not let it know."""

from datetime import date
from pathlib import Path

import pytest

from sayso.provenance.standing import Case, OutOfBudget
from sayso.record.project import Project
from sayso.report.engine import check
from sayso.rules.registry import BY_NAME
from sayso.rules.rule import House

CASES = Path(__file__).parent / "allies-only"


def test_silent_when_the_budget_runs_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where alliances cannot be followed to their end, nothing is claimed of them."""
    (path, *_) = sorted(CASES.glob("flags-*.json"))
    found = Project().find([str(path)])
    rules = [BY_NAME["allies-only"]]
    assert check(found, House(date(2026, 1, 1)), rules=rules).files[0].findings

    def exhausted(case: Case) -> frozenset[int]:
        raise OutOfBudget

    monkeypatch.setattr(Case, "allied_voices", exhausted)
    assert not check(found, House(date(2026, 1, 1)), rules=rules).files[0].findings
