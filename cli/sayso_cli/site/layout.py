"""Where the documents of a picture stand: in layers away from the claim, in one lane a voice."""

from collections.abc import Sequence
from typing import Any, Final

from msgspec import Struct

from sayso_cli.site.rests import Rests

WIDTH: Final = 208.0
HEIGHT: Final = 74.0
"""The size of a document."""
CLAIM_WIDTH: Final = 84.0
CLAIM_HEIGHT: Final = 34.0
"""The size of the claim."""
_ABOVE: Final = 36.0
_BETWEEN: Final = 26.0
_BELOW: Final = 14.0
"""The room in a lane above the first document, between two, and below the last."""
_MARGIN: Final = 14.0

_OPTIONS: Final[dict[str, Any]] = {
    # More effort is not seen in pictures as small as these, and takes seconds for the densest of them.
    "effort": "fast",
    "order": {"group_lanes": "strict"},
    "routing": {"style": "orthogonal", "merge_edges": "none"},
    "spacing": {"layer_gap": 56.0, "node_gap": 64.0, "dummy_gap": 22.0, "port_gap": 14.0},
}

Point = tuple[float, float]


class Box(Struct, frozen=True):
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float

    def moved(self, x: float, y: float) -> "Box":
        """The same rectangle elsewhere."""
        return Box(self.x + x, self.y + y, self.width, self.height)


class Layout(Struct, frozen=True):
    """The size of a picture; where the claim and the documents stand, the lane of each voice, the links."""

    width: float
    height: float
    claim: Box
    documents: tuple[Box, ...]
    lanes: tuple[Box, ...]
    links: tuple[tuple[Point, ...], ...]


def layout(rests: Rests) -> Layout:
    """Lay out `rests`; the same for the same graph, on every machine.

    graphlay says which layer each document is in, in which order, and how the lanes follow each other;
    then each lane is made as low as its documents allow, and graphlay routes the links anew.
    """
    import graphlay

    graph = graphlay.Graph()
    graph.node(-1, width=CLAIM_WIDTH, height=CLAIM_HEIGHT, group=0)
    for index, document in enumerate(rests.documents):
        graph.node(index, width=WIDTH, height=HEIGHT, group=document.voice)
    for link in rests.links:
        graph.edge(link.start, link.end, weight=2.0 if link.live else 1.0)
    raw = graphlay.layout(graph, options=_OPTIONS).raw
    lanes = _compact(rests, graph.nodes, raw)
    routed = graphlay.reroute(graph, options=_OPTIONS).raw["edges"]
    links = tuple([tuple([(at["x"], at["y"]) for at in edge["points"]]) for edge in routed])
    boxes = [_box(node) for node in graph.nodes]
    # A link may be led around the outermost document.
    xs = [x for box in boxes for x in (box.x, box.x + box.width)] + [x for points in links for x, _ in points]
    ys = [y for points in links for _, y in points]
    left, right = min(xs) - _MARGIN, max(xs) + _MARGIN
    top, bottom = min([0.0, *ys]), max([sum(height for _, height in lanes.values()), *ys])
    return Layout(
        right - left,
        bottom - top,
        boxes[0].moved(-left, -top),
        tuple([box.moved(-left, -top) for box in boxes[1:]]),
        tuple(
            [Box(0.0, lanes[voice][0] - top, right - left, lanes[voice][1]) for voice in range(len(lanes))]
        ),
        tuple([tuple([(round(x - left, 1), round(y - top, 1)) for x, y in points]) for points in links]),
    )


def _compact(
    rests: Rests, nodes: Sequence[dict[str, Any]], raw: dict[str, Any]
) -> dict[int, tuple[float, float]]:
    """Give `nodes` their positions, row by row in each lane; returns where each lane begins, and its height.

    The claimant's lane comes first, then those with something that counts, each kind as graphlay has them.
    """
    counting = {document.voice for document in rests.documents if document.live}
    columns: dict[int, dict[int, list[int]]] = {}
    placed = raw["nodes"]
    for index in sorted(range(len(nodes)), key=lambda index: placed[index]["center"]["y"]):
        columns.setdefault(nodes[index]["group"], {}).setdefault(placed[index]["rank"], []).append(index)
    lanes: dict[int, tuple[float, float]] = {}
    top = 0.0
    heights = {lane["group"]: lane["rect"]["min"]["y"] for lane in raw["lanes"]}
    for voice in sorted(columns, key=lambda voice: (voice > 0, voice not in counting, heights[voice])):
        in_lane = columns[voice]
        rows = max(map(len, in_lane.values()))
        for column in in_lane.values():
            for row, index in enumerate(column):
                y = top + _ABOVE + row * (HEIGHT + _BETWEEN) + HEIGHT / 2
                nodes[index]["position"] = {"x": placed[index]["center"]["x"], "y": y}
        height = _ABOVE + rows * (HEIGHT + _BETWEEN) - _BETWEEN + _BELOW
        lanes[voice] = (top, height)
        top += height
    return lanes


def _box(node: dict[str, Any]) -> Box:
    at, size = node["position"], node["size"]
    width, height = size["width"], size["height"]
    return Box(at["x"] - width / 2, at["y"] - height / 2, width, height)
