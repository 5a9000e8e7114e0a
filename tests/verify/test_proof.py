"""`sayso verify --timestamp` and `--check-proof`: a proof that is kept, and what becomes of it.

The one in `kept_proof/` was recorded; `SAYSO_UPDATE_CASES=1` does so anew, where openssl is installed.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs
from typer.testing import Result

from sayso.record.lock import Lock, Locked, load_lock
from sayso.verify.fetch import Fetched
from sayso.verify.proof.proof_parts import check_answers
from sayso.verify.warc import Replay, Writer
from sayso.verify.wire import Limits, Reply
from tests.cli.test_schemas import holds
from tests.conftest import thorough

from .authority import Authority
from .conftest import Serve
from .loopback import Server, http
from .site import TRUE, record, site, source, text
from .test_verify import folder, sayso, verify

__all__ = ["folder"]

pytestmark = pytest.mark.usefixtures("names")
AT = "2026-01-31T12:00:00Z"
KEPT = Path(__file__).parent / "kept_proof"
LOCK, STAMP, WARC, PAGE = "claims.lock.json", "claims.lock.json.tsr", "proof.warc.gz", "page.txt"


@pytest.fixture
def kept(folder: Path) -> Path:
    """The recorded proof, in the working folder."""
    shutil.copytree(KEPT, folder, dirs_exist_ok=True)
    return folder


def look(*args: object) -> Result:
    """Look at all of the proof in the working folder."""
    return sayso("verify", "--check-proof", "--from-warc", WARC, "--trust", "root.pem", *args)


def parts(*args: object) -> list[tuple[str, str]]:
    """Kind and outcome of each part."""
    shape = holds("proof", look("-f", "json", *args).stdout)
    return [(part["kind"], part["outcome"]) for file in shape["files"] for part in file["parts"]]


def edit_lock(change: Callable[[Any], None]) -> None:
    """Change what the lock says; it is written as sayso writes it."""
    shape = json.loads(Path(LOCK).read_text())
    change(shape)
    Path(LOCK).write_text(json.dumps(shape, indent=2, ensure_ascii=False) + "\n")


WHOLE = [("lock", "holds"), ("stamp", "holds"), ("file", "holds"), ("archive", "holds")]
WHOLE += [("answer", "holds")] * 2


def site_with_an_authority(serve: Serve, authority: Authority) -> Server:
    def handler(path: str, headers: dict[str, str]) -> bytes:
        return authority.answer(server) if path == "/tsa" else site(path, headers)

    server: Server = serve(handler)
    return server


def test_a_proof_is_made_and_holds(serve: Serve, tmp_path: Path) -> None:
    authority = Authority(tmp_path / "authority")
    server = site_with_an_authority(serve, authority)
    Path(PAGE).write_text("Whatever it says.")
    own = {"title": "T", "by": ["paper"], "basis": "investigation", "file": PAGE}
    shape = record(server, true=source(server.url("/true")), moved=source(server.url("/moved")), page=own)
    shape["claims"][0]["corroboration"][1].pop("quote")
    Path("claims.json").write_text(text(shape))
    assert verify(server, "--warc", WARC, "--timestamp", server.url("/tsa")).exit_code == 0
    shutil.copy(authority.root, "root.pem")
    server.requests.clear()
    assert parts() == WHOLE
    done = look()
    assert done.exit_code == 0
    assert "vouched for by a root in root.pem" in " ".join(done.stdout.split())
    assert "6 parts of the proof: 6 holds" in done.stdout
    assert not server.requests
    if os.environ.get("SAYSO_UPDATE_CASES"):
        KEPT.mkdir(exist_ok=True)
        for name in ("claims.json", LOCK, STAMP, WARC, PAGE, "root.pem"):
            shutil.copy(name, KEPT)
        pytest.fail("recorded anew; unset SAYSO_UPDATE_CASES")
    # A later run writes another lock, over which there is no stamp.
    assert verify(server).exit_code == 0
    edit_lock(lambda lock: lock["sources"]["true"].update(at="2026-01-01T00:00:00Z"))
    assert ("stamp", "broken") in parts()


@pytest.mark.usefixtures("kept")
def test_a_kept_proof_holds() -> None:
    assert parts() == WHOLE
    assert look().exit_code == 0


@thorough(200)
@given(data=st.data())
def test_a_changed_byte_is_seen(kept: Path, data: st.DataObject) -> None:
    """In the lock, the stamp, the answers of servers and the file: the run no longer ends with 0."""
    name = data.draw(st.sampled_from([LOCK, STAMP, WARC, PAGE]))
    sound = (KEPT / name).read_bytes()
    changed = bytearray(sound)
    changed[data.draw(st.integers(0, len(sound) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    Path(name).write_bytes(changed)
    done = look()
    assert done.exit_code in (1, 2), done.stdout
    assert "broken" in done.stdout or done.exit_code == 2
    Path(name).write_bytes(sound)


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    ("name", "kind"), [(LOCK, "lock"), (STAMP, "stamp"), (PAGE, "file")], ids=["lock", "stamp", "file"]
)
def test_what_is_missing_is_told(name: str, kind: str) -> None:
    Path(name).unlink()
    assert (kind, "missing") in parts()
    assert look().exit_code == 1


@pytest.mark.usefixtures("kept")
def test_without_roots_nobody_vouches() -> None:
    done = sayso("verify", "--check-proof")
    assert done.exit_code == 0
    told = " ".join(done.stdout.split())
    assert "nobody vouches for this certificate" in told
    assert "the lock names files with the answers of servers; give one by --from-warc" in told
    assert "not that what the lock says is true, or who wrote it" in told
    Path(STAMP).unlink()
    edit_lock(lambda lock: lock.pop("proofs"))
    done = sayso("verify", "--check-proof", "-o", "report.txt")
    assert done.exit_code == 0
    assert "archive" not in Path("report.txt").read_text()
    assert "nobody vouches for when the lock was written" in " ".join(Path("report.txt").read_text().split())


@pytest.mark.usefixtures("kept")
def test_roots_from_the_config() -> None:
    Path("sayso.toml").write_text('trust = "root.pem"\n')
    done = sayso("verify", "--check-proof")
    assert "vouched for by a root in root.pem" in " ".join(done.stdout.split())
    shutil.copy(Path(__file__).parent / "stamps" / "other.pem", "other.pem")
    done = sayso("verify", "--check-proof", "--trust", "other.pem")
    assert done.exit_code == 1
    assert "leads to none of the roots" in " ".join(done.stdout.split())
    Path("sayso.toml").write_text('trust = "../root.pem"\n')
    assert "leads out of the folder" in sayso("verify", "--check-proof").stderr


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("name", ["gone.pem", "claims.json", "."])
def test_roots_that_are_none(name: str) -> None:
    done = sayso("verify", "--check-proof", "--trust", name)
    assert done.exit_code == 2
    assert name in done.stderr


@pytest.mark.usefixtures("kept")
def test_a_lock_that_was_formatted() -> None:
    Path(LOCK).write_text(json.dumps(json.loads(Path(LOCK).read_text())))
    assert parts()[:2] == [("lock", "broken"), ("stamp", "broken")]


@pytest.mark.usefixtures("kept")
def test_answers_that_are_not_those_in_the_lock() -> None:
    def change(lock: Any) -> None:
        sources = lock["sources"]
        sources["true"]["sha256"] = "0" * 64
        sources["moved"]["sha256"] = "0" * 64
        sources["moved"]["last_try"] = {"at": "2026-01-01T00:00:00Z", "outcome": "gone"}
        address = {"at": "2026-01-01T00:00:00Z", "url": "https://elsewhere.example/"}
        sources["unkept"] = {**address, "outcome": "ok", "sha256": "0" * 64}
        sources["wall"] = {**address, "outcome": "blocked"}
        sources["unread"] = {"at": "2026-01-01T00:00:00Z", "outcome": "gone", "file": "gone.txt"}
        sources["lost"] = {**sources["page"], "file": "gone.txt"}
        sources["later"] = {
            **sources["page"],
            "last_try": {"at": "2026-01-01T00:00:00Z", "outcome": "not-text", "sha256": "0" * 64},
        }
        lock["proofs"] = []

    edit_lock(change)
    found = parts()
    assert [outcome for kind, outcome in found if kind == "answer"] == ["open", "broken", "open"]
    assert [outcome for kind, outcome in found if kind == "archive"] == ["open"]
    assert [outcome for kind, outcome in found if kind == "file"] == ["holds", "missing", "broken"]


@pytest.mark.usefixtures("kept")
def test_an_archive_of_which_a_record_was_altered() -> None:
    """It is sound for whoever reads it, and a record is not the one whose digest stands there."""
    import gzip

    whole = gzip.decompress(Path(WARC).read_bytes())
    changed = whole.replace(b"does <em>not</em> leak", b"does <em>now</em> leak")
    assert changed != whole
    Path(WARC).write_bytes(changed)
    told = " ".join(look().stdout.split())
    assert "a record is not the one whose digest it gives: http://site.example" in told
    Path(WARC).write_bytes(whole)
    assert "it is none of the files whose hashes are in the lock" in " ".join(look().stdout.split())
    # A digest that nobody knows how to make says nothing.
    Path(WARC).write_bytes(whole.replace(b"WARC-Block-Digest: sha1:", b"WARC-Block-Digest: blake9:"))
    assert "whose digest it gives" not in " ".join(look().stdout.split())
    Path(WARC).write_bytes(b"no archive")
    assert ("archive", "broken") in parts()
    Path(WARC).unlink()
    assert look().exit_code == 2


def test_a_page_that_forwards_and_holds_the_quote(serve: Serve, folder: Path) -> None:
    """What is locked, asked for the next time, and found in the proof, is that page."""
    page = f'<meta http-equiv=refresh content="9; url=/new"><p>{TRUE}</p><p>Please wait.</p>'.encode()

    def handler(path: str, headers: dict[str, str]) -> bytes:
        if path == "/new":
            return http(b"another")
        if headers.get("if-none-match"):
            return http(b"", "304 Not Modified")
        return http(page, "200 OK", 'ETag: "a"')

    server = serve(handler)
    Path("claims.json").write_text(text(record(server, true=source(server.url("/old")))))
    for archive in (["--warc", WARC], []):
        assert verify(server, *archive).exit_code == 0
        (locked,) = json.loads(Path(LOCK).read_text())["sources"].values()
        assert [quote["outcome"] for quote in locked["quotes"]] == ["found"]
        assert locked["sha256"] == hashlib.sha256(page).hexdigest()
    assert server.paths == ["/old", "/new", "/old"]
    told = sayso("verify", "--check-proof", "--from-warc", WARC).stdout
    assert "4 parts of the proof: 3 holds, 1 open" in told


def test_what_a_browser_made_of_a_page(tmp_path: Path) -> None:
    """It is held against what is kept of that, not against the page as it was sent."""
    body, url = b"<p>made by a script", "https://a.example/page"
    reply = Reply(url, AT, 200, (), b"", request=b"GET / HTTP/1.1\r\n\r\n", response=http(b"<script>"))
    shown = Fetched(url, "ok", body=body, at=AT, replies=(reply,), rendered=True, picture=b"png")
    plain = structs.replace(
        shown,
        url="https://a.example/plain",
        rendered=False,
        replies=(structs.replace(reply, url="https://a.example/plain"),),
    )
    sha = hashlib.sha256(body).hexdigest()
    with (tmp_path / WARC).open("w+b") as file:
        writer = Writer(file, "sayso/test")
        writer.add(shown)
        writer.add(plain)
        replay = Replay(file)
        for made, address, outcome in (
            (sha, url, "holds"),
            ("0" * 64, url, "broken"),
            (sha, plain.url, "open"),
        ):
            lock = Lock(1, {"a": Locked(AT, "ok", f"{address}#part", sha256=made, rendered=True)})
            assert [part.outcome for part in check_answers(replay, Limits(), lock)] == [outcome]


@pytest.mark.usefixtures("kept")
def test_without_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso_cli.verifying.proofs.find_spec", lambda name: None)
    for args in (["--check-proof"], ["--timestamp", "https://stamps.example"]):
        done = sayso("verify", *args)
        assert done.exit_code == 2
        assert "time stamps need rfc3161-client; install it by pip install 'sayso[timestamp]'" in done.stderr
    Path(STAMP).unlink()
    assert sayso("verify", "--check-proof").exit_code == 0


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--check-proof", "--locked"], "opens nothing, and writes nothing"),
        (["--check-proof", "--warc", "a"], "opens nothing, and writes nothing"),
        (["--check-proof", "--browser"], "opens nothing, and writes nothing"),
        (["--check-proof", "--registries"], "opens nothing, and writes nothing"),
        (["--trust", "a"], "needs --check-proof"),
        (["--timestamp", "https://a.example", "--locked"], "stamps the lock that --locked does not write"),
        (["--timestamp", "https://a.example", "--from-warc", "a"], "opens no address that the others need"),
    ],
)
def test_options_that_do_not_fit(args: list[str], said: str) -> None:
    done = sayso("verify", *args)
    assert done.exit_code == 2
    assert said in " ".join(done.stderr.replace("│", " ").split())


def test_an_authority_that_gives_no_stamp(serve: Serve) -> None:
    """The lock is kept, and the run says that it could not do its job."""
    server = serve(site)
    Path("claims.json").write_text(text(record(server, true=source(server.url("/true")))))
    done = verify(server, "--timestamp", server.url("/tsa"))
    assert done.exit_code == 2
    assert "no stamp for claims.lock.json: the authority answers with status 404" in done.stderr
    assert Path(LOCK).exists()
    assert not Path(STAMP).exists()


def test_each_lock_has_its_stamp(serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr("sayso_cli.verifying.proofs.time.sleep", pauses.append)
    monkeypatch.setattr(
        "sayso.verify.proof.timestamp.obtain_stamp", lambda data, url, wire: hashlib.sha256(data).digest()
    )
    server = serve(site)
    for name in ("a", "b"):
        Path(f"{name}.json").write_text(text(record(server, true=source(server.url("/true")))))
    Path("empty.json").write_text('{"version": 1, "claims": []}')
    assert (
        verify(server, "a.json", "b.json", "empty.json", "--timestamp", "https://tsa.example").exit_code == 0
    )
    for name in ("a", "b"):
        lock = Path(f"{name}.lock.json")
        assert Path(f"{lock}.tsr").read_bytes() == hashlib.sha256(lock.read_bytes()).digest()
    assert pauses == [0]
    Path("a.lock.json.tsr").unlink()
    Path("a.lock.json.tsr").mkdir()
    done = verify(server, "a.json", "--timestamp", "https://tsa.example")
    assert done.exit_code == 2
    assert "cannot write a.lock.json.tsr" in done.stderr


def test_the_lock_names_the_files_that_keep_its_answers(serve: Serve) -> None:
    server = serve(site)
    names = {name: source(server.url("/true")) for name in ("one", "two")}
    shape = record(server, **names)
    for item in shape["claims"][0]["corroboration"]:
        del item["quote"]
    Path("claims.json").write_text(text(shape))

    def proofs() -> tuple[str, ...]:
        return load_lock(Path(LOCK).read_bytes()).proofs

    def hash(name: str) -> str:
        return hashlib.sha256(Path(name).read_bytes()).hexdigest()

    verify(server)
    assert proofs() == ()
    verify(server, "--warc", "first.warc.gz")
    assert proofs() == (hash("first.warc.gz"),)
    # A run over a part leaves the rest to the file before, one without a file leaves all.
    verify(server, "--warc", "second.warc.gz", "--source", "one")
    verify(server)
    assert proofs() == (hash("second.warc.gz"), hash("first.warc.gz"))
    verify(server, "--warc", "third.warc.gz")
    assert proofs() == (hash("third.warc.gz"),)
    verify(server, "--warc", os.devnull)
    assert proofs() == (hash("third.warc.gz"),)
