"""Text in lines of at most so many columns, wide characters and all."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

# Of these characters it is certain how many columns each takes: one, or two. Text that holds others, such
# as marks that combine with the letter before, is measured and wrapped by wcwidth, which costs more.
_ONE: Final = r" -~\u00a1-\u00ac\u00ae-\u02ff\u0400-\u0482\u2010-\u2027\u2030-\u203a\u2713\u2717"
_TWO: Final = r"\u3001-\u3029\u3041-\u3096\u30a1-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60"
# Marks that do not begin a line in Chinese and Japanese.
_CLOSING: Final = "、。〉》」』】〕〗！），．：；？］｝"


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    """`pattern`, compiled when it is first needed: that takes longer than to check a small file."""
    return re.compile(pattern)


def _narrow(text: str) -> bool:
    """Whether each character of `text` takes one column."""
    return text.isascii() or _pattern(f"[{_ONE}]*").fullmatch(text) is not None


def _known(text: str) -> bool:
    """Whether it is certain how many columns each character of `text` takes."""
    return _pattern(f"[{_ONE}{_TWO}]*").fullmatch(text) is not None


def _known_width(text: str) -> int:
    return len(text) + len(_pattern(f"[{_TWO}]").findall(text))


def width(text: str) -> int:
    """How many columns `text` takes, a single line."""
    if _narrow(text):
        return len(text)
    if _known(text):
        return _known_width(text)
    import wcwidth

    return max(0, wcwidth.wcswidth(text))


def wrap(text: str, columns: int) -> list[str]:
    """`text` in lines at most `columns` wide, at least one; what is longer than a line is cut."""
    if _narrow(text):
        return [text] if len(text) <= columns else list(_narrow_lines(" ".join(text.split()), columns))
    if _known(text):
        # What may not be torn: a word, or one wide character, with the closing marks behind it.
        tokens = _pattern(f"( *)((?:[^ {_TWO}]+|[{_TWO}])[{_CLOSING}]*)").findall(text)
        return _lines(tokens, columns)
    import wcwidth

    return wcwidth.wrap(text, columns, break_on_hyphens=False) or [""]


def _narrow_lines(text: str, columns: int) -> Iterator[str]:
    """Lines of `text`, words with one space between them."""
    start = 0
    while len(text) - start > columns:
        end = text.rfind(" ", start, start + columns + 1)
        if end < 0:
            end = start + columns
        yield text[start:end]
        start = end + (text[end] == " ")
    yield text[start:]


def _lines(tokens: list[tuple[str, str]], columns: int) -> list[str]:
    """Lines of `tokens`, each with the spaces before it, as long as they can be."""
    lines = []
    line, used = "", 0
    for spaces, token in tokens:
        size = _known_width(token)
        gap = bool(spaces and line)
        if used + gap + size <= columns:
            line += " " * gap + token
            used += gap + size
            continue
        if line:
            lines.append(line)
        if size > columns:
            # No character is wider than two columns.
            step = columns if size == len(token) else max(1, columns // 2)
            *parts, line = (token[at : at + step] for at in range(0, len(token), step))
            lines += parts
            size = _known_width(line)
        else:
            line = token
        used = size
    lines.append(line)
    return lines
