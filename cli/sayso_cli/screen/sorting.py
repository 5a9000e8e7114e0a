"""The claims of a report by what there is to say of them."""

from collections.abc import Collection, Mapping, Sequence, Set
from typing import Final, NamedTuple

from sayso.provenance.house_rule import RuleOutcome
from sayso.report.report import FileReport
from sayso.rules.finding import Finding, Level
from sayso.rules.registry import BY_NAME
from sayso_cli.formats.assigned import ClaimFindings, findings_by_claim

# More claims than this that fall short of the rule of the house are told together.
_MOST_SHORT: Final[Mapping[RuleOutcome, int]] = {"cannot": 20, "open": 5}


class Sorted(NamedTuple):
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

    @property
    def claims(self) -> list[ClaimFindings]:
        """The claims of all sections."""
        return [*self.flagged, *self.unread, *self.others, *self.rest, *self.known, *self.drafts]

    def without(self, claims: Collection[int]) -> "Sorted":
        """The same without claims that are told elsewhere."""
        flagged, others = (
            [told for told in members if id(told.claim) not in claims]
            for members in (self.flagged, self.others)
        )
        return self._replace(flagged=flagged, others=others)


def sort(file: FileReport, *, verbose: bool) -> Sorted:
    """The claims of a file by what there is to say of them; with `verbose` all that was found is told.

    Where a baseline knows it, it need not be said that they rest on the claimant's word.
    """
    claims, of_file = findings_by_claim(file, lambda finding: verbose or finding.matters)
    baselined: Set[str] = set() if verbose else _known(file)
    flagged, unread, others, rest, known, drafts = (list[ClaimFindings]() for _ in range(6))
    for told in claims:
        judgement = told.claim.judgement
        graver = any(finding.matters for finding in told.found)
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
    return Sorted(file, flagged, unread, others, rest, known, drafts, of_file)


def _known(file: FileReport) -> set[str]:
    """The claims of which a baseline knows that they rest only on the claimant's own assertion."""
    return {each.claim for each in file.found if each.baselined and each.check == "self-asserted"}


def claims_told_together(files: Sequence[Sorted]) -> dict[RuleOutcome, list[ClaimFindings]]:
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
