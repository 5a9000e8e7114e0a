"""The claims of a list: in which order, and in which groups."""

from collections.abc import Callable, Sequence
from typing import Any, Final, assert_never

from sayso.record.model import Standing
from sayso.report.report import ClaimReport
from sayso_cli.listing.filters import UNREADABLE
from sayso_cli.listing.kinds import GroupBy, Sort

# The gravest first; what cannot be judged is graver still.
_GRAVEST: Final[tuple[Standing, ...]] = (
    "self-asserted",
    "refuted",
    "partly-backed",
    "contested",
    "single-source",
    "corroborated",
    "not-checkable",
)


def gravity(claim: ClaimReport) -> int:
    """The place of the standing of a claim in the order of gravity; 0 for the gravest."""
    return _GRAVEST.index(claim.judgement.standing) + 1 if claim.judgement else 0


def _voices(claim: ClaimReport) -> int:
    return claim.judgement.support.voices if claim.judgement else -1


def _day_stated(claim: ClaimReport) -> tuple[bool, str]:
    stated = claim.entry.value.stated_on if claim.entry.value else ""
    return not stated, stated


CLAIM_SORTS: Final[dict[Sort, Callable[[ClaimReport], Any]]] = {
    Sort.RECORD: lambda _: 0,
    Sort.STANDING: gravity,
    Sort.VOICES: _voices,
    Sort.CLAIMANT: lambda claim: [name.casefold() for name in claim.claimants],
    Sort.STATED: _day_stated,
    Sort.ID: lambda claim: claim.entry.id,
}
"""What claims can be sorted by; the first if nothing is said. What is not known comes last, or first where
that is graver."""


def group_claims(claims: Sequence[ClaimReport], by: GroupBy) -> list[tuple[str, list[ClaimReport]]]:
    """Claims in groups with a name, the gravest standing first, else the largest; one may be in several."""
    groups: dict[str, list[ClaimReport]] = {}
    for claim in claims:
        for name in dict.fromkeys(_names(claim, by)):
            groups.setdefault(name, []).append(claim)
    if by is GroupBy.STANDING:
        return sorted(groups.items(), key=lambda group: gravity(group[1][0]))
    return sorted(groups.items(), key=lambda group: -len(group[1]))


def _names(claim: ClaimReport, by: GroupBy) -> Sequence[str]:
    """The names of the groups that a claim belongs to."""
    match by:
        case GroupBy.CLAIMANT:
            return claim.claimants or (UNREADABLE,)
        case GroupBy.STANDING:
            return (claim.judgement.standing if claim.judgement else UNREADABLE,)
        case GroupBy.OUTCOME:
            return (claim.outcome or "no rule applies",)
        case GroupBy.TAG:
            return (claim.entry.value.tags if claim.entry.value else ()) or ("no tag",)
        case GroupBy.VOICE:
            return claim.voices or ("no independent voice",)
        case _:
            assert_never(by)
