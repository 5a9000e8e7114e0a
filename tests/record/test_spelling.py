"""What a misspelt name was meant to be."""

import pytest

from sayso.record.syntax.spelling import suggest, suggest_word


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


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("at_most", "at-most"),
        ("atmost", "at-most"),
        ("overr", "over"),
        ("exact", "exactly"),
        ("almost", ""),
        ("at-", ""),
        ("o", ""),
        ("", ""),
        ("at-most" * 10, ""),
    ],
)
def test_a_word_that_means_something_else_is_not_suggested(word: str, meant: str) -> None:
    assert suggest_word(word, ["exactly", "about", "at-least", "over", "at-most", "under"]) == meant
