"""Lines of so many columns."""

import re

import pytest
import wcwidth
from hypothesis import given
from hypothesis import strategies as st

from sayso_cli import wrapping

TEXT = st.text(st.sampled_from("ab  é中文，。あア한—🇨🇳👩e\u0301\u200dا"), max_size=80)


def test_columns_of_every_character_that_is_taken_for_known() -> None:
    for char in map(chr, range(0x20, 0x10000)):
        if wrapping._is_width_known(char):
            assert wrapping.width(char) == wcwidth.wcwidth(char), hex(ord(char))
            assert len(wrapping.wrap(char * 9, 20)) == 1 + (wrapping.width(char) == 2 and 9 * 2 > 20)


@given(TEXT, st.integers(2, 30))
def test_no_line_is_too_wide_and_nothing_is_lost(text: str, columns: int) -> None:
    lines = wrapping.wrap(text, columns)
    assert lines
    # One cluster of joined characters cannot be cut, however narrow the terminal.
    assert all(wcwidth.wcswidth(line) <= max(columns, 2) for line in lines)
    assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", text)


@given(TEXT)
def test_width_is_that_of_the_terminal(text: str) -> None:
    assert wrapping.width(text) == max(0, wcwidth.wcswidth(text))


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("", 10, [""]),
        ("\u200b", 10, ["\u200b"]),
        ("one two three", 8, ["one two", "three"]),
        ("abcdefghijkl mn", 5, ["abcde", "fghij", "kl mn"]),
        ("五眼联盟，是", 8, ["五眼联", "盟，是"]),
        ("五眼 联盟 abc 是", 9, ["五眼 联盟", "abc 是"]),
        ("。。。。。。", 5, ["。。", "。。", "。。"]),
        ("e\u0301 五眼  联盟，abc d", 8, ["e\u0301 五眼", "联盟，", "abc d"]),
    ],
)
def test_lines(text: str, columns: int, lines: list[str]) -> None:
    assert wrapping.wrap(text, columns) == lines


@pytest.mark.parametrize(
    "text",
    ["\U0001f1e6" * 100_000, "五" * 100_000 + "e\u0301", "e" + "\u0301" * 100_000, "a" * 100_000 + "\u200d"],
    ids=["flags", "chinese", "marks", "word"],
)
def test_no_text_takes_quadratic_time(text: str) -> None:
    lines = wrapping.wrap(text, 60)
    assert "".join(lines) == text
    assert all(wrapping.width(line) <= 60 for line in lines)
    assert wrapping.width(text) >= 1


@given(TEXT, st.integers(2, 30))
def test_what_is_shortened_fits_and_says_so(text: str, columns: int) -> None:
    short = wrapping.shorten(text, columns)
    assert wrapping.width(short) <= columns
    if wrapping.width(text) <= columns:
        assert short == text
    else:
        assert short[-1] == "…"
        assert text.startswith(short[:-1])
        assert wrapping.width(short) > columns - 4 or short[:-1] == text[: len(short) - 1].rstrip()


def test_marks_without_end_are_shortened() -> None:
    """What takes no column is cut as well: a text has no more of it than anybody could see."""
    short = wrapping.shorten("e" + "\u0301" * 100_000, 10)
    assert wrapping.width(short) <= 10
    assert short.endswith("…")
    assert len(short) < 5000
    assert wrapping.shorten("in the north", 8, end="...") == "in th..."
