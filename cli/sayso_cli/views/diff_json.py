"""`sayso diff --format json`: the whole comparison for programs.

`schemas/diff.json` is made from the types here.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from sayso.provenance.causes import Causes, Field
from sayso.provenance.causes import Of as ChangeOf
from sayso.provenance.house_rule import RuleOutcome
from sayso.provenance.standing import Strength
from sayso.record.model import Standing
from sayso.report.changed_words import Piece
from sayso.report.compare import ClaimVersion, Comparison, Difference
from sayso_cli.formats.jsontext import Count, Ordinal, json_document
from sayso_cli.terminal import Look
from sayso_cli.views.belief_lines import BeliefsShape, beliefs_shape
from sayso_cli.views.diff_sections import Differs, changes

VERSION: Final = 1
"""The version of the shape."""


class ChangeShape(Struct, frozen=True, gc=False):
    """One field that was edited."""

    of: ChangeOf
    id: str
    field: Field
    old: Sequence[str]
    new: Sequence[str]
    message: str


class CausesShape(Struct, frozen=True):
    """Why a standing changed."""

    message: str
    complete: bool
    groups: Sequence[Sequence[ChangeShape]]


class VersionShape(Struct, frozen=True, gc=False):
    """A claim in one of the versions."""

    line: Ordinal
    statement: str | None
    standing: Standing | None
    outcome: RuleOutcome | None
    declared: Standing | None
    support: Strength | None
    contradiction: Strength | None


class DifferenceShape(Struct, frozen=True):
    """A claim that is not as it was."""

    id: str | None
    changes: Sequence[Differs]
    old: VersionShape | None
    new: VersionShape | None
    words: Sequence[Piece]
    because: CausesShape | None


class ComparisonShape(Struct, frozen=True):
    """What differs between two versions of a claim file."""

    old: str
    new: str
    claims: Sequence[DifferenceShape]
    unchanged: Count
    believe: BeliefsShape


def json(comparison: Comparison, look: Look) -> Iterator[str]:
    """`comparison` as one JSON object, with a final line break."""
    shape = ComparisonShape(
        old=comparison.old,
        new=comparison.new,
        claims=[_difference_shape(difference) for difference in comparison.differences],
        unchanged=comparison.unchanged,
        believe=beliefs_shape(comparison.beliefs),
    )
    return json_document(VERSION, shape, look)


def _difference_shape(difference: Difference) -> DifferenceShape:
    return DifferenceShape(
        id=difference.id or None,
        changes=changes(difference),
        old=_version_shape(difference.old) if difference.old else None,
        new=_version_shape(difference.new) if difference.new else None,
        words=difference.words,
        because=_causes_shape(difference.causes) if difference.causes else None,
    )


def _version_shape(version: ClaimVersion) -> VersionShape:
    judgement = version.judgement
    return VersionShape(
        line=version.line,
        statement=version.statement or None,
        standing=version.standing,
        outcome=version.outcome,
        declared=version.declared,
        support=judgement.support if judgement else None,
        contradiction=judgement.contradiction if judgement else None,
    )


def _causes_shape(causes: Causes) -> CausesShape:
    groups = [
        [
            ChangeShape(change.of, change.id, change.field, change.old, change.new, change.sentence)
            for change in group
        ]
        for group in causes.groups
    ]
    return CausesShape(causes.sentence, causes.complete, groups)
