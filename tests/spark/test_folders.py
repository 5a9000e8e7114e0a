"""Claim files of a folder are checked the same, whichever of them are checked together."""

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sayso
from sayso.record.file import unreadable_file
from sayso.record.project import Project
from sayso.spark.folders import CHECKS_OF_FILES, check_files, registers_of

from ..conftest import thorough
from ..provenance.files import random_file
from .joins import DAY, TERMS, Rows, findings, settled, standings


def whole(folder: Path) -> tuple[Rows, Rows]:
    """What `sayso check` finds in the files of a folder, by the checks that look at one of them."""
    report = sayso.check(folder, as_of=DAY)
    run = (row for row in report.rows() if row["check"] in CHECKS_OF_FILES)
    return findings(run), standings(report.claim_rows())


def apart(folder: Path, together: int) -> tuple[Rows, Rows]:
    """The same of so many files at a time."""
    names = list(Project().search(str(folder)))
    parts = [names[start : start + together] for start in range(0, len(names), together)]
    included = set[str]().union(*map(registers_of, parts))
    rows = [row for part in parts for row in check_files(part, lambda _: TERMS, included)]
    found, judged = settled(rows)
    # What two files find in what both include is found once.
    return Rows({row: 1 if not row[7] else number for row, number in found.items()}), judged


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("project")


def put(folder: Path, name: str, value: object) -> None:
    (folder / name).write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")


@given(seed=st.integers(0, 2**48), together=st.integers(1, 3))
@thorough(200)
def test_random_folders(folder: Path, seed: int, together: int) -> None:
    """Files with a register in common, which is one of them; one that is no claim file, one broken."""
    random = Random(seed)
    shared: dict[str, Any] = random_file(random, 4, 6, 2)
    waived = [{"check": random.choice(["no-url", "claimant-publisher", "single-source"]), "reason": "R"}]
    for source in shared["sources"].values():
        source.update({"publisher": "p0"}, **random.choice([{}, {"waive": waived}]))
    put(folder, "a.json", shared)
    for number in range(3):
        own = random_file(random, 4, 6, 3)
        kept = random.choice([[], ["parties"], ["parties", "sources"]])
        included = {"include": ["a.json"], **{name: {} for name in kept}} if kept else {}
        put(folder, f"c{number}.json", {**own, **included})
    put(folder, "none.json", {})
    put(folder, "wrong.json", random.choice(["{", '{"claims": 1}', "[]"]))
    assert apart(folder, together) == whole(folder)


def test_what_is_no_claim_file(tmp_path: Path) -> None:
    """It is passed over; a folder that cannot be searched is a file that cannot be read."""
    put(tmp_path, "none.json", {})
    assert not list(check_files([str(tmp_path / "none.json")], lambda _: TERMS, ()))
    (row,) = check_files([unreadable_file("x", "it is not there", "mend it")], lambda _: TERMS, ())
    assert (row["what"], row["check"], row["path"]) == ("finding", "invalid-json", "x")
