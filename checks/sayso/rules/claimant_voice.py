"""Corroboration that speaks with the claimant's voice

## What it does

Reports an item under `corroboration` with stance `supports` whose source has the claimant's voice:
it is by the claimant, by a party that the claimant controls or is controlled by, by a party with
the same controller, by one that speaks jointly with any of these in a document of this claim, or
by one of several claimants. The message and the related places give the chain, one step a place.

The level is warning. The item does not count as support wherever it is listed; under `evidence`,
which is what the claimant cites, it is in its place and not reported. A waiver on the claim
silences the check: `"waive": [{"check": "claimant-voice", "reason": "…", "until": "2026-03-31"}]`;
the item still does not count. The check knows only the control that the record names: where
`controlled_by` is missing, it cannot see it.

## Why it matters

A ministry that is confirmed by a broadcaster of the same state has said the same thing twice. The
two have different names, different domains and different logos, and whoever counts those counts
two.

## Example

Ministry and broadcaster have one controller:

```json
{
  "parties": {
    "ministry": { "name": "Ministry of Agriculture", "controlled_by": ["state"] },
    "broadcaster": { "name": "Northland Broadcasting", "controlled_by": ["state"] }
  },
  "sources": { "report": { "by": ["broadcaster"], "basis": "investigation" } },
  "claims": [{ "claimant": ["ministry"], "corroboration": [{ "source": "report" }] }]
}
```

## Instead

```json
{
  "claimant": ["ministry"],
  "evidence": [{ "source": "report" }],
  "corroboration": [{ "source": "dispatch" }]
}
```

## References

- What a claim rests on: roots and voices
- Berkeley Protocol on Digital Open Source Investigations: independence and impartiality of a source
- NATO's Admiralty code: the reliability of a source is one thing, the credibility of information
  another
"""

from sayso.rules.conditions import is_factual
from sayso.rules.finding import Findings, Level
from sayso.rules.rule import ClaimSubject, Condition, Family, Rule


@Rule(
    Family.INDEPENDENCE,
    (Level.WARNING,),
    facts=frozenset({"claimant-voice"}),
    conditions=(
        is_factual,
        Condition(
            lambda scope: any(item.stance == "supports" for item in scope.on.claim.corroboration),
            "nothing is listed that corroborates it",
        ),
    ),
    tells_chain=True,
    of_item=True,
)
def check(on: ClaimSubject) -> Findings:
    for judged in on.judgement.items:
        if judged.why == "claimant-voice" and judged.section == "corroboration":
            yield on.item_finding(
                judged,
                Level.WARNING,
                f"`{judged.item.source}` speaks with the claimant's voice: {on.chain(judged).sentence}",
                "move it to `evidence`, or look for a source that the claimant does not control",
            )
