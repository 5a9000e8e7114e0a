"""Parties that control each other in a ring, with nobody above them

## What it does

Follows `controlled_by` upwards from every party and reports a ring that no way leads out of: two
parties that name each other, a longer ring, a party that names itself. A ring with a controller
above it is not reported: that controller has the last word.

The parties of the ring count as one root, and so as one voice, until the ring is mended; the
claims are judged on that footing. The level is always error, and no waiver can silence it. The
check cannot know which direction is the right one. For two parties with a common interest and no
last word between them there is `allied_with`; for two that answer to the same third party, name
that party.

## Why it matters

Who speaks with whose voice follows from who stands at the top of a chain of control. A ring has no
top. To break it at a place of its own choosing would let sayso decide who is independent, and that
is for the record to say.

## Example

```json
{
  "holding": { "name": "Brandt Holding", "controlled_by": ["press-group"] },
  "press-group": { "name": "Brandt Press Group", "controlled_by": ["holding"] }
}
```

## Instead

```json
{
  "holding": { "name": "Brandt Holding", "kind": "company" },
  "press-group": { "name": "Brandt Press Group", "controlled_by": ["holding"] }
}
```

## References

- What a claim rests on: roots and voices
- Beneficial Ownership Data Standard: chains of ownership and control as data
"""

from sayso.rules.finding import Findings, Level, RelatedPlace, error
from sayso.rules.rule import Family, RecordSubject, Rule
from sayso.rules.sentences import enumeration


@Rule(Family.STRUCTURE, (Level.ERROR,), waivable=False, tells_chain=True)
def check(on: RecordSubject) -> Findings:
    for ring in on.graph.control.rings:
        places = [on.record.parties[id].place("controlled_by") for id in ring]
        names = [on.record.sound_parties[id].name for id in ring]
        message = (
            f"{names[0]} is said to control itself"
            if len(ring) == 1
            else f"{enumeration(names)} control each other, and nobody controls them"
        )
        yield error(
            message,
            "find out who has the last word, and delete the other direction",
            places[0],
            [RelatedPlace("also in the ring", place) for place in places[1:]],
        )
