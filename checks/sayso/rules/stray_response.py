"""An answer of somebody who was not asked

## What it does

Reports a response whose party speaks neither with the voice of one in `against` nor with that of
the claimant, and one whose answer only the other side can give: `stands-by` and `retracts` are
answers of the claimant, `denies`, `confirms`, `declines` and `none-found` those of the accused. A
party that is both may give either.

The level is warning. A waiver on the claim silences the check: `"waive": [{"check":
"stray-response", "reason": "…", "until": "2026-03-31"}]`. An organ that answers for the accused is
no stray; but what it confirms is an admission only once it is named in `against` itself.

## Why it matters

An admission counts because it is the accused who makes it, a retraction because it is the claimant.
What somebody else says is no answer but evidence, with a basis of its own; it belongs in the items.

## Example

```json
{
  "against": ["mine"],
  "response": [{ "party": "ledger", "answer": "denies" }]
}
```

## Instead

```json
{
  "against": ["mine"],
  "response": [{ "party": "mine", "answer": "denies", "source": "denial" }]
}
```

## References

- The record format: `response`
- What a claim rests on: admissions and retractions
"""

from typing import Final

from sayso.rules.conditions import requires_fact
from sayso.rules.finding import Findings, Level, warning
from sayso.rules.rule import ClaimSubject, Family, Rule

_CLAIMANTS: Final = frozenset({"stands-by", "retracts"})


@Rule(Family.FAIRNESS, (Level.WARNING,), conditions=(requires_fact("response", "no answer is recorded"),))
def check(on: ClaimSubject) -> Findings:
    case = on.case
    if case is None:
        return
    for index, response in enumerate(on.claim.response):
        party, answer = response.party, response.answer
        voice = case.voice_of(party)
        accused, claimant = voice in case.accused_voices, voice == case.claimant_voice
        if not accused and not claimant:
            yield warning(
                f"`{party}` is neither accused nor the claimant",
                "name it in `against` if it is accused; else list what it says as an item",
                on.place("response", index, "party"),
            )
        elif not (claimant if answer in _CLAIMANTS else accused):
            only = "the claimant" if answer in _CLAIMANTS else "the accused"
            yield warning(
                f"only {only} can answer `{answer}`, and `{party}` is not",
                "correct the answer or the party",
                on.place("response", index, "answer"),
            )
