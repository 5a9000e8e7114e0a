"""A declared standing held against the computed one: shared by `overstated` and `understated`."""

from typing import Final

from msgspec import UNSET

from sayso.record.model import Standing
from sayso.rules.conditions import has_standing
from sayso.rules.finding import Finding, Findings, Level
from sayso.rules.rule import ClaimSubject, Family, Rule
from sayso.rules.sentences import next_step, reason_sentence

# How much support and how much contradiction each standing speaks of.
_SAYS: Final[dict[Standing, tuple[int, int]]] = {
    "corroborated": (3, 0),
    "single-source": (2, 0),
    "contested": (2, 1),
    "partly-backed": (1, 0),
    "self-asserted": (0, 0),
    "refuted": (0, 1),
}


def declares_more(on: ClaimSubject) -> bool | None:
    """Whether the declared standing claims more than the record carries; None if the two are equal.

    More support is more; so is no word of a contradiction that the record carries.
    """
    declared, computed = on.claim.standing, on.judgement.standing
    if declared is UNSET or declared == computed:
        return None
    if "not-checkable" in (declared, computed):
        return computed == "not-checkable"
    support, contradiction = _SAYS[declared]
    carried, against = _SAYS[computed]
    return support > carried or contradiction < against


def declaration_finding(on: ClaimSubject, level: Level) -> Finding:
    """That another standing is declared than the record carries."""
    declared, computed = on.claim.standing, on.judgement.standing
    help = f'write `"standing": "{computed}"`'
    if "not-checkable" in (declared, computed):
        help += ", or correct `kind`"
    elif declared is not UNSET and _SAYS[declared][0] > _SAYS[computed][0]:
        help += ", or add what carries more"
    message = f"declared `{declared}`, but the record carries `{computed}`: {reason_sentence(on)}"
    return Finding(level, message, help, on.place("standing"))


def standing_rule(module: str, standing: Standing) -> Rule:
    """The check that `module` describes: that a claim has `standing`, which is a note once it is declared."""

    @Rule(Family.STANDING, (Level.WARNING, Level.NOTE), module, conditions=(has_standing(standing),))
    def check(on: ClaimSubject) -> Findings:
        level = Level.NOTE if on.claim.standing == standing else Level.WARNING
        yield Finding(level, reason_sentence(on), next_step(on), on.place("statement"))

    return check
