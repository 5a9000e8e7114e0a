"""`--format text`: the report a fact-checker reads.

What to look at fits a screen as far as that can be; see `screen/compact_report.py`. With `--verbose` all
there is to say is said, by file: the claims that rest only on the claimant's own assertion first, then the
other claims that something is wrong with, the rest, and what is wrong with the file itself.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from sayso.provenance.standing import Verdict
from sayso.record.model import Standing
from sayso.report.flow import Flow, Sorter
from sayso.report.report import ClaimReport, Report, in_order
from sayso.rules.finding import Finding
from sayso.rules.registry import BY_NAME
from sayso.rules.sentences import count
from sayso_cli.formats.finding_flows import flow_of
from sayso_cli.formats.findings import findings_by_item
from sayso_cli.formats.summary import rests_clause
from sayso_cli.pen import BELOW_LABEL, COLOURS, INDENT, Pen, standing_of
from sayso_cli.screen.compact_flow import CompactFlow
from sayso_cli.screen.compact_report import CompactReport, standing_meanings
from sayso_cli.screen.sorting import SECTIONS, Section, place_in_section, section_of
from sayso_cli.terminal import Look, text_of
from sayso_cli.views.belief_lines import belief_lines

_TITLES: Final[dict[Section, str]] = {
    "flagged": "",
    "unread": "that cannot be judged",
    "others": "to look at",
    "rest": "without a warning",
    "known": "as before",
    "drafts": "in draft",
}


def flow_for(look: Look) -> Flow:
    """What takes the claims of a file for a report of this look."""
    kind = VerboseFlow if look.verbose else Flow if look.quiet else CompactFlow
    return kind(look)


def text(report: Report, look: Look) -> Iterator[str]:
    """`report` for people, in lines as wide as `look` says; with `quiet` the tally alone."""
    if look.verbose:
        lines = _VerbosePen(look).report(report)
    elif look.quiet:
        lines = CompactReport(look).tally(report)
    else:
        lines = CompactReport(look).report(report)
    return (text_of((line,)) for line in lines)


class VerboseFlow(Flow):
    """Writes down each claim of one file with what was found about it, by section."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.claims = Sorter()
        self.numbers = Counter[Section]()
        self.standings = set[Standing]()
        self.others: list[Finding] = []
        self._writer = _VerbosePen(look)

    def take(self, claim: ClaimReport, found: Sequence[Finding], number: int) -> None:
        section = section_of(claim, found, verbose=True)
        self.numbers[section] += 1
        if claim.judgement:
            self.standings.add(claim.judgement.standing)
        written = "\n".join(self._writer.claim(claim, found)).encode()
        self.claims.add(place_in_section(claim, section, number), written)

    def add(self, finding: Finding, number: int) -> None:
        self.others.append(finding)


class _VerbosePen(Pen):
    """Writes the report for one look."""

    def report(self, report: Report) -> Iterator[str]:
        """All of it, by file."""
        flows = [flow_of(file, VerboseFlow, self.look) for file in report.files]
        yield from standing_meanings(self, set[Standing]().union(*(flow.standings for flow in flows)))
        for file, flow in zip(report.files, flows, strict=True):
            yield from self.file(file.path, flow)
        yield from belief_lines(self, report.beliefs) if report.beliefs is not None else ()
        yield from CompactReport(self.look).tally(report)

    def file(self, path: str, flow: VerboseFlow) -> Iterator[str]:
        """The report of one file; nothing if there is nothing to say."""
        if not flow.others and not flow.numbers:
            return
        yield self.paint(self.escape(path), "bold", "underline")
        yield ""
        for number, claims in groupby(flow.claims, key=lambda written: written[0][0]):
            section = SECTIONS[number]
            total = flow.numbers[section]
            yield from self.title(f"{count(total, 'claim')} {_TITLES[section] or rests_clause(total)}")
            for _, written in claims:
                yield written.decode()
                yield ""
        if flow.others:
            yield from self.title(f"{count(len(flow.others), 'finding')} on the file itself")
        for finding in in_order(flow.others):
            yield from self.finding(finding, "")
            yield ""

    def claim(self, claim: ClaimReport, found: Sequence[Finding]) -> Iterator[str]:
        """One claim with all that there is to say of it."""
        judgement, value = claim.judgement, claim.entry.value
        main = [each for each in found if each.message == claim.reason]
        yield from self.claim_head(claim, main)
        if value is not None:
            yield from self.wrapped(value.statement, INDENT, INDENT)
        if judgement is None or value is None:
            yield from self.row("standing", "none: this entry, or one that it refers to, cannot be read")
            for each in in_order(found):
                yield from self.finding(each, INDENT)
            return
        yield from self.row("claimant", "; ".join(claim.claimants))
        yield from self.row("standing", standing_of(claim), COLOURS[judgement.standing])
        yield from self.row("because", claim.reason)
        yield from self.row("outlook", claim.outlook)
        yield from self.row("disputed", claim.both_ends)
        rest = [each for each in found if each.message != claim.reason]
        if len(rest) > 1:
            rest = list(in_order(rest))
        chains = claim.chains
        by_item, of_claim = findings_by_item(claim, rest)
        for judged, chain in zip(judgement.items, chains, strict=True):
            about = by_item[judged.section, judged.index]
            yield from self.item(judged, chain, about)
        change = next((each.help for each in main if each.help), claim.next_step)
        yield from self.row("to change", change)
        for each in of_claim:
            yield from self.finding(each, INDENT, told=chains)

    def claim_head(self, claim: ClaimReport, main: Sequence[Finding]) -> Iterator[str]:
        """The mark, id and place of a claim, with the findings that are its standing."""
        name = claim.entry.id or "(a claim without a readable id)"
        painted = f"{self.claim_mark(claim)} {self.paint(name, 'bold')}"
        for label in map(self.label, main):
            if self.width(painted + INDENT + label) > self.look.columns:
                yield painted
                painted = ""
            painted += INDENT + label
        yield from self.with_place(painted, self.claim_place(claim), INDENT, push=True)

    def item(self, judged: Verdict, chain: str, about: Sequence[Finding]) -> Iterator[str]:
        """One item: whether it counts and why, and the findings about it."""
        sign = "+" if judged.counts else "-"
        why = chain or f"`{judged.item.source}` was not judged: the work budget ran out"
        stance = " (refutes)" if judged.item.stance == "refutes" else ""
        yield from self.wrapped(f"{judged.section}{stance}: {why}", f"{BELOW_LABEL}{sign} ")
        for each in about:
            if BY_NAME[each.check].of_item:
                yield from self.finding_head(each, BELOW_LABEL + INDENT)
            else:
                yield from self.finding(each, BELOW_LABEL + INDENT)
