"""A party that is controlled by one in this file, and by another in that

## What it does

Compares the parties of all files of a run, registers too, and reports a party whose links of
control (`controlled_by`: to whom, `from` and `until`) are not those that an earlier file gives for
the same id. The related place is the earlier one. A register that several files include is one
file. Two entries that one record has are no matter of this check: they are a `duplicate-id`.

The level is warning, and no waiver can silence it, as a party carries none: two parties that are
not the same need two ids. Only the files of the run are compared, so a file that is checked alone
passes.

The worked record raises none, nor do MITRE ATT&CK and the MISP galaxy in one run.

## Why it matters

Each file is judged by its own parties. Who leaves out in one file that the ministry controls the
paper has a second voice there, under an id that readers know from another file.

## Example

The second file of the archive has the same paper, which nobody controls:

```json
{
  "paper": { "name": "Harbour News", "kind": "media", "controlled_by": ["ministry"] }
}
```

```json
{
  "paper": { "name": "Harbour News", "kind": "media" }
}
```

## Instead

Both files include the register that has it:

```json
{
  "include": ["register-harbour.json"]
}
```

## References

- The record: registers, and links of control
"""

from sayso.provenance.brief_lists import id_list
from sayso.record.file import Entry, File, Place
from sayso.record.model import Party
from sayso.record.project import registers
from sayso.rules.finding import Findings, Level, RelatedPlace, warning
from sayso.rules.rule import Condition, Family, FilesSubject, Rule


@Rule(
    Family.INDEPENDENCE,
    (Level.WARNING,),
    waivable=False,
    conditions=(Condition(lambda _: False, "it compares the files of a run"),),
    two_sided=True,
    compares_all=True,
)
def check(on: FilesSubject) -> Findings:
    # Of each file, the records that it is part of, as bits.
    records: dict[File, int] = {}
    for number, file in enumerate(on.files):
        for each in (file, *registers(file)):
            records[each] = records.get(each, 0) | 1 << number
    first: dict[str, tuple[Entry[Party], Party]] = {}
    for file, within in records.items():
        for entry in file.parties:
            party = entry.value
            if party is None:
                continue
            earlier, other = first.setdefault(entry.id, (entry, party))
            if _links(party) != _links(other) and not within & records[earlier.file]:
                yield warning(
                    f"`{entry.id}` {_difference_clause(party, other)} another file of this run",
                    "if it is one party, put it into a register that both files include; if they are two, "
                    "give one another id",
                    _control_place(entry, party),
                    (RelatedPlace(f"the earlier `{entry.id}`", _control_place(earlier, other)),),
                )


def _links(party: Party) -> frozenset[tuple[str, str, str]]:
    """What bears on a standing of the links of control of `party`."""
    return frozenset([(link.party, link.from_, link.until) for link in party.links])


def _difference_clause(party: Party, other: Party) -> str:
    """How the links of `party` differ from those of `other`."""
    if set(party.controllers) == set(other.controllers):
        return "has links of control here that hold on other days than in"
    here, there = [id_list(each.controllers) or "nobody" for each in (party, other)]
    return f"is controlled by {here} here, and by {there} in"


def _control_place(entry: Entry[Party], party: Party) -> Place:
    """Where the links of control of `party` stand, or would."""
    return entry.place(*(("controlled_by",) if party.controlled_by else ()))
