"""Globs of the config: which files and folders they name.

`pathspec` was tried: its patterns take exponential time where a hostile config wants them to.
"""

import fnmatch
import os
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache


class Globs:
    """Globs that are relative to one folder: `*`, `?` and `[…]` within a name, `**` for any folders.

    A glob without `/` is that of a name in any folder. What names a folder names all in it. The time to
    match grows with the length of glob and path, never faster.
    """

    def __init__(self, globs: Iterable[str], folder: str) -> None:
        self._globs = [_glob_steps(glob) for glob in globs]
        self._folder = os.path.realpath(folder)

    def matches(self, path: str) -> bool:
        """Whether one of them names the file or folder at `path` itself."""
        return self._match(path, whole=True)

    def covers(self, path: str) -> bool:
        """Whether one of them names the file at `path`, or a folder that it lies in."""
        return self._match(path, whole=False)

    def _match(self, path: str, *, whole: bool) -> bool:
        if not self._globs:
            return False
        folder, name = os.path.split(path)
        parts = [*_folders_between(folder, self._folder), name]
        return any(_match_steps(steps, parts, whole=whole) for steps in self._globs)


@lru_cache(maxsize=1000)
def _folders_between(folder: str, base: str) -> tuple[str, ...]:
    """The folders on the way from `base` to `folder`."""
    way = os.path.relpath(os.path.realpath(folder), base)
    return () if way == os.curdir else tuple(way.split(os.sep))


def _glob_steps(glob: str) -> list[re.Pattern[str] | None]:
    """The steps of a glob, None for `**`. What names a folder and what names all in it is the same."""
    text = glob.removeprefix("./").rstrip("/")
    while text.endswith("/**"):
        text = text.removesuffix("**").rstrip("/")
    steps = [step for step in text.split("/") if step]
    if "/" not in text:
        steps.insert(0, "**")
    # Several `**` in a row say no more than one.
    steps = [step for at, step in enumerate(steps) if (step, *steps[at - 1 : at]) != ("**", "**")]
    return [None if step == "**" else re.compile(fnmatch.translate(step)) for step in steps]


def _match_steps(steps: Sequence[re.Pattern[str] | None], parts: Sequence[str], *, whole: bool) -> bool:
    """Whether `steps` lead to the end of `parts`, or, if not the `whole` is asked for, to any part."""
    at = {0}
    for part in (*parts, ""):
        # `**` may stand for no folder.
        at |= {step + 1 for step in at if step < len(steps) and steps[step] is None}
        if len(steps) in at and not (part and whole):
            return True
        at = {
            step + (pattern is not None)
            for step in at - {len(steps)}
            if (pattern := steps[step]) is None or pattern.match(part)
        }
    return False
