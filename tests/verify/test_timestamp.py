"""Time stamps: what they show, and that a changed byte is seen; recorded ones, and of an authority here.

`SAYSO_UPDATE_CASES=1` records them anew, where openssl is installed.
"""

import os
import warnings
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.verify.proof.timestamp import (
    MAX_STAMP_BYTES,
    BadStamp,
    der_elements,
    obtain_stamp,
    read_roots,
    read_stamp,
)

from .authority import Authority
from .conftest import Serve, wire
from .loopback import Server, http

pytestmark = pytest.mark.usefixtures("names")
KEPT = Path(__file__).parent / "stamps"
DATA = b"what is stamped"
ROOTS = read_roots((KEPT / "root.pem").read_bytes()) if (KEPT / "root.pem").exists() else []
OTHER = read_roots((KEPT / "other.pem").read_bytes()) if (KEPT / "other.pem").exists() else []
SOUND = ("ec", "rsa", "chain", "sha512", "pss")


def kept(name: str) -> bytes:
    return (KEPT / f"{name}.tsr").read_bytes()


def why(answer: bytes, *roots: object, data: bytes = DATA) -> str:
    """Why `answer` is no stamp; empty if it is one."""
    try:
        read_stamp(answer, data, roots)  # type: ignore[arg-type]
    except BadStamp as error:
        return str(error)
    return ""


if os.environ.get("SAYSO_UPDATE_CASES"):

    def test_record(tmp_path: Path) -> None:
        KEPT.mkdir(exist_ok=True)
        ec, rsa = Authority(tmp_path / "ec"), Authority(tmp_path / "rsa", "rsa")
        query = ec.query(DATA, "-sha256", "-cert")
        made = {
            "rsa": rsa.stamp(query),
            "ec": ec.stamp(query),
            "chain": ec.stamp(query, "-chain", "root.pem"),
            "sha512": ec.stamp(ec.query(DATA, "-sha512", "-cert")),
            "pss": rsa.stamp_with_pss(query),
            "pss-sha1": rsa.stamp_with_pss(query, "-keyopt", "rsa_mgf1_md:sha1"),
            "no-certificate": ec.stamp(ec.query(DATA, "-sha256")),
            "refused": ec.stamp(ec.query(DATA, "-sha384", "-cert")),
        }
        for name, answer in made.items():
            (KEPT / f"{name}.tsr").write_bytes(answer)
        (KEPT / "root.pem").write_bytes(ec.root.read_bytes() + rsa.root.read_bytes())
        (KEPT / "other.pem").write_bytes(Authority(tmp_path / "other").root.read_bytes())
        pytest.fail("recorded anew; unset SAYSO_UPDATE_CASES")


@pytest.mark.parametrize("name", SOUND)
def test_sound(name: str) -> None:
    answer = kept(name)
    vouched, alone = read_stamp(answer, DATA, ROOTS), read_stamp(answer, DATA, ())
    assert vouched.vouched
    assert not alone.vouched
    assert vouched.authority == alone.authority == "CN=Test stamps"
    assert vouched.at == alone.at
    assert vouched.at.startswith("20")
    assert why(answer, *OTHER) == "its certificate leads to none of the roots that are trusted"
    assert why(answer, *ROOTS, data=DATA + b"\n") == "it is over other bytes than these"


def test_what_is_no_stamp() -> None:
    assert "not come with it" in why(kept("no-certificate"))
    assert why(kept("refused")) == "the authority did not grant a stamp"
    nothing = "this is no answer of an authority for time stamps"
    for answer in (b"", b"<html>", b"\x30\x80", kept("ec")[:-1], kept("ec") + b"\0", b"\x30\x03\x02\x01\x00"):
        assert why(answer) in (nothing, "the authority did not grant a stamp")
    assert why(b"\0" * (MAX_STAMP_BYTES + 1)) == "it is larger than 64 KiB"
    assert why(kept("pss-sha1")).startswith("it is signed with PSS in a way that is not supported")
    # A certificate that comes along, and that nobody here signed.
    (root,) = [each for each in _certificates(kept("chain")) if each.count(b"Test root") == 2]
    changed = kept("chain").replace(root, root[:-1] + bytes([root[-1] ^ 1]))
    assert why(changed, *ROOTS) == "it comes with a certificate that leads to none of the roots: CN=Test root"
    assert not why(changed)


def test_who_is_no_authority(tmp_path: Path) -> None:
    """The certificate of the authority may be trusted itself; it vouches for no other one."""
    authority = Authority(tmp_path / "authority")
    answer = authority.stamp(authority.query(DATA, "-cert"))
    signer = authority.folder / "signer.pem"
    roots = read_roots(authority.root.read_bytes())
    assert read_stamp(answer, DATA, [*read_roots(signer.read_bytes()), *roots]).vouched
    lower = Authority(tmp_path / "other", by=authority)
    answer = lower.stamp(lower.query(DATA, "-cert"), "-chain", str(signer))
    assert not why(answer)
    assert why(answer, *roots) == "its certificate leads to none of the roots that are trusted"


def test_the_order_of_certificates_is_nobodys_word() -> None:
    answer = kept("chain")
    first, second = (each for each in _certificates(answer))
    turned = answer.replace(first + second, second + first)
    assert turned != answer
    assert read_stamp(turned, DATA, ROOTS) == read_stamp(answer, DATA, ROOTS)


def _certificates(answer: bytes) -> list[bytes]:
    """The certificates in `answer`, in their order."""
    token = der_elements(der_elements(answer)[0][1])[1][1]
    data = der_elements(der_elements(der_elements(token)[1][1])[0][1])
    return [whole for tag, content, _ in data if tag == 0xA0 for _, _, whole in der_elements(content)]


@pytest.mark.parametrize("name", SOUND)
@given(data=st.data())
def test_a_changed_byte_is_seen(name: str, data: st.DataObject) -> None:
    answer = bytearray(kept(name))
    at = data.draw(st.integers(0, len(answer) - 1))
    answer[at] ^= 1 << data.draw(st.integers(0, 7))
    assert why(bytes(answer), *ROOTS)


@pytest.mark.thorough(one_in=4)
@pytest.mark.parametrize("name", SOUND)
def test_every_byte_counts(name: str) -> None:
    """Each reason is one that a changed byte has, and no byte may be another."""
    answer = kept(name)
    reasons = set()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for at in range(len(answer)):
            changed = bytearray(answer)
            changed[at] ^= 1
            reason = why(bytes(changed), *ROOTS)
            assert reason, f"byte {at}"
            reasons.add(reason)
            why(bytes(changed))
    assert reasons >= {
        "what is signed is not what it says",
        "it was signed for another certificate",
        "it is signed in a way that is not supported (RSA and ECDSA with SHA-2 are)",
        "its signature cannot be verified",
        "it is over other bytes than these",
        "the authority did not grant a stamp",
        "the certificate of the authority does not come with it",
        "the certificate of the authority is not one for time stamps",
        "the certificate of the authority did not hold at that time",
    }
    unknown = "it is signed with PSS in a way that is not supported (one hash of SHA-2 and a salt are)"
    assert (unknown in reasons) == (name == "pss")
    chain = "it comes with a certificate that leads to none of the roots"
    assert any(reason.startswith(chain) for reason in reasons) == (name == "chain")


def test_obtain(serve: Serve, tmp_path: Path) -> None:
    authority = Authority(tmp_path / "authority")
    server: Server = serve(lambda path, headers: authority.answer(server))
    answer = obtain_stamp(DATA, server.url("/tsa"), wire(server))
    roots = read_roots(authority.root.read_bytes())
    assert read_stamp(answer, DATA, roots).vouched
    assert server.requests[-1][1]["content-type"] == "application/timestamp-query"


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (lambda: http(kept("ec")), "the answer is one to another request"),
        (lambda: http(kept("refused")), "the authority did not grant a stamp"),
        (lambda: http(b"<html>"), "this is no answer of an authority for time stamps"),
        (lambda: http(kept("ec"), "500 Oh"), "the authority answers with status 500"),
        (lambda: http(b"", "302 Found", "Location: /"), "the authority answers with status 302"),
        (lambda: http(b"\0" * 2_000_000), "the authority cannot be asked: the answer is larger than"),
    ],
)  # fmt: skip
def test_an_authority_that_gives_none(serve: Serve, answer: object, reason: str) -> None:
    server = serve(lambda path, headers: answer())  # type: ignore[operator]
    with pytest.raises(BadStamp, match=reason):
        obtain_stamp(DATA, server.url("/tsa"), wire(server, bytes=1 << 20))


def test_an_internal_address_is_not_asked() -> None:
    with pytest.raises(BadStamp, match=r"cannot be asked: 169\.254\.169\.254 is not a public address"):
        obtain_stamp(DATA, "http://169.254.169.254/tsa", wire())
