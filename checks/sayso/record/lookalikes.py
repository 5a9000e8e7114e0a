"""Names that look alike: what is left of one without case, accents and punctuation, in one script."""

import unicodedata
from typing import Final

# Letters that look like Latin ones in upper or lower case, by their lower case: Cyrillic, Greek, and others.
_LIKE_LATIN: Final = str.maketrans(
    "авекмнорстухѕіјԁһӏԛԝүғ" + "αβεζηικμνορτυχϳ" + "ıɑɡɩʏօսհ",
    "abekmhopctyxsijdhlqwyf" + "abezhikmnoptyxj" + "iagiyouh",
)
# The accents and other marks that letters of several scripts share.
_MARKS: Final = dict.fromkeys(range(0x300, 0x370))


def _is_left_out(character: str) -> bool:
    """Whether a character is punctuation, a space, or one that nobody sees."""
    return unicodedata.category(character)[0] in "PZC"


_ASCII: Final = dict.fromkeys(number for number in range(128) if _is_left_out(chr(number)))


def look_of(name: str) -> str:
    """What `name` is compared by: equal for two that look alike; empty if it has nothing to see."""
    if name.isascii():
        return name.lower().translate(_ASCII)
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    latin = plain.translate(_MARKS).translate(_LIKE_LATIN)
    return "".join([character for character in latin if not _is_left_out(character)])
