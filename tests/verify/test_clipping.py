"""Which passage is meant, what the sentence says beside the quote, and what is said of a difference."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.documents.near import what_differs
from sayso.documents.quotes import Reader
from sayso.documents.text import Text, read
from sayso.record.lock import Passage


def rest(text: Text, quote: str) -> str:
    reader = Reader(text)
    assert reader.find(quote).outcome == "found", reader.find(quote)
    return reader.rest_of_sentence(Passage(quote))


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
    assert Reader(page("<p>The can-\nton bank")).find("The canton bank").outcome == "found"


def test_nothing_is_left_of_what_was_not_found() -> None:
    reader = Reader(Text("The dam is not safe."))
    assert reader.find("The dam is safe").outcome == "near"
    assert reader.rest_of_sentence(Passage("The dam is safe")) == ""


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
    match = Reader(Text(TWICE)).find("It failed twice.", prefix, suffix)
    assert (match.outcome, match.times, match.reason) == ("found", 0, "")
    assert match.before == before[-60:].lstrip()


def test_nothing_tells_which_is_meant() -> None:
    match = Reader(Text(TWICE)).find("It failed twice.")
    assert (match.outcome, match.times) == ("found", 2)
    assert match.reason == "it stands there 2 times: a `prefix` or `suffix` tells which is meant"
    assert Reader(Text("No. " * 90)).find("No.").reason.startswith("it stands there 50 times or more")


@pytest.mark.parametrize(
    ("prefix", "suffix"), [("The pump is old.", ""), ("", "Then it froze"), ("old.", "Then")]
)
def test_another_passage(prefix: str, suffix: str) -> None:
    match = Reader(Text(TWICE)).find("It failed twice.", prefix, suffix)
    assert (match.outcome, match.reason) == (
        "near",
        "the words stand there, with others before or after them",
    )
    assert f"[-{prefix or suffix}-] {{+" in match.diff


def test_a_title_repeats_a_headline() -> None:
    html = "<title>The dam failed | Courier</title><h1>The dam failed</h1><p>In May the dam failed us."
    assert Reader(page(html)).find("The dam failed").times == 0
    assert Reader(page(html)).find("The dam failed").before.endswith("Courier ")
    assert Reader(page(html)).find("failed | Courier").outcome == "found"
    assert Reader(page(f"{html}<h2>The dam failed</h2>")).find("The dam failed").times == 2


@given(st.text("ab .", min_size=1, max_size=40), st.text("ab .", min_size=1, max_size=6))
def test_a_passage_is_found_by_what_is_around_it(text: str, quote: str) -> None:
    """Whatever the text, what stands before and after a quote tells it from others."""
    reader = Reader(Text(text))
    match = reader.find(quote)
    if match.outcome == "found":
        again = reader.find(quote, match.before, match.after)
        assert (again.outcome, again.before, again.after) == ("found", match.before, match.after)


@pytest.mark.parametrize(
    ("diff", "words"),
    [
        ("[-The Dam-] {+the dam+} failed", "only capitals differ"),
        ("the [-DAM-] {+dam+} [-Failed-] {+failed+}", "only capitals differ"),
        ("the dam {+, they say,+} failed", "words are left out without an ellipsis"),
        ("the [-old-] dam", ""),
        ("the [-4.1-] {+3.9+} tonnes", ""),
    ],
)
def test_what_differs(diff: str, words: str) -> None:
    assert what_differs(diff) == words
