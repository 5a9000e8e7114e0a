"""Where the documents of a picture stand: in layers away from the claim, in one lane a voice."""

from typing import Any, Final

from msgspec import Struct

from sayso_cli.site.rests import Rests

WIDTH: Final = 208.0
HEIGHT: Final = 78.0
"""The size of a document."""
CLAIM_WIDTH: Final = 84.0
CLAIM_HEIGHT: Final = 34.0
"""The size of the claim."""

_OPTIONS: Final[dict[str, Any]] = {
    # More effort is not seen in pictures as small as these, and takes seconds for the densest of them.
    "effort": "fast",
    "order": {"group_lanes": "strict"},
    "routing": {"style": "diagonal", "merge_edges": "none"},
    "spacing": {"layer_gap": 56.0, "node_gap": 64.0, "dummy_gap": 22.0, "port_gap": 14.0},
}

Point = tuple[float, float]


class Box(Struct, frozen=True):
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float


class Layout(Struct, frozen=True):
    """The size of a picture; where the claim and the documents stand, the lane of each voice, the links."""

    width: float
    height: float
    claim: Box
    documents: tuple[Box, ...]
    lanes: tuple[Box, ...]
    links: tuple[tuple[Point, ...], ...]


def layout(rests: Rests) -> Layout:
    """Lay out `rests`; the same for the same graph, on every machine."""
    import graphlay

    graph = graphlay.Graph()
    graph.node(-1, width=CLAIM_WIDTH, height=CLAIM_HEIGHT, group=0)
    for index, document in enumerate(rests.documents):
        graph.node(index, width=WIDTH, height=HEIGHT, group=document.voice)
    for link in rests.links:
        graph.edge(link.start, link.end, weight=2.0 if link.live else 1.0)
    raw = graphlay.layout(graph, options=_OPTIONS).raw
    lanes = {lane["group"]: lane["rect"] for lane in raw["lanes"]}
    left = min(rect["min"]["x"] for rect in lanes.values())
    top = min(rect["min"]["y"] for rect in lanes.values())
    right = max(rect["max"]["x"] for rect in lanes.values())
    bottom = max(rect["max"]["y"] for rect in lanes.values())

    def point(at: dict[str, float]) -> Point:
        return round(at["x"] - left, 1), round(at["y"] - top, 1)

    def box(node: dict[str, Any]) -> Box:
        x, y = point(node["center"])
        width, height = node["size"]["width"], node["size"]["height"]
        return Box(x - width / 2, y - height / 2, width, height)

    def lane(rect: dict[str, Any]) -> Box:
        (x, y), (right, bottom) = point(rect["min"]), point(rect["max"])
        return Box(x, y, right - x, bottom - y)

    claim, *documents = map(box, raw["nodes"])
    return Layout(
        right - left,
        bottom - top,
        claim,
        tuple(documents),
        tuple([lane(lanes[group]) for group in range(len(rests.voices))]),
        tuple([tuple(map(point, edge["points"])) for edge in raw["edges"]]),
    )
