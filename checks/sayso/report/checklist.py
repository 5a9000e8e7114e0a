"""The checklist of one claim: what it rests on, item by item, what is missing, and how each check went."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Final, TypeVar

from msgspec import Struct

from sayso.provenance.standing import STANCES, Budget, Case, OutOfBudget, Weighing
from sayso.provenance.trace import MAX_DOCUMENTS, Trace, trace
from sayso.provenance.whatif import Suppositions, suppositions
from sayso.record.file import Entry, File, Place
from sayso.record.model import Claim, Party, Source
from sayso.record.places import Pointer
from sayso.record.project import FoundFiles
from sayso.record.references import Record, assemble, documents, reachable
from sayso.report.engine import check
from sayso.report.report import ClaimReport, in_order
from sayso.rules.finding import Finding
from sayso.rules.registry import BY_NAME, RULES
from sayso.rules.rule import ClaimScope, ClaimSubject, Family, House, RecordSubject, Rule, Terms

# Work for the trees of one claim.
_MAX_WORK: Final = 5_000_000
# Of these checks a finding may be about a second claim as well, at which a related place points.
_OF_RECORD: Final = frozenset(rule.name for rule in RULES if rule.subject is RecordSubject)

# A finding about two entries may be waived on either.
_BY_OTHER: Final = "by the other entry that it is about"
_SWITCHED_OFF: Final = "it is switched off: see `sayso config`"
# Which of two entries with one id is meant nobody can tell, so a finding about one is about both.
_DUPLICATE_ID: Final = "duplicate-id"

T = TypeVar("T", Party, Source)


class CheckOutcome(StrEnum):
    """How a check went."""

    FAILED = "failed"
    WAIVED = "waived"
    PASSED = "passed"
    NOT_APPLICABLE = "not-applicable"


class CheckResult(Struct, frozen=True):
    """How one check went: `found` is what it found, `reason` why it is waived or does not apply."""

    rule: Rule
    outcome: CheckOutcome
    reason: str
    found: tuple[Finding, ...]


class Checklist(Struct, frozen=True):
    """One claim with all that there is to say of it.

    `found` is all that was found and concerns the claim; see `checklist`. A claim that cannot be judged
    has no `traces`, `suppositions` and `checks`, and `found` is why it cannot.
    """

    claim: ClaimReport
    record: Record
    found: tuple[Finding, ...]
    checks: tuple[CheckResult, ...]
    traces: Mapping[Weighing, Trace]
    suppositions: Suppositions | None


class _ConcernedEntries(Struct, frozen=True):
    """The entries that a claim speaks of: its documents, and the places of all of them."""

    claim: Entry[Claim]
    sources: dict[str, Entry[Source]]
    places: set[tuple[int, Pointer]]

    def includes(self, finding: Finding) -> bool:
        """Whether a finding concerns the claim; see `checklist`."""
        place = finding.place
        key = place.pointer[0] if place.pointer else ""
        outside = isinstance(key, str) and key not in ("parties", "sources", "claims")
        if self._is_inside(place) or (outside and place.file is self.claim.file):
            return True
        if finding.check not in _OF_RECORD:
            return False
        if finding.check == _DUPLICATE_ID:
            return any(self._is_inside(related.place) for related in finding.related)
        return any(related.place.is_in(self.claim) for related in finding.related)

    def _is_inside(self, place: Place) -> bool:
        """Whether a place is in one of the entries."""
        return any((id(place.file), place.pointer[:length]) in self.places for length in (1, 2))


def checklist(
    file: File,
    index: int,
    house: House,
    *,
    terms: Callable[[str], Terms] | None = None,
    most: int = MAX_DOCUMENTS,
) -> Checklist:
    """The checklist of the claim with that index in `file`, under the rules of the house, or `terms`.

    The checks of the whole record are run, and those of claims on this one. A finding concerns the claim
    if it stands in the entry of the claim, of one of its documents, of the source of a response, or of a
    party that any of these names or that controls such a party; or in the file outside of any entry; or
    if a check of the whole record, such as that for similar claims, also points at the claim. `most`
    documents of its walks are told.
    """
    report = check(FoundFiles((file,), 0), house, terms=terms, only=file.claims[index])
    (claim,) = report.files[0].claims
    record = assemble(file) if claim.on is None else claim.on.graph.record
    concern = _concerned_entries(record, claim.entry)
    found = in_order(each for part in report.files for each in part.found if concern.includes(each))
    if claim.on is None:
        unsound = tuple([each for each in found if BY_NAME[each.check].family is Family.STRUCTURE])
        return Checklist(claim, record, unsound, (), {}, None)
    on = claim.on
    missing = suppositions(on.graph, on.entry, on.judgement) if on.claim.kind == "factual" else None
    scope = ClaimScope(on, {id: record.sound_sources[id] for id in concern.sources})
    run = frozenset(BY_NAME) if terms is None else terms(file.path).rules
    checks = tuple([_check_result(rule, found, scope, off=rule.name not in run) for rule in RULES])
    return Checklist(claim, record, found, checks, _traces(on, most), missing)


def _traces(on: ClaimSubject, most: int) -> dict[Weighing, Trace]:
    """The documents that walks come to; none if there are more than the budget allows."""
    budget = Budget(total=_MAX_WORK)
    budget.grant()
    try:
        case = Case(on.graph, on.entry, budget)
    except OutOfBudget:
        return {stance: Trace({}, 0, False) for stance in STANCES}
    return {stance: trace(case, stance, most) for stance in STANCES}


def _concerned_entries(record: Record, claim: Entry[Claim]) -> _ConcernedEntries:
    """The entries that `claim` speaks of, followed all the way as far as they can be read."""
    value = claim.value
    named: list[str] = []
    cited: list[str] = []
    if value is not None:
        named.extend([*value.claimant, *value.against, *(answer.party for answer in value.response)])
        cited.extend([*documents(value), *(answer.source for answer in value.response)])
    sources = _reachable_entries(cited, record.sources, lambda source: source.based_on)
    for entry in sources.values():
        if entry.value is not None:
            named.extend([*entry.value.by, entry.value.publisher])
    parties = _reachable_entries(named, record.parties, lambda party: party.controllers)
    places = {(id(entry.file), entry.pointer) for entry in (claim, *sources.values(), *parties.values())}
    return _ConcernedEntries(claim, sources, places)


def _reachable_entries(
    ids: Iterable[str], entries: Mapping[str, Entry[T]], following: Callable[[T], tuple[str, ...]]
) -> dict[str, Entry[T]]:
    """The entries with these ids, and all that they lead to."""

    def readable_after(id: str) -> list[str]:
        value = entries[id].value
        return [each for each in following(value) if each in entries] if value is not None else []

    return {id: entries[id] for id in reachable(filter(entries.__contains__, ids), readable_after)}


def _check_result(rule: Rule, found: tuple[Finding, ...], scope: ClaimScope, *, off: bool) -> CheckResult:
    """How `rule` went, given all that was found; it was not run if it is `off`."""
    ours = tuple([each for each in found if each.check == rule.name])
    if any(not each.waived for each in ours):
        return CheckResult(rule, CheckOutcome.FAILED, "", ours)
    if ours:
        return CheckResult(rule, CheckOutcome.WAIVED, "; ".join(_reasons(rule, scope)) or _BY_OTHER, ours)
    why = _SWITCHED_OFF if off else rule.inapplicable_reason(scope)
    return CheckResult(rule, CheckOutcome.NOT_APPLICABLE if why else CheckOutcome.PASSED, why, ())


def _reasons(rule: Rule, scope: ClaimScope) -> Iterator[str]:
    """The reasons that the waivers of `rule` give, of the claim and of its sources."""
    claim, today = scope.on.claim, scope.on.house.today
    for waivers in (claim.waive, *(source.waive for source in scope.sources.values())):
        for waiver in waivers:
            if waiver.silences(rule.name, today):
                yield waiver.reason + (f" (until {waiver.until})" if waiver.until else "")
