"""What is open in the editor, saved or not, and positions in text as the protocol has them.

The protocol counts lines and, in a line, units of UTF-8, UTF-16 or UTF-32; sayso counts code points from the
start of the text.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Final

from lsprotocol import types

from sayso.record.disk import Disk, FileTooLarge, Kind
from sayso.record.places import Span

_LINE: Final = re.compile(r"[^\r\n]*+(?:\r\n|\n|\r)|[^\r\n]++\Z")
_BREAKS: Final = "\r\n"
# Units of long lines are counted in chunks.
_CHUNK: Final = 4096
_CODECS: Final[Mapping[str, tuple[str, int]]] = {
    "utf-8": ("utf-8", 1),
    "utf-16": ("utf-16-le", 2),
    "utf-32": ("utf-32-le", 4),
}


class Units:
    """Counts the units of text in one of the encodings of positions: utf-8, utf-16 or utf-32."""

    def __init__(self, encoding: str) -> None:
        self._codec, self._bytes = _CODECS[encoding]

    def count(self, text: str) -> int:
        """How many units `text` takes."""
        if text.isascii():
            return len(text)
        return len(text.encode(self._codec, "surrogatepass")) // self._bytes

    def chars(self, text: str, units: int) -> int:
        """How many characters the first `units` of `text` hold; one that is not whole is left out."""
        if text.isascii():
            return min(units, len(text))
        at = 0
        while at < len(text) and (taken := self.count(text[at : at + _CHUNK])) <= units:
            units -= taken
            at += _CHUNK
        for here in text[at : at + _CHUNK]:
            units -= self.count(here)
            if units < 0:
                break
            at += 1
        return min(at, len(text))


def split_lines(text: str) -> list[str]:
    """The lines of `text` as the protocol counts them, each with its line break; the last one has none."""
    lines: list[str] = _LINE.findall(text)
    if not lines or lines[-1][-1] in _BREAKS:
        lines.append("")
    return lines


class Positions:
    """Positions in one text, as the protocol has them."""

    def __init__(self, text: str, units: Units) -> None:
        self._text = text
        self._units = units
        self._counted: dict[int, list[int]] = {}

    @cached_property
    def _starts(self) -> list[int]:
        return list(accumulate(map(len, split_lines(self._text)[:-1]), initial=0))

    def position(self, offset: int) -> types.Position:
        """The position of an offset in code points."""
        line = bisect_right(self._starts, offset) - 1
        start = self._starts[line]
        if self._text.isascii():
            return types.Position(line, offset - start)
        chunk = (offset - start) // _CHUNK
        counted = self._counted.setdefault(line, [0])
        while len(counted) <= chunk:
            here = start + (len(counted) - 1) * _CHUNK
            counted.append(counted[-1] + self._units.count(self._text[here : here + _CHUNK]))
        rest = self._units.count(self._text[start + chunk * _CHUNK : offset])
        return types.Position(line, counted[chunk] + rest)

    def range(self, span: Span) -> types.Range:
        """The range of a span of code points."""
        return types.Range(self.position(span[0]), self.position(span[1]))

    def offset(self, position: types.Position) -> int:
        """The offset of a position; what lies behind the end of its line or of the text is taken as that."""
        if position.line >= len(self._starts):
            return len(self._text)
        start, *ends = self._starts[position.line : position.line + 2]
        line = self._text[start : ends[0] if ends else None].rstrip(_BREAKS)
        return start + self._units.chars(line, position.character)


class Buffer:
    """The text of one file that is open."""

    def __init__(self, uri: str, text: str, version: int | None, units: Units) -> None:
        self.uri = uri
        self.version = version
        self._units = units
        self._lines = split_lines(text)

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(self._lines)

    def change(self, changes: Sequence[types.TextDocumentContentChangeEvent], version: int | None) -> None:
        """Apply `changes`, each to what the ones before it have left."""
        self.version = version
        for change in changes:
            if isinstance(change, types.TextDocumentContentChangePartial):
                self._splice(change.range, change.text)
            else:
                self._lines = split_lines(change.text)

    def _splice(self, range: types.Range, text: str) -> None:
        lines = self._lines
        start, start_at = self._place(range.start)
        end, end_at = max(self._place(range.end), (start, start_at))
        # With a line before and behind: two line breaks that meet may become one.
        first, behind = max(0, start - 1), min(len(lines), end + 2)
        before = [*lines[first:start], lines[start][:start_at]]
        after = [lines[end][end_at:], *lines[end + 1 : behind]]
        made = split_lines("".join([*before, text, *after]))
        if behind < len(lines):
            made.pop()
        lines[first:behind] = made

    def _place(self, position: types.Position) -> tuple[int, int]:
        """The line of a position, and how many characters of that are before it."""
        if position.line >= len(self._lines):
            return len(self._lines) - 1, len(self._lines[-1])
        line = self._lines[position.line].rstrip(_BREAKS)
        return position.line, self._units.chars(line, position.character)


class EditorDisk(Disk):
    """The disk as the editor shows it: `texts`, by the real paths of their files, stand for what is saved."""

    def __init__(self, texts: Mapping[Path, str]) -> None:
        self._texts = texts

    def kind(self, path: str | Path) -> Kind:
        return "file" if self.real_path(str(path)) in self._texts else super().kind(path)

    def exists(self, path: str) -> bool:
        return self.real_path(path) in self._texts or super().exists(path)

    def read(self, path: Path, most: int) -> bytes | None:
        if path not in self._texts:
            return super().read(path, most)
        data = self._texts[path].encode("utf-8", "surrogatepass")
        if len(data) > most:
            raise FileTooLarge
        return data
