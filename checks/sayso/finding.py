"""A finding: what a check says is wrong, where, and how to mend it."""

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


class Finding(Struct, frozen=True):
    """One finding of the check `check`; `claim` is the id of the claim it is about, if it is about one."""

    check: str
    level: Level
    claim: str
    message: str
    help: str
    place: Place
    related: tuple[Related, ...] = ()
    waived: bool = False
