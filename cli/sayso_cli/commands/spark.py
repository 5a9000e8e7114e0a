"""`sayso spark check`: the checks past one machine, by Spark."""

import os
import sys
from collections.abc import Mapping
from enum import StrEnum
from importlib.util import find_spec
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from sayso_cli.options import AsOf, ConfigFile, FailOn, MinVoices, NoConfig, Open, StaleAfter, today
from sayso_cli.terminal import FOUND, fail

if TYPE_CHECKING:
    from sayso.rules.rule import Terms

app = typer.Typer(no_args_is_help=True, add_completion=False, rich_markup_mode=None)
_LIBRARIES: Final = ("pyspark", "pandas", "pyarrow")

Counts = Mapping[tuple[str, str], int]
"""How many findings there are, by check and level."""


class TableFormat(StrEnum):
    """How tables are written."""

    PARQUET = "parquet"
    JSON = "json"


@app.callback(help="Check records past one machine, by Spark.")
def spark() -> None:
    """Nothing is to be done before a command."""


@app.command()
def check(
    input: Annotated[
        str,
        typer.Argument(
            metavar="INPUT",
            help="A file with one record a line (.jsonl, .ndjson), a pattern of such files, or a folder with "
            "parties.parquet, sources.parquet and claims.parquet; on any file system that Spark reads.",
            show_default=False,
        ),
    ],
    output: Annotated[
        str,
        typer.Option(
            "--output",
            "-o",
            metavar="FOLDER",
            help="A folder that is not there yet, for the tables `findings` and `standings`.",
            show_default=False,
        ),
    ],
    format: Annotated[TableFormat, typer.Option(help="How to write the tables.")] = TableFormat.PARQUET,
    master: Annotated[
        str,
        typer.Option(
            help="The cluster, if Spark's own configuration names none: this machine if not given.",
            show_default=False,
        ),
    ] = "",
    fail_on: Annotated[
        FailOn | None,
        typer.Option(
            help="Exit with status 1 from this level of findings on; `error` if not given. [SAYSO_FAIL_ON]",
            show_default=False,
        ),
    ] = None,
    min_voices: MinVoices = None,
    open_level: Open = None,
    stale_after: StaleAfter = None,
    as_of: AsOf = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print no summary.")] = False,
    config: ConfigFile = None,
    no_config: NoConfig = False,
) -> None:
    """Check one record by all machines of a cluster of Spark, and write what is found as tables.

    It finds what `sayso check` finds, but for the checks that compare all claims with each other; it reads no
    lock and no baseline.

    Exit status: that of `sayso check`.
    """
    missing = next((name for name in _LIBRARIES if find_spec(name) is None), "")
    if missing:
        fail(f"`sayso spark` needs {missing}; install it by pip install 'sayso[spark]'")
    from sayso_cli.configuration import configure

    options = {
        "fail_on": fail_on,
        "min_voices": min_voices,
        "open": open_level,
        "stale_after": stale_after,
    }
    settings = configure(config, no_config, options)
    terms = settings.terms(as_of or today())(input)
    standings, findings = _written(input, output, format, master, terms)
    if not quiet:
        for line in summary(standings, findings):
            typer.echo(f"sayso: {line}", err=True)
    if fails(findings, settings.top.fail_on):
        raise typer.Exit(FOUND)


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


def _written(
    input: str, output: str, format: TableFormat, master: str, terms: "Terms"
) -> tuple[dict[str, int], dict[tuple[str, str], int]]:  # pragma: no cover - needs Spark: tests/spark
    """Check `input` and write the tables; how many claims have which standing, and the counts of findings."""
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    from sayso.spark.frames import TooMuch, check_lines, record_lines

    if os.path.exists(output):
        fail(f"{output} is there already; name another folder, or delete it")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder: Any = SparkSession.builder.appName("sayso").config("spark.ui.enabled", "false")
    try:
        session = (builder.master(master) if master else builder).getOrCreate()
        session.sparkContext.setLogLevel("OFF")
        checked = check_lines(record_lines(session, input), terms, input)
        checked.standings.write.format(format.value).save(os.path.join(output, "standings"))
        checked.findings.write.format(format.value).save(os.path.join(output, "findings"))
        standings = checked.standings.where("not draft").groupBy("standing").count().collect()
        findings = checked.findings.where("not waived").groupBy("check", "level").count().collect()
    except (PySparkException, TooMuch) as error:
        fail(f"Spark could not check {input}: {str(error).strip().splitlines()[-1]}")
    return {standing or "": number for standing, number in standings}, {
        (check, level): number for check, level, number in findings
    }
