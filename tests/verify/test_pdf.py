"""The text of PDF files, which are read in a process of their own."""

import io
import sys

import pytest

from sayso.documents import pdf as module
from sayso.documents.text import NotText, read
from tests.verify.pdf import drawn, encrypted, pdf


def test_text_of_a_file() -> None:
    data = pdf("The dam holds, says the self-", "defence ministry.")
    assert read(data, "application/pdf").shown.split() == [
        "The",
        "dam",
        "holds,",
        "says",
        "the",
        "self-",
        "defence",
        "ministry.",
    ]
    assert read(b"\n \n" + data, "").shown.startswith("The dam")


ALGORITHMS = ["RC4-40", "RC4-128", "AES-128", "AES-256-R5", "AES-256"]


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_without_password(algorithm: str) -> None:
    """Many files are encrypted so that whoever opens them needs no password."""
    assert "The dam" in module.pdf_text(encrypted(pdf("The dam"), "", algorithm))


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_with_a_password(algorithm: str) -> None:
    with pytest.raises(module.NotPdf, match=r"^the PDF file is encrypted$"):
        module.pdf_text(encrypted(pdf("The dam"), "secret", algorithm))


@pytest.mark.parametrize("handler", ["Adobe.PubSec", "x"])
def test_encrypted_in_another_way(handler: str) -> None:
    """By certificates, say."""
    data = encrypted(pdf("The dam"), "").replace(b"/Filter /Standard", f"/Filter /{handler}".encode())
    with pytest.raises(module.NotPdf, match="encrypted or packed in a way that cannot be read"):
        module.pdf_text(data)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (pdf(), "the PDF file holds no text; it may be a scan"),
        (b"%PDF-1.7\n", "the PDF file cannot be read"),
        (pdf("The dam").replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]"), "the PDF file "),
        (b"%PDF-1.7\n" + b"[" * 100_000, "the PDF file cannot be read"),
    ],
)
def test_what_cannot_be_read(data: bytes, reason: str) -> None:
    with pytest.raises(NotText, match=reason):
        read(data, "application/pdf")


def test_a_page_without_content() -> None:
    assert module.extract(drawn("").replace(b"/Contents 4 0 R", b"")) == (0, "")


def test_what_takes_too_long() -> None:
    with pytest.raises(module.NotPdf, match="takes more than 0 seconds to read"):
        module.pdf_text(pdf("The dam"), seconds=0.001)


def test_a_process_that_dies_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_CHILD", "print('half a page'); raise SystemExit(1)")
    with pytest.raises(module.NotPdf, match=r"^the PDF file cannot be read$"):
        module.pdf_text(pdf("The dam"))


class Standard:
    """A standard stream with bytes."""

    def __init__(self, data: bytes = b"") -> None:
        self.buffer = io.BytesIO(data)


def test_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it does, done here: it limits itself, reads, writes, ends."""
    limits: list[tuple[int, tuple[int, int]]] = []
    resource = pytest.importorskip("resource")
    monkeypatch.setattr(resource, "setrlimit", lambda *limit: limits.append(limit))
    monkeypatch.setattr(sys, "stdin", Standard(pdf("The dam")))
    out = Standard()
    monkeypatch.setattr(sys, "stdout", out)
    with pytest.raises(SystemExit) as ended:
        module.child()
    assert ended.value.code == 0
    assert limits == [(resource.RLIMIT_AS, (module.MEMORY, module.MEMORY))]
    assert out.buffer.getvalue().strip() == b"The dam"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        ("MemoryError", "takes too much memory"),
        ("DependencyError", "is encrypted, and the library cryptography is not installed"),
        ("NotImplementedError", "encrypted or packed in a way that cannot be read"),
        ("KeyError", r"\(KeyError\)"),
    ],
)
def test_errors_of_the_library(error: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import pypdf
    from pypdf.errors import DependencyError

    kinds = {kind.__name__: kind for kind in (MemoryError, DependencyError, NotImplementedError, KeyError)}

    def fail(*_: object, **__: object) -> None:
        raise kinds[error]

    monkeypatch.setattr(pypdf.PageObject, "extract_text", fail)
    status, told = module.extract(pdf("The dam"))
    assert status == 3
    with pytest.raises(NotText, match=said):
        raise NotText(told)


def test_too_much_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 5)
    assert module.extract(pdf("The dam")) == (3, "the PDF file holds more than 5 characters of text")
    assert module.extract(pdf("The"))[0] == 0
    assert module.extract(encrypted(pdf("The dam"), "secret")) == (3, "the PDF file is encrypted")
