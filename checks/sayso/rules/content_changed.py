"""A document that is not the one that was recorded

## What it does

Reports a source whose `sha256` is not that of the bytes that `sayso verify` opened: of its `file`,
or of what its address gave. Web pages without `file` are left out: most are put together anew for
each reader, and then the hash can only be that of a copy which is kept elsewhere. Reports as well a
source whose `file` has another hash now than the lock says: it was changed, or the lock was.

The level is warning. A waiver on the source silences it: `"waive": [{"check": "content-changed",
"reason": "a table was set anew", "until": "2026-12-31"}]`. The check compares the record with its
lock file and opens no address; a file of the project it reads. `sayso verify` says as well when a
document is another than the one in the lock.

## Why it matters

A hash says which version of a document was read. If another one lies there now, what was found in
the first has to be looked for again.

## Example

The source, and what the lock file says of it:

```json
{
  "file": "texts/freight.txt",
  "sha256": "0000000000000000000000000000000000000000000000000000000000000000"
}
```

```json
{
  "file": "texts/freight.txt",
  "sha256": "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
}
```

## Instead

Read the file again; if it still says what the record has from it, the source gets its hash:

```json
{
  "file": "texts/freight.txt",
  "sha256": "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
}
```

## References

- The record: `file` and `sha256`
- Berkeley Protocol on Digital Open Source Investigations: preservation
"""

from typing import Final

from msgspec import UNSET

from sayso.rules.conditions import is_verified
from sayso.rules.finding import Findings, Level, warning
from sayso.rules.rule import Family, RecordSubject, Rule
from sayso.rules.verified_sources import verified_sources

_PAGES: Final = ("text/html", "application/xhtml+xml")


@Rule(Family.VERIFICATION, (Level.WARNING,), conditions=(is_verified,))
def check(on: RecordSubject) -> Findings:
    for citation, locked in verified_sources(on):
        source = citation.source
        # Of a document that holds no text any more, the bytes were seen all the same.
        latest = locked.latest.sha256
        seen = locked.sha256 if latest is UNSET else latest
        if seen is UNSET:
            continue
        if source.sha256 not in ("", seen) and (source.file or locked.media_type not in _PAGES):
            yield warning(
                f"`{citation.id}` is another document than the one recorded: its hash is {seen}",
                "see what has changed, and whether it still says what is quoted; then set `sha256`",
                citation.entry.place("sha256"),
                waivers=source.waive,
            )
        here = on.file_hash(citation.entry)
        if here not in ("", seen):
            yield warning(
                f"the file of `{citation.id}` is not the one that the lock speaks of: its hash is {here}, "
                f"and in the lock {seen}",
                "run `sayso verify`, and see what has changed",
                citation.entry.place("file"),
                waivers=source.waive,
            )
