"""Places: every pointer leads to what it names, and lines and columns are right."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sayso.record.load import load
from sayso.record.places import Places, Pointer, Position, pointer_text
from tests.conftest import thorough
from tests.strategies import claim_files, json_keys, json_texts, json_values, places_in


def nested(value: Any, keys: list[str | None]) -> Any:
    for key in keys:
        value = [None, value] if key is None else {"": "[", key: value, "z": ["}"]}
    return value


deep_values = st.builds(
    nested,
    json_values,
    st.lists(json_keys | st.none(), min_size=3, max_size=9),
)


def pointers(value: Any, base: Pointer = ()) -> list[tuple[Pointer, Any]]:
    """All pointers into `value` but that to itself, each with what it leads to."""
    if not isinstance(value, dict | list):
        return []
    members = value.items() if isinstance(value, dict) else enumerate(value)
    return [
        each
        for name, member in members
        for each in [((*base, name), member), *pointers(member, (*base, name))]
    ]


def check(text: str, value: Any, base: Pointer, places: Places) -> None:
    """Hold all the places of `value`, which `text` is, against what stands there."""
    for pointer, member in pointers(value, base):
        start, end = places.whole_span(pointer)
        assert json.loads(text[start:end]) == member
        key = places.key(pointer)
        shown = places.find(pointer)
        named = isinstance(pointer[-1], str)
        if named:
            assert json.loads(text[slice(*key)]) == pointer[-1]
        else:
            assert key == shown
        if not isinstance(member, dict | list):
            assert shown == (start, end)
        else:
            assert shown == (key if named else (start, start + 1))
        # Something that is not there leads to what is nearest.
        assert places.find((*pointer, "not there", 7)) == shown


@thorough(500)
@given(json_texts(json_values | deep_values))
def test_every_pointer_leads_to_its_value(given_text: tuple[str, Any]) -> None:
    text, value = given_text
    check(text, value, (), Places(text))


@thorough(100)
@given(json_texts(claim_files()))
def test_every_pointer_into_a_sound_record_leads_to_its_value(given_text: tuple[str, Any]) -> None:
    """Also where the key of an entry is a key of what it holds too."""
    text, value = given_text
    file = load("a.json", text.encode(), lines=False)
    check(text, value, (), file.places)
    check(text, value, (), Places(text))


@thorough(400)
@given(
    st.lists(json_texts(blank=" \t"), max_size=5),
    st.lists(st.sampled_from(["\n", "\r\n", "\n\n", "\n \t\r\n"]), min_size=5, max_size=5),
    st.booleans(),
)
def test_every_pointer_leads_to_its_value_with_one_record_a_line(
    records: list[tuple[str, Any]], breaks: list[str], ends: bool
) -> None:
    text = "".join(line + breaks[index] for index, (line, _) in enumerate(records))
    text = text if ends else text.rstrip("\r\n")
    places = Places(text, lines=True)
    for index, (_, value) in enumerate(records):
        start, end = places.whole_span((index,))
        assert json.loads(text[start:end]) == value
        check(text, value, (index,), places)
    assert places.find((len(records), "a")) == Places(text).find(())


@thorough(500)
@given(st.text("ab\n\r\t\u2028\x85\x0b\U0001f600", max_size=20), st.data())
def test_line_and_column(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    expected = []
    for offset in (start, end):
        expected += [text[:offset].count("\n") + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1]
    assert Places(text).position((start, end)) == Position(*expected)


def test_the_top() -> None:
    assert Places(' \n{"a": 1}').find(()) == (2, 3)
    assert Places("").find(()) == (0, 0)
    assert Places(" 1").find(("a",)) == (1, 2)
    assert Places("[]").key(("a",)) == (0, 1)
    assert Places("[]").key(("a", "b")) == (0, 1)
    assert Places(" 1", sound=True).find(("a",)) == (1, 2)
    assert Places(" [3]", sound=True).find(("a",)) == (1, 2)


def test_what_was_found_is_kept_and_what_was_not_asked_for_longest_is_given_up() -> None:
    rows = [[index, [index]] for index in range(1000)]
    text = json.dumps({"rows": rows})
    for places in (Places(text), Places(text, sound=True)):
        for index in [*range(1000), 3, 999]:
            start, end = places.find(("rows", index, 1, 0))
            assert text[start:end] == str(index)
        assert len(places._kept) <= 256
        assert list(places._sections) == [(), ("rows",)]


def test_pointers_as_text() -> None:
    # RFC 6901, section 5.
    parts: list[tuple[Pointer, str]] = [
        ((), ""),
        (("foo",), "/foo"),
        (("foo", 0), "/foo/0"),
        (("",), "/"),
        (("a/b",), "/a~1b"),
        (("c%d",), "/c%d"),
        (("e^f",), "/e^f"),
        (("i\\j",), "/i\\j"),
        (('k"l',), '/k"l'),
        ((" ",), "/ "),
        (("m~n",), "/m~0n"),
        (("~1",), "/~01"),
    ]
    for pointer, text in parts:
        assert pointer_text(pointer) == text


@thorough(300)
@given(json_values)
def test_pointers_as_text_lead_back(value: Any) -> None:
    assert len(places_in([value])) - 1 == len(pointers(value))
    for pointer, member in pointers(value):
        here = value
        for part in pointer_text(pointer).split("/")[1:]:
            name = part.replace("~1", "/").replace("~0", "~")
            here = here[int(name) if isinstance(here, list) else name]
        assert here == member


def test_a_list_that_is_cut_off_reaches_to_the_end() -> None:
    assert Places("[" * 9).whole_span((0,)) == (1, 9)
