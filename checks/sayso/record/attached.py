"""Files that sources are kept in: looked up inside the project, never outside it."""

import os
from pathlib import Path
from typing import Final, Literal

from sayso.record.disk import Disk, TooLarge
from sayso.record.project import is_relative, project_root

LARGEST: Final = 20 << 20
"""Larger files are not read (20 MiB)."""

Why = Literal["refused", "gone", "unreachable", "too-large"]


class Unavailable(Exception):
    """A file cannot be had; the message says why, `outcome` in the words of a lock file."""

    def __init__(self, outcome: Why, reason: str) -> None:
        super().__init__(reason)
        self.outcome = outcome


def attached(name: str, claim_file: str, limit: int = LARGEST) -> bytes:
    """The bytes of the file that a source in `claim_file` names; raises `Unavailable`.

    The path is looked up as one in `include` is: from the folder of `claim_file`, inside its project.
    """
    if not is_relative(name):
        raise Unavailable("refused", "the path is not a relative one, with `/`")
    root = project_root(Path(os.path.realpath(os.path.dirname(claim_file)), os.path.basename(claim_file)))
    try:
        real = Path(os.path.realpath(Path(os.path.realpath(claim_file)).parent / name))
        top = os.path.realpath(root)
        if not real.is_relative_to(top):
            raise Unavailable("refused", "the path leads outside the project")
        if any(part.startswith(".") for part in real.relative_to(top).parts):
            # A lock shows what stands around a quote, and `.git/config` may hold a key.
            raise Unavailable("refused", "the file is hidden, or in a hidden folder")
        data = Disk().read(real, limit)
    except TooLarge:
        raise Unavailable("too-large", f"the file is larger than {limit >> 20} MiB") from None
    except (FileNotFoundError, NotADirectoryError):
        raise Unavailable("gone", "there is no such file") from None
    except (OSError, ValueError) as error:
        # A NUL in a path, and what the encoding of the file system cannot write, are `ValueError`.
        reason = error.strerror if isinstance(error, OSError) else "no file can have that name"
        raise Unavailable("unreachable", f"the file cannot be read: {reason}") from None
    if data is None:
        raise Unavailable("refused", "this is no regular file")
    return data
