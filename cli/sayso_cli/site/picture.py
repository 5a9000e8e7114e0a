"""The picture of what a claim rests on: shapes to draw, and the same as a nested list of words."""

from collections.abc import Sequence
from math import hypot
from typing import Final

from msgspec import Struct, structs

from sayso.record.model import Source
from sayso.rules.sentences import count
from sayso_cli.formats.plain import plain
from sayso_cli.site.boxes import Box, Boxes, BoxLink, boxes
from sayso_cli.site.claim_graph import ClaimGraph, Document
from sayso_cli.site.placement import Area, Layout, Point, can_lay_out, layout
from sayso_cli.site.publishing import Allowance, escaped_size
from sayso_cli.site.words import BASES, DISPUTED, STANCES
from sayso_cli.wrapping import wrap

# The texts in a box in columns, at the sizes that picture.css gives them.
_NAME_COLUMNS: Final = 25
_TITLE_COLUMNS: Final = 28
_LINES: Final = 2
_CUT_NAME_LINES: Final = 12
"""So many lines a name or a title in a box has; that of a voice of the cut is whole."""
_LINE_HEIGHT: Final = 14
_TIP: Final = 8.0
"""How long the tip of a link is."""
_LISTED_CHARS: Final = 90
"""So many characters of a title or name stand in the list."""
_LIST_BYTES: Final = 15_000
"""The room that these have."""
_HIGHEST: Final = 1600.0
"""A picture that is higher is made smaller."""
_MOST_WITH_CONTEXT: Final = 30
"""Of more documents those that are context only are listed alone."""
_SIDES: Final = {"claimant": "the claimant’s side", "accused": "accused", "": ""}
_HANGS: Final = {
    "support": "the claim hangs on this voice",
    "contradiction": "the contradiction hangs on this voice",
    "both": "support and contradiction hang on this voice",
    "": "",
}


class TextLine(Struct, frozen=True):
    """A line of text in the picture, and its class."""

    x: float
    y: float
    text: str
    kind: str
    language: str = ""


class Shape(Struct, frozen=True):
    """A box with lines of text."""

    area: Area
    kind: str
    lines: tuple[TextLine, ...]


class Stroke(Struct, frozen=True):
    """A link: the path of its line, and that of its tip."""

    path: str
    tip: str
    kind: str


class ListEntry(Struct, frozen=True):
    """An entry of the list: what it is to the entry above, the document in words, what is below it."""

    relation: str
    source: Source | None
    title: str
    about: str
    live: bool = False
    below: "tuple[ListEntry, ...]" = ()


class Picture(Struct, frozen=True):
    """A picture ready to be written: its size, shapes and strokes, the list, and what was left out.

    `background` are the documents that are context only, which are listed; `with_context` is the picture in
    which they are drawn too, if they are not too many. Where nothing can be laid out, there are no shapes and
    no strokes.
    """

    width: float
    height: float
    scale: float
    summary: str
    strokes: tuple[Stroke, ...]
    shapes: tuple[Shape, ...]
    listed: tuple[ListEntry, ...]
    background: tuple[ListEntry, ...]
    left_out: str
    with_context: "Picture | None" = None

    @property
    def is_list_only(self) -> bool:
        """Whether the list stands in the place of the drawing."""
        return bool(self.listed) and not self.strokes

    @property
    def weight(self) -> int:
        """About how many bytes it takes in a page."""
        drawn = sum(len(stroke.path) + len(stroke.tip) + 90 for stroke in self.strokes)
        lines = [line for shape in self.shapes for line in shape.lines]
        drawn += 90 * len(self.shapes) + sum(70 + escaped_size(line.text) for line in lines)
        drawn += self.with_context.weight if self.with_context else 0
        return drawn + sum(map(_weight, (*self.listed, *self.background)))


def _weight(listed: ListEntry) -> int:
    """About how many bytes an entry of the list takes."""
    return 190 + escaped_size(listed.title) + escaped_size(listed.about) + sum(map(_weight, listed.below))


def picture(graph: ClaimGraph) -> Picture | None:
    """The picture of `graph`; None where there is nothing to draw but the claim."""
    if not graph.documents:
        return None
    made = boxes(graph)
    drawn = _draw_picture(graph, made)
    if can_lay_out() and made.background and len(graph.documents) <= _MOST_WITH_CONTEXT:
        whole = _draw_picture(graph, boxes(graph, context=True))
        return structs.replace(drawn, with_context=structs.replace(whole, listed=(), background=()))
    return drawn


def _draw_picture(graph: ClaimGraph, made: Boxes) -> Picture:
    voices = len({document.voice for document in graph.documents})
    summary = f"{count(len(graph.documents), 'document')} of {count(voices, 'voice')}"
    tree, background = _nested_lists(graph, made)
    if not can_lay_out():
        return Picture(0.0, 0.0, 1.0, summary, (), (), tree, background, left_out_sentence(graph))
    texts = [_texts(graph, box) for box in made.boxes]
    heights = [12.0 + _LINE_HEIGHT * len(lines) for lines in texts]
    laid = layout(heights, [(link.start, link.end, link.live) for link in made.links])
    return Picture(
        laid.width,
        laid.height,
        min(1.0, _HIGHEST / laid.height),
        summary,
        tuple(_strokes(made.links, laid)),
        (_claim_shape(laid.claim), *(_shape(graph, made, texts, laid, at) for at in range(len(texts)))),
        tree,
        background,
        left_out_sentence(graph),
    )


def left_out_sentence(graph: ClaimGraph) -> str:
    """What the picture does not show, in a sentence; empty where it shows all."""
    parts = []
    if graph.left_out:
        more = "more than " if graph.more else ""
        parts.append(f"{more}{count(graph.left_out, 'more document')} further away")
    if graph.links_left_out:
        parts.append(f"{count(graph.links_left_out, 'more link')} between those shown")
    return f"Not shown: {' and '.join(parts)}." if parts else ""


def _claim_shape(area: Area) -> Shape:
    line = TextLine(area.x + area.width / 2, area.y + area.height / 2 + 4, "The claim", "center")
    return Shape(area, "claim", (line,))


def _texts(graph: ClaimGraph, box: Box) -> list[tuple[str, str, str]]:
    """The lines in a box, each with its class and language."""
    first = graph.documents[box.documents[0]]
    voice = graph.voices[first.voice]
    most = _CUT_NAME_LINES if first.cut else _LINES
    most_of_name = most if box.kind == "document" else _CUT_NAME_LINES
    lines = [(text, "by", "") for text in _lines(_box_name(graph, box), _NAME_COLUMNS, most_of_name)]
    if box.kind in ("document", "voice"):
        # Who controls it stands in brackets round the name.
        if voice.name != first.by:
            lines += [(text, "voice", "") for text in _lines(f"[{voice.name}]", _NAME_COLUMNS, most)]
        if voice.side:
            lines.append((_SIDES[voice.side], "voice", ""))
    if any(graph.documents[index].disputed for index in box.documents):
        lines.append((DISPUTED, "voice", ""))
    if box.kind == "document":
        title = _lines(first.source.title, _TITLE_COLUMNS)
        lines += [(text, "title", first.source.language) for text in title]
        published = f" · {first.source.published}" if first.source.published else ""
        lines.append((f"{BASES[first.source.basis]}{published}", "foot", ""))
    else:
        bases = {graph.documents[index].source.basis for index in box.documents}
        lines.append((BASES[first.source.basis] if len(bases) == 1 else "in several ways", "foot", ""))
    return lines


def _box_name(graph: ClaimGraph, box: Box) -> str:
    """Whose word the documents of a box are."""
    names = list(dict.fromkeys(graph.documents[index].by for index in box.documents))
    documents = len(box.documents)
    more = f" and {count(len(names) - 1, 'other')}" if len(names) > 1 else ""
    match box.kind:
        case "document":
            return names[0]
        case "voice":
            return f"{names[0]}{more}: one voice" if more else f"{names[0]}: {documents} documents"
        case "voices":
            voices = len({graph.documents[index].voice for index in box.documents})
            return f"{names[0]}{more}: {count(voices, 'voice')}"
        case _:
            return f"{names[0]}{more}: {documents} documents, each based on the next"


def _lines(text: str, columns: int, most: int = _LINES) -> list[str]:
    """`text` in at most so many lines; where that is not all of it, the last says so."""
    # Marks take no column, so lines are bounded in characters too.
    widest = 4 * columns
    lines = [line[:widest] for line in wrap(plain(text[: most * widest]), columns)]
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], f"{wrap(lines[most - 1], columns - 1)[0].rstrip()}…"]


def _shape(
    graph: ClaimGraph, made: Boxes, texts: Sequence[Sequence[tuple[str, str, str]]], laid: Layout, at: int
) -> Shape:
    area, members = laid.boxes[at], made.boxes[at].documents
    lines = [
        TextLine(area.x + 12, area.y + 17 + _LINE_HEIGHT * number, text, kind, language)
        for number, (text, kind, language) in enumerate(texts[at])
    ]
    for link in made.links:
        if link.start < 0 and link.end == at:
            relation = ", ".join(STANCES[kind] for kind in link.kinds)
            lines.append(TextLine(area.x, area.y - 5, relation, "relation"))
    first = graph.documents[members[0]]
    marks = {
        "live": first.live,
        "origin": any(graph.documents[index].origin for index in members),
        "cut": first.cut,
        "several": len(members) > 1,
        "side": graph.voices[first.voice].side == "claimant",
    }
    return Shape(
        area, " ".join(["document", *(mark for mark, holds in marks.items() if holds)]), tuple(lines)
    )


def _strokes(links: Sequence[BoxLink], laid: Layout) -> list[Stroke]:
    """The links, those on walks last, so that they lie on top."""
    strokes = []
    for link, points in reversed(list(zip(links, laid.links, strict=True))):
        kind = f"link{' live' if link.live else ''}{' through' if link.through else ''}"
        strokes.append(Stroke(*_arrow(points), kind))
    return strokes


def _arrow(points: Sequence[Point]) -> tuple[str, str]:
    """The line and the tip of a link."""
    (x0, y0), (x1, y1) = points[-2], points[-1]
    length = hypot(x1 - x0, y1 - y0) or 1.0
    dx, dy = (x1 - x0) / length, (y1 - y0) / length
    bx, by = x1 - dx * _TIP, y1 - dy * _TIP
    half = _TIP / 2.4
    tip = (
        f"M{x1:g} {y1:g}L{bx - dy * half:.1f} {by + dx * half:.1f}L{bx + dy * half:.1f} {by - dx * half:.1f}z"
    )
    line = [*points[:-1], (round(bx, 1), round(by, 1))]
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in line), tip


def _nested_lists(graph: ClaimGraph, made: Boxes) -> tuple[tuple[ListEntry, ...], tuple[ListEntry, ...]]:
    """The links as nested lists: what is drawn, and what is context only.

    A document that comes again is told in full only once.
    """
    below: dict[int, list[tuple[int, str]]] = {}
    for link in graph.links:
        relation = STANCES[link.kind]
        if link.through:
            relation += f" (through {link.through:,} more)"
        below.setdefault(link.start, []).append((link.end, relation))
    told: set[int] = set()
    room = Allowance(_LIST_BYTES)

    def entry(index: int, relation: str) -> ListEntry:
        document = graph.documents[index]
        title = room.take(document.source.title, _LISTED_CHARS)
        if index in told:
            return ListEntry(relation, None, title, "told elsewhere in this list", document.live)
        told.add(index)
        about = _document_in_words(graph, document, room)
        inner = tuple([entry(*each) for each in below.get(index, ())])
        return ListEntry(relation, document.source, title, about, document.live, inner)

    hidden = set(made.background)
    starts = below.get(-1, ())
    drawn = tuple([entry(*each) for each in starts if each[0] not in hidden])
    return drawn, tuple([entry(*each) for each in starts if each[0] in hidden])


def _document_in_words(graph: ClaimGraph, document: Document, room: Allowance) -> str:
    """A document in words: whose word it is, how it knows, with which voice it speaks."""
    voice = graph.voices[document.voice]
    parts = [
        f"by {room.take(document.by, _LISTED_CHARS)}",
        BASES[document.source.basis],
        f"voice: {room.take(voice.name, _LISTED_CHARS)}" if voice.name != document.by else "",
        _SIDES[voice.side],
        DISPUTED if document.disputed else "",
        _HANGS[voice.cut],
        "a walk ends here" if document.origin else "",
    ]
    return "; ".join(filter(None, parts))
