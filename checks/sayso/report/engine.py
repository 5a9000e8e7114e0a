"""Runs the checks over claim files."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache

from msgspec import Struct

from sayso.provenance.chains import Chains
from sayso.provenance.sites import Sites
from sayso.provenance.standing import Budget, Graph, judge
from sayso.provenance.unsourced import links_budget
from sayso.record.file import Entry, File
from sayso.record.model import Claim, Source, Waiver
from sayso.record.places import Pointer
from sayso.record.project import Found, registers
from sayso.record.references import Record, assemble
from sayso.record.urls import forget
from sayso.report.flow import Flow, Flowed, Tally, number_of_other
from sayso.report.memory import Memory, Recall, RecalledReport, Remembered
from sayso.report.report import ClaimReport, FileReport, Report
from sayso.rules.finding import Finding, Level
from sayso.rules.registry import BY_NAME, RULES, WAIVABLE
from sayso.rules.rule import (
    Family,
    HeldWaiver,
    House,
    OnChange,
    OnClaim,
    OnFiles,
    OnRecord,
    OnWaivers,
    RaisedClaim,
    Rule,
    Terms,
    facts_of_claim,
)


class _Stream:
    """Hands what is found in one file on to what takes it: with the claim that it is about, or by itself.

    While `open` there are claims to come.
    """

    def __init__(self, file: File, flows: Sequence[Flow]) -> None:
        self.flowed = Flowed(Tally(), flows)
        self.open = False
        self._file = file
        # What was found about claims that are to come, by their pointers.
        self._waiting: dict[Pointer, list[Finding]] = {}
        # Claims of which there is something to find when all else is done, each with its number.
        self._held: dict[Pointer, tuple[ClaimReport, list[Finding], int]] = {}

    def start(self, record: Record) -> None:
        """Say that the claims of `record` are to come."""
        self.open = True
        repeated = {"", *(second.id for second, _ in record.clashes)}
        for flow in self.flowed.flows:
            flow.repeated = repeated

    def add(self, finding: Finding) -> None:
        """Take a finding, and keep it for its claim if that is yet to be handed on."""
        entry = finding.place.entry_pointer
        if entry in self._held:
            self._held[entry][1].append(finding)
        elif self.open and self._file.claim_at(entry):
            self._waiting.setdefault(entry, []).append(finding)
        else:
            self.flowed.tally.add_finding(finding)
            for flow in self.flowed.flows:
                flow.add(finding, number_of_other(finding))

    def take(self, claim: ClaimReport, found: Sequence[Finding], number: int) -> None:
        """Take the next claim, with what its own checks found about it."""
        entry = claim.entry
        every = [*self._waiting.pop(entry.pointer, ()), *found]
        if entry.value and entry.value.waive:
            self._held[entry.pointer] = claim, every, number
        else:
            self._hand_on(claim, every, number)

    def finish(self) -> None:
        """Hand on the claims that are held."""
        for held in self._held.values():
            self._hand_on(*held)

    def _hand_on(self, claim: ClaimReport, found: Sequence[Finding], number: int) -> None:
        for finding in found:
            _note_about(finding, claim)
        self.flowed.tally.add_claim(claim, found)
        for flow in self.flowed.flows:
            flow.take(claim, found, number)


class _Run(Struct):
    """One run: the rules that apply, and what they have found by file."""

    house: House
    rules: Sequence[Rule]
    terms: Mapping[int, Terms]
    done: Callable[[int], None]
    rises: Sequence[RaisedClaim] | None
    budget: Budget
    kept: frozenset[Level]
    only: Entry[Claim] | None = None
    memory: Memory | None = None
    single: bool = False
    included: frozenset[int] = frozenset()
    unheeded: Collection[int] = ()
    drafts: Mapping[int, frozenset[Pointer]] = {}
    flows: Callable[[], Sequence[Flow]] | None = None
    streams: dict[int, tuple[File, _Stream]] = {}
    file: File | None = None
    of_claim: list[Finding] | None = None
    untold: int = 0
    untold_waived: int = 0
    untold_drafts: int = 0
    found: dict[int, list[Finding]] = {}
    seen: set[object] = set()
    held: dict[int, HeldWaiver] = {}
    used: set[int] = set()

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
        terms = self.terms[id(place.file)]
        if rule.name not in terms.rules:
            return
        if not claim and self.included:
            key = (rule.name, id(place.file), place.pointer, place.span, finding.message)
            if key in self.seen:
                return
            self.seen.add(key)
        # Waivers are told apart by where they stand, as two may say the same.
        holding = [id(waiver) for waiver in waivers if self.silences(waiver, rule)] if waivers else []
        self.used.update(holding)
        waived = bool(holding)
        level = terms.levels.get(rule.name, finding.level)
        finding.level = level if level.rank >= most.rank else most
        if self.drafts and rule.family is not Family.STRUCTURE and (draft or self.in_draft(rule, finding)):
            finding.level, finding.draft = Level.NOTE, True
        if finding.level not in self.kept:
            self.untold += not (waived or finding.draft)
            self.untold_waived += waived
            self.untold_drafts += finding.draft and not waived
            return
        finding.check, finding.claim, finding.waived = rule.name, claim, waived
        if self.flows is None:
            self.found.setdefault(id(place.file), []).append(finding)
        elif self.of_claim is not None and place.file is self.file:
            self.of_claim.append(finding)
        else:
            self.stream_of(place.file).add(finding)

    def stream_of(self, file: File) -> _Stream:
        """What hands on what is found in `file`, if that is asked for."""
        if id(file) not in self.streams:
            self.streams[id(file)] = file, _Stream(file, self.flows() if self.flows else ())
        return self.streams[id(file)][1]

    def in_draft(self, rule: Rule, finding: Finding) -> bool:
        """Whether a finding stands in a draft; one about two entries does so if either is."""
        places = [finding.place]
        if rule.two_sided:
            places += [related.place for related in finding.related]
        return any(place.entry_pointer in self.drafts.get(id(place.file), ()) for place in places)

    def silences(self, waiver: Waiver, rule: Rule) -> bool:
        """Whether `waiver` silences `rule` on the day of this run."""
        return (
            waiver.silences(rule.name, self.house.today) and rule.waivable and id(waiver) not in self.unheeded
        )

    def note_waivers(
        self, entry: Entry[Source] | Entry[Claim], claim: str, waivers: tuple[Waiver, ...]
    ) -> None:
        """Note the waivers of an entry that was judged, the claim with the id `claim` or a source."""
        for index, waiver in enumerate(waivers):
            if id(waiver) not in self.unheeded:
                self.held[id(waiver)] = HeldWaiver(waiver, entry.place("waive", index), claim, waivers)

    def check_subject(self, on: OnRecord | OnFiles | OnChange | OnWaivers) -> None:
        """Run the checks that look at what is given."""
        for rule in self.rules:
            if rule.subject is type(on):
                for finding in rule.findings(on):
                    self.add(rule, finding, finding.claim, finding.waivers)

    def check_waivers(self) -> None:
        """Check the waivers themselves, when all else is done."""
        held, used = tuple(self.held.values()), self.used
        self.check_subject(OnWaivers(held, lambda waiver: id(waiver) in used, self.was_run, self.house))

    def tell_of_claims(self, claims: Mapping[int, Sequence[ClaimReport]]) -> None:
        """Add to what is found about a claim, but by none of its own checks, what there is to tell of it."""
        for file, found in self.found.items():
            of_pointer = {claim.entry.pointer: claim for claim in claims.get(file, ())}
            for finding in found:
                if claim := of_pointer.get(finding.place.entry_pointer):
                    _note_about(finding, claim)

    def was_run(self, held: HeldWaiver) -> bool:
        """Whether the check that a waiver names was run for the file it stands in; false if there is none."""
        terms = self.terms[id(held.place.file)]
        rule = BY_NAME.get(held.waiver.check)
        if rule is None or (rule.subject is OnChange and self.rises is None):
            return False
        return rule.name in terms.rules and rule.waivable and rule.wanted_by(terms.house)

    def forget_addresses(self, graph: Graph) -> None:
        """Free what is kept of addresses, once it is known which documents of a single file are the same."""
        if self.single:
            _ = graph.twins
            forget()

    def check_record(self, file: File) -> Iterator[ClaimReport]:
        """Check one file with its registers; gives the claims, unless they flow."""
        record = assemble(file)
        stream = self.stream_of(file) if self.flows else None
        if stream:
            stream.start(record)
        numbered = Graph(record)
        chains = Chains(record)
        terms = self.terms[id(file)]
        self.check_subject(OnRecord(record, numbered, terms.house, WAIVABLE, id(file) in self.included))
        for source in record.sources.values():
            if source.value is not None and source.value.waive and source.id in record.sound_sources:
                self.note_waivers(source, "", source.value.waive)
        self.forget_addresses(numbered)
        sites, of_links = Sites(numbered), links_budget(len(file.claims))
        rules = [rule for rule in self.rules if rule.name in terms.rules]

        @cache
        def checks(given: frozenset[str]) -> Sequence[Rule]:
            """The checks with something to look at in a claim of which these facts are `given`."""
            return [rule for rule in rules if rule.subject is OnClaim and rule.when <= given]

        recall = self.memory.of(numbered, terms, self.budget) if self.memory else None
        self.file = file
        for number, entry in enumerate(file.claims if self.only is None else (self.only,)):
            claim = record.sound(entry)
            if stream:
                self.of_claim = []
            known = recall.claim(claim, of_links) if recall and claim else None
            if claim is None:
                told = ClaimReport(entry, None)
            elif recall and known:
                told = self.recall_claim(recall, known, entry, claim)
            else:
                work, links = self.budget.total, of_links.total
                judgement, case = judge(numbered, entry, self.budget)
                on = OnClaim(entry, claim, judgement, case, chains, numbered, terms.house, sites, of_links)
                told = ClaimReport(entry, on)
                made = list(_findings(told, on, checks(facts_of_claim(claim, judgement))))
                if recall:
                    recall.keep(told, made, work - self.budget.total, links - of_links.total)
                self.add_all(made, claim, entry)
                if case is not None and claim.waive:
                    self.note_waivers(entry, claim.id, claim.waive)
            if stream and self.of_claim is not None:
                stream.take(told, self.of_claim, number)
                self.of_claim = None
            else:
                yield told
            self.done(1)
        file.check_unchanged()
        if stream:
            stream.open = False
        if recall:
            recall.finish()

    def add_all(
        self, found: Iterable[tuple[Rule, Level, Finding]], claim: Claim, entry: Entry[Claim]
    ) -> None:
        """Note what was found about one claim, each with the level that it may be of at most."""
        for rule, most, finding in found:
            waivers = (*claim.waive, *finding.waivers)
            self.add(rule, finding, claim.id, waivers, most=most, draft=entry.draft)

    def recall_claim(
        self, recall: Recall, known: Remembered, entry: Entry[Claim], claim: Claim
    ) -> ClaimReport:
        """Note what was found before of a claim of which the same is found."""
        told = RecalledReport(entry, None, recalled=known)
        found = list(recall.findings(known, entry))
        for _, _, finding in found:
            finding.about = told
        self.add_all(found, claim, entry)
        if known.weighed and claim.waive:
            self.note_waivers(entry, claim.id, claim.waive)
        return told


def _findings(told: ClaimReport, on: OnClaim, rules: Iterable[Rule]) -> Iterator[tuple[Rule, Level, Finding]]:
    """What `rules` find in a claim, and the most that this may be."""
    # Only what is not proven to fall short may count less.
    short = on.house.open if on.outcome == "open" else Level.ERROR
    for rule in rules:
        for finding in rule.findings(on):
            finding.about = told
            yield rule, short if rule.falls_short else Level.ERROR, finding


def _note_about(finding: Finding, claim: ClaimReport) -> None:
    """Add to what is found about `claim` what there is to tell of it."""
    if finding.claim and finding.about is None and (claim.on or isinstance(claim, RecalledReport)):
        finding.about = claim


def check(
    found: Found,
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
    kept = frozenset(Level) if notes else frozenset(Level) - {Level.NOTE}
    same = Terms(house, frozenset(rule.name for rule in rules))
    of_file = {
        id(each): terms(each.path) if terms else same
        for file in found.files
        for each in (file, *registers(file))
    }
    running = frozenset().union(*(each.rules for each in of_file.values()))
    drafts = {id(file): file.drafts() for file in found.files}
    run = _Run(
        house,
        [rule for rule in RULES if rule.name in running],
        of_file,
        done,
        rises,
        Budget(),
        kept,
        only,
        memory,
        memory is None and len(found.files) == 1,
        included,
        unheeded,
        {file: pointers for file, pointers in drafts.items() if pointers},
        flows,
    )
    claims = {id(file): tuple(run.check_record(file)) for file in found.files}
    run.check_subject(OnFiles(found.files))
    if rises is not None:
        run.check_subject(OnChange(rises))
    run.check_waivers()
    run.tell_of_claims(claims)
    for _, stream in run.streams.values():
        stream.finish()
    files = {id(file): file for file in found.files}
    files |= {key: each[0].place.file for key, each in run.found.items() if each and key not in files}
    files |= {key: file for key, (file, _) in run.streams.items() if key not in files}
    return Report(
        tuple(
            FileReport(
                file.path,
                claims.get(key, ()),
                tuple(run.found.get(key, ())),
                run.streams[key][1].flowed if key in run.streams else None,
            )
            for key, file in files.items()
        ),
        found.passed_over,
        run.untold,
        run.untold_waived,
        untold_drafts=run.untold_drafts,
    )
