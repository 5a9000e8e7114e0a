"""A party that no entry names

## What it does

Reports each party of a claim file that no other entry names: not as claimant, accused or
respondent of a claim, not in `by` or `publisher` of a source, not in `controlled_by` of another
party; and that is not allied with another party, in either direction. The file is looked at with
its registers, and only what stands in the file itself is reported: a register may be used
elsewhere. For the same reason nothing is reported in a file without claims, nor in one that
another file of the same run includes.

The level is note, and no waiver can silence it, as a party carries none: leave the check out with
`--ignore unused-party`. The check cannot know what the party was meant for.

## Why it matters

A party that nothing names is often one that something should name: a controller whom nobody has
linked, or a slip in an id.

## Example

Nothing names the group:

```json
{
  "group": { "name": "Selwick Group" },
  "port": { "name": "Port of Selwick" }
}
```

## Instead

```json
{
  "group": { "name": "Selwick Group" },
  "port": { "name": "Port of Selwick", "controlled_by": ["group"] }
}
```

## References

- The record: parties, and `include`
"""

from collections.abc import Container, Sequence

from sayso.record.file import Entry
from sayso.record.model import Party, Source
from sayso.rules.finding import Findings, Level, note
from sayso.rules.rule import Condition, Family, RecordSubject, Rule

is_about_unused_entries = Condition(lambda _: False, "it is about entries that nothing names")


@Rule(Family.UPKEEP, (Level.NOTE,), waivable=False, conditions=(is_about_unused_entries,))
def check(on: RecordSubject) -> Findings:
    unused = {entry.id for entry in on.record.file.parties}
    for entry in on.record.parties.values():
        party = entry.value
        if party is not None:
            unused.difference_update(id for id in party.controllers if id != entry.id)
            allies = [id for id in party.allied_with if id != entry.id]
            if allies:
                unused.difference_update(allies)
                unused.discard(entry.id)
    for _, source in on.sources():
        unused.difference_update(source.by)
        unused.discard(source.publisher)
    for _, claim in on.claims():
        unused.difference_update(
            claim.claimant, claim.against, (response.party for response in claim.response)
        )
    return unused_entries(on, "party", on.record.file.parties, unused)


def unused_entries(
    on: RecordSubject, what: str, entries: Sequence[Entry[Party] | Entry[Source]], unused: Container[str]
) -> Findings:
    """A note on each of the entries of the file with these ids, in a file that is no mere register."""
    if not on.record.file.claims or on.is_included:
        return
    for entry in entries:
        if entry.value is not None and entry.id in unused:
            yield note(
                f"no entry names the {what} `{entry.id}`",
                "name it where it belongs, or delete it",
                entry.place(),
                waivers=entry.value.waive if isinstance(entry.value, Source) else (),
            )
