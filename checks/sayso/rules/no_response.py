"""An accusation without an answer

## What it does

Reports a claim, of any `kind`, that accuses somebody (`against`) for whom no answer is recorded:
neither a `response`, be it `none-found`, nor an item with stance `refutes`, nor an admission among
the items, by a party that speaks with the voice of the accused. One finding a claim; the message
names the accused. An accused who speaks with the claimant's own voice is left out.

The level is note. A waiver on the claim silences it: `"waive": [{"check": "no-response", "reason":
"dissolved in 1994", "until": "2026-12-31"}]`. An answer does not change the standing: a denial is
in the interest of whoever denies. The check cannot know whether anybody asked.

## Why it matters

Whoever is accused has a right to be heard, whoever they are; and "asked, no answer" is a fact that
readers want to know. It holds for accuser and accused in turn, when the answer is an accusation.

## Example

```json
{
  "claimant": ["northland"],
  "against": ["southland"]
}
```

## Instead

```json
{
  "claimant": ["northland"],
  "against": ["southland"],
  "response": [{ "party": "southland", "source": "answer", "answer": "denies", "on": "2025-06-04" }]
}
```

## References

- The record: `against` and `response`
- BBC Editorial Guidelines: fairness, and the right of reply
- IPSO Editors' Code of Practice, clause 1: opportunity to reply
"""

from sayso.provenance.gaps import silent_accused
from sayso.rules.conditions import requires_fact
from sayso.rules.finding import Findings, Level, note
from sayso.rules.rule import ClaimSubject, Family, Rule


@Rule(Family.FAIRNESS, (Level.NOTE,), conditions=(requires_fact("against", "it accuses nobody"),))
def check(on: ClaimSubject) -> Findings:
    silent = silent_accused(on.case) if on.case else []
    if silent:
        names = " and ".join(on.graph.record.sound_parties[party].name for party in silent)
        yield note(
            f"no answer of {names} is recorded",
            "look for the answer or ask, and add it as `response`; `none-found` if there is none",
            on.place("against"),
        )
