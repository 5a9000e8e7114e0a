"""What a claim rests on, held against the worked cases and against brute force."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given

from sayso.provenance.house_rule import rule_outcome
from sayso.provenance.standing import STANCES, Judgement, Strength
from sayso.provenance.trace import unknown_sources
from tests.conftest import thorough

from . import oracle
from .files import Json, claim, files, judged, made, party, source

CASES = Path(__file__).parent.parent / "cases"
EXPECTED: dict[str, dict[str, Json]] = json.loads((CASES / "expected.json").read_text())


def test_every_case_has_an_answer() -> None:
    assert {path.stem for path in CASES.glob("*.json")} - {"expected"} == EXPECTED.keys()


@pytest.mark.parametrize("name", EXPECTED)
def test_worked_case(name: str) -> None:
    data = json.loads((CASES / f"{name}.json").read_text())
    answers = {
        entry.id: {
            "standing": judgement.standing,
            "support": judgement.support.voices,
            "support_at_most": judgement.support.at_most,
            "partial": judgement.partly.voices,
            "must": len(judgement.support.must),
            "contradiction": judgement.contradiction.voices,
            "contradiction_at_most": judgement.contradiction.at_most,
        }
        for entry, judgement, _ in judged(data)
    }
    expected = {
        id: {what: number for what, number in answer.items() if what != "smallest_cuts"}
        for id, answer in EXPECTED[name].items()
    }
    assert answers == expected
    for made_claim, (_, judgement, _) in zip(data["claims"], judged(data), strict=True):
        same_as_oracle(data, made_claim, judgement)


def same_as_oracle(data: Json, claim: Json, judgement: Judgement) -> None:
    truth = oracle.Oracle(data, claim)
    same_strength(judgement.support, truth.strength("supports"))
    same_strength(judgement.partly, truth.strength("partial"))
    same_strength(judgement.contradiction, truth.strength("refutes"))
    assert judgement.standing == truth.standing()
    places = [(each.section, each.index) for each in judgement.items]
    assert places == [(section, index) for section, index, _ in truth.items]
    for each, (_, _, item) in zip(judgement.items, truth.items, strict=True):
        assert (each.counts, each.why) == truth.why(item)
        # The path starts at the item, and each document is based on the next.
        assert each.path[0] == item["source"]
        for document, ground in pairwise(each.path):
            assert ground in truth.sources[document]["based_on"]


def same_strength(strength: Strength, truth: oracle.Strength) -> None:
    assert (strength.voices, strength.at_most) == (truth.voices, truth.at_most)
    assert (strength.exact, strength.at_most_exact) == (truth.exact, truth.at_most_exact)
    if truth.capped:
        assert strength.cut == strength.must == ()
    else:
        assert strength.cut in truth.cuts
        assert set(strength.must) == truth.must


@thorough(2000)
@given(files())
def test_same_as_brute_force(data: Json) -> None:
    for made_claim, (_, judgement, _) in zip(data["claims"], judged(data), strict=True):
        same_as_oracle(data, made_claim, judgement)


@thorough(500)
@given(files(parties=12, sources=16, claims=1))
def test_same_as_brute_force_on_larger_files(data: Json) -> None:
    for made_claim, (_, judgement, _) in zip(data["claims"], judged(data), strict=True):
        same_as_oracle(data, made_claim, judgement)


@thorough(1000)
@given(files())
def test_what_checks_ask_beyond_the_numbers(data: Json) -> None:
    for made_claim, (_, _, case) in zip(data["claims"], judged(data), strict=True):
        assert case is not None
        truth = oracle.Oracle(data, made_claim)
        # Allies, and what is left without them.
        case.budget.grant()
        allied = case.allied_voices()
        named = {case.roots_of(voice) for voice in allied}
        here = {truth.name(voice) for voice in truth.voices}
        assert named & here == {truth.name(voice) for voice in truth.allied()}
        starts = truth.starts("supports")
        left = truth.succeeds("supports", starts, truth.closed("supports") | truth.allied())
        walks = case.walks("supports")
        assert (walks.walk(walks.closed | allied) is not None) == left
        # The sources with basis `unknown`, and the way to each.
        for stance in STANCES:
            reached = truth.open(truth.starts(stance), truth.closed(stance))
            found = unknown_sources(case, stance)
            assert set(found) == {id for id in reached if truth.sources[id]["basis"] == "unknown"}
            for document, way in found.items():
                assert way[0] in truth.starts(stance)
                assert way[-1] == document
                for one, other in pairwise(way):
                    assert other in truth.sources[one]["based_on"]


def test_only_so_many_unknown_sources_are_told_as_the_budget_allows() -> None:
    sources = {f"s{index}": source("p", "unknown", f"s{index + 1}") for index in range(99)}
    sources["s99"] = source("p", "unknown")
    ((_, _, case),) = judged(made({"c": party(), "p": party()}, sources, claim("c", ["s0"])))
    assert case is not None
    case.budget.most = 1000
    case.budget.grant()
    found = unknown_sources(case, "supports")
    assert list(found) == [f"s{index}" for index in range(len(found))]
    assert 5 < len(found) < 30


@thorough(600)
@given(files(parties=6, sources=8))
def test_rule_outcomes_against_every_way_the_unknown_can_turn_out(data: Json) -> None:
    """What is proven to fall short does so in each of them; what is open falls short now, not in the best."""
    for made_claim, (_, judgement, _) in zip(data["claims"], judged(data), strict=True):
        truth = oracle.Oracle(data, made_claim)
        unknown = sorted(id for id in truth.documents if truth.sources[id]["basis"] == "unknown")[:6]
        left_out = len(unknown) < sum(truth.sources[id]["basis"] == "unknown" for id in truth.documents)
        reached = set[int]()
        for number in range(2 ** len(unknown)):
            for place, id in enumerate(unknown):
                truth.sources[id]["basis"] = "investigation" if number >> place & 1 else "unknown"
            reached.add(asked_voices(truth))
            if not number:
                now = asked_voices(truth)
        if truth.standing() == "not-checkable":
            assert {rule_outcome(judgement, least) for least in range(1, 5)} == {None}
            continue
        for least in range(1, 5):
            outcome = rule_outcome(judgement, least)
            assert (outcome == "meets") == (now >= least)
            if outcome == "cannot":
                assert max(reached) < least
            elif outcome == "open" and not left_out and judgement.contradiction.at_most < least:
                assert max(reached) >= least


def asked_voices(truth: oracle.Oracle) -> int:
    """The number that a rule of the house asks for."""
    return truth.strength("refutes" if truth.standing() == "refuted" else "supports").voices
