"""Whether there is anything in a claim for a check to look at.

A check that does not apply has not passed. What a condition says otherwise is worded to follow "not
applicable:".
"""

from collections.abc import Callable

from sayso.record.model import Source, Standing
from sayso.rules.rule import Condition, facts_of_claim


def requires_fact(fact: str, otherwise: str) -> Condition:
    """The claim has one of the facts of `facts_of_claim`."""
    return Condition(
        lambda scope: fact in facts_of_claim(scope.on.claim, scope.on.judgement), otherwise, fact
    )


def has_standing(standing: Standing) -> Condition:
    """The claim has that standing."""
    return requires_fact(standing, "the standing is {.judgement.standing}")


def some_source(wanted: Callable[[Source], object], otherwise: str) -> Condition:
    """One of the sources of the claim has what `wanted` looks for."""
    return Condition(lambda scope: any(map(wanted, scope.sources.values())), otherwise)


is_factual = requires_fact("factual", "this is recorded as {.claim.kind}")
is_verified = Condition(
    lambda scope: scope.on.graph.record.has_lock,
    "nothing was verified: there is no lock file",
)
declares_standing = requires_fact("standing", "no standing is declared")
has_items = Condition(lambda scope: scope.items, "there are no items")
weighs_items = Condition(
    lambda scope: not {"supports", "refutes"}.isdisjoint(scope.stances),
    "there are no items that support or refute it",
)
is_based_on = some_source(lambda source: source.based_on, "none of its sources is based on another")
is_waived = Condition(
    lambda scope: scope.on.claim.waive or any(source.waive for source in scope.sources.values()),
    "nothing is waived",
)
has_voices = Condition(
    lambda scope: scope.on.judgement.support.cut or scope.on.judgement.contradiction.cut,
    "nothing that counts supports or refutes it",
)
