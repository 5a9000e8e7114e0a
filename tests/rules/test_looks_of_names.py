"""Names that look alike."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.rules.twin_parties import comparison_keys


def look_of(name: str) -> str:
    """The look of `name` as it is; empty if it has none."""
    return next(comparison_keys(name), "")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Coast Survey", "coast-survey"),
        ("The N.Y. Times", "The NY Times"),
        ("El País", "El Pais"),
        ("Straße", "STRASSE"),
        ("Coast Survey", "Соаst Ѕurvеy"),
        ("BBC", "ВВС"),
        ("Northland", "Νorthlаnd"),
        ("ＮＨＫ", "NHK"),
        ("İstanbul", "Istanbul"),
        ("Coast\u200bSurvey", "Coast Survey"),
        ("Вести", "ВЕСТИ"),
        ("新华社", "新 华 社"),
        ("e\u0301clair", "\u00e9clair"),
    ],
)
def test_alike(one: str, other: str) -> None:
    assert look_of(one) == look_of(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("APT 1", "APT 10"),
        ("APT1", "APTl"),
        ("Canal", "Canal+"),
        ("Север", "Сервер"),
        ("कि", "का"),
        ("新华社", "新華網"),
        ("Coast Survey", "Survey Coast"),
        ("ガス", "カス"),
    ],
)
def test_not_alike(one: str, other: str) -> None:
    assert look_of(one) != look_of(other)


@pytest.mark.parametrize("name", ["…", "!?", " \u200b\u202e", "-"])
def test_nothing_to_see(name: str) -> None:
    assert look_of(name) == ""


@given(st.text(max_size=20))
def test_a_look_is_its_own(name: str) -> None:
    """Nor does the form in which a text was encoded matter, nor ASCII, which has a short cut."""
    look = look_of(name)
    assert look_of(look) == look
    assert look_of(unicodedata.normalize("NFC", name)) == look_of(unicodedata.normalize("NFD", name))
    ascii = name.encode("ascii", "ignore").decode()
    assert look_of(ascii) == look_of(f"{ascii}\u00b7")


def test_long_names_take_no_long_time() -> None:
    start = time.process_time()
    look_of("é\u0301" * 500_000)
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Dai1y Paper", "Daily Paper", True),
        ("Gr1d Lab", "Grid Lab", True),
        ("Bri11iant", "Brilliant", True),
        ("APT10", "APT1O", True),
        ("G20", "G2O", True),
        ("Москва1О", "Москва10", True),
        ("Unit 1", "Unit I", False),
        ("Unit 10", "Unit IO", False),
        ("Bill", "Bili", False),
        ("APT10", "APT11", False),
    ],
)
def test_digits_beside_letters_are_read_as_letters_too(one: str, other: str, alike: bool) -> None:
    assert (not {*comparison_keys(one)}.isdisjoint(comparison_keys(other))) == alike


def test_many_digits_take_no_long_time() -> None:
    start = time.process_time()
    assert len(list(comparison_keys("1" * 500_000 + " a"))) == 1
    assert time.process_time() - start < 5
