"""A claim that nothing independent supports, and that is contradicted

## What it does

Reports a factual claim with standing `refuted`: no item counts as support, and at least one voice
besides those of the accused contradicts it. The denial of a party that the claim accuses
(`against`) is not enough; a retraction by the claimant is. The message names the voices that
contradict.

The level is warning, and note once the claim declares `"standing": "refuted"`. A waiver on the
claim silences it: `"waive": [{"check": "refuted", "reason": "…", "until": "2026-03-31"}]`.
`refuted` is a word about the record: the check cannot know what happened, only that everything
independent which was recorded speaks against the claim.

## Why it matters

Such a claim should not be passed on without the contradiction. It is no error in the record: to
have found out that a claim is contradicted is a result, and declaring it is how the result is
published.

## Example

```json
{
  "statement": "The yoghurt contains no added sugar.",
  "corroboration": [{ "source": "analysis", "stance": "refutes" }]
}
```

## Instead

Declare `"standing": "refuted"`; or, if the analysis does not speak of what the claim says, say so:

```json
{
  "corroboration": [{ "source": "analysis", "stance": "context" }],
  "standing": "self-asserted",
  "note": "The laboratory did not tell added sugar from milk sugar."
}
```

## References

- What a claim rests on: contradiction and standing
- IFCN Code of Principles: nonpartisanship and fairness
- NATO's Admiralty code: information that other information contradicts is rated lower
"""

from sayso.rules.declared_standing import standing_rule

check = standing_rule(__name__, "refuted")
