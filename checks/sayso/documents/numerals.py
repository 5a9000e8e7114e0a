"""Numbers of several words, such as `5 million`, `minus 10` or `one hundred five`: where one would be cut."""

import re
import unicodedata
from typing import Final


def _any(words: str) -> str:
    """A pattern for any of `words`; `.` at the end of one stands for its end."""
    each = [
        re.escape(word[:-1]) + r"(?!\w)" if word.endswith(".") else re.escape(word)
        for word in unicodedata.normalize("NFKC", words).split()
    ]
    return "|".join(each)


# What makes another number of the digits before it.
_MULTIPLES: Final = _any(
    "hundred thousand dozen million billion trillion lakh crore mio. mrd. mln. mld. mn. bn. k. mio mrd mln "
    "mld "
    "tausend milliard duizend miljoen miljard miljon tusen tusind hundert mil. mille. mila. millones millón "
    "milhão milhões bilhão bilhões bilião biliões trilhão trilhões milion miliard tysi tys. tisíc "
    "milyon milyar "
    "bin. ezer millió milliárd tuhat miljoona milioane mii. triệu tỷ. tỉ. nghìn ngàn ribu. juta. "
    "miliar triliun "
    "тыс млн млрд милли мільйон мільярд тисяч хиляд милион милиард χιλιάδ εκατομμύρι δισεκατομμύρι "
    "ألف آلاف مليون ملايين مليار بليون هزار میلیون میلیارد אלף אלפים מיליון מיליוני מיליארד "
    "हज़ार हजार लाख करोड़ হাজার লাখ কোটি 만 억 조 천 percent prozent procent процент відсот"
)
_IN_WORDS: Final = (
    r"per cent|pour cent|por ciento|por cento|per cento|and (?:a|one)[ -]half|et demie?(?!\w)|y medio(?!\w)"
    r"|x ?\d|\*\*"
)
_AFTER_DIGIT = re.compile(rf"(?<=\d) ?(?:{_MULTIPLES}|{_IN_WORDS})", re.IGNORECASE)
_BEFORE_DIGIT = re.compile(
    r"(?:\b(?:minus|negative|moins|menos|meno|minus|минус|мінус) |[<>\u2264\u2265\u00b1~\u2248_]"
    r"|(?:\A|(?<=[\s(\[]))[.,]|\d[\u4e07\u842c\u4ebf\u5104\u5146\ub9cc\uc5b5\uc870\ucc9c] ?)\Z",
    re.IGNORECASE,
)
_TIMES = re.compile(r"\d(?: ?\0 ?x ?| ?x ?\0 ?)\d")
_TIMES_CHARS: Final = 4
_UNITS: Final = _any(
    "one. two. three. four. five. six. seven. eight. nine. ten. eleven. twelve. thirteen. fourteen. fifteen. "
    "sixteen. seventeen. eighteen. nineteen. twenty. thirty. forty. fifty. sixty. seventy. eighty. ninety. "
    "zwei. drei. vier. fünf. sechs. sieben. acht. neun. zehn. elf. zwölf. zwanzig. dreißig. vierzig. "
    "fünfzig. "
    "deux. trois. quatre. cinq. sept. huit. neuf. dix. vingt. trente. quarante. cinquante. soixante. "
    "dos. tres. cuatro. cinco. siete. ocho. nueve. diez. veinte. treinta. cuarenta. cincuenta. "
    "due. tre. quattro. cinque. sette. otto. nove. dieci. venti. trenta. twee. drie. vijf. zes. zeven. "
    "negen. tien."
)
_BEFORE_MULTIPLE = re.compile(rf"\b(?:{_UNITS})\Z", re.IGNORECASE)
_MULTIPLE = re.compile(rf" (?:{_MULTIPLES}|cents?(?!\w)|{_any('ciento cento cientos')})", re.IGNORECASE)
_UNIT = re.compile(rf"(?:{_UNITS})", re.IGNORECASE)
_BEFORE_UNIT = re.compile(
    r"\b(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    r"|(?:hundred|thousand|million|billion)(?: and)?"
    r"|(?:cent|mille|mil)(?: et| y| e)?)[ -]\Z",
    re.IGNORECASE,
)
_SO_FAR: Final = 24


def cuts_number(text: str, at: int) -> bool:
    """Whether a number that is written in several words is cut in two at `at`."""
    if "x" in text[max(0, at - 2) : at + 2]:
        window = f"{text[max(0, at - _TIMES_CHARS) : at]}\0{text[at : at + _TIMES_CHARS]}"
        if _TIMES.search(window):
            return True
    start = max(0, at - _SO_FAR)
    before, character = text[start:at], text[at : at + 1]
    for several in _AFTER_DIGIT.finditer(f"{before}{text[at : at + _SO_FAR]}"):
        if several.start() <= at - start < several.end():
            return True
    if character.isdigit():
        return _BEFORE_DIGIT.search(before) is not None
    if character == " ":
        return _MULTIPLE.match(text, at) is not None and _BEFORE_MULTIPLE.search(before) is not None
    return _UNIT.match(text, at) is not None and _BEFORE_UNIT.search(before) is not None
