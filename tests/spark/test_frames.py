"""The same answers by Spark, on two workers: `make test-all` runs this in an environment that has Spark."""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from typer.testing import CliRunner

from sayso.spark import frames
from sayso_cli.main import app

from ..conftest import ROOT
from ..provenance.files import random_file
from .joins import DAY, TERMS, Rows, findings, reported, standings, varied, written
from .test_folders import put, whole

pytest.importorskip("pyspark", reason="no Spark here; make test-all brings it")


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    builder: Any = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    # What is tested is small.
    made = (
        builder.config("spark.sql.shuffle.partitions", "2").config("spark.driver.memory", "2g").getOrCreate()
    )
    yield made
    made.stop()


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file whose lines are checked by five."""
    monkeypatch.setattr(frames, "PART_LINES", 5)
    return tmp_path / "claims.jsonl"


def checked(session: Any, path: Path) -> tuple[Rows, Rows]:
    """What Spark finds in the lines at `path`."""
    found = frames.check_lines(frames.lines_of(session, str(path)), TERMS, str(path))
    return compared(found)


def compared(found: frames.ResultTables) -> tuple[Rows, Rows]:
    rows = ([row.asDict() for row in table.collect()] for table in found)
    return findings(next(rows)), standings(next(rows))


@pytest.mark.parametrize("seed", range(4))
def test_random_records(session: Any, path: Path, seed: int) -> None:
    path.write_text(varied(Random(seed)), encoding="utf-8")
    assert checked(session, path) == reported(path)


def test_worked_record(session: Any, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frames, "PART_LINES", 100)
    path.write_text(written(json.loads((ROOT / "claims.json").read_text(encoding="utf-8"))), encoding="utf-8")
    assert checked(session, path) == reported(path)


def test_skew(session: Any, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A source that all claims cite, and a party that controls half the parties: each part has them once."""
    monkeypatch.setattr(frames, "PART_LINES", 500)
    parties = {
        f"p{n}": {"name": f"N{n}", "controlled_by": ["p0"] if 0 < n < 500 else []} for n in range(1000)
    }
    sources = {
        "all": {"title": "T", "by": ["p1"], "basis": "investigation"},
        **{f"s{n}": {"title": "T", "by": [f"p{n}"], "basis": "investigation"} for n in range(1000)},
    }
    claims = [
        {
            "id": f"c{n}",
            "statement": f"S {n}.",
            "claimant": [f"p{n % 1000}"],
            "evidence": [],
            "corroboration": [{"source": "all"}, {"source": f"s{n * 7 % 1000}"}],
        }
        for n in range(4000)
    ]
    path.write_text(written({"parties": parties, "sources": sources, "claims": claims}), encoding="utf-8")
    assert checked(session, path) == reported(path)
    entries, _ = frames._entries(frames.lines_of(session, str(path)), str(path))
    found_by = frames._entries_by_key(entries)
    reached = frames._reached_entries(entries, found_by, found_by.where("several").select("key"))
    at = entries.where("id = 'source all'").select("pos")
    assert reached.join(at, "pos").count() <= 13


def test_lines_that_cannot_be_read(session: Any, path: Path) -> None:
    """Each is an error, and counts as an unreadable claim; the others are checked all the same."""
    party = {"record": "party", "id": "p", "name": "N"}
    claim = {"record": "claim", "id": "c", "statement": "S.", "claimant": ["p"]}
    lines = [json.dumps(party).encode(), b"\xff\xfe", b"{", b"", b'\xef\xbb\xbf{"record": "claim"}']
    lines.append(json.dumps({**claim, "evidence": [{"source": "none"}], "corroboration": []}).encode())
    lines.append(json.dumps({**claim, "id": "d", "evidence": [], "corroboration": []}).encode())
    path.write_bytes(b"\n".join(lines))
    found = frames.check_lines(frames.lines_of(session, str(path)), TERMS, str(path))
    errors = {(row.check, row.line) for row in found.findings.where("level = 'error'").collect()}
    expected = {("invalid-json", 2), ("invalid-json", 3), ("invalid-json", 5), ("unknown-reference", 6)}
    assert errors == expected | {("self-asserted", 7)}
    judged = {(row.line, row.standing) for row in found.standings.collect()}
    assert judged == {(2, None), (3, None), (5, None), (6, None), (7, "self-asserted")}


def test_tables(session: Any, path: Path) -> None:
    """Rows of tables are checked as the lines of a record are; they go through Parquet."""
    record = json.loads((ROOT / "docs" / "example" / "claims.json").read_text(encoding="utf-8"))
    lines = written(record).splitlines()
    for name, kind in (("parties", "party"), ("sources", "source"), ("claims", "claim")):
        own = [line for line in lines if json.loads(line)["record"] == kind]
        table = session.read.json(session.sparkContext.parallelize(own, 2)).drop("record")
        table.coalesce(1).write.parquet(str(path.parent / f"{name}.parquet"))
    path.write_text("\n".join(lines), encoding="utf-8")
    tables = (
        session.read.parquet(str(path.parent / f"{name}.parquet"))
        for name in ("parties", "sources", "claims")
    )
    found = frames.check(*tables, as_of=DAY)

    def told(rows: list[dict[str, Any]]) -> list[tuple[object, ...]]:
        return sorted((row["level"], row["check"], row["claim"], row["message"]) for row in rows)

    import sayso

    report = sayso.check(path, as_of=DAY)
    assert told([row.asDict() for row in found.findings.collect()]) == told(report.rows())
    assert {(row.path, row.line, row.standing) for row in found.standings.collect()} == {
        ("claims", 1, "self-asserted"),
        ("claims", 2, "single-source"),
    }


def test_too_many_alike(session: Any, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frames, "MAX_ALIKE", 1)
    path.write_text(
        '{"record": "party", "id": "a", "name": "N"}\n{"record": "party", "id": "b", "name": "N"}\n'
    )
    with pytest.raises(frames.TangledRecord, match="'look name n'"):
        checked(session, path)


def test_too_long_a_chain(session: Any, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frames, "MAX_STEPS", 2)
    lines = [
        json.dumps({"record": "party", "id": f"p{n}", "name": f"N{n}", "controlled_by": [f"p{n + 5}"]})
        for n in range(30)
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(frames.TangledRecord, match="more than 2 links"):
        checked(session, path)


def test_folder(session: Any, tmp_path: Path) -> None:
    """Each file is a record of its own, and what two of them include is told of once."""
    random = Random(1)
    put(tmp_path, "a.json", random_file(random, 4, 6, 2))
    for number in range(5):
        own = random_file(random, 4, 6, 3)
        put(tmp_path, f"c{number}.json", {**own, "include": ["a.json"], "parties": {}, "sources": {}})
    put(tmp_path, "none.json", {})
    put(tmp_path, "wrong.json", "{")
    found = frames.check_folder(
        session, str(tmp_path), lambda _: TERMS, lambda path: path.endswith("c4.json")
    )
    (tmp_path / "c4.json").unlink()
    assert compared(found) == whole(tmp_path)


def test_command(session: Any, path: Path) -> None:
    """It writes the tables, says what it found, and ends with the status of `sayso check`."""
    path.write_text(
        written(json.loads((ROOT / "docs" / "example" / "claims.json").read_text(encoding="utf-8"))),
        encoding="utf-8",
    )
    output = path.parent / "out"
    run = ("spark", "check", str(path), "--format", "json", "--no-config", "-o")
    result = CliRunner().invoke(app, [*run, str(output)])
    assert result.exit_code == 1
    assert "2 claims: 1 self-asserted, 1 single-source" in result.stderr
    assert session.read.json(str(output / "standings")).count() == 2
    assert session.read.json(str(output / "findings")).where("level = 'error'").count() == 1
    result = CliRunner().invoke(app, [*run, str(output)])
    assert (result.exit_code, result.stderr.split(": ", 2)[1]) == (2, "error")
    result = CliRunner().invoke(
        app, [*run[:2], str(path.parent / "none.jsonl"), "-o", str(path.parent / "no")]
    )
    assert result.exit_code == 2
    assert "sayso: error: Spark could not check" in result.stderr
