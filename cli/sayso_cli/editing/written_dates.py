"""Dates as people write them, where they can mean one day only."""

import re
from typing import Final

from sayso.record.model import is_date

_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
# Shorter beginnings of a name are no month.
_SHORTEST_MONTH: Final = 3
_NUMBERS = re.compile(r"([0-9]{1,2})([./-])([0-9]{1,2})\2([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})([./])([0-9]{1,2})\2([0-9]{1,2})")
_DAY_MONTH = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th|\.)? +([a-z]+)\.?,? +([0-9]{4})")
_MONTH_DAY = re.compile(r"([a-z]+)\.? +([0-9]{1,2})(?:st|nd|rd|th)?,? +([0-9]{4})")


def possible_dates(text: str) -> tuple[str, ...]:
    """The days that `text` may mean, as a record has them; none if it is no date that is known here."""
    text = text.strip().lower()
    if is_date(text):
        return (text,)
    if match := _NUMBERS.fullmatch(text):
        one, _, other, year = match.groups()
        found = [_day(year, other, one), _day(year, one, other)]
    elif match := _YEAR_FIRST.fullmatch(text):
        found = [_day(match[1], match[3], match[4])]
    elif match := _DAY_MONTH.fullmatch(text):
        found = [_day(match[3], _month(match[2]), match[1])]
    elif match := _MONTH_DAY.fullmatch(text):
        found = [_day(match[3], _month(match[1]), match[2])]
    else:
        found = []
    return tuple(dict.fromkeys(date for date in found if is_date(date)))


def _day(year: str, month: str, day: str) -> str:
    return f"{year}-{month:0>2}-{day:0>2}"


def _month(name: str) -> str:
    """The number of a month by its name, or the beginning of that; empty if there is none."""
    for number, month in enumerate(_MONTHS, start=1):
        if len(name) >= _SHORTEST_MONTH and month.startswith(name):
            return str(number)
    return ""
