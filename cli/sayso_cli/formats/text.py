"""`--format text`: the report a fact-checker reads.

By file; in each the claims that rest only on the claimant's own assertion first, then the other claims that
something is wrong with, then what is wrong with the file itself. `--verbose` shows the rest as well.

In an archive that nobody has worked yet the same would be said of each claim. So where many claims fall short
of the rule of the house, and nothing else is an error, those that are open are counted, and those that are
proven to fall short are named together.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from typing import Final, NamedTuple, get_args

from sayso.provenance.house_rule import RuleOutcome
from sayso.provenance.standing import Verdict
from sayso.record.model import Standing
from sayso.record.places import Pointer
from sayso.report.glossary import standing_meaning
from sayso.report.report import ClaimReport, FileReport, Report, in_order
from sayso.rules.finding import Finding, Level
from sayso.rules.registry import BY_NAME
from sayso.rules.sentences import count, enumeration
from sayso_cli.formats.assigned import ClaimFindings, findings_by_claim
from sayso_cli.formats.summary import tally
from sayso_cli.pen import COLOURS, HANG, INDENT, MARKS, Pen, label_of, standing_of, width
from sayso_cli.terminal import Look
from sayso_cli.views.belief_lines import belief_lines

_UNREADABLE: Final = "?"
# More claims than this that fall short of the rule of the house are told together.
_MOST_SHORT: Final[Mapping[RuleOutcome, int]] = {"cannot": 20, "open": 5}
# Their ids fill so many lines at most.
_LINES_OF_IDS: Final = 30
# So many of the sources that most of them wait for are named.
_SOURCES: Final = 3
# What a runner of GitHub takes for a command when it logs the report.
_COMMAND: Final = re.compile(r"^([^\S\n]*)::", re.MULTILINE)


def text(report: Report, look: Look) -> Iterator[str]:
    """`report` for people, line by line, as wide as `look` says."""
    writer = _Writer(look)
    files = [writer.sorted(file) for file in report.files]
    together = {} if look.verbose else _together(files)
    apart = {id(told.claim) for members in together.values() for told in members}
    apart_from = [file.without(apart) for file in files]
    for line in writer.meanings(apart_from):
        yield f"{inert(line)}\n"
    for file in apart_from:
        for line in writer.file(file):
            yield f"{inert(line)}\n"
    for outcome, members in together.items():
        for line in writer.proven(members) if outcome == "cannot" else writer.open(members):
            yield f"{inert(line)}\n"
    for line in belief_lines(writer, report.beliefs) if report.beliefs is not None else ():
        yield f"{inert(line)}\n"
    yield f"{inert(writer.paint(tally(report), 'bold'))}\n"


def inert(lines: str) -> str:
    """`lines` such that a runner of GitHub takes none of them for a command when it logs them."""
    return _COMMAND.sub(r"\1\\x3a:", lines)


class _Sorted(NamedTuple):
    """The claims of a file: on the claimant's word alone, not judged, others with warnings, the rest, known
    before, and drafts; and what was found on the file itself.
    """

    file: FileReport
    flagged: list[ClaimFindings]
    unread: list[ClaimFindings]
    others: list[ClaimFindings]
    rest: list[ClaimFindings]
    known: list[ClaimFindings]
    drafts: list[ClaimFindings]
    of_file: list[Finding]

    def without(self, claims: Collection[int]) -> "_Sorted":
        """The same without claims that are told elsewhere."""
        flagged, others = (
            [told for told in members if id(told.claim) not in claims]
            for members in (self.flagged, self.others)
        )
        return self._replace(flagged=flagged, others=others)


def _together(files: Sequence[_Sorted]) -> dict[RuleOutcome, list[ClaimFindings]]:
    """Claims to tell together: of many that fall short of the rule of the house, what has no other error."""
    short: dict[RuleOutcome, list[ClaimFindings]] = {"cannot": [], "open": []}
    for file in files:
        for told in (*file.flagged, *file.others):
            outcome = told.claim.outcome
            errors = [BY_NAME[each.check] for each in told.found if each.level is Level.ERROR]
            passed_over = told.claim.declared or told.claim.draft
            if outcome in short and not passed_over and all(rule.falls_short for rule in errors):
                short[outcome].append(told)
    return {outcome: members for outcome, members in short.items() if len(members) > _MOST_SHORT[outcome]}


class _Writer(Pen):
    """Writes the report for one look."""

    def meanings(self, files: Sequence[_Sorted]) -> Iterator[str]:
        """What the standings of the claims that are told mean; nothing if none is."""
        told = {
            each.claim.judgement.standing
            for file in files
            for members, _ in self.sections(file)
            for each in members
            if each.claim.judgement
        }
        standings = [standing for standing in get_args(Standing) if standing in told]
        if not standings:
            return
        yield from self.wrapped("What a claim rests on in this record, not whether it is true:", "")
        for standing in standings:
            yield from self.wrapped(standing_meaning(standing), f"{INDENT}{standing}: ")
        yield ""

    def sections(self, claims: _Sorted) -> Iterator[tuple[Sequence[ClaimFindings], str]]:
        """The claims of a file that are told, section by section, and the titles."""
        yield claims.flagged, "{} {rests} only on the claimant's own assertion"
        yield claims.unread, "{} that cannot be judged"
        yield claims.others, "{} to look at"
        if self.look.verbose:
            yield claims.rest, "{} without a warning"
            yield claims.known, "{} as before"
            yield claims.drafts, "{} in draft"

    def file(self, claims: _Sorted) -> Iterator[str]:
        """The report of one file; nothing if there is nothing to say."""
        file, of_file = claims.file, claims.of_file
        sections = list(self.sections(claims))
        if not of_file and not any(members for members, _ in sections):
            return
        yield self.paint(self.safe(file.path), "bold", "underline")
        yield ""
        for members, title in sections:
            if members:
                one = len(members) == 1
                yield from self.title(
                    title.format(count(len(members), "claim"), rests="rests" if one else "rest")
                )
            for told in members:
                yield from self.claim(file, told)
                yield ""
        if of_file:
            yield from self.title(f"{count(len(of_file), 'finding')} on the file itself")
        for finding in of_file:
            yield from self.finding(finding, "")
            yield ""

    def proven(self, members: Sequence[ClaimFindings]) -> Iterator[str]:
        """Claims that cannot meet the rule: their ids, by what is all there could be; the most first."""
        yield from self.title(f"{count(len(members), 'claim')} proven to fall short")
        alike: dict[str, list[ClaimFindings]] = {}
        for told in members:
            alike.setdefault(told.claim.outlook, []).append(told)
        several = len({told.claim.entry.file.path for told in members}) > 1
        room, named = _LINES_OF_IDS * self.look.columns, 0
        for outlook, those in sorted(alike.items(), key=lambda each: -len(each[1])):
            ids: list[str] = []
            room -= len(outlook)
            for entry in (told.claim.entry for told in those):
                if room > 0:
                    ids.append(f"{entry.file.path}:{entry.id}" if several else entry.id)
                    room -= len(ids[-1])
            if ids:
                yield from self.wrapped(f"{outlook}: {', '.join(ids)}", INDENT)
            named += len(ids)
        if named < len(members):
            yield from self.wrapped(f"and {len(members) - named:,} more", INDENT)
        yield from self.left_out(members)

    def open(self, members: Sequence[ClaimFindings]) -> Iterator[str]:
        """Claims that may still meet the rule: how many, and which sources most of them wait for."""
        yield from self.title(f"{count(len(members), 'claim')} open")
        waiting = Counter[str]()
        for told in members:
            judged = told.claim.judgement.items if told.claim.judgement else ()
            waiting.update({each.path[-1] for each in judged if each.why == "unknown-basis"})
        first = [f"`{id}` ({count(number, 'claim')})" for id, number in waiting.most_common(_SOURCES)]
        begin = f"; begin with {enumeration(first)}" if first else ""
        yield from self.wrapped(
            "nobody knows yet whether these fall short: sources that could carry them do not say how they "
            f"know{begin}; `sayso next` says what to look into first",
            INDENT,
        )
        yield from self.left_out(members)

    def left_out(self, members: Sequence[ClaimFindings]) -> Iterator[str]:
        """What is left out about claims that are told together."""
        levels = Counter(finding.level for told in members for finding in told.found)
        told = [count(levels[level], level.value) for level in Level if levels[level]]
        yield from self.wrapped(f"-v shows each{f', with {enumeration(told)}' if told else ''}", INDENT)
        yield ""

    def shows(self, finding: Finding) -> bool:
        """Whether a finding is shown: notes, and what is waived or known, only with `--verbose`."""
        return self.look.verbose or not (finding.silent or finding.level is Level.NOTE)

    def sorted(self, file: FileReport) -> _Sorted:
        """The claims of a file by what there is to say of them.

        Where a baseline knows it, it need not be said that they rest on the claimant's word.
        """
        claims, of_file = findings_by_claim(file, self.shows)
        baselined: Set[str] = set() if self.look.verbose else _known(file)
        flagged, unread, others, rest, known, drafts = (list[ClaimFindings]() for _ in range(6))
        for told in claims:
            judgement = told.claim.judgement
            graver = any(not each.silent and each.level is not Level.NOTE for each in told.found)
            if told.claim.known:
                known.append(told)
            elif judgement is None:
                unread.append(told)
            elif told.claim.draft:
                (others if graver else drafts).append(told)
            elif judgement.standing == "self-asserted" and told.claim.entry.id not in baselined:
                flagged.append(told)
            elif graver:
                others.append(told)
            else:
                rest.append(told)
        # What nobody has declared yet comes first: it is what there is to do.
        flagged.sort(key=lambda told: told.claim.declared == "self-asserted")
        return _Sorted(file, flagged, unread, others, rest, known, drafts, of_file)

    def claim(self, file: FileReport, told: ClaimFindings) -> Iterator[str]:
        """One claim with all that there is to say of it."""
        claim, found = told
        judgement, value = claim.judgement, claim.entry.value
        main = [each for each in found if each.message == claim.reason]
        yield from self.claim_head(file, claim, main)
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
        if claim.outlook:
            yield from self.row("outlook", claim.outlook)
        if claim.both_ends:
            yield from self.row("disputed", claim.both_ends)
        rest = [each for each in found if each.message != claim.reason]
        if len(rest) > 1:
            rest = list(in_order(rest))
        chains = claim.chains
        by_item: dict[Pointer, list[Finding]] = {
            (judged.section, judged.index): [] for judged in judgement.items
        }
        depth, of_claim = len(claim.entry.pointer), list[Finding]()
        for each in rest:
            by_item.get(each.place.pointer[depth : depth + 2], of_claim).append(each)
        for judged, chain in zip(judgement.items, chains, strict=True):
            about = by_item[judged.section, judged.index]
            if about or self.look.verbose or judged.why != "context":
                yield from self.item(judged, chain, about)
        change = next((each.help for each in main if each.help), claim.missing)
        if change:
            yield from self.row("to change", change)
        for each in of_claim:
            yield from self.finding(each, INDENT, told=chains)

    def claim_head(self, file: FileReport, claim: ClaimReport, main: Sequence[Finding]) -> Iterator[str]:
        """The mark, id and place of a claim, with the findings that are its standing."""
        colour = COLOURS[claim.judgement.standing] if claim.judgement else ""
        mark = _UNREADABLE
        if claim.judgement:
            mark = MARKS[claim.judgement.standing][not self.look.encoding.startswith("utf")]
        name = claim.entry.id or "(a claim without a readable id)"
        place = f"{self.safe(file.path)}:{claim.line}"
        left, painted = f"{mark} {name}", f"{self.paint(mark, colour, 'bold')} {self.paint(name, 'bold')}"
        for each in main:
            label = label_of(each)
            if width(left) + len(INDENT) + len(label) > self.look.columns:
                yield painted
                left = painted = ""
            left += INDENT + label
            painted += INDENT + self.label(each)
        yield from self.beside(left, painted, place, INDENT, push=True)

    def item(self, judged: Verdict, chain: str, about: Sequence[Finding]) -> Iterator[str]:
        """One item: whether it counts and why, and the findings about it."""
        sign = "+" if judged.counts else "-"
        why = chain or f"`{judged.item.source}` was not judged: the work budget ran out"
        stance = " (refutes)" if judged.item.stance == "refutes" else ""
        yield from self.wrapped(f"{judged.section}{stance}: {why}", f"{HANG}{sign} ")
        for each in about:
            if BY_NAME[each.check].of_item:
                yield from self.finding_head(each, HANG + INDENT)
            else:
                yield from self.finding(each, HANG + INDENT)

    def title(self, content: str) -> Iterator[str]:
        """The title of a section."""
        for line in self.wrap(content.upper(), self.look.columns):
            yield self.paint(line, "bold")
        yield ""


def _known(file: FileReport) -> set[str]:
    """The claims of which a baseline knows that they rest only on the claimant's own assertion."""
    found = (each for each in file.found)
    return {finding.claim for finding in found if finding.baselined and finding.check == "self-asserted"}
