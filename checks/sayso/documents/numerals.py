"""Numbers of several words, such as `5 million`, `minus 10` or `one hundred five`: where one would be cut."""

import re
import tomllib
import unicodedata
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

POINTS = re.compile(
    "[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u0652\u0656-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed]+"
)
"""Vowel points and accents of Hebrew and Arabic, which most texts leave out."""


def _any_word_pattern(words: str) -> str:
    """A pattern for any of `words`; `.` at the end of one stands for its end."""
    each = [
        re.escape(word[:-1]) + r"(?!\w)" if word.endswith(".") else re.escape(word)
        for word in unicodedata.normalize("NFKC", words).split()
    ]
    return "|".join(each)


# What makes another number of the digits before it.
_MULTIPLES: Final = _any_word_pattern(
    "hundred thousand dozen million billion trillion lakh crore mio. mrd. mln. mld. mn. bn. k. mio mrd mln "
    "mld tausend milliard duizend miljoen miljard miljon tusen tusind hundert mil. mille. mila. millones "
    "millón milhão milhões bilhão bilhões bilião biliões trilhão trilhões milion miliard tysi tys. tisíc "
    "milyon milyar bin. ezer millió milliárd tuhat miljoona milioane mii. triệu tỷ. tỉ. nghìn ngàn ribu. "
    "juta. miliar triliun тыс млн млрд милли мільйон мільярд тисяч хиляд милион милиард χιλιάδ εκατομμύρι "
    "δισεκατομμύρι ألف آلاف مليون ملايين مليار بليون هزار میلیون میلیارد אלף אלפים מיליון מיליוני מיליארד "
    "हज़ार हजार लाख करोड़ হাজার লাখ কোটি 만 억 조 천 percent prozent procent процент відсот 퍼센트 "
    "ร้อย พัน หมื่น แสน ล้าน"
)
_IN_WORDS: Final = (
    r"per cent|pour cent|por ciento|por cento|per cento|and (?:a|one)[ -]half|et demie?(?!\w)|y medio(?!\w)"
    r"|[€£$¥₽₹]\d|(?:point|komma|virgule|virgola|vírgula) \d|x ?\d|\*\*"
)
_AFTER_DIGIT = re.compile(rf"(?<=\d) ?(?:{_MULTIPLES}|{_IN_WORDS})", re.IGNORECASE)
_BEFORE_DIGIT = re.compile(
    r"(?:\b(?:minus|negative|moins|menos|meno|минус|мінус|yüzde|ร้อยละ) |[<>\u2264\u2265\u00b1~\u2248_]"
    r"|(?:\A|(?<=[\s(\[]))[.,]|\d[\u4e07\u842c\u4ebf\u5104\u5146\ub9cc\uc5b5\uc870\ucc9c] ?)\Z",
    re.IGNORECASE,
)
# Numbers in words of Thai, which has no spaces between words.
_THAI_WORDS: Final = _any_word_pattern("หนึ่ง เอ็ด สอง ยี่ สาม สี่ ห้า หก เจ็ด แปด เก้า สิบ ร้อย พัน หมื่น แสน ล้าน ครึ่ง")
_THAI = re.compile(rf"(?:{_THAI_WORDS})\0(?:{_THAI_WORDS})")
_THAI_CHARS: Final = 5
_TIMES = re.compile(r"\d(?: ?\0 ?x ?| ?x ?\0 ?)\d")
_TIMES_CHARS: Final = 4
_SPACED_RANGE = re.compile(r"(\d[\d.,]*+) [-\u2010-\u2013\u2212] (\d[\d.,]*)")
# In `5 to 6 million` the first number is in millions too.
_SHARED_MULTIPLE = re.compile(
    r"(\d[\d.,]*+) (?:to|or|bis|oder|à|ou|a|o|tot|of|til|till|eller|до|или|або|do|lub|nebo) "
    rf"(\d[\d.,]*+) ?(?:{_MULTIPLES})",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\b(?:between|zwischen|entre|tra|fra|tussen|mellan|mellem|mellom|между|між|między|mezi) (\d[\d.,]*+) "
    rf"(?:and|und|et|y|e|en|och|og|и|та|a) (\d[\d.,]*+) ?(?:{_MULTIPLES})",
    re.IGNORECASE,
)


class _Language(NamedTuple):
    """The words of numbers in a language; `numerals.toml` has them, and says what they are."""

    ones: str
    units: str
    teens: str
    tens: str
    hundreds: str
    thousands: str
    millions: str
    more: str
    joins: str = ""
    tens_joins: str = ""
    points: str = ""
    parts: str = ""
    starts: str = "minus"


_LANGUAGES: Final = tuple(
    _Language(**words)
    for words in tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8")).values()
)
_ONE, _UNIT, _TEEN, _TENS, _HUNDRED = range(5)
_NO_NUMBER: Final = -1
_WITH_TENS: Final = ((_TENS, _ONE), (_TENS, _UNIT), (_TENS, _TEEN), (_UNIT, _TENS))
# In `two or three million` the first is in millions too; `hundreds of thousands` is one number.
_OR: Final = frozenset(
    (  # noqa: SIM905
        "to or bis oder à ou a o tot til till eller до или або do lub nebo ila vagy tai"
    ).split()
)
_OF: Final = frozenset(("of", "de", "di", "von", "van", "av", "af"))
# So many fields of a language hold numbers, by their rank.
_COUNTED: Final = _Language._fields.index("joins")


def _ranks() -> tuple[dict[str, dict[int, int]], dict[str, dict[int, int]]]:
    """For each word, and each pattern of words: its rank in each language."""
    whole: dict[str, dict[int, int]] = {}
    patterns: dict[str, dict[int, int]] = {}
    for language, row in enumerate(_LANGUAGES):
        for rank, words in enumerate(row[:_COUNTED]):
            for word in unicodedata.normalize("NFKC", words).split():
                (patterns if "*" in word else whole).setdefault(word, {})[language] = rank
    return whole, patterns


_RANKS, _PATTERNS = _ranks()
_LETTER: Final = "(?:[^\\W\\d_]|[\u0900-\u0903\u093a-\u094f])"
_WORD = re.compile(rf"{_LETTER}+(?:['\u2019]{_LETTER}+)*|[^ -]| -+ ")
_WORDS: Final = 5
_WORDS_SO_FAR: Final = 60
_SO_FAR: Final = 24


def cuts_number(text: str, at: int) -> bool:
    """Whether a number that is written in several words is cut in two at `at`."""
    if "x" in text[max(0, at - 2) : at + 2]:
        window = f"{text[max(0, at - _TIMES_CHARS) : at]}\0{text[at : at + _TIMES_CHARS]}"
        if _TIMES.search(window):
            return True
    if _THAI.search(f"{text[max(0, at - _THAI_CHARS) : at]}\0{text[at : at + _THAI_CHARS]}"):
        return True
    start = max(0, at - _SO_FAR)
    before, character = text[start:at], text[at : at + 1]
    for several in _AFTER_DIGIT.finditer(f"{before}{text[at : at + _SO_FAR]}"):
        if several.start() <= at - start < several.end():
            return True
    if character.isdigit() and _BEFORE_DIGIT.search(before):
        return True
    return _cuts_range(text, at) or _cuts_words(text, at)


def _cuts_range(text: str, at: int) -> bool:
    """Whether a range, such as `5 – 6` or `5 to 6 million`, is cut in two at `at`."""
    start = max(0, at - _SO_FAR)
    return any(
        span.end(1) <= at <= span.start(2) and _digits(span[1]) < _digits(span[2])
        for pattern in (_SPACED_RANGE, _SHARED_MULTIPLE, _BETWEEN)
        for span in pattern.finditer(text, start, at + _SO_FAR)
    )


def _digits(number: str) -> int:
    return int(re.sub(r"\D", "", number))


def _cuts_words(text: str, at: int) -> bool:
    """Whether a number in words is cut in two at `at`, between two words."""
    if " " not in text[max(0, at - 1) : at + 1] and not text.startswith(",", at):
        return False
    before = _words(text[max(0, at - _WORDS_SO_FAR) : at])[-_WORDS:]
    return _is_one_number(tuple(before), tuple(_words(text[at : at + _WORDS_SO_FAR])[:_WORDS]))


@lru_cache(maxsize=4096)
def _is_one_number(before: tuple[str, ...], after: tuple[str, ...]) -> bool:
    """Whether the last of the words `before` and the first of those `after` are of one number."""
    words, cut = before + after, len(before)
    languages = {language for word in words for language in _rank_by_language(word)}
    return any(
        _last_of_number(language, words[begin:]) >= cut - begin
        for language in languages
        for begin in range(cut)
    )


def _words(text: str) -> list[str]:
    """The words of `text` and the marks between them; what joins a number to another is a word."""
    words: list[str] = []
    for word in _WORD.findall(POINTS.sub("", text).replace("\u0130", "i").lower()):
        if word[0] in "\u0648\u05d5" and word not in _RANKS and word[1:] in _RANKS:
            words += word[0], word[1:]
        else:
            words.append(word)
    return words


@lru_cache(maxsize=4096)
def _rank_by_language(word: str) -> dict[int, int]:
    """The rank of a word in each language in which it is a number."""
    found = dict(_RANKS.get(word, {}))
    for pattern, ranks in _PATTERNS.items():
        if fnmatchcase(word, pattern):
            found.update({language: max(rank, found.get(language, 0)) for language, rank in ranks.items()})
    return found


def _last_of_number(language: int, words: tuple[str, ...]) -> int:
    """Which of `words` is in one number with the first of them, and next to it in that; 0 for none."""
    ranks = [_rank_by_language(word).get(language, _NO_NUMBER) for word in words] + [_NO_NUMBER] * _WORDS
    row = _LANGUAGES[language]
    for start in row.starts.split("|"):
        length = len(start.split())
        if tuple(start.split()) == words[:length] and ranks[length] > _ONE:
            return length
    first, *rest = ranks
    if first < _UNIT:
        return 0
    for part in filter(None, row.parts.split("|")):
        length = len(part.split())
        if tuple(part.split()) == words[1 : 1 + length]:
            return length
    if _continues_number(first, rest[0]):
        return 1
    link = words[1] if len(words) > 1 else ""
    if link in row.points.split() and rest[1] >= _UNIT:
        return 2
    if link in row.tens_joins.split() and (first, rest[1]) in _WITH_TENS:
        return 2
    if link in _OR and first < _HUNDRED and rest[1] >= _UNIT and rest[2] >= _HUNDRED:
        return 2
    if link in _OF and first >= _HUNDRED and rest[1] >= _HUNDRED:
        return 2
    if link == "," and first > _HUNDRED:
        # In `two million, five hundred thousand` it is no comma of a list.
        further = ranks[2 : ranks.index(_NO_NUMBER, 2)]
        return 2 if further and _HUNDRED <= max(further) < first else 0
    # In `two million and five million` these are two numbers, in `one hundred and two thousand` one.
    is_apart = rest[2] >= first and not (first == _HUNDRED and rest[2] > _HUNDRED)
    joined = link in row.joins.split() and _NO_NUMBER < rest[1] < first
    return 2 if joined and first >= _HUNDRED and not is_apart else 0


def _continues_number(first: int, second: int) -> bool:
    """Whether a number word of the rank `second` right after one of the rank `first` goes on with it."""
    if first >= _HUNDRED or second >= _HUNDRED:
        return second >= _UNIT
    return (first == _TENS and second in (_ONE, _UNIT, _TEEN)) or (first, second) == (_TEEN, _TENS)
