"""What the checks of single claims found, kept for the next check of the same file while somebody edits it.

What is found about a claim depends on the claim, on its documents and the parties that these lead to, and on
a few things that are the same for all claims of the record. While all that is as it was, so is what is found,
and the claim is not judged again. Where that cannot be told, it is.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from msgspec import Struct

from sayso.provenance.house_rule import RuleOutcome
from sayso.provenance.sites import Sites
from sayso.provenance.standing import Budget, Graph
from sayso.record.file import Entry, File, Place
from sayso.record.model import Claim, Party, Source
from sayso.record.places import Pointer
from sayso.record.references import Record, documents, reachable
from sayso.report.report import ClaimReport
from sayso.rules.finding import Finding, Level, RelatedPlace
from sayso.rules.rule import Rule, Terms

# These fields of an entry decide nothing: what is found may hold the texts of them.
_WORDING_FIELDS: Final = ("name", "title", "note")
# Of these fields of an entry more may depend than the claims that lead to it.
_FAR_REACHING_FIELDS: Final = ("controlled_by", "allied_with", "domains", "url", "archived", "sha256", "file")


FoundByRule = tuple[Rule, Level, Finding]
"""What a check found in a claim, and the level that it may be of at most."""


class _KeptPlace(Struct, frozen=True):
    """A place: in which of the files, and where in it, or in the entry of the claim if it is `in_claim`."""

    file: int
    pointer: Pointer
    in_claim: bool
    key: bool


class _KeptFinding(Struct, frozen=True):
    """One finding of a check, that may be of the level `most` at most."""

    rule: Rule
    most: Level
    level: Level
    message: str
    help: str
    place: _KeptPlace
    related: tuple[tuple[str, _KeptPlace], ...]


class RememberedClaim(Struct, frozen=True):
    """What is kept of one claim: what was found, all that it leads to, and the work that it took.

    `outcome`, `outlook` and `both_ends` are those of its report.
    """

    found: tuple[_KeptFinding, ...]
    leads_to: frozenset[str]
    judged: bool
    work: int
    links: int
    outcome: RuleOutcome | None
    outlook: str
    both_ends: str

    def mentions(self, texts: Sequence[str]) -> bool:
        """Whether one of `texts` occurs in what was found."""
        sentences = [self.outlook, self.both_ends]
        for each in self.found:
            sentences += [each.message, each.help, *(message for message, _ in each.related)]
        return any(text in sentence for text in texts for sentence in sentences)


class _PastCheck(Struct, frozen=True):
    """What was found about the claims of one file, and all else that it depends on."""

    common: tuple[Any, ...]
    parties: dict[str, Party]
    sources: dict[str, Source]
    twins: frozenset[str]
    claims: dict[Claim, RememberedClaim]


class Memory:
    """What was found about the claims of some files, by the paths of these."""

    def __init__(self) -> None:
        self._past: dict[str, _PastCheck] = {}

    def of(self, graph: Graph, terms: Terms, budget: Budget) -> "Recall | None":
        """What there is to recall of the file of a record; None if nothing can be kept of it."""
        files = [graph.record.file, *graph.record.registers]
        if any(file.lines for file in files):
            return None
        return Recall(self._past, files, graph, terms, budget)


class Recall:
    """What is recalled of one file during a check of it, and what is kept for the next one."""

    def __init__(
        self, pasts: dict[str, _PastCheck], files: Sequence[File], graph: Graph, terms: Terms, budget: Budget
    ) -> None:
        self._files = files
        self._numbers = {id(file): number for number, file in enumerate(files)}
        self._graph = graph
        self._budget = budget
        self._sites = Sites(graph)
        record = graph.record
        common = (
            [file.path for file in files],
            [file.lock for file in files],
            terms,
            [*record.sound_parties],
            graph.accusations,
        )
        past = pasts.get(files[0].path)
        twins = frozenset(graph.twins)
        self._changed = _changed_entries(past, record, twins) if past and past.common == common else None
        self._known = past.claims if past and self._changed is not None else {}
        self._kept: dict[Claim, RememberedClaim] = {}
        self._pasts = pasts
        self._past = _PastCheck(common, record.sound_parties, record.sound_sources, twins, self._kept)

    def claim(self, claim: Claim, links_budget: Budget) -> RememberedClaim | None:
        """What was found about `claim`; None if it is to be judged."""
        known = self._known.get(claim)
        if known is None or self._bears_on(known):
            return None
        if not self._budget.is_enough(known.work) or not links_budget.is_enough(known.links):
            return None
        self._budget.total -= known.work
        links_budget.total -= known.links
        self._kept[claim] = known
        return known

    def _bears_on(self, known: RememberedClaim) -> bool:
        """Whether what was found of a claim may be another with what has changed."""
        changed = self._changed or {}
        met = [changed[name] for name in known.leads_to & changed.keys()]
        return any(texts is None or known.mentions(texts) for texts in met)

    def findings(self, known: RememberedClaim, entry: Entry[Claim]) -> Iterator[FoundByRule]:
        """What was found, at the places that it has now."""
        for kept in known.found:
            related = tuple(
                [RelatedPlace(message, self._place(spot, entry)) for message, spot in kept.related]
            )
            place = self._place(kept.place, entry)
            yield kept.rule, kept.most, Finding(kept.level, kept.message, kept.help, place, related)

    def keep(self, report: ClaimReport, found: Sequence[FoundByRule], work: int, links: int) -> None:
        """Keep what was `found` of a claim that was judged with so much work, and so much for its links."""
        on = report.on
        assert on is not None
        # A waiver of a source is told apart from others by where it stands.
        limited = not self._budget.is_enough(0) or not on.links_budget.is_enough(0)
        if limited or any(finding.waivers for _, _, finding in found):
            return
        total, left = self._budget.total, self._budget.left
        kept = tuple([self._kept_finding(rule, most, finding, report.entry) for rule, most, finding in found])
        outlook, both_ends = report.outlook, report.both_ends
        # In a check that keeps nothing this is asked for once all else is done.
        self._budget.total, self._budget.left = total, left
        judged = on.case is not None
        self._kept[on.claim] = RememberedClaim(
            kept, self._leads_to(on.claim), judged, work, links, report.outcome, outlook, both_ends
        )

    def finish(self) -> None:
        """Let the next check recall what was kept; one that is given up changes nothing."""
        self._pasts[self._files[0].path] = self._past

    def _kept_finding(self, rule: Rule, most: Level, finding: Finding, entry: Entry[Claim]) -> _KeptFinding:
        related = tuple([(each.message, self._kept_place(each.place, entry)) for each in finding.related])
        spot = self._kept_place(finding.place, entry)
        return _KeptFinding(rule, most, finding.level, finding.message, finding.help, spot, related)

    def _kept_place(self, place: Place, entry: Entry[Claim]) -> _KeptPlace:
        number, pointer = self._numbers[id(place.file)], place.pointer
        own = number == 0 and pointer[: len(entry.pointer)] == entry.pointer
        return _KeptPlace(number, pointer[len(entry.pointer) :] if own else pointer, own, place.key)

    def _place(self, spot: _KeptPlace, entry: Entry[Claim]) -> Place:
        pointer = (*entry.pointer, *spot.pointer) if spot.in_claim else spot.pointer
        return Place(self._files[spot.file], pointer, spot.key)

    def _leads_to(self, claim: Claim) -> frozenset[str]:
        """The parties and sources that a claim leads to, each id with what it is the id of."""
        parties, sources = self._graph.record.sound_parties, self._graph.record.sound_sources
        named = reachable(filter(sources.__contains__, documents(claim)), lambda id: sources[id].based_on)
        people = {*claim.claimant, *claim.against, *(each.party for each in claim.response)}
        for id in named:
            people.update(sources[id].by, (sources[id].publisher,))
            people.update(owner.party for owner in self._sites.foreign_owners.get(id, ()))
        people.update(reachable(people & parties.keys(), lambda id: parties[id].controllers))
        return frozenset([*(f"source:{id}" for id in named), *(f"party:{id}" for id in people)])


def _changed_entries(
    past: _PastCheck, record: Record, twins: frozenset[str]
) -> dict[str, list[str] | None] | None:
    """The entries that are not as they were; None if more may depend on one than what leads to it.

    On a source that comes or goes that depends, if it is one of the `twins`: the same document as another.

    Each has the texts that it had, if nothing else of it has changed.
    """
    sources, parties = record.sound_sources, record.sound_parties
    came_or_went = past.sources.keys() ^ sources.keys()
    stayed = [[id for id in each if id not in came_or_went] for each in (past.sources, sources)]
    if stayed[0] != stayed[1] or not (past.twins | twins).isdisjoint(came_or_went):
        return None
    found: dict[str, list[str] | None] = dict.fromkeys(f"source:{id}" for id in came_or_went)
    for kind, old, new in (("party", past.parties, parties), ("source", past.sources, sources)):
        for id, value in new.items():
            if id not in old or value == old[id]:
                continue
            fields = [
                name
                for name in type(value).__struct_fields__
                if getattr(value, name) != getattr(old[id], name)
            ]
            if any(name in _FAR_REACHING_FIELDS for name in fields):
                return None
            said = all(name in _WORDING_FIELDS for name in fields)
            found[f"{kind}:{id}"] = [getattr(old[id], name) for name in fields] if said else None
    return found
