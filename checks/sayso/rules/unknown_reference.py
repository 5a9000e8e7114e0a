"""An id that no party or source has

## What it does

Reports every reference that leads nowhere: a party in `claimant`, `against`, `response`, `by`,
`publisher`, `controlled_by` or `allied_with`; a source in `stated_in`, `based_on`, `response`, or
in an item of `evidence` or `corroboration`. It looks in the file and in all registers the file
includes, and names the id that was most likely meant.

What rests on the missing entry cannot be judged: such a claim is counted as unreadable, and the
others are judged. Where a register cannot be read, the check says nothing, as nobody knows what
that register holds; the register's own error says so. The level is always error, and no waiver can
silence it. The check cannot know that an id which does exist is the wrong one.

## Why it matters

A chain of control or of `based_on` that ends in the void looks as if it ended with somebody
independent. If the party that controls a newspaper is misspelt, the newspaper seems to be
nobody's.

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

from collections.abc import Collection, Iterator
from typing import Final

from sayso.record.file import Place
from sayso.record.references import Record
from sayso.record.spelling import suggest
from sayso.rules.finding import Finding, Level
from sayso.rules.rule import Family, OnRecord, Rule

_GUESSED: Final = 300


def _check(on: OnRecord) -> Iterator[Finding]:
    record = on.record
    if not all(file.readable for file in (record.file, *record.registers)):
        # What the unreadable register holds is not known; its own error says so.
        return
    known: dict[str, Collection[str]] = {"party": record.parties, "source": record.sources}
    names = _names(record) if record.unresolved else {}
    for number, missing in enumerate(record.unresolved):
        # Where so many are missing, a register is, and there is nothing to guess.
        meant = suggest(missing.id, known[missing.what]) if number < _GUESSED else ""
        named = names[missing.what].get(missing.id.casefold(), "")
        section = "parties" if missing.what == "party" else "sources"
        yield Finding(
            Level.ERROR,
            f"there is no {missing.what} `{missing.id[:100]}`",
            f"you mean `{named}`, which has that name"
            if named
            else f"did you mean `{meant}`?"
            if meant
            else f"add it to `{section}`, or correct the id",
            Place(missing.entry.file, (*missing.entry.pointer, *missing.path)),
        )


def _names(record: Record) -> dict[str, dict[str, str]]:
    """The ids of parties by name and alias, and of sources by title; empty where two have the same."""
    parties: dict[str, str] = {}
    sources: dict[str, str] = {}
    for id, party in record.parties.items():
        if party.value is not None:
            for name in {each.casefold() for each in (party.value.name, *party.value.aliases)}:
                parties[name] = "" if name in parties else id
    for id, source in record.sources.items():
        if source.value is not None:
            title = source.value.title.casefold()
            sources[title] = "" if title in sources else id
    return {"party": parties, "source": sources}


RULE = Rule(
    __name__,
    Family.STRUCTURE,
    (Level.ERROR,),
    __doc__,
    on_record=_check,
    waivable=False,
)
