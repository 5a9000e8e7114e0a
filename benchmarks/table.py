"""The table that the benchmarks print."""

from collections.abc import Iterable
from typing import NamedTuple


class Row(NamedTuple):
    """What is measured, how much it is, and how much it may be."""

    name: str
    measured: float
    bound: float


def shown(rows: Iterable[Row]) -> int:
    """Print the table, and return the exit status: 1 if a bound is not kept."""
    exceeded = False
    print("\n| ratio | measured | at most | |\n| --- | ---: | ---: | --- |")
    for name, measured, bound in rows:
        exceeded |= measured > bound
        print(f"| {name} | {measured:.3f} | {bound:.3f} | {'' if measured <= bound else 'exceeded'} |")
    return int(exceeded)
