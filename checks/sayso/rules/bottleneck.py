"""Several items that all rest on one voice

## What it does

Reports a factual claim with two or more items that count, for it or against it, where closing a
single voice leaves none of them. The message names that voice; the related places give the chain
of each item. The finding stands at `corroboration`, or at `evidence` if that is the only list
with items.

The level is warning, whatever standing is declared. A waiver on the claim silences it: `"waive":
[{"check": "bottleneck", "reason": "the register of deeds is the only one"}]`, with `"until"` if it
is to end on a day. Where several voices would do, it names one of them. The check sees the chains
that the record names; it cannot know of a common informant whom nobody has written down.

## Why it matters

Two newspapers and a broadcaster look like three sources. If all three had it from one agency, the
agency is the only thing between the claim and the claimant's word, and more links of the same kind
add nothing.

## Example

Two newspapers, and both have it from one agency:

```json
{
  "sources": {
    "page-1": { "by": ["ledger"], "basis": "relay", "based_on": ["dispatch"] },
    "page-4": { "by": ["courier"], "basis": "relay", "based_on": ["dispatch"] }
  },
  "claims": [{ "corroboration": [{ "source": "page-1" }, { "source": "page-4" }] }]
}
```

## Instead

```json
{
  "sources": {
    "page-1": { "by": ["ledger"], "basis": "relay", "based_on": ["dispatch"] },
    "sightings": { "by": ["spotters"], "basis": "observation" }
  },
  "claims": [{ "corroboration": [{ "source": "page-1" }, { "source": "sightings" }] }]
}
```

## References

- What a claim rests on: support as a smallest hitting set, and the cut
- NATO's Admiralty code: confirmation counts when it comes from other independent sources
"""

from functools import partial

from sayso.rules.conditions import is_factual
from sayso.rules.finding import Findings, Level, warning
from sayso.rules.rule import ClaimSubject, Condition, Family, Rule


@Rule(
    Family.INDEPENDENCE,
    (Level.WARNING,),
    conditions=(
        is_factual,
        Condition(
            lambda scope: scope.stances.count("supports") > 1 or scope.stances.count("refutes") > 1,
            "fewer than two items support it, and fewer than two refute it",
        ),
    ),
)
def check(on: ClaimSubject) -> Findings:
    judgement = on.judgement
    for stance, strength in (("supports", judgement.support), ("refutes", judgement.contradiction)):
        counting = [each for each in judgement.items if each.counts and each.item.stance == stance]
        if len(strength.cut) != 1 or len(counting) < 2:
            continue
        what = "items" if stance == "supports" else "items that contradict it"
        yield warning(
            f"{len(counting)} {what}, one voice: all of them rest on {on.voice_name(strength.cut[0])}",
            "look for a source that does not go through this voice",
            on.items_place(),
            partial(on.item_chains, counting),
        )
