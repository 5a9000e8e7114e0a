"""A contradiction that does not count because it is put down to the accused

## What it does

Reports an item with stance `refutes` that ends at a source which knows at first hand, but speaks
with the voice of the accused without being by one of those that `against` names: it does not count,
over a link of control or a joint document. The message and the related places say over which.

The level is warning. A waiver on the claim silences the check:
`"waive": [{"check": "accused-voice", "reason": "…", "until": "2026-03-31"}]`; the item still does
not count. The check cannot know whether the link is true. What the accused themselves say is in
their own interest, and is not reported.

## Why it matters

Whoever calls a critic the tool of the accused has silenced the critic. One false link of control
can take a contradiction away, and turn a contested claim into a corroborated one; so every such
link is shown, for somebody to see how it is known.

## Example

The newspaper that denies the spill has the owner of the mine:

```json
{
  "parties": {
    "mine": { "name": "Northland Mining", "controlled_by": ["owner"] },
    "ledger": { "name": "The Daily Ledger", "controlled_by": ["owner"] }
  },
  "sources": { "visit": { "by": ["ledger"], "basis": "observation" } },
  "claims": [{ "against": ["mine"], "corroboration": [{ "source": "visit", "stance": "refutes" }] }]
}
```

## Instead

Look for a contradiction by somebody who does not speak with that voice. Only if the owner has no
last word at the newspaper, take the link out; then its visit counts:

```json
{
  "ledger": { "name": "The Daily Ledger", "kind": "media" }
}
```

## References

- What a claim rests on: contradiction, and the voices of the accused
- IFCN Code of Principles: non-partisanship and fairness
"""

from sayso.provenance.standing import ORIGINS
from sayso.rules.conditions import is_factual
from sayso.rules.finding import Findings, Level
from sayso.rules.rule import ClaimSubject, Condition, Family, Rule


@Rule(
    Family.INDEPENDENCE,
    (Level.WARNING,),
    facts=frozenset({"accused-voice"}),
    conditions=(
        is_factual,
        Condition(lambda scope: "refutes" in scope.stances, "nothing refutes it"),
    ),
    tells_chain=True,
)
def check(on: ClaimSubject) -> Findings:
    for verdict in on.judgement.items:
        if verdict.why != "accused-voice":
            continue
        assert on.case is not None
        source = verdict.path[-1]
        by = on.graph.sources[source].by
        if on.case.basis[source] in ORIGINS and not set(by).intersection(on.claim.against):
            yield on.item_finding(
                verdict,
                Level.WARNING,
                f"this contradiction does not count: {on.chain(verdict).sentence}",
                "see how that is known, and name its source; without it the contradiction would count",
            )
