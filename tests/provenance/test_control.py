"""Who controls whom, and the graph that is made of it."""

import json

from hypothesis import given
from hypothesis import strategies as st

from sayso.provenance.standing import Control, Graph, components
from sayso.record.load import load
from sayso.record.model import Party
from sayso.record.references import assemble
from tests.conftest import thorough

from .files import files, read
from .oracle import Json, Oracle

edges = st.integers(1, 8).flatmap(
    lambda size: st.fixed_dictionaries(
        {
            str(node): st.lists(st.integers(0, size - 1).map(str), max_size=3, unique=True)
            for node in range(size)
        }
    )
)


@thorough(500)
@given(edges)
def test_components(edges: dict[str, list[str]]) -> None:
    def reached(start: str) -> set[str]:
        found = {start}
        while more := {after for one in found for after in edges[one]} - found:
            found |= more
        return found

    found = list(components(edges, edges.__getitem__))
    assert sorted(node for members in found for node in members) == sorted(edges)
    for members in found:
        for one in members:
            assert set(members) == {other for other in reached(one) if one in reached(other)}
    place = {node: index for index, members in enumerate(found) for node in members}
    assert all(place[after] <= place[node] for node, following in edges.items() for after in following)


@thorough(500)
@given(files(parties=9, sources=1, claims=1))
def test_heads_stand_for_the_roots(data: Json) -> None:
    numbered, _ = read(data)
    found = numbered.control
    truth = Oracle(data, data["claims"][0])

    def roots(head: str) -> set[frozenset[str]]:
        above = found.heads_above.get(head)
        if above is None:
            return {frozenset(found.root(head))}
        assert all(head in found.heads_below[one] for one in above)
        return set().union(*map(roots, above))

    for id in data["parties"]:
        if not found.dated_parties:
            assert roots(found.head[id]) == truth.tops(id)
    tops = {root for id in data["parties"] for root in truth.tops(id)}
    rings = {root for root in tops if any(data["parties"][id]["controlled_by"] for id in root)}
    assert set(map(frozenset, found.rings)) == rings
    assert list(found.rings) == sorted(found.rings)


def test_no_party() -> None:
    assert Control({}).rings == []
    assert Control({"a": Party(name="A", controlled_by=("a",))}).rings == [("a",)]


def test_an_alliance_with_a_party_that_cannot_be_used_is_left_out() -> None:
    data = {
        "version": 1,
        "parties": {
            "a": {"name": "A", "allied_with": ["b", "c"]},
            "b": {"name": "B", "controlled_by": ["nobody"]},
            "c": {"name": "C"},
        },
    }
    found = Graph(assemble(load("claims.json", json.dumps(data).encode(), lines=False)))
    assert list(found.control.head) == ["a", "c"]
    assert found.allies == {"a": ["c"], "c": ["a"]}
