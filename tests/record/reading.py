"""Short ways to read a claim file in a test, and to see what was said of it."""

import json
from typing import Any, NamedTuple

from sayso.record.file import File, Place, Problem
from sayso.record.load import load
from sayso.record.places import Position, pointer_text

PARTY = {"name": "A ministry"}
SOURCE = {"title": "A release", "by": ["ministry"], "basis": "statement"}
CLAIM: dict[str, Any] = {
    "id": "one",
    "statement": "It rained.",
    "claimant": ["ministry"],
    "evidence": [],
    "corroboration": [],
}


class Said(NamedTuple):
    """A problem as a report would show it; `at` is line and column."""

    check: str
    at: tuple[int, int]
    pointer: str
    message: str
    help: str


def read(text: str | bytes, *, lines: bool = False) -> File:
    """The file with this text."""
    return load(
        "a.jsonl" if lines else "a.json", text.encode() if isinstance(text, str) else text, lines=lines
    )


def read_claims(*claims: Any, **top: Any) -> File:
    """The file with these claims, and with the party `ministry` and the source `release`."""
    whole = {"parties": {"ministry": PARTY}, "sources": {"release": SOURCE}, **top}
    return read(json.dumps({"version": 1, **whole, "claims": claims}, ensure_ascii=False))


def place(file: File, problem: Problem) -> Position:
    """Where `problem` is shown."""
    return Place(file, problem.pointer, problem.key, problem.span).position()


def said(file: File) -> list[Said]:
    """What is said of `file`."""
    found = []
    for problem in file.problems:
        position = place(file, problem)
        at = (position.line, position.column)
        found.append(Said(problem.check, at, pointer_text(problem.pointer), problem.message, problem.help))
    return found


def only(file: File) -> Said:
    """The one thing that is said of `file`."""
    (one,) = said(file)
    return one


def lines_of(whole: dict[str, Any]) -> list[str]:
    """The lines of a record."""
    entries: list[Any] = [
        {"record": kind, "id": id, **entry}
        for section, kind in (("parties", "party"), ("sources", "source"))
        for id, entry in whole.get(section, {}).items()
    ]
    entries += [{"record": "claim", **claim} for claim in whole.get("claims", [])]
    return [json.dumps(entry, ensure_ascii=False) for entry in entries]
