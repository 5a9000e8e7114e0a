"""What the report on a screen keeps of the claims of a file while they are judged: the first, and numbers."""

from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

from sayso.provenance.house_rule import RuleOutcome
from sayso.record.file import File
from sayso.record.model import Standing
from sayso.report.flow import FirstByKey, Flow
from sayso.report.report import ClaimReport
from sayso.rules.finding import Finding, Level
from sayso.rules.registry import BY_NAME
from sayso.rules.rule import Family
from sayso_cli.formats.findings import ORDER, order_of, sort_by_gravity
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
    rests_on_claimant: bool
    """Whether it is to be said that it rests on the claimant's word alone."""

    @property
    def gravity(self) -> Gravity:
        """The same for claims of which the same check says the gravest thing."""
        if self.found:
            return self.found[0].level.rank, order_of(self.found[0]), False
        return Level.WARNING.rank, ORDER["self-asserted"], True


class OutcomeClaims:
    """Claims of one file with one outcome against the rule of the house, told together or each by itself.

    For the one, `number` counts them, and `levels` what was found about them; `alike` are the first ids by
    what is all there could be, where that is proven, each with the path of the file; `waiting` counts the
    claims that wait for each source, where it is open. For the other, `shown` are the first of those alike,
    and `widest` is the width of the longest id.
    """

    def __init__(self, file: File) -> None:
        self.file = file
        self.number = 0
        self.levels = Counter[Level]()
        self.alike: dict[str, FirstByKey[tuple[str, str]]] = {}
        self.waiting = Counter[str]()
        self.shown: dict[Gravity, FirstByKey[ShownClaim]] = {}
        self.widest = 0
        self.standings = set[Standing]()

    def count(self, claim: ClaimReport, found: Sequence[Finding], place: tuple[int, ...], most: int) -> None:
        """Count one with what was found about it; `place` is where it goes in the file."""
        self.number += 1
        self.levels.update(finding.level for finding in found)
        if claim.outcome == "cannot":
            alike = self.alike.setdefault(claim.outlook, FirstByKey(most))
            alike.add(place, (self.file.path, claim.entry.id))
        else:
            judged = claim.judgement.items if claim.judgement else ()
            self.waiting.update({each.path[-1] for each in judged if each.why == "unknown-basis"})

    def show(self, shown: ShownClaim, standing: Standing, place: tuple[int, ...]) -> None:
        """Take one that is shown, unless all are told together."""
        self.shown.setdefault(shown.gravity, FirstByKey(MOST_ALIKE)).add(place, shown)
        self.widest = max(self.widest, width(shown.claim.entry.id))
        self.standings.add(standing)


class CompactFlow(Flow):
    """Keeps what is shown of one file.

    Claims that may be told together are kept by their outcome; None stands for all others. `faults` are the
    first faults of structure. `unread` claims cannot be judged; `unjudged` are the first ids of those without
    a fault of their own. `others` are the first other findings about no claim.
    """

    look: Look

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.claims: dict[RuleOutcome | None, OutcomeClaims] = {}
        self.faults = FirstByKey[Finding](MOST_ALIKE)
        self.unjudged = FirstByKey[str](MOST_IN_FULL)
        self.unread = 0
        self.others = FirstByKey[Finding](MOST_ALIKE)

    def take(self, claim: ClaimReport, found: Sequence[Finding], number: int) -> None:
        section = section_of(claim, found, verbose=False)
        place = place_in_section(claim, section, number)
        found = [finding for finding in found if finding.is_shown_by_default]
        if section == "unread":
            self.unread += 1
            if not any(map(is_structural, found)):
                self.unjudged.add(place, claim.entry.id)
        if section not in ("flagged", "unread", "others"):
            return
        for finding in filter(is_structural, found):
            self.faults.add(place, finding)
        if claim.judgement is None:
            return
        outcome = _shared_outcome(claim, found)
        claims = self.claims.get(outcome) or OutcomeClaims(claim.entry.file)
        self.claims[outcome] = claims
        if outcome:
            claims.count(claim, found, place, LINES_OF_PROVEN * self.look.columns)
        others = sort_by_gravity(each for each in found if not is_structural(each))
        if others or section == "flagged":
            claims.show(ShownClaim(claim, others, section == "flagged"), claim.judgement.standing, place)

    def add(self, finding: Finding, number: int) -> None:
        if finding.is_shown_by_default:
            position = finding.position
            place = position.line, position.column, number
            if is_structural(finding):
                self.faults.add((len(SECTIONS), *place), finding)
            else:
                self.others.add((finding.level.rank, order_of(finding), *place), finding)


class CompactFlows:
    """What is shown of all files of a report, but for claims that are told `together`, by their outcome."""

    def __init__(self, flows: Sequence[CompactFlow]) -> None:
        self.together: dict[RuleOutcome | None, list[OutcomeClaims]] = {}
        for outcome, most in _MOST_SHORT.items():
            members = [flow.claims[outcome] for flow in flows if outcome in flow.claims]
            if sum(each.number for each in members) > most:
                self.together[outcome] = members
        groups: dict[Gravity, FirstByKey[ShownClaim]] = {}
        self.standings = set[Standing]()
        self.widest = self.unread = 0
        self.faults, self.others = FirstByKey[Finding](MOST_ALIKE), FirstByKey[Finding](MOST_ALIKE)
        self.unjudged = FirstByKey[str](MOST_IN_FULL)
        for number, flow in enumerate(flows):
            for outcome, claims in flow.claims.items():
                if outcome not in self.together:
                    self.standings |= claims.standings
                    self.widest = max(self.widest, claims.widest)
                    for gravity, shown in claims.shown.items():
                        groups.setdefault(gravity, FirstByKey(MOST_ALIKE)).add_all(shown, number)
            self.faults.add_all(flow.faults, number)
            self.others.add_all(flow.others, number, 2)
            self.unjudged.add_all(flow.unjudged, number)
            self.unread += flow.unread
        self.groups = [groups[gravity] for gravity in sorted(groups)]


def _shared_outcome(claim: ClaimReport, found: Sequence[Finding]) -> RuleOutcome | None:
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
