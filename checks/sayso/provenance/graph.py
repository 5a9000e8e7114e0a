"""The parties and sources of a record, numbered, so that thousands of claims can be judged on them."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from sayso.provenance.control import Control, control
from sayso.record.model import Basis
from sayso.record.references import Record


class Graph(Struct, frozen=True):
    """The sound sources of a record by number.

    `ids`, `basis`, `head` (of the first party in `by`, see `control.py`) and `based_on` (numbers) have
    one entry a source; `number` is the way back from an id. `joint` has the heads of the sources whose
    parties have several, or one that stands for several roots: such a source puts voices together.
    `to_joint` are the sources that lead to one of these over `based_on`, `to_unknown` those that lead to
    one with basis `unknown`; each leads to itself. `allied` gives the heads of the allies of the parties
    with a head.
    """

    record: Record
    control: Control
    number: dict[str, int]
    ids: Sequence[str]
    basis: Sequence[Basis]
    head: Sequence[int]
    joint: Mapping[int, tuple[int, ...]]
    based_on: Sequence[tuple[int, ...]]
    to_joint: frozenset[int]
    to_unknown: frozenset[int]
    allied: Mapping[int, list[int]]


def graph(record: Record) -> Graph:
    """Number the sound parties and sources of `record`."""
    controls = control(record.sound_parties)
    head, joints = controls.head, controls.joints
    sources = record.sound_sources
    number = {id: index for index, id in enumerate(sources)}
    leads = []
    joint = {}
    for index, source in enumerate(sources.values()):
        lead = head[source.by[0]]
        leads.append(lead)
        if len(source.by) > 1 or lead in joints:
            heads = tuple({head[party]: None for party in source.by})
            if len(heads) > 1 or lead in joints:
                joint[index] = heads
    allied: dict[int, list[int]] = {}
    for id, party in record.sound_parties.items():
        for ally in party.allied_with:
            if ally in head:
                allied.setdefault(head[id], []).append(head[ally])
                allied.setdefault(head[ally], []).append(head[id])
    basis = [source.basis for source in sources.values()]
    based_on = [tuple([number[id] for id in source.based_on]) for source in sources.values()]
    users = _users(based_on)
    return Graph(
        record,
        controls,
        number,
        list(sources),
        basis,
        leads,
        joint,
        based_on,
        _leading(joint, users),
        _leading([document for document, here in enumerate(basis) if here == "unknown"], users),
        allied,
    )


def _users(based_on: Sequence[Sequence[int]]) -> dict[int, list[int]]:
    """The sources that are based on each source."""
    users: dict[int, list[int]] = {}
    for document, grounds in enumerate(based_on):
        for ground in grounds:
            users.setdefault(ground, []).append(document)
    return users


def _leading(ends: Iterable[int], users: Mapping[int, Sequence[int]]) -> frozenset[int]:
    """The sources that lead to one of `ends`, and these themselves."""
    waiting = list(ends)
    found = set(waiting)
    for document in waiting:
        for user in users.get(document, ()):
            if user not in found:
                found.add(user)
                waiting.append(user)
    return frozenset(found)
