"""Parts of a record with what they reach are judged and checked as the whole of it is."""

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
