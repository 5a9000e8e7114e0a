"""How soon an editor is told what an edit changes: `sayso lsp` on a generated record, against `sayso check`.

`python benchmarks/editing.py` starts the server as an editor does, opens a record of 1,000 claims, and types
into claims, sources, their bases and parties, a character at a time. It prints how long it takes until what
is found is told, and the ratios to a whole run of `sayso check` with their bounds; it exits with 1 if one
is not kept.
"""

import asyncio
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from lsprotocol import types
from pygls.lsp.client import LanguageClient

from run import ROOT, SAYSO, run
from table import Row, shown

PATIENCE_SECONDS = 60
KINDS = {
    "a claim": '"statement": "',
    "a source": '"title": "',
    "a basis": '"basis": "',
    "a party": '"name": "',
}
# Claims that lead to a basis are judged again, and those in which a name is told.
MOST = {"a claim": 0.5, "a source": 0.5, "a basis": 1.0, "a party": 1.0}
MOST_SECONDS = 0.3


def edits(text: str, kind: str, number: int) -> Iterator[types.Position]:
    """Places within a word of so many entries of a kind, spread over `text`."""
    lines = [at for at, line in enumerate(text.split("\n")) if KINDS[kind] in line]
    if kind == "a source":
        lines = lines[1:]
    for line in lines[:: len(lines) // number][:number]:
        words = text.split("\n")[line]
        yield types.Position(line, words.index(KINDS[kind]) + len(KINDS[kind]) + 3)


async def measured(path: Path, number: int) -> dict[str, list[float]]:
    """The seconds from an edit to what is told of it, for each kind of entry."""
    client = LanguageClient("benchmark", "1")
    told: dict[int, asyncio.Event] = {}

    def published(params: types.PublishDiagnosticsParams) -> None:
        told.setdefault(params.version or 0, asyncio.Event()).set()

    client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(published)
    await client.start_io(SAYSO, "lsp", cwd=str(path.parent))
    folder = types.WorkspaceFolder(path.parent.as_uri(), "benchmark")
    await client.initialize_async(
        types.InitializeParams(types.ClientCapabilities(), workspace_folders=[folder])
    )
    text = path.read_text(encoding="utf-8")
    document = types.TextDocumentItem(path.as_uri(), "json", 1, text)

    async def until_told(version: int) -> float:
        start = time.perf_counter()
        await asyncio.wait_for(told.setdefault(version, asyncio.Event()).wait(), PATIENCE_SECONDS)
        return time.perf_counter() - start

    client.text_document_did_open(types.DidOpenTextDocumentParams(document))
    found = {"opened": [await until_told(1)]}
    version = 1
    for kind in KINDS:
        for position in edits(text, kind, number):
            version += 1
            change = types.TextDocumentContentChangePartial(types.Range(position, position), "x")
            client.text_document_did_change(
                types.DidChangeTextDocumentParams(
                    types.VersionedTextDocumentIdentifier(version, path.as_uri()), [change]
                )
            )
            found.setdefault(kind, []).append(await until_told(version))
    await client.shutdown_async(None)
    client.exit(None)
    await client.stop()  # type: ignore[no-untyped-call]
    return found


def main(
    claims: Annotated[int, typer.Option(help="The size of the record.", min=100)] = 1_000,
    number: Annotated[int, typer.Option(help="How many edits of each kind are made.", min=1)] = 10,
) -> None:
    """Measure how soon edits are answered, and print the tables; 1 if a bound is not kept."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "claims.json"
        generate = [sys.executable, str(ROOT / "benchmarks" / "generate.py"), str(path)]
        subprocess.run([*generate, "--claims", str(claims)], check=True)
        whole = statistics.median(run([SAYSO, "check", str(path)]).seconds for _ in range(5))
        found = asyncio.run(measured(path, number))
    print(f"`sayso check`: {whole:.3f} s\n\n| edit of | median | longest |\n| --- | ---: | ---: |")
    for kind, seconds in found.items():
        print(f"| {kind} | {statistics.median(seconds):.3f} | {max(seconds):.3f} |")
    medians = {kind: statistics.median(seconds) for kind, seconds in found.items()}
    rows = [Row(f"edit of {kind} / sayso check", medians[kind] / whole, MOST[kind]) for kind in KINDS]
    times = [Row(f"edit of {kind}, seconds", medians[kind], MOST_SECONDS) for kind in KINDS]
    raise typer.Exit(shown([*rows, *times]))


if __name__ == "__main__":
    typer.run(main)
