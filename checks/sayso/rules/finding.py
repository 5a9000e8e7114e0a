"""A finding: what a check says is wrong, where, and how to mend it."""

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from functools import partial
from typing import Final, Protocol

from msgspec import Struct

from sayso.provenance.house_rule import RuleOutcome
from sayso.record.file import Place
from sayso.record.model import Waiver
from sayso.record.places import Position, pointer_text


class Level(StrEnum):
    """How grave a finding is; `error` is the gravest."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    def __init__(self, _: str) -> None:
        self.rank = len(type(self).__members__)
        """0 for the gravest."""


class Located:
    """What has a place: its file, its JSON Pointer, and its line and column."""

    __slots__ = ()
    place: Place

    @property
    def path(self) -> str:
        """The file, as it is to be shown."""
        return self.place.file.path

    @property
    def pointer(self) -> str:
        """The JSON Pointer (RFC 6901) within the file."""
        return pointer_text(self.place.pointer)

    @property
    def position(self) -> Position:
        """Line and column, for which the text of the file is searched."""
        return self.place.position()


class RelatedPlace(Located, Struct, frozen=True):
    """A further place that a finding speaks of, such as one hop of a chain."""

    message: str
    place: Place


class ClaimContext(Protocol):
    """What a finding can tell of its claim besides: see `ClaimReport`, where the three are made."""

    @property
    def outcome(self) -> RuleOutcome | None: ...

    @property
    def outlook(self) -> str: ...

    @property
    def both_ends(self) -> str: ...


class Finding(Located, Struct):
    """One finding, from the check that makes it to the format that writes it.

    A check says how grave it is, what is wrong, what to do, and where. `further` are the other places it
    speaks of, or makes them once somebody wants to see them, as a chain is followed only then. `claim` is the
    id of the claim it is about, and `waivers` may silence it: the engine knows both for a check of claims,
    where `waivers` are further ones. The engine adds the name of the `check`, what else there is to tell
    `about` the claim, and whether the finding is `waived`, is about a `draft` or, in a baseline, known.
    """

    level: Level
    message: str
    help: str
    place: Place
    further: Sequence[RelatedPlace] | Callable[[], Sequence[RelatedPlace]] = ()
    waivers: tuple[Waiver, ...] = ()
    claim: str = ""
    check: str = ""
    waived: bool = False
    baselined: bool = False
    draft: bool = False
    about: ClaimContext | None = None
    _position: Position | None = None

    @property
    def position(self) -> Position:
        """Line and column, for which the text of the file is searched once."""
        if self._position is None:
            self._position = self.place.position()
        return self._position

    @property
    def related(self) -> Sequence[RelatedPlace]:
        """The other places it speaks of."""
        return self.further() if callable(self.further) else self.further

    @property
    def outcome(self) -> RuleOutcome | None:
        """What its claim is against the rule of the house on voices; None where there is nothing to ask."""
        return self.about.outcome if self.about else None

    @property
    def both_ends(self) -> str:
        """What its claim rests on with and without disputed links of control; empty if it is the same."""
        return self.about.both_ends if self.about else ""

    def row(self) -> dict[str, str | int | bool]:
        """What it says, as a row of a table."""
        position = self.position
        return {
            "path": self.path,
            "line": position.line,
            "column": position.column,
            "end_line": position.end_line,
            "end_column": position.end_column,
            "level": self.level.value,
            "check": self.check,
            "claim": self.claim,
            "message": self.message,
            "help": self.help,
            "waived": self.waived,
            "baselined": self.baselined,
            "pointer": self.pointer,
            "draft": self.draft,
            "outcome": self.outcome or "",
            "both_ends": self.both_ends,
        }

    @property
    def is_shown_by_default(self) -> bool:
        """Whether it is shown unasked: no note, and neither waived nor known from a baseline."""
        return self.level is not Level.NOTE and not self.is_silenced

    @property
    def is_silenced(self) -> bool:
        """Whether it is waived or known from a baseline, and so neither counts nor is shown unasked."""
        return self.waived or self.baselined


Findings = Iterator[Finding]
"""What a check gives, one by one."""

error: Final = partial(Finding, Level.ERROR)
warning: Final = partial(Finding, Level.WARNING)
note: Final = partial(Finding, Level.NOTE)
