"""What `sayso next` says of a task: what to do, and what is supposed to come of it."""

from typing import Final

from sayso.provenance.gaps import LINK_GAPS, GapKind
from sayso.record.model import Party, Source
from sayso.record.references import assemble
from sayso.report.agenda import Task

# Longer names are cut.
_NAME_CHARS: Final = 120


_ACTIONS: Final[dict[GapKind, str]] = {
    "unknown-basis": "Open {} and say how it knows",
    "no-response": "Ask {}, and record the answer",
    "bare-statement": "See whether {} is {whose} own word, and name its authors in `{side}`",
    "partial-support": "Split {}, so that each part has what backs it",
    "disputed-control": "Find out whether {}, which is disputed",
    "unchecked-item": "Open {} and see whether it says this",
    "dead-link": "Look for {} at another address: it is not there any more",
    "not-archived": "Have {} archived",
    "unsourced-control": "Show that {}, with a `source`",
    "unshown-basis": "Show how {} knows",
}
_SUPPOSITIONS: Final[dict[GapKind, str]] = {
    "unknown-basis": "if it is an inquiry of its own",
    "no-response": "if it confirms",
    "bare-statement": "if it is",
    "partial-support": "for the part that is backed",
    "disputed-control": "if not",
    "unchecked-item": "if it does not",
    "dead-link": "without it",
    "not-archived": "should it go",
    "unsourced-control": "without that link",
    "unshown-basis": "if nobody can",
}


def action(task: Task) -> str:
    """What to do, as a sentence without a full stop."""
    side = task.gap.side
    whose = "the accused's" if side == "against" else "the claimant's"
    return _ACTIONS[task.gap.kind].format(name_of(task), whose=whose, side=side)


def supposition(task: Task) -> str:
    """What is supposed, as the start of a sentence that says what follows."""
    return _SUPPOSITIONS[task.gap.kind]


def name_of(task: Task) -> str:
    """The name and id of what a task is about; of a link of control who controls whom."""
    named, owner = _name_and_id(task.entry.id, task.entry.value), owner_of(task)
    if not owner:
        return named
    known = assemble(task.entry.file).parties.get(owner)
    return f"{_name_and_id(owner, known and known.value)} controls {named}"


def owner_of(task: Task) -> str:
    """The id of the party that a link of control leads to; empty for another task."""
    value = task.entry.value
    if task.gap.kind not in LINK_GAPS or not isinstance(value, Party):
        return ""
    return value.controllers[task.gap.link]


def _name_and_id(id: str, value: object) -> str:
    if not isinstance(value, Party | Source):
        return f"`{id}`"
    name = value.name if isinstance(value, Party) else value.title
    return f"{name if len(name) <= _NAME_CHARS else f'{name[:_NAME_CHARS]}...'} (`{id}`)"
