"""`sayso next --format json`: what to do next, for programs.

The shape has a version. Within a version nothing is taken away or changes its meaning; members may be
added, so read it without refusing what you do not know.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from msgspec.structs import asdict

from sayso.record.project import Found
from sayso.report.agenda import Agenda, Step, Task
from sayso_cli.formats.jsontext import json_document
from sayso_cli.terminal import Look
from sayso_cli.views.next_words import action, owner_of, supposition

VERSION: Final = 1
"""The version of the shape."""


def next_json(made: Agenda, found: Found, limit: int | None, look: Look) -> Iterator[str]:
    """The tasks and the facts, at most `limit` of each, as one JSON object, with a final line break."""
    shape: dict[str, Any] = {
        "files": [file.path for file in found.files],
        "looked_at": asdict(made.looked),
        "tasks": [_task(task) for task in made.tasks[:limit]],
        "tasks_in_all": len(made.tasks),
        "tasks_together": _together(made.tasks_together),
        "facts": [_task(task) for task in made.facts[:limit]],
        "facts_in_all": len(made.facts),
        "facts_together": _together(made.facts_together),
        "change_nothing_alone": dict(made.idle),
        "undeclared": [
            {"path": entry.file.path, "id": entry.id, "standing": standing}
            for entry, standing in made.undeclared
        ],
    }
    return json_document(VERSION, shape, look)


def _task(task: Task) -> dict[str, Any]:
    return {
        **_named(task),
        "do": action(task),
        "supposed": supposition(task),
        "bears_on": len(task.claims),
        "changes": len(task.turns),
        "claims": [
            {
                "path": turn.entry.file.path,
                "id": turn.entry.id,
                "before": turn.before,
                "after": turn.after,
            }
            for turn in task.turns
        ],
    }


def _named(task: Task) -> dict[str, Any]:
    owner = owner_of(task)
    return {
        "kind": task.gap.kind,
        "id": task.entry.id,
        "path": task.entry.file.path,
        **({"controlled_by": owner, "link": task.gap.link} if owner else {}),
        **({"list": task.gap.side} if task.gap.kind == "bare-statement" else {}),
    }


def _together(steps: Sequence[Step]) -> list[dict[str, Any]]:
    return [{**_named(step.task), "changed": step.changed} for step in steps]
