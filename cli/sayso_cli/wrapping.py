"""How wide text is in a terminal, and lines of it that fit."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Final

# Of these characters it is certain how many columns each takes: one (half width), or two (full width). Text
# that holds others, such as marks that combine with the letter before, is measured by wcwidth, which costs
# more.
_HALF: Final = (
    r" -~\u00a1-\u00ac\u00ae-\u02ff\u0400-\u0482\u2010-\u2027\u2030-\u203a\u25c6-\u25d0\u2713\u2717"
)
_FULL: Final = r"\u3001-\u3029\u3041-\u3096\u30a1-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60"
# Marks that do not begin a line in Chinese and Japanese.
_CLOSING_MARKS: Final = "、。〉》」』】〕〗！），．：；？］｝"
# wcwidth takes quadratic time for some text, so it is given at most so many characters at once.
_MAX_WCWIDTH_CHARS: Final = 256


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    """`pattern`, compiled when it is first needed: that takes longer than to check a small file."""
    return re.compile(pattern)


def _is_narrow(text: str) -> bool:
    """Whether each character of `text` takes one column."""
    return text.isascii() or _pattern(f"[{_HALF}]*").fullmatch(text) is not None


def _is_width_known(text: str) -> bool:
    """Whether it is certain how many columns each character of `text` takes."""
    return _pattern(f"[{_HALF}{_FULL}]*").fullmatch(text) is not None


def _known_width(text: str) -> int:
    return len(text) + len(_pattern(f"[{_FULL}]").findall(text))


def width(text: str) -> int:
    """How many columns `text` takes, a single line."""
    if _is_narrow(text):
        return len(text)
    if _is_width_known(text):
        return _known_width(text)
    import wcwidth

    return sum(max(0, wcwidth.wcswidth(part)) for part in _chunks(text))


def wrap(text: str, columns: int) -> list[str]:
    """`text` in lines at most `columns` wide, at least one; what is longer than a line is cut."""
    if _is_narrow(text):
        return [text] if len(text) <= columns else list(_narrow_lines(" ".join(text.split()), columns))
    if _is_width_known(text):
        tokens = _pattern(f"( *)((?:[^ {_FULL}]+|[{_FULL}])[{_CLOSING_MARKS}]*)").findall(text)
        return _lines(tokens, columns, _known_width, iter)
    return _lines(_tokens(text), columns, width, _clusters)


def shorten(text: str, columns: int, *, end: str = "…") -> str:
    """`text`, a single line, in at most `columns`; where it is cut, `end` says so."""
    # Some characters take no column, but hardly any text has many of them.
    head = text[: columns * _MAX_WCWIDTH_CHARS]
    if len(head) == len(text) and width(text) <= columns:
        return text
    left, kept = columns - len(end), list[str]()
    for cluster in head if _is_width_known(head) else _clusters(head):
        left -= width(cluster)
        if left < 0:
            break
        kept.append(cluster)
    return "".join(kept).rstrip() + end


def _chunks(text: str) -> Iterator[str]:
    for start in range(0, len(text), _MAX_WCWIDTH_CHARS):
        yield text[start : start + _MAX_WCWIDTH_CHARS]


def _clusters(text: str) -> Iterator[str]:
    """What is shown as one character each."""
    import wcwidth

    for part in _chunks(text):
        yield from wcwidth.iter_graphemes(part)


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    """What may not be torn: a word, or one wide character, with the closing marks behind it.

    Each comes with the spaces before it.
    """
    spaces, token = "", list[str]()
    after_wide = False
    for cluster in _clusters(text):
        wide = width(cluster) > 1
        if token and (cluster == " " or ((wide or after_wide) and cluster not in _CLOSING_MARKS)):
            yield spaces, "".join(token)
            spaces, token = "", []
        if cluster == " ":
            spaces += " "
        else:
            token.append(cluster)
        after_wide = wide
    yield spaces, "".join(token)


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


def _lines(
    tokens: Iterable[tuple[str, str]],
    columns: int,
    measure: Callable[[str], int],
    clusters: Callable[[str], Iterable[str]],
) -> list[str]:
    """Lines of `tokens`, each with the spaces before it, as long as they can be."""
    lines = []
    line, used = "", 0
    for spaces, token in tokens:
        size = measure(token)
        gap = bool(spaces and line)
        if used + gap + size <= columns:
            line += " " * gap + token
            used += gap + size
            continue
        if line:
            lines.append(line)
        if size > columns:
            *parts, line = _cut_in_lines(
                [(cluster, measure(cluster)) for cluster in clusters(token)], columns
            )
            lines += parts
            used = measure(line)
        else:
            line, used = token, size
    lines.append(line)
    return lines


def _cut_in_lines(sized: Sequence[tuple[str, int]], columns: int) -> Iterator[str]:
    """Clusters, each with its width, in lines of at most `columns`."""
    line, used = list[str](), 0
    for cluster, size in sized:
        if line and used + size > columns:
            yield "".join(line)
            line, used = [], 0
        line.append(cluster)
        used += size
    yield "".join(line)
