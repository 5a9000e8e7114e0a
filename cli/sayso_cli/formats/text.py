"""`--format text`: the report a fact-checker reads.

By file; in each the faults of the file first, then the claims that rest only on the claimant's own
assertion, then the other claims that something is wrong with. `--verbose` shows the rest as well.
"""

import re
import textwrap
from collections.abc import Iterator, Sequence
from typing import Final

import typer

from sayso.finding import Level
from sayso.record.model import Standing
from sayso.record.places import pointer_text
from sayso.report import ClaimReport, FileReport, Report, Reported
from sayso.rules.explain import count
from sayso.text import visible
from sayso_cli.formats import Look
from sayso_cli.formats.summary import tally

_LABEL: Final = 12
_INDENT: Final = "  "
_HANG: Final = _INDENT + " " * _LABEL
# Items that say nothing about why a claim has its standing.
_BESIDE_THE_POINT: Final = ("context", "independent")
# Letters and punctuation that take one column each; anything else may take none or two.
_NARROW = re.compile("[ -~\u00a1-\u02ff\u2010-\u2027\u2030-\u203a]*")
# The standing of a claim says what it rests on, not whether it is true: no red and green.
_COLOURS: Final[dict[Standing, str]] = {
    "self-asserted": "magenta",
    "refuted": "magenta",
    "contested": "yellow",
    "single-source": "yellow",
    "corroborated": "cyan",
    "not-checkable": "bright_black",
}
_LEVELS: Final = {Level.ERROR: "red", Level.WARNING: "yellow", Level.NOTE: "blue"}
_MARKS: Final[dict[Standing, str]] = {
    "self-asserted": "✗",
    "refuted": "✗",
    "contested": "!",
    "single-source": "!",
    "corroborated": "✓",
    "not-checkable": "·",
}


def text(report: Report, look: Look) -> str:
    """`report` for people, as wide as `look` says, with a final line break."""
    writer = _Writer(look)
    lines: list[str] = []
    for file in report.files:
        lines.extend(writer.file(file))
    lines.append(writer.bold(tally(report)))
    return "\n".join(lines) + "\n"


class _Writer:
    """Writes lines for one look."""

    def __init__(self, look: Look) -> None:
        self.look = look

    def file(self, file: FileReport) -> Iterator[str]:
        """The report of one file; nothing if there is nothing to say."""
        by_claim: dict[str, list[Reported]] = {}
        of_file = []
        for reported in file.findings:
            if not reported.finding.waived or self.look.verbose:
                if reported.finding.claim:
                    by_claim.setdefault(reported.finding.claim, []).append(reported)
                elif self.shows(reported):
                    of_file.append(reported)
        flagged, others, sound = self.sorted(file.claims, by_claim)
        if not (of_file or flagged or others or sound):
            return
        yield self.bold(visible(file.path), underline=True)
        yield ""
        for reported in of_file:
            yield from self.finding(reported, "")
            yield ""
        titles = (
            ("rests only on the claimant's own assertion", flagged),
            ("to look at", others),
            ("nothing to report", sound),
        )
        for title, claims in titles:
            if claims:
                yield self.bold(f"{title} ({count(len(claims), 'claim')})".upper())
                yield ""
            for claim in claims:
                yield from self.claim(file, claim, by_claim.get(claim.entry.id, []))
                yield ""

    def sorted(
        self, claims: Sequence[ClaimReport], by_claim: dict[str, list[Reported]]
    ) -> tuple[list[ClaimReport], list[ClaimReport], list[ClaimReport]]:
        """The claims to show: those on the claimant's word alone, the others with findings, the rest."""
        flagged, others, sound = [], [], []
        for claim in claims:
            found = [each for each in by_claim.get(claim.entry.id, ()) if self.shows(each)]
            if claim.judgement and claim.judgement.standing == "self-asserted":
                flagged.append(claim)
            elif any(not each.finding.waived and each.finding.level is not Level.NOTE for each in found):
                others.append(claim)
            elif self.look.verbose:
                sound.append(claim)
        # What nobody has declared yet comes first: it is what there is to do.
        flagged.sort(key=lambda claim: claim.declared == "self-asserted")
        return flagged, others, sound

    def shows(self, reported: Reported) -> bool:
        """Whether a finding is shown: notes only with `--verbose`."""
        return self.look.verbose or reported.finding.level is not Level.NOTE

    def claim(self, file: FileReport, claim: ClaimReport, found: Sequence[Reported]) -> Iterator[str]:
        """One claim with all that there is to say of it."""
        judgement, value = claim.judgement, claim.entry.value
        standing: Standing = judgement.standing if judgement else "not-checkable"
        mark = _MARKS[standing] if judgement else "?"
        colour = _COLOURS[standing]
        place = f"{visible(file.path)}:{claim.line}"
        name = claim.entry.id or "(a claim without a readable id)"
        gap = self.look.columns - len(mark) - 1 - len(name) - _width(place)
        head = f"{self.paint(mark, colour, bold=True)} {self.bold(name)}"
        if gap >= 2:
            yield f"{head}{' ' * gap}{self.paint(place, 'bright_black')}"
        else:
            yield head
            yield _INDENT + self.paint(place, "bright_black")
        if value is not None:
            yield from self.wrapped(value.statement, _INDENT, _INDENT)
        if judgement is None or value is None:
            yield from self.row("standing", "none: this entry cannot be read; see the errors above")
            return
        yield from self.row("claimant", ", ".join(claim.claimants))
        least = "" if judgement.support.exact else "at least "
        declared = "declared" if claim.declared == standing else "not declared"
        voices = f"{least}{count(judgement.support.voices, 'independent voice')}"
        if claim.voices:
            voices += f": {'; '.join(claim.voices)}"
        yield from self.row("standing", f"{standing} ({declared}), {voices}", colour)
        yield from self.row("because", claim.reason)
        rest = [each for each in found if each.finding.message != claim.reason and self.shows(each)]
        for judged, chain in zip(judgement.items, claim.chains, strict=True):
            pointer = pointer_text((*claim.entry.pointer, judged.section, judged.index)) + "/"
            about = [each for each in rest if each.spot.pointer.startswith(pointer)]
            rest = [each for each in rest if each not in about]
            if about or self.look.verbose or judged.why not in _BESIDE_THE_POINT:
                sign = "+" if judged.counts else "-"
                why = chain or f"`{judged.item.source}` was not judged: the work budget ran out"
                yield from self.wrapped(f"{judged.section}: {why}", f"{_HANG}{sign} ")
                for each in about:
                    yield self.head(each, f"{_HANG}  ")
        if claim.missing:
            yield from self.row("to change", claim.missing)
        for each in rest:
            yield from self.finding(each, _INDENT)

    def row(self, label: str, content: str, colour: str = "") -> Iterator[str]:
        """A label, and what belongs to it beside it."""
        first, *rest = self.wrap(content, self.look.columns - len(_HANG))
        yield f"{_INDENT}{self.paint(f'{label:<{_LABEL}}', 'bright_black')}{self.paint(first, colour)}"
        yield from (f"{_HANG}{self.paint(line, colour)}" for line in rest)

    def finding(self, reported: Reported, indent: str) -> Iterator[str]:
        """A finding: level and check, place, message, mend."""
        finding = reported.finding
        yield self.head(reported, indent)
        yield from self.wrapped(finding.message, indent + _INDENT)
        if finding.help:
            yield from self.wrapped(finding.help, f"{indent}{_INDENT}= ")

    def head(self, reported: Reported, indent: str) -> str:
        """The first line of a finding: level, check and place."""
        finding, position = reported.finding, reported.spot.position
        waived = "waived " if finding.waived else ""
        what = self.paint(f"{waived}{finding.level}[{finding.check}]", _LEVELS[finding.level], bold=True)
        place = f"{visible(reported.spot.path)}:{position.line}:{position.column}"
        return f"{indent}{what} {self.paint(place, 'bright_black')}"

    def wrapped(self, content: str, first: str, rest: str | None = None) -> Iterator[str]:
        """`content` wrapped behind `first`, its further lines behind as many spaces."""
        rest = " " * len(first) if rest is None else rest
        lines = self.wrap(content, self.look.columns - len(first))
        yield from (f"{rest if number else first}{line}" for number, line in enumerate(lines))

    def wrap(self, content: str, width: int) -> list[str]:
        """`content`, made safe to show, in lines at most `width` columns wide; at least one."""
        shown = visible(content)
        if _NARROW.fullmatch(shown):
            return textwrap.wrap(shown, width, break_on_hyphens=False) or [""]
        import wcwidth

        return wcwidth.wrap(shown, width, break_on_hyphens=False) or [""]

    def bold(self, content: str, *, underline: bool = False) -> str:
        """`content` in bold."""
        return self.paint(content, "", bold=True, underline=underline)

    def paint(self, content: str, colour: str, *, bold: bool = False, underline: bool = False) -> str:
        """`content` in a colour, if this look has colours."""
        if not self.look.colour or not content:
            return content
        return typer.style(content, fg=colour or None, bold=bold or None, underline=underline or None)


def _width(content: str) -> int:
    """How many columns `content` takes."""
    if _NARROW.fullmatch(content):
        return len(content)
    import wcwidth

    return max(0, wcwidth.wcswidth(content))
