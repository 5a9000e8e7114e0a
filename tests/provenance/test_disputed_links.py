"""What a claim rests on if disputed links of control do not hold, against trying each set by brute force."""

import copy
from collections.abc import Iterable
from itertools import combinations
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from sayso.provenance.claim_part import Link
from sayso.provenance.disputed_links import MAX_LINKS, DisputedLinks, disputed_links
from sayso.provenance.standing import Budget
from sayso.provenance.whatif import Outcome
from tests.conftest import thorough

from .files import Json, claim, judged, made, party, random_file, source
from .oracle import Oracle

Numbers = tuple[str, int, int, int]
"""A standing, and the voices for a claim, for a part of it, and against it."""


def with_disputes(data: Json, random: Random, most: int) -> Json:
    """The same with up to so many of its links of control disputed."""
    links = [(id, at) for id, one in data["parties"].items() for at in range(len(one["controlled_by"]))]
    for id, at in random.sample(links, min(most, len(links))):
        link = data["parties"][id]["controlled_by"][at]
        data["parties"][id]["controlled_by"][at] = {
            **({"party": link} if isinstance(link, str) else link),
            "disputed": True,
        }
    return data


def without(data: Json, links: Iterable[Link]) -> Json:
    """The same without these links of control."""
    changed = copy.deepcopy(data)
    for id in {id for id, _ in links}:
        gone = {at for one, at in links if one == id}
        kept = [link for at, link in enumerate(data["parties"][id]["controlled_by"]) if at not in gone]
        changed["parties"][id]["controlled_by"] = kept
    return changed


def by_hand(data: Json, made_claim: Json) -> Numbers:
    """The claim by the oracle."""
    truth = Oracle(data, made_claim)
    support, partly, contradiction = (
        truth.strength(each).voices for each in ("supports", "partial", "refutes")
    )
    return truth.standing(), support, support if support or contradiction else partly, contradiction


def numbers(outcome: Outcome) -> Numbers:
    sides = (outcome.support, outcome.partly, outcome.contradiction)
    assert all(side.exact == (side.voices < 5) for side in sides)
    support, partly, contradiction = (side.voices for side in sides)
    return outcome.standing, support, partly, contradiction


@thorough(300)
@given(st.integers(0, 2**48))
def test_equals_brute_force(seed: int) -> None:
    random = Random(seed)
    data = with_disputes(random_file(random, 5, 6, 2), random, 5)
    for made_claim, (_, judgement, case) in zip(data["claims"], judged(data), strict=True):
        assert case is not None
        found = disputed_links(case, judgement)
        if made_claim["kind"] != "factual":
            assert not found.links
            continue
        links = [
            (id, at)
            for id, one in data["parties"].items()
            for at, link in enumerate(one["controlled_by"])
            if isinstance(link, dict) and link.get("disputed")
        ]
        # Those that do not bear on the claim change nothing, however the others are.
        outcomes = {
            frozenset(some): by_hand(without(data, some), made_claim)
            for size in range(len(links) + 1)
            for some in combinations(links, size)
        }
        assert set(found.links) <= set(links)
        assert found.complete
        assert found.highest is not None
        assert numbers(found.recorded) == outcomes[frozenset()]
        assert numbers(found.highest) == outcomes[frozenset(links)]
        told = {frozenset(each.links): numbers(each.outcome) for each in found.each}
        assert told == {
            some: outcome
            for some, outcome in outcomes.items()
            if some and all(outcomes[some - {link}] != outcome for link in some)
        }


def held(*pairs: tuple[str, str]) -> Json:
    """Parties of which the first of each pair is said to be controlled by the second."""
    ids = ("x", "state", "holding", *(f"p{index}" for index in range(12)))
    return {
        id: party(*({"party": owner, "disputed": True} for one, owner in pairs if one == id))  # type: ignore[arg-type]
        for id in ids
    }


def found(data: Json, budget: Budget | None = None) -> DisputedLinks:
    """What disputed links change about the one claim of a file."""
    ((_, judgement, case),) = judged(data, budget)
    assert case is not None
    return disputed_links(case, judgement)


def own(*ids: str) -> Json:
    """A source of each party, which knows by itself."""
    return {f"s-{id}": source(id, "investigation") for id in ids}


def test_two_links_that_only_together_make_a_difference() -> None:
    parties = held(("p0", "state"), ("p0", "holding"))
    sources = own("state", "holding", "p0")
    here = found(made(parties, sources, claim("x", list(sources))))
    assert [(each.links, each.outcome.support.voices) for each in here.each] == [
        ((("p0", 0),), 2),
        ((("p0", 1),), 2),
        ((("p0", 0), ("p0", 1)), 3),
    ]
    assert here.recorded.support.voices == 1


def test_links_that_change_nothing_are_named_and_cost_one_trial() -> None:
    parties = held(*((f"p{index}", "state") for index in range(12)))
    here = found(made(parties, own("p0"), claim("x", ["s-p0"])))
    assert (here.links, here.each, here.complete) == ((("p0", 0),), (), True)
    assert here.highest == here.recorded
    sources = own(*(f"p{index}" for index in range(12)))
    many = found(made(parties, {**sources, "hub": source("p0", "relay", *sources)}, claim("x", ["hub"])))
    assert (len(many.links), many.each, many.complete) == (12, (), True)


def test_of_many_links_each_is_tried_alone_and_all_together() -> None:
    parties = held(*((f"p{index}", "state") for index in range(MAX_LINKS + 1)))
    sources = own(*(f"p{index}" for index in range(MAX_LINKS + 1)))
    here = found(made(parties, sources, claim("x", list(sources))))
    assert len(here.links) == len(here.each) == MAX_LINKS + 1
    assert {each.outcome.support.voices for each in here.each} == {2}
    assert here.highest is not None
    assert here.highest.support.voices == 5
    assert not here.complete


def test_whatever_the_budget_what_is_told_is_true() -> None:
    parties = held(*((f"p{index}", "state") for index in range(3)))
    sources = own(*(f"p{index}" for index in range(3)))
    echoes = {f"echo-{id}": source(f"p{number}", "relay", id) for number, id in enumerate(sources)}
    data = made(parties, sources | echoes, claim("x", list(echoes)))
    whole = found(data)
    truth = {each.links: each.outcome for each in whole.each}
    ((_, judgement, case),) = judged(data)
    assert case is not None
    case.budget.least = 0
    reached = set[int]()
    for total in (*range(1_200), *range(1_200, 4_000, 101)):
        case.budget.total = total
        here = disputed_links(case, judgement)
        assert case.budget.total > -100
        assert here.recorded == whole.recorded
        assert here.highest in (None, whole.highest)
        assert all(each.outcome == truth[each.links] for each in here.each)
        assert here.complete == (here == whole)
        reached.add(len(here.each))
    assert reached >= {0, 1, 2, 3}
    case.budget.total = 10**6
    assert disputed_links(case, judgement) == whole


def test_nothing_is_tried_where_nothing_is_disputed() -> None:
    data = made({"x": party(), "state": party(), "p": party("state")}, own("p"), claim("x", ["s-p"]))
    budget = Budget()
    ((_, judgement, case),) = judged(data, budget)
    assert case is not None
    before = budget.total
    assert disputed_links(case, judgement).complete
    assert budget.total == before
