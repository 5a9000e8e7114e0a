"""Words for people: text from a claim file made safe to show, and what a misspelt name was meant to be."""

import re
from collections.abc import Iterable
from typing import Final

# Longer names are no slip of the pen, and would take long to compare.
_LONGEST: Final = 60

# Control characters, line and paragraph separators, the controls that reorder text, tag characters,
# byte-order marks and lone surrogates: what can move a cursor, hide text, or show it in another order.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f\ud800-\udfff]"
)


def visible(text: str) -> str:
    r"""`text` on one line, with line breaks as spaces and everything that could do harm written out.

    A character that a terminal would act on becomes an escape such as `\\x1b` or `\\u202e`.
    """
    if text.isascii() and text.isprintable():
        return text
    return _UNSAFE.sub(_escape, re.sub(r"[ \t\r\n]*[\r\n][ \t\r\n]*", " ", text).replace("\t", " "))


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def suggest(name: str, known: Iterable[str]) -> str:
    """The name among `known` that `name` is most likely meant to be, or the empty string."""
    if len(name) > _LONGEST:
        return ""
    import difflib

    close = difflib.get_close_matches(name, known, n=1, cutoff=0.7)
    return close[0] if close else ""
