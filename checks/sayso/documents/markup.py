"""Web pages and other markup, as a parser meets their parts; nothing is fetched, and no tree is made."""

from typing import Any


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
