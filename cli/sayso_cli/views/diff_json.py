"""`sayso diff --format json`: the whole comparison for programs.

The shape has a version. Within a version nothing is taken away or changes its meaning; members may be
added, so read it without refusing what you do not know.
"""

from collections.abc import Iterator
from typing import Any, Final

from sayso.provenance.causes import Causes, Change
from sayso.report.compare import ClaimVersion, Comparison, Difference
from sayso_cli.formats.json import strength
from sayso_cli.formats.jsontext import json_document
from sayso_cli.terminal import Look
from sayso_cli.views.belief_lines import belief_shapes

VERSION: Final = 1
"""The version of the shape."""


def json(comparison: Comparison, look: Look) -> Iterator[str]:
    """`comparison` as one JSON object, with a final line break."""
    shape = {
        "old": comparison.old,
        "new": comparison.new,
        "claims": [_claim(difference) for difference in comparison.differences],
        "unchanged": comparison.unchanged,
        "believe": belief_shapes(comparison.beliefs),
    }
    return json_document(VERSION, shape, look)


def _claim(difference: Difference) -> dict[str, Any]:
    return {
        "id": difference.id or None,
        "changes": _changes(difference),
        "old": difference.old and _seen(difference.old),
        "new": difference.new and _seen(difference.new),
        "words": [{"kind": piece.kind, "text": piece.text} for piece in difference.words],
        "because": difference.causes and _because(difference.causes),
    }


def _changes(difference: Difference) -> list[str]:
    """What differs, in words."""
    if difference.old is None:
        return ["added"]
    if difference.new is None:
        return ["removed"]
    told = (
        ("standing", difference.causes),
        ("reworded", difference.words),
        ("declared", difference.redeclared),
        ("outcome", difference.outcomes),
    )
    return [name for name, differs in told if differs]


def _seen(seen: ClaimVersion) -> dict[str, Any]:
    judgement = seen.judgement
    return {
        "line": seen.line,
        "statement": seen.statement or None,
        "standing": seen.standing,
        "outcome": seen.outcome,
        "declared": seen.declared,
        "support": judgement and strength(judgement.support),
        "contradiction": judgement and strength(judgement.contradiction),
    }


def _because(causes: Causes) -> dict[str, Any]:
    return {
        "message": causes.sentence,
        "complete": causes.complete,
        "groups": [[_change(change) for change in group] for group in causes.groups],
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "of": change.of,
        "id": change.id,
        "field": change.field,
        "old": change.old,
        "new": change.new,
        "message": change.sentence,
    }
