"""A source that is at another address now

## What it does

Reports a source whose server said, when `sayso verify` asked, that its address is another one for
good (301, 308), and from there showed a document. The message has the new address.

The level is note. A waiver on the source silences it: `"waive": [{"check": "moved-link",
"reason": "the short address is the cited one"}]`, with `"until"` if it is to end on a day. The
check cannot know whether the new address shows the same document: a start page, too, is shown to
whoever asks for a page that is gone.

## Why it matters

Redirects are kept for a while and then forgotten. The new address is worth writing down while the
old one still leads to it.

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
      "at": "2025-11-20T09:30:00Z",
      "outcome": "moved",
      "url": "https://lab.example/freight",
      "final_url": "https://lab.example/series/7",
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
      "url": "https://lab.example/series/7"
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
      "url": "https://lab.example/series/7",
      "text_sha256": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    }
  }
}
```

## References

- The record: `url`
- RFC 9110, HTTP Semantics: 301 Moved Permanently, 308 Permanent Redirect
"""

from collections.abc import Iterator

from sayso.rules.applicability import is_verified
from sayso.rules.finding import Finding, Level
from sayso.rules.rule import Family, OnRecord, Rule, at
from sayso.rules.verified import link_of, opened_at, verified


def _check(on: OnRecord) -> Iterator[Finding]:
    for ask, locked in verified(on):
        link = link_of(ask, locked)
        page, place = (link, at(ask.entry, "url")) if link else (locked, opened_at(ask))
        if page.outcome == "moved":
            yield Finding(
                Level.NOTE,
                f"`{ask.id}`: {page.reason} ({page.final_url or page.url})"
                if page.reason
                else f"`{ask.id}` is for good at another address: {page.final_url}",
                "see whether the same document is there, and record that address",
                place,
                waivers=ask.source.waive,
            )


RULE = Rule(
    __name__,
    Family.VERIFICATION,
    (Level.NOTE,),
    __doc__,
    on_record=_check,
    applies=(is_verified,),
)
