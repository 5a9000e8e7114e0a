"""What a change asks its reader to believe: one belief a line, with the claims that hang on it."""

from typing import Final, Literal

from msgspec import Struct

from sayso.record.file import Entry, Place
from sayso.record.model import Claim, Standing
from sayso.rules.rule import RaisedClaim

Of = Literal["party", "source", "claim", "file", "project"]

LISTED_CLAIM_FIELDS: Final = ("claimant", "against", "stated_in", "response")
"""Edits of these fields of a claim are told whether or not a standing hangs on them yet."""


class DependentClaim(Struct, frozen=True):
    """A claim whose standing hangs on something: what it has, and what it would have without.

    `without` is None where that cannot be told, as the claim merely rests on it. `others` says that further
    edits of the change would be enough as well, and `without` is what is left without all of them.
    """

    entry: Entry[Claim]
    standing: Standing
    voices: int
    without: Standing | None = None
    without_voices: int = 0
    others: bool = False

    @property
    def keeps_standing(self) -> bool:
        """Whether it has the same standing without, and only another number of voices."""
        return self.without == self.standing

    @property
    def is_raised(self) -> bool:
        """Whether without it less supports the claim, or something contradicts it."""
        return self.without is not None and is_higher(self.standing, self.without)


# From what nothing carries to what nothing speaks against.
_RANKS: Final[dict[Standing, int]] = {
    "refuted": 0,
    "self-asserted": 1,
    "partly-backed": 2,
    "contested": 3,
    "single-source": 4,
    "corroborated": 5,
    "not-checkable": 6,
}


def is_higher(standing: Standing, other: Standing) -> bool:
    """Whether more supports a claim of that standing than one of the other, or less contradicts it."""
    return _RANKS[standing] > _RANKS[other]


class Belief(Struct, frozen=True):
    """One thing that a change asks its reader to believe.

    It is about the `field` of the party, source or claim `id`, or about a file or the project. `old` and
    `new` are the values of the field, and `place` is where it stands now; None if it is nowhere.
    """

    of: Of
    id: str
    field: str
    sentence: str
    place: Place | None = None
    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    claims: tuple[DependentClaim, ...] = ()

    @property
    def path(self) -> str:
        """The file where it stands now; empty if it is nowhere."""
        return self.place.file.path if self.place else ""

    @property
    def weight(self) -> tuple[int, int, int]:
        """How much hangs on it: claims raised by it, claims with another standing, claims at all."""
        claims = self.claims
        raised = sum(claim.is_raised for claim in claims)
        return raised, sum(not claim.keeps_standing for claim in claims), len(claims)


class Beliefs(Struct, frozen=True):
    """All of them, the gravest first. Where there was too much to try out, `complete` is False.

    `resting` are claims that stand higher only by sources that are new, of parties that are not.
    """

    each: tuple[Belief, ...] = ()
    complete: bool = True
    resting: tuple[RaisedClaim, ...] = ()

    def rises(self) -> list[RaisedClaim]:
        """The claims that the change raises, but for what is added as an item or an answer of their own."""
        edits = [
            RaisedClaim(each.entry, each.standing, each.without, belief.sentence, belief.place)
            for belief in self.each
            if belief.old or belief.field not in ("items", "response")
            for each in belief.claims
            if each.without is not None and each.is_raised
        ]
        return [*edits, *self.resting]


def merge_beliefs(*parts: Beliefs) -> Beliefs:
    """The beliefs of all `parts`, the gravest first; of those that weigh the same, in their order."""
    each = [belief for part in parts for belief in part.each]
    each.sort(key=lambda belief: belief.weight, reverse=True)
    resting = tuple([rise for part in parts for rise in part.resting])
    return Beliefs(tuple(each), all(part.complete for part in parts), resting)
