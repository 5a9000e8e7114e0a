"""`sayso init`: a file to start from, with one worked entry."""

import hashlib
import os
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from sayso_cli.files import create
from sayso_cli.terminal import fail, visible

SCHEMA: Final = "schema.json"
REPORT: Final = "courier-report.txt"
"""The file that one of the sources is kept in."""

_REPORT: Final = b"""\
The Example Courier, 4 March 2025, page 3

We read the gauge at the dam

The ministry says that the reservoir is full. We went there on 1 March, and
read the gauge: it stood at 41.2 metres. At 41 metres the reservoir is full.
"""

_STARTER: Final[dict[str, Any]] = {
    "version": 1,
    "title": "What these claims are about",
    "note": "A worked entry to replace by your own.",
    "parties": {
        "example-state": {"name": "Example State", "kind": "state"},
        "example-ministry": {
            "name": "Example Ministry of Water",
            "kind": "government-body",
            "controlled_by": ["example-state"],
        },
        "example-courier": {"name": "The Example Courier", "kind": "media"},
    },
    "sources": {
        "ministry-release": {
            "title": "Reservoir is full",
            "by": ["example-ministry"],
            "basis": "statement",
            "published": "2025-03-03",
            "retrieved": "2025-03-06",
            "url": "https://ministry.example/releases/17",
            "archived": "https://web.archive.org/web/20250306/https://ministry.example/releases/17",
        },
        "courier-report": {
            "title": "We read the gauge at the dam",
            "by": ["example-courier"],
            "basis": "observation",
            "published": "2025-03-04",
            "retrieved": "2025-03-06",
            "file": REPORT,
            "sha256": hashlib.sha256(_REPORT).hexdigest(),
            "note": "From the printed paper: a copy kept here instead of an address. Its reporter read the "
            "gauge: that is why the basis is `observation`.",
        },
    },
    "claims": [
        {
            "id": "reservoir-full",
            "statement": "The reservoir was full on 1 March 2025.",
            "claimant": ["example-ministry"],
            "evidence": [
                {"source": "ministry-release", "locator": "first paragraph", "checked": "2025-03-06"},
            ],
            "corroboration": [
                {
                    "source": "courier-report",
                    "quote": "read the gauge: it stood at 41.2 metres",
                    "locator": "page 3",
                    "checked": "2025-03-06",
                },
            ],
            "stated_in": "ministry-release",
            "stated_on": "2025-03-03",
            "standing": "single-source",
            "note": "One voice besides the ministry: if the Courier is wrong, only its word is left.",
        }
    ],
}

_EMPTY: Final[dict[str, Any]] = {"version": 1, "parties": {}, "sources": {}, "claims": []}


def init(
    file: Annotated[
        Path, typer.Argument(help="The file to write; `.jsonl` and `.ndjson` for one record a line.")
    ] = Path("claims.json"),
    schema: Annotated[
        bool,
        typer.Option(
            help=f"Write `{SCHEMA}` beside the file and name it there, so that editors explain the fields."
        ),
    ] = True,
    empty: Annotated[bool, typer.Option("--empty", help="Write a file without any entry.")] = False,
) -> None:
    """Write a claim file to start from, with one worked entry.

    Beside it goes `courier-report.txt`, the file that one of its sources is kept in. Nothing is
    overwritten: a text or a `schema.json` that is there already is used if it is just that. With --empty
    there is nothing to delete later, and no text beside it.
    """
    from sayso.record.disk import LINE_SUFFIXES
    from sayso.record.schema import schema_text

    lines = file.suffix in LINE_SUFFIXES
    wanted = schema and not lines
    if empty and lines:
        fail("a file with one record a line cannot be empty; do without --empty, or name a .json file")
    if os.path.lexists(file):
        fail(f"{file} is there already; nothing was written")
    example = (REPORT, _REPORT, "the text of the example", "Name a file in another folder")
    needed = [] if empty else [example]
    if wanted:
        own = "the schema of this version of sayso"
        needed.append((SCHEMA, schema_text().encode(), own, "--no-schema does without it"))
    try:
        new = [
            (file.parent / name, data)
            for name, data, what, way in needed
            if not _is_written_already(file.parent / name, data, what, way)
        ]
        for beside, data in new:
            create(beside, data)
        create(file, _starting_text(_EMPTY if empty else _STARTER, lines=lines, schema=wanted).encode())
    except OSError as error:
        fail(f"cannot write {file}: {error.strerror}")
    written = f"wrote {', '.join(map(str, (file, *(beside for beside, _ in new))))}"
    first = "" if empty else f"`sayso check {file}`, then "
    typer.echo(visible(f"{written}; next: {first}`sayso add claim {file}`"))


def _is_written_already(path: Path, data: bytes, what: str, way: str) -> bool:
    """Whether `path` holds `data` already; ends the run if it holds anything else."""
    from sayso.record.disk import open_file

    if not os.path.lexists(path):
        return False
    with suppress(OSError), open_file(path) as file:
        if file.read(len(data) + 1) == data:
            return True
    return fail(f"{path} is there already, and is not {what}; nothing was written. {way}")


def _starting_text(record: dict[str, Any], *, lines: bool, schema: bool) -> str:
    import json

    from sayso.record.edit import canonical_text

    if not lines:
        top = {"$schema": SCHEMA, **record} if schema else record
        return canonical_text(json.dumps(top, ensure_ascii=False), lines=False)
    records = [{"record": "party", "id": id, **party} for id, party in record["parties"].items()]
    records += [{"record": "source", "id": id, **source} for id, source in record["sources"].items()]
    records += [{"record": "claim", **claim} for claim in record["claims"]]
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
