"""Figures that cannot all be right

## What it does

Compares the `figures` of the factual claims of one file, each with the earlier ones of the same
`measure` and the same `unit` (case and spaces make no difference; a figure without unit is compared
with others without). A unit of scale, `million` or `million people`, makes one number with its
value. It reports a figure that agrees with none of the values that an earlier one leaves open; the
related place is the earlier one. Figures of one claim are compared too.

A `bound` is read as a journalist writes it, so that "over 40" and "41" agree and "over 1,000" and
"over 10,000" do not, as nobody calls ten thousand "over one thousand":

| `bound` | leaves open, for a value v above zero |
|---|---|
| `exactly` | v alone |
| `about` | v, and up to 10 % more or less |
| `at-least`, `over` | from v to twice v; `over` without v itself |
| `at-most`, `under` | from half of v to v; `under` without v itself |

Below zero it is the mirror image; a bound of zero leaves open all that is beyond it. Two figures
agree if there is a value that both leave open.

The level is warning. A waiver on either of the two claims silences it:
`"waive": [{"check": "conflicting-figures", "reason": "two ways to count"}]`, with `"until"` if it
is to end on a day. The check cannot know which figure is right. The units of scale
are `hundred`, `thousand`, `lakh`, `million`, `crore`, `billion` and `trillion` as in English
today, `mn`, `bn`, `tn`, 万 and 亿; it converts no others.

## Why it matters

Two claims with two figures for one thing are each well-formed alone. Somebody has to notice that at
most one of them holds, or that they measure different things under one name.

## Example

Two claims with figures of one measure:

```json
[
  { "figures": [{ "measure": "people who left, May 2025", "value": 1000, "bound": "over" }] },
  { "figures": [{ "measure": "people who left, May 2025", "value": 10000, "bound": "over" }] }
]
```

## Instead

They speak of two things, and now say so:

```json
[
  { "figures": [{ "measure": "people who left the upper valley", "value": 1000 }] },
  { "figures": [{ "measure": "people who left the valley", "value": 10000 }] }
]
```

## References

- The record: `figures` and their bounds
- Reuters' Handbook of Journalism: accuracy, and care with figures
"""

import math
import re
from typing import Final

from msgspec import Struct

from sayso.record.file import Place
from sayso.record.model import Figure, Waiver
from sayso.rules.conditions import is_factual
from sayso.rules.finding import Finding, Findings, Level, RelatedPlace, warning
from sayso.rules.rule import Condition, Family, RecordSubject, Rule

# An end of a span: the value, and by how little the end lies beyond (1) or before it (-1).
End = tuple[float, int]

_SCALES: Final = {
    **{"hundred": 2, "thousand": 3, "lakh": 5, "million": 6, "crore": 7, "billion": 9, "trillion": 12},
    **{"mn": 6, "bn": 9, "tn": 12, "万": 4, "萬": 4, "亿": 8, "億": 8},
}
_SCALED = re.compile(
    rf"(?:({'|'.join(name for name in _SCALES if name.isascii())})\b\.? ?|([万萬亿億]) ?)(.*)"
)


class _StatedFigure(Struct, frozen=True):
    """A figure where it stands, with the values that it leaves open."""

    low: End
    high: End
    words: str
    claim: str
    place: Place
    waivers: tuple[Waiver, ...]


def value_span(figure: Figure) -> tuple[End, End]:
    """The values that a figure leaves open, from the least to the greatest."""
    value = float(figure.value)
    if power := _scale(figure.unit)[0]:
        from decimal import Decimal

        # Binary fractions would make 4.35 million another number than 4,350,000.
        value = float(Decimal(repr(figure.value)).scaleb(power))
    match figure.bound:
        case "exactly":
            return (value, 0), (value, 0)
        case "about":
            # A hair more than 10 %, as most decimal fractions are no binary ones.
            low, high = sorted([value * 0.9 * (1 - 1e-12), value * 1.1 * (1 + 1e-12)])
            return (low, 0), (high, 0)
        case "at-least" | "over":
            most = value * 2 if value > 0 else value / 2 if value else math.inf
            return (value, int(figure.bound == "over")), (most, 0)
        case _:
            least = value / 2 if value > 0 else value * 2 if value else -math.inf
            return (least, 0), (value, -int(figure.bound == "under"))


@Rule(
    Family.CONSISTENCY,
    (Level.WARNING,),
    conditions=(is_factual, Condition(lambda scope: scope.on.claim.figures, "it holds no figures")),
    two_sided=True,
    compares_all=True,
)
def check(on: RecordSubject) -> Findings:
    # Of the earlier figures of one measure and unit, that which ends lowest and that which begins highest:
    # what agrees with these two agrees with all of them.
    outermost: dict[tuple[str, str], tuple[_StatedFigure, _StatedFigure]] = {}
    for entry, claim in on.claims():
        if claim.kind != "factual":
            continue
        for index, figure in enumerate(claim.figures):
            bound = "" if figure.bound == "exactly" else f"{figure.bound.replace('-', ' ')} "
            words = f"{bound}{_number(figure.value)} {figure.unit}".rstrip()
            place = entry.place("figures", index, "value")
            stated = _StatedFigure(*value_span(figure), words, claim.id, place, claim.waive)
            key = _folded_text(figure.measure), _scale(figure.unit)[1]
            lowest, highest = outermost.get(key, (stated, stated))
            if lowest.high < stated.low:
                yield _finding(figure.measure, stated, lowest)
            elif stated.high < highest.low:
                yield _finding(figure.measure, stated, highest)
            outermost[key] = (
                stated if stated.high < lowest.high else lowest,
                stated if stated.low > highest.low else highest,
            )


def _scale(unit: str) -> tuple[int, str]:
    """The power of ten that `unit` begins with, and the unit behind it."""
    power, rest = 0, _folded_text(unit)
    while match := _SCALED.fullmatch(rest):
        power += _SCALES[match[1] or match[2]]
        rest = match[3]
    return power, rest


def _folded_text(text: str) -> str:
    return " ".join(text.casefold().split())


def _number(value: float) -> str:
    return f"{value:,}" if abs(value) < 1e15 else f"{value:g}"


def _finding(measure: str, stated: _StatedFigure, earlier: _StatedFigure) -> Finding:
    where = "elsewhere in this claim" if stated.claim == earlier.claim else f"in `{earlier.claim}`"
    return warning(
        f"{measure}: {stated.words} here, {earlier.words} {where}; no number fits both",
        "see which of them holds; if they measure different things, name them differently",
        stated.place,
        (RelatedPlace(f"{measure}: {earlier.words}", earlier.place),),
        stated.waivers if stated.claim == earlier.claim else (*stated.waivers, *earlier.waivers),
        stated.claim,
    )
