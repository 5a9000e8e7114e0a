"""Runs the checks over claim files."""

from collections.abc import Callable, Collection, Iterator, Sequence

from msgspec import Struct

from sayso.finding import Finding
from sayso.provenance.chain import Chains
from sayso.provenance.graph import graph
from sayso.provenance.standing import judge
from sayso.provenance.walks import Budget
from sayso.record.file import File
from sayso.record.model import Waiver
from sayso.record.project import Found
from sayso.record.references import assemble
from sayso.report import ClaimReport, FileReport, Report, Reported
from sayso.rules.registry import RULES
from sayso.rules.rule import Draft, House, OnClaim, OnRecord, Rule


class _Run(Struct):
    """One run: the rules that apply, and what they have found by file."""

    house: House
    rules: Sequence[Rule]
    done: Callable[[int], None]
    budget: Budget
    found: dict[int, list[Reported]] = {}
    seen: set[object] = set()

    def add(self, rule: Rule, draft: Draft, claim: str, waivers: Sequence[Waiver]) -> None:
        """Note what `rule` says; of a record or register, which several files may share, only once."""
        place = draft.place
        if not claim:
            key = (rule.name, id(place.file), place.pointer, place.span, draft.message)
            if key in self.seen:
                return
            self.seen.add(key)
        waived = bool(waivers) and any(self.holds(waiver, rule) for waiver in waivers)
        finding = Finding(rule.name, draft.level, claim, draft.message, draft.help, place, draft.tell, waived)
        self.found.setdefault(id(place.file), []).append(Reported(finding))

    def holds(self, waiver: Waiver, rule: Rule) -> bool:
        """Whether `waiver` silences `rule` on the day of this run."""
        today = self.house.as_of.isoformat()
        return waiver.check == rule.name and today[: len(waiver.until)] <= waiver.until

    def record(self, file: File) -> Iterator[ClaimReport]:
        """Check one file with its registers."""
        record = assemble(file)
        numbered = graph(record)
        chains = Chains(record)
        on_record = OnRecord(record, numbered, self.house)
        for rule in self.rules:
            if rule.on_record:
                for draft in rule.on_record(on_record):
                    self.add(rule, draft, "", draft.waivers)
        on_claim = [(rule, rule.on_claim) for rule in self.rules if rule.on_claim]
        for entry in file.claims:
            claim = record.sound(entry)
            if claim is None:
                yield ClaimReport(entry, None)
            else:
                judgement, case = judge(numbered, entry, self.budget)
                on = OnClaim(entry, claim, judgement, case, chains, numbered, self.house)
                for rule, check in on_claim:
                    for draft in check(on):
                        self.add(rule, draft, claim.id, claim.waive)
                if case is not None:
                    case.forget()
                yield ClaimReport(entry, on)
            self.done(1)


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
    run = _Run(house, [rule for rule in RULES if rule in rules], done, Budget())
    claims = {id(file): tuple(run.record(file)) for file in found.files}
    files = {id(file): file for file in found.files}
    for found_here in run.found.values():
        file = found_here[0].finding.place.file
        files.setdefault(id(file), file)
    return Report(
        tuple(
            FileReport(file.path, claims.get(key, ()), tuple(run.found.get(key, ())))
            for key, file in files.items()
        ),
        found.passed_over,
    )
