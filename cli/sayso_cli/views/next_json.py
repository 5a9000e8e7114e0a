"""`sayso next --format json`: what to do next, for programs.

`schemas/next.json` is made from the types here.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import asdict

from sayso.provenance.gaps import GapKind, SpeakerField
from sayso.provenance.house_rule import RuleOutcome
from sayso.provenance.stress import ClaimCount
from sayso.record.model import Standing
from sayso.record.project import FoundFiles
from sayso.report.agenda import Agenda, AgendaStep, FactTally, Task
from sayso_cli.formats.jsontext import Count, json_document
from sayso_cli.terminal import Look
from sayso_cli.views.next_words import action, owner_of, supposition

VERSION: Final = 1
"""The version of the shape."""


class GapShape(Struct, frozen=True, gc=False):
    """What the record leaves open: of a link of control also who controls, of a statement the list."""

    kind: GapKind
    id: str
    path: str
    controlled_by: str | UnsetType = UNSET
    link: Count | UnsetType = UNSET
    list: SpeakerField | UnsetType = UNSET


class TurnShape(Struct, frozen=True, gc=False):
    """A claim that would have another standing."""

    path: str
    id: str
    before: Standing
    after: Standing


class TaskShape(GapShape, frozen=True, gc=False, kw_only=True):
    """One thing to do, and what may come of it."""

    do: str
    supposed: str
    bears_on: Count
    changes: Count
    claims: Sequence[TurnShape]


class StepShape(GapShape, frozen=True, gc=False, kw_only=True):
    """One of several things to do together, and how many claims all up to it change."""

    changed: Count


class UndeclaredShape(Struct, frozen=True, gc=False):
    """A claim that declares no standing, and the one that it has."""

    path: str
    id: str
    standing: Standing


class AgendaShape(Struct, frozen=True):
    """What to do next."""

    files: Sequence[str]
    looked_at: ClaimCount
    tasks: Sequence[TaskShape]
    tasks_in_all: Count
    tasks_together: Sequence[StepShape]
    facts: Sequence[TaskShape]
    facts_in_all: Count
    facts_together: Sequence[StepShape]
    facts_tally: FactTally
    change_nothing_alone: Mapping[GapKind, Count]
    undeclared: Sequence[UndeclaredShape]
    outcomes: Mapping[RuleOutcome, Count]


def next_json(made: Agenda, found: FoundFiles, limit: int | None, look: Look) -> Iterator[str]:
    """The tasks and the facts, at most `limit` of each, as one JSON object, with a final line break."""
    shape = AgendaShape(
        files=[file.path for file in found.files],
        looked_at=made.looked,
        tasks=[_task_shape(task) for task in made.tasks[:limit]],
        tasks_in_all=len(made.tasks),
        tasks_together=_step_shapes(made.tasks_together),
        facts=[_task_shape(task) for task in made.facts[:limit]],
        facts_in_all=len(made.facts),
        facts_together=_step_shapes(made.facts_together),
        facts_tally=made.tally(),
        change_nothing_alone=made.idle,
        undeclared=[
            UndeclaredShape(entry.file.path, entry.id, standing) for entry, standing in made.undeclared
        ],
        outcomes=made.outcomes,
    )
    return json_document(VERSION, shape, look)


def _task_shape(task: Task) -> TaskShape:
    return TaskShape(
        **asdict(_gap_shape(task)),
        do=action(task),
        supposed=supposition(task),
        bears_on=len(task.claims),
        changes=len(task.turns),
        claims=[
            TurnShape(turn.entry.file.path, turn.entry.id, turn.before, turn.after) for turn in task.turns
        ],
    )


def _gap_shape(task: Task) -> GapShape:
    owner = owner_of(task)
    return GapShape(
        kind=task.gap.kind,
        id=task.entry.id,
        path=task.entry.file.path,
        controlled_by=owner or UNSET,
        link=task.gap.link if owner else UNSET,
        list=task.gap.side if task.gap.kind == "bare-statement" else UNSET,
    )


def _step_shapes(steps: Sequence[AgendaStep]) -> list[StepShape]:
    return [StepShape(**asdict(_gap_shape(step.task)), changed=step.changed) for step in steps]
