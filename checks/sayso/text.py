"""Words for people: text from a claim file made safe to show, and what a misspelt name was meant to be."""

import re
import string
from collections.abc import Collection, Iterator, Mapping, Set
from typing import Final

# Longer names are no slip of the pen, and would take long to compare.
_LONGEST: Final = 60
# Among more names than this, only those one letter away are found: to compare with each takes too long.
_FEW: Final = 1000
_LETTERS: Final = string.ascii_lowercase + string.digits + "-_."

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


def suggest(name: str, known: Collection[str]) -> str:
    """The name among `known` that `name` is most likely meant to be, or the empty string.

    Asked for many names among thousands, it is quick only if `known` is a set or dictionary.
    """
    if len(name) > _LONGEST:
        return ""
    if len(known) > _FEW:
        names = known if isinstance(known, Set | Mapping) else set(known)
        return next((meant for meant in _one_letter_away(name) if meant in names), "")
    import difflib

    close = difflib.get_close_matches(name, known, n=1, cutoff=0.7)
    return close[0] if close else ""


def _one_letter_away(name: str) -> Iterator[str]:
    """What `name` may have been before a letter was swapped, added, dropped or mistaken for another."""
    halves = [(name[:at], name[at:]) for at in range(len(name) + 1)]
    for left, right in halves[:-2]:
        yield left + right[1] + right[0] + right[2:]
    for left, right in halves[:-1]:
        yield left + right[1:]
    for left, right in halves:
        for letter in _LETTERS:
            yield left + letter + right
            yield left + letter + right[1:]
