"""A waiver that silences nothing

## What it does

Reports a waiver on a claim or a source that silenced no finding in the whole run. It is judged only
where its check was run: not with `--ignore` or without `--select`, and not where a house rule that
the check needs is not set. Left out are waivers that have ended (a case for `expired-waiver`), and
those of `unused-waiver` and `expired-waiver` themselves. A source in a register is judged by all
the files of the run.

The level is warning. A waiver on the same entry silences it:
`"waive": [{"check": "unused-waiver", "reason": "used by files elsewhere"}]`, with `"until"` if it
is to end on a day. The check cannot know why there is nothing left to silence.

## Why it matters

A waiver that silences nothing today may silence tomorrow what nobody has seen yet. When what it was
for is mended, it has to go.

## Example

The claim has an occasion, and so nothing to waive:

```json
{
  "stated_in": "report",
  "waive": [{ "check": "no-occasion", "reason": "Report not found." }]
}
```

## Instead

```json
{
  "stated_in": "report",
  "standing": "self-asserted"
}
```

## References

- The checks: waivers
"""

from typing import Final

from sayso.record.model import is_before
from sayso.rules.conditions import is_waived
from sayso.rules.finding import Findings, Level
from sayso.rules.rule import Family, Rule, WaiversSubject

# Whether these are used is known only after this check.
_LAST: Final = ("unused-waiver", "expired-waiver")


@Rule(Family.UPKEEP, (Level.WARNING,), conditions=(is_waived,))
def check(on: WaiversSubject) -> Findings:
    for held in on.waivers:
        waiver = held.waiver
        if (
            on.was_run(held)
            and waiver.check not in _LAST
            and not on.is_used(waiver)
            and not is_before(waiver.until, on.house.today)
        ):
            yield held.finding(
                Level.WARNING,
                f"this waiver silences nothing: there is no `{waiver.check}` here",
                "delete the waiver",
            )
