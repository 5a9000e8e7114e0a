"""Text from a record on its way into a page: shortened, and safe to show."""

import re
from typing import Final

from sayso_cli.terminal import visible

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
