"""Options that several commands share."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class FailOn(StrEnum):
    """From which level on findings make the run fail."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    NEVER = "never"


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
