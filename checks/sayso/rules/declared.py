"""A declared standing held against the computed one: shared by `overstated` and `understated`."""

from typing import Final

from msgspec import UNSET

from sayso.record.model import Standing
from sayso.rules.rule import OnClaim

# How much support and how much contradiction each standing speaks of.
_SAYS: Final[dict[Standing, tuple[int, int]]] = {
    "corroborated": (3, 0),
    "single-source": (2, 0),
    "contested": (2, 1),
    "partly-backed": (1, 0),
    "self-asserted": (0, 0),
    "refuted": (0, 1),
}


def declares_more(on: OnClaim) -> bool | None:
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


def mend(on: OnClaim) -> str:
    """What to write instead."""
    declared, computed = on.claim.standing, on.judgement.standing
    write = f'write `"standing": "{computed}"`'
    if "not-checkable" in (declared, computed):
        return f"{write}, or correct `kind`"
    if declared is not UNSET and _SAYS[declared][0] > _SAYS[computed][0]:
        return f"{write}, or add what carries more"
    return write
