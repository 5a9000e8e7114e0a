"""A run over a thousand sources, most of them bad, ends when it said it would."""

import json
import math
import random
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from sayso.documents import pdf as pdf_module
from sayso.record.citations import Citation
from sayso.record.lock import Locked, Outcome
from sayso.verify import address
from sayso.verify.entry import lock_entry
from sayso.verify.failure import Failure
from sayso.verify.fetch import Fetched, Fetcher
from sayso.verify.schedule import Pace, fetch_all
from sayso.verify.wire import run_within
from sayso_cli.main import app

from .conftest import HOSTS, Serve, wire
from .loopback import Answer, drip, endless, http
from .pdf import pdf
from .site import record, source, text

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
KINDS = ("well", "gone", "slow", "dead", "drip", "dripping-head", "endless", "moved", "loop", "busy", "cut")


def site(path: str, headers: dict[str, str]) -> Answer:
    """Pages of each of `KINDS`."""
    match path.split("/")[1]:
        case "gone":
            return http(b"", "404 Not Found")
        case "slow":
            time.sleep(random.uniform(0.2, 1))
        case "dead":
            time.sleep(8)
        case "drip":
            return drip(HEAD + b"\r\n" + b"x" * 1_000, 0.05)
        case "dripping-head":
            return drip(HEAD + b"X: " + b"x" * 1_000, 0.05)
        case "endless":
            return endless(HEAD + b"\r\n", b"x" * 1_000)
        case "moved":
            return http(b"", "302 Found", f"Location: /well{path[6:]}")
        case "loop":
            return http(b"", "302 Found", f"Location: /loop{path[5:]}x")
        case "busy":
            return http(b"", "503 Busy", "Retry-After: 30")
        case "cut":
            return HEAD + b"Content-Length: 1000\r\n\r\nhalf"
    return http(b"<p>Whatever it says.</p>")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    return tmp_path


@pytest.mark.parametrize(
    ("sources", "seconds"), [(60, 2), pytest.param(1_000, 10, marks=pytest.mark.thorough(one_in=0))]
)
@pytest.mark.usefixtures("folder")
def test_a_run_ends_when_it_said_it_would(
    sources: int, seconds: int, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    servers = [serve(site, host=f"127.0.{place}.1") for place in range(1, 9)]
    hosts = {f"h{number}.example": servers[number % 8] for number in range(40)}
    where = {host: [f"127.0.{1 + number % 8}.1"] for number, host in enumerate(hosts)}
    where["nowhere.example"] = ["127.0.9.1"]
    monkeypatch.setattr(address, "resolve", lambda host, port: where[host])
    monkeypatch.setattr("sayso_cli.verifying.progress._LINE_SECONDS", 0.1)
    monkeypatch.setattr("sayso.verify.schedule._TICK", 0.05)
    names = list(hosts)
    own = {}
    for number in range(sources):
        kind = KINDS[number % len(KINDS)]
        host = names[number % len(names)]
        url = hosts[host].url(f"/{kind}/{number}", host)
        if number % 50 == 7:
            url = f"http://nowhere.example:{servers[0].port}/{number}"
        own[f"s{number}"] = source(url)
    Path("claims.json").write_text(text(record(servers[0], **own)))
    ports = [part for server in servers for part in ("--allow-port", server.port)]
    private = [part for host in where for part in ("--allow-private", host)]
    start = time.monotonic()
    done = CliRunner().invoke(
        app,
        [
            "verify",
            *map(str, [*private, *ports]),
            "--delay",
            "0.05",
            "--max-time",
            str(seconds),
            "-f",
            "json",
        ],
        catch_exceptions=False,
    )
    took = time.monotonic() - start
    assert took < seconds + 1 + 0.003 * sources, took
    (file,) = json.loads(done.stdout)["files"]
    outcomes = Counter(each["outcome"] for each in file["sources"])
    assert outcomes.total() == sources
    assert outcomes["ok"]
    assert outcomes["gone"]
    late = [each for each in file["sources"] if each["outcome"] == "skipped"]
    assert "the time for the run is over" in {each["reason"] for each in late}
    # Nothing is locked of what was not tried; of the rest all is.
    locked = json.loads(Path("claims.lock.json").read_text())["sources"]
    assert set(locked) == set(own) - {each["id"] for each in late}
    # What is waited for is told while nothing comes, and when it ends.
    waited = [line for line in done.stderr.splitlines() if "waiting for h" in line]
    assert waited
    assert all("; it ends in " in line for line in waited)


def test_a_host_whose_name_is_never_found_holds_nobody_up(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    """How long a look-up takes is up to the system; the run does not wait for it."""
    over = threading.Event()

    def resolve(host: str, port: int) -> list[str]:
        if host == "other.example":
            over.wait(20)
        return ["127.0.0.1"]

    monkeypatch.setattr(address, "resolve", resolve)
    server = serve(lambda path, headers: http(b"<p>Whatever it says.</p>"))
    sent = wire(server)
    urls = [server.url("/", host) for host in ("site.example", "other.example")]
    start = time.monotonic()
    pace = Pace(delay=0, until=start + 0.3)
    found = {
        each.url: each for each in fetch_all(Fetcher(sent), sent.policy, [(url, None) for url in urls], pace)
    }
    over.set()
    assert time.monotonic() - start < 4
    assert [found[url].outcome for url in urls] == ["ok", "skipped"]
    assert found[urls[1]].reason == "the time for the run is over"


@pytest.mark.parametrize(
    ("limits", "outcome", "reason"),
    [
        ({"read": 0.2}, "unreachable", "the name of the host was not looked up in 0.2 seconds"),
        ({"until": 0.2}, "skipped", "the time for the run is over"),
    ],
)
def test_a_look_up_takes_no_longer_than_an_answer(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, limits: dict[str, float], outcome: Outcome, reason: str
) -> None:
    """Also where nothing else bounds it, as of what a browser asks for, or of an authority for stamps."""
    over = threading.Event()
    monkeypatch.setattr(address, "resolve", lambda host, port: over.wait(20) and ["127.0.0.1"])
    server = serve(lambda path, headers: http(b""))
    start = time.monotonic()
    sent = wire(server, **{name: value for name, value in limits.items() if name != "until"})
    sent = sent.with_deadline(start + limits["until"]) if "until" in limits else sent
    with pytest.raises(Failure, match=reason) as told:
        sent(server.url("/"))
    over.set()
    assert time.monotonic() - start < 2
    assert told.value.outcome is outcome


def test_what_goes_wrong_in_time_is_told() -> None:
    with pytest.raises(ZeroDivisionError):
        run_within(5, lambda: 1 // 0)
    assert run_within(math.inf, lambda: 1) == run_within(5, lambda: 1) == 1


@pytest.mark.usefixtures("folder", "names")
def test_one_document_that_takes_long_holds_nobody_up(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was read before is locked, and the program ends."""
    over = threading.Event()

    def slow(citation: Citation, fetched: Fetched, *given: Any, **more: Any) -> Locked:
        if "/slow" in fetched.url:
            over.wait(30)
        return lock_entry(citation, fetched, *given, **more)

    monkeypatch.setattr("sayso.verify.session.lock_entry", slow)

    def handler(path: str, headers: dict[str, str]) -> bytes:
        # It comes last: what comes behind it has no time left.
        time.sleep(1 if path == "/slow" else 0)
        return http(b"<p>Whatever it says.</p>")

    server = serve(handler)
    own = {id: source(server.url(f"/{id}", host)) for id, host in (("quick", HOSTS[0]), ("slow", HOSTS[1]))}
    Path("claims.json").write_text(text(record(server, **own)))
    reach = ["--allow-private", HOSTS[0], "--allow-private", HOSTS[1], "--allow-port", str(server.port)]
    start = time.monotonic()
    done = CliRunner().invoke(app, ["verify", *reach, "--max-time", "4"], catch_exceptions=False)
    over.set()
    assert time.monotonic() - start < 12
    assert "2 sources: 1 ok, 1 skipped" in done.stdout
    assert list(json.loads(Path("claims.lock.json").read_text())["sources"]) == ["quick"]


@pytest.fixture
def slow_pdf(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """PDF files that take as long as they may; how long each may take."""
    given: list[float] = []

    def read(data: bytes, seconds: float, reader: str) -> tuple[str, str]:
        given.append(seconds)
        time.sleep(min(seconds, 5))
        return "", f"the PDF file takes more than {seconds:.0f} seconds to read"

    monkeypatch.setattr(pdf_module, "_read_in_child", read)
    return given


@pytest.mark.usefixtures("folder", "names")
def test_to_read_what_has_come_takes_no_longer(serve: Serve, slow_pdf: list[float]) -> None:
    """What has not been read in time is skipped: nothing is said of it."""
    server = serve(lambda path, headers: http(pdf("The dam"), kind="application/pdf"))
    own: dict[str, Any] = {f"s{number}": source(server.url(f"/{number}")) for number in range(8)}
    own["file"] = {**source(server.url("/file")), "file": "dam.pdf"}
    Path("dam.pdf").write_bytes(pdf("The dam"))
    Path("claims.json").write_text(text(record(server, **own)))
    start = time.monotonic()
    reach = ["--allow-private", "site.example", "--allow-port", str(server.port), "--delay", "0"]
    done = CliRunner().invoke(app, ["verify", *reach, "--max-time", "1"], catch_exceptions=False)
    assert time.monotonic() - start < 4
    assert done.exit_code == 0
    assert "9 sources: 9 skipped" in done.stdout
    assert max(slow_pdf) <= 1
    assert not Path("claims.lock.json").exists()
