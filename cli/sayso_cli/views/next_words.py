"""What `sayso next` says of a task: what to do, and what is supposed to come of it."""

from typing import Final, assert_never

from sayso.agenda import Task
from sayso.record.model import Party, Source
from sayso.record.references import assemble

# Longer names are cut.
_NAME_CHARS: Final = 120


def action(task: Task) -> str:
    """What to do, as a sentence without a full stop."""
    what = name_of(task)
    match task.gap.kind:
        case "unknown-basis":
            return f"Open {what} and say how it knows"
        case "no-response":
            return f"Ask {what}, and record the answer"
        case "bare-statement":
            whose = "the accused's" if task.gap.side == "against" else "the claimant's"
            return f"See whether {what} is {whose} own word, and name its authors in `{task.gap.side}`"
        case "partial-support":
            return f"Split {what}, so that each part has what backs it"
        case "unchecked-item":
            return f"Open {what} and see whether it says this"
        case "dead-link":
            return f"Look for {what} at another address: it is not there any more"
        case "not-archived":
            return f"Have {what} archived"
        case "unsourced-control":
            return f"Show that {what}, with a `source`"
        case "unshown-basis":
            return f"Show how {what} knows"
        case kind:
            assert_never(kind)


def supposition(task: Task) -> str:
    """What is supposed, as the start of a sentence that says what follows."""
    match task.gap.kind:
        case "unknown-basis":
            return "if it is an inquiry of its own"
        case "no-response":
            return "if it confirms"
        case "bare-statement":
            return "if it is"
        case "partial-support":
            return "for the part that is backed"
        case "unchecked-item":
            return "if it does not"
        case "dead-link":
            return "without it"
        case "not-archived":
            return "should it go"
        case "unsourced-control":
            return "without that link"
        case "unshown-basis":
            return "if nobody can"
        case kind:
            assert_never(kind)


def name_of(task: Task) -> str:
    """The name and id of what a task is about; of a link of control who controls whom."""
    value = task.entry.value
    match value:
        case Source():
            return f"{_cut(value.title)} (`{task.entry.id}`)"
        case Party() if task.gap.kind == "unsourced-control":
            owner = owner_of(task)
            owned = f"{_cut(value.name)} (`{task.entry.id}`)"
            known = assemble(task.entry.file).parties.get(owner)
            named = f"{_cut(known.value.name)} (`{owner}`)" if known and known.value else f"`{owner}`"
            return f"{named} controls {owned}"
        case Party():
            return f"{_cut(value.name)} (`{task.entry.id}`)"
        case _:
            return f"`{task.entry.id}`"


def owner_of(task: Task) -> str:
    """The id of the party that a link of control leads to; empty for another task."""
    value = task.entry.value
    if task.gap.kind != "unsourced-control" or not isinstance(value, Party):
        return ""
    return value.controllers[task.gap.link]


def _cut(name: str) -> str:
    return name if len(name) <= _NAME_CHARS else f"{name[:_NAME_CHARS]}..."
