"""What stands where the cursor is, in a text that may be broken."""

import json
import re
from contextlib import suppress
from typing import Final, Literal

from msgspec import Struct

from sayso.record.edit import SECTIONS, EntryKind
from sayso.record.places import Pointer, Span
from sayso_cli.editing.mentions import referred_kind

# A text that is not closed ends with its line.
_TOKEN: Final = re.compile(r'"(?:[^"\\\n]|\\.)*+"?|[\[\]{},:]|[^\s"\[\]{},:]++')
_LINE: Final = re.compile(r"[^ \t\r\n][^\n]*+")
_RECORD: Final = re.compile(r'"record"\s*+:\s*+"(party|source|claim)"')
_KINDS: Final[dict[str | int, EntryKind]] = {section: kind for kind, section in SECTIONS.items()}


class Cursor(Struct, frozen=True):
    """A place in a text: where its JSON Pointer leads, and the word that stands there, if any.

    `span` is that of the word without its quotation marks, `text` what it says; `is_key` that it is a key.
    """

    pointer: Pointer
    span: Span
    text: str = ""
    is_quoted: bool = False
    is_key: bool = False
    record: EntryKind | None = None

    @property
    def kind(self) -> EntryKind | None:
        """Of what kind of entry it stands in; None if in none."""
        if self.record:
            return self.record
        return _KINDS.get(self.pointer[0]) if len(self.pointer) > 1 else None

    @property
    def place_in_entry(self) -> Pointer:
        """Where it stands in the entry."""
        return self.pointer[1:] if self.record else self.pointer[2:]

    @property
    def entry_pointer(self) -> Pointer:
        """The pointer of the entry."""
        return self.pointer[: 1 if self.record else 2]

    @property
    def wanted_kind(self) -> EntryKind | None:
        """What the id that belongs there is the id of; None where none does."""
        return referred_kind(self.kind, self.place_in_entry) if self.kind and not self.is_key else None

    @property
    def named_entry(self) -> tuple[EntryKind, str] | None:
        """What is named there, by its kind and id: an entry where it stands, or where one refers to it."""
        if self.wanted_kind:
            return (self.wanted_kind, self.text) if self.text else None
        if self.kind and self.is_key and not self.place_in_entry and not self.record:
            return self.kind, self.text
        defined = self.kind and self.place_in_entry == ("id",) and not self.is_key
        return (self.kind, self.text) if self.kind and defined and self.text else None


class _Frame(Struct):
    """A list or object that is open: the index or key that is reached, and whether a colon was."""

    bracket: Literal["{", "["]
    at: str | int
    colon: bool = False

    @property
    def wants_key(self) -> bool:
        return self.bracket == "{" and not self.colon


def cursor_at(text: str, offset: int, *, lines: bool) -> Cursor:
    """What stands at an offset of `text`; `lines` says that it is one record a line."""
    if not lines:
        return _cursor_in_value(text, 0, len(text), offset, (), None)
    for index, line in enumerate(_LINE.finditer(text)):
        if line.start() <= offset <= line.end():
            record = _RECORD.search(line[0])
            kind: EntryKind = "claim" if record is None else record[1]  # type: ignore[assignment]
            return _cursor_in_value(text, *line.span(), offset, (index,), kind)
    return Cursor((), (offset, offset))


def _cursor_in_value(
    text: str, start: int, end: int, offset: int, base: Pointer, record: EntryKind | None
) -> Cursor:
    """What stands at `offset` in the JSON value from `start` to `end`, whose pointer is `base`."""
    frames: list[_Frame] = []
    for match in _TOKEN.finditer(text, start, end):
        if match.start() > offset:
            break
        part = match[0]
        word = part[0] not in "[]{},:"
        if word and offset <= match.end():
            return _cursor_at_word(match, _frames_pointer(base, frames), frames, record)
        if match.end() > offset:
            break
        frame = frames[-1] if frames else None
        if part in ("{", "["):
            frames.append(_Frame("{", "") if part == "{" else _Frame("[", 0))
        elif part in ("}", "]"):
            if frames:
                frames.pop()
        elif frame is None:
            continue
        elif part == ",":
            if isinstance(frame.at, int):
                frame.at += 1
            frame.colon = False
        elif part == ":":
            frame.colon = True
        elif frame.wants_key:
            frame.at = _word_text(part)
    key = bool(frames) and frames[-1].wants_key
    return Cursor(_frames_pointer(base, frames), (offset, offset), is_key=key, record=record)


def _cursor_at_word(
    match: re.Match[str], pointer: Pointer, frames: list[_Frame], record: EntryKind | None
) -> Cursor:
    """The word that was found."""
    part, (start, end) = match[0], match.span()
    quoted, said = part[0] == '"', _word_text(part)
    if quoted:
        start += 1
        end -= len(part) > 1 and part[-1] == '"' and not part.endswith('\\"')
    key = bool(frames) and frames[-1].wants_key
    return Cursor((*pointer[:-1], said) if key else pointer, (start, end), said, quoted, key, record)


def _frames_pointer(base: Pointer, frames: list[_Frame]) -> Pointer:
    return (*base, *(frame.at for frame in frames))


def _word_text(part: str) -> str:
    """What a word says, as far as it is complete."""
    if part[0] != '"':
        return part
    with suppress(ValueError):
        said = json.loads(part)
        assert isinstance(said, str)
        return said
    return part.strip('"')
