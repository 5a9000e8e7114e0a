"""The text of `.docx` and `.xlsx` files: XML in a zip file, of which only so much is unpacked."""

import io
import re
import zipfile
import zlib
from typing import Any, Final

from sayso.documents.levels import LEVEL, LOWERED, RAISED

MAX_BYTES: Final = 50 << 20
"""So many bytes are unpacked of one file, whatever it says of its size."""
MAX_CHARS: Final = 10_000_000
"""So many characters of strings may stand in the cells of a sheet, which can name one string many times."""
_DOCUMENT: Final = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
_STRINGS: Final = "xl/sharedStrings.xml"
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_UNREADABLE: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
_LEVELS: Final = {"superscript": RAISED, "subscript": LOWERED}


class NotOffice(Exception):
    """It is no such file, or one that cannot be read; the message says why."""


def office_text(data: bytes) -> str:
    """The text of the `.docx` or `.xlsx` file `data`. Raises `NotOffice`."""
    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            names = set(file.namelist())
            package = _Package(file)
            if _DOCUMENT[0] in names:
                return "\n".join([package.read(name, _Words()) for name in _DOCUMENT if name in names])
            strings: list[str] = []
            if _STRINGS in names:
                strings = package.read(_STRINGS, _Strings()).split("\0")
            sheets = sorted(
                name for name in names if name.startswith("xl/worksheets/") and name.endswith(".xml")
            )
            if sheets:
                return "\n".join([package.read(name, _Cells(strings)) for name in sheets])
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        etree.XMLSyntaxError,
    ):
        raise NotOffice("the file cannot be read") from None
    raise NotOffice("it is no text, page or PDF file")


class _Package:
    """A zip file, of which `MAX_BYTES` can be read in all."""

    def __init__(self, file: zipfile.ZipFile) -> None:
        self._file = file
        self._left = MAX_BYTES

    def read(self, name: str, target: "_Words") -> str:
        """The text of the XML file `name`, taken by `target`."""
        from lxml import etree

        with self._file.open(name) as part:
            body = part.read(self._left + 1)
        self._left -= len(body)
        if self._left < 0:
            raise NotOffice(f"it holds more than {MAX_BYTES >> 20} MiB once it is unpacked")
        parser = etree.XMLParser(target=target, resolve_entities=False, no_network=True)
        etree.fromstring(body, parser)
        return "".join(target.parts)


class _Words:
    """Takes the text of a document."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self._is_text = False
        self._level = ""

    def start(self, tag: Any, attributes: Any) -> None:
        """An element begins."""
        name = tag.rpartition("}")[2]
        self._is_text = name == "t"
        if name == "vertAlign":
            value = next((value for key, value in attributes.items() if key.endswith("}val")), "")
            self._level = _LEVELS.get(value, "")
            self.parts.append(self._level)
        elif name in ("tab", "br", "cr"):
            self.parts.append("\n")

    def end(self, tag: Any) -> None:
        """An element ends."""
        name = tag.rpartition("}")[2]
        self._is_text = False
        if name == "r" and self._level:
            self.parts.append(LEVEL)
            self._level = ""
        elif name == "p":
            self.parts.append("\n")

    def data(self, data: Any) -> None:
        """Text."""
        if self._is_text:
            self.parts.append(data)

    def comment(self, text: Any) -> None:
        """A comment is no text of the document."""

    def close(self) -> None:
        """Nothing is left to be done at the end."""


class _Strings(_Words):
    """Takes the strings that the cells of a workbook share."""

    def end(self, tag: Any) -> None:
        super().end(tag)
        if tag.endswith("}si"):
            self.parts.append("\0")


class _Cells(_Words):
    """Takes the cells of a sheet, one a line."""

    def __init__(self, strings: list[str]) -> None:
        super().__init__()
        self._strings = strings
        self._is_shared = False
        self._size = 0

    def start(self, tag: Any, attributes: Any) -> None:
        super().start(tag, attributes)
        if tag.endswith("}c"):
            self._is_shared = attributes.get("t") == "s"
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
        else:
            super().data(data)
