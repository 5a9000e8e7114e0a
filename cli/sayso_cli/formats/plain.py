"""Text of a record on one line, safe to show, and no longer than its target takes."""

import re
from typing import Final

from sayso.rules.finding import Finding
from sayso_cli.terminal import visible

# Code points that are no characters; XML forbids two of them, and no text needs any.
_NONE = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")
_CUT: Final = "…"


def plain(text: str, most: int | None = None) -> str:
    """`text` as `visible` shows it; of more than `most` code points the beginning, and an ellipsis."""
    if most is not None and len(text) > most:
        text = text[: most - 1] + _CUT
    return _NONE.sub(lambda match: f"\\u{ord(match[0]):04x}", visible(text))


def message_and_help(finding: Finding, most: int, between: str = " ") -> str:
    """What `finding` says, and after `between` what to do; each of at most `most` code points."""
    message = _with_full_stop(plain(finding.message, most))
    mend = _with_full_stop(plain(finding.help, most))
    return f"{message}{between}To change it: {mend}" if finding.help else message


def _with_full_stop(text: str) -> str:
    return text if text.endswith((".", _CUT)) else f"{text}."
