"""How much memory a check holds at most."""

import json
import os
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
CLAIMS = 1_500
ITEMS = 12


def peak(*arguments: str) -> int:
    """The most memory that `sayso` with `arguments` held, in MiB."""
    code = f"import sys; sys.path[:0] = {[str(ROOT / 'checks'), str(ROOT / 'cli')]}; "
    code += "from sayso_cli.main import main; main()"
    nowhere = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_WRONLY, 0) for number in (1, 2)]
    # No memory of this process counts as that of the other.
    process = os.posix_spawn(
        sys.executable, [sys.executable, "-c", code, *arguments], os.environ, file_actions=nowhere
    )
    _, status, usage = os.wait4(process, 0)
    assert os.waitstatus_to_exitcode(status) in (0, 1)
    return usage.ru_maxrss >> (20 if sys.platform == "darwin" else 10)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A record in which every item of every claim is found fault with."""
    path = tmp_path_factory.mktemp("large") / "a.json"
    record = {
        "version": 1,
        "parties": {"owner": {"name": "Owner"}, "daily": {"name": "Daily", "controlled_by": ["owner"]}},
        "sources": {
            f"s{number}": {"title": f"Source {number}", "by": ["daily"], "basis": "statement"}
            for number in range(ITEMS)
        },
        "claims": [
            {
                "id": f"claim-{number}",
                "statement": f"Number {number} is so.",
                "claimant": ["owner"],
                "evidence": [],
                "corroboration": [{"source": f"s{item}"} for item in range(ITEMS)],
            }
            for number in range(CLAIMS)
        ],
    }
    path.write_text(json.dumps(record), encoding="utf-8")
    return str(path)


@pytest.fixture(scope="module")
def without(large: str) -> int:
    """The most memory that is held where hardly anything is looked for."""
    return peak("check", large, "--format", "json", "--select", "structure")


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="only POSIX tells how much memory a process held")
@pytest.mark.parametrize("format", ["json", "jsonl", "csv", "github", "text"])
def test_memory_does_not_grow_with_what_is_found(format: str, large: str, without: int) -> None:
    """Of 36,000 findings each takes a kilobyte if it is kept; with them there is hardly more than without."""
    assert peak("check", large, "--verbose", "--format", format) - without < 12
