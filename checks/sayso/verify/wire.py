"""One request and its answer, over a connection that goes where `address.py` allows, and within limits.

requests' adapter does the talking, without its session: a session keeps cookies, reads the environment,
and reads what redirects carry without a limit. Everything that a server sends passes through one place,
which counts the bytes and looks at the clock: a flood of headers, a body without end and a slow drip all
end there.
"""

import http.client
import io
import math
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from contextlib import ExitStack, closing, suppress
from copy import copy
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final, TypeVar

import requests
import urllib3
from msgspec import Struct, structs
from requests.adapters import HTTPAdapter
from requests.utils import DEFAULT_CA_BUNDLE_PATH, get_environ_proxies, select_proxy
from urllib3.util import ssl_ as tls

from sayso.verify.address import AddressPolicy, RefusedAddress
from sayso.verify.failure import Failure

TIME_IS_OVER: Final = "the time for the run is over"
_READ: Final = 1 << 16
# Those of a proxy are in no proof.
_CREDENTIALS = re.compile(rb"^proxy-authorization:[^\r\n]*\r\n", re.IGNORECASE | re.MULTILINE)
_CONTINUE: Final = (b"HTTP/1.1 100", b"HTTP/1.0 100")
# Some servers end their lines without a carriage return.
_HEAD: Final = re.compile(rb"\n\r?\n")


class Limits(Struct, frozen=True):
    """What may be taken: seconds to connect, between two pieces, in all; bytes of an answer; redirects."""

    connect: float = 10.0
    read: float = 20.0
    total: float = 60.0
    bytes: int = 20 << 20
    redirects: int = 10
    until: float = math.inf
    """When the run is over, by `time.monotonic`."""


class Reply(Struct, frozen=True):
    """What a server answered to one request."""

    url: str
    at: str
    """When: UTC, ISO 8601, seconds."""
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    """Without the framing of the transfer; still compressed if it was sent so."""
    address: str = ""
    """The IP address of the server; empty behind a proxy."""
    request: bytes = b""
    """The request as it went over the wire, if it was kept."""
    response: bytes = b""
    """The answer as it came over the wire, if it was kept."""

    def header(self, name: str) -> str:
        """The first header called `name` (in lower case), or the empty string."""
        return next((value for each, value in self.headers if each.lower() == name), "")


def utc_now() -> str:
    """The present: UTC, ISO 8601, seconds."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


_T = TypeVar("_T")


def run_within(seconds: float, work: Callable[[], _T]) -> _T:
    """What `work` gives, if that takes no more than `seconds`. Raises `TimeoutError`, and what `work` raises.

    What takes longer goes on by itself, in a thread that ends with the program.
    """
    if seconds == math.inf:
        return work()
    made: Future[_T] = Future()

    def run() -> None:
        try:
            made.set_result(work())
        except BaseException as error:
            made.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    return made.result(seconds)


class Wire:
    """Sends requests."""

    def __init__(
        self,
        policy: AddressPolicy,
        agent: str,
        limits: Limits | None = None,
        *,
        proxies: bool = False,
        authorities: str = "",
        keep: bool = False,
    ) -> None:
        """Requests through `policy` in the name of `agent`. Raises `OSError`.

        With `proxies` those of the environment are used, `authorities` is a file of certificates to trust
        instead of the usual ones, and with `keep` a reply holds what went over the wire.
        """
        self.policy = policy
        self.agent = agent
        self.limits = limits or Limits()
        self.keep = keep
        self._proxies = proxies
        # Made once: to load the authorities takes longer than many a request.
        self._tls = tls.create_urllib3_context()
        self._tls.load_verify_locations(authorities or DEFAULT_CA_BUNDLE_PATH)

    def with_deadline(self, moment: float) -> "Wire":
        """A wire whose requests end at `moment`, by `time.monotonic`, if not earlier."""
        wire = copy(self)
        wire.limits = structs.replace(self.limits, until=min(moment, self.limits.until))
        return wire

    def __call__(
        self,
        url: str,
        headers: Mapping[str, str] | None = None,
        *,
        post: Mapping[str, str] | bytes | None = None,
    ) -> Reply:
        """Ask for `url`, or with `post` send a form there. Raises `Failure`; follows no redirect."""
        try:
            target = self.policy.target(url)
        except RefusedAddress as error:
            raise Failure("refused", str(error)) from None
        proxies = get_environ_proxies(target.url) if self._proxies else {}
        proxy = select_proxy(target.url, proxies) or ""
        if "://" in proxy and not proxy.lower().startswith(("http://", "https://")):
            raise Failure("skipped", "only http and https proxies are used")
        given = {
            "User-Agent": self.agent,
            "Accept": "text/html,application/xhtml+xml,application/pdf,text/plain,*/*;q=0.5",
            # The one compression that is opened, piece by piece and within the limit.
            "Accept-Encoding": "gzip",
            "Connection": "close",
            **(headers or {}),
        }
        line = _Line(self.policy, self.limits, keep=self.keep, vetted=not proxy)
        with line.responses, closing(_Adapter(line, self._tls)) as adapter:
            try:
                if proxy:
                    # What is known to be internal is refused; the proxy looks names up by itself, and may
                    # know others.
                    with suppress(OSError):
                        run_within(self.limits.read, lambda: self.policy.addresses(target.host, target.port))
                    if target.url.startswith("http:"):
                        # Through a tunnel urllib3 sends them by itself.
                        named = proxy if "://" in proxy else f"http://{proxy}"
                        given |= adapter.proxy_headers(named)
                method = "GET" if post is None else "POST"
                request = requests.Request(method, target.url, headers=given, data=post)
                return self._exchange(request, adapter, line, proxies)
            except RefusedAddress as error:
                raise Failure("refused", str(error)) from None

    def _exchange(
        self, request: requests.Request, adapter: "_Adapter", line: "_Line", proxies: dict[str, str]
    ) -> Reply:
        at = utc_now()
        timeout = (self.limits.connect, self.limits.read)
        # What is taken out of such a buffer in one piece is not copied.
        body = io.BytesIO()
        try:
            sent = request.prepare()
            with closing(adapter.send(sent, stream=True, timeout=timeout, proxies=proxies)) as response:
                raw = response.raw
                # At most one piece of what came in at a time: a larger read would wait until it is full.
                while piece := raw.read1(_READ, decode_content=False):
                    body.write(piece)
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            raise failure_of(error) from None
        return Reply(
            request.url,
            at,
            response.status_code,
            tuple(raw.headers.items()),
            body.getvalue(),
            line.address,
            bytes(line.sent),
            _without_other_answers(line.received.getvalue(), body.tell(), raw.headers) if self.keep else b"",
        )


def head_and_body(message: bytes) -> tuple[bytes, bytes]:
    """The head of an HTTP message, with the empty line that ends it, and what follows."""
    end = _HEAD.search(message)
    at = end.end() if end else len(message)
    return message[:at], message[at:]


def _without_other_answers(received: bytes, body: int, headers: Mapping[str, str]) -> bytes:
    """The answer itself: without answers before it, and what a server may have sent behind it."""
    while received.startswith(_CONTINUE):
        received = head_and_body(received)[1]
    if "content-length" in headers and "transfer-encoding" not in headers:
        head, content = head_and_body(received)
        received = head + content[:body]
    return received


class _Line:
    """What is allowed to, and known of, one connection."""

    def __init__(self, policy: AddressPolicy, limits: Limits, *, keep: bool, vetted: bool) -> None:
        self.policy = policy
        self.limits = limits
        self.keep = keep
        self.vetted = vetted
        self.until = min(time.monotonic() + limits.total, limits.until)
        self.bytes_left = limits.bytes
        self.address = ""
        # urllib3 forgets to close an answer whose headers it cannot make sense of.
        self.responses = ExitStack()
        self.is_at_end = False
        self.sent = bytearray()
        self.received = io.BytesIO()

    def seconds_to_wait(self, most: float) -> float:
        """How long to wait now, at most `most` seconds."""
        left = self.until - time.monotonic()
        if left <= 0 and self.until == self.limits.until:
            raise Failure("skipped", TIME_IS_OVER)
        if left <= 0:
            reason = f"the answer was not complete after {self.limits.total:g} seconds"
            raise Failure("unreachable", reason, transient=True)
        return min(most, left)

    def connect(self, host: str, port: int) -> socket.socket:
        """A connection to one of the addresses of `host`: all are vetted, then tried in turn."""
        failed: OSError | None = None
        patience = self.seconds_to_wait(self.limits.read)
        try:
            # How long the system takes to look a name up is up to its resolver.
            found = run_within(patience, lambda: self.policy.addresses(host, port))
        except TimeoutError:
            self.seconds_to_wait(0)
            reason = f"the name of the host was not looked up in {patience:g} seconds"
            raise Failure("unreachable", reason, transient=True) from None
        for address in found:
            try:
                made = socket.create_connection((address, port), self.seconds_to_wait(self.limits.connect))
            except OSError as error:
                failed = error
            else:
                made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self.address = address
                return made
        assert failed is not None
        raise failed

    def count(self, piece: memoryview) -> None:
        """Note that `piece` came in."""
        self.bytes_left -= len(piece)
        if self.bytes_left < 0:
            reason = f"the answer is larger than {self.limits.bytes >> 20} MiB"
            raise Failure("too-large", reason)
        if self.keep:
            self.received.write(piece)


class _LimitedInput(io.RawIOBase):
    """What comes in on a connection, within the limits of its line."""

    def __init__(self, line: _Line, connection: socket.socket) -> None:
        super().__init__()
        self._line = line
        self._socket = connection
        self._raw = connection.makefile("rb", buffering=0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._socket.settimeout(self._line.seconds_to_wait(self._line.limits.read))
        try:
            count = self._raw.readinto(buffer) or 0
        except TimeoutError:
            self._line.seconds_to_wait(0)
            raise
        self._line.count(buffer[:count])
        self._line.is_at_end = not count
        return count

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Response(http.client.HTTPResponse):
    """A response that reads through a tap."""

    def __init__(self, line: _Line, connection: socket.socket, *args: Any, **more: Any) -> None:
        super().__init__(connection, *args, **more)
        self.fp.close()
        self.fp = line.responses.enter_context(io.BufferedReader(_LimitedInput(line, connection)))
        self._line = line

    def begin(self) -> None:
        """Read the head. One that the server breaks off is none, though `http.client` takes it."""
        super().begin()
        if self._line.is_at_end:
            raise http.client.IncompleteRead(b"")


class _PlainConnection(urllib3.connection.HTTPConnection):
    """A connection that goes where its line allows."""

    def __init__(self, line: _Line, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._line = line
        # Called like the class that it stands for.
        self.response_class = partial(_Response, line)  # type: ignore[assignment]

    def _new_conn(self) -> socket.socket:
        if not self._line.vetted:
            return super()._new_conn()
        return self._line.connect(self.host, self.port)

    def send(self, data: Any) -> None:
        if self._line.keep:
            self._line.sent += _CREDENTIALS.sub(b"", data)
        super().send(data)

    def _tunnel(self) -> None:
        super()._tunnel()
        # What was said to the proxy is no part of the request.
        self._line.sent.clear()
        self._line.received = io.BytesIO()


class _TlsConnection(_PlainConnection, urllib3.connection.HTTPSConnection):
    """The same with TLS, for the name of the host."""


class _Adapter(HTTPAdapter):
    """requests' adapter, for one request over one line."""

    def __init__(self, line: _Line, context: ssl.SSLContext) -> None:
        self._line = line
        self._context = context
        super().__init__()

    def init_poolmanager(self, *args: Any, **more: Any) -> None:
        super().init_poolmanager(*args, ssl_context=self._context, **more)

    def proxy_manager_for(self, proxy: str, **more: Any) -> Any:
        return super().proxy_manager_for(proxy, ssl_context=self._context, **more)

    def get_connection_with_tls_context(self, *args: Any, **more: Any) -> Any:
        pool: Any = super().get_connection_with_tls_context(*args, **more)
        secure = isinstance(pool, urllib3.HTTPSConnectionPool)
        pool.ConnectionCls = partial(_TlsConnection if secure else _PlainConnection, self._line)
        return pool

    def cert_verify(self, conn: Any, url: str, verify: object, cert: object) -> None:
        """The context has the authorities already, and always verifies."""


def failure_of(error: BaseException) -> Failure:
    """What went wrong, in words."""
    if isinstance(error, requests.exceptions.InvalidProxyURL):
        return Failure("skipped", "the proxy that the environment names cannot be used")
    causes = [error]
    while len(causes) < 10:
        last = causes[-1]
        inner = getattr(last, "reason", None)
        if not isinstance(inner, BaseException):
            inner = next((arg for arg in last.args if isinstance(arg, BaseException)), None)
        inner = inner or last.__cause__ or last.__context__
        if inner is None:
            break
        causes.append(inner)
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return Failure("unreachable", f"the certificate is not valid: {cause.verify_message}")
    for cause in causes:
        if isinstance(cause, socket.gaierror):
            again = cause.errno == socket.EAI_AGAIN
            return Failure("unreachable", "the name of the host is not found", transient=again)
        if isinstance(cause, TimeoutError):
            return Failure("unreachable", "the server did not answer in time", transient=True)
        if isinstance(cause, ssl.SSLError):
            return Failure("unreachable", f"TLS failed: {cause.reason or 'no reason given'}")
    for cause in reversed(causes):
        if isinstance(cause, OSError) and cause.strerror:
            return Failure("unreachable", f"no connection: {cause.strerror}", transient=True)
    return Failure("unreachable", "what the server sent is no complete HTTP answer", transient=True)
