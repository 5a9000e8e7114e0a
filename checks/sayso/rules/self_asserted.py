"""A claim that rests only on the claimant's own assertion

## What it does

Reports a factual claim with standing `self-asserted`: no item counts as support, and none as a
contradiction. An item does not count if it speaks with the claimant's voice, knows it only from
the claimant, does not say how it knows, asserts without showing how it knows, goes in a circle, or
backs only a part of the wording; the message says which, and the related places show the chains.

The level is error; where sources with basis `unknown` may still carry the claim, it is what `open`
in the config says. It is warning once the claim declares `"standing": "self-asserted"`: the checker
has seen it and publishes it so. This check is declared, not waived; no waiver can silence it.

The check does not say that the claim is wrong. It cannot know what nobody has recorded:
corroboration may exist, and whoever adds it changes the standing.

## Why it matters

This is what sayso is for. Three newspapers that reprint one press release, or a ministry confirmed
by a broadcaster of the same state, look like several sources and are one voice: the claimant's. A
reader who is told so can decide what the claimant's word is worth; a reader who is shown three
links cannot.

## Example

A broadcaster of the same state, and a newspaper that has it from the ministry's release:

```json
{
  "sources": {
    "bulletin": { "by": ["broadcaster"], "basis": "investigation" },
    "brief": { "by": ["ledger"], "basis": "relay", "based_on": ["release"] }
  },
  "claims": [{ "corroboration": [{ "source": "bulletin" }, { "source": "brief" }] }]
}
```

## Instead

```json
{
  "sources": {
    "readings": { "by": ["institute"], "basis": "observation" },
    "reports": { "by": ["ledger"], "basis": "investigation" }
  },
  "claims": [{ "corroboration": [{ "source": "readings" }, { "source": "reports" }] }]
}
```

## References

- What a claim rests on: voices, support and standing
- IFCN Code of Principles: transparency of sources
- Berkeley Protocol on Digital Open Source Investigations: provenance and independence of a source
- NATO's Admiralty code: the credibility of information asks for confirmation by other independent
  sources
"""

from functools import partial

from sayso.rules.conditions import has_standing
from sayso.rules.finding import Finding, Findings, Level
from sayso.rules.rule import ClaimSubject, Family, Rule
from sayso.rules.sentences import next_step, reason_sentence


@Rule(
    Family.STANDING,
    (Level.ERROR, Level.WARNING),
    falls_short=True,
    of_claim_words=True,
    waivable=False,
    conditions=(has_standing("self-asserted"),),
)
def check(on: ClaimSubject) -> Findings:
    declared = on.claim.standing == "self-asserted"
    yield Finding(
        Level.WARNING if declared else Level.ERROR,
        reason_sentence(on),
        next_step(on) if declared else f'{next_step(on)}; or declare `"standing": "self-asserted"`',
        on.place("statement"),
        partial(on.item_chains, on.judgement.items),
    )
