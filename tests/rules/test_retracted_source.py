"""`retracted-source` beside its cases: work budgets, registers, and both sides alike."""

import datetime
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.provenance.standing import Case, OutOfBudget
from sayso.record.lock import SUFFIX
from sayso.record.project import Project
from sayso.report.engine import check
from sayso.rules.finding import Finding, Level
from sayso.rules.rule import House
from tests.conftest import thorough

AS_OF = datetime.date(2026, 1, 1)
HERE = Path(__file__).parent / "retracted-source"


def findings(path: Path) -> list[Finding]:
    report = check(Project().find([str(path)]), House(AS_OF))
    return [each for file in report.files for each in file.findings if each.check == "retracted-source"]


def test_out_of_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    """A claim that is too much work to follow has no findings of this check; nothing crashes."""

    def exhausted(case: Case) -> None:
        raise OutOfBudget

    monkeypatch.setattr(Case, "documents", property(exhausted))
    assert not findings(HERE / "flags-example.json")


def test_the_lock_of_a_register_counts(tmp_path: Path) -> None:
    shape = json.loads((HERE / "flags-example.json").read_text())
    register = {"version": 1, "parties": shape.pop("parties"), "sources": shape.pop("sources")}
    (tmp_path / "register.json").write_text(json.dumps({**register, "claims": []}))
    (tmp_path / f"register{SUFFIX}").write_text((HERE / f"flags-example{SUFFIX}").read_text())
    (tmp_path / "claims.json").write_text(json.dumps({**shape, "include": ["register.json"]}))
    assert [each.level for each in findings(tmp_path / "claims.json")] == [Level.ERROR]


@thorough(100)
@given(data=st.data())
def test_support_and_contradiction_are_treated_alike(tmp_path: Path, data: st.DataObject) -> None:
    """Papers that refute are told as those that support are; an error is one without which it falls."""
    ids = [f"paper{number}" for number in range(data.draw(st.integers(1, 4)))]
    bad = data.draw(st.sets(st.sampled_from(ids)))
    told = {}
    for stance in ("supports", "refutes"):
        shape: dict[str, Any] = {
            "version": 1,
            "parties": {"state": {"name": "State"}, **{id: {"name": id} for id in ids}},
            "sources": {
                id: {
                    "title": id,
                    "by": [id],
                    "basis": "investigation",
                    "url": f"https://doi.org/10.5555/{id}",
                }
                for id in ids
            },
            "claims": [
                {
                    "id": "dam",
                    "statement": "The dam does not leak.",
                    "claimant": ["state"],
                    "evidence": [],
                    "corroboration": [{"source": id, "stance": stance} for id in ids],
                }
            ],
        }
        answer = {"at": "2025-11-20T09:30:00Z", "outcome": "answered", "notices": [{"kind": "retraction"}]}
        lock = {"version": 1, "sources": {}, "dois": {f"10.5555/{id}": answer for id in bad}}
        (tmp_path / "claims.json").write_text(json.dumps(shape))
        (tmp_path / f"claims{SUFFIX}").write_text(json.dumps(lock))
        found = findings(tmp_path / "claims.json")
        told[stance] = [each.level for each in found]
        assert len(found) == len(bad)
    left = len(ids) - len(bad)
    # The standing of what supports is another from two voices on to one, and from one to none.
    hangs = bool(bad) and min(left, 2) != min(len(ids), 2)
    assert set(told["supports"]) == ({Level.ERROR if hangs else Level.WARNING} if bad else set())
    # What refutes makes one standing, however many voices it has.
    assert set(told["refutes"]) == ({Level.WARNING if left else Level.ERROR} if bad else set())
