"""Writing lines for one look: wrapped to so many columns, coloured, and safe to send to a terminal."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from sayso.record.model import Standing
from sayso.report.report import ClaimReport
from sayso.rules.finding import Finding, Level, Located
from sayso.rules.sentences import at_most_clause, count_voices
from sayso_cli.terminal import Look, visible
from sayso_cli.wrapping import shorten, width, wrap

INDENT: Final = "  "
_LABEL_COLUMNS: Final = 11
MIN_TEXT_COLUMNS: Final = 12
"""So many columns at least are left for a text."""
BELOW_LABEL: Final = INDENT + " " * _LABEL_COLUMNS
"""What stands below a label."""
# The standing of a claim says what it rests on, not whether it is true: no red and green.
COLOURS: Final[dict[Standing, str]] = {
    "partly-backed": "yellow",
    "self-asserted": "magenta",
    "refuted": "magenta",
    "contested": "yellow",
    "single-source": "yellow",
    "corroborated": "cyan",
    "not-checkable": "dim",
}
_LEVELS: Final = {Level.ERROR: "red", Level.WARNING: "yellow", Level.NOTE: "blue"}
CIRCLES: Final[dict[Standing | None, tuple[str, str]]] = {
    "corroborated": ("●●", "++"),
    "single-source": ("●○", "+-"),
    "partly-backed": ("◐○", "~-"),
    "self-asserted": ("○○", "--"),
    "contested": ("●◆", "+:"),
    "refuted": ("○◆", "-:"),
    "not-checkable": ("··", ".."),
    None: ("??", "??"),
}
"""The mark of each standing, and of what was not judged; with circles for voices, filled if there are any, a
half for a part, and a diamond against it. The second is for where only ASCII can be written.
"""
_SGR: Final = {
    "bold": 1,
    "dim": 2,
    "underline": 4,
    "red": 31,
    "green": 32,
    "yellow": 33,
    "blue": 34,
    "magenta": 35,
    "cyan": 36,
}
# What `Pen.paint` adds to a text.
_CODES: Final = re.compile(r"\x1b\[[0-9;]*m")


Row = tuple[str, ...]
"""A label, what belongs to it, and the styles of the label."""


class Pen:
    """Writes lines for one look."""

    def __init__(self, look: Look) -> None:
        self.look = look

    def mark(self, standing: Standing | None) -> str:
        """The mark of a standing."""
        return CIRCLES[standing][not self.look.encoding.startswith("utf")]

    def claim_mark(self, claim: ClaimReport) -> str:
        """The mark of a claim in the colour of its standing."""
        standing = claim.judgement.standing if claim.judgement else None
        return self.paint(self.mark(standing), COLOURS[standing] if standing else "", "bold")

    def claim_place(self, claim: ClaimReport) -> str:
        """Path and line of a claim."""
        return f"{self.escape(claim.entry.file.path)}:{claim.line}"

    def place(self, located: Located) -> str:
        """Path, line and column of a finding, or of a further place of it."""
        return f"{self.escape(located.path)}:{located.position.line}:{located.position.column}"

    @property
    def arrow(self) -> str:
        """What stands between what was and what is."""
        return "→" if self.look.encoding.startswith("utf") else "->"

    @property
    def ellipsis(self) -> str:
        """What stands where a text is cut."""
        return "…" if self.look.encoding.startswith("utf") else "..."

    def fit(self, content: str, columns: int) -> str:
        """`content`, made safe to show, on one line of at most so many columns."""
        return shorten(self.escape(content), columns, end=self.ellipsis)

    def title(self, content: str) -> Iterator[str]:
        """The title of a section."""
        yield from self.painted_lines(content.upper(), "bold")
        yield ""

    def row(self, label: str, content: str, colour: str = "") -> Iterator[str]:
        """A label, and what belongs to it beside it; nothing where there is nothing to say."""
        if not content:
            return
        if self.look.columns - len(BELOW_LABEL) < MIN_TEXT_COLUMNS:
            yield f"{INDENT}{self.paint(label, 'dim')}"
            yield from self.wrapped(content, INDENT * 2)
            return
        first, *rest = self.wrap(content, self.look.columns - len(BELOW_LABEL))
        yield f"{INDENT}{self.paint(f'{label:<{_LABEL_COLUMNS}}', 'dim')}{self.paint(first, colour)}"
        yield from (f"{BELOW_LABEL}{self.paint(line, colour)}" for line in rest)

    def labelled_rows(self, rows: Iterable[Row], columns: int) -> Iterator[str]:
        """Each label in its styles, in so many columns, and what belongs to it beside it."""
        for label, content, *styles in rows:
            for number, line in enumerate(self.wrap(content, self.look.columns - columns - len(INDENT))):
                left = " " * columns if number else self.paint(f"{label:<{columns}}", *styles)
                yield f"{INDENT}{left}{line}".rstrip()

    def finding(self, finding: Finding, indent: str, told: Sequence[str] = ()) -> Iterator[str]:
        """A finding: level and check, place, message, mend, further places but for what is `told`."""
        yield from self.finding_head(finding, indent)
        yield from self.wrapped(finding.message, indent + INDENT)
        for each in finding.related:
            if each.message not in finding.message and each.message not in told:
                yield from self.wrapped(f"{each.message} ({self.place(each)})", f"{indent}{INDENT}- ")
        if finding.help:
            yield from self.wrapped(finding.help, f"{indent}{INDENT}= ")

    def finding_head(self, finding: Finding, indent: str) -> Iterator[str]:
        """The first line of a finding: level, check and place."""
        yield from self.with_place(indent + self.label(finding), self.place(finding), indent + INDENT)

    def label(self, finding: Finding) -> str:
        """Level and check of a finding."""
        return self.paint(label_of(finding), _LEVELS[finding.level], "bold")

    def with_place(self, painted: str, place: str, indent: str, *, push: bool = False) -> Iterator[str]:
        """`painted`, and `place` beside it, or below it if there is no room.

        With `push` the place stands at the far end of the line.
        """
        gap = self.look.columns - self.width(painted) - width(place)
        shown = self.paint(place, "dim")
        if gap >= 1 + push:
            yield f"{painted}{' ' * (gap if push else 1)}{shown}"
        else:
            yield painted
            yield indent + shown

    def wrapped(self, content: str, first: str, rest: str | None = None) -> Iterator[str]:
        """`content` wrapped behind `first`, its further lines behind as many spaces.

        Where that leaves hardly any room they are indented less.
        """
        rest = " " * len(first) if rest is None else rest
        less = max(0, MIN_TEXT_COLUMNS - self.look.columns + len(first))
        less = min(less, len(first) - len(first.lstrip()))
        first, rest = first[less:], rest[less:]
        if self.look.columns - len(first) < MIN_TEXT_COLUMNS:
            content, first, rest = f"{first.strip()} {content}", "", INDENT * 2
        lines = self.wrap(content, self.look.columns - max(len(first), len(rest)))
        yield from (f"{rest if number else first}{line}" for number, line in enumerate(lines))

    def painted_lines(
        self, content: str, style: str, first: str = "", rest: str | None = None
    ) -> Iterator[str]:
        """`content` wrapped in the same way, in a style."""
        return (self.paint(line, style) for line in self.wrapped(content, first, rest))

    def more_line(self, number: int, what: str, indent: str = INDENT, style: str = "") -> Iterator[str]:
        """How many more there are, and what to say of them; nothing where there are none."""
        if number > 0:
            yield from self.painted_lines(f"and {number:,} more{what}", style, indent)

    def wrap(self, content: str, columns: int) -> list[str]:
        """`content`, made safe to show, in lines at most `columns` wide, if there is room; at least one."""
        return wrap(self.escape(content), max(MIN_TEXT_COLUMNS, columns))

    def escape(self, content: str) -> str:
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

    def width(self, painted: str) -> int:
        """How many columns `painted` takes, whatever its colours."""
        return width(_CODES.sub("", painted) if self.look.colour else painted)


def label_of(finding: Finding) -> str:
    """Level and check of a finding."""
    how = "waived " if finding.waived else "known " if finding.baselined else ""
    return f"{how}{finding.level}[{finding.check}]"


def standing_of(claim: ClaimReport) -> str:
    """The standing of a claim, whether it is declared, and how many voices support it."""
    judgement = claim.judgement
    assert judgement is not None
    if claim.declared is None:
        declared = "not declared"
    elif claim.declared == judgement.standing:
        declared = "declared"
    else:
        declared = f"declared: {claim.declared}"
    if claim.draft:
        declared = f"draft, {declared}"
    support = judgement.support
    told = ", ".join(filter(None, (count_voices(support), at_most_clause(support))))
    return f"{judgement.standing} ({declared}), {told}"
