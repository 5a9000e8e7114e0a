"""Text in lines of at most so many columns, wide characters and all."""

import re
from collections.abc import Callable
from typing import Final

# Of these characters it is certain how many columns each takes: one, or two. Text that holds others, such
# as marks that combine with the letter before, is measured and wrapped by wcwidth, which costs more.
_ONE: Final = r" -~\u00a1-\u00ac\u00ae-\u02ff\u0400-\u0482\u2010-\u2027\u2030-\u203a\u2713\u2717"
_TWO: Final = r"\u3001-\u3029\u3041-\u3096\u30a1-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60"
# Marks that do not begin a line in Chinese and Japanese.
_CLOSING: Final = "、。〉》」』】〕〗！），．：；？］｝"
_NARROW = re.compile(f"[{_ONE}]*")
_KNOWN = re.compile(f"[{_ONE}{_TWO}]*")
_WIDE = re.compile(f"[{_TWO}]")
# What may not be torn: a word, or one wide character, with the closing marks behind it.
_TOKEN = re.compile(f"( *)((?:[^ {_TWO}]+|[{_TWO}])[{_CLOSING}]*)")


def width(text: str) -> int:
    """How many columns `text` takes, a single line."""
    if _NARROW.fullmatch(text):
        return len(text)
    if _KNOWN.fullmatch(text):
        return _known_width(text)
    import wcwidth

    return max(0, wcwidth.wcswidth(text))


def wrap(text: str, columns: int) -> list[str]:
    """`text` in lines at most `columns` wide, at least one; what is longer than a line is cut."""
    if _NARROW.fullmatch(text):
        if len(text) <= columns:
            return [text]
        return _fill([(" ", word) for word in text.split()], columns, len)
    if _KNOWN.fullmatch(text):
        return _fill(_TOKEN.findall(text), columns, _known_width)
    import wcwidth

    return wcwidth.wrap(text, columns, break_on_hyphens=False) or [""]


def _known_width(text: str) -> int:
    return len(text) + len(_WIDE.findall(text))


def _fill(tokens: list[tuple[str, str]], columns: int, width: Callable[[str], int]) -> list[str]:
    """Lines of `tokens`, each with the space before it, as long as they can be."""
    lines = []
    line, used = "", 0
    for space, token in tokens:
        size = width(token)
        gap = bool(space and line)
        if used + gap + size <= columns:
            line += " " * gap + token
            used += gap + size
            continue
        if line:
            lines.append(line)
        # No character is wider than two columns.
        step = columns if size == len(token) else max(1, columns // 2)
        if size > columns:
            *parts, line = (token[at : at + step] for at in range(0, len(token), step))
            lines += parts
        else:
            line = token
        used = width(line)
    lines.append(line)
    return lines
