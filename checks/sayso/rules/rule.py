"""What a check is, and what it is given to look at."""

import datetime
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from typing import Any, Final, Self

from msgspec import Struct, structs

from sayso.provenance.brief_lists import names_in_brief
from sayso.provenance.chains import NO_CHAIN, Chain, Chains, Hop
from sayso.provenance.disputed_links import DisputedLinks, disputed_links
from sayso.provenance.house_rule import RuleOutcome, rule_outcome
from sayso.provenance.sites import Sites
from sayso.provenance.standing import Budget, Case, Graph, Judgement, OutOfBudget, Verdict, Voice
from sayso.provenance.ways_to_fall import FallingSide, WaysToFall, ways_to_fall
from sayso.record.citations import Citation, citations, hash_once
from sayso.record.file import Entry, File, Place
from sayso.record.model import Claim, Item, Source, Stance, Standing, Waiver
from sayso.record.references import Record
from sayso.rules.finding import Finding, Findings, Level, RelatedPlace

# A voice of more roots than this is named by so many of them.
_NAMED: Final = 5


class Family(StrEnum):
    """The families that checks come in (SPEC section 3)."""

    STRUCTURE = "structure"
    STANDING = "standing"
    INDEPENDENCE = "independence"
    EVIDENCE = "evidence"
    DATES = "dates"
    CONSISTENCY = "consistency"
    FAIRNESS = "fairness"
    VERIFICATION = "verification"
    UPKEEP = "upkeep"


class House(Struct, frozen=True):
    """The rules of the house: what a run is told to require, and the day it is made for.

    Reviews and verifications older than `stale_after` days are stale; None lets them grow as old as they
    like. `open` is the level, at most, of what says that a claim falls short of the rule on voices, where
    that is open: see `Rule.falls_short`. `verdicts` are the ratings that the house gives, each with the
    standings that may carry it; without any it gives what it likes.
    """

    as_of: datetime.date
    min_voices: int | None = None
    stale_after: int | None = 365
    open: Level = Level.ERROR
    verdicts: Mapping[str, tuple[Standing, ...]] = {}

    @property
    def least_voices(self) -> int:
        """How many voices a claim is to have: 1 where no rule is set."""
        return self.min_voices or 1

    @property
    def today(self) -> str:
        """The day, as dates are written in a record."""
        return self.as_of.isoformat()

    @property
    def stale_before(self) -> str:
        """The day before which things are stale; empty if they may be as old as they like."""
        days = self.as_of.toordinal() - (self.stale_after or 0)
        return "" if self.stale_after is None else datetime.date.fromordinal(max(1, days)).isoformat()


class Terms(Struct, frozen=True):
    """What holds for the findings in one file: the house rules, the names of the checks that run, and the
    levels of those whose level is not their own.
    """

    house: House
    rules: frozenset[str]
    levels: Mapping[str, Level] = {}


class RecordSubject(Struct, frozen=True, dict=True):
    """A whole record, for checks that look beyond one claim.

    `waivable` names all checks, and says which a waiver may name; `is_included` says whether the file is
    also a register of another file of this run.
    """

    record: Record
    graph: Graph
    house: House
    waivable: Mapping[str, bool]
    is_included: bool = False

    @cached_property
    def citations(self) -> tuple[Citation, ...]:
        """What the record asks of its sources; several checks hold it against the lock."""
        return citations(self.record)

    @cached_property
    def _known_hashes(self) -> dict[str, str]:
        return {}

    def file_hash(self, entry: Entry[Source]) -> str:
        """The hash of the file of a source, empty if there is none; each file of the disk is read once."""
        file = entry.value.file if entry.value else ""
        return hash_once(file, entry.file.path, self._known_hashes) if file else ""

    def claims(self) -> Iterator[tuple[Entry[Claim], Claim]]:
        """The claims of the file that can be read."""
        for entry in self.record.file.claims:
            if entry.value is not None:
                yield entry, entry.value

    def sources(self) -> Iterator[tuple[Entry[Source], Source]]:
        """The sources of the file and its registers that can be read, each id once."""
        for entry in self.record.sources.values():
            if entry.value is not None:
                yield entry, entry.value


class EntryWaiver(Struct, frozen=True):
    """A waiver where it stands: on the claim with the id `claim`, or on a source.

    `siblings` are all waivers of the same entry.
    """

    waiver: Waiver
    place: Place
    claim: str
    siblings: tuple[Waiver, ...]

    def finding(self, level: Level, message: str, help: str) -> Finding:
        """What a check says of it."""
        return Finding(level, message, help, self.place, waivers=self.siblings, claim=self.claim)


class WaiversSubject(Struct, frozen=True):
    """The waivers of a whole run, once all other checks are done.

    `waivers` are those on entries that were judged. `is_used` says whether a waiver silenced anything,
    `was_run` whether its check was run where it stands.
    """

    waivers: Sequence[EntryWaiver]
    is_used: Callable[[Waiver], bool]
    was_run: Callable[[EntryWaiver], bool]
    house: House


class RaisedClaim(Struct, frozen=True):
    """A claim that a change raises: it would have the standing `without` but for what the change does.

    `why` says what that is, as a clause, and `place` where it stands now; None if it is nowhere. `new` says
    that it is no more than to bring sources of parties that were there before.
    """

    entry: Entry[Claim]
    standing: Standing
    without: Standing
    why: str
    place: Place | None = None
    new: bool = False


class FilesSubject(Struct, frozen=True):
    """All files of a run together."""

    files: Sequence[File]


class ChangeSubject(Struct, frozen=True):
    """What a change raises, where one is checked."""

    rises: Sequence[RaisedClaim]


class ClaimSubject(Struct, frozen=True, dict=True):
    """One sound claim, judged; `case` is None where the work budget ran out before it could be."""

    entry: Entry[Claim]
    claim: Claim
    judgement: Judgement
    case: Case | None
    chains: Chains
    graph: Graph
    house: House
    sites: Sites
    links_budget: Budget

    @property
    def outcome(self) -> RuleOutcome | None:
        """What the claim is against the rule of the house on voices; None where there is nothing to ask."""
        return rule_outcome(self.judgement, self.house.least_voices)

    def ways(self, stance: FallingSide) -> WaysToFall:
        """Every way in which one side of the claim can fall; they are looked for when this is asked."""
        judgement = self.judgement
        sides = {
            "supports": judgement.support,
            "partial": judgement.partly,
            "refutes": judgement.contradiction,
        }
        side = sides[stance]
        if side.exact and not side.voices:
            return WaysToFall()
        return WaysToFall(complete=False) if self.case is None else ways_to_fall(self.case, stance)

    @cached_property
    def disputed(self) -> DisputedLinks | None:
        """What it would rest on if disputed links of control did not hold; None if none bears on it.

        It is worked out when this is asked.
        """
        found = disputed_links(self.case, self.judgement) if self.case else None
        return found if found and (found.links or not found.complete) else None

    def chain(self, judged: Verdict) -> Chain:
        """The chain that shows why an item counts or does not, and where an ally of the claimant speaks."""
        case = self.case
        if case is None:
            return NO_CHAIN
        chain = self.chains.chain(case, judged)
        allied = self.allied_voices if chain.hops and self.graph.allies else ()
        ally = next((id for id in judged.path if case.voice[id] in allied), "")
        if not ally:
            return chain
        entry = self.graph.record.sources[ally]
        hop = Hop(f"`{ally}`", "speaks with the voice of", "an ally of the claimant", entry.place("by"))
        return Chain((*chain.hops, hop))

    @cached_property
    def allied_voices(self) -> frozenset[Voice]:
        """The voices allied with that of the claimants; none where that is too much work."""
        if self.case is None:
            return frozenset()
        self.case.budget.grant()
        try:
            return self.case.allied_voices()
        except OutOfBudget:
            return frozenset()

    def place(self, *path: str | int) -> Place:
        """The place of a field of the claim."""
        return self.entry.place(*path)

    def item_place(self, judged: Verdict, *path: str | int) -> Place:
        """The place of an item, or of a field of it."""
        return self.place(judged.section, judged.index, *(path or ("source",)))

    def items_place(self) -> Place:
        """Where a finding about all items stands: `corroboration`, or `evidence` if only that has any."""
        return self.place("corroboration" if self.claim.corroboration else "evidence")

    def item_chains(self, items: Iterable[Verdict]) -> tuple[RelatedPlace, ...]:
        """What is to be said of each of these items, where it stands."""
        told = [(judged, self.chain(judged).sentence) for judged in items]
        return tuple(RelatedPlace(sentence, self.item_place(judged)) for judged, sentence in told if sentence)

    def item_finding(
        self, judged: Verdict, level: Level, message: str, help: str, waivers: tuple[Waiver, ...] = ()
    ) -> Finding:
        """What a check says of an item, with the hops of its chain as further places."""
        place = self.item_place(judged)
        return Finding(level, message, help, place, lambda: related_hops(self.chain(judged).hops), waivers)

    def speaker_for_claimant(self, document: str, parties: Iterable[str]) -> str:
        """The first of `parties` that speaks with the claimant's voice, if `document` does not; or empty."""
        case = self.case
        if case is None or case.voice[document] == case.claimant_voice:
            return ""
        case.budget.grant()
        try:
            return next((id for id in parties if case.claimant_voice in case.voices_of(id)), "")
        except OutOfBudget:
            return ""

    def voice_name(self, voice: tuple[str, ...]) -> str:
        """A voice by the names of its roots."""
        parties = self.graph.record.sound_parties
        return names_in_brief([parties[id].name for id in voice], _NAMED, " with ")


def related_hops(hops: Iterable[Hop]) -> tuple[RelatedPlace, ...]:
    """The hops of a chain as related places."""
    return tuple(RelatedPlace(hop.message, hop.place) for hop in hops)


class ClaimScope(Struct, frozen=True):
    """A judged claim with its documents and the sources of its responses, by id."""

    on: ClaimSubject
    sources: Mapping[str, Source]

    @property
    def items(self) -> tuple[Item, ...]:
        """The items of both lists."""
        return (*self.on.claim.evidence, *self.on.claim.corroboration)

    @property
    def stances(self) -> list[Stance]:
        """The stances of the items."""
        return [item.stance for item in self.items]


# The fields of a claim that `facts_of_claim` tells.
_FIELDS: Final = ("against", "response", "reviewed", "standing", "verdict")


class Condition(Struct, frozen=True):
    """What a claim must have so that a check finds something: whatever `wanted` looks for.

    `otherwise`, in which `{}` is the claim, says that it has not. Where this is a fact of the claim, `fact`
    names it: see `facts_of_claim`.
    """

    wanted: Callable[[ClaimScope], object]
    otherwise: str
    fact: str = ""


def facts_of_claim(claim: Claim, judgement: Judgement) -> frozenset[str]:
    """What `Rule.facts` speaks of.

    Kind and standing of the claim, why its items count or not, and which of some fields it has.
    """
    given = [name for name in _FIELDS if getattr(claim, name)]
    return frozenset([claim.kind, judgement.standing, *[item.why or "" for item in judgement.items], *given])


class Rule(Struct, frozen=True):
    """One check, with all that is to be known about it; it decorates the function that makes the findings.

    What that function is given is its `subject`, such as a `ClaimSubject`. `name` is given as the name of its
    module.
    """

    family: Family
    levels: tuple[Level, ...]
    name: str = ""
    subject: type[object] = object
    findings: Callable[[Any], Findings] = lambda _: iter(())
    waivable: bool = True
    """Whether a waiver may name it."""
    wanted_by: Callable[[House], bool] = lambda _: True
    """Whether the house asks for it."""
    facts: frozenset[str] = frozenset()
    """The facts of a claim (`facts_of_claim`) without which it finds nothing, with those in `conditions`."""
    conditions: tuple[Condition, ...] = ()
    """What a claim must have so that there is something to look at."""
    tells_chain: bool = False
    """Whether its further places are the hops of a chain."""
    of_item: bool = False
    """Whether it says of an item what the chain of the item says already."""
    falls_short: bool = False
    """Whether it says that the claim falls short of the rule of the house on voices."""
    two_sided: bool = False
    """Whether it is about several entries alike, and reports the later one, whichever that is."""
    compares_all: bool = False
    """Whether it compares entries of the whole run that nothing but itself brings together."""
    of_claim_words: bool = False
    """Whether it is about what is claimed, and by whom: of other words, under the same id, it says something
    new."""
    asks_belief: bool = False
    """Whether what it finds new in a change is among what the change asks to believe."""

    def __call__(self, findings: Callable[[Any], Findings]) -> Self:
        """The whole check, which makes its findings with this function."""
        name = (self.name or findings.__module__).rpartition(".")[2].replace("_", "-")
        subject, _ = findings.__annotations__.values()
        facts = self.facts.union([condition.fact for condition in self.conditions if condition.fact])
        return structs.replace(self, name=name, subject=subject, findings=findings, facts=facts)

    @property
    def page(self) -> str:
        """The docstring of its module: its page in the docs and in `sayso explain`."""
        return sys.modules[f"{__package__}.{self.name.replace('-', '_')}"].__doc__ or ""

    @property
    def summary(self) -> str:
        """The first line of the page."""
        return self.page.strip().splitlines()[0]

    def inapplicable_reason(self, scope: ClaimScope) -> str:
        """Why it has nothing to look at in a claim; empty where it has."""
        if not self.wanted_by(scope.on.house):
            return "no rule of the house asks for it"
        lacking = (each.otherwise.format(scope.on) for each in self.conditions if not each.wanted(scope))
        return next(lacking, "")
