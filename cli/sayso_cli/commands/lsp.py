"""`sayso lsp`: the findings in an editor, as one types."""

import os
import sys
from importlib.util import find_spec

from sayso_cli.options import ConfigOptions
from sayso_cli.terminal import fail


def lsp(*, config_options: ConfigOptions) -> None:
    """Tell an editor what `sayso check` finds, as one types, by the Language Server Protocol.

    The editor starts it, and speaks with it over standard input and output. The config is that of the folder
    that the editor has open.

    Exit status: 0 the editor went away; 2 a library is missing.
    """
    if find_spec("pygls") is None:
        fail("`sayso lsp` needs pygls; install it by pip install 'sayso[lsp]'")
    from sayso_cli.lsp.server import serve

    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as stdout:
        # Nothing but the protocol may be written there.
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        serve(config_options, sys.stdin.buffer, stdout)
