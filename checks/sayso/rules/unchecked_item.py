"""Items that nobody is recorded to have opened

## What it does

Reports a claim that has items without `checked`: the date on which somebody opened the source and
found that it says this. One finding a claim, at the first list with such an item; the message
names the sources. All stances count, and claims of any `kind`.

The level is note. A waiver on the claim silences it: `"waive": [{"check": "unchecked-item",
"reason": "from the 2019 archive", "until": "2026-12-31"}]`. Whether an item was checked does not
change the standing; and the check cannot know whether the source was read with care.

## Why it matters

References get copied from other people's lists, mistakes and all, until a source is cited for the
opposite of what it says. A date is a small promise that somebody looked.

## Example

```json
{
  "corroboration": [{ "source": "series", "locator": "table 3" }]
}
```

## Instead

```json
{
  "corroboration": [{ "source": "series", "locator": "table 3", "checked": "2025-02-11" }]
}
```

## References

- The record: items, and `checked`
- IFCN Code of Principles: standards and transparency of sources
"""

from sayso.rules.incomplete_items import incomplete_item_rule

check = incomplete_item_rule(
    __name__,
    lambda item: not item.checked,
    "nobody is recorded to have opened {}",
    "open each source, see whether it says this, and add the day as `checked`",
)
