"""`sayso diff --format markdown`: a comment for a pull request."""

import re
from collections.abc import Iterator
from typing import Final

from sayso.report.compare import Comparison, Difference
from sayso.rules.sentences import count
from sayso_cli.terminal import Look, visible
from sayso_cli.views.belief_lines import HEADING, INCOMPLETE, claim_lines
from sayso_cli.views.diff_sections import change_text, claim_name, sections, standing_text, total_line

# All that means something in Markdown; an escaped colon or full stop makes no address of a text either.
_MARKS = re.compile(r"[!-/:-?\[-`{-~]")
_ID = re.compile(r"(`[a-z0-9][a-z0-9._-]*+`)")
_KINDS: Final = {"same": "{}", "removed": "<del>{}</del>", "added": "<ins>{}</ins>"}


def markdown(comparison: Comparison, _: Look) -> str:
    """`comparison` in Markdown, with a final line break."""
    return "\n".join(_lines(comparison)) + "\n"


def _lines(comparison: Comparison) -> Iterator[str]:
    yield f"**sayso diff** {literal(comparison.old)} → {literal(comparison.new)}: {total_line(comparison)}"
    for what, members in sections(comparison):
        yield ""
        yield f"### {count(len(members), 'claim')} {what}"
        yield ""
        for difference in members:
            yield from _claim(difference)
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


def _claim(difference: Difference) -> Iterator[str]:
    old, new = difference.old, difference.new
    yield f"- **{literal(claim_name(difference))}**"
    if old is None or new is None:
        seen = new or old
        assert seen is not None
        yield from _row("", literal(seen.statement.strip()))
        yield from _row("standing", standing_text(seen))
        yield from _row("declared", seen.declared or "")
        return
    if difference.causes:
        yield from _row("standing", change_text(standing_text(old), standing_text(new), "→"))
        yield from _row("because", _with_ids(difference.causes.sentence))
    if difference.outcomes:
        yield from _row("outcome", change_text(*difference.outcomes, "→"))
    if difference.redeclared:
        yield from _row("declared", change_text(old.declared, new.declared, "→"))
    yield from _row(
        "reworded", "".join(_KINDS[piece.kind].format(literal(piece.text)) for piece in difference.words)
    )


def _row(label: str, content: str) -> Iterator[str]:
    """A line of a claim; nothing where there is nothing to say."""
    if content:
        yield f"  - {label}: {content}" if label else f"  - {content}"


def _with_ids(sentence: str) -> str:
    """A sentence of sayso as Markdown; what stands in backticks stays so if it can be an id."""
    parts = _ID.split(sentence)
    return "".join(part if number % 2 else literal(part) for number, part in enumerate(parts))


def literal(content: str) -> str:
    """`content` as Markdown that shows it as it is: no markup, no address, and nobody is mentioned."""
    return _MARKS.sub(r"\\\g<0>", visible(content)).replace("@", "@<!-- -->")
