"""The one reader of JSON: strict, fast for a sound text, and with places and mends for a faulty one.

What others write (pages, answers of servers) is read leniently, by `json` itself; so are single texts, and
what `sayso fmt` writes anew, in which numbers are kept as they are written. Where something stands in a text
is found by `places.py`.
"""

from typing import TYPE_CHECKING, Any, TypeVar

import jiter
import msgspec

from sayso.record.places import Places, Position

if TYPE_CHECKING:
    from sayso.record.syntax.json_parser import Fault

T = TypeVar("T")


class FaultyFile(Exception):
    """A file is not what it should be: what is wrong, how to mend it, and where it is."""

    def __init__(self, message: str, help: str, position: Position) -> None:
        super().__init__(f"line {position.line}, column {position.column}: {message}")
        self.message = message
        self.help = help
        self.position = position


def read_json(data: bytes, *, strict: bool = True) -> Any:
    """The value of `data`. Raises `ValueError` if it is faulty.

    Only if it is not `strict` may there be a `NaN`, and a key be given twice.
    """
    return jiter.from_json(data, allow_inf_nan=not strict, catch_duplicate_keys=strict, cache_mode="keys")


def read_typed(data: bytes, type: type[T]) -> T:
    """The value of `data` as a `type`. Raises `ValueError` if it is faulty, or none."""
    read_json(data)
    try:
        return msgspec.json.decode(data, type=type)
    except msgspec.DecodeError as error:
        raise ValueError(str(error)) from None


def read_with_faults(data: bytes, what: str = "file") -> "tuple[Any, list[Fault], bool]":
    """The value of `data`, UTF-8 and called `what`, its faults, and whether it could be read to the end.

    What a fault touches is None in its place.
    """
    try:
        return read_json(data), [], True
    except ValueError:
        from sayso.record.syntax.json_parser import parse

        return parse(data.decode(), what)


def read_sound(data: bytes) -> Any:
    """The value of a file. Raises `FaultyFile` if anything is wrong with its bytes."""
    fault, value = encoding_fault(data), None
    if fault is None:
        value, faults, _ = read_with_faults(data)
        fault = faults[0] if faults else None
    if fault:
        position = Places(data.decode(errors="replace")).position(fault.span)
        raise FaultyFile(fault.message, fault.help, position)
    return value


def encoding_fault(data: bytes, *, first: bool = False) -> "Fault | None":
    """What keeps `data`, with `first` the beginning of a claim file, from being UTF-8."""
    if first and (data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:4]):
        return _unreadable("the file is not UTF-8 but UTF-16 or UTF-32", "save it as UTF-8", 0, 0)
    if first and data.startswith(b"\xef\xbb\xbf"):
        mend = "save it as UTF-8 without byte-order mark"
        return _unreadable("the file starts with a byte-order mark", mend, 0, 1)
    if data.isascii():
        return None
    try:
        data.decode()
    except UnicodeDecodeError as error:
        at = len(data[: error.start].decode())
        message = f"the byte 0x{data[error.start]:02x} is not UTF-8"
        return _unreadable(message, "save the file as UTF-8", at, at + 1)
    return None


def _unreadable(message: str, help: str, start: int, end: int) -> "Fault":
    from sayso.record.syntax.json_parser import Fault

    return Fault("invalid-json", message, help, (), (start, end))
