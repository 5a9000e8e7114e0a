"""`lone-admission` says nothing where the work budget does not let it know."""

import json
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from sayso.provenance.standing import Budget
from sayso.record.project import Project
from sayso.report import engine
from sayso.rules.rule import House


@pytest.mark.parametrize(("total", "expected"), [(1_000_000, True), (0, False)])
def test_when_the_budget_runs_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, total: int, expected: bool
) -> None:
    """Beside an admission, a chain so long that nobody can say whether it ends at the claimant."""
    relays = [
        {"title": "R", "by": ["paper"], "basis": "relay", "based_on": [f"relay-{number + 1}"]}
        for number in range(3000)
    ]
    word = {"title": "W", "basis": "statement"}
    sources = {f"relay-{number}": relay for number, relay in enumerate(relays)}
    sources |= {"relay-3000": word | {"by": ["claimant"]}, "admission": word | {"by": ["accused"]}}
    claim = {
        "id": "c",
        "statement": "They did it.",
        "claimant": ["claimant"],
        "against": ["accused"],
        "evidence": [],
        "corroboration": [{"source": "admission"}, {"source": "relay-0"}],
    }
    parties = {id: {"name": id} for id in ("claimant", "accused", "paper")}
    path = tmp_path / "claims.json"
    path.write_text(json.dumps({"version": 1, "parties": parties, "sources": sources, "claims": [claim]}))
    monkeypatch.setattr(engine, "Budget", partial(Budget, total=total))
    (file,) = engine.check(Project().find([str(path)]), House(date(2026, 1, 1))).files
    assert ("lone-admission" in [finding.check for finding in file.findings]) is expected
