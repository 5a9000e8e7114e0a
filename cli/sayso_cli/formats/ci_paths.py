"""The paths of files as CI knows them: from the root of the repository, with slashes."""

import os
from typing import Final
from urllib.parse import quote

from sayso_cli.terminal import Look

STDIN: Final = "<stdin>"
"""What standard input is called in a report."""


def from_root(path: str, look: Look) -> str:
    """`path` from the root that `look` names; the absolute path if it leads elsewhere.

    Nothing is looked up: symbolic links are not followed. The name of standard input stays as it is.
    """
    if path == STDIN:
        return path
    full = os.path.normpath(os.path.join(look.here, path))
    inside = os.path.join(look.root, "")
    return (full.removeprefix(inside) if look.root else full).replace(os.sep, "/")


def uri(path: str) -> str:
    """`path`, as `from_root` gives it, as a reference (RFC 3986): relative, or with the scheme `file`."""
    encoded = quote(path.encode("utf-8", "surrogateescape"))
    return f"file:///{encoded.lstrip('/')}" if os.path.isabs(path) else encoded
