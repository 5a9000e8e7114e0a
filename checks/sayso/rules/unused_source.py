"""A source that no entry names

## What it does

Reports each source of a claim file that no other entry names: not as `stated_in`, item or response
of a claim, not in `based_on` of another source, and not as the `source` of a link of control. The
file is looked at with its registers, and only what stands in the file itself is reported: a
register may be used elsewhere. For the same reason nothing is reported in a file without claims,
nor in one that another file of the same run includes.

The level is note. A waiver on the source silences it:
`"waive": [{"check": "unused-source", "reason": "to be read", "until": "2026-03-31"}]`. The check
cannot know what the source was meant for.

## Why it matters

A source that somebody entered and no claim uses is one that was forgotten: it may support a claim,
or contradict one.

## Example

No claim names the tables:

```json
{
  "sources": { "tables": { "title": "Freight by port", "by": ["office"] } },
  "claims": [{ "id": "freight", "corroboration": [] }]
}
```

## Instead

```json
{
  "sources": { "tables": { "title": "Freight by port", "by": ["office"] } },
  "claims": [{ "id": "freight", "corroboration": [{ "source": "tables" }] }]
}
```

## References

- The record: sources, and `include`
"""

from sayso.record.references import documents
from sayso.rules.finding import Findings, Level
from sayso.rules.rule import Family, RecordSubject, Rule
from sayso.rules.unused_party import is_about_unused_entries, unused_entries


@Rule(Family.UPKEEP, (Level.NOTE,), conditions=(is_about_unused_entries,))
def check(on: RecordSubject) -> Findings:
    unused = {entry.id for entry in on.record.file.sources}
    for entry, source in on.sources():
        unused.difference_update(id for id in source.based_on if id != entry.id)
    for party in on.record.parties.values():
        if party.value is not None:
            unused.difference_update(link.source for link in party.value.links)
    for _, claim in on.claims():
        unused.difference_update(documents(claim))
    return unused_entries(on, "source", on.record.file.sources, unused)
