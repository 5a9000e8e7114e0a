"""`sayso check`: validate claim files and flag what rests on the claimant's own assertion."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso_cli.fixes import Fix, FixCommand, fix_files
from sayso_cli.formats import Format
from sayso_cli.options import (
    OPTION_ORDER,
    AsOf,
    Color,
    ConfigOptions,
    DraftFilter,
    Exclude,
    FailOn,
    FilterOptions,
    HouseOptions,
    NoPager,
    Paths,
    ReportCommand,
    Target,
    output_option,
    pair_outputs,
    repository,
    today,
)
from sayso_cli.terminal import (
    EXIT_FINDINGS,
    Colour,
    choose_look,
    fail,
    print_notice,
    progress,
    refuse_output,
    write,
)

if TYPE_CHECKING:
    from sayso.report.report import Report
    from sayso_cli.known_findings import LoadedBaseline
    from sayso_cli.terminal import Look

    Rendered = Callable[[Format, Report, Look], Iterable[str]]


def _complete(incomplete: str) -> list[str]:
    """What `incomplete`, names with commas between them, can be completed to."""
    from sayso_cli.config_keys import names_to_select

    before, comma, _ = incomplete.rpartition(",")
    return [before + comma + name for name in names_to_select()]


def _complete_level(incomplete: str) -> list[str]:
    """What `incomplete`, a check with its level behind `=`, can be completed to."""
    from sayso.rules.registry import BY_NAME
    from sayso_cli.config_keys import LEVELS

    name, equals, _ = incomplete.partition("=")
    return [f"{name}={level}" for level in LEVELS] if equals else [f"{check}=" for check in BY_NAME]


class Command(FixCommand, ReportCommand):
    """A command that takes `--fix` alone, and several reports."""


def check(
    *,
    ctx: typer.Context,
    paths: Paths = None,
    format: Annotated[
        list[Format] | None,
        typer.Option(
            "--format",
            "-f",
            help="How to write the report; text if not given. Repeatable, for several reports of one run.",
        ),
    ] = None,
    output: Annotated[
        list[Path] | None,
        output_option(
            "Write the report to this file, which is replaced as a whole. With several formats it "
            "belongs to the --format before it; one format may go without, to standard output."
        ),
    ] = None,
    fail_on: FailOn = None,
    select: Annotated[
        list[str] | None,
        typer.Option(
            help="Run only this check or family (repeatable, or with commas). "
            "The structure family always runs. [SAYSO_SELECT]",
            autocompletion=_complete,
            metavar="NAME",
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(
            help="Do not run this check or family (repeatable, or with commas). [SAYSO_IGNORE]",
            autocompletion=_complete,
            metavar="NAME",
        ),
    ] = None,
    level: Annotated[
        list[str] | None,
        typer.Option(
            help="Report what this check finds at this level: error, warning, note or off (repeatable, or "
            "with commas). [SAYSO_LEVELS]",
            autocompletion=_complete_level,
            metavar="CHECK=LEVEL",
        ),
    ] = None,
    house_options: HouseOptions,
    exclude: Exclude = None,
    as_of: AsOf = None,
    since: Annotated[
        str | None,
        typer.Option(
            metavar="REV",
            help="Report only what is new since this revision of git, or since the commit "
            "that it and HEAD have in common.",
        ),
    ] = None,
    config_from: Annotated[
        str | None,
        typer.Option(
            metavar="REV",
            help="Take config, baseline and waivers as this revision of git has them, so that a change "
            "cannot bring its own.",
        ),
    ] = None,
    dependents: Annotated[
        bool,
        typer.Option(
            "--dependents",
            help="Of a register, a file without claims, check the files of the project that include it too, "
            "as --since does.",
        ),
    ] = False,
    removed: Annotated[
        bool,
        typer.Option(
            "--removed",
            help="Check the files of the project too that include a file which the next commit removes; "
            "without PATHS only these. For hooks.",
        ),
    ] = False,
    fix: Annotated[
        Fix | None,
        typer.Option(
            help="Mend what is safe, then check. `--fix` alone is `--fix=safe`; `--fix=standing` also "
            "declares the standing that is computed where none is declared."
        ),
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Findings in this file, which `sayso baseline` writes, are counted and do not fail. "
            "[SAYSO_BASELINE]",
        ),
    ] = None,
    filter_options: FilterOptions,
    draft: DraftFilter = None,
    statistics: Annotated[
        bool,
        typer.Option(
            "--statistics", help="Show how often each check found something, and where first (text or JSON)."
        ),
    ] = False,
    color: Color = Colour.AUTO,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Show all claims and notes, the sound ones too.")
    ] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Print the tally only, and no summary and no progress.")
    ] = False,
    no_pager: NoPager = False,
    config_options: ConfigOptions,
) -> None:
    """Check claim files, and flag the claims that rest only on the claimant's own assertion.

    An option goes before the environment variable in brackets, and that before `sayso.toml` or
    [tool.sayso] in `pyproject.toml`; `sayso config` shows what is in force.

    Exit status: 0 nothing at or above --fail-on; 1 findings, or a fault of structure whatever --fail-on
    says; 2 the job could not be done. With filters it is about the claims that pass, and faults of structure.
    """
    from sayso.record.project import FoundFiles, Project
    from sayso.report.engine import check as run
    from sayso.rules.rule import House
    from sayso_cli.formats import flows_of, render
    from sayso_cli.known_findings import baseline_of, mark_known
    from sayso_cli.listing.filters import filters, select_claims

    asked = filters(filter_options, draft)
    targets = pair_outputs(format or [], output or [], ctx.meta[OPTION_ORDER])
    rendered = _render_statistics(targets) if statistics else render
    options = {
        "exclude": exclude,
        "baseline": baseline,
        "select": select,
        "ignore": ignore,
        "levels": level,
        "fail_on": fail_on,
        **house_options._asdict(),
    }
    guarded = None
    if since is not None or config_from is not None:
        from sayso_cli.history.guard import guard

        guarded = guard(config_options, options, config_from=config_from, since=since)
    settings = guarded.settings if guarded else config_options.configure(**options)
    known = guarded.known if guarded else baseline_of(settings)
    outputs = _Outputs(targets, color, verbose=verbose, quiet=quiet)
    house = House(as_of or today())
    terms = settings.terms(house.as_of)
    if known:
        outputs.refuse([known.path], "the baseline")
    named = paths or ([] if removed else settings.paths())
    if fix:
        fix_files(named, fix, exclude=settings.exclude, quiet=quiet)
    # What is narrowed or compared afterwards is kept.
    kept = known or guarded or asked or statistics or removed
    flows = None if kept else flows_of([each.format for each in targets], outputs.looks)
    project = Project(streams=flows is not None)
    found = settings.find(paths, project) if named else FoundFiles((), 0)
    if dependents or since is not None:
        from sayso_cli.history.dependents import with_dependents

        found = with_dependents(found, named, project, settings.exclude)
    if removed:
        from sayso_cli.history.dependents import with_users_of_removed

        found = with_users_of_removed(found, project, settings.exclude)
    if not found.files:
        raise typer.Exit
    outputs.refuse([file.path for file in found.with_registers()], "one of the files to check")
    compared = guarded.compare(named, project, found, house) if guarded else None
    # Only the text report leaves out notes.
    shown = verbose or statistics or any(target.format is not Format.TEXT for target in targets)
    with progress(found, shown=not quiet) as done, _fail_without_room():
        report = run(
            found,
            house,
            terms=terms,
            notes=shown or known is not None or since is not None or bool(asked),
            unheeded=compared.ignored_waivers if compared else frozenset(),
            rises=compared.rises if compared else None,
            done=done,
            flows=flows,
        )
    report = mark_known(known, report, found, terms) if known else report
    report = compared.with_beliefs(report) if compared else report
    report = select_claims(report, asked).narrowed_report() if asked else report
    outputs.write(report, rendered, paged=not no_pager)
    _print_summary(report, known, quiet=quiet, verbose=verbose, hidden=not shown)
    if fails(report, settings.top.fail_on):
        raise typer.Exit(EXIT_FINDINGS)


class _Outputs:
    """Where the reports of a run go, and how each is to look."""

    def __init__(self, targets: Sequence[Target], color: Colour, *, verbose: bool, quiet: bool) -> None:
        here = os.getcwd()
        root = repository(here)
        self._targets = targets
        self.looks = [
            choose_look(color, each.output, verbose=verbose, quiet=quiet, here=here, root=root)
            for each in targets
        ]

    def refuse(self, taken: Sequence[str | Path], what: str) -> None:
        """Refuse to write to a file that is `taken`."""
        for target in self._targets:
            refuse_output(target.output, taken, what)

    def write(self, report: "Report", rendered: "Rendered", *, paged: bool) -> None:
        """Write `report` to each of them; what is long goes through the pager, if `paged`."""
        from sayso_cli.screen.pager import show

        for target, look in zip(self._targets, self.looks, strict=True):
            with _fail_without_room():
                pieces = rendered(target.format, report, look)
                if target.output is None:
                    show(pieces, paged=paged)
                else:
                    write(pieces, target.output)


def _render_statistics(targets: Sequence[Target]) -> "Rendered":
    """What writes the statistics; refuses formats that have none."""
    from sayso_cli.screen.statistics import statistics_json, statistics_text

    if other := next(
        (each.format for each in targets if each.format not in (Format.TEXT, Format.JSON)), None
    ):
        raise typer.BadParameter(
            f"they are written as text or json, not as {other}", param_hint="--statistics"
        )
    return lambda format, report, look: (
        statistics_json(report, look) if format is Format.JSON else statistics_text(report, look)
    )


def _print_summary(
    report: "Report", known: "LoadedBaseline | None", *, quiet: bool, verbose: bool, hidden: bool
) -> None:
    """Say on standard error how many findings there are, notes that are `hidden` too, and what passes."""
    from sayso_cli.formats.summary import passing_line, summary_line
    from sayso_cli.known_findings import print_gone_findings

    if not quiet:
        print_notice(summary_line(report, hidden=hidden))
    if passing := passing_line(report):
        print_notice(passing)
    if known:
        print_gone_findings(known, report, verbose=verbose)


@contextmanager
def _fail_without_room() -> Iterator[None]:
    """Ends the run where the disk has no room for what is written down, or a file is not as it was."""
    from sayso.record.file import ChangedFile
    from sayso.report.flow import DiskFull

    try:
        yield
    except DiskFull as error:
        fail(f"cannot write a temporary file: {error}")
    except ChangedFile as error:
        fail(f"{error} was changed while it was checked: run the check again")


def fails(report: "Report", least: str) -> bool:
    """Whether `report` holds a fault of structure, or a finding of the level `least` or a graver one."""
    from sayso.rules.finding import Level

    worst = report.worst()
    return report.has_structure_error() or (
        worst is not None and least != "never" and worst.rank <= Level(least).rank
    )
