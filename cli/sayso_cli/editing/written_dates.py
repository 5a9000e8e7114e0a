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
_FORMS: Final = tuple(
    re.compile(form.format(day="(?P<day>[0-9]{1,2})", year="(?P<year>[0-9]{4})"))
    for form in (
        r"{day}(?P<mark>[./-])(?P<month>[0-9]{{1,2}})(?P=mark){year}",
        r"(?P<month>[0-9]{{1,2}})(?P<mark>[./-]){day}(?P=mark){year}",
        r"{year}(?P<mark>[./])(?P<month>[0-9]{{1,2}})(?P=mark){day}",
        r"{day}(?:st|nd|rd|th|\.)? +(?P<month>[a-z]+)\.?,? +{year}",
        r"(?P<month>[a-z]+)\.? +{day}(?:st|nd|rd|th)?,? +{year}",
    )
)


def possible_dates(text: str) -> tuple[str, ...]:
    """The days that `text` may mean, as a record has them; none if it is no date that is known here."""
    text = text.strip().lower()
    if is_date(text):
        return (text,)
    found = [
        f"{match['year']}-{_month_number(match['month']):0>2}-{match['day']:0>2}"
        for form in _FORMS
        if (match := form.fullmatch(text))
    ]
    return tuple(dict.fromkeys(filter(is_date, found)))


def _month_number(month: str) -> str:
    """The number of a month by that, its name, or the beginning of the name; empty if there is none."""
    if month.isdecimal():
        return month
    names = [name for name in _MONTHS if name.startswith(month) and len(month) >= _SHORTEST_MONTH]
    return str(_MONTHS.index(names[0]) + 1) if names else ""
