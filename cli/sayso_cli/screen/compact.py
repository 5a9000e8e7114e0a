"""The report of `sayso check` as it is read on a screen: what is wrong, the gravest first.

Faults of structure come first, then the claims that something graver than a note was found about. As long as
a screen holds them, a claim has four lines: mark, id, standing, check and place; the statement; why; what
would change it. Of more claims each has one line, below the check that says the gravest thing of it, so many
a check, and the tally comes first. `formats/text.py` tells all there is with `--verbose`.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple, get_args

from sayso.provenance.causes import names_in_brief
from sayso.record.file import File
from sayso.record.model import Standing
from sayso.report.glossary import standing_meaning
from sayso.report.report import ClaimReport, Report
from sayso.rules.finding import Finding, Level
from sayso.rules.registry import BY_NAME
from sayso.rules.rule import Family
from sayso.rules.sentences import count, enumeration
from sayso_cli.formats.assigned import ClaimFindings
from sayso_cli.formats.findings import worst_first
from sayso_cli.formats.summary import tally_lines
from sayso_cli.pen import COLOURS, INDENT, Pen, label_of, width
from sayso_cli.screen.names import Names
from sayso_cli.screen.sorting import Sorted, sort, together
from sayso_cli.terminal import Look
from sayso_cli.views.belief_lines import belief_lines

MOST_IN_FULL: Final = 10
"""More claims than this, or findings on no claim, have one line each."""
MOST_ALIKE: Final = 30
"""So many claims of which the same check says the gravest thing are shown, and findings on no claim."""
# Claims that are proven to fall short fill so many lines at most.
_LINES_OF_PROVEN: Final = 28
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


_ORDER: Final = {name: number for number, name in enumerate(BY_NAME)}


class _Label(NamedTuple):
    """A word or two, and how they are painted."""

    text: str
    painted: str


_NO_LABEL: Final = _Label("", "")


class _Shown(NamedTuple):
    """A claim, and what was found about it, the gravest first."""

    claim: ClaimReport
    found: Sequence[Finding]
    alone: bool
    """Whether it is to be said that it rests on the claimant's word alone."""

    @property
    def gravity(self) -> tuple[int, int, bool]:
        """The lower, the graver; the same for claims of which the same check says the gravest thing."""
        if self.found:
            return self.found[0].level.rank, _ORDER[self.found[0].check], False
        return Level.WARNING.rank, _ORDER["self-asserted"], True


class Compact(Pen):
    """Writes the report for one look."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.names = Names(end=self.ellipsis)

    def report(self, report: Report) -> Iterator[str]:
        """All of it."""
        sorts = [sort(file, verbose=False) for file in report.files]
        short = together(sorts)
        apart = {id(told.claim) for members in short.values() for told in members}
        files = [file.without(apart) for file in sorts]
        claims = sorted(_shown(files), key=lambda each: each.gravity)
        long = len(claims) > MOST_IN_FULL
        if long:
            yield from self.tally(report)
            yield ""
        yield from meanings(self, (each.claim for each in claims))
        yield from self.misshapen(files)
        yield from self.by_check(claims) if long else self.in_full(claims)
        for outcome, members in short.items():
            yield from self.proven(members) if outcome == "cannot" else self.open(members)
        yield from self.of_files(files)
        yield from belief_lines(self, report.beliefs) if report.beliefs is not None else ()
        if claims:
            one = claims[0].claim.entry.id
            hint = f"`sayso show {one}` tells all of one claim, `sayso check -v` all of each"
            yield from (self.paint(line, "dim") for line in self.wrapped(hint, ""))
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
                    yield from (self.paint(each, "bold") for each in self.wrapped(line.strip(), " "))

    def misshapen(self, files: Sequence[Sorted]) -> Iterator[str]:
        """The faults of structure, and the claims that cannot be judged for the fault of another entry."""
        faults: list[Finding] = []
        unjudged: list[ClaimReport] = []
        for file in files:
            for told in (*file.flagged, *file.unread, *file.others):
                faults += filter(_structural, told.found)
                if told.claim.judgement is None and not any(map(_structural, told.found)):
                    unjudged.append(told.claim)
            faults += filter(_structural, file.of_file)
        if not faults and not unjudged:
            return
        unread = sum(len(file.unread) for file in files)
        cannot = f"; {count(unread, 'claim')} cannot be judged" if unread else ""
        yield from self.title(f"{count(len(faults), 'fault')} of structure{cannot}")
        yield from self.findings(faults)
        if unjudged:
            ids = ", ".join(claim.entry.id for claim in unjudged[:MOST_IN_FULL])
            more = f" and {len(unjudged) - MOST_IN_FULL:,} more" if len(unjudged) > MOST_IN_FULL else ""
            yield from self.wrapped(f"cannot be judged for what they refer to: {ids}{more}", INDENT)
            yield ""

    def of_files(self, files: Sequence[Sorted]) -> Iterator[str]:
        """What was found about none of the claims."""
        found = worst_first(each for file in files for each in file.of_file if not _structural(each))
        if found:
            yield from self.title(f"{count(len(found), 'finding')} on parties, sources and files")
            yield from self.findings(found)

    def findings(self, found: Sequence[Finding]) -> Iterator[str]:
        """Findings in three lines each, or if there are many in one."""
        in_full = len(found) <= MOST_IN_FULL
        for finding in found[:MOST_ALIKE]:
            place = f"{self.safe(finding.path)}:{finding.position.line}:{finding.position.column}"
            message = self.names.named(finding.message, finding.place.file)
            left = f"{label_of(finding)} {place}"
            painted = f"{self.label(finding)} {self.paint(place, 'dim')}"
            if not in_full and width(left) + len(INDENT) * 2 < self.look.columns:
                room = self.look.columns - width(left) - len(INDENT)
                yield f"{painted}{INDENT}{self.short(message, room)}"
                continue
            yield painted
            yield INDENT + self.short(message, self.look.columns - len(INDENT))
            if in_full:
                if finding.help:
                    yield self.change(self.names.named(finding.help, finding.place.file))
                yield ""
        if len(found) > MOST_ALIKE:
            yield from self.more(len(found) - MOST_ALIKE, "`sayso check -v` shows all")
        if found and not in_full:
            yield ""

    def in_full(self, claims: Sequence[_Shown]) -> Iterator[str]:
        """Claims in four lines each: those that rest on the claimant's word alone, then the others."""
        flagged = [each for each in claims if each.alone]
        others = [each for each in claims if not each.alone]
        for members, verb in ((flagged, _rests(len(flagged))), (others, "to look at")):
            if members:
                yield from self.title(f"{count(len(members), 'claim')} {verb}")
            for each in members:
                yield from self.claim(each)
                yield ""

    def claim(self, shown: _Shown) -> Iterator[str]:
        """One claim in at most four lines."""
        claim, value, judgement = shown.claim, shown.claim.entry.value, shown.claim.judgement
        assert value is not None
        assert judgement is not None
        found = next(iter(shown.found), None)
        why, help, label = claim.reason, claim.missing, _NO_LABEL
        standing = _Label(judgement.standing, self.paint(judgement.standing, COLOURS[judgement.standing]))
        if found:
            why, help = found.message, found.help or help
            label = _Label(label_of(found), self.label(found))
            if found.check == judgement.standing:
                standing = _NO_LABEL
        more = f"and {len(shown.found) - 1:,} more" if len(shown.found) > 1 else ""
        place = self.place(claim, int(_PLACE_PART * self.look.columns))
        id = self.short(claim.entry.id, self.look.columns - _MARK - 2 - width(place))
        left = self.look.columns - _MARK - 2 - width(id) - width(place)
        fitting = []
        for part in (label, standing, _Label(more, self.paint(more, "dim"))):
            if part.text and len(INDENT) + len(part.text) <= left:
                fitting.append(part)
                left -= len(INDENT) + len(part.text)
        if fitting[1:] and fitting[1] is standing:
            fitting[:2] = standing, label
        line = INDENT.join(
            [f"{self.claim_mark(claim)} {self.paint(id, 'bold')}", *(part.painted for part in fitting)]
        )
        yield f"{line}{' ' * (left + 1)}{self.paint(place, 'dim')}"
        room = self.look.columns - len(INDENT)
        yield INDENT + self.short(value.statement, room)
        why = self.names.named(why.removeprefix(_PREFIX), claim.entry.file)
        if label in fitting or not label.text:
            yield INDENT + self.short(why, room)
        else:
            yield f"{INDENT}{label.painted} {self.short(why, max(_MARK, room - len(label.text) - 1))}"
        if help := claim.both_ends or (help and self.names.named(help, claim.entry.file)):
            yield self.change(help)

    def change(self, help: str) -> str:
        """What would change it, on one line."""
        return f"{INDENT}{self.paint('=', 'dim')} {self.short(help, self.look.columns - len(INDENT) - 2)}"

    def by_check(self, claims: Sequence[_Shown]) -> Iterator[str]:
        """Claims on a line each, below the check that says the gravest thing of them."""
        most = int(_ID_PART * self.look.columns)
        widest = max(min(most, width(each.claim.entry.id)) for each in claims)
        for _, group in groupby(claims, key=lambda each: each.gravity):
            members = list(group)
            if found := members[0].found:
                summary = BY_NAME[found[0].check].summary
                many = count(len(members), "claim")
                if width(label_of(found[0])) + 1 + len(many) > self.look.columns:
                    many = f"{len(members):,}"
                yield f"{self.label(found[0])} {self.paint(many, 'bold')}"
                yield from self.wrapped(summary, "")
            else:
                told = f"{count(len(members), 'claim')} {_rests(len(members))}"
                yield from (self.paint(line, "bold") for line in self.wrapped(told, ""))
            for each in members[:MOST_ALIKE]:
                yield self.line(each.claim, widest)
            if len(members) > MOST_ALIKE:
                of = f"--check {found[0].check}" if found else "--standing self-asserted"
                yield from self.more(len(members) - MOST_ALIKE, f"`sayso list {of}` lists all")
            yield ""

    def more(self, number: int, how: str) -> Iterator[str]:
        """How many more there are, and how to see them."""
        yield from (self.paint(line, "dim") for line in self.wrapped(f"and {number:,} more; {how}", INDENT))

    def line(self, claim: ClaimReport, widest: int) -> str:
        """One claim on one line; its id is as wide as the widest."""
        id, mark = self.short(claim.entry.id, widest), self.claim_mark(claim)
        place = self.place(claim, int(_SHORT_PLACE_PART * self.look.columns))
        room = self.look.columns - _MARK - 1 - widest - 2 - width(place)
        statement = claim.entry.value.statement if claim.entry.value else ""
        shown = self.short(statement, room) if self.look.columns >= _NARROW else ""
        padded = self.paint(id, "bold") + " " * (widest - width(id))
        return f"{mark} {padded} {shown}{' ' * (room + 1 - width(shown))}{self.paint(place, 'dim')}"

    def claim_mark(self, claim: ClaimReport) -> str:
        """The mark of a claim in the colour of its standing."""
        standing = claim.judgement.standing if claim.judgement else None
        return self.paint(self.mark(standing), COLOURS[standing] if standing else "", "bold")

    def place(self, claim: ClaimReport, most: int) -> str:
        """Path and line of a claim; of more than `most` columns the end."""
        place = f"{self.safe(claim.entry.file.path)}:{claim.line}"
        if width(place) <= most:
            return place
        end = place[-(most - len(self.ellipsis)) :]
        while width(end) > most - len(self.ellipsis):
            end = end[1:]
        return self.ellipsis + end

    def proven(self, members: Sequence[ClaimFindings]) -> Iterator[str]:
        """Claims that cannot meet the rule: their ids, by what is all there could be; the most first.

        Each group has its share of the lines; of the smaller ones there is no more than the number.
        """
        yield from self.title(f"{count(len(members), 'claim')} proven to fall short")
        alike: dict[str, list[ClaimFindings]] = {}
        for told in members:
            alike.setdefault(told.claim.outlook, []).append(told)
        several = len({told.claim.entry.file.path for told in members}) > 1
        groups = sorted(alike.items(), key=lambda each: -len(each[1]))
        counted = groups[_GROUPS : _GROUPS + _GROUPS_COUNTED]
        share = (_LINES_OF_PROVEN - len(counted)) // min(len(groups), _GROUPS)
        named = 0
        for outlook, those in groups[:_GROUPS]:
            entries = [told.claim.entry for told in those]
            ids = [f"{entry.file.path}:{entry.id}" if several else entry.id for entry in entries]
            fitting = self.fitting(outlook, ids, share)
            named += fitting
            yield from self.group(outlook, ids, fitting)[:share]
        for outlook, those in counted:
            line = f"{count(len(those), 'claim')}: {outlook.partition(': ')[2]}"
            yield INDENT + self.short(line, self.look.columns - len(INDENT))
        if named < len(members):
            how = "`sayso list --outcome cannot` lists all"
            left = sum(len(those) for _, those in groups[_GROUPS + _GROUPS_COUNTED :])
            yield from self.wrapped(f"and {left:,} more; {how}" if left else how, INDENT)
        yield from self.left_out(members)

    def fitting(self, outlook: str, ids: Sequence[str], lines: int) -> int:
        """How many of `ids` fit in so many lines with what is said of them."""
        if len(self.group(outlook, ids[: lines * self.look.columns], len(ids))) <= lines:
            return len(ids)
        numbers = range(min(len(ids), lines * self.look.columns))
        return max(0, bisect_right(numbers, lines, key=lambda most: len(self.group(outlook, ids, most))) - 1)

    def group(self, outlook: str, ids: Sequence[str], most: int) -> list[str]:
        """The lines that say the same of claims, with so many of their ids."""
        left = len(ids) - most
        named = names_in_brief(ids, most)
        return list(self.wrapped(f"{outlook}: {named if most else count(left, 'claim')}", INDENT))

    def open(self, members: Sequence[ClaimFindings]) -> Iterator[str]:
        """Claims that may still meet the rule: how many, and which sources most of them wait for."""
        yield from self.title(f"{count(len(members), 'claim')} open")
        waiting = Counter[str]()
        files: dict[str, File] = {}
        for told in members:
            judged = told.claim.judgement.items if told.claim.judgement else ()
            ids = {each.path[-1] for each in judged if each.why == "unknown-basis"}
            waiting.update(ids)
            files.update(dict.fromkeys(ids, told.claim.entry.file))
        first = [
            f"{self.names.named(f'`{id}`', files[id])} ({count(number, 'claim')})"
            for id, number in waiting.most_common(_SOURCES)
        ]
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


def meanings(pen: Pen, claims: Iterable[ClaimReport]) -> Iterator[str]:
    """What the marks and standings of `claims` mean; nothing if none is judged."""
    told = {claim.judgement.standing for claim in claims if claim.judgement}
    if not told:
        return
    yield from pen.wrapped("What a claim rests on in this record, not whether it is true:", "")
    for standing in filter(told.__contains__, get_args(Standing)):
        yield from pen.wrapped(standing_meaning(standing), f"{INDENT}{pen.mark(standing)} {standing}: ")
    yield ""


def _shown(files: Iterable[Sorted]) -> Iterator[_Shown]:
    """The claims to show: those that rest on the claimant's word alone, or have findings of their own."""
    for file in files:
        flagged = set(map(id, file.flagged))
        for told in (*file.flagged, *file.others):
            found = worst_first(each for each in told.found if not _structural(each))
            if found or id(told) in flagged:
                yield _Shown(told.claim, found, id(told) in flagged)


def _structural(finding: Finding) -> bool:
    return BY_NAME[finding.check].family is Family.STRUCTURE


def _rests(number: int) -> str:
    return f"{'rests' if number == 1 else 'rest'} only on the claimant's own assertion"
