"""A copy that was made of a page on another site

## What it does

Reports a source whose `archived` is not a copy of what stands at its `url`: the address that the
copy holds, once archives are unwrapped, is on another registrable domain. Domains are told apart
by the public suffix list. A copy that does not hold the address of its original, such as
`https://archive.ph/AbC12`, is not reported.

The level is warning. A waiver on the source silences it: `"waive": [{"check":
"archived-elsewhere", "reason": "the institute moved its site", "until": "2026-12-31"}]`. The
check compares addresses, and opens nothing.

The worked record raises none. Of 183 citations of Wikipedia that have both addresses it reports
5, each a copy of another site, such as `eia.gov` for `eia.doe.gov`.

## Why it matters

Readers and `sayso verify` look at the copy where the page is gone. If that is a page of somebody
else, perhaps of the claimant, it can say anything under a good name.

## Example

```json
{
  "by": ["institute"],
  "url": "https://coast-institute.example/oil",
  "archived": "https://web.archive.org/web/2025/https://harbour-watch.example/oil"
}
```

## Instead

```json
{
  "by": ["institute"],
  "url": "https://coast-institute.example/oil",
  "archived": "https://web.archive.org/web/2025/https://coast-institute.example/oil"
}
```

## References

- Public Suffix List: under which names others register theirs
- Berkeley Protocol on Digital Open Source Investigations: preservation
"""

from sayso.record.urls import is_lasting, registrable_domain, unwrap
from sayso.rules.conditions import some_source
from sayso.rules.finding import Findings, Level, warning
from sayso.rules.rule import Family, RecordSubject, Rule


@Rule(
    Family.EVIDENCE,
    (Level.WARNING,),
    asks_belief=True,
    conditions=(
        some_source(
            lambda source: source.url and source.archived, "none of its sources has an address and a copy"
        ),
    ),
)
def check(on: RecordSubject) -> Findings:
    for entry, source in on.sources():
        if not source.url or not source.archived:
            continue
        original = unwrap(source.archived)
        if original == source.archived and is_lasting(original):
            continue
        here, there = registrable_domain(unwrap(source.url)), registrable_domain(original)
        if here != there:
            yield warning(
                f"`url` of `{entry.id}` is on {here}, but `archived` is a copy of what stands on {there}",
                "name a copy of the page at `url`, or correct `url`",
                entry.place("archived"),
                waivers=source.waive,
            )
