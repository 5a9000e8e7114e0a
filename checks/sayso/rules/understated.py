"""A declared standing that says less than the record carries

## What it does

Compares the `standing` that a claim declares with the one sayso computes, and reports a
declaration that differs from it without claiming more support or hiding a contradiction:
`self-asserted` over a record that carries `single-source`, `contested` where nothing in the record
contradicts, `not-checkable` for a claim that is recorded as factual.

The level is warning. To mend it, declare the computed standing, or take out what no longer applies.
A waiver on the claim silences it, for instance while a new source is being read by a second pair of
eyes: `"waive": [{"check": "understated", "reason": "…", "until": "2026-03-31"}]`. The check cannot
know why a checker is more careful than the record; the reason of the waiver can say so.

## Why it matters

Too little is a mistake as well. Whoever publishes "rests on the claimant's word alone" over a
record that carries an independent investigation does the claimant wrong, and most often the reason
is that a source was added and the declaration forgotten.

## Example

```json
{
  "corroboration": [{ "source": "rosters" }],
  "standing": "self-asserted"
}
```

## Instead

```json
{
  "corroboration": [{ "source": "rosters" }],
  "standing": "single-source"
}
```

## References

- What a claim rests on: standing
- IFCN Code of Principles: nonpartisanship and fairness, the same standard for every claim
"""

from sayso.rules.conditions import declares_standing
from sayso.rules.declared_standing import declaration_finding, declares_more
from sayso.rules.finding import Findings, Level
from sayso.rules.rule import ClaimSubject, Family, Rule


@Rule(Family.STANDING, (Level.WARNING,), conditions=(declares_standing,))
def check(on: ClaimSubject) -> Findings:
    if declares_more(on) is False:
        yield declaration_finding(on, Level.WARNING)
