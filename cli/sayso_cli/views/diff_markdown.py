"""`sayso diff --format markdown`: a comment for a pull request."""

import re
from collections.abc import Iterator
from operator import itemgetter
from typing import Final

from sayso.report.compare import Comparison
from sayso.rules.sentences import count
from sayso_cli.terminal import Look, visible
from sayso_cli.views.belief_lines import HEADING, INCOMPLETE, claim_lines
from sayso_cli.views.diff_sections import Wording, claim_name, claim_rows, sections, total_line

# All that means something in Markdown; an escaped colon or full stop makes no address of a text either.
_MARKS = re.compile(r"[!-/:-?\[-`{-~]")
_ID = re.compile(r"(`[a-z0-9][a-z0-9._-]*+`)")
_PIECES: Final = {"same": "{}", "removed": "<del>{}</del>", "added": "<ins>{}</ins>"}


def markdown(comparison: Comparison, _: Look) -> str:
    """`comparison` in Markdown, with a final line break."""
    return "\n".join(_lines(comparison)) + "\n"


def _lines(comparison: Comparison) -> Iterator[str]:
    wording = Wording("→", _PIECES, escaped_text, _with_ids)
    old, new = escaped_text(comparison.old), escaped_text(comparison.new)
    yield f"**sayso diff** {old} → {new}: {total_line(comparison)}"
    for what, members in sections(comparison):
        yield ""
        yield f"### {count(len(members), 'claim')} {what}"
        yield ""
        for difference in members:
            yield f"- **{escaped_text(claim_name(difference))}**"
            for label, content in filter(itemgetter(1), claim_rows(difference, wording)):
                yield f"  - {content.strip()}" if label == "statement" else f"  - {label}: {content}"
    if comparison.beliefs.each:
        yield ""
        yield f"### {HEADING}"
        yield ""
        for belief in comparison.beliefs.each:
            yield f"- {_with_ids(belief.sentence)}"
            for line in claim_lines(belief):
                yield f"  - {_with_ids(line)}"
    if not comparison.beliefs.complete:
        yield ""
        yield INCOMPLETE


def _with_ids(sentence: str) -> str:
    """A sentence of sayso as Markdown; what stands in backticks stays so if it can be an id."""
    parts = _ID.split(sentence)
    return "".join(part if number % 2 else escaped_text(part) for number, part in enumerate(parts))


def escaped_text(content: str) -> str:
    """`content` as Markdown that shows it as it is: no markup, no address, and nobody is mentioned."""
    return _MARKS.sub(r"\\\g<0>", visible(content)).replace("@", "@<!-- -->")
