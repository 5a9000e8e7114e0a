"""What to do next over whole files, against each claim alone and against trying everything."""

import json
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from sayso.provenance.gaps import FACT_GAPS, Gap, UnseenKind, gaps, judge_supposing
from sayso.provenance.standing import Budget, Case, OutOfBudget
from sayso.provenance.whatif import WhatIf
from sayso.record.load import load
from sayso.record.project import FoundFiles, Project
from sayso.report.agenda import MAX_TOGETHER, Agenda, AgendaStep, Task, agenda
from tests.conftest import thorough

from ..provenance.files import Json, claim, files, made, party, source
from ..provenance.files import judged as all_judged

TODAY = "2026-01-01"


def found(data: Json) -> FoundFiles:
    return FoundFiles((load("claims.json", json.dumps(data).encode(), lines=False),), 0)


def looked(data: Json) -> Agenda:
    return agenda(found(data), TODAY)


def factual(data: Json) -> dict[str, tuple[Case, WhatIf]]:
    """The factual claims of a file, by their ids."""
    cases = {}
    for entry, before, case in all_judged(data):
        assert case is not None
        if case.claim.kind == "factual":
            cases[entry.id] = case, WhatIf(case, before)
    return cases


@thorough(60)
@given(files(sources=12, parties=8, claims=5))
def test_a_task_has_all_the_claims_that_it_changes(data: Json) -> None:
    result = looked(data)
    cases = factual(data)
    expected: dict[tuple[str, str, int, str], dict[str, tuple[str, str]]] = {}
    unseen: dict[str, UnseenKind] = {
        id: "not-archived" for id, each in data["sources"].items() if "url" in each and "archived" not in each
    }
    for id, (case, before) in cases.items():
        for gap, outcome in gaps(case, before, unseen):
            turns = expected.setdefault((gap.kind, gap.id, gap.link, gap.side), {})
            if outcome.standing != before.recorded.standing:
                turns[id] = before.recorded.standing, outcome.standing
    tasks = [*result.tasks, *result.facts]
    for task in tasks:
        key = task.gap.kind, task.gap.id, task.gap.link, task.gap.side
        told = {turn.entry.id: (turn.before, turn.after) for turn in task.turns}
        assert told == expected.pop(key)
    assert not any(expected.values())
    assert sum(result.idle.values()) == len(expected)
    for ranked, facts in ((result.tasks, False), (result.facts, True)):
        assert all((task.gap.kind in FACT_GAPS) == facts for task in ranked)
        assert [task.weight for task in ranked] == sorted((task.weight for task in ranked), reverse=True)
    assert [entry.id for entry, _ in result.undeclared] == list(cases)
    assert not result.looked.unfinished


@thorough(60)
@given(files(sources=12, parties=8, claims=5))
def test_each_step_adds_most(data: Json) -> None:
    """By the number of claims that all steps so far change together."""
    result = looked(data)
    cases = factual(data)

    def changed(tasks: tuple[Task, ...]) -> int:
        total = 0
        for id, (case, before) in cases.items():
            ours = [task.gap for task in tasks if id in {entry.id for entry in task.claims}]
            total += judge_supposing(case, ours, Budget()).standing != before.recorded.standing
        return total

    for tasks, steps in ((result.tasks, result.tasks_together), (result.facts, result.facts_together)):
        chosen = tuple(step.task for step in steps)
        assert len(steps) <= MAX_TOGETHER
        assert [step.changed for step in steps] == [
            changed(some) for some in accumulate((each,) for each in chosen)
        ]
        for number, step in enumerate(steps):
            before = chosen[:number]
            assert step.changed == max(changed((*before, task)) for task in tasks if task not in before)
        if steps and len(steps) < MAX_TOGETHER:
            assert all(changed((*chosen, task)) <= steps[-1].changed for task in tasks if task not in chosen)


PARTIES: Json = {id: party() for id in ("x", "a", "b")}


def waived(check: str, until: str = "") -> Json:
    return {"waive": [{"check": check, "reason": "asked", **({"until": until} if until else {})}]}


@pytest.mark.parametrize("on", ["claim", "source"])
@pytest.mark.parametrize(("until", "held"), [("", True), ("2026-06-30", True), ("2025-12-31", False)])
def test_what_is_waived_is_no_task(on: str, until: str, held: bool) -> None:
    rumour, entry = source("a", "unknown"), claim("x", ["rumour"])
    (rumour if on == "source" else entry).update(waived("unknown-basis", until))
    result = looked(made(PARTIES, {"rumour": rumour}, entry))
    assert [task.gap.kind for task in result.tasks] == ([] if held else ["unknown-basis"])


def test_only_wanted_claims_are_looked_at() -> None:
    data = made(PARTIES, {"s": source("a", "unknown")}, claim("x", ["s"]), claim("x", ["s"], id="other"))
    result = agenda(found(data), TODAY, wanted=lambda entry: entry.id == "other")
    assert result.looked.claims == 1
    assert [[turn.entry.id for turn in task.turns] for task in result.tasks] == [["other"]]


def seen(outcome: str, **more: Any) -> Json:
    return {"at": "2025-05-01T00:00:00Z", "outcome": outcome, **more}


@pytest.mark.parametrize(
    ("fields", "locked", "kinds"),
    [
        ({}, {}, ["not-archived"]),
        ({"archived": "https://web.archive.org/web/2025/https://a.example/"}, {}, []),
        (waived("not-archived"), {}, []),
        ({}, seen("gone", url="https://a.example/"), ["dead-link"]),
        ({}, seen("gone", url="https://moved.example/"), ["not-archived"]),
        ({}, seen("unreachable", url="https://a.example/"), ["not-archived"]),
        (waived("dead-link"), seen("gone", url="https://a.example/"), ["not-archived"]),
        (
            {"archived": "https://b.example/"},
            seen("gone", url="https://a.example/", archived=seen("ok", url="https://b.example/")),
            [],
        ),
        (
            {"archived": "https://b.example/"},
            seen("gone", url="https://a.example/", archived=seen("gone", url="https://b.example/")),
            ["dead-link"],
        ),
    ],
)
def test_what_can_no_longer_be_seen(tmp_path: Path, fields: Json, locked: Json, kinds: list[str]) -> None:
    report = {**source("a", "observation"), "url": "https://a.example/", **fields}
    data = made(PARTIES, {"report": report}, claim("x", ["report"]))
    (tmp_path / "c.json").write_text(json.dumps(data), encoding="utf-8")
    if locked:
        lock = {"version": 1, "sources": {"report": locked}}
        (tmp_path / "c.lock.json").write_text(json.dumps(lock), encoding="utf-8")
    result = agenda(Project().find([str(tmp_path / "c.json")]), TODAY)
    assert not result.looked.unreadable
    unseen = [task for task in result.tasks if task.gap.kind in ("dead-link", "not-archived")]
    assert [task.gap.kind for task in unseen] == kinds
    assert all(task.turns[0].after == "self-asserted" for task in unseen)


def test_a_gone_source_that_cannot_be_reasoned_with(tmp_path: Path) -> None:
    lost = {**source("nobody", "observation"), "url": "https://a.example/"}
    data = made(PARTIES, {"lost": lost, "s": source("a", "observation")}, claim("x", ["s"]))
    (tmp_path / "c.json").write_text(json.dumps(data), encoding="utf-8")
    lock = {"version": 1, "sources": {"lost": seen("gone", url="https://a.example/")}}
    (tmp_path / "c.lock.json").write_text(json.dumps(lock), encoding="utf-8")
    result = agenda(Project().find([str(tmp_path / "c.json")]), TODAY)
    assert "dead-link" not in {task.gap.kind for task in result.tasks}


def test_a_register_is_one_for_all_files(tmp_path: Path) -> None:
    sources = {"s": source("a", "unknown"), "t": source("a", "observation")}
    shared = made(PARTIES | {"a": party("x")}, sources)
    (tmp_path / "shared.json").write_text(json.dumps(shared), encoding="utf-8")
    for name in ("one", "two"):
        data = {
            "version": 1,
            "include": ["shared.json"],
            "claims": [claim("b", ["s"]), claim("x", ["t"], id="d")],
        }
        (tmp_path / f"{name}.json").write_text(json.dumps(data), encoding="utf-8")
    result = agenda(Project().find([str(tmp_path / "one.json"), str(tmp_path / "two.json")]), TODAY)
    (task,) = [task for task in result.tasks if task.gap.kind == "unknown-basis"]
    assert [turn.entry.file.path[-8:] for turn in task.turns] == ["one.json", "two.json"]
    (fact,) = result.facts
    assert fact.gap == Gap("unsourced-control", "a")
    assert fact.entry.file.path.endswith("shared.json")
    assert result.facts_together == ()


def test_work_that_runs_out_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    data = made(
        PARTIES,
        {"s": source("a", "unknown"), "t": source("b", "unknown")},
        claim("x", ["s", "t"]),
        claim("x", ["s"], id="d"),
    )
    whole = looked(data)
    assert [step.changed for step in whole.tasks_together] == []

    def exhausted(*_: object) -> Any:
        raise OutOfBudget

    two = made(
        PARTIES, data["sources"], claim("x", ["s"]), claim("x", ["t"], id="d"), claim("x", ["s", "t"], id="e")
    )
    assert [step.changed for step in looked(two).tasks_together] == [2, 3]
    monkeypatch.setattr("sayso.report.agenda.judge_supposing", exhausted)
    result = looked(two)
    assert result.looked.unfinished == 1
    monkeypatch.setattr("sayso.report.agenda.gaps", lambda *_: map(exhausted, (1,)))
    result = looked(two)
    assert (result.tasks, result.looked.unfinished) == ((), 3)


@pytest.mark.parametrize("certain", ["recorded", "supposed"])
def test_what_is_not_certain_is_not_told(monkeypatch: pytest.MonkeyPatch, certain: str) -> None:
    data = made(PARTIES, {"s": source("a", "unknown")}, claim("x", ["s"]))
    monkeypatch.setattr(
        "sayso.provenance.whatif.Outcome.is_certain",
        property(lambda self: certain == "supposed" and self.standing == "self-asserted"),
    )
    result = looked(data)
    assert (result.tasks, result.looked.unfinished) == ((), 1)
    assert len(result.undeclared) == (certain == "supposed")


def test_steps_are_of_the_tasks() -> None:
    step = AgendaStep(
        Task(Gap("unknown-basis", "s"), looked(made(PARTIES, {}, claim("x", []))).undeclared[0][0], [], []), 1
    )
    assert step.task.weight == (0, 0)
