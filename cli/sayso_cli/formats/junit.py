"""`--format junit`: a test a claim, for CI that shows tests (Jenkins, GitLab and others).

A file is a suite. In it the file itself is a test, and so is each claim. A test fails on errors; it is
skipped when all its errors are waived or known; warnings and notes are its output.
"""

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from sayso.report.report import FileReport, Report, in_order
from sayso.rules.finding import Finding, Level
from sayso_cli.formats.plain import path_from_root, plain
from sayso_cli.pen import label_of
from sayso_cli.terminal import Look


class _Test:
    """One test: its name, the errors it fails on, those that are waived or known, and all else.

    `told` is how its claim could end where it falls short of the rule of the house, and what it would rest on
    without disputed links of control. It is `skipped` where it would fail but for waivers and the baseline.
    """

    def __init__(self, name: str, found: Sequence[Finding], told: Sequence[str] = ()) -> None:
        self.name, self.told = name, told
        errors = [each for each in found if each.level is Level.ERROR]
        self.failures = [each for each in errors if not each.is_silenced]
        self.silenced = [each for each in errors if each.is_silenced]
        self.rest = [each for each in found if each.level is not Level.ERROR]
        self.skipped = bool(self.silenced and not self.failures)


def junit(report: Report, look: Look) -> str:
    """`report` as XML, in the shape that Jenkins defines."""
    suites = [(file, _tests(file)) for file in report.files]
    every = [test for _, tests in suites for test in tests]
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites name="sayso" {_count_attributes(every)}>',
    ]
    for file, tests in suites:
        lines += _suite(file, tests, look)
    text = "\n".join([*lines, "</testsuites>"]) + "\n"
    if look.encoding != "utf-8":
        text = text.encode("ascii", "xmlcharrefreplace").decode()
    return text


def _tests(file: FileReport) -> list[_Test]:
    claims, of_file = file.group_by_claim()
    tests = [_Test("(the file itself)", in_order(of_file))]
    for claim, found in claims:
        ends = f"disputed: {claim.both_ends}" if claim.both_ends else ""
        told = [*filter(None, (claim.outlook, ends))]
        tests.append(_Test(claim.entry.id or "(a claim without a readable id)", in_order(found), told))
    return tests


def _suite(file: FileReport, tests: Sequence[_Test], look: Look) -> Iterator[str]:
    path = plain(path_from_root(file.path, look))
    skipped = sum(test.skipped for test in tests)
    yield f'  <testsuite name={quoteattr(path)} {_count_attributes(tests)} skipped="{skipped}">'
    for test in tests:
        yield f"    <testcase classname={quoteattr(path)} name={quoteattr(plain(test.name))}>"
        if test.failures:
            yield _failure_element("failure", test.failures, look)
        if test.skipped:
            yield _failure_element("skipped", test.silenced, look)
        # What is silent beside an error is output: a test cannot fail and be skipped.
        found = _lines(test.rest if test.skipped else [*test.silenced, *test.rest], look)
        if output := "\n".join(filter(None, (*map(plain, test.told), found))):
            yield f"      <system-out>{escape(output)}</system-out>"
        yield "    </testcase>"
    yield "  </testsuite>"


def _count_attributes(tests: Sequence[_Test]) -> str:
    failures = sum(bool(test.failures) for test in tests)
    return f'tests="{len(tests)}" failures="{failures}" errors="0"'


def _failure_element(element: str, found: Sequence[Finding], look: Look) -> str:
    """Why a test failed or was skipped, all in one element: some readers take only the first."""
    first = found[0]
    more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
    return (
        f"      <{element} type={quoteattr(first.check)} message={quoteattr(plain(first.message) + more)}>"
        f"{escape(_lines(found, look))}</{element}>"
    )


def _lines(found: Sequence[Finding], look: Look) -> str:
    return "\n".join(line for finding in found for line in _finding_lines(finding, look))


def _finding_lines(finding: Finding, look: Look) -> Iterator[str]:
    place = f"{plain(path_from_root(finding.path, look))}:{finding.position.line}:{finding.position.column}"
    # The name of a file is not first on a line: it could be a command to a runner that logs the report.
    yield f"{label_of(finding)} {place}: {plain(finding.message)}"
    if finding.help:
        yield f"  = {plain(finding.help)}"
