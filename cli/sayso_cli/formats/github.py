"""`--format github`: annotations on a pull request, as commands to the GitHub runner.

GitHub shows ten annotations of a level from one step, and drops the rest. Of more the ten are the nine
gravest, and one that says how many more there are.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from sayso.record.project import STDIN_SHOWN
from sayso.report.flow import FirstByKey, Flow
from sayso.report.report import ClaimReport, Report
from sayso.rules.finding import Finding, Level
from sayso.rules.sentences import count
from sayso_cli.formats.finding_flows import flow_of
from sayso_cli.formats.findings import order_of
from sayso_cli.formats.plain import message_and_help, path_from_root, plain
from sayso_cli.terminal import Look
from sayso_cli.views.belief_lines import HEADING

MOST: Final = 10
"""So many annotations of a level are shown of one step."""
_COMMANDS: Final = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "notice"}
# GitHub takes 64 kB of message and 255 characters of title.
_LONGEST: Final = 4000
_LONGEST_TITLE: Final = 200
_LONGEST_BELIEF: Final = 300


class GithubFlow(Flow):
    """Keeps of one file the gravest findings of each level that are neither waived nor known."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.gravest = {level: FirstByKey[Finding](MOST) for level in Level}

    def take(self, claim: ClaimReport, found: Sequence[Finding], number: int) -> None:
        for finding in found:
            self.add(finding, number)

    def add(self, finding: Finding, number: int) -> None:
        if not finding.is_silenced:
            position = finding.position
            key = (order_of(finding), position.line, position.column, number)
            self.gravest[finding.level].add(key, finding)


flow_for = GithubFlow


def github(report: Report, look: Look) -> Iterator[str]:
    """The findings of `report` that are neither waived nor known as workflow commands, errors first."""
    believed = list(_beliefs(report))
    yield from believed
    flows = [flow_of(file, GithubFlow, look) for file in report.files]
    for level in Level:
        # What the change asks to believe is one of the notices.
        most = MOST - bool(believed) if level is Level.NOTE else MOST
        kept = FirstByKey[Finding](MOST)
        for file, flow in enumerate(flows):
            kept.add_all(flow.gravest[level], file, 1)
        yield from _level(level, kept, look, most)


def _beliefs(report: Report) -> Iterator[str]:
    """What the change asks to believe, as one notice; nothing where there is nothing."""
    each = report.beliefs.each if report.beliefs else ()
    if each:
        lines = [plain(belief.sentence, _LONGEST_BELIEF) for belief in each[:MOST]]
        more = [f"and {len(each) - MOST} more"] if len(each) > MOST else []
        yield _command(Level.NOTE, {"title": HEADING}, "\n".join([*lines, *more]))


def _level(level: Level, found: FirstByKey[Finding], look: Look, most: int) -> Iterator[str]:
    """At most so many annotations of a level."""
    shown = found.number if found.number <= most else most - 1
    for _, finding in islice(found, shown):
        yield _annotation(finding, look)
    if more := found.number - shown:
        title = count(more, f"more {level}")
        yield _command(level, {"title": title}, f"{title} not shown here; `sayso check -v` lists all.")


def _annotation(finding: Finding, look: Look) -> str:
    position = finding.position
    properties: dict[str, str | int] = {}
    if finding.path != STDIN_SHOWN:
        properties["file"] = plain(path_from_root(finding.path, look))
    properties |= {"line": position.line, "endLine": position.end_line}
    # Columns are taken only of what stands on one line.
    if position.line == position.end_line:
        properties |= {"col": position.column, "endColumn": position.end_column}
    about = f": {plain(finding.claim, _LONGEST_TITLE)}" if finding.claim else ""
    properties["title"] = plain(f"{finding.check}{about}", _LONGEST_TITLE)
    return _command(finding.level, properties, message_and_help(finding, _LONGEST, "\n"))


def _command(level: Level, properties: dict[str, str | int], message: str) -> str:
    """A workflow command, escaped as the runner undoes it."""
    given = ",".join(f"{name}={escape_property(str(value))}" for name, value in properties.items())
    return f"::{_COMMANDS[level]} {given}::{escape_message(message)}\n"


def escape_message(text: str) -> str:
    """`text` as the message of a command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def escape_property(text: str) -> str:
    """`text` as the value of a property of a command."""
    return escape_message(text).replace(":", "%3A").replace(",", "%2C")
