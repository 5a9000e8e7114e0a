"""`sayso init`: a file to start from, with one worked entry."""

from pathlib import Path
from typing import Annotated, Any, Final

import typer

from sayso_cli.terminal import fail

SCHEMA: Final = "schema.json"

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
            "archived": "https://archive.example/ministry.example/releases/17",
        },
        "courier-report": {
            "title": "We read the gauge at the dam",
            "by": ["example-courier"],
            "basis": "observation",
            "published": "2025-03-04",
            "retrieved": "2025-03-06",
            "url": "https://courier.example/2025/gauge",
            "archived": "https://archive.example/courier.example/2025/gauge",
            "note": "Its reporter read the gauge: that is why the basis is `observation`.",
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
                {"source": "courier-report", "locator": "third paragraph", "checked": "2025-03-06"},
            ],
            "stated_in": "ministry-release",
            "stated_on": "2025-03-03",
            "standing": "single-source",
            "note": "One voice besides the ministry: if the Courier is wrong, only its word is left.",
        }
    ],
}


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
) -> None:
    """Write a claim file to start from, with one worked entry.

    Nothing is overwritten. A `schema.json` that is there already is used if it is that of sayso.
    """
    from sayso.record.schema import schema_text
    from sayso_cli.files import create

    lines = file.suffix in (".jsonl", ".ndjson")
    beside = file.parent / SCHEMA
    wanted = schema and not lines
    written = [str(file)]
    if file.exists() or file.is_symlink():
        fail(f"{file} is there already; nothing was written")
    try:
        if wanted and beside.exists():
            if beside.read_bytes() != schema_text().encode():
                fail(
                    f"{beside} is there already, and is not the schema of this version of sayso; "
                    "nothing was written. --no-schema does without it"
                )
        elif wanted:
            create(beside, schema_text().encode())
            written.append(str(beside))
        create(file, _starter(lines=lines, schema=wanted).encode())
    except OSError as error:
        fail(f"cannot write {file}: {error.strerror}")
    typer.echo(f"wrote {' and '.join(written)}; next: `sayso check {file}`, then `sayso add claim {file}`")


def _starter(*, lines: bool, schema: bool) -> str:
    import json

    if not lines:
        top = {"$schema": SCHEMA, **_STARTER} if schema else _STARTER
        return json.dumps(top, ensure_ascii=False, indent=2) + "\n"
    records = [{"record": "party", "id": id, **party} for id, party in _STARTER["parties"].items()]
    records += [{"record": "source", "id": id, **source} for id, source in _STARTER["sources"].items()]
    records += [{"record": "claim", **claim} for claim in _STARTER["claims"]]
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
