"""A lock file that cannot be read

## What it does

Reports a claim file whose lock file, `claims.lock.json` beside `claims.json`, cannot be read: it
is no sound JSON, does not fit its schema, is no file, or is a symbolic link that leads outside
the project. The message says where in the lock file the fault is. The same goes for the lock file
of a register.

The level is always error, and no waiver can silence it. What the lock was to say is not known
then, so no other check of this family finds anything. A lock that is not there is a case for
`never-verified`.

## Why it matters

The lock is written by a program and reviewed by people. One that has come apart, in a merge say,
must not look like one in which all is well.

## Example

The lock file, with an outcome that there is not:

```json
{
  "series": {
    "at": "2025-11-20T09:30:00Z",
    "outcome": "fine",
    "url": "https://lab.example/freight"
  }
}
```

## Instead

As `sayso verify` writes it:

```json
{
  "series": {
    "at": "2025-11-20T09:30:00Z",
    "outcome": "ok",
    "url": "https://lab.example/freight",
    "text_sha256": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
  }
}
```

## References

- The lock file: docs/verify-lock.md
- RFC 8259, The JavaScript Object Notation (JSON) Data Interchange Format
"""

from sayso.rules.load_problems import problem_rule

check = problem_rule(__name__)
