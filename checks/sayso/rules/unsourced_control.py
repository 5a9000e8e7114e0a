"""A standing that hangs on a link of control which no source shows

## What it does

Judges each claim again without each link of control that has no `source`, one at a time, and
reports a claim whose standing would be another; the message says which links these are and what the
standing would be, and the related places are the links. Only links above a claimant, an accused
party or an author of a document of the claim can matter, and of these few do: a link that decides
nothing is no finding.

The level is note. A waiver on the claim silences the check:
`"waive": [{"check": "unsourced-control", "reason": "the law says so", "until": "2026-03-31"}]`.
The check cannot know whether a link is true, nor whether the `source` of one shows it; and where
two links would each do, taking one of them away changes nothing. Of a claim with so much behind it
that it would take too long, some links are not looked at.

## Why it matters

Who controls whom is a claim like any other, and here it takes voices away: those of a critic who is
called the tool of the accused, or those of a witness who is put under the claimant. Whoever reads
the standing should be able to read how that is known.

## Example

The two surveys are one voice if the owner has the last word at both institutes:

```json
{
  "institute": { "name": "Coast Institute", "controlled_by": ["owner"] }
}
```

## Instead

```json
{
  "institute": {
    "name": "Coast Institute",
    "controlled_by": [{ "party": "owner", "source": "register" }]
  }
}
```

## References

- What a claim rests on: lines, roots, and links of control
- How to decide who controls whom
- IFCN Code of Principles: transparency of sources
"""

from typing import Final

from sayso.provenance.claim_part import Link
from sayso.provenance.deciding_links import deciding_links
from sayso.record.file import Place
from sayso.rules.conditions import is_factual
from sayso.rules.finding import Findings, Level, RelatedPlace, note
from sayso.rules.rule import ClaimSubject, Condition, Family, Rule

# So many links are named in the message.
_NAMED: Final = 3


@Rule(
    Family.INDEPENDENCE,
    (Level.NOTE,),
    conditions=(
        is_factual,
        Condition(
            lambda scope: any(party.controlled_by for party in scope.on.graph.record.sound_parties.values()),
            "nobody is controlled by anybody",
        ),
    ),
)
def check(on: ClaimSubject) -> Findings:
    if on.case is None:
        return
    deciding = tuple(deciding_links(on.case, on.judgement, on.links_budget))
    if not deciding:
        return
    named = [f"{_link_sentence(on, each.link)} (without it `{each.standing}`)" for each in deciding[:_NAMED]]
    if len(deciding) > _NAMED:
        named.append(f"and {len(deciding) - _NAMED:,} more")
    links = "a link of control" if len(deciding) == 1 else f"each of {len(deciding):,} links of control"
    yield note(
        f"the standing hangs on {links} that no source shows: {'; '.join(named)}",
        "give the link the `source` that shows it, or take it out if there is none",
        on.items_place(),
        tuple([RelatedPlace(_link_sentence(on, each.link), _link_place(on, each.link)) for each in deciding]),
    )


def _link_sentence(on: ClaimSubject, link: Link) -> str:
    id, index = link
    parties = on.graph.record.sound_parties
    return f"{parties[id].name} is controlled by {parties[parties[id].controllers[index]].name}"


def _link_place(on: ClaimSubject, link: Link) -> Place:
    id, index = link
    return on.graph.record.parties[id].place("controlled_by", index)
