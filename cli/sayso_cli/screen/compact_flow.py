"""What the report on a screen keeps of the claims of a file while they are judged: the first, and numbers."""

from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

from sayso.provenance.house_rule import RuleOutcome
from sayso.record.file import File
from sayso.record.model import Standing
from sayso.report.flow import First, Flow
from sayso.report.report import ClaimReport
from sayso.rules.finding import Finding, Level
from sayso.rules.registry import BY_NAME
from sayso.rules.rule import Family
from sayso_cli.formats.findings import ORDER, order_of, worst_first
from sayso_cli.screen.sorting import SECTIONS, place_in_section, section_of
from sayso_cli.terminal import Look
from sayso_cli.wrapping import width

MOST_IN_FULL: Final = 10
"""More claims than this, or findings on no claim, have one line each."""
MOST_ALIKE: Final = 30
"""So many claims of which the same check says the gravest thing are shown, and findings on no claim."""
LINES_OF_PROVEN: Final = 28
"""Claims that are proven to fall short fill so many lines at most."""
# More claims than this that fall short of the rule of the house are told together.
_MOST_SHORT: Final[dict[RuleOutcome | None, int]] = {"cannot": 20, "open": 5}

Gravity = tuple[int, int, bool]
"""How grave the gravest thing about a claim is: the lower, the graver."""


class ShownClaim(NamedTuple):
    """A claim, and what was found about it, the gravest first."""

    claim: ClaimReport
    found: Sequence[Finding]
    alone: bool
    """Whether it is to be said that it rests on the claimant's word alone."""

    @property
    def gravity(self) -> Gravity:
        """The same for claims of which the same check says the gravest thing."""
        if self.found:
            return self.found[0].level.rank, order_of(self.found[0]), False
        return Level.WARNING.rank, ORDER["self-asserted"], True


class ShortClaims:
    """Claims of one file that may be told together: those with one outcome against the rule of the house.

    `alike` are the first ids by what is all there could be, where that is proven, each with the path of the
    file; `waiting` counts the claims that wait for each source, where it is open.
    """

    def __init__(self, file: File, most: int) -> None:
        self.file = file
        self.number = 0
        self.levels = Counter[Level]()
        self.alike: dict[str, First[tuple[str, str]]] = {}
        self.waiting = Counter[str]()
        self._most = most

    def add(self, claim: ClaimReport, found: Sequence[Finding], place: tuple[int, ...]) -> None:
        """Add one with what was found about it; `place` is where it goes in the file."""
        self.number += 1
        self.levels.update(finding.level for finding in found)
        if claim.outcome == "cannot":
            self.alike.setdefault(claim.outlook, First(self._most)).add(
                place, (self.file.path, claim.entry.id)
            )
        else:
            judged = claim.judgement.items if claim.judgement else ()
            self.waiting.update({each.path[-1] for each in judged if each.why == "unknown-basis"})


class CompactFlow(Flow):
    """Keeps what is shown of one file.

    Of claims that may be told together it is kept by their outcome; None stands for all others. `shown`
    are the first of those alike, `widest` is the width of the longest id, and `faults` are the first faults
    of structure. `unread` claims cannot be judged; `unjudged` are the first ids of those without a fault of
    their own. `others` are the first other findings about no claim.
    """

    look: Look

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.shown: dict[tuple[RuleOutcome | None, Gravity], First[ShownClaim]] = {}
        self.widest = Counter[RuleOutcome | None]()
        self.standings: dict[RuleOutcome | None, set[Standing]] = {}
        self.faults = First[Finding](MOST_ALIKE)
        self.short: dict[RuleOutcome, ShortClaims] = {}
        self.unjudged = First[str](MOST_IN_FULL)
        self.unread = 0
        self.others = First[Finding](MOST_ALIKE)

    def take(self, claim: ClaimReport, found: Sequence[Finding], number: int) -> None:
        section = section_of(claim, found, verbose=False)
        place = place_in_section(claim, section, number)
        found = [finding for finding in found if finding.matters]
        if section == "unread":
            self.unread += 1
            if not any(map(is_structural, found)):
                self.unjudged.add(place, claim.entry.id)
        if section not in ("flagged", "unread", "others"):
            return
        for finding in filter(is_structural, found):
            self.faults.add(place, finding)
        if section == "unread":
            return
        outcome = _together(claim, found)
        if outcome:
            if outcome not in self.short:
                self.short[outcome] = ShortClaims(claim.entry.file, LINES_OF_PROVEN * self.look.columns)
            self.short[outcome].add(claim, found, place)
        others = worst_first(each for each in found if not is_structural(each))
        if others or section == "flagged":
            shown = ShownClaim(claim, others, section == "flagged")
            self.shown.setdefault((outcome, shown.gravity), First(MOST_ALIKE)).add(place, shown)
            self.widest[outcome] = max(self.widest[outcome], width(claim.entry.id))
            assert claim.judgement is not None
            self.standings.setdefault(outcome, set()).add(claim.judgement.standing)

    def add(self, finding: Finding, number: int) -> None:
        if finding.matters:
            position = finding.position
            place = position.line, position.column, number
            if is_structural(finding):
                self.faults.add((len(SECTIONS), *place), finding)
            else:
                self.others.add((finding.level.rank, order_of(finding), *place), finding)


class CompactFlows:
    """What is shown of all files of a report, but for claims that are told `together`, by their outcome."""

    def __init__(self, flows: Sequence[CompactFlow]) -> None:
        short: dict[RuleOutcome, list[ShortClaims]] = {"cannot": [], "open": []}
        for flow in flows:
            for outcome, members in flow.short.items():
                short[outcome].append(members)
        self.together = {
            outcome: members
            for outcome, members in short.items()
            if sum(each.number for each in members) > _MOST_SHORT[outcome]
        }
        groups: dict[Gravity, First[ShownClaim]] = {}
        self.standings = set[Standing]()
        self.widest = self.unread = 0
        self.faults, self.others = First[Finding](MOST_ALIKE), First[Finding](MOST_ALIKE)
        self.unjudged = First[str](MOST_IN_FULL)
        for number, flow in enumerate(flows):
            apart = self.together.keys()
            for (each, gravity), shown in flow.shown.items():
                if each not in apart:
                    groups.setdefault(gravity, First(MOST_ALIKE)).add_all(shown, number)
            for each, standings in flow.standings.items():
                if each not in apart:
                    self.standings |= standings
                    self.widest = max(self.widest, flow.widest[each])
            self.faults.add_all(flow.faults, number)
            self.others.add_all(flow.others, number, 2)
            self.unjudged.add_all(flow.unjudged, number)
            self.unread += flow.unread
        self.groups = [groups[gravity] for gravity in sorted(groups)]


def _together(claim: ClaimReport, found: Sequence[Finding]) -> RuleOutcome | None:
    """The outcome of a claim that falls short of the rule of the house, and has no other error; else None."""
    outcome = claim.outcome
    passed_over = claim.declared or claim.draft
    errors = [BY_NAME[each.check] for each in found if each.level is Level.ERROR]
    if outcome not in _MOST_SHORT or passed_over or not all(rule.falls_short for rule in errors):
        return None
    return outcome


def is_structural(finding: Finding) -> bool:
    """Whether it is a fault of structure."""
    return BY_NAME[finding.check].family is Family.STRUCTURE
