"""Speed and memory of whole processes, as ratios in one run.

`python benchmarks/run.py --rounds ROUNDS` runs `sayso check` and check-jsonschema in turn on the worked
record and on a generated file of 10,000 claims, and `sayso report` on one of 1,000; it prints medians,
ratios, and the bound that each ratio has. It exits with 1 if a bound is not kept.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from table import Row, shown

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
SCHEMA = ROOT / "schema.json"


class Run(NamedTuple):
    """One run of a command: seconds, and the most memory it held, in bytes."""

    seconds: float
    memory: int


def run(command: Sequence[str]) -> Run:
    """Run `command` as a process of its own, its output thrown away."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)} exits with {process.returncode}")
    # Linux counts in KiB, macOS in bytes.
    return Run(seconds, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024))


def in_turn(commands: Sequence[Sequence[str]], rounds: int) -> list[Run]:
    """The medians of each of `commands`, run in turn `rounds` times after one that does not count."""
    runs: list[list[Run]] = [[] for _ in commands]
    for number in range(rounds + 1):
        for command, kept in zip(commands, runs, strict=True):
            measured = run(command)
            if number:
                kept.append(measured)
    return [
        Run(statistics.median(each.seconds for each in kept), max(each.memory for each in kept))
        for kept in runs
    ]


def main(
    rounds: Annotated[int, typer.Option(help="How often each command is measured.", min=1)] = 5,
) -> None:
    """Measure `sayso check` and `sayso report`, and print the table; 1 if a bound is not kept."""
    sayso, other = str(BIN / "sayso"), [str(BIN / "check-jsonschema"), "--schemafile", str(SCHEMA)]
    record = str(ROOT / "claims.json")
    rows: list[Row] = []

    small, small_schema = in_turn([[sayso, "check", record], [*other, record]], rounds * 4)
    rows.append(Row("worked record: time / check-jsonschema", small.seconds / small_schema.seconds, 0.4))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "claims.json"
        # In a process of its own: the memory of one that starts others is counted as theirs.
        subprocess.run([sys.executable, str(ROOT / "benchmarks" / "generate.py"), str(path)], check=True)
        size = path.stat().st_size
        text, json, schema = in_turn(
            [
                [sayso, "check", str(path)],
                [sayso, "check", "--format", "json", str(path)],
                [*other, str(path)],
            ],
            rounds,
        )
        # Of the same shape, with a tenth of the entries.
        generate = [sys.executable, str(ROOT / "benchmarks" / "generate.py"), str(path), "--claims", "1000"]
        subprocess.run(generate, check=True)
        thousand, site = in_turn(
            [
                [sayso, "check", "--format", "json", str(path)],
                [sayso, "report", "--quiet", str(path), "--output", str(Path(folder) / "site")],
            ],
            rounds,
        )
    rows.append(Row("1,000 claims: report / check --format json", site.seconds / thousand.seconds, 30.0))
    rows.append(Row("10,000 claims: time / check-jsonschema", text.seconds / schema.seconds, 1 / 15))
    rows.append(Row("10,000 claims: memory / file", text.memory / size, 12.0))

    print(f"worked record: sayso {small.seconds:.3f} s, check-jsonschema {small_schema.seconds:.3f} s")
    print(
        f"10,000 claims, {size / 1e6:.1f} MB: sayso {text.seconds:.2f} s, {text.memory / 1e6:.0f} MB;"
        f" with --format json {json.seconds:.2f} s, {json.memory / 1e6:.0f} MB;"
        f" check-jsonschema {schema.seconds:.2f} s, {schema.memory / 1e6:.0f} MB"
    )
    raise typer.Exit(shown(rows))


if __name__ == "__main__":
    typer.run(main)
