"""One claim, judged again without some of the links of control in its record, or otherwise edited."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Final

from msgspec import structs

from sayso.provenance.standing import (
    Budget,
    Case,
    Graph,
    Judgement,
    OutOfBudget,
    Voice,
    judge,
    link_holds,
)
from sayso.provenance.standing import Control as Lines
from sayso.record.file import Entry
from sayso.record.model import Claim, Control, Party, Source
from sayso.record.references import Record, all_reached

# What it costs to make a document or party ready to be judged.
_TO_PREPARE: Final = 5

Link = tuple[str, int]
"""A link of control: the id of the party that is controlled, and the index in its `controlled_by`."""
PartyAtDate = tuple[str, str]
"""The id of a party and a date, which is empty if its line is the same at every date."""


class LinkTrial:
    """One claim with all that it leads to and nothing else, to be judged without some links of control.

    Raises `OutOfBudget` when there is more of that than the budget allows.
    """

    def __init__(self, case: Case, budget: Budget) -> None:
        self._case, self._budget = case, budget
        self._sources, self.parties = entries_of_case(case, budget)

    def without(self, links: Collection[Link]) -> Judgement:
        """What the claim rests on without these links of control. Raises `OutOfBudget`."""
        self._budget.grant()
        self._budget.spend(_TO_PREPARE * (len(self._sources) + len(self.parties)))
        parties = without_links(self.parties, links)
        judgement, _ = judge_edited(self._case, self._case.entry, self._sources, parties, self._budget)
        if self._budget.total < 0:
            raise OutOfBudget
        return judgement


def entries_of_case(case: Case, budget: Budget) -> tuple[dict[str, Source], dict[str, Party]]:
    """The sources and the parties that bear on a claim. Raises `OutOfBudget`."""
    sources = {id: case.graph.sources[id] for id in case.documents}
    speakers = [*case.claim.claimant, *case.claim.against]
    speakers += [id for source in sources.values() for id in source.by]
    parties = case.graph.record.sound_parties
    line = all_reached(speakers, lambda id: parties[id].controllers, budget.spend)
    return sources, {id: parties[id] for id in line}


def joint_speakers(case: Case) -> dict[Voice, list[PartyAtDate]]:
    """The voices of several parties of a claim, each with these: only links above them join voices.

    Raises `OutOfBudget`.
    """
    sources, dated = case.graph.sources, case.graph.control.dated_parties
    speakers: dict[Voice, dict[PartyAtDate, None]] = {}
    for id in case.documents:
        for party in sources[id].by:
            date = sources[id].published if party in dated else ""
            speakers.setdefault(case.voice[id], {})[party, date] = None
    for party in (*case.claim.claimant, *case.claim.against):
        date = case.date if party in dated else ""
        speakers.setdefault(case.voice_of(party), {})[party, date] = None
    return {voice: [*each] for voice, each in speakers.items() if len({party for party, _ in each}) > 1}


def links_above(
    control: Lines, starts: Iterable[PartyAtDate], wanted: Callable[[Control], bool], budget: Budget
) -> list[Link]:
    """The links of control that are `wanted` in the lines of some parties. Raises `OutOfBudget`."""
    lines = dict.fromkeys(starts)
    waiting = list(lines)
    found = {}
    for party, date in waiting:
        budget.spend(1 + len(control.links[party]))
        for index, link in enumerate(control.links[party]):
            if not date or link_holds(link, date):
                if wanted(link):
                    found[party, index] = link
                above = link.party, date if link.party in control.dated_parties else ""
                if above not in lines:
                    lines[above] = None
                    waiting.append(above)
    return list(found)


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
    """Judge the claim of `case` as `entry`, on other `sources` and `parties`. Raises `OutOfBudget`."""
    graph = Graph(Record.of_sound(sources, parties))
    # Two documents may be one by way of a third that is not among those of the claim.
    graph.twins = case.graph.twins
    judgement, judged = judge(graph, entry, budget)
    if judged is None:
        raise OutOfBudget
    return judgement, judged
