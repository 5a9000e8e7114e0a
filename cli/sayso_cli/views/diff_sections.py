"""What the formats of a comparison share: what differs, in sections, and sentences."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final, Literal, NamedTuple

from sayso.report.compare import ClaimVersion, Comparison, Difference
from sayso.rules.sentences import count, count_voices

# In the place of a standing that cannot be told, or that is not declared.
_NONE: Final = "none"


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
        ("declared", difference.is_redeclared),
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


class Wording(NamedTuple):
    """How a format writes what is not of its own words.

    What stands between what was and what is, each kind of a piece of changed words, a text of the record,
    and a sentence that may hold ids.
    """

    arrow: str
    pieces: Mapping[str, str]
    text: Callable[[str], str] = lambda text: text
    sentence: Callable[[str], str] = lambda sentence: sentence


def claim_rows(difference: Difference, wording: Wording) -> Iterator[tuple[str, str]]:
    """What there is to say of a claim that differs: labels, each with what belongs to it, if there is any."""
    old, new = difference.old, difference.new
    if old is None or new is None:
        only = new or old
        assert only is not None
        yield "statement", wording.text(only.statement)
        yield "standing", _standing_text(only)
        yield "declared", only.declared or ""
        return
    if difference.causes:
        yield "standing", f"{_standing_text(old)} {wording.arrow} {_standing_text(new)}"
        yield "because", wording.sentence(difference.causes.sentence)
    if difference.outcomes:
        yield "outcome", f" {wording.arrow} ".join(difference.outcomes)
    if difference.is_redeclared:
        yield "declared", f"{old.declared or _NONE} {wording.arrow} {new.declared or _NONE}"
    pieces = (wording.pieces[piece.kind].format(wording.text(piece.text)) for piece in difference.words)
    yield "reworded", "".join(pieces)


def _standing_text(version: ClaimVersion) -> str:
    """The standing of a claim with the number of voices; `none` where it cannot be judged."""
    if version.judgement is None:
        return _NONE
    return f"{version.judgement.standing} ({count_voices(version.judgement.support)})"
