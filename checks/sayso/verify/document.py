"""Sources that are files: read inside the project, never outside it."""

import hashlib
import os
import stat
from pathlib import Path
from typing import Final

from sayso.record.model import Source
from sayso.record.project import project_root
from sayso.verify.entry import Seen

LARGEST: Final = 20 << 20
"""Larger files are not read (20 MiB)."""

_TYPES: Final = {
    ".pdf": "application/pdf",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".xml": "application/xml",
    ".txt": "text/plain",
    ".md": "text/plain",
}


def see_file(source: Source, claim_file: str, limit: int = LARGEST) -> Seen:
    """What there is of the file of `source`, which stands in `claim_file`; at most `limit` bytes of it.

    The path is looked up as one in `include` is: from the folder of `claim_file`, inside its project.
    """
    name = source.file
    if os.path.isabs(name) or "\\" in name or ":" in name:
        return Seen(name, "refused", "the path is not a relative one, with `/`")
    root = project_root(Path(os.path.realpath(os.path.dirname(claim_file)), os.path.basename(claim_file)))
    try:
        real = Path(os.path.realpath(Path(os.path.realpath(claim_file)).parent / name))
        if not real.is_relative_to(os.path.realpath(root)):
            return Seen(name, "refused", "the path leads outside the project")
        if not stat.S_ISREG(os.stat(real).st_mode):
            return Seen(name, "refused", "this is no regular file")
        with real.open("rb") as opened:
            body = opened.read(limit + 1)
    except (FileNotFoundError, NotADirectoryError):
        return Seen(name, "gone", "there is no such file")
    except (OSError, ValueError) as error:
        # A NUL in a path, and what the encoding of the file system cannot write, are `ValueError`.
        reason = error.strerror if isinstance(error, OSError) else "no file can have that name"
        return Seen(name, "unreachable", f"the file cannot be read: {reason}")
    if len(body) > limit:
        return Seen(name, "too-large", f"the file is larger than {limit >> 20} MiB")
    return Seen(name, "ok", media_type=_TYPES.get(real.suffix.lower(), ""), body=body)


def is_as_recorded(source: Source, seen: Seen) -> bool:
    """Whether the bytes are those whose hash the record gives, if it gives one."""
    return not source.sha256 or hashlib.sha256(seen.body).hexdigest() == source.sha256
