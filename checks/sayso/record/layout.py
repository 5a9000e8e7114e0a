"""The canonical layout of a claim file: what `sayso fmt` writes.

Two spaces a level, every list and object that is not empty over several lines, keys in the order of
`schema.json`; one record a line where the file is. The entries keep their order, and keys that the
schema does not know follow those that it does. Numbers are kept as they are written, and so are the line
endings of the file. Text is written as it is, except for characters that are invisible or would change how
the rest of a line is shown: those are written as escapes. The value of the file stays the same.
"""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

from sayso.record.schema import schema

INDENT: Final = "  "
# What a JSON encoder leaves as it is, and no reader of the file should have to look for.
_UNSEEN = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]")
_ENCODE: Final = json.JSONEncoder(ensure_ascii=False).encode
_BLANK: Final = " \t\r"
_KINDS: Final = ("party", "source", "claim")

Rule = Mapping[str, Any]


class _Number(str):
    """A number as it is written."""

    __slots__ = ()


def value_of(text: str) -> Any:
    """The value of the JSON text `text`, in which numbers are kept as they are written."""
    return json.loads(text, parse_float=_Number, parse_int=_Number)


def canonical(text: str, *, lines: bool) -> str:
    """`text`, sound JSON without duplicate keys, in the canonical layout.

    `lines` says that it is one record a line.
    """
    values = (
        [value_of(line) for line in text.split("\n") if line.strip(_BLANK)] if lines else [value_of(text)]
    )
    ended = line_break(text)
    laid_out = []
    for value in values:
        new = escape_unseen("".join(_record_line(value) if lines else _json_pieces(value, schema(), "\n")))
        # What is promised is made sure of, whatever the file holds.
        assert value_of(new) == value
        laid_out.append(new.replace("\n", ended) + ended)
    return "".join(laid_out)


def escape_unseen(text: str) -> str:
    """The JSON `text` with what is invisible, or would reorder a line, written as escapes."""
    return _UNSEEN.sub(_escaped, text)


def line_break(text: str) -> str:
    """The line ending of `text`: that of its first line."""
    first = text.find("\n")
    return "\r\n" if first > 0 and text[first - 1] == "\r" else "\n"


@cache
def keys(kind: str) -> tuple[str, ...]:
    """The keys of a `party`, `source` or `claim` in their canonical order."""
    return tuple(schema()["$defs"][kind]["properties"])


def ordered(kind: str, entry: Mapping[str, Any]) -> dict[str, Any]:
    """`entry`, a party, source or claim, with its keys in the canonical order."""
    return {name: entry[name] for name in _in_order(entry, keys(kind))}


def _in_order(entry: Mapping[str, Any], known: tuple[str, ...]) -> list[str]:
    return [*(name for name in known if name in entry), *(name for name in entry if name not in known)]


def _escaped(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\u{code:04x}" if code < 0x80 else json.dumps(match[0])[1:-1]


def _record_line(value: Any) -> Iterator[str]:
    """A record on a line of its own."""
    kind = value.get("record") if isinstance(value, dict) else None
    return _json_pieces(value, _line_rule(kind) if kind in _KINDS else {}, "")


@cache
def _line_rule(kind: str) -> Rule:
    """The rule of a record on a line of its own: what it is and its id come first."""
    rule = schema()["$defs"][kind]
    return {"properties": {"record": {}, "id": {}, **rule["properties"]}}


def _json_pieces(value: Any, rule: Rule, margin: str) -> Iterator[str]:
    """`value` as text; `margin` starts each of its lines, and is empty where all is one line."""
    if isinstance(value, _Number):
        yield str(value)
        return
    if not isinstance(value, dict | list) or not value:
        yield _ENCODE(value)
        return
    while "$ref" in rule:
        rule = schema()["$defs"][rule["$ref"].rpartition("/")[2]]
    inner = margin and margin + INDENT
    between = "," + (inner or " ")
    start = inner
    if isinstance(value, list):
        yield "["
        for each in value:
            yield start
            yield from _json_pieces(each, rule.get("items", {}), inner)
            start = between
        yield margin + "]"
        return
    known = rule.get("properties", {})
    others = rule.get("additionalProperties") or {}
    yield "{"
    for name in _in_order(value, tuple(known)):
        yield f"{start}{_ENCODE(name)}: "
        yield from _json_pieces(value[name], known.get(name, others), inner)
        start = between
    yield margin + "}"
