"""`sayso diff` for people, in the terminal.

Changed words stand in `[-…-]` and `{+…+}`, as git shows them.
"""

from collections.abc import Iterator
from typing import Final

from sayso.compare import Comparison, Difference, Seen
from sayso.rules.explain import count
from sayso_cli.formats.sections import name, sections, shift, standing, total
from sayso_cli.terminal import Look
from sayso_cli.visible import visible
from sayso_cli.wrap import width, wrap

_LABEL: Final = 11
_HANG: Final = " " * (_LABEL + 2)
_BOLD: Final = 1
_DIM: Final = 2


def text(comparison: Comparison, look: Look) -> str:
    """`comparison` in lines as wide as `look` says, with a final line break."""
    return "\n".join(_Writer(look).lines(comparison)) + "\n"


class _Writer:
    """Writes lines for one look."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self.arrow = "→" if look.encoding.startswith("utf") else "->"

    def lines(self, comparison: Comparison) -> Iterator[str]:
        """The whole comparison."""
        for what, members in sections(comparison):
            for line in self.wrapped(f"{count(len(members), 'claim')} {what}".upper(), self.look.columns):
                yield self.paint(line, _BOLD)
            yield ""
            for difference in members:
                yield from self.claim(comparison, difference)
                yield ""
        for line in self.wrapped(total(comparison), self.look.columns):
            yield self.paint(line, _BOLD)

    def claim(self, comparison: Comparison, difference: Difference) -> Iterator[str]:
        """One claim, and what differs."""
        old, new = difference.old, difference.new
        yield from self.head(name(difference), comparison.new if new else comparison.old, new or old)
        if old is None or new is None:
            seen = new or old
            assert seen is not None
            yield from self.row("statement", seen.statement)
            yield from self.row("standing", standing(seen))
            yield from self.row("declared", seen.declared or "")
            return
        if difference.causes:
            yield from self.row("standing", shift(standing(old), standing(new), self.arrow))
            yield from self.row("because", difference.causes.sentence)
        if difference.redeclared:
            yield from self.row("declared", shift(old.declared, new.declared, self.arrow))
        marks = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
        yield from self.row(
            "reworded", "".join(marks[piece.kind].format(piece.text) for piece in difference.words)
        )

    def head(self, id: str, path: str, seen: Seen | None) -> Iterator[str]:
        """The first line of a claim: its id, and at the far end its place."""
        assert seen is not None
        place = f"{visible(path)}:{seen.line}"
        gap = self.look.columns - width(id) - width(place)
        if gap < 2:
            yield self.paint(id, _BOLD)
            yield "  " + self.paint(place, _DIM)
        else:
            yield self.paint(id, _BOLD) + " " * gap + self.paint(place, _DIM)

    def row(self, label: str, content: str) -> Iterator[str]:
        """A label, and what belongs to it beside it; nothing where there is nothing to say."""
        if content:
            first, *rest = self.wrapped(content, self.look.columns - len(_HANG))
            yield f"  {self.paint(f'{label:<{_LABEL}}', _DIM)}{first}"
            yield from (_HANG + line for line in rest)

    def wrapped(self, content: str, columns: int) -> list[str]:
        """`content`, made safe to show, in lines at most `columns` wide."""
        return wrap(visible(content), columns)

    def paint(self, content: str, style: int) -> str:
        """`content` bold or dim, if this look has colours."""
        return f"\x1b[{style}m{content}\x1b[0m" if self.look.colour else content
