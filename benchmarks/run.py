"""Speed and memory of whole processes, as ratios in one run.

`python benchmarks/run.py` runs sayso and other tools in turn on the worked record and on generated ones. It
prints a table in Markdown of what each takes, and the ratios with the bound that each has; it exits with 1 if
a bound is not kept. ajv-cli and Sourcemeta's `jsonschema` take part where they are on the path, and
jsonschema-rs and orjson where they can be imported.
"""

import math
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from table import Row, shown

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
SCHEMA = ROOT / "schema.json"
SAYSO = str(BIN / "sayso")
SIZES = (100, 1_000, 10_000)


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


def tools(path: Path) -> dict[str, list[str]]:
    """The commands that check `path`, or only read it, by their names."""
    file, schema = str(path), str(SCHEMA)
    python = [sys.executable, "-c"]
    found = {
        "sayso, text": [SAYSO, "check", file],
        "sayso, json": [SAYSO, "check", "--format", "json", file],
        "check-jsonschema": [str(BIN / "check-jsonschema"), "--schemafile", schema, file],
    }
    if ajv := shutil.which("ajv"):
        found["ajv-cli"] = [
            ajv,
            "validate",
            "--spec=draft2020",
            "-c",
            "ajv-formats",
            "-s",
            schema,
            "-d",
            file,
        ]
    if sourcemeta := shutil.which("jsonschema"):
        found["Sourcemeta jsonschema"] = [sourcemeta, "validate", schema, file]
    if find_spec("jsonschema_rs"):
        code = "import json, sys, jsonschema_rs as j; s, d = (json.load(open(p)) for p in sys.argv[1:])"
        found["jsonschema-rs"] = [*python, f"{code}; j.validator_for(s).is_valid(d)", schema, file]
    parser = "orjson.loads" if find_spec("orjson") else "msgspec.json.decode"
    code = f"import sys, {parser.partition('.')[0]}; {parser}(open(sys.argv[1], 'rb').read())"
    found[f"{parser} alone"] = [*python, code, file]
    return found


def commands(path: Path, folder: Path) -> dict[str, list[str]]:
    """The other commands of sayso on `path`, by their names."""
    site, claim = str(folder / "site"), "claim-5"
    return {
        "show": [SAYSO, "show", claim, str(path)],
        "stress": [SAYSO, "stress", str(path)],
        "diff": [SAYSO, "diff", str(path), str(path)],
        "fmt --check": [SAYSO, "fmt", "--check", str(path)],
        "report": [SAYSO, "report", "--quiet", str(path), "--output", site],
    }


def main(
    rounds: Annotated[int, typer.Option(help="How often each command is measured.", min=1)] = 5,
    largest: Annotated[int, typer.Option(help="The largest generated record, in claims.", min=100)] = 10_000,
) -> None:
    """Measure sayso beside other tools, and print the tables; 1 if a bound is not kept."""
    measured: dict[str, dict[str, Run]] = {}
    bytes_of: dict[str, int] = {}
    record = ROOT / "claims.json"
    sizes = [size for size in SIZES if size < largest] + [largest]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        records = [("worked record", record, rounds * 4)]
        for size in sizes:
            path = folder / f"{size}.json"
            # In a process of its own: the memory of one that starts others is counted as theirs.
            generate = [sys.executable, str(ROOT / "benchmarks" / "generate.py"), str(path)]
            subprocess.run([*generate, "--claims", str(size)], check=True)
            records.append((f"{size:,} claims", path, rounds))
        for title, path, times in records:
            bytes_of[title] = path.stat().st_size
            ways = tools(path) | (commands(path, folder) if title == f"{largest:,} claims" else {})
            measured[title] = dict(zip(ways, in_turn(list(ways.values()), times), strict=True))

    print(f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}")
    print("\n| record | command | seconds | MB | / check-jsonschema |\n| --- | --- | ---: | ---: | ---: |")
    for title, runs in measured.items():
        other = runs["check-jsonschema"].seconds
        for way, each in runs.items():
            ratio = each.seconds / other
            print(f"| {title} | {way} | {each.seconds:.2f} | {each.memory / 1e6:.0f} | {ratio:.2f} |")
    raise typer.Exit(shown(_ratios(measured, bytes_of, sizes)))


def _ratios(measured: dict[str, dict[str, Run]], bytes_of: dict[str, int], sizes: Sequence[int]) -> list[Row]:
    """What is bounded."""
    small, large = measured["worked record"], measured[f"{sizes[-1]:,} claims"]
    size = bytes_of[f"{sizes[-1]:,} claims"]
    other = large["check-jsonschema"].seconds
    rows = [
        Row("worked record: text / check-jsonschema", _over(small, "sayso, text"), 0.33),
        Row("largest: text / check-jsonschema", large["sayso, text"].seconds / other, 1 / 7),
        Row("largest: json / check-jsonschema", large["sayso, json"].seconds / other, 1 / 6),
        Row("largest: memory of json / file", large["sayso, json"].memory / size, 8.0),
        Row("largest: show / text", large["show"].seconds / large["sayso, text"].seconds, 0.5),
    ]
    if len(sizes) > 1:
        before = measured[f"{sizes[-2]:,} claims"]
        for way in ("sayso, text", "sayso, json"):
            growth = math.log(large[way].seconds / before[way].seconds) / math.log(sizes[-1] / sizes[-2])
            rows.append(Row(f"exponent of growth: {way}", growth, 1.05))
    return rows


def _over(runs: dict[str, Run], way: str) -> float:
    return runs[way].seconds / runs["check-jsonschema"].seconds


if __name__ == "__main__":
    typer.run(main)
