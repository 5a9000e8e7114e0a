"""What the formats of a comparison share: what differs, in sections, and sentences."""

from collections.abc import Iterator
from typing import Final, Literal

from sayso.report.compare import ClaimVersion, Comparison, Difference
from sayso.rules.sentences import count, count_voices

NONE: Final = "none"
"""In the place of a standing that cannot be told, or that is not declared."""


Differs = Literal["added", "removed", "standing", "reworded", "declared", "outcome"]
"""What differs, in words."""
_SECTIONS: Final[dict[Differs, str]] = {
    "standing": "with another standing",
    "added": "added",
    "removed": "removed",
    "reworded": "reworded",
    "declared": "with another declared standing",
    "outcome": "with another outcome",
}


def changes(difference: Difference) -> list[Differs]:
    """What differs, in words; the most important first."""
    if difference.old is None:
        return ["added"]
    if difference.new is None:
        return ["removed"]
    told: tuple[tuple[Differs, object], ...] = (
        ("standing", difference.causes),
        ("reworded", difference.words),
        ("declared", difference.redeclared),
        ("outcome", difference.outcomes),
    )
    return [name for name, differs in told if differs]


def sections(comparison: Comparison) -> Iterator[tuple[str, list[Difference]]]:
    """The differences by what they are, in words; those with another standing first."""
    for name, what in _SECTIONS.items():
        members = [each for each in comparison.differences if changes(each)[0] == name]
        if members:
            yield what, members


def total_line(comparison: Comparison) -> str:
    """The line that ends a comparison."""
    told = ", ".join(f"{len(members)} {what}" for what, members in sections(comparison))
    none = "no claim differs" if comparison.beliefs.each else "no difference"
    reopened = sum(difference.outcomes == ("meets", "open") for difference in comparison.differences)
    open_now = (
        f"; {count(reopened, 'claim')} that met the house rule {'is' if reopened == 1 else 'are'} open now"
    )
    line = f"{told or none}; {count(comparison.unchanged, 'claim')} as before"
    return line + (open_now if reopened else "")


def claim_name(difference: Difference) -> str:
    """What to call a claim."""
    return difference.id or "(a claim without a readable id)"


def standing_text(seen: ClaimVersion) -> str:
    """The standing of a claim with the number of voices; `none` where it cannot be judged."""
    if seen.judgement is None:
        return NONE
    return f"{seen.judgement.standing} ({count_voices(seen.judgement.support)})"


def change_text(old: object, new: object, arrow: str) -> str:
    """`old → new`."""
    return f"{old or NONE} {arrow} {new or NONE}"
