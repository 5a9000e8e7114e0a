"""A number in a quote is the same number in the document, however it is set there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.documents.quotes import QuoteFinder
from sayso.documents.text import Text, read
from sayso.record.lock import STANDS
from tests.conftest import thorough
from tests.verify.pdf import drawn, readings

# Numbers, and what each looks like in plain text and on a page.
PLAIN: dict[str, list[str]] = {
    "106": ["106"],
    "10": ["10", "๑๐", "١٠", "۱۰", "१०", "10[6]", "10 [6]", "10[6][7]"],
    "6": ["6"],
    "10^6": ["10⁶", "10^6"],
    "10^-6": ["10⁻⁶", "10^−6"],
    "10^16": ["10¹⁶"],
    "10_6": ["10₆"],
    "10.6": ["10.6", "١٠٫٦"],
    "10,6": ["10,6", "١٠٬٦", "۱۰،۶"],
    "-10": ["−10", "-10"],
    "10 %": ["10 %", "10%", "١٠٪"],
    "10 million": ["10 million", "10\u00a0million"],
    "10 000": ["10 000", "10\u202f000"],
    "10'000": ["10'000", "10’000"],
    "10½": ["10½", "10 1⁄2"],
    "101/2": ["101/2"],
    "10 6": ["10 6", "10⑥"],
    "10-6": ["10-6", "10–6"],
    "10:06": ["10:06"],
    "6/10": ["6/10", "6⁄10"],
    "10 × 6": ["10 × 6"],
    "1 0": ["๑ ๐"],
    "十": ["十"],
    "十万": ["十万"],
    "10万": ["10万"],
}
PAGE: dict[str, list[str]] = {
    "106": ["1<b>06</b>", "10<wbr>6", "<span>10</span><span>6</span>"],
    "10": [
        '10<sup class="reference"><a href="#c6">[6]</a></sup>',
        "10<sup>[6]</sup>",
        '10<sup><a href="#n6">6</a></sup>',
        '10<a href="#n6"><sup>6</sup></a>',
        '10<a class="footnote-ref" href="notes.html#6">6</a>',
        '10<sup role="doc-noteref">6</sup>',
        "10<sup>*</sup>",
        "10<sup></sup>",
    ],
    "10^6": ["10<sup>6</sup>", "10<sup> 6 </sup>", '10<span style="vertical-align: super">6</span>'],
    "10^-6": ["10<sup>−6</sup>"],
    "10^16": ["10<sup>1<i>6</i></sup>"],
    "10_6": ["10<sub>6</sub>", '10<span style="vertical-align:-2px">6</span>'],
    "10½": ["10<sup>1</sup>⁄<sub>2</sub>", "10<sup>1</sup>/<sub>2</sub>"],
    "10 6": ['10<a href="#n6">6</a>', "10<p>6</p>"],
    "10^n": ["10<sup>n</sup>"],
    "10^1 6": ["10<sup>1</sup>6"],
}
FORMS = {value: PLAIN.get(value, []) + PAGE.get(value, []) for value in {**PLAIN, **PAGE}}


# Two numbers, one of which may be quoted alone.
ALONE = {("10 6", "10"), ("10 6", "6"), ("10^1 6", "6")}


def quoted(value: str, whole: int) -> str:
    return ("The lake holds {} cubic metres", "lake holds {}", "{} cubic metres")[whole].format(value)


@given(st.sampled_from(sorted(FORMS)), st.sampled_from(sorted(PLAIN)), st.integers(0, 2), st.data())
@thorough(1500)
def test_no_quote_with_another_number_is_found(
    there: str, wanted: str, whole: int, data: st.DataObject
) -> None:
    form = data.draw(st.sampled_from(FORMS[there]))
    quote = quoted(data.draw(st.sampled_from(PLAIN[wanted])), whole)
    text = read(f"<p>The lake holds {form} cubic metres of water.".encode(), "text/html", "utf-8")
    match = QuoteFinder(text).find(quote)
    if there != wanted and (there, wanted) not in ALONE:
        assert match.outcome not in STANDS, (form, quote)
    elif there == wanted and "[" not in quote:
        assert match.outcome in STANDS, (form, quote)


@given(st.sampled_from(sorted(PLAIN)), st.sampled_from(sorted(PLAIN)), st.integers(0, 2), st.data())
@thorough(1000)
def test_nor_in_plain_text(there: str, wanted: str, whole: int, data: st.DataObject) -> None:
    form = data.draw(st.sampled_from(PLAIN[there]))
    quote = quoted(data.draw(st.sampled_from(PLAIN[wanted])), whole)
    match = QuoteFinder(Text(f"The lake holds {form} cubic metres of water.")).find(quote)
    if there != wanted and (there, wanted) not in ALONE:
        assert match.outcome not in STANDS, (form, quote)
    elif there == wanted and "[" not in quote:
        assert match.outcome in STANDS, (form, quote)


RAISED_IN_PDF = [
    "4 Ts /F1 7 Tf ({raised}) Tj 0 Ts /F1 12 Tf",
    "/F1 7 Tf {at} 5 Td ({raised}) Tj /F1 12 Tf {width} -5 Td",
    "5 Ts ({raised}) Tj 0 Ts",
]


# A page may be drawn upside down, and the text in it as well.
STARTS_OF_PDF = [
    "BT /F1 12 Tf 72 720 Td",
    "1 0 0 -1 0 792 cm BT /F1 12 Tf 1 0 0 -1 72 72 Tm",
    "2 0 0 2 0 0 cm BT /F1 12 Tf 9 99 Td",
]


@given(
    st.sampled_from(STARTS_OF_PDF),
    st.sampled_from(RAISED_IN_PDF),
    st.integers(2, 99),
    st.integers(1, 99),
    st.integers(1, 999),
)
@thorough(60)
def test_nor_in_a_pdf_file(start: str, raised: str, base: int, exponent: int, other: int) -> None:
    # In Helvetica a digit and what stands before the base are so many times as wide as the font is high.
    digit, before = 0.556, 6.781
    at, width = 12 * (before + digit * len(str(base))), 7 * digit * len(str(exponent))
    higher = raised.format(raised=exponent, at=at, width=width)
    shown = f"{start} (The lake holds {base}) Tj {higher} ( cubic metres) Tj ET"
    reader = QuoteFinder(readings(drawn(shown)))
    assert reader.find(f"holds {base}^{exponent} cubic").outcome in STANDS
    for number in (f"{base}{exponent}", base, exponent, other, f"{base}^{other}0", f"{base} {exponent}"):
        assert reader.find(f"holds {number} cubic").outcome not in STANDS


@pytest.mark.parametrize(
    ("html", "quote", "outcome"),
    [
        ("failed twice<sup>12</sup> in May", "failed twice in May", "found"),
        ("failed twice<sup>12</sup> in May", "failed twice¹² in May", "found"),
        ("failed twice<sup>12</sup> in May", "failed twice¹³ in May", "near"),
        ("failed twice<sup>12</sup> in May", "failed twice12 in May", "near"),
        ("in 1988,⁵ the board", "in 1988, the board", "found"),
        ("in 1962<sup>4</sup> it failed<p><sup>4</sup> The board, 1963.", "in 1962 it failed", "found"),
        ("in 1962<sup>4</sup> it failed", "in 1962 it failed", "near"),
        ("about 2<sup>4</sup> of<p><sup>4</sup> The board.", "about 2 of", "near"),
        ("in (1962)<sup>4</sup> it", "in (1962) it", "near"),
        ("It fell.<sup>3</sup> In 1962<sup>4</sup> it failed.<sup>5</sup>", "In 1962 it failed", "found"),
        ("It fell there<sup>3</sup>, in 1962⁴ it failed.<sup>5</sup>", "in 1962 it failed", "found"),
        ("It fell.<sup>3</sup> In 1962<sup>4</sup> it failed.<sup>5</sup>", "In 19624 it failed", "near"),
        ("It fell.<sup>3</sup> In 1962<sup>4</sup> it failed.<sup>4</sup>", "In 1962 it failed", "near"),
        ("It fell.<sup>2</sup> In 1962<sup>4</sup> it failed.<sup>5</sup>", "In 1962 it failed", "near"),
        ("It fell. In 1962<sup>4</sup> it failed.<sup>5</sup>", "In 1962 it failed", "near"),
        ("3 km<sup>3</sup>, in 1962<sup>4</sup> it failed.<sup>5</sup>", "in 1962 it failed", "near"),
        ("It fell.<sup>1</sup> It has 10<sup>2</sup> gates.<sup>3</sup>", "It has 10 gates", "near"),
        ("5 km<sup>2</sup> of land", "5 km² of land", "found"),
        ("5 km<sup>2</sup> of land", "5 km2 of land", "found"),
        ("5 km<sup>2</sup> of land", "5 km", "near"),
        ("x<sup>2</sup>5 it is", "x25 it is", "near"),
        ("the 1<sup>st</sup> of May", "the 1st of May", "found"),
        ("M<sup>me</sup> Roux", "Mme Roux", "found"),
        ("CO<sub>2</sub> rose", "CO2 rose", "found"),
        ("CO<sub>2</sub> rose", "CO₂ rose", "found"),
        ("10<sup>10<sup>2</sup></sup> it is", "1010^2 it is", "near"),
        ("see <sup>2</sup> there", "see 2 there", "found"),
        ('it failed<sup class="reference">[citation needed]</sup> in May', "it failed in May", "found"),
        ("10<sup>" + "6" * 300 + "</sup> it", "10" + "6" * 300 + " it", "near"),
        ('<text>10<tspan baseline-shift="super">6</tspan> it', "106 it", "near"),
        ("二十五人", "二十", "missing"),
        ("it cost six point five tons", "it cost six", "near"),
        ("treinta y cinco dogs", "cinco dogs", "near"),
        ("it is six and a half tons", "it is six", "near"),
        ("it fell to minus five tons", "five tons", "near"),
        ("two million and five million of", "two million", "found"),
        ("قتل خمسة وثلاثون شخصا", "قتل خمسة", "near"),
        ("41<sup> </sup> houses", "41 houses", "found"),
        ('10<i style="position:relative;top:-1px">6</i> it', "106 it", "near"),
        ('10<i style="position:relative;left:1px">6</i> it', "106 it", "found"),
        ("doscientas cinco personas", "cinco personas", "near"),
        ("two million, five hundred thousand", "two million", "near"),
        ("two hundred, five of them rich", "two hundred", "found"),
        ("two million, five of them rich", "two million", "found"),
        ("two or three million people", "two", "near"),
        ("hundreds of thousands of people", "thousands of people", "near"),
        ("สี่สิบคน", "สิบคน", "near"),
        ("5,000 – 6,000 tons of it", "6,000 tons of it", "near"),
        ("<style>.s{vertical-align:super}</style>10<b class='s'>6</b> it", "106 it", "near"),
        ("<style>i{vertical-align:sub}</style>10<i>6</i> it", "106 it", "near"),
        ("<style>i:after{vertical-align:sub}</style>10<i>6</i> it", "106 it", "found"),
    ],
)
def test_what_is_raised(html: str, quote: str, outcome: str) -> None:
    match = QuoteFinder(read(f"<p>{html}".encode(), "text/html", "utf-8")).find(quote)
    assert match.outcome == outcome or (outcome, match.outcome) == ("near", "missing")
    assert match.outcome != "near" or "[-" in match.diff or "{+" in match.diff


# What makes one statement of two numbers of which the first is smaller; and what two of them stand beside.
SHARES = [
    "in",
    "out of",
    "of",
    "in every",
    "von",
    "sur",
    "su",
    "de cada",
    "em cada",
    "op de",
    "av",
    "из",
    "din",
]
APART = [", then", ". In", " of the", " and", ";", " from"]


@given(st.integers(1, 999), st.integers(1, 999), st.sampled_from(SHARES), st.sampled_from(APART))
@thorough(200)
def test_a_share_is_not_cut(first: int, second: int, join: str, apart: str) -> None:
    reader = QuoteFinder(Text(f"They say {first} {join} {second} gates failed."))
    assert reader.find(f"say {first} {join} {second} gates").outcome in STANDS
    for half in (f"They say {first}", f"{second} gates failed"):
        assert (reader.find(half).outcome in STANDS) == (first >= second)
        assert (
            QuoteFinder(Text(f"They say {first}{apart} {second} gates failed.")).find(half).outcome in STANDS
        )


@given(st.integers(0, 99), st.integers(0, 99), st.sampled_from("-\u2010\u2013\u2212"))
@thorough(100)
def test_a_score_is_not_cut(first: int, second: int, dash: str) -> None:
    reader = QuoteFinder(Text(f"The home side had a {first} {dash} {second} win."))
    assert reader.find(f"a {first} - {second} win").outcome in STANDS
    for half in (f"had a {first}", f"{second} win"):
        assert reader.find(half).outcome not in STANDS
        assert QuoteFinder(Text(f"It had a {first}00 {dash} {second} win.")).find(half).outcome in (
            STANDS if half[0].isdigit() and first * 100 >= second else ("near", "missing")
        )


@pytest.mark.parametrize(
    ("text", "quote", "is_whole"),
    [
        ("une personne sur 5 vit", "5 vit", False),
        ("un film sur 5 femmes", "5 femmes", True),
        ("so one in 5 people is poor", "5 people", False),
        ("one person in 5 is poor", "5 is poor", False),
        ("it took 3 people in 5 cities", "3 people", True),
        ("two out of five people", "five people", False),
        ("the only one in five families", "five families", True),
        ("the law 3 din 5 mai", "5 mai", True),
        ("it killed 3 in 5 days", "in 5 days", True),
        ("a 1 in 5 years flood", "5 years", False),
        ("on page 3 of 12 it says", "on page 3", True),
        ("in 1 persona \u0130n 5 parts", "5 parts", True),
        ("5人に1人が死亡", "1人が死亡", False),
        ("5人に7人が死亡", "7人が死亡", True),
        ("page 12 - 5 people died", "5 people", True),
        ("a group of 12 - 5 of them women", "5 of them", True),
        ("there were ~ 5 people", "5 people", False),
        ("there were > 5 people", "5 people", True),
    ],
)
def test_two_numbers_that_are_one_statement(text: str, quote: str, is_whole: bool) -> None:
    assert (QuoteFinder(Text(text)).find(quote).outcome in STANDS) == is_whole
