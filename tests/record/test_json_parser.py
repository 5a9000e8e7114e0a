"""The strict parser accepts what JSON is, and says of everything else where and how to mend it."""

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sayso.record.syntax.json_parser import MAX_DEPTH, MAX_DIGITS, MAX_FAULTS, Fault, parse
from sayso.record.syntax.json_reader import read_json
from tests.conftest import thorough
from tests.record.reading import read
from tests.strategies import json_texts


def fast(text: str) -> tuple[bool, Any]:
    """What the fast parser makes of `text`, as loading calls it."""
    try:
        return True, read_json(text.encode())
    except ValueError:
        return False, None


def same(one: Any, other: Any) -> bool:
    """Whether two JSON values are the same in value and type, down to 1 and 1.0, 0.0 and -0.0."""
    return repr(one) == repr(other)


def refuse(constant: str) -> None:
    raise ValueError(constant)


def check(text: str) -> None:
    """Hold the three parsers against each other on `text`."""
    value, faults, complete = parse(text)
    accepted, fast_value = fast(text)
    if accepted:
        assert complete
        assert not faults
        assert same(value, fast_value)
    if complete and not faults:
        assert same(value, json.loads(text, parse_constant=refuse))
        assert "invalid-json" not in {problem.check for problem in read(text).problems}
    else:
        assert faults
        assert not accepted
    if not complete:
        assert value is None
        assert faults[-1].check == "invalid-json"
    for fault in faults:
        sound(fault, text)
    starts = [fault.span[0] for fault in faults]
    assert starts == sorted(starts)


def sound(fault: Fault, text: str) -> None:
    """A fault says what is wrong and how to mend it, and is in the text."""
    assert fault.message
    assert fault.help
    for start, end in (fault.span, *(span for _, span in fault.related)):
        assert 0 <= start <= end <= len(text)


@thorough(500)
@given(json_texts())
def test_sound_texts(given_text: tuple[str, Any]) -> None:
    text, value = given_text
    assert same(parse(text)[0], value)
    check(text)


@thorough(1200)
@given(json_texts(), st.data())
def test_texts_with_one_character_wrong(given_text: tuple[str, Any], data: st.DataObject) -> None:
    text, _ = given_text
    at = data.draw(st.integers(0, len(text)))
    char = data.draw(st.sampled_from("{}[],:\"\\ \n\t0123456789.eE+-tfnuNI/#'\x00\x0b\x7f\x85\xa0\ufeff“é😀"))
    check(text[:at] + data.draw(st.sampled_from(["", char])) + text[at + data.draw(st.integers(0, 1)) :])


@thorough(1500)
@given(st.text('{}[],:"\\ \nu00e1dD8.+-truefalsnNIiy/', max_size=25))
@example('{"a":1,"a":2}')
@example('{"a":1,"\\u0061":2}')
@example('"\\ud83d\\ude00"')
@example('"\\ude00\\ud83d"')
@example("1e400")
@example("-1e400")
@example("-0")
@example("-0.0")
@example("1E+2")
@example("123456789012345678901234567890")
@example("0.1e-7")
@example("2.2250738585072011e-308")
@example("[1,]")
@example("")
def test_scraps(text: str) -> None:
    check(text)


@pytest.mark.parametrize("depth", [1, 100, MAX_DEPTH, MAX_DEPTH + 1, MAX_DEPTH + 2])
def test_depth(depth: int) -> None:
    check("[" * depth + "]" * depth)
    check('{"a":' * depth + "1" + "}" * depth)
    assert parse("[" * depth + "]" * depth)[2] == (depth <= MAX_DEPTH + 1)


@pytest.mark.parametrize("sign", ["", "-"])
@pytest.mark.parametrize("digits", [MAX_DIGITS - 1, MAX_DIGITS, MAX_DIGITS + 1, 100_000])
def test_digits(sign: str, digits: int) -> None:
    check(sign + "1" * digits)
    assert bool(parse(sign + "1" * digits)[1]) == (digits > MAX_DIGITS)


@pytest.mark.parametrize(
    ("text", "span", "message", "help"),
    [
        ("", (0, 0), "the file is empty", "write a claim file"),
        (" \n", (2, 2), "the file is empty", "write a claim file"),
        ('{"a": 1', (7, 7), "the file ends before the JSON value does", "restore the rest of the file"),
        ('{"a": "b', (8, 8), "the file ends before the JSON value does", "or close the bracket or quotation"),
        ('{"a"', (4, 4), "the file ends before the JSON value does", "restore"),
        ('["a\\', (3, 4), "`\\` is no escape that JSON knows", "write `\\\\` for a backslash"),
        ("[1,]", (2, 3), "a comma stands after the last entry", "delete the comma"),
        ('{"a": 1, }', (7, 8), "a comma stands after the last entry", "delete the comma"),
        ("[1, // two\n2]", (4, 5), "JSON has no comments", "put it in a `note`"),
        ("[1 /* two */]", (3, 4), "JSON has no comments", "delete the comment"),
        ("# one\n[]", (0, 1), "JSON has no comments", "delete the comment"),
        ('{/**/"a": 1}', (1, 2), "JSON has no comments", "delete the comment"),
        ("[NaN]", (1, 4), "`NaN` is not a JSON number", "write the number, or leave the field out"),
        ("[-Infinity]", (1, 10), "`-Infinity` is not a JSON number", "leave the field out"),
        ("[True]", (1, 5), "`True` is not a JSON value", "write `true` in small letters"),
        ("[None]", (1, 5), "`None` is not a JSON value", "put text in double quotes"),
        ("[01]", (1, 3), "`01` is not a JSON value", "no leading zero"),
        ("[+1]", (1, 3), "`+1` is not a JSON value", "or plus sign"),
        ("[.5]", (1, 3), "`.5` is not a JSON value", "numbers"),
        ("[1.]", (1, 3), "`1.` is not a JSON value", "numbers"),
        ("[-]", (1, 2), "`-` is not a JSON value", "numbers"),
        ("[,1]", (1, 2), "a value is missing before `,`", "write the value, or delete the comma"),
        ('{"a": }', (6, 7), "a value is missing before `}`", "write the value"),
        ("['a']", (1, 2), "JSON text stands in straight double quotes", "write `\"` instead of `'`"),
        ("[“a”]", (1, 2), "JSON text stands in straight double quotes", 'write `"` instead of `“`'),
        ("[(]", (1, 2), "a value was expected here", "write a value"),
        ("[\xa01]", (1, 2), "a character that cannot be seen (U+00A0) stands here", "delete it"),
        ("[1]\ufeff", (3, 4), "a character that cannot be seen (U+FEFF) stands here", "delete it"),
        ("[1]\0", (3, 4), "a character that cannot be seen (U+0000) stands here", "delete it"),
        ("[1 2]", (3, 4), "`,` or `]` was expected here", "a comma is missing before this"),
        ('{"a": 1 "b": 2}', (8, 9), "`,` or `}` was expected here", "a comma is missing"),
        ("{a: 1}", (1, 2), "a key in double quotes was expected here", "put the key in double quotes"),
        ('{"a" 1}', (5, 6), "`:` was expected after the key", "write `:` between"),
        ("[] []", (3, 4), "something follows the end of the JSON value", "keep one value in the file"),
        ('["a\n"]', (1, 3), "a quotation mark is not closed on this line", "a line break inside text"),
        ('["a\x1b"]', (3, 4), "a control character (U+001B) stands in the text", "as `\\u001b`"),
        ('["\\x"]', (2, 4), "`\\x` is no escape that JSON knows", "write `\\\\` for a backslash"),
        ('["\\u12"]', (2, 4), "`\\u` is no escape that JSON knows", "write `\\\\` for a backslash"),
        ('["\\ud800"]', (1, 9), "a lone surrogate", "write the character itself, or both halves"),
        ("[" + "1" * 10_000 + "]", (1, 10_001), "a number of 10000 digits", "at most 4300 digits"),
        ("[" * 100_000, (201, 202), "nested deeper than 200 levels", "fewer than ten levels"),
        ('{"b": 1, "a": 2, "a": 3}', (17, 20), "the key `a` is given twice in this object", "keep one"),
    ],
)
def test_what_is_said(text: str, span: tuple[int, int], message: str, help: str) -> None:
    (fault,) = parse(text)[1]
    assert fault.span == span
    assert fault.message.startswith(message)
    assert help in fault.help
    sound(fault, text)


def test_a_bracket_that_is_not_closed_is_shown() -> None:
    (fault,) = parse('{"a": [1, {"b": 2}')[1]
    assert fault.related == (("`[` opened here is not closed", (6, 7)),)
    assert fault.pointer == ("a", 2)


def test_the_first_of_two_equal_keys_is_shown() -> None:
    value, (fault,), complete = parse('{"x": [{"a/b": 1, "a\\/b": 2}]}')
    assert (value, complete) == ({"x": [{"a/b": 2}]}, True)
    assert fault.check == "duplicate-key"
    assert fault.pointer == ("x", 0, "a/b")
    assert fault.related == (("first given here", (8, 13)),)


def test_reading_goes_on_after_a_fault_in_one_value() -> None:
    value, faults, complete = parse('[NaN, "\\ud800", 1, {"a": 1, "a": 2}, ' + "9" * 5000 + "]")
    assert complete
    assert value == [None, "\ufffd", 1, {"a": 2}, None]
    assert [fault.pointer for fault in faults] == [(0,), (1,), (3, "a"), (4,)]


def test_a_line_is_called_one() -> None:
    (fault,) = parse("[1", "line")[1]
    assert fault.message == "the line ends before the JSON value does"
    (fault,) = parse('{"a": 1}\n[1', "line")[1]
    assert fault.help.startswith("keep one value in the line")


def test_too_many_faults_end_the_reading() -> None:
    value, faults, complete = parse("[" + "NaN," * (MAX_FAULTS + 5) + "1]")
    assert (value, complete, len(faults)) == (None, False, MAX_FAULTS + 1)
