"""Time stamps (RFC 3161): an authority signs that it was shown certain bytes at a certain time.

A library decodes requests and answers, another verifies signatures, and follows a chain of certificates to a
root. Where nobody is trusted there is no root: then the signature is that of the certificate which comes
along. What nobody signed in an answer is refused, so that every byte of it counts.
"""

import hashlib
import warnings
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from sayso.verify.failure import Failure

if TYPE_CHECKING:
    from cryptography.x509 import Certificate
    from rfc3161_client import TimeStampResponse

    from sayso.verify.wire import Wire

SUFFIX: Final = ".tsr"
"""What is appended to the name of a file for its stamp: the answer of the authority, as it came."""
MAX_STAMP_BYTES: Final = 1 << 16
"""Larger answers are none (64 KiB)."""
_SHA2: Final = ((1, 256), (2, 384), (3, 512))
_HASHES: Final = {f"2.16.840.1.101.3.4.2.{last}": f"sha{bits}" for last, bits in _SHA2}
# What hashes and ways to sign are called in an answer: the DER of their object identifiers.
_DIGESTS: Final = {f"60864801650304020{last}": f"sha{bits}" for last, bits in _SHA2}
_RSA: Final = {
    "2a864886f70d010101": "",
    "2a864886f70d01010b": "sha256",
    "2a864886f70d01010c": "sha384",
    "2a864886f70d01010d": "sha512",
}
_ECDSA: Final = {f"2a8648ce3d04030{last}": f"sha{bits}" for last, bits in ((2, 256), (3, 384), (4, 512))}
_PSS: Final = "2a864886f70d01010a"
# The DER of the identifier of the function by which a hash makes the mask of a signature with PSS.
_MASK: Final = bytes.fromhex("06092a864886f70d010108")
_NULL: Final = b"\x05\x00"
_MESSAGE_DIGEST: Final = "2a864886f70d010904"
_CERTIFICATES: Final = 0xA0
# The versions of the signed data and of the signer, as RFC 3161 has them.
_VERSIONS: Final = (b"\x03", b"\x01")


class BadStamp(Exception):
    """What is no stamp over the bytes in question; the message says why."""


class Stamp(Struct, frozen=True):
    """That an authority was shown certain bytes at a certain time."""

    at: str
    """When (UTC)."""
    authority: str
    """The name in the certificate of the authority."""
    vouched: bool
    """Whether the certificate leads to one of the roots that were given."""


def obtain_stamp(data: bytes, url: str, wire: "Wire") -> bytes:
    """The answer of the authority at `url`, which stamps `data`. Raises `BadStamp`."""
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

    request = TimestampRequestBuilder().data(data).hash_algorithm(HashAlgorithm.SHA256).build()
    headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
    try:
        reply = wire(url, headers, post=request.as_bytes())
    except Failure as failure:
        raise BadStamp(f"the authority cannot be asked: {failure.reason}") from None
    if reply.status != 200:
        raise BadStamp(f"the authority answers with status {reply.status}")
    read_stamp(reply.body, data, ())
    if _granted_response(reply.body).tst_info.nonce != request.nonce:
        raise BadStamp("the answer is one to another request")
    return reply.body


def read_roots(data: bytes) -> "list[Certificate]":
    """The certificates in the PEM file `data`. Raises `ValueError`."""
    from cryptography.x509 import load_pem_x509_certificates

    return load_pem_x509_certificates(data)


def read_stamp(answer: bytes, data: bytes, roots: "Sequence[Certificate]") -> Stamp:
    """What `answer` says of `data`; with `roots`, the authority must lead to one. Raises `BadStamp`."""
    decoded = _granted_response(answer)
    info = decoded.tst_info
    name = _HASHES.get(info.message_imprint.hash_algorithm.dotted_string)
    if name is None or hashlib.new(name, data).digest() != info.message_imprint.message:
        raise BadStamp("it is over other bytes than these")
    try:
        with warnings.catch_warnings():
            # The library warns of certificates that it still takes.
            warnings.simplefilter("ignore")
            certificates, signer = _verify_signature(decoded)
            if roots:
                _verify_chain(info.gen_time, signer, certificates, roots)
    except BadStamp:
        raise
    except Exception as error:
        # What it raises on odd ones is of many kinds.
        raise BadStamp("its signature cannot be verified") from error
    at = info.gen_time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Stamp(at, signer.subject.rfc4514_string(), bool(roots))


def _granted_response(answer: bytes) -> "TimeStampResponse":
    """`answer`, if it is one in which a stamp was granted. Raises `BadStamp`."""
    from rfc3161_client import decode_timestamp_response

    if len(answer) > MAX_STAMP_BYTES:
        raise BadStamp(f"it is larger than {MAX_STAMP_BYTES >> 10} KiB")
    try:
        answer = _with_sorted_certificates(answer)
        decoded = decode_timestamp_response(answer)
        granted = decoded.status == 0 and decoded.tst_info.version == 1 and decoded.as_bytes() == answer
    except (ValueError, IndexError):
        raise BadStamp("this is no answer of an authority for time stamps") from None
    if not granted:
        raise BadStamp("the authority did not grant a stamp")
    return decoded


def _with_sorted_certificates(answer: bytes) -> bytes:
    """`answer` with its certificates in the order of DER, which not every authority keeps.

    The order is not signed. Raises `ValueError` and `IndexError` on what is no answer.
    """
    ((_, response, _),) = der_elements(answer)
    _, *token = der_elements(response)
    for _, info, _ in token:
        ((_, data, _),) = der_elements(der_elements(info)[1][1])
        for tag, content, _ in der_elements(data):
            if tag == _CERTIFICATES:
                answer = answer.replace(
                    content, b"".join(sorted(whole for _, _, whole in der_elements(content)))
                )
    return answer


def _verify_signature(decoded: "TimeStampResponse") -> "tuple[list[Certificate], Certificate]":
    """The certificates in an answer, and the one whose key signed it. Raises `BadStamp` and others."""
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
    from cryptography.hazmat.primitives.serialization import Encoding
    from cryptography.x509 import ExtendedKeyUsage, load_der_x509_certificate
    from cryptography.x509.oid import ExtendedKeyUsageOID

    certificates = [load_der_x509_certificate(der) for der in decoded.signed_data.certificates]
    (named,) = decoded.signed_data.signer_infos
    name = (named.issuer, named.serial_number)
    signers = [each for each in certificates if (each.issuer, each.serial_number) == name]
    if not signers:
        raise BadStamp("the certificate of the authority does not come with it")
    signed = _signed_parts(decoded.time_stamp_token())
    # Another certificate may have the same name; the hash of the right one is signed.
    hashed = [each for each in signers if _is_hashed_in(signed.attributes, each.public_bytes(Encoding.DER))]
    signer = [*hashed, *signers][0]
    usage = signer.extensions.get_extension_for_class(ExtendedKeyUsage)
    if not usage.critical or list(usage.value) != [ExtendedKeyUsageOID.TIME_STAMPING]:
        raise BadStamp("the certificate of the authority is not one for time stamps")
    if not signer.not_valid_before_utc <= decoded.tst_info.gen_time <= signer.not_valid_after_utc:
        raise BadStamp("the certificate of the authority did not hold at that time")
    if not hashed:
        raise BadStamp("it was signed for another certificate")
    key = signer.public_key()
    hash: hashes.HashAlgorithm = getattr(hashes, signed.hash.upper())()
    if isinstance(key, rsa.RSAPublicKey) and _RSA.get(signed.way) in ("", signed.hash):
        key.verify(signed.signature, signed.attributes, padding.PKCS1v15(), hash)
    elif isinstance(key, rsa.RSAPublicKey) and signed.way == _PSS:
        padded = padding.PSS(padding.MGF1(hash), _salt_bytes(signed))
        key.verify(signed.signature, signed.attributes, padded, hash)
    elif isinstance(key, ec.EllipticCurvePublicKey) and _ECDSA.get(signed.way) == signed.hash:
        key.verify(signed.signature, signed.attributes, ec.ECDSA(hash))
    else:
        raise BadStamp("it is signed in a way that is not supported (RSA and ECDSA with SHA-2 are)")
    return certificates, signer


def _is_hashed_in(attributes: bytes, der: bytes) -> bool:
    """Whether signed `attributes` hold a hash of the certificate `der`."""
    return any(hashlib.new(name, der).digest() in attributes for name in ("sha1", *_HASHES.values()))


def _verify_chain(
    at: datetime,
    signer: "Certificate",
    certificates: "Sequence[Certificate]",
    roots: "Sequence[Certificate]",
) -> None:
    """See that `signer` led to one of `roots` at that time, and that these sign all that comes along.

    Raises `BadStamp`.
    """
    from cryptography.x509 import BasicConstraints
    from cryptography.x509.verification import (
        Criticality,
        ExtensionPolicy,
        PolicyBuilder,
        Store,
        VerificationError,
    )

    # What the web asks of certificates for servers, those of other authorities need not keep to.
    anything = ExtensionPolicy.permit_all()
    policy = PolicyBuilder().store(Store(list(dict.fromkeys(roots)))).time(at)
    authority = anything.require_present(BasicConstraints, Criticality.AGNOSTIC, None)
    policy = policy.extension_policies(ca_policy=authority, ee_policy=anything)
    try:
        if signer not in roots:
            policy.build_client_verifier().verify(signer, list(certificates))
    except VerificationError:
        raise BadStamp("its certificate leads to none of the roots that are trusted") from None
    for each in certificates:
        if not any(_was_issued_by(each, by) for by in (*certificates, *roots)):
            name = each.subject.rfc4514_string()
            raise BadStamp(f"it comes with a certificate that leads to none of the roots: {name}")


def _was_issued_by(certificate: "Certificate", by: "Certificate") -> bool:
    try:
        certificate.verify_directly_issued_by(by)
    except Exception:
        return False
    return True


class _Signed(Struct, frozen=True):
    """The parts of an answer that its signature is about; `parameters` are those of the way to sign."""

    hash: str
    attributes: bytes
    way: str
    parameters: bytes
    signature: bytes


def _salt_bytes(signed: _Signed) -> int:
    """How long the salt is of what is signed with PSS (RFC 4055) and one hash. Raises `BadStamp`."""
    (name,) = [bytes.fromhex(each) for each, hash in _DIGESTS.items() if hash == signed.hash]
    for more in (_NULL, b""):
        hash = _der_element(0x30, _der_element(0x06, name) + more)
        start = _der_element(0xA0, hash) + _der_element(0xA1, _der_element(0x30, _MASK + hash))
        if signed.parameters.startswith(start):
            ((tag, salt, _),) = der_elements(signed.parameters[len(start) :])
            ((kind, number, _),) = der_elements(salt)
            if (tag, kind) == (0xA2, 0x02):
                return int.from_bytes(number)
    raise BadStamp("it is signed with PSS in a way that is not supported (one hash of SHA-2 and a salt are)")


def _der_element(tag: int, content: bytes) -> bytes:
    """The element of `tag` with `content`, which is short."""
    return bytes([tag, len(content)]) + content


def _signed_parts(token: bytes) -> _Signed:
    """The parts of `token` (CMS, RFC 5652) that are signed, which hold its content. Raises `ValueError`."""
    ((_, info, _),) = der_elements(token)
    (_, explicit, _) = der_elements(info)[1]
    ((_, data, _),) = der_elements(explicit)
    version, (_, algorithms, _), (_, encapsulated, _), _, (_, signers, _) = der_elements(data)
    (_, octets, _) = der_elements(encapsulated)[1]
    ((_, content, _),) = der_elements(octets)
    ((_, signer, _),) = der_elements(signers)
    signer_version, _, (_, digest, _), (_, attributes, whole), (_, way, _), (_, signature, _) = der_elements(
        signer
    )
    name = _DIGESTS[der_elements(digest)[0][1].hex()]
    said = [der_elements(attribute) for _, attribute, _ in der_elements(attributes)]
    digests = [der_elements(values[1])[0][1] for kind, values in said if kind[1].hex() == _MESSAGE_DIGEST]
    if digests != [hashlib.new(name, content).digest()]:
        raise BadStamp("what is signed is not what it says")
    listed = [der_elements(each)[0] for _, each, _ in der_elements(algorithms)]
    if (version[1], signer_version[1]) != _VERSIONS or listed != der_elements(digest)[:1]:
        raise ValueError
    # As a set, for what is signed; it stands there under a tag of its own.
    (_, oid, _), *more = der_elements(way)
    parameters = b"".join(content for _, content, _ in more)
    return _Signed(name, b"\x31" + whole[1:], oid.hex(), parameters, signature)


def der_elements(der: bytes) -> list[tuple[int, bytes, bytes]]:
    """The elements in `der`, each with its tag, its content, and as it stands there. Raises `ValueError`."""
    found = []
    at = 0
    while at < len(der):
        start = at + 2
        size = der[at + 1] if start <= len(der) else 0
        if size & 0x80:
            start += size & 0x7F
            size = int.from_bytes(der[at + 2 : start])
        end = start + size
        if end > len(der):
            raise ValueError
        found.append((der[at], der[start:end], der[at:end]))
        at = end
    return found
