"""Faithful quotes that are easily missed, and what is only like them."""

from pathlib import Path

import pytest

from sayso.documents.pdf import join_pages
from sayso.documents.quotes import QuoteFinder
from sayso.documents.text import Text, read
from sayso.record.lock import STANDS, LockedQuote

from .pdf import readings

DOCUMENTS = Path(__file__).parent / "documents"


def look(name: str, quote: str) -> LockedQuote:
    data = (DOCUMENTS / name).read_bytes()
    text = readings(data) if name.endswith(".pdf") else read(data, "text/html")
    return QuoteFinder(text).find(quote)


@pytest.mark.parametrize(
    ("name", "quote"),
    [
        ("euro-space.html", "The new gate will cost €5 million and open in the spring of next year"),
        ("hebrew-maqaf.html", "ראש-העיר אמר כי בית-הספר נסגר ביום שלישי בגלל השיטפון"),
        (
            "pdf-mixed-hyphens.pdf",
            "The quota exceeds the present capital requirements of a state-owned bank and shows the strength "
            "of the cantonal lender",
        ),
        (
            "pdf-page-header.pdf",
            "the gate failed twice in the night of 3 March, and that nobody in the lower valley was told "
            "to leave",
        ),
        ("pdf-page-header.pdf", "Water Board Annual Report 2025"),
        ("pdf-raised-note.pdf", "The gate failed twice in the night of 3 March"),
        (
            "wiki-cite-markers.html",
            "The dam was built in 1962 and has leaked since 1988, the board says",
        ),
    ],
)
def test_faithful_quotes_are_found(name: str, quote: str) -> None:
    assert look(name, quote).outcome in STANDS


@pytest.mark.parametrize(
    ("name", "quote", "diff"),
    [
        (
            "exponent-html-false-found.html",
            "The lake holds 106 cubic metres of water",
            "The lake holds [-106-] {+10^6+} cubic metres of water",
        ),
        (
            "headline-capitals.html",
            "DAM IS SAFE FOR ANOTHER THIRTY YEARS",
            "[-DAM IS SAFE FOR ANOTHER THIRTY YEARS-] {+Dam is safe for another thirty years+}",
        ),
    ],
)
def test_what_is_only_like_a_quote(name: str, quote: str, diff: str) -> None:
    match = look(name, quote)
    assert (match.outcome, match.diff) == ("near", diff)
    assert match.reason == ("only capitals differ" if quote.isupper() else "")


@pytest.mark.parametrize(
    ("text", "quote", "found"),
    [
        ("state-\nowned canton-\nal re-\nquire", "state-owned cantonal re-quire", True),
        ("state-\nowned canton-\nal re-\nquire", "stateowned canton-al require", True),
        ("state-\n\n owned", "stateowned", True),
        ("state-\nowned", "owned", False),
        ("state-owned", "stateowned", False),
        ("stateowned", "state-owned", False),
        ("stateowned", "state-\nowned", True),
        ("the well—known dam", "the well - known dam", True),
        ("it costs 5 € a day", "it costs 5€ a day", True),
        ("it costs $ 5 a day", "it costs $5 a day", True),
        ("after § 12 of the law", "after §12 of the law", True),
        ("at 20 °C in May", "at 20°C in May", True),
        ("some 10 % of it", "some 10% of it", True),
        ("كتـــاب السد قديم", "كتاب السد قديم", True),
        ("قال الوزير ، إن السد آمن ؟", "قال الوزير، إن السد آمن؟", True),
        ("צה״ל אמר כי הסכר בטוח", 'צה"ל אמר כי הסכר בטוח', True),
        ("it failed [12], the board says [3, 4].", "it failed, the board says.", True),
        ("it failed[12] there", "it failed[12] there", True),
        ("it failed[12] there", "it failed[13] there", False),
        ("it failed there", "it failed[13] there", False),
        ("said [sic] there", "said there", False),
        ("said “[t]he dam” there", "said “he dam” there", False),
        ("In 2019 300 people left", "300 people left", True),
        ("the gate - 5 metres high - failed", "5 metres high", True),
    ],
)
def test_what_makes_no_difference(text: str, quote: str, found: bool) -> None:
    match = QuoteFinder(Text(text)).find(quote)
    assert (match.outcome in STANDS) == found
    assert match.outcome != "near" or "[-" in match.diff or "{+" in match.diff


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("The gate will cost €5 million next year", "The gate will cost €5"),
        ("In all 10 000 people came to the dam", "000 people came to the dam"),
        ("The night fell to −5 degrees at the dam", "5 degrees at the dam"),
        ("The well-known dam of the valley holds", "known dam of the valley holds"),
        ("the gate fell at - 5 degrees of frost", "the gate fell at -5 degrees of frost"),
        ("the canton-\nal lender of the valley", "the Canton-al Lender of the valley"),
    ],
)
def test_near_shows_a_difference(text: str, quote: str) -> None:
    match = QuoteFinder(Text(text)).find(quote)
    assert match.outcome == "near"
    assert "[-" in match.diff or "{+" in match.diff


@pytest.mark.parametrize(
    ("html", "quote", "found"),
    [
        ("<p>The <x-term>gate</x-term>s <tooltip>failed</tooltip>.", "The gates failed.", True),
        ("<p>in <x-a>10</x-a><x-b>6</x-b> years", "in 106 years", False),
        ("<p>in <x-a>10</x-a>6 years", "in 106 years", False),
        ("<math><msup><mn>10</mn><mn>6</mn></msup></math> years", "106 years", False),
        (
            '<x-card><template shadowrootmode="open"><p>The gate failed.</p></template></x-card>',
            "gate failed.",
            True,
        ),
        ('<p>The gate failed<span class="footnote-ref">2</span> in 41', "The gate failed in 41", True),
        ("<template><p>The gate failed.</p></template>", "The gate failed.", False),
        ("<table><tr><td style='vertical-align: super'>10<td>6</table>", "106", False),
    ],
)
def test_elements_that_html_does_not_know(html: str, quote: str, found: bool) -> None:
    assert (QuoteFinder(read(html.encode(), "text/html")).find(quote).outcome in STANDS) == found


def test_elements_of_xml_are_apart() -> None:
    feed = b"<?xml version='1.0'?><rss><item><name>The gate</name><more>failed</more></item></rss>"
    assert QuoteFinder(read(feed, "application/xml")).find("gate failed").outcome in STANDS
    page = b"<?xml version='1.0'?><html><p>The g<x-b>ate</x-b> failed</p></html>"
    assert QuoteFinder(read(page, "application/xhtml+xml")).find("gate failed").outcome in STANDS


def test_heads_of_pages() -> None:
    """A line that recurs at the edges of pages stands in no sentence; lines that are long do."""
    long = "The gate failed " * 10
    assert join_pages([f"Head 1\n{long}\nof a can-\nix", f"Head 2\n{long}\nton\nx", ""]).splitlines() == [
        long, "of a can-", long, "ton", "Head 1", "Head 2", "ix", "x",
    ]  # fmt: skip
