"""What stands where the cursor is, in whole and in broken texts."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso_cli.lsp.cursor import Cursor, cursor_at

texts = st.text(st.sampled_from('a"\\{}[],: \n\U0001f600'), max_size=4)
leaves = texts | st.integers() | st.none() | st.booleans()
values = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text('ab{"', max_size=2), inner, max_size=3)
    ),
)


def places(value: Any, pointer: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], Any]]:
    """All plain values in a JSON value, with their pointers, in the order of the text."""
    if isinstance(value, dict):
        return [each for key, inner in value.items() for each in places(inner, (*pointer, key))]
    if isinstance(value, list):
        return [each for index, inner in enumerate(value) for each in places(inner, (*pointer, index))]
    return [(pointer, value)]


@given(values, st.sampled_from([None, 1]), st.booleans())
def test_the_pointer_of_every_value(value: Any, indent: int | None, cut: bool) -> None:
    """Wherever the cursor is, the pointer leads to what stands there, whatever follows."""
    text = json.dumps(value, indent=indent, ensure_ascii=False)
    found, at = [], 0
    while at <= len(text):
        here = cursor_at(text, at, lines=False)
        if here.is_quoted or here.text:
            end = here.span[1] + here.is_quoted
            assert here == cursor_at(text[:end] if cut else text, at, lines=False)
            if not here.is_key:
                found.append((here.pointer, here.text))
            at = end
        at += 1
    expected = [(each, leaf if isinstance(leaf, str) else json.dumps(leaf)) for each, leaf in places(value)]
    assert found == expected


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('{"claims": [{"claimant": ["p', "party"),
        ('{"claims": [{"claimant": [', "party"),
        ('{"claims": [{"claimant": "', "party"),
        ('{"claims": [{"claimant": ["p", ', "party"),
        ('{"claims": [{"stated_in": ', "source"),
        ('{"claims": [{"evidence": [{"source": "s", "based_on": ["', "source"),
        ('{"claims": [{"response": [{"party": "', "party"),
        ('{"claims": [{}, {"corroboration": [{"stance": "', None),
        ('{"claims": [{"claimant', None),
        ('{"claims": [{"id": "', None),
        ('{"parties": {"a": {"controlled_by": ["', "party"),
        ('{"parties": {"a": {"controlled_by": [{"source": "', "source"),
        ('{"parties": {"a": {"allied_with": ["', "party"),
        ('{"sources": {"a": {"publisher": "', "party"),
        ('{"sources": {"a": {"based_on": ["', "source"),
        ('{"sources": {"a": {"title": "', None),
        ('{"sources": {"', None),
        ('{"note": "', None),
        ("]}{,:", None),
        ("", None),
        ('{"claims": [{"claimant": ["p\\', "party"),
        ('{"claims": [{"claimant": ["p\\"', "party"),
        ('{"claims": [{"claimant": ["', "party"),
    ],
)
def test_which_ids_are_wanted_while_one_types(text: str, wanted: str | None) -> None:
    assert cursor_at(text, len(text), lines=False).wanted_kind == wanted


def test_words_and_gaps() -> None:
    text = '{"claims": [{"claimant": ["p1" , tru }]}'
    word = cursor_at(text, text.index("p1") + 1, lines=False)
    assert (word.text, word.span, word.is_quoted) == ("p1", (27, 29), True)
    bare = cursor_at(text, text.index("tru") + 2, lines=False)
    assert (bare.text, bare.is_quoted, bare.pointer) == ("tru", False, ("claims", 0, "claimant", 1))
    gap = cursor_at(text, text.index(" ,"), lines=False)
    assert gap.text == "p1", "right behind the word"
    inside = cursor_at(text, text.index(", tru"), lines=False)
    assert inside == Cursor(("claims", 0, "claimant", 0), (31, 31))


def test_one_record_a_line() -> None:
    text = '\n{"record": "party", "id": "p1"}\n\n{"id": "s1", "record": "source", "by": ["p1"]}\n{"id": "c1"}'
    party = cursor_at(text, text.index("p1"), lines=True)
    assert (party.pointer, party.named_entry, party.entry_pointer) == ((0, "id"), ("party", "p1"), (0,))
    by = cursor_at(text, text.rindex("p1"), lines=True)
    assert (by.pointer, by.named_entry) == ((1, "by", 0), ("party", "p1"))
    assert cursor_at(text, text.rindex("c1"), lines=True).named_entry == ("claim", "c1")
    assert cursor_at(text, text.index('record": "source'), lines=True).named_entry is None
    assert cursor_at(text, 0, lines=True) == Cursor((), (0, 0))


def test_what_is_named() -> None:
    claims = [{"id": "c1", "claimant": ["p1", ""]}]
    text = json.dumps({"parties": {"p1": {"name": "P"}}, "claims": claims, "x": {"y": 1}})
    named = {cursor_at(text, at, lines=False).named_entry for at in range(len(text) + 1)}
    assert named == {None, ("party", "p1"), ("claim", "c1")}


def test_deep_and_long_texts_take_no_longer() -> None:
    for text in ("[" * 60_000, '{"a":' * 20_000, '"' * 60_001, "\\" * 60_000):
        assert cursor_at(text, len(text), lines=False).wanted_kind is None
