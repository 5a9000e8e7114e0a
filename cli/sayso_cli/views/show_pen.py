"""What `sayso show` draws: titles of sections, lines with a mark before them, and trees."""

from collections.abc import Iterator
from typing import Final

from sayso.provenance.trace import MAX_LEVELS, Branch
from sayso.report.report import ClaimReport
from sayso_cli.pen import BELOW_LABEL, INDENT, Pen
from sayso_cli.terminal import Look

_STEP: Final = 3


class ShowPen(Pen):
    """Writes lines of a checklist for one look."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        drawn = look.encoding.startswith("utf")
        self.yes, self.no, self.neither = ("✓", "✗", "·") if drawn else ("+", "x", ".")
        self.fork, self.last, self.trunk = ("├─ ", "└─ ", "│  ") if drawn else ("|- ", "`- ", "|  ")
        # On a narrow terminal a deep tree leaves no room for words.
        self.deepest = min(MAX_LEVELS, (look.columns - 30) // _STEP)

    def head(self, claim: ClaimReport) -> Iterator[str]:
        """The mark and id of the claim, and where it stands."""
        painted = f"{self.claim_mark(claim)} {self.paint(claim.entry.id, 'bold')}"
        yield from self.with_place(painted, self.claim_place(claim), INDENT, push=True)

    def section(self, title: str, beside: str = "") -> Iterator[str]:
        """The title of a section."""
        yield ""
        gap = "  "
        if beside and len(title) + len(gap) + len(beside) <= self.look.columns:
            yield f"{self.paint(title.upper(), 'bold')}{gap}{self.paint(beside, 'dim')}"
            return
        yield self.paint(title.upper(), "bold")
        if beside:
            yield from self.wrapped(beside, INDENT)

    def field(self, label: str, content: str) -> Iterator[str]:
        """A row that is cut where it is longer than a line, but with `verbose`."""
        whole = self.look.verbose
        yield from self.row(
            label, content if whole else self.fit(content, self.look.columns - len(BELOW_LABEL))
        )

    def child_branches(self, branch: Branch, indent: str) -> Iterator[tuple[Branch, str, str]]:
        """What hangs below a branch, with what is drawn before its first line and before all others."""
        for number, below in enumerate(branch.below, start=1):
            ends = number == len(branch.below) and not branch.more
            yield (
                below,
                indent + (self.last if ends else self.fork),
                indent + (" " * _STEP if ends else self.trunk),
            )

    def branch_lines(
        self, content: str, fork: str, trunk: str, mark: str = "", style: str = ""
    ) -> Iterator[str]:
        """One line of a tree, wrapped."""
        room = self.look.columns - len(fork) - len(mark)
        first, *rest = self.wrap(content, room)
        yield f"{self.paint(fork, 'dim')}{self.paint(mark, style)}{first}"
        yield from (f"{self.paint(trunk, 'dim')}{' ' * len(mark)}{line}" for line in rest)
