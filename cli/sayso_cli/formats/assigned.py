"""Which findings are about which claim."""

from collections.abc import Callable
from typing import NamedTuple

from sayso.report.report import ClaimReport, FileReport, in_order
from sayso.rules.finding import Finding


class ClaimFindings(NamedTuple):
    """A claim, and the findings about it that are to be shown."""

    claim: ClaimReport
    found: list[Finding]


def findings_by_claim(
    file: FileReport, shows: Callable[[Finding], bool]
) -> tuple[list[ClaimFindings], list[Finding]]:
    """The claims of `file`, each with its findings, and the findings about none; only what `shows` allows."""
    claims = [ClaimFindings(claim, []) for claim in file.claims]
    by_place = {told.claim.entry.pointer: told for told in claims}
    by_id = {told.claim.entry.id: told for told in claims}
    of_file: list[Finding] = []
    for finding in file.found:
        if shows(finding):
            # An id may be taken twice, so the place goes first.
            place = finding.place.pointer
            told_of = by_place.get(place[:2]) or by_place.get(place[:1])
            if not told_of and finding.claim:
                told_of = by_id.get(finding.claim)
            (told_of.found if told_of else of_file).append(finding)
    return claims, list(in_order(of_file))
