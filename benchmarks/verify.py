"""How close `sayso verify` comes to what its politeness allows, and what its quotes cost.

`python benchmarks/verify.py --delay DELAY` opens 1,000 addresses of 100 hosts on loopback, whose names only
the run knows, with 50 ms until each answer, and DELAY seconds (1 if not given) between two requests to one
host: once with short pages, once with pages as long as those of newspapers. It then measures what
`quotes.py` does. It prints each ratio and its bound, and exits with 1 if a bound is not kept.
"""

import asyncio
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from quotes import rows
from table import Row, shown

HOSTS, EACH, LATENCY, AT_ONCE = 100, 10, 0.05, 8
TIME, MEMORY = 1.3, 300
# So many sentences are in a page.
SHORT, USUAL = 150, 1330
# Names stand for loopback addresses: h7.example is 127.0.1.8.
RUN = """
from sayso.verify import address
address.resolve = lambda host, port: [f"127.0.1.{int(host.partition('.')[0][1:]) + 1}"]
from sayso_cli.main import main
main()
"""


def page(sentences: int) -> bytes:
    """A page with a sentence to quote, and as many others."""
    more = b"<p>More of it, in a sentence of its own.</p>" * sentences
    return b"<!doctype html><p>A page with a sentence to quote.</p>" + more


async def answer(content: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer one request with a page of this `content`, after a while."""
    await reader.readuntil(b"\r\n\r\n")
    await asyncio.sleep(LATENCY)
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(content)}\r\n\r\n"
    writer.write(head.encode() + content)
    await writer.drain()
    writer.close()


async def serve(sentences: int) -> None:
    """Answer on all addresses at one port, which is printed, until the process ends."""
    answering = partial(answer, page(sentences))
    port = 0
    for number in range(HOSTS):
        listening = socket.create_server((f"127.0.1.{number + 1}", port))
        port = listening.getsockname()[1]
        await asyncio.start_server(answering, sock=listening)
    print(port, flush=True)
    await asyncio.Event().wait()


def record(port: int) -> str:
    """A record of all addresses, each with a quote."""
    sources = {
        f"s{host}-{page}": {
            "title": "T",
            "by": ["p"],
            "basis": "investigation",
            "url": f"http://h{host}.example:{port}/{page}",
        }
        for host in range(HOSTS)
        for page in range(EACH)
    }
    claim = {
        "id": "c",
        "statement": "S.",
        "claimant": ["p"],
        "evidence": [],
        "corroboration": [{"source": id, "quote": "a sentence to quote"} for id in sources],
    }
    return json.dumps({"version": 1, "parties": {"p": {"name": "P"}}, "sources": sources, "claims": [claim]})


def polite(sentences: int, delay: float) -> list[Row]:
    """A run over all addresses, whose pages have so many sentences."""
    # The politeness of one host, or that of all together, whichever takes longer.
    bound = max(EACH * LATENCY + (EACH - 1) * delay, HOSTS * EACH * LATENCY / AT_ONCE)
    server = subprocess.Popen(
        [sys.executable, __file__, "--serve", str(sentences)], stdout=subprocess.PIPE, text=True
    )
    assert server.stdout is not None
    port = int(server.stdout.readline())
    try:
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "claims.json").write_text(record(port))
            private = [part for host in range(HOSTS) for part in ("--allow-private", f"h{host}.example")]
            options = ["--allow-port", str(port), "--delay", str(delay), "--quiet", *private]
            start = time.perf_counter()
            run = subprocess.Popen(
                [sys.executable, "-c", RUN, "verify", *options], cwd=folder, stdout=subprocess.DEVNULL
            )
            _, status, usage = os.wait4(run.pid, 0)
            seconds = time.perf_counter() - start
            run.returncode = os.waitstatus_to_exitcode(status)
            entries = json.loads((Path(folder) / "claims.lock.json").read_text())["sources"].values()
            seen = sum(entry["quotes"][0]["outcome"] == "found" for entry in entries)
    finally:
        server.kill()
        server.wait()
    # Linux counts in KiB, macOS in bytes.
    memory = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    size = f"{HOSTS * EACH:,} pages of {len(page(sentences)) / 1e3:.0f} kB"
    print(f"{size}: {seconds:.1f} s, {usage.ru_utime + usage.ru_stime:.1f} s of them of a processor")
    return [
        Row(f"{size}: not found", HOSTS * EACH - seen, 0),
        Row(f"{size}: time / politeness", seconds / bound, TIME),
        Row(f"{size}: MB of memory", memory / 1e6, MEMORY),
    ]


def main(
    delay: Annotated[float, typer.Option(help="Seconds between two requests to one host.", min=0)] = 1.0,
    sentences: Annotated[int | None, typer.Option("--serve", hidden=True)] = None,
) -> None:
    """Measure `sayso verify` on loopback, and print the table; 1 if a bound is not kept."""
    if sentences is not None:
        asyncio.run(serve(sentences))
    raise typer.Exit(shown([*polite(SHORT, delay), *polite(USUAL, delay), *rows()]))


if __name__ == "__main__":
    typer.run(main)
