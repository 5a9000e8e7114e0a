"""Who controls whom: the roots of a party.

Parties are numbered, and each gets a *head*. Where all chains of control from a party lead to one root,
its head is that root; where they lead to several, its head is a *joint* with the heads of its
controllers below it. Sets of roots are never written out, so that the size of all this stays that of
the record, whatever its shape.
"""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from sayso.record.model import Party


class Control(Struct, frozen=True):
    """The heads of the parties of one record.

    `head` gives the head of each party. A head is in `roots`, with the ids of the party, or of the ring
    of parties, at the top; or in `joints`, with the heads that its party speaks for; `over` is the way
    back, from a head to the joints it is in. `rings` are the rings of parties that control each other
    with no way out, each in the order of its ids.
    """

    head: dict[str, int]
    roots: dict[int, tuple[str, ...]]
    joints: dict[int, tuple[int, ...]]
    over: dict[int, list[int]]
    rings: tuple[tuple[str, ...], ...]


def control(parties: Mapping[str, Party]) -> Control:
    """Work out the heads of `parties`, whose `controlled_by` all resolve within it."""
    ids = list(parties)
    number = {id: index for index, id in enumerate(ids)}
    above = [[number[id] for id in parties[party].controlled_by] for party in ids]
    head: dict[str, int] = {}
    roots: dict[int, tuple[str, ...]] = {}
    joints: dict[int, tuple[int, ...]] = {}
    rings = []
    for members in components(above):
        inside = set(members)
        heads = {head[ids[up]] for one in members for up in above[one] if up not in inside}
        if len(heads) == 1:
            (mine,) = heads
        else:
            mine = members[0]
            if heads:
                joints[mine] = tuple(sorted(heads))
            else:
                roots[mine] = tuple(sorted(ids[one] for one in members))
        if not heads and (len(members) > 1 or members[0] in above[members[0]]):
            rings.append(tuple(sorted(ids[one] for one in members)))
        for one in members:
            head[ids[one]] = mine
    over: dict[int, list[int]] = {}
    for joint, below in joints.items():
        for one in below:
            over.setdefault(one, []).append(joint)
    return Control(head, roots, joints, over, tuple(sorted(rings)))


def components(edges: Sequence[Sequence[int]]) -> list[list[int]]:
    """The strongly connected components of a graph, each after those that its edges lead to.

    `edges[n]` are the nodes that node `n` leads to. Tarjan's algorithm, without recursion.
    """
    found: list[list[int]] = []
    order: dict[int, int] = {}
    low: dict[int, int] = {}
    stack: list[int] = []
    on_stack: set[int] = set()
    for start in range(len(edges)):
        if start in order:
            continue
        work = [(start, 0)]
        while work:
            node, at = work.pop()
            if not at:
                order[node] = low[node] = len(order)
                stack.append(node)
                on_stack.add(node)
            else:
                low[node] = min(low[node], low[edges[node][at - 1]])
            for index in range(at, len(edges[node])):
                following = edges[node][index]
                if following not in order:
                    work.append((node, index + 1))
                    work.append((following, 0))
                    break
                if following in on_stack:
                    low[node] = min(low[node], order[following])
            else:
                if low[node] == order[node]:
                    member = -1
                    component = []
                    while member != node:
                        member = stack.pop()
                        on_stack.discard(member)
                        component.append(member)
                    found.append(component)
    return found
