"""The proof: what is written is what went over the wire, and a real archive server replays it."""

import gzip
import hashlib
import http.client as http_client
import os
import socket
import subprocess
import sys
import time
import zlib
from base64 import b32encode
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from sayso.verify.archive import nearest_copy, question_address
from sayso.verify.fetch import Fetched, Fetcher
from sayso.verify.warc import Replay, UnreadableWarc, Writer
from sayso.verify.wire import Limits

from .conftest import Serve, wire
from .loopback import Server, chunked, http

PAGE = "<!doctype html><title>A page</title><p>The dam does not leak – 大坝没有漏水。</p>".encode()
ODD = (
    b"HTTP/1.1 200 OK\r\nx-Odd:   two  spaces\r\nContent-type:text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
)

pytestmark = pytest.mark.usefixtures("names")


def handler(path: str, headers: dict[str, str]) -> bytes:
    match path:
        case "/moved":
            return http(b"", "301 Moved", "Location: /page")
        case "/odd":
            return ODD + chunked(PAGE[:9], PAGE[9:])
        case "/bare":
            return http(PAGE + b"\r\n\r\nmore").replace(b"\r\n", b"\n", 4)
        case "/gzip":
            return http(gzip.compress(PAGE), "200 OK", "Content-Encoding: gzip")
        case "/gone":
            return http(b"nothing here", "404 Not Found")
        case _:
            return http(PAGE, "200 OK", 'ETag: "a"')


def recorded(server: Server, *paths: str) -> tuple[BytesIO, list[Fetched]]:
    """A WARC file with what comes of `paths`, and the same as values."""
    file = BytesIO()
    writer = Writer(file, "sayso/test")
    fetcher = Fetcher(wire(server, keep=True), keep=True)
    fetched = [fetcher.fetch(server.url(path)) for path in paths]
    for each in fetched:
        writer.add(each)
    return file, fetched


def test_records_are_what_went_over_the_wire(serve: Serve) -> None:
    server = serve(handler)
    file, fetched = recorded(server, "/moved", "/odd")
    file.seek(0)
    records = [
        (record.rec_type, record.rec_headers, record.raw_stream.read())
        for record in ArchiveIterator(file, no_record_parse=True)
    ]
    assert [kind for kind, _, _ in records] == ["warcinfo"] + ["response", "request"] * 3
    assert all(headers.protocol == "WARC/1.1" for _, headers, _ in records)
    assert b"software: sayso/test" in records[0][2]
    for kind, headers, block in records[1:]:
        assert headers.get_header("WARC-IP-Address") == "127.0.0.1"
        assert headers.get_header("WARC-Date").endswith("Z")
        payload = block.partition(b"\r\n\r\n")[2]
        digest = "sha1:" + b32encode(hashlib.sha1(payload).digest()).decode()
        assert headers.get_header("WARC-Payload-Digest") == digest
        assert headers.get_header("Content-Type") == f"application/http; msgtype={kind}"
    assert records[5][1].get_header("WARC-Target-URI") == server.url("/odd")
    assert records[5][2] == ODD + chunked(PAGE[:9], PAGE[9:])
    assert records[6][2].startswith(b"GET /odd HTTP/1.1\r\nHost: ")
    assert records[6][1].get_header("WARC-Concurrent-To") == records[5][1].get_header("WARC-Record-ID")
    assert fetched[1].body == PAGE


def test_warcio_finds_the_digests_right(
    serve: Serve, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, _ = recorded(serve(handler), "/moved", "/odd", "/gone")
    path = tmp_path / "proof.warc.gz"
    path.write_bytes(file.getvalue())

    class Options:
        inputs = (str(path),)
        verbose = True

    checker = Checker(Options)
    checker.process_all()
    assert checker.exit_value == 0
    out = capsys.readouterr().out
    assert out.count("digest pass") == 9
    assert "fail" not in out


def test_what_was_written_is_read_back(serve: Serve) -> None:
    """The same outcome as over the network, byte for byte, and nothing is sent."""
    server = serve(handler)
    paths = ("/page", "/moved", "/odd", "/gone", "/bare", "/gzip")
    file, fetched = recorded(server, *paths)
    asked = len(server.requests)
    replay = Fetcher(Replay(file))
    for each in fetched:
        again = replay.fetch(each.url)
        for name in (
            "outcome",
            "reason",
            "final_url",
            "status",
            "media_type",
            "charset",
            "body",
            "etag",
            "at",
        ):
            assert getattr(again, name) == getattr(each, name), name
    assert replay.fetch(fetched[0].url + "#part").body == PAGE
    assert len(server.requests) == asked


def test_what_is_not_in_the_file(serve: Serve) -> None:
    server = serve(handler)
    file, _ = recorded(server, "/page")
    replay = Fetcher(Replay(file))
    assert replay.fetch(server.url("/other")).outcome == "skipped"
    assert replay.fetch("file:///etc/passwd").outcome == "refused"


def test_the_last_answer_counts(serve: Serve) -> None:
    bodies = [b"first", b"second"]
    server = serve(lambda path, headers: http(bodies.pop(0)))
    file, fetched = recorded(server, "/a", "/a")
    assert Fetcher(Replay(file)).fetch(fetched[0].url).body == b"second"


def test_an_uncompressed_file(serve: Serve) -> None:
    server = serve(handler)
    file, fetched = recorded(server, "/page", "/odd")
    file.seek(0)
    plain = BytesIO()
    from warcio.warcwriter import WARCWriter

    writer = WARCWriter(plain, gzip=False)
    for record in ArchiveIterator(file, no_record_parse=True):
        writer.write_record(record)
    replay = Fetcher(Replay(plain))
    assert [replay.fetch(each.url).body for each in fetched] == [PAGE, PAGE]


@pytest.mark.parametrize(
    ("address", "head"),
    [
        ("<https://site.example/a>", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
        ("https://Site.example:443/a#part", b"HTTP/1.1 200 OK\r\ntransfer-encoding:chunked\r\nA: b\r\n\r\n"),
        ("https://site.example/a", b"HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n"),
    ],
)
def test_files_of_other_archivers(address: str, head: bytes) -> None:
    """They write addresses in other ways, and undo the framing of the transfer without saying so."""
    block = head + PAGE
    file = BytesIO(
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: mailto:a\r\nContent-Length: 0\r\n\r\n\r\n\r\n"
        + f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\n".encode()
        + f"Content-Type: application/http\r\nContent-Length: {len(block)}\r\n\r\n".encode()
        + block
        + b"\r\n\r\n"
    )
    assert Fetcher(Replay(file)).fetch("https://site.example/a").body == PAGE


def test_answers_in_a_file_are_limited(serve: Serve) -> None:
    server = serve(lambda path, headers: http(b"a" * 100_000))
    file, fetched = recorded(server, "/a")
    found = Fetcher(Replay(file, Limits(bytes=50_000))).fetch(fetched[0].url)
    assert found.outcome == "too-large"


def test_what_came_before_is_referred_to(serve: Serve) -> None:
    """The same bytes stand in the file once, under whatever address; and are read back from there."""
    file, fetched = recorded(serve(handler), "/page", "/same", "/gone", "/moved", "/page")
    file.seek(0)
    kinds = [record.rec_type for record in ArchiveIterator(file)]
    assert (kinds.count("response"), kinds.count("revisit")) == (3, 3)
    assert kinds.count("request") == 6
    file.seek(0)
    replay = Fetcher(Replay(file))
    for each in fetched:
        again = replay.fetch(each.url)
        assert (again.outcome, again.status, again.body) == (each.outcome, each.status, each.body)


ORIGINAL = "http://host.example/a"
SAID = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"


def revisited(**headers: str) -> BytesIO:
    """A file with an answer, and a record that refers to it as `headers` say."""
    named = {
        "WARC-Refers-To-Target-URI": ORIGINAL,
        "WARC-Refers-To-Date": "2026-01-31T12:00:00Z",
        "WARC-Payload-Digest": "sha1:A",
        "WARC-Profile": "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest",
    } | {f"WARC-{name.replace('_', '-')}": value for name, value in headers.items()}
    made = b""
    for kind, url, more, data in (
        ("response", ORIGINAL, {"WARC-Payload-Digest": "sha1:A"}, SAID + PAGE),
        ("revisit", "http://host.example/b", named, b"HTTP/1.1 304 Not Modified\r\nX: y\r\n\r\n"),
    ):
        told = {"WARC-Type": kind, "WARC-Target-URI": url, "WARC-Date": "2026-01-31T12:00:00Z", **more}
        lines = [f"{name}: {value}" for name, value in told.items()]
        head = "\r\n".join(["WARC/1.1", *lines, "Content-Type: application/http; msgtype=response"])
        made += f"{head}\r\nContent-Length: {len(data)}\r\n\r\n".encode() + data + b"\r\n\r\n"
    return BytesIO(made)


def test_a_page_that_was_not_modified() -> None:
    """Archivers write so what a server did not send again: the head is that of the first answer."""
    file = revisited(Profile="http://netpreserve.org/warc/1.1/revisit/server-not-modified")
    fetched = Fetcher(Replay(file)).fetch("http://host.example/b")
    assert (fetched.outcome, fetched.status, fetched.body) == ("ok", 200, PAGE)


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ({"Refers_To_Date": "2025-01-31T12:00:00Z"}, "the WARC file refers to an answer that is not in it"),
        ({"Refers_To_Target_URI": "ftp://x"}, "the WARC file refers to an answer that is not in it"),
        (
            {"Refers_To_Target_URI": "http://host.example/b"},
            "the WARC file refers to an answer that is not in it",
        ),
        ({"Payload_Digest": "sha1:B"}, "the WARC file refers to another answer than it says"),
    ],
)
def test_what_refers_to_nothing(headers: dict[str, str], reason: str) -> None:
    fetched = Fetcher(Replay(revisited(**headers))).fetch("http://host.example/b")
    assert (fetched.outcome, fetched.reason) == ("unreachable", reason)


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd", "deflate", "x-gzip"])
@pytest.mark.parametrize("length", [10, 99_999, None])
def test_what_an_archive_has_decompressed(coding: str, length: int | None) -> None:
    """Archives undo a compression, and keep the headers that tell of it."""
    named = "" if length is None else f"Content-Length: {length}\r\n"
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{named}Content-Encoding: {coding}\r\n\r\n"
    fetched = Fetcher(Replay(block(head.encode() + PAGE))).fetch("http://site.example/")
    assert (fetched.outcome, fetched.body) == ("ok", PAGE)


def test_what_an_archive_has_written_into() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 10\r\n\r\n"
    assert Fetcher(Replay(block(head + PAGE))).fetch("http://site.example/").body == PAGE
    longer = head.replace(b"10", b"99999")
    assert Fetcher(Replay(block(longer + PAGE))).fetch("http://site.example/").outcome == "unreachable"


def block(data: bytes, more: str = "", length: int = 0) -> BytesIO:
    """A WARC file with one answer, as somebody else may have written it."""
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://site.example/\r\n{more}"
        f"Content-Type: application/http\r\nContent-Length: {length or len(data)}\r\n\r\n"
    )
    return BytesIO(head.encode() + data + b"\r\n\r\n")


@pytest.mark.parametrize(
    "data", [b"", b"garbage", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc", b"HTTP/1.1 x\r\n\r\n"]
)
def test_broken_answers_in_a_file(data: bytes) -> None:
    found = Fetcher(Replay(block(data))).fetch("http://site.example/")
    assert found.outcome == "unreachable"
    assert found.reason == "the WARC file holds no complete HTTP answer"


@pytest.mark.parametrize(
    "data", [b"HTTP/1.1 200 OK\r\n\r\n" + PAGE, b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"]
)
def test_a_file_that_is_cut_off(data: bytes) -> None:
    """What is left of an answer is none, though it would pass for one."""
    found = Fetcher(Replay(block(data, length=10_000))).fetch("http://site.example/")
    assert (found.outcome, found.body) == ("unreachable", b"")


def test_a_file_without_a_date() -> None:
    assert Fetcher(Replay(block(http(PAGE)))).fetch("http://site.example/").at


@pytest.mark.parametrize(
    ("date", "at"),
    [
        ("2020-01-02T03:04:05Z", "2020-01-02T03:04:05Z"),
        ("2020-01-02T03:04:05.678901Z", "2020-01-02T03:04:05Z"),
        ("2020-01-02T03:04:05+02:00", "2020-01-02T01:04:05Z"),
        ("2020-01-02", "2020-01-02T00:00:00Z"),
        ("0001-01-01T00:00:00+02:00", ""),
        ("9999-01-01T00:00:00Z", ""),
        ("\x1b[31mtoday", ""),
    ],
)
def test_dates_in_a_file(date: str, at: str) -> None:
    """WARC 1.1 has fractions of a second; what is no time, or has not come yet, is the present."""
    found = Fetcher(Replay(block(http(PAGE), f"WARC-Date: {date}\r\n"))).fetch("http://site.example/")
    assert found.at == at or (not at and found.at.startswith(str(datetime.now(UTC).date())))


def squeezed(head: bytes, piece: bytes, times: int) -> bytes:
    """`head`, and `piece` so many times, in gzip."""
    made = zlib.compressobj(wbits=31)
    return made.compress(head) + b"".join(made.compress(piece) for _ in range(times)) + made.flush()


@pytest.mark.parametrize(
    ("head", "piece", "times"),
    [
        (b"WARC/1.1\r\nX: ", b"a" * (1 << 20), 500),
        (b"WARC/1.1\r\n", b"X: y\r\n" * 100_000, 100),
        (b"WARC/1.1\r\nX: y\r\n", b" more\r\n" * 100_000, 100),
        (b"WARC/1.1\r\nContent-Length: 0\r\n", b"\r\n" * 100_000, 100),
    ],
    ids=["a line", "lines", "a header of many lines", "empty lines"],
)
def test_heads_of_records_without_end(head: bytes, piece: bytes, times: int) -> None:
    data = squeezed(head, piece, times)
    assert len(data) < 1 << 20
    start = time.monotonic()
    with pytest.raises(UnreadableWarc):
        Replay(BytesIO(data))
    assert time.monotonic() - start < 10


def test_a_file_puts_nothing_on_the_terminal(tmp_path: Path) -> None:
    """The library prints what it finds odd, and quotes it."""
    whole = block(http(PAGE)).getvalue()
    odd = whole.replace(b"http://site.example/", b"http://other.example/ \x1b]0;x\x07").removesuffix(
        b"\r\n\r\n"
    )
    (tmp_path / "odd.warc").write_bytes(odd + b"\x1b[31m\r\n\r\n" + whole)
    code = "from sayso.verify.warc import Replay; Replay(open('odd.warc', 'rb'))('http://site.example/')"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")


def test_a_file_that_changes_while_it_is_read() -> None:
    file = block(http(PAGE))
    replay = Replay(file)
    file.seek(0)
    file.write(b"{")
    assert Fetcher(replay).fetch("http://site.example/").outcome == "unreachable"


@pytest.mark.parametrize(
    "data",
    [
        b"{}",
        b"\x1f\x8b garbage",
        b"\xff" * 1000,
        b"%PDF-1.7\n",
    ],
)
def test_no_warc_file(data: bytes) -> None:
    with pytest.raises(UnreadableWarc, match="it cannot be read as a WARC file"):
        Replay(BytesIO(data))


class Archive:
    """pywb on loopback, with one collection, and what was recorded."""

    def __init__(self, port: int, fetched: list[Fetched]) -> None:
        self.port = port
        self.fetched = fetched

    def get(self, url: str) -> tuple[int, str, bytes]:
        """Status, Location and body of the copy of `url`, as it was (`id_`)."""
        connection = http_client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        at = self.fetched[0].at.translate(str.maketrans("", "", "-T:Z"))
        connection.request("GET", f"/proof/{at}id_/{url}")
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, answer.headers.get("Location", ""), body


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """A real archive server that holds what `--warc` wrote of the pages of `handler`.

    `SAYSO_ARCHIVE` names the folder of its programs, as in CI.
    """
    if not os.environ.get("SAYSO_ARCHIVE"):
        pytest.skip("there is no archive server here; `make test-all` brings it")
    from sayso.verify import address

    folder = tmp_path_factory.mktemp("archive")
    with pytest.MonkeyPatch.context() as patch, Server(handler) as server:
        patch.setattr(address, "resolve", lambda host, port: ["127.0.0.1"])
        file, fetched = recorded(server, "/page", "/moved", "/odd", "/gone", "/bare", "/gzip")
        (folder / "proof.warc.gz").write_bytes(file.getvalue())
    scripts = Path(os.environ["SAYSO_ARCHIVE"])
    for command in (["init", "proof"], ["add", "proof", "proof.warc.gz"]):
        subprocess.run(
            [scripts / "wb-manager", *command], cwd=folder, check=True, capture_output=True, timeout=60
        )
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    running = subprocess.Popen(
        [scripts / "wayback", "--bind", "127.0.0.1", "--port", str(port)],
        cwd=folder,
        env={"PATH": os.environ["PATH"]},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    until = time.monotonic() + 60
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            break
        except OSError:
            assert running.poll() is None
            assert time.monotonic() < until
            time.sleep(0.2)
    yield Archive(port, fetched)
    running.terminate()
    running.wait(30)


def test_a_real_archive_server_replays_the_pages(archive: Archive) -> None:
    page, moved, odd, gone, bare, zipped = (each.url for each in archive.fetched)
    assert archive.get(page) == (200, "", PAGE)
    assert archive.get(odd) == (200, "", PAGE)
    assert archive.get(bare) == (200, "", PAGE + b"\r\n\r\nmore")
    assert archive.get(zipped) == (200, "", PAGE)
    assert archive.get(moved)[:2] == (301, "/page")
    assert archive.get(gone) == (404, "", b"nothing here")
    assert archive.get(page + "x")[0] == 404


def test_copies_in_a_real_archive_are_found(archive: Archive) -> None:

    page = archive.fetched[0].url
    endpoint = f"http://127.0.0.1:{archive.port}/proof/timemap/link/{{url}}"
    fetcher = Fetcher(wire(archive))  # type: ignore[arg-type]
    copy = nearest_copy(fetcher.fetch(question_address(endpoint, page, "2020-01-02")), "2020-01-02")
    assert copy is not None
    assert copy.url.startswith(f"http://127.0.0.1:{archive.port}/proof/2")
    assert copy.url.endswith(page)
    assert b"The dam does not leak" in fetcher.fetch(copy.url).body
    assert nearest_copy(fetcher.fetch(question_address(endpoint, page + "x", "")), "") is None
