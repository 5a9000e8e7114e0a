"""The canonical layout never changes the value of a file, and is the same when it is made again."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.record.edit import SECTIONS, canonical_text, editor, line_break
from sayso.record.load import load
from sayso.record.schema import schema
from tests.conftest import thorough

ROOT = Path(__file__).parents[2]

KEYS = st.sampled_from(
    [
        "version",
        "parties",
        "sources",
        "claims",
        "id",
        "record",
        "name",
        "by",
        "kind",
        "evidence",
        "x",
        "\u202e",
    ]
)
NUMBERS = st.sampled_from(["1", "1.0", "1e3", "1E+03", "-0", "0.10", "1" + 30 * "0", "-1.50e-7", "1e999"])
TEXTS = st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(["party", "source", "claim"])
SPACE = st.text(" \t\n\r", max_size=3)


@st.composite
def json_texts(draw: st.DrawFn, depth: int = 4, space: st.SearchStrategy[str] = SPACE) -> str:
    """Sound JSON without duplicate keys, written in any way."""

    def gap() -> str:
        return draw(space)

    kind = draw(st.sampled_from(["object", "list", "text", "number", "word"] if depth else ["text"]))
    if kind == "number":
        return draw(NUMBERS)
    if kind == "word":
        return draw(st.sampled_from(["true", "false", "null"]))
    if kind == "text":
        return _literal(draw, draw(TEXTS))
    inner = json_texts(depth=depth - 1, space=space)
    if kind == "list":
        values = [gap() + value + gap() for value in draw(st.lists(inner, max_size=4))]
        return f"[{','.join(values) or gap()}]"
    names = draw(st.lists(KEYS, max_size=5, unique=True))
    members = [f"{gap()}{_literal(draw, name)}{gap()}:{gap()}{draw(inner)}{gap()}" for name in names]
    return f"{{{','.join(members) or gap()}}}"


def _literal(draw: st.DrawFn, text: str) -> str:
    """`text` as a JSON string, with escapes where none are needed."""
    literal = json.dumps(text, ensure_ascii=draw(st.booleans()))
    return literal.replace("/", "\\/") if draw(st.booleans()) else literal


def _numbers(text: str) -> Any:
    return json.loads(
        text, parse_int=lambda text: ("number", text), parse_float=lambda text: ("number", text)
    )


@thorough(100)
@given(json_texts())
def test_the_value_stays(text: str) -> None:
    """Equal up to the order of keys, with every number as it was written; and it stays as it is."""
    new = canonical_text(text, lines=False)
    assert _numbers(new) == _numbers(text)
    assert canonical_text(new, lines=False) == new
    assert new.endswith("\n")


@thorough(100)
@given(
    st.lists(json_texts(space=st.text(" \t", max_size=2)), max_size=4),
    st.sampled_from(["\n", "\r\n", "\n\n"]),
)
def test_the_value_of_each_line_stays(records: list[str], between: str) -> None:
    text = between.join(records)
    new = canonical_text(text, lines=True)
    assert [_numbers(line) for line in new.splitlines() if line] == [_numbers(record) for record in records]
    assert canonical_text(new, lines=True) == new


def test_worked_record_is_canonical() -> None:
    text = (ROOT / "claims.json").read_text(encoding="utf-8")
    assert canonical_text(text, lines=False) == text


def test_order_and_layout() -> None:
    text = """{"claims": [{"x": [], "standing": "contested", "id": "c", "figures": [
      {"unit": "m", "value": 1e3}],
      "evidence": [{"note": "n", "source": "s"}], "waive": [{"until": "2030", "check": "refuted"}]}],
      "sources": {"s": {"basis": "unknown", "title": "t"}}, "parties": {"b": {"kind": "state", "name": "B"},
      "a": {}}, "other": {"z": 1, "a": 2}, "version": 1}"""
    assert (
        canonical_text(text, lines=False)
        == """{
  "version": 1,
  "parties": {
    "b": { "name": "B", "kind": "state" },
    "a": {}
  },
  "sources": {
    "s": { "title": "t", "basis": "unknown" }
  },
  "claims": [
    {
      "id": "c",
      "evidence": [{ "source": "s", "note": "n" }],
      "figures": [{ "value": 1e3, "unit": "m" }],
      "standing": "contested",
      "waive": [{ "check": "refuted", "until": "2030" }],
      "x": []
    }
  ],
  "other": { "z": 1, "a": 2 }
}
"""
    )


def test_the_example_of_the_readme_is_canonical() -> None:
    text = (ROOT / "docs/example/claims.json").read_text(encoding="utf-8")
    assert canonical_text(text, lines=False) == text


@pytest.mark.parametrize("more", range(3))
def test_a_line_has_at_most_100_columns(more: int) -> None:
    """With its key and its comma; what is longer has its members on lines of their own."""
    domains = ["a" * (40 + more), "b" * 30]
    text = json.dumps({"parties": {"p": {"name": "P", "domains": domains}}, "claims": []})
    line = f'      "domains": ["{domains[0]}", "{domains[1]}"]\n'
    new = canonical_text(text, lines=False)
    assert line in new or more
    party = json.dumps({"p": {"name": "", "kind": "state"}})
    pad = 100 - len('    "p": { "name": "", "kind": "state" },') + more - 1
    new = canonical_text(party.join(['{"parties":', "}"]).replace('""', f'"{"n" * pad}"'), lines=False)
    assert ('    "p": { "name"' in new) == (more < 2)
    assert max(map(len, new.splitlines())) <= 100


def test_one_record_a_line() -> None:
    """What the record is comes first, then its id."""
    text = '{"name":"A","id":"a","record":"party"}\r\n \r\n[1,2]\r\n{"b":1,"record":"other"}\r\n'
    text += '{"record":["party"]}'
    assert canonical_text(text, lines=True) == (
        '{"record": "party", "id": "a", "name": "A"}\r\n[1, 2]\r\n{"b": 1, "record": "other"}\r\n'
        '{"record": ["party"]}\r\n'
    )


def test_invisible_characters_are_written_as_escapes() -> None:
    """Raw or escaped before; other characters are written as they are."""
    unseen = "\x7f\x85\u2028\u202e\u2066\ufeff\U000e0041"
    for literal in (json.dumps(unseen), json.dumps(unseen, ensure_ascii=False)):
        new = canonical_text(f'["é\\u00e9\\/\\ud83d\\ude00", {literal}]', lines=False)
        assert new == ('[\n  "éé/😀",\n  "\\u007f\\u0085\\u2028\\u202e\\u2066\\ufeff\\udb40\\udc41"\n]\n')


@pytest.mark.parametrize(
    ("text", "ending"), [("", "\n"), ("\n\r\n", "\n"), ("a\r\nb\n", "\r\n"), ("a", "\n")]
)
def test_line_endings_are_those_of_the_first_line(text: str, ending: str) -> None:
    assert line_break(text) == ending


def test_order_of_an_entry() -> None:
    """That of the schema; what it does not know comes last."""
    edit = editor(load("claims.json", b'{"version": 1}', lines=False))
    assert edit is not None
    for kind, section in SECTIONS.items():
        keys = list(schema()["$defs"][kind]["properties"])
        added = json.loads(edit.add(kind, "a", dict.fromkeys(["y", *reversed(keys)])).text.partition(":")[2])
        entry = added[0] if section == "claims" else added["a"]
        assert list(entry) == [*keys, "y"]
