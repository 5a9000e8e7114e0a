"""A source without a lasting copy

## What it does

Reports each source that has a `url` and no `archived`. A `url` that is itself the address of a copy
(web.archive.org, archive.today and its other names, perma.cc, ghostarchive.org, megalodon.jp,
webcitation.org, webarchive.org.uk) is not reported; nor is a source without any address, which is a
case for `no-url`.

The level is note. A waiver on the source silences it:
`"waive": [{"check": "not-archived", "reason": "the site forbids it", "until": "2026-12-31"}]`. The
check does not open the copy, and cannot know whether it shows the document.

## Why it matters

Pages are changed and taken down, and those that matter most are taken down first. With a copy, a
claim can still be checked when its source is gone.

## Example

```json
{
  "title": "Annual report",
  "url": "https://port.example/reports/2024.pdf"
}
```

## Instead

```json
{
  "title": "Annual report",
  "url": "https://port.example/reports/2024.pdf",
  "archived": "https://web.archive.org/web/2025/https://port.example/reports/2024.pdf"
}
```

## References

- The record: `archived`
- Berkeley Protocol on Digital Open Source Investigations: preservation
"""

from sayso.record.model import Source
from sayso.record.urls import is_lasting
from sayso.rules.conditions import some_source
from sayso.rules.finding import Findings, Level, note
from sayso.rules.rule import Family, RecordSubject, Rule


def lacks_copy(source: Source) -> bool:
    """Whether a source has an address, and no lasting copy."""
    return bool(source.url) and not source.archived and not is_lasting(source.url)


@Rule(
    Family.EVIDENCE,
    (Level.NOTE,),
    conditions=(some_source(lambda source: source.url, "none of its sources has an address"),),
)
def check(on: RecordSubject) -> Findings:
    for entry, source in on.sources():
        if lacks_copy(source):
            yield note(
                f"`{entry.id}` has no lasting copy",
                "have the page archived, and add the address of the copy as `archived`",
                entry.place(),
                waivers=source.waive,
            )
