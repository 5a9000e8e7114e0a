"""A sequence of which some members are another, without a copy of it."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")


class Altered(dict[int, T]):
    """`base`, in which the members in `altered` stand in for its own."""

    def __init__(self, base: Mapping[int, T] | Sequence[T], altered: Mapping[int, T]) -> None:
        super().__init__(altered)
        self._base = base

    def __missing__(self, index: int) -> T:
        return self._base[index]
