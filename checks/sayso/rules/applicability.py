"""Whether there is anything in a claim for a check to look at.

A check that does not apply has not passed. Each condition says why a check has nothing to look at, worded to
follow "not applicable:", or gives the empty string where it has.
"""

from collections.abc import Callable

from sayso.record.model import Item, Standing
from sayso.record.project import registers
from sayso.rules.rule import ClaimScope, Condition, facts_of_claim


def requires(wanted: Callable[[ClaimScope], object], otherwise: str) -> Condition:
    """The claim has what `wanted` looks for; `otherwise` says that it has not."""
    return Condition(lambda scope: "" if wanted(scope) else otherwise)


def requires_fact(fact: str, otherwise: str) -> Condition:
    """The claim has one of `facts`; `otherwise`, in which `{}` is the claim, says that it has not."""

    def missing(scope: ClaimScope) -> str:
        given = facts_of_claim(scope.on.claim, scope.on.judgement)
        return "" if fact in given else otherwise.format(scope.on)

    return Condition(missing, fact)


def has_standing(standing: Standing) -> Condition:
    """The claim has that standing."""
    return requires_fact(standing, "the standing is {.judgement.standing}")


def supporting_items(items: tuple[Item, ...]) -> list[Item]:
    """The items that support the claim."""
    return [item for item in items if item.stance == "supports"]


is_factual = requires_fact("factual", "this is recorded as {.claim.kind}")
is_verified = requires(
    lambda scope: any(file.lock for file in (scope.on.entry.file, *registers(scope.on.entry.file))),
    "nothing was verified: there is no lock file",
)
declares_standing = requires_fact("standing", "no standing is declared")
has_items = requires(lambda scope: scope.items, "there are no items")
weighs_items = requires(
    lambda scope: any(item.stance in ("supports", "refutes") for item in scope.items),
    "there are no items that support or refute it",
)
is_based_on = requires(
    lambda scope: any(source.based_on for source in scope.sources.values()),
    "none of its sources is based on another",
)
is_waived = requires(
    lambda scope: scope.on.claim.waive or any(source.waive for source in scope.sources.values()),
    "nothing is waived",
)
has_voices = requires(
    lambda scope: scope.on.judgement.support.cut or scope.on.judgement.contradiction.cut,
    "nothing that counts supports or refutes it",
)
