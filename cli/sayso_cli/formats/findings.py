"""The findings of a report as one list."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator

from sayso.finding import Finding
from sayso.fingerprint import fingerprint
from sayso.report import Report, Reported


def listed(report: Report) -> list[Reported]:
    """All findings, by file, line and column."""
    return [reported for file in report.files for reported in file.findings]


def silenced(finding: Finding) -> bool:
    """Whether `finding` is only kept on record, and counts for nothing."""
    return finding.waived


def worst_first(found: Iterable[Reported]) -> list[Reported]:
    """The gravest level first, in it by the order of the checks, then by place."""
    from sayso.rules.registry import BY_NAME

    order = {name: number for number, name in enumerate(BY_NAME)}
    return sorted(found, key=lambda each: (each.finding.level.rank, order[each.finding.check]))


def fingerprinted(found: Iterable[Reported]) -> Iterator[tuple[str, Reported]]:
    """Each finding with its fingerprint; the second with the same fingerprint gets another, and so on."""
    taken: Counter[str] = Counter()
    for reported in found:
        mark = fingerprint(reported.finding)
        taken[mark] += 1
        if taken[mark] > 1:
            mark = hashlib.sha256(f"{mark} {taken[mark]}".encode()).hexdigest()[:32]
        yield mark, reported
