"""Options that several commands share."""

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from sayso_cli.terminal import Colour


class FailOn(StrEnum):
    """From which level on findings make the run fail."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    NEVER = "never"


class Form(StrEnum):
    """How to write what a command shows."""

    TEXT = "text"
    JSON = "json"


def _day(text: str) -> date:
    """The day that `--as-of` names."""
    try:
        if [len(part) for part in text.split("-")] == [4, 2, 2]:
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise typer.BadParameter("this is no day of the calendar; write it as in 2025-12-31")


Paths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[PATHS]...",
        help="Claim files, folders to search for them, or `-` for standard input. "
        "Without any, those of the config, else the working folder. [SAYSO_PATHS]",
        show_default=False,
    ),
]
AsOf = Annotated[
    date | None,
    typer.Option(
        parser=_day,
        metavar="YYYY-MM-DD",
        help="Judge what depends on the day as on this day; today if not given.",
        show_default=False,
    ),
]
Color = Annotated[Colour, typer.Option(help="When to use colour; `auto` heeds NO_COLOR and FORCE_COLOR.")]
ConfigFile = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="FILE",
        help="Read this config file, and look for no other. [SAYSO_CONFIG]",
        show_default=False,
    ),
]
NoConfig = Annotated[bool, typer.Option("--no-config", help="Read no config file. [SAYSO_NO_CONFIG]")]
Exclude = Annotated[
    list[str] | None,
    typer.Option(
        "--exclude",
        metavar="GLOB",
        help="Pass over these files and folders in the folders searched (repeatable, or with commas). "
        "A file that is named is read all the same. [SAYSO_EXCLUDE]",
        show_default=False,
    ),
]
MinVoices = Annotated[
    int | None,
    typer.Option(
        min=1,
        max=4,
        metavar="NUMBER",
        help="House rule: fail claims that fewer independent voices support. [SAYSO_MIN_VOICES]",
        show_default=False,
    ),
]
StaleAfter = Annotated[
    str | None,
    typer.Option(
        metavar="DAYS",
        help="House rule: note claims reviewed longer ago, or `never`; 365 if not given. [SAYSO_STALE_AFTER]",
        show_default=False,
    ),
]
