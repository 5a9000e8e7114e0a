"""What must hold for every file, whatever it says."""

import copy
import sys
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from sayso.provenance.standing import CAP, Budget, Judgement, OutOfBudget, Search, Strength
from tests.conftest import thorough

from .files import Json, claim, files, judged, judgement, made, party, random_file, source

seeds = st.integers(0, 2**48)


def numbers(data: Json) -> list[tuple[int, ...]]:
    return [
        (
            each.support.voices,
            each.support.at_most,
            each.contradiction.voices,
            each.contradiction.at_most,
            each.partly.voices,
            each.partly.at_most,
        )
        for _, each, _ in judged(data)
    ]


def with_basis(data: Json, old: str, new: str) -> Json:
    """The same with another basis; what is based on nothing else then is based on itself."""
    changed = copy.deepcopy(data)
    for id, one in changed["sources"].items():
        if one["basis"] == old:
            one["basis"] = new
            if new == "relay" and not one["based_on"]:
                one["based_on"] = [id]
    return changed


def more_control(data: Json, random: Random) -> Json:
    changed = copy.deepcopy(data)
    one, other = random.choice(list(changed["parties"])), random.choice(list(changed["parties"]))
    owners = changed["parties"][one]["controlled_by"]
    link = random.choice([other, {"party": other, random.choice(["from", "until"]): "2020-06"}])
    if link not in owners:
        owners.append(link)
    return changed


def more_authors(data: Json, random: Random) -> Json:
    changed = copy.deepcopy(data)
    by = random.choice(list(changed["sources"].values()))["by"]
    other = random.choice(list(changed["parties"]))
    if other not in by:
        by.append(other)
    return changed


@thorough(700)
@given(seeds)
def test_merging_voices_never_raises_a_number(seed: int) -> None:
    """No link of control, true or false, dated or not, raises a number; nor does a further author.

    An author who is accused, or a claimant, may turn a statement into an admission: that is no merging.
    """
    random = Random(seed)
    data = random_file(random, 7, 10, 2)
    before = numbers(data)
    for _ in range(3):
        for old, new in zip(before, numbers(more_control(data, random)), strict=True):
            assert all(later <= earlier for earlier, later in zip(old, new, strict=True))
    data = with_basis(data, "statement", "unknown")
    before = numbers(data)
    for merge in (more_control, more_authors):
        for old, new in zip(before, numbers(merge(data, random)), strict=True):
            assert all(later <= earlier for earlier, later in zip(old, new, strict=True))


def test_control_makes_nobody_the_accused() -> None:
    """A statement is an admission only where the record names it as the word of the accused itself."""
    sources = {"word": source("agency", "statement")}
    accusation = claim("accuser", ["word"], against=["state"])
    parties = {"accuser": party(), "state": party(), "agency": party("state")}
    assert judgement(made(parties, sources, accusation)).items[0].why == "bare-statement"
    answer = {"party": "state", "answer": "confirms", "source": "word"}
    named = judgement(made(parties, sources, {**accusation, "response": [answer]}))
    assert named.items[0].why == "admission"
    assert named.support == Strength(1, True, 1, True, (("state",),), (("state",),), (("state",),))


@thorough(400)
@given(files(plain=True))
def test_unknown_never_counts(data: Json) -> None:
    known = numbers(data)
    as_relay, as_inquiry = with_basis(data, "unknown", "relay"), with_basis(data, "unknown", "investigation")
    assert [(each[0], each[2]) for each in numbers(as_relay)] == [(each[0], each[2]) for each in known]
    assert [(each[0], each[2]) for each in numbers(as_inquiry)] == [(each[1], each[3]) for each in known]


@thorough(400)
@given(files())
def test_numbers_and_cuts_agree(data: Json) -> None:
    for _, each, _ in judged(data):
        for strength in (each.support, each.contradiction):
            assert 0 <= strength.voices <= strength.at_most <= CAP
            assert strength.exact == (strength.at_most < CAP)
            assert len(strength.cut) == (strength.voices if strength.voices < CAP else 0)
            assert list(strength.cut) == sorted(tuple(sorted(voice)) for voice in strength.cut)
            names = [id for voice in strength.cut for id in voice]
            assert len(names) == len(set(names))


@thorough(400)
@given(seeds)
def test_names_and_order_change_nothing(seed: int) -> None:
    random = Random(seed)
    data = random_file(random, 7, 10, 2)
    renamed = shuffled(data, random)
    by_id = {entry.id: each for entry, each, _ in judged(renamed)}
    for entry, each, _ in judged(data):
        other = by_id[entry.id]
        assert (each.standing, each.potential) == (other.standing, other.potential)
        for one, two in ((each.support, other.support), (each.contradiction, other.contradiction)):
            assert (one.voices, one.at_most, one.exact) == (two.voices, two.at_most, two.exact)
        assert reasons(each) == reasons(other)


def reasons(judgement: Judgement) -> list[tuple[str, bool, str | None]]:
    """The items, told apart by their notes."""
    return sorted((each.item.note, each.counts, each.why) for each in judgement.items)


def shuffled(data: Json, random: Random) -> Json:
    """The same with all entries renamed and in another order; each item gets a note to know it by."""
    for made_claim in data["claims"]:
        for number, item in enumerate(made_claim["evidence"] + made_claim["corroboration"]):
            item["note"] = f"item {number}"
    ids = [*data["parties"], *data["sources"]]
    new = dict(zip(ids, random.sample([f"n{number}" for number in range(len(ids))], len(ids)), strict=True))

    def mixed(names: list[Any]) -> list[Any]:
        return random.sample(
            [new[name] if isinstance(name, str) else {**name, "party": new[name["party"]]} for name in names],
            len(names),
        )

    def entries(section: str, *lists: str) -> Json:
        order = random.sample(list(data[section].items()), len(data[section]))
        return {
            new[id]: {**one, **{name: mixed(one[name]) for name in lists if name in one}} for id, one in order
        }

    def items(section: list[Json]) -> list[Json]:
        return random.sample([renamed(item, "source") for item in section], len(section))

    def renamed(one: Json, *fields: str) -> Json:
        named = {field: new[one[field]] for field in fields if field in one}
        return {**one, **named, **({"based_on": mixed(one["based_on"])} if "based_on" in one else {})}

    claims = [
        {
            **one,
            "claimant": mixed(one["claimant"]),
            "against": mixed(one["against"]),
            "evidence": items(one["evidence"]),
            "corroboration": items(one["corroboration"]),
            "response": [renamed(answer, "party", "source") for answer in one["response"]],
            **({"stated_in": new[one["stated_in"]]} if "stated_in" in one else {}),
        }
        for one in data["claims"]
    ]
    return {
        "version": 1,
        "parties": entries("parties", "controlled_by", "allied_with"),
        "sources": entries("sources", "by", "based_on"),
        "claims": random.sample(claims, len(claims)),
    }


@thorough(400)
@given(seeds)
def test_both_sides_are_treated_alike(seed: int) -> None:
    data = random_file(Random(seed), 7, 10, 1)
    (one,) = data["claims"]
    one["against"] = one["against"][:1] or one["claimant"][:1]
    one["claimant"] = one["claimant"][:1]
    # Only of a claim is it known where it was made, and that no retraction stands there.
    one.pop("stated_in", None)
    other = copy.deepcopy(data)
    (swapped,) = other["claims"]
    swapped["claimant"], swapped["against"] = one["against"], one["claimant"]
    sides = {"supports": "refutes", "refutes": "supports", "confirms": "retracts", "retracts": "confirms"}
    for item in swapped["evidence"] + swapped["corroboration"]:
        item["stance"] = sides.get(item["stance"], item["stance"])
    for answer in swapped["response"]:
        answer["answer"] = sides.get(answer["answer"], answer["answer"])
    here, there = judgement(data), judgement(other)
    assert (here.support, here.contradiction) == (there.contradiction, there.support)


@thorough(1000)
@given(files(), st.integers(0, 60), st.integers(0, 200))
def test_any_budget_gives_a_lower_bound(data: Json, most: int, total: int) -> None:
    for (_, truth, _), (_, bound, case) in zip(
        judged(data), judged(data, Budget(most=most, least=most // 2, total=total)), strict=True
    ):
        for exact, proven in (
            (truth.support, bound.support),
            (truth.contradiction, bound.contradiction),
        ):
            assert proven.voices <= exact.voices
            assert proven.at_most <= exact.at_most
            assert proven.voices <= proven.at_most
            if proven.exact:
                assert proven.voices == exact.voices
            if proven.at_most_exact:
                assert proven.at_most == exact.at_most
            assert set(proven.must) <= set(exact.must)
            assert len(proven.cut) in (0, proven.voices)
            if proven.cut:
                assert proven.voices == exact.voices
        for known, found in zip(truth.items, bound.items, strict=True):
            assert found.item == known.item
            assert (found.counts, found.why) in ((known.counts, known.why), (False, None))
            assert (found.path == ()) == (found.why is None)
        if case is None:
            assert not bound.support.exact
        counting = {each.item.stance for each in bound.items if each.counts}
        assert bound.support.voices >= ("supports" in counting)
        assert bound.contradiction.voices >= ("refutes" in counting)


def test_what_cannot_be_proven_to_be_in_every_cut_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The budget may be enough for a smallest cut, and run out when each of its voices is tried alone."""
    parties = {"x": party()} | {f"p{index}": party() for index in range(4)}
    sources = {
        "s0": source("p0", "relay", "s1"),
        "s1": source("p1", "investigation"),
        "s2": source("p2", "relay", "s3"),
        "s3": source("p3", "investigation"),
    }
    data = made(parties, sources, claim("x", ["s0", "s2"]))
    whole = judgement(data).support
    assert (whole.voices, whole.exact) == (2, True)
    cut = Search.cut

    def exhausted(self: Search, walks: Any, shut: Any, kept: frozenset[str], most: int) -> Any:
        if kept and sys._getframe(1).f_code.co_name == "in_every_cut":
            raise OutOfBudget
        return cut(self, walks, shut, kept, most)

    monkeypatch.setattr(Search, "cut", exhausted)
    assert judgement(data).support == structs.replace(whole, must=())
