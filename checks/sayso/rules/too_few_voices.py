"""Fewer independent voices than the house rule `--min-voices` asks for

## What it does

Needs `--min-voices N`, or `min-voices` in the config; without it the check does nothing. It reports
every factual claim for which fewer than N voices speak: the number of voices that would have to be
wrong before nothing but the claimant's word is left. Of a refuted claim it asks that of the
contradiction instead, as that is what is published then.

The level is error; where sources with basis `unknown` may still bring the voices, it is what `open`
in the config says. Where they cannot, the message says which voices are all there could be. Nothing
is asked once `self-asserted` or `partly-backed` is declared, which says to every reader that the
voices are lacking; no other declaration changes it. A waiver on the claim is the way to make an
exception that others can see: `"waive": [{"check": "too-few-voices", "reason": "the court's own
ruling", "until": "2026-12-31"}]`. Numbers of five and more are computed as five, so a house rule
above five cannot be met. The check counts voices; it cannot know how good each of them is.

## Why it matters

Many newsrooms ask for two independent sources before they publish. Counted by hand, or by domains,
two papers with one agency behind them pass. Counted by voices, they do not.

## Example

With `min-voices = 2`:

```json
{
  "dispatch": { "by": ["wire"], "basis": "investigation" },
  "page-2": { "by": ["ledger"], "basis": "relay", "based_on": ["dispatch"] }
}
```

## Instead

```json
{
  "dispatch": { "by": ["wire"], "basis": "investigation" },
  "count": { "by": ["ledger"], "basis": "observation" }
}
```

## References

- What a claim rests on: support, and the number of voices
- AP's News Values and Principles and Reuters' Handbook of Journalism: rules on how many sources a
  report needs
"""

from sayso.provenance.house_rule import side_under_rule
from sayso.rules.conditions import is_factual
from sayso.rules.finding import Findings, Level, error
from sayso.rules.rule import ClaimSubject, Family, Rule
from sayso.rules.sentences import ceiling_clause, count


@Rule(
    Family.STANDING,
    (Level.ERROR,),
    falls_short=True,
    of_claim_words=True,
    wanted_by=lambda house: house.min_voices is not None,
    conditions=(is_factual,),
)
def check(on: ClaimSubject) -> Findings:
    wanted = on.house.min_voices
    if wanted is None or on.claim.standing in ("self-asserted", "partly-backed"):
        return
    refuted = on.judgement.standing == "refuted"
    voices = side_under_rule(on.judgement).voices
    if voices < wanted:
        yield error(
            f"{'is contradicted by' if refuted else 'rests on'} {count(voices, 'independent voice')}; "
            f"the house rule asks for {wanted}{f'; {ceiling_clause(on)}' if on.outcome == 'cannot' else ''}",
            "look for a further source that knows by itself and speaks with a voice of its own",
            on.place("statement"),
        )
