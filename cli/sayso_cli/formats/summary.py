"""The two lines that end a run: what the claims rest on, and how many findings there are."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from sayso.record.model import Standing
from sayso.report.report import Report, Summary
from sayso.rules.finding import Level
from sayso.rules.registry import BY_NAME
from sayso.rules.sentences import count

_TALLY: Final[dict[Standing, str]] = {
    "corroborated": "corroborated",
    "single-source": "single-source",
    "partly-backed": "only partly backed",
    "self-asserted": "",
    "contested": "contested",
    "refuted": "refuted",
    "not-checkable": "not checkable",
}


Line = tuple[str, Sequence[str]]
"""What a line of the tally is about, and its parts, none of which may be torn."""


def tally_lines(report: Report, mark: Callable[[Standing], str] = lambda _: "") -> Iterator[Line]:
    """The tally, and for errors and warnings which checks make them up."""
    yield _standings(report, mark)
    for level in (Level.ERROR, Level.WARNING):
        # Of checks that found as much the first in their order goes first.
        checks = Counter({name: report.counts[level.value, name] for name in BY_NAME})
        if checks := +checks:
            parts = [f"{number} {check}" for check, number in checks.most_common()]
            yield f"{count(checks.total(), level.value)}:", _with_commas(parts)


def tally(report: Report) -> str:
    """`67 claims: 19 corroborated, 12 single-source, …`."""
    head, parts = _standings(report, lambda _: "")
    return " ".join((head, *parts))


def _standings(report: Report, mark: Callable[[Standing], str]) -> Line:
    """How many claims have which standing, with a mark before each number, if there are marks."""
    summary = report.summary
    parts = [
        f"{mark(standing)} {number} {words or rests_clause(number)}".lstrip()
        for standing, words in _TALLY.items()
        if (number := summary.standings.get(standing, 0))
    ]
    if summary.drafts:
        parts.append(count(summary.drafts, "draft"))
    if summary.unreadable:
        parts.append(f"{summary.unreadable} unreadable")
    claims, short = count(summary.claims, "claim"), _shortfall_clause(report)
    if not parts:
        return f"{claims}; {short}" if short else claims, ()
    listed = _with_commas(parts)
    return f"{claims}:", (*listed[:-1], f"{listed[-1]};", short) if short else listed


def _with_commas(parts: Sequence[str]) -> Sequence[str]:
    """`parts` with commas behind all but the last."""
    return [f"{part}," if part is not parts[-1] else part for part in parts]


def rests_clause(number: int) -> str:
    """What is said of so many claims with standing `self-asserted`."""
    return f"{'rests' if number == 1 else 'rest'} only on the claimant's own assertion"


def _shortfall_clause(report: Report) -> str:
    """`28 cannot reach 2 voices, 3 open`: how the claims stand that fall short of the rule of the house.

    Empty where no rule is set and none is open: what rests on the claimant's word alone is all proven then.
    """
    outcomes = report.summary.outcomes
    rules = set[int | None]().union(*(file.tally.rules for file in report.files))
    if rules <= {None} and not outcomes["open"]:
        return ""
    rule = count(rules.pop() or 1, "voice") if len(rules) == 1 else "the voices asked for"
    proven = f"{outcomes['cannot']} cannot reach {rule}" if outcomes["cannot"] else ""
    return ", ".join(filter(None, (proven, f"{outcomes['open']} open" if outcomes["open"] else "")))


def passing_line(report: Report) -> str:
    """That claims pass although they are proven to fall short; empty where none does.

    It is about what is ignored, waived, known, or counts less than a warning.
    """
    number = report.summary.proven_passing
    if not number:
        return ""
    told = f"{count(number, 'claim')} proven to fall short {'passes' if number == 1 else 'pass'}"
    why = "what says so is not run, a note, waived or known"
    return f"sayso: warning: {told}: {why} (`sayso list --outcome cannot`)"


def counts_line(summary: Summary, *others: tuple[int, str], hidden: bool = False) -> str:
    """`2 files checked: 1 error, no warning, 3 notes; 2 waived`, with the `others` that there are.

    `hidden` says that the report does not show the notes.
    """
    levels = ", ".join(count(summary.levels[level], level.value) for level in Level)
    shown = " (shown with -v)" if hidden and summary.levels[Level.NOTE] else ""
    rest = "".join(f"; {number} {words}" for number, words in others if number)
    return f"{count(summary.files, 'file')} checked: {levels}{shown}{rest}"


def summary_line(report: Report, *, hidden: bool) -> str:
    """How many files were checked, and what was found; `hidden` as in `counts_line`."""
    summary = report.summary
    line = counts_line(
        summary,
        (summary.outcomes["open"], "open, see `sayso next`"),
        (summary.on_drafts, "on drafts (shown with -v)" if hidden else "on drafts"),
        (report.known, "known before"),
        (summary.waived, "waived"),
        (summary.baselined, "known from the baseline"),
        hidden=hidden,
    )
    passed_over = count(report.passed_over, "JSON file") if report.passed_over else ""
    return f"sayso: {line}" + (f"; {passed_over} passed over, no claim files" if passed_over else "")
