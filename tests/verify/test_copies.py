"""`sayso verify --archives`, `--save` and `--write`: copies of sources that name none."""

import json
from pathlib import Path

import pytest
from typer.testing import Result

from sayso.verify.schedule import Pace

from .conftest import Serve
from .loopback import Server, http
from .site import record, site, source, text
from .test_archive import DONE, PENDING, SECRET, SavePageNow
from .test_verify import entries, folder, sayso, verify

__all__ = ["folder"]

pytestmark = pytest.mark.usefixtures("names")


def archive(path: str, headers: dict[str, str]) -> bytes:
    """A TimeMap for `/true`, and nothing for other pages."""
    if path.endswith("/true"):
        url = path.removeprefix("/map/")
        lines = [
            f'<http://other.example/{day}/{url}>; rel="memento"; datetime="{when}"'
            for day, when in (
                ("2019", "Tue, 01 Jan 2019 00:00:00 GMT"),
                ("2020", "Wed, 01 Jan 2020 00:00:00 GMT"),
                ("2024", "Mon, 01 Jan 2024 00:00:00 GMT"),
            )
        ]
        return http(",\n".join(lines).encode(), kind="application/link-format")
    return http(b"", "404 Not Found") if path.endswith("/gone") else http(b"", "501 Oh")


def on_public_names(server: Server, *args: object) -> Result:
    """Run `sayso verify` where the names of the site are taken for public, and only those."""
    return sayso("verify", "--allow-port", server.port, "--delay", 0, *args)


@pytest.fixture
def public(monkeypatch: pytest.MonkeyPatch) -> None:
    """Loopback is a public address in these tests: what is internal is not looked up anywhere."""
    monkeypatch.setattr("sayso.verify.address.is_public", lambda address: address == "127.0.0.1")


@pytest.mark.usefixtures("public")
def test_copies_are_offered_and_written(serve: Serve) -> None:
    def handler(path: str, headers: dict[str, str]) -> bytes:
        return archive(path, headers) if path.startswith("/map/") else site(path, headers)

    server = serve(handler)
    shape = record(
        server,
        true=source(server.url("/true"), published="2020-02", note="–"),
        gone=source(server.url("/gone")),
        wall=source(server.url("/wall"), language="en"),
        kept=source(server.url("/altered"), archived=server.url("/copy/true")),
    )
    before = text(shape)
    Path("claims.json").write_text(before)
    options = ("--archive", server.url("/map/{url}"))
    offered = on_public_names(server, *options)
    copy = f"http://other.example/2020/{server.url('/true')}"
    assert "a copy" in offered.stdout
    assert copy[:50] in offered.stdout.replace("\n" + " " * 16, "")
    assert Path("claims.json").read_text() == before
    assert f"no copy of {server.url('/wall')} can be looked for: the server answers" in offered.stderr
    asked = [path for path in server.paths if path.startswith("/map/")]
    assert sorted(set(asked)) == sorted(f"/map/{server.url(path)}" for path in ("/true", "/gone", "/wall"))
    done = on_public_names(server, *options, "--write")
    assert "archived: claims.json: `true`" in done.stderr
    after = Path("claims.json").read_text()
    added = f',\n      "archived": "{copy}"'
    assert after.replace(added, "") == before
    assert json.loads(after)["sources"]["true"]["archived"] == copy
    assert sayso("check", "claims.json", "--select", "structure").exit_code == 0
    report = json.loads(on_public_names(server, *options, "-f", "json", "--source", "gone").stdout)
    assert report["files"][0]["sources"][0]["copy"] is None


@pytest.mark.usefixtures("public")
def test_the_limits_hold_for_an_archive(serve: Serve) -> None:
    """How many redirects are followed is said for all addresses."""

    def handler(path: str, headers: dict[str, str]) -> bytes:
        moved = http(b"", "302 Found", f"Location: /map/{path.removeprefix('/hop/')}")
        return moved if path.startswith("/hop/") else archive(path, headers)

    server = serve(lambda path, headers: site(path, headers) if path == "/true" else handler(path, headers))
    Path("claims.json").write_text(text(record(server, true=source(server.url("/true")))))
    options = ("--archive", server.url("/hop/{url}"), "--max-redirects")
    assert "a copy" in on_public_names(server, *options, 1).stdout
    none = on_public_names(server, *options, 0)
    assert "a copy" not in none.stdout
    assert "can be looked for: there are more than 0 redirects" in none.stderr


@pytest.mark.usefixtures("public")
def test_copies_of_sources_that_are_files_or_were_not_tried(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file with an address may have a copy of that in an archive; what was not tried is left for later."""
    monkeypatch.setattr(
        "sayso.verify.schedule.Pace", lambda delay, **rest: Pace(delay=delay, per_host=2, **rest)
    )
    server = serve(lambda path, headers: archive(path, headers) if "/map/" in path else site(path, headers))
    Path("page.html").write_text("<p>x")
    shape = record(
        server,
        true={**source(server.url("/true")), "file": "page.html"},
        kept={"title": "T", "by": ["paper"], "basis": "investigation", "file": "page.html"},
        gone=source(server.url("/gone")),
        third=source(server.url("/third")),
    )
    Path("claims.json").write_text(text(shape))
    done = on_public_names(server, "--archive", server.url("/map/{url}"), "-f", "json")
    sources = {each["id"]: each for each in json.loads(done.stdout)["files"][0]["sources"]}
    assert sources["true"]["copy"].endswith("/true")
    assert sources["third"]["outcome"] == "skipped"
    asked = {path for path in server.paths if path.startswith("/map/")}
    assert asked == {f"/map/{server.url(path)}" for path in ("/true", "/gone")}


def test_what_is_internal_is_not_told_to_an_archive(serve: Serve) -> None:
    server = serve(site)
    Path("claims.json").write_text(text(record(server, true=source(server.url("/true")))))
    assert verify(server, "--archive", server.url("/map/{url}")).exit_code == 0
    assert server.paths == ["/true"]


@pytest.mark.usefixtures("public")
def test_new_copies_are_made_with_keys_that_nobody_sees(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    spn = SavePageNow(PENDING, DONE)

    def handler(path: str, headers: dict[str, str]) -> bytes:
        return spn(path, headers) if path.startswith("/save") else site(path, headers)

    server = serve(handler)
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    monkeypatch.setenv("SAYSO_SAVE_ACCESS_KEY", "access-k3y")
    monkeypatch.setenv("SAYSO_SAVE_SECRET_KEY", SECRET)
    shape = record(server, true=source(server.url("/true")), gone=source(server.url("/gone")))
    Path("claims.json").write_text(text(shape))
    done = on_public_names(
        server, "--save", "--save-at", server.url("/save"), "--write", "--warc", "proof.warc.gz", "-v"
    )
    url = f"{server.url('/web/20260102030405')}/{server.url('/true')}"
    assert json.loads(Path("claims.json").read_text())["sources"]["true"]["archived"] == url
    # A page that is gone cannot be copied any more.
    assert server.paths.count("/save") == 1
    import gzip

    kept = [done.output, Path("claims.lock.json").read_text(), Path("claims.json").read_text()]
    assert all(SECRET not in each for each in kept)
    assert SECRET.encode() not in gzip.decompress(Path("proof.warc.gz").read_bytes())
    assert entries()["true"]["outcome"] == "ok"


@pytest.mark.usefixtures("public")
def test_an_interrupt_keeps_the_copies_that_are_made(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    from sayso.verify.archive import Saver

    def save(self: Saver, url: str) -> str:
        if url.endswith("/altered"):
            raise KeyboardInterrupt
        return "https://archive.example/1"

    monkeypatch.setattr(Saver, "save", save)
    monkeypatch.setenv("SAYSO_SAVE_ACCESS_KEY", "a")
    monkeypatch.setenv("SAYSO_SAVE_SECRET_KEY", "b")
    server = serve(site)
    shape = record(server, true=source(server.url("/true")))
    shape["sources"]["altered"] = source(server.url("/altered"))
    Path("claims.json").write_text(text(shape))
    done = on_public_names(server, "--save", "--write")
    assert done.exit_code == 130
    sources = json.loads(Path("claims.json").read_text())["sources"]
    assert {id: each.get("archived") for id, each in sources.items()} == {
        "true": "https://archive.example/1",
        "altered": None,
    }


@pytest.mark.usefixtures("public")
def test_a_copy_that_cannot_be_made(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    server = serve(site)
    monkeypatch.setenv("SAYSO_SAVE_ACCESS_KEY", "wrong")
    monkeypatch.setenv("SAYSO_SAVE_SECRET_KEY", "hunter2")
    monkeypatch.setenv("SAYSO_TRACEBACK", "1")
    Path("claims.json").write_text(text(record(server, true=source(server.url("/true")))))
    done = on_public_names(server, "--save", "--save-at", server.url("/save"))
    assert done.exit_code == 0
    assert "was made: Save Page Now does not answer as it should (404)" in done.stderr
    assert "hunter2" not in done.output


@pytest.mark.parametrize("value", ["", "a\nb", "ä"])
def test_keys_that_cannot_be_sent(monkeypatch: pytest.MonkeyPatch, value: str, folder: Path) -> None:
    Path("claims.json").write_text(text({"version": 1, "sources": {}, "claims": []}))
    monkeypatch.setenv("SAYSO_SAVE_ACCESS_KEY", "hunter2")
    monkeypatch.setenv("SAYSO_SAVE_SECRET_KEY", value)
    done = sayso("verify", "--save")
    assert done.exit_code == 2
    assert "hunter2" not in done.output


@pytest.mark.usefixtures("public")
def test_a_file_that_cannot_be_written(serve: Serve) -> None:
    server = serve(lambda path, headers: archive(path, headers) if "/map/" in path else site(path, headers))
    Path("claims.json").write_text(text(record(server, true=source(server.url("/true")))))
    Path("claims.json").chmod(0o444)
    done = on_public_names(server, "--archive", server.url("/map/{url}"), "--write")
    assert done.exit_code == 2
    assert "cannot write claims.json: the file is read-only" in done.stderr


@pytest.mark.usefixtures("public")
def test_records_of_one_line_each_and_shared_registers(serve: Serve) -> None:
    server = serve(lambda path, headers: archive(path, headers) if "/map/" in path else site(path, headers))
    shape = record(server, true=source(server.url("/true")))
    register = {"version": 1, "sources": shape.pop("sources")}
    Path("register.json").write_text(text(register))
    shape["include"] = ["register.json"]
    for name in ("a.json", "b.json"):
        Path(name).write_text(text(shape))
    done = on_public_names(server, "--archive", server.url("/map/{url}"), "--write", "a.json", "b.json")
    assert done.exit_code == 0
    assert Path("register.json").read_text().count('"archived"') == 1
    assert server.paths.count("/true") == 1
    lines = [
        {"record": "party", "id": "paper", "name": "Paper"},
        {"record": "source", "id": "true", **source(server.url("/true"))},
    ]
    Path("c.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    done = on_public_names(server, "--archive", server.url("/map/{url}"), "--write", "c.jsonl")
    assert json.loads(Path("c.jsonl").read_text().splitlines()[1])["archived"].startswith("http://other")
