"""A baseline as the commands read it: the findings that are known, and do not fail."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import typer

from sayso_cli.terminal import fail, visible

if TYPE_CHECKING:
    from sayso.record.disk import Disk
    from sayso.record.project import FoundFiles
    from sayso.report.baseline import Baseline, BaselineScope
    from sayso.report.report import Report
    from sayso.rules.rule import Terms
    from sayso_cli.configuration import Configuration

USUAL_NAME: Final = "sayso-baseline.json"
"""The name of the file if none is given."""


class LoadedBaseline(NamedTuple):
    """A baseline as it stands in its file."""

    path: Path
    data: bytes
    baseline: "Baseline"


def baseline_of(settings: "Configuration", disk: "Disk | None" = None) -> LoadedBaseline | None:
    """The baseline that the config names, if it names one; on `disk` if that is an older version."""
    path = settings.path("baseline")
    return load_baseline(path, disk) if path else None


def load_baseline(path: Path, disk: "Disk | None" = None) -> LoadedBaseline:
    """The baseline in the file `path`; ends the run if it cannot be read.

    With `disk` as it was in an older version, where it knows nothing if there was no file. One that this does
    not cover is read as it is.
    """
    from sayso.record.disk import FileTooLarge, open_file
    from sayso.record.project import MAX_BYTES
    from sayso.report.baseline import Baseline

    real = os.path.realpath(path)
    shown = f"the baseline {path}"
    too_large = f"is too large: at most {MAX_BYTES >> 20} MiB"
    data: bytes | None
    try:
        if disk and disk.covers(Path(real)):
            shown += f" of {disk.revision}"
            data = disk.read(disk.real_path(real), MAX_BYTES)
            if data is None:
                return LoadedBaseline(path, b"", Baseline(baseline_folder(path)))
        else:
            with open_file(path) as file:
                data = file.read(MAX_BYTES + 1)
    except FileTooLarge:
        fail(f"{shown} {too_large}")
    except FileNotFoundError:
        fail(f"there is no baseline {path}: `sayso baseline{_option(path)}` writes one")
    except OSError as error:
        fail(f"cannot read {shown}: {error.strerror}")
    if len(data) > MAX_BYTES:
        fail(f"{shown} {too_large}")
    return _read_baseline(path, data)


def _read_baseline(path: Path, data: bytes) -> LoadedBaseline:
    """The baseline that `data` of the file `path` holds; ends the run if it is none."""
    from sayso.record.syntax.json_reader import FaultyFile
    from sayso.report.baseline_file import read_baseline

    try:
        return LoadedBaseline(path, data, read_baseline(data, baseline_folder(path)))
    except FaultyFile as error:
        at = error.position
        fail(f"{path}:{at.line}:{at.column}: {error.message}; {error.help}")


def mark_known(
    loaded: LoadedBaseline, report: "Report", found: "FoundFiles", terms: "Callable[[str], Terms]"
) -> "Report":
    """`report`, of `found` under `terms`, with the findings marked that the baseline knows."""
    from sayso.report.baseline import mark_known

    return mark_known(report, loaded.baseline, scope_of(found, terms, loaded.baseline))


def print_gone_findings(loaded: LoadedBaseline, report: "Report", *, verbose: bool) -> None:
    """Say on standard error how many entries of the baseline no longer occur, and which."""
    from sayso.rules.sentences import count

    number = sum(known.count for known in report.gone)
    if not number:
        return
    listed = ":" if verbose else " (listed with -v)"
    is_are = "occurs" if number == 1 else "occur"
    name = visible(str(loaded.path))
    typer.echo(
        f"sayso: warning: {count(number, 'known finding')} of {name} no longer {is_are}; "
        f"`sayso baseline{_option(loaded.path)}` brings it up to date{listed}",
        err=True,
    )
    for known in report.gone if verbose else ():
        of = known.fingerprint
        where = " ".join(filter(None, (of.claim and f"`{of.claim}`", of.at)))
        times = f" ({known.count} times)" if known.count > 1 else ""
        typer.echo(visible(f"  {of.path}: {known.level}[{of.check}] {where}{times}"), err=True)


def scope_of(found: "FoundFiles", terms: "Callable[[str], Terms]", baseline: "Baseline") -> "BaselineScope":
    """What a run on `found` under `terms` looks at."""
    from sayso.record.project import STDIN_SHOWN
    from sayso.report.baseline import BaselineScope
    from sayso.rules.registry import checks_in_force

    files = {file.path for file in found.with_registers() if file.readable}

    def exists(path: str) -> bool:
        return path == STDIN_SHOWN or os.path.lexists(os.path.join(baseline.folder, path))

    return BaselineScope({path: checks_in_force(terms(path)) for path in files}, exists)


def is_stream(path: Path) -> bool:
    """Whether `path` is a device or a pipe, which holds no baseline to bring up to date."""
    return path.exists() and not path.is_file() and not path.is_dir()


def baseline_folder(path: Path) -> str:
    """The folder that the paths in a baseline are relative to: that of its file, or the working folder."""
    return "." if is_stream(path) else os.path.dirname(path) or "."


def _option(path: Path) -> str:
    """The option that names `path`, where it must be named."""
    return "" if str(path) == USUAL_NAME else f" -o {visible(str(path))}"
