"""The text of `.docx` and `.xlsx` files: XML in a zip file, of which only so much is unpacked."""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping, Sequence, Set
from functools import lru_cache
from typing import Any, Final, NamedTuple, TypeVar

from sayso.documents.markup import MarkupTarget
from sayso.documents.raised_text import LEVEL, LOWERED, RAISED, SEAM

MAX_BYTES: Final = 50 << 20
"""So many bytes are unpacked of one file, whatever it says of its size."""
MAX_CHARS: Final = 10_000_000
"""So many characters of strings may stand in the cells of a sheet, which can name one string many times."""
_DOCUMENT: Final = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
_STYLES: Final = "word/styles.xml"
_STRINGS: Final = "xl/sharedStrings.xml"
_XL_STYLES: Final = "xl/styles.xml"
# Formats of numbers that need no definition: in thousands, as percentages, and as dates and times.
_KNOWN_FORMATS: Final = {
    "3": "#,##0",
    "4": "#,##0.00",
    "9": "0%",
    "10": "0.00%",
    **dict.fromkeys(map(str, (*range(14, 23), 45, 46, 47)), "d"),
}
_NO_FORMAT = re.compile(r"\"[^\"]*\"|\\.|\[[^\]]*\]|[_*].")
_PERCENT = re.compile(r"0(?:\.(0{1,30}))?\s?%")
_THOUSANDS = re.compile(r"#,##0(?:\.(0{1,30}))?(?![0,])")
_DATE = re.compile(r"[ymdhs]", re.IGNORECASE)
# What a format sets behind a number, such as ` million`.
_BEHIND = re.compile(r"[0#?]( ?)(?:\"([^\"]{1,60})\"|((?:\\.){1,60}))(?=;|\Z)")
# A format has at most 255 characters; each cell that has it is written by it.
_LONGEST_FORMAT: Final = 500
# A number of more characters is none that a program has written.
_MOST_DIGITS: Final = 30
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:E[+-]?[0-9]{1,2})?")
# Characters that XML cannot hold.
_ESCAPED = re.compile("_x00[01][0-9A-Fa-f]_")
_UNREADABLE: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
_LEVELS: Final = {"superscript": RAISED, "subscript": LOWERED}
_SHIFTS: Final[dict[str, dict[str, str]]] = {"vertAlign": _LEVELS, "position": {}}
# What stands before and after a part of a formula.
_MATH: Final = {
    "sup": (RAISED, LEVEL),
    "sub": (LOWERED, LEVEL),
    "num": (SEAM, "/"),
    "den": ("", SEAM),
    "deg": (SEAM, SEAM),
    "rad": (SEAM, SEAM),
}
_SIGNS: Final = {
    **dict.fromkeys(("tab", "ptab", "br", "cr"), "\n"),
    "noBreakHyphen": "-",
    "softHyphen": "\u00ad",
}
# The characters of the font Symbol from `@` on and from U+00A0 on; before, but for some, they are ASCII.
_SYMBOLS: Final = {
    **dict(enumerate("≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", 0x40)),
    **dict(enumerate("αβχδεφγηιϕκλμνοπθρστυϖωξψζ", 0x61)),
    **dict(enumerate("€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…", 0xA0)),
    **{0x22: "∀", 0x24: "∃", 0x27: "∋", 0x2A: "∗", 0x2D: "−", 0xD6: "√", 0xD7: "⋅", 0xE5: "∑"},
}
_PRIVATE: Final = 0xF000
_FIRST_GREEK: Final = 0x40
# What is taken out, moved away, said beside a word, or there for programs that know less.
_UNSEEN: Final = frozenset({"del", "moveFrom", "rt", "rPh", "Fallback"})
_HIDES: Final = frozenset({"vanish", "webHidden", "strike", "dstrike"})


_Target = TypeVar("_Target", bound=MarkupTarget)


class NotOffice(Exception):
    """It is no such file, or one that cannot be read; the message says why."""


def office_text(data: bytes) -> str:
    """The text of the `.docx` or `.xlsx` file `data`. Raises `NotOffice`."""
    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            package = _Package(file)
            if _DOCUMENT[0] in package.names:
                styles = package.parse(_STYLES, _Styles())
                read = [
                    package.parse(name, _Words(styles.levels, styles.unseen))
                    for name in _DOCUMENT
                    if name in package.names
                ]
                return "\n".join(["".join(words.parts) for words in read])
            sheets = sorted(filter(_is_sheet, package.names))
            if sheets:
                strings = package.parse(_STRINGS, _Strings()).strings
                formats = package.parse(_XL_STYLES, _Formats()).formats
                cells = [package.parse(name, _Cells(strings, formats)) for name in sheets]
                return "\n".join(["".join(each.parts) for each in cells])
    except (*_UNREADABLE, etree.XMLSyntaxError):
        raise NotOffice("the file cannot be read") from None
    raise NotOffice("it is no text, page or PDF file")


def _is_sheet(name: str) -> bool:
    return name.startswith("xl/worksheets/") and name.endswith(".xml")


class _Package:
    """A zip file, of which `MAX_BYTES` can be read in all."""

    def __init__(self, file: zipfile.ZipFile) -> None:
        self._file = file
        self._left = MAX_BYTES
        self.names = set(file.namelist())

    def parse(self, name: str, target: "_Target") -> "_Target":
        """`target`, which takes the parts of the XML file `name` if there is one."""
        from lxml import etree

        if name not in self.names:
            return target
        with self._file.open(name) as part:
            body = part.read(self._left + 1)
        self._left -= len(body)
        if self._left < 0:
            raise NotOffice(f"it holds more than {MAX_BYTES >> 20} MiB once it is unpacked")
        anything: Any = target
        etree.fromstring(body, etree.XMLParser(target=anything, resolve_entities=False, no_network=True))
        return target


class _Words(MarkupTarget):
    """Takes the text of a document; `styles` are names of styles of raised and lowered text, and `unseen`
    those of text that is not shown, or struck out.
    """

    def __init__(self, styles: Mapping[str, str] | None = None, unseen: Set[str] = frozenset()) -> None:
        self.parts: list[str] = []
        self._styles = styles or {}
        self._unseen_styles = unseen
        self._is_text = False
        self._level = self._last_level = ""
        # How many elements are open of which nothing is shown, and whether nothing of this run is.
        self._unseen = 0
        self._is_unseen_run = False

    def start(self, tag: Any, attributes: Any) -> None:
        """An element begins."""
        name = tag.rpartition("}")[2]
        value = next((value for key, value in attributes.items() if key.rpartition("}")[2] == "val"), "")
        self._unseen += name in _UNSEEN
        self._is_text = name == "t"
        if name in _MATH:
            self.parts.append(_MATH[name][0])
        elif name in _SHIFTS:
            self._set_level(_SHIFTS[name].get(value, "") if name != "position" else _level_of_position(value))
        elif name == "rStyle":
            self._set_level(self._styles.get(value, ""))
            if value in self._unseen_styles:
                self._hide_run()
        elif name in _HIDES and value not in ("0", "false", "off"):
            self._hide_run()
        elif name in _SIGNS:
            self.parts.append(_SIGNS[name])
        elif name == "sym" and not self._unseen and not self._is_unseen_run:
            self.parts.append(_symbol(attributes))

    def _hide_run(self) -> None:
        """What follows in this run is not shown."""
        self._is_unseen_run = True
        self.parts.append(SEAM)

    def _set_level(self, level: str) -> None:
        """What follows in this run is raised or lowered."""
        if level and not self._level:
            self._level = level
            # Programs divide text into runs as they like.
            if self.parts[-1:] == [LEVEL] and self._last_level == level:
                self.parts.pop()
            else:
                self.parts.append(level)
            self._last_level = level

    def end(self, tag: Any) -> None:
        """An element ends."""
        name = tag.rpartition("}")[2]
        self._unseen -= name in _UNSEEN
        self._is_text = False
        if name in _MATH:
            self.parts.append(_MATH[name][1])
        elif name == "r":
            self._is_unseen_run = False
            self.parts.append(LEVEL if self._level else "")
            self._level = ""
        elif name == "p":
            self.parts.append("\n")

    def data(self, data: Any) -> None:
        """Text."""
        if self._is_text and not self._unseen and not self._is_unseen_run:
            self.parts.append(data)


def _symbol(attributes: Any) -> str:
    """The character of a font of symbols; one that is unknown is no other, and not left out either."""
    given = {key.rpartition("}")[2]: value for key, value in attributes.items()}
    code = int(given["char"], 16) if re.fullmatch("[0-9A-Fa-f]{1,4}", given.get("char", "")) else 0
    if given.get("font", "").lower() != "symbol":
        return chr(code) if 0x20 < code < 0xD800 else "\ufffd"
    code -= _PRIVATE if code >= _PRIVATE else 0
    return _SYMBOLS.get(code) or (chr(code) if 0x20 < code < _FIRST_GREEK else "\ufffd")


def _level_of_position(half_points: str) -> str:
    """The sign of text that is raised by so much, or lowered if it is less than nothing."""
    number = half_points.removeprefix("-")
    if not number.strip("0").isdigit():
        return ""
    return LOWERED if half_points != number else RAISED


class _Styles(_Words):
    """Takes the names of styles: of raised and lowered text, each with its sign, and of what is not shown."""

    def __init__(self) -> None:
        super().__init__()
        self.levels: dict[str, str] = {}
        self.unseen: set[str] = set()
        self._style = ""

    def start(self, tag: Any, attributes: Any) -> None:
        if tag.endswith("}style"):
            self._style = next((value for key, value in attributes.items() if key.endswith("}styleId")), "")
        super().start(tag, attributes)

    def _hide_run(self) -> None:
        self.unseen.add(self._style)

    def _set_level(self, level: str) -> None:
        if level:
            self.levels[self._style] = level


class _Strings(_Words):
    """Takes the strings that the cells of a workbook share."""

    def __init__(self) -> None:
        super().__init__()
        self.strings: list[str] = []

    def data(self, data: Any) -> None:
        super().data(_ESCAPED.sub(" ", data))

    def end(self, tag: Any) -> None:
        super().end(tag)
        if tag.endswith("}si"):
            self.strings.append("".join(self.parts))
            self.parts.clear()


class _Formats(MarkupTarget):
    """Takes the formats of numbers that cells have."""

    def __init__(self) -> None:
        self.formats: list[str] = []
        self._codes = dict(_KNOWN_FORMATS)
        self._is_of_cells = False

    def start(self, tag: Any, attributes: Any) -> None:
        """An element begins."""
        name = tag.rpartition("}")[2]
        if name == "numFmt":
            self._codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._is_of_cells = True
        elif name == "xf" and self._is_of_cells:
            code = self._codes.get(attributes.get("numFmtId", ""), "")
            self.formats.append(" ".join(code[:_LONGEST_FORMAT].split()))

    def end(self, tag: Any) -> None:
        """An element ends."""
        if tag.endswith("}cellXfs"):
            self._is_of_cells = False


class _Cells(_Words):
    """Takes the cells of a sheet, one a line."""

    def __init__(self, strings: Sequence[str], formats: Sequence[str]) -> None:
        super().__init__()
        self._strings = strings
        self._formats = formats
        self._format = ""
        self._is_shared = False
        self._size = 0

    def start(self, tag: Any, attributes: Any) -> None:
        super().start(tag, attributes)
        if tag.endswith("}c"):
            self._is_shared = attributes.get("t") == "s"
            style = attributes.get("s", "")
            known = attributes.get("t", "n") == "n" and style.isdecimal() and len(style) < 9
            self._format = self._formats[int(style)] if known and int(style) < len(self._formats) else ""
        self._is_text = tag.endswith(("}t", "}v"))

    def end(self, tag: Any) -> None:
        super().end(tag)
        if tag.endswith("}c"):
            self.parts.append("\n")

    def data(self, data: Any) -> None:
        if self._is_text and self._is_shared:
            known = data.isascii() and data.isdigit() and len(data) < 9 and int(data) < len(self._strings)
            self.parts.append(self._strings[int(data)] if known else "")
            self._size += len(self.parts[-1])
            if self._size > MAX_CHARS:
                raise NotOffice(f"a sheet holds more than {MAX_CHARS:,} characters of text")
        elif self._format:
            super().data(_shown_number(data, self._format))
        else:
            super().data(data)


class _Format(NamedTuple):
    """What a format makes of a number: digits behind the point of a percentage, or of one in thousands.

    `unit` stands behind it. With `hides` it makes of it what is not known.
    """

    percent: int | None
    thousands: int | None
    unit: str
    hides: bool


@lru_cache(maxsize=1024)
def _read_format(form: str) -> _Format:
    """What the format `form` makes of a number."""
    plain = _NO_FORMAT.sub("", form)
    percent, thousands, behind = _PERCENT.search(plain), _THOUSANDS.search(plain), _BEHIND.search(form)
    return _Format(
        len(percent[1] or "") if percent else None,
        len(thousands[1] or "") if thousands else None,
        f"{behind[1]}{behind[2] or behind[3].replace(chr(92), '')}" if behind else "",
        "%" in plain or _DATE.search(plain) is not None,
    )


def _shown_number(number: str, form: str) -> str:
    """`number` as a sheet shows it in the format `form`, and as it is; empty if that is a date."""
    percent, thousands, unit, hides = _read_format(form)
    if len(number) <= _MOST_DIGITS and _NUMBER.fullmatch(number):
        if percent is not None:
            return f"{float(number) * 100:.{percent}f}%"
        if thousands is not None:
            return f"{float(number):,.{thousands}f}{unit}\n{number}{unit}"
    return "" if hides else f"{number}{unit}"
