"""Whether there is anything in a claim for a check to look at.

A check that does not apply has not passed. Each condition says why a check has nothing to look at, worded to
follow "not applicable:", or gives the empty string where it has.
"""

from collections.abc import Callable

from sayso.record.model import Item, Standing
from sayso.record.project import registers
from sayso.rules.rule import Condition, Scope


def has_standing(standing: Standing) -> Condition:
    """The claim has that standing."""

    def condition(scope: Scope) -> str:
        given = scope.on.judgement.standing
        return "" if given == standing else f"the standing is {given}"

    return condition


def holds(fact: Callable[[Scope], object], otherwise: str) -> Condition:
    """The claim has what `fact` looks for; `otherwise` says that it has not."""
    return lambda scope: "" if fact(scope) else otherwise


def is_factual(scope: Scope) -> str:
    """The claim is one that can be checked."""
    kind = scope.on.claim.kind
    return "" if kind == "factual" else f"this is recorded as {kind}"


def is_verified(scope: Scope) -> str:
    """The file, or a register of it, has a lock file."""
    file = scope.on.entry.file
    locked = any(each.lock is not None for each in (file, *registers(file)))
    return "" if locked else "nothing was verified: there is no lock file"


def is_of_a_change(_: Scope) -> str:
    """A change is checked; of a record alone there is none."""
    return "it is about a change: `sayso check --since`"


def supporting(items: tuple[Item, ...]) -> list[Item]:
    """The items that support the claim."""
    return [item for item in items if item.stance == "supports"]


declares = holds(lambda scope: scope.on.claim.standing, "no standing is declared")
has_items = holds(lambda scope: scope.items, "there are no items")
weighs_items = holds(
    lambda scope: any(item.stance in ("supports", "refutes") for item in scope.items),
    "there are no items that support or refute it",
)
is_based_on = holds(
    lambda scope: any(source.based_on for source in scope.sources.values()),
    "none of its sources is based on another",
)
is_waived = holds(
    lambda scope: scope.on.claim.waive or any(source.waive for source in scope.sources.values()),
    "nothing is waived",
)
has_voices = holds(
    lambda scope: scope.on.judgement.support.cut or scope.on.judgement.contradiction.cut,
    "nothing that counts supports or refutes it",
)
