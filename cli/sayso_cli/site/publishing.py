"""Texts and paths of a record as they are published: short, safe to show, without folders of this machine."""

import os
import re
from collections.abc import Sequence
from pathlib import PurePath
from typing import Final

from sayso_cli.formats.ci_paths import from_root
from sayso_cli.terminal import Look, visible

# Characters that XML does not allow, beyond those that `visible` writes out.
_NOT_IN_XML = re.compile("[\ufffe\uffff]")
_LEAST: Final = 30
"""So much of a text is shown even where the room is used up."""


def shown(text: str) -> str:
    r"""`text` on one line, with controls and what reorders it written out, as in `\u202e`."""
    return _NOT_IN_XML.sub(lambda match: f"\\u{ord(match[0]):04x}", visible(text))


def shortened(text: str, most: int) -> str:
    """At most `most` characters of `text`, and a note where that is not all of it."""
    if len(text) <= most:
        return text
    return f"{text[:most].rstrip()}… [shortened: {len(text):,} characters in the record]"


class Allowance:
    """The room that a page, or a part of one, has: in bytes of UTF-8 as they are written in HTML."""

    def __init__(self, size: int) -> None:
        self.left = size

    def take(self, text: str, most: int) -> str:
        """`text`, ready to be shown: shortened to `most` characters, or more where there is no room."""
        made = shown(shortened(text, most))
        taken = size(made)
        if taken > self.left:
            fits = max(_LEAST, min(len(text), most) * max(self.left, 0) // taken)
            if fits < len(text):
                made = shown(f"{text[:fits].rstrip()}…")
                taken = size(made)
        self.left -= taken
        return made


def size(text: str) -> int:
    """How many bytes `text` takes once it is escaped."""
    return len(text.encode()) + 4 * sum(map(text.count, "&<>\"'"))


class PublishedPaths:
    """Names files from the root of the repository; by their bare names where they lie elsewhere."""

    def __init__(self, files: Sequence[str], look: Look) -> None:
        """For the report of `files`, whose paths start in the folders of `look`."""
        self._look = look
        root = PurePath(look.root)
        full = [os.path.normpath(os.path.join(look.here, path)) for path in files]
        # As they are given, in full, and where symbolic links lead: a message may name any of these.
        outside = [path for path in files if path.startswith(os.pardir)]
        targets = [os.path.realpath(path) for path in full if os.path.islink(path)]
        folders = {PurePath(path).parent for path in (*outside, *full, *targets)}
        above = {
            folder
            for each in (*folders, root)
            for folder in (each, *each.parents)
            if folder != folder.parent and (folder == root or not folder.is_relative_to(root))
        }
        # The longest first, so that nothing of a folder is left.
        named = sorted((os.path.join(folder, "") for folder in above), key=len, reverse=True)
        self._folders = re.compile(rf"(?<![\w./:-])(?:{'|'.join(map(re.escape, named))})")

    def path(self, path: str) -> str:
        """`path` as it is published."""
        named = from_root(path, self._look)
        return os.path.basename(named) if os.path.isabs(named) else named

    def text(self, text: str) -> str:
        """`text`, in which a file may be named, as it is published."""
        return self._folders.sub("", text)
