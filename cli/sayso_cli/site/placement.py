"""Where the boxes of a picture stand: in layers away from the claim, from which one trunk branches."""

from collections.abc import Sequence
from importlib import import_module
from typing import Any, Final

from msgspec import Struct

WIDTH: Final = 208.0
"""How wide a box is."""
CLAIM_WIDTH: Final = 84.0
CLAIM_HEIGHT: Final = 34.0
"""The size of the claim."""
_MARGIN: Final = 20.0

_OPTIONS: Final[dict[str, Any]] = {
    # More effort is not seen in pictures as small as these, and takes seconds for the densest of them.
    "effort": "fast",
    "routing": {"merge_edges": "forks", "port_sides": "facing_only"},
    "spacing": {"layer_gap": 44.0, "node_gap": 24.0, "dummy_gap": 16.0, "port_gap": 12.0},
    # What is longer than a screen is wide goes on below.
    "wrap": {"viewport_aspect": 1.4},
}

Point = tuple[float, float]


class Area(Struct, frozen=True):
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float


class Layout(Struct, frozen=True):
    """The size of a picture; where the claim, the boxes and the links are."""

    width: float
    height: float
    claim: Area
    boxes: tuple[Area, ...]
    links: tuple[tuple[Point, ...], ...]


def can_lay_out() -> bool:
    """Whether the library that lays out can be imported: it brings a binary, which not every machine runs."""
    try:
        import_module("graphlay")
    except ImportError:
        return False
    return True


def layout(heights: Sequence[float], links: Sequence[tuple[int, int, bool]]) -> Layout:
    """Lay out boxes of these heights; `links` lead from one to another, -1 is the claim, and may be live.

    The same for the same graph, on every machine.
    """
    import graphlay

    graph = graphlay.Graph()
    graph.node(-1, width=CLAIM_WIDTH, height=CLAIM_HEIGHT)
    for index, height in enumerate(heights):
        graph.node(index, width=WIDTH, height=height)
    for start, end, live in links:
        graph.edge(start, end, weight=2.0 if live else 1.0)
    raw = graphlay.layout(graph, options=_OPTIONS).raw
    sizes = [(CLAIM_WIDTH, CLAIM_HEIGHT), *((WIDTH, height) for height in heights)]
    centers = [(node["center"]["x"], node["center"]["y"]) for node in raw["nodes"]]
    routed = [[(at["x"], at["y"]) for at in edge["points"]] for edge in raw["edges"]]
    # A link may be led around the outermost box.
    xs = [at + side * wide / 2 for (at, _), (wide, _) in zip(centers, sizes, strict=True) for side in (-1, 1)]
    ys = [at + side * high / 2 for (_, at), (_, high) in zip(centers, sizes, strict=True) for side in (-1, 1)]
    xs += [x for points in routed for x, _ in points]
    ys += [y for points in routed for _, y in points]
    left, top = min(xs) - _MARGIN, min(ys) - _MARGIN
    areas = [
        Area(x - wide / 2 - left, y - high / 2 - top, wide, high)
        for (x, y), (wide, high) in zip(centers, sizes, strict=True)
    ]
    return Layout(
        max(xs) + _MARGIN - left,
        max(ys) + _MARGIN - top,
        areas[0],
        tuple(areas[1:]),
        tuple([tuple([(round(x - left, 1), round(y - top, 1)) for x, y in points]) for points in routed]),
    )
