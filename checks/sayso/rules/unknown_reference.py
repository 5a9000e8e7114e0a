"""An id that no party or source has

## What it does

Reports every reference that leads nowhere: a party in `claimant`, `against`, `response`, `by`,
`publisher`, `controlled_by` or `allied_with`; a source in `stated_in`, `based_on`, `response`, or
in an item of `evidence` or `corroboration`. It looks in the file and in all registers the file
includes, and names the id that was most likely meant. A name, an alias or a title in the place of
an id is understood, such as `Northland Gazette` for `gazette`; so is a slip of the pen.

What rests on the missing entry cannot be judged: such a claim is counted as unreadable, and the
others are judged. Where a register cannot be read, the check says nothing, as nobody knows what
that register holds; the register's own error says so. The level is always error, and no waiver can
silence it. The check cannot know that an id which does exist is the wrong one.

## Why it matters

A chain of control or of `based_on` that ends in the void looks as if it ended with somebody
independent. If the party that controls a newspaper is misspelt, the newspaper seems to be nobody's.

## Example

There is no party `sate`:

```json
{
  "state": { "name": "Republic of Northland", "kind": "state" },
  "gazette": { "name": "Northland Gazette", "controlled_by": ["sate"] }
}
```

## Instead

```json
{
  "state": { "name": "Republic of Northland", "kind": "state" },
  "gazette": { "name": "Northland Gazette", "controlled_by": ["state"] }
}
```

## References

- What a claim rests on: roots, and the documents of a claim
- RFC 6901, JSON Pointer: how a finding says which reference it means
"""

from collections.abc import Collection
from typing import Final

from sayso.record.references import hint_for_name, ids_by_name
from sayso.record.syntax.spelling import suggest
from sayso.rules.finding import Findings, Level, error
from sayso.rules.rule import Family, RecordSubject, Rule

_GUESSED: Final = 300


@Rule(Family.STRUCTURE, (Level.ERROR,), waivable=False)
def check(on: RecordSubject) -> Findings:
    record = on.record
    if not all(file.readable for file in (record.file, *record.registers)):
        # What the unreadable register holds is not known; its own error says so.
        return
    known: dict[str, Collection[str]] = {"party": record.parties, "source": record.sources}
    names = {
        "party": ids_by_name(record.parties.values() if record.unresolved else ()),
        "source": ids_by_name(record.sources.values() if record.unresolved else ()),
    }
    for number, missing in enumerate(record.unresolved):
        # Where so many are missing, a register is, and there is nothing to guess.
        meant = suggest(missing.id, known[missing.kind]) if number < _GUESSED else ""
        section = "parties" if missing.kind == "party" else "sources"
        yield error(
            f"there is no {missing.kind} `{missing.id[:100]}`",
            hint_for_name(missing.id, names[missing.kind])
            or (f"did you mean `{meant}`?" if meant else f"add it to `{section}`, or correct the id"),
            missing.entry.place(*missing.path),
        )
