"""Speed and memory of whole processes, as ratios in one run.

`python benchmarks/run.py` runs sayso and other tools in turn on the worked record and on generated ones. It
prints in Markdown what each takes, and the ratios with the bound that each has; it exits with 1 if a bound is
not kept. npm brings ajv-cli and Sourcemeta's `jsonschema` into a folder that is removed at the end; what
cannot be had is left out.
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
SIZES = (100, 1_000, 10_000, 50_000)
# On records that are larger each command is run once.
LARGE = 10_000
NODE = ("ajv-cli@5", "ajv-formats@3", "@sourcemeta/jsonschema")
FILES = "1,000 files of two claims"
LINES = "sayso, json, a record a line"
# The sources of the claims on lines, and what these may take besides, in bytes.
SOURCES = 20_000
MEMORY_OF_LINES = 60 * 2**20 + 250 * SOURCES

# An installer compiles what it installs; here that is left to the first run, which does not count.
_AS_INSTALLED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


class Run(NamedTuple):
    """One run of a command: seconds, and the most memory it held, in bytes."""

    seconds: float
    memory: int


def run(command: Sequence[str]) -> Run:
    """Run `command` as a process of its own, its output thrown away."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=_AS_INSTALLED
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)} exits with {process.returncode}")
    # Linux counts in KiB, macOS in bytes.
    return Run(seconds, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024))


def in_turn(commands: Sequence[Sequence[str]], rounds: int) -> list[Run]:
    """The medians of each of `commands`, run in turn `rounds` times; the first of several does not count."""
    runs: list[list[Run]] = [[] for _ in commands]
    for number in range(rounds + (rounds > 1)):
        for command, kept in zip(commands, runs, strict=True):
            measured = run(command)
            if number or rounds == 1:
                kept.append(measured)
    return [
        Run(statistics.median(each.seconds for each in kept), max(each.memory for each in kept))
        for kept in runs
    ]


def install(folder: Path) -> None:
    """Bring the tools of others that are no Python into `folder`, as far as they can be had."""
    npm = [shutil.which("npm") or "npm", "install", "--silent", "--no-audit", "--prefix", str(folder), *NODE]
    try:
        subprocess.run(npm, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"left out: {error}", file=sys.stderr)


def tools(path: Path, installed: Path) -> dict[str, list[str]]:
    """The commands that check `path`, a file or a folder, or only read it, by their names."""
    file, schema = str(path), str(SCHEMA)
    files = [str(each) for each in sorted(path.glob("*.json"))] or [file]
    found = {
        "sayso, text": [SAYSO, "check", file],
        "sayso, json": [SAYSO, "check", "--format", "json", file],
        "check-jsonschema": [str(BIN / "check-jsonschema"), "--schemafile", schema, *files],
    }
    node = installed / "node_modules" / ".bin"
    if (node / "ajv").exists():
        ajv = [str(node / "ajv"), "validate", "--spec=draft2020", "--strict=false", "-c", "ajv-formats"]
        found["ajv-cli"] = [*ajv, "-s", schema, *[part for each in files for part in ("-d", each)]]
    if (node / "jsonschema").exists():
        found["Sourcemeta jsonschema"] = [str(node / "jsonschema"), "validate", schema, *files]
    start = [sys.executable, "-c"]
    if find_spec("jsonschema_rs"):
        code = (
            "import json, sys, jsonschema_rs; s, *files = (json.load(open(path)) for path in sys.argv[1:]); "
            "valid = jsonschema_rs.validator_for(s).is_valid; print(all([valid(each) for each in files]))"
        )
        found["jsonschema-rs"] = [*start, code, schema, *files]
    if find_spec("orjson"):
        code = "import sys, orjson; [orjson.loads(open(path, 'rb').read()) for path in sys.argv[1:]]"
        found["orjson, parsing alone"] = [*start, code, *files]
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
    largest: Annotated[int, typer.Option(help="The largest generated record, in claims.", min=100)] = 50_000,
    lines: Annotated[
        int, typer.Option(help="Claims of a record with one entry a line, run once; 0: none.", min=0)
    ] = 1_000_000,
) -> None:
    """Measure sayso beside other tools, and print the tables; 1 if a bound is not kept."""
    measured: dict[str, dict[str, Run]] = {}
    bytes_of: dict[str, int] = {}
    sizes = [size for size in SIZES if size < largest] + [largest]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        install(folder)
        records = [("worked record", ROOT / "claims.json", rounds * 4)]
        made = [(f"{size:,} claims", f"{size}.json", ["--claims", str(size)]) for size in sizes]
        made.insert(1, (FILES, "files", ["--claims", "2", "--files", "1000"]))
        for title, named, options in made:
            # In a process of its own: the memory of one that starts others is counted as theirs.
            generate = [sys.executable, str(ROOT / "benchmarks" / "generate.py"), str(folder / named)]
            subprocess.run([*generate, *options], check=True)
            bytes_of[title] = (folder / named).stat().st_size
            once = title == f"{largest:,} claims" and largest > LARGE
            records.append((title, folder / named, 1 if once else rounds))
        for title, path, times in records:
            ways = tools(path, folder)
            measured[title] = dict(zip(ways, in_turn(list(ways.values()), times), strict=True))
        size = min(largest, LARGE)
        others = commands(folder / f"{size}.json", folder)
        on_lines = folder / f"{size}.jsonl"
        generate = [sys.executable, str(ROOT / "benchmarks" / "generate.py"), str(on_lines)]
        subprocess.run([*generate, "--claims", str(size)], check=True)
        others[LINES] = [SAYSO, "check", "--format", "json", str(on_lines)]
        measured[f"{size:,} claims"] |= dict(zip(others, in_turn(list(others.values()), 1), strict=True))
        if lines:
            long = folder / "long.jsonl"
            generate = [sys.executable, str(ROOT / "benchmarks" / "generate.py"), str(long)]
            subprocess.run([*generate, "--claims", str(lines), "--sources", str(SOURCES)], check=True)
            long_run = run([SAYSO, "check", "--quiet", str(long)])
            measured[f"{lines:,} claims on lines"] = {"sayso, text, tally alone": long_run}

    loaded = os.getloadavg()[1]
    print(f"{platform.machine()}, {os.cpu_count()} processors (load {loaded:.1f}), ", end="")
    print(f"Python {platform.python_version()}")
    print("\n| record | command | seconds | MB | / check-jsonschema |\n| --- | --- | ---: | ---: | ---: |")
    for title, runs in measured.items():
        other = runs.get("check-jsonschema")
        for way, each in runs.items():
            ratio = f"{each.seconds / other.seconds:.2f}" if other else ""
            print(f"| {title} | {way} | {each.seconds:.2f} | {each.memory / 1e6:.0f} | {ratio} |")
    rows = _ratios(measured, bytes_of, sizes)
    if lines:
        rows.append(
            Row(f"{lines:,} claims on lines: memory / what it may be", long_run.memory / MEMORY_OF_LINES, 1)
        )
    raise typer.Exit(shown(rows))


def _ratios(measured: dict[str, dict[str, Run]], bytes_of: dict[str, int], sizes: Sequence[int]) -> list[Row]:
    """What is bounded."""
    titles = [f"{size:,} claims" for size in sizes]
    middle = f"{min(sizes[-1], LARGE):,} claims"
    runs = measured[middle]
    rows = [
        Row("worked record: text / check-jsonschema", _over(measured["worked record"], "sayso, text"), 0.33),
        Row(f"{FILES}: text / check-jsonschema", _over(measured[FILES], "sayso, text"), 1 / 4),
        Row(f"{middle}: text / check-jsonschema", _over(runs, "sayso, text"), 1 / 7),
        Row(f"{middle}: json / check-jsonschema", _over(runs, "sayso, json"), 1 / 6),
        Row(f"{middle}: memory of {LINES} / json", runs[LINES].memory / runs["sayso, json"].memory, 0.75),
        Row(f"{middle}: show / text", runs["show"].seconds / runs["sayso, text"].seconds, 0.5),
    ]
    for title in titles[-2:]:
        memory = measured[title]["sayso, json"].memory / bytes_of[title]
        rows.append(Row(f"{title}: memory of json / file", memory, 8.0))
    if len(titles) > 1:
        before, last = (measured[title] for title in titles[-2:])
        for way in ("sayso, text", "sayso, json"):
            growth = math.log(last[way].seconds / before[way].seconds) / math.log(sizes[-1] / sizes[-2])
            rows.append(Row(f"exponent of growth to {titles[-1]}: {way}", growth, 1.05))
    return rows


def _over(runs: dict[str, Run], way: str) -> float:
    return runs[way].seconds / runs["check-jsonschema"].seconds


if __name__ == "__main__":
    typer.run(main)
