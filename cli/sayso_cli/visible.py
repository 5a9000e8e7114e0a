"""Text from a claim file made safe to show."""

import re
from typing import Final

# Control characters, line and paragraph separators, the controls that reorder text, tag characters,
# byte-order marks and lone surrogates: what can move a cursor, hide text, or show it in another order.
# What has no width and no ink: soft hyphens, zero-width spaces, fillers, marks of direction, annotations.
# Joiners but where scripts and emoji need them, and selectors but behind what has variants.
# And the second sign of what starts a command to the GitHub runner, wherever on a line of a log it stands.
_COMMAND: Final = "##["
UNSEEN: Final = (
    "\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e00ff\U000e01f0-\U000e0fff\u00ad\u034f\u061c"
    "\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2060-\u2065\u206a-\u206f\u3164\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
)
"""What is never shown as it is, but for the controls of ASCII: ranges of a regular expression."""
_UNSAFE = re.compile(
    f"[\x00-\x1f{UNSEEN}\ud800-\udfff]"
    "|(?<![\u0600-\u109f\u1780-\u18af\u2190-\u2bff\ua800-\uabff\ufe0f\U00011000-\U00011fff\U0001f000-\U0001faff])"
    "[\u200c\u200d]"
    "|(?<![#*0-9\u00a9\u00ae\u1000-\u1fff\u2010-\u2027\u2030-\u205e\u2070-\ufaff\U00010000-\U0003ffff])"
    "[\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]"
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
