"""Dates as people write them: one day, or a question."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso_cli.editing.written_dates import possible_dates


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2015", ("2015",)),
        ("2015-09", ("2015-09",)),
        ("2015-09-30", ("2015-09-30",)),
        ("2015/9/30", ("2015-09-30",)),
        ("30/09/2015", ("2015-09-30",)),
        ("9/30/2015", ("2015-09-30",)),
        ("30.9.2015", ("2015-09-30",)),
        ("03/04/2024", ("2024-04-03", "2024-03-04")),
        ("04/04/2024", ("2024-04-04",)),
        ("30 September 2015", ("2015-09-30",)),
        ("30th Sept. 2015", ("2015-09-30",)),
        ("September 30, 2015", ("2015-09-30",)),
        ("sep 30th 2015", ("2015-09-30",)),
        ("31 February 2015", ()),
        ("30 Smarch 2015", ()),
        ("30 ma 2015", ()),
        ("31/31/2015", ()),
        ("30/09-2015", ()),
        ("yesterday", ()),
        ("", ()),
    ],
)
def test_what_a_date_may_mean(text: str, days: tuple[str, ...]) -> None:
    assert possible_dates(text) == days


@given(st.dates())
def test_every_day_in_every_form(day: datetime.date) -> None:
    wanted = day.isoformat()
    year = f"{day.year:04}"
    month = "JanFebMarAprMayJunJulAugSepOctNovDec"[day.month * 3 - 3 : day.month * 3]
    for text in (f"{day.day} {month} {year}", f"{month} {day.day}, {year}", f"{year}/{day.month}/{day.day}"):
        assert possible_dates(text) == (wanted,)
    for text in (f"{day.day}/{day.month}/{year}", f"{day.month:02}.{day.day:02}.{year}"):
        found = possible_dates(text)
        assert wanted in found
        assert (len(found) == 1) == (day.day > 12 or day.day == day.month)
