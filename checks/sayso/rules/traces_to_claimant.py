"""A source that knows it only from the claimant

## What it does

Reports an item with stance `supports`, under `evidence` or `corroboration`, whose source is
somebody else's but leads over `based_on` only to documents that speak with the claimant's voice.
The message and the related places give the way there. Where some way leads to a source of unknown
basis, or to one that only asserts, `unknown-basis` or `bare-statement` reports the item instead.

The level is warning; the item does not count. A waiver on the claim silences the check:
`"waive": [{"check": "traces-to-claimant", "reason": "cited for its date only"}]`, with `"until"`
if it is to end on a day. A source that is based on the claimant's documents and has inquired on
its own is an `investigation`, and counts. The check cannot know what a source leaves unsaid: a
report whose `based_on` is missing looks as if it knew by itself.

## Why it matters

A press release that is reprinted in ten newspapers is ten addresses and one voice. This echo is
the commonest way in which a claim seems corroborated, and nobody need intend it.

## Example

```json
{
  "release": { "by": ["maker"], "basis": "statement" },
  "dispatch": { "by": ["wire"], "basis": "relay", "based_on": ["release"] },
  "article": { "by": ["ledger"], "basis": "relay", "based_on": ["dispatch"] }
}
```

## Instead

```json
{
  "release": { "by": ["maker"], "basis": "statement" },
  "drive": { "by": ["club"], "basis": "observation" },
  "article": { "by": ["ledger"], "basis": "analysis", "based_on": ["release", "drive"] }
}
```

## References

- What a claim rests on: walks, and documents that are closed
- W3C PROV, `wasDerivedFrom` and `hadPrimarySource`: the same question asked of data
- Berkeley Protocol on Digital Open Source Investigations: provenance of a source
"""

from sayso.provenance.trace import leads_past_claimant
from sayso.rules.conditions import is_factual, weighs_items
from sayso.rules.finding import Findings, Level
from sayso.rules.rule import ClaimSubject, Family, Rule


@Rule(
    Family.INDEPENDENCE,
    (Level.WARNING,),
    facts=frozenset({"traces-to-claimant"}),
    conditions=(is_factual, weighs_items),
    tells_chain=True,
    of_item=True,
)
def check(on: ClaimSubject) -> Findings:
    assert on.case is not None
    for judged in on.judgement.items:
        if judged.why == "traces-to-claimant" and not leads_past_claimant(on.case, judged.item.source):
            yield on.item_finding(
                judged,
                Level.WARNING,
                f"`{judged.item.source}` knows it only from the claimant: {on.chain(judged).sentence}",
                "look for a source with its own knowledge; an echo adds no voice",
            )
