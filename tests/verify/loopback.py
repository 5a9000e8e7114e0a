"""Servers on loopback for tests of what goes over the network, and names that lead to them."""

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from types import TracebackType

Answer = bytes | Iterable[bytes]
Handler = Callable[[str, dict[str, str]], Answer]
"""From the target and the headers (names in lower case) of a request to the bytes to send."""


def http(
    body: bytes = b"",
    status: str = "200 OK",
    *headers: str,
    kind: str | None = "text/html; charset=utf-8",
) -> bytes:
    """An answer with a length."""
    head = [f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}"]
    if kind:
        head.append(f"Content-Type: {kind}")
    return "\r\n".join([*head, "", ""]).encode() + body


def chunked(*pieces: bytes) -> bytes:
    """`pieces` framed as chunks, with the end."""
    return b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


class Server:
    """Answers requests on one loopback address, each connection in a thread of its own."""

    def __init__(
        self, handler: Handler, *, host: str = "127.0.0.1", port: int = 0, tls: ssl.SSLContext | None = None
    ) -> None:
        self.handler = handler
        self.requests: list[tuple[str, dict[str, str], bytes]] = []
        self.connections = 0
        self._tls = tls
        self._listening = socket.create_server((host, port), backlog=512)
        self.port: int = self._listening.getsockname()[1]
        self._thread = threading.Thread(target=self._accept, daemon=True)

    def __enter__(self) -> "Server":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join(10)

    def url(self, path: str = "/", host: str = "site.example") -> str:
        """An address on this server."""
        return f"{'https' if self._tls else 'http'}://{host}:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        """The targets of the requests."""
        return [request[0] for request in self.requests]

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError, ssl.SSLError), contextlib.ExitStack() as stack:
            stack.enter_context(connection)
            if self._tls:
                connection = stack.enter_context(self._tls.wrap_socket(connection, server_side=True))
            data = b""
            while b"\r\n\r\n" not in data:
                piece = connection.recv(65536)
                if not piece:
                    return
                data += piece
            head, _, body = data.partition(b"\r\n\r\n")
            first, *lines = head.decode("latin-1").split("\r\n")
            headers = dict(line.split(": ", 1) for line in lines)
            headers = {name.lower(): value for name, value in headers.items()}
            while len(body) < int(headers.get("content-length", 0)):
                body += connection.recv(65536)
            self.requests.append((first.split()[1], headers, body))
            answer = self.handler(first.split()[1], headers)
            for piece in [answer] if isinstance(answer, bytes) else answer:
                connection.sendall(piece)


def drip(data: bytes, pause: float) -> Iterator[bytes]:
    """`data`, a byte at a time."""
    for at in range(len(data)):
        yield data[at : at + 1]
        time.sleep(pause)


def endless(head: bytes, piece: bytes) -> Iterator[bytes]:
    """`piece` again and again."""
    yield head
    while True:
        yield piece
