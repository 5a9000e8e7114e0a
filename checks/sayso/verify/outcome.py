"""What can come of asking for an address: values, each with a reason, never a log line."""

from enum import StrEnum


class Outcome(StrEnum):
    """What came of it."""

    OK = "ok"
    MOVED = "moved"
    """It is there, at another address for good."""
    GONE = "gone"
    """The server says that it is not there: 404, 410."""
    BLOCKED = "blocked"
    """The server does not let us see it. Whether it is there is unknown."""
    UNREACHABLE = "unreachable"
    """No answer that could be used."""
    REFUSED = "refused"
    """sayso does not open it: an internal address, another port."""
    TOO_LARGE = "too-large"
    NOT_TEXT = "not-text"
    SKIPPED = "skipped"
    """It was not tried."""


class Failure(Exception):
    """A request to which there is no answer to judge.

    `transient` says that another try may help.
    """

    def __init__(self, outcome: Outcome, reason: str, *, transient: bool = False) -> None:
        super().__init__(reason)
        self.outcome = outcome
        self.reason = reason
        self.transient = transient
