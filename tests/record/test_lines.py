"""Files with one record a line: a bad line leaves the others to be read."""

import json
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.record.file import File
from tests.conftest import thorough
from tests.record.reading import CLAIM, PARTY, SOURCE, only, read, said
from tests.strategies import Json, claim_files

GOOD = (
    json.dumps({"record": "party", "id": "ministry", **PARTY}),
    json.dumps({"record": "source", "id": "release", **SOURCE}),
    json.dumps({"record": "claim", **CLAIM}),
)


def read_lines(*lines: str, end: str = "\n") -> File:
    return read(end.join(lines) + end, lines=True)


def counts(file: File) -> tuple[int, int, int]:
    """How many parties, sources and claims could be read."""
    sections: tuple[Sequence[Any], ...] = (file.parties, file.sources, file.claims)
    parties, sources, claims = (sum(entry.value is not None for entry in section) for section in sections)
    return parties, sources, claims


@pytest.mark.parametrize("end", ["\n", "\r\n", "\n\n", "\n \t\n", " \r\n"])
def test_good_lines(end: str) -> None:
    file = read_lines(*GOOD, end=end)
    assert not file.problems
    assert counts(file) == (1, 1, 1)
    assert [entry.pointer for entry in (*file.parties, *file.sources, *file.claims)] == [(0,), (1,), (2,)]


def test_a_last_line_without_line_break() -> None:
    assert counts(read("\n".join(GOOD), lines=True)) == (1, 1, 1)


@thorough(100)
@given(claim_files())
def test_lines_hold_what_the_object_holds(whole: Json) -> None:
    lines = [{"record": "party", "id": id, **party} for id, party in whole["parties"].items()]
    lines += [{"record": "source", "id": id, **source} for id, source in whole["sources"].items()]
    lines += [{"record": "claim", **claim} for claim in whole["claims"]]
    file, same = read_lines(*map(json.dumps, lines)), read(json.dumps(whole))
    assert not file.problems
    for section in ("parties", "sources", "claims"):
        mine, theirs = getattr(file, section), getattr(same, section)
        assert [(entry.id, entry.value) for entry in mine] == [(entry.id, entry.value) for entry in theirs]


@pytest.mark.parametrize(
    ("line", "column", "check", "pointer", "message", "help"),
    [
        ('{"record": "claim",}', 19, "invalid-json", "/1/record", "a comma stands after", "delete the comma"),
        (
            '{"record": "claim"',
            19,
            "invalid-json",
            "/1/record",
            "the line ends before the JSON value",
            "rest of the line",
        ),
        (
            '{"a": 1} {"a": 2}',
            10,
            "invalid-json",
            "/1",
            "something follows the end",
            "keep one value in the line",
        ),
        ("// comment", 1, "invalid-json", "/1", "JSON has no comments", "delete the comment"),
        ("[" * 100_000, 202, "invalid-json", "/1" + "/0" * 201, "nested deeper than 200", "fewer than ten"),
        ("[]", 1, "schema", "/1", "each line is one JSON object", 'such as `{"record": "claim", …}`'),
        ("1", 1, "schema", "/1", "each line is one JSON object", "on one line"),
        (
            '{"id": "a"}',
            1,
            "schema",
            "/1",
            "`record` must be `party`, `source` or `claim`",
            "start the line with",
        ),
        ('{"record": "x"}', 12, "schema", "/1/record", "`record` must be `party`,", "start the line with"),
        ('{"record": []}', 2, "schema", "/1/record", "`record` must be `party`,", "start the line with"),
        ('{"record": "party", "name": "n"}', 1, "schema", "/1", "`id` is missing", "give the record an id"),
        (
            '{"record": "party", "id": "A", "name": "n"}',
            27,
            "schema",
            "/1/id",
            'an id cannot be "A"',
            "An id: lower-case letters",
        ),
        (
            '{"record": "party", "id": 1, "name": "n"}',
            27,
            "schema",
            "/1/id",
            "an id must be text, and is a number",
            "double quotes",
        ),
        (
            '{"record": "party", "id": "a", "nam": "n", "name": "n"}',
            32,
            "schema",
            "/1/nam",
            "unknown key `nam`",
            "did",
        ),
        (
            '{"record": "party", "id": "a", "name": NaN}',
            40,
            "invalid-json",
            "/1/name",
            "`NaN` is not",
            "write the",
        ),
        (
            '{"record": "party", "id": NaN, "name": "n"}',
            27,
            "invalid-json",
            "/1/id",
            "`NaN` is not",
            "write the",
        ),
        (
            '{"record": "party", "id": "a", "name": "n", "name": "n"}',
            45,
            "duplicate-key",
            "/1/name",
            "the key `name` is given twice",
            "keep one of the two",
        ),
        (
            '{"record": "claim", "id": "a\\u0007"}',
            27,
            "schema",
            "/1/id",
            '`id` cannot be "a\\u0007"',
            "An id: lower-case letters",
        ),
    ],
)
def test_a_bad_line_among_good_ones(
    line: str, column: int, check: str, pointer: str, message: str, help: str
) -> None:
    file = read_lines(GOOD[0], line, *GOOD[1:])
    fault = next(fault for fault in said(file) if fault.pointer == pointer and message in fault.message)
    assert (fault.check, fault.at) == (check, (2, column))
    assert help in fault.help
    if "is missing" not in said(file)[0].message or check != "schema":
        assert {fault.at[0] for fault in said(file)} == {2}
    assert file.readable
    # An unknown key takes nothing away.
    assert counts(file) == (2 if "unknown key" in message else 1, 1, 1)


def test_what_cannot_be_told_is_counted_as_a_claim() -> None:
    file = read_lines("1", '{"id": "a"}', "{", '{"record": "claim"}')
    assert [(entry.id, entry.value) for entry in file.claims] == [
        ("", None),
        ("a", None),
        ("", None),
        ("", None),
    ]


@pytest.mark.parametrize("text", ["", "\n", " \r\n\t\n"])
def test_an_empty_file(text: str) -> None:
    file = read(text, lines=True)
    assert only(file) == ("invalid-json", (1, 1), "", "the file is empty", "write one record a line")
    assert not file.readable


def test_a_file_that_is_not_utf8() -> None:
    file = read("\n".join(GOOD).encode() + b'\n{"record": "\xff"}', lines=True)
    assert only(file).at == (4, 13)
    assert not file.readable


def test_a_control_character() -> None:
    fault = only(read_lines(*GOOD, json.dumps({"record": "claim", **CLAIM, "id": "two", "note": "\x1b"})))
    assert (fault.pointer, fault.message) == ("/3/note", "`note` holds a control character (U+001B)")


@thorough(300)
@given(
    st.lists(
        st.sampled_from([*GOOD, "{", "[]", "1", '{"record": "claim"}', '"\\ud800"', " ", ""]), max_size=8
    )
)
def test_each_line_stands_for_itself(lines: list[str]) -> None:
    file = read_lines(*lines)
    assert counts(file) == tuple(lines.count(good) for good in GOOD)
    blank = [index for index, line in enumerate(lines) if not line.strip()]
    bad = [index for index, line in enumerate(lines, 1) if line not in GOOD and index - 1 not in blank]
    if len(blank) < len(lines):
        assert sorted({fault.at[0] for fault in said(file)}) == bad
