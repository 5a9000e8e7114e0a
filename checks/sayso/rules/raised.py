"""A standing that rises by what a change says of sources, parties or the claim

## What it does

Needs `sayso check --since`; without it the check does nothing. It reports a claim that stands
higher with the change than without: more supports it, less contradicts it, or it is no longer
checked. The message says by what: an edit of control, of a basis, of whose word a source is, of a
stance, of who is accused, of the kind of the claim, or of what else bears on it; or the voice of a
party that is new. An edit is undone alone, or with others that would be enough as well.

The level is warning. It is note where only sources are new, of parties that were there before. That
a claim has one item or answer more, of a source that was there, is what the claim says itself, and
not reported. A waiver on the claim silences the check: `"waive": [{"check": "raised", "reason":
"…", "until": "2026-03-31"}]`. With `raised = "error"` under `levels` in the config such a change
fails. The check does not know whether an edit is right: most are.

Were the worked record all new, 37 of its 98 claims would be reported for parties that are new, and
4 for sources; of the last ten that it was given, none.

## Why it matters

A claim can be made to pass without a word about the claim: a link of control is taken away, and a
broadcaster becomes a voice; a critic is said to belong to the accused, and a contradiction is none.
What raises a standing is what a reviewer should have seen.

## Example

In the older version `echo` had the basis `relay`, and was based on the release of the claimant:

```json
{
  "echo": { "title": "Echo", "by": ["ledger"], "basis": "observation" }
}
```

## Instead

The source is as it was, and its address is added:

```json
{
  "echo": {
    "basis": "relay",
    "based_on": ["release"],
    "url": "https://ledger.example/echo"
  }
}
```

## References

- Reviewing a change
- What a claim rests on: standing
"""

from typing import Final

from sayso.provenance.brief_lists import some_of
from sayso.rules.finding import Finding, Findings, Level, RelatedPlace
from sayso.rules.rule import ChangeSubject, Condition, Family, RaisedClaim, Rule

# So many things that raise one claim are named; of the others, the number is.
_NAMED: Final = 5


@Rule(
    Family.STANDING,
    (Level.WARNING, Level.NOTE),
    of_claim_words=True,
    conditions=(Condition(lambda _: False, "it is about a change: `sayso check --since`"),),
)
def check(on: ChangeSubject) -> Findings:
    by_claim: dict[int, list[RaisedClaim]] = {}
    for rise in on.rises:
        by_claim.setdefault(id(rise.entry), []).append(rise)
    for members in by_claim.values():
        # That a source is new goes without saying where its party is.
        graver = [rise for rise in members if not rise.new]
        rises = graver or members
        entry, standing = rises[0].entry, rises[0].standing
        lower = " or ".join(f"`{each}`" for each in dict.fromkeys(rise.without for rise in rises))
        whys = list(dict.fromkeys(rise.why for rise in rises))
        yield Finding(
            Level.WARNING if graver else Level.NOTE,
            f"is `{standing}` with this change, and {lower} without: {'; '.join(some_of(whys, _NAMED))}",
            "look whether what the change says is so; a waiver with a reason says that somebody has",
            entry.place("statement"),
            tuple([RelatedPlace(rise.why, rise.place) for rise in rises if rise.place]),
            entry.value.waive if entry.value else (),
            entry.id,
        )
