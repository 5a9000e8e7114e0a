"""Two sources that are one document

## What it does

Reports a source whose address leads to the same document as that of an earlier source of the
record; the related place is the earlier one. Addresses are compared once copies are unwrapped
(web.archive.org and all archives that work as it does, archive.today and its other names, perma.cc
where the original is given, Google's cache, AMP) and so are links through search engines and
networks; once the forms in which large sites address one thing (a video, a post, a paper, a page of
Wikipedia) are made one; and without what makes no difference: scheme, case of the host, `www.`,
`m.`, default port, fragment, order of the parameters, trailing slash, and parameters that are known
to say whence a reader came. A source without `url` is compared by the original that `archived`
gives.

So does it report a source with the `file` of an earlier one (each as seen from the folder of the
record or register that has the source, so that `./a.txt` is `a.txt`), with its `sha256`, or whose
file has the same bytes, on the disk or by the lock that `sayso verify` wrote: a copy, or a link to
it. What the files or the lock alone say puts no voices together: that is for the record to say.

The level is warning. A waiver on either of the two sources silences it, for two parts of one
collection, say: `"waive": [{"check": "same-document", "reason": "chapters of one PDF"}]`, with
`"until"` if it is to end on a day. No address is opened: the check cannot see that two addresses
show the same text, nor that one address shows another text than last year.

## Why it matters

One document, entered twice by two people on two days, with another author each time, is two voices
in the count and one in the world.

## Example

```json
{
  "dispatch": { "by": ["wire"], "url": "https://ledger.example/bridge?utm_source=feed" },
  "article": {
    "by": ["ledger"],
    "url": "https://web.archive.org/web/20250403120000/http://www.ledger.example/bridge/"
  }
}
```

## Instead

```json
{
  "article": {
    "by": ["ledger"],
    "url": "https://ledger.example/bridge",
    "archived": "https://web.archive.org/web/20250403120000/http://www.ledger.example/bridge/"
  }
}
```

## References

- What a claim rests on: documents and voices
- RFC 3986, section 6: when two addresses are equivalent
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress

from msgspec import UNSET, Struct

from sayso.provenance.standing import file_key, group_of, join_groups
from sayso.record.citations import Citation
from sayso.record.file import Entry
from sayso.record.model import Source
from sayso.record.urls import comparable_url, unwrap
from sayso.rules.conditions import some_source
from sayso.rules.finding import Findings, Level, RelatedPlace, warning
from sayso.rules.rule import Family, RecordSubject, Rule


class _Sign(Struct, frozen=True):
    """What makes a source one document with all that share its `key`; `field` is where it stands."""

    key: str
    what: str
    field: str


@Rule(
    Family.INDEPENDENCE,
    (Level.WARNING,),
    conditions=(
        some_source(
            lambda source: source.url or source.archived or source.file or source.sha256,
            "none of its sources has an address, a file or a hash",
        ),
    ),
    two_sided=True,
)
def check(on: RecordSubject) -> Findings:
    # Of each key the digest is enough, and of the source that has it first where it stands.
    first: dict[int, Entry[Source]] = {}
    # What is asked of the sources is gathered from all claims, and only needed with what a lock saw.
    opened = {citation.id: citation for citation in on.citations} if on.record.has_lock else {}
    hashes = _hashes_of_files(on)
    # What was reported says of these that they are one.
    together: dict[str, str] = {}
    for entry, source in on.sources():
        for sign in _signs(entry, source, opened.get(entry.id), hashes):
            earlier = first.setdefault(hash(sign.key), entry)
            other = earlier.value
            if other is None or group_of(together, earlier.id) == group_of(together, entry.id):
                continue
            join_groups(together, earlier.id, entry.id)
            signs = _signs(earlier, other, opened.get(earlier.id), hashes)
            its = next(each for each in signs if each.key == sign.key)
            yield warning(
                f"`{entry.id}` has the same {sign.what} as `{earlier.id}`, so the two are one document",
                f"keep one of them, and refer to it where the other was: `{earlier.id}` came first",
                entry.place(sign.field),
                (RelatedPlace("the same document", earlier.place(its.field)),),
                (*source.waive, *other.waive),
            )


def _hashes_of_files(on: RecordSubject) -> dict[str, str]:
    """The hashes of those files of sources that have the size of another, by the ids of the sources."""
    alike: dict[int, list[Entry[Source]]] = {}
    for entry, source in on.sources():
        if source.file:
            with suppress(OSError, ValueError):
                size = os.stat(os.path.join(os.path.dirname(entry.file.path), source.file)).st_size
                alike.setdefault(size, []).append(entry)
    return {
        entry.id: on.file_hash(entry)
        for size, entries in alike.items()
        for entry in entries
        if size and len(entries) > 1
    }


def _signs(
    entry: Entry[Source], source: Source, citation: Citation | None, hashes: Mapping[str, str]
) -> Iterator[_Sign]:
    """What makes `source` the document that it is; of the disk and the lock, the bytes of a file."""
    url = source.url or source.archived
    if source.url or unwrap(url) != url:
        yield _Sign(comparable_url(url), "address", "url" if source.url else "archived")
    if source.file:
        folder = os.path.dirname(entry.file.path)
        yield _Sign(file_key(source.file, folder), "file", "file")
    if source.sha256:
        yield _Sign(source.sha256, "hash", "sha256")
    elif hashes.get(entry.id):
        yield _Sign(hashes[entry.id], "bytes", "file")
    elif source.file and citation and (here := citation.locked) and here.sha256 is not UNSET:
        yield _Sign(here.sha256, "bytes by the lock", "file")
