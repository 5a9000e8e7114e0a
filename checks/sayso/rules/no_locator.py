"""Items that do not say where in the source to look

## What it does

Reports a claim that has items with neither a `locator` (page, section, time code) nor a `quote`: a
reader who has the source still cannot find the place. A quotation will do, as it can be searched
for. One finding a claim, at the first list with such an item; the message names the sources. All
stances count, and claims of any `kind`.

The level is note. A waiver on the claim silences it, for sources of a few lines, say:
`"waive": [{"check": "no-locator", "reason": "short dispatches", "until": "2026-12-31"}]`. The check
cannot know how long a source is.

## Why it matters

"See the report" is no reference when the report has four hundred pages. Whoever checks the
checker, or comes back after a year, has to read it all again.

## Example

```json
{
  "corroboration": [{ "source": "audit" }]
}
```

## Instead

```json
{
  "corroboration": [{ "source": "audit", "locator": "p. 212, table 41" }]
}
```

## References

- The record: items, `locator` and `quote`
- Berkeley Protocol on Digital Open Source Investigations: documenting what was found
"""

from sayso.rules.incomplete_items import incomplete_item_rule

check = incomplete_item_rule(
    __name__,
    lambda item: not (item.locator or item.quote),
    "the record does not say where to look in {}",
    "add the page, section or time code as `locator`, or the words as `quote`",
)
