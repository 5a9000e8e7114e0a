"""Support that rests on somebody nobody can name

## What it does

Reports a claim when a voice of the cut, of its support or of its contradiction, is a party of the
kind `anonymous`: to doubt the claim it is enough to doubt that voice, and nobody can say who it is.

The level is warning. The voice counts all the same. A waiver on the claim silences the check:
`"waive": [{"check": "anonymous-voice", "reason": "…", "until": "2026-03-31"}]`. The check knows
only the kinds that the record gives: a party without `kind` is not reported.

## Why it matters

An anonymous source may know very well, but a reader cannot weigh who it is, whom it serves, or
whether two of them are the same person. That belongs in the report.

## Example

The only source is by this party:

```json
{
  "x": { "name": "An official who asked not to be named", "kind": "anonymous" }
}
```

## Instead

```json
{
  "x": { "name": "Ann Aldous", "kind": "person" }
}
```

## References

- What a claim rests on: voices, and the cut
- Berkeley Protocol on Digital Open Source Investigations: the author of a source and its carrier
"""

from sayso.rules.conditions import has_voices, is_factual
from sayso.rules.finding import Findings, Level, warning
from sayso.rules.rule import ClaimSubject, Family, Rule


@Rule(Family.INDEPENDENCE, (Level.WARNING,), conditions=(is_factual, has_voices))
def check(on: ClaimSubject) -> Findings:
    parties = on.graph.record.sound_parties
    for strength in (on.judgement.support, on.judgement.contradiction):
        for voice in strength.cut:
            if any(parties[id].kind == "anonymous" for id in voice):
                yield warning(
                    f"a voice that this rests on is {on.voice_name(voice)}: nobody can say who it is",
                    "say in the report that the source is not named, or look for one that is",
                    on.items_place(),
                )
