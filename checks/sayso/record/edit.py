"""How claim files are written: changes that leave every other byte as it is, and the canonical layout.

A change is a splice: a span of the text, and what is to stand there instead. What is put in follows its
surroundings: the indentation, the line endings, one line or several, the canonical layout where they have it.

The canonical layout is what `sayso fmt` writes. Two spaces a level; what is short stands on one line, of at
most 100 columns, but sections and claims are always over several; keys in the order of `schema.json`; one
record a line where the file is. The entries keep their order, and keys that the schema does not know follow
those that it does. Numbers are kept as they are written, and so are the line endings of the file. Text is
written as it is, except for characters that are invisible or would change how the rest of a line is shown:
those are written as escapes. The value of the file stays the same.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final, Literal

from msgspec import Struct

from sayso.record.file import File, Problem
from sayso.record.load import SECTION_TYPES, load
from sayso.record.places import Pointer, Span
from sayso.record.schema import schema
from sayso.record.syntax.characters import escape_invisible
from sayso.record.syntax.json_reader import read_with_faults

_BLANK: Final = " \t\r\n"
EntryKind = Literal["party", "source", "claim"]
"""What an entry is."""
SECTIONS: Final[dict[EntryKind, str]] = {"party": "parties", "source": "sources", "claim": "claims"}
"""Where the entries of a kind stand in a claim file."""
_UNSOUND: Final = frozenset({"invalid-json", "duplicate-key"})

Rule = Mapping[str, Any]
_ANY_CLAIM: Final[Rule] = {}
"""The rule of a claim whose keys stay in the order they have."""


class Splice(Struct, frozen=True, order=True):
    """`text` in the place of a span of a file."""

    start: int
    end: int
    text: str


def apply_splices(text: str, splices: Iterable[Splice]) -> str:
    """`text` with `splices`, which do not overlap and refer to it as it was."""
    pieces, at = [], 0
    for splice in sorted(splices):
        pieces += [text[at : splice.start], splice.text]
        at = splice.end
    return "".join([*pieces, text[at:]])


def edited_file(file: File, splices: Iterable[Splice]) -> File:
    """`file` as it is with `splices`."""
    return load(file.path, apply_splices(file.text, splices).encode(), lines=file.lines)


def first_fault(file: File) -> Problem | None:
    """The first fault that keeps the text of `file` from being written anew; None if there is none."""
    return next((each for each in file.problems if each.check in _UNSOUND or not file.readable), None)


def editor(file: File) -> "Editor | None":
    """An editor for `file`; None where its text, its sections or its lines are not what they must be."""
    if first_fault(file):
        return None
    made = Editor(file)
    if file.lines:
        return made if all(isinstance(record, dict) for record in made.top) else None
    right = all(isinstance(made.top.get(name, kind()), kind) for name, kind in SECTION_TYPES.items())
    return made if right else None


class Editor:
    """Makes splices for one file, which is sound JSON without duplicate keys."""

    def __init__(self, file: File) -> None:
        self.text = file.text
        self.places = file.places
        self.lines = file.lines
        texts = record_lines(file.text) if file.lines else [file.text]
        values = [read_with_faults(text.encode())[0] for text in texts]
        self.top: Any = values if file.lines else values[0]
        self.line_break = line_break(self.text)
        self.many_lines = not file.lines and "\n" in self.text.strip(_BLANK)
        # The space after the first colon tells whether the file is written with spaces at all.
        colon = self.text.find(":") + 1
        spaced = self.text[colon : colon + 1].isspace()
        self.colon, self.comma = (": ", ", ") if spaced else (":", ",")

    def value_at(self, pointer: Pointer) -> Any:
        """What stands at `pointer`."""
        value = self.top
        for part in pointer:
            value = value[part]
        return value

    def add(self, kind: EntryKind, id: str, entry: Mapping[str, Any]) -> Splice:
        """`entry` as a further party, source or claim, behind the others of its kind."""
        entry = {name: entry[name] for name in _in_order(entry, _ordered_keys(kind))}
        if self.lines:
            last = self.places.whole_span((len(self.top) - 1,))[1]
            record = {"record": kind, "id": id, **entry}
            return Splice(last, last, self.line_break + self._one_line_json(record))
        section = SECTIONS[kind]
        value = entry if kind == "claim" else {id: entry}
        if section not in self.top:
            return self.put((), section, [value] if kind == "claim" else value)
        name = None if kind == "claim" else id
        return self._insert_after((section,), name, entry, _last_member(self.top[section]))

    def put(self, pointer: Pointer, name: str, value: object, kind: str = "") -> Splice:
        """The key `name` with `value` in the entry at `pointer`, or in the file, where it belongs."""
        here = self.value_at(pointer)
        order = _ordered_keys(kind)
        before = [key for key in order[: order.index(name)] if key in here]
        return self._insert_after(pointer, name, value, before[-1] if before else _last_member(here))

    def replace(self, pointer: Pointer, value: object, *, key: bool = False) -> Splice:
        """The value at `pointer`, or with `key` the key there, replaced; on several lines where it was."""
        span = (self.places.key if key else self.places.whole_span)(pointer)
        if isinstance(value, str):
            return Splice(*span, self._one_line_json(value))
        margin, before = self._line_before(span[0])
        if self._is_canonical(pointer):
            return Splice(*span, self._canonical_text(value, {}, margin, before))
        several = "\n" in self.text[slice(*span)]
        return Splice(*span, self._member_text(None, value, margin, several=several))

    def remove(self, pointer: Pointer) -> Splice:
        """The member of a list or object at `pointer`, or the record there, taken away with its comma."""
        start, end = self._member_span(pointer)
        if self.lines and len(pointer) == 1:
            return Splice(start, self.text.find("\n", end) + 1 or len(self.text), "")
        container = self.value_at(pointer[:-1])
        names: list[str | int] = (
            list(container) if isinstance(container, dict) else list(range(len(container)))
        )
        at = names.index(pointer[-1])
        if at:
            return Splice(self._member_span((*pointer[:-1], names[at - 1]))[1], end, "")
        if len(names) > 1:
            return Splice(start, self._member_span((*pointer[:-1], names[1]))[0], "")
        opening, closing = self.places.whole_span(pointer[:-1])
        return Splice(opening + 1, closing - 1, "")

    def sort(self, pointer: Pointer) -> list[Splice]:
        """The members of the object at `pointer` in the order of their keys, each in the place of another."""
        names = list(self.top[pointer[0]])
        spans = {name: self._member_span((*pointer, name)) for name in names}
        return [
            Splice(*spans[here], self.text[spans[wanted][0] : spans[wanted][1]])
            for here, wanted in zip(names, sorted(names), strict=True)
            if here != wanted
        ]

    def _member_span(self, pointer: Pointer) -> Span:
        """From the key of a member, or its value where it has none, to the end of its value."""
        return self.places.key(pointer)[0], self.places.whole_span(pointer)[1]

    def _insert_after(
        self, pointer: Pointer, name: str | None, value: object, last: str | int | None
    ) -> Splice:
        """`value` in the list or object at `pointer`, behind its member `last`."""
        if last is None:
            return self._insert_into_empty(pointer, name, value)
        start, end = self._member_span((*pointer, last))
        gap = self._space_before(start)
        sibling = self.text[self.places.whole_span((*pointer, last))[0] : end]
        apart = "\n" in gap
        if sibling[0] in "[{" and sibling[1:-1].strip(_BLANK) and isinstance(value, dict | list):
            several = "\n" in sibling
        else:
            several = apart
        margin = ""
        if apart:
            margin = gap.rpartition("\n")[2]
        elif several:
            # Not for files of one line, in which a line start would be far to seek.
            margin, _ = self._line_before(start)
        lead = self.line_break + margin if apart else self.comma[1:]
        if apart and self._is_canonical((*pointer, last)):
            text = self._canonical_member(pointer, name, value, margin)
        else:
            padded = sibling.startswith("{ ")
            text = self._member_text(name, value, margin, several=several, padded=padded)
        return Splice(end, end, f",{lead}{text}")

    def _insert_into_empty(self, pointer: Pointer, name: str | None, value: object) -> Splice:
        """`value` in the empty list or object at `pointer`."""
        span = self.places.whole_span(pointer)
        start, end = span[0] + 1, span[1] - 1
        if not self.many_lines:
            return Splice(start, end, self._member_text(name, value, "", several=False))
        margin, _ = self._line_before(span[0])
        inner = margin + self._indent()
        if self._is_canonical(pointer):
            text = self._canonical_member(pointer, name, value, inner)
        else:
            text = self._member_text(name, value, inner, several=True)
        text = self.line_break + inner + text
        if "\n" in self.text[start:end]:
            return Splice(start, start, text)
        return Splice(start, end, text + self.line_break + margin)

    def _member_text(
        self, name: str | None, value: object, margin: str, *, several: bool, padded: bool = False
    ) -> str:
        key = "" if name is None else self._one_line_json(name) + self.colon
        if not several:
            line = self._one_line_json(value)
            if padded and line[0] == "{":
                line = f"{{ {line[1:-1]} }}"
            return key + line
        text = escape_invisible(json.dumps(value, ensure_ascii=False, indent=self._indent()))
        return key + text.replace("\n", self.line_break + margin)

    def _canonical_member(self, pointer: Pointer, name: str | None, value: object, margin: str) -> str:
        """`value` as a member of the list or object at `pointer`, in the canonical layout."""
        key = "" if name is None else self._one_line_json(name) + self.colon
        section = schema()["properties"].get(name, {}) if not pointer else {}
        rule = _ANY_CLAIM if pointer == ("claims",) else section
        return key + self._canonical_text(value, rule, margin, key)

    def _canonical_text(self, value: object, rule: Rule, margin: str, before: str) -> str:
        text = escape_invisible("".join(_canonical_lines(value, rule, f"\n{margin}", before)))
        return text.replace("\n", self.line_break)

    def _is_canonical(self, pointer: Pointer) -> bool:
        """Whether the entry that `pointer` leads into has the canonical layout, its order of keys aside.

        Where it leads into none, whether nothing shows that the file has another.
        """
        if not self.many_lines or self._indent() != INDENT or self.colon != ": ":
            return False
        entry = pointer[:2]
        if len(entry) < 2 or entry[0] not in SECTION_TYPES:
            return _SPREAD_LIST.search(self.text) is None
        start, end = self.places.whole_span(entry)
        margin, before = self._line_before(start)
        rule = _ANY_CLAIM if entry[0] == "claims" else {}
        text = self.text[start:end]
        return text == self._canonical_text(value_of(text), rule, margin, before)

    def _one_line_json(self, value: object) -> str:
        return escape_invisible(json.dumps(value, ensure_ascii=False, separators=(self.comma, self.colon)))

    def _space_before(self, offset: int) -> str:
        """The white space right before `offset`."""
        start = offset
        while start and self.text[start - 1] in _BLANK:
            start -= 1
        return self.text[start:offset]

    def _line_before(self, offset: int) -> tuple[str, str]:
        """What stands before `offset` on its line: the white space at its start, and the rest."""
        line = self.text[self.text.rfind("\n", 0, offset) + 1 : offset]
        rest = line.lstrip(" \t")
        return line[: len(line) - len(rest)], rest

    def _indent(self) -> str:
        """By how much a level is indented: as the first key of the file is."""
        first = self.text.find('"')
        gap = self._space_before(first)
        return (gap.rpartition("\n")[2] if "\n" in gap else "") or INDENT


def _last_member(container: dict[str, Any] | list[Any]) -> str | int | None:
    """The key or index of the last member; None if there is none."""
    if isinstance(container, list):
        return len(container) - 1 if container else None
    return next(reversed(container), None)


def record_lines(text: str) -> list[str]:
    """The lines of `text` with a record on each."""
    return [line for line in text.split("\n") if line.strip(_BLANK)]


INDENT: Final = "  "
MAX_LINE_COLUMNS: Final = 100
_ENCODE: Final = json.JSONEncoder(ensure_ascii=False).encode
# A short list over several lines: whoever wrote the file has a layout of their own.
_SPREAD_LIST: Final = re.compile(r'\[\s*\n\s*"[^"\n]{0,40}"\s*\n\s*\]')


class _Number(str):
    """A number as it is written."""

    __slots__ = ()


def value_of(text: str) -> Any:
    """The value of the JSON text `text`, in which numbers are kept as they are written."""
    return json.loads(text, parse_float=_Number, parse_int=_Number)


def canonical_text(text: str, *, lines: bool) -> str:
    """`text`, sound JSON without duplicate keys, in the canonical layout.

    `lines` says that it is one record a line.
    """
    ended = line_break(text)
    laid_out = []
    for value in map(value_of, record_lines(text) if lines else [text]):
        new = escape_invisible(
            "".join(_record_line(value) if lines else _canonical_lines(value, schema(), "\n"))
        )
        # What is promised is made sure of, whatever the file holds.
        assert value_of(new) == value
        laid_out.append(new.replace("\n", ended) + ended)
    return "".join(laid_out)


def line_break(text: str) -> str:
    """The line ending of `text`: that of its first line."""
    first = text.find("\n")
    return "\r\n" if first > 0 and text[first - 1] == "\r" else "\n"


@cache
def _ordered_keys(kind: str) -> tuple[str, ...]:
    """The keys of a party, source or claim, or without `kind` of a file, in their canonical order."""
    rule = schema()["$defs"][kind] if kind else schema()
    # On a line of its own an entry starts with what it is, and its id.
    return ("record", "id", *rule["properties"])


def _in_order(entry: Mapping[str, Any], known: tuple[str, ...]) -> list[str]:
    return [*(name for name in known if name in entry), *(name for name in entry if name not in known)]


def _record_line(value: Any) -> Iterator[str]:
    """A record on a line of its own."""
    kind = value.get("record") if isinstance(value, dict) else None
    return _json_pieces(value, _line_rule(kind) if kind in tuple(SECTIONS) else {})


@cache
def _line_rule(kind: str) -> Rule:
    """The rule of a record on a line of its own: what it is and its id come first."""
    rule = schema()["$defs"][kind]
    return {"properties": {"record": {}, "id": {}, **rule["properties"]}}


@cache
def _rules_on_several_lines() -> frozenset[int]:
    """The rules, by their identity, of what is never on one line: the file, its sections, and claims."""
    rules = schema()
    sections = [rules["properties"][section] for section in SECTIONS.values()]
    return frozenset(map(id, (rules, *sections, rules["$defs"]["claim"], _ANY_CLAIM)))


def _resolve_reference(rule: Rule) -> Rule:
    while "$ref" in rule:
        rule = schema()["$defs"][rule["$ref"].rpartition("/")[2]]
    return rule


def _members(value: dict[str, Any] | list[Any], rule: Rule) -> Iterator[tuple[str, Any, Rule]]:
    """The members of `value` in their canonical order: the key as it is written, the value, its rule."""
    if isinstance(value, list):
        for each in value:
            yield "", each, rule.get("items", {})
        return
    known = rule.get("properties", {})
    others = rule.get("additionalProperties") or {}
    for name in _in_order(value, tuple(known)):
        yield f"{_ENCODE(name)}: ", value[name], known.get(name, others)


def _json_pieces(value: Any, rule: Rule, pad: str = "") -> Iterator[str]:
    """`value` as text on one line, with `pad` inside the braces of objects."""
    if isinstance(value, _Number):
        yield str(value)
    elif not isinstance(value, dict | list) or not value:
        yield _ENCODE(value)
    else:
        opening, closing = ("[", "]") if isinstance(value, list) else ("{" + pad, pad + "}")
        for key, each, its_rule in _members(value, _resolve_reference(rule)):
            yield opening + key
            yield from _json_pieces(each, its_rule, pad)
            opening = ", "
        yield closing


def _canonical_lines(value: Any, rule: Rule, margin: str, key: str = "") -> Iterator[str]:
    """`value` as text in the canonical layout; `margin` starts its lines, `key` stands before it."""
    rule = _resolve_reference(rule)
    # The line break of the margin counts for the comma behind the line.
    room = MAX_LINE_COLUMNS - len(margin) - len(key)
    if not isinstance(value, dict | list) or not value:
        yield from _json_pieces(value, rule)
    elif id(rule) not in _rules_on_several_lines() and (line := _short_line(value, rule, room)):
        yield line
    else:
        opening, closing = "[]" if isinstance(value, list) else "{}"
        inner = margin + INDENT
        for name, each, its_rule in _members(value, rule):
            yield opening + inner + name
            yield from _canonical_lines(each, its_rule, inner, name)
            opening = ","
        yield margin + closing


def _short_line(value: Any, rule: Rule, room: int) -> str:
    """`value` as text on one line, if it has at most `room` characters; else empty."""
    pieces = list[str]()
    for piece in _json_pieces(value, rule, " "):
        room -= len(piece)
        if room < 0:
            return ""
        pieces.append(piece)
    return "".join(pieces)
