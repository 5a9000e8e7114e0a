"""The text of `.docx` and `.xlsx` files."""

import io
import time
import zipfile

import pytest

from sayso.documents import office
from sayso.documents.quotes import QuoteFinder
from sayso.documents.text import NotText, read
from sayso.record.lock import STANDS

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def packed(**parts: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(name.replace("__", "/") + ".xml", text)
    return made.getvalue()


def docx(body: str) -> bytes:
    return packed(
        word__document=f"<w:document {WORD}><w:body>{body}</w:body></w:document>",
        word__footnotes=f"<w:footnotes {WORD}><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnotes>",
    )


def test_a_document() -> None:
    body = (
        "<w:p><w:r><w:t>The lake holds 10</w:t></w:r><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr>"
        "<w:t>6</w:t></w:r><w:r><w:tab/><w:t>litres</w:t></w:r>"
        "<w:del><w:r><w:delText>no</w:delText></w:r></w:del>"
        "</w:p><!-- no --><w:p><w:r><w:t>and CO</w:t></w:r><w:r>"
        "<w:rPr><w:vertAlign w:val='subscript'/></w:rPr><w:t>2</w:t>"
        "</w:r></w:p>"
    )
    reader = QuoteFinder(read(docx(body)))
    assert reader.find("holds 10^6 litres and CO2 A note.").outcome in STANDS
    assert reader.find("holds 106 litres").outcome not in STANDS


def test_a_workbook() -> None:
    strings = f"<sst {SHEET}><si><t>The dam</t></si><si><r><t>is </t></r><r><t>safe</t></r></si></sst>"
    cells = (
        "<row><c t='s'><v>0</v></c><c t='s'><v>1</v></c></row><row><c><v>10</v></c><c><v>6</v></c></row>"
        "<row><c t='inlineStr'><is><t>in May</t></is></c><c t='s'><v>77</v></c><c t='s'><v>x</v></c></row>"
    )
    sheet = f"<worksheet {SHEET}><sheetData>{cells}</sheetData></worksheet>"
    whole = packed(xl__sharedStrings=strings, xl__worksheets__sheet1=sheet)
    reader = QuoteFinder(read(whole, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))
    assert reader.find("The dam is safe").outcome in STANDS
    assert reader.find("10 6 in May").outcome in STANDS
    assert reader.find("106").outcome not in STANDS
    assert QuoteFinder(read(packed(xl__worksheets__sheet1=sheet))).find("in May").outcome in STANDS


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (packed(other="<a/>"), "it is no text, page or PDF file"),
        (docx("<w:p>"), "the file cannot be read"),
        (docx("")[:60], "the file cannot be read"),
    ],
    ids=["no text", "broken XML", "cut short"],
)
def test_what_is_none(data: bytes, reason: str) -> None:
    with pytest.raises(NotText, match=reason):
        read(data)


def test_bombs() -> None:
    """What swells once it is unpacked, and entities that stand for more of them."""
    start = time.perf_counter()
    with pytest.raises(NotText, match="more than 50 MiB once it is unpacked"):
        read(docx("<w:p/>" + " " * office.MAX_BYTES))
    entities = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
    laughs = packed(
        word__document=f"<!DOCTYPE x [<!ENTITY a0 'ha'>{entities}]><w:p {WORD}><w:t>&a11;</w:t></w:p>"
    )
    with pytest.raises(NotText, match="the file cannot be read"):
        read(laughs)
    strings = f"<sst {SHEET}><si><t>{'x' * 100_000}</t></si></sst>"
    sheet = f"<worksheet {SHEET}>" + "<c t='s'><v>0</v></c>" * 10_000 + "</worksheet>"
    with pytest.raises(NotText, match="more than 10,000,000 characters"):
        read(packed(xl__sharedStrings=strings, xl__worksheets__sheet1=sheet))
    formats = f'<numFmt numFmtId="170" formatCode="{"0 " * 100_000}"/><cellXfs><xf numFmtId="170"/></cellXfs>'
    sheet = f"<worksheet {SHEET}>" + "<c s='0'><v>5</v></c>" * 10_000 + "</worksheet>"
    read(packed(xl__styles=f"<styleSheet {SHEET}>{formats}</styleSheet>", xl__worksheets__sheet1=sheet))
    assert time.perf_counter() - start < 20
