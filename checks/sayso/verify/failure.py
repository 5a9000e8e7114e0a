"""Why there is no answer to judge: a value with a reason, never a log line."""

from sayso.record.lock import Outcome


class Failure(Exception):
    """A request to which there is no answer to judge.

    `transient` says that another try may help.
    """

    def __init__(self, outcome: Outcome, reason: str, *, transient: bool = False) -> None:
        super().__init__(reason)
        self.outcome = outcome
        self.reason = reason
        self.transient = transient
