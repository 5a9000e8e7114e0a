"""A document that two libraries read: what both have is found, and what one of them has is uncertain."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.documents.quotes import QuoteFinder
from sayso.documents.text import Text
from sayso.record.lock import STANDS, LockedQuote, Passage

from .pdf import drawn, pdf, readings


def reader(first: str, second: str) -> QuoteFinder:
    return QuoteFinder(Text(first or second, readings={"one": first, "two": second}))


def outcome(first: str, second: str, quote: str, *around: str) -> str:
    found = reader(first, second).find(quote, *around).outcome
    return "found" if found in STANDS else found


TEXT = "The gate is old. It failed twice in 1,962 days, the board says."


@pytest.mark.parametrize(
    ("other", "quote", "expected"),
    [
        (TEXT, "failed twice in 1,962 days", "found"),
        (TEXT, "failed twice in 1,963 days", "near"),
        (TEXT, "nothing of the kind", "missing"),
        ("It failed once. The gate is old.", "The gate is old", "found"),
        ("It failed once. The gate is old.", "It failed twice", "uncertain"),
        ("It failed once. The gate is old.", "It failed once", "uncertain"),
        ("It failed once. The gate is old.", "It failed never", "near"),
        ("", "The gate is old", "uncertain"),
        # The letters are the same, and one reading has them as these words.
        ("Th egate isold. It fai led twice", "The gate is old. It failed twice", "found"),
        ("Th egate isold. It fai led twice", "Th egate isold", "found"),
        ("Th egate isold. It fai led twice", "The gate … failed twice", "found"),
        ("It fai led twice. Th egate isold.", "The gate … failed twice", "uncertain"),
        # Digits are not.
        ("It failed twice in 1, 962 days", "twice in 1,962 days", "uncertain"),
        ("It failed twi ce in 1,962 days, the board", "twice in 1,962 days, the board", "found"),
        ("It failed twi ce in 1, 962 days, the board", "twice in 1,962 days, the board", "uncertain"),
        ("It failed twi ce in 11,962 days, the board", "twice in 1,962 days, the board", "uncertain"),
        ("It failed twi ce in 1,962 days", "twice in 1,962 days", "uncertain"),
        ("It failed twi ce in 1,962 days", "twice in 1,962", "uncertain"),
        ("It failed twice in 1,962 da ys, the board", "in 1,962 days, the board", "uncertain"),
        ("The gate is old", "", "missing"),
    ],
)
def test_what_both_have_is_found(other: str, quote: str, expected: str) -> None:
    assert outcome(TEXT, other, quote) == expected
    assert outcome(other, TEXT, quote) == expected


def test_who_finds_it_is_told() -> None:
    differs = reader(TEXT, "It failed once. The gate is old.")
    assert differs.find("failed twice in") == LockedQuote(
        "failed twice in",
        "uncertain",
        before="The gate is old. It ",
        after=" 1,962 days, the board says.",
        reason="one finds it there, two does not: look at the document",
        sentence="It […] 1,962 days, the board says.",
    )
    assert differs.find("failed once").reason == "two finds it there, one does not: look at the document"
    reason = "two finds it there, one reads no text: look at the document"
    assert reader("", TEXT).find("failed twice").reason == reason


def test_the_rest_of_the_sentence_is_from_where_it_stands() -> None:
    differs = reader("Th egate is old.", "The gate is old, they say.")
    quotes = [Passage("is old"), Passage("The gate is"), Passage("The gate was")]
    found = differs.find_all(quotes).values()
    assert [quote.outcome for quote in found] == ["found", "found", "missing"]
    assert [quote.sentence for quote in found] == ["Th egate […].", "[…] old, they say.", ""]


def test_prefix_and_suffix_count_in_both() -> None:
    twice = "The gate failed. The pump failed."
    assert outcome(twice, twice, "failed", "The pump") == "found"
    assert outcome(twice, "The gate failed.", "failed", "The pump") == "uncertain"
    assert outcome(twice, "The gate failed. Thepum p failed.", "failed", "The pump") == "found"
    assert outcome(twice, twice, "failed", "The mill") == "near"
    assert outcome(twice, "The mill failed.", "failed", "The mill") == "uncertain"


TOKENS = ["the", "gate", "is", "not", "old", "failed", "twice", "12", "3", "4,5"]
WORDS = st.lists(st.sampled_from(TOKENS), min_size=4, max_size=20)


@given(WORDS, WORDS, st.data())
def test_nothing_is_found_by_one_alone(one: list[str], two: list[str], data: st.DataObject) -> None:
    """By definition: in both word for word, or in one so, and in the other with the same letters."""
    start = data.draw(st.integers(0, len(one) - 1))
    words = one[start : data.draw(st.integers(start + 1, len(one)))]
    quote, texts = " ".join(words), (" ".join(one), " ".join(two))
    alone = [QuoteFinder(Text(text)).find(quote).outcome in STANDS for text in texts]
    assert alone[0]
    letters, *others = (re.sub(r"(?<!\d) (?!\d)", "", each) for each in (quote, *texts))
    ends = "".join(words[:2] + words[-2:])
    both = all(alone) or (all(letters in other for other in others) and not any(map(str.isdigit, ends)))
    assert outcome(*texts, quote) == ("found" if both else "uncertain")
    assert outcome(*reversed(texts), quote) == ("found" if both else "uncertain")


@pytest.mark.parametrize("place", ["5000 720", "72 -90", "72 900", "-900 720"])
def test_text_beside_the_page_is_not_found(place: str) -> None:
    text = readings(drawn(f"BT /F1 12 Tf {place} Td (The dam holds.) Tj ET"))
    assert QuoteFinder(text).find("The dam holds").outcome == "uncertain"


def test_of_a_file() -> None:
    text = readings(pdf("The dam holds."))
    assert list(text.readings) == ["pypdf", "pdfminer.six"]
    assert QuoteFinder(text).find("The dam holds").outcome in STANDS
