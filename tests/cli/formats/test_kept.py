"""Every format against kept reports, a file a case and format.

`SAYSO_UPDATE_CASES=1 pytest tests/cli/formats` writes them anew, and fails so that it cannot be left on; read
what it wrote. The pages of the checks, which are SARIF help, are left out: they have tests of their own.
"""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

from sayso import __version__

from ..records import DECLARED, FLAGGED, MIXED, SINGLE, SOUND, claim, record, write
from .readers import CI, READERS

Run = Callable[..., Any]
HERE: Final = Path(__file__).parent
UPDATE: Final = bool(os.environ.get("SAYSO_UPDATE_CASES"))
WAIVED: Final = [
    {"check": "single-source", "reason": "nobody else was there"},
    {"check": "overstated", "reason": "the second source is under embargo"},
]
CASES: Final[dict[str, dict[str, Any]]] = {
    "mixed": {"mixed.json": MIXED},
    "files": {
        "a b/wäre.json": record(SINGLE | {"standing": "corroborated", "waive": WAIVED}, DECLARED),
        "broken.json": "[",
        "c.jsonl": '{"record": "claim", "id": "alone"}\n{"record": "clam"}\n',
        "empty.json": record(),
        "lost.json": record(claim("lost", "nowhere"), SOUND, SOUND, 5),
    },
    "nothing": {"sound.json": record(claim("sound", kind="opinion"))},
}


def report(run: Run, case: str, format: str, folder: Path) -> str:
    """The report of a case, without what changes from version to version."""
    for name, data in CASES[case].items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        if isinstance(data, str):
            path.write_text(data, encoding="utf-8")
        else:
            write(path, data)
    checks = ["--ignore", "evidence,consistency"] if case == "mixed" else []
    result = run(
        "check", ".", "-f", format, "-q", "--as-of", "2026-01-01", *checks or ["--select", "standing"]
    )
    text: str = result.stdout_bytes.decode()
    READERS[format](text)
    if format == "sarif":
        log = json.loads(text.replace(__version__, "0.0.0"))
        for rule in log["runs"][0]["tool"]["driver"]["rules"]:
            rule["help"] = {"text": "…", "markdown": "…"}
        text = json.dumps(log, ensure_ascii=False, indent=2) + "\n"
    return text


@pytest.mark.parametrize("format", CI)
@pytest.mark.parametrize("case", CASES)
def test_report(sayso: Run, tmp_path: Path, case: str, format: str) -> None:
    text = report(sayso, case, format, tmp_path)
    kept = HERE / "kept" / f"{case}.{format}"
    if UPDATE:
        kept.parent.mkdir(exist_ok=True)
        kept.write_bytes(text.encode())
        pytest.fail("written anew; unset SAYSO_UPDATE_CASES")
    assert text == kept.read_bytes().decode()


def test_no_other_report_is_kept() -> None:
    kept = {path.name for path in (HERE / "kept").iterdir()}
    assert kept == {f"{case}.{format}" for case in CASES for format in CI}


@pytest.mark.parametrize("format", CI)
def test_same_report_every_time(
    sayso: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format: str
) -> None:
    """It does not hang on the width, the colour, or how much is shown."""
    write(tmp_path / "a.json", record(FLAGGED, SINGLE))
    first = sayso("check", "-f", format, "a.json").stdout_bytes
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert sayso(
        "check", "-f", format, "-v", "--color", "always", "./a.json"
    ).stdout_bytes == first or format in (
        "jsonl",
        "csv",
    )
    assert sayso("check", "-f", format, "-v", "--color", "always", "a.json").stdout_bytes == first


@pytest.mark.parametrize("format", CI)
def test_no_findings(sayso: Run, tmp_path: Path, format: str) -> None:
    write(tmp_path / "a.json", record(SOUND))
    result = sayso("check", "-f", format, "a.json")
    assert result.exit_code == 0
    READERS[format](result.stdout_bytes.decode())


@pytest.mark.parametrize("format", CI)
@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-16"])
def test_other_encodings(process: Callable[..., Any], tmp_path: Path, format: str, encoding: str) -> None:
    """Where standard output is not in UTF-8 a report is still well formed."""
    write(tmp_path / "a.json", record(claim("a", "brief", statement="停电 café 🔌")))
    result = process("check", "a.json", "-f", format, "-q", env={"PYTHONIOENCODING": encoding})
    assert result.stderr == b""
    READERS[format](result.stdout.decode(encoding))


def test_example_of_the_readme(sayso: Run, tmp_path: Path) -> None:
    """A claim on its claimant's word alone: an annotation on its line, an alert, a readable comment."""
    shutil.copy(HERE.parents[2] / "docs" / "example" / "claims.json", tmp_path)
    lines = (tmp_path / "claims.json").read_text(encoding="utf-8").splitlines()
    targets = [part for name in CI for part in ("-f", name, "-o", f"out.{name}")]
    assert sayso("check", "claims.json", *targets).exit_code == 1
    read = {name: READERS[name]((tmp_path / f"out.{name}").read_bytes().decode()) for name in CI}
    worst = read["github"][0]
    assert worst.name == "error"
    assert worst.properties["title"] == "self-asserted: sorlia-attacked-grid"
    assert "Sorlia attacked the northern grid" in lines[int(worst.properties["line"]) - 1]
    alert = next(each for each in read["sarif"]["results"] if each["ruleId"] == "self-asserted")
    assert alert["level"] == "error"
    assert "claimant's own assertion" in alert["message"]["text"]
    (row,) = read["markdown"].rows[1:]
    assert row[1:4] == [
        "sorlia-attacked-grid Sorlia attacked the northern grid on 3 March 2026.",
        "○○ self-asserted",
        "self-asserted claimant-voice traces-to-claimant",
    ]
