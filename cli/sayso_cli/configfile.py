"""Config files: finding one, reading it, and where in it a key stands.

They may come from strangers, with a pull request: one that is found is not followed out of its folder,
and none takes long to read or says more of a file than where it cannot be read.
"""

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

OWN: Final = "sayso.toml"
SHARED: Final = "pyproject.toml"
SECTION: Final = ("tool", "sayso")
MAX_BYTES: Final = 1 << 20
"""Larger files are refused (1 MiB)."""
# The search ends with the folder that holds this.
_TOP: Final = ".git"
# Python's reader of TOML takes the square of the number of parts of a dotted key.
_MOST_DOTTED: Final = 20_000_000
# To find the line of a key, so many characters are read again; without luck no line is named.
_MOST_READ: Final = 4 << 20


class BadFile(Exception):
    """A config file cannot be read; the message starts with its name and ends with the mend."""


class ConfigFile(NamedTuple):
    """A config file: its name to show, its folder, its table, and what is needed to find a key.

    `found` says that it was looked for, and not named.
    """

    shown: str
    folder: str
    table: dict[str, Any]
    text: str
    section: tuple[str, ...]
    found: bool

    def place(self, path: tuple[str, ...]) -> str:
        """Name, line and column of the key at `path`; the name alone where the line cannot be told."""
        line = _line(self.text, (*self.section, *path))
        if not line:
            return self.shown
        column = _column(self.text.split("\n")[line - 1], path[-1])
        return f"{self.shown}:{line}:{column}"


def search() -> ConfigFile | None:
    """The nearest config file, from the working folder upwards to the one that holds `.git`.

    In one folder `sayso.toml` goes first; a `pyproject.toml` counts only with `[tool.sayso]`.
    Raises `BadFile`.
    """
    here = Path.cwd()
    for folder in (here, *here.parents):
        for name in (OWN, SHARED):
            path = folder / name
            if os.path.lexists(path):
                found = _load(path, os.path.relpath(path), found=True)
                if found is not None:
                    return found
        if os.path.lexists(folder / _TOP):
            return None
    return None


def named(path: str) -> ConfigFile:
    """The config file at `path`, wherever it is. Raises `BadFile`."""
    file = _load(Path(path), path, found=False)
    if file is None:
        raise BadFile(f"{path}: there is no [{'.'.join(SECTION)}] in it; add it, or name another file")
    return file


def _load(path: Path, shown: str, *, found: bool) -> ConfigFile | None:
    """The config file at `path`; None for a file without a section for sayso."""
    section = SECTION if path.name == SHARED else ()
    data = _bytes(path, shown, found=found)
    if section and SECTION[-1].encode() not in data:
        return None
    text = _text(data, shown)
    table: Any = _parsed(text, shown)
    for depth, name in enumerate(section):
        if name not in table:
            return None
        table = table[name]
        if not isinstance(table, dict):
            raise BadFile(f"{shown}: `{'.'.join(section[: depth + 1])}`: must be a table")
    return ConfigFile(shown, os.path.dirname(os.path.abspath(path)), table, text, section, found)


def _bytes(path: Path, shown: str, *, found: bool) -> bytes:
    try:
        real = os.path.realpath(path)
        if found and not Path(real).is_relative_to(os.path.realpath(path.parent)):
            raise BadFile(
                f"{shown}: a symbolic link that leads out of its folder; name the file with --config"
            )
        status = os.stat(real)
        if not stat.S_ISREG(status.st_mode):
            raise BadFile(f"{shown}: this is no regular file; name a config file")
        # A file can grow, and some on special file systems have no size.
        with open(real, "rb") as opened:
            data = opened.read(MAX_BYTES + 1)
    except OSError as error:
        mend = "name one that is there" if isinstance(error, FileNotFoundError) else "make it readable"
        reason = error.strerror or "unknown error"
        raise BadFile(f"{shown}: the config file cannot be read: {reason}; {mend}") from None
    if len(data) > MAX_BYTES:
        raise BadFile(f"{shown}: the config file is too large; keep it below {MAX_BYTES >> 20} MiB")
    return data


def _text(data: bytes, shown: str) -> str:
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line, column = _end(data[: error.start].decode("utf-8-sig"))
        raise BadFile(f"{shown}:{line}:{column}: this is not UTF-8; save it in that encoding") from None


def _parsed(text: str, shown: str) -> dict[str, Any]:
    import tomllib

    if sum(line.count(".") ** 2 for line in text.split("\n")) > _MOST_DOTTED:
        raise BadFile(f"{shown}: there are too many dots in a line; shorten it")
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise BadFile(f"{shown}: the config file is nested too deeply; flatten it") from None
    # Not only the error of its own: numbers with thousands of digits raise another one.
    except ValueError as error:
        message = str(error)
        at = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)$", message)
        if at is None:
            raise BadFile(f"{shown}: this is no TOML: {message}") from None
        line, column = at.groups() if at[1] else _end(text)
        what = message[: at.start()]
        raise BadFile(f"{shown}:{line}:{column}: this is no TOML: {what}") from None


def _end(text: str) -> tuple[int, int]:
    """Line and column behind `text`."""
    lines = text.split("\n")
    return len(lines), len(lines[-1]) + 1


def _line(text: str, path: tuple[str, ...]) -> int:
    """The line on which the key at `path` of a sound `text` begins; 0 where it cannot be told.

    Cut off before that line, the text can be read and lacks the key; with it and what belongs to it, the
    text has the key. So the line is searched for in halves.
    """
    lines = text.split("\n")
    without, within = 0, len(lines)
    left = _MOST_READ
    while within - without > 1:
        for cut in _from_middle(without, within):
            left -= len(text)
            if left < 0:
                return 0
            has = _has("\n".join(lines[:cut]), path)
            if has is not None:
                without, within = (without, cut) if has else (cut, within)
                break
        else:
            break
    return without + 1


def _column(line: str, key: str) -> int:
    """The column at which `key` begins on its `line`; that of the first word where it is spelt otherwise."""
    match = re.search(rf"""(?<![\w-])(["']?){re.escape(key)}\1(?=\s*[=.\]])""", line)
    return (match.start() if match else len(line) - len(line.lstrip())) + 1


def _from_middle(low: int, high: int) -> Iterator[int]:
    """The numbers between `low` and `high`, neither included, the middle first."""
    middle = (low + high) // 2
    yield from range(middle, low, -1)
    yield from range(middle + 1, high)


def _has(text: str, path: tuple[str, ...]) -> bool | None:
    """Whether `text` holds the key at `path`; None if it ends within a value."""
    import tomllib

    try:
        table: Any = tomllib.loads(text)
    except ValueError:
        return None
    for name in path:
        if not isinstance(table, dict) or name not in table:
            return False
        table = table[name]
    return True
