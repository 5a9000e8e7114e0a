"""Support that rests on a platform instead of on an author

## What it does

Reports a claim when a voice of the cut, of its support or of its contradiction, is a party of the
kind `platform`: to doubt the claim it is enough to doubt that voice,
and a platform carries what others say.

The level is warning. The voice counts all the same. A waiver on the claim silences the check:
`"waive": [{"check": "platform-voice", "reason": "…", "until": "2026-03-31"}]`.
The check knows only the
kinds that the record gives: a party without `kind` is not finding.

## Why it matters

A slide host, a video site or a cloud bucket knows nothing by itself: it carries what others put
there. Three posts on three platforms may be one author, and count as three voices until somebody
looks.

## Example

The only source is by this party:

```json
{
  "x": { "name": "Slidehost", "kind": "platform" }
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

from collections.abc import Iterator

from sayso.rules.applicability import has_voices, is_factual
from sayso.rules.finding import Finding, Level
from sayso.rules.rule import Family, OnClaim, Rule


def _check(on: OnClaim) -> Iterator[Finding]:
    parties = on.graph.record.sound_parties
    for strength in (on.judgement.support, on.judgement.contradiction):
        for voice in strength.cut:
            if all(parties[id].kind == "platform" for id in voice):
                yield Finding(
                    Level.WARNING,
                    f"a voice that this rests on is {on.names(voice)}: a platform carries what others say",
                    "find out who wrote it, name that party in `by`, and the platform as `publisher`",
                    on.items_place(),
                )


RULE = Rule(
    __name__,
    Family.INDEPENDENCE,
    (Level.WARNING,),
    __doc__,
    on_claim=_check,
    when=frozenset({"factual"}),
    applies=(is_factual, has_voices),
)
