"""Dates as a record gives them: a day, a month or a year. A month and a year are spans of days."""


def before(one: str, other: str) -> bool:
    """Whether `one` is certainly before `other`: its last day before the other's first."""
    shorter = min(len(one), len(other))
    return one[:shorter] < other[:shorter]
