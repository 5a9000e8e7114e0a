"""A strict JSON parser that says where and how to mend.

Well-formed files never come here: they are read by a fast parser. This one reads what the fast one
refused, tells each fault apart with its place, and goes on where a fault touches one value only
(`NaN`, a lone surrogate, an oversized number, a key given twice), so that the other entries of the
file can still be judged. It accepts JSON as RFC 8259 defines it, nested at most `MAX_DEPTH` deep, with
whole numbers of at most `MAX_DIGITS` digits and every key once in its object.
"""

import json
import re
from typing import Any, Final

from msgspec import Struct

from sayso.record.places import Pointer, Span

MAX_DEPTH: Final = 200
MAX_DIGITS: Final = 4300
MAX_FAULTS: Final = 100_000

_SPACE = re.compile(r"[ \t\n\r]*+")
_STRING = re.compile(r'"[^"\\\x00-\x1f]*+(?:\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})[^"\\\x00-\x1f]*+)*+"')
_STRING_START = re.compile(r'"[^"\\\x00-\x1f]*+(?:\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})[^"\\\x00-\x1f]*+)*+')
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*+)(\.[0-9]++)?([eE][+-]?[0-9]++)?(?![0-9.A-Za-z_+-])")
_WORD = re.compile(r"[+-]?[A-Za-z0-9_.+$-]++")
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONSTANTS: Final[dict[str, object]] = {"true": True, "false": False, "null": None}
_OTHER_QUOTES: Final = ("'", "`", "\u2018", "\u2019", "\u201c", "\u201d", "\u201e", "\xab")
_NOT_FINITE: Final = frozenset({"NaN", "Infinity", "-Infinity", "+Infinity", "-NaN", "+NaN"})


_Related = tuple[tuple[str, Span], ...]


class Fault(Struct, frozen=True):
    """One thing that is wrong with a text as JSON.

    `check` is `invalid-json` or `duplicate-key`; `pointer` is the value it is in; `span` is where it
    stands, as offsets in code points; `related` are further places, each with a message.
    """

    check: str
    message: str
    help: str
    pointer: Pointer
    span: Span
    related: _Related = ()


class _Stop(Exception):
    """The text cannot be read any further; its argument is the fault that says why."""


class _Frame(Struct):
    """A list or object that is being read."""

    value: Any
    start: int
    key: str = ""
    keys: dict[str, Span] = {}


def parse(text: str, what: str = "file") -> tuple[Any, list[Fault], bool]:
    """Read the JSON value `text`, which is a `what`: a file or a line of one.

    Returns the value, the faults in the order of the text, and whether it could be read to the end;
    if not, the last fault says why and the value is None. A value that a fault touches is None in its
    place. Raises nothing.
    """
    reader = _Reader(text, what)
    try:
        return reader.read(), reader.faults, True
    except _Stop as stop:
        return None, [*reader.faults, *stop.args], False


class _Reader:
    """One reading of one text, without recursion."""

    def __init__(self, text: str, what: str) -> None:
        self.text = text
        self.at = 0
        self.what = what
        self.frames: list[_Frame] = []
        self.faults: list[Fault] = []

    def read(self) -> Any:
        """The value of the text. Raises `_Stop`."""
        self.skip_space()
        if self.at == len(self.text):
            mend = 'write a claim file; `{"version": 1, "claims": []}` is the smallest'
            raise _Stop(self.fault(f"the {self.what} is empty", mend, (self.at, self.at)))
        done, value = self.start_value()
        while self.frames:
            done, value = self.add_value(value) if done else self.start_value()
        self.skip_space()
        if self.at != len(self.text):
            raise self.stop(
                "something follows the end of the JSON value",
                f"keep one value in the {self.what}; a file with one record a line is named `.jsonl`",
            )
        return value

    def skip_space(self) -> None:
        match = _SPACE.match(self.text, self.at)
        self.at = match.end() if match else self.at

    def char(self) -> str:
        return self.text[self.at : self.at + 1]

    def stop(self, message: str, help: str, span: Span | None = None) -> _Stop:
        """What ends the reading here: a comment or the end of the file explain themselves."""
        here = self.char()
        related: _Related = ()
        if not here:
            message = f"the {self.what} ends before the JSON value does"
            help = f"restore the rest of the {self.what}, or close the bracket or quotation mark"
            if self.frames:
                opened = self.frames[-1].start
                related = ((f"`{self.text[opened]}` opened here is not closed", (opened, opened + 1)),)
        elif here in "/#" and span is None:
            message = "JSON has no comments"
            help = "delete the comment, or put it in a `note`"
        elif not here.isprintable() and span is None:
            message = f"a character that cannot be seen (U+{ord(here):04X}) stands here"
            help = "delete it"
        return _Stop(self.fault(message, help, span or (self.at, self.at + len(here)), related))

    def fault(
        self, message: str, help: str, span: Span, related: _Related = (), check: str = "invalid-json"
    ) -> Fault:
        """A fault in the value that is being read."""
        frames = self.frames
        pointer = [frame.key if isinstance(frame.value, dict) else len(frame.value) for frame in frames]
        return Fault(check, message, help, tuple(pointer), span, related)

    def note(self, fault: Fault) -> None:
        """Note a fault after which the reading goes on, unless there are too many of them."""
        if len(self.faults) == MAX_FAULTS:
            raise _Stop(fault)
        self.faults.append(fault)

    def start_value(self) -> tuple[bool, Any]:
        """Read a value; (False, …) means that a list or object was opened and is not yet complete."""
        here = self.char()
        if here in ("{", "["):
            return self.open_container(here)
        if here == '"':
            return True, self.read_string()
        match = _NUMBER.match(self.text, self.at)
        if match:
            return True, self.read_number(match)
        word = _WORD.match(self.text, self.at)
        if word and word[0] in _CONSTANTS:
            self.at = word.end()
            return True, _CONSTANTS[word[0]]
        if word and word[0] in _NOT_FINITE:
            mend = "write the number, or leave the field out"
            self.note(self.fault(f"`{word[0]}` is not a JSON number", mend, word.span()))
            self.at = word.end()
            return True, None
        if word:
            lower = word[0].lower()
            raise self.stop(
                f"`{word[0][:40]}` is not a JSON value",
                f"write `{lower}` in small letters"
                if lower in _CONSTANTS
                else "put text in double quotes; numbers have no leading zero or plus sign",
                word.span(),
            )
        if here in ("]", "}", ","):
            raise self.stop(f"a value is missing before `{here}`", "write the value, or delete the comma")
        if here in _OTHER_QUOTES:
            raise self.stop("JSON text stands in straight double quotes", f'write `"` instead of `{here}`')
        raise self.stop("a value was expected here", "write a value: text in double quotes, a number, a list")

    def open_container(self, bracket: str) -> tuple[bool, Any]:
        if len(self.frames) > MAX_DEPTH:  # The fast parser, too, counts from the list or object at the top.
            raise self.stop(
                f"nested deeper than {MAX_DEPTH} levels", "a claim file needs fewer than ten levels"
            )
        self.frames.append(_Frame({} if bracket == "{" else [], self.at))
        self.at += 1
        self.skip_space()
        if self.char() == ("}" if bracket == "{" else "]"):
            return self.close_container()
        if bracket == "{":
            self.read_key()
        return False, None

    def close_container(self) -> tuple[bool, Any]:
        self.at += 1
        return True, self.frames.pop().value

    def add_value(self, value: Any) -> tuple[bool, Any]:
        """Put `value` in the list or object being read, and see what follows it."""
        frame = self.frames[-1]
        closing = "}" if isinstance(frame.value, dict) else "]"
        if isinstance(frame.value, dict):
            frame.value[frame.key] = value
        else:
            frame.value.append(value)
        self.skip_space()
        here = self.char()
        if here == closing:
            return self.close_container()
        if here != ",":
            raise self.stop(
                f"`,` or `{closing}` was expected here",
                "a comma is missing before this, or a bracket or quotation mark is not closed",
            )
        comma = self.at
        self.at += 1
        self.skip_space()
        if self.char() in ("}", "]"):
            raise self.stop("a comma stands after the last entry", "delete the comma", (comma, comma + 1))
        if closing == "}":
            self.read_key()
        return False, None

    def read_key(self) -> None:
        """Read the name of a member of an object, and the colon after it."""
        frame = self.frames[-1]
        start = self.at
        if self.char() != '"':
            raise self.stop("a key in double quotes was expected here", "put the key in double quotes")
        frame.key = ""
        frame.key = key = self.read_string()
        span = (start, self.at)
        if key in frame.keys:
            message, mend = (
                f"the key `{key[:100]}` is given twice in this object",
                "keep one of the two, or rename one",
            )
            first = ("first given here", frame.keys[key])
            self.note(self.fault(message, mend, span, (first,), "duplicate-key"))
        else:
            frame.keys[key] = span
        self.skip_space()
        if self.char() != ":":
            raise self.stop("`:` was expected after the key", "write `:` between the key and its value")
        self.at += 1
        self.skip_space()

    def read_string(self) -> str:
        start = self.at
        match = _STRING.match(self.text, start)
        if match is None:
            raise self.stop_in_string()
        self.at = match.end()
        if "\\" not in match[0]:
            return match[0][1:-1]
        value: str = json.loads(match[0])
        if _SURROGATE.search(value):
            message = "a lone surrogate (half of a character written as `\\uD800` to `\\uDFFF`)"
            self.note(self.fault(message, "write the character itself, or both halves", match.span()))
            return _SURROGATE.sub("\ufffd", value)
        return value

    def stop_in_string(self) -> _Stop:
        start = self.at
        match = _STRING_START.match(self.text, start)
        self.at = match.end() if match else start
        here = self.char()
        if here in ("\n", "\r"):
            return self.stop(
                "a quotation mark is not closed on this line",
                'close the text with `"`; a line break inside text is written `\\n`',
                (start, self.at),
            )
        if here == "\\":
            return self.stop(
                f"`{self.text[self.at : self.at + 2]}` is no escape that JSON knows",
                "write `\\\\` for a backslash",
                (self.at, min(self.at + 2, len(self.text))),
            )
        if here:
            return self.stop(
                f"a control character (U+{ord(here):04X}) stands in the text",
                f"delete it, or write it as `\\u{ord(here):04x}`",
                (self.at, self.at + 1),
            )
        return self.stop("", "")

    def read_number(self, match: re.Match[str]) -> int | float | None:
        self.at = match.end()
        if match[1] or match[2]:
            return float(match[0])
        digits = len(match[0].removeprefix("-"))
        if digits > MAX_DIGITS:
            mend = f"whole numbers have at most {MAX_DIGITS} digits here: shorten it, or write it as text"
            self.note(self.fault(f"a number of {digits} digits", mend, match.span()))
            return None
        return int(match[0])
