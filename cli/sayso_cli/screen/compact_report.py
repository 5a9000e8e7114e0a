"""The report of `sayso check` as it is read on a screen: what is wrong, the gravest first.

Faults of structure come first, then the claims that something graver than a note was found about. As long as
a screen holds them, a claim has four lines: mark, id, standing, check and place; the statement; why; what
would change it. Of more claims each has one line, below the check that says the gravest thing of it, so many
a check, and the tally comes first. `formats/text.py` tells all there is with `--verbose`.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from typing import Final, get_args

from sayso.record.glossary import standing_meaning
from sayso.record.model import Standing
from sayso.report.flow import FirstByKey
from sayso.report.report import ClaimReport, Report
from sayso.rules.finding import Finding, Level
from sayso.rules.registry import BY_NAME
from sayso.rules.sentences import count, enumeration
from sayso_cli.formats.finding_flows import flow_of
from sayso_cli.formats.summary import rests_clause, tally_lines
from sayso_cli.pen import COLOURS, INDENT, Pen, label_of
from sayso_cli.screen.compact_flow import (
    LINES_OF_PROVEN,
    MOST_IN_FULL,
    CompactFlow,
    CompactFlows,
    OutcomeClaims,
    ShownClaim,
)
from sayso_cli.screen.names import Names
from sayso_cli.terminal import Look
from sayso_cli.views.belief_lines import belief_lines
from sayso_cli.wrapping import width

# So many groups of them are told with their ids, and so many more with their number.
_GROUPS: Final = 4
_GROUPS_COUNTED: Final = 6
# So many of the sources that most of them wait for are named.
_SOURCES: Final = 3
_PREFIX: Final = "rests only on the claimant's own assertion: "
# On a narrower screen a line has no statement.
_NARROW: Final = 60
_MARK: Final = 2
# Places and ids have these parts of a line at most; a place has less where the line has a statement too.
_PLACE_PART: Final = 0.6
_SHORT_PLACE_PART: Final = 0.3
_ID_PART: Final = 0.35


class CompactReport(Pen):
    """Writes the report for one look."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.names = Names(end=self.ellipsis)

    def report(self, report: Report) -> Iterator[str]:
        """All of it."""
        flows = CompactFlows([flow_of(file, CompactFlow, self.look) for file in report.files])
        number = sum(group.number for group in flows.groups)
        claims = [shown for group in flows.groups for _, shown in group]
        long = number > MOST_IN_FULL
        if long:
            yield from self.tally(report)
            yield ""
        yield from standing_meanings(self, flows.standings)
        yield from self.structure_faults(flows)
        yield from self.claims_by_check(flows) if long else self.claims_in_full(claims)
        for outcome, members in flows.together.items():
            yield from self.proven_claims(members) if outcome == "cannot" else self.open_claims(members)
        if flows.others.number:
            yield from self.title(f"{count(flows.others.number, 'finding')} on parties, sources and files")
            yield from self.findings(flows.others)
        yield from belief_lines(self, report.beliefs) if report.beliefs is not None else ()
        if claims:
            one = claims[0].claim.entry.id
            hint = f"`sayso show {one}` tells all of one claim, `sayso check -v` all of each"
            yield from self.painted_lines(hint, "dim")
            yield ""
        if not long:
            yield from self.tally(report)

    def tally(self, report: Report) -> Iterator[str]:
        """How many claims have which standing, and which checks make up the errors and warnings."""
        for head, parts in tally_lines(report, self.mark):
            lines = [head]
            for part in parts:
                if width(lines[-1]) + 1 + width(part) > self.look.columns:
                    lines.append("")
                lines[-1] += f" {part}"
            for line in lines:
                if width(line) <= self.look.columns:
                    yield self.paint(line, "bold")
                else:
                    yield from self.painted_lines(line.strip(), "bold", " ")

    def structure_faults(self, flows: CompactFlows) -> Iterator[str]:
        """The faults of structure, and the claims that cannot be judged for the fault of another entry."""
        faults, unjudged = flows.faults, flows.unjudged
        if not faults.number and not unjudged.number:
            return
        cannot = f"; {count(flows.unread, 'claim')} cannot be judged" if flows.unread else ""
        yield from self.title(f"{count(faults.number, 'fault')} of structure{cannot}")
        yield from self.findings(faults)
        if unjudged.number:
            ids = [id for _, id in unjudged]
            left = unjudged.number - len(ids)
            more = f" and {left:,} more" if left else ""
            yield from self.wrapped(
                f"cannot be judged for what they refer to: {', '.join(ids)}{more}", INDENT
            )
            yield ""

    def findings(self, found: FirstByKey[Finding]) -> Iterator[str]:
        """Findings in three lines each, or if there are many in one."""
        in_full, shown = found.number <= MOST_IN_FULL, list(found)
        for _, finding in shown:
            place = self.place(finding)
            message = self.names.with_names(finding.message, finding.place.file)
            painted = f"{self.label(finding)} {self.paint(place, 'dim')}"
            room = self.look.columns - self.width(painted) - len(INDENT)
            if not in_full and room > len(INDENT):
                yield f"{painted}{INDENT}{self.fit(message, room)}"
                continue
            yield painted
            yield INDENT + self.fit(message, self.look.columns - len(INDENT))
            if in_full:
                if finding.help:
                    yield self.change_line(self.names.with_names(finding.help, finding.place.file))
                yield ""
        yield from self.more_line(found.number - len(shown), "; `sayso check -v` shows all", style="dim")
        if not in_full:
            yield ""

    def claims_in_full(self, claims: Sequence[ShownClaim]) -> Iterator[str]:
        """Claims in four lines each: those that rest on the claimant's word alone, then the others."""
        flagged = [each for each in claims if each.rests_on_claimant]
        others = [each for each in claims if not each.rests_on_claimant]
        for members, verb in ((flagged, rests_clause(len(flagged))), (others, "to look at")):
            if members:
                yield from self.title(f"{count(len(members), 'claim')} {verb}")
            for each in members:
                yield from self.claim(each)
                yield ""

    def claim(self, shown: ShownClaim) -> Iterator[str]:
        """One claim in at most four lines."""
        claim, value, judgement = shown.claim, shown.claim.entry.value, shown.claim.judgement
        assert value is not None
        assert judgement is not None
        found = next(iter(shown.found), None)
        why, help, label = claim.reason, claim.next_step, ""
        standing = self.paint(judgement.standing, COLOURS[judgement.standing])
        if found:
            why, help, label = found.message, found.help or help, self.label(found)
            if found.check == judgement.standing:
                standing = ""
        more = self.paint(f"and {len(shown.found) - 1:,} more", "dim") if len(shown.found) > 1 else ""
        place = self.end_of_place(claim, int(_PLACE_PART * self.look.columns))
        id = self.fit(claim.entry.id, self.look.columns - _MARK - 2 - width(place))
        left = self.look.columns - _MARK - 2 - width(id) - width(place)
        fitting = []
        for part in filter(None, (label, standing, more)):
            if len(INDENT) + self.width(part) <= left:
                fitting.append(part)
                left -= len(INDENT) + self.width(part)
        if fitting[1:] and fitting[1] == standing:
            fitting[:2] = standing, label
        line = INDENT.join([f"{self.claim_mark(claim)} {self.paint(id, 'bold')}", *fitting])
        yield f"{line}{' ' * (left + 1)}{self.paint(place, 'dim')}"
        room = self.look.columns - len(INDENT)
        yield INDENT + self.fit(value.statement, room)
        why = self.names.with_names(why.removeprefix(_PREFIX), claim.entry.file)
        if label in fitting or not label:
            yield INDENT + self.fit(why, room)
        else:
            yield f"{INDENT}{label} {self.fit(why, max(_MARK, room - self.width(label) - 1))}"
        if help := claim.both_ends or (help and self.names.with_names(help, claim.entry.file)):
            yield self.change_line(help)

    def change_line(self, help: str) -> str:
        """What would change it, on one line."""
        return f"{INDENT}{self.paint('=', 'dim')} {self.fit(help, self.look.columns - len(INDENT) - 2)}"

    def claims_by_check(self, flows: CompactFlows) -> Iterator[str]:
        """Claims on a line each, below the check that says the gravest thing of them."""
        widest = min(int(_ID_PART * self.look.columns), flows.widest)
        for group in flows.groups:
            members = [shown for _, shown in group]
            if found := members[0].found:
                summary = BY_NAME[found[0].check].summary
                many = count(group.number, "claim")
                if width(label_of(found[0])) + 1 + len(many) > self.look.columns:
                    many = f"{group.number:,}"
                yield f"{self.label(found[0])} {self.paint(many, 'bold')}"
                yield from self.wrapped(summary, "")
            else:
                told = f"{count(group.number, 'claim')} {rests_clause(group.number)}"
                yield from self.painted_lines(told, "bold")
            for each in members:
                yield self.claim_line(each.claim, widest)
            of = f"--check {found[0].check}" if found else "--standing self-asserted"
            more = group.number - len(members)
            yield from self.more_line(more, f"; `sayso list {of}` lists all", style="dim")
            yield ""

    def claim_line(self, claim: ClaimReport, widest: int) -> str:
        """One claim on one line; its id is as wide as the widest."""
        id, mark = self.fit(claim.entry.id, widest), self.claim_mark(claim)
        place = self.end_of_place(claim, int(_SHORT_PLACE_PART * self.look.columns))
        room = self.look.columns - _MARK - 1 - widest - 2 - width(place)
        statement = claim.entry.value.statement if claim.entry.value else ""
        shown = self.fit(statement, room) if self.look.columns >= _NARROW else ""
        padded = self.paint(id, "bold") + " " * (widest - width(id))
        return f"{mark} {padded} {shown}{' ' * (room + 1 - width(shown))}{self.paint(place, 'dim')}"

    def end_of_place(self, claim: ClaimReport, most: int) -> str:
        """Path and line of a claim; of more than `most` columns the end."""
        place = self.claim_place(claim)
        if width(place) <= most:
            return place
        end = place[-(most - len(self.ellipsis)) :]
        while width(end) > most - len(self.ellipsis):
            end = end[1:]
        return self.ellipsis + end

    def proven_claims(self, members: Sequence[OutcomeClaims]) -> Iterator[str]:
        """Claims that cannot meet the rule: their ids, by what is all there could be; the most first.

        Each group has its share of the lines; of the smaller ones there is no more than the number.
        """
        total = sum(each.number for each in members)
        yield from self.title(f"{count(total, 'claim')} proven to fall short")
        several = len({each.file.path for each in members}) > 1
        alike: dict[str, FirstByKey[tuple[str, str]]] = {}
        for number, each in enumerate(members):
            for outlook, ids in each.alike.items():
                alike.setdefault(outlook, FirstByKey(LINES_OF_PROVEN * self.look.columns)).add_all(
                    ids, number
                )
        groups = sorted(alike.items(), key=lambda each: (-each[1].number, next(iter(each[1]))[0]))
        counted = groups[_GROUPS : _GROUPS + _GROUPS_COUNTED]
        share = (LINES_OF_PROVEN - len(counted)) // min(len(groups), _GROUPS)
        named = 0
        for outlook, those in groups[:_GROUPS]:
            told = [f"{path}:{id}" if several else id for _, (path, id) in those]
            fitting = self.fitting_number(outlook, told, those.number, share)
            named += fitting
            yield from self.group(outlook, told, those.number, fitting)[:share]
        for outlook, those in counted:
            line = f"{count(those.number, 'claim')}: {outlook.partition(': ')[2]}"
            yield INDENT + self.fit(line, self.look.columns - len(INDENT))
        if named < total:
            how = "`sayso list --outcome cannot` lists all"
            left = sum(those.number for _, those in groups[_GROUPS + _GROUPS_COUNTED :])
            yield from self.wrapped(f"and {left:,} more; {how}" if left else how, INDENT)
        yield from self.left_out_line(members)

    def fitting_number(self, outlook: str, ids: Sequence[str], number: int, lines: int) -> int:
        """How many of `ids`, the first of so many, fit in so many lines with what is said of them."""
        if number == len(ids) and len(self.group(outlook, ids, number, number)) <= lines:
            return number
        numbers = range(min(len(ids), lines * self.look.columns))
        fits = bisect_right(numbers, lines, key=lambda most: len(self.group(outlook, ids, number, most)))
        return max(0, fits - 1)

    def group(self, outlook: str, ids: Sequence[str], number: int, most: int) -> list[str]:
        """The lines that say the same of so many claims, with `most` of their `ids`."""
        left = number - most
        named = ", ".join(ids[:most]) + (f" and {left:,} more" if left > 0 else "")
        return list(self.wrapped(f"{outlook}: {named if most else count(left, 'claim')}", INDENT))

    def open_claims(self, members: Sequence[OutcomeClaims]) -> Iterator[str]:
        """Claims that may still meet the rule: how many, and which sources most of them wait for."""
        yield from self.title(f"{count(sum(each.number for each in members), 'claim')} open")
        waiting = sum((each.waiting for each in members), Counter[str]())
        files = {id: each.file for each in members for id in each.waiting}
        first = [
            f"{self.names.with_names(f'`{id}`', files[id])} ({count(number, 'claim')})"
            for id, number in sorted(waiting.items(), key=lambda each: (-each[1], each[0]))[:_SOURCES]
        ]
        begin = f"; begin with {enumeration(first)}" if first else ""
        yield from self.wrapped(
            "nobody knows yet whether these fall short: sources that could carry them do not say how they "
            f"know{begin}; `sayso next` says what to look into first",
            INDENT,
        )
        yield from self.left_out_line(members)

    def left_out_line(self, members: Sequence[OutcomeClaims]) -> Iterator[str]:
        """What is left out about claims that are told together."""
        levels = sum((each.levels for each in members), Counter[Level]())
        told = [count(levels[level], level.value) for level in Level if levels[level]]
        yield from self.wrapped(f"-v shows each{f', with {enumeration(told)}' if told else ''}", INDENT)
        yield ""


def standing_meanings(pen: Pen, standings: Set[Standing]) -> Iterator[str]:
    """What the marks of `standings` and these mean; nothing if there is none."""
    if not standings:
        return
    yield from pen.wrapped("What a claim rests on in this record, not whether it is true:", "")
    for standing in filter(standings.__contains__, get_args(Standing)):
        yield from pen.wrapped(standing_meaning(standing), f"{INDENT}{pen.mark(standing)} {standing}: ")
    yield ""
