"""An id that two entries share

## What it does

Reports the second of two parties, two sources or two claims with one id, and shows the first.
Parties and sources are compared across the file and its registers, claims within their file. A
party, a source and a claim may have the same id, as nothing refers to one where another could be
meant. In an object of parties or sources the id is the key, so that twice in one object is a
`duplicate-key`.

A party or source with an id that is taken cannot be used: the claims that rest on it are counted
as unreadable, and the others are judged. Two claims with one id are both judged. The level is
always error, and no waiver can silence it. The check cannot know which of the two entries a
reference means, even where both say the same.

## Why it matters

An id is how a record says "this one". Where two sources answer to it, a claim may be shown as
corroborated by a document that nobody meant.

## Example

```json
[
  { "id": "harbour-2024", "statement": "812 ships called at the port in 2024." },
  { "id": "harbour-2024", "statement": "No ship waited more than a day in 2024." }
]
```

## Instead

```json
[
  { "id": "harbour-2024-calls", "statement": "812 ships called at the port in 2024." },
  { "id": "harbour-2024-waiting", "statement": "No ship waited more than a day in 2024." }
]
```

## References

- The record format: ids, and registers shared by many files
- RFC 6901, JSON Pointer: how a finding says which of the two it means
"""

from sayso.record.file import Entry, Place
from sayso.rules.finding import Findings, Level, RelatedPlace, error
from sayso.rules.rule import Family, RecordSubject, Rule


@Rule(Family.STRUCTURE, (Level.ERROR,), waivable=False)
def check(on: RecordSubject) -> Findings:
    for second, first in on.record.clashes:
        if first.file is on.record.file is not second.file:
            # The file that includes a register is where somebody can act.
            first, second = second, first  # noqa: PLW2901
        yield error(
            f"the id `{second.id}` is taken",
            "give one of the two another id, and change what refers to it",
            _id_place(second),
            (RelatedPlace("also given here", _id_place(first)),),
        )


def _id_place(entry: Entry[object]) -> Place:
    """Where the entry gives its id: the key it stands under, else the field `id`."""
    by_key = entry.pointer[0] in ("parties", "sources")
    return Place(entry.file, entry.pointer if by_key else (*entry.pointer, "id"), key=by_key)
