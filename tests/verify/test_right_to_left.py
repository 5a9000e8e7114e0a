"""Hebrew and Arabic in PDF files, whose letters are drawn from left to right."""

import pytest

from sayso.documents.quotes import QuoteFinder
from sayso.documents.right_to_left import in_reading_order
from sayso.record.lock import STANDS

from .pdf import drawn, readings


@pytest.mark.parametrize(
    ("drawn_line", "read"),
    [
        ('.(ח"ודה יפל) םישנא 206 וגרהנ 1962 תנשב', 'בשנת 1962 נהרגו 206 אנשים (לפי הדו"ח).'),
        ("%10-ו 10% ולע old sea יכ BBC-ל רמא", "אמר ל-BBC כי old sea עלו 10% ו-%10"),
        ("2019-2020 ,3.5 ,1/2", "2019-2020 ,3.5 ,1/2"),
        ("2019-2020 ,$3.5 ,12:30 העש", "שעה 12:30, $3.5, 2019-2020"),
        ("2020-2019 نيب ٪٥٠ يأ ١٬٠٠٠", "١٬٠٠٠ أي ٥٠٪ بين 2019-2020"),
        ("Report says רמא שאר in 1962 (דובכ).", "Report says ראש אמר in 1962 (כבוד)."),
        ("It is ב 12 א there", "It is א 12 ב there"),
        ("plain (text) 12", "plain (text) 12"),
    ],
)
def test_in_reading_order(drawn_line: str, read: str) -> None:
    assert "".join([unit for _, unit in in_reading_order(drawn_line)]) == read


def shown(*words: str) -> QuoteFinder:
    """Words at places on a line of a page, in letters of Hebrew."""
    moves = " ".join(f"1 0 0 1 {word}) Tj" for word in words)
    return QuoteFinder(readings(drawn(f"BT /F2 12 Tf {moves} ET")))


def test_a_line_of_hebrew() -> None:
    reader = shown("72 700 Tm (cba 206 fed 5", "72 680 Tm (ihg")
    assert reader.find("אבג טחז").outcome == "missing"
    assert reader.find("אבג זחט").outcome in STANDS
    assert reader.find("דהו 206 אבג").outcome in STANDS
    for other in ("אבג 206 דהו", "דהו 602 אבג", "גבא", "5 דהו 20", "206 אבג 5"):
        assert reader.find(other).outcome not in STANDS


def test_a_line_that_is_drawn_in_reading_order() -> None:
    """One reader sees where the letters stand, the other does not."""
    letters = [f"{300 - 8 * number} 700 Tm ({letter}" for number, letter in enumerate("abcdefgh")]
    assert shown(*letters).find("אבגדהוזח").outcome == "uncertain"
    assert shown(*letters).find("חזוהדגבא").outcome not in STANDS


def test_a_raised_mark_of_a_note() -> None:
    line = "BT /F2 12 Tf 72 700 Td (fed ) Tj 4 Ts /F2 7 Tf (1) Tj 0 Ts /F2 12 Tf (cba) Tj ET"
    match = QuoteFinder(readings(drawn(line))).find("אבג דהו")
    assert match.outcome in STANDS, match
