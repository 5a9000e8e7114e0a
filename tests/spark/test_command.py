"""`sayso spark check` as far as it can be run without Spark."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sayso.spark.frames import is_record
from sayso_cli.commands.spark import fails, summary

Run = Callable[..., Any]


def test_without_the_library(sayso: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso_cli.commands.spark.find_spec", lambda _: None)
    result = sayso("spark", "check", "claims.jsonl", "-o", "out")
    assert result.exit_code == 2
    message = "sayso: error: `sayso spark` needs pyspark; install it by pip install 'sayso[spark]'\n"
    assert result.stderr == message


def test_what_it_tells(sayso: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    standings = {"refuted": 1, "corroborated": 1200, "": 2}
    findings = {("single-source", "warning"): 3, ("no-url", "note"): 1}
    asked: list[Any] = []

    def written(*given: Any) -> object:
        asked.append(given)
        return standings, findings

    monkeypatch.setattr("sayso_cli.commands.spark.find_spec", lambda _: True)
    monkeypatch.setattr("sayso_cli.commands.spark._check_and_write", written)
    result = sayso("spark", "check", "claims.jsonl", "-o", "out", "--min-voices", "2")
    assert result.exit_code == 0
    assert result.stderr.splitlines() == [
        "sayso: 1203 claims: 2 unreadable, 1,200 corroborated, 1 refuted",
        "sayso: no error, 3 warnings, 1 note",
    ]
    assert asked[0][:2] == ("claims.jsonl", "out")
    assert asked[0][4].top.min_voices == 2
    result = sayso("spark", "check", "claims.jsonl", "-o", "out", "--fail-on", "note", "--quiet")
    assert (result.exit_code, result.stderr) == (1, "")


@pytest.mark.parametrize(
    ("found", "least", "expected"),
    [
        ({}, "note", False),
        ({("single-source", "warning"): 1}, "error", False),
        ({("single-source", "warning"): 1}, "warning", True),
        ({("single-source", "error"): 1}, "never", False),
        ({("schema", "error"): 1}, "never", True),
        ({("schema", "warning"): 1}, "never", False),
    ],
)
def test_what_fails(found: dict[tuple[str, str], int], least: str, expected: bool) -> None:
    assert fails(found, least) is expected


def test_a_record_without_claims() -> None:
    assert summary({}, {}) == ("no claim: none", "no error, no warning, no note")


def test_what_is_one_record(tmp_path: Path) -> None:
    """Lines, whatever they are kept on, and tables; other folders hold claim files."""
    assert is_record("hdfs://there/claims/*.jsonl")
    assert is_record("s3a://there/tables")
    assert not is_record(str(tmp_path))
    (tmp_path / "claims.parquet").mkdir()
    assert is_record(str(tmp_path))
