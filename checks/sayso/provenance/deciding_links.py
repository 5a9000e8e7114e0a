"""Which links of control that no source shows decide the standing of a claim.

The claim is judged again without each of them. A link of control only puts voices together, so without it
no number falls. Two shortcuts follow, both exact: a claim is left out where nothing could count that does
not, and where its standing is the same without all such links at once.
"""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from sayso.provenance.claim_part import ClaimPart, Link, joint_speakers, links_above
from sayso.provenance.standing import Budget, Case, Judgement, OutOfBudget, Voice
from sayso.record.model import Standing

# Work for one claim, and for all of a record, in documents and parties looked at; in a large record so much
# for each of its claims.
_MAX_CLAIM_WORK: Final = 100_000
_MAX_RECORD_WORK: Final = 2_000_000
_WORK_PER_CLAIM: Final = 20


class DecidingLink(Struct, frozen=True):
    """A link of control, and the standing that the claim would have without it."""

    link: Link
    standing: Standing


def links_budget(claims: int) -> Budget:
    """The work for the links of one record with so many `claims`."""
    return Budget(_MAX_CLAIM_WORK, 0, max(_MAX_RECORD_WORK, _WORK_PER_CLAIM * claims))


def deciding_links(case: Case, judgement: Judgement, budget: Budget) -> Iterator[DecidingLink]:
    """The links that no source shows and without which the claim of `case` would have another standing.

    Where that is more work than `budget` allows, what is found by then.
    """
    voices = _bearing_voices(case, judgement)
    if not voices:
        return
    case.budget.grant()
    try:
        joint = joint_speakers(case)
        starts = sorted({(id, "") for voice in voices & joint.keys() for id, _ in joint[voice]})
        with budget.part(_MAX_CLAIM_WORK) as part:
            links = links_above(case.graph.control, starts, lambda link: not link.source, part)
            # Without all of them no number is lower than without one.
            claim = ClaimPart(case, part) if links else None
            if claim and claim.judgement_without(links, part).standing != judgement.standing:
                for link in links:
                    standing = claim.judgement_without([link], part).standing
                    if standing != judgement.standing:
                        yield DecidingLink(link, standing)
    except OutOfBudget:
        pass


def _bearing_voices(case: Case, judgement: Judgement) -> set[Voice]:
    """The voices that would have to come apart for another standing, by a number that rises; else none."""
    if judgement.standing in ("not-checkable", "contested") or not all(
        side.exact or side.voices > 1 for side in judgement.sides
    ):
        return set()
    why = {judged.why for judged in judgement.items}
    answers = {each.answer for each in case.claim.response if each.source}
    voices: set[Voice] = set()
    if "accused-voice" in why or "retracts" in answers:
        voices.update(case.accused_voices)
    match judgement.standing:
        case "corroborated":
            return voices
        case "single-source":
            (voice,) = judgement.support.cut
            return voices | {case.claimant_voice, case.voice_of(voice[0])}
        case "refuted":
            voices = set()
    if why & {"claimant-voice", "traces-to-claimant", "partial"} or "confirms" in answers:
        voices.add(case.claimant_voice)
    return voices
