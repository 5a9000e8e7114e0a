"""The two lines that end a run: what the claims rest on, and how many findings there are."""

from typing import Final

from sayso.record.model import Standing
from sayso.report.report import Report
from sayso.rules.finding import Level
from sayso.rules.sentences import count

_TALLY: Final[dict[Standing, str]] = {
    "corroborated": "corroborated",
    "single-source": "single-source",
    "partly-backed": "only partly backed",
    "self-asserted": "rest only on the claimant's own assertion",
    "contested": "contested",
    "refuted": "refuted",
    "not-checkable": "not checkable",
}


def tally(report: Report) -> str:
    """`67 claims: 19 corroborated, 12 single-source, …`."""
    summary = report.summary
    parts = [
        f"{number} {'rests' + words[4:] if number == 1 and words.startswith('rest ') else words}"
        for standing, words in _TALLY.items()
        if (number := summary.standings.get(standing, 0))
    ]
    if summary.drafts:
        parts.append(count(summary.drafts, "draft"))
    if summary.unreadable:
        parts.append(f"{summary.unreadable} unreadable")
    line = count(summary.claims, "claim")
    short = _falling_short(report)
    return (f"{line}: {', '.join(parts)}" if parts else line) + (f"; {short}" if short else "")


def _falling_short(report: Report) -> str:
    """`28 cannot reach 2 voices, 3 open`: how the claims stand that fall short of the rule of the house.

    Empty where no rule is set and none is open: what rests on the claimant's word alone is all proven then.
    """
    outcomes = report.summary.outcomes
    rules = {claim.on.house.min_voices for file in report.files for claim in file.claims if claim.on}
    if rules <= {None} and not outcomes["open"]:
        return ""
    rule = count(rules.pop() or 1, "voice") if len(rules) == 1 else "the voices asked for"
    proven = f"{outcomes['cannot']} cannot reach {rule}" if outcomes["cannot"] else ""
    return ", ".join(filter(None, (proven, f"{outcomes['open']} open" if outcomes["open"] else "")))


def summary_line(report: Report, *, hidden: bool) -> str:
    """How many files were checked, and how many findings of each level there are.

    `hidden` says that the report does not show the notes.
    """
    summary = report.summary
    findings = ", ".join(count(summary.levels[level], level.value) for level in Level)
    line = f"sayso: {count(summary.files, 'file')} checked: {findings}"
    if hidden and summary.levels[Level.NOTE]:
        line += " (shown with -v)"
    if summary.outcomes["open"]:
        line += f"; {summary.outcomes['open']} open, see `sayso next`"
    if summary.on_drafts:
        line += f"; {summary.on_drafts} on drafts" + (" (shown with -v)" if hidden else "")
    if report.known:
        line += f"; {report.known} known before"
    if summary.waived:
        line += f"; {summary.waived} waived"
    if summary.baselined:
        line += f"; {summary.baselined} known from the baseline"
    if report.passed_over:
        line += f"; {count(report.passed_over, 'JSON file')} passed over, no claim files"
    return line
