"""The sections of XML pages whose text stands between `<![CDATA[` and `]]>`: to an HTML parser, comments."""

from typing import Final

_OPEN, _CLOSE = "<![CDATA[", "]]>"
_COMMENT: Final = ("<!--", "-->")
# What a parser would take for markup, as entities.
_PLAIN: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def unwrap_cdata(page: str) -> str:
    """`page` with each section as the text that it stands for. What is in a comment stays there."""
    parts, done, at = [], 0, 0
    while (start := page.find("<!", at)) >= 0:
        section = page.startswith(_OPEN, start)
        opened, closed = (_OPEN, _CLOSE) if section else _COMMENT
        at = start + len("<!")
        if not section and not page.startswith(opened, start):
            continue
        end = page.find(closed, start + len(opened))
        if end < 0:
            break
        at = end + len(closed)
        if section:
            parts += [page[done:start], page[start + len(_OPEN) : end].translate(_PLAIN)]
            done = at
    return "".join([*parts, page[done:]])
