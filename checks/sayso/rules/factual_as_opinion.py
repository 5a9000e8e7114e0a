"""A claim that is said to be no factual one, and looks like one

## What it does

Reports a claim of the kind `opinion`, `forecast` or `demand` that has `figures`; and one of the
kind `opinion` that cites evidence of its own (items other than `context`), or whose statement
names a year or a date. Whom it accuses does not matter: opinions accuse as well.

The level is warning where it has figures, else note. A waiver on the claim silences the check:
`"waive": [{"check": "factual-as-opinion", "reason": "…", "until": "2026-03-31"}]`. The check
cannot read: an opinion may name a year, and a factual sentence may name none.

The worked record raises none with its 23 claims that are not factual. Of 5,979 sentences of
debates that people found not worth checking (ClaimBuster), 39 get the note, as they name a year.

## Why it matters

What is not factual is not judged, and so passes every check of what it rests on. Who wants a
sentence past them need only call it an opinion.

## Example

```json
{
  "kind": "opinion",
  "statement": "40 tonnes of oil were in the harbour of Selwick on 3 March 2025.",
  "figures": [{ "measure": "oil in the harbour", "value": 40, "unit": "t" }]
}
```

## Instead

An opinion says what nobody can look up; the rest is a factual claim of its own:

```json
{
  "kind": "opinion",
  "statement": "The port does not care about the harbour."
}
```

## References

- The record: the kinds of claims
- IFCN Code of Principles: opinions and predictions are not checked
"""

import re
from typing import Final

from sayso.record.model import Claim
from sayso.rules.conditions import requires_fact
from sayso.rules.finding import Finding, Findings, Level
from sayso.rules.rule import ClaimSubject, Family, Rule

# A year of these centuries stands by itself.
_YEAR: Final = re.compile(r"(?<![\w.,])(?:19|20)[0-9]{2}(?![\w%]|[.,][0-9])")


@Rule(
    Family.STANDING,
    (Level.WARNING, Level.NOTE),
    conditions=(requires_fact("not-checkable", "this is recorded as factual"),),
)
def check(on: ClaimSubject) -> Findings:
    claim = on.claim
    signs = _signs(claim)
    if signs:
        yield Finding(
            Level.WARNING if claim.figures else Level.NOTE,
            f"this is recorded as {claim.kind}, which is not checked, but {' and '.join(signs)}",
            "make it `factual`, or put what can be checked into a claim of its own",
            on.place("kind"),
        )


def _signs(claim: Claim) -> list[str]:
    """What makes a claim that is not factual look like one."""
    signs = ["it has figures"] if claim.figures else []
    if claim.kind == "opinion":
        if any(item.stance != "context" for item in (*claim.evidence, *claim.corroboration)):
            signs.append("it has evidence")
        if _YEAR.search(claim.statement):
            signs.append("it names a date")
    return signs
