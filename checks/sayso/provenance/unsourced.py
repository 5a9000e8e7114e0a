"""Which links of control that no source shows decide the standing of a claim.

The claim is judged again without each of them. A link of control only puts voices together, so without it
no number falls. Two shortcuts follow, both exact: a claim is left out where nothing could count that does
not, and where its standing is the same without all such links at once.
"""

from collections.abc import Collection, Iterator
from typing import Final

from msgspec import Struct

from sayso.provenance.link_trial import Link, LinkTrial
from sayso.provenance.standing import Budget, Case, Exhausted, Graph, Judgement, Voice
from sayso.record.model import Standing

# Work for one claim, and for all of a record, in documents and parties looked at.
_OF_CLAIM: Final = 100_000
_OF_RECORD: Final = 2_000_000


class Deciding(Struct, frozen=True):
    """A link of control, and the standing that the claim would have without it."""

    link: Link
    standing: Standing


class UnsourcedLinks:
    """The links of control of one record that no source shows."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._left = _OF_RECORD

    def deciding(self, case: Case, judgement: Judgement) -> Iterator[Deciding]:
        """Those without which the claim of `case` would have another standing.

        Where that is too much work, what is found by then.
        """
        voices = _bearing(case, judgement)
        case.budget.grant()
        try:
            together = _together(case, voices) if voices else []
        except Exhausted:
            return
        if not together:
            return
        given = min(_OF_CLAIM, self._left)
        budget = Budget(most=given, least=0, total=given)
        budget.grant()
        try:
            trial = LinkTrial(case, budget)
            links = trial.links(lambda link: not link.source, together)
            if links and trial.without(links).standing != judgement.standing:
                for link in links:
                    standing = trial.without([link]).standing
                    if standing != judgement.standing:
                        yield Deciding(link, standing)
        except Exhausted:
            pass
        finally:
            self._left -= given - max(0, budget.total)


def _bearing(case: Case, judgement: Judgement) -> set[Voice]:
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


def _together(case: Case, voices: Collection[Voice]) -> list[str]:
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
