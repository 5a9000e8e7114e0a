"""Text from a record on its way into a page: shortened, and safe to show."""

import re
from typing import Final

from sayso.text import visible

# Characters that XML does not allow, beyond those that `visible` writes out.
_NOT_IN_XML = re.compile("[\ufffe\uffff]")
_LEAST: Final = 60
"""So much of a text is shown even where the room is used up."""


def shown(text: str) -> str:
    r"""`text` on one line, with controls and what reorders it written out, as in `\u202e`."""
    return _NOT_IN_XML.sub(lambda match: f"\\u{ord(match[0]):04x}", visible(text))


def shortened(text: str, most: int) -> str:
    """At most `most` characters of `text`, and a note where that is not all of it."""
    if len(text) <= most:
        return text
    return f"{text[:most].rstrip()}… [shortened: {len(text):,} characters in the record]"


class Room:
    """The room that the texts of one page have, in bytes of UTF-8 as they are written in HTML."""

    def __init__(self, size: int) -> None:
        self.left = size

    def take(self, text: str, most: int) -> str:
        """`text`, ready to be shown; shortened to `most` characters, or more where the room runs out."""
        kept = shortened(text, most if self.left > 0 else min(most, _LEAST))
        made = shown(kept)
        self.left -= len(made) if made.isascii() and made.isalnum() else _size(made)
        return made


def _size(text: str) -> int:
    """How many bytes `text` takes once it is escaped."""
    return len(text.encode()) + 5 * sum(map(text.count, "&<>\"'"))
