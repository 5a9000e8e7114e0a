"""`sayso spark check`: the checks past one machine, by Spark."""

import os
import sys
from collections.abc import Mapping
from datetime import date
from importlib.util import find_spec
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

import typer

from sayso_cli.options import (
    AsOf,
    ConfigOptions,
    FailOn,
    HouseOptions,
    expand_option_groups,
    output_option,
    today,
)
from sayso_cli.terminal import EXIT_FINDINGS, fail

if TYPE_CHECKING:
    from sayso_cli.configuration import Configuration

_LIBRARIES: Final = ("pyspark", "pandas", "pyarrow")
_HELP: Final = "Check records past one machine, by Spark."

app = typer.Typer(no_args_is_help=True, add_completion=False, rich_markup_mode=None)
Counts = Mapping[tuple[str, str], int]
"""How many findings there are, by check and level."""


@app.callback(help=_HELP)
def spark() -> None:
    """Nothing is to be done before a command."""


def check(
    *,
    input: Annotated[
        str,
        typer.Argument(
            metavar="INPUT",
            help="A file with one record a line (.jsonl, .ndjson), a pattern of such files, or a folder with "
            "parties.parquet, sources.parquet and claims.parquet: one record, on any file system that Spark "
            "reads. Or a folder to search for claim files.",
        ),
    ],
    output: Annotated[
        str,
        output_option("A folder that is not there yet, for the tables `findings` and `standings`.", "FOLDER"),
    ],
    format: Annotated[
        Literal["parquet", "json"], typer.Option("--format", "-f", help="How to write the tables.")
    ] = "parquet",
    master: Annotated[
        str,
        typer.Option(
            metavar="URL",
            help="The cluster; if empty, the one that Spark is configured for or was started by.",
        ),
    ] = "local[*]",
    fail_on: FailOn = None,
    house_options: HouseOptions,
    as_of: AsOf = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print no summary.")] = False,
    config_options: ConfigOptions,
) -> None:
    """Check records on all machines of a cluster of Spark, and write what is found as tables.

    It finds what `sayso check` finds, but for the checks that compare all claims of the record, or all files,
    with each other. It reads no baseline, and of one record no lock.

    Exit status: 0 nothing at or above --fail-on; 1 findings, or a fault of structure whatever --fail-on
    says; 2 the job could not be done.
    """
    missing = next((name for name in _LIBRARIES if find_spec(name) is None), "")
    if missing:
        fail(f"`sayso spark` needs {missing}; install it by pip install 'sayso[spark]'")
    settings = config_options.configure(fail_on=fail_on, **house_options._asdict())
    standings, findings = _check_and_write(input, output, format, master, settings, as_of or today())
    if not quiet:
        for line in summary(standings, findings):
            typer.echo(f"sayso: {line}", err=True)
    if fails(findings, settings.top.fail_on):
        raise typer.Exit(EXIT_FINDINGS)


app.command("check", short_help="Check records.")(expand_option_groups(check))


def summary(standings: Mapping[str, int], findings: Counts) -> tuple[str, str]:
    """What the claims rest on, and how many findings there are, in a line each."""
    from sayso.rules.finding import Level
    from sayso.rules.sentences import count

    claims = ", ".join(
        f"{number:,} {standing or 'unreadable'}" for standing, number in sorted(standings.items())
    )
    of_level = {level: sum(n for (_, each), n in findings.items() if each == level) for level in Level}
    levels = ", ".join(count(number, level.value) for level, number in of_level.items())
    return f"{count(sum(standings.values()), 'claim')}: {claims or 'none'}", levels


def fails(findings: Counts, least: str) -> bool:
    """Whether there is a fault of structure, or a finding of the level `least` or a graver one."""
    from sayso.rules.finding import Level
    from sayso.rules.registry import BY_NAME
    from sayso.rules.rule import Family

    return any(
        (least != "never" and Level(level).rank <= Level(least).rank)
        or (level == Level.ERROR and BY_NAME[check].family is Family.STRUCTURE)
        for check, level in findings
    )


def _check_and_write(  # pragma: no cover - needs Spark: tests/spark, run by make test-all
    input: str, output: str, format: str, master: str, settings: "Configuration", day: date
) -> tuple[dict[str, int], dict[tuple[str, str], int]]:
    """Check `input` and write the tables; how many claims have which standing, and the counts of findings."""
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    from sayso.record.project import NotFound
    from sayso.spark.frames import TangledRecord, check_folder, check_lines, is_record, record_lines

    if os.path.exists(output):
        fail(f"{output} is there already; name another folder, or delete it")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder: Any = SparkSession.builder.appName("sayso").config("spark.ui.enabled", "false")
    if master:
        builder = builder.master(master)
        if master.startswith("local"):
            # What is usual for a cluster takes a machine more time than the work.
            builder = builder.config("spark.sql.shuffle.partitions", 4 * (os.cpu_count() or 1))
            os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    try:
        session = builder.getOrCreate()
        session.sparkContext.setLogLevel("OFF")
        terms = settings.terms(day)
        if is_record(input):
            checked = check_lines(record_lines(session, input), terms(input), input)
        else:
            checked = check_folder(session, input, terms, settings.exclude)
        checked.standings.write.format(format).save(os.path.join(output, "standings"))
        checked.findings.write.format(format).save(os.path.join(output, "findings"))
        standings = checked.standings.where("not draft").groupBy("standing").count().collect()
        findings = checked.findings.where("not waived").groupBy("check", "level").count().collect()
    except (NotFound, PySparkException, TangledRecord) as error:
        fail(f"Spark could not check {input}: {str(error).strip().splitlines()[-1]}")
    return {standing or "": number for standing, number in standings}, {
        (check, level): number for check, level, number in findings
    }
