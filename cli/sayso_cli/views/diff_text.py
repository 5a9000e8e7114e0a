"""`sayso diff` for people, in the terminal.

Changed words stand in `[-…-]` and `{+…+}`, as git shows them.
"""

from collections.abc import Iterator
from typing import Final

from sayso.report.compare import Comparison, Difference
from sayso.rules.sentences import count
from sayso_cli.pen import INDENT, Pen
from sayso_cli.terminal import Look, text_of
from sayso_cli.views.belief_lines import belief_lines
from sayso_cli.views.diff_sections import Wording, claim_name, claim_rows, sections, total_line

_PIECES: Final = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}


def text(comparison: Comparison, look: Look) -> str:
    """`comparison` in lines as wide as `look` says, with a final line break."""
    return text_of(_ComparisonPen(look).lines(comparison))


class _ComparisonPen(Pen):
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
        path, version = comparison.new, difference.new
        if version is None:
            path, version = comparison.old, difference.old
        assert version is not None
        name, place = self.paint(claim_name(difference), "bold"), f"{self.escape(path)}:{version.line}"
        yield from self.with_place(name, place, INDENT, push=True)
        for label, content in claim_rows(difference, Wording(self.arrow, _PIECES)):
            yield from self.row(label, content)
