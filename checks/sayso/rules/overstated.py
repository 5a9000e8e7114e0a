"""A declared standing that says more than the record carries

## What it does

Compares the `standing` that a claim declares with the one sayso computes. It reports a declaration
that speaks of more support (`corroborated` is more than `single-source`, and that more than
`self-asserted`), that leaves out a contradiction which the record carries, or that judges a claim
whose `kind` nothing can corroborate or refute.

The level is error. To mend it, declare the computed standing or add what carries more. A waiver on
the claim silences it, for instance while a document is being cleared for publication:
`"waive": [{"check": "overstated", "reason": "…", "until": "2026-03-31"}]`; the waiver is counted
in the summary. Where the work budget runs out the computed standing is a lower bound, and the
check may then report a declaration that is right.

## Why it matters

A declared standing is a promise to the reader, as a type annotation is a promise to the compiler.
It is written once; the record changes afterwards. A source turns out to be owned by the claimant,
a report is traced to a press release, and what was corroborated no longer is. This check is how
the promise breaks loudly.

## Example

Two newspapers that reprint one dispatch are one voice:

```json
{
  "corroboration": [{ "source": "page-3" }, { "source": "page-5" }],
  "standing": "corroborated"
}
```

## Instead

```json
{
  "corroboration": [{ "source": "page-3" }, { "source": "page-5" }],
  "standing": "single-source"
}
```

## References

- What a claim rests on: standing
- schema.org `ClaimReview`: a rating that is declared, and that nothing computes
- IFCN Code of Principles: open and honest corrections
"""

from sayso.rules.conditions import declares_standing
from sayso.rules.declared_standing import declaration_finding, declares_more
from sayso.rules.finding import Findings, Level
from sayso.rules.rule import ClaimSubject, Family, Rule


@Rule(Family.STANDING, (Level.ERROR,), of_claim_words=True, conditions=(declares_standing,))
def check(on: ClaimSubject) -> Findings:
    if declares_more(on):
        yield declaration_finding(on, Level.ERROR)
