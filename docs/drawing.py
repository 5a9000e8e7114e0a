"""Draws what a claim rests on: its items, what they are based on, and whose voice each document has.

The drawing is made from a record and from what sayso computes of it, so that it cannot say anything else.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple
from xml.sax.saxutils import escape

from sayso.report.report import ClaimReport
from sayso.rules.rule import ClaimSubject

_WIDE: Final = 158
_HIGH: Final = 62
_GAP: Final = 16
_DROP: Final = 52
_MARGIN: Final = 12
_INK: Final = "#262626"
_GREY: Final = "#777777"
_CLOSED: Final = "#e9e9e6"
_TINTS: Final = ("#dcebf7", "#e3f1dc", "#fbeed2", "#f0e2f3", "#d9f0ee", "#f8e1dd")
_ORIGINS: Final = ("investigation", "observation", "primary-document")


class Box(NamedTuple):
    """A box: two lines of text, the number of a voice (0 for none), and how it is drawn."""

    id: str
    title: str
    line: str
    voice: int = 0
    tint: str = "#ffffff"
    closed: bool = False
    thick: bool = False
    cut: bool = False


class Arrow(NamedTuple):
    """An arrow from one box to another, with a word beside it."""

    start: str
    end: str
    word: str = ""
    dotted: bool = False


def of_claim(claim: ClaimReport) -> str:
    """The drawing of one claim."""
    assert claim.on is not None
    on = claim.on
    boxes, arrows = _claim(on)
    told = "; ".join(
        f"{box.title} ({box.line}), voice {box.voice}{', closed' if box.closed else ''}" for box in boxes[1:]
    )
    return _svg(boxes, arrows, f"What the claim `{on.claim.id}` rests on", told)


def of_parties(claim: ClaimReport) -> str:
    """The drawing of all parties of the record of a claim, and who controls whom."""
    assert claim.on is not None
    graph = claim.on.graph
    parties = graph.record.sound_parties
    boxes = [
        Box(id, party.name, "" if party.controlled_by else "root", thick=not party.controlled_by)
        for id, party in parties.items()
    ]
    arrows = [Arrow(owner, id) for id, party in parties.items() for owner in party.controllers]
    told = "; ".join(f"{parties[arrow.start].name} controls {parties[arrow.end].name}" for arrow in arrows)
    return _svg(boxes, arrows, "Who controls whom", told)


def _claim(on: ClaimSubject) -> tuple[list[Box], list[Arrow]]:
    case, claim, graph = on.case, on.claim, on.graph
    assert case is not None
    sources, parties = graph.record.sound_sources, graph.record.sound_parties
    judgement = on.judgement
    cut = {*judgement.support.cut, *judgement.contradiction.cut}
    arrows = []
    if claim.stated_in:
        arrows.append(Arrow("", claim.stated_in, "stated in", dotted=True))
    for judged in judgement.items:
        dotted = judged.item.stance in ("partial", "context")
        arrows.append(Arrow("", judged.item.source, judged.item.stance, dotted))
    refuting = {judged.item.source for judged in judgement.items if judged.item.stance == "refutes"}
    waiting = list(dict.fromkeys(arrow.end for arrow in arrows))
    numbers: dict[str, int] = {}
    boxes = [Box("", "The claim", _names([parties[id].name for id in claim.claimant]), thick=True)]
    for id in waiting:
        source = sources[id]
        for ground in source.based_on:
            arrows.append(Arrow(id, ground))
            if ground not in waiting:
                waiting.append(ground)
                refuting |= {ground} if id in refuting else set()
        voice = case.voice[id]
        number = numbers.setdefault(voice, len(numbers) + 1)
        closed = voice in case.accused_voices if id in refuting else voice == case.claimant_voice
        boxes.append(
            Box(
                id,
                _names([parties[party].name for party in source.by]),
                source.basis,
                number,
                _CLOSED if closed else _TINTS[(number - 1) % len(_TINTS)],
                closed,
                source.basis in _ORIGINS,
                case.roots_of(voice) in cut,
            )
        )
    return boxes, arrows


def _names(names: Sequence[str]) -> str:
    return " and ".join(names)


def _layers(boxes: Sequence[Box], arrows: Sequence[Arrow]) -> dict[str, int]:
    """How far down each box stands: below all that point to it, rings aside."""
    layer = {box.id: 0 for box in boxes}
    for _ in boxes:
        for arrow in arrows:
            if layer[arrow.end] <= layer[arrow.start] < len(boxes) - 1:
                layer[arrow.end] = layer[arrow.start] + 1
    return layer


def _svg(boxes: Sequence[Box], arrows: Sequence[Arrow], title: str, told: str) -> str:
    layer = _layers(boxes, arrows)
    rows: dict[int, list[str]] = {}
    for box in boxes:
        rows.setdefault(layer[box.id], []).append(box.id)
    widest = max(map(len, rows.values()))
    width = widest * (_WIDE + _GAP) - _GAP + 2 * _MARGIN
    height = len(rows) * (_HIGH + _DROP) - _DROP + 2 * _MARGIN
    place: dict[str, tuple[float, float]] = {}
    for row, ids in sorted(rows.items()):
        for id, left in zip(ids, _lefts(ids, arrows, place, width), strict=True):
            place[id] = (left, _MARGIN + row * (_HIGH + _DROP))
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" font-family="system-ui, sans-serif" fill="{_INK}">',
        f"<title>{escape(title)}</title>",
        f"<desc>{escape(told)}</desc>",
        f'<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
        f'orient="auto"><path d="M0 0 8 4 0 8z" fill="{_INK}"/></marker></defs>',
        '<rect width="100%" height="100%" rx="6" fill="#fdfdfc"/>',
        *(line for arrow in arrows for line in _arrow(arrow, place)),
        *(line for box in boxes for line in _box(box, *place[box.id])),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _lefts(
    ids: Sequence[str], arrows: Sequence[Arrow], place: dict[str, tuple[float, float]], width: float
) -> list[float]:
    """The left edges of the boxes of a row: each below what points to it, or evenly if there is no room."""
    step = _WIDE + _GAP
    even = (width - len(ids) * step + _GAP) / 2
    wanted = []
    for index, id in enumerate(ids):
        above = [place[arrow.start][0] for arrow in arrows if arrow.end == id and arrow.start in place]
        wanted.append(sum(above) / len(above) if above else even + index * step)
    apart = all(right - left >= step for left, right in pairwise(wanted))
    return wanted if apart else [even + index * step for index in range(len(ids))]


def _arrow(arrow: Arrow, place: dict[str, tuple[float, float]]) -> Iterator[str]:
    (left, top), (to_left, to_top) = place[arrow.start], place[arrow.end]
    start = (left + _WIDE / 2, top + _HIGH)
    end = (to_left + _WIDE / 2, to_top - 2)
    dash = ' stroke-dasharray="3 4"' if arrow.dotted else ""
    yield (
        f'<line x1="{start[0]:g}" y1="{start[1]:g}" x2="{end[0]:g}" y2="{end[1]:g}" '
        f'stroke="{_INK}" stroke-width="1.5" marker-end="url(#head)"{dash}/>'
    )
    if arrow.word:
        x, y = start[0] + (end[0] - start[0]) * 0.66, start[1] + (end[1] - start[1]) * 0.66 - 2
        wide = 7.2 * len(arrow.word) + 6
        yield f'<rect x="{x - wide / 2:g}" y="{y - 11:g}" width="{wide:g}" height="16" fill="#fdfdfc"/>'
        yield f'<text x="{x:g}" y="{y + 2:g}" font-size="13" text-anchor="middle">{arrow.word}</text>'


def _box(box: Box, left: float, top: float) -> Iterator[str]:
    dash = ' stroke-dasharray="5 4"' if box.closed else ""
    stroke = _GREY if box.closed else _INK
    yield (
        f'<rect x="{left:g}" y="{top:g}" width="{_WIDE}" height="{_HIGH}" rx="5" fill="{box.tint}" '
        f'stroke="{stroke}" stroke-width="{3 if box.thick else 1}"{dash}/>'
    )
    middle = left + _WIDE / 2
    title = box.title.replace(" and ", " and\n").split("\n")
    lines = [(line, ' font-weight="600"') for line in title] + [(box.line, "")] * bool(box.line)
    for index, (line, weight) in enumerate(lines):
        y = top + _HIGH / 2 + 5 + 18 * (index - (len(lines) - 1) / 2)
        look = f'font-size="14" text-anchor="middle"{weight}'
        yield f'<text x="{middle:g}" y="{y:g}" {look}>{escape(line)}</text>'
    if box.voice:
        x, y = left + _WIDE - 6, top + 4
        fill, ink = (_INK, "#ffffff") if box.cut else ("#ffffff", _INK)
        yield f'<circle cx="{x:g}" cy="{y:g}" r="10" fill="{fill}" stroke="{_INK}"/>'
        yield (
            f'<text x="{x:g}" y="{y + 4.5:g}" font-size="13" font-weight="600" text-anchor="middle" '
            f'fill="{ink}">{box.voice}</text>'
        )
