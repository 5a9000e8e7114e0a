"""`sayso diff`: which claims came, went, were reworded, or have another standing, and what to believe."""

import os
import re
from collections.abc import Iterator
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from sayso_cli.options import Color, ConfigOptions, MinVoices, output_option, today
from sayso_cli.terminal import Colour, choose_look, fail, refuse_output, write

if TYPE_CHECKING:
    from sayso.record.file import File
    from sayso.report.compare import Comparison
    from sayso_cli.terminal import Look

EXIT_DIFFERENCES: Final = 1
"""Exit status with `--exit-code`: there are differences."""
# `REV:path`; a colon in braces belongs to the revision.
_OLDER_FILE = re.compile(r"((?:[^:{]|\{[^}]*+\})++):(.*)", re.DOTALL)


class DiffFormat(StrEnum):
    """A format of a comparison: a function of that name in a module of its own."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


def diff(
    *,
    old: Annotated[str, typer.Argument(metavar="OLD", help="A claim file, or `REV:path` for one in git.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The same, for the new version.")],
    format: Annotated[
        DiffFormat, typer.Option("--format", "-f", help="How to write the comparison.")
    ] = DiffFormat.TEXT,
    output: Annotated[
        Path | None,
        output_option("Write the comparison to this file, which is replaced as a whole."),
    ] = None,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit with status 1 if there are differences.")
    ] = False,
    min_voices: MinVoices = None,
    color: Color = Colour.AUTO,
    config_options: ConfigOptions,
) -> None:
    """Compare two versions of a claim file, claim by claim.

    Lists the claims that were added, removed or reworded, every change of standing with what
    caused it, and what no longer meets the house rule on voices; then what the change asks to
    believe: the edits and new voices that standings hang on.

    Exit status: 0; with --exit-code 1 if there are differences; 2 the job could not be done.
    """
    from sayso.report.compare import compare
    from sayso_cli.history.dependents import users_of_register

    before, after = _load(old), _load(new)
    refuse_output(output, (old, new), "one of the files to compare")
    settings = config_options.configure(min_voices=min_voices)
    least = settings.terms(today())(after.path).house.least_voices
    using = () if after.claims else users_of_register(before, after, new)
    comparison = compare(before, after, using, least_voices=least)
    look = choose_look(color, output)
    write(render(format, comparison, look), output)
    if exit_code and (comparison.differences or comparison.beliefs.each):
        raise typer.Exit(EXIT_DIFFERENCES)


def render(format: DiffFormat, comparison: "Comparison", look: "Look") -> str | Iterator[str]:
    """`comparison` in `format`, ready to be written."""
    module = import_module(f"sayso_cli.views.diff_{format}")
    made: str | Iterator[str] = getattr(module, format)(comparison, look)
    return made


def _load(name: str) -> "File":
    """The file that `name` stands for; ends the run if it cannot be read."""
    from sayso.record.project import NotFound, Project
    from sayso_cli.history.git import GitError
    from sayso_cli.history.older_version import older_file

    older = None if os.path.lexists(name) else _OLDER_FILE.fullmatch(name)
    try:
        if os.path.isdir(name):
            fail(f"{name} is a folder: name one file in it")
        file = older_file(name, older[1], older[2]) if older else Project().find([name]).files[0]
    except (GitError, NotFound) as error:
        fail(str(error))
    if not file.readable:
        problem = file.problems[0]
        fail(f"{name} cannot be read: {problem.message}; {problem.help}")
    return file
