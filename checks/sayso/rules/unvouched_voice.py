"""Support that rests on somebody of whom only the name is known

## What it does

Reports a claim when a voice of the cut, of its support or of its contradiction, is a party of
which the record holds nothing but the name: no `kind`, no domain, no `url`, no alias, no note,
nobody who controls it.

The level is warning, and note where other voices of the cut carry the claim too. The voice counts
all the same. A waiver on the claim silences the check: `"waive": [{"check": "unvouched-voice",
"reason": "…", "until": "2026-03-31"}]`. The check knows only what the record says: whoever makes
a voice up can make up its domain as well, but then there is something to look up.

The worked record (98 claims) raises none, nor do 1,562 attributions of MITRE ATT&CK and the MISP
galaxy, entered with the domains that their references are on.

## Why it matters

A name costs nothing. Who adds a claim can add a party that investigated it, and the claim has a
voice. One line of what the party is gives the next reader something to hold it against.

## Example

The only source is by this party:

```json
{
  "institute": { "name": "Coast Institute" }
}
```

## Instead

The record says what it is:

```json
{
  "institute": { "name": "Coast Institute", "kind": "research" }
}
```

## References

- What a claim rests on: voices, and the cut
- Berkeley Protocol on Digital Open Source Investigations: assessment of the source
"""

from sayso.rules.conditions import has_voices, is_factual
from sayso.rules.finding import Finding, Findings, Level
from sayso.rules.rule import ClaimSubject, Family, Rule


@Rule(Family.INDEPENDENCE, (Level.WARNING, Level.NOTE), conditions=(is_factual, has_voices))
def check(on: ClaimSubject) -> Findings:
    parties = on.graph.record.sound_parties
    for strength in (on.judgement.support, on.judgement.contradiction):
        bare = [voice for voice in strength.cut if all(parties[id].is_name_only for id in voice)]
        for voice in bare:
            yield Finding(
                Level.WARNING if len(bare) == len(strength.cut) else Level.NOTE,
                f"a voice that this rests on is {on.voice_name(voice)}, of which the record holds nothing "
                "but the name",
                "find out who that is, and record its kind, or a domain or address of its own",
                on.items_place(),
            )
