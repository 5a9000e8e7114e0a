"""A claim without the document in which it was made

## What it does

Reports each claim, of any `kind`, that has no `stated_in`: no source in which the claimant makes
it. A date (`stated_on`) or a quotation alone is not enough.

The level is warning. A waiver on the claim silences it, where something was said and never written
down, say: `"waive": [{"check": "no-occasion", "reason": "said in person", "until": "2026-03-31"}]`.
The check does not open the source: it cannot know whether the claim stands there as it is recorded.

## Why it matters

Before asking whether a claim holds up, a reader may ask whether anybody made it. A claim that
nobody can find where it was made may be a paraphrase, or another person's, or invented to be
refuted.

## Example

```json
{
  "statement": "The tram to Oldfield opened a year early.",
  "claimant": ["mayor"]
}
```

## Instead

```json
{
  "statement": "The tram to Oldfield opened a year early.",
  "claimant": ["mayor"],
  "stated_in": "speech",
  "stated_on": "2025-05-09",
  "quote": "We opened the line to Oldfield a full year ahead of time."
}
```

## References

- The record: `stated_in`, `stated_on`, `quote`
- schema.org ClaimReview: `itemReviewed` with `appearance`, where the claim was made
"""

from sayso.rules.finding import Findings, Level, warning
from sayso.rules.rule import ClaimSubject, Family, Rule


@Rule(Family.EVIDENCE, (Level.WARNING,))
def check(on: ClaimSubject) -> Findings:
    if not on.claim.stated_in:
        yield warning(
            "the record does not say where this claim was made",
            "add the document in which it was made as a source, and name it in `stated_in`",
            on.place("claimant"),
        )
