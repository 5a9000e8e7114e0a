"""An entry that does not fit the record format

## What it does

Reports every place where a file differs from `schema.json`: an unknown key, a missing field, a
value of the wrong type or outside its list, an empty text, a control character, something that is
no date or no web address, an id that a list names twice, an `analysis` or `relay` that does not
say what it is `based_on`. It names the word that a slip of the pen was meant to be, else all that
may stand there, each with what it means: `almost` is not near `at-most`. `null` is never accepted:
leave the field out. A file that is no claim file at all is reported once.

An entry in which something does not fit that a standing needs, such as `basis` or `claimant`, is
counted as unreadable, and so is every claim that rests on it; the other entries are judged. Any
other fault, such as a bad address or an unknown key, takes nothing away. A waiver that names no
check, or one that cannot be waived, is reported here too and silences nothing; its entry is judged.
The level is always error, and no waiver can silence it. The check looks at form only: it cannot
know whether a date is the right one, or whether an address leads anywhere.

## Why it matters

Unknown keys are errors because a misspelt one is otherwise lost without a word: under
`corroborations` nobody looks for corroboration. An entry that is read by guessing is an entry that
different programs read differently.

## Example

There is no such date, no such basis and no such field:

```json
{
  "sources": {
    "report": { "published": "2025-13-02" },
    "dispatch": { "basis": "reporting" }
  },
  "claims": [{ "corroborations": [{ "source": "dispatch" }] }]
}
```

## Instead

```json
{
  "sources": {
    "report": { "published": "2025-03-02" },
    "dispatch": { "basis": "investigation" }
  },
  "claims": [{ "corroboration": [{ "source": "dispatch" }] }]
}
```

## References

- `schema.json`, the definition of the record format
- JSON Schema, draft 2020-12
- RFC 3986 (web addresses), BCP 47 (language tags), ISO 8601 (dates)
"""

from collections.abc import Mapping
from itertools import chain

from sayso.record.syntax.spelling import suggest
from sayso.rules.finding import Findings, Level, error
from sayso.rules.load_problems import problems
from sayso.rules.rule import Family, RecordSubject, Rule


@Rule(Family.STRUCTURE, (Level.ERROR,), waivable=False)
def check(on: RecordSubject) -> Findings:
    yield from problems(on, "schema")
    sources = ((entry, source.waive, "") for entry, source in on.sources())
    claims = ((entry, claim.waive, claim.id) for entry, claim in on.claims())
    for entry, waivers, id in chain(sources, claims):
        for index, waiver in enumerate(waivers):
            fault = waiver_fault(waiver.check, on.waivable)
            if fault:
                yield error(*fault, entry.place("waive", index, "check"), claim=id)


def waiver_fault(name: str, waivable: Mapping[str, bool]) -> tuple[str, str] | None:
    """What is wrong with the name of the check in a waiver, and the mend.

    `waivable` names all checks, and says which a waiver may name.
    """
    if name not in waivable:
        meant = suggest(name, [check for check in waivable if waivable[check]])
        help = f"did you mean `{meant}`?" if meant else "`sayso explain` lists the checks"
        return f"there is no check `{name[:100]}`", help
    if not waivable[name]:
        help = f"`sayso explain {name}` says what to do instead; delete the waiver"
        return f"no waiver can silence `{name}`", help
    return None
