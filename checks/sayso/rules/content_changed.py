"""A document that is not the one that was recorded

## What it does

Reports a source whose `sha256` is not that of the bytes that `sayso verify` opened: of its
`file`, or of what its address gave. Web pages without `file` are left out: most are put together
anew for each reader, and then the hash can only be that of a copy which is kept elsewhere.

The level is warning. A waiver on the source silences it: `"waive": [{"check": "content-changed",
"reason": "a table was set anew", "until": "2026-12-31"}]`. The check compares the record with its
lock file and opens nothing. `sayso verify` says as well when a document is another than the one
in the lock.

## Why it matters

A hash says which version of a document was read. If another one lies there now, what was found in
the first has to be looked for again.

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
      "url": "https://lab.example/freight",
      "file": "texts/freight.txt",
      "sha256": "0000000000000000000000000000000000000000000000000000000000000000"
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
      "file": "texts/freight.txt",
      "sha256": "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
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
      "url": "https://lab.example/freight",
      "file": "texts/freight.txt",
      "sha256": "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
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
      "file": "texts/freight.txt",
      "sha256": "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
      "text_sha256": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    }
  }
}
```

## References

- The record: `file` and `sha256`
- Berkeley Protocol on Digital Open Source Investigations: preservation
"""

from collections.abc import Iterator
from typing import Final

from msgspec import UNSET

from sayso.rules.applicability import is_verified
from sayso.rules.finding import Finding, Level
from sayso.rules.rule import Family, OnRecord, Rule, at
from sayso.rules.verified import verified

_PAGES: Final = ("text/html", "application/xhtml+xml")


def _check(on: OnRecord) -> Iterator[Finding]:
    for ask, locked in verified(on):
        source = ask.source
        # Of a document that holds no text any more, the bytes were seen all the same.
        latest = locked.latest.sha256
        seen = locked.sha256 if latest is UNSET else latest
        if not source.sha256 or seen in (UNSET, source.sha256):
            continue
        if source.file or locked.media_type not in _PAGES:
            yield Finding(
                Level.WARNING,
                f"`{ask.id}` is another document than the one recorded: its hash is {seen}",
                "see what has changed, and whether it still says what is quoted; then set `sha256`",
                at(ask.entry, "sha256"),
                waivers=source.waive,
            )


RULE = Rule(
    __name__,
    Family.VERIFICATION,
    (Level.WARNING,),
    __doc__,
    on_record=_check,
    applies=(is_verified,),
)
