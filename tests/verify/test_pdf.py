"""The text of PDF files, which are read in a process of their own."""

import io
import sys
import time
import zlib
from contextlib import suppress

import pytest

from sayso.documents import pdf as module
from sayso.documents.text import NotText, Text, read
from tests.verify.pdf import drawn, encrypted, pdf, readings


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
    texts = module.pdf_texts(encrypted(pdf("The dam"), "", algorithm))
    assert [text.strip() for text in texts.values()] == ["The dam"] * 2


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_with_a_password(algorithm: str) -> None:
    with pytest.raises(module.NotPdf, match=r"^the PDF file is encrypted$"):
        module.pdf_texts(encrypted(pdf("The dam"), "secret", algorithm))


@pytest.mark.parametrize("handler", ["Adobe.PubSec", "x"])
def test_encrypted_in_another_way(handler: str) -> None:
    """By certificates, say."""
    data = encrypted(pdf("The dam"), "").replace(b"/Filter /Standard", f"/Filter /{handler}".encode())
    with pytest.raises(module.NotPdf, match="encrypted or packed in a way that cannot be read"):
        module.pdf_texts(data)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (pdf(), "the PDF file holds no text; it may be a scan"),
        (b"%PDF-1.7\n", "the PDF file cannot be read"),
        (b"%PDF-1.7\n" + b"[" * 100_000, "the PDF file cannot be read"),
    ],
)
def test_what_cannot_be_read(data: bytes, reason: str) -> None:
    with pytest.raises(NotText, match=reason):
        read(data, "application/pdf")


@pytest.mark.parametrize("reader", module.READERS)
def test_a_page_without_content(reader: str) -> None:
    assert module.extract(drawn("").replace(b"/Contents 4 0 R", b""), reader) == (0, "")


@pytest.mark.parametrize("reader", module.READERS)
@pytest.mark.parametrize("rise", ["", "2 Ts ", "0 Ts "])
def test_a_font_of_its_own_codes(reader: str, rise: str) -> None:
    """As most programs make them: what a byte stands for is up to the font."""
    own = b"<< /Differences [1 /T /h /e /space 10 /d 24 /a 128 /m] >>"
    data = drawn(f"BT {rise}/F1 12 Tf 72 720 Td (\\001\\002\\003\\004\\012\\030\\200) Tj ET")
    assert module.extract(data.replace(b"/WinAnsiEncoding", own), reader) == (0, "The dam")


@pytest.mark.parametrize("reader", module.READERS)
@pytest.mark.parametrize("kind", ["Form", "Image"])
def test_text_in_a_part_of_a_page(reader: str, kind: str) -> None:
    """And what contains itself."""
    form = f"/Type /XObject /Subtype /{kind} /BBox [0 0 612 792] /Width 1 /Height 1 /BitsPerComponent 8"
    stream = "/X Do BT /F1 12 Tf 72 720 Td (The dam) Tj ET"
    data = drawn(stream).replace(b"/Resources <<", b"/Resources << /XObject << /X 4 0 R >>", 1)
    data = data.replace(f"<< /Length {len(stream)}".encode(), f"<< {form} /Length {len(stream)}".encode())
    status, found = module.extract(data, reader)
    assert (status, set(found.split())) == (0, {"The", "dam"})


def test_one_reader_is_enough_for_a_text() -> None:
    nested = f"{'[' * 2_000}{']' * 2_000} TJ"
    data = drawn(f"BT /F1 12 Tf 72 720 Td {nested} (The dam) Tj ET")
    assert module.extract(data)[0] == 3
    assert readings(data) == Text("The dam", readings={"pypdf": "", "pdfminer.six": "The dam"})
    # The page that no other one leads to.
    ring = pdf("The dam").replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]")
    assert readings(ring).readings == {"pypdf": "", "pdfminer.six": "The dam"}


def deflated(*pieces: bytes) -> bytes:
    """A PDF file of one page that is drawn by what is packed so."""
    packer = zlib.compressobj(9)
    packed = b"".join([*map(packer.compress, pieces), packer.flush()])
    data = drawn("@").replace(b"<< /Length 1 >>", b"<< /Length %d /Filter /FlateDecode >>" % len(packed))
    return data.replace(b"@", packed)


@pytest.mark.thorough(one_in=5)
@pytest.mark.parametrize(
    "data",
    [
        deflated(*[b" " * 10_000_000] * 200),
        drawn(f"BT /F1 1 Tf {'[' * 200_000}(a){']' * 200_000} TJ ET"),
        drawn("BT /F1 1e200 Tf (ab) Tj 1e308 1e308 Td (cd) Tj nan nan Td (x) Tj ET").replace(
            b"612", b"1e300"
        ),
        drawn("").replace(b"[3 0 R] /Count 1", b"[" + b"2 0 R " * 1_000 + b"] /Count 1000"),
        drawn("").replace(b"[3 0 R] /Count 1", b"[" + b"3 0 R " * 5_000 + b"] /Count 5000"),
    ],
)
def test_what_is_made_to_take_all_ends(data: bytes) -> None:
    start = time.monotonic()
    with suppress(module.NotPdf):
        module.pdf_texts(data, seconds=3)
    assert time.monotonic() - start < 15


def test_what_takes_too_long() -> None:
    with pytest.raises(module.NotPdf, match="takes more than 0 seconds to read"):
        module.pdf_texts(pdf("The dam"), seconds=0.001)


def test_a_process_that_dies_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_CHILD", "print('half a page'); raise SystemExit(1)")
    with pytest.raises(module.NotPdf, match=r"^the PDF file cannot be read$"):
        module.pdf_texts(pdf("The dam"))


class Standard:
    """A standard stream with bytes."""

    def __init__(self, data: bytes = b"") -> None:
        self.buffer = io.BytesIO(data)


@pytest.mark.parametrize("reader", module.READERS)
def test_the_process(reader: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it does, done here: it limits itself, reads, writes, ends."""
    limits: list[tuple[int, tuple[int, int]]] = []
    resource = pytest.importorskip("resource")
    monkeypatch.setattr(resource, "setrlimit", lambda *limit: limits.append(limit))
    monkeypatch.setattr(sys, "stdin", Standard(pdf("The dam")))
    monkeypatch.setattr(sys, "argv", ["-c", reader])
    out = Standard()
    monkeypatch.setattr(sys, "stdout", out)
    with pytest.raises(SystemExit) as ended:
        module.run_child()
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
    for reader in module.READERS:
        assert module.extract(encrypted(pdf("The dam"), "secret"), reader) == (3, "the PDF file is encrypted")
