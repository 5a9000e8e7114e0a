"""What a web page says of itself: its title, when it was published, its language, its own address.

All of it is the page's word: it is proposed to somebody, and never taken unseen.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import urljoin

from msgspec import Struct

from sayso.documents.markup import MarkupTarget, parse_page
from sayso.documents.text import page_source
from sayso.record.model import is_date, is_language, is_url

_MAX_TITLE_CHARS: Final = 300
_MAX_DATA_CHARS: Final = 1 << 18
# So much of the data of a page is looked through.
_MAX_OBJECTS: Final = 1000
_DATES: Final = (
    "article:published_time",
    "datepublished",
    "parsely-pub-date",
    "dcterms.issued",
    "dc.date.issued",
    "dc.date",
    "pubdate",
    "publish-date",
    "date",
)
_TITLES: Final = ("og:title", "headline", "title")
_LANGUAGES: Final = ("lang", "inlanguage", "og:locale", "content-language")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])")
_BLANK = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")


class Metadata(Struct, frozen=True):
    """Each is empty where the page does not say it, or not so that a record could hold it."""

    title: str = ""
    published: str = ""
    language: str = ""
    address: str = ""


def metadata(body: bytes, url: str, media_type: str = "", charset: str | None = None) -> Metadata:
    """What the page `body`, which is at `url`, says of itself; nothing if it is no page."""
    page = page_source(body, media_type, charset)
    if not page:
        return Metadata()
    said = _Head()
    parse_page(page, said)
    found = said.found
    dates = (_DAY.match(found.get(name, "")) for name in _DATES)
    languages = (found.get(name, "").replace("_", "-") for name in _LANGUAGES)
    titles = (_BLANK.sub(" ", found.get(name, "")).strip() for name in _TITLES)
    try:
        address = urljoin(url, found.get("canonical") or found.get("og:url", ""))
    except ValueError:
        address = ""
    return Metadata(
        next(filter(None, titles), "")[:_MAX_TITLE_CHARS],
        next((date[0] for date in dates if date and is_date(date[0])), ""),
        next((language for language in languages if language and is_language(language)), ""),
        address if is_url(address) and address != url else "",
    )


class _Head(MarkupTarget):
    """Takes the parts of a page as they come, and keeps the first of each thing that it says."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self._reading = ""
        self._pieces: list[str] = []

    def start(self, tag: Any, attributes: Any) -> None:
        """An element begins."""
        if tag == "html":
            self._keep_first("lang", attributes.get("lang", ""))
        elif tag == "meta":
            names = ("property", "name", "itemprop", "http-equiv")
            for name in filter(None, map(attributes.get, names)):
                self._keep_first(name.strip().lower(), attributes.get("content", ""))
        elif tag == "link" and "canonical" in attributes.get("rel", "").lower().split():
            self._keep_first("canonical", attributes.get("href", ""))
        elif tag == "time" and attributes.get("itemprop", "").lower() == "datepublished":
            self._keep_first("datepublished", attributes.get("datetime", ""))
        elif tag == "title" or attributes.get("type", "").strip().lower() == "application/ld+json":
            self._reading, self._pieces = tag, []

    def data(self, data: Any) -> None:
        """Text comes."""
        if self._reading:
            self._pieces.append(data)

    def end(self, tag: Any) -> None:
        """An element ends."""
        if not self._reading or tag != self._reading:
            return
        text, self._reading = "".join(self._pieces), ""
        if tag == "title":
            self._keep_first("title", text)
            return
        for name in ("datePublished", "headline", "inLanguage"):
            self._keep_first(name.lower(), next(_members(text, name), ""))

    def _keep_first(self, name: str, text: str) -> None:
        if text.strip():
            self.found.setdefault(name, text.strip())


def _members(text: str, name: str) -> Iterator[str]:
    """The texts under `name` in the objects of the JSON `text`, the outer ones first."""
    try:
        left = [json.loads(text)] if len(text) <= _MAX_DATA_CHARS else []
    except (ValueError, RecursionError):
        return
    for number, value in enumerate(left):
        if isinstance(value, Mapping):
            if isinstance(value.get(name), str):
                yield value[name]
            left += value.values()
        elif isinstance(value, list):
            left += value
        if number == _MAX_OBJECTS:
            return
