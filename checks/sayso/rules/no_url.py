"""A source without an address

## What it does

Reports each source that has no `url`, no `archived` and no `file`, a copy of it in the project.

The level is note. A waiver on the source silences it, for paper, a conversation or a leaked file:
`"waive": [{"check": "no-url", "reason": "letter, seen on 2 May 2025"}]`, with `"until"` if it is to
end on a day. An address does not change the standing; the check does not open it.

## Why it matters

What a reader cannot open, a reader has to believe. An address lets anybody repeat the check, and a
waiver says openly that there is none.

## Example

```json
{
  "report": { "title": "Annual report", "by": ["port"] }
}
```

## Instead

```json
{
  "report": {
    "title": "Annual report",
    "by": ["port"],
    "url": "https://port.example/reports/2024.pdf"
  }
}
```

## References

- The record: `url` and `archived`
- IFCN Code of Principles: readers can replicate the work
"""

from sayso.rules.finding import Findings, Level, note
from sayso.rules.rule import Condition, Family, RecordSubject, Rule


@Rule(
    Family.EVIDENCE, (Level.NOTE,), conditions=(Condition(lambda scope: scope.sources, "it names no source"),)
)
def check(on: RecordSubject) -> Findings:
    for entry, source in on.sources():
        if not (source.url or source.archived or source.file):
            yield note(
                f"`{entry.id}` has no address",
                "add `url`, or waive this check with the reason why there is none",
                entry.place(),
                waivers=source.waive,
            )
