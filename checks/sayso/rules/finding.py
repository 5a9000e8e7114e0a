"""A finding: what a check says is wrong, where, and how to mend it."""

from collections.abc import Callable
from enum import StrEnum

from msgspec import Struct

from sayso.record.file import Place


class Level(StrEnum):
    """How grave a finding is; `error` is the gravest."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Level).index(self)


class Related(Struct, frozen=True):
    """A further place that a finding speaks of, such as one hop of a chain."""

    message: str
    place: Place


def nothing() -> tuple[Related, ...]:
    """No further places."""
    return ()


class Finding(Struct, frozen=True):
    """One finding of the check `check`; `claim` is the id of the claim it is about, if it is about one.

    `tell` gives the further places; a chain is followed only when somebody wants to see it.
    """

    check: str
    level: Level
    claim: str
    message: str
    help: str
    place: Place
    tell: Callable[[], tuple[Related, ...]] = nothing
    waived: bool = False
    baselined: bool = False

    @property
    def silent(self) -> bool:
        """Whether it is waived or known from a baseline, and so neither counts nor is shown unasked."""
        return self.waived or self.baselined
