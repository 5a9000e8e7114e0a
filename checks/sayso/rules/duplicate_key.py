r"""A key that is given twice in one object

## What it does

Reports the second of two equal keys in one JSON object, and shows the first. Keys are compared as
the text they stand for, so that `"\u0069d"` and `"id"` are equal. Parties and sources are listed
by id, so two of them with one id in the same file are found here; entries of different files, and
records that stand one a line, are compared by `duplicate-id`.

An entry with a key given twice is counted as unreadable, and so is every claim that rests on it;
the rest of the file is judged. The level is always error, and no waiver can silence it. The check
cannot know which of the two was meant.

## Why it matters

Most programs keep one of the two values and say nothing of the other. In a record of claims the
one that is lost may be the list of corroboration, and then a claim stands lower, or higher, than
what was written down. Here the entry is not judged until somebody has decided.

## Example

```text
"corroboration": [{ "source": "visit" }],
"corroboration": [{ "source": "photos" }]
```

## Instead

```json
{
  "corroboration": [{ "source": "visit" }, { "source": "photos" }]
}
```

## References

- RFC 8259, section 4: the names within an object should be unique; what a program does otherwise
  is unpredictable
- RFC 7493, The I-JSON Message Format, section 2.3: names must be unique
"""

from sayso.rules.load_problems import problem_rule

check = problem_rule(__name__)
