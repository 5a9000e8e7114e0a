"""Every way in which a claim can fall, against trying every set of voices."""

from random import Random

from hypothesis import given

from sayso.provenance.standing import ORIGINS, STANCES, Budget, Search
from sayso.provenance.ways_to_fall import MAX_WAYS, FallingSide, WaysToFall, ways_to_fall
from tests.conftest import thorough

from .files import Json, claim, files, judged, made, party, source
from .oracle import Oracle
from .test_hard import grid


@thorough(300)
@given(files(parties=9, sources=12))
def test_same_as_brute_force(data: Json) -> None:
    stances: tuple[FallingSide, ...] = ("supports", "partial", "refutes")
    for made_claim, (_, judgement, case) in zip(data["claims"], judged(data), strict=True):
        assert case is not None
        truth = Oracle(data, made_claim)
        sides = (judgement.support, judgement.partly, judgement.contradiction)
        for stance, strength in zip(stances, sides, strict=True):
            found = ways_to_fall(case, stance)
            expected = truth.ways(stance)
            if frozenset() in expected:
                assert (strength.voices, found) == (0, WaysToFall())
                continue
            assert {frozenset(each) for each in found.each} == expected
            assert found.complete
            # The smallest come first, and the cut is one of these.
            sizes = [len(each) for each in found.each]
            assert sizes == sorted(sizes)
            assert strength.voices == min(sizes, default=5)
            assert not strength.cut or strength.cut in found.each


def test_more_than_are_told() -> None:
    """Four walks of four voices each: 256 ways, all of four."""
    parties = {"x": party()} | {f"p{index}": party() for index in range(16)}
    sources = {
        f"s{index}": source(f"p{index}", "investigation")
        if index % 4 == 3
        else source(f"p{index}", "relay", f"s{index + 1}")
        for index in range(16)
    }
    ((_, _, case),) = judged(made(parties, sources, claim("x", [f"s{index}" for index in range(0, 16, 4)])))
    assert case is not None
    found = ways_to_fall(case, "supports")
    assert (len(found.each), found.complete) == (MAX_WAYS, False)
    assert len(set(found.each)) == MAX_WAYS
    assert all(len({name[0] for name in each}) == 4 for each in found.each)


def test_hard_records_take_no_longer_than_the_budget() -> None:
    for shape in ("own", "column", "few", "random"):
        budget = Budget()
        ((_, _, case),) = judged(grid(12, shape, Random(1)), budget)
        assert case is not None
        before = budget.total
        found = ways_to_fall(case, "supports")
        assert before - budget.total < 1_100_000
        assert len(found.each) <= MAX_WAYS
        case.budget.most = case.budget.least = 0
        assert ways_to_fall(case, "supports") == WaysToFall((), complete=False)


@thorough(300)
@given(files(parties=9, sources=12))
def test_walks_looked_at_once_give_what_searching_for_them_gives(data: Json) -> None:
    for _, _, case in judged(data):
        assert case is not None
        for stance in STANCES:
            walks = case.walks(stance)
            every = walks.voices_of_all_walks(1_000)
            if every is None:
                continue
            shut = walks.closed
            looked, searched = Search(walks, ORIGINS, every, all_known=True), Search(walks, ORIGINS, ())
            for most in range(1, 5):
                found = searched.disjoint_walks(shut, most)
                assert looked.disjoint_walks(shut, most) == found
                shut = shut.union(*(walk[:1] for walk in found))
