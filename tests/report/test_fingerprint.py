"""What a finding is about stays the same when lines move."""

import json
import re
from typing import Any

import pytest

from sayso.record.file import File, Place
from sayso.record.load import load
from sayso.record.places import Pointer
from sayso.report.fingerprint import Fingerprint, Fingerprints
from sayso.rules.finding import Finding, Level

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
RECORD: dict[str, Any] = {
    "version": 1,
    "include": ["a.json", "b.json"],
    "parties": {"p": {"name": "P"}, "q": {"name": "Q", "controlled_by": ["p"]}},
    "sources": {"s": {"title": "S", "by": ["q", "p"], "basis": "statement"}},
    "claims": [{"id": "first", "statement": 5}, CLAIM, {"nothing": 1}],
}


def read(data: Any, *, lines: bool = False) -> File:
    text = "\n".join(map(json.dumps, data)) if lines else json.dumps(data)
    return load("a.json", text.encode(), lines=lines)


def finding(
    file: File, pointer: Pointer, check: str = "no-url", claim: str = "", message: str = "m"
) -> Finding:
    return Finding(Level.NOTE, message, "h", Place(file, pointer), claim=claim, check=check)


def at(file: File, pointer: Pointer) -> str:
    """The place in a fingerprint of a finding that is about no claim."""
    return Fingerprints().of(finding(file, pointer), "f").at


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
        (("sources", "gone", "by", 1), "/sources/gone/by/?"),
        (("claims", 1), "/claims/c"),
        (("claims", 1, "id"), "/claims/c/id"),
        (("claims", 1, "corroboration"), "/claims/c/corroboration"),
        (("claims", 1, "corroboration", 1, "source"), "/claims/c/corroboration/t/source"),
        (("claims", 1, "response", 0, "party"), "/claims/c/response/p/party"),
        (("claims", 1, "figures", 0, "value"), "/claims/c/figures/rain/value"),
        (("claims", 1, "waive", 0), "/claims/c/waive/no-url"),
        (("claims", 1, "tags", 1), "/claims/c/tags/y"),
        (("claims", 0, "evidence", 3), "/claims/first/evidence/?"),
        (("claims", 2, "nothing"), "/claims/?/nothing"),
    ],
)
def test_ids_stand_for_indices(pointer: Pointer, expected: str) -> None:
    assert at(read(RECORD), pointer) == expected


def test_records_in_lines() -> None:
    records = [
        {"record": "party", "id": "p", "name": "P"},
        {"record": "source", "id": "s", "title": "S", "by": ["p"], "basis": "statement"},
        {"record": "claim", **CLAIM},
        {"record": "claim"},
    ]
    file = read(records, lines=True)
    assert [at(file, pointer) for pointer in ((0, "name"), (1, "by", 0), (2, "tags", 0), (3, "id"))] == [
        "/parties/p/name",
        "/sources/s/by/p",
        "/claims/c/tags/x",
        "/claims/?/id",
    ]


@pytest.mark.parametrize("check", ["self-asserted", "overstated", "too-few-voices"])
def test_what_is_claimed_is_part_of_it(check: str) -> None:
    """Another statement or claimant is another finding; of other checks it is the same."""

    def made(name: str, at: int = 1, **more: Any) -> Fingerprint:
        claims = [RECORD["claims"][0], CLAIM | more]
        file = read(RECORD | {"claims": claims[:: 1 if at else -1]})
        return Fingerprints().of(finding(file, ("claims", at, "statement"), name, "c"), "f")

    both = made(check, claimant=["p", "q"])
    assert both == made(check, at=0, claimant=["q", "p"])
    several = {made(check), made(check, statement="It snowed."), made(check, claimant=["q"]), both}
    assert len(several) == 4
    assert all(re.fullmatch("[0-9a-f]{32}", each.claimed) for each in several)
    assert made("no-occasion") == made("no-occasion", statement="It snowed.", claimant=["q"])
    assert made("no-occasion").claimed == ""


def test_what_is_claimed_cannot_be_read() -> None:
    file = read(RECORD)
    for place in (("claims", 0), ("version",), ("parties", "p")):
        assert Fingerprints().of(finding(file, place, "self-asserted"), "f").claimed == ""


def test_lines_order_and_words_have_no_part() -> None:
    """It holds on to path, check, claim and what it is about, and to nothing else."""
    make = Fingerprints()
    place = ("claims", 1, "corroboration", 0)
    one = make.of(finding(read(RECORD), place, claim="c"), "f")
    moved = read(RECORD | {"claims": [CLAIM | {"corroboration": [{"source": "n"}, {"source": "s"}]}]})
    there = ("claims", 0, "corroboration", 1)
    assert make.of(finding(moved, there, claim="c", message="other words"), "f") == one
    for other, path in (
        (finding(moved, ("claims", 0, "corroboration", 0), claim="c"), "f"),
        (finding(moved, there, check="no-locator", claim="c"), "f"),
        (finding(moved, there, claim="d"), "f"),
        (finding(moved, there, claim="c"), "g"),
    ):
        assert make.of(other, path) != one
