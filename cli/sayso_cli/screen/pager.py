"""Long output on a terminal goes through the user's pager, as git does it.

`SAYSO_PAGER` goes before `PAGER`, and that before `less`; an empty one and `cat` mean none. The command is
the user's own and is run by the shell. Unless the environment says otherwise, `less` gets `LESS=FRX`: it ends
by itself where a screen is enough, shows colours, and leaves what was read on the screen.
"""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Final

from sayso_cli.terminal import echo, encoding, is_terminal, print_notice, visible

SAYSO_PAGER: Final = "SAYSO_PAGER"
"""The environment variable that names a pager for sayso alone."""
_USUAL: Final = "less"
_NONE: Final = ("", "cat")
# How a pager ends that was left, or interrupted: itself, or the shell for it.
_LEFT: Final = (0, -signal.SIGINT, 128 + signal.SIGINT)


def show(text: str | Iterable[str], *, paged: bool = True) -> None:
    """Write `text` to standard output; if `paged`, what is long goes through the pager on a terminal."""
    pieces = iter((text,) if isinstance(text, str) else text)
    pager = _pager() if paged else ""
    if not pager:
        echo(pieces)
        return
    begin = list(_first_screen(pieces))
    if sum(piece.count("\n") for piece in begin) < _rows():
        echo(begin)
        return
    rest = _send_through(pager, chain(begin, pieces))
    if rest is not None:
        echo(rest)


def _pager() -> str:
    """The command of the pager; empty where there is to be none."""
    environment = os.environ
    if not is_terminal() or environment.get("CI") or environment.get("TERM", "dumb") == "dumb":
        return ""
    pager = environment.get(SAYSO_PAGER, environment.get("PAGER", _USUAL)).strip()
    return "" if pager in _NONE else pager


def _rows() -> int:
    return shutil.get_terminal_size().lines


def _first_screen(pieces: Iterator[str]) -> Iterator[str]:
    """Pieces until a screen is full."""
    left = _rows()
    while left > 0 and (more := list(islice(pieces, 1))):
        left -= more[0].count("\n")
        yield more[0]


def _send_through(pager: str, pieces: Iterator[str]) -> list[str] | None:
    """Send `pieces` through `pager`; returns them where it fails: is not there, or was killed.

    A pager that is left early has shown enough. While it runs an interrupt is its own to handle.
    """
    environment = {"LESS": "FRX", "LV": "-c", **os.environ}
    process = subprocess.Popen(pager, shell=True, stdin=subprocess.PIPE, env=environment)  # noqa: S602
    assert process.stdin is not None
    was = signal.signal(signal.SIGINT, signal.SIG_IGN)
    sent: list[str] = []
    try:
        with process.stdin as stdin:
            for piece in pieces:
                sent.append(piece)
                stdin.write(piece.encode(encoding(), "backslashreplace"))
    except BrokenPipeError:
        pass
    finally:
        status = process.wait()
        signal.signal(signal.SIGINT, was)
    if status in _LEFT:
        return None
    print_notice(f"sayso: the pager failed ({visible(pager)}); this is what it was to show:")
    return [*sent, *pieces]
