"""An authority for time stamps on loopback: `openssl ts` behind a server."""

import shutil
import subprocess
from pathlib import Path

import pytest

from sayso.verify.proof.timestamp import der_elements

from .loopback import Server, http

_CONFIG = """\
[req]
distinguished_name = name
[name]
[root]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign
[stamps]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[tsa]
default_tsa = this
[this]
serial = {folder}/serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
ess_cert_id_alg = sha256
"""


class Authority:
    """Keys and certificates in a folder, and stamps made with them. Without openssl the test is skipped."""

    def __init__(self, folder: Path, key: str = "ec", by: "Authority | None" = None) -> None:
        """With `by`, the key for stamps of that authority, and not its root, vouches for this one."""
        if shutil.which("openssl") is None:
            pytest.skip("there is no openssl; apt-get install openssl")
        self.folder = folder
        folder.mkdir(exist_ok=True)
        (folder / "config").write_text(_CONFIG.format(folder=folder))
        (folder / "serial").write_text("01")
        kind = ["ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"] if key == "ec" else ["rsa:2048"]
        new = ["-newkey", *kind, "-nodes", "-config", "config"]
        root = ["-keyout", "root.key", "-out", "root.pem", "-subj", "/CN=Test root", "-extensions", "root"]
        self._run("req", "-x509", *new, *root, "-days", "7000")
        self._run("req", *new, "-keyout", "key", "-out", "request", "-subj", "/CN=Test stamps")
        above = [by.folder / "signer.pem", by.folder / "key"] if by else ["root.pem", "root.key"]
        signer = ["-in", "request", "-CA", str(above[0]), "-CAkey", str(above[1]), "-CAcreateserial"]
        stamps = ["-extfile", "config", "-extensions", "stamps"]
        self._run("x509", "-req", *signer, *stamps, "-out", "signer.pem", "-days", "6000")

    @property
    def root(self) -> Path:
        """The certificate that vouches for the authority."""
        return self.folder / "root.pem"

    def query(self, data: bytes, *options: str) -> bytes:
        """A request for a stamp over `data`, as openssl makes it."""
        (self.folder / "data").write_bytes(data)
        self._run("ts", "-query", "-data", "data", "-out", "made.tsq", *options)
        return (self.folder / "made.tsq").read_bytes()

    def stamp(self, query: bytes, *options: str) -> bytes:
        """The answer to a request."""
        (self.folder / "query").write_bytes(query)
        keys = ["-signer", "signer.pem", "-inkey", "key"]
        self._run(
            "ts", "-reply", "-config", "config", "-queryfile", "query", *keys, "-out", "answer", *options
        )
        return (self.folder / "answer").read_bytes()

    def stamp_with_pss(self, query: bytes, *options: str) -> bytes:
        """The answer to a request, signed by an RSA key with PSS, which `openssl ts` does not do."""
        _, token = (whole for _, _, whole in der_elements(der_elements(self.stamp(query))[0][1]))
        data = der_elements(der_elements(der_elements(der_elements(token)[0][1])[1][1])[0][1])
        (self.folder / "info").write_bytes(
            der_elements(der_elements(der_elements(data[2][1])[1][1])[0][2])[0][1]
        )
        form = ["-binary", "-nodetach", "-econtent_type", "1.2.840.113549.1.9.16.1.4", "-outform", "DER"]
        keys = ["-signer", "signer.pem", "-inkey", "key", "-keyopt", "rsa_padding_mode:pss", "-md", "sha256"]
        self._run(
            "cms", "-sign", "-in", "info", *form, *keys, "-cades", "-nosmimecap", "-out", "cms", *options
        )
        content = b"\x30\x03\x02\x01\x00" + (self.folder / "cms").read_bytes()
        return b"\x30\x82" + len(content).to_bytes(2) + content

    def answer(self, server: Server) -> bytes:
        """The answer to the last request that `server` got."""
        _, _, body = server.requests[-1]
        return http(self.stamp(body), kind="application/timestamp-reply")

    def _run(self, *command: str) -> None:
        subprocess.run(["openssl", *command], cwd=self.folder, check=True, capture_output=True, timeout=60)
