"""`sayso baseline`: the findings that are known, written to a file."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso_cli.files import create, replace
from sayso_cli.known_findings import (
    USUAL_NAME,
    LoadedBaseline,
    baseline_folder,
    is_stream,
    load_baseline,
    scope_of,
)
from sayso_cli.options import AsOf, ConfigOptions, Exclude, HouseOptions, Paths, output_option, today
from sayso_cli.terminal import EXIT_FINDINGS, fail, progress, visible

if TYPE_CHECKING:
    from sayso.report.baseline import Baseline


def baseline(
    *,
    paths: Paths = None,
    output: Annotated[
        Path | None,
        output_option(
            "The baseline to write, or to bring up to date; if not given, that of the config, "
            f"else {USUAL_NAME}. [SAYSO_BASELINE]"
        ),
    ] = None,
    house_options: HouseOptions,
    exclude: Exclude = None,
    as_of: AsOf = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print no progress and no summary.")] = False,
    config_options: ConfigOptions,
) -> None:
    """Write all present findings to a baseline: `sayso check --baseline FILE` then fails for new ones only.

    The checks, levels and house rules are those of the config. What is in the baseline about files that
    are there and were not looked at stays.

    Exit status: 0 written; 1 written, but some findings are faults of structure, which are never known; 2
    not written.
    """
    from sayso.report.baseline import Baseline, is_never_in_baseline, updated_baseline
    from sayso.report.baseline_file import baseline_text
    from sayso.report.engine import check
    from sayso.rules.rule import House
    from sayso.rules.sentences import count

    settings = config_options.configure(exclude=exclude, baseline=output, **house_options._asdict())
    output = settings.path("baseline") or Path(USUAL_NAME)
    old = load_baseline(output) if output.exists() and not is_stream(output) else None
    house = House(as_of or today())
    terms = settings.terms(house.as_of)
    found = settings.find(paths)
    with progress(found, shown=not quiet) as done:
        report = check(found, house, terms=terms, done=done)
    was = old.baseline if old else Baseline(baseline_folder(output))
    new = updated_baseline(report, was, scope_of(found, terms, was))
    data = baseline_text(new).encode()
    changed = old is None or old.data != data
    if changed:
        _write_baseline(output, data, old)
    if not quiet:
        number = sum(known.count for known in new.known)
        typer.echo(
            f"{'wrote' if changed else 'nothing to change in'} {visible(str(output))}: "
            f"{count(number, 'known finding')}{_count_changes(was, new) if old and changed else ''}"
        )
    left = sum(is_never_in_baseline(each.check) for file in report.files for each in file.found)
    if left:
        typer.echo(
            f"sayso: {count(left, 'finding')} in no baseline, as what cannot be read must be mended: "
            "see `sayso check`",
            err=True,
        )
        raise typer.Exit(EXIT_FINDINGS)


def _count_changes(old: "Baseline", new: "Baseline") -> str:
    """How many findings became known, and how many are no longer."""
    before, after = (
        Counter({(known.fingerprint, known.level): known.count for known in each.known})
        for each in (old, new)
    )
    return f" ({(after - before).total()} added, {(before - after).total()} dropped)"


def _write_baseline(path: Path, data: bytes, old: LoadedBaseline | None) -> None:
    """Write the file: a new one, or in the place of `old`."""
    try:
        if old or is_stream(path):
            replace(path, data, before=old.data if old else None)
        else:
            create(path, data)
    except OSError as error:
        fail(f"cannot write {path}: {error.strerror}")
