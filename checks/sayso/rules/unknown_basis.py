"""A source that nobody has looked into

## What it does

Reports each source with basis `unknown` that an item of a factual claim leads to, once a claim, at
the item that leads there. Sources that could not count whatever their basis (those that speak with
the claimant's voice, or for a contradiction with a voice of the accused) are left out.

The level is warning where the standing could be another one if every `unknown` turned out to be an
`investigation`, else note; the message names that standing. A waiver on the claim silences it:
`"waive": [{"check": "unknown-basis", "reason": "asked, no answer yet", "until": "2026-06-30"}]`.
A waiver on the source that nobody has looked into silences it for every claim.
An unknown basis never counts, neither for a claim nor against it, so the number of voices on
either side may be too low, never too high. The check cannot know what looking would find.

## Why it matters

How a source knows is the first thing to ask of it, and the last thing that gets written down.
`unknown` says so openly, and this check turns it into a list of work: it names the sources that
are worth opening, and sets apart those that would change nothing.

## Example

```json
{
  "article": { "by": ["ledger"], "basis": "unknown" }
}
```

## Instead

Find out how it knows:

```json
{
  "track": { "by": ["observatory"], "basis": "observation" },
  "article": { "by": ["ledger"], "basis": "relay", "based_on": ["track"] }
}
```

## References

- What a claim rests on: origins of knowledge, and `at_most`
- Berkeley Protocol on Digital Open Source Investigations: source analysis
- NATO's Admiralty code: F and 6, for what cannot be judged
"""

from collections.abc import Sequence
from functools import partial

from sayso.provenance.chains import walk_hops
from sayso.provenance.standing import STANCES
from sayso.provenance.trace import unknown_sources
from sayso.rules.conditions import is_factual, weighs_items
from sayso.rules.finding import Finding, Findings, Level, RelatedPlace
from sayso.rules.rule import ClaimSubject, Family, Rule, related_hops


@Rule(
    Family.INDEPENDENCE,
    (Level.WARNING, Level.NOTE),
    conditions=(is_factual, weighs_items),
    tells_chain=True,
    of_item=True,
)
def check(on: ClaimSubject) -> Findings:
    case = on.case
    if case is None or not case.has_unknown(case.starts):
        return
    paths: dict[str, tuple[str, ...]] = {}
    for stance in STANCES:
        paths = unknown_sources(case, stance) | paths
    items = {
        judged.item.source: judged for judged in reversed(on.judgement.items) if judged.item.stance in STANCES
    }
    change, potential = "", on.judgement.potential
    if potential != on.judgement.standing:
        inquiry = "its own inquiry" if len(paths) == 1 else "inquiries of all that are not looked into"
        change = f"; {inquiry} could make this `{potential}`"
    # What an answer leads to stands at no item.
    for path in (each for each in paths.values() if each[0] in items):
        yield Finding(
            Level.WARNING if change else Level.NOTE,
            f"nobody has looked into how `{path[-1]}` knows{change}",
            f"find out how it knows, and set the basis of `{path[-1]}`",
            on.item_place(items[path[0]]),
            partial(_way_places, on, path),
            on.graph.record.sound_sources[path[-1]].waive,
        )


def _way_places(on: ClaimSubject, path: Sequence[str]) -> tuple[RelatedPlace, ...]:
    return related_hops(walk_hops(on.graph.record, path, on.case))
