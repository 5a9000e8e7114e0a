"""Which words of a sentence were changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.report.changed_words import ComparisonBudget, changed_words
from tests.conftest import thorough


def shown(old: str, new: str) -> str:
    marks = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    return "".join(
        marks[piece.kind].format(piece.text) for piece in changed_words(old, new, ComparisonBudget())
    )


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Power was back.", "Power was back.", "Power was back."),
        ("Power was back.", "Power was not back.", "Power was {+not +}back."),
        ("back by noon.", "back by 12:30.", "back by [-noon-]{+12:30+}."),
        ("fell to 49.8 Hz", "fell to 49.7 Hz", "fell to [-49.8-]{+49.7+} Hz"),
        ("the red big dog", "a blue small cat", "[-the red big dog-]{+a blue small cat+}"),
        ("the red dog and I", "a red cat and you", "[-the-]{+a+} red [-dog-]{+cat+} and [-I-]{+you+}"),
        ("", "new", "{+new+}"),
        ("停电在中午前恢复。", "停电在下午三点前恢复了。", "停电在[-中-]{+下+}午{+三点+}前恢复{+了+}。"),
        ("電力は正午に戻った", "電力は夜に戻った", "電力は[-正午-]{+夜+}に戻った"),
        ("Россия и Китай", "Россия или Китай", "Россия [-и-]{+или+} Китай"),
        ("هاجمت الشبكة", "لم تهاجم الشبكة", "[-هاجمت-]{+لم تهاجم+} الشبكة"),
    ],
)
def test_changed_words(old: str, new: str, expected: str) -> None:
    assert shown(old, new) == expected


@given(st.text("ab 中文.1\n"), st.text("ab 中文.1\n"))
@thorough(300)
def test_pieces_make_up_both_sentences(old: str, new: str) -> None:
    pieces = changed_words(old, new, ComparisonBudget())
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == old
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == new
    assert all(piece.text for piece in pieces)
    assert (old == new) == all(piece.kind == "same" for piece in pieces)


def test_long_sentences_are_compared_at_their_ends() -> None:
    old, new = "a " * 5000 + "x", "b " + "a " * 5000 + "c " * 500
    pieces = changed_words(old, new, ComparisonBudget())
    assert [piece.kind for piece in pieces] == ["removed", "added"]
    assert [piece.kind for piece in changed_words("a b c d", "a x c y", ComparisonBudget(0))] == [
        "same",
        "removed",
        "added",
    ]
