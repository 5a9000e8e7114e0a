"""A verdict that the house does not give to this standing

## What it does

Needs a table `[verdicts]` in the config, which names the ratings of the house and the standings
that may carry each; without it the check does nothing. It reports a claim whose `verdict` is none
of these ratings, and one whose verdict may not be given to its standing. What counts is the
standing that the record carries, whatever the claim declares. A claim without `verdict` is not
reported, and letters and spaces of a rating must be those of the table.

The level is error. A waiver on the claim is the way to make an exception that others can see:
`"waive": [{"check": "verdict-unbacked", "reason": "…", "until": "2026-03-31"}]`. The check cannot
know whether a verdict is right: it holds the one against what the record carries, by a table that
the house has made.

## Why it matters

A rating is what readers remember. Where a house has said what it takes for each of its ratings,
one that is published without it should have been noticed before.

## Example

With `"True" = ["corroborated"]` in the table, on a claim that one voice carries:

```json
{
  "statement": "The bridge was closed for 12 days.",
  "verdict": "True"
}
```

## Instead

With `"Unproven" = ["single-source"]`, or once a second voice is found:

```json
{
  "verdict": "True",
  "corroboration": [{ "source": "log" }, { "source": "count" }]
}
```

## References

- Config: `[verdicts]`
- What a claim rests on: standing
- IFCN Code of Principles: transparency of methodology
- ClaimReview (schema.org): `reviewRating`
"""

from sayso.rules.conditions import requires_fact
from sayso.rules.finding import Findings, Level, error
from sayso.rules.rule import ClaimSubject, Family, Rule
from sayso.rules.sentences import enumeration, reason_sentence


@Rule(
    Family.STANDING,
    (Level.ERROR,),
    wanted_by=lambda house: bool(house.verdicts),
    conditions=(requires_fact("verdict", "no verdict is recorded"),),
)
def check(on: ClaimSubject) -> Findings:
    verdict, ratings, standing = on.claim.verdict, on.house.verdicts, on.judgement.standing
    if not ratings:
        return
    if verdict not in ratings:
        message = f'"{verdict}" is no rating of the house'
    elif standing not in ratings[verdict]:
        carriers = enumeration([f"`{each}`" for each in ratings[verdict]], "or")
        message = f'"{verdict}" is for {carriers}, and this is `{standing}`: {reason_sentence(on)}'
    else:
        return
    fitting = [f'"{rating}"' for rating, standings in ratings.items() if standing in standings]
    # What is spelt alike may mean the opposite: only the same words are offered as such.
    same = [rating for rating in ratings if _words(rating) == _words(verdict) != _words("")]
    if same and verdict not in ratings:
        help = f'did you mean "{same[0]}"?'
    elif fitting:
        others = enumeration(fitting, "or")
        help = f"for `{standing}` the house has {others}; or see what is missing in the record"
    else:
        help = f"the house has no rating for `{standing}`: see what is missing in the record"
    yield error(message, help, on.place("verdict"))


def _words(rating: str) -> list[str]:
    return rating.casefold().replace("-", " ").split()
