"""The claims of a report by what there is to say of them."""

from collections.abc import Sequence
from typing import Final, Literal

from sayso.report.report import ClaimReport
from sayso.rules.finding import Finding

Section = Literal["flagged", "unread", "others", "rest", "known", "drafts"]
"""Where a claim is told: on the claimant's word alone, not judged, other ones with warnings, the rest, known
before, and drafts.
"""
SECTIONS: Final[tuple[Section, ...]] = ("flagged", "unread", "others", "rest", "known", "drafts")
"""The sections in their order."""


def section_of(claim: ClaimReport, found: Sequence[Finding], *, verbose: bool) -> Section:
    """Where a claim is told, with what was found about it.

    Where a baseline knows it, it need not be said, but with `verbose`, that it rests on the claimant's word.
    """
    judgement = claim.judgement
    graver = any(finding.is_shown_by_default for finding in found)
    if claim.known:
        return "known"
    if judgement is None:
        return "unread"
    if claim.draft:
        return "others" if graver else "drafts"
    in_baseline = any(each.baselined and each.check == "self-asserted" for each in found)
    if judgement.standing == "self-asserted" and (verbose or not in_baseline):
        return "flagged"
    return "others" if graver else "rest"


def place_in_section(claim: ClaimReport, section: Section, number: int) -> tuple[int, int, int]:
    """Where a claim goes that has this number in its file; what nobody has declared yet is first.

    That is what there is to do.
    """
    declared = section == "flagged" and claim.declared == "self-asserted"
    return SECTIONS.index(section), int(declared), number
