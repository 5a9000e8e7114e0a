"""How close `sayso verify` comes to what its politeness allows, and the memory it takes.

`python benchmarks/verify.py [DELAY]` opens 1,000 addresses of 100 hosts on loopback, whose names only the run
knows, with 50 ms until each answer, and DELAY seconds (1 if not given) between two requests to one host. It
exits with 1 if a bound is not kept.
"""

import asyncio
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

HOSTS, EACH, LATENCY, AT_ONCE = 100, 10, 0.05, 8
TIME, MEMORY = 1.3, 300e6
PAGE = (
    b"<!doctype html><p>A page with a sentence to quote.</p>"
    + b"<p>More of it, in a sentence of its own.</p>" * 150
)
# Names stand for loopback addresses: h7.example is 127.0.1.8.
RUN = """
from sayso.verify import address
address.resolve = lambda host, port: [f"127.0.1.{int(host.partition('.')[0][1:]) + 1}"]
from sayso_cli.main import main
main()
"""


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer one request with the page, after a while."""
    await reader.readuntil(b"\r\n\r\n")
    await asyncio.sleep(LATENCY)
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(PAGE)}\r\n\r\n"
    writer.write(head.encode() + PAGE)
    await writer.drain()
    writer.close()


async def serve() -> None:
    """Answer on all addresses at one port, which is printed, until the process ends."""
    port = 0
    for number in range(HOSTS):
        listening = socket.create_server((f"127.0.1.{number + 1}", port))
        port = listening.getsockname()[1]
        await asyncio.start_server(answer, sock=listening)
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


def main(arguments: Sequence[str]) -> int:
    """Measure, print, and return the exit status."""
    if arguments[:1] == ["--serve"]:
        asyncio.run(serve())
    delay = float(arguments[0]) if arguments else 1.0
    # The politeness of one host, or that of all together, whichever takes longer.
    bound = max(EACH * LATENCY + (EACH - 1) * delay, HOSTS * EACH * LATENCY / AT_ONCE)
    server = subprocess.Popen([sys.executable, __file__, "--serve"], stdout=subprocess.PIPE, text=True)
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
    busy = usage.ru_utime + usage.ru_stime
    print(f"{seen} of {HOSTS * EACH} addresses of {len(PAGE) / 1e3:.0f} kB each, quotes found")
    print(f"{seconds:.1f} s, {busy:.1f} s of them of a processor; {memory / 1e6:.0f} MB")
    print(f"time / {bound:.2f} s that politeness takes: {seconds / bound:.2f}, at most {TIME}")
    kept = seen == HOSTS * EACH and seconds <= TIME * bound and memory <= MEMORY
    print("kept" if kept else "EXCEEDED")
    return int(not kept)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
