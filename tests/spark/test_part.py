"""Parts of a record with what they reach are judged and checked as the whole of it is."""

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.spark.reach import reach_of_lines

from ..conftest import ROOT, thorough
from ..strategies import claim_files, mutated
from .joins import joined, reported, varied, written


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("record") / "claims.jsonl"


@given(record=st.one_of(claim_files(), mutated(claim_files())), part_lines=st.integers(1, 4))
@thorough(400)
def test_random_records(path: Path, record: dict[str, Any], part_lines: int) -> None:
    path.write_text(written(record) or "\n", encoding="utf-8")
    if path.read_text(encoding="utf-8").strip():
        assert joined(path, part_lines) == reported(path)


@given(seed=st.integers(0, 2**48), part_lines=st.integers(1, 12))
@thorough(800)
def test_random_reasoning(path: Path, seed: int, part_lines: int) -> None:
    """Rings, joint documents, allies, sites, waivers, ids given twice, and lines that are none."""
    path.write_text(varied(Random(seed)), encoding="utf-8")
    assert joined(path, part_lines) == reported(path)


@pytest.mark.parametrize("part_lines", [1, 7, 50])
def test_worked_record(path: Path, part_lines: int) -> None:
    path.write_text(written(json.loads((ROOT / "claims.json").read_text(encoding="utf-8"))), encoding="utf-8")
    assert joined(path, part_lines) == reported(path)


def test_a_line_that_is_no_text(path: Path) -> None:
    """It is an error and an unreadable claim; what stands beside it is read."""
    path.write_bytes(
        b'{"record": "party", "id": "p", "name": "N"}\n\xff\n\xef\xbb\xbf{}\n{"record": "claim", "id": "c"}'
    )
    found, judged = joined(path, 2)
    told = {(row[1], row[6], row[12]) for row in found if row[5] == "error"}
    assert told == {(2, "invalid-json", "/1"), (3, "invalid-json", "/2"), (4, "schema", "/3")}
    assert sorted((row[1], row[5]) for row in judged) == [(2, None), (3, None), (4, None)]


def test_too_many_faults(monkeypatch: pytest.MonkeyPatch) -> None:
    """What would not be read to its end is not read at all."""
    monkeypatch.setattr("sayso.record.file.MAX_PROBLEMS", 1)
    with pytest.raises(ValueError, match="more than 1 faults"):
        reach_of_lines([b"{", b"{", b"{"])
