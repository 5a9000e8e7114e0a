"""JSON as text that may be shown anywhere."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

import msgspec
from msgspec import UNSET, Meta, Struct

from sayso import __version__
from sayso_cli.terminal import UNSEEN_RANGES, Look

# What JSON allows to stand bare, but a terminal would act on.
_BARE = re.compile(f"[{UNSEEN_RANGES}]")
_NOT_ASCII = re.compile("[^\x00-\x7e]")
# With these two signs a line of a log can hold a command to the GitHub runner, wherever they stand in it.
_COMMAND: Final = "##["
_NO_COMMAND: Final = "#\\u0023["

Stream = Iterator
if not TYPE_CHECKING:  # pragma: no cover - the branch not taken is that of the type checker
    # The schemas say what is written.
    Stream = list

Count = Annotated[int, Meta(ge=0)]
Ordinal = Annotated[int, Meta(ge=1)]
"""The number of a line or a column."""


class Streamed(Struct, frozen=True):
    """An object of which a member is a `Stream`."""


class Tool(Struct, frozen=True):
    """The program that wrote this."""

    name: Literal["sayso"]
    version: str


class DocumentHead(Struct, frozen=True):
    """What every JSON document begins with: the version of its shape, and the program."""

    version: int
    tool: Tool


def json_text(shape: Any, look: Look, *, indent: int = 0) -> str:
    """`shape` as JSON; on one line without `indent`.

    In ASCII where it is not written in UTF-8, so that it is well formed everywhere.
    """
    compact = json_bytes(shape)
    text = (msgspec.json.format(compact, indent=indent) if indent else compact).decode()
    if not text.isascii() or "\x7f" in text:
        text = (_BARE if look.encoding == "utf-8" else _NOT_ASCII).sub(_escape, text)
    return text.replace(_COMMAND, _NO_COMMAND)


def json_document(version: int, shape: Struct | dict[str, Any], look: Look) -> Iterator[str]:
    """`shape` as one JSON object that says which version it has, indented, with a final line break.

    Within a version nothing is taken away or changes its meaning; members may be added.

    It comes in pieces: a `Stream`, in `shape` or in a `Streamed` object, is a list of which one member is
    made at a time.
    """
    head = DocumentHead(version, Tool("sayso", __version__))
    yield from _pieces(_members(head) | _members(shape), look, "\n")
    yield "\n"


def _pieces(value: Any, look: Look, margin: str) -> Iterator[str]:
    """`value` in pieces; `margin` is the line break before its last line, with the spaces behind it."""
    deeper = f"{margin}  "
    if _is_iterator(value):
        before = "["
        for member in value:
            start = before + deeper
            for piece in (
                _pieces(member, look, deeper) if _is_streamed(member) else (_text(member, look, deeper),)
            ):
                yield start + piece
                start = ""
            before = ","
        yield "[]" if before == "[" else f"{margin}]"
    elif _is_streamed(value):
        before = "{"
        for name, member in _members(value).items():
            yield f"{before}{deeper}{json_text(name, look)}: "
            yield from _pieces(member, look, deeper)
            before = ","
        yield f"{margin}}}"
    else:
        yield _text(value, look, margin)


def _text(value: Any, look: Look, margin: str) -> str:
    """`value` whole; `margin` is the line break before its last line, with the spaces behind it."""
    # A line break within a text is written as an escape.
    return json_text(value, look, indent=2).replace("\n", margin)


def _is_streamed(value: object) -> bool:
    """Whether `value` is an object of which a member is a `Stream`."""
    if isinstance(value, dict):
        return any(map(_is_iterator, value.values()))
    return isinstance(value, Streamed)


def _members(value: Struct | dict[str, Any]) -> dict[str, Any]:
    """The members of an object that are there, by their names."""
    if isinstance(value, dict):
        return value
    names = zip(value.__struct_encode_fields__, value.__struct_fields__, strict=True)
    members = ((name, getattr(value, field)) for name, field in names)
    return {name: member for name, member in members if member is not UNSET}


def _is_iterator(value: object) -> bool:
    return hasattr(value, "__next__")


def json_bytes(shape: Any) -> bytes:
    """`shape` as compact JSON, in UTF-8."""
    try:
        return msgspec.json.encode(shape)
    except UnicodeEncodeError:
        # The name of a file need not be text.
        return msgspec.json.encode(_without_surrogates(msgspec.to_builtins(shape)))


def _without_surrogates(value: Any) -> Any:
    """`value` with `?` for what is no character."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {key: _without_surrogates(member) for key, member in value.items()}
    if isinstance(value, list | tuple):
        return [_without_surrogates(member) for member in value]
    return value


def _escape(match: re.Match[str]) -> str:
    pairs = match[0].encode("utf-16-be")
    return "".join(f"\\u{pairs[at]:02x}{pairs[at + 1]:02x}" for at in range(0, len(pairs), 2))
