"""The picture of what a claim rests on: shapes to draw, and the same as a nested list of words."""

from collections.abc import Sequence
from math import hypot
from typing import Final

from msgspec import Struct

from sayso.record.model import Source
from sayso.rules.explain import count
from sayso_cli.site.layout import HEIGHT, Box, Layout, Point, layout
from sayso_cli.site.rests import Document, Rests
from sayso_cli.site.room import Room, shown, size
from sayso_cli.site.words import BASES, STANCES
from sayso_cli.wrap import width, wrap

# The texts on a document in columns, at the sizes that picture.css gives them.
_BY: Final = 25
_TITLE: Final = 28
_READ: Final = 200
"""So much of a title is looked at."""
_LONGEST_NAME: Final = 100
"""So many columns the name of a lane has at most, with its marks."""
_LANE: Final = 7.4
"""How wide a column is in the name of a lane."""
_TIP: Final = 8.0
"""How long the tip of a link is."""
_LISTED: Final = 90
"""So many characters of a title or name stand in the list."""
_ROOM: Final = 15_000
"""The room that these have."""
_SIDES: Final = {"claimant": "the claimant’s side", "accused": "accused", "": ""}
_HANGS: Final = {
    "support": "the claim hangs on this voice",
    "contradiction": "the contradiction hangs on this voice",
    "both": "support and contradiction hang on this voice",
    "": "",
}


class Line(Struct, frozen=True):
    """A line of text in the picture, and its class; `mark` stands behind it in other letters."""

    x: float
    y: float
    text: str
    kind: str
    language: str = ""
    mark: str = ""


class Shape(Struct, frozen=True):
    """A box with lines of text."""

    box: Box
    kind: str
    lines: tuple[Line, ...]


class Stroke(Struct, frozen=True):
    """A link: the path of its line, and that of its tip."""

    path: str
    tip: str
    kind: str


class Listed(Struct, frozen=True):
    """An entry of the list: what it is to the entry above, the document in words, what is below it."""

    relation: str
    source: Source | None
    title: str
    about: str
    below: "tuple[Listed, ...]" = ()


class Picture(Struct, frozen=True):
    """A picture ready to be written: its size, shapes and strokes, the list, and what was left out."""

    width: float
    height: float
    summary: str
    lanes: tuple[Shape, ...]
    strokes: tuple[Stroke, ...]
    shapes: tuple[Shape, ...]
    listed: tuple[Listed, ...]
    left_out: str

    @property
    def weight(self) -> int:
        """About how many bytes it takes in a page."""
        drawn = sum(len(stroke.path) + len(stroke.tip) + 90 for stroke in self.strokes)
        lines = [line for shape in (*self.lanes, *self.shapes) for line in shape.lines]
        drawn += 90 * (len(self.lanes) + len(self.shapes)) + sum(70 + size(line.text) for line in lines)
        return drawn + sum(map(_weight, self.listed))


def _weight(listed: Listed) -> int:
    """About how many bytes an entry of the list takes."""
    return 170 + size(listed.title) + size(listed.about) + sum(map(_weight, listed.below))


def picture(rests: Rests) -> Picture | None:
    """The picture of `rests`; None where there is nothing to draw but the claim."""
    if not rests.documents:
        return None
    laid = layout(rests)
    voices = len({document.voice for document in rests.documents})
    summary = f"{count(len(rests.documents), 'document')} of {count(voices, 'voice')}"
    lanes = [_lane(rests, laid, index) for index in range(len(rests.voices))]
    return Picture(
        laid.width,
        laid.height,
        summary,
        # Those of the cut come last, so that their border lies on top.
        tuple(sorted(lanes, key=lambda lane: lane.kind.endswith("cut"))),
        tuple(_strokes(rests, laid)),
        (_claim(laid.claim), *(_shape(rests, laid, index) for index in range(len(rests.documents)))),
        listed(rests),
        left_out(rests),
    )


def left_out(rests: Rests) -> str:
    """What the picture does not show, in a sentence; empty where it shows all."""
    parts = []
    if rests.left_out:
        more = "more than " if rests.more else ""
        parts.append(f"{more}{count(rests.left_out, 'more document')} further away")
    if rests.links_left_out:
        parts.append(f"{count(rests.links_left_out, 'more link')} between those shown")
    return f"Not shown: {' and '.join(parts)}." if parts else ""


def _cut(text: str, columns: int) -> str:
    """One line of `text`, at most so wide."""
    first, *rest = wrap(shown(text[: 4 * columns]), columns)
    if not rest and len(text) <= 4 * columns:
        return first
    return wrap(first, columns - 1)[0].rstrip() + "…"


def _two_lines(text: str) -> list[str]:
    """`text` in at most two lines of a title."""
    first, *rest = wrap(shown(text[:_READ]), _TITLE)
    if len(rest) < 2 and len(text) <= _READ:
        return [first, *rest]
    return [first, _cut(f"{' '.join(rest)[: 3 * _TITLE]} …", _TITLE)]


def _lane(rests: Rests, laid: Layout, index: int) -> Shape:
    voice, box = rests.voices[index], laid.lanes[index]
    marks = " · ".join(filter(None, (_SIDES[voice.side], _HANGS[voice.cut])))
    room = min(_LONGEST_NAME, int((box.width - 20) / _LANE))
    name = _cut(voice.name, max(12, room - width(marks) - 3 if marks else room))
    kind = " ".join(filter(None, ("lane", voice.side, voice.cut and "cut")))
    return Shape(
        box, kind, (Line(box.x + 10, box.y + 16, name, "voice" if index else "voice side", mark=marks),)
    )


def _claim(box: Box) -> Shape:
    line = Line(box.x + box.width / 2, box.y + box.height / 2 + 4, "The claim", "center")
    return Shape(box, "claim", (line,))


def _shape(rests: Rests, laid: Layout, index: int) -> Shape:
    document, box = rests.documents[index], laid.documents[index]
    source = document.source
    left = box.x + 10
    lines = []
    relations = [STANCES[link.kind] for link in rests.links if link.start < 0 and link.end == index]
    if relations:
        lines.append(
            Line(left, box.y - 5, ", ".join(relations), "relation" if document.voice else "relation side")
        )
    lines.append(Line(left, box.y + 18, _cut(document.by, _BY), "by"))
    for number, text in enumerate(_two_lines(source.title)):
        lines.append(Line(left, box.y + 34 + 14 * number, text, "title", source.language))
    foot = BASES[source.basis] + (f" · {source.published}" if source.published else "")
    lines.append(Line(left, box.y + HEIGHT - 9, foot, "foot"))
    kind = " ".join(
        ["document", *(["live"] if document.live else []), *(["origin"] if document.origin else [])]
    )
    return Shape(box, kind, tuple(lines))


def _strokes(rests: Rests, laid: Layout) -> list[Stroke]:
    """The links, those on walks last, so that they lie on top."""
    strokes = []
    for link, points in reversed(list(zip(rests.links, laid.links, strict=True))):
        kind = f"link {link.kind}{' live' if link.live else ''}{' through' if link.through else ''}"
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


def listed(rests: Rests) -> tuple[Listed, ...]:
    """The links as a nested list; a document that comes again is told in full only once."""
    below: dict[int, list[tuple[int, str]]] = {}
    for link in rests.links:
        relation = STANCES[link.kind]
        if link.through:
            relation += f" (through {link.through:,} more)"
        below.setdefault(link.start, []).append((link.end, relation))
    told: set[int] = set()
    room = Room(_ROOM)

    def entry(index: int, relation: str) -> Listed:
        document = rests.documents[index]
        title = room.take(document.source.title, _LISTED)
        if index in told:
            return Listed(relation, None, title, "told elsewhere in this list")
        told.add(index)
        about = _about(rests, document, room)
        inner = tuple([entry(*each) for each in below.get(index, ())])
        return Listed(relation, document.source, title, about, inner)

    return tuple([entry(*each) for each in below.get(-1, ())])


def _about(rests: Rests, document: Document, room: Room) -> str:
    """A document in words: whose word it is, how it knows, with which voice it speaks."""
    voice = rests.voices[document.voice]
    parts = [
        f"by {room.take(document.by, _LISTED)}",
        BASES[document.source.basis],
        f"voice: {room.take(voice.name, _LISTED)}",
        _SIDES[voice.side],
        _HANGS[voice.cut],
        "a walk ends here" if document.origin else "",
    ]
    return "; ".join(filter(None, parts))
