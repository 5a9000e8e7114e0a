"""Config files: which one is read, what it holds, and on which line of it a key stands.

They may come from strangers, with a pull request: one that is found is not followed out of its folder, and
none takes long to read or says more of a file than where it cannot be read.
"""

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from sayso.record.disk import Disk, FileTooLarge

MAX_BYTES: Final = 1 << 20
"""Larger config files are refused (1 MiB)."""
# In one folder the first goes before the second, which counts only with its section.
_FILES: Final = {"sayso.toml": (), "pyproject.toml": ("tool", "sayso")}
# Python's reader of TOML takes the square of the number of parts of a dotted key.
_MAX_DOTTED: Final = 20_000_000
# To find the line of a key, so many characters are read again; without luck no line is named.
_MAX_REREAD_CHARS: Final = 4 << 20

KeyPath = tuple[str, ...]
"""The parts of a dotted key."""


class BadFile(Exception):
    """A config file cannot be read; the message starts with its name and ends with the mend."""


class ConfigFile(NamedTuple):
    """A config file: its name to show, its folder, its table, and what is needed to find a key.

    `found` says that it was looked for, and not named.
    """

    shown_path: str
    folder: str
    table: dict[str, Any]
    text: str
    section: KeyPath
    found: bool

    def place(self, path: KeyPath) -> str:
        """Name, line and column of the key at `path`; the name alone where the line cannot be told."""
        key = re.compile(rf"""(?<![\w-])(["']?){re.escape(path[-1])}\1(?=\s*[=.\]])""")
        lines = self.text.split("\n")
        line = _line_of_key(lines, (*self.section, *path), key)
        if line < 0:
            return self.shown_path
        # One that is spelt otherwise is at the first word.
        match = key.search(lines[line]) or re.search(r"\S|$", lines[line])
        assert match is not None
        return f"{self.shown_path}:{line + 1}:{match.start() + 1}"


def _line_of_key(lines: Sequence[str], path: KeyPath, key: re.Pattern[str]) -> int:
    """The index of the line of a sound text on which the key at `path` begins; -1 where it cannot be told.

    It is the last line that may begin with the `key` before which the text can be read and lacks it.
    """
    likely = [number for number, line in enumerate(lines) if key.search(line)]
    unread = _MAX_REREAD_CHARS
    for number in reversed(likely or range(len(lines))):
        before = "\n".join(lines[:number])
        unread -= len(before)
        if unread < 0:
            return -1
        if _lacks_key(before, path):
            return number
    return -1


def _lacks_key(text: str, path: KeyPath) -> bool:
    """Whether `text` can be read, and holds no key at `path`."""
    import tomllib

    try:
        table: Any = tomllib.loads(text)
    except ValueError:
        return False
    for name in path:
        if not isinstance(table, dict) or name not in table:
            return True
        table = table[name]
    return False


def find_config_file(disk: Disk) -> ConfigFile | None:
    """The nearest config file, from the working folder upwards to the one that holds `.git`.

    Raises `BadFile`.
    """
    here = Path.cwd()
    for folder in (here, *here.parents):
        for path in (folder / name for name in _FILES):
            if disk.exists(str(path)):
                file = _read_file(path, os.path.relpath(path), disk, found=True)
                if file is not None:
                    return file
        if os.path.lexists(folder / ".git"):
            return None
    return None


def read_config_file(path: str, disk: Disk) -> ConfigFile:
    """The config file at `path`, wherever it is; as it is now if `disk` is older and does not cover it.

    Raises `BadFile`.
    """
    full = Path(os.path.realpath(path))
    if disk.covers(full):
        file = _read_file(full, path, disk, found=False)
    else:
        file = _read_file(Path(path), path, Disk(), found=False)
    if file is None:
        raise BadFile(f"{path}: there is no [tool.sayso] in it; add it, or name another file")
    return file


def _read_file(path: Path, shown: str, disk: Disk, *, found: bool) -> ConfigFile | None:
    """The config file at `path`; None for a file without a section for sayso."""
    section = _FILES.get(path.name, ())
    if disk.revision:
        shown = f"{disk.revision}:{shown}"
    data = _read_bytes(path, shown, disk, found=found)
    if section and section[-1].encode() not in data:
        return None
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line, column = _end_position(data[: error.start].decode("utf-8-sig"))
        raise BadFile(f"{shown}:{line}:{column}: this is not UTF-8; save it in that encoding") from None
    table: Any = _parse_toml(text, shown)
    for depth, name in enumerate(section, start=1):
        if name not in table:
            return None
        table = table[name]
        if not isinstance(table, dict):
            raise BadFile(f"{shown}: `{'.'.join(section[:depth])}`: must be a table")
    return ConfigFile(shown, os.path.dirname(os.path.abspath(path)), table, text, section, found)


def _read_bytes(path: Path, shown: str, disk: Disk, *, found: bool) -> bytes:
    try:
        real = disk.real_path(str(path))
        if found and not real.is_relative_to(disk.real_path(str(path.parent))):
            raise BadFile(
                f"{shown}: a symbolic link that leads out of its folder; name the file with --config"
            )
        data = disk.read(real, MAX_BYTES)
    except FileTooLarge:
        what = f"the config file is too large; keep it below {MAX_BYTES >> 20} MiB"
        raise BadFile(f"{shown}: {what}") from None
    except OSError as error:
        mend = "name one that is there" if isinstance(error, FileNotFoundError) else "make it readable"
        reason = error.strerror or "unknown error"
        raise BadFile(f"{shown}: the config file cannot be read: {reason}; {mend}") from None
    if data is None:
        raise BadFile(f"{shown}: this is no regular file; name a config file")
    return data


def _parse_toml(text: str, shown: str) -> dict[str, Any]:
    import tomllib

    if sum(line.count(".") ** 2 for line in text.split("\n")) > _MAX_DOTTED:
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
        line, column = at.groups() if at[1] else _end_position(text)
        raise BadFile(f"{shown}:{line}:{column}: this is no TOML: {message[: at.start()]}") from None


def _end_position(text: str) -> tuple[int, int]:
    """Line and column behind `text`."""
    lines = text.split("\n")
    return len(lines), len(lines[-1]) + 1
