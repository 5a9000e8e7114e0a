"""Writing lines for one look: wrapped to so many columns, coloured, and safe to send to a terminal."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Final

from sayso.record.model import Standing
from sayso.report.report import ClaimReport
from sayso.rules.finding import Finding, Level
from sayso.rules.sentences import count_voices, most_possible
from sayso_cli.terminal import Look, visible

INDENT: Final = "  "
_LABEL: Final = 11
ROOM: Final = 12
"""So many columns at least are left for a text."""
HANG: Final = INDENT + " " * _LABEL
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


class Pen:
    """Writes lines for one look."""

    def __init__(self, look: Look) -> None:
        self.look = look

    def mark(self, standing: Standing | None) -> str:
        """The mark of a standing."""
        return CIRCLES[standing][not self.look.encoding.startswith("utf")]

    @property
    def ellipsis(self) -> str:
        """What stands where a text is cut."""
        return "…" if self.look.encoding.startswith("utf") else "..."

    def short(self, content: str, columns: int) -> str:
        """`content`, made safe to show, on one line of at most so many columns."""
        return shorten(self.safe(content), columns, end=self.ellipsis)

    def title(self, content: str) -> Iterator[str]:
        """The title of a section."""
        for line in self.wrap(content.upper(), self.look.columns):
            yield self.paint(line, "bold")
        yield ""

    def row(self, label: str, content: str, colour: str = "") -> Iterator[str]:
        """A label, and what belongs to it beside it."""
        if self.look.columns - len(HANG) < ROOM:
            yield f"{INDENT}{self.paint(label, 'dim')}"
            yield from self.wrapped(content, INDENT * 2)
            return
        first, *rest = self.wrap(content, self.look.columns - len(HANG))
        yield f"{INDENT}{self.paint(f'{label:<{_LABEL}}', 'dim')}{self.paint(first, colour)}"
        yield from (f"{HANG}{self.paint(line, colour)}" for line in rest)

    def finding(self, finding: Finding, indent: str, told: Sequence[str] = ()) -> Iterator[str]:
        """A finding: level and check, place, message, mend, further places but for what is `told`."""
        yield from self.finding_head(finding, indent)
        yield from self.wrapped(finding.message, indent + INDENT)
        for each in finding.related:
            if each.message not in finding.message and each.message not in told:
                place = f"{self.safe(each.path)}:{each.position.line}:{each.position.column}"
                yield from self.wrapped(f"{each.message} ({place})", f"{indent}{INDENT}- ")
        if finding.help:
            yield from self.wrapped(finding.help, f"{indent}{INDENT}= ")

    def finding_head(self, finding: Finding, indent: str) -> Iterator[str]:
        """The first line of a finding: level, check and place."""
        position = finding.position
        place = f"{self.safe(finding.path)}:{position.line}:{position.column}"
        yield from self.beside(
            indent + label_of(finding), indent + self.label(finding), place, indent + INDENT
        )

    def label(self, finding: Finding) -> str:
        """Level and check of a finding."""
        return self.paint(label_of(finding), _LEVELS[finding.level], "bold")

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
        """`content` wrapped behind `first`, its further lines behind as many spaces.

        Where that leaves hardly any room they are indented less.
        """
        rest = " " * len(first) if rest is None else rest
        less = max(0, ROOM - self.look.columns + len(first))
        less = min(less, len(first) - len(first.lstrip()))
        first, rest = first[less:], rest[less:]
        if self.look.columns - len(first) < ROOM:
            content, first, rest = f"{first.strip()} {content}", "", INDENT * 2
        lines = self.wrap(content, self.look.columns - max(len(first), len(rest)))
        yield from (f"{rest if number else first}{line}" for number, line in enumerate(lines))

    def wrap(self, content: str, columns: int) -> list[str]:
        """`content`, made safe to show, in lines at most `columns` wide, if there is room; at least one."""
        return wrap(self.safe(content), max(ROOM, columns))

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
    told = ", ".join(filter(None, (count_voices(support), most_possible(support))))
    return f"{judgement.standing} ({declared}), {told}"


# Of these characters it is certain how many columns each takes: one, or two. Text that holds others, such
# as marks that combine with the letter before, is measured by wcwidth, which costs more.
_ONE: Final = r" -~\u00a1-\u00ac\u00ae-\u02ff\u0400-\u0482\u2010-\u2027\u2030-\u203a\u25c6-\u25d0\u2713\u2717"
_TWO: Final = r"\u3001-\u3029\u3041-\u3096\u30a1-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60"
# Marks that do not begin a line in Chinese and Japanese.
_CLOSING: Final = "、。〉》」』】〕〗！），．：；？］｝"
# wcwidth takes quadratic time for some text, so it is given at most so many characters at once.
_AT_ONCE: Final = 256


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    """`pattern`, compiled when it is first needed: that takes longer than to check a small file."""
    return re.compile(pattern)


def _is_narrow(text: str) -> bool:
    """Whether each character of `text` takes one column."""
    return text.isascii() or _pattern(f"[{_ONE}]*").fullmatch(text) is not None


def _is_width_known(text: str) -> bool:
    """Whether it is certain how many columns each character of `text` takes."""
    return _pattern(f"[{_ONE}{_TWO}]*").fullmatch(text) is not None


def _known_width(text: str) -> int:
    return len(text) + len(_pattern(f"[{_TWO}]").findall(text))


def width(text: str) -> int:
    """How many columns `text` takes, a single line."""
    if _is_narrow(text):
        return len(text)
    if _is_width_known(text):
        return _known_width(text)
    import wcwidth

    return sum(max(0, wcwidth.wcswidth(part)) for part in _chunks(text))


def wrap(text: str, columns: int) -> list[str]:
    """`text` in lines at most `columns` wide, at least one; what is longer than a line is cut."""
    if _is_narrow(text):
        return [text] if len(text) <= columns else list(_narrow_lines(" ".join(text.split()), columns))
    if _is_width_known(text):
        tokens = _pattern(f"( *)((?:[^ {_TWO}]+|[{_TWO}])[{_CLOSING}]*)").findall(text)
        return _lines(tokens, columns, _known_width, iter)
    return _lines(_tokens(text), columns, width, _clusters)


def shorten(text: str, columns: int, *, end: str = "…") -> str:
    """`text`, a single line, in at most `columns`; where it is cut, `end` says so."""
    # Some characters take no column, but hardly any text has many of them.
    head = text[: columns * _AT_ONCE]
    if len(head) == len(text) and width(text) <= columns:
        return text
    left, kept = columns - len(end), list[str]()
    for cluster in head if _is_width_known(head) else _clusters(head):
        left -= width(cluster)
        if left < 0:
            break
        kept.append(cluster)
    return "".join(kept).rstrip() + end


def _chunks(text: str) -> Iterator[str]:
    for start in range(0, len(text), _AT_ONCE):
        yield text[start : start + _AT_ONCE]


def _clusters(text: str) -> Iterator[str]:
    """What is shown as one character each."""
    import wcwidth

    for part in _chunks(text):
        yield from wcwidth.iter_graphemes(part)


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    """What may not be torn: a word, or one wide character, with the closing marks behind it.

    Each comes with the spaces before it.
    """
    spaces, token = "", list[str]()
    after_wide = False
    for cluster in _clusters(text):
        wide = width(cluster) > 1
        if token and (cluster == " " or ((wide or after_wide) and cluster not in _CLOSING)):
            yield spaces, "".join(token)
            spaces, token = "", []
        if cluster == " ":
            spaces += " "
        else:
            token.append(cluster)
        after_wide = wide
    yield spaces, "".join(token)


def _narrow_lines(text: str, columns: int) -> Iterator[str]:
    """Lines of `text`, words with one space between them."""
    start = 0
    while len(text) - start > columns:
        end = text.rfind(" ", start, start + columns + 1)
        if end < 0:
            end = start + columns
        yield text[start:end]
        start = end + (text[end] == " ")
    yield text[start:]


def _lines(
    tokens: Iterable[tuple[str, str]],
    columns: int,
    measure: Callable[[str], int],
    clusters: Callable[[str], Iterable[str]],
) -> list[str]:
    """Lines of `tokens`, each with the spaces before it, as long as they can be."""
    lines = []
    line, used = "", 0
    for spaces, token in tokens:
        size = measure(token)
        gap = bool(spaces and line)
        if used + gap + size <= columns:
            line += " " * gap + token
            used += gap + size
            continue
        if line:
            lines.append(line)
        if size > columns:
            *parts, line = _cut_in_lines(
                [(cluster, measure(cluster)) for cluster in clusters(token)], columns
            )
            lines += parts
            used = measure(line)
        else:
            line, used = token, size
    lines.append(line)
    return lines


def _cut_in_lines(sized: Sequence[tuple[str, int]], columns: int) -> Iterator[str]:
    """Clusters, each with its width, in lines of at most `columns`."""
    line, used = list[str](), 0
    for cluster, size in sized:
        if line and used + size > columns:
            yield "".join(line)
            line, used = [], 0
        line.append(cluster)
        used += size
    yield "".join(line)
