"""The text of a document, as a reader sees it: of web pages, PDF files and plain text in any encoding.

The full text is taken, not what a guess holds to be the article, as such guesses drop quoted lists.
"""

import codecs
import json
import math
import re
from collections.abc import Mapping
from typing import Any, Final

from msgspec import Struct

from sayso.documents.markup import MarkupTarget, parse_page, unwrap_cdata
from sayso.documents.raised_text import LEVEL, LINK, LOWERED, NOTE, RAISED, SEAM, SIGNS
from sayso.documents.saved_pages import saved_page, without_subtitle_cues


class NotText(Exception):
    """There is no text to be had; the message says why."""


class Text(Struct, frozen=True):
    """`shown` is what a reader sees, `hidden` what is there but not shown to one, or struck out.

    What a style sheet or a script hides counts as shown: neither is run.
    """

    shown: str
    hidden: str = ""
    edge: str = "\n\n"
    """What stands between two paragraphs."""
    title: str = ""
    """What `shown` begins with that a reader sees outside of the page."""
    readings: Mapping[str, str] = {}
    """What is shown, as each of several readers that may differ reads it; empty for one that cannot."""


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
_STRUCK: Final = frozenset({"del", "s", "strike"})
_HIDDEN: Final = _STRUCK | frozenset(
    {"template", "noscript", "rt", "rp", "iframe", "object", "datalist", "noframes"}
)
# Those that are more than text, even without attributes.
_SPECIAL: Final = _DROPPED | _HIDDEN | {"dialog", "q", "sup", "sub"}
_LEVELS: Final = {"sup": RAISED, "sub": LOWERED}
_STYLED_LEVEL = re.compile(
    r"(?:vertical-align|baseline-shift|font-variant-position):(?:(super|text-top|[0-9.]+[a-z%])|sub|-[0-9.]+[a-z%])"
)
_STYLED_MOVE = re.compile(r"(?:\A|;)(?:(?:top:-|bottom:)()|top:|bottom:-)[0-9.]*[1-9][0-9.]*(?:em|ex|px|pt)")
_LEVEL_NAME = re.compile(r"(?<![^ -])(?:(sup|superscript|exponent|msupsub)|subscript)(?![^ ])", re.IGNORECASE)
# What is set so begins a line or a cell of its own, or is no longer on the line of what stands before it.
_STYLED_APART = re.compile(r"display:(?:block|flex|grid|table|list-item)")
_STYLED_SEAM = re.compile(
    r"vertical-align:top|float:(?:left|right)|display:inline-|position:(?:abs|fix)|transform:"
)
# What pages call the marks of notes.
_NOTE_MARK_NAMES = re.compile(r"note-?(?:ref|mark|call|number)|doc-noteref|\bfn-?(?:ref|mark)")
_NOTE_NAMES = re.compile(r"note-?ref|footnote|endnote|\b(?:reference|fn|cite|citation)\b")
_STYLED_AWAY = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|(?:opacity|font-size):0(?![0-9.]*[1-9])"
)
_STYLED_STRUCK = re.compile(r"text-decoration(?:-line)?:[^;]*line-through")
# The class that a selector ends with, or else its element.
_SELECTED = re.compile(r"(?:\.|(?<![^\s>+~/;]))[a-zA-Z_][\w-]*\Z")
_MOST_NAME: Final = 200
# So much of a style is looked at.
_MOST_STYLE: Final = 4_096
_LINE_END = re.compile(r"(?<![-\u2010\u00ad\s])[^\S\n]*\n\s*+|\A\s*\n\s*+")
# A character in a text of JSON, or two that make one.
_ESCAPE = re.compile(
    r"\\(?:u(?![dD][89a-fA-F])[0-9a-fA-F]{4}|u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|[\"\\/bfnrt])"
)
# Shadow roots stand within each other at most so deep: what is in one is gone through for each around it.
_DEEPEST_HOST: Final = 50
_SHADOW: Final = ("shadowrootmode", "shadowroot")
_TOLD: Final = ("alt", "title", "aria-label")


def read(body: bytes, media_type: str = "", charset: str | None = None, *, seconds: float = math.inf) -> Text:
    """The text of `body`. `media_type` and `charset` are what the server says of it.

    What is read in a process of its own takes `seconds` at most.

    Raises `NotText` for what holds none: pictures, sound, archives, a PDF file that cannot be read.
    """
    saved = saved_page(body)
    if saved is not None:
        return _page_text(_decode(saved[0], saved[1], _named_encoding(saved[0])), is_html=True)
    kind = _kind_of_document(body, media_type.lower())
    if kind == "pdf":
        from sayso.documents.pdf import SECONDS, NotPdf, pdf_texts

        try:
            readings = pdf_texts(body, min(seconds, SECONDS))
            return Text(next(filter(None, readings.values())), readings=readings)
        except NotPdf as error:
            raise NotText(str(error)) from None
    if kind == "office":
        from sayso.documents.office import NotOffice, office_text

        try:
            return Text(office_text(body), edge="\n")
        except NotOffice as error:
            raise NotText(str(error)) from None
    if kind == "page":
        page = _decode(body, charset, _named_encoding(body))
        if not _is_xml(page, media_type.lower()):
            return _page_text(page, is_html=True)
        return _page_text(unwrap_cdata(page), is_html=_IS_XHTML.search(page[:_HEAD]) is not None)
    text = _decode(body, charset)
    if media_type.lower().endswith("json"):
        text = _ESCAPE.sub(lambda escape: json.loads(f'"{escape[0]}"'), text)
    return Text(without_subtitle_cues(text))


def page_source(body: bytes, media_type: str = "", charset: str | None = None) -> str:
    """The source text of the web page `body`; empty if it is none."""
    try:
        is_page = _kind_of_document(body, media_type.lower()) == "page"
    except NotText:
        return ""
    return _decode(body, charset, _named_encoding(body)) if is_page else ""


def _kind_of_document(body: bytes, media_type: str) -> str:
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


def _named_encoding(body: bytes) -> str | None:
    """The encoding that a page names in its head."""
    named = _XML.match(body[:1024]) or _NAMED.search(body[:_HEAD])
    if named is None:
        return None
    # What could be read so far is not in one of two or four bytes a character.
    name = named[1].decode("ascii")
    return "utf-8" if name.lower().startswith(("utf-16", "utf-32", "utf16", "utf32")) else name


def _decode(body: bytes, *said: str | None) -> str:
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


def _page_text(page: str, *, is_html: bool) -> Text:
    reader = _Page(is_html=is_html)
    parse_page(page, reader)
    title = _joined_pieces(reader.title)
    return Text(f"{title}\n{_joined_pieces(reader.shown)}", _joined_pieces(reader.hidden), "\n", title)


def _joined_pieces(pieces: "_Pieces") -> str:
    return "".join([piece for piece in pieces if isinstance(piece, str)])


class _Slot(Struct, eq=False):
    """A place in a shadow root: a reader sees there the children that name it, else its own content."""

    name: str
    own: "_Pieces" = []


_Pieces = list[str | _Slot]


class _Host(Struct, eq=False):
    """An element with a shadow root, which a reader sees in place of what stands in the element.

    So many elements are open within it (`depth`) where its shadow root begins; `light` are its own children,
    by the slots that they name.
    """

    depth: int
    shadow: _Pieces = []
    light: dict[str, _Pieces] = {}
    is_filled: bool = False

    def visible_pieces(self) -> _Pieces:
        """What a reader sees of it; what stands in a slot is no longer among its children."""
        seen: _Pieces = []
        for piece in self.shadow:
            if isinstance(piece, _Slot):
                given = self.light.pop(piece.name, [])
                seen += given if SIGNS.sub("", _joined_pieces(given)).strip() else piece.own
            else:
                seen.append(piece)
        return seen


class _Page(MarkupTarget):
    """Takes the parts of a page as they come, and sorts its text by whether it is shown."""

    def __init__(self, *, is_html: bool) -> None:
        self._is_html = is_html
        self.shown: _Pieces = []
        self.hidden: _Pieces = []
        self.title: _Pieces = []
        # For each open element: where the text after it goes, and what stands at its end.
        self._into: list[tuple[_Pieces | None, str]] = []
        self._to: _Pieces | None = self.shown
        self._hosts: list[_Host] = []
        # How many elements that are raised or lowered are open, and how many links to a place in the page.
        self._shifted = 0
        self._local_links = 0
        # What the style sheets raise or lower: elements by name, and classes after a dot.
        self._sheet: dict[str, str] = {}

    def start(self, tag: Any, attributes: Any) -> None:
        """An element begins."""
        edge = self._element_edge(tag)
        self._into.append((self._to, edge))
        if self._hosts:
            self._start_in_host(tag, attributes)
        elif tag == "title" and self._is_html and self._to is self.shown:
            self._to = self.title
        if edge and self._to is not None:
            self._to.append(edge)
        # Most elements are plain ones.
        if attributes or tag in _SPECIAL or tag in self._sheet:
            self._start_special(tag, attributes)

    @property
    def _is_shown(self) -> bool:
        """Whether a reader sees what comes next."""
        return self._to is not None and self._to is not self.hidden

    def _start_in_host(self, tag: str, attributes: Any) -> None:
        """An element begins in one that has a shadow root: in that, or as a child for one of its slots."""
        host = self._hosts[-1]
        if not self._is_shown:
            return
        if host.is_filled and len(self._into) - 1 == host.depth:
            self._to = host.light.setdefault(attributes.get("slot", ""), [])
        elif not host.is_filled and tag == "slot" and self._to is not None:
            slot = _Slot(attributes.get("name", ""))
            self._to.append(slot)
            self._to = slot.own

    def _element_edge(self, tag: str) -> str:
        """What stands at the beginning and at the end of an element."""
        if tag in _INLINE:
            return ""
        # How a page shows an element that HTML does not know is not seen, and digits may be set apart.
        return SEAM if self._is_html and tag not in _BLOCKS else "\n"

    def _start_special(self, tag: str, attributes: Any) -> None:
        """An element begins that may not be shown, or says something in its attributes."""
        if self._is_shown and _is_hidden(tag, attributes):
            if _is_struck(tag, attributes):
                self.data(SEAM)
            self._to = self.hidden
            self.data("\n")
        if tag in _DROPPED:
            self._to = self.hidden if attributes.get("type", "").lower() == "application/ld+json" else None
        if tag == "style":
            self._to = []
        if tag == "template" and self._is_shown and len(self._hosts) >= _DEEPEST_HOST:
            self._to = self.hidden
        elif tag == "template" and self._is_shown:
            self._hosts.append(_Host(len(self._into) - 1))
            self._to = self._hosts[-1].shadow
        if tag == "q":
            self.data('"')
        if tag == "meta" and attributes.get("content"):
            self.hidden.append(f"\n{attributes['content']}\n")
        self.hidden.extend([f"\n{attributes[name]}\n" for name in _TOLD if attributes.get(name)])
        self._start_level(tag, attributes)

    def _start_level(self, tag: str, attributes: Any) -> None:
        """An element begins that may be raised or lowered, or lead from a mark to its note."""
        style = _style(attributes)
        if style and self._into[-1][1] == "" and self._is_shown:
            sign = "\n" if _STYLED_APART.search(style) else SEAM if _STYLED_SEAM.search(style) else ""
            self.data(sign)
            self._into[-1] = (self._into[-1][0], sign)
        is_local = tag == "a" and attributes.get("href", "").startswith("#")
        # What an element says of itself; a note says it as well, and its mark more.
        names = " ".join(attributes.get(name, "") for name in ("class", "id", "role", "epub:type")).lower()
        is_note = _NOTE_NAMES.search(names) is not None
        level = _level(tag, attributes, self._sheet)
        if is_note and (tag == "a" or _NOTE_MARK_NAMES.search(names)):
            level = level or RAISED
        if self._into[-1][1] == "\n":
            level = ""
        if level and not self._shifted:
            self.data(level + (NOTE if is_note or self._local_links else ""))
        elif level:
            self.data(" ^")
        elif is_local:
            self.data(NOTE if self._shifted else LINK)
        self._shifted += bool(level)
        self._local_links += is_local
        if level or is_local:
            self._into[-1] = (self._into[-1][0], LEVEL * bool(level) + NOTE * is_local)

    def end(self, tag: Any) -> None:
        """An element ends."""
        if tag == "q":
            self.data('"')
        to, sign = self._into.pop()
        if tag == "style" and self._to is not None:
            self._sheet.update(_levels_of(_joined_pieces(self._to)))
        if sign != "\n" and self._to is not None:
            self._to.append(sign)
        self._shifted -= LEVEL in sign
        self._local_links -= NOTE in sign
        self._to = to
        if self._hosts:
            self._end_in_host()
        if sign == "\n" and self._to is not None:
            self._to.append(sign)

    def _end_in_host(self) -> None:
        """An element ends: if it is a shadow root, its host's children follow; if a host, it is shown."""
        host, depth = self._hosts[-1], len(self._into)
        if depth == host.depth and not host.is_filled:
            host.is_filled = True
            self._to = host.light.setdefault("", [])
        elif depth < host.depth:
            self._hosts.pop()
            # Only what is shown has a host.
            assert self._to is not None
            self._to += host.visible_pieces()
            for pieces in host.light.values():
                self.hidden += pieces

    def data(self, data: Any) -> None:
        """Text."""
        if self._to is not None:
            # A line that ends in a page ends no paragraph; in a word, somebody has divided it.
            self._to.append(_LINE_END.sub(" ", data) if "\n" in data and data != "\n" else data)


def _level(tag: str, attributes: Any, sheet: Mapping[str, str]) -> str:
    """What stands before the text of an element that is raised or lowered; empty for others."""
    shift = "".join(attributes.get("baseline-shift", "")[:_MOST_STYLE].lower().split())
    styled = _styled_level(f"{_style(attributes)};baseline-shift:{shift}")
    if styled:
        return styled
    classes = attributes.get("class", "").split()
    for name in (*(f".{name}" for name in classes), tag):
        if name in sheet:
            return sheet[name]
    if tag in _LEVELS:
        return _LEVELS[tag]
    found = _LEVEL_NAME.search(attributes.get("class", ""))
    return (RAISED if found[1] else LOWERED) if found else ""


def _styled_level(style: str) -> str:
    """What stands before text with a style that raises or lowers it; empty for others."""
    found = _STYLED_LEVEL.search(style)
    if found is None and "position:relative" in style:
        found = _STYLED_MOVE.search(style)
    if found is None:
        return ""
    return LOWERED if found[1] is None else RAISED


def _levels_of(sheet: str) -> dict[str, str]:
    """What a style sheet raises or lowers: the class, or else the element, that a selector ends with."""
    levels = {}
    for rule in sheet.split("}"):
        rest, _, declarations = rule.rpartition("{")
        level = _styled_level("".join(declarations[:_MOST_STYLE].lower().split()))
        for selector in rest.rpartition("{")[2].split(",") if level else ():
            selected = _SELECTED.search(selector.strip()[-_MOST_NAME:])
            if selected:
                levels[selected[0]] = level
    return levels


def _is_hidden(tag: str, attributes: Any) -> bool:
    """Whether a page says itself that it does not show an element."""
    if tag == "template" and any(name in attributes for name in _SHADOW):
        return False
    if tag in _HIDDEN or "hidden" in attributes or (tag == "dialog" and "open" not in attributes):
        return True
    style = _style(attributes)
    return style != "" and (_STYLED_AWAY.search(style) or _STYLED_STRUCK.search(style)) is not None


def _is_struck(tag: str, attributes: Any) -> bool:
    """Whether an element that is not shown is seen nevertheless, struck out."""
    return tag in _STRUCK or _STYLED_STRUCK.search(_style(attributes)) is not None


def _style(attributes: Any) -> str:
    """The style that an element has in its attributes, without what makes no difference."""
    return "".join(attributes.get("style", "")[:_MOST_STYLE].lower().split())
