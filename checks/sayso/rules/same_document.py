"""Two sources with one address

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

The level is warning. A waiver on either of the two sources silences it, for two parts of one
collection, say: `"waive": [{"check": "same-document", "reason": "chapters of one PDF"}]`, with
`"until"` if it is to end on a day. Nothing is opened: the check cannot see that two addresses show
the same text, nor that one address shows another text than last year.

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

from collections.abc import Iterator

from sayso.record.file import Entry
from sayso.record.model import Source
from sayso.record.urls import comparable, unwrap
from sayso.rules.applicability import holds
from sayso.rules.finding import Finding, Level, Related
from sayso.rules.rule import Family, OnRecord, Rule, at


def _check(on: OnRecord) -> Iterator[Finding]:
    first: dict[str, tuple[Entry[Source], Source]] = {}
    for entry, source in on.sources():
        url = source.url or source.archived
        if not url or (not source.url and unwrap(url) == url):
            continue
        earlier, other = first.setdefault(comparable(url), (entry, source))
        if earlier is not entry:
            yield Finding(
                Level.WARNING,
                f"`{entry.id}` has the same address as `{earlier.id}`, so the two are one document",
                f"keep one of them, and refer to it where the other was: `{earlier.id}` came first",
                at(entry, "url" if source.url else "archived"),
                (Related("the same document", at(earlier, "url" if other.url else "archived")),),
                (*source.waive, *other.waive),
            )


RULE = Rule(
    __name__,
    Family.INDEPENDENCE,
    (Level.WARNING,),
    __doc__,
    on_record=_check,
    applies=(
        holds(
            lambda scope: any(source.url or source.archived for source in scope.sources.values()),
            "none of its sources has an address",
        ),
    ),
    two_sided=True,
)
