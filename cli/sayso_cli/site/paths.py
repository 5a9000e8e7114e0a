"""Paths as they are published: without the folders of this machine."""

import os
import re
from collections.abc import Sequence
from pathlib import PurePath

from sayso_cli.formats.ci_paths import from_root
from sayso_cli.terminal import Look


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
