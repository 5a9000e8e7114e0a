"""A source that is not there any more

## What it does

Reports a source whose server said, when `sayso verify` asked, that there is nothing at its
address (404, 410), or whose `file` is not there; likewise an archived copy. What was found in it
before stays in the lock, and holds for the day on which it was. A server that answers
nothing, or lets nobody in, says nothing about the document: such a link is never called dead.

The level is warning; where the archived copy or the `file` was opened and is there, it is note.
A waiver on the source silences it: `"waive": [{"check": "dead-link", "reason": "kept on paper,
box 12"}]`, with `"until"` if it is to end on a day. The check reads what the lock file says of
that address, and opens nothing.

## Why it matters

Of links in old articles every second one is dead. While the address is still known the document
can be found again, at a new address or in an archive; later nobody knows what it said.

## Example

In the lock file:

```json
{
  "url": "https://lab.example/freight",
  "outcome": "gone",
  "reason": "the server says that it is not there (404)"
}
```

## Instead

The source gets an address at which it is, and `sayso verify` opens that:

```json
{
  "url": "https://lab.example/archive/freight",
  "outcome": "ok"
}
```

## References

- The record: `url` and `archived`
- RFC 9110, HTTP Semantics: 404 Not Found, 410 Gone
"""

from typing import Final

from sayso.record.lock import SEEN
from sayso.rules.conditions import is_verified
from sayso.rules.finding import Finding, Findings, Level, warning
from sayso.rules.rule import Family, RecordSubject, Rule
from sayso.rules.verified_sources import copy_of, link_of, opened_place, verified_sources

_HELP: Final = "look for it at another address or in an archive, and record that"


@Rule(Family.VERIFICATION, (Level.WARNING, Level.NOTE), conditions=(is_verified,))
def check(on: RecordSubject) -> Findings:
    for citation, locked in verified_sources(on):
        latest, copy, link = locked.latest, copy_of(citation, locked), link_of(citation, locked)
        kept = copy is not None and copy.latest.outcome in SEEN
        if latest.outcome == "gone":
            there = "; its archived copy is" if kept else ""
            read = "" if latest is locked else f"; it was last read on {locked.day}"
            yield Finding(
                Level.NOTE if kept else Level.WARNING,
                f"`{citation.id}` was not there on {latest.day}{there}{read}",
                _HELP,
                opened_place(citation),
                waivers=citation.source.waive,
            )
        if link is not None and link.latest.outcome == "gone":
            there = "; its file is" if latest.outcome in SEEN else "; its archived copy is" if kept else ""
            yield Finding(
                Level.NOTE if there else Level.WARNING,
                f"the address of `{citation.id}` was not there on {link.latest.day}{there}",
                _HELP,
                citation.entry.place("url"),
                waivers=citation.source.waive,
            )
        if copy is not None and copy.latest.outcome == "gone":
            yield warning(
                f"the archived copy of `{citation.id}` was not there on {copy.latest.day}",
                "look for another copy, and record its address as `archived`",
                citation.entry.place("archived"),
                waivers=citation.source.waive,
            )
