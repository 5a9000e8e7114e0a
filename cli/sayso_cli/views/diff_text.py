"""`sayso diff` for people, in the terminal.

Changed words stand in `[-…-]` and `{+…+}`, as git shows them.
"""

from collections.abc import Iterator

from sayso.report.compare import ClaimVersion, Comparison, Difference
from sayso.rules.sentences import count
from sayso_cli.pen import INDENT, Pen
from sayso_cli.terminal import Look, text_of
from sayso_cli.views.belief_lines import belief_lines
from sayso_cli.views.diff_sections import change_text, claim_name, sections, standing_text, total_line


def text(comparison: Comparison, look: Look) -> str:
    """`comparison` in lines as wide as `look` says, with a final line break."""
    return text_of(_Writer(look).lines(comparison))


class _Writer(Pen):
    """Writes a comparison for one look."""

    def lines(self, comparison: Comparison) -> Iterator[str]:
        """The whole comparison."""
        for what, members in sections(comparison):
            yield from self.title(f"{count(len(members), 'claim')} {what}")
            for difference in members:
                yield from self.claim(comparison, difference)
                yield ""
        yield from belief_lines(self, comparison.beliefs)
        yield from self.painted_lines(total_line(comparison), "bold")

    def claim(self, comparison: Comparison, difference: Difference) -> Iterator[str]:
        """One claim, and what differs."""
        old, new = difference.old, difference.new
        yield from self.head(claim_name(difference), comparison.new if new else comparison.old, new or old)
        if old is None or new is None:
            seen = new or old
            assert seen is not None
            yield from self.row("statement", seen.statement)
            yield from self.row("standing", standing_text(seen))
            yield from self.row("declared", seen.declared or "")
            return
        if difference.causes:
            yield from self.row("standing", change_text(standing_text(old), standing_text(new), self.arrow))
            yield from self.row("because", difference.causes.sentence)
        if difference.outcomes:
            yield from self.row("outcome", change_text(*difference.outcomes, self.arrow))
        if difference.redeclared:
            yield from self.row("declared", change_text(old.declared, new.declared, self.arrow))
        marks = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
        yield from self.row(
            "reworded", "".join(marks[piece.kind].format(piece.text) for piece in difference.words)
        )

    def head(self, id: str, path: str, seen: ClaimVersion | None) -> Iterator[str]:
        """The first line of a claim: its id, and at the far end its place."""
        assert seen is not None
        place = f"{self.safe(path)}:{seen.line}"
        yield from self.with_place(self.paint(id, "bold"), place, INDENT, push=True)
