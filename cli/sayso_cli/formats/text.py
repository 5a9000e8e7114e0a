"""`--format text`: the report a fact-checker reads.

By file; in each the claims that rest only on the claimant's own assertion first, then the other claims that
something is wrong with, then what is wrong with the file itself. `--verbose` shows the rest as well.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from sayso.finding import Level
from sayso.provenance.standing import Judged
from sayso.record.model import Standing
from sayso.record.places import Pointer
from sayso.report import ClaimReport, FileReport, Report, Reported, in_order
from sayso.rules.explain import count
from sayso.text import visible
from sayso_cli.formats import Look
from sayso_cli.formats.assigned import Told, assigned
from sayso_cli.formats.summary import tally
from sayso_cli.wrap import width, wrap

_LABEL: Final = 11
_INDENT: Final = "  "
_HANG: Final = _INDENT + " " * _LABEL
# Checks that say of an item what its chain says already.
_TOLD: Final = ("bare-statement", "claimant-voice", "partial-support", "traces-to-claimant", "unknown-basis")
# The standing of a claim says what it rests on, not whether it is true: no red and green.
_COLOURS: Final[dict[Standing, str]] = {
    "self-asserted": "magenta",
    "refuted": "magenta",
    "contested": "yellow",
    "single-source": "yellow",
    "corroborated": "cyan",
    "not-checkable": "dim",
}
_LEVELS: Final = {Level.ERROR: "red", Level.WARNING: "yellow", Level.NOTE: "blue"}
_MARKS: Final[dict[Standing, tuple[str, str]]] = {
    "self-asserted": ("✗", "x"),
    "refuted": ("✗", "x"),
    "contested": ("!", "!"),
    "single-source": ("!", "!"),
    "corroborated": ("✓", "+"),
    "not-checkable": ("·", "."),
}
_UNREADABLE: Final = "?"
# What a runner of GitHub takes for a command when it logs the report.
_COMMAND: Final = re.compile(r"^([^\S\n]*)::", re.MULTILINE)
_SGR: Final = {
    "bold": 1,
    "dim": 2,
    "underline": 4,
    "red": 31,
    "yellow": 33,
    "blue": 34,
    "magenta": 35,
    "cyan": 36,
}


def text(report: Report, look: Look) -> str:
    """`report` for people, as wide as `look` says, with a final line break."""
    writer = _Writer(look)
    lines: list[str] = []
    for file in report.files:
        lines.extend(writer.file(file))
    lines.append(writer.paint(tally(report), "bold"))
    return _COMMAND.sub(r"\1\\x3a:", "\n".join(lines)) + "\n"


class _Writer:
    """Writes lines for one look."""

    def __init__(self, look: Look) -> None:
        self.look = look

    def file(self, file: FileReport) -> Iterator[str]:
        """The report of one file; nothing if there is nothing to say."""
        claims, of_file = assigned(file, self.shows)
        flagged, unread, others, rest = self.sorted(claims)
        sections = (
            (flagged, "{} {rests} only on the claimant's own assertion"),
            (unread, "{} that cannot be judged"),
            (others, "{} to look at"),
            (rest if self.look.verbose else [], "{} without a warning"),
        )
        if not of_file and not any(members for members, _ in sections):
            return
        yield self.paint(self.safe(file.path), "bold", "underline")
        yield ""
        for members, title in sections:
            if members:
                one = len(members) == 1
                yield from self.title(
                    title.format(count(len(members), "claim"), rests="rests" if one else "rest")
                )
            for told in members:
                yield from self.claim(file, told)
                yield ""
        if of_file:
            yield from self.title(f"{count(len(of_file), 'finding')} on the file itself")
        for reported in of_file:
            yield from self.finding(reported, "")
            yield ""

    def shows(self, reported: Reported) -> bool:
        """Whether a finding is shown: notes, and what is waived, only with `--verbose`."""
        finding = reported.finding
        return self.look.verbose or not (finding.waived or finding.level is Level.NOTE)

    def sorted(self, claims: Sequence[Told]) -> tuple[list[Told], list[Told], list[Told], list[Told]]:
        """Those on the claimant's word alone, those not judged, the others with warnings, the rest."""
        flagged, unread, others, rest = [], [], [], []
        for told in claims:
            judgement = told.claim.judgement
            if judgement is None:
                unread.append(told)
            elif judgement.standing == "self-asserted":
                flagged.append(told)
            elif any(not each.finding.waived and each.finding.level is not Level.NOTE for each in told.found):
                others.append(told)
            else:
                rest.append(told)
        # What nobody has declared yet comes first: it is what there is to do.
        flagged.sort(key=lambda told: told.claim.declared == "self-asserted")
        return flagged, unread, others, rest

    def claim(self, file: FileReport, told: Told) -> Iterator[str]:
        """One claim with all that there is to say of it."""
        claim, found = told
        judgement, value = claim.judgement, claim.entry.value
        main = [each for each in found if each.finding.message == claim.reason]
        yield from self.claim_head(file, claim, main)
        if value is not None:
            yield from self.wrapped(value.statement, _INDENT, _INDENT)
        if judgement is None or value is None:
            yield from self.row("standing", "none: this entry, or one that it refers to, cannot be read")
            for each in in_order(found):
                yield from self.finding(each, _INDENT)
            return
        yield from self.row("claimant", "; ".join(claim.claimants))
        yield from self.row("standing", _standing(claim), _COLOURS[judgement.standing])
        yield from self.row("because", claim.reason)
        rest = [each for each in found if each.finding.message != claim.reason]
        if len(rest) > 1:
            rest = list(in_order(rest))
        chains = claim.chains
        by_item: dict[Pointer, list[Reported]] = {
            (judged.section, judged.index): [] for judged in judgement.items
        }
        depth, of_claim = len(claim.entry.pointer), list[Reported]()
        for each in rest:
            by_item.get(each.finding.place.pointer[depth : depth + 2], of_claim).append(each)
        for judged, chain in zip(judgement.items, chains, strict=True):
            about = by_item[judged.section, judged.index]
            if about or self.look.verbose or judged.why != "context":
                yield from self.item(judged, chain, about)
        change = next((each.finding.help for each in main if each.finding.help), claim.missing)
        if change:
            yield from self.row("to change", change)
        for each in of_claim:
            yield from self.finding(each, _INDENT, told=chains)

    def claim_head(self, file: FileReport, claim: ClaimReport, main: Sequence[Reported]) -> Iterator[str]:
        """The mark, id and place of a claim, with the findings that are its standing."""
        colour = _COLOURS[claim.judgement.standing] if claim.judgement else ""
        mark = _UNREADABLE
        if claim.judgement:
            mark = _MARKS[claim.judgement.standing][not self.look.encoding.startswith("utf")]
        name = claim.entry.id or "(a claim without a readable id)"
        place = f"{self.safe(file.path)}:{claim.line}"
        left, painted = f"{mark} {name}", f"{self.paint(mark, colour, 'bold')} {self.paint(name, 'bold')}"
        for each in main:
            label = _label(each)
            if width(left) + len(_INDENT) + len(label) > self.look.columns:
                yield painted
                left = painted = ""
            left += _INDENT + label
            painted += _INDENT + self.label(each)
        yield from self.beside(left, painted, place, _INDENT, push=True)

    def item(self, judged: Judged, chain: str, about: Sequence[Reported]) -> Iterator[str]:
        """One item: whether it counts and why, and the findings about it."""
        sign = "+" if judged.counts else "-"
        why = chain or f"`{judged.item.source}` was not judged: the work budget ran out"
        stance = " (refutes)" if judged.item.stance == "refutes" else ""
        yield from self.wrapped(f"{judged.section}{stance}: {why}", f"{_HANG}{sign} ")
        for each in about:
            if each.finding.check in _TOLD:
                yield from self.finding_head(each, _HANG + _INDENT)
            else:
                yield from self.finding(each, _HANG + _INDENT)

    def title(self, content: str) -> Iterator[str]:
        """The title of a section."""
        for line in self.wrap(content.upper(), self.look.columns):
            yield self.paint(line, "bold")
        yield ""

    def row(self, label: str, content: str, colour: str = "") -> Iterator[str]:
        """A label, and what belongs to it beside it."""
        first, *rest = self.wrap(content, self.look.columns - len(_HANG))
        yield f"{_INDENT}{self.paint(f'{label:<{_LABEL}}', 'dim')}{self.paint(first, colour)}"
        yield from (f"{_HANG}{self.paint(line, colour)}" for line in rest)

    def finding(self, reported: Reported, indent: str, told: Sequence[str] = ()) -> Iterator[str]:
        """A finding: level and check, place, message, mend, further places but for what is `told`."""
        finding = reported.finding
        yield from self.finding_head(reported, indent)
        yield from self.wrapped(finding.message, indent + _INDENT)
        for message, spot in reported.related:
            if message not in finding.message and message not in told:
                place = f"{self.safe(spot.path)}:{spot.position.line}:{spot.position.column}"
                yield from self.wrapped(f"{message} ({place})", f"{indent}{_INDENT}- ")
        if finding.help:
            yield from self.wrapped(finding.help, f"{indent}{_INDENT}= ")

    def finding_head(self, reported: Reported, indent: str) -> Iterator[str]:
        """The first line of a finding: level, check and place."""
        position = reported.spot.position
        place = f"{self.safe(reported.spot.path)}:{position.line}:{position.column}"
        yield from self.beside(
            indent + _label(reported), indent + self.label(reported), place, indent + _INDENT
        )

    def label(self, reported: Reported) -> str:
        """Level and check of a finding."""
        return self.paint(_label(reported), _LEVELS[reported.finding.level], "bold")

    def beside(
        self, left: str, painted: str, place: str, indent: str, *, push: bool = False
    ) -> Iterator[str]:
        """`left`, which looks like `painted`, and `place` beside it, or below it if there is no room.

        With `push` the place stands at the far end of the line.
        """
        gap = self.look.columns - width(left) - width(place)
        shown = self.paint(place, "dim")
        if gap >= 1 + push:
            yield f"{painted}{' ' * (gap if push else 1)}{shown}"
        else:
            yield painted
            yield indent + shown

    def wrapped(self, content: str, first: str, rest: str | None = None) -> Iterator[str]:
        """`content` wrapped behind `first`, its further lines behind as many spaces."""
        rest = " " * len(first) if rest is None else rest
        lines = self.wrap(content, self.look.columns - len(first))
        yield from (f"{rest if number else first}{line}" for number, line in enumerate(lines))

    def wrap(self, content: str, columns: int) -> list[str]:
        """`content`, made safe to show, in lines at most `columns` wide; at least one."""
        return wrap(self.safe(content), columns)

    def safe(self, content: str) -> str:
        """`content` with everything written out that would do harm, or that cannot be written."""
        shown = visible(content)
        if self.look.encoding == "utf-8" or shown.isascii():
            return shown
        return shown.encode(self.look.encoding, "backslashreplace").decode(self.look.encoding)

    def paint(self, content: str, *styles: str) -> str:
        """`content` in a colour, if this look has colours."""
        if not self.look.colour or not any(styles):
            return content
        codes = ";".join(str(_SGR[style]) for style in styles if style)
        return f"\x1b[{codes}m{content}\x1b[0m"


def _label(reported: Reported) -> str:
    """Level and check of a finding."""
    finding = reported.finding
    return f"{'waived ' if finding.waived else ''}{finding.level}[{finding.check}]"


def _standing(claim: ClaimReport) -> str:
    """The standing of a claim, whether it is declared, and how many voices support it."""
    judgement = claim.judgement
    assert judgement is not None
    if claim.declared is None:
        declared = "not declared"
    elif claim.declared == judgement.standing:
        declared = "declared"
    else:
        declared = f"declared: {claim.declared}"
    support = judgement.support
    voices = (
        f"{'' if support.exact or support.cut else 'at least '}{count(support.voices, 'independent voice')}"
    )
    if support.at_most > support.voices:
        voices += f", at most {support.at_most}"
    return f"{judgement.standing} ({declared}), {voices}"
