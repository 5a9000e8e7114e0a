"""Two sources that are kept in one file of the project."""

import datetime
import json
from pathlib import Path
from typing import Any

import pytest

from sayso.record.load import load
from sayso.record.project import FoundFiles
from sayso.report import engine
from sayso.rules.registry import BY_NAME
from sayso.rules.rule import House

RULE = BY_NAME["same-document"]


def source(by: str, file: str) -> dict[str, Any]:
    return {"title": by, "by": [by], "basis": "investigation", "file": file}


@pytest.mark.parametrize(
    ("here", "in_register", "is_one"),
    [
        ("p.txt", "p.txt", False),
        ("shared/p.txt", "p.txt", True),
        ("p.txt", "../p.txt", True),
        ("./shared//p.txt", "../shared/./p.txt", True),
        ("P.txt", "../p.txt", False),
    ],
)
def test_each_file_is_seen_from_its_own_folder(here: str, in_register: str, is_one: bool) -> None:
    """A record in `r/claims.json` includes a register in `r/shared/`."""
    register = load(
        "r/shared/register.json",
        json.dumps({"version": 1, "sources": {"b": source("lab", in_register)}}).encode(),
        lines=False,
    )
    data = {
        "version": 1,
        "include": ["shared/register.json"],
        "parties": {id: {"name": id} for id in ("paper", "lab", "ministry")},
        "sources": {"a": source("paper", here)},
        "claims": [
            {
                "id": "c",
                "statement": "s",
                "claimant": ["ministry"],
                "evidence": [],
                "corroboration": [{"source": "a"}, {"source": "b"}],
            }
        ],
    }
    file = load("r/claims.json", json.dumps(data).encode(), lines=False)
    file.registers = [register]
    report = engine.check(FoundFiles((file,), 0), House(datetime.date(2026, 1, 1)), rules=(RULE,))
    judgement = report.files[0].claims[0].judgement
    assert judgement
    assert judgement.standing == ("single-source" if is_one else "corroborated")
    assert [each.message for told in report.files for each in told.found] == (
        ["`b` has the same file as `a`, so the two are one document"] if is_one else []
    )


@pytest.mark.parametrize(
    ("second", "is_told"),
    [("copy.txt", True), ("link.txt", True), ("other.txt", False), ("empty.txt", False), ("none.txt", False)],
)
def test_copies_and_links_have_the_same_bytes(tmp_path: Path, second: str, is_told: bool) -> None:
    """They are told, and are one voice only if the record says so."""
    for name, text in {
        "p": "It says so.",
        "copy": "It says so.",
        "other": "It says no.",
        "empty": "",
    }.items():
        (tmp_path / f"{name}.txt").write_text(text)
    (tmp_path / "link.txt").symlink_to("p.txt")
    (tmp_path / "empty-too.txt").write_text("")
    sources = {"a": source("paper", "p.txt"), "b": source("lab", second), "c": source("lab", "empty-too.txt")}
    sources["d"] = source("lab", "a\0b.txt")
    data = {
        "version": 1,
        "parties": {id: {"name": id} for id in ("paper", "lab")},
        "sources": sources,
        "claims": [],
    }
    file = load(str(tmp_path / "claims.json"), json.dumps(data).encode(), lines=False)
    report = engine.check(FoundFiles((file,), 0), House(datetime.date(2026, 1, 1)), rules=(RULE,))
    assert [each.message for told in report.files for each in told.found] == (
        ["`b` has the same bytes as `a`, so the two are one document"] if is_told else []
    )


@pytest.mark.parametrize("order", ["abcd", "acbd", "dcba", "bdac"])
def test_each_document_is_told_once_in_any_order(tmp_path: Path, order: str) -> None:
    """Two of them are one only by a third, which has the address of one and the hash of the other."""
    page, text = {"url": "https://ledger.example/a"}, {"sha256": "a" * 64}
    plain = {"title": "A", "by": ["lab"], "basis": "investigation"}
    sources = {"a": plain | page, "b": plain | text, "c": plain | page | text, "d": plain | page | text}
    data = {
        "version": 1,
        "parties": {"lab": {"name": "Lab"}},
        "sources": {id: sources[id] for id in order},
        "claims": [],
    }
    file = load(str(tmp_path / "claims.json"), json.dumps(data).encode(), lines=False)
    report = engine.check(FoundFiles((file,), 0), House(datetime.date(2026, 1, 1)), rules=(RULE,))
    assert sum(len(told.found) for told in report.files) == 3


def test_a_file_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Under however many names; else a large one, named a thousand times, would take minutes."""
    read: list[str] = []

    def digest(name: str, _: str) -> str:
        read.append(name)
        return "a" * 64

    monkeypatch.setattr("sayso.record.citations.attachment_hash", digest)
    (tmp_path / "p.txt").write_text("It says so.")
    data = {
        "version": 1,
        "parties": {"lab": {"name": "Lab"}},
        "sources": {f"s{number}": source("lab", "./" * number + "p.txt") for number in range(9)},
        "claims": [],
    }
    file = load(str(tmp_path / "claims.json"), json.dumps(data).encode(), lines=False)
    report = engine.check(FoundFiles((file,), 0), House(datetime.date(2026, 1, 1)), rules=(RULE,))
    assert sum(len(told.found) for told in report.files) == 8
    assert read == ["p.txt"]
