"""The text of a document, as a reader sees it: of web pages, PDF files and plain text in any encoding.

The full text is taken, not what a guess holds to be the article, as such guesses drop quoted lists.
"""

import codecs
import re
from typing import Any, Final

from msgspec import Struct

from sayso.verify.cdata import unwrapped
from sayso.verify.levels import LEVEL, LOWERED, NOTE, RAISED, SEAM
from sayso.verify.saved import saved_page, without_cues


class NotText(Exception):
    """There is no text to be had; the message says why."""


class Text(Struct, frozen=True):
    """`shown` is what a reader sees, `hidden` what is there but not shown to one.

    What a style sheet or a script hides counts as shown: neither is run.
    """

    shown: str
    hidden: str = ""


_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What browsers read where a page says the name on the left (WHATWG Encoding Standard).
_READ_AS: Final = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "utf-16": "utf-16-le",
}
# Encodings of text. Python knows others by name, such as `punycode`, that no document is written in.
_ENCODING = re.compile(r"utf|iso|cp[0-9]|mac|koi8|gb|big5|euc|shift|johab|ascii|hz|tis|ptcp|kz|viscii")
# What is guessed where nothing says the encoding; those that few pages are in make bad guesses of others.
_LIKELY: Final = [
    "gb18030",
    "big5",
    "cp932",
    "euc_jp",
    "cp949",
    "cp1251",
    "koi8_r",
    "cp866",
    "cp1252",
    "cp1250",
    "cp1253",
    "cp1255",
    "cp1256",
    "cp874",
]
# In so much of a page the encoding is looked for that it names.
_HEAD: Final = 1 << 16
_NAMED = re.compile(rb"<meta[^>]{0,300}?charset\s*+=\s*+[\"']?\s*+([a-z0-9_.:-]{1,40})", re.IGNORECASE)
_XML = re.compile(rb"\A\s*+<\?xml[^>]{0,200}?encoding\s*+=\s*+[\"']([a-z0-9_.:-]{1,40})", re.IGNORECASE)
_PAGE = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*+<(?:(?:!doctype|html|head|body|meta|title|\?xml|p|div)\b|!--)",
    re.IGNORECASE,
)

_OFFICE: Final = "application/vnd.openxmlformats-officedocument."
# What servers say of files of office programs.
_PACKED: Final = (
    "application/octet-stream",
    "binary/octet-stream",
    "application/zip",
    f"{_OFFICE}wordprocessingml.document",
    f"{_OFFICE}spreadsheetml.sheet",
)
_IS_XHTML = re.compile(r"<(?:!doctype +)?(?:\w+:)?html\b", re.IGNORECASE)
_INLINE: Final = frozenset(
    (  # noqa: SIM905
        "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rb ruby s "
        "samp script small span strike strong style sub sup time tt u var wbr"
    ).split()
)
# Elements that pages set apart from the text around them; all others stand within a line.
_BLOCKS: Final = frozenset(
    (  # noqa: SIM905
        "address area article aside audio base basefont bgsound blockquote body br button canvas caption "
        "center col colgroup datalist dd details dialog dir div dl dt embed fieldset figcaption figure "
        "footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe img input keygen "
        "legend li link listing main map menu menuitem meta meter nav noembed noframes noscript object "
        "optgroup option p param picture plaintext pre progress rp rt rtc search section select source "
        "summary svg table tbody td template textarea tfoot th thead title tr track ul ol video xmp"
    ).split()
)
_DROPPED: Final = frozenset({"script", "style"})
_HIDDEN: Final = frozenset({"template", "noscript", "rt", "rp", "iframe", "object", "datalist", "noframes"})
# Those that are more than text, even without attributes.
_SPECIAL: Final = _DROPPED | _HIDDEN | {"dialog", "q", "sup", "sub"}
_LEVELS: Final = {"sup": RAISED, "sub": LOWERED}
_STYLED_LEVEL = re.compile(
    r"(?:vertical-align|baseline-shift):(?:(super|text-top|[0-9.]+[a-z%])|sub|-[0-9.]+[a-z%])"
)
# What pages call the marks of notes.
_NOTE_NAMES = re.compile(r"note-?ref|footnote|endnote|\b(?:reference|fn|cite|citation)\b")
_STYLED_AWAY = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|(?:opacity|font-size):0(?![0-9.]*[1-9])"
)
_TOLD: Final = ("alt", "title", "aria-label")


def read(body: bytes, media_type: str = "", charset: str | None = None) -> Text:
    """The text of `body`. `media_type` and `charset` are what the server says of it.

    Raises `NotText` for what holds none: pictures, sound, archives, a PDF file that cannot be read.
    """
    saved = saved_page(body)
    if saved is not None:
        return _page(_decoded(saved[0], saved[1], _named(saved[0])), is_html=True)
    kind = _kind(body, media_type.lower())
    if kind == "pdf":
        from sayso.verify.pdf import text

        return Text(text(body))
    if kind == "office":
        from sayso.verify.office import NotOffice, office_text

        try:
            return Text(office_text(body))
        except NotOffice as error:
            raise NotText(str(error)) from None
    if kind == "page":
        page = _decoded(body, charset, _named(body))
        if not _is_xml(page, media_type.lower()):
            return _page(page, is_html=True)
        return _page(unwrapped(page), is_html=_IS_XHTML.search(page[:_HEAD]) is not None)
    return Text(without_cues(_decoded(body, charset)))


def _kind(body: bytes, media_type: str) -> str:
    """`pdf`, `office`, `page` or `plain`."""
    if body[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    if body.startswith(b"PK\x03\x04") and (not media_type or media_type in _PACKED):
        return "office"
    if media_type == "application/pdf":
        raise NotText("it is said to be a PDF file and is none")
    if media_type in ("text/html", "application/xhtml+xml") or media_type.endswith(("/xml", "+xml")):
        return "page"
    if media_type.startswith("text/") or media_type.endswith(("/json", "+json", "/javascript", "/x-subrip")):
        return "plain"
    if media_type and media_type not in ("application/octet-stream", "binary/octet-stream"):
        raise NotText(f"there is no text in {media_type}")
    if _PAGE.match(body):
        return "page"
    if b"\0" in body[:_HEAD] and not body.startswith(tuple(mark for mark, _ in _BOMS)):
        raise NotText("it is no text, page or PDF file")
    return "plain"


def _is_xml(page: str, media_type: str) -> bool:
    """Whether browsers read `page` as XML; a file or server that says nothing of it leaves it to the page."""
    if media_type.endswith(("/xml", "+xml")):
        return True
    return media_type != "text/html" and page[:1000].lstrip("\ufeff \t\r\n").startswith("<?xml")


def _named(body: bytes) -> str | None:
    """The encoding that a page names in its head."""
    named = _XML.match(body[:1024]) or _NAMED.search(body[:_HEAD])
    if named is None:
        return None
    # What could be read so far is not in one of two or four bytes a character.
    name = named[1].decode("ascii")
    return "utf-8" if name.lower().startswith(("utf-16", "utf-32", "utf16", "utf32")) else name


def _decoded(body: bytes, *said: str | None) -> str:
    """`body` as text: by its byte-order mark, else by the first of the encodings `said` that it fits.

    Where it fits none of them it is read as UTF-8 if it is that; else by the first, with replacement
    characters; where none is said, by a guess.
    """
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    encodings = [encoding for name in said if name and (encoding := _encoding(name))]
    for encoding in (*encodings, "utf-8"):
        try:
            return body.decode(encoding)
        except UnicodeError:
            pass
    return body.decode(encodings[0] if encodings else _guess(body), "replace")


def _encoding(name: str) -> str:
    """The encoding to read where a server or page says `name`; empty if it is none of text."""
    try:
        found = codecs.lookup(name.strip("\"' ")).name
    except (LookupError, ValueError):
        return ""
    return _READ_AS.get(found, found) if _ENCODING.match(found) else ""


def _guess(body: bytes) -> str:
    """The encoding that `body`, which is not UTF-8 throughout, is most likely in."""
    from charset_normalizer import from_bytes

    beyond = len(body) - len(body.decode("ascii", "ignore"))
    if body.decode("utf-8", "replace").count("\ufffd") * 10 < beyond:
        return "utf-8"
    best = from_bytes(body, cp_isolation=_LIKELY).best()
    return best.encoding if best else "cp1252"


def _page(page: str, *, is_html: bool) -> Text:
    from lxml import etree

    reader = _Page(is_html=is_html)
    # The parser needs no tree, so that pages nested without end cost no more than others.
    parser = etree.HTMLParser(target=reader, encoding="utf-8", huge_tree=True, no_network=True)
    # The parser takes NUL for the end.
    parser.feed(page.replace("\0", "\ufffd").encode("utf-8", "replace"))
    if page:
        parser.close()
    return Text("".join(reader.shown), "".join(reader.hidden))


class _Page:
    """Takes the parts of a page as they come, and sorts its text by whether it is shown."""

    def __init__(self, *, is_html: bool) -> None:
        self._is_html = is_html
        self.shown: list[str] = []
        self.hidden: list[str] = []
        # For each open element: where the text after it goes, and what stands at its end.
        self._into: list[tuple[list[str] | None, str]] = []
        self._to: list[str] | None = self.shown
        # How many elements that are raised or lowered are open, and how many links to a place in the page.
        self._shifted = 0
        self._local_links = 0

    def start(self, tag: Any, attributes: Any) -> None:
        """An element begins."""
        edge = self._edge(tag)
        self._into.append((self._to, edge))
        if edge and self._to is not None:
            self._to.append(edge)
        # Most elements are plain ones.
        if attributes or tag in _SPECIAL:
            self._special(tag, attributes)

    def _edge(self, tag: str) -> str:
        """What stands at the beginning and at the end of an element."""
        if tag in _INLINE:
            return ""
        # How a page shows an element that HTML does not know is not seen, and digits may be set apart.
        return SEAM if self._is_html and tag not in _BLOCKS else "\n"

    def _special(self, tag: str, attributes: Any) -> None:
        """An element begins that may not be shown, or says something in its attributes."""
        if self._to is self.shown and _is_hidden(tag, attributes):
            self._to = self.hidden
            self.data("\n")
        if tag in _DROPPED:
            self._to = self.hidden if attributes.get("type", "").lower() == "application/ld+json" else None
        if tag == "q":
            self.data('"')
        if tag == "meta" and attributes.get("content"):
            self.hidden.append(f"\n{attributes['content']}\n")
        self.hidden.extend([f"\n{attributes[name]}\n" for name in _TOLD if attributes.get(name)])
        self._shift(tag, attributes)

    def _shift(self, tag: str, attributes: Any) -> None:
        """An element begins that may be raised or lowered, or lead from a mark to its note."""
        is_local = tag == "a" and attributes.get("href", "").startswith("#")
        is_note = _is_note_mark(attributes)
        level = _level(tag, attributes) or (RAISED if is_note and tag == "a" else "")
        if self._into[-1][1] == "\n":
            level = ""
        if level and not self._shifted:
            self.data(level + (NOTE if is_note or self._local_links else ""))
        elif level:
            self.data(" ^")
        elif is_local:
            self.data(NOTE if self._shifted else SEAM)
        self._shifted += bool(level)
        self._local_links += is_local
        if level or is_local:
            self._into[-1] = (self._into[-1][0], LEVEL * bool(level) + NOTE * is_local)

    def end(self, tag: Any) -> None:
        """An element ends."""
        if tag == "q":
            self.data('"')
        to, sign = self._into.pop()
        if sign != "\n" and self._to is not None:
            self._to.append(sign)
        self._shifted -= LEVEL in sign
        self._local_links -= NOTE in sign
        self._to = to
        if sign == "\n" and self._to is not None:
            self._to.append(sign)

    def data(self, data: Any) -> None:
        """Text."""
        if self._to is not None:
            self._to.append(data)

    def comment(self, text: Any) -> None:
        """A comment is no text of the page."""

    def close(self) -> None:
        """Nothing is left to be done at the end."""


def _level(tag: str, attributes: Any) -> str:
    """What stands before the text of an element that is raised or lowered; empty for others."""
    style = f"{attributes.get('style', '')};baseline-shift:{attributes.get('baseline-shift', '')}"
    found = _STYLED_LEVEL.search("".join(style.lower().split()))
    if found:
        return RAISED if found[1] else LOWERED
    return _LEVELS.get(tag, "")


def _is_note_mark(attributes: Any) -> bool:
    """Whether an element says of itself that it is the mark of a note."""
    names = " ".join(attributes.get(name, "") for name in ("class", "id", "role", "epub:type"))
    return names != "   " and _NOTE_NAMES.search(names.lower()) is not None


def _is_hidden(tag: str, attributes: Any) -> bool:
    """Whether a page says itself that it does not show an element."""
    if tag == "template" and not {"shadowrootmode", "shadowroot"}.isdisjoint(attributes):
        return False
    if tag in _HIDDEN or "hidden" in attributes or (tag == "dialog" and "open" not in attributes):
        return True
    style = attributes.get("style")
    return bool(style) and _STYLED_AWAY.search("".join(style.lower().split())) is not None
