"""What a finding is about stays the same when lines move."""

import json
from pathlib import Path
from typing import Any

import pytest

from sayso.finding import Finding, Level
from sayso.fingerprint import fingerprint, locator
from sayso.record.file import File, Place
from sayso.record.load import load
from sayso.record.places import Pointer

CLAIM = {
    "id": "c",
    "statement": "It rained.",
    "claimant": ["p"],
    "evidence": [],
    "corroboration": [{"source": "s"}, {"source": "t"}],
    "response": [{"party": "p", "answer": "denies"}],
    "figures": [{"measure": "rain", "value": 3}],
    "waive": [{"check": "no-url", "reason": "r"}],
    "tags": ["x", "y"],
}
RECORD = {
    "version": 1,
    "include": ["a.json", "b.json"],
    "parties": {"p": {"name": "P"}, "q": {"name": "Q", "controlled_by": ["p"]}},
    "sources": {"s": {"title": "S", "by": ["q", "p"], "basis": "statement"}},
    "claims": [{"id": "first", "statement": 5}, CLAIM, {"nothing": 1}],
}


def read(data: Any, *, lines: bool = False) -> File:
    text = "\n".join(map(json.dumps, data)) if lines else json.dumps(data)
    return load("a.json", text.encode(), lines=lines)


@pytest.mark.parametrize(
    ("pointer", "expected"),
    [
        ((), ""),
        (("version",), "/version"),
        (("include",), "/include"),
        (("include", 1), "/include/b.json"),
        (("parties", "q", "controlled_by", 0), "/parties/q/controlled_by/p"),
        (("sources", "s", "by", 1), "/sources/s/by/p"),
        (("sources", "s"), "/sources/s"),
        (("sources", "gone", "by", 1), "/sources/gone/by/1"),
        (("claims", 1), "/claims/c"),
        (("claims", 1, "id"), "/claims/c/id"),
        (("claims", 1, "corroboration"), "/claims/c/corroboration"),
        (("claims", 1, "corroboration", 1, "source"), "/claims/c/corroboration/t/source"),
        (("claims", 1, "response", 0, "party"), "/claims/c/response/p/party"),
        (("claims", 1, "figures", 0, "value"), "/claims/c/figures/rain/value"),
        (("claims", 1, "waive", 0), "/claims/c/waive/no-url"),
        (("claims", 1, "tags", 1), "/claims/c/tags/y"),
        (("claims", 0, "evidence", 3), "/claims/first/evidence/3"),
        (("claims", 2, "nothing"), "/claims/2/nothing"),
    ],
)
def test_locator(pointer: Pointer, expected: str) -> None:
    assert locator(read(RECORD), pointer) == expected


def test_locator_of_records_in_lines() -> None:
    records = [
        {"record": "party", "id": "p", "name": "P"},
        {"record": "source", "id": "s", "title": "S", "by": ["p"], "basis": "statement"},
        {"record": "claim", **CLAIM},
        {"record": "claim"},
    ]
    file = read(records, lines=True)
    assert [locator(file, pointer) for pointer in ((0, "name"), (1, "by", 0), (2, "tags", 0), (3, "id"))] == [
        "/parties/p/name",
        "/sources/s/by/p",
        "/claims/c/tags/x",
        "/3/id",
    ]


def finding(
    file: File, pointer: Pointer, check: str = "no-url", claim: str = "c", message: str = "m"
) -> Finding:
    return Finding(check, Level.NOTE, claim, message, "h", Place(file, pointer))


def test_fingerprint() -> None:
    """It holds on to path, check, claim and what it is about, and to nothing else."""
    one = fingerprint(finding(read(RECORD), ("claims", 1, "corroboration", 0)))
    assert len(one) == 32
    moved = read(RECORD | {"claims": [CLAIM | {"corroboration": [{"source": "n"}, {"source": "s"}]}]})
    place = ("claims", 0, "corroboration", 1)
    assert fingerprint(finding(moved, place, message="other words")) == one
    other_path = load("b.json", moved.text.encode(), lines=False)
    for other in (
        finding(moved, ("claims", 0, "corroboration", 0)),
        finding(moved, place, check="no-locator"),
        finding(moved, place, claim="d"),
        finding(other_path, place),
    ):
        assert fingerprint(other) != one
    assert fingerprint(finding(other_path, place), "a.json") == one


def test_fingerprint_of_a_name_that_is_no_text() -> None:
    file = load(str(Path("\udcff.json")), json.dumps(RECORD).encode(), lines=False)
    assert fingerprint(finding(file, ())) != fingerprint(finding(read(RECORD), ()))
