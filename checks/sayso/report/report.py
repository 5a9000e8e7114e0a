"""The report: what a run found, with every place as line and column. Formats are made from it alone."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property

from msgspec import UNSET, Struct

from sayso.provenance.disputed import Disputed
from sayso.provenance.house_rule import OUTCOMES, RuleOutcome
from sayso.provenance.standing import Judgement
from sayso.record.file import Entry, Place
from sayso.record.model import Claim, Standing
from sayso.report.belief import Beliefs
from sayso.report.fingerprint import Known
from sayso.rules.finding import Finding, Level
from sayso.rules.registry import BY_NAME
from sayso.rules.rule import Family, OnClaim
from sayso.rules.sentences import both_ends, missing, outlook, reason


class ClaimReport(Struct, frozen=True, dict=True):
    """One claim: what it rests on, and the sentences that say so, made when they are asked for.

    `on` is None for a claim that cannot be read or has a reference that leads nowhere; then the
    sentences are empty. `known` says that an older version had it with the same standing, and that
    nothing graver than a note is new about it.
    """

    entry: Entry[Claim]
    on: OnClaim | None
    known: bool = False

    @property
    def judgement(self) -> Judgement | None:
        """What it rests on."""
        return None if self.on is None else self.on.judgement

    @property
    def outcome(self) -> RuleOutcome | None:
        """What it is against the rule of the house on voices; None where there is nothing to ask."""
        return None if self.on is None else self.on.outcome

    @property
    def disputed(self) -> Disputed | None:
        """What it would rest on if disputed links of control did not hold; None if none bears on it."""
        return None if self.on is None else self.on.disputed

    @cached_property
    def both_ends(self) -> str:
        """The same in one sentence; empty if it would make no difference."""
        return both_ends(self.on, self.disputed) if self.on and self.disputed else ""

    @property
    def outlook(self) -> str:
        """How it could end, where it falls short of that rule; else empty."""
        return "" if self.on is None else outlook(self.on)

    @property
    def declared(self) -> Standing | None:
        """The standing that the claim declares."""
        value = self.entry.value
        return None if value is None or value.standing is UNSET else value.standing

    @property
    def draft(self) -> bool:
        """Whether somebody still works on it."""
        return self.entry.draft

    @cached_property
    def line(self) -> int:
        """The line it starts on."""
        return Place(self.entry.file, self.entry.pointer).position().line

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
        return () if self.on is None else tuple(map(self.on.names, self.on.judgement.support.cut))

    @cached_property
    def reason(self) -> str:
        """Why it has its standing."""
        return "" if self.on is None else reason(self.on)

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
    def missing(self) -> str:
        """What would change its standing."""
        return "" if self.on is None else missing(self.on)

    @property
    def chains(self) -> tuple[str, ...]:
        """The chain of each item in words, in the order of `judgement.items`."""
        on = self.on
        return () if on is None else tuple([on.chain(judged).sentence for judged in on.judgement.items])


class FileReport(Struct, frozen=True, dict=True):
    """One file: its claims in their order, and what was `found` in the order of the checks."""

    path: str
    claims: tuple[ClaimReport, ...]
    found: tuple[Finding, ...]

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What was found, by line and column."""
        return in_order(self.found)


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

    `untold` counts notes that are not among the findings, but for `untold_waived` and `untold_drafts`;
    `known` counts findings that were set aside, as an older version had them. `gone` are the entries of a
    baseline that no longer occur. `beliefs` are what a change asks its reader to believe, where it is one
    that was checked.
    """

    files: tuple[FileReport, ...]
    passed_over: int = 0
    untold: int = 0
    untold_waived: int = 0
    known: int = 0
    gone: tuple[Known, ...] = ()
    beliefs: Beliefs | None = None
    untold_drafts: int = 0

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
    def summary(self) -> Summary:
        """The counts."""
        claims = self.claims
        findings = [finding for file in self.files for finding in file.found]
        judged = [(claim, claim.judgement) for claim in claims if claim.judgement]
        standings = Counter(judgement.standing for claim, judgement in judged if not claim.draft)
        outcomes = Counter(claim.outcome for claim in claims if not claim.draft)
        counted = [finding for finding in findings if not finding.silent]
        levels = Counter(finding.level for finding in counted if not finding.draft)
        levels[Level.NOTE] += self.untold
        return Summary(
            files=len(self.files),
            claims=len(claims),
            standings=dict(sorted(standings.items())),
            outcomes={outcome: outcomes[outcome] for outcome in OUTCOMES},
            proven_passing=sum(1 for _ in self._proven_passing()),
            unreadable=sum(claim.judgement is None for claim in claims),
            levels={level: levels[level] for level in Level},
            waived=self.untold_waived + sum(finding.waived for finding in findings),
            baselined=sum(finding.baselined for finding in findings),
            drafts=sum(claim.draft for claim, _ in judged),
            on_drafts=self.untold_drafts + sum(finding.draft for finding in counted),
        )

    def _proven_passing(self) -> Iterator[ClaimReport]:
        """The claims proven to fall short of which nothing says so, but for drafts and what was known before.

        Nothing needs to say it of what declares the standing that it has.
        """
        for file in self.files:
            rules = [(each.claim, BY_NAME[each.check]) for each in file.found if each.matters]
            told = {id for id, rule in rules if rule.family is Family.STANDING}
            told_short = {id for id, rule in rules if rule.falls_short}
            for claim in file.claims:
                on = claim.on
                if on and on.outcome == "cannot" and not (claim.draft or claim.known):
                    said = told if on.house.min_voices is None else told_short
                    if claim.entry.id not in said and claim.declared != on.judgement.standing:
                        yield claim

    def worst(self) -> Level | None:
        """The gravest level of a finding that is neither waived nor known from a baseline."""
        levels = self.summary.levels
        return next((level for level in Level if levels[level]), None)

    def is_misshapen(self) -> bool:
        """Whether an error of the structure family is left: something is not the record that it should be."""
        return any(
            each.level is Level.ERROR and not each.silent and BY_NAME[each.check].family is Family.STRUCTURE
            for file in self.files
            for each in file.found
        )
