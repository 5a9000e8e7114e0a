"""One claim, judged again without some of the links of control in its record."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Final

from msgspec import structs

from sayso.provenance.standing import Budget, Case, Exhausted, Graph, Judgement, judge
from sayso.record.model import Control, Party
from sayso.record.references import Record

# What it costs to make a document or party ready to be judged.
_TO_PREPARE: Final = 5

Link = tuple[str, int]
"""A link of control: the id of the party that is controlled, and the index in its `controlled_by`."""


class LinkTrial:
    """One claim with all that it leads to and nothing else, to be judged without some links of control.

    Raises `Exhausted` when there is more of that than the budget allows.
    """

    def __init__(self, case: Case, budget: Budget) -> None:
        record, claim = case.graph.record, case.claim
        self._twins = case.graph.twins
        self._entry, self._budget = case.entry, budget
        self._sources = {id: record.sound_sources[id] for id in case.documents}
        speakers = [*claim.claimant, *claim.against]
        for source in self._sources.values():
            speakers += source.by
        self._parties = self._with_owners(speakers, record.sound_parties)

    def _with_owners(self, ids: Iterable[str], parties: Mapping[str, Party]) -> dict[str, Party]:
        """Those of `parties` with these ids, and all above them."""
        found: dict[str, Party] = {}
        waiting = list(ids)
        for id in waiting:
            if id not in found:
                party = found[id] = parties[id]
                waiting += party.controllers
                self._budget.spend(1 + len(party.controlled_by))
        return found

    def links(self, wanted: Callable[[Control], bool], ids: Iterable[str] | None = None) -> list[Link]:
        """The links of control that are `wanted`, of all parties or of those with `ids` and all above them.

        Raises `Exhausted`.
        """
        parties = self._parties if ids is None else self._with_owners(ids, self._parties)
        return [
            (id, index)
            for id, party in parties.items()
            for index, link in enumerate(party.links)
            if wanted(link)
        ]

    def without(self, links: Collection[Link]) -> Judgement:
        """What the claim rests on without these links of control. Raises `Exhausted`."""
        self._budget.grant()
        self._budget.spend(_TO_PREPARE * (len(self._sources) + len(self._parties)))
        left_out = set(links)
        parties = self._parties | {
            id: structs.replace(
                self._parties[id],
                controlled_by=tuple(
                    link
                    for index, link in enumerate(self._parties[id].controlled_by)
                    if (id, index) not in left_out
                ),
            )
            for id in dict.fromkeys(id for id, _ in links)
        }
        graph = Graph(Record.of_sound(self._sources, parties))
        graph.twins = self._twins
        judgement, judged = judge(graph, self._entry, self._budget)
        if judged is None:
            raise Exhausted
        return judgement
