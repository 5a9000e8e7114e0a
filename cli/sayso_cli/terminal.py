"""The terminal: its width, its colours, progress, and writing a report."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Final, TextIO

import typer

from sayso_cli.files import replace

FAILED: Final = 2
"""Exit status: the job could not be done."""
NARROWEST: Final = 40
WIDEST: Final = 120
# Shorter runs are over before a progress bar could be read.
_LONG: Final = 2000


class Colour(StrEnum):
    """When to use colour."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


def fail(message: str) -> typer.Exit:
    """Say on standard error why the job cannot be done; returns the exit to raise."""
    from sayso.text import visible

    typer.echo(f"sayso: error: {visible(message)}", err=True)
    return typer.Exit(FAILED)


def columns() -> int:
    """The width to write for: that of the terminal (80 where there is none), within bounds."""
    return max(NARROWEST, min(WIDEST, shutil.get_terminal_size().columns))


def use_colour(wanted: Colour, *, to_file: bool) -> bool:
    """Whether to use colour: as told, else on a terminal where `NO_COLOR` is not set."""
    if wanted is not Colour.AUTO:
        return wanted is Colour.ALWAYS
    if to_file or os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (sys.stdout.isatty() and os.environ.get("TERM") != "dumb")


@contextmanager
def progress(total: int, *, shown: bool) -> Iterator[Callable[[int], None]]:
    """A progress bar on standard error for long runs on a terminal; yields what to call on progress."""
    if not shown or total < _LONG or not sys.stderr.isatty():
        yield lambda _: None
        return
    with typer.progressbar(
        length=total, label="checking", file=sys.stderr, update_min_steps=total // 100
    ) as bar:
        yield bar.update


def write(text: str, output: Path | None) -> None:
    """Write a report to standard output, or to the file `output`, which is replaced as a whole."""
    if output is None:
        _echo(text, sys.stdout)
        return
    try:
        replace(output, text.encode())
    except OSError as error:
        raise fail(f"cannot write {output}: {error.strerror}") from None


def _echo(text: str, stream: TextIO) -> None:
    """Write `text`; a character that the encoding of the terminal lacks is written as an escape."""
    encoding = stream.encoding or "utf-8"
    typer.echo(text.encode(encoding, "backslashreplace").decode(encoding), nl=False)
