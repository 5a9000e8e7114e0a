"""Text from a claim file made safe to show."""

import re
from typing import Final

# Control characters, line and paragraph separators, the controls that reorder text, tag characters,
# byte-order marks and lone surrogates: what can move a cursor, hide text, or show it in another order.
# And the second sign of what starts a command to the GitHub runner, wherever on a line of a log it stands.
_COMMAND: Final = "##["
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f\ud800-\udfff]"
    r"|(?<=#)#(?=\[)"
)
_GAP = re.compile(r"[ \t\r\n]++")


def visible(text: str) -> str:
    r"""`text` on one line, with line breaks as spaces and everything that could do harm written out.

    A character that a terminal or a runner would act on becomes an escape such as `\x1b` or `\u202e`.
    """
    if text.isascii() and text.isprintable() and _COMMAND not in text:
        return text
    return _UNSAFE.sub(_escape, _GAP.sub(_on_one_line, text))


def _on_one_line(gap: re.Match[str]) -> str:
    return " " if "\n" in gap[0] or "\r" in gap[0] else gap[0].replace("\t", " ")


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
