"""One request and its answer, over real sockets on loopback."""

import gzip
import socket
import ssl
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme

from sayso.verify.address import AddressPolicy
from sayso.verify.failure import Failure
from sayso.verify.wire import Limits, Wire, failure_of

from .conftest import HOSTS, Serve, wire
from .loopback import Handler, chunked, drip, endless, http

PAGE = b"<p>There is a quote here.</p>"

pytestmark = pytest.mark.usefixtures("names")


def always(answer: bytes) -> Handler:
    return lambda path, headers: answer


def failure(sent: Wire, url: str) -> Failure:
    with pytest.raises(Failure) as caught:
        sent(url)
    return caught.value


def test_request_and_answer(serve: Serve) -> None:
    server = serve(always(http(PAGE, "200 OK", "ETag: x")))
    reply = wire(server, keep=True)(server.url("/a?b#c"))
    path, headers, _ = server.requests[0]
    assert path == "/a?b"
    assert headers["host"] == f"site.example:{server.port}"
    assert headers["user-agent"] == "sayso/test"
    assert headers["accept-encoding"] == "gzip"
    assert not headers.keys() & {"cookie", "authorization", "referer"}
    assert (reply.status, reply.body, reply.header("etag"), reply.header("none")) == (200, PAGE, "x", "")
    assert reply.url == server.url("/a?b")
    assert reply.address == "127.0.0.1"
    assert reply.request.startswith(b"GET /a?b HTTP/1.1\r\n")
    assert reply.response == http(PAGE, "200 OK", "ETag: x")
    assert abs(datetime.fromisoformat(reply.at) - datetime.now(UTC)) < timedelta(minutes=1)


def test_what_went_over_the_wire_is_kept_only_if_asked(serve: Serve) -> None:
    server = serve(always(http(PAGE)))
    reply = wire(server)(server.url())
    assert reply.body == PAGE
    assert not reply.request
    assert not reply.response


@pytest.mark.parametrize("before", [b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 2])
@pytest.mark.parametrize("behind", [b"", b"HTTP/1.1 200 OK\r\n\r\nsmuggled"])
def test_the_answer_is_kept_without_what_is_around_it(serve: Serve, before: bytes, behind: bytes) -> None:
    server = serve(always(before + http(PAGE) + behind))
    reply = wire(server, keep=True)(server.url())
    assert (reply.body, reply.response) == (PAGE, http(PAGE))


@pytest.mark.parametrize("before", [b"", b"HTTP/1.1 100 Continue\n\n"])
def test_lines_without_a_carriage_return_are_kept_as_they_came(serve: Serve, before: bytes) -> None:
    answer = http(PAGE + b"\r\n\r\nmore")
    answer = answer.replace(b"\r\n", b"\n", answer.count(b"\r\n") - 2)
    server = serve(always(before + answer + b"smuggled"))
    reply = wire(server, keep=True)(server.url())
    assert (reply.body, reply.response) == (PAGE + b"\r\n\r\nmore", answer)


@pytest.mark.parametrize("length", ["9" * 5000, "-5", "x", "２"])
def test_lengths_that_are_none(serve: Serve, length: str) -> None:
    answer = f"HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n".encode() + PAGE
    server = serve(always(answer))
    reply = wire(server, keep=True)(server.url())
    assert (reply.body, reply.response) == (PAGE, answer)


def test_chunks_are_kept_as_they_came(serve: Serve) -> None:
    answer = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked(b"a", b"bc")
    server = serve(always(answer))
    reply = wire(server, keep=True)(server.url())
    assert (reply.body, reply.response) == (b"abc", answer)


def test_nothing_is_decompressed_here(serve: Serve) -> None:
    data = gzip.compress(PAGE)
    server = serve(always(http(data, "200 OK", "Content-Encoding: gzip")))
    assert wire(server)(server.url()).body == data


def test_a_form_is_sent(serve: Serve) -> None:
    server = serve(always(http(b"{}")))
    wire(server)(server.url("/save"), {"Authorization": "LOW a:b"}, post={"url": "http://a.example/?b&c"})
    path, headers, body = server.requests[0]
    assert (path, headers["authorization"]) == ("/save", "LOW a:b")
    assert body == b"url=http%3A%2F%2Fa.example%2F%3Fb%26c"


def test_no_redirect_is_followed_and_no_cookie_kept(serve: Serve) -> None:
    server = serve(always(http(b"", "302 Found", "Location: /b", "Set-Cookie: a=b; Path=/")))
    sent = wire(server)
    assert sent(server.url("/a")).status == 302
    assert sent(server.url("/c")).status == 302
    assert server.paths == ["/a", "/c"]
    assert "cookie" not in server.requests[1][1]


def test_no_netrc_and_no_proxy_unless_asked(
    serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server, proxy = serve(always(http(PAGE))), serve(always(http(b"by proxy")))
    netrc = tmp_path / "netrc"
    netrc.write_text("machine site.example login a password b\n")
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("http_proxy", proxy.url(host="127.0.0.1"))
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/nowhere")
    monkeypatch.delenv("no_proxy", raising=False)
    assert wire(server)(server.url()).body == PAGE
    assert "authorization" not in server.requests[0][1]
    assert not proxy.requests
    reply = wire(server, proxies=True, keep=True)(server.url("/p"))
    assert (reply.body, reply.address) == (b"by proxy", "")
    assert proxy.paths == [server.url("/p")]
    assert len(server.requests) == 1


def test_through_a_proxy_internal_hosts_are_refused_as_far_as_known(
    serve: Serve, names: dict[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = serve(always(http(b"by proxy")))
    monkeypatch.setenv("http_proxy", proxy.url(host="127.0.0.1"))
    monkeypatch.delenv("no_proxy", raising=False)
    sent = Wire(AddressPolicy(), "sayso/test", proxies=True)
    names["inside.example"], names["unknown.example"] = ["10.0.0.1"], []
    assert failure(sent, "http://inside.example/").outcome == "refused"
    assert not proxy.requests
    # A proxy may know names that are not known here.
    assert sent("http://unknown.example/").body == b"by proxy"


def test_the_connection_goes_to_the_vetted_address(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name is looked up once a connection: the next answer of a rebinding server is never used."""
    server = serve(always(http(PAGE)), host="127.0.0.9")
    asked = []

    def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.9"] if len(asked) == 1 else ["127.0.0.10"]

    monkeypatch.setattr("sayso.verify.address.resolve", rebinding)
    assert wire(server)(server.url()).address == "127.0.0.9"
    assert asked == ["site.example"]


def test_vetting_stands_between_the_name_and_the_connection(
    serve: Serve, names: dict[str, list[str]]
) -> None:
    """A server that listens on loopback gets no connection, by whatever name."""
    server = serve(always(http(PAGE)))
    policy = AddressPolicy(ports=[server.port])
    names["mixed.example"] = ["8.8.8.8", "127.0.0.1"]
    names["mapped.example"] = ["::ffff:127.0.0.1"]
    for host in ("site.example", "mixed.example", "mapped.example", "127.0.0.1", "localhost", "2130706433"):
        assert failure(Wire(policy, "a"), server.url(host=host)).outcome == "refused"
    assert server.connections == 0


def test_all_vetted_addresses_are_tried(serve: Serve, names: dict[str, list[str]]) -> None:
    server = serve(always(http(PAGE)), host="127.0.0.3")
    names["site.example"] = ["127.0.0.1", "127.0.0.2", "127.0.0.3", "127.0.0.4"]
    assert wire(server)(server.url()).address == "127.0.0.3"
    names["site.example"] = ["127.0.0.1", "127.0.0.2"]
    failed = failure(wire(server), server.url())
    assert (failed.outcome, failed.transient) == ("unreachable", True)
    assert failed.reason == "no connection: Connection refused"


@pytest.mark.parametrize(("errno", "transient"), [(socket.EAI_NONAME, False), (socket.EAI_AGAIN, True)])
def test_a_name_that_is_not_found(monkeypatch: pytest.MonkeyPatch, errno: int, transient: bool) -> None:
    def resolve(host: str, port: int) -> list[str]:
        raise socket.gaierror(errno, "x")

    monkeypatch.setattr("sayso.verify.address.resolve", resolve)
    failed = failure(Wire(AddressPolicy(), "a"), "http://site.example/")
    assert failed.reason == "the name of the host is not found"
    assert failed.transient is transient


def test_a_name_is_never_sent_that_the_door_refuses() -> None:
    failed = failure(Wire(AddressPolicy(), "a"), "http://user:hunter2@site.example/")
    assert failed.outcome == "refused"
    assert "hunter2" not in failed.reason


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"garbage\r\n\r\n",
        b"HTTP/1.1 abc\r\n\r\n",
        b"HTTP/9.9 200 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/ht",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc",
        b"HTTP/1.1 200 OK\r\nContent-Length: 3, 4\r\n\r\nabcd",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"9" * 5000 + b"\r\n",
    ],
)
def test_broken_answers(serve: Serve, answer: bytes) -> None:
    server = serve(always(answer))
    failed = failure(wire(server), server.url())
    assert (failed.outcome, failed.transient) == ("unreachable", True)
    assert failed.reason == "what the server sent is no complete HTTP answer"


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: y\r\n" % at for at in range(200)) + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
    ],
)
def test_many_and_long_headers(serve: Serve, answer: bytes) -> None:
    server = serve(always(answer))
    assert failure(wire(server), server.url()).outcome == "unreachable"


@pytest.mark.parametrize(
    ("head", "piece"),
    [
        (b"HTTP/1.1 200 OK\r\n\r\n", b"a" * 60_000),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n" * 5000),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", b"X: y\r\n" * 5000),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 1000),
        (b"HTTP/1.1 100 Continue\r\n", b"X: y\r\n\r\nHTTP/1.1 100 Continue\r\n" * 1000),
    ],
    ids=["body", "chunks of one byte", "trailers", "interim answers", "headers of interim answers"],
)
def test_floods_end_at_the_limit(serve: Serve, head: bytes, piece: bytes) -> None:
    server = serve(lambda path, headers: endless(head, piece))
    failed = failure(wire(server, bytes=1 << 20), server.url())
    assert (failed.outcome, failed.reason) == ("too-large", "the answer is larger than 1 MiB")


@pytest.mark.parametrize(
    "answer",
    [
        http(b"a" * 1000),
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 1000,
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"0" * 1000,
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"1\r\na\r\n" * 1000,
    ],
    ids=["body", "header", "size of a chunk", "chunks"],
)
def test_a_slow_drip_ends_at_the_deadline(serve: Serve, answer: bytes) -> None:
    """Each byte comes in time, and all of them together do not."""
    server = serve(lambda path, headers: drip(answer, 0.02))
    start = time.monotonic()
    failed = failure(wire(server, read=0.5, total=0.6), server.url())
    assert time.monotonic() - start < 3
    assert failed.reason == "the answer was not complete after 0.6 seconds"
    assert failed.transient


def test_silence_ends_at_the_limit_for_reading(serve: Serve) -> None:
    server = serve(lambda path, headers: drip(http(b"abc"), 3))
    failed = failure(wire(server, read=0.3), server.url())
    assert (failed.reason, failed.transient) == ("the server did not answer in time", True)


def test_a_connection_that_is_not_taken_ends_at_its_limit(names: dict[str, list[str]]) -> None:
    """The backlog of a socket that nobody accepts on fills up; further connections wait."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full:
        port = full.getsockname()[1]
        waiting = []
        for _ in range(4):
            one = socket.socket()
            one.setblocking(False)
            one.connect_ex(("127.0.0.1", port))
            waiting.append(one)
        sent = Wire(AddressPolicy(HOSTS, [port]), "a", Limits(connect=0.3))
        failed = failure(sent, f"http://site.example:{port}/")
        assert (failed.reason, failed.transient) == ("the server did not answer in time", True)
        names["site.example"] = ["127.0.0.1"] * 50
        sent = Wire(AddressPolicy(HOSTS, [port]), "a", Limits(connect=0.2, total=0.5))
        assert "not complete after 0.5" in failure(sent, f"http://site.example:{port}/").reason
        for one in waiting:
            one.close()


class Certificates:
    """An authority of the tests, and servers' contexts with its certificates."""

    def __init__(self, folder: Path) -> None:
        self.authority = trustme.CA()
        self.file = folder / "ca.pem"
        self.authority.cert_pem.write_to_path(self.file)

    def context(self, *names: str, end: datetime | None = None) -> ssl.SSLContext:
        made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        start = datetime(2020, 1, 1, tzinfo=UTC) if end else None
        self.authority.issue_cert(*names, not_before=start, not_after=end).configure_cert(made)
        return made


@pytest.fixture
def certificates(tmp_path: Path) -> Certificates:
    return Certificates(tmp_path)


def test_tls_is_for_the_name_and_not_the_address(serve: Serve, certificates: Certificates) -> None:
    context = certificates.context("site.example")
    shown = []
    context.sni_callback = lambda connection, name, old: shown.append(name)
    server = serve(always(http(PAGE)), tls=context)
    sent = wire(server, authorities=str(certificates.file), keep=True)
    reply = sent(server.url())
    assert (reply.body, reply.response, shown) == (PAGE, http(PAGE), ["site.example"])
    failed = failure(sent, server.url(host="other.example"))
    assert failed.outcome == "unreachable"
    assert "Hostname mismatch" in failed.reason
    assert "other.example" in failed.reason


def test_certificates_that_are_not_valid(serve: Serve, certificates: Certificates) -> None:
    ended = certificates.context("site.example", end=datetime(2021, 1, 1, tzinfo=UTC))
    server = serve(always(http(PAGE)), tls=ended)
    failed = failure(wire(server, authorities=str(certificates.file)), server.url())
    assert failed.reason == "the certificate is not valid: certificate has expired"
    assert not failed.transient
    server = serve(always(http(PAGE)), tls=certificates.context("site.example"))
    # Nobody but the test has heard of the authority.
    assert "the certificate is not valid" in failure(wire(server), server.url()).reason
    assert not server.requests


def test_no_tls_at_all(serve: Serve) -> None:
    server = serve(lambda path, headers: b"")
    failed = failure(wire(server, connect=0.3), server.url().replace("http:", "https:"))
    assert failed.outcome == "unreachable"


def test_tls_that_speaks_something_else() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer() -> None:
            connection, _ = listening.accept()
            with connection:
                connection.recv(65536)
                connection.sendall(b"220 mail.example ESMTP\r\n")

        thread = threading.Thread(target=answer)
        thread.start()
        port = listening.getsockname()[1]
        failed = failure(Wire(AddressPolicy(HOSTS, [port]), "a"), f"https://site.example:{port}/")
        thread.join()
    assert failed.reason.startswith("TLS failed: ")


def test_a_silent_handshake_ends(serve: Serve) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        sent = Wire(AddressPolicy(HOSTS, [port]), "a", Limits(connect=0.3, read=0.3, total=1))
        assert failure(sent, f"https://site.example:{port}/").transient


def test_causes_without_end() -> None:
    """However deep the cause lies, only the first few are looked at."""
    error: Exception = OSError(1, "deep")
    for _ in range(50):
        outer = ValueError("outer")
        outer.__cause__ = error
        error = outer
    assert failure_of(error).reason == "what the server sent is no complete HTTP answer"


def test_credentials_of_a_proxy_reach_it_and_no_proof(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    server, proxy = serve(always(http(PAGE))), serve(always(http(b"by proxy")))
    monkeypatch.setenv("http_proxy", f"http://user:hunter2@127.0.0.1:{proxy.port}")
    monkeypatch.delenv("no_proxy", raising=False)
    reply = wire(server, proxies=True, keep=True)(server.url())
    assert proxy.requests[0][1]["proxy-authorization"].startswith("Basic ")
    assert b"roxy-" not in reply.request
    assert reply.request.endswith(b"\r\n\r\n")


def test_a_tunnel_through_a_proxy(
    serve: Serve, certificates: Certificates, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The proxy passes on what it does not see; in the proof is what the server was asked and answered."""
    server = serve(always(http(PAGE)), tls=certificates.context("site.example"))
    asked = []

    def relay(client: socket.socket) -> None:
        with client, socket.create_connection(("127.0.0.1", server.port)) as there:
            asked.append(client.recv(65536))
            client.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
            there.settimeout(5)
            client.settimeout(5)
            back = threading.Thread(target=pump, args=(there, client), daemon=True)
            back.start()
            pump(client, there)
            back.join(5)

    def pump(one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while piece := one.recv(65536):
                other.sendall(piece)
            other.shutdown(socket.SHUT_WR)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=lambda: relay(listening.accept()[0]), daemon=True)
        thread.start()
        monkeypatch.setenv("https_proxy", f"http://user:hunter2@127.0.0.1:{listening.getsockname()[1]}")
        monkeypatch.delenv("no_proxy", raising=False)
        sent = wire(server, proxies=True, keep=True, authorities=str(certificates.file))
        reply = sent(server.url())
        thread.join(10)
    assert asked[0].startswith(f"CONNECT site.example:{server.port} ".encode())
    assert b"Proxy-Authorization: Basic " in asked[0]
    assert (reply.body, reply.response) == (PAGE, http(PAGE))
    assert reply.request.startswith(b"GET / HTTP/1.1\r\n")
    assert b"roxy-" not in reply.request


def test_a_proxy_of_another_kind_is_not_passed_by(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    server = serve(always(http(PAGE)))
    monkeypatch.setenv("http_proxy", "user:hunter2@")
    monkeypatch.delenv("no_proxy", raising=False)
    failed = failure(wire(server, proxies=True), server.url())
    assert failed.reason == "the proxy that the environment names cannot be used"
    monkeypatch.setenv("http_proxy", "socks5h://127.0.0.1:1080")
    monkeypatch.delenv("no_proxy", raising=False)
    failed = failure(wire(server, proxies=True), server.url())
    assert (failed.outcome, failed.reason) == ("skipped", "only http and https proxies are used")
    assert server.connections == 0
