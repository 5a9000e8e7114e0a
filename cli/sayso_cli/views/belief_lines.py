"""What a change asks to believe, as the formats share it: its heading, its sentences, its JSON."""

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from sayso.record.model import Standing
from sayso.report.belief import LISTED_CLAIM_FIELDS, Belief, Beliefs, DependentClaim, Of
from sayso.rules.sentences import count
from sayso_cli.formats.jsontext import Ordinal
from sayso_cli.pen import INDENT, Pen

HEADING: Final = "This change asks you to believe"
INCOMPLETE: Final = "There was too much to try out: more may hang on this change than is told here."
NOTHING_HANGS: Final = "no standing in these files hangs on it yet"
# So many claims that hang on one thing are named; of the others, the number is.
_NAMED: Final = 5
# So many beliefs are shown in the terminal unless all are asked for.
_SHOWN: Final = 50


def belief_lines(pen: Pen, beliefs: Beliefs) -> Iterator[str]:
    """`beliefs` in the terminal, below their heading; nothing where there are none."""
    if beliefs.each:
        yield from pen.title(HEADING)
    shown = beliefs.each if pen.look.verbose else beliefs.each[:_SHOWN]
    for belief in shown:
        yield from pen.wrapped(belief.sentence, INDENT)
        if belief.place is not None:
            place = belief.place
            yield from pen.wrapped(f"({place.file.path}:{place.position().line})", INDENT)
        for line in claim_lines(belief):
            yield from pen.wrapped(line, f"{INDENT}- ")
        yield ""
    if len(beliefs.each) > len(shown):
        yield from pen.wrapped(f"and {len(beliefs.each) - len(shown)} more; -v shows all", INDENT)
        yield ""
    if not beliefs.complete:
        yield from pen.wrapped(INCOMPLETE, INDENT)
        yield ""


def claim_lines(belief: Belief) -> list[str]:
    """The claims that hang on `belief`, a sentence each, the gravest first."""
    claims = sorted(belief.claims, key=lambda each: (not each.is_raised, each.keeps_standing))
    lines = [_sentence(each) for each in claims[:_NAMED]]
    if len(claims) > _NAMED:
        lines.append(f"and {count(len(claims) - _NAMED, 'more claim')}")
    if not claims and (belief.of in ("party", "source") or belief.field in LISTED_CLAIM_FIELDS):
        lines.append(NOTHING_HANGS)
    return lines


def _sentence(hanging: DependentClaim) -> str:
    told = f"`{hanging.entry.id}`: {hanging.standing}"
    if hanging.without is None:
        return told
    if hanging.keeps_standing:
        voices = count(hanging.voices, "independent voice")
        return f"{told}, {voices}; without this, {hanging.without_voices or 'none'}"
    if hanging.others:
        return f"{told}; without this and what would be enough as well, {hanging.without}"
    return f"{told}; without this, {hanging.without}"


class HangingShape(Struct, frozen=True, gc=False):
    """A claim that hangs on a belief, and its standing without."""

    id: str
    path: str
    standing: Standing
    without: Standing | None


class BeliefShape(Struct, frozen=True, gc=False):
    """One thing that the change asks to believe."""

    of: Of
    id: str
    field: str
    old: Sequence[str]
    new: Sequence[str]
    message: str
    path: str | None
    line: Ordinal | None
    claims: Sequence[HangingShape]


class BeliefsShape(Struct, frozen=True):
    """What the change asks to believe, the gravest first."""

    complete: bool
    each: Sequence[BeliefShape]


def beliefs_shape(beliefs: Beliefs) -> BeliefsShape:
    """`beliefs` for a JSON report."""
    return BeliefsShape(beliefs.complete, [_belief_shape(belief) for belief in beliefs.each])


def _belief_shape(belief: Belief) -> BeliefShape:
    place = belief.place
    return BeliefShape(
        of=belief.of,
        id=belief.id,
        field=belief.field,
        old=belief.old,
        new=belief.new,
        message=belief.sentence,
        path=place.file.path if place else None,
        line=place.position().line if place else None,
        claims=[
            HangingShape(each.entry.id, each.entry.file.path, each.standing, each.without)
            for each in belief.claims
        ],
    )
