"""What a check is, and what it is given to look at."""

import datetime
from collections.abc import Callable, Iterator
from enum import StrEnum

from msgspec import Struct

from sayso.finding import Level, Related, nothing
from sayso.provenance.case import Case
from sayso.provenance.chain import UNTOLD, Chains, Hop, Told
from sayso.provenance.graph import Graph
from sayso.provenance.standing import Judged, Judgement
from sayso.record.file import Entry, Place
from sayso.record.model import Claim, Waiver
from sayso.record.references import Record


class Family(StrEnum):
    """The families that checks come in (SPEC section 3)."""

    STRUCTURE = "structure"
    STANDING = "standing"
    INDEPENDENCE = "independence"


class House(Struct, frozen=True):
    """The rules of the house: what a run is told to require, and the day it is made for."""

    as_of: datetime.date
    min_voices: int | None = None


class Draft(Struct, frozen=True):
    """What a check says; the engine adds the name of the check and whether it is waived."""

    level: Level
    message: str
    help: str
    place: Place
    tell: Callable[[], tuple[Related, ...]] = nothing
    waivers: tuple[Waiver, ...] = ()


class OnRecord(Struct, frozen=True):
    """A whole record, for checks that look beyond one claim."""

    record: Record
    graph: Graph
    house: House


class OnClaim(Struct, frozen=True):
    """One sound claim, judged; `case` is None where the work budget ran out before it could be."""

    entry: Entry[Claim]
    claim: Claim
    judgement: Judgement
    case: Case | None
    chains: Chains
    graph: Graph
    house: House

    def chain(self, judged: Judged) -> Told:
        """The chain that shows why an item counts or does not."""
        return UNTOLD if self.case is None else self.chains.told(self.case, judged)

    def place(self, *path: str | int) -> Place:
        """The place of a field of the claim."""
        return Place(self.entry.file, (*self.entry.pointer, *path))

    def item(self, judged: Judged, *path: str | int) -> Place:
        """The place of an item, or of a field of it."""
        return self.place(judged.section, judged.index, *(path or ("source",)))

    def names(self, voice: tuple[str, ...]) -> str:
        """A voice by the names of its roots."""
        parties = self.graph.record.sound_parties
        return " with ".join(parties[id].name for id in voice)

    @property
    def claimants(self) -> str:
        """The claimants by name."""
        parties = self.graph.record.sound_parties
        return " and ".join(parties[id].name for id in self.claim.claimant)


def related(hops: tuple[Hop, ...]) -> tuple[Related, ...]:
    """The hops of a chain as related places."""
    return tuple(Related(hop.message, hop.place) for hop in hops)


def hops(on: OnClaim, judged: Judged) -> tuple[Related, ...]:
    """The hops of the chain of an item as related places."""
    return related(on.chain(judged).hops)


class Rule(Struct, frozen=True):
    """One check. `page` is the docstring of its module: its page in the docs and in `sayso explain`."""

    name: str
    family: Family
    levels: tuple[Level, ...]
    page: str
    on_record: Callable[[OnRecord], Iterator[Draft]] | None = None
    on_claim: Callable[[OnClaim], Iterator[Draft]] | None = None

    @property
    def summary(self) -> str:
        """The first line of the page."""
        return self.page.strip().splitlines()[0]

    @property
    def waivable(self) -> bool:
        """Whether a waiver may name it: structure is never waived, `self-asserted` is declared instead."""
        return self.family is not Family.STRUCTURE and self.name != "self-asserted"
