"""Support that comes only through allies of the claimant

## What it does

Takes the voices that are allied with the claimant's voice (`allied_with`, in either direction, of
the parties themselves or of those that share their roots) and asks whether any support is left
without them. If none is, it reports the claim and names the allies whose documents take part. An
ally of an ally is not an ally.

The level is warning. A waiver on the claim silences it: `"waive": [{"check": "allies-only",
"reason": "the data are public and were recomputed"}]`, with `"until"` if it is to end on a day. An
alliance is an interest, not control: an ally keeps its own voice, counts towards the standing, and
may well be right. The check knows only the alliances that the record names.

## Why it matters

Two partners who vouch for each other are two voices with one interest. That is less than two
voices, and more than one; no number says it, so it is said in words.

## Example

```json
{
  "parties": { "solaria": { "name": "Solaria Energy", "allied_with": ["cell-maker"] } },
  "sources": { "bench": { "by": ["cell-maker"], "basis": "observation" } },
  "claims": [{ "claimant": ["solaria"], "corroboration": [{ "source": "bench" }] }]
}
```

## Instead

```json
{
  "sources": {
    "bench": { "by": ["cell-maker"], "basis": "observation" },
    "roof": { "by": ["lab"], "basis": "observation" }
  },
  "claims": [{ "corroboration": [{ "source": "bench" }, { "source": "roof" }] }]
}
```

## References

- What a claim rests on: voices, support, and alliances that merge none
- IFCN Code of Principles: the interests of the sources that a fact-check relies on
- Berkeley Protocol on Digital Open Source Investigations: independence and impartiality of a source
"""

from sayso.rules.conditions import is_factual
from sayso.rules.finding import Findings, Level, warning
from sayso.rules.rule import ClaimSubject, Condition, Family, Rule


@Rule(
    Family.STANDING,
    (Level.WARNING,),
    conditions=(
        is_factual,
        Condition(lambda scope: scope.on.judgement.support.voices, "nothing that counts supports it"),
    ),
)
def check(on: ClaimSubject) -> Findings:
    case, allied = on.case, on.allied_voices
    if case is None or not allied or not on.judgement.support.voices:
        return
    walks = case.walks("supports")
    if walks.may_avoid(walks.closed | allied):
        return
    carrying = {
        case.voice[source]
        for judged in on.judgement.items
        if judged.counts and judged.item.stance == "supports"
        for source in judged.path
    }
    allies = [on.voice_name(case.roots_of(voice)) for voice in carrying & allied]
    yield warning(
        f"all support comes through allies of the claimant: {'; '.join(sorted(allies))}",
        "look for a source that has no interest in common with the claimant",
        on.items_place(),
    )
