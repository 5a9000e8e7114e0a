"""`--format markdown`: a comment on a pull request, or the summary of a job.

GitHub takes 65,536 characters: what does not fit is counted at the end. Text of the record is shown as
it is: it cannot become a link, an image, a mention, markup or a cell of the table.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from sayso.report.belief import Belief, Beliefs
from sayso.report.report import ClaimReport, Report, in_order
from sayso.rules.finding import Finding, Level
from sayso.rules.sentences import count
from sayso_cli.formats.findings import sort_by_gravity
from sayso_cli.formats.plain import outlook_sentences, path_from_root, plain
from sayso_cli.formats.summary import counts_line, tally
from sayso_cli.pen import CIRCLES
from sayso_cli.terminal import Look
from sayso_cli.views.belief_lines import HEADING, INCOMPLETE, claim_lines

MOST: Final = 65_536
"""So many UTF-16 units a comment has at most."""
# Kept for what closes the comment.
_REST: Final = 600
# The table has at most this part of the comment; the details have what is left.
_TABLE: Final = MOST // 3
_LONGEST: Final = 400
_HOPS: Final = 12
_MARKS: Final = {Level.ERROR: "🛑", Level.WARNING: "⚠️", Level.NOTE: "💬"}

# What stands in backticks, as messages name entries and fields, and can be code anywhere.
_CODE = re.compile(r"(?<!`)`([^`|\\]+)`(?!`)")
# What starts markup, or what GitHub and GitLab make links, mentions and pictures of in plain text.
_MARKUP = re.compile(
    r"""
      (?P<sign> [\\`*_\[\]<>&|~#!$@%^] )
    | (?P<scheme> : (?= // | [\w+-] ) )        # an address, or the name of an emoji
    | (?P<dot> (?<=\w) \. (?=[^\W\d_]) )         # a domain
    | (?P<hyphen> (?<=[A-Za-z]) - (?=\d) )       # GH-1
    | (?P<hash> \b [0-9a-fA-F]{7,40} \b )
    """,
    re.VERBOSE,
)
# Breaks a word for a machine, and is invisible.
_BREAK: Final = "&#8203;"


def markdown(report: Report, look: Look) -> str:
    """`report` as Markdown: what the claims rest on, a table of what to look at, and all findings folded."""
    found = report.findings
    summary = report.summary
    silenced = (summary.waived, "waived"), (summary.baselined, "in the baseline")
    counts = counts_line(summary, (summary.on_drafts, "on drafts"), *silenced)
    head = [f"### sayso: {tally(report)}", "", f"{counts}."]
    if report.beliefs is not None:
        head += _belief_lines(report.beliefs, look)
    rows = _rows(report)
    table, left = _first_that_fit((_row(row, look) for row in rows), len(rows), _TABLE)
    if rows:
        head += ["", "| | Claim | Standing | Findings | Place |", "| --- | --- | --- | --- | --- |", *table]
    if left:
        head += ["", f"… and {left} more to look at."]
    budget = MOST - _REST - _size(head)
    folds, untold = _folded_findings(found, budget, look)
    tail = ["", f"… and {count(untold, 'more finding')}; `sayso check -v` lists all."] if untold else []
    return "\n".join([*head, *folds, *tail]) + "\n"


def _belief_lines(beliefs: Beliefs, look: Look) -> list[str]:
    """What the change asks to believe, below its heading; nothing where there is nothing."""
    if not beliefs.each:
        return ["", INCOMPLETE] if not beliefs.complete else []
    entries = (
        "\n".join([_belief(each, look), *(f"  - {prose(line)}" for line in claim_lines(each))])
        for each in beliefs.each
    )
    lines, left = _first_that_fit(entries, len(beliefs.each), _TABLE)
    if left:
        lines += ["", f"… and {left} more."]
    if not beliefs.complete:
        lines += ["", INCOMPLETE]
    return ["", f"### {HEADING}", "", *lines]


def _belief(belief: Belief, look: Look) -> str:
    """One belief, with its place where it has one."""
    place = belief.place
    at = place and code(f"{path_from_root(place.file.path, look)}:{place.position().line}")
    return f"- {prose(belief.sentence)}" + (f" ({at})" if at else "")


class _Row(NamedTuple):
    """A claim, or a file where `claim` is None, with its errors and warnings, the worst first."""

    path: str
    claim: ClaimReport | None
    found: Sequence[Finding]


def _rows(report: Report) -> list[_Row]:
    """The rows of the table: all that has errors or warnings, the worst first."""
    rows: list[_Row] = []
    for file in report.files:
        claims, of_file = file.group_by_claim(lambda finding: finding.is_shown_by_default)
        rows += [_Row(file.path, told.claim, sort_by_gravity(told.found)) for told in claims if told.found]
        if of_file:
            rows.append(_Row(file.path, None, sort_by_gravity(in_order(of_file))))
    rows.sort(key=lambda row: row.found[0].level.rank)
    return rows


def _row(row: _Row, look: Look) -> str:
    path, claim, found = row
    checks = dict.fromkeys(f"`{each.check}`" for each in found)
    about, standing, line = "the file itself", "", found[0].position.line
    if claim is not None:
        line = claim.line
        about = code(claim.entry.id) if claim.entry.id else "a claim without a readable id"
        if claim.entry.value is not None:
            about += f" {prose(claim.entry.value.statement)}"
        judged = claim.judgement.standing if claim.judgement else None
        standing = f"{CIRCLES[judged][0]} {judged or 'not judged'}"
    place = code(f"{path_from_root(path, look)}:{line}")
    return f"| {_MARKS[found[0].level]} | {about} | {standing} | {' '.join(checks)} | {place} |"


def _folded_findings(found: Sequence[Finding], budget: int, look: Look) -> tuple[list[str], int]:
    """All findings, folded by level, in at most `budget` characters; and how many are left out."""
    groups = [
        (count(len(members), level.value), members)
        for level in Level
        if (members := [each for each in found if each.level is level and not each.is_silenced])
    ]
    if waived := [each for each in found if each.waived]:
        groups.append((f"{len(waived)} waived", waived))
    if known := [each for each in found if each.baselined]:
        groups.append((f"{len(known)} in the baseline", known))
    lines: list[str] = []
    untold = 0
    for title, members in groups:
        frame = ["", "<details>", f"<summary>{title}</summary>", "", "", "</details>"]
        entries = (_finding_item(each, look) for each in sort_by_gravity(members))
        told, left = _first_that_fit(entries, len(members), budget - _size(frame))
        untold += left
        # What comes later is less grave, and does not go before what was left out.
        budget = 0 if left else budget - _size(frame) - _size(told)
        if told:
            lines += [*frame[:4], *told, *frame[4:]]
    return lines, untold


def _finding_item(finding: Finding, look: Look) -> str:
    """One finding as a list item."""
    place = code(f"{path_from_root(finding.path, look)}:{finding.position.line}:{finding.position.column}")
    about = f" {code(finding.claim)}" if finding.claim else ""
    lines = [f"- `{finding.check}`{about} ({place}): {prose(finding.message)}"]
    related = [each for each in finding.related if each.message not in finding.message]
    for each in related[:_HOPS]:
        place = code(f"{path_from_root(each.path, look)}:{each.position.line}")
        # Text of the record is never first on a line, where more signs have a meaning.
        lines.append(f"  - At {place}, {prose(each.message)}")
    if len(related) > _HOPS:
        lines.append(f"  - … and {len(related) - _HOPS} more places")
    if finding.help:
        lines.append(f"  - To change it: {prose(finding.help)}")
    lines += [f"  - {prose(each)}" for each in outlook_sentences(finding)]
    return "\n".join(lines)


def _first_that_fit(lines: Iterable[str], total: int, budget: int) -> tuple[list[str], int]:
    """The first of `total` lines that fit into `budget` characters, and how many more there are."""
    fitting: list[str] = []
    for line in lines:
        budget -= _size([line])
        if budget < 0:
            break
        fitting.append(line)
    return fitting, total - len(fitting)


def _size(lines: Sequence[str]) -> int:
    """UTF-16 units of `lines`, with a line break behind each."""
    return sum(len(line.encode("utf-16-le")) // 2 + 1 for line in lines)


def prose(text: str) -> str:
    """`text`, shortened, so that Markdown shows just that; what stands in backticks is shown as code."""
    parts = _CODE.split(plain(text, _LONGEST))
    # `split` gives what stands outside of backticks at even places, and inside at odd ones.
    return "".join(f"`{part}`" if number % 2 else _literal(part) for number, part in enumerate(parts))


def code(text: str) -> str:
    """`text`, shortened, as code; as plain text where code in a table cannot hold it."""
    shown = plain(text, _LONGEST)
    return _literal(shown) if re.search(r"[`|\\]", shown) or not shown.strip() else f"`{shown}`"


def _literal(text: str) -> str:
    return _MARKUP.sub(_escape_markup, text)


def _escape_markup(match: re.Match[str]) -> str:
    here = match[0]
    if match["dot"]:
        # A parser that looks for `www.` does so before it reads what the break is written as.
        return _BREAK + here
    if match["hash"]:
        # GitHub takes seven digits for the name of a commit.
        return _BREAK.join(here[at : at + 6] for at in range(0, len(here), 6))
    if not match["sign"]:
        return here + _BREAK
    if here == "$":
        # Behind a tag of its own it starts no formula.
        return "<span>&#36;</span>"
    follows = match.string[match.end() : match.end() + 1]
    return f"&#{ord(here)};" + (_BREAK if here in "@#!~%^&" and follows.isalnum() else "")
