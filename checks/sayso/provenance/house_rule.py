"""What a claim is against the rule of the house, which asks for a number of independent voices."""

from typing import Literal, get_args

from sayso.provenance.standing import Judgement, Strength

RuleOutcome = Literal["cannot", "open", "meets"]
"""The claim falls short whatever the `unknown` turn out to be; it does, but for what nobody knows yet; it
does not fall short.
"""
OUTCOMES: tuple[RuleOutcome, ...] = get_args(RuleOutcome)
"""All of them."""


def rule_outcome(judgement: Judgement, least: int) -> RuleOutcome | None:
    """What a claim is against a rule that asks for `least` voices; None where there is nothing to ask.

    The rule asks the side that the standing is about. What nothing supports as yet may turn out to be
    supported or to be refuted, and falls short for certain only if it would either way.
    """
    if judgement.standing == "not-checkable":
        return None
    if side_under_rule(judgement).voices >= least:
        return "meets"
    sides = [judgement.support]
    if not judgement.support.voices:
        sides.append(judgement.contradiction)
    proven = all(side.at_most_exact and side.at_most < least for side in sides)
    return "cannot" if proven else "open"


def side_under_rule(judgement: Judgement) -> Strength:
    """The side that a rule asks for voices: contradiction of a refuted claim, support of any other."""
    return judgement.contradiction if judgement.standing == "refuted" else judgement.support
