"""`sayso verify` as a whole: records, a site on loopback, locks, reports."""

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from sayso_cli.main import app
from tests.cli.formats.readers import command
from tests.cli.test_schemas import holds

from .conftest import Serve
from .loopback import Server, drip, http
from .site import ALTERED, PAGE, TRUE, record, site, source, text

pytestmark = pytest.mark.usefixtures("names")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM", "http_proxy", "https_proxy"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def sayso(*args: object) -> Result:
    return CliRunner().invoke(app, [*map(str, args)], catch_exceptions=False)


def verify(server: Server, *args: object) -> Result:
    """Run `sayso verify`, allowed to reach `server`."""
    hosts = [part for host in ("site", "other", "third") for part in ("--allow-private", f"{host}.example")]
    return sayso("verify", *hosts, "--allow-port", server.port, "--delay", 0, *args)


def entries(path: str = "claims.lock.json") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Path(path).read_text())["sources"]
    return found


def test_what_the_server_did_is_no_fault_of_the_record(serve: Serve) -> None:
    page = b"<p>Whatever it says.</p>"

    def handler(path: str, headers: dict[str, str]) -> bytes:
        if path.startswith("/hop"):
            left = int(path[4:])
            return http(b"", "302 Found", f"Location: /hop{left - 1}") if left else http(page)
        match path:
            case "/utf8enc":
                return http(page, "200 OK", "Content-Encoding: UTF-8")
            case "/cookieloop" if "cookie" not in headers:
                return http(b"", "302 Found", "Location: /cookieloop", "Set-Cookie: a=1")
            case "/paywalled":
                return http(b"", "302 Found", "Location: /login?next=%2Fpaywalled")
            case "/login?next=%2Fpaywalled":
                return http(b"<form><input name=user><input type=password></form>")
            case "/metarefresh":
                return http(b'<meta http-equiv="refresh" content="0; url=/page">')
            case _:
                return http(page)

    server = serve(handler)
    paths = ("utf8enc", "cookieloop", "paywalled", "metarefresh", "hop6")
    Path("claims.json").write_text(text(record(server, **{id: source(server.url(f"/{id}")) for id in paths})))
    done = verify(server)
    lock = entries()
    assert {id: entry["outcome"] for id, entry in lock.items()} == {
        id: "blocked" if id == "paywalled" else "ok" for id in paths
    }
    assert [quote["outcome"] for entry in lock.values() for quote in entry.get("quotes", ())] == ["found"] * 4
    assert done.exit_code == 0
    assert verify(server, "--max-redirects", 5).exit_code == 1
    assert entries()["hop6"]["last_try"]["reason"] == "there are more than 5 redirects"


def test_a_run_ends_when_it_said(serve: Serve) -> None:
    """Servers that drip, pauses between requests, and a wait that a server asks for do not make it longer."""

    def handler(path: str, headers: dict[str, str]) -> bytes | Iterable[bytes]:
        if path == "/busy":
            return http(b"", "429 Too Many Requests", "Retry-After: 50")
        return drip(http(b"a" * 5000), 0.1) if path == "/slow" else http(b"<p>Whatever it says.</p>")

    server = serve(handler)
    own = {f"page{number}": source(server.url(f"/{number}")) for number in range(20)}
    own["slow"] = source(server.url("/slow", "other.example"))
    own["busy"] = source(server.url("/busy", "third.example"))
    Path("claims.json").write_text(text(record(server, **own)))
    start = time.monotonic()
    done = verify(server, "--delay", 0.5, "--max-time", 2)
    assert time.monotonic() - start < 4
    assert done.exit_code == 0
    assert "the time for the run is over" in done.stdout
    lock = entries()
    assert 1 <= len(lock) < 10
    assert {entry["outcome"] for entry in lock.values()} == {"ok"}


@pytest.mark.thorough(one_in=3)
@pytest.mark.parametrize("archived", ["", "/copy"])
@pytest.mark.parametrize("file", [False, True])
@pytest.mark.parametrize(
    ("what", "opened"),
    [
        ("nothing", False), ("title", False), ("note", False), ("a quote less", False), ("quote", True),
        ("prefix", True), ("a quote more", True), ("url", True), ("archived", True), ("no lock", True),
        ("no entry", True), ("bytes", True),
    ],
)  # fmt: skip
def test_what_is_edited_is_opened(serve: Serve, what: str, opened: bool, file: bool, archived: str) -> None:
    """Beside it stand sources that nobody has edited, and of which some were never seen."""
    server = serve(
        lambda path, headers: (
            http(b"", "403 Forbidden") if path == "/blocked" else http(b"<p>Whatever it says. And more.")
        )
    )
    own = {name: source(server.url(f"/{name}")) for name in ("edited", "same", "blocked")}
    Path("page.txt").write_text("Whatever it says. And more.")
    one = own["edited"]
    one |= {"file": "page.txt"} if file else {}
    one |= {"archived": server.url(archived)} if archived else {}
    shape = record(server, **own)
    Path("claims.json").write_text(text(shape))
    assert verify(server).exit_code == 0
    item = shape["claims"][0]["corroboration"][0]
    match what:
        case "title" | "note":
            one[what] = "Another."
        case "quote" | "prefix":
            item[what] = "And more." if what == "quote" else "x"
        case "a quote less":
            del item["quote"]
        case "a quote more":
            shape["claims"][0]["corroboration"].append({"source": "edited", "quote": "And more."})
        case "url" | "archived":
            one[what] = server.url("/elsewhere")
        case "no lock":
            Path("claims.lock.json").unlink()
        case "no entry":
            lock = json.loads(Path("claims.lock.json").read_text())
            del lock["sources"]["edited"]
            Path("claims.lock.json").write_text(text(lock))
        case "bytes" if file and archived:
            Path("page.txt").unlink()
        case "bytes" if file:
            Path("page.txt").write_text("Whatever it says. And more, and more.")
        case "bytes":
            one["sha256"] = "0" * 64
    Path("claims.json").write_text(text(shape))
    server.requests.clear()
    done = verify(server, "--changed", "-v", "-f", "json")
    (told,) = json.loads(done.stdout)["files"]
    every = {"edited", "same", "blocked"} if what == "no lock" else {"edited"} if opened else set()
    assert {each["id"] for each in told["sources"]} == every
    assert bool(server.requests) == opened
    assert ("/same" in server.paths) == (what == "no lock")


def test_why_a_quote_is_ambiguous_is_told(serve: Serve) -> None:
    Path("page.txt").write_text("The dam broke at noon today. Nobody knew. The dam broke at noon today.")
    own = {"title": "T", "by": ["paper"], "basis": "investigation", "file": "page.txt"}
    shape = record(serve(lambda path, headers: http(b"")), hash=own)
    shape["claims"][0]["corroboration"] = [{"source": "hash", "quote": "The dam broke at noon today."}]
    Path("claims.json").write_text(text(shape))
    done = sayso("verify", "--delay", 0, "-v")
    (quote,) = entries()["hash"]["quotes"]
    assert quote["outcome"] == "ambiguous"
    assert quote["reason"]
    assert " ".join(quote["reason"].split()) in " ".join(done.stdout.split())


def test_only_what_was_edited_since(serve: Serve) -> None:
    server = serve(lambda path, headers: http(b"<p>Whatever it says. And more.</p>"))
    own = {name: source(server.url(f"/{name}")) for name in ("quote", "copy", "address", "same", "hash")}
    Path("page.txt").write_text("Whatever it says.")
    own["hash"] = {"title": "T", "by": ["paper"], "basis": "investigation", "file": "page.txt"}
    shape = record(server, **own)
    Path("claims.json").write_text(text(shape))
    assert verify(server, "--changed").exit_code == 0
    assert len(entries()) == 5
    server.requests.clear()
    assert verify(server, "--changed").exit_code == 0
    assert not server.requests
    shape["claims"][0]["corroboration"][0]["quote"] = "And more."
    own["copy"]["archived"] = server.url("/archived")
    own["address"]["url"] = server.url("/elsewhere")
    own["new"] = source(server.url("/new"))
    own["hash"]["sha256"] = "0" * 64
    shape["sources"] = own
    Path("claims.json").write_text(text(shape))
    assert verify(server, "--changed").exit_code == 1
    assert sorted(server.paths) == ["/archived", "/copy", "/elsewhere", "/new", "/quote"]


def test_five_sources_get_five_answers(serve: Serve, folder: Path) -> None:
    """One true quote, one altered by a word, one page gone, one behind a wall, one that leads inside."""
    server = serve(site)
    Path("claims.json").write_text(text(record(server)))
    done = verify(server, "--warc", "proof.warc.gz")
    assert done.exit_code == 1
    lock = entries()
    assert {id: entry["outcome"] for id, entry in lock.items()} == {
        "true": "ok",
        "altered": "ok",
        "gone": "gone",
        "wall": "blocked",
        "inside": "refused",
    }
    (found,), (near,) = lock["true"]["quotes"], lock["altered"]["quotes"]
    assert (found["quote"], found["outcome"]) == (TRUE, "found")
    assert (near["quote"], near["outcome"]) == (ALTERED, "near")
    assert "[-evening-]" in near["diff"]
    assert "{+morning+}" in near["diff"]
    assert "169.254.169.254 is not a public address" in lock["inside"]["reason"]
    assert not any(lock[id].get("quotes") for id in ("gone", "wall", "inside"))
    assert server.paths.count("/true") == 1
    assert "5 sources: 2 ok, 1 blocked, 1 gone, 1 refused; 2 quotes: 1 found, 1 near" in done.stdout
    assert "sayso: 5 sources" in done.stderr
    # The same comes of the proof, without a network.
    Path("claims.lock.json").rename("by-network.json")
    asked = len(server.requests)
    replayed = sayso("verify", "--from-warc", "proof.warc.gz")
    assert replayed.exit_code == 1
    again = entries()
    assert len(server.requests) == asked
    for id in ("true", "altered", "gone", "wall"):
        assert again[id] == lock[id], id


def test_what_one_reader_alone_finds_is_uncertain(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told, and is no failure."""

    def read(data: bytes, seconds: float, reader: str) -> tuple[str, str]:
        return (TRUE if reader == "pypdf" else TRUE.replace(" not", ""), "")

    monkeypatch.setattr("sayso.documents.pdf._read_in_child", read)
    server = serve(lambda path, headers: http(b"%PDF-1.7", kind="application/pdf"))
    Path("claims.json").write_text(text(record(server, true=source(server.url("/true")))))
    done = verify(server)
    assert done.exit_code == 0
    assert "1 source: 1 ok; 1 quote: 1 uncertain" in done.stdout
    assert "pypdf finds it there, pdfminer.six does not: look at the" in done.stdout
    assert [quote["outcome"] for quote in entries()["true"]["quotes"]] == ["uncertain"]
    checked = sayso("check", "--select", "quote-not-found", "claims.json")
    assert checked.exit_code == 0
    assert "1 warning: 1 quote-not-found" in checked.stdout


def test_all_as_recorded(serve: Serve) -> None:
    server = serve(site)
    Path("claims.json").write_text(text(record(server, true=source(server.url("/true")))))
    done = verify(server)
    assert (done.exit_code, done.stdout) == (0, "1 source: 1 ok; 1 quote: 1 found\n")
    assert done.stderr == "sayso: 1 source: 1 ok; 1 quote: 1 found; locked\n"


def test_the_second_run_asks_only_for_what_changed(serve: Serve) -> None:
    conditions = []

    def handler(path: str, headers: dict[str, str]) -> bytes:
        conditions.append(headers.get("if-none-match"))
        if headers.get("if-none-match") == '"/true"':
            return http(b"", "304 Not Modified")
        return site(path, headers)

    server = serve(handler)
    shape = record(server, true=source(server.url("/true")))
    Path("claims.json").write_text(text(shape))
    assert verify(server).exit_code == 0
    first = entries()
    assert verify(server).exit_code == 0
    assert conditions == [None, '"/true"']
    first["true"]["at"] = entries()["true"]["at"]
    assert entries() == first
    # With another quote, or a proof to keep, the page itself is needed.
    assert verify(server, "--warc", "x.warc.gz").exit_code == 0
    shape["claims"][0]["corroboration"][0]["quote"] = "It did not say more."
    Path("claims.json").write_text(text(shape))
    assert verify(server).exit_code == 0
    assert conditions[2:] == [None, None]
    assert [quote["quote"] for quote in entries()["true"]["quotes"]] == ["It did not say more."]


def test_failures_are_not_kept_for_an_answer(serve: Serve) -> None:
    answers = [http(b"", "404 Not Found", 'ETag: "x"'), http(PAGE.encode())]
    server = serve(lambda path, headers: answers.pop(0))
    Path("claims.json").write_text(text(record(server, true=source(server.url("/true")))))
    assert verify(server).exit_code == 1
    assert verify(server, "--only-stale", 30).exit_code == 0
    assert "if-none-match" not in server.requests[1][1]
    assert verify(server, "--only-stale", 30).stdout == "no source\n"
    assert len(server.requests) == 2
    assert entries()["true"]["outcome"] == "ok"


def test_only_stale(serve: Serve) -> None:
    server = serve(site)
    Path("claims.json").write_text(text(record(server, true=source(server.url("/true")))))
    verify(server)

    def on(day: str) -> None:
        lock = json.loads(Path("claims.lock.json").read_text())
        lock["sources"]["true"]["at"] = f"{day}T00:00:00Z"
        Path("claims.lock.json").write_text(json.dumps(lock))

    on("2020-01-01")
    verify(server, "--only-stale", 100_000)
    assert len(server.requests) == 1
    verify(server, "--only-stale", 30)
    assert len(server.requests) == 2
    # What says to be from a day to come is not believed.
    on("9000-01-01")
    verify(server, "--only-stale", 30)
    assert len(server.requests) == 3


def test_one_source(serve: Serve) -> None:
    server = serve(site)
    Path("claims.json").write_text(text(record(server)))
    assert verify(server, "--source", "true").exit_code == 0
    assert server.paths == ["/true"]
    assert list(entries()) == ["true"]
    assert verify(server, "--source", "gone", "--source", "true").exit_code == 1
    assert sorted(entries()) == ["gone", "true"]
    shape = record(server)
    shape["sources"]["true"]["title"] = "Levels: a page"
    Path("claims.json").write_text(text(shape))
    assert verify(server, "--source", "levels: a PAGE").exit_code == 0
    wrong = verify(server, "--source", "treu")
    assert wrong.exit_code == 2
    assert "did you mean" in wrong.stderr


def test_locked(serve: Serve) -> None:
    pages = [PAGE, PAGE + "<!-- another comment -->", PAGE + "<p>more</p>"]
    asked = []

    def handler(path: str, headers: dict[str, str]) -> bytes:
        asked.append(path)
        return http(pages[min(len(asked), 3) - 1].encode())

    server = serve(handler)
    Path("claims.json").write_text(text(record(server, true=source(server.url("/true")))))
    assert verify(server, "--locked").exit_code == 1
    assert not Path("claims.lock.json").exists()
    asked.clear()
    assert verify(server).exit_code == 0
    before = Path("claims.lock.json").read_bytes()
    # Other bytes with the same text are the same.
    assert verify(server, "--locked").exit_code == 0
    changed = verify(server, "--locked")
    assert changed.exit_code == 1
    assert "a lock would change" in changed.stderr
    assert "changed" in changed.stdout
    assert Path("claims.lock.json").read_bytes() == before
    Path("claims.json").write_text(text(record(server, other=source(server.url("/true")))))
    assert verify(server, "--locked").exit_code == 1


def test_a_lock_that_vouches_for_itself(serve: Serve) -> None:
    """Whoever writes a lock can copy the ETag of the page, and invent the rest: --locked reads the page."""

    def handler(path: str, headers: dict[str, str]) -> bytes:
        return http(b"", "304 Not Modified") if "if-none-match" in headers else site(path, headers)

    server = serve(handler)
    shape = record(server, true=source(server.url("/true")))
    Path("claims.json").write_text(text(shape))
    assert verify(server).exit_code == 0
    assert verify(server, "--locked").exit_code == 0
    forged = Path("claims.lock.json").read_text().replace("has never leaked", "never will leak")
    Path("claims.lock.json").write_text(forged)
    Path("claims.json").write_text(text(shape).replace("has never leaked", "never will leak"))
    done = verify(server, "--locked")
    assert done.exit_code == 1
    assert "a lock would change" in done.stderr
    assert not any("if-none-match" in headers for _, headers, _ in server.requests)


def test_a_server_that_cannot_tell_what_changed_is_asked_for_the_page(serve: Serve) -> None:
    server = serve(lambda path, headers: http(PAGE.encode()))
    Path("claims.json").write_text(text(record(server, true=source(server.url("/true")))))
    for _ in range(2):
        assert verify(server).exit_code == 0
    assert len(server.requests) == 2
    assert not any(name.startswith("if-") for _, headers, _ in server.requests for name in headers)


def test_where_a_copy_is_no_longer_named_the_page_is_read_again(serve: Serve) -> None:
    server = serve(site)
    sources = {"true": source(server.url("/true"), archived=server.url("/altered", "other.example"))}
    Path("claims.json").write_text(text(record(server, **sources)))
    assert verify(server).exit_code == 0
    Path("claims.json").write_text(text(record(server, true=source(server.url("/true")))))
    assert verify(server).exit_code == 0
    assert "archived" not in entries()["true"]
    assert not any("if-none-match" in headers for _, headers, _ in server.requests)


def test_what_is_no_longer_asked_for_leaves_the_lock(serve: Serve) -> None:
    server = serve(site)
    both = {"true": source(server.url("/true")), "gone": source(server.url("/gone"))}
    Path("claims.json").write_text(text(record(server, **both)))
    verify(server)
    assert sorted(entries()) == ["gone", "true"]
    del both["gone"]
    Path("claims.json").write_text(text(record(server, **both)))
    verify(server)
    assert sorted(entries()) == ["true"]


def test_an_archived_copy_is_opened_too(serve: Serve) -> None:
    def handler(path: str, headers: dict[str, str]) -> bytes:
        return site({"/copy": "/true", "/copy2": "/moved"}.get(path, path), headers)

    server = serve(handler)
    sources = {
        "true": source(server.url("/gone"), archived=server.url("/copy", "other.example")),
        "altered": source(server.url("/true"), archived=server.url("/copy2", "other.example")),
        "third": source(server.url("/true#part"), archived=server.url("/lost", "other.example")),
        "fourth": {**source(server.url("/x")), "archived": server.url("/copy", "other.example")},
    }
    del sources["fourth"]["url"]
    Path("claims.json").write_text(text(record(server, **sources)))
    done = verify(server)
    assert done.exit_code == 1
    lock = entries()
    assert lock["true"]["archived"]["outcome"] == "ok"
    assert lock["true"]["quotes"][0]["archived"]
    assert lock["altered"]["archived"]["outcome"] == "moved"
    assert lock["third"]["archived"]["outcome"] == "gone"
    assert lock["fourth"]["url"] == server.url("/copy", "other.example")
    # Each address is opened once; the last one is where the second copy has moved to.
    assert sorted(server.paths) == ["/copy", "/copy2", "/gone", "/lost", "/true", "/true"]


def test_sources_that_are_files(folder: Path) -> None:
    import hashlib

    Path("claims").mkdir()
    Path("pyproject.toml").touch()
    Path("page.html").write_text(PAGE)
    digest = hashlib.sha256(PAGE.encode()).hexdigest()
    base = {"title": "T", "by": ["paper"], "basis": "investigation"}
    sources = {
        "true": {**base, "file": "../page.html", "sha256": digest},
        "other": {**base, "file": "../page.html", "sha256": "0" * 64},
        "lost": {**base, "file": "lost.txt"},
        "outside": {**base, "file": "../../x.txt"},
        "absolute": {**base, "file": "/etc/passwd"},
        "folder": {**base, "file": ".."},
        "deep": {**base, "file": "../page.html/x"},
        "long": {**base, "file": "x" * 5000},
    }
    shape = record(None, **sources)  # type: ignore[arg-type]
    Path("claims/claims.json").write_text(text(shape))
    done = sayso("verify", "claims", "-v")
    assert done.exit_code == 1
    lock = entries("claims/claims.lock.json")
    assert {id: entry["outcome"] for id, entry in lock.items()} == {
        "true": "ok",
        "other": "ok",
        "lost": "gone",
        "outside": "refused",
        "absolute": "refused",
        "folder": "refused",
        "deep": "gone",
        "long": "unreachable",
    }
    assert lock["true"]["sha256"] == digest
    assert done.stdout.count("not the one whose sha256 the record gives") == 1
    assert sayso("verify", "claims", "--source", "true").exit_code == 0
    assert sayso("verify", "claims", "--source", "other").exit_code == 1


class Changing:
    """A site whose one page is what `answer` says at the time."""

    def __init__(self) -> None:
        self.answer = http(PAGE.encode(), "200 OK", 'ETag: "1"')
        self.headers: dict[str, str] = {}

    def __call__(self, path: str, headers: dict[str, str]) -> bytes:
        self.headers = headers
        return self.answer


WALL = http(b"", "403 Forbidden")
GONE = http(b"", "404 Not Found")


def checked(*args: str) -> str:
    """What the checks of the lock say."""
    options = ("--select", "verification", "--fail-on", "never", "--as-of", "2027-01-01", "-v")
    return " ".join(sayso("check", *options, *args, "claims.json").stdout.split())


def test_what_was_read_stays_while_a_wall_stands_before_it(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Read, then blocked, then read again: the same, or something else."""
    changing = Changing()
    server = serve(changing)
    shape = record(server, true=source(server.url("/true")))
    Path("claims.json").write_text(text(shape))

    def on(day: str, *args: object) -> Result:
        monkeypatch.setattr("sayso.verify.wire.utc_now", lambda: f"{day}T12:00:00Z")
        return verify(server, *args)

    assert on("2026-01-01").exit_code == 0
    first = entries()["true"]
    assert on("2026-01-02", "--locked").exit_code == 0
    changing.answer = WALL
    assert on("2026-02-01", "--locked").exit_code == 1
    blocked = on("2026-02-01")
    assert blocked.exit_code == 0
    assert "1 source: 1 blocked; 1 quote: 1 found earlier" in blocked.stdout
    assert "last read 2026-01-01" in " ".join(blocked.stdout.split())
    kept = entries()["true"]
    assert kept.pop("last_try") == {
        "at": "2026-02-01T12:00:00Z",
        "outcome": "blocked",
        "reason": "the server does not show it to us (403)",
        "status": 403,
    }
    assert kept == first
    said = checked()
    assert "`true` was last opened on 2026-01-01; it could not be read on 2026-02-01 (blocked)" in said
    assert (said.count("note[stale-verification]"), said.count("note[clipped-quote]")) == (1, 1), said
    # A wall that still stands changes nothing, and what was not read is always tried again.
    assert on("2026-02-02", "--locked").exit_code == 0
    asked = len(server.requests)
    told = json.loads(on("2026-02-02", "--only-stale", 300, "-f", "json").stdout)
    (only,) = told["files"][0]["sources"]
    assert (only["outcome"], only["as_recorded"], only["changed"]) == ("blocked", True, False)
    assert only["reason"] == only["locked"]["last_try"]["reason"]
    assert len(server.requests) == asked + 1
    # An earlier failure is no reason not to ask for the page itself.
    changing.answer = http(PAGE.encode(), "200 OK", 'ETag: "1"')
    assert on("2026-03-01").exit_code == 0
    assert "if-none-match" not in changing.headers
    assert entries()["true"] == {**first, "at": "2026-03-01T12:00:00Z"}
    assert "was last opened" not in checked()
    changing.answer = WALL
    on("2026-04-01")
    changing.answer = http(b"<p>Something else.")
    other = on("2026-05-01")
    assert other.exit_code == 1
    assert "another text than on 2026-03-01" in other.stdout
    entry = entries()["true"]
    assert "last_try" not in entry
    assert entry["quotes"][0]["outcome"] == "missing"


def test_a_page_that_was_read_and_is_gone(serve: Serve) -> None:
    changing = Changing()
    server = serve(changing)
    Path("claims.json").write_text(text(record(server, true=source(server.url("/true")))))
    verify(server)
    first = entries()["true"]
    changing.answer = GONE
    gone = verify(server, "-v")
    assert gone.exit_code == 1
    assert f"found “{TRUE}” (on {first['at'][:10]})" in " ".join(gone.stdout.split())
    kept = entries()["true"]
    assert kept.pop("last_try")["outcome"] == "gone"
    assert kept == first
    said = checked()
    assert "dead-link" in said
    assert f"it was last read on {first['at'][:10]}" in said
    assert "could not be read" not in said
    # A quote that is new is not verified, and no proof of the old one is left for it.
    shape = record(server, true=source(server.url("/true")))
    shape["claims"][0]["corroboration"][0]["quote"] = ALTERED
    Path("claims.json").write_text(text(shape))
    assert "these words were not looked for in `true`" in checked()
    assert verify(server, "--locked").exit_code == 1
    assert verify(server).exit_code == 1
    assert "quotes" not in entries()["true"]
    assert "these words were not looked for in `true`" in checked()


def test_the_address_of_a_source_that_is_a_file(serve: Serve) -> None:
    """The quotes are in the file; the address is opened to see whether it still leads anywhere."""
    answers = {"/kept": GONE, "/away": http(b"", "301 Moved Permanently", "Location: /true")}
    server = serve(lambda path, headers: answers.get(path) or site(path, headers))
    Path("page.html").write_text(PAGE)
    base = {"title": "T", "by": ["paper"], "basis": "investigation", "file": "page.html"}
    sources = {
        "true": {**base, "url": server.url("/kept")},
        "altered": {**base, "url": server.url("/away"), "archived": server.url("/lost", "other.example")},
        "there": {**base, "url": server.url("/true")},
        "copy": {**base, "file": "none.html", "archived": server.url("/true", "other.example")},
    }
    shape = record(server, **sources)
    quotes = dict(zip(sources, (TRUE, ALTERED, TRUE, TRUE), strict=True))
    shape["claims"][0]["corroboration"] = [{"source": id, "quote": quotes[id]} for id in sources]
    Path("claims.json").write_text(text(shape))
    done = verify(server, "--warc", "proof.warc.gz")
    assert done.exit_code == 1
    lock = entries()
    assert {id: (entry["outcome"], entry["quotes"][0]["outcome"]) for id, entry in lock.items()} == {
        "true": ("ok", "found"),
        "altered": ("ok", "near"),
        "there": ("ok", "found"),
        "copy": ("gone", "found"),
    }
    assert not any("url" in entry for entry in lock.values())
    assert lock["true"]["link"]["outcome"] == "gone"
    assert (lock["altered"]["link"]["outcome"], lock["altered"]["archived"]["outcome"]) == ("moved", "gone")
    assert lock["altered"]["link"]["final_url"] == server.url("/true")
    assert lock["copy"]["quotes"][0]["archived"]
    shown = " ".join(done.stdout.split())
    assert f"address gone: {server.url('/kept')} the server says that it is not there (404)" in shown
    assert f"address moved: {server.url('/away')} leads to {server.url('/true')}" in shown
    assert verify(server, "--source", "true").exit_code == 1
    assert verify(server, "--source", "there").exit_code == 0
    said = checked()
    assert "the address of `true` was not there" in said
    assert "`altered` is for good at another address" in said
    # What is not tried keeps what was known of it, and the file is read all the same.
    Path("page.html").write_text(PAGE.replace("never", "ever"))
    server.handler = lambda path, headers: GONE
    again = sayso("verify", "--from-warc", "proof.warc.gz", "--source", "there")
    assert again.exit_code == 1
    assert entries()["there"]["quotes"][0]["outcome"] == "near"
    assert entries()["there"]["link"] == lock["there"]["link"]
    Path("page.html").write_text(PAGE)
    shape["sources"]["there"]["url"] = server.url("/new")
    Path("claims.json").write_text(text(shape))
    skipped = sayso("verify", "--from-warc", "proof.warc.gz", "--source", "there")
    assert skipped.exit_code == 0
    assert "the WARC file has no answer for it" in " ".join(skipped.stdout.split())
    assert "link" not in entries()["there"]


def test_a_copy_that_the_record_no_longer_names(serve: Serve) -> None:
    """What was found in it has to be found again, though the page has not changed."""
    conditions = []

    def handler(path: str, headers: dict[str, str]) -> bytes:
        conditions.append(headers.get("if-none-match"))
        body = PAGE if path == "/copy" else "<p>Nothing of it."
        return http(body.encode(), "200 OK", f'ETag: "{path}"')

    server = serve(handler)
    url, copy = server.url("/page"), server.url("/copy", "other.example")
    Path("claims.json").write_text(text(record(server, true=source(url, archived=copy))))
    assert verify(server).exit_code == 0
    assert entries()["true"]["quotes"][0]["archived"]
    Path("claims.json").write_text(text(record(server, true=source(url))))
    assert verify(server).exit_code == 1
    assert entries()["true"]["quotes"][0]["outcome"] == "missing"
    assert conditions == [None] * 3


def test_the_report_as_json(serve: Serve) -> None:
    server = serve(site)
    Path("claims.json").write_text(text(record(server)))
    done = verify(server, "--format", "json", "-o", "report.json")
    assert (done.exit_code, done.stdout) == (1, "")
    report = holds("verify", Path("report.json").read_text())
    assert report["version"] == 1
    (file,) = report["files"]
    assert (file["path"], file["lock"]) == ("claims.json", "claims.lock.json")
    assert [(each["id"], each["outcome"], each["as_recorded"]) for each in file["sources"]] == [
        ("true", "ok", True),
        ("altered", "ok", False),
        ("gone", "gone", False),
        ("wall", "blocked", True),
        ("inside", "refused", False),
    ]
    assert file["sources"][0]["locked"] == entries()["true"]


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_the_report_fits(serve: Serve, monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    server = serve(site)
    shape = record(server)
    shape["claims"][0]["corroboration"][1]["quote"] = "大坝没有漏水" * 30
    Path("claims.json").write_text(text(shape))
    from sayso_cli.wrapping import width

    for options in ([], ["-v"], ["--color", "always"]):
        done = verify(server, *options)
        if "always" not in options:
            assert max(map(width, done.stdout.splitlines()[:-1])) <= columns
            assert "\x1b" not in done.stdout
        else:
            assert "\x1b[" in done.stdout


def test_nothing_harmful_reaches_the_terminal(serve: Serve) -> None:
    evil = "\x1b]0;owned\x07\u202e"
    body = f"<p>The dam does {evil} leak, and has never leaked.</p>"

    def handler(path: str, headers: dict[str, str]) -> bytes:
        return http(body.encode(), "200 OK", f"X: {evil}".replace("\u202e", ""), kind=None)

    server = serve(handler)
    Path("claims.json").write_text(text(record(server)))
    done = verify(server, "-v")
    assert "\x1b" not in done.output
    assert "\u202e" not in done.output


def test_no_line_of_the_report_is_a_command_to_a_runner(serve: Serve) -> None:
    """The runner of GitHub obeys any line of a log that begins with `::` after its white space."""
    page = "<p>::error file=x::is what the page says, and more words than one line of a report has room for"
    server = serve(lambda path, headers: http(page.encode()))
    shape = record(server, true=source(server.url("/true")))
    quote = page.removeprefix("<p>").replace("more", "fewer").replace("room", "place ::add-mask::a")
    shape["claims"][0]["corroboration"][0]["quote"] = quote
    Path("claims.json").write_text(text(shape))
    done = verify(server)
    assert "\\x3a:error file=x::is" in done.stdout
    assert not any(map(command, done.output.split("\n")))


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["-"], "standard input"),
        (["nowhere.json"], "no such file"),
        (["--write"], "--archives or --save"),
        (["--from-warc", "x", "--archives"], "--from-warc"),
        (["--from-warc", "nowhere"], "cannot be read"),
        (["--from-warc", "claims.json"], "WARC file"),
        (["--warc", "no/such/folder.warc.gz"], "cannot write"),
        (["--warc", "."], "cannot write"),
        (["--authorities", "claims.json"], "certificates"),
        (["--authorities", "nowhere"], "certificates"),
        (["--user-agent", "a\nb"], "printable"),
        (["--only-stale", "-1"], "--only-stale"),
        (["--allow-port", "70000"], "--allow-port"),
        (["--save"], "SAYSO_SAVE_ACCESS_KEY"),
        (["broken.json"], "broken.json"),
        (["locked.json"], "lock file"),
    ],
)
def test_what_cannot_be_done(arguments: list[str], why: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SAYSO_SAVE_ACCESS_KEY", raising=False)
    good = text({"version": 1, "sources": {}, "claims": []})
    Path("claims.json").write_text(good)
    Path("broken.json").write_text("{")
    Path("locked.json").write_text(good)
    Path("locked.lock.json").write_text("{")
    named = [] if any(name.endswith(".json") and name[0] != "-" for name in arguments) else ["claims.json"]
    if arguments[0].startswith("--"):
        named = ["claims.json"]
    if arguments == ["-"]:
        named = []
    done = sayso("verify", *arguments, *named)
    assert done.exit_code == 2, done.output
    assert why in done.stderr


def test_nothing_to_verify() -> None:
    Path("claims.json").write_text(text({"version": 1, "sources": {}, "claims": []}))
    done = sayso("verify", "claims.json")
    assert (done.exit_code, done.stdout) == (0, "no source\n")
    assert not Path("claims.lock.json").exists()


def process(folder: Path, server: Server, *args: object) -> "subprocess.Popen[bytes]":
    """Start `sayso verify` as a process of its own, allowed to reach `server` on all of loopback."""
    hosts = [part for number in range(1, 9) for part in ("--allow-private", f"127.0.0.{number}")]
    options = ["--allow-port", str(server.port), "--delay", "0", *hosts, *map(str, args)]
    return subprocess.Popen(
        [sys.executable, "-m", "sayso_cli", "verify", *options],
        cwd=folder,
        env={"PATH": os.environ["PATH"]},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="no such signals")
def test_an_interrupt_keeps_what_is_done(serve: Serve, folder: Path) -> None:
    def handler(path: str, headers: dict[str, str]) -> Iterable[bytes]:
        return drip(http(b"x" * 9999), 0.5) if path == "/slow" else [http(PAGE.encode())]

    server = serve(handler)
    sources = {
        "true": source(server.url("/true", "127.0.0.1")),
        "altered": source(server.url("/true#x", "127.0.0.1")),
        "slow": source(server.url("/slow", "127.0.0.1")),
    }
    Path("claims.json").write_text(text(record(server, **sources)))
    running = process(folder, server, "--warc", "proof.warc.gz", "-v")
    assert running.stderr is not None
    until = [running.stderr.readline(), running.stderr.readline()]
    assert all(b"/3 ok " in line for line in until)
    while "/slow" not in server.paths:
        time.sleep(0.05)
    running.send_signal(signal.SIGINT)
    start = time.monotonic()
    _, errors = running.communicate(timeout=30)
    assert time.monotonic() - start < 5
    assert running.returncode == 130
    assert b"interrupted: 2 of 3 sources are done and kept" in errors
    assert b"Traceback" not in errors
    assert sorted(entries()) == ["altered", "true"]
    again = sayso("verify", "--from-warc", "proof.warc.gz", "--source", "true")
    assert again.exit_code == 0
    assert not list(folder.glob(".sayso-*"))


def test_a_terminal_shows_a_bar(serve: Serve, folder: Path) -> None:
    pty = pytest.importorskip("pty")
    server = serve(site)
    Path("claims.json").write_text(text(record(server, true=source(server.url("/true", "127.0.0.1")))))
    ours, theirs = pty.openpty()
    hosts = ["--allow-private", "127.0.0.1", "--allow-port", str(server.port)]
    running = subprocess.Popen(
        [sys.executable, "-m", "sayso_cli", "verify", *hosts],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "TERM": "xterm"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=theirs,
    )
    os.close(theirs)
    shown = b""
    with suppress(OSError):
        while piece := os.read(ours, 65536):
            shown += piece
    os.close(ours)
    assert running.wait(30) == 0
    assert b"verifying" in shown
    assert b"100%" in shown


def test_what_a_check_does_not_load(serve: Serve, folder: Path) -> None:
    """A lock beside the record is read without anything that could open a connection."""
    server = serve(site)
    Path("claims.json").write_text(text(record(server, true=source(server.url("/true")))))
    verify(server)
    code = "import sys; from sayso_cli.main import run; import atexit\n"
    code += "atexit.register(lambda: print(*sorted(sys.modules), file=sys.stderr))\nrun()"
    done = subprocess.run(
        [sys.executable, "-c", code, "check", "--fail-on", "never", "claims.json"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    loaded = set(done.stderr.splitlines()[-1].split())
    assert "sayso.record.lock" in loaded
    assert not loaded & {"requests", "urllib3", "http.client", "ssl", "socket", "lxml", "pypdf", "warcio"}
    assert not [name for name in loaded if name.startswith("sayso.verify")]


def test_without_a_library_that_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib.util

    known = importlib.util.find_spec
    monkeypatch.setattr(
        "sayso_cli.verifying.opening.find_spec", lambda name: None if name == "pypdf" else known(name)
    )
    done = sayso("verify")
    assert done.exit_code == 2
    assert "needs pypdf; install it by pip install 'sayso[verify]'" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="no such limits")
def test_a_proof_that_cannot_be_written_to_the_end(serve: Serve, folder: Path) -> None:
    """A disk that is full: no proof, no part of one, and a word on it."""
    noise = os.urandom(400_000)
    server = serve(lambda path, headers: http(noise, kind="text/plain"))
    Path("claims.json").write_text(text(record(server, true=source(server.url("/true", "127.0.0.1")))))
    code = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
    code += "from sayso_cli.main import main; main()"
    options = ["--allow-private", "127.0.0.1", "--allow-port", str(server.port), "--warc", "proof.warc.gz"]
    done = subprocess.run(
        # No compiled module is to be cut short.
        [sys.executable, "-B", "-c", code, "verify", *options],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 2
    assert done.stderr == "sayso: error: cannot write proof.warc.gz: File too large\n"
    assert sorted(path.name for path in folder.iterdir()) == ["claims.json"]


def test_a_disk_that_is_full(serve: Serve, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*given: Any, **more: Any) -> Iterable[Any]:
        raise OSError(28, "No space left on device")

    server = serve(site)
    Path("claims.json").write_text(text(record(server)))
    monkeypatch.setattr("sayso.verify.warc.Writer.add", full)
    done = verify(server, "--warc", "proof.warc.gz")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.endswith("sayso: error: cannot write proof.warc.gz: No space left on device\n")
    monkeypatch.setattr("sayso.verify.session.verify", full)
    with pytest.raises(OSError, match="No space left"):
        verify(server)


def test_a_lock_that_cannot_be_written(serve: Serve, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server = serve(site)
    Path("claims.json").write_text(text(record(server, true=source(server.url("/true")))))
    verify(server)
    Path("claims.lock.json").chmod(0o444)
    done = verify(server)
    assert done.exit_code == 2
    assert "the file is read-only" in done.stderr
    Path("claims.lock.json").unlink()

    def handler(path: str, headers: dict[str, str]) -> bytes:
        Path("claims.lock.json").write_text("mine")
        return site(path, headers)

    server.handler = handler
    done = verify(server)
    assert done.exit_code == 2
    assert "made meanwhile" in done.stderr
    assert Path("claims.lock.json").read_text() == "mine"


def test_records_with_faults_are_verified_as_far_as_they_can_be_read(serve: Serve) -> None:
    server = serve(site)
    shape = record(server, true=source(server.url("/true")))
    shape["sources"]["broken"] = {"title": "T"}
    Path("claims.json").write_text(text(shape))
    done = verify(server)
    assert done.exit_code == 0
    assert "claims.json has faults; `sayso check` lists them" in done.stderr
    assert list(entries()) == ["true"]


def test_too_many_addresses_of_one_host_keep_what_was_known(serve: Serve) -> None:
    server = serve(lambda path, headers: http(PAGE.encode()))
    sources = {f"s{at}": source(server.url(f"/{at}")) for at in range(503)}
    Path("claims.json").write_text(text(record(server, **sources)))
    done = verify(server, "-v")
    assert done.stdout.count("skipped  ") == 3
    assert len(entries()) == 500


def test_an_interrupt_while_results_come_in(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    server = serve(site)
    Path("claims.json").write_text(text(record(server)))
    from sayso.verify import session

    def interrupted(*given: Any, **more: Any) -> Iterable[Any]:
        yield next(iter(real(*given, **more)))
        raise KeyboardInterrupt

    real = session.verify
    monkeypatch.setattr(session, "verify", interrupted)
    done = verify(server, "--quiet")
    assert done.exit_code == 130
    assert len(entries()) == 1
    assert "1 of 5 sources are done and kept" in done.stderr


def test_other_encodings_and_a_copy_that_cannot_be_seen(
    serve: Serve, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve(site)
    sources = {"true": source(server.url("/true", "127.0.0.1"), archived=server.url("/gone", "127.0.0.1"))}
    shape = record(server, **sources)
    shape["claims"][0]["corroboration"][0]["quote"] = "大坝"
    Path("claims.json").write_text(text(shape))
    options = ["--allow-private", "127.0.0.1", "--allow-port", str(server.port), "--delay", "0"]
    done = subprocess.run(
        [sys.executable, "-m", "sayso_cli", "verify", *options],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    assert b"\\u5927" in done.stdout
    monkeypatch.setattr("sayso_cli.terminal.encoding", lambda **given: "ascii")
    here = sayso("verify", *options)
    assert "\\u5927" in here.stdout
    assert "archived copy" in here.stdout
    assert "the server says that it is not there (404)" in " ".join(here.stdout.split())
    assert sayso("verify", *options, "-q").stderr == ""


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_the_bar_in_this_process(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    from sayso_cli.verifying.progress import Progress

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with ExitStack() as stack:
        progress = Progress(stack, 1, shown=True, each=False)
        progress.show_pending({"slow.example": 2})
        progress.show_pending({})
        progress.count(None)  # type: ignore[arg-type]
    assert "verifying" in terminal.getvalue()
    assert "verifying, waiting for slow.example" in terminal.getvalue()


def test_progress_names_what_is_waited_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from sayso_cli.verifying.progress import Progress

    monkeypatch.setattr("sayso_cli.verifying.progress._LINE_SECONDS", 0)
    with ExitStack() as stack:
        progress = Progress(stack, 9, shown=True, each=False)
        progress.show_pending({"a.example": 5, "b.example": 3, "c.example": 2, "d.example": 1, "e\u202e": 1})
        progress.show_pending({"a.example": 1})
        progress.show_pending({})
        limited = Progress(stack, 9, time.monotonic() + 99.5, shown=True, each=True)
        limited.show_pending({"a.example": 1})
        silent = Progress(stack, 9, shown=False, each=False)
        silent.show_pending({"a.example": 1})
    assert capsys.readouterr().err.splitlines() == [
        "sayso: 0 of 9 sources are done; waiting for a.example (5), b.example (3), c.example (2), "
        "2 more hosts",
        "sayso: 0 of 9 sources are done; waiting for a.example (1)",
        "sayso: 0 of 9 sources are done",
        "sayso: 0 of 9 sources are done; waiting for a.example (1); it ends in 100 seconds at the latest",
    ]


def test_a_log_shows_progress_now_and_then(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    server = serve(site)
    Path("claims.json").write_text(text(record(server)))
    assert "are done" not in verify(server).stderr
    monkeypatch.setattr("sayso_cli.verifying.progress._LINE_SECONDS", 0)
    assert "sayso: 3 of 5 sources are done\n" in verify(server).stderr
    assert "are done" not in verify(server, "--quiet").stderr


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    from sayso.record.model import Source
    from sayso.verify.source_file import fetch_file

    (tmp_path / "page.txt").write_bytes(b"12345")
    given = Source("T", ("p",), "unknown", file="page.txt")
    claim_file = str(tmp_path / "claims.json")
    assert fetch_file(given, claim_file, 5).body == b"12345"
    assert fetch_file(given, claim_file, 4).outcome == "too-large"
    for name in ("a\\b", "C:x", "/x"):
        assert fetch_file(Source("T", ("p",), "unknown", file=name), claim_file).outcome == "refused"
    (tmp_path / "link.txt").symlink_to("/etc/hostname")
    assert fetch_file(Source("T", ("p",), "unknown", file="link.txt"), claim_file).outcome == "refused"


def test_a_proof_of_what_came_through_a_proxy(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    server = serve(site)
    proxy = serve(lambda path, headers: site("/true", headers))
    monkeypatch.setenv("http_proxy", proxy.url(host="127.0.0.1"))
    Path("claims.json").write_text(text(record(server, true=source(server.url("/true")))))
    assert verify(server, "--proxy", "--warc", "proof.warc.gz").exit_code == 0
    assert not server.requests
    assert sayso("verify", "--from-warc", "proof.warc.gz").exit_code == 0
