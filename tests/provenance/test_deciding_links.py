"""Which links of control that no source shows decide a standing: brute force, and how much work it may be."""

import copy
import time
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from sayso.provenance.claim_part import ClaimPart, Link
from sayso.provenance.deciding_links import deciding_links, links_budget
from sayso.provenance.standing import Budget, judge
from tests.conftest import thorough

from .files import Json, claim, judged, made, party, random_file, read, source

seeds = st.integers(0, 2**48)


def found(data: Json) -> list[dict[Link, str]]:
    """Of each claim the deciding links, with the standing without them."""
    numbered, file = read(data)
    budget, of_links = Budget(), links_budget(1)
    told: list[dict[Link, str]] = []
    for entry in file.claims:
        judgement, case = judge(numbered, entry, budget)
        assert case is not None
        told.append({each.link: each.standing for each in deciding_links(case, judgement, of_links)})
    return told


def by_hand(data: Json) -> list[dict[Link, str]]:
    """The same by taking each link out of the file."""
    told: list[dict[Link, str]] = [{} for _ in data["claims"]]
    recorded = [judgement.standing for _, judgement, _ in judged(data)]
    for id, one in data["parties"].items():
        for index, link in enumerate(one["controlled_by"]):
            if isinstance(link, str) or "source" not in link:
                without = copy.deepcopy(data)
                del without["parties"][id]["controlled_by"][index]
                for each, standing, (_, judgement, _) in zip(told, recorded, judged(without), strict=True):
                    if judgement.standing != standing:
                        each[id, index] = judgement.standing
    return told


def with_sources(data: Json, random: Random) -> Json:
    """The same with a source for some of the links of control."""
    for one in data["parties"].values():
        one["controlled_by"] = [
            {**({"party": link} if isinstance(link, str) else link), "source": "s0"}
            if random.random() < 0.2
            else link
            for link in one["controlled_by"]
        ]
    return data


@thorough(400)
@given(seeds)
def test_equals_brute_force(seed: int) -> None:
    random = Random(seed)
    data = with_sources(random_file(random, random.choice([4, 7]), 6, 3), random)
    assert found(data) == by_hand(data)


def test_random_files_have_deciding_links_of_every_kind() -> None:
    """Else brute force compares nothing with nothing."""
    changes: set[tuple[str, str]] = set()
    for seed in range(400):
        data = random_file(Random(seed), 5, 6, 3)
        for each, (_, judgement, _) in zip(found(data), judged(data), strict=True):
            changes.update((judgement.standing, standing) for standing in each.values())
    assert changes >= {
        ("self-asserted", "single-source"),
        ("self-asserted", "partly-backed"),
        ("self-asserted", "refuted"),
        ("refuted", "contested"),
        ("single-source", "corroborated"),
        ("single-source", "contested"),
    }


def two_surveys(*above: str) -> Json:
    """A claim with two surveys by parties of one owner; one has more links `above` it in a chain."""
    chain = {id: party(owner) for id, owner in zip(above, [*above[1:], "owner"], strict=False)}
    parties = {
        "claimant": party(),
        "owner": party(),
        "one": party(above[0] if above else "owner"),
        "other": party("owner"),
        **chain,
    }
    sources = {"a": source("one", "observation"), "b": source("other", "observation")}
    return made(parties, sources, claim("claimant", ["a", "b"]))


def test_both_links_of_two_surveys() -> None:
    assert found(two_surveys()) == [{("one", 0): "corroborated", ("other", 0): "corroborated"}]


def test_critic_who_is_put_down_to_the_accused() -> None:
    parties = {"claimant": party(), "accused": party(), "lab": party(), "critic": party("accused")}
    sources = {name: source(name, "observation") for name in ("lab", "critic")}
    accusation = claim("claimant", ["lab"], against=["accused"])
    accusation["corroboration"].append({"source": "critic", "stance": "refutes"})
    data = made(parties, sources, accusation)
    assert found(data) == [{("critic", 0): "contested"}]
    sources["second"] = source("claimant", "observation")
    parties["second"] = party()
    sources["second"] = source("second", "observation")
    accusation["corroboration"].append({"source": "second"})
    data = made(parties, sources, accusation)
    assert judged(data)[0][1].standing == "corroborated"
    assert found(data) == [{("critic", 0): "contested"}]


@pytest.mark.thorough
def test_work_is_bounded() -> None:
    """Of chains that are long beyond measure some links are found, or none; it never takes long."""
    short = [f"p{number}" for number in range(50)]
    assert len(found(two_surveys(*short))[0]) == 52
    long = two_surveys(*(f"p{number}" for number in range(5_000)))
    long["claims"] = [{**long["claims"][0], "id": f"c{number}"} for number in range(100)]
    start = time.process_time()
    told = found(long)
    assert time.process_time() - start < 20
    assert all(set(each.values()) <= {"corroborated"} for each in told)


def test_little_work_finds_less(monkeypatch: pytest.MonkeyPatch) -> None:
    data = two_surveys("p1", "p2", "p3")
    (whole,) = found(data)
    counts = []
    for work in range(600):
        monkeypatch.setattr("sayso.provenance.deciding_links._MAX_CLAIM_WORK", work)
        (part,) = found(data)
        assert part.items() <= whole.items()
        counts.append(len(part))
    assert counts == sorted(counts)
    assert set(counts) == set(range(len(whole) + 1))


def test_no_budget_for_the_documents() -> None:
    numbered, file = read(two_surveys())
    judgement, case = judge(numbered, file.claims[0], Budget())
    assert case is not None
    case.budget = Budget(least=0, total=0)
    assert list(deciding_links(case, judgement, links_budget(1))) == []


def test_what_is_not_exact_is_left_alone() -> None:
    numbered, file = read(two_surveys())
    judgement, case = judge(numbered, file.claims[0], Budget())
    assert case is not None
    assert list(deciding_links(case, judgement, links_budget(1)))
    bound = structs.replace(judgement, support=structs.replace(judgement.support, exact=False))
    assert list(deciding_links(case, bound, links_budget(1))) == []


def test_documents_that_are_one_by_a_third_stay_one_when_links_are_tried() -> None:
    sources = {
        "a": source("p", "investigation") | {"url": "https://x.example/"},
        "b": source("q", "investigation") | {"file": "b.txt"},
        "third": source("q", "investigation") | {"url": "https://x.example/", "file": "b.txt"},
    }
    data = made({id: party() for id in "mpq"}, sources, claim("m", ["a", "b"]))
    ((_, judgement, case),) = judged(data)
    assert case
    budget = Budget()
    budget.grant()
    assert ClaimPart(case, budget).judgement_without([], budget) == judgement
    assert judgement.standing == "single-source"


def test_a_large_record_has_more_work() -> None:
    """So that it is not the last claims of a bulk import that go without."""
    assert links_budget(10_000_000).total > links_budget(1_000_000).total > links_budget(1).total
