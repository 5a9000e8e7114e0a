"""`twin-parties` on large and hostile records."""

import datetime
import json
import time
from collections.abc import Iterator
from typing import Any

import pytest

from sayso.record.load import load
from sayso.record.project import FoundFiles
from sayso.report import engine
from sayso.rules.finding import Finding
from sayso.rules.registry import BY_NAME
from sayso.rules.rule import House

RULE = BY_NAME["twin-parties"]


def found(parties: dict[str, Any]) -> Iterator[Finding]:
    data = {"version": 1, "parties": parties, "sources": {}, "claims": []}
    file = load("claims.json", json.dumps(data).encode(), lines=False)
    report = engine.check(FoundFiles((file,), 0), House(datetime.date(2026, 1, 1)), rules=(RULE,))
    return (each for each in report.files[0].found if each.check == RULE.name)


def seconds(parties: dict[str, Any]) -> float:
    start = time.process_time()
    list(found(parties))
    return time.process_time() - start


def distinct(count: int) -> dict[str, Any]:
    return {
        f"p{number}": {
            "name": f"Party {number}",
            "aliases": [f"Пaртия {number}"],
            "domains": [f"party-{number}.example"],
            "url": f"https://x.com/party{number}",
        }
        for number in range(count)
    }


@pytest.mark.thorough
def test_time_is_linear() -> None:
    few, many = distinct(2_500), distinct(20_000)
    assert not list(found(few))
    assert seconds(many) < 3 * 8 * seconds(few)


def test_many_with_one_name_are_told_once_each() -> None:
    parties = {id: party | {"name": "The Same"} for id, party in distinct(2_000).items()}
    told = list(found(parties))
    assert len(told) == 1_999
    assert {each.related[0].pointer for each in told} == {"/parties/p0/name"}


def test_ladders_of_control_take_no_long_time() -> None:
    """No line can be told from its head alone: each party has two owners, and all have one name."""
    size = 3_000
    parties = {
        f"{side}{number}": {
            "name": f"{'Same' if number % 2 else number}",
            "controlled_by": [f"{other}{number - 1}" for other in "ab"] if number else [],
        }
        for number in range(size)
        for side in "ab"
    }
    parties |= {f"c{number}": {"name": "Same", "controlled_by": []} for number in range(size)}
    assert seconds(parties) < 20


def test_a_ring_and_its_members_are_one() -> None:
    parties = {
        "a": {"name": "Same", "controlled_by": ["b"]},
        "b": {"name": "Other", "controlled_by": ["a"]},
        "c": {"name": "same", "controlled_by": [{"party": "a", "until": "2020"}]},
        "d": {"name": "SAME"},
    }
    assert [each.pointer for each in found(parties)] == ["/parties/d/name"]
