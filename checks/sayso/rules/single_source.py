"""A claim that hangs on one independent voice

## What it does

Reports a factual claim with standing `single-source`: if one voice besides the claimant's were
wrong, nothing but the claimant's word would be left, and nothing contradicts the claim. The
message names that voice. Where finding out how a source knows could change the standing, the help
says which source.

The level is warning, and note once the claim declares `"standing": "single-source"`. A waiver on
the claim silences it: `"waive": [{"check": "single-source", "reason": "the ruling is the thing
itself"}]`, with `"until"` if it is to end on a day. The check cannot know how good the one voice
is: a court's own ruling and a passer-by both count as one.

## Why it matters

One independent voice can be enough, and often is all there is. But it is one: several articles
that go back to the same dispatch stand or fall with that dispatch. The house that publishes should
know, and should say so.

## Example

The newspaper repeats what the laboratory found:

```json
{
  "load-test": { "by": ["lab"], "basis": "observation" },
  "article": { "by": ["ledger"], "basis": "relay", "based_on": ["load-test"] }
}
```

## Instead

Look for somebody who knows it by themselves, or declare `"standing": "single-source"`:

```json
{
  "load-test": { "by": ["lab"], "basis": "observation" },
  "article": { "by": ["ledger"], "basis": "investigation" }
}
```

## References

- What a claim rests on: support, the cut, and standing
- AP's News Values and Principles and Reuters' Handbook of Journalism: rules on how many sources a
  report needs
- IFCN Code of Principles: transparency of sources
"""

from sayso.rules.declared_standing import standing_rule

check = standing_rule(__name__, "single-source")
