"""Items of a claim that lack something, as one finding: shared by `unchecked-item` and `no-locator`."""

from collections.abc import Callable
from typing import Final

from sayso.provenance.causes import some_of
from sayso.record.model import Item
from sayso.rules.finding import Finding, Findings, Level
from sayso.rules.rule import OnClaim
from sayso.rules.sentences import enumeration

# So many sources are named; of the others, the number is.
_NAMED: Final = 3


def note_on_lacking_items(on: OnClaim, lacks: Callable[[Item], bool], message: str, help: str) -> Findings:
    """A note on the items that lack something; `{}` in `message` stands for their sources."""
    claim = on.claim
    ours = [item.source for item in claim.evidence if lacks(item)]
    sources = ours + [item.source for item in claim.corroboration if lacks(item)]
    if sources:
        place = on.place("evidence" if ours else "corroboration")
        yield Finding(Level.NOTE, message.format(_source_list(list(dict.fromkeys(sources)))), help, place)


def _source_list(sources: list[str]) -> str:
    return enumeration(some_of([f"`{source}`" for source in sources], _NAMED))
