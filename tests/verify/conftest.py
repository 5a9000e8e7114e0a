"""What tests of `sayso verify` share: names that lead to loopback, and a guard against any other way out."""

import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from sayso.verify import address
from sayso.verify.address import AddressPolicy
from sayso.verify.wire import Limits, Wire

from .loopback import Handler, Server

Serve = Callable[..., Server]


@pytest.fixture(autouse=True)
def only_loopback(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    """No test sends a packet elsewhere: a connection that is no loopback one fails, and so does the test."""
    strayed: list[Any] = []
    real = socket.socket.connect

    def connect(self: socket.socket, where: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not str(where[0]).startswith("127."):
            strayed.append(where)
            raise OSError(f"a test would have sent a packet to {where}")
        real(self, where)

    monkeypatch.setattr(socket.socket, "connect", connect)
    yield strayed
    assert not strayed


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """What the resolver knows: from names to addresses; all other names lead to 127.0.0.1."""
    known: dict[str, list[str]] = {}

    def resolve(host: str, port: int) -> list[str]:
        return known.get(host, ["127.0.0.1"])

    monkeypatch.setattr(address, "resolve", resolve)
    return known


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Starts servers that end with the test."""
    import contextlib

    with contextlib.ExitStack() as stack:

        def start(handler: Handler, **given: Any) -> Server:
            return stack.enter_context(Server(handler, **given))

        yield start


def wire(*servers: Server, **given: Any) -> Wire:
    """A wire that may reach `servers`, under the usual names of the tests."""
    limits = {name: given.pop(name) for name in ("connect", "read", "total", "bytes") if name in given}
    policy = AddressPolicy(HOSTS, [server.port for server in servers])
    return Wire(policy, "sayso/test", Limits(**limits), **given)


HOSTS = ["site.example", "other.example", "third.example", "127.0.0.1"]
