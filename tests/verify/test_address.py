"""Which addresses may be opened. Nothing is sent: names are patched, or are numbers that need no look-up."""

import ipaddress
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.verify.address import AddressPolicy, RefusedAddress, is_public, resolve, target
from tests.conftest import thorough

PUBLIC = ["8.8.8.8", "1.1.1.1", "193.0.6.139", "2001:4860:4860::8888", "2606:4700::1111", "2a00:1450::1"]
CLOSED = {
    "loopback": ["127.0.0.1", "127.255.255.254", "::1"],
    "unspecified": ["0.0.0.0", "0.1.2.3", "::"],
    "private": ["10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "fc00::1", "fdff::1", "fec0::1"],
    "link-local": ["169.254.0.1", "fe80::1", "fe80::1%eth0"],
    "CGNAT": ["100.64.0.1", "100.127.255.255"],
    "metadata": ["169.254.169.254", "100.100.100.200", "192.0.0.192", "168.63.129.16", "fd00:ec2::254"],
    "multicast": ["224.0.0.1", "239.255.255.255", "ff02::1", "ff0e::1"],
    "reserved": ["192.0.0.8", "192.88.99.1", "240.0.0.1", "255.255.255.255", "4000::1", "5f00::1", "100::1"],
    "documentation": ["192.0.2.1", "198.51.100.1", "203.0.113.1", "198.18.0.1", "2001:db8::1", "3fff::1"],
    "IPv4-mapped": ["::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:a9fe:a9fe"],
    "IPv4-compatible": ["::127.0.0.1", "::8.8.8.8", "::ffff:0:7f00:1"],
    "6to4": ["2002:7f00:1::", "2002:a9fe:a9fe::", "2002:808:808::"],
    "NAT64": ["64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1"],
    "Teredo": ["2001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2"],
    "no address": ["", "example", "1.2.3", "01.2.3.4", "8.8.8.8/32", "8.8.8.8 "],
}


@pytest.mark.parametrize("ip", [*PUBLIC, "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_public_addresses(ip: str) -> None:
    assert is_public(ip)


@pytest.mark.parametrize(("kind", "ip"), [(kind, ip) for kind, ips in CLOSED.items() for ip in ips])
def test_closed_addresses(kind: str, ip: str) -> None:
    assert not is_public(ip)


@given(st.ip_addresses(v=4))
def test_forms_of_one_address_are_judged_alike(ip: ipaddress.IPv4Address) -> None:
    assert is_public(f"::ffff:{ip}") == is_public(str(ip))
    assert is_public(str(ipaddress.IPv6Address((0x64FF9B << 96) | int(ip)))) == is_public(str(ip))
    assert not is_public(str(ipaddress.IPv6Address((0x2002 << 112) | (int(ip) << 80))))
    if not ip.is_global:
        assert not is_public(str(ip))


@given(st.ip_addresses(v=6))
def test_only_global_unicast_of_ipv6(ip: ipaddress.IPv6Address) -> None:
    if is_public(str(ip)):
        assert ip in ipaddress.IPv6Network("2000::/3") or ip.ipv4_mapped or str(ip).startswith("64:ff9b::")


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("http://Example.ORG", "http://example.org/"),
        ("https://example.org:443/a?b#c", "https://example.org/a?b"),
        ("http://example.org:443/", "http://example.org:443/"),
        ("http://example.org./a", "http://example.org/a"),
        ("http://bücher.example/ä", "http://xn--bcher-kva.example/ä"),
        ("http://例子.example/", "http://xn--fsqu00a.example/"),
        ("http://8.8.8.8/", "http://8.8.8.8/"),
        ("http://[2001:4860:4860:0::8888]/", "http://[2001:4860:4860::8888]/"),
        ("http://a_b.example/", "http://a_b.example/"),
    ],
)
def test_addresses_that_may_be_asked_for(url: str, asked: str) -> None:
    assert AddressPolicy().target(url).url == asked
    assert AddressPolicy().target(asked).url == asked


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("ftp://example.org/", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
        ("javascript:alert(1)", "only http and https"),
        ("//example.org/", "only http and https"),
        ("http://user:secret@example.org/", "user name or password"),
        ("http://user@example.org/", "user name or password"),
        ("http://@example.org/", "user name or password"),
        ("http://example.org:22/", "port 22"),
        ("http://example.org:0/", "port 0"),
        ("http://example.org:70000/", "cannot be read"),
        ("http://[::1/", "cannot be read"),
        ("http://exa mple.org/", "a space"),
        ("http://example.org\\@127.0.0.1/", "a backslash"),
        ("http://example.org/\r\nX: y", "a control character"),
        ("http://example.org/" + "a" * 9000, "longer than"),
        ("http://", "no name"),
        ("http://./", "no name"),
        ("http://a..example/", "no name"),
        ("http://%6cocalhost/", "no name"),
        ("http://" + "a." * 130 + "example/", "no name"),
        ("http://" + "ä" * 70 + ".example/", "no name"),
        ("http://localhost/", "internal"),
        ("http://LOCALHOST./", "internal"),
        ("http://app.localhost/", "internal"),
        ("http://ｌｏｃａｌｈｏｓｔ/", "internal"),
        ("http://intranet/", "internal"),
        ("http://printer.local/", "internal"),
        ("http://metadata.google.internal/", "internal"),
        ("http://x.onion/", "internal"),
        ("http://127.0.0.1/", "not a public address"),
        ("http://169.254.169.254/latest/meta-data/", "not a public address"),
        ("http://[::1]/", "not a public address"),
        ("http://[::ffff:127.0.0.1]/", "not a public address"),
        ("http://[fe80::1%25eth0]/", "not a public address"),
        ("http://[fe80::1%eth0]/", "not a public address"),
        ("http://①②⑦.⓪.⓪.①/", "not a public address"),
        ("http://2130706433/", "not the usual spelling"),
        ("http://0x7f000001/", "not the usual spelling"),
        ("http://0x7f.0.0.1/", "not the usual spelling"),
        ("http://0177.0.0.1/", "not the usual spelling"),
        ("http://127.1/", "not the usual spelling"),
        ("http://127.0.0.1.0x/", "not the usual spelling"),
        ("http://0x08080808/", "not the usual spelling"),
    ],
)
def test_addresses_that_are_refused(url: str, why: str) -> None:
    with pytest.raises(RefusedAddress, match=why):
        AddressPolicy().target(url)


@thorough(100)
@given(st.text())
def test_no_text_gets_past_unread(text: str) -> None:
    for url in (text, f"http://{text}/", f"http://site.example{text}"):
        try:
            found = target(url)
        except RefusedAddress:
            continue
        else:
            assert target(found.url) == found
            assert found.host.isascii()


def test_private_hosts_and_ports_that_are_allowed() -> None:
    policy = AddressPolicy(["Intranet", "10.0.0.1", "[::1]"], [8080])
    assert policy.target("http://intranet:8080/").port == 8080
    assert policy.target("http://10.0.0.1/").host == "10.0.0.1"
    assert policy.target("http://[::1]/").host == "::1"
    for url in ("http://other/", "http://10.0.0.2/", "http://intranet:8081/"):
        with pytest.raises(RefusedAddress):
            policy.target(url)


def test_one_address_that_is_not_public_refuses_the_name(names: dict[str, list[str]]) -> None:
    names["site.example"] = ["8.8.8.8", "10.0.0.1"]
    with pytest.raises(RefusedAddress, match=r"^`site\.example` is not at a public address$"):
        AddressPolicy().addresses("site.example", 80)
    names["site.example"] = ["8.8.8.8", "2606:4700::1111"]
    assert AddressPolicy().addresses("site.example", 80) == names["site.example"]
    assert AddressPolicy(["other.example"]).addresses("other.example", 80) == ["127.0.0.1"]


def test_a_name_without_addresses(names: dict[str, list[str]]) -> None:
    names["site.example"] = []
    with pytest.raises(socket.gaierror):
        AddressPolicy().addresses("site.example", 80)


def test_the_resolver_of_the_system() -> None:
    """Numbers need no look-up, so nothing is sent."""
    assert resolve("127.0.0.1", 80) == ["127.0.0.1"]
    # As systems read it; sayso refuses the spelling before it comes to that.
    assert not any(is_public(found) for found in resolve("2130706433", 80))
