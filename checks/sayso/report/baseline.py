"""A baseline: the findings that are known, and need not be mended before anything else can be.

Applied to a report it marks the findings that it knows, and says which of its entries no longer occur.
What cannot be read is never known: the findings of the structure family are left as they are.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import cache

from msgspec import Struct, structs

from sayso.record.project import STDIN_SHOWN
from sayso.report.fingerprint import Fingerprint, Fingerprints, KnownFinding
from sayso.report.report import FileReport, Report
from sayso.rules.finding import Finding, Level
from sayso.rules.registry import BY_NAME
from sayso.rules.rule import Family


class Baseline(Struct, frozen=True):
    """What is known, each fingerprint with each level once; its paths are relative to `folder`."""

    folder: str
    known: tuple[KnownFinding, ...] = ()


class BaselineScope(Struct, frozen=True):
    """What a run looked at: the files that it could read, as they are shown, each with the checks it was
    put to.

    `exists` says whether there is a file at a path relative to the folder of the baseline.
    """

    files: Mapping[str, frozenset[str]]
    exists: Callable[[str], bool]


def is_never_in_baseline(check: str) -> bool:
    """Whether findings of `check` are never known, as it belongs to the structure family."""
    return check in BY_NAME and BY_NAME[check].family is Family.STRUCTURE


def relative_path(path: str, folder: str) -> str:
    """`path`, as a file is shown, relative to `folder`, as it stands in a baseline."""
    if path == STDIN_SHOWN:
        return path
    here = os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path))
    # On another drive, which Windows has, a file has no path from here.
    with suppress(ValueError):
        here = os.path.relpath(here, os.path.realpath(folder))
    # The name of a file need not be text.
    return here.replace(os.sep, "/").encode("utf-8", "backslashreplace").decode()


def mark_known(report: Report, baseline: Baseline, scope: BaselineScope) -> Report:
    """`report` with the findings marked that `baseline` knows, and with what no longer occurs.

    A finding is known if an entry with its fingerprint is left for it that was no less grave. Findings that
    are waived or on a draft need none.
    """
    left: dict[Fingerprint, Counter[Level]] = {}
    for known in baseline.known:
        left.setdefault(known.fingerprint, Counter())[known.level] += known.count
    found = list(_findings(report, baseline.folder))
    # The gravest choose first, as only the gravest entries will do for them.
    found.sort(key=lambda each: each[0].level.rank)
    marked: set[int] = set()
    for finding, fingerprint in found:
        for level, number in sorted(left.get(fingerprint, {}).items(), key=lambda each: each[0].rank):
            if number and level.rank <= finding.level.rank:
                left[fingerprint][level] -= 1
                marked.add(id(finding))
                break
    is_covered = _coverage_test(baseline, scope)
    gone = sorted(
        KnownFinding(fingerprint, level, number)
        for fingerprint, levels in left.items()
        for level, number in levels.items()
        if number and is_covered(fingerprint)
    )
    files = []
    for file in report.files:
        every = [structs.replace(each, baselined=True) if id(each) in marked else each for each in file.found]
        files.append(FileReport(file.path, file.claims, tuple(every)))
    return structs.replace(report, files=tuple(files), gone=tuple(gone))


def updated_baseline(report: Report, baseline: Baseline, scope: BaselineScope) -> Baseline:
    """`baseline` brought up to date with `report`: what the run did not look at stays as it was."""
    is_covered = _coverage_test(baseline, scope)
    kept = [known for known in baseline.known if not is_covered(known.fingerprint)]
    found = Counter(
        (fingerprint, finding.level) for finding, fingerprint in _findings(report, baseline.folder)
    )
    new = [KnownFinding(fingerprint, level, number) for (fingerprint, level), number in found.items()]
    return Baseline(baseline.folder, tuple(sorted([*kept, *new])))


def _findings(report: Report, folder: str) -> Iterator[tuple[Finding, Fingerprint]]:
    """The findings that can be known, each with its fingerprint."""
    fingerprints = Fingerprints()
    for file in report.files:
        path = relative_path(file.path, folder)
        for finding in file.found:
            if not (finding.waived or finding.draft or is_never_in_baseline(finding.check)):
                yield finding, fingerprints.of(finding, path)


def _coverage_test(baseline: Baseline, scope: BaselineScope) -> Callable[[Fingerprint], bool]:
    """Tells of a fingerprint whether the run would have found it again."""
    looked_at = {relative_path(path, baseline.folder): checks for path, checks in scope.files.items()}
    exists = cache(scope.exists)

    def is_covered(fingerprint: Fingerprint) -> bool:
        path, check = fingerprint.path, fingerprint.check
        if path in looked_at:
            # A check that is no more finds nothing any more.
            return check in looked_at[path] or check not in BY_NAME
        return not exists(path)

    return is_covered
