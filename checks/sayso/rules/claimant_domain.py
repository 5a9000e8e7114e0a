"""A source on the claimant's own site, said to be by somebody else

## What it does

Reports an item of a factual claim whose source has its `url` on a domain (`domains`) of a party
that speaks with the claimant's voice, while `by` names parties that do not. The narrowest domain
counts: who owns `press.example.org` owns what is there, whoever owns `example.org`; and a name
under which others register theirs, such as `gov.cn`, gives nobody what is below it. Domains are
told apart by the public suffix list.

A platform (x.com, facebook.com, youtube.com, t.me, weibo.com, medium.com, substack.com and the
like) is nobody's own domain. There the account counts: the one that the `url` of a party names,
or a name in front of the platform, such as `someone.substack.com`, among its `domains`.

What such a party keeps on its domain as archives keep copies, at an address that holds a time and
that of the original, is on its site too, as `url` or as `archived`; known archives are nobody's.

The level is warning. Not reported are a source whose `publisher` is the party that has the domain,
as it is said there that the site is a mere carrier, and an item with stance `context`. A waiver on
the claim or on the source silences the check:
`"waive": [{"check": "claimant-domain", "reason": "…", "until": "2026-03-31"}]`. The check knows
only the domains that the record names, and of copies only those that hold the original address.

## Why it matters

An expert quoted on a ministry's website may have said it, or the ministry may have said it for
him. Either way it reached the reader through the claimant, and that belongs in the record.

## Example

The survey of the institute lies on the site of the ministry whose claim it supports:

```json
{
  "parties": { "ministry": { "domains": ["energy.example.org"] } },
  "sources": {
    "survey": { "by": ["lab"], "url": "https://www.energy.example.org/press/survey" }
  }
}
```

## Instead

```json
{
  "survey": { "by": ["lab"], "url": "https://coast-institute.example/reports/dam" }
}
```

## References

- What a claim rests on: voices, and who merely carries a document
- Public Suffix List: under which names others register theirs
- Berkeley Protocol on Digital Open Source Investigations: provenance of a source
"""

from sayso.record.urls import copy_keeper, site_names
from sayso.rules.conditions import is_factual
from sayso.rules.finding import Findings, Level, RelatedPlace, warning
from sayso.rules.rule import ClaimSubject, Condition, Family, Rule


@Rule(
    Family.INDEPENDENCE,
    (Level.WARNING,),
    conditions=(
        is_factual,
        Condition(
            lambda scope: any(
                item.stance != "context"
                and (scope.sources[item.source].url or scope.sources[item.source].archived)
                for item in scope.items
            ),
            "no item has an address",
        ),
    ),
)
def check(on: ClaimSubject) -> Findings:
    elsewhere = on.sites.foreign_owners
    record = on.graph.record
    for judged in on.judgement.items:
        id = judged.item.source
        if id not in elsewhere or judged.item.stance == "context":
            continue
        speaker = on.speaker_for_claimant(id, (owner.party for owner in elsewhere[id]))
        owner = next((owner for owner in elsewhere[id] if owner.party == speaker), None)
        if owner is not None:
            name = record.sound_parties[owner.party].name
            source = record.sound_sources[id]
            by = " and ".join(record.sound_parties[party].name for party in source.by)
            own = {*site_names(source.url), *site_names(copy_keeper(source.url))}
            field = "url" if owner.name in own else "archived"
            document = f"`{id}`" if field == "url" else f"the copy of `{id}`"
            what = "the account" if "/" in owner.name else "the domain"
            yield warning(
                f"{document} stands on {owner.name}, {what} of {name}, which speaks with the claimant's "
                f"voice, but `by` names {by}",
                "name a copy that an archive keeps"
                if field == "archived"
                else f"correct `by`, or name `{owner.party}` as `publisher` if it merely carries it",
                on.item_place(judged),
                (
                    RelatedPlace(f"{document} stands on {owner.name}", record.sources[id].place(field)),
                    RelatedPlace(
                        f"{owner.name} is {what} of {name}",
                        record.parties[owner.party].place(*owner.path),
                    ),
                ),
                source.waive,
            )
