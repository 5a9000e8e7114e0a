"""Which passage is meant, what the sentence says beside the quote, and what is said of a difference."""

import re
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.documents.near_matches import what_differs
from sayso.documents.quotes import QuoteFinder
from sayso.documents.text import Text, read
from sayso.record.lock import STANDS


def rest(text: Text, quote: str) -> str:
    found = QuoteFinder(text).find(quote)
    assert found.outcome == "found", found
    return found.sentence


def times(reader: QuoteFinder, *passage: str) -> int:
    """How often a quote stands there that nothing tells apart; 0 if it is but once."""
    found = reader.find(*passage)
    assert found.outcome in STANDS
    number = re.match(r"it stands there (\d+) times", found.reason)
    assert bool(number) == (found.outcome == "ambiguous")
    return int(number[1]) if number else 0


def page(html: str) -> Text:
    return read(html.encode(), "text/html")


@pytest.mark.parametrize(
    ("text", "quote", "left"),
    [
        ("It rained. The dam is safe. It froze.", "The dam is safe", ""),
        ("It rained. The dam is safe. It froze.", "The dam is safe.", ""),
        ("It rained. He denied that the dam is safe. It froze.", "the dam is safe", "He denied that […]."),
        ("The dam is safe, allegedly. It froze.", "The dam is safe", "[…], allegedly."),
        (
            "Dr. Lee of the U.S. board said the dam is safe!",
            "the dam is safe",
            "Dr. Lee of the U.S. board said […]!",
        ),
        ("Am 3. Mai war der Damm sicher? Nein.", "der Damm sicher", "Am 3. Mai war […]?"),
        ("The dam, which nobody trusts, is safe.", "The dam … is safe", "[…] which nobody trusts […]."),
        ("He said “The dam is safe.” It froze.", "The dam is safe.", "He said “[…]"),
        ("他否认大坝是安全的。下雨了。", "大坝是安全的", "他否认[…]。"),
        ("One.\n\nNo heading\n\nthe dam is safe\n\nNot this", "the dam is safe", ""),
        ("x" * 400 + " the dam is safe " + "y" * 400, "the dam is safe", None),
        ("the dam is safe", "the dam is safe", ""),
        ("It did not rain. It froze. The dam is safe", "It froze. The dam", "[…] is safe"),
    ],
)
def test_what_a_sentence_says_beside(text: str, quote: str, left: str | None) -> None:
    found = rest(Text(text), quote)
    if left is None:
        assert found == f"…{'x' * 299} […] {'y' * 299}…"
    else:
        assert found == left


def test_blocks_of_a_page_are_no_sentence() -> None:
    html = (
        "<h1>Nobody knew</h1><p>The dam\nis safe<p>It is not\nso that the gate\nfailed<br>twice<li>no<li>yes"
    )
    assert rest(page(html), "The dam is safe") == ""
    assert rest(page(html), "the gate failed") == "It is not so that […]"
    assert QuoteFinder(page("<p>The can-\nton bank")).find("The canton bank").outcome == "found"


def test_nothing_is_left_of_what_was_not_found() -> None:
    found = QuoteFinder(Text("The dam is not safe.")).find("The dam is safe")
    assert (found.outcome, found.sentence) == ("near", "")


TWICE = "The gate is old. It failed twice. The pump is new. It failed twice. Then it rained."


@pytest.mark.parametrize(
    ("prefix", "suffix", "before"),
    [
        ("The gate is old.", "", "The gate is old. "),
        ("old.", "The pump", "The gate is old. "),
        ("", "The pump is new.", "The gate is old. "),
        ("", "Then", "The gate is old. It failed twice. The pump is new. "),
        ("ump is new. ", "", "The gate is old. It failed twice. The pump is new. "),
        (" pump is  new .", "Then it", "The gate is old. It failed twice. The pump is new. "),
    ],
)
def test_which_passage_is_meant(prefix: str, suffix: str, before: str) -> None:
    match = QuoteFinder(Text(TWICE)).find("It failed twice.", prefix, suffix)
    assert (match.outcome, match.reason) == ("found", "")
    assert match.before == before[-60:].lstrip()


def test_nothing_tells_which_is_meant() -> None:
    match = QuoteFinder(Text(TWICE)).find("It failed twice.")
    assert match.outcome == "ambiguous"
    assert match.reason == "it stands there 2 times: a `prefix` or `suffix` tells which is meant"
    assert QuoteFinder(Text("No. " * 90)).find("No.").reason.startswith("it stands there 50 times or more")


@pytest.mark.parametrize(
    ("prefix", "suffix"), [("The pump is old.", ""), ("", "Then it froze"), ("old.", "Then")]
)
def test_another_passage(prefix: str, suffix: str) -> None:
    match = QuoteFinder(Text(TWICE)).find("It failed twice.", prefix, suffix)
    assert (match.outcome, match.reason) == (
        "near",
        "the words stand there, with others before or after them",
    )
    assert f"[-{prefix or suffix}-] {{+" in match.diff


def test_a_title_repeats_a_headline() -> None:
    html = "<title>The dam failed | Courier</title><h1>The dam failed</h1><p>In May the dam failed us."
    assert times(QuoteFinder(page(html)), "The dam failed") == 0
    assert QuoteFinder(page(html)).find("The dam failed").before.endswith("Courier ")
    assert QuoteFinder(page(html)).find("failed | Courier").outcome == "found"
    assert times(QuoteFinder(page(f"{html}<h2>The dam failed</h2>")), "The dam failed") == 2


@given(st.text("ab .", min_size=1, max_size=40), st.text("ab .", min_size=1, max_size=6))
def test_a_passage_is_found_by_what_is_around_it(text: str, quote: str) -> None:
    """Whatever the text, what stands before and after a quote tells it from others."""
    reader = QuoteFinder(Text(text))
    match = reader.find(quote)
    if match.outcome in STANDS:
        again = reader.find(quote, match.before, match.after)
        assert again.outcome in STANDS
        assert (again.before, again.after) == (match.before, match.after)


@pytest.mark.parametrize(
    ("diff", "words"),
    [
        ("[-The Dam-] {+the dam+} failed", "only capitals differ"),
        ("the [-DAM-] {+dam+} [-Failed-] {+failed+}", "only capitals differ"),
        ("the [-dam. It-] {+dam.It+} failed", "only spaces differ"),
        ("the dam {+, they say,+} failed", "words are left out without an ellipsis"),
        ("the [-old-] dam", ""),
        ("the [-4.1-] {+3.9+} tonnes", ""),
    ],
)
def test_what_differs(diff: str, words: str) -> None:
    assert what_differs(diff) == words


PAGES = (
    "Page 3. The gate of 1962 was shut that night, and it failed. "
    "Page 9. The gate that was new in May was shut too, and it failed again."
)


@pytest.mark.parametrize(
    ("quote", "prefix", "suffix", "before"),
    [
        ("The gate … failed", "Page 3.", "", "Page 3. "),
        ("The gate … failed", "Page 9.", "", "it failed. Page 9. "),
        ("The gate … failed", "", "again", "it failed. Page 9. "),
        ("The gate … failed", "", ". Page 9", "Page 3. "),
        # The widest and the last part may be meant of a part that stands there several times.
        ("The gate … failed", "Page 3.", "again", "Page 3. "),
        ("The gate … it failed", "3.", "again.", "Page 3. "),
        ("The gate ... was shut ... it failed", "3.", "again", "Page 3. "),
        ("The gate … shut", "", "too", "it failed. Page 9. "),
        ("… gate … failed …", "9. The", "again", "it failed. Page 9. The "),
    ],
)
def test_which_passage_with_an_ellipsis_is_meant(quote: str, prefix: str, suffix: str, before: str) -> None:
    match = QuoteFinder(Text(PAGES)).find(quote, prefix, suffix)
    assert match.outcome == "found"
    assert match.before.endswith(before)


def test_how_often_a_passage_with_an_ellipsis_stands_there() -> None:
    """Spans count that hold no other one."""
    reader = QuoteFinder(Text(PAGES))
    assert times(reader, "The gate … failed") == 2
    assert times(reader, "The gate of … failed") == 0
    assert times(reader, "Page 3 … again") == 0
    assert reader.find("The gate … failed", "Page 4.").outcome == "near"
    assert reader.find("The gate … failed", "", "for ever").outcome == "near"


def test_a_quotation_mark_between_a_quote_and_its_prefix() -> None:
    reader = QuoteFinder(Text("The gate is old. “It failed.” So they say. It is new. “It failed.” So be it."))
    assert times(reader, "It failed.") == 2
    for prefix in ("is new.", "is new. “"):
        for suffix in ("So be", "” So be", ""):
            assert times(reader, "It failed.", prefix, suffix) == 0
    assert reader.find("It failed.", "is new.", "So they").outcome == "near"


def test_the_hundredth_of_many_passages_is_found() -> None:
    text = "".join([f"Page {number}. It failed. " for number in range(200)])
    assert times(QuoteFinder(Text(text)), "It failed", "Page 150.") == 0
    assert "50 times or more" in QuoteFinder(Text(text)).find("It failed").reason
    assert QuoteFinder(Text(text)).find("It … failed", "Page 150.").outcome == "found"


@given(
    st.lists(st.sampled_from("abcx"), max_size=14),
    st.sampled_from(["a … b", "a … b … a", "b … b", "a"]),
    st.sampled_from(["", "c", "x"]),
    st.sampled_from(["", "c", "x"]),
)
def test_spans_by_definition(letters: list[str], quote: str, prefix: str, suffix: str) -> None:
    """All ways in which the parts stand one after the other, without those that hold another one."""
    parts = quote.split(" … ")
    spans = {
        (places[0], places[-1])
        for places in combinations(range(len(letters)), len(parts))
        if [letters[place] for place in places] == parts
        and (not prefix or letters[: places[0]][-1:] == [prefix])
        and (not suffix or letters[places[-1] + 1 :][:1] == [suffix])
    }
    least = [
        one for one in spans if not any(one != two and one[0] <= two[0] and two[1] <= one[1] for two in spans)
    ]
    match = QuoteFinder(Text(" ".join(letters))).find(quote, prefix, suffix)
    assert (match.outcome in STANDS) == bool(spans)
    assert match.outcome == ("ambiguous" if len(least) > 1 else "found" if least else match.outcome)
    assert len(least) < 2 or match.reason.startswith(f"it stands there {len(least)} times:")
