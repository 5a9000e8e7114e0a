"""How much memory a check holds at most."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.record.reading import lines_of

ROOT = Path(__file__).parent.parent.parent
TELLS = pytest.mark.skipif(not hasattr(os, "wait4"), reason="only POSIX tells what a process held")


# What a process holds counts as held by those that it starts, so a small one starts the one that is measured.
STARTER = """
import os, sys
process = os.posix_spawn(sys.executable, [sys.executable, *sys.argv[1:]], os.environ)
_, status, usage = os.wait4(process, 0)
print(os.waitstatus_to_exitcode(status), usage.ru_maxrss >> (20 if sys.platform == "darwin" else 10))
"""


def peak(*arguments: str) -> int:
    """The most memory that `sayso` with `arguments` held, in MiB; its output goes nowhere."""
    code = f"import os, sys; sys.path[:0] = {[str(ROOT / 'checks'), str(ROOT / 'cli')]}; "
    code += "[os.dup2(os.open(os.devnull, os.O_WRONLY), number) for number in (1, 2)]; "
    code += "from sayso_cli.main import main; main()"
    command = [sys.executable, "-c", STARTER, "-c", code, *arguments]
    status, held = subprocess.run(command, capture_output=True, check=True).stdout.split()
    assert int(status) in (0, 1)
    return int(held)


def record(claims: int, items: int) -> dict[str, Any]:
    """A record in which every item of every claim is found fault with."""
    return {
        "version": 1,
        "parties": {"owner": {"name": "Owner"}, "daily": {"name": "Daily", "controlled_by": ["owner"]}},
        "sources": {
            f"s{number}": {"title": f"Source {number}", "by": ["daily"], "basis": "statement"}
            for number in range(items)
        },
        "claims": [
            {
                "id": f"claim-{number}",
                "statement": f"Number {number} is so.",
                "claimant": ["owner"],
                "evidence": [],
                "corroboration": [{"source": f"s{item}"} for item in range(items)],
            }
            for number in range(claims)
        ],
    }


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A file with 1,500 claims and 18,000 items."""
    path = tmp_path_factory.mktemp("large") / "a.json"
    path.write_text(json.dumps(record(1_500, 12)), encoding="utf-8")
    return str(path)


@pytest.fixture(scope="module")
def without(large: str) -> int:
    """The most memory that is held where hardly anything is looked for."""
    return peak("check", large, "--format", "json", "--select", "structure")


@TELLS
@pytest.mark.parametrize("format", ["json", "jsonl", "csv", "github", "text"])
def test_memory_does_not_grow_with_what_is_found(format: str, large: str, without: int) -> None:
    """Of 36,000 findings each takes a kilobyte if it is kept; with them there is hardly more than without."""
    assert peak("check", large, "--verbose", "--format", format) - without < 12


@TELLS
def test_memory_does_not_grow_with_lines(tmp_path: Path) -> None:
    """Of 8,000 claims on a line each there is hardly more than of 2,000; held they take 2 KiB each."""
    peaks = []
    for number in (2_000, 8_000):
        path = tmp_path / f"{number}.jsonl"
        path.write_text("".join(f"{line}\n" for line in lines_of(record(number, 4))), encoding="utf-8")
        peaks.append(peak("check", str(path), "--format", "json"))
    assert peaks[1] - peaks[0] < 6
