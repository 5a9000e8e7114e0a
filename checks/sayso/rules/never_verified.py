"""Sources that were never opened by `sayso verify`

## What it does

Reports a source with an address or a `file` of which the lock file says nothing, nothing of this
address, or that it could not be opened or read when it was tried, nor its archived copy. A file
that has no lock file at all gets one finding, which says so. Sources in registers count if the
file quotes them. Standard input, which has no lock file, is left out.

The level is note. A waiver on the source silences it: `"waive": [{"check": "never-verified",
"reason": "behind a paywall; read on 2 May 2025"}]`, with `"until"` if it is to end on a day.
Nothing is wrong with such a source; a program has not looked.

## Why it matters

Links and quotes are copied, and mistakes with them. What was looked up once by a program, and
kept in the lock, need not be believed.

## Example

A source with an address, and nothing of it in the lock file:

```json
{
  "title": "Freight on the coast, 2024",
  "url": "https://lab.example/freight"
}
```

## Instead

Run `sayso verify`, which writes to the lock file:

```json
{
  "at": "2025-11-20T09:30:00Z",
  "outcome": "ok",
  "url": "https://lab.example/freight"
}
```

## References

- The record: `url`, `archived`, `file`
- The lock file: docs/verify-lock.md
"""

from sayso.record.citations import Citation
from sayso.record.file import Place
from sayso.record.lock import Locked
from sayso.record.project import STDIN_SHOWN
from sayso.rules.finding import Findings, Level, note
from sayso.rules.rule import Family, RecordSubject, Rule
from sayso.rules.verified_sources import copy_of, failure_clause, opened_place


@Rule(Family.VERIFICATION, (Level.NOTE,))
def check(on: RecordSubject) -> Findings:
    file = on.record.file
    if file.path == STDIN_SHOWN or any(problem.check == "bad-lock" for problem in file.problems):
        return
    if file.lock is None:
        # What is asked is gathered from all claims, which takes time; mostly a look at the sources will do.
        own = (entry.value for entry in file.sources)
        if any(source and (source.url or source.archived or source.file) for source in own) or on.citations:
            yield note(
                "no source of this file was opened by a program: it has no lock file",
                "run `sayso verify`, which opens each source and looks for what is quoted from it",
                Place(file, ()),
            )
        return
    for citation in on.citations:
        message = _why_unseen(citation, citation.locked)
        if message:
            waivers = citation.source.waive
            yield note(message, "run `sayso verify`", opened_place(citation), waivers=waivers)


def _why_unseen(citation: Citation, here: Locked | None) -> str:
    """How it is that a source was not read; empty if it was, or is not there."""
    if here is None:
        return f"`{citation.id}` was never opened by a program"
    copy = copy_of(citation, here)
    if here.outcome in ("ok", "moved", "gone") or (copy and copy.outcome in ("ok", "moved")):
        return ""
    return f"`{citation.id}` {failure_clause(here.latest)}"
