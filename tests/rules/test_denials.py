"""Words that deny, or that have somebody say it, in the language of the sentence."""

import pytest

from sayso.rules.denials import denying_word


@pytest.mark.parametrize(
    ("rest", "language", "word"),
    [
        ("He denied that", "en", "denied"), ("It isn’t so that", "", "isn’t"), ("The Not so", "en-GB", "Not"),
        ("a knotty not-for-profit", "en", ""), ("Der Minister bestreitet, dass", "de", "bestreitet"),
        ("im Mai", "de", ""), ("mai", "it", "mai"), ("mai", "", ""), ("angeblich", "", "angeblich"),
        ("no", "de", ""), ("Le maire a démenti que", "fr-CH", "démenti"), ("negó que", "es", "negó"),
        ("отрицает, что", "ru", "отрицает"), ("نفى أن", "ar", "نفى"), ("הכחיש כי", "he", "הכחיש"),
        ("他否认", "", "否认"), ("ではない", "ja", "ない"), ("他否认", "en", ""), ("nobody", "xx", ""), ("", "", ""),
    ],
)  # fmt: skip
def test_denial(rest: str, language: str, word: str) -> None:
    assert denying_word(rest, language) == word
