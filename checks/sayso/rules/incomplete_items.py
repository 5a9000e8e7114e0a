"""Items of a claim that lack something, as one finding: shared by `unchecked-item` and `no-locator`."""

from collections.abc import Callable
from typing import Final

from sayso.provenance.brief_lists import some_of
from sayso.record.model import Item
from sayso.rules.conditions import has_items
from sayso.rules.finding import Findings, Level, note
from sayso.rules.rule import ClaimSubject, Family, Rule
from sayso.rules.sentences import enumeration

# So many sources are named; of the others, the number is.
_NAMED: Final = 3


def incomplete_item_rule(module: str, lacks: Callable[[Item], bool], message: str, help: str) -> Rule:
    """The check that `module` describes: a note on items; `{}` in `message` stands for their sources."""

    @Rule(Family.EVIDENCE, (Level.NOTE,), module, conditions=(has_items,))
    def check(on: ClaimSubject) -> Findings:
        own = [item.source for item in on.claim.evidence if lacks(item)]
        sources = own + [item.source for item in on.claim.corroboration if lacks(item)]
        if sources:
            named = enumeration(some_of([f"`{source}`" for source in dict.fromkeys(sources)], _NAMED))
            place = on.place("evidence" if own else "corroboration")
            yield note(message.format(named), help, place)

    return check
