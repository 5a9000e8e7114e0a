"""Sources that are based on each other in a ring

## What it does

Reports each ring of `based_on`: two sources that name each other, a longer ring, a source that
names itself; also where no claim uses them. The message gives a shortest ring, the related places
its steps. Sources that are entangled in several rings are reported once.

The level is warning. A ring adds no knowledge: a walk that goes round it never ends at an origin.
One that leaves it, or a member that knows by itself, still counts, so the standing of a claim need
not change. A waiver on any source of the ring shown silences it, for two live pages that cite each
other, say: `"waive": [{"check": "circular-sourcing", "reason": "…", "until": "2026-03-31"}]`. The
check cannot know which of them knew first; dates and earlier versions may tell.

## Why it matters

An article cites an encyclopedia, and the encyclopedia is then given the article as its reference.
Each has a source; together they have none. Analysts call it circular reporting.

## Example

```json
{
  "entry": { "by": ["lexicon"], "basis": "relay", "based_on": ["feature"] },
  "feature": { "by": ["courier"], "basis": "relay", "based_on": ["entry"] }
}
```

## Instead

```json
{
  "deed": { "by": ["archive"], "basis": "primary-document" },
  "entry": { "by": ["lexicon"], "basis": "relay", "based_on": ["deed"] },
  "feature": { "by": ["courier"], "basis": "relay", "based_on": ["entry"] }
}
```

## References

- What a claim rests on: walks, and origins of knowledge
- W3C PROV, `wasDerivedFrom`: derivation as a graph
- Berkeley Protocol on Digital Open Source Investigations: provenance of a source
"""

from collections.abc import Collection, Mapping, Sequence
from functools import partial

from sayso.provenance.chains import chain_sentence, walk_hops
from sayso.provenance.standing import components, way_to
from sayso.record.references import reachable
from sayso.rules.conditions import is_based_on
from sayso.rules.finding import Findings, Level, warning
from sayso.rules.rule import Family, RecordSubject, Rule, related_hops


@Rule(Family.INDEPENDENCE, (Level.WARNING,), conditions=(is_based_on,), tells_chain=True, two_sided=True)
def check(on: RecordSubject) -> Findings:
    graph = on.graph
    for members in components(graph.based_on, graph.based_on.__getitem__):
        if len(members) > 1 or members[0] in graph.based_on[members[0]]:
            ring = _ring(graph.based_on, members)
            hops = tuple(walk_hops(on.record, ring))
            sources = [on.record.sound_sources[id] for id in ring[1:]]
            yield warning(
                f"sources based on each other: {chain_sentence(hops)}",
                "find out which of them knew first, and delete the other direction",
                hops[0].place,
                partial(related_hops, hops[1:]),
                tuple(waiver for source in sources for waiver in source.waive),
            )


def _ring(based_on: Mapping[str, Sequence[str]], members: Collection[str]) -> list[str]:
    """A shortest ring through the first of `members` in the file; it starts and ends there."""
    inside = set(members)
    first = next(id for id in based_on if id in inside)
    came = reachable([first], lambda id: [ground for ground in based_on[id] if ground in inside])
    last = next(id for id in came if first in based_on[id])
    return [*way_to(came, last), first]
