"""How `similar-claim` compares statements, and that it has no bad day."""

import datetime
import json
import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.record.file import File
from sayso.record.load import load
from sayso.record.project import Found
from sayso.report import engine
from sayso.rules.registry import BY_NAME
from sayso.rules.rule import House
from sayso.rules.similar_claim import like, read


def file(statements: list[str]) -> File:
    claims = [
        {"id": f"c{n}", "statement": statement, "claimant": ["a"], "evidence": [], "corroboration": []}
        for n, statement in enumerate(statements)
    ]
    record = {"version": 1, "parties": {"a": {"name": "A"}}, "claims": claims}
    return load("claims.json", json.dumps(record).encode(), lines=False)


def reported(statements: list[str]) -> int:
    found = Found((file(statements),), 0)
    report = engine.check(found, House(datetime.date(2026, 1, 1)), rules=[BY_NAME["similar-claim"]])
    return sum(len(each.findings) for each in report.files)


@given(st.text(), st.text())
def test_likeness_goes_both_ways(one: str, other: str) -> None:
    assert like(read(one), read(one))
    assert like(read(one), read(other)) is like(read(other), read(one))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("The bridge was closed in May.", "the bridge was closed, in May", True),
        ("The bridge was closed in May.", "The bridge was shut in May.", False),
        (
            "The old bridge over the river was closed in May.",
            "The old bridge over the river was shut in May.",
            True,
        ),
        (
            "The old bridge over the river was closed in 2024.",
            "The old bridge over the river was closed in 2025.",
            False,
        ),
        ("NASA opened the archive to all.", "ESA opened the archive to all.", False),
        ("McDonald opened the archive to all.", "NASA opened the archive to all.", False),
        ("He opened the archive to all.", "She opened the archive to all.", True),
        ("国家安全部发布双语报告", "国家安全部发布了双语报告", True),
        ("国家安全部发布双语报告", "外交部否认了这一指控", False),
        ("กระทรวงเปิดสะพานใหม่", "กระทรวงเปิดสะพานใหม่แล้ว", True),
    ],
)
def test_like(one: str, other: str, expected: bool) -> None:
    assert like(read(one), read(other)) is expected


def test_equal_statements_are_found_in_linear_time() -> None:
    start = time.process_time()
    assert reported(["The same statement, over and over."] * 20_000) == 19_999
    assert time.process_time() - start < 60


def test_a_statement_of_ten_megabytes() -> None:
    start = time.process_time()
    assert reported(["word " * 2_000_000, "长" * 3_000_000, "a" * 10_000_000]) == 0
    assert time.process_time() - start < 60


def test_ten_thousand_statements_from_few_words() -> None:
    pick = random.Random(1)
    vocabulary = [f"word{chr(97 + n)}" for n in range(26)]
    for size in (26, 3):
        statements = [" ".join(pick.choices(vocabulary[:size], k=16)) for _ in range(10_000)]
        start = time.process_time()
        reported(statements)
        assert time.process_time() - start < 60
