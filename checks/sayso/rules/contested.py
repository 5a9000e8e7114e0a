"""A claim that is both supported and contradicted

## What it does

Reports a factual claim with standing `contested`: at least one voice besides the claimant's
supports it, and at least one voice besides those of the accused contradicts it. The denial of a
party that the claim accuses (`against`) does not count as a contradiction, as it is in that party's
own interest; a retraction by the claimant does. The message names the voices on both sides.

The level is warning, and note once the claim declares `"standing": "contested"`. A waiver on the
claim silences it: `"waive": [{"check": "contested", "reason": "…", "until": "2026-03-31"}]`. The
check counts voices and does not weigh them: it cannot know which side is right.

## Why it matters

A checker who lists only the sources on one side has taken a side. What the record carries both
ways has to be told both ways, whoever made the claim.

## Example

```json
{
  "statement": "Nine in ten ferries arrived on time in 2024.",
  "corroboration": [{ "source": "log" }, { "source": "survey", "stance": "refutes" }]
}
```

## Instead

Declare `"standing": "contested"`; or, if the survey turns out to be about another year, say that it
is there for context:

```json
{
  "statement": "Nine in ten ferries arrived on time in 2024.",
  "corroboration": [{ "source": "log" }, { "source": "survey", "stance": "context" }]
}
```

## References

- What a claim rests on: support, contradiction and standing
- IFCN Code of Principles: nonpartisanship and fairness
- NATO's Admiralty code: information that other information contradicts is rated lower
"""

from sayso.rules.declared_standing import standing_rule

check = standing_rule(__name__, "contested")
