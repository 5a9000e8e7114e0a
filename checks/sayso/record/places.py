"""Places in a file: from a JSON Pointer to offsets, and from offsets to line and column.

Nothing is recorded while a file is read. When a place is asked for, the text is searched again, one
container at a time and only so far, and what was found of the containers last asked for is kept: a file
of ten thousand claims with a handful of findings costs a handful of searches.
"""

import json
import re
from array import array
from collections.abc import Collection, Iterator
from functools import cache
from typing import Final, NamedTuple

from msgspec import Raw, Struct
from msgspec.json import Decoder

from sayso.record.model import Control, Figure, Item, Response, Waiver

Pointer = tuple[str | int, ...]
"""A JSON Pointer (RFC 6901), as its parts: keys, and indices from 0."""
Span = tuple[int, int]
"""From an offset in code points to another, which is exclusive."""

_MAX_KEPT_CONTAINERS: Final = 256
# Lines are counted in chunks of the text; what is asked for is counted from the start of its chunk.
_CHUNK_CHARS: Final = 1024
# An entry of a claim file holds lists of objects; what is nested deeper is no entry of ours, and is
# searched in a slower way.
_UNROLLED: Final = 3

_TEXT = r'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
_FLAT = rf'[^"\[\]{{}}]++|{_TEXT}'


def _nesting_pattern(depth: int) -> str:
    """A pattern for a list or object nested at most `depth` deeper."""
    inner = f"|{_nesting_pattern(depth - 1)}" if depth else ""
    return rf"[\[{{](?:{_FLAT}{inner})*+[\]}}]"


_CONTAINER = re.compile(_nesting_pattern(_UNROLLED), re.DOTALL)
_STRING = re.compile(_TEXT, re.DOTALL)
_SCALAR = re.compile(r'[^\s,\[\]{}":]++')
_STRUCTURE = re.compile(rf"{_TEXT}|[\[{{]|[\]}}]", re.DOTALL)
_GAP = re.compile(r"[\s,:]*+")
_KEY = re.compile(rf"[\s,:]*+({_TEXT})[\s,:]*+", re.DOTALL)
_VALUE = re.compile(rf'{_TEXT}|{_nesting_pattern(_UNROLLED)}|[^\s,\[\]{{}}":]++', re.DOTALL)
_LINE = re.compile(r"[^ \t\r\n][^\n]*+")
_BLANK: Final = " \t\r"
# The keys of what stands within an entry of each section.
_INNER_KEYS: Final = {
    section: frozenset(name for inner in within for name in inner.__struct_encode_fields__)
    for section, within in {
        "parties": (Control,),
        "sources": (Waiver,),
        "claims": (Figure, Item, Response, Waiver),
    }.items()
}
# These tell the members of a list or object without reading them.
_LISTED: Final = Decoder(list[Raw])
_NAMED: Final = Decoder(dict[str, Raw])


class Position(Struct, frozen=True):
    """Where something stands: lines and columns from 1, in code points; the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class _Child(NamedTuple):
    """A member of a list or object: where its value is, and its key if it has one."""

    value: Span
    key: Span | None = None


@cache
def _field(name: str) -> re.Pattern[str]:
    """The key `name` and what stands up to its value.

    In a sound text it is found nowhere else: a quotation mark within a string has a backslash before it, and
    no key is written with escapes.
    """
    return re.compile(rf'"{re.escape(name)}"[ \t\r\n]*+:[ \t\r\n]*+')


class _Fields:
    """The members of an entry of a sound text, or of an object in it, each found by its key alone.

    `entry` is where it stands; the keys of an entry that occur in what it holds as well are in `others`.
    """

    def __init__(self, text: str, entry: Span, others: Collection[str], search: "_Members") -> None:
        self._text = text
        self._entry = entry
        self._others = others
        self._search = search
        self._found: dict[str, _Child | None] = {}

    def get(self, name: str | int) -> _Child | None:
        """The member with the key `name`; None if there is none."""
        if not isinstance(name, str) or name in self._others:
            return self._search.get(name)
        if name not in self._found:
            self._found[name] = self._find_by_key(name)
        return self._found[name]

    def _find_by_key(self, name: str) -> _Child | None:
        key = _field(name).search(self._text, *self._entry)
        if key is None:
            return None
        value = _VALUE.match(self._text, key.end())
        assert value
        return _Child(value.span(), (key.start(), key.start() + len(name) + 2))


class _Members:
    """The members of a list or object, found as far as they were asked for."""

    def __init__(self, search: Iterator[tuple[str | int, _Child]]) -> None:
        self._found: dict[str | int, _Child] = {}
        self._search = search

    def get(self, name: str | int) -> _Child | None:
        """The member with the key or index `name`; None if there is none."""
        if name not in self._found:
            for each, child in self._search:
                self._found[each] = child
                if each == name:
                    break
        return self._found.get(name)


class _Section:
    """The members of the file or a section of it, which are many: each is four numbers in `ends`.

    These are where its value and its key begin and end, 0 where there is no key. `names` are their keys, each
    with its number; None for a list.
    """

    def __init__(self, names: dict[str, int] | None, ends: "array[int]") -> None:
        self._names = names
        self._ends = ends

    def get(self, name: str | int) -> _Child | None:
        """The member with the key or index `name`; None if there is none."""
        number = name if self._names is None else self._names.get(name)  # type: ignore[arg-type]
        if not isinstance(number, int) or number * 4 >= len(self._ends):
            return None
        start, end, key, key_end = self._ends[number * 4 : number * 4 + 4]
        return _Child((start, end), (key, key_end) if key_end else None)


class Places:
    """The places of one text.

    `lines` says that the text is one record a line; its pointers then start with the index of the
    record, as if the records were a list. `sound` says that it is a record without fault, which is searched
    faster.
    """

    def __init__(self, text: str, *, lines: bool = False, sound: bool = False) -> None:
        self._text = text
        self._lines = lines
        self._sound = sound
        self._lines_before = array("q")
        self._break_before = array("q")
        self._kept: dict[Pointer, _Members | _Fields | _Section] = {}
        # The file and its sections: few, and large.
        self._sections: dict[Pointer, _Members | _Fields | _Section] = {}

    def position(self, span: Span) -> Position:
        """Line and column of the two ends of `span` (offsets in code points)."""
        start, end = span
        line, column = self._line_and_column(start)
        if self._text.find("\n", start, end) < 0:
            return Position(line, column, line, column + end - start)
        return Position(line, column, *self._line_and_column(end))

    def find(self, pointer: Pointer) -> Span:
        """The span to show for `pointer`: a plain value, the key of a list or object, else its bracket.

        A pointer to something that is not there gives the nearest container that is.
        """
        found: _Child | None = None
        while pointer and (found := self._find_child(pointer)) is None:
            pointer = pointer[:-1]
        if found is None:
            start = self._skip(_GAP, 0)
            return start, min(start + 1, len(self._text))
        if self._text[found.value[0]] in "[{":
            return found.key or (found.value[0], found.value[0] + 1)
        return found.value

    def key(self, pointer: Pointer) -> Span:
        """The span of the key of `pointer`; where there is none, that of its value."""
        child = self._find_child(pointer)
        return self.find(pointer) if child is None or child.key is None else child.key

    def whole_span(self, pointer: Pointer) -> Span:
        """The whole span of the value that is at `pointer`, brackets included."""
        child = self._find_child(pointer)
        assert child is not None
        return child.value

    def clear(self) -> None:
        """Forget what was found."""
        self._kept.clear()
        self._sections.clear()

    def _line_and_column(self, offset: int) -> tuple[int, int]:
        if not self._lines_before:
            self._count_lines()
        chunk = offset // _CHUNK_CHARS
        start = chunk * _CHUNK_CHARS
        line = self._lines_before[chunk] + self._text.count("\n", start, offset) + 1
        line_break = self._text.rfind("\n", start, offset)
        if line_break < 0:
            line_break = self._break_before[chunk]
        return line, offset - line_break

    def _count_lines(self) -> None:
        """Note for each chunk of the text how many lines end before it, and where the last of them does."""
        lines, last = 0, -1
        for start in range(0, len(self._text) + 1, _CHUNK_CHARS):
            self._lines_before.append(lines)
            self._break_before.append(last)
            lines += self._text.count("\n", start, start + _CHUNK_CHARS)
            last = max(last, self._text.rfind("\n", start, start + _CHUNK_CHARS))

    def _find_child(self, pointer: Pointer) -> _Child | None:
        """Where the member that `pointer` leads to is; None if there is no such member."""
        depth = len(pointer) - 1
        while depth > 0 and pointer[:depth] not in self._kept and pointer[:depth] not in self._sections:
            depth -= 1
        child: _Child | None = _Child((0, len(self._text)))
        while child is not None and depth < len(pointer):
            child = self._members(pointer[:depth], child).get(pointer[depth])
            depth += 1
        return child

    def _members(self, pointer: Pointer, container: _Child) -> _Members | _Fields | _Section:
        """The members at `pointer`, of a list or object that is the `container` unless they are kept."""
        is_section = len(pointer) < 2 - self._lines
        kept = self._sections if is_section else self._kept
        members = kept.pop(pointer, None)
        if members is None:
            if len(kept) >= _MAX_KEPT_CONTAINERS and not is_section:
                del kept[next(iter(kept))]
            members = self._read_members(pointer, container)
        kept[pointer] = members
        return members

    def _read_members(self, pointer: Pointer, container: _Child) -> _Members | _Fields | _Section:
        if not pointer:
            if self._lines:
                return _Members(self._records())
            container = _Child((self._skip(_GAP, 0), len(self._text)))
        # The entries of a sound file are objects, and hold lists of texts and of flat objects.
        within = len(pointer) - 2 + self._lines
        if self._sound and within < 0:
            return self._section(container)
        members = _Members(self._members_of(container.value[0]))
        if self._sound and within in (0, 2):
            others = _INNER_KEYS.get(str(pointer[0]), ()) if not within else ()
            return _Fields(self._text, container.value, others, members)
        return members

    def _records(self) -> Iterator[tuple[str | int, _Child]]:
        for index, match in enumerate(_LINE.finditer(self._text)):
            yield index, _Child((match.start(), match.start() + len(match[0].rstrip(_BLANK))))

    def _members_of(self, start: int) -> Iterator[tuple[str | int, _Child]]:
        """The members of the list or object that starts at `start`."""
        text = self._text
        bracket = text[start : start + 1]
        if bracket not in ("[", "{"):
            return
        at, index = self._skip(_GAP, start + 1), 0
        while at < len(text) and text[at] not in "]}":
            name: str | int = index
            key: Span | None = None
            if bracket == "{":
                key = (at, self._value_end(at))
                name = _unquote(text[key[0] : key[1]])
                at = self._skip(_GAP, key[1])
            end = self._value_end(at)
            yield name, _Child((at, end), key)
            at, index = self._skip(_GAP, end), index + 1

    def _section(self, container: _Child) -> _Section:
        """The members of the file, or of a section of it, in a sound text, told apart at once."""
        start, end = container.value
        text, ends, bracket = self._text, array("q"), self._text[start : min(start + 1, end)]
        if bracket not in ("[", "{"):
            return _Section(None, ends)
        ascii, at, data = text.isascii(), start + 1, text[start:end]
        named = _NAMED.decode(data) if bracket == "{" else None
        for raw in _LISTED.decode(data) if named is None else named.values():
            key = (0, 0)
            if named is None:
                at = self._skip(_GAP, at)
            else:
                match = _KEY.match(text, at)
                assert match
                key, at = match.span(1), match.end()
            value = memoryview(raw)
            end = at + (value.nbytes if ascii else len(str(value, "utf-8")))
            ends.extend((at, end, *key))
            at = end
        names = None if named is None else {name: number for number, name in enumerate(named)}
        return _Section(names, ends)

    def _value_end(self, start: int) -> int:
        """Where the value that starts at `start` ends."""
        here = self._text[start]
        if here == '"':
            return self._skip(_STRING, start)
        if here not in "[{":
            return self._skip(_SCALAR, start)
        end = self._skip(_CONTAINER, start)
        return end if end > start else self._deep_value_end(start)

    def _deep_value_end(self, start: int) -> int:
        depth = 0
        for match in _STRUCTURE.finditer(self._text, start):
            here = match[0]
            if here in "[{":
                depth += 1
            elif here in "]}":
                depth -= 1
                if not depth:
                    return match.end()
        return len(self._text)

    def _skip(self, pattern: re.Pattern[str], start: int) -> int:
        match = pattern.match(self._text, start)
        return match.end() if match else start


def _unquote(literal: str) -> str:
    """The text of a JSON string literal."""
    if "\\" not in literal:
        return literal[1:-1]
    value: str = json.loads(literal)
    return value


def moved_span(span: Span, start: int) -> Span:
    """`span` of a part of a text, as one of the text in which that part starts at `start`."""
    return start + span[0], start + span[1]


def pointer_text(pointer: Pointer) -> str:
    """`pointer` as a JSON Pointer (RFC 6901)."""
    parts = [str(part).replace("~", "~0").replace("/", "~1") for part in pointer]
    return "/".join(["", *parts])
