"""Web pages and other markup, as a parser meets their parts; nothing is fetched, and no tree is made."""

from typing import Any, Final

# Sections of XML pages whose text, to an HTML parser, is a comment.
_OPEN, _CLOSE = "<![CDATA[", "]]>"
_COMMENT: Final = ("<!--", "-->")
# What a parser would take for markup, as entities.
_PLAIN: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


class MarkupTarget:
    """What those share that take the parts of a document as they come."""

    def comment(self, text: Any) -> None:
        """A comment is no text of the document."""

    def close(self) -> None:
        """Nothing is left to be done at the end."""


def parse_page(page: str, target: Any) -> None:
    """Let `target`, a `MarkupTarget`, take the parts of the web page `page`."""
    from lxml import etree

    # The parser needs no tree, so that pages nested without end cost no more than others.
    parser = etree.HTMLParser(target=target, encoding="utf-8", huge_tree=True, no_network=True)
    # The parser takes NUL for the end.
    parser.feed(page.replace("\0", "\ufffd").encode("utf-8", "replace"))
    if page:
        parser.close()


def unwrap_cdata(page: str) -> str:
    """`page` with each CDATA section as the text that it stands for. What is in a comment stays there."""
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
