"""The two lines that end a run: what the claims rest on, and how many findings there are."""

from typing import Final

from sayso.record.model import Standing
from sayso.report.report import Report
from sayso.rules.explain import count
from sayso.rules.finding import Level

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
    return f"{line}: {', '.join(parts)}" if parts else line


def summary_line(report: Report, *, hidden: bool) -> str:
    """How many files were checked, and how many findings of each level there are.

    `hidden` says that the report does not show the notes.
    """
    summary = report.summary
    findings = ", ".join(count(summary.levels[level], level.value) for level in Level)
    line = f"sayso: {count(summary.files, 'file')} checked: {findings}"
    if hidden and summary.levels[Level.NOTE]:
        line += " (shown with -v)"
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
