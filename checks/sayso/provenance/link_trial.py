"""One claim, judged again without some of the links of control in its record."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Final

from msgspec import structs

from sayso.provenance.standing import Budget, Case, Exhausted, Graph, Judgement, judge
from sayso.record.file import Entry
from sayso.record.model import Claim, Control, Party, Source
from sayso.record.references import Record, all_reached

# What it costs to make a document or party ready to be judged.
_TO_PREPARE: Final = 5

Link = tuple[str, int]
"""A link of control: the id of the party that is controlled, and the index in its `controlled_by`."""


class LinkTrial:
    """One claim with all that it leads to and nothing else, to be judged without some links of control.

    Raises `Exhausted` when there is more of that than the budget allows.
    """

    def __init__(self, case: Case, budget: Budget) -> None:
        self._case, self._budget = case, budget
        self._sources, self._parties = entries_of_case(case, budget)

    def links(self, wanted: Callable[[Control], bool], ids: Iterable[str] | None = None) -> list[Link]:
        """The links of control that are `wanted`, of all parties or of those with `ids` and all above them.

        Raises `Exhausted`.
        """
        parties = self._parties if ids is None else _with_owners(ids, self._parties, self._budget)
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
        parties = without_links(self._parties, links)
        return judge_edited(self._case, self._case.entry, self._sources, parties, self._budget)[0]


def entries_of_case(case: Case, budget: Budget) -> tuple[dict[str, Source], dict[str, Party]]:
    """The sources and the parties that bear on a claim. Raises `Exhausted`."""
    sources = {id: case.graph.sources[id] for id in case.documents}
    speakers = [*case.claim.claimant, *case.claim.against]
    speakers += [id for source in sources.values() for id in source.by]
    return sources, _with_owners(speakers, case.graph.record.sound_parties, budget)


def _with_owners(ids: Iterable[str], parties: Mapping[str, Party], budget: Budget) -> dict[str, Party]:
    """Those of `parties` with these ids, and all above them. Raises `Exhausted`."""
    return {id: parties[id] for id in all_reached(ids, lambda id: parties[id].controllers, budget.spend)}


def without_links(parties: Mapping[str, Party], links: Collection[Link]) -> dict[str, Party]:
    """`parties` without some links of control."""
    left_out = set(links)
    edited = dict(parties)
    for id in dict.fromkeys(id for id, _ in links):
        kept = [link for index, link in enumerate(parties[id].controlled_by) if (id, index) not in left_out]
        edited[id] = structs.replace(parties[id], controlled_by=tuple(kept))
    return edited


def judge_edited(
    case: Case,
    entry: Entry[Claim],
    sources: dict[str, Source],
    parties: dict[str, Party],
    budget: Budget,
) -> tuple[Judgement, Case]:
    """Judge the claim of `case` as `entry`, on other `sources` and `parties`. Raises `Exhausted`."""
    graph = Graph(Record.of_sound(sources, parties))
    # Two documents may be one by way of a third that is not among those of the claim.
    graph.twins = case.graph.twins
    judgement, judged = judge(graph, entry, budget)
    if judged is None:
        raise Exhausted
    return judgement, judged
