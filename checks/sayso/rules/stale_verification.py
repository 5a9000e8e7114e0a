"""A source that was last opened long ago

## What it does

Reports a source that `sayso verify` last opened more than 365 days before the day of the check,
if it was there then.

The level is note. A waiver on the source silences it: `"waive": [{"check": "stale-verification",
"reason": "a closed archive", "until": "2026-12-31"}]`. It goes by the day in the lock file alone.

## Why it matters

Pages are changed without a word. That a document said this last year is no sign that it says so
today.

## Example

```json
{
  "version": 1,
  "parties": {
    "port": { "name": "Port of Selwick", "kind": "company" },
    "lab": { "name": "Coast Institute", "kind": "research" }
  },
  "sources": {
    "release": {
      "title": "A record year",
      "by": ["port"],
      "basis": "statement"
    },
    "series": {
      "title": "Freight on the coast, 2024",
      "by": ["lab"],
      "basis": "observation",
      "url": "https://lab.example/freight"
    }
  },
  "claims": [
    {
      "id": "freight",
      "statement": "Selwick handled more freight in 2024 than in 2023.",
      "claimant": ["port"],
      "stated_in": "release",
      "evidence": [],
      "corroboration": [{ "source": "series" }]
    }
  ]
}
```

The lock file beside it:

```json
{
  "version": 1,
  "sources": {
    "series": {
      "at": "2023-11-20T09:30:00Z",
      "outcome": "ok",
      "url": "https://lab.example/freight",
      "text_sha256": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    }
  }
}
```

## Instead

```json
{
  "version": 1,
  "parties": {
    "port": { "name": "Port of Selwick", "kind": "company" },
    "lab": { "name": "Coast Institute", "kind": "research" }
  },
  "sources": {
    "release": {
      "title": "A record year",
      "by": ["port"],
      "basis": "statement"
    },
    "series": {
      "title": "Freight on the coast, 2024",
      "by": ["lab"],
      "basis": "observation",
      "url": "https://lab.example/freight"
    }
  },
  "claims": [
    {
      "id": "freight",
      "statement": "Selwick handled more freight in 2024 than in 2023.",
      "claimant": ["port"],
      "stated_in": "release",
      "evidence": [],
      "corroboration": [{ "source": "series" }]
    }
  ]
}
```

The lock file beside it:

```json
{
  "version": 1,
  "sources": {
    "series": {
      "at": "2025-11-20T09:30:00Z",
      "outcome": "ok",
      "url": "https://lab.example/freight",
      "text_sha256": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    }
  }
}
```

## References

- The lock file: docs/verify-lock.md
- Berkeley Protocol on Digital Open Source Investigations: verification
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from sayso.finding import Level
from sayso.rules.rule import Draft, Family, OnRecord, Rule, at
from sayso.rules.verified import verified

_SEEN: Final = ("ok", "moved", "too-large", "not-text")


def _check(on: OnRecord) -> Iterator[Draft]:
    days = on.house.stale_after
    if days is None:
        return
    oldest = date.fromordinal(max(1, on.house.as_of.toordinal() - days)).isoformat()
    for ask, locked in verified(on):
        if (locked.outcome in _SEEN or locked.was_read) and locked.day < oldest:
            yield Draft(
                Level.NOTE,
                f"`{ask.id}` was last opened on {locked.day}, more than {days} days ago",
                "run `sayso verify`",
                at(ask.entry),
                waivers=ask.source.waive,
            )


RULE = Rule("stale-verification", Family.VERIFICATION, (Level.NOTE,), __doc__, on_record=_check)
