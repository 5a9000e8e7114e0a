"""Which boxes a picture has: a document each, or where there are many, a voice each or several voices."""

from collections.abc import Iterable, Sequence
from typing import Final, Literal

from msgspec import Struct

from sayso_cli.site.claim_graph import ClaimGraph

MOST_DOCUMENTS_EACH: Final = 12
"""Of more documents than this, those of one voice share a box."""
MOST_BOXES: Final = 20
"""Of more boxes than this, those alike and those in a row are put together."""

Kind = Literal["document", "voice", "voices", "row"]


class Box(Struct, frozen=True):
    """One box: a document, all documents of a voice, voices that are linked alike, or a row of documents."""

    kind: Kind
    documents: tuple[int, ...]


class BoxLink(Struct, frozen=True):
    """From box `start` (-1 is the claim) to box `end`; of the claim's links, `kinds` are the stances."""

    start: int
    end: int
    kinds: tuple[str, ...]
    live: bool
    through: int = 0


class Boxes(Struct, frozen=True):
    """The boxes and links to draw; `background` are the documents that are context only."""

    boxes: tuple[Box, ...]
    links: tuple[BoxLink, ...]
    background: tuple[int, ...]


def boxes(graph: ClaimGraph, *, context: bool = False) -> Boxes:
    """The boxes of `graph`, with `context` those of all its documents."""
    shown = list(range(len(graph.documents))) if context else _foreground(graph)
    made = [Box("document", (index,)) for index in shown]
    if len(made) > MOST_DOCUMENTS_EACH:
        made = _one_box_a_voice(graph, shown)
    if len(made) > MOST_BOXES:
        made = _merge_alike(graph, made, _box_links(graph, made, context=context))
    if len(made) > MOST_BOXES:
        made = _merge_rows(graph, made, _box_links(graph, made, context=context))
    hidden = set(range(len(graph.documents))).difference(shown)
    return Boxes(tuple(made), tuple(_box_links(graph, made, context=context)), tuple(sorted(hidden)))


def _foreground(graph: ClaimGraph) -> list[int]:
    """The documents that the claim leads to by other links than context."""
    reached = {-1}
    waiting = [-1]
    for at in waiting:
        for link in graph.links:
            leads = link.start == at and link.kind not in ("context", "stated-in")
            if leads and link.end not in reached:
                reached.add(link.end)
                waiting.append(link.end)
    return sorted(reached - {-1})


def _one_box_a_voice(graph: ClaimGraph, shown: Iterable[int]) -> list[Box]:
    of_voice: dict[tuple[int, bool], list[int]] = {}
    for index in shown:
        document = graph.documents[index]
        of_voice.setdefault((document.voice, document.live), []).append(index)
    return [Box("voice" if len(members) > 1 else "document", tuple(members)) for members in of_voice.values()]


def _merge_alike(graph: ClaimGraph, made: Sequence[Box], links: Sequence[BoxLink]) -> list[Box]:
    """`made` with boxes that have the same links put together, but for those of the cut."""
    alike: dict[object, list[Box]] = {}
    for index, box in enumerate(made):
        document = graph.documents[box.documents[0]]
        key = (
            index if document.cut else -1,
            frozenset((link.start, link.kinds, link.live) for link in links if link.end == index),
            frozenset((link.end, link.live) for link in links if link.start == index),
            (document.live, document.origin),
        )
        alike.setdefault(key, []).append(box)
    return [_merged_box("voices", members) for members in alike.values()]


def _merge_rows(graph: ClaimGraph, made: Sequence[Box], links: Sequence[BoxLink]) -> list[Box]:
    """`made` with boxes that only lead from one to the next put together, but for those of the cut."""
    following: dict[int, list[int]] = {}
    before: dict[int, list[int]] = {}
    for link in links:
        following.setdefault(link.start, []).append(link.end)
        before.setdefault(link.end, []).append(link.start)

    def is_passed_through(index: int) -> bool:
        """Whether one box leads to this one and this to one other."""
        one_way = index >= 0 and len(before[index]) == len(following.get(index, ())) == 1
        return one_way and not graph.documents[made[index].documents[0]].cut

    def live(index: int) -> bool:
        return graph.documents[made[index].documents[0]].live

    def continues(one: int, other: int) -> bool:
        """Whether a row goes on from `one` to `other`."""
        return is_passed_through(one) and is_passed_through(other) and live(one) == live(other)

    rows: list[list[int]] = []
    taken: set[int] = set()
    for index in range(len(made)):
        if index in taken or continues(before[index][0], index):
            continue
        row = [index]
        while is_passed_through(row[-1]) and continues(row[-1], following[row[-1]][0]):
            row.append(following[row[-1]][0])
        taken.update(row)
        rows.append(row)
    # What is left is a ring of boxes, each of which has one before it.
    rows += [[index] for index in range(len(made)) if index not in taken]
    return [_merged_box("row", [made[index] for index in row]) for row in rows]


def _merged_box(kind: Kind, members: Sequence[Box]) -> Box:
    if len(members) == 1:
        return members[0]
    return Box(kind, tuple([document for box in members for document in box.documents]))


def _box_links(graph: ClaimGraph, made: Sequence[Box], *, context: bool) -> list[BoxLink]:
    """The links between boxes, each once; the live ones first; those of context where they are asked for."""
    hidden = () if context else ("context", "stated-in")
    place = {document: index for index, box in enumerate(made) for document in box.documents} | {-1: -1}
    found: dict[tuple[int, int], BoxLink] = {}
    for link in graph.links:
        if link.start not in place or link.end not in place or link.kind in hidden:
            continue
        ends = (place[link.start], place[link.end])
        if ends[0] == ends[1]:
            continue
        known = found.get(ends)
        kinds = (*known.kinds, link.kind) if known else (link.kind,)
        live = link.live or (known is not None and known.live)
        through = min(known.through, link.through) if known else link.through
        found[ends] = BoxLink(*ends, tuple(dict.fromkeys(kinds)), live, through)
    return sorted(found.values(), key=lambda link: not link.live)
