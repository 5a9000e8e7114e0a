"""An entry that does not fit the record format

## What it does

Reports every place where a file differs from `schema.json`: an unknown key, a missing field, a
value of the wrong type or outside its list, an empty text, a control character, something that is
no date or no web address, an id that a list names twice, an `analysis` or `relay` that does not
say what it is `based_on`. It names the nearest known word where there is one. `null` is never
accepted: leave the field out. A file that is no claim file at all is reported once.

An entry that does not fit is counted as unreadable, and so is every claim that rests on it; the
other entries are judged. The level is always error, and no waiver can silence it. The check looks
at form only: it cannot know whether a date is the right one, or whether an address leads anywhere.

## Why it matters

Unknown keys are errors because a misspelt one is otherwise lost without a word: under
`corroborations` nobody looks for corroboration. An entry that is read by guessing is an entry that
different programs read differently.

## Example

```json
{
  "version": 1,
  "parties": {
    "utility": { "name": "Norddam Utility", "kind": "company" },
    "wire": { "name": "Meridian Wire", "kind": "media" }
  },
  "sources": {
    "report": {
      "title": "Annual report 2024",
      "by": ["utility"],
      "basis": "statement",
      "published": "2025-13-02"
    },
    "dispatch": {
      "title": "Turbine test at the Norddam",
      "by": ["wire"],
      "basis": "reporting"
    }
  },
  "claims": [
    {
      "id": "norddam-output",
      "statement": "The Norddam power station produced 310 GWh in 2024.",
      "claimant": ["utility"],
      "stated_in": "report",
      "evidence": [],
      "corroborations": [{ "source": "dispatch" }]
    }
  ]
}
```

## Instead

```json
{
  "version": 1,
  "parties": {
    "utility": { "name": "Norddam Utility", "kind": "company" },
    "wire": { "name": "Meridian Wire", "kind": "media" }
  },
  "sources": {
    "report": {
      "title": "Annual report 2024",
      "by": ["utility"],
      "basis": "statement",
      "published": "2025-03-02"
    },
    "dispatch": {
      "title": "Turbine test at the Norddam",
      "by": ["wire"],
      "basis": "investigation"
    }
  },
  "claims": [
    {
      "id": "norddam-output",
      "statement": "The Norddam power station produced 310 GWh in 2024.",
      "claimant": ["utility"],
      "stated_in": "report",
      "evidence": [],
      "corroboration": [{ "source": "dispatch" }]
    }
  ]
}
```

## References

- `schema.json`, the definition of the record format
- JSON Schema, draft 2020-12
- RFC 3986 (web addresses), BCP 47 (language tags), ISO 8601 (dates)
"""

from sayso.rules.finding import Level
from sayso.rules.rule import Family, Rule
from sayso.rules.unread import problems

RULE = Rule("schema", Family.STRUCTURE, (Level.ERROR,), __doc__, on_record=problems("schema"))
