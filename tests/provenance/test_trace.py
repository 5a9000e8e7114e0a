"""The walks of a claim as a tree: what is shown, what is only named again, what is left out."""

from collections.abc import Iterator

from hypothesis import given

from sayso.provenance.standing import STANCES, Budget, Case
from sayso.provenance.trace import (
    MAX_BRANCHES,
    MAX_DOCUMENTS,
    MAX_LEVELS,
    Branch,
    Trace,
    TreeBuilder,
    controller_tree,
    leads_past_claimant,
    trace,
)
from sayso.record.model import Party
from tests.conftest import thorough

from .files import Json, claim, files, judged, made, party, source


def one_case(data: Json) -> Case:
    ((_, _, case),) = judged(data)
    assert case is not None
    return case


def every(branch: Branch, depth: int = 0) -> Iterator[tuple[Branch, int]]:
    """A branch and all below it, each with its depth."""
    yield branch, depth
    for below in branch.below:
        yield from every(below, depth + 1)


def planted(found: Trace, *tops: str) -> list[tuple[Branch, int]]:
    planter = TreeBuilder(lambda id: found.documents[id].based_on, found.documents)
    return [each for top in tops for each in every(planter.branch(top))]


@thorough(300)
@given(files(sources=12))
def test_items_that_count_are_those_that_carry(data: Json) -> None:
    """Whatever leads to an origin carries; each document hangs below only once."""
    for _, judgement, case in judged(data):
        assert case is not None
        for stance in STANCES:
            found = trace(case, stance)
            assert found.complete
            assert not found.left_out
            for each in judgement.items:
                if each.item.stance == stance:
                    assert found.documents[each.item.source].carries is each.counts
            branches = planted(found, *case.walks(stance).starts)
            assert all(branch.more == 0 for branch, _ in branches)
            assert {branch.id for branch, _ in branches} == set(found.documents)
            expanded = [branch.id for branch, _ in branches if branch.below]
            assert len(expanded) == len(set(expanded))


def test_roles() -> None:
    data = made(
        {id: party() for id in ("x", "y", "a")},
        {
            "top": source("a", "relay", "own", "origin", "bare", "open"),
            "own": source("x", "relay", "origin"),
            "admits": source("y", "statement"),
            "origin": source("a", "observation", "beyond"),
            "beyond": source("a", "observation"),
            "bare": source("a", "statement"),
            "open": source("a", "unknown"),
        },
        claim("x", ["top", "admits"], against=["y"]),
    )
    found = trace(one_case(data), "supports").documents
    assert {id: (document.role, document.carries) for id, document in found.items()} == {
        "top": ("passes-on", True),
        "own": ("closed", False),
        "admits": ("against-interest", True),
        "origin": ("origin", True),
        "bare": ("statement", False),
        "open": ("unknown", False),
    }
    assert found["origin"].based_on == ()


def test_a_ring_is_named_again() -> None:
    data = made(
        {id: party() for id in ("x", "a")},
        {"r1": source("a", "relay", "r2"), "r2": source("a", "relay", "r1")},
        claim("x", ["r1"]),
    )
    branches = planted(trace(one_case(data), "supports"), "r1")
    assert [(branch.id, branch.again) for branch, _ in branches] == [
        ("r1", False),
        ("r2", False),
        ("r1", True),
    ]


def test_hubs_and_long_chains_are_bounded() -> None:
    """Thousands of documents, each based on all after it, and a chain of thousands."""
    ids = [f"s{index}" for index in range(200)]
    sources = {id: source("a", "relay", *ids[index + 1 :]) for index, id in enumerate(ids[:-1])}
    sources[ids[-1]] = source("a", "observation")
    chain = {f"c{index}": source("a", "relay", f"c{index + 1}") for index in range(3000)}
    data = made(
        {id: party() for id in ("x", "a")},
        sources | chain | {"c3000": source("a", "unknown")},
        claim("x", [ids[0], "c0"]),
    )
    found = trace(one_case(data), "supports")
    assert len(found.documents) == MAX_DOCUMENTS
    assert found.left_out == 200 + 3001 - MAX_DOCUMENTS
    assert found.documents[ids[0]].carries
    assert not found.documents["c0"].carries
    branches = planted(found, ids[0], "c0")
    assert len(branches) <= 4 * MAX_DOCUMENTS + 1
    assert max(depth for _, depth in branches) <= MAX_LEVELS
    assert all(len(branch.below) <= MAX_BRANCHES for branch, _ in branches)
    assert all(
        branch.more + len(branch.below) == len(sources[branch.id]["based_on"])
        for branch, _ in branches
        if branch.below and branch.id in sources
    )
    assert len(trace(one_case(data), "supports", 5000).documents) == 3201


def test_a_budget_that_runs_out_is_told() -> None:
    data = made(
        {id: party() for id in ("x", "a")},
        {"top": source("a", "relay", *(f"s{index}" for index in range(50)))}
        | {f"s{index}": source("a", "observation") for index in range(50)},
        claim("x", ["top"]),
    )
    case = one_case(data)
    case.budget = Budget(most=60, least=60)
    assert not trace(case, "supports").complete


def test_controllers() -> None:
    parties = {
        "a": Party("A", controlled_by=("b", "c")),
        "b": Party("B", controlled_by=("c",)),
        "c": Party("C", controlled_by=("d",)),
        "d": Party("D"),
    }
    branches = [(branch.id, branch.again, depth) for branch, depth in every(controller_tree(parties, "a"))]
    assert branches == [
        ("a", False, 0),
        ("b", False, 1),
        ("c", False, 2),
        ("d", False, 3),
        ("c", True, 1),
    ]
    many = {f"p{index}": Party("P", controlled_by=(f"p{index + 1}",)) for index in range(500)} | {
        "p500": Party("P")
    }
    assert len(list(every(controller_tree(many, "p0")))) == MAX_LEVELS + 1
    wide = {"p": Party("P", controlled_by=tuple(f"q{index}" for index in range(90)))}
    tree = controller_tree(wide | {f"q{index}": Party("Q") for index in range(90)}, "p")
    assert (len(tree.below), tree.more) == (MAX_BRANCHES, 70)
    few = controller_tree(wide | {f"q{index}": Party("Q") for index in range(90)}, "p", most=3)
    assert (len(few.below), few.more) == (2, 88)


def test_where_else_a_walk_ends() -> None:
    """At what does not say how it knows, and at a statement that is based on nothing; in doubt it does."""
    sources = {
        "said": source("x", "statement"),
        "echo": source("a", "relay", "said"),
        "thanks": source("a", "statement", "said"),
        "mixed": source("a", "relay", "said", "open"),
        "open": source("a", "unknown"),
        "remark": source("a", "statement"),
        "both": source("a", "relay", "said", "remark"),
    }
    case = one_case(
        made({"x": party(), "a": party()}, sources, claim("x", ["echo", "mixed", "thanks", "both"]))
    )
    assert [leads_past_claimant(case, id) for id in ("echo", "thanks", "mixed", "both")] == [
        False,
        False,
        True,
        True,
    ]
    case.budget = Budget(most=0, least=0)
    assert leads_past_claimant(case, "echo")
