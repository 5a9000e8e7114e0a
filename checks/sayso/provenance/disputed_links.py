"""What a claim rests on if links of control that are disputed do not hold.

Its standing takes them as holding, so that no number is too high. Here the claim is judged again without all
of them at once and, where they are few, without each set of them.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from msgspec import Struct

from sayso.provenance.claim_part import ClaimPart, Link, links_above, speakers_of
from sayso.provenance.standing import Case, Judgement, OutOfBudget
from sayso.provenance.whatif import Outcome

MAX_LINKS: Final = 8
"""Of more disputed links than this not every set is tried, but each alone and all together."""
# Work for one claim, in documents and parties looked at; and what it costs to judge it once more.
_MAX_CLAIM_WORK: Final = 200_000
_TRIAL_WORK: Final = 300


class WithoutLinks(Struct, frozen=True):
    """Some disputed links, none of them needless, and what the claim rests on if none of them holds."""

    links: tuple[Link, ...]
    outcome: Outcome


class DisputedLinks(Struct, frozen=True):
    """The disputed `links` that bear on a claim, and what it would rest on without some of them.

    `recorded` is what it rests on with all of them, `highest` without any; None where that was too much work.
    `each` are the sets that make a difference and of which no link is needless, the smallest first. They are
    `complete` if every set was tried, and all numbers are exact.
    """

    links: tuple[Link, ...]
    recorded: Outcome
    highest: Outcome | None
    each: tuple[WithoutLinks, ...] = ()
    complete: bool = True


def disputed_links(case: Case, judgement: Judgement) -> DisputedLinks:
    """What `judgement`, of `case`, would be if disputed links did not hold."""
    recorded = Outcome.of(judgement)
    if not case.graph.control.has_disputed or case.claim.kind != "factual":
        return DisputedLinks((), recorded, recorded)
    links: tuple[Link, ...] = ()
    outcomes = {links: recorded}
    complete = True
    try:
        with case.budget.part(_MAX_CLAIM_WORK) as budget:
            claim = ClaimPart(case, budget)
            starts = [(id, "") for id in speakers_of(case)]
            links = tuple(links_above(case.graph.control, starts, lambda link: link.disputed, budget))
            for some in _link_sets(links):
                budget.total -= _TRIAL_WORK
                outcomes[some] = Outcome.of(claim.judgement_without(some, budget))
                # No link raises a number: where all of them change nothing, none does.
                if some == links and outcomes[some] == recorded:
                    break
            else:
                complete = len(links) <= MAX_LINKS
    except OutOfBudget:
        complete = False
    each = [WithoutLinks(some, outcome) for some, outcome in outcomes.items() if _needs_all(some, outcomes)]
    each.sort(key=lambda one: (len(one.links), one.links))
    highest = outcomes.get(links) if links or complete else None
    complete = complete and all(outcome.is_exact for outcome in outcomes.values())
    return DisputedLinks(links, recorded, highest, tuple(each), complete)


def _link_sets(links: tuple[Link, ...]) -> Iterator[tuple[Link, ...]]:
    """The sets of links to try: all, then the others, or each alone where there are too many."""
    if links:
        yield links
        for size in range(1, len(links) if len(links) <= MAX_LINKS else 2):
            yield from combinations(links, size)


def _needs_all(some: Sequence[Link], outcomes: dict[tuple[Link, ...], Outcome]) -> bool:
    """Whether each of some links is needed for the outcome without them, as far as the others were tried."""
    smaller = [outcomes.get(tuple(link for link in some if link != one)) for one in some]
    return bool(some) and all(other is not None and other != outcomes[tuple(some)] for other in smaller)
