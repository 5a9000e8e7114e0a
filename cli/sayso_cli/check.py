"""`sayso check`: validate claim files and flag what rests on the claimant's own assertion."""

import os
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from sayso_cli.fix import Fix, Fixing, mend
from sayso_cli.formats import Format
from sayso_cli.outputs import ORDER, Paired, pair, repository
from sayso_cli.terminal import Colour

if TYPE_CHECKING:
    from sayso.record.file import File
    from sayso.rules.rule import Rule


class FailOn(StrEnum):
    """From which level on findings make the run fail."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    NEVER = "never"


FOUND: Final = 1
"""Exit status: there are findings at or above `--fail-on`."""
_HOUSE_RULE: Final = "too-few-voices"
"""The check that `--min-voices` is for."""


def _names() -> list[str]:
    """The names of all families and checks."""
    from sayso.rules.registry import RULES
    from sayso.rules.rule import Family

    return [*Family, *(rule.name for rule in RULES)]


def _complete(incomplete: str) -> list[str]:
    """What `incomplete`, names with commas between them, can be completed to."""
    before, comma, _ = incomplete.rpartition(",")
    return [before + comma + name for name in _names()]


def _day(text: str) -> date:
    """The day that `--as-of` names."""
    try:
        if [len(part) for part in text.split("-")] == [4, 2, 2]:
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise typer.BadParameter("this is no day of the calendar; write it as in 2025-12-31")


class Checking(Fixing, Paired):
    """The command `sayso check`."""


def check(
    ctx: typer.Context,
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATHS]...",
            help="Claim files, folders to search for them, or `-` for standard input. "
            "Without any, the working folder.",
            show_default=False,
        ),
    ] = None,
    format: Annotated[
        list[Format] | None,
        typer.Option(
            "--format",
            "-f",
            help="How to write the report; text if not given. Repeatable, for several reports of one run.",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        list[Path] | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write the report to this file, which is replaced as a whole. With several formats it "
            "belongs to the --format before it; one format may go without, to standard output.",
            show_default=False,
        ),
    ] = None,
    fail_on: Annotated[
        FailOn, typer.Option(help="Exit with status 1 from this level of findings on.")
    ] = FailOn.ERROR,
    select: Annotated[
        list[str] | None,
        typer.Option(
            help="Run only this check or family (repeatable, or with commas). "
            "The structure family always runs.",
            autocompletion=_complete,
            metavar="NAME",
            show_default=False,
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(
            help="Do not run this check or family (repeatable, or with commas).",
            autocompletion=_complete,
            metavar="NAME",
            show_default=False,
        ),
    ] = None,
    min_voices: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=4,
            metavar="NUMBER",
            help="House rule: fail claims that fewer independent voices support.",
            show_default=False,
        ),
    ] = None,
    as_of: Annotated[
        date | None,
        typer.Option(
            parser=_day,
            metavar="YYYY-MM-DD",
            help="Judge what depends on the day as on this day; today if not given.",
            show_default=False,
        ),
    ] = None,
    fix: Annotated[
        Fix | None,
        typer.Option(
            help="Mend what is safe, then check. `--fix` alone is `--fix=safe`; `--fix=standing` also "
            "declares the standing that is computed where none is declared.",
            show_default=False,
        ),
    ] = None,
    color: Annotated[
        Colour, typer.Option(help="When to use colour; `auto` heeds NO_COLOR and FORCE_COLOR.")
    ] = Colour.AUTO,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Show all claims and notes, the sound ones too.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print no summary and no progress.")] = False,
) -> None:
    """Check claim files, and flag the claims that rest only on the claimant's own assertion.

    Exit status: 0 nothing at or above --fail-on; 1 findings; 2 the job could not be done.
    """
    from sayso.engine import check as run
    from sayso.finding import Level
    from sayso.record.project import NotFound, Project
    from sayso.rules.rule import House
    from sayso_cli.formats import Look, render
    from sayso_cli.formats.summary import summary_line
    from sayso_cli.terminal import columns, encoding, fail, progress, use_colour, write

    targets = pair(format or [], output or [], ctx.meta[ORDER])
    rules = _chosen(select or [], ignore or [], min_voices)
    house = House(as_of or date.today(), min_voices)
    if fix:
        mend(paths or ["."], fix, quiet=quiet)
    try:
        found = Project().find(paths or ["."])
    except NotFound as error:
        fail(str(error))
    for target in targets:
        if target.output is not None and _is_read(target.output, found.files):
            fail(f"cannot write {target.output}: it is one of the files to check")
    # Only the text report leaves out notes.
    notes = verbose or any(target.format is not Format.TEXT for target in targets)
    with progress(sum(len(file.claims) for file in found.files), shown=not quiet) as done:
        report = run(found, house, rules=rules, notes=notes, done=done)
    here = os.getcwd()
    for target in targets:
        to_file = target.output is not None
        look = Look(
            use_colour(color, to_file=to_file),
            columns(to_file=to_file),
            verbose,
            encoding(to_file=to_file),
            here,
            repository(here),
        )
        write(render(target.format, report, look), target.output)
    if not quiet:
        typer.echo(summary_line(report, hidden=not notes), err=True)
    worst = report.worst()
    if worst is not None and fail_on is not FailOn.NEVER and worst.rank <= Level(fail_on).rank:
        raise typer.Exit(FOUND)


def _is_read(output: Path, files: "tuple[File, ...]") -> bool:
    """Whether `output` is one of `files` or of their registers; a report must not replace a record."""
    from sayso.record.project import registers

    return os.path.isfile(output) and any(
        os.path.exists(each.path) and output.samefile(each.path)
        for file in files
        for each in (file, *registers(file))
    )


def _split(option: str, values: list[str]) -> set[str]:
    """The names in the values of an option, each of which may hold several with commas."""
    from sayso.text import suggest, visible

    known = _names()
    names = {name.strip() for value in values for name in value.split(",")}
    for name in sorted(names):
        if name not in known:
            meant = suggest(name, known)
            hint = f"did you mean `{meant}`?" if meant else "`sayso explain` lists them"
            raise typer.BadParameter(f"no check or family `{visible(name)}`; {hint}", param_hint=option)
    return names


def _chosen(select: list[str], ignore: list[str], min_voices: int | None) -> "list[Rule]":
    """The rules that `--select` and `--ignore` leave, given by name or family."""
    from sayso.rules.registry import RULES
    from sayso.rules.rule import Family

    selected = _split("--select", select)
    ignored = _split("--ignore", ignore)
    structure = {rule.name for rule in RULES if rule.family is Family.STRUCTURE} | {Family.STRUCTURE}
    if refused := sorted(ignored & structure):
        raise typer.BadParameter(
            f"`{refused[0]}` cannot be ignored: what cannot be read must not pass",
            param_hint="--ignore",
        )
    chosen = [
        rule
        for rule in RULES
        if (not selected or rule.name in structure or not selected.isdisjoint({rule.name, rule.family}))
        and ignored.isdisjoint({rule.name, rule.family})
    ]
    if min_voices is not None and all(rule.name != _HOUSE_RULE for rule in chosen):
        raise typer.BadParameter(f"the check `{_HOUSE_RULE}` is left out", param_hint="--min-voices")
    return chosen
