"""What counts as found in a text, and what does not."""

import random
import time
from string import ascii_letters

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sayso.documents.quotes import QuoteFinder
from sayso.documents.text import Text
from sayso.record.lock import STANDS, LockedQuote, Passage

TEXT = (
    "He said: “The dam — built in 1950 – is safe,” and left. They can’t go. 10,000 people died in 1.5 days. "
    "A non-violent protest. L’homme « libre » est là ! self-\ndefence and govern-\r\nment of the\nstate…"
)


def find(text: str, quote: str, hidden: str = "") -> LockedQuote:
    return QuoteFinder(Text(text, hidden)).find(quote)


@pytest.mark.parametrize(
    "quote",
    [
        '"The dam - built in 1950 — is safe,"',
        "'The dam--built in 1950-is safe,'",
        "They can't go.",
        "10,000 people",
        "1.5 days",
        "non‑violent protest",
        'homme "libre" est là!',
        "L'homme «libre» est là !",
        "self-defence",
        "selfdefence",
        "govern\u00adment  of\u00a0the state",
        "The dam … and left",
        "The dam [...] They can’t go … died",
        "… and left. ( … )",
        "of the state . . .",
    ],
)
def test_found(quote: str) -> None:
    assert find(TEXT, quote).outcome in STANDS


@pytest.mark.parametrize(
    "quote",
    [
        "the dam built",
        "They can",
        "000 people died",
        "10 people died",
        "died in 1",
        "5 days",
        "violent protest",
        "A non",
        "he dam",
        "The da",
        "THE DAM",
        "and left … The dam",
        "The dam is safe",
        "",
        " ",
        "…",
        '"…"',
        ".",
        "x" * 6000,
    ],
)
def test_not_found(quote: str) -> None:
    assert find(TEXT, quote).outcome in ("near", "missing")


@pytest.mark.parametrize(
    ("text", "quote", "outcome"),
    [
        ("国家安全部发布双语报告，\n敦促西方停止“抹黑”。", "双语报告， 敦促西方停止「抹黑」", "found"),
        ("国家安全部发布双语报告", "安全 部发\n布", "found"),
        ("据 ABC 公司2024 年 报告", "据ABC公司2024年报告", "found"),
        ("国家安全部发布双语报告", "国家……报告", "found"),
        ("国家安全部发布双语报告", "国家安全局发布双语报告", "near"),
        ("กระทรวงเผยแพร่รายงานที่นี่", "เผยแพร่ รายงาน", "found"),
        ("กระทรวงเผยแพร่รายงานที่นี่", "เผยแพร่รายงานที", "near"),
        ("कला और काम", "कला और", "found"),
        ("कला और काम", "कल", "missing"),
        ("काम", "म", "missing"),
        ("ｶﾞｲﾄﾞ ﬁnal ① x² café", "ガイド final 1 x2 cafe\u0301", "found"),
        ("تقرير الوزارة", "تقرير الوزارة", "found"),
        ("5″ of rain´s", "5\" of rain's", "found"),
        ("x \u0301y z", "\u0301y", "found"),
        ("a❤️b", "a❤b", "found"),
    ],
)
def test_scripts(text: str, quote: str, outcome: str) -> None:
    assert find(text, quote).outcome == outcome


def test_context_is_what_stands_around() -> None:
    quote = '"The dam-built in 1950-is safe,"'
    after = " and left. They can’t go. 10,000 people died in 1.5 days. A"
    assert find(TEXT, quote) == LockedQuote(
        quote, "found", before="He said: ", after=after, sentence="He said: […] and left."
    )


def test_hidden_text_is_told_apart() -> None:
    hidden = LockedQuote("secret words", "hidden", before="more ", after=" here")
    assert find("shown words", "secret words", "more secret words here") == hidden
    assert find("secret words", "secret words", "secret words").outcome in STANDS


@pytest.mark.parametrize(
    ("quote", "diff"),
    [
        ("The dam, built in 1960, is safe", "The dam[-,-] {+—+} built in [-1960,-] {+1950 –+} is safe"),
        ("000 people died in 1.5", "[-000-] {+10,000+} people died in 1.5"),
        ("They can't ever go.", "They can't [-ever-] go."),
    ],
)
def test_near_shows_the_difference(quote: str, diff: str) -> None:
    assert find(TEXT, quote) == LockedQuote(quote, "near", diff=diff)


def test_near_in_a_long_quote() -> None:
    """It is compared piece by piece, and a piece that is nowhere is shown as such."""
    words = [f"word{number}" for number in range(400)]
    text = f"Before. {' '.join(words)}. After."
    altered = [*words[:150], "OTHER", *words[151:]]
    assert find(text, " ".join(altered)).diff.count("[-OTHER-] {+word150+}") == 1
    strange = [*words[:300], *(f"no{number}" for number in range(100))]
    match = find(text, " ".join(strange))
    assert match.outcome == "near"
    assert "no50" in match.diff
    assert find(text, "İ word1 word2 word3 word4").outcome == "near"
    assert find("İ and ever", "İ and never").outcome == "near"


def test_ellipses_do_not_skip_too_much() -> None:
    text = f"One two {'x ' * 2400}three {'y ' * 2600}four."
    assert find(text, "One … three").outcome in STANDS
    assert find(text, "One … three … four").outcome == "missing"
    assert find("a b a c b d", "a … c … d").outcome in STANDS
    assert find("a a a b", "a … b").outcome in STANDS
    assert find("b a", "a … b").outcome not in STANDS


VARIANTS = {
    " ": [" ", "  ", "\n", "\u00a0", "\u202f", "\t", " \u200b"],
    '"': ['"', "“", "”", "„", "«", "」", "« ", "''"],
    "'": ["'", "’", "‘", "`"],
    "-": ["-", "‐", "–", "—", " – ", " - "],
    "fi": ["fi", "ﬁ", "f\u00adi", "f\u200di"],
    "...": ["...", "…"],
}
WORDS = [
    "the",
    "final",
    "dam",
    "it's",
    "officials",
    "said",
    '"safe"',
    "- well -",
    "(1950)",
    "10,5",
    "no!",
    "安全",
    "部",
    "ที่",
]

texts = st.lists(st.sampled_from(WORDS), min_size=3, max_size=40)


def varied(text: str, choice: random.Random) -> str:
    """`text` in other typographic forms."""
    made, at = [], 0
    while at < len(text):
        plain = next((plain for plain in VARIANTS if text.startswith(plain, at)), text[at])
        made.append(choice.choice(VARIANTS.get(plain, [plain])))
        at += len(plain)
    return "".join(made)


@given(texts, st.data(), st.randoms(use_true_random=False))
def test_a_quote_from_the_text_is_found_in_any_form(
    words: list[str], data: st.DataObject, choice: random.Random
) -> None:
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    quote = " ".join(words[start:end])
    assume(any(map(str.isalnum, quote)))
    text = " ".join(words)
    assert find(text, quote).outcome in STANDS
    assert find(varied(text, choice), varied(quote, choice)).outcome in STANDS


@given(texts, st.data())
def test_altering_one_word_is_never_found(words: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    index = data.draw(st.integers(start, end - 1))
    altered = [*words]
    altered[index] = data.draw(st.sampled_from(["unsafe", "not", "his", "10", "5", "局", "s", "dams", "da"]))
    assert find(" ".join(words), " ".join(altered[start:end])).outcome not in STANDS


@given(st.text(), st.text(), st.text())
def test_anything_can_be_looked_for(shown: str, hidden: str, quote: str) -> None:
    assert find(shown, quote, hidden).outcome in (*STANDS, "hidden", "near", "missing")


LONG = 500_000


@pytest.mark.thorough(one_in=3)
@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("x" + "\u0301" * LONG, "x" + "\u0301" * 20_000),
        ("x" + "\u0301\u0323" * LONG, "y"),
        ("x" + "\u0301\u200d\uff9e" * LONG, "y"),
        ("a" * LONG, "a" * 4_999 + "b"),
        ("a" * LONG, "a" * (LONG // 2)),
        ("a " * LONG, "a " * 2_400 + "b"),
        ("a b " * LONG, "b a a b " * 600),
        ("a b " * LONG, "a … " * 200),
        ("a b " * LONG, "a … " * 200 + "c"),
        ("a b " * LONG, "a … " * 100_000 + "c"),
        ("-" * LONG, "- a -"),
        ('" ' * LONG, '"a'),
        (" - " * LONG, "- a - b"),
        (" ,(" * LONG, ", ( a"),
        ("." * LONG, "a … b"),
        (" " * LONG + "a", "a b"),
        ("[..." * LONG, "[..." * 1000 + "a"),
        ("国" * LONG, "国" * 4_000 + "家"),
        ("a-\n" * LONG, "a-a-" * 1000),
        ("\ufdfa" * (LONG // 10), "x"),
    ],
)
def test_hostile_texts_come_to_an_end(text: str, quote: str) -> None:
    start = time.perf_counter()
    assert find(text, quote).outcome
    assert time.perf_counter() - start < 60


def test_a_text_that_would_swell_does_not() -> None:
    """NFKC makes 18 characters of this one."""
    few = QuoteFinder(Text("\ufdfa " * 1000 + "a b"))
    assert few.find("\ufdfa a b").outcome in STANDS
    many = QuoteFinder(Text("\ufdfa " * 100_001 + "a b"))
    assert len(many.text) < 300_000
    assert many.find("a b").outcome in STANDS


def test_many_long_quotes_come_to_an_end() -> None:
    """So many characters of them are compared with what is like them, and no more."""
    reader = QuoteFinder(Text("a b c " * 10_000))
    outcomes = [reader.find(f"{'a b ' * 1000}{number}").outcome for number in range(60)]
    assert outcomes[-1] == "missing"


def test_words_that_are_everywhere_lead_nowhere() -> None:
    """What stands in the text more often than it is counted does not hide the one place that is meant."""
    reader = QuoteFinder(Text("over it. " * 2_000 + "Over the dam the river flows in May."))
    match = reader.find("Over the dam the river flows in June.")
    assert (match.outcome, match.diff) == ("near", "Over the dam the river flows in [-June-] {+May+}.")


def outcomes(text: str, quotes: list[str]) -> list[LockedQuote]:
    return list(QuoteFinder(Text(text)).find_all(map(Passage, quotes)).values())


@given(st.lists(st.sampled_from([*WORDS, "commission", "finding"]), min_size=3, max_size=90), st.data())
def test_many_quotes_are_found_as_each_alone(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    spans = data.draw(st.lists(st.tuples(st.integers(0, 80), st.integers(1, 20)), min_size=60, max_size=70))
    quotes = list(dict.fromkeys(" ".join(words[start : start + length]) for start, length in spans))
    quotes += [f"{quote} {number}" for number, quote in enumerate(quotes)]
    others = [f"nothing{number}" for number in range(60)]
    assert outcomes(text, quotes + others)[: len(quotes)] == [find(text, quote) for quote in quotes]


@pytest.mark.parametrize("length", [6, 30])
@pytest.mark.parametrize("unspaced", [True, False])
def test_many_quotes_from_a_long_text(length: int, unspaced: bool) -> None:
    choice = random.Random(length)
    letters = "".join(map(chr, range(0x4E00, 0x5000))) if unspaced else "abcdefghijklmnopqrstuvwxyz"
    size = (2, 2) if unspaced else (3, 9)
    words = ["".join(choice.choices(letters, k=choice.randint(*size))) for _ in range(60_000)]
    space = "" if unspaced else " "
    parts = [words[start : start + length] for start in range(0, 6_000, 100)]
    middle = length // 2
    altered = [[*part[:middle], "another", *part[middle + 1 :]] for part in parts]
    strange = [["".join(choice.sample(word, len(word)))[::-1] + "x" for word in part] for part in parts]
    for quotes, outcome in ((parts, "found"), (altered, "near"), (strange, "missing")):
        found = outcomes(space.join(words), [space.join(quote) for quote in quotes])
        assert [match.outcome for match in found] == [outcome] * len(quotes)


def test_many_quotes_of_what_is_everywhere() -> None:
    """What stands too often in the text to tell where is looked for all the same."""
    text = "The dam is safe, the ministry of water said. " * 3_000 + "The dam is not safe."
    quotes = [
        f"the ministry of water said. The dam is safe, the ministry of water said {n}" for n in range(60)
    ]
    found = outcomes(text, [*quotes, quotes[0][:-2], "water said. The dam is not"])
    assert [match.outcome for match in found[-2:]] == ["ambiguous", "found"]


def test_many_forms_are_read_as_what_they_stand_for() -> None:
    full = "".join(chr(ord(letter) + 0xFEE0) for letter in ascii_letters)
    assert find(f"Read {full} and leave.", f"Read {ascii_letters} and leave.").outcome in STANDS


def test_marks_of_several_forms_are_one() -> None:
    quote = 'said: "no" and—left.'
    found = LockedQuote(quote, "found", before="He ", sentence="He […]")
    assert find('He said: "" " no " and - -- left.', quote) == found
