"""Text made safe to show."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso_cli.terminal import visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("", ""),
        ("中文 déjà vu 😀", "中文 déjà vu 😀"),
        ("one\ntwo", "one two"),
        ("one \t\r\n\n  two", "one two"),
        ("é  two\tblanks", "é  two blanks"),
        ("\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"),
        ("\x00\x7f\x85\x9b", "\\x00\\x7f\\x85\\x9b"),
        ("a\u202eb\u2066c\u2028d", "a\\u202eb\\u2066c\\u2028d"),
        ("\ufeff\U000e0041\ud800", "\\ufeff\\U000e0041\\ud800"),
        ("zero\u200bwidth\u2060soft\u00ad", "zero\\u200bwidth\\u2060soft\\xad"),
        ("a\u200db\u200cc\ufe0f\U000e0101", "a\\u200db\\u200cc\\ufe0f\\U000e0101"),
        ("a\ufdd0b\ufdef\ufffe\uffff", "a\\ufdd0b\\ufdef\\ufffe\\uffff"),
        ("\ufdcf\ufdf0\ufffd\U0001fffe\U0010ffff", "\ufdcf\ufdf0\ufffd\\U0001fffe\\U0010ffff"),
        ("\u200f\u3164\ufe0f\u180e", "\\u200f\\u3164\ufe0f\\u180e"),
        # Persian, an emoji of several, the key of a digit, a variant of a Han character.
        (
            "می\u200cخواهم 👩\u200d🔬 1\ufe0f\u20e3 葛\U000e0100",
            "می\u200cخواهم 👩\u200d🔬 1\ufe0f\u20e3 葛\U000e0100",
        ),
        ("##[error]a ###[b] # [c] #[", "#\\x23[error]a ##\\x23[b] # [c] #["),
    ],
)
def test_what_could_do_harm_is_written_out(text: str, shown: str) -> None:
    assert visible(text) == shown


def is_noncharacter(char: str) -> bool:
    return ord(char) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(char) <= 0xFDEF


def test_no_noncharacter_is_shown() -> None:
    every = [char for char in map(chr, range(0x110000)) if is_noncharacter(char)]
    assert len(every) == 66
    assert visible("".join(every)) == "".join(map(visible, every))
    assert visible("".join(every)).isascii()


@given(st.text(st.characters(exclude_categories=()), max_size=30))
def test_what_is_shown_is_one_line_that_no_terminal_acts_on(text: str) -> None:
    shown = visible(text)
    assert len(shown.splitlines()) <= 1
    assert not any(ord(char) < 0x20 or 0x7F <= ord(char) < 0xA0 for char in shown)
    assert not any(is_noncharacter(char) for char in shown)
    shown.encode()
    assert visible(shown) == shown


def test_a_long_gap_takes_no_time() -> None:
    started = time.perf_counter()
    assert visible("é" + " " * 1_000_000 + "é").count(" ") == 1_000_000
    assert time.perf_counter() - started < 5
