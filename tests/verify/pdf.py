"""PDF files made for a test."""

import io

from pypdf import PdfReader, PdfWriter

from sayso.documents.pdf import READERS, extract
from sayso.documents.text import Text


def pdf(*lines: str) -> bytes:
    """A PDF file of one page with these lines, in Helvetica."""
    shown = " ".join(f"({line}) Tj T*" for line in lines)
    return drawn(f"BT /F1 12 Tf 14 TL 72 720 Td {shown} ET")


# Small letters are those of Hebrew.
_HEBREW = """/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange
1 beginbfrange <61> <7A> <05D0> endbfrange endcmap end"""


def drawn(stream: str) -> bytes:
    """A PDF file of one page that is drawn so; the font is F1, and F2 with letters of Hebrew."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Hebrew /Encoding /WinAnsiEncoding /ToUnicode 7 0 R"
        f" /FirstChar 32 /LastChar 122 /Widths [{'600 ' * 91}] >>",
        f"<< /Length {len(_HEBREW)} >>\nstream\n{_HEBREW}\nendstream",
    ]
    made, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n{each}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\n"
    return made + f"{end}startxref\n{len(made)}\n%%EOF\n".encode()


def encrypted(data: bytes, password: str, algorithm: str = "RC4-128") -> bytes:
    """The PDF file `data`, to be opened with `password`."""
    writer = PdfWriter(PdfReader(io.BytesIO(data)))
    writer.encrypt(user_password=password, owner_password="owner", algorithm=algorithm)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def readings(data: bytes) -> Text:
    """The text of a PDF file as `read` makes it, without a process."""
    texts = {}
    for reader in READERS:
        status, text = extract(data, reader)
        texts[reader] = "" if status else text
    return Text(next(filter(None, texts.values()), ""), readings=texts)
