"""`--format text`: the report a fact-checker reads.

What to look at fits a screen as far as that can be; see `screen/compact.py`. With `--verbose` all there is to
say is said, by file: the claims that rest only on the claimant's own assertion first, then the other claims
that something is wrong with, the rest, and what is wrong with the file itself.
"""

from collections.abc import Iterator, Sequence

from sayso.provenance.standing import Verdict
from sayso.record.places import Pointer
from sayso.report.report import ClaimReport, FileReport, Report, in_order
from sayso.rules.finding import Finding
from sayso.rules.registry import BY_NAME
from sayso.rules.sentences import count
from sayso_cli.formats.assigned import ClaimFindings
from sayso_cli.pen import COLOURS, HANG, INDENT, Pen, label_of, standing_of, width
from sayso_cli.screen.compact import Compact, meanings
from sayso_cli.screen.sorting import Sorted, sort
from sayso_cli.terminal import Look, without_commands
from sayso_cli.views.belief_lines import belief_lines


def text(report: Report, look: Look) -> Iterator[str]:
    """`report` for people, line by line, as wide as `look` says; with `quiet` the tally alone."""
    if look.verbose:
        lines = _Writer(look).report(report)
    elif look.quiet:
        lines = Compact(look).tally(report)
    else:
        lines = Compact(look).report(report)
    return (f"{without_commands(line)}\n" for line in lines)


class _Writer(Pen):
    """Writes the report for one look."""

    def report(self, report: Report) -> Iterator[str]:
        """All of it, by file."""
        files = [sort(file, verbose=True) for file in report.files]
        yield from meanings(self, (told.claim for file in files for told in file.claims))
        for file in files:
            yield from self.file(file)
        yield from belief_lines(self, report.beliefs) if report.beliefs is not None else ()
        yield from Compact(self.look).tally(report)

    def file(self, claims: Sorted) -> Iterator[str]:
        """The report of one file; nothing if there is nothing to say."""
        file, of_file = claims.file, claims.of_file
        sections = (
            (claims.flagged, "{} {rests} only on the claimant's own assertion"),
            (claims.unread, "{} that cannot be judged"),
            (claims.others, "{} to look at"),
            (claims.rest, "{} without a warning"),
            (claims.known, "{} as before"),
            (claims.drafts, "{} in draft"),
        )
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
            yield from self.item(judged, chain, about)
        change = next((each.help for each in main if each.help), claim.missing)
        if change:
            yield from self.row("to change", change)
        for each in of_claim:
            yield from self.finding(each, INDENT, told=chains)

    def claim_head(self, file: FileReport, claim: ClaimReport, main: Sequence[Finding]) -> Iterator[str]:
        """The mark, id and place of a claim, with the findings that are its standing."""
        colour = COLOURS[claim.judgement.standing] if claim.judgement else ""
        mark = self.mark(claim.judgement.standing if claim.judgement else None)
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
