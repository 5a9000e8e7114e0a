"""How far a run of `sayso verify` is, on standard error."""

import math
import sys
import time
from contextlib import ExitStack
from typing import TYPE_CHECKING, Final

import typer

from sayso_cli.terminal import visible

if TYPE_CHECKING:
    from sayso.verify.schedule import Pending
    from sayso.verify.session import Result

# Where there is no bar, a line tells of the progress after so many seconds.
_LINE_SECONDS: Final = 30.0
# So many hosts are named that are waited for, and so much of a name stands beside the bar.
_NAMED_HOSTS: Final = 3
_LABEL_CHARS: Final = 30


class Progress:
    """Tells how far a run is, and what it waits for: by a bar on a terminal, a line now and then in a log."""

    def __init__(
        self, stack: ExitStack, total: int, until: float = math.inf, *, shown: bool, each: bool
    ) -> None:
        """Of `total` sources, to the end of `stack`, or silently; with `each` a line for each source."""
        self._total = total
        self._until = until
        self._shown = shown
        self._each = each
        self._done = 0
        self._last_line = time.monotonic()
        self._bar = None
        if shown and not each and total and sys.stderr and sys.stderr.isatty():
            bar = typer.progressbar(length=total, label="verifying", file=sys.stderr)
            self._bar = stack.enter_context(bar)

    def count(self, result: "Result") -> None:
        """One more source is done."""
        self._done += 1
        if self._bar is not None:
            self._bar.update(1)
        elif self._shown and self._each:
            outcome = result.entry.latest.outcome if result.entry else "skipped"
            typer.echo(f"{self._done}/{self._total} {outcome} {visible(result.citation.id)}", err=True)
        else:
            self._write_line("")

    def show_pending(self, pending: "Pending") -> None:
        """Nothing comes for a while, as so much of some hosts is still to come."""
        named = [f"{visible(host)} ({number})" for host, number in list(pending.items())[:_NAMED_HOSTS]]
        if len(pending) > _NAMED_HOSTS:
            named.append(f"{len(pending) - _NAMED_HOSTS} more hosts")
        if self._bar is not None:
            self._bar.label = f"verifying, waiting for {next(iter(pending), 'the last')[:_LABEL_CHARS]}"
            self._bar.render_progress()
        else:
            self._write_line(f"; waiting for {', '.join(named)}" if named else "")

    def _write_line(self, more: str) -> None:
        """Write a line, if the last was written a while ago."""
        if not self._shown or time.monotonic() - self._last_line < _LINE_SECONDS:
            return
        self._last_line = time.monotonic()
        left = max(0, math.ceil(min(self._until - self._last_line, sys.maxsize)))
        ends = "" if self._until == math.inf else f"; it ends in {left} seconds at the latest"
        typer.echo(f"sayso: {self._done} of {self._total} sources are done{more}{ends}", err=True)
