"""Support that rests on a platform instead of on an author

## What it does

Reports a claim when a voice of the cut, of its support or of its contradiction, is a platform: to
doubt the claim it is enough to doubt that voice, and a platform carries what others say. A party is
one if it has the kind `platform`, and if it has no kind and is known by the domain of a platform
alone: all its `domains` are such (x.com, slideshare.net, or one below which a company hosts others,
such as cloudfront.net), and its `url` names no account.

The level is warning. The voice counts all the same. A waiver on the claim silences the check:
`"waive": [{"check": "platform-voice", "reason": "…", "until": "2026-03-31"}]`.
The check knows only the larger platforms; others are known by their `kind`.

## Why it matters

A slide host, a video site or a cloud bucket knows nothing by itself: it carries what others put
there. Three posts on three platforms may be one author, and count as three voices until somebody
looks.

## Example

The only source is by one of these parties:

```json
{
  "x": { "name": "Slidehost", "kind": "platform" },
  "y": { "name": "slideshare.net", "domains": ["slideshare.net"] }
}
```

## Instead

By whoever put it there:

```json
{
  "x": { "name": "Ann Aldous", "kind": "person" }
}
```

## References

- What a claim rests on: voices, and the cut
- Berkeley Protocol on Digital Open Source Investigations: the author of a source and its carrier
"""

from itertools import islice

from msgspec import UNSET

from sayso.record.model import Party
from sayso.record.urls import is_shared_host, site_names
from sayso.rules.conditions import has_voices, is_factual
from sayso.rules.finding import Findings, Level, warning
from sayso.rules.rule import ClaimSubject, Family, Rule


@Rule(Family.INDEPENDENCE, (Level.WARNING,), conditions=(is_factual, has_voices))
def check(on: ClaimSubject) -> Findings:
    for strength in (on.judgement.support, on.judgement.contradiction):
        for voice in strength.cut:
            if all(_is_platform(on.graph.record.sound_parties[id]) for id in voice):
                yield warning(
                    f"a voice that this rests on is {on.voice_name(voice)}: a platform carries what others "
                    "say",
                    "find out who wrote it, name that party in `by`, and the platform as `publisher`",
                    on.items_place(),
                )


def _is_platform(party: Party) -> bool:
    """Whether a party is a platform, or known by the domain of one alone."""
    if party.kind is not UNSET:
        return party.kind == "platform"
    if not party.domains and not party.url:
        return False
    # Of an address on a platform, the account is all that there may be.
    hosts = [*party.domains, *islice(site_names(party.url), 1)]
    return all(map(is_shared_host, hosts))
