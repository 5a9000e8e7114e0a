"""Edits change what they are to change, and leave every other byte as it is."""

import difflib
import json
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.record.edit import Editor, EntryKind, Splice, apply_splices, canonical_text, editor
from sayso.record.load import load
from tests.conftest import thorough

ROOT = Path(__file__).parents[2]
ENTRY = {"name": "New \u202e", "domains": ["new.example"]}
EXAMPLE = (ROOT / "docs/example/claims.json").read_text(encoding="utf-8")
CLAIM = {"id": "new", "evidence": []}


def _editor(text: str, *, lines: bool = False) -> Editor:
    made = editor(load("claims.json", text.encode(), lines=lines))
    assert made is not None
    return made


def _added(text: str, kind: EntryKind = "party", *, lines: bool = False) -> str:
    """`text` with a further entry; what was there is still there, byte for byte."""
    new = apply_splices(
        text, [_editor(text, lines=lines).add(kind, "new", CLAIM if kind == "claim" else ENTRY)]
    )
    steps = difflib.SequenceMatcher(None, text, new, autojunk=False).get_opcodes()
    assert {step for step, *_ in steps} <= {"equal", "insert", "replace"}
    for step, start, end, *_ in steps:
        # Only the blanks in empty brackets are ever replaced.
        assert step != "replace" or not text[start:end].strip()
    return new


def test_several_lines() -> None:
    text = '{\n  "version": 1,\n  "parties": {\n    "a": {\n      "name": "A"\n    }\n  }\n}\n'
    assert _added(text) == (
        '{\n  "version": 1,\n  "parties": {\n    "a": {\n      "name": "A"\n    },\n'
        '    "new": {\n      "name": "New \\u202e",\n      "domains": [\n        "new.example"\n'
        "      ]\n    }\n"
        "  }\n}\n"
    )


def test_own_indentation_and_line_endings() -> None:
    text = '{\r\n\t"version":1,\r\n\t"claims":[\r\n\t\t{\r\n\t\t\t"id":"a"\r\n\t\t}\r\n\t]\r\n}'
    assert _added(text, "claim") == (
        '{\r\n\t"version":1,\r\n\t"claims":[\r\n\t\t{\r\n\t\t\t"id":"a"\r\n\t\t},\r\n'
        '\t\t{\r\n\t\t\t"id": "new",\r\n\t\t\t"evidence": []\r\n\t\t}\r\n\t]\r\n}'
    )


def test_one_entry_a_line() -> None:
    text = '{\n "version": 1,\n "parties": {\n  "a": { "name": "A" },\n  "b": { "name": "B" }\n }\n}\n'
    assert _added(text) == (
        '{\n "version": 1,\n "parties": {\n  "a": { "name": "A" },\n  "b": { "name": "B" },\n'
        '  "new": { "name": "New \\u202e", "domains": ["new.example"] }\n }\n}\n'
    )


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ('{"version":1,"claims":[]}', '{"version":1,"claims":[{"id":"new","evidence":[]}]}'),
        ('{"version":1,"claims":[{}]}\n', '{"version":1,"claims":[{},{"id":"new","evidence":[]}]}\n'),
        ('{"version": 1, "claims": [ ]}', '{"version": 1, "claims": [{"id": "new", "evidence": []}]}'),
        ('{"claims": [], "version": 1}', '{"claims": [{"id": "new", "evidence": []}], "version": 1}'),
        ('{"version":1}', '{"version":1,"claims":[{"id":"new","evidence":[]}]}'),
        (
            '{"version": 1, "parties": {}, "x": 1}',
            '{"version": 1, "parties": {}, "claims": [{"id": "new", "evidence": []}], "x": 1}',
        ),
    ],
)
def test_one_line_files(text: str, new: str) -> None:
    assert _added(text, "claim") == new


@pytest.mark.parametrize("empty", ["[]", "[ ]", "[\n  ]"])
def test_empty_list_in_a_file_of_several_lines(empty: str) -> None:
    text = f'{{\n  "version": 1,\n  "claims": {empty}\n}}\n'
    assert _added(text, "claim") == (
        '{\n  "version": 1,\n  "claims": [\n    {\n      "id": "new",\n      "evidence": []\n    }\n  ]\n}\n'
    )


def test_empty_list_in_a_file_that_is_indented_otherwise() -> None:
    text = '{\n    "version": 1,\n    "claims": []\n}\n'
    entry = '        {\n            "id": "new",\n            "evidence": []\n        }\n'
    assert _added(text, "claim") == text.replace("[]", f"[\n{entry}    ]")


def test_section_that_is_not_there() -> None:
    """It comes where it belongs."""
    text = '{\n  "version": 1,\n  "claims": []\n}\n'
    assert _added(text).startswith('{\n  "version": 1,\n  "parties": {\n    "new": { "name": "New')
    assert _added('{"claims":[]}', "source").startswith('{"claims":[],"sources":{"new":{') is True


def test_brackets_on_the_line_of_the_one_before() -> None:
    text = '{"version": 1, "claims": [{\n  "id": "a"\n}]}'
    new = _added(text, "claim")
    assert new == '{"version": 1, "claims": [{\n  "id": "a"\n}, {\n  "id": "new",\n  "evidence": []\n}]}'


@pytest.mark.parametrize("ending", ["\n", "", "\r\n", "\n\n \n"])
def test_one_record_a_line(ending: str) -> None:
    first = '{"record":"party","id":"a","name":"A"}'
    ended = "\r\n" if ending == "\r\n" else "\n"
    assert _added(first + ending, "claim", lines=True) == (
        f'{first}{ended}{{"record":"claim","id":"new","evidence":[]}}{ending}'
    )


def test_key_at_its_place() -> None:
    text = '{"version": 1, "claims": [{"id": "a", "evidence": [], "note": "n"}, {"x": 1}, {}]}'
    edit = _editor(text)
    new = apply_splices(
        text,
        [edit.put(("claims", index), "standing", "refuted", "claim") for index in range(3)],
    )
    assert new == (
        '{"version": 1, "claims": [{"id": "a", "evidence": [], "standing": "refuted", "note": "n"}, '
        '{"x": 1, "standing": "refuted"}, {"standing": "refuted"}]}'
    )


def test_sorting_moves_entries_only() -> None:
    text = '{"version": 1,\n "parties": {"c" : {"name": "C"}  ,\n\n"a":{"name":"A"}, "b": {"name": "B"}}}'
    assert apply_splices(text, _editor(text).sort(("parties",))) == (
        '{"version": 1,\n "parties": {"a":{"name":"A"}  ,\n\n"b": {"name": "B"}, "c" : {"name": "C"}}}'
    )


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("{", False),
        ('{"version": 1, "version": 1}', False),
        ("[]", False),
        ('{"version": 1, "parties": []}', False),
        ("[]", True),
        ("", True),
    ],
)
def test_files_that_are_not_edited(text: str, lines: bool) -> None:
    assert editor(load("claims.json", text.encode(), lines=lines)) is None


def test_a_file_nested_as_deep_as_one_may_be() -> None:
    """The fast parser goes one level less deep to a number."""
    deep = "[" * 200 + "1" + "]" * 200
    assert json.loads(_added(f'{{"version": 1, "x": {deep}}}'))["parties"] == {"new": ENTRY}


@thorough(100)
@given(st.data())
def test_value_after_adding(data: st.DataObject) -> None:
    """Whatever the file looks like: the same value, and one entry more."""
    ids = st.lists(st.sampled_from(["a", "b", "c"]), unique=True)
    top: dict[str, Any] = {"version": 1, "note": 'a {[":,'}
    for section, kind in (("parties", "party"), ("sources", "source")):
        if data.draw(st.booleans()):
            top[section] = {id: {"name": kind} for id in data.draw(ids)}
    if data.draw(st.booleans()):
        top["claims"] = [{"id": id} for id in data.draw(ids)]
    indent = data.draw(st.sampled_from([None, 0, 1, 2, 4, "\t"]))
    separators = data.draw(st.sampled_from([(",", ":"), (", ", ": "), (" , ", " : ")]))
    text = json.dumps(top, indent=indent, separators=separators)
    if data.draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    text += data.draw(st.sampled_from(["", "\n", "\n\n"]))
    kind = data.draw(st.sampled_from(get_args(EntryKind)))
    new = json.loads(_added(text, kind))
    if kind == "claim":
        top["claims"] = [*top.get("claims", []), CLAIM]
    else:
        section = "parties" if kind == "party" else "sources"
        top[section] = {**top.get(section, {}), "new": ENTRY}
    assert new == top


def test_splices_refer_to_the_text_as_it_was() -> None:
    assert apply_splices("abcd", [Splice(3, 4, "D"), Splice(1, 1, "-"), Splice(0, 1, "A")]) == "A-bcD"


MANY = {"name": "N" * 60, "aliases": ["Another name"], "domains": ["new.example", "new.test"]}
LONG_CLAIM = {
    "id": "long",
    "statement": "S",
    "claimant": ["a-party-with-a-long-id-indeed"] * 4,
    "evidence": [{"source": "a"}],
    "corroboration": [],
}


@pytest.mark.parametrize("ended", ["\n", "\r\n"])
@pytest.mark.parametrize("text", [EXAMPLE, '{\n  "version": 1,\n  "claims": []\n}\n'])
def test_a_canonical_file_stays_canonical(text: str, ended: str) -> None:
    """Whatever is added, put or replaced; lines are as long as they may be."""
    text = text.replace("\n", ended)
    entries: list[tuple[EntryKind, Any]] = [("party", ENTRY), ("party", MANY)]
    entries += [("source", {"title": "T"}), ("claim", LONG_CLAIM)]
    for kind, entry in entries:
        text = apply_splices(text, [_editor(text).add(kind, f"new-{len(text)}", entry)])
        assert canonical_text(text, lines=False) == text
    edit = _editor(text)
    last = ("claims", len(edit.top["claims"]) - 1)
    items = [{"source": "a", "locator": "page 1"}] * 4
    for value in (items, items[:1], []):
        text = apply_splices(text, [_editor(text).replace((*last, "corroboration"), value)])
        assert canonical_text(text, lines=False) == text
    text = apply_splices(text, [_editor(text).put(last, "against", ["b"], "claim")])
    assert canonical_text(text, lines=False) == text


def test_a_list_in_a_layout_of_its_own_keeps_it() -> None:
    text = '{\n  "version": 1,\n  "claims": [{\n    "id": "a",\n    "tags": [\n      "x"\n    ]\n  }]\n}\n'
    new = apply_splices(text, [_editor(text).replace(("claims", 0, "tags"), ["x", "y"])])
    assert new == text.replace('"x"', '"x",\n      "y"')
    new = apply_splices(text, [_editor(text).add("party", "b", {"name": "B"})])
    assert '"parties": {\n    "b": {\n      "name": "B"\n    }\n  },' in new
