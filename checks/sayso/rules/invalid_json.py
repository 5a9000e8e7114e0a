"""A file that is not valid JSON, or that cannot be read at all

## What it does

Reports what JSON does not allow (a comma after the last entry, a comment, text in single quotes, a
bracket or quotation mark that is not closed, `NaN`), a file that is not UTF-8 or starts with a
byte-order mark, an empty file, a file that cannot be opened or is larger than 256 MiB, and a link
in a folder that is searched which leads outside the project. Lists and objects may be nested 200
deep, and whole numbers may have 4300 digits; what goes beyond that is reported here too.

Where the fault touches one value only, such as `NaN`, the entry it stands in is counted as
unreadable and the rest of the file is judged. A fault in the structure ends the reading of the
file; in a file with one record a line (`.jsonl`, `.ndjson`), of that line alone.

The level is always error, and no waiver can silence it. The check says where the reading had to
stop. The mistake may have been made earlier, so the place where the list or object was opened is
shown as well.

## Why it matters

A file that is skipped looks exactly like a file without findings. sayso therefore fails closed:
what it cannot read is an error, never left out. Readers that forgive disagree with each other on
what a broken file says, and a claim should not rest on which program opened it.

## Example

A comma after the last entry, and a comment:

```text
"ministry": { "name": "Ministry of Transport", "kind": "government-body" },
},
"statement": "The Elm Street bridge carries 40 tonnes.", // from the release
```

## Instead

```json
{
  "statement": "The Elm Street bridge carries 40 tonnes.",
  "note": "From the release."
}
```

## References

- RFC 8259, The JavaScript Object Notation (JSON) Data Interchange Format
- RFC 3629, UTF-8, a transformation format of ISO 10646
"""

from sayso.rules.load_problems import problem_rule

check = problem_rule(__name__)
