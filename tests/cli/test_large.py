"""Files that are large in one way: a run takes a time that grows with them, and ends."""

import json
from pathlib import Path

import pytest

from .records import claim, record
from .writing import start

# So long a run may take, in seconds, on a machine that does much else; what grows faster takes hours.
_ENOUGH = 240


def run(folder: Path, *args: str) -> tuple[int, str, str]:
    """Run `sayso` as a process; exit status and what it wrote."""
    process = start(folder, *args)
    out, err = process.communicate(timeout=_ENOUGH)
    return process.returncode, out.decode(), err.decode()


def made(*claims: object) -> str:
    return json.dumps(record(*claims), ensure_ascii=False, indent=2)


def equal(number: int) -> str:
    return made(*(claim(f"c{at}", "readings") for at in range(number)))


@pytest.mark.thorough
def test_100_000_equal_statements(tmp_path: Path) -> None:
    """Each is compared with the first; those of the file are laid out, and one is added."""
    path = tmp_path / "claims.json"
    path.write_text(equal(100_000))
    status, out, err = run(tmp_path, "check", "--select", "similar-claim", "--fail-on", "note")
    assert (status, out) == (1, "100000 claims: ●○ 100000 single-source\n")
    assert "no error, no warning, 99999 notes" in err
    assert run(tmp_path, "fmt", "--check")[0] == 1
    status, out, _ = run(
        tmp_path, *("add", "claim", "--id", "new", "--statement", "Power was back by noon."),
        "--claimant", "ministry",
    )  # fmt: skip
    assert status == 0
    assert "self-asserted" in out
    assert json.loads(path.read_text())["claims"][-1]["id"] == "new"


@pytest.mark.thorough
def test_equal_statements_in_a_baseline_and_a_diff(tmp_path: Path) -> None:
    text = equal(5_000).replace("by noon", "by n\\u00f6on")
    (tmp_path / "claims.json").write_text(text)
    assert run(tmp_path, "baseline")[0] == 0
    status, out, err = run(tmp_path, "check", "--baseline", "sayso-baseline.json", "--fail-on", "note")
    assert (status, out) == (0, "5000 claims: ●○ 5000 single-source\n")
    assert "no longer" not in err
    status, out, _ = run(tmp_path, "fmt", "--diff")
    assert status == 1
    assert out.count('\n-      "statement": "Power was back by n\\u00f6on."') == 5_000


@pytest.mark.thorough(one_in=4)
@pytest.mark.parametrize("text", ["word ", "x", "水", "\u202e"])
def test_a_statement_of_10_mb(tmp_path: Path, text: str) -> None:
    """Of one word or of many, and beside one that is nearly the same."""
    statement = text * (10_000_000 // len(text.encode()))
    first = claim("first", "readings") | {"statement": statement}
    second = claim("second", "readings") | {"statement": statement + "end"}
    (tmp_path / "claims.json").write_text(made(first, second), encoding="utf-8")
    status, out, _ = run(tmp_path, "check", "--select", "similar-claim")
    assert (status, out) == (0, "2 claims: ●○ 2 single-source\n")
    assert run(tmp_path, "fmt")[0] == 0
    top = json.loads((tmp_path / "claims.json").read_bytes())
    assert [len(each["statement"]) for each in top["claims"]] == [len(statement), len(statement) + 3]
    assert run(tmp_path, "baseline", "-q")[0] == 0
    assert (tmp_path / "sayso-baseline.json").stat().st_size < 10_000
