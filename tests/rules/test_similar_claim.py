"""How `similar-claim` compares statements, and that it has no bad day."""

import datetime
import json
import random
import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.record.file import File
from sayso.record.load import load
from sayso.record.project import FoundFiles
from sayso.report import engine
from sayso.rules import similar_claim
from sayso.rules.registry import BY_NAME
from sayso.rules.rule import House
from sayso.rules.statements import are_alike, is_change_without_replacing, read_statement


def file(statements: list[str]) -> File:
    claims = [
        {"id": f"c{n}", "statement": statement, "claimant": ["a"], "evidence": [], "corroboration": []}
        for n, statement in enumerate(statements)
    ]
    record = {"version": 1, "parties": {"a": {"name": "A"}}, "claims": claims}
    return load("claims.json", json.dumps(record).encode(), lines=False)


def reported(statements: list[str]) -> int:
    found = FoundFiles((file(statements),), 0)
    report = engine.check(found, House(datetime.date(2026, 1, 1)), rules=[BY_NAME["similar-claim"]])
    return sum(len(each.findings) for each in report.files)


@given(st.text(), st.text())
def test_likeness_goes_both_ways(one: str, other: str) -> None:
    assert are_alike(read_statement(one), read_statement(one))
    assert are_alike(read_statement(one), read_statement(other)) is are_alike(
        read_statement(other), read_statement(one)
    )


@given(st.lists(st.lists(st.sampled_from(["abc", "def", "ghi"]), max_size=4).map(" ".join), max_size=40))
def test_set_phrases_are_told_early_or_late(statements: list[str]) -> None:
    """In whatever parts statements are compared, and whenever it is looked which pairs many have."""
    words = [f"{statement} so" for statement in statements]
    expected = reported(words)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(similar_claim, "_LEAST", 1)
        patch.setattr(similar_claim, "_PART", 3)
        similar_claim._repetitions.cache_clear()
        assert reported(words) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("The bridge was closed in May.", "the bridge was closed, in May", True),
        ("The bridge was closed in May.", "The bridge was shut in May.", False),
        (
            "The old bridge over the river was closed in May.",
            "The old bridge over the river was shut in May.",
            False,
        ),
        (
            "The old bridge over the river was closed in 2024.",
            "The old bridge over the river was closed in 2025.",
            False,
        ),
        ("NASA opened the archive to all.", "ESA opened the archive to all.", False),
        ("McDonald opened the archive to all.", "NASA opened the archive to all.", False),
        ("He opened the archive to all.", "She opened the archive to all.", False),
        ("Kevin uses Rename Legitimate Utilities.", "CozyCar uses Rename Legitimate Utilities.", False),
        ("Empire can list the users of a host.", "Empire can list the services of a host.", False),
        ("Empire can list the users of a host.", "Empire can also list the users of a host.", True),
        ("Empire can list the users of a host.", "Empire cannot list the users of a host.", False),
        ("The bridge in Oster was closed on Monday.", "The bridge in Oster wasn't closed on Monday.", False),
        ("The bridge was never closed in all of May.", "The bridge was closed in all of May.", False),
        ("They attacked targets in China.", "They attacked targets in countries other than China.", False),
        (
            "All of a sudden the ships of Oster left.",
            "All of a sudden the ships of Oster and Wend left.",
            False,
        ),
        (
            "On that day a ship of Oster attacked one of Wend in the gulf.",
            "On that day a ship of Wend attacked one of Oster in the gulf.",
            False,
        ),
        ("The road is 5 to 7 metres wide here.", "The road is 7 to 5 metres wide here.", False),
        ("伊朗在三月攻击了北方的电网", "中国在三月攻击了北方的电网", False),
        ("伊朗在三月攻击了北方的电网", "伊朗在三月没攻击北方的电网", False),
        ("الجسر القديم فوق النهر كان مغلقا", "الجسر القديم فوق النهر لم يكن مغلقا", False),
        ("国家安全部发布双语报告", "国家安全部发布了双语报告", True),
        ("国家安全部发布双语报告", "外交部否认了这一指控", False),
        ("กระทรวงเปิดสะพานใหม่", "กระทรวงเปิดสะพานใหม่แล้ว", True),
    ],
)
def test_like(one: str, other: str, expected: bool) -> None:
    assert are_alike(read_statement(one), read_statement(other)) is expected


@pytest.mark.thorough
def test_equal_statements_are_found_in_linear_time() -> None:
    start = time.process_time()
    assert reported(["The same statement, over and over."] * 20_000) == 19_999
    assert time.process_time() - start < 60


def test_a_file_that_is_too_long_for_its_statements_to_be_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    pick = random.Random(1)
    statements = [" ".join(pick.choices("abcdefg", k=7)) for _ in range(200)]
    similar_claim._repetitions.cache_clear()
    expected = reported(statements)
    similar_claim._repetitions.cache_clear()
    monkeypatch.setattr(similar_claim, "MAX_CACHED_STATEMENTS", 10)
    assert reported(statements) == expected > 0


def test_when_set_phrases_are_looked_for_makes_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    pick = random.Random(2)
    statements = [f"{' '.join(pick.choices('abcdefg', k=5))} as the ministry said" for _ in range(200)]
    found = []
    for least in (10, 10_000):
        similar_claim._repetitions.cache_clear()
        monkeypatch.setattr(similar_claim, "_LEAST", least)
        found.append(reported(statements))
    assert found[0] == found[1] > 0


def test_a_statement_of_ten_megabytes() -> None:
    start = time.process_time()
    assert reported(["word " * 2_000_000, "长" * 3_000_000, "a" * 10_000_000]) == 0
    assert time.process_time() - start < 60


@pytest.mark.thorough
def test_ten_thousand_statements_from_few_words() -> None:
    pick = random.Random(1)
    vocabulary = [f"word{chr(97 + n)}" for n in range(26)]
    for size in (26, 3):
        statements = [" ".join(pick.choices(vocabulary[:size], k=16)) for _ in range(10_000)]
        start = time.process_time()
        reported(statements)
        assert time.process_time() - start < 60


@given(st.lists(st.sampled_from("abcd"), max_size=7), st.lists(st.sampled_from("abcd"), max_size=7))
def test_nothing_stands_in_the_place_of_another(one: list[str], other: list[str]) -> None:
    """Against its definition: the same words, or a choice of words that stay with gaps on one side only."""
    more = Counter(one)
    more.subtract(other)
    expected = sorted(one) == sorted(other) or _stays(one, other, more)
    assert is_change_without_replacing(one, other) is expected
    assert is_change_without_replacing(other, one) is expected


def _stays(one: list[str], other: list[str], more: Counter[str]) -> bool:
    """Whether the first gap is on one side only and holds what that has more of, and so on after it."""
    if _gap(one, other, more):
        return True
    return any(
        one[at] == other[there]
        and _gap(one[:at], other[:there], more)
        and _stays(one[at + 1 :], other[there + 1 :], more)
        for at in range(len(one))
        for there in range(len(other))
    )


def _gap(one: list[str], other: list[str], more: Counter[str]) -> bool:
    return (
        not (one and other) and all(more[word] > 0 for word in one) and all(more[word] < 0 for word in other)
    )


@pytest.mark.thorough(one_in=2)
@pytest.mark.parametrize("word", ["a", "word"])
def test_long_statements_that_are_alike_take_no_time(word: str) -> None:
    """A thousand words each, few of them different, and twenty others that look alike for each."""
    many = f"{word} " * (1900 // (len(word) + 1))
    statements = [
        f"m{chr(97 + group // 26)}{chr(97 + group % 26)} x {many}{'b ' * n}c"
        for group in range(30)
        for n in range(20)
    ]
    start = time.process_time()
    reported(statements)
    assert time.process_time() - start < 60


def test_claims_made_by_a_template() -> None:
    """20,000 statements such as "X uses T": only those that are equal are told."""
    pick = random.Random(3)
    syllables = ["ka", "ri", "to", "mel", "vex", "un", "dar", "os", "pin", "qua"]
    actors = ["".join(pick.choices(syllables, k=3)).title() for _ in range(700)]
    methods = [" ".join("".join(pick.choices(syllables, k=2)).title() for _ in range(3)) for _ in range(600)]
    statements = [f"{pick.choice(actors)} uses {pick.choice(methods)}." for _ in range(20_000)]
    start = time.process_time()
    assert reported(statements) == len(statements) - len(set(statements))
    assert time.process_time() - start < 60
