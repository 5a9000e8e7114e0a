"""A claim of which independent sources back only a part

## What it does

Reports each factual claim that nothing independent supports as a whole, while at least one
independent voice backs a part of its wording (stance `partial`), and nothing contradicts it. The
message names the voices behind that part.

The level is warning; a note once `"standing": "partly-backed"` is declared. A waiver on the claim
silences it: `"waive": [{"check": "partly-backed", "reason": "one sentence of the law"}]`, with
`"until"` if it is to end on a day. What the parts are, it cannot know.

## Why it matters

"Half of it is backed" and "only the claimant says so" are different findings, and a reader who is
told the second when the first holds is misled. The mend is nearly always the same: one checkable
sentence a claim, so that each half gets the standing it has.

## Example

```json
{
  "statement": "The bridge at Riverton opened on 3 March 2025 and cost 4 million.",
  "corroboration": [
    { "source": "visit", "stance": "partial", "note": "Saw the opening; says nothing of the cost." }
  ]
}
```

## Instead

```json
[
  {
    "statement": "The bridge at Riverton opened on 3 March 2025.",
    "corroboration": [{ "source": "visit" }]
  },
  { "statement": "The bridge at Riverton cost 4 million.", "standing": "self-asserted" }
]
```

## References

- What a claim rests on: standing, and the stance `partial`
- IFCN Code of Principles: explain what the evidence shows, and what it does not
"""

from sayso.rules.declared_standing import standing_rule

check = standing_rule(__name__, "partly-backed")
