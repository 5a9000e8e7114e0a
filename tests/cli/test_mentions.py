"""Where ids stand: all of them, and nothing else."""

import json
from pathlib import Path
from typing import Any

from sayso.record.edit import Editor, apply_splices, editor
from sayso.record.load import load
from sayso.record.references import AnyEntry, references
from sayso_cli.editing.mentions import Mention, mentions

PARTY = {
    "name": "id-1",
    "controlled_by": ["id-1", {"party": "id-1", "source": "id-1", "note": "id-1"}, 1],
    "allied_with": ["id-1", 2],
    "note": "id-1",
}
SOURCE = {"title": "id-1", "by": ["id-1"], "publisher": "id-1", "basis": "relay", "based_on": ["id-1"]}
ITEM = {"source": "id-1", "quote": "id-1", "basis": "relay", "based_on": ["id-1"]}
CLAIM = {
    "id": "id-1",
    "statement": "id-1",
    "claimant": ["id-1"],
    "against": "id-1",
    "stated_in": "id-1",
    "evidence": [ITEM, "id-1", {"source": 5}],
    "corroboration": [ITEM],
    "response": [{"party": "id-1", "source": "id-1", "answer": "denies"}],
    "tags": ["id-1"],
}
WHOLE = {"version": 1, "parties": {"id-1": PARTY}, "sources": {"id-1": SOURCE}, "claims": [CLAIM, "id-1"]}
LINES = [{"record": kind, "id": "id-1", **entry} for kind, entry in (("party", PARTY), ("source", SOURCE))]


def edit(data: Any, *, lines: bool = False) -> Editor:
    text = "".join(json.dumps(each) + "\n" for each in data) if lines else json.dumps(data, indent=1)
    made = editor(load("x.jsonl" if lines else "x.json", text.encode(), lines=lines))
    assert made is not None
    return made


def test_every_place_of_an_id() -> None:
    found = list(mentions(edit(WHOLE)))
    assert [(mention.kind, mention.pointer) for mention in found if mention.defines] == [
        ("party", ("parties", "id-1")),
        ("source", ("sources", "id-1")),
        ("claim", ("claims", 0, "id")),
    ]
    assert {(mention.kind, *mention.pointer[2:]) for mention in found if not mention.defines} == {
        ("party", "controlled_by", 0),
        ("party", "controlled_by", 1, "party"),
        ("source", "controlled_by", 1, "source"),
        ("party", "allied_with", 0),
        ("party", "by", 0),
        ("party", "publisher"),
        ("source", "based_on", 0),
        ("party", "claimant", 0),
        ("party", "against"),
        ("source", "stated_in"),
        ("source", "evidence", 0, "source"),
        ("source", "evidence", 0, "based_on", 0),
        ("source", "corroboration", 0, "source"),
        ("source", "corroboration", 0, "based_on", 0),
        ("party", "response", 0, "party"),
        ("source", "response", 0, "source"),
    }


def test_places_are_those_that_a_record_follows() -> None:
    """What the schema says of a field, and what is done with it, is the same."""
    path = Path(__file__).parents[1] / "rules/schema/passes-every-field.json"
    file = load(str(path), path.read_bytes(), lines=False)
    made = editor(file)
    assert made is not None
    entries: list[AnyEntry] = [*file.parties, *file.sources, *file.claims]
    assert {(each.kind, each.id, each.pointer) for each in mentions(made) if not each.defines} == {
        (kind, id, (*entry.pointer, *where))
        for entry in entries
        if entry.value is not None
        for where, id, kind in references(entry.value)
    }


def test_records_on_lines() -> None:
    data = [
        *LINES,
        {"record": "claim", **CLAIM},
        {"record": "other", "id": "id-1"},
        {"record": ["party"], "id": "id-1"},
        {"record": "party", "id": 7},
    ]
    found = list(mentions(edit(data, lines=True)))
    assert [mention for mention in found if mention.defines] == [
        Mention("party", "id-1", (0, "id"), (0,), defines=True),
        Mention("source", "id-1", (1, "id"), (1,), defines=True),
        Mention("claim", "id-1", (2, "id"), (2,), defines=True),
    ]
    assert len(found) == len(list(mentions(edit(WHOLE))))


def without(text: str, *pointer: str | int) -> str:
    made = editor(load("x.json", text.encode(), lines=False))
    assert made is not None
    return apply_splices(text, [made.remove(pointer)])


def test_a_member_goes_with_its_comma() -> None:
    text = '{"version": 1,\n "parties": {\n  "a": {}, "b":{} ,\n  "c": {}\n }, "claims": [ {"id": "x"} ]}'
    assert '{\n  "b":{} ,\n  "c": {}\n }' in without(text, "parties", "a")
    assert '{\n  "a": {} ,\n  "c": {}\n }' in without(text, "parties", "b")
    assert '{\n  "a": {}, "b":{}\n }' in without(text, "parties", "c")
    assert '"claims": []}' in without(text, "claims", 0)


def test_a_record_goes_with_its_line() -> None:
    text = '{"record": "party", "id": "a"}\n\n{"record": "party", "id": "b"} \n{"record": "party", "id": "c"}'
    made = editor(load("x.jsonl", text.encode(), lines=True))
    assert made is not None
    assert [apply_splices(text, [made.remove((index,))]).count("record") for index in range(3)] == [2, 2, 2]
    assert apply_splices(text, [made.remove((1,))]) == text.replace('{"record": "party", "id": "b"} \n', "")
    assert apply_splices(text, [made.remove((2,))]).endswith('"b"} \n')
