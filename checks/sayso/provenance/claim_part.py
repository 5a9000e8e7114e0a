"""The part of a record that one claim bears on, edited and judged again; and the links of control in it."""

from collections.abc import Callable, Collection, Iterable
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
from sayso.record.model import Control
from sayso.record.references import Record, reachable

# What it costs to make a document or party ready to be judged.
_WORK_PER_ENTRY: Final = 5

Link = tuple[str, int]
"""A link of control: the id of the party that is controlled, and the index in its `controlled_by`."""
PartyAtDate = tuple[str, str]
"""The id of a party and a date, which is empty if its line is the same at every date."""


class ClaimPart:
    """One claim with all that it leads to and nothing else, to be edited and judged again.

    Raises `OutOfBudget` when there is more of that than the budget allows.
    """

    def __init__(self, case: Case, budget: Budget) -> None:
        self.entry = case.entry
        self.sources = {id: case.graph.sources[id] for id in case.documents}
        known = case.graph.record.sound_parties
        line = reachable(speakers_of(case), lambda id: known[id].controllers, budget.spend)
        self.parties = {id: known[id] for id in line}
        self._twins = case.graph.twins

    def judge(self, budget: Budget, left_out: Collection[Link] = ()) -> tuple[Judgement, Case]:
        """Judge it without some links of control. Raises `OutOfBudget`."""
        parties = dict(self.parties)
        for id in {id for id, _ in left_out}:
            links = enumerate(parties[id].controlled_by)
            kept = tuple([link for index, link in links if (id, index) not in left_out])
            parties[id] = structs.replace(parties[id], controlled_by=kept)
        graph = Graph(Record.from_sound_entries(self.sources, parties))
        # Two documents may be one by way of a third that is not among those of the claim.
        graph.twins = self._twins
        judgement, case = judge(graph, self.entry, budget)
        if case is None:
            raise OutOfBudget
        return judgement, case

    def judgement_without(self, links: Collection[Link], budget: Budget) -> Judgement:
        """What the claim rests on without these links of control. Raises `OutOfBudget`."""
        budget.grant()
        budget.spend(_WORK_PER_ENTRY * (len(self.sources) + len(self.parties)))
        judgement, _ = self.judge(budget, links)
        if budget.total < 0:
            raise OutOfBudget
        return judgement


def speakers_of(case: Case) -> list[str]:
    """Who makes a claim, whom it accuses, and whose word its documents are. Raises `OutOfBudget`."""
    authors = [by for id in case.documents for by in case.graph.sources[id].by]
    return [*case.claim.claimant, *case.claim.against, *authors]


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
