"""The lines of a file that is not held: where each record stands, and its bytes when they are asked for."""

import os
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from typing import IO, Final
from weakref import finalize

from sayso.record.file import ChangedFile
from sayso.record.load import MAX_LINE_BYTES
from sayso.record.places import Places, Pointer, Position, Span, moved_span

_BLANK: Final = b" \t\r\n"
# An offset is the number of a line, times this, and a column: both from 0.
_LINE: Final = 1 << 32
# So many lines that places were last asked for in are kept.
_MAX_KEPT_LINES: Final = 16


class LineTooLong(Exception):
    """A line has more than `MAX_LINE_BYTES`."""


class Lines:
    """The records of an opened file, by their numbers from 0; lines without anything are passed over."""

    def __init__(self, path: str, opened: IO[bytes]) -> None:
        self._path = path
        self._opened = opened
        # It is closed before anything is collected that is no longer used.
        finalize(self, opened.close)
        self._state = self._file_state()
        self._starts = array("Q")
        # Of each line without anything the number of records before it.
        self._empty = array("Q")
        self._last = -1, b""

    def records(self) -> Iterator[bytes]:
        """The lines with a record, from the first, and note where they are. Raises `LineTooLong`."""
        at = self._opened.seek(0)
        while line := self._opened.readline(MAX_LINE_BYTES + 1):
            if line.strip(_BLANK):
                self._last = len(self._starts), line
                self._starts.append(at)
                if len(line) > MAX_LINE_BYTES:
                    raise LineTooLong
                yield line
            else:
                self._empty.append(len(self._starts))
            at += len(line)

    def __len__(self) -> int:
        return len(self._starts)

    def __getitem__(self, number: int) -> bytes:
        if number != self._last[0]:
            self._opened.seek(self._starts[number])
            self._last = number, self._opened.readline(MAX_LINE_BYTES)
        return self._last[1]

    def text(self, number: int) -> tuple[str, int]:
        """The text of the line with a record, and the offset that it starts at."""
        line = number + bisect_right(self._empty, number)
        return self[number].rstrip(b"\n").decode("utf-8", "replace"), line * _LINE

    def check(self) -> None:
        """Raises `ChangedFile` if the file was written to since it was opened."""
        if self._file_state() != self._state:
            raise ChangedFile(self._path)

    def _file_state(self) -> tuple[int, int]:
        status = os.fstat(self._opened.fileno())
        return status.st_size, status.st_mtime_ns


class LinePlaces(Places):
    """The places of a file that is not held; each line is searched by itself."""

    def __init__(self, lines: Lines) -> None:
        super().__init__("", lines=True)
        self._of = lines
        self._near: dict[int, tuple[Places, int]] = {}

    def position(self, span: Span) -> Position:
        """Line and column of the two ends of `span`."""
        (line, column), (end_line, end_column) = (divmod(offset, _LINE) for offset in span)
        return Position(line + 1, column + 1, end_line + 1, end_column + 1)

    def find(self, pointer: Pointer) -> Span:
        """The span to show for `pointer`."""
        places, start = self._places_of(pointer)
        return moved_span(places.find((0, *pointer[1:]) if pointer else ()), start)

    def key(self, pointer: Pointer) -> Span:
        """The span of the key of `pointer`; where there is none, that of its value."""
        places, start = self._places_of(pointer)
        return moved_span(places.key((0, *pointer[1:])), start)

    def _places_of(self, pointer: Pointer) -> tuple[Places, int]:
        """The places of the line that `pointer` leads into, and the offset that it starts at."""
        number = int(pointer[0]) if pointer else 0
        if number not in self._near:
            if len(self._near) >= _MAX_KEPT_LINES:
                # A search that has not ended holds its places: with the collector off nothing frees them.
                self._near.pop(next(iter(self._near)))[0].clear()
            text, start = self._of.text(number) if len(self._of) else ("", 0)
            self._near[number] = Places(text, lines=True), start
        return self._near[number]
