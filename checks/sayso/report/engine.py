"""Runs the checks over claim files."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache

from msgspec import Struct

from sayso.provenance.chains import Chains
from sayso.provenance.deciding_links import links_budget
from sayso.provenance.sites import Sites
from sayso.provenance.standing import Budget, Graph, judge
from sayso.record.file import Entry, File
from sayso.record.model import Claim, Source, Waiver
from sayso.record.places import Pointer
from sayso.record.project import FoundFiles, registers
from sayso.record.references import Record, assemble
from sayso.record.urls import forget_addresses
from sayso.report.flow import Flow, FlowResult, Tally, number_without_claim
from sayso.report.memory import FoundByRule, Memory
from sayso.report.report import ClaimReport, FileReport, Report
from sayso.rules.finding import Finding, Level
from sayso.rules.registry import BY_NAME, RULES, WAIVABLE
from sayso.rules.rule import (
    ChangeSubject,
    ClaimSubject,
    EntryWaiver,
    Family,
    FilesSubject,
    House,
    RaisedClaim,
    RecordSubject,
    Rule,
    Terms,
    WaiversSubject,
    facts_of_claim,
)


class _ClaimStream:
    """Hands what is found in one file on to what takes it: with the claim that it is about, or by itself.

    While `open` there are claims to come; while one is checked, `of_claim` is what was found in it.
    """

    def __init__(self, file: File, flows: Sequence[Flow]) -> None:
        self.file = file
        self.flow_result = FlowResult(Tally(), flows)
        self.open = False
        self.of_claim: list[Finding] | None = None
        # What was found about claims that are to come, by their pointers.
        self._waiting: dict[Pointer, list[Finding]] = {}
        # Claims of which there is something to find when all else is done, each with its number.
        self._unfinished: dict[Pointer, tuple[ClaimReport, list[Finding], int]] = {}

    def start(self, record: Record) -> None:
        """Say that the claims of `record` are to come."""
        self.open = True
        repeated = {"", *(second.id for second, _ in record.clashes)}
        for flow in self.flow_result.flows:
            flow.repeated = repeated

    def add(self, finding: Finding) -> None:
        """Take a finding, and keep it for its claim if that is yet to be handed on."""
        entry = finding.place.entry_pointer
        if self.of_claim is not None:
            self.of_claim.append(finding)
        elif entry in self._unfinished:
            self._unfinished[entry][1].append(finding)
        elif self.open and self.file.claim_at(entry):
            self._waiting.setdefault(entry, []).append(finding)
        else:
            self.flow_result.tally.add_finding(finding)
            for flow in self.flow_result.flows:
                flow.add(finding, number_without_claim(finding))

    def take(self, claim: ClaimReport, number: int) -> None:
        """Take the claim that was checked, the next one in the file."""
        entry = claim.entry
        every = [*self._waiting.pop(entry.pointer, ()), *(self.of_claim or ())]
        self.of_claim = None
        if entry.value and entry.value.waive:
            self._unfinished[entry.pointer] = claim, every, number
        else:
            self._pass_to_flows(claim, every, number)

    def finish(self) -> None:
        """Hand on the claims that are held back."""
        for unfinished in self._unfinished.values():
            self._pass_to_flows(*unfinished)

    def _pass_to_flows(self, claim: ClaimReport, found: Sequence[Finding], number: int) -> None:
        for finding in found:
            _note_about(finding, claim)
        self.flow_result.tally.add_claim(claim, found)
        for flow in self.flow_result.flows:
            flow.take(claim, found, number)


class _FindingLog:
    """What a run finds, by file, with the level that it has there; and the waivers that it comes by.

    Without `notes`, those are counted alone. `drafts` are the pointers of the drafts of each file.
    """

    def __init__(
        self,
        terms: Mapping[int, Terms],
        today: str,
        flows: Callable[[], Sequence[Flow]] | None,
        *,
        notes: bool,
        unheeded: Collection[int],
        included: frozenset[int],
        drafts: Mapping[int, frozenset[Pointer]],
    ) -> None:
        self.found: dict[int, list[Finding]] = {}
        self.streams: dict[int, _ClaimStream] = {}
        self.notes_left_out = Counter[tuple[str, str]]()
        self.waivers: dict[int, EntryWaiver] = {}
        self.used_waivers: set[int] = set()
        self._terms, self._today, self._flows = terms, today, flows
        self._notes, self._unheeded = notes, unheeded
        self._included, self._drafts = included, drafts
        self._noted: set[object] = set()

    def add(
        self,
        rule: Rule,
        finding: Finding,
        claim: str,
        waivers: Sequence[Waiver],
        *,
        most: Level = Level.ERROR,
        draft: bool = False,
    ) -> None:
        """Note what `rule` says, of the level `most` at most.

        What it says of a record or register, which several files may share, is noted once.
        """
        place = finding.place
        terms = self._terms[id(place.file)]
        if rule.name not in terms.rules:
            return
        if not claim and self._included:
            key = (rule.name, id(place.file), place.pointer, place.span, finding.message)
            if key in self._noted:
                return
            self._noted.add(key)
        # Waivers are told apart by where they stand, as two may say the same.
        silencing = [id(waiver) for waiver in waivers if self._silences(waiver, rule)] if waivers else []
        self.used_waivers.update(silencing)
        level = terms.levels.get(rule.name, finding.level)
        finding.level = level if level.rank >= most.rank else most
        finding.check, finding.claim, finding.waived = rule.name, claim, bool(silencing)
        if self._drafts and rule.family is not Family.STRUCTURE and (draft or self._in_draft(rule, finding)):
            finding.level, finding.draft = Level.NOTE, True
        if finding.level is Level.NOTE and not self._notes:
            silent = "waived" if finding.waived else "on drafts" if finding.draft else ""
            self.notes_left_out[(silent, "") if silent else ("level", finding.level.value)] += 1
        elif stream := self.stream_of(place.file):
            stream.add(finding)
        else:
            self.found.setdefault(id(place.file), []).append(finding)

    def stream_of(self, file: File) -> _ClaimStream | None:
        """What hands on what is found in `file`; None if all is kept."""
        if self._flows is None:
            return None
        if id(file) not in self.streams:
            self.streams[id(file)] = _ClaimStream(file, self._flows())
        return self.streams[id(file)]

    def note_waivers(
        self, entry: Entry[Source] | Entry[Claim], claim: str, waivers: tuple[Waiver, ...]
    ) -> None:
        """Note the waivers of an entry that was judged, the claim with the id `claim` or a source."""
        for index, waiver in enumerate(waivers):
            if id(waiver) not in self._unheeded:
                self.waivers[id(waiver)] = EntryWaiver(waiver, entry.place("waive", index), claim, waivers)

    def add_claim_context(self, claims: Mapping[int, Sequence[ClaimReport]]) -> None:
        """Add to what is found about a claim, but by none of its own checks, what there is to tell of it."""
        for file, found in self.found.items():
            of_pointer = {claim.entry.pointer: claim for claim in claims.get(file, ())}
            for finding in found:
                if claim := of_pointer.get(finding.place.entry_pointer):
                    _note_about(finding, claim)

    def _in_draft(self, rule: Rule, finding: Finding) -> bool:
        """Whether a finding stands in a draft; one about two entries does so if either is."""
        places = [finding.place]
        if rule.two_sided:
            places += [related.place for related in finding.related]
        return any(place.entry_pointer in self._drafts.get(id(place.file), ()) for place in places)

    def _silences(self, waiver: Waiver, rule: Rule) -> bool:
        """Whether `waiver` silences `rule` on the day of this run."""
        return waiver.silences(rule.name, self._today) and rule.waivable and id(waiver) not in self._unheeded


class _CheckRun(Struct):
    """One run: the rules that apply, and the terms of each file; what they find goes to the `log`."""

    house: House
    rules: Sequence[Rule]
    terms: Mapping[int, Terms]
    log: _FindingLog
    done: Callable[[int], None]
    rises: Sequence[RaisedClaim] | None
    budget: Budget
    only: Entry[Claim] | None
    memory: Memory | None
    single: bool
    included: frozenset[int]

    def check_subject(self, on: RecordSubject | FilesSubject | ChangeSubject | WaiversSubject) -> None:
        """Run the checks that look at what is given."""
        for rule in self.rules:
            if rule.subject is type(on):
                for finding in rule.findings(on):
                    self.log.add(rule, finding, finding.claim, finding.waivers)

    def check_waivers(self) -> None:
        """Check the waivers themselves, when all else is done."""
        waivers, used = tuple(self.log.waivers.values()), self.log.used_waivers
        self.check_subject(
            WaiversSubject(waivers, lambda waiver: id(waiver) in used, self.was_run, self.house)
        )

    def was_run(self, held: EntryWaiver) -> bool:
        """Whether the check that a waiver names was run for the file it stands in; false if there is none."""
        terms = self.terms[id(held.place.file)]
        rule = BY_NAME.get(held.waiver.check)
        if rule is None or (rule.subject is ChangeSubject and self.rises is None):
            return False
        return rule.name in terms.rules and rule.waivable and rule.wanted_by(terms.house)

    def check_record(self, file: File) -> Iterator[ClaimReport]:
        """Check one file with its registers; gives the claims, unless they flow."""
        record = assemble(file)
        stream = self.log.stream_of(file)
        if stream:
            stream.start(record)
        graph, chains, terms = Graph(record), Chains(record), self.terms[id(file)]
        self.check_subject(RecordSubject(record, graph, terms.house, WAIVABLE, id(file) in self.included))
        for source in record.sources.values():
            if source.value is not None and source.value.waive and source.id in record.sound_sources:
                self.log.note_waivers(source, "", source.value.waive)
        if self.single:
            # Once it is known which documents are the same, no address is asked for again.
            _ = graph.twins
            forget_addresses()
        sites, of_links = Sites(graph), links_budget(len(file.claims))
        rules = [rule for rule in self.rules if rule.name in terms.rules and rule.subject is ClaimSubject]

        @cache
        def rules_for(given: frozenset[str]) -> Sequence[Rule]:
            """The rules with something to look at in a claim of which these facts are `given`."""
            return [rule for rule in rules if rule.facts <= given]

        recall = self.memory.of(graph, terms, self.budget) if self.memory else None
        for number, entry in enumerate(file.claims if self.only is None else (self.only,)):
            claim = record.sound_claim(entry)
            if stream:
                stream.of_claim = []
            known = recall.claim(claim, of_links) if recall and claim else None
            if claim is None:
                report = ClaimReport(entry, None)
            elif recall and known:
                report = ClaimReport(entry, None, recalled=known)
                self.add_all(recall.findings(known, entry), report, claim, judged=known.judged)
            else:
                work, links = self.budget.total, of_links.total
                judgement, case = judge(graph, entry, self.budget)
                on = ClaimSubject(entry, claim, judgement, case, chains, graph, terms.house, sites, of_links)
                report = ClaimReport(entry, on)
                found = list(_findings(on, rules_for(facts_of_claim(claim, judgement))))
                if recall:
                    recall.keep(report, found, work - self.budget.total, links - of_links.total)
                self.add_all(found, report, claim, judged=case is not None)
            if stream:
                stream.take(report, number)
            else:
                yield report
            self.done(1)
        file.check_unchanged()
        if stream:
            stream.open = False
        if recall:
            recall.finish()

    def add_all(
        self, found: Iterable[FoundByRule], report: ClaimReport, claim: Claim, *, judged: bool
    ) -> None:
        """Note what was found about one claim, and its waivers if it was `judged`."""
        for rule, most, finding in found:
            finding.about = report
            waivers = (*claim.waive, *finding.waivers)
            self.log.add(rule, finding, claim.id, waivers, most=most, draft=report.entry.draft)
        if judged and claim.waive:
            self.log.note_waivers(report.entry, claim.id, claim.waive)


def _findings(on: ClaimSubject, rules: Iterable[Rule]) -> Iterator[FoundByRule]:
    """What `rules` find in a claim, and the most that this may be."""
    # Only what is not proven to fall short may count less.
    short = on.house.open if on.outcome == "open" else Level.ERROR
    for rule in rules:
        for finding in rule.findings(on):
            yield rule, short if rule.falls_short else Level.ERROR, finding


def _note_about(finding: Finding, claim: ClaimReport) -> None:
    """Add to what is found about `claim` what there is to tell of it."""
    if finding.claim and finding.about is None and (claim.on or claim.recalled):
        finding.about = claim


def check(
    found: FoundFiles,
    house: House,
    *,
    rules: Collection[Rule] = RULES,
    terms: Callable[[str], Terms] | None = None,
    notes: bool = True,
    unheeded: Collection[int] = (),
    only: Entry[Claim] | None = None,
    rises: Sequence[RaisedClaim] | None = None,
    memory: Memory | None = None,
    elsewhere: frozenset[int] = frozenset(),
    done: Callable[[int], None] = lambda _: None,
    flows: Callable[[], Sequence[Flow]] | None = None,
) -> Report:
    """Check the files in `found` by `rules`, under the rules of the house.

    With `terms`, a function from the path of a file, both are asked of each file instead: a finding is
    subject to those of the file that it stands in.

    Without `notes`, findings of that level are counted, and not kept for the report. What is found in a
    draft is a note, whatever its check says, but for faults of structure. With `only`, a claim of the one
    file that there is, no other claim is judged; the checks of the whole record see all of them.
    Waivers whose identities are `unheeded` silence nothing. `rises` are what a change raises, where the files
    are what one leaves behind.

    With `memory`, that of an earlier check, claims are not judged again of which the same is found; of these
    the report holds the findings alone.

    With `flows`, what it makes for each file takes the claims as they are judged, and what is found, and the
    report keeps neither.

    `elsewhere` are the identities of files that other files include which are no part of this run.

    `done` is called with the number of claims finished since the last call. The order of the report is
    that of the files, then of their registers with findings; it does not depend on anything else.
    """
    included = elsewhere | {id(register) for file in found.files for register in registers(file)}
    same = Terms(house, frozenset(rule.name for rule in rules))
    of_file = {
        id(each): terms(each.path) if terms else same
        for file in found.files
        for each in (file, *registers(file))
    }
    running = frozenset().union(*(each.rules for each in of_file.values()))
    drafts = {id(file): pointers for file in found.files if (pointers := file.drafts())}
    log = _FindingLog(
        of_file, house.today, flows, notes=notes, unheeded=unheeded, included=included, drafts=drafts
    )
    ordered = [rule for rule in RULES if rule.name in running]
    single = memory is None and len(found.files) == 1
    run = _CheckRun(house, ordered, of_file, log, done, rises, Budget(), only, memory, single, included)
    claims = {id(file): tuple(run.check_record(file)) for file in found.files}
    run.check_subject(FilesSubject(found.files))
    if rises is not None:
        run.check_subject(ChangeSubject(rises))
    run.check_waivers()
    log.add_claim_context(claims)
    for stream in log.streams.values():
        stream.finish()
    found_in = [*found.files, *(each[0].place.file for each in log.found.values())]
    files = {id(file): file for file in (*found_in, *(stream.file for stream in log.streams.values()))}
    reports = []
    for key, file in files.items():
        flow_result = log.streams[key].flow_result if key in log.streams else None
        reports.append(FileReport(file.path, claims.get(key, ()), tuple(log.found.get(key, ())), flow_result))
    return Report(tuple(reports), found.passed_over, log.notes_left_out)
