"""Globs of the config: `*`, `?` and `[…]` within a name, `**` for any number of folders.

A glob without `/` is that of a name in any folder; one with `/` starts at the folder it is relative to.
The time to match grows with the length of glob and path, never faster.
"""

import fnmatch
import os
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

_ANY: Final = "**"


def fault(glob: str) -> str:
    """What is wrong with `glob`; the empty string for a sound one."""
    if not glob.strip("/"):
        return "a glob must not be empty"
    if "\\" in glob:
        return "write `/` in place of `\\`"
    if glob.startswith("!"):
        return "a glob that starts with `!` cannot take back what another one names"
    return ""


class Globs:
    """Globs that are relative to one folder."""

    def __init__(self, globs: Iterable[str], folder: str) -> None:
        self._globs = [_parsed(glob) for glob in globs]
        self._folder = os.path.realpath(folder)

    def name(self, path: str) -> bool:
        """Whether one of them names the file or folder at `path` itself."""
        return bool(self._globs) and any(
            _reaches(glob, self._parts(path), whole=True) for glob in self._globs
        )

    def hold(self, path: str) -> bool:
        """Whether one of them names the file at `path`, or a folder that it lies in."""
        return bool(self._globs) and any(
            _reaches(glob, self._parts(path), whole=False) for glob in self._globs
        )

    def _parts(self, path: str) -> list[str]:
        folder, name = os.path.split(path)
        return [*_folders(folder, self._folder), name]


@lru_cache(maxsize=1000)
def _folders(folder: str, base: str) -> tuple[str, ...]:
    """The folders on the way from `base` to `folder`."""
    way = os.path.relpath(os.path.realpath(folder), base)
    return () if way == os.curdir else tuple(way.split(os.sep))


def _parsed(glob: str) -> tuple[re.Pattern[str] | None, ...]:
    """The steps of a glob, None for `**`. What names a folder and what names all in it is the same."""
    text = glob.removeprefix("./").rstrip("/")
    while text.endswith(f"/{_ANY}"):
        text = text.removesuffix(_ANY).rstrip("/")
    steps = [step for step in text.split("/") if step]
    if "/" not in text:
        steps.insert(0, _ANY)
    # Several `**` in a row say no more than one.
    steps = [
        step for step, after in zip(steps, [*steps[1:], ""], strict=True) if (step, after) != (_ANY, _ANY)
    ]
    return tuple([None if step == _ANY else re.compile(fnmatch.translate(step)) for step in steps])


def _reaches(steps: tuple[re.Pattern[str] | None, ...], parts: list[str], *, whole: bool) -> bool:
    """Whether `steps` lead to the end of `parts`, or, if not the `whole` is asked for, to any part."""
    at = _skipped({0}, steps)
    end = len(steps)
    for part in parts:
        reached = set()
        for step in at - {end}:
            pattern = steps[step]
            if pattern is None:
                reached.add(step)
            elif pattern.match(part):
                reached.add(step + 1)
        at = _skipped(reached, steps)
        if end in at and not whole:
            return True
    return end in at


def _skipped(at: set[int], steps: tuple[re.Pattern[str] | None, ...]) -> set[int]:
    """`at` with the steps behind each `**`, which may stand for no folder."""
    return at | {step + 1 for step in at if step < len(steps) and steps[step] is None}
