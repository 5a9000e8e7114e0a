"""Pages that are empty without a browser, in a real Chromium, with servers on loopback."""

import importlib.util
import json
import os
import socket
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result
from warcio.archiveiterator import ArchiveIterator

from sayso.verify import address
from sayso.verify.browser import Browser, NoBrowser, find_program, is_empty
from sayso.verify.fetch import Fetched, Fetcher
from sayso.verify.wire import Limits, Wire
from sayso_cli.main import app

from .conftest import Serve, wire
from .loopback import Server, http
from .site import TRUE, record, source, text

pytestmark = pytest.mark.usefixtures("names")

SHELL = b"<title>A page</title><div id=app></div><script src=/app.js></script>"
RENDER = b"""fetch("/data.json").then(answer => answer.json()).then(data => {
  document.getElementById("app").textContent = data.said
})"""
DATA = json.dumps({"said": f"The ministry wrote: {TRUE} It said no more."}).encode()


def script(code: str) -> bytes:
    return http(f"<title>A page</title><p id=out></p><script>{code}</script>".encode())


def site(path: str, headers: dict[str, str]) -> bytes:
    """A site whose pages are made by a script."""
    match path:
        case "/app.js":
            return http(RENDER, kind="text/javascript")
        case "/data.json":
            return http(DATA, kind="application/json")
        case _:
            return http(SHELL, "200 OK", 'ETag: "shell"')


@pytest.fixture(scope="module")
def chromium() -> str:
    """The program; without one the test is skipped, unless the environment asks for one."""
    try:
        return find_program()
    except NoBrowser:
        if "SAYSO_BROWSER" in os.environ:
            raise
        pytest.skip("there is no Chromium here; `apt-get install chromium fonts-dejavu-core` brings it")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SAYSO_CHROMIUM", raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    return tmp_path


def browse(program: str, sent: Wire, url: str) -> Fetched:
    browser = Browser(program, sent.with_deadline, sent.limits, sent.agent, sandbox=False)
    return browser.render(Fetcher(sent, sent.limits, keep=True).fetch(url))


def verify(*args: object) -> Result:
    return CliRunner().invoke(app, ["verify", *map(str, args)], catch_exceptions=False)


def test_a_page_that_a_script_makes_is_found(serve: Serve, chromium: str, folder: Path) -> None:
    server = serve(site)
    reach = ("--allow-private", "site.example", "--allow-port", server.port, "--delay", 0)
    in_browser = ("--browser", "--no-sandbox", "--chromium", chromium)
    Path("claims.json").write_text(text(record(server, true=source(server.url("/true#part")))))
    without = verify(*reach)
    assert without.exit_code == 1
    assert "`--browser` opens what is empty without one" in " ".join(without.stdout.split())
    assert server.paths == ["/true"]
    done = verify(*reach, *in_browser, "--warc", "proof.warc.gz")
    assert done.exit_code == 0, done.output
    assert "as a browser shows it" in done.stdout
    # The document is not asked for again, and each thing that it needs once.
    assert server.paths[1:] == ["/true", "/app.js", "/data.json"]
    assert {headers["user-agent"].partition("/")[0] for _, headers, _ in server.requests} == {"sayso"}
    (entry,) = json.loads(Path("claims.lock.json").read_text())["sources"].values()
    assert (entry["outcome"], entry["rendered"], entry["reason"]) == ("ok", True, "as a browser shows it")
    assert [quote["outcome"] for quote in entry["quotes"]] == ["found"]
    # What is made of a page may be another although the page is as it was.
    assert "etag" not in entry
    proof: dict[str, bytes] = {}
    with Path("proof.warc.gz").open("rb") as file:
        for each in ArchiveIterator(file):
            named = each.rec_headers.get_header("WARC-Target-URI")
            if each.rec_type in ("response", "resource"):
                proof[named] = each.content_stream().read()
    url = server.url("/true")
    assert set(proof) == {
        url,
        server.url("/app.js"),
        server.url("/data.json"),
        f"urn:dom:{url}",
        f"urn:view:{url}",
    }
    assert TRUE in proof[f"urn:dom:{url}"].decode()
    assert proof[f"urn:view:{url}"].startswith(b"\x89PNG")
    # The same comes of the proof, without a network.
    asked = len(server.requests)
    assert verify(*in_browser, "--from-warc", "proof.warc.gz", "--locked").exit_code == 0
    assert len(server.requests) == asked


ESCAPES = """
const out = document.getElementById("out")
const tries = [], note = text => { out.textContent += text + " " }
const open = url => tries.push(fetch(url).then(() => note("opened " + url), () => {}))
for (const url of ["http://10.0.0.1/x", "OTHER/fetch", "http://localhost/", "https://site.example:444/",
  "file:///etc/passwd", "/redirect", "OTHER/away"]) open(url)
tries.push(fetch("/data.json", { method: "POST", body: "x" }).then(() => note("posted"), () => {}))
navigator.sendBeacon("OTHER/beacon", "x")
for (const [tag, name] of [["img", "src"], ["iframe", "src"], ["embed", "src"], ["object", "data"],
  ["video", "src"], ["audio", "src"], ["link", "href"], ["script", "src"]]) {
  const element = document.createElement(tag)
  if (tag === "link") element.rel = "stylesheet"
  element[name] = "OTHER/" + tag
  document.body.append(element)
}
for (const rel of ["prefetch", "preload", "preconnect", "dns-prefetch", "prerender", "icon", "manifest"])
  document.head.append(
    Object.assign(document.createElement("link"), { rel, href: "OTHER/" + rel, as: "script" }))
document.body.append(Object.assign(document.createElement("p"), { style: "background: url(OTHER/css)" }))
for (const way of [() => new WebSocket("ws://127.0.0.1:PORT/"), () => new EventSource("OTHER/events"),
  () => new Worker(URL.createObjectURL(new Blob(["fetch('OTHER/worker')"]))),
  () => new SharedWorker(URL.createObjectURL(new Blob(["fetch('OTHER/shared')"]))),
  () => navigator.serviceWorker.register("/sw.js"),
  () => { const peer = new RTCPeerConnection({ iceServers: [{ urls: "stun:127.0.0.1:UDP" }] })
    peer.createDataChannel("x"); peer.createOffer().then(offer => peer.setLocalDescription(offer)) }]) {
  try { way(); } catch (error) {}
}
window.open("OTHER/popup")
Object.assign(document.createElement("a"), { href: "OTHER/file", download: "x" }).click()
Promise.all(tries).then(() => note("THE END"))
"""


def test_nothing_reaches_the_network_by_another_way(serve: Serve, chromium: str) -> None:
    other = serve(lambda path, headers: http(b"fetched", "200 OK", "Access-Control-Allow-Origin: *"))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        udp.bind(("127.0.0.1", 0))
        code = ESCAPES.replace("OTHER", f"http://127.0.0.1:{other.port}").replace("PORT", str(other.port))
        code = code.replace("UDP", str(udp.getsockname()[1]))

        def handler(path: str, headers: dict[str, str]) -> bytes:
            if path == "/redirect":
                return http(b"", "302 Found", f"Location: http://127.0.0.1:{other.port}/redirected")
            return script(code) if path == "/" else http(b"{}", kind="application/json")

        server = serve(handler)
        seen = browse(chromium, wire(server, total=8), server.url())
        udp.setblocking(False)
        with pytest.raises(BlockingIOError):
            udp.recv(1)
    assert b'<p id="out">THE END </p>' in seen.body
    assert not other.connections
    assert server.paths == ["/", "/redirect"]
    told = seen.reason.partition("; it was refused ")[2].split("; ")
    assert "http://10.0.0.1/x: 10.0.0.1 is not a public address" in told
    assert any(each.startswith("file:///etc/passwd: only http") for each in told)
    assert any("is not opened unless it is allowed" in each for each in told)
    assert len(told) == 5


def test_sending_is_refused_and_told(serve: Serve, chromium: str) -> None:
    code = "fetch('/x', { method: 'POST', body: 'x' }).catch(() => { out.textContent = 'not sent' })"
    server = serve(lambda path, headers: script(code))
    seen = browse(chromium, wire(server), server.url())
    assert b'<p id="out">not sent</p>' in seen.body
    assert seen.reason == f"as a browser shows it; it was refused {server.url('/x')}: nothing is sent by POST"


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("setInterval(() => fetch('/x'), 50)", "a page gets 10 answers at most"),
        (
            "(async () => { for (const at of '12345') await fetch('/large').catch(() => at) })()",
            "a page gets 0 MiB at most",
        ),
        ("document.body.textContent = 'x'.repeat(200000)", "it is larger than 0 MiB"),
        ("setTimeout(() => { location = 'about:blank' }, 1)", "it leads to what is no page"),
        ("while (true) {}", "does not come to rest"),
    ],
)
def test_what_has_no_end_ends(
    serve: Serve, chromium: str, code: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sayso.verify.browser.MAX_REQUESTS", 10)

    def handler(path: str, headers: dict[str, str]) -> bytes:
        return http(b"x" * 60_000) if path == "/large" else http(b"x") if path == "/x" else script(code)

    server = serve(handler)
    start = time.monotonic()
    total = 3 if code.startswith("while") else 8
    seen = browse(chromium, wire(server, total=total, bytes=100_000), server.url())
    assert time.monotonic() - start < 40
    assert reason in seen.reason
    assert len(server.paths) <= 11
    assert seen.rendered == seen.reason.startswith("as a browser shows it")


def test_what_pages_have_and_send(serve: Serve, chromium: str) -> None:
    """The text of shadow roots; cookies and keys go to the host that they are for, and not where it leads."""
    code = """alert("wait")
document.cookie = "a=1"
document.body.attachShadow({ mode: "open" }).innerHTML = "<p>In the shadow: <slot></slot></p>"
const headers = { authorization: "key", "x-own": "no" }
const get = path => fetch(path, { headers }).then(answer => answer.text())
Promise.all([get("/here"), get("/there")]).then(texts => { out.textContent = texts.join() })"""

    def handler(path: str, headers: dict[str, str]) -> bytes:
        if path == "/there":
            return http(b"", "302 Found", f"Location: {server.url('/further', 'other.example')}")
        told = f"{headers.get('cookie')} {headers.get('authorization')} {headers.get('x-own')}".encode()
        return (
            script(code)
            if path == "/"
            else http(told, "200 OK", "Access-Control-Allow-Origin: *", kind="text/plain")
        )

    server = serve(handler)
    seen = browse(chromium, wire(server), server.url())
    assert b"a=1 key None,None None None" in seen.body
    assert b'shadowrootmode="open"' in seen.body
    assert seen.outcome == "ok"


def test_a_script_that_leads_to_a_login(serve: Serve, chromium: str) -> None:
    login = b"<title>Log in</title><form><input type=password></form>"

    def handler(path: str, headers: dict[str, str]) -> bytes:
        return (
            script("setTimeout(() => { location = '/login?next=/article' }, 1)")
            if path == "/article"
            else http(login)
        )

    server = serve(handler)
    seen = browse(chromium, wire(server), server.url("/article"))
    assert (seen.outcome, seen.reason, seen.body) == ("blocked", "it leads to a login", b"")


def test_a_browser_that_does_not_start(serve: Serve, chromium: str) -> None:
    server = serve(site)
    seen = browse("/bin/false", wire(server), server.url())
    assert seen.reason.startswith("it is empty without a browser, and in one it fails: ")
    assert (seen.rendered, seen.outcome, seen.body) == (False, "ok", SHELL)
    over = wire(server)
    fetched = Fetcher(over).fetch(server.url())
    late = Browser(chromium, over.with_deadline, Limits(until=time.monotonic()), "sayso")
    assert late.render(fetched).reason.endswith("the time for the run is over")


@pytest.mark.parametrize(
    ("kind", "body", "longest", "empty"),
    [
        ("text/html", SHELL, 0, True),
        ("text/html", b"<p>Nothing but text.", 0, False),
        ("text/html", SHELL + b"x" * 499, 0, False),
        ("text/html", SHELL + b"x" * 499, 600, True),
        ("text/plain", SHELL, 0, False),
        ("text/html", b"PK\x03\x04<script", 0, True),
        ("text/html", b"%PDF-1.7 <script", 0, False),
    ],
)
def test_what_is_empty_without_a_browser(kind: str, body: bytes, longest: int, empty: bool) -> None:
    fetched = Fetched("http://a.example/", "ok", media_type=kind, body=body)
    assert is_empty(fetched, longest) is empty


def test_what_is_there_needs_no_browser(serve: Serve) -> None:
    server = serve(
        lambda path, headers: http(b"gone", "404 Not Found") if path == "/gone" else http(b"x" * 600)
    )
    for path in ("/gone", "/"):
        fetched = Fetcher(wire(server)).fetch(server.url(path))
        assert Browser("", wire(server).with_deadline, Limits(), "sayso").render(fetched) is fetched


def missing(monkeypatch: pytest.MonkeyPatch, library: str) -> None:
    known = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *rest: None if name == library else known(name, *rest)
    )


def test_what_is_missing_is_told(folder: Path, serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    server = serve(site)
    Path("claims.json").write_text(text(record(server)))
    done = verify("--browser", "--chromium", "no-such-program")
    assert (done.exit_code, "there is no program no-such-program; install one" in done.stderr) == (2, True)
    monkeypatch.setenv("PATH", "")
    done = verify("--browser")
    assert (done.exit_code, "there is no Chromium here; install one" in done.stderr) == (2, True)
    missing(monkeypatch, "playwright")
    done = verify("--browser")
    assert (done.exit_code, "install it by pip install 'sayso[browser]'" in done.stderr) == (2, True)
    assert not server.requests


def test_root_has_to_allow_a_browser_without_sandbox(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    Path("claims.json").write_text(json.dumps({"version": 1, "parties": {}, "sources": {}, "claims": []}))
    program = folder / "chromium"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    done = verify("--browser", "--chromium", program)
    assert (done.exit_code, "allow that by --no-sandbox" in done.stderr) == (2, True)
    assert verify("--browser", "--chromium", program, "--no-sandbox").exit_code == 0
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    assert verify("--browser", "--chromium", program).exit_code == 0


def test_no_browser_is_loaded_unasked(folder: Path, serve: Serve, process: Any) -> None:
    server: Server = serve(site)
    Path("claims.json").write_text(text(record(server, true=source(server.url("/true")))))
    code = (
        "import atexit, sys; from sayso_cli.main import run\n"
        "atexit.register(lambda: print([name for name in sys.modules if 'playwright' in name]))\n"
        "run()"
    )
    import subprocess
    import sys

    for command in (["check", "claims.json"], ["verify", "claims.json", "--allow-port", str(server.port)]):
        done = subprocess.run(
            [sys.executable, "-c", code, *command], capture_output=True, check=False, timeout=60
        )
        assert done.stdout.splitlines()[-1] == b"[]", done


def test_a_look_up_that_takes_long(serve: Serve, chromium: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page is shown as it is when its time is over."""
    over = threading.Event()

    def resolve(host: str, port: int) -> list[str]:
        if host == "other.example":
            over.wait(30)
        return ["127.0.0.1"]

    monkeypatch.setattr(address, "resolve", resolve)
    monkeypatch.setattr("sayso.verify.browser.MAX_SECONDS", 3.0)
    code = f"fetch('http://other.example:{{}}/x'); document.getElementById('out').textContent = '{TRUE}'"
    server: Server = serve(lambda path, headers: script(code.format(server.port)))
    start = time.monotonic()
    shown = browse(chromium, wire(server, keep=True), server.url("/"))
    assert time.monotonic() - start < 12
    over.set()
    assert TRUE.encode() in shown.body
