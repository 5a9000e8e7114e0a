"""What the formats for people share: the sections of a comparison, and its sentences."""

from collections.abc import Iterator
from typing import Final

from sayso.report.compare import ClaimVersion, Comparison, Difference
from sayso.rules.sentences import count, count_voices

NONE: Final = "none"
"""In the place of a standing that cannot be told, or that is not declared."""


def sections(comparison: Comparison) -> Iterator[tuple[str, list[Difference]]]:
    """The differences by what they are, in words; those with another standing first."""
    standing, added, removed, reworded, redeclared, outcome = (list[Difference]() for _ in range(6))
    for difference in comparison.differences:
        if difference.old is None:
            added.append(difference)
        elif difference.new is None:
            removed.append(difference)
        elif difference.causes:
            standing.append(difference)
        elif difference.words:
            reworded.append(difference)
        else:
            (redeclared if difference.redeclared else outcome).append(difference)
    for what, members in (
        ("with another standing", standing),
        ("added", added),
        ("removed", removed),
        ("reworded", reworded),
        ("with another declared standing", redeclared),
        ("with another outcome", outcome),
    ):
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
