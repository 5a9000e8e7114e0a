"""Runs the checks over claim files."""

from collections.abc import Callable, Collection, Iterator, Sequence

from msgspec import Struct

from sayso.finding import Finding
from sayso.provenance.chain import Hop, chain, sentence
from sayso.provenance.graph import Graph, graph
from sayso.provenance.sites import Sites
from sayso.provenance.standing import judge
from sayso.provenance.walks import Budget
from sayso.record.dates import before
from sayso.record.file import Entry, File, Place
from sayso.record.model import Claim, Source, Waiver
from sayso.record.places import Pointer
from sayso.record.project import Found, registers
from sayso.record.references import assemble
from sayso.report import ClaimReport, FileReport, Report, Reported, spot
from sayso.rules.explain import missing, reason
from sayso.rules.registry import RULES
from sayso.rules.rule import Draft, Held, House, OnClaim, OnRecord, OnWaivers, Rule, at


class _Run(Struct):
    """One run: the rules that apply, and what they have found by file."""

    house: House
    rules: Sequence[Rule]
    done: Callable[[int], None]
    budget: Budget
    included: frozenset[int] = frozenset()
    found: dict[int, list[Finding]] = {}
    seen: set[object] = set()
    held: dict[int, Held] = {}
    used: set[int] = set()

    def add(self, rule: Rule, draft: Draft, claim: str, waivers: Sequence[Waiver]) -> None:
        place = draft.place
        # A register that several files include is reported once.
        key = (rule.name, id(place.file), place.pointer, place.span, draft.message)
        if key not in self.seen:
            self.seen.add(key)
            # Waivers are told apart by where they stand, as two may say the same.
            holding = [id(waiver) for waiver in waivers if self.holds(waiver, rule)]
            self.used.update(holding)
            self.found.setdefault(id(place.file), []).append(
                Finding(
                    rule.name,
                    draft.level,
                    claim,
                    draft.message,
                    draft.help,
                    place,
                    draft.related,
                    bool(holding),
                )
            )

    def holds(self, waiver: Waiver, rule: Rule) -> bool:
        """Whether `waiver` silences `rule` on the day of this run."""
        return waiver.check == rule.name and not before(waiver.until, self.house.today)

    def hold(self, entry: Entry[Source] | Entry[Claim], claim: str, waivers: tuple[Waiver, ...]) -> None:
        """Note the waivers of an entry that was judged, the claim with the id `claim` or a source."""
        for index, waiver in enumerate(waivers):
            self.held[id(waiver)] = Held(waiver, at(entry, "waive", index), claim, waivers)

    def finish(self) -> None:
        """Check the waivers themselves, when all else is done."""
        ran = frozenset(rule.name for rule in self.rules) - self.house.off
        on = OnWaivers(tuple(self.held.values()), lambda waiver: id(waiver) in self.used, ran, self.house)
        for rule in self.rules:
            if rule.on_waivers:
                for draft in rule.on_waivers(on):
                    self.add(rule, draft, draft.claim, draft.waivers)

    def record(self, file: File) -> Iterator[ClaimReport]:
        """Check one file with its registers."""
        record = assemble(file)
        numbered = graph(record)
        on_record = OnRecord(record, numbered, self.house, id(file) in self.included)
        for rule in self.rules:
            if rule.on_record:
                for draft in rule.on_record(on_record):
                    self.add(rule, draft, draft.claim, draft.waivers)
        for source in record.sources.values():
            if source.value is not None and source.value.waive and source.id in record.sound_sources:
                self.hold(source, "", source.value.waive)
        sites = Sites(numbered)
        on_claim = [(rule, rule.on_claim) for rule in self.rules if rule.on_claim]
        for entry in file.claims:
            line = Place(file, entry.pointer).position().line
            claim = record.sound(entry)
            if claim is None:
                yield ClaimReport(entry, line, None)
            else:
                on = self.judged(numbered, sites, entry, claim)
                for rule, check in on_claim:
                    for draft in check(on):
                        self.add(rule, draft, claim.id, (*claim.waive, *draft.waivers))
                if claim.waive and on.case:
                    self.hold(entry, claim.id, claim.waive)
                yield _reported(on, line)
            self.done(1)

    def judged(self, numbered: Graph, sites: Sites, entry: Entry[Claim], claim: Claim) -> OnClaim:
        judgement, case = judge(numbered, entry, self.budget)
        chains: tuple[tuple[Hop, ...], ...]
        if case is None:
            chains = ((),) * len(judgement.items)
        else:
            chains = tuple(chain(case, item) for item in judgement.items)
        return OnClaim(entry, claim, judgement, chains, case, numbered, self.house, sites)


def _reported(on: OnClaim, line: int) -> ClaimReport:
    parties = on.graph.record.sound_parties
    return ClaimReport(
        on.entry,
        line,
        on.judgement,
        tuple(parties[id].name for id in on.claim.claimant),
        tuple(map(on.names, on.judgement.support.cut)),
        reason(on),
        missing(on),
        tuple(map(sentence, on.chains)),
    )


def check(
    found: Found,
    house: House,
    *,
    rules: Collection[Rule] = RULES,
    done: Callable[[int], None] = lambda _: None,
) -> Report:
    """Check the files in `found` by `rules`, under the rules of the house.

    `done` is called with the number of claims finished since the last call. The order of the report is
    that of the files, then of their registers with findings; it does not depend on anything else.
    """
    included = frozenset(id(register) for file in found.files for register in registers(file))
    run = _Run(house, [rule for rule in RULES if rule in rules], done, Budget(), included)
    claims = {id(file): tuple(run.record(file)) for file in found.files}
    run.finish()
    files = {id(file): file for file in found.files}
    for findings in run.found.values():
        files.setdefault(id(findings[0].place.file), findings[0].place.file)
    return Report(
        tuple(
            FileReport(file.path, claims.get(key, ()), _located(run.found.get(key, [])))
            for key, file in files.items()
        ),
        found.passed_over,
    )


def _located(findings: list[Finding]) -> tuple[Reported, ...]:
    """The findings of one file with their places, by line and column, then in the order of the checks."""
    order = {rule.name: index for index, rule in enumerate(RULES)}
    # Places in one entry are looked up together, so that its text is searched once.
    entries: dict[Pointer, list[Finding]] = {}
    for finding in findings:
        entries.setdefault(finding.place.pointer[:2], []).append(finding)
    reported = [
        Reported(
            finding,
            spot(finding.place),
            tuple((related.message, spot(related.place)) for related in finding.related),
        )
        for together in entries.values()
        for finding in together
    ]
    reported.sort(
        key=lambda each: (
            each.spot.position.line,
            each.spot.position.column,
            order[each.finding.check],
        )
    )
    return tuple(reported)
