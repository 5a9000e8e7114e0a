"""What does not bear on a standing is an error, and takes nothing away."""

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given

from sayso.provenance.standing import Budget, Graph, judge
from sayso.record.entries import _BEARING, _SMALLEST, read_without_faults
from sayso.record.model import Claim, Party, Source
from sayso.record.references import assemble
from sayso.record.schema import schema
from tests.conftest import thorough
from tests.provenance.files import files, judged
from tests.record.reading import read
from tests.strategies import Json

LINK = {"party": "p", "from": "2001", "until": "2002"}
SOURCE = {"title": "t", "by": ["p"], "basis": "relay", "based_on": ["s"]}
ITEM = {"source": "s", "stance": "refutes", "basis": "observation"}
ANSWER = {"party": "p", "answer": "denies", "source": "s"}
CLAIM = {
    "id": "c",
    "statement": "s",
    "claimant": ["p"],
    "evidence": [ITEM],
    "corroboration": [],
    "response": [ANSWER],
}


@pytest.mark.parametrize(
    ("kind", "faulty", "sound"),
    [
        (Party, {}, {"name": "id"}),
        (Party, {"name": 5, "url": "not one", "kind": "state"}, {"name": "id", "kind": "state"}),
        (Party, {"name": "n", "aliases": ["a", "a"], "x": 1}, {"name": "n"}),
        (Party, {"name": "n", "note": "\x07"}, {"name": "n"}),
        (
            Party,
            {"name": "n", "controlled_by": ["q", {**LINK, "share": 101, "note": ""}]},
            {"name": "n", "controlled_by": ["q", LINK]},
        ),
        (Source, {**SOURCE, "published": "2001-02-30", "archived": "x"}, SOURCE),
        (Claim, {**CLAIM, "statement": "", "standing": "true", "waive": [{}]}, {**CLAIM, "statement": "id"}),
        (Claim, {**CLAIM, "evidence": [{**ITEM, "checked": "?", "pages": 3}]}, CLAIM),
        (Claim, {**CLAIM, "response": [{**ANSWER, "on": "yesterday"}]}, CLAIM),
    ],
)
def test_faults_that_bear_on_nothing_are_left_out(kind: Any, faulty: Json, sound: Json) -> None:
    assert read_without_faults(kind, faulty, "id") == msgspec.convert(sound, kind)


@pytest.mark.parametrize(
    ("kind", "faulty"),
    [
        (Party, None),
        (Party, {"name": "n", "controlled_by": "q"}),
        (Party, {"name": "n", "controlled_by": [{**LINK, "from": "long ago"}]}),
        (Party, {"name": "n", "controlled_by": [None]}),
        (Source, {"title": "t", "by": [], "basis": "unknown"}),
        (Source, {"title": "t", "by": ["p"]}),
        (Source, {"title": "t", "by": ["p"], "basis": "relay"}),
        (Source, {**SOURCE, "based_on": ["\x07"]}),
        (Claim, {**CLAIM, "id": "C"}),
        (Claim, {**CLAIM, "kind": "fact"}),
        (Claim, {**CLAIM, "stated_in": 1}),
        (Claim, {**CLAIM, "evidence": [{**ITEM, "stance": "backs"}]}),
        (Claim, {**CLAIM, "evidence": [{"source": "s", "basis": "relay"}]}),
        (Claim, {**CLAIM, "response": [{"party": "p", "answer": "no"}]}),
        (Claim, {name: value for name, value in CLAIM.items() if name != "corroboration"}),
    ],
)
def test_faults_that_bear_on_a_standing_make_an_entry_unreadable(kind: Any, faulty: object) -> None:
    assert read_without_faults(kind, faulty, "id") is None


@pytest.mark.parametrize("kind", _BEARING)
def test_what_bears_on_a_standing_is_in_the_schema(kind: type) -> None:
    fields = {field.encode_name for field in msgspec.structs.fields(kind)}
    assert _BEARING[kind] <= fields == set(schema()["$defs"][kind.__name__.lower()]["properties"])
    msgspec.convert(_SMALLEST[kind], kind)


@thorough(200)
@given(files())
def test_the_standing_is_that_without_the_faults(data: Json) -> None:
    faulty = json.loads(json.dumps(data))
    for party in faulty["parties"].values():
        party.update(name="", url="nowhere", note=None)
    for source in faulty["sources"].values():
        source.update(title=None, language="?", colour="red")
    for claim in faulty["claims"]:
        claim.update(statement="", reviewed="soon", standing="true", tags=["a", "a"])
        for item in (*claim["evidence"], *claim["corroboration"]):
            item.update(quote="", checked="x")
    file = read(json.dumps(faulty))
    assert len(file.problems) >= 3 * len(data["parties"])
    graph = Graph(assemble(file))
    for (_, was, _), entry in zip(judged(data), file.claims, strict=True):
        now, _ = judge(graph, entry, Budget())
        assert (now.standing, now.support, now.contradiction) == (
            was.standing,
            was.support,
            was.contradiction,
        )
        assert entry.value is not None
        assert entry.value.statement == entry.id
