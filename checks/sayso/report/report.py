"""The report: what a run found, with every place as line and column. Formats are made from it alone."""

from collections import Counter
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import NamedTuple

from msgspec import UNSET, Struct

from sayso.provenance.disputed_links import DisputedLinks
from sayso.provenance.house_rule import OUTCOMES, RuleOutcome
from sayso.provenance.standing import Judgement
from sayso.record.file import Entry
from sayso.record.model import Claim, Standing
from sayso.report.belief import Beliefs
from sayso.report.fingerprint import KnownFinding
from sayso.report.flow import FlowResult, Tally
from sayso.rules.finding import ClaimContext, Finding, Level
from sayso.rules.rule import ClaimSubject
from sayso.rules.sentences import both_ends_sentence, next_step, outlook_sentence, reason_sentence


class ClaimInFile(Struct, frozen=True, dict=True):
    """One claim as it stands in its file."""

    entry: Entry[Claim]

    @property
    def declared(self) -> Standing | None:
        """The standing that the claim declares."""
        value = self.entry.value
        return None if value is None or value.standing is UNSET else value.standing

    @cached_property
    def line(self) -> int:
        """The line it starts on."""
        return self.entry.place().position().line


class ClaimReport(ClaimInFile, frozen=True, dict=True):
    """One claim: what it rests on, and the sentences that say so, made when they are asked for.

    `on` is None for a claim that cannot be read or has a reference that leads nowhere; then the
    sentences are empty. `known` says that an older version had it with the same words, declaration
    and standing, and that nothing graver than a note is new about it. Of a claim that was not judged again
    there is only what its findings need, `recalled` from an earlier check.
    """

    on: ClaimSubject | None
    known: bool = False
    recalled: ClaimContext | None = None

    @property
    def judgement(self) -> Judgement | None:
        """What it rests on."""
        return None if self.on is None else self.on.judgement

    @property
    def outcome(self) -> RuleOutcome | None:
        """What it is against the rule of the house on voices; None where there is nothing to ask."""
        about = self.on or self.recalled
        return about.outcome if about else None

    @property
    def disputed(self) -> DisputedLinks | None:
        """What it would rest on if disputed links of control did not hold; None if none bears on it."""
        return None if self.on is None else self.on.disputed

    @cached_property
    def both_ends(self) -> str:
        """The same in one sentence; empty if it would make no difference."""
        if self.recalled:
            return self.recalled.both_ends
        return both_ends_sentence(self.on, self.disputed) if self.on and self.disputed else ""

    @property
    def outlook(self) -> str:
        """How it could end, where it falls short of that rule; else empty."""
        if self.recalled:
            return self.recalled.outlook
        return "" if self.on is None else outlook_sentence(self.on)

    @property
    def draft(self) -> bool:
        """Whether somebody still works on it."""
        return self.entry.draft

    @property
    def claimants(self) -> tuple[str, ...]:
        """The names of the claimants."""
        if self.on is None:
            return ()
        parties = self.on.graph.record.sound_parties
        return tuple([parties[id].name for id in self.on.claim.claimant])

    @property
    def voices(self) -> tuple[str, ...]:
        """The names of the voices in the cut of its support."""
        return () if self.on is None else tuple(map(self.on.voice_name, self.on.judgement.support.cut))

    @cached_property
    def reason(self) -> str:
        """Why it has its standing."""
        return "" if self.on is None else reason_sentence(self.on)

    def row(self) -> dict[str, str | int | None]:
        """What it rests on, as a row of a table; without standing and numbers if it cannot be judged."""
        claim, judgement = self.entry.value, self.judgement
        return {
            "path": self.entry.file.path,
            "line": self.line,
            "claim": self.entry.id,
            "statement": claim.statement if claim else "",
            "declared": self.declared,
            "standing": judgement.standing if judgement else None,
            "outcome": self.outcome,
            "support": judgement.support.voices if judgement else None,
            "contradiction": judgement.contradiction.voices if judgement else None,
            "voices": "; ".join(self.voices),
            "draft": self.draft,
            "both_ends": self.both_ends,
        }

    @property
    def next_step(self) -> str:
        """What would change its standing."""
        return "" if self.on is None else next_step(self.on)

    @property
    def chains(self) -> tuple[str, ...]:
        """The chain of each item in words, in the order of `judgement.items`."""
        on = self.on
        return () if on is None else tuple([on.chain(judged).sentence for judged in on.judgement.items])


class ClaimFindings(NamedTuple):
    """A claim, and the findings about it that are to be shown."""

    claim: ClaimReport
    found: list[Finding]


class FileReport(Struct, frozen=True, dict=True):
    """One file: its claims in their order, and what was `found` in the order of the checks.

    Where they have flowed through the run, it holds neither.
    """

    path: str
    claims: tuple[ClaimReport, ...]
    found: tuple[Finding, ...]
    flow_result: FlowResult | None = None

    @cached_property
    def tally(self) -> Tally:
        """The counts."""
        if self.flow_result:
            return self.flow_result.tally
        tally = Tally()
        claims, others = self.group_by_claim()
        for claim, found in claims:
            tally.add_claim(claim, found)
        for finding in others:
            tally.add_finding(finding)
        return tally

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What was found, by line and column."""
        return in_order(self.found)

    def group_by_claim(
        self, shows: Callable[[Finding], bool] = lambda _: True
    ) -> tuple[list[ClaimFindings], list[Finding]]:
        """The claims, each with its findings, and the findings about none; only what `shows` allows.

        Both are in the order of the checks.
        """
        claims = [ClaimFindings(claim, []) for claim in self.claims]
        by_place = {told.claim.entry.pointer: told for told in claims}
        by_entry = {id(told.claim.entry): told for told in claims}
        others: list[Finding] = []
        for finding in filter(shows, self.found):
            about = finding.about
            told_of = by_place.get(finding.place.entry_pointer)
            if not told_of and isinstance(about, ClaimReport):
                told_of = by_entry.get(id(about.entry))
            (told_of.found if told_of else others).append(finding)
        return claims, others


def in_order(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by line and column."""
    return tuple(sorted(found, key=_line_and_column))


def _line_and_column(finding: Finding) -> tuple[int, int]:
    position = finding.position
    return position.line, position.column


class Summary(Struct, frozen=True):
    """Counts over all files.

    Waived findings are in `waived` only, known ones in `baselined` only, and those on drafts in `on_drafts`
    only. Of the claims that can be judged, `drafts` are counted apart from the `standings` of the others.
    `proven_passing` counts claims that cannot meet the rule of the house while no error or warning says so.
    """

    files: int
    claims: int
    standings: dict[Standing, int]
    outcomes: dict[RuleOutcome, int]
    proven_passing: int
    unreadable: int
    levels: dict[Level, int]
    waived: int
    baselined: int
    drafts: int
    on_drafts: int


class Report(Struct, frozen=True, dict=True):
    """What a run found. `passed_over` counts JSON files in folders that are no claim files.

    `notes_left_out` counts notes that are not among the findings, as `Tally` does, `known` findings that
    were set aside, as an older version had them. `gone` are the entries of a baseline that no longer occur.
    `beliefs` are what a change asks its reader to believe, where it is one that was checked.
    """

    files: tuple[FileReport, ...]
    passed_over: int = 0
    notes_left_out: Counter[tuple[str, str]] = Counter()
    known: int = 0
    gone: tuple[KnownFinding, ...] = ()
    beliefs: Beliefs | None = None

    @property
    def claims(self) -> tuple[ClaimReport, ...]:
        """The claims of all files."""
        return tuple([claim for file in self.files for claim in file.claims])

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings in all files, by file, line and column; those that are waived or known too."""
        return tuple([finding for file in self.files for finding in file.findings])

    def rows(self) -> list[dict[str, str | int | bool]]:
        """The findings as rows of a table: `pandas.DataFrame(report.rows())`."""
        return [finding.row() for finding in self.findings]

    def claim_rows(self) -> list[dict[str, str | int | None]]:
        """The claims as rows of a table: `pandas.DataFrame(report.claim_rows())`."""
        return [claim.row() for claim in self.claims]

    @cached_property
    def counts(self) -> Counter[tuple[str, str]]:
        """What is counted over all files: by what, and by which of it; see `Tally`."""
        return sum((file.tally.counts for file in self.files), self.notes_left_out)

    @cached_property
    def summary(self) -> Summary:
        """The counts."""
        counts = self.counts
        standings = sorted(key for key in counts if key[0] == "standing")
        return Summary(
            files=len(self.files),
            claims=counts["claims", ""],
            standings={standing: counts["standing", standing] for _, standing in standings},  # type: ignore[misc]
            outcomes={outcome: counts["outcome", outcome] for outcome in OUTCOMES},
            proven_passing=sum(file.tally.proven_passing for file in self.files),
            unreadable=counts["unreadable", ""],
            levels={level: counts["level", level.value] for level in Level},
            waived=counts["waived", ""],
            baselined=counts["baselined", ""],
            drafts=counts["drafts", ""],
            on_drafts=counts["on drafts", ""],
        )

    def worst(self) -> Level | None:
        """The gravest level of a finding that is neither waived nor known from a baseline."""
        levels = self.summary.levels
        return next((level for level in Level if levels[level]), None)

    def has_structure_error(self) -> bool:
        """Whether an error of the structure family is left: something is not the record that it should be."""
        return bool(self.counts["misshapen", ""])
