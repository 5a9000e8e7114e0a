"""The words that sayso explains: all that a record may hold, each with one meaning."""

from typing import get_args

import pytest

from sayso.record.glossary import sentence, standing_meaning, words
from sayso.record.model import Answer, Basis, Bound, Stance, Standing
from sayso.record.schema import meanings, schema


@pytest.mark.parametrize(
    ("field", "choices"),
    [("standing", Standing), ("basis", Basis), ("stance", Stance), ("answer", Answer), ("bound", Bound)],
)
def test_every_word_of_a_field_is_explained(field: str, choices: object) -> None:
    assert set(meanings(field)) == set(get_args(choices))
    for word, meaning in meanings(field).items():
        assert words()[word].meaning == sentence(meaning)
        assert meaning not in ("", word)


def test_no_word_is_explained_twice() -> None:
    fields = [field for each in schema()["$defs"].values() for field in each.get("properties", {})]
    assert {"basis", "stance"} <= set(fields)
    listed = [
        word for field in ("standing", "basis", "stance", "answer", "bound") for word in meanings(field)
    ]
    assert len(set(listed)) == len(listed)
    terms = [word for word, each in words().items() if each.kind == "a term"]
    assert not set(terms) & set(listed)
    assert set(terms) | set(listed) == set(words())


def test_the_words_of_the_definitions_are_there() -> None:
    wanted = {"voice", "standing", "cut", "walk", "basis", "admission", "retraction", "origin"}
    assert wanted <= set(words())


def test_some_fields_have_no_words() -> None:
    assert meanings("title") == {}
    assert set(meanings("kind")) == {"platform", "anonymous", "factual", "opinion", "forecast", "demand"}


def test_no_standing_is_said_to_be_true_or_false() -> None:
    for standing in get_args(Standing):
        assert not {"true", "false", "wrong"} & set(standing_meaning(standing).replace(",", "").split())
