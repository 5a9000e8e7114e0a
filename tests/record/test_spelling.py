"""What a misspelt name was meant to be."""

import pytest

from sayso.record.spelling import suggest


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("claiment", "claimant"),
        ("corroborations", "corroboration"),
        ("evidance", "evidence"),
        ("wholly-different", ""),
        ("c" * 61, ""),
        ("", ""),
    ],
)
def test_a_misspelt_name(name: str, meant: str) -> None:
    assert suggest(name, ["claimant", "corroboration", "evidence"]) == meant


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("source-1042x", "source-1042"),
        ("source1042", "source-1042"),
        ("sorce-1042", "source-1042"),
        ("soruce-1042", "source-1042"),
        ("source_1042", "source-1042"),
        ("Source-1042", "source-1042"),
        ("sauce-1042", ""),
        ("", ""),
        ("a", ""),
    ],
)
def test_a_misspelt_name_among_thousands(name: str, meant: str) -> None:
    known = [f"source-{number}" for number in range(1000, 3000)]
    assert suggest(name, known) == meant
    assert suggest(name, set(known)) == meant
    assert suggest(name, dict.fromkeys(known)) == meant
