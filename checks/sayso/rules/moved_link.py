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

In the lock file:

```json
{
  "url": "https://lab.example/freight",
  "outcome": "moved",
  "final_url": "https://lab.example/series/7"
}
```

## Instead

The new address in the record, once you have seen that it is the same document:

```json
{
  "title": "Freight on the coast, 2024",
  "url": "https://lab.example/series/7"
}
```

## References

- The record: `url`
- RFC 9110, HTTP Semantics: 301 Moved Permanently, 308 Permanent Redirect
"""

from sayso.rules.conditions import is_verified
from sayso.rules.finding import Findings, Level, note
from sayso.rules.rule import Family, RecordSubject, Rule
from sayso.rules.verified_sources import link_of, opened_place, verified_sources


@Rule(Family.VERIFICATION, (Level.NOTE,), conditions=(is_verified,))
def check(on: RecordSubject) -> Findings:
    for citation, locked in verified_sources(on):
        link = link_of(citation, locked)
        page, place = (link, citation.entry.place("url")) if link else (locked, opened_place(citation))
        if page.outcome == "moved":
            yield note(
                f"`{citation.id}`: {page.reason} ({page.final_url or page.url})"
                if page.reason
                else f"`{citation.id}` is for good at another address: {page.final_url}",
                "see whether the same document is there, and record that address",
                place,
                waivers=citation.source.waive,
            )
