"""`sayso add source URL`: what an open page proposes, and when none is opened."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest
import typer

from ..cli.writing import ENVIRONMENT, Prompts, Terminal, sayso
from .conftest import Serve
from .loopback import Server, http

pytestmark = pytest.mark.usefixtures("names")
NEEDS_PTY = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")

PAGE = """<!doctype html><html lang="en"><head><title>The dam holds - The Courier</title>
<meta property="og:title" content="The dam holds"><link rel="canonical" href="/dam">
<meta property="article:published_time" content="2026-03-04T08:00:00Z"></head><p>It holds.</p>"""
RECORD = """{
  "version": 1,
  "parties": {
    "courier": {"name": "The Courier", "domains": ["site.example"]},
    "state": {"name": "Northland"}
  },
  "sources": {},
  "claims": []
}
"""


def site(path: str, headers: dict[str, str]) -> bytes:
    if path.startswith("/map/"):
        if "busy" in path:
            return http(b"", "503 No")
        if "new" in path:
            return http(b"", "404 Not Found")
        copies = ('<http://other.example/2026/dam>; rel="memento"; datetime="Wed, 04 Mar 2026 09:00:00 GMT"',)
        return http("".join(copies).encode(), kind="application/link-format")
    match path.partition("?")[0]:
        case "/moved":
            return http(b"", "301 Moved Permanently", "Location: /new")
        case "/foreign":
            return http(PAGE.replace("/dam", "https://evil.example/dam").encode())
        case "/hostile":
            return http("<html lang='zz zz'><title>\\x1b]0;a\\x07\u202eevil</title>".encode())
        case "/gone":
            return http(b"", "404 Not Found")
        case "/new" | "/busy":
            return http(b"<html><p>New.</p>")
        case _:
            return http(PAGE.encode())


@pytest.fixture
def server(serve: Serve) -> Server:
    return serve(site)


@pytest.fixture(autouse=True)
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setattr("sayso.verify.address.is_public", lambda address: address == "127.0.0.1")
    path = tmp_path / "claims.json"
    path.write_text(RECORD)
    return path


@pytest.fixture
def prompts(monkeypatch: pytest.MonkeyPatch) -> Prompts:
    made = Prompts()
    monkeypatch.setattr("sayso_cli.editing.dialogue.is_interactive", lambda: True)
    monkeypatch.setattr(typer, "prompt", made)
    return made


def reach(server: Server) -> tuple[object, ...]:
    return ("--allow-port", server.port, "--archive", server.url("/map/{url}"))


def source(path: Path) -> dict[str, Any]:
    """The last source of the record."""
    found: dict[str, Any] = [*json.loads(path.read_text())["sources"].values()][-1]
    return found


def test_a_page_that_may_be_opened(path: Path, prompts: Prompts, server: Server) -> None:
    """Each thing that it says is proposed, and Enter takes it."""
    address = server.url("/dam?utm_source=x")
    prompts.type("", "", "", "state", "", "statement", "", "", "", "")
    result = sayso("add", "source", address, *reach(server))
    assert result.exit_code == 0, (result.stderr, prompts.asked)
    assert prompts.answers == []
    made = source(path)
    assert len(made.pop("retrieved")) == len("2026-03-04")
    assert made == {
        "title": "The dam holds",
        "by": ["state"],
        "publisher": "courier",
        "basis": "statement",
        "published": "2026-03-04",
        "url": server.url("/dam"),
        "archived": "http://other.example/2026/dam",
        "language": "en",
    }
    assert "this is on a site of The Courier (`courier`)" in result.stderr
    assert server.paths == ["/dam", f"/map/{server.url('/dam')}"]


def test_proposals_can_be_changed_and_left_out(path: Path, prompts: Prompts, server: Server) -> None:
    address = server.url("/page")
    prompts.type(address, "yes", "-", "Other", "", "courier", "observation", "-", "fr", "-", "-")
    assert sayso("add", "source", *reach(server)).exit_code == 0
    assert source(path) == {
        "title": "Other", "by": ["courier"], "basis": "observation", "url": address, "language": "fr",
    }  # fmt: skip


@pytest.mark.parametrize("way", ["no", "option", "ci", "libraries"])
def test_nothing_is_opened_unless_somebody_says_so(
    path: Path, prompts: Prompts, server: Server, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    if way == "ci":
        monkeypatch.setenv("CI", "true")
    if way == "libraries":
        monkeypatch.setattr("sayso_cli.verifying.opening.missing_library", lambda: "lxml")
    prompts.type(*(["n"] if way == "no" else []), "T", "", "courier", "unknown", "", "", "")
    options = ["--no-open"] if way == "option" else []
    result = sayso("add", "source", server.url("/dam"), *options, *reach(server))
    assert result.exit_code == 0, result.stderr
    assert source(path) == {"title": "T", "by": ["courier"], "basis": "unknown", "url": server.url("/dam")}
    assert server.requests == []


def test_a_script_opens_only_what_it_says(path: Path, server: Server) -> None:
    """Not without `--open`; options have the last word."""
    needed = ("--id", "s", "--by", "state", "--basis", "statement")
    result = sayso("add", "source", server.url("/dam"), *needed, *reach(server))
    assert result.exit_code == 2
    assert "--title must be given" in result.stderr
    assert server.requests == []
    result = sayso("add", "source", server.url("/x"), *needed, "--language", "de", "--open", *reach(server))
    assert (result.exit_code, result.stderr) == (0, "")
    made = source(path)
    assert (made["title"], made["language"], made["publisher"]) == ("The dam holds", "de", "courier")
    assert (made["url"], made["archived"]) == (server.url("/dam"), "http://other.example/2026/dam")
    own = ("--id", "t", "--by", "courier", "--basis", "statement")
    assert (
        sayso("add", "source", server.url("/x"), "claims.json", *own, "--open", *reach(server)).exit_code == 0
    )
    assert "publisher" not in source(path)


@pytest.mark.parametrize(
    ("page", "url", "said"),
    [
        ("/moved", "/new", ""),
        ("/foreign", "/foreign", ""),
        ("/gone", "/gone", "  it cannot be opened: the server says that it is not there (404)\n"),
        ("/busy", "/busy", "  no copy can be looked for: the server answers with an error (503)\n"),
    ],
)
def test_pages_that_propose_less(path: Path, server: Server, page: str, url: str, said: str) -> None:
    needed = ("--id", "s", "--title", "T", "--by", "courier", "--basis", "statement")
    result = sayso("add", "source", server.url(page), *needed, "--open", *reach(server))
    assert (result.exit_code, result.stderr) == (0, said)
    assert source(path)["url"] == server.url(url)


def test_what_a_page_says_does_not_reach_the_terminal_as_it_is(
    path: Path, prompts: Prompts, server: Server
) -> None:
    prompts.type("", "", "x", "courier", "unknown", "", "", "")
    result = sayso("add", "source", server.url("/hostile"), *reach(server))
    assert result.exit_code == 0, (result.stderr, prompts.asked)
    assert "\u202e" not in result.stderr + "".join(prompts.asked)
    assert "\\u202e" in "".join(prompts.asked)


def test_internal_addresses(path: Path, prompts: Prompts, server: Server) -> None:
    """They are opened only if they are allowed, and no archive is asked for them."""
    prompts.type("", "T", "", "courier", "unknown", "", "", "")
    result = sayso("add", "source", server.url("/dam", "127.0.0.2"), *reach(server))
    assert result.exit_code == 0
    assert "it cannot be opened: 127.0.0.2 is not a public address" in result.stderr
    assert server.requests == []
    needed = ("--id", "s", "--title", "T", "--by", "courier", "--basis", "statement", "--open")
    options = ("--allow-private", "site.example", *reach(server))
    assert sayso("add", "source", server.url("/dam"), *needed, *options).exit_code == 0
    assert server.paths == ["/dam"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("a.json", "b.json"), "Invalid value for URL: not a web address"),
        (
            ("https://a.example", "--url", "https://b.example"),
            "Invalid value for --url: the address is given twice",
        ),
        (("--title", "T", "--open"), "Invalid value for --open: needs an address"),
    ],
)
def test_options_that_are_refused(path: Path, options: tuple[str, ...], said: str) -> None:
    result = sayso("add", "source", *options)
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.replace("│", " ").split())


def test_a_library_that_is_missing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso_cli.verifying.opening.missing_library", lambda: "lxml")
    result = sayso("add", "source", "https://a.example", "--open")
    assert (
        "sayso: error: opening a page needs lxml; install it by pip install 'sayso[verify]'" in result.stderr
    )


def test_no_page_is_opened_in_ci(path: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even where it is asked for; without that the source is added as ever."""
    monkeypatch.setenv("CI", "true")
    needed = ("--id", "s", "--title", "T", "--by", "courier", "--basis", "statement")
    result = sayso("add", "source", server.url("/dam"), *needed, "--open", *reach(server))
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "sayso: error: no page is opened in CI: leave out --open, or unset CI where this is none\n"
    )
    assert path.read_text() == RECORD
    assert sayso("add", "source", server.url("/dam"), *needed).exit_code == 0
    assert server.connections == 0


def test_a_draft_opens_nothing(path: Path, prompts: Prompts, server: Server) -> None:
    """One may come from a stranger's repository; what was seen before is kept in it."""
    address = server.url("/dam")
    place = path.with_name(".claims.json.add-source")
    place.write_text(json.dumps({"given": {"url": address}, "answers": ["y"]}))
    prompts.type("y", "T", "", "courier", "unknown", "", "", "")
    assert sayso("add", "source", *reach(server)).exit_code == 0
    assert server.requests == []
    prompts.type("", "<", "", "New title")
    assert sayso("add", "source", address, *reach(server)).exit_code == 2
    assert server.paths == ["/dam", f"/map/{address}"]
    prompts.type("y", "", "courier", "unknown", "", "", "", "")
    assert sayso("add", "source", *reach(server)).exit_code == 0
    assert server.paths == ["/dam", f"/map/{address}"]
    assert (source(path)["title"], source(path)["published"]) == ("New title", "2026-03-04")


def test_an_interrupt_while_a_page_is_opened(
    path: Path, prompts: Prompts, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sayso_cli.editing.page_proposals.open_page", interrupt)
    prompts.type("https://a.example/b", "y")
    result = sayso("add", "source")
    assert result.exit_code == 2
    assert "what was answered is kept" in result.stderr


@NEEDS_PTY
def test_on_a_terminal(path: Path, tmp_path: Path, serve: Serve) -> None:
    """With a source inside a claim, in a process of its own."""
    server = serve(site)
    options = ("--allow-private", "127.0.0.1", "--allow-port", server.port)
    terminal = Terminal(tmp_path, "add", "source", server.url("/x", "127.0.0.1"), *options, env=ENVIRONMENT)
    for question, answer in (
        ("Open it, to propose title", ""),
        (f"Where it is [http://127.0.0.1:{server.port}/dam]", ""),
        ("Title of the document [The dam holds]", ""),
        ("[the-dam-holds]", ""),
        ("whose word it is", "The Courier"),
        ("How does this source know", "investigation"),
        ("[2026-03-04]", ""),
        ("Language it is written in [en]", ""),
        ("When somebody last opened it", ""),
        ("Where a lasting copy", ""),
    ):
        terminal.answer(question, answer)
    status, sent = terminal.end()
    assert (status, "added the source `the-dam-holds` to claims.json" in sent) == (0, True)
