"""Withdrawing voices and sources, against judging anew a record in which they know nothing."""

import copy
import itertools
import json
from collections.abc import Collection

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.provenance.standing import Budget, Case, Judgement
from sayso.provenance.stress import Withdrawal, hidden_links, stress, stress_together
from sayso.provenance.whatif import Outcome, VoiceNumber, WhatIf
from sayso.record.load import load
from sayso.record.project import FoundFiles
from tests.conftest import thorough

from .files import Json, claim, files, judged, judgement, made, party, source


def anew(data: Json, case: Case, documents: Collection[str]) -> Judgement:
    """The claim judged in a record where `documents` know nothing; who speaks with whom is kept.

    A withdrawn document loses its basis and what it is based on. As all documents of the claim are listed
    as context, they stay documents of the claim, so the voices are those of the whole record.
    """
    edited = copy.deepcopy(data)
    (entry,) = [each for each in edited["claims"] if each["id"] == case.claim.id]
    entry["corroboration"] += [{"source": id, "stance": "context"} for id in case.documents]
    for id in documents:
        edited["sources"][id] |= {"basis": "unknown", "based_on": []}
    for item in (*entry["evidence"], *entry["corroboration"]):
        if item["source"] in documents:
            item.pop("basis", None)
            item.pop("based_on", None)
    edited["claims"] = [entry]
    return judgement(edited)


def said(judgement: Judgement) -> tuple[str, int, int]:
    return judgement.standing, judgement.support.voices, judgement.contradiction.voices


def left(what: Outcome) -> tuple[str, int, int]:
    return what.standing, what.support.voices, what.contradiction.voices


def spoken(case: Case, voices: Collection[str]) -> list[str]:
    """The sources that speak with one of these voices in a case."""
    return [id for id in case.documents if case.voice[id] in voices]


@thorough(600)
@given(files(sources=12, parties=8))
def test_each_withdrawal_is_what_judging_anew_gives(data: Json) -> None:
    """For every voice and every source, the ones that the shortcuts pass over included."""
    for _, before, case in judged(data):
        assert case is not None
        if case.claim.kind != "factual":
            continue
        withdrawal = WhatIf(case, before)
        assert left(withdrawal.recorded) == said(before)
        voices = dict(withdrawal.losing_voices())
        for voice in {case.voice[id] for id in case.documents}:
            expected = said(anew(data, case, spoken(case, [voice])))
            assert left(voices.get(voice, withdrawal.recorded)) == expected
        documents = dict(withdrawal.losing_documents(voices))
        for id in case.documents:
            assert left(documents.get(id, withdrawal.recorded)) == said(anew(data, case, [id]))


@thorough(300)
@given(files(sources=12, parties=8), st.data())
def test_several_at_once(data: Json, draw: st.DataObject) -> None:
    for _, before, case in judged(data):
        assert case is not None
        if case.claim.kind != "factual":
            continue
        ids = draw.draw(st.lists(st.sampled_from(list(data["sources"])), max_size=3, unique=True))
        parties = draw.draw(st.lists(st.sampled_from(list(data["parties"])), max_size=2, unique=True))
        voices = set().union(*(case.voices_of(party) for party in parties))
        withdrawal = WhatIf(case, before)
        after = withdrawal.without(voices, set(ids))
        assert left(after) == said(anew(data, case, {*ids, *spoken(case, voices)}))


def found(data: Json) -> FoundFiles:
    return FoundFiles((load("claims.json", json.dumps(data).encode(), lines=False),), 0)


@thorough(150)
@given(files(sources=10, parties=6, claims=3))
def test_one_by_one_is_each_alone(data: Json) -> None:
    """What hangs on a voice or source is what is lost without it, and the heaviest come first."""
    result = stress(found(data))
    parties = {id: row for row in result.voices for id in row.ids}
    for rows, what, ids in ((parties, "party", data["parties"]), (None, "source", data["sources"])):
        known = rows if rows is not None else {row.ids[0]: row for row in result.sources}
        for id in ids:
            if what == "party" and ids[id]["controlled_by"]:
                continue
            alone = stress_together(found(data), [Withdrawal(what, id)])  # type: ignore[arg-type]
            assert alone.looked == result.looked
            losses = known[id].losses if id in known else []
            assert sorted(loss.entry.id for loss in losses) == sorted(loss.entry.id for loss in alone.losses)
            after = {loss.entry.id: loss.after for loss in alone.losses}
            assert all(loss.after == after[loss.entry.id] for loss in losses)
    for row in (*result.voices, *result.sources):
        assert row.losses
    assert [row.weight for row in result.voices] == sorted(
        (row.weight for row in result.voices), reverse=True
    )


@thorough(150)
@given(files(sources=10, parties=8, claims=3))
def test_a_hidden_link_is_what_a_link_in_the_record_gives(data: Json) -> None:
    """For each two voices of a claim, tied at their roots: the standing falls for those told, no others."""
    result = hidden_links(found(data))
    told = {
        (entry.id, frozenset((one, other)))
        for pair in result.pairs
        for entry in pair.claims
        for one in pair.ids[0]
        for other in pair.ids[1]
    }
    order = ("self-asserted", "partly-backed", "single-source", "corroborated")
    falling = set()
    corroborated = set()
    for entry, before, case in judged(data):
        assert case is not None
        if case.claim.kind != "factual" or before.standing not in order:
            continue
        if before.standing == "corroborated":
            corroborated.add(entry.id)
        voices = {*(case.voice[id] for id in case.documents), *case.accused_voices}
        for one, other in itertools.combinations(sorted(voices - {case.claimant_voice}), 2):
            edited = copy.deepcopy(data)
            edited["claims"] = [each for each in edited["claims"] if each["id"] == entry.id]
            root, owner = case.roots_of(one)[0], case.roots_of(other)[0]
            edited["parties"][root]["controlled_by"].append(owner)
            after = judgement(edited).standing
            fell = after in order and order.index(after) < order.index(before.standing)
            roots = {
                (entry.id, frozenset((left, right)))
                for left in case.roots_of(one)
                for right in case.roots_of(other)
            }
            assert roots <= told if fell else roots.isdisjoint(told)
            falling |= {entry.id} if fell else set()
    assert result.corroborated == len(corroborated)
    assert result.survive == len(corroborated - falling)
    assert [len(pair.claims) for pair in result.pairs] == sorted(
        (len(pair.claims) for pair in result.pairs), reverse=True
    )


def test_no_packing_of_walks_proves_the_number() -> None:
    """Three walks, each two of which share a voice: two voices are needed, and any of the three matters."""
    data = made(
        {id: party() for id in ("x", "a", "b", "c")},
        {
            "s1": source("a", "relay", "o1"),
            "s2": source("b", "relay", "o2"),
            "s3": source("c", "relay", "o3"),
            "o1": source("b", "observation"),
            "o2": source("c", "observation"),
            "o3": source("a", "observation"),
        },
        claim("x", ["s1", "s2", "s3"]),
    )
    result = stress(found(data))
    assert [row.ids for row in result.voices] == [("a",), ("b",), ("c",)]
    assert all(row.losses[0].after.support == VoiceNumber(1, True) for row in result.voices)
    ties = hidden_links(found(data))
    assert [pair.ids for pair in ties.pairs] == [(("a",), ("b",)), (("a",), ("c",)), (("b",), ("c",))]


def test_two_voices_that_do_not_meet_every_walk() -> None:
    """`a` and `d` have it from `b`; `c` knows by itself: only `b` and `c` carry all of it."""
    data = made(
        {id: party() for id in "xabcd"},
        {
            "by-a": source("a", "relay", "by-b"),
            "by-d": source("d", "relay", "by-b"),
            "by-b": source("b", "observation"),
            "by-c": source("c", "observation"),
        },
        claim("x", ["by-a", "by-d", "by-c"]),
    )
    ties = hidden_links(found(data))
    assert (ties.corroborated, ties.survive) == (1, 0)
    assert [pair.ids for pair in ties.pairs] == [(("b",), ("c",))]


def test_five_and_more() -> None:
    """Without one of five at least four are left; of six, at least five as before."""
    for number, lost in ((5, 5), (6, 0)):
        ids = [f"p{index}" for index in range(number)]
        data = made(
            {id: party() for id in (*ids, "x")},
            {f"s{id}": source(id, "observation") for id in ids},
            claim("x", [f"s{id}" for id in ids]),
        )
        result = stress(found(data))
        assert len(result.voices) == len(result.sources) == lost
        for row in result.voices:
            assert row.losses[0].before.support == VoiceNumber(5, False)
            assert row.losses[0].after.support == VoiceNumber(4, True)


def test_a_joint_statement_takes_the_other_with_it() -> None:
    """In the claim of the joint document only. A retraction falls with its claimant."""
    data = made(
        {id: party() for id in ("x", "a", "b", "y")},
        {
            "both": source(["a", "b"], "observation"),
            "by-a": source("a", "observation"),
            "admits": source("y", "statement"),
            "retracts": source("x", "statement"),
        },
        claim("x", ["both"], id="joint"),
        claim("x", ["by-a"], id="single"),
        claim("x", ["admits"], id="admitted", against=["y"]),
        {**claim("x", []), "id": "retracted", "evidence": [{"source": "retracts", "stance": "refutes"}]},
    )
    result = stress(found(data))
    lost = {row.ids[0]: {loss.entry.id for loss in row.losses} for row in result.voices}
    assert lost == {"a": {"joint", "single"}, "b": {"joint"}, "y": {"admitted"}, "x": {"retracted"}}
    (loss,) = next(row for row in result.voices if row.ids == ("x",)).losses
    assert (loss.before.standing, loss.after.standing) == ("refuted", "self-asserted")
    assert loss.changes_standing
    assert not loss.leaves_only_claimant


@pytest.mark.parametrize("total", [0, 50, 500])
def test_a_budget_that_runs_out_is_told(total: int) -> None:
    """Numbers are then lower bounds, or the claim is not finished; never an error."""
    width = 40
    data = made(
        {id: party() for id in ("x", *(f"p{index}" for index in range(width)))},
        {
            **{
                f"s{index}": source(f"p{index}", "relay", *(f"o{other}" for other in range(width)))
                for index in range(width)
            },
            **{f"o{index}": source(f"p{index}", "observation") for index in range(width)},
        },
        claim("x", [f"s{index}" for index in range(width)]),
    )
    ((_, before, case),) = judged(data)
    assert case is not None
    case.budget = Budget(most=10, least=10, total=total)
    withdrawal = WhatIf(case, before)
    after = withdrawal.without({case.voice_of("p1")}, ())
    assert after.support.voices <= 5


def test_nothing_is_left_out_where_too_few_walks_are_known() -> None:
    """What lies beside walks tells nothing unless there are as many of them as voices."""
    data = made(
        {"m": party(), "a": party(), "b": party()},
        {"s": source("a", "investigation"), "t": source("b", "investigation")},
        claim("m", ["s", "t"]),
    )
    ((_, judgement, case),) = judged(data)
    assert case is not None
    side = WhatIf(case, judgement)._support
    assert (side.now.voices, len(side.disjoint_walks)) == (2, 2)
    side.disjoint_walks = side.disjoint_walks[:1]
    assert side._reachable_beside_walks() == frozenset()
