"""A register that cannot be included

## What it does

Reports a path in `include` at which there is no file, that is not relative, that leads outside the
project, or that leads back to the file itself or to one that includes it; and a register that is
there but cannot be read. Paths are relative to the file they stand in and written with `/`;
registers may include each other 50 deep. The project is the nearest folder above the file with
`.git`, `pyproject.toml` or `sayso.toml`; where there is none, the working folder if the file lies
in it, else the folder of the file.

The level is always error, and no waiver can silence it. What the missing register was to supply
shows up as `unknown-reference`, and the claims that rest on it are counted as unreadable. The
check cannot know whether a register that is there is the one that was meant.

## Why it matters

Registers hold who controls whom, once for many files. A file that is checked without its register
is checked without those chains. Paths are kept inside the project so that a claim file from
somebody else cannot make sayso open other files of the machine it runs on, and so that the same
checkout gives the same report everywhere.

## Example

There is no such file:

```json
{
  "version": 1,
  "include": ["registers/missing-parties.json"]
}
```

## Instead

Name a register that is there, or none, and keep the parties in the file itself:

```json
{
  "version": 1,
  "parties": {
    "lab": { "name": "Harbour Test Laboratory", "kind": "research" },
    "maker": { "name": "Lumen Lamps", "kind": "company" }
  }
}
```

## References

- The record format: registers
- CWE-22, Improper Limitation of a Pathname to a Restricted Directory
"""

from sayso.rules.load_problems import problem_rule
from sayso.rules.rule import Condition

check = problem_rule(
    __name__, Condition(lambda scope: scope.on.entry.file.include, "the file includes no register")
)
