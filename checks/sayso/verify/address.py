"""Which addresses may be opened: http and https, usual ports, and hosts that are public.

Claim files and redirects come from strangers, and a run may stand inside somebody's network. So a name is
looked up once, right when the connection is made; every address that it has must be public, or none is
used; and the connection goes to those very addresses (`wire.py`).
"""

import ipaddress
import re
import socket
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from msgspec import Struct

PORTS: Final = frozenset({80, 443})
"""The ports that are opened if no others are allowed."""
LONGEST: Final = 8192
"""Longer addresses are not asked for."""
_DEFAULT: Final = {"http": 80, "https": 443}
_HARMFUL = re.compile(r"[\x00-\x20\x7f\\]")
_NAME = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")
# Systems read a name whose last part is a number as an address: 127.1, 0x7f.0.0.1, 2130706433.
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
# Names that no public server has (RFC 6761, 6762, 7686, 8375, and what clouds serve their secrets from).
_INTERNAL: Final = ("localhost", "local", "internal", "onion", "home.arpa", "test", "invalid")
_BELOW_INTERNAL: Final = tuple(f".{name}" for name in _INTERNAL)

# What `ipaddress` of some Python takes for public, or the internet does not route.
_CLOSED_4: Final = tuple(
    map(
        ipaddress.IPv4Network,
        (
            "0.0.0.0/8",
            "100.64.0.0/10",
            # Protocol assignments, with a metadata service among them; the relays of 6to4.
            "192.0.0.0/24",
            "192.88.99.0/24",
            # Where Azure serves metadata to its machines.
            "168.63.129.16/32",
            "224.0.0.0/3",
        ),
    )
)
_OPEN_6: Final = ipaddress.IPv6Network("2000::/3")
# Teredo and other protocol assignments, documentation, 6to4: what they lead to is another address.
_CLOSED_6: Final = tuple(map(ipaddress.IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")))
_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")


class RefusedAddress(Exception):
    """An address that is not opened; the message says why."""


class Target(Struct, frozen=True):
    """An address that can be asked for."""

    url: str
    """The address as it is asked for: host in ASCII and lower case, no fragment."""
    host: str
    port: int


def is_public(address: str) -> bool:
    """Whether `address`, an IP address, is one that anybody can reach, and nobody's own."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.scope_id is not None:
            return False
        if ip.ipv4_mapped is not None:
            ip = ip.ipv4_mapped
        elif ip in _NAT64:
            ip = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        else:
            return ip in _OPEN_6 and ip.is_global and not any(ip in closed for closed in _CLOSED_6)
    return ip.is_global and not any(ip in closed for closed in _CLOSED_4)


def resolve(host: str, port: int) -> list[str]:
    """The IP addresses of `host`, each once, in the order of the system. Raises `OSError`."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def target(url: str) -> Target:
    """`url` as it would be asked for. Raises `RefusedAddress` if it is no address that could be."""
    if len(url) > LONGEST:
        raise RefusedAddress(f"the address is longer than {LONGEST} characters")
    if _HARMFUL.search(url):
        raise RefusedAddress("the address holds a space, a backslash or a control character")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise RefusedAddress("the address cannot be read") from None
    if parts.scheme not in _DEFAULT:
        raise RefusedAddress("only http and https are opened")
    if "@" in parts.netloc:
        raise RefusedAddress("the address holds a user name or password")
    host = _ascii_host(host)
    usual = _DEFAULT[parts.scheme]
    if port is None:
        port = usual
    shown = (f"[{host}]" if ":" in host else host) + (f":{port}" if port != usual else "")
    query = f"?{parts.query}" if parts.query else ""
    return Target(f"{parts.scheme}://{shown}{parts.path or '/'}{query}", host, port)


def _ascii_host(host: str) -> str:
    """`host` in ASCII and in its usual spelling."""
    if not host.isascii():
        import idna

        try:
            host = idna.encode(host, uts46=True).decode()
        except (idna.IDNAError, UnicodeError):
            raise RefusedAddress("the host is no name that can be looked up") from None
    host = host.lower().removesuffix(".")
    if _is_numeric(host):
        try:
            return str(ipaddress.ip_address(host))
        except ValueError:
            raise RefusedAddress(f"`{host}` is not the usual spelling of an address") from None
    if not _NAME.fullmatch(host) or len(host) > 253:
        raise RefusedAddress("the host is no name that can be looked up")
    return host


def _is_numeric(host: str) -> bool:
    return ":" in host or _NUMBER.fullmatch(host.rpartition(".")[2]) is not None


class AddressPolicy:
    """Decides what may be opened."""

    def __init__(self, private: Iterable[str] = (), ports: Iterable[int] = ()) -> None:
        """`private` are hosts that may be internal; `ports` are allowed beside 80 and 443."""
        self.private = frozenset(host.lower().strip("[]").rstrip(".") for host in private)
        self.ports = PORTS | frozenset(ports)

    def target(self, url: str) -> Target:
        """`url` made ready to be asked for. Raises `RefusedAddress`; looks nothing up."""
        found = target(url)
        host = found.host
        if host not in self.private:
            if _is_numeric(host):
                if not is_public(host):
                    raise RefusedAddress(f"{host} is not a public address")
            elif "." not in host or host in _INTERNAL or host.endswith(_BELOW_INTERNAL):
                raise RefusedAddress(f"`{host}` is a name of internal hosts")
        if found.port not in self.ports:
            raise RefusedAddress(f"port {found.port} is not opened unless it is allowed")
        return found

    def addresses(self, host: str, port: int) -> list[str]:
        """The addresses to connect to for `host`. Raises `RefusedAddress`, or `OSError` if none."""
        found = resolve(host, port)
        if not found:
            raise socket.gaierror(socket.EAI_NONAME, "no address")
        # Which address it has is not said: reports of pull requests from strangers are read by strangers.
        if host not in self.private and not all(map(is_public, found)):
            raise RefusedAddress(f"`{host}` is not at a public address")
        return found
