"""The parties and sources of a record, numbered, so that thousands of claims can be judged on them."""

from collections.abc import Sequence

from msgspec import Struct

from sayso.provenance.control import Control, control
from sayso.record.model import Basis
from sayso.record.references import Record


class Graph(Struct, frozen=True):
    """The sound sources of a record by number.

    `ids`, `basis`, `heads` (of the parties in `by`, see `control.py`) and `based_on` (numbers) have one
    entry a source; `number` is the way back from an id.
    """

    record: Record
    control: Control
    number: dict[str, int]
    ids: Sequence[str]
    basis: Sequence[Basis]
    heads: Sequence[tuple[int, ...]]
    based_on: Sequence[tuple[int, ...]]
    allies: Sequence[tuple[int, int]] = ()


def graph(record: Record) -> Graph:
    """Number the sound parties and sources of `record`."""
    controls = control(record.sound_parties)
    head = controls.head
    sources = record.sound_sources
    number = {id: index for index, id in enumerate(sources)}
    allies = [
        (head[id], head[ally])
        for id, party in record.sound_parties.items()
        for ally in party.allied_with
        if ally in head
    ]
    return Graph(
        record,
        controls,
        number,
        list(sources),
        [source.basis for source in sources.values()],
        [tuple({head[party]: None for party in source.by}) for source in sources.values()],
        [tuple(number[id] for id in source.based_on) for source in sources.values()],
        allies,
    )
