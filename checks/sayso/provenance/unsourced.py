"""Which links of control that no source shows decide the standing of a claim.

The claim is judged again without each of them. A link of control only puts voices together, so without it
no number falls. Two shortcuts follow, both exact: a claim is left out where nothing could count that does
not, and where its standing is the same without all such links of the record at once.
"""

from collections.abc import Collection, Iterator
from functools import cached_property
from typing import Final

from msgspec import Struct, structs

from sayso.provenance.link_trial import Link, LinkTrial
from sayso.provenance.standing import Budget, Case, Exhausted, Graph, Judgement, Voice, judge
from sayso.record.model import Control, Standing
from sayso.record.references import Record, all_reached, reversed_edges

# Work for one claim, and for all of a record, in documents and parties looked at.
_OF_CLAIM: Final = 100_000
_OF_RECORD: Final = 2_000_000


class DecidingLink(Struct, frozen=True):
    """A link of control, and the standing that the claim would have without it."""

    link: Link
    standing: Standing


class UnsourcedLinks:
    """The links of control of one record that no source shows."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self.left = _OF_RECORD
        """Work that may still be done."""

    def is_enough(self, spent: int) -> bool:
        """Whether, with so much of it `spent`, the work that is left is as much as one claim may take."""
        return self.left - spent >= _OF_CLAIM

    @cached_property
    def _parties_below(self) -> frozenset[str]:
        """The parties with such a link in what is above them."""
        parties = self._graph.record.sound_parties
        below = reversed_edges({id: party.controllers for id, party in parties.items()})
        unsourced = (id for id, party in parties.items() if any(map(_is_unsourced, party.links)))
        return frozenset(all_reached(unsourced, lambda id: below.get(id, ())))

    @cached_property
    def _graph_without(self) -> Graph:
        """The record without any of them."""
        known = self._graph.record
        parties = {
            id: structs.replace(party, controlled_by=tuple([link for link in party.links if link.source]))
            if party.controlled_by
            else party
            for id, party in known.sound_parties.items()
        }
        graph = Graph(Record.of_sound(known.sound_sources, parties))
        graph.twins = self._graph.twins
        return graph

    def deciding_links(self, case: Case, judgement: Judgement) -> Iterator[DecidingLink]:
        """Those without which the claim of `case` would have another standing.

        Where that is too much work, what is found by then.
        """
        voices = _bearing_voices(case, judgement)
        case.budget.grant()
        try:
            together = _joint_speakers(case, voices) if voices else []
        except Exhausted:
            return
        if self._parties_below.isdisjoint(together):
            return
        given = min(_OF_CLAIM, self.left)
        budget = Budget.of(given)
        try:
            if judge(self._graph_without, case.entry, budget)[0].standing != judgement.standing:
                trial = LinkTrial(case, budget)
                for link in trial.links(_is_unsourced, together):
                    standing = trial.without([link]).standing
                    if standing != judgement.standing:
                        yield DecidingLink(link, standing)
        except Exhausted:
            pass
        finally:
            self.left -= given - max(0, budget.total)


def _is_unsourced(link: Control) -> bool:
    return not link.source


def _bearing_voices(case: Case, judgement: Judgement) -> set[Voice]:
    """The voices that would have to come apart for another standing, by a number that rises; else none."""
    sides = (judgement.support, judgement.partly, judgement.contradiction)
    if judgement.standing in ("not-checkable", "contested") or not all(
        side.exact or side.voices > 1 for side in sides
    ):
        return set()
    why = {judged.why for judged in judgement.items}
    answers = {each.answer for each in case.claim.response if each.source}
    voices: set[Voice] = set()
    if "accused-voice" in why or "retracts" in answers:
        voices.update(case.accused)
    match judgement.standing:
        case "corroborated":
            return voices
        case "single-source":
            (voice,) = judgement.support.cut
            return voices | {case.claimant, case.voice_of(voice[0])}
        case "refuted":
            voices = set()
    if why & {"claimant-voice", "traces-to-claimant", "partial"} or "confirms" in answers:
        voices.add(case.claimant)
    return voices


def _joint_speakers(case: Case, voices: Collection[Voice]) -> list[str]:
    """The parties of `voices` that speak as one with another: only links above these can matter.

    Raises `Exhausted`.
    """
    claim, sources = case.claim, case.graph.sources
    speakers: dict[Voice, set[str]] = {voice: set(case.accused.get(voice, ())) for voice in voices}
    if case.claimant in speakers:
        speakers[case.claimant].update(claim.claimant)
    for document in case.documents:
        if case.voice[document] in speakers:
            speakers[case.voice[document]].update(sources[document].by)
    return sorted(id for ids in speakers.values() if len(ids) > 1 for id in ids)
