"""What a claim would rest on otherwise, against judging anew a record in which it is otherwise."""

import copy

import pytest
from hypothesis import given

from sayso.provenance.standing import OutOfBudget
from sayso.provenance.whatif import suppositions
from tests.conftest import thorough

from .files import Json, claim, files, judged, judgement, made, party, read, source
from .oracle import Oracle


def anew(data: Json, id: str, otherwise: str, source: str) -> tuple[str, int, int]:
    """The claim judged in a record where `source` is otherwise."""
    edited = copy.deepcopy(data)
    (entry,) = [each for each in edited["claims"] if each["id"] == id]
    edited["claims"] = [entry]
    if otherwise == "partial":
        for item in (*entry["evidence"], *entry["corroboration"]):
            if (item["source"], item["stance"]) == (source, "partial"):
                item["stance"] = "supports"
    else:
        items = [item for item in (*entry["evidence"], *entry["corroboration"]) if item["source"] == source]
        for each in [item for item in items if "basis" in item] or [edited["sources"][source]]:
            each["basis"] = "investigation"
    new = judgement(edited)
    return new.standing, new.support.voices, new.contradiction.voices


@thorough(500)
@given(files(sources=12, parties=8))
def test_each_supposition_is_what_judging_anew_gives(data: Json) -> None:
    """And nothing that would change something is left out."""
    graph, _ = read(data)
    for entry, before, _ in judged(data):
        if entry.value is None or entry.value.kind != "factual":
            continue
        found = suppositions(graph, entry, before)
        assert found.complete
        assert not found.left_out
        told = set()
        for one in found.each:
            outcome = one.outcome
            for number in (outcome.support, outcome.contradiction):
                assert number.exact == (number.voices < 5)
            expected = anew(data, entry.id, one.otherwise, one.path[-1])
            assert (outcome.standing, outcome.support.voices, outcome.contradiction.voices) == expected
            told.add((one.otherwise, one.path[-1]))
        now = before.standing, before.support.voices, before.contradiction.voices
        (made_claim,) = [each for each in data["claims"] if each["id"] == entry.id]
        for id, entered in Oracle(data, made_claim).sources.items():
            if entered["basis"] in ("unknown", "statement") and (entered["basis"], id) not in told:
                assert anew(data, entry.id, entered["basis"], id) == now


def test_what_changes_most_comes_first() -> None:
    """Another standing, then more voices, then what changes nothing."""
    data = made(
        {id: party() for id in ("x", "a", "b", "c")},
        {
            "known": source("a", "observation"),
            "same": source("a", "unknown"),
            "other": source("b", "unknown"),
            "far": source("c", "relay", "bare"),
            "bare": source("c", "statement"),
        },
        claim("x", ["same", "known", "far", "other"]),
    )
    graph, _ = read(data)
    ((entry, before, _),) = judged(data)
    found = suppositions(graph, entry, before)
    assert [(one.otherwise, one.path, one.outcome.standing) for one in found.each] == [
        ("unknown", ("other",), "corroborated"),
        ("statement", ("far", "bare"), "corroborated"),
        ("unknown", ("same",), "single-source"),
    ]


def test_hubs_run_out_of_budget_and_say_so() -> None:
    """Thousands of unknown sources behind each other are not tried without end."""
    number = 3000
    layers = 40
    sources = {f"u{index}": source(f"p{index % 7}", "unknown") for index in range(number)}
    ids = list(sources)
    for layer in range(layers):
        sources[f"hub{layer}"] = source("hubs", "relay", *ids)
    data = made(
        {id: party() for id in ("x", "hubs", *(f"p{index}" for index in range(7)))},
        sources,
        claim("x", [f"hub{layer}" for layer in range(layers)]),
    )
    graph, _ = read(data)
    ((entry, before, _),) = judged(data)
    found = suppositions(graph, entry, before)
    assert found.left_out or not found.complete
    assert all(one.outcome.standing == "single-source" for one in found.each if one.outcome.support.exact)


def test_what_cannot_be_tried_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the work budget ends while a source is taken for an origin, and while things are looked for."""
    data = made({"x": party(), "a": party()}, {"half": source("a", "unknown")}, claim("x", []))
    data["claims"][0]["corroboration"] = [{"source": "half"}]
    graph, _ = read(data)
    ((entry, before, _),) = judged(data)
    assert [one.outcome.standing for one in suppositions(graph, entry, before).each] == ["single-source"]

    def exhausted(*_: object) -> None:
        raise OutOfBudget

    monkeypatch.setattr("sayso.provenance.whatif.WhatIf.with_origin", exhausted)
    found = suppositions(graph, entry, before)
    assert (found.each, found.left_out, found.complete) == ((), 1, True)
    monkeypatch.setattr("sayso.provenance.whatif.WhatIf.open_sources", exhausted)
    found = suppositions(graph, entry, before)
    assert (found.each, found.left_out, found.complete) == ((), 0, False)
