"""Numbers and faithful quotes in `.docx` and `.xlsx` files, in the many ways that they stand there."""

import pytest

from sayso.documents.quotes import QuoteFinder
from sayso.documents.text import read
from sayso.record.lock import STANDS

from .test_office import SHEET, WORD, packed

pytestmark = pytest.mark.thorough(one_in=4)
KEPT = pytest.mark.thorough(one_in=1)

MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
MORE = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
STYLES = f"""<w:styles {WORD}><w:style w:styleId="Up"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
<w:style w:styleId="Down"><w:rPr><w:vertAlign w:val="subscript"/></w:rPr></w:style><w:style w:styleId="Away"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:styleId="Plain"><w:rPr><w:vertAlign w:val="baseline"/></w:rPr></w:style></w:styles>"""


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def symbol(code: str, font: str = "Symbol") -> str:
    return f"<w:r><w:sym w:font='{font}' w:char='{code}'/></w:r>"


def formula(inner: str) -> str:
    for letter in ("e", "sup", "sub", "num", "den", "deg"):
        inner = inner.replace(f"<{letter}>", f"<m:{letter}><m:r><m:t>").replace(
            f"</{letter}>", f"</m:t></m:r></m:{letter}>"
        )
    return f"<m:oMath>{inner}</m:oMath>"


def document(body: str) -> QuoteFinder:
    whole = f"<w:document {WORD} {MATH} {MORE}><w:body><w:p>{body}</w:p></w:body></w:document>"
    return QuoteFinder(read(packed(word__document=whole, word__styles=STYLES)))


def workbook(string: str) -> QuoteFinder:
    strings = f"<sst {SHEET}><si>{string}</si></sst>"
    sheet = f"<worksheet {SHEET}><sheetData><row><c t='s'><v>0</v></c><c><v>5</v></c></row></sheetData></worksheet>"
    return QuoteFinder(read(packed(xl__sharedStrings=strings, xl__worksheets__sheet1=sheet)))


UP, DOWN = '<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>'
# What stands before "tons", how it reads, and what it never does.
NUMBERS = [
    (run("10") + run("6", UP), "10^6", ["106", "10", "6"]),
    pytest.param(run("10") + run("6", '<w:rStyle w:val="Up"/>'), "10^6", ["106", "10", "6"], marks=KEPT),
    (run("10") + run("6", f'<w:rStyle w:val="Up"/>{UP}'), "10^6", ["106"]),
    (run("10") + run("6", '<w:rStyle w:val="Plain"/>'), "106", ["10^6", "10"]),
    (run("10") + run("6", '<w:position w:val="6"/>'), "10^6", ["106"]),
    pytest.param(run("10") + run("6", '<w:position w:val="0"/>'), "106", ["10^6"], marks=KEPT),
    (run("10") + run("6", '<w:position w:val="x"/>'), "106", ["10^6"]),
    (run("10") + run("6", '<w:vertAlign w:val="baseline"/>'), "106", ["10^6"]),
    (run("10") + run("2", DOWN), "10_2", ["102", "10"]),
    pytest.param(run("10") + run("2", '<w:position w:val="-4"/>'), "10_2", ["102"], marks=KEPT),
    (run("10") + run("2", '<w:rStyle w:val="Down"/>'), "10_2", ["102"]),
    (run("10") + run("6", "<w:strike/>"), "10", ["106", "6"]),
    (run("10") + run("6", '<w:dstrike w:val="true"/>'), "10", ["106"]),
    (run("10") + run("6", '<w:strike w:val="0"/>'), "106", ["10"]),
    (run("10") + run("6", "<w:vanish/>"), "10", ["106"]),
    pytest.param(run("10") + run("6", '<w:rStyle w:val="Away"/>'), "10", ["106"], marks=KEPT),
    (run("1") + run("0", "<w:vanish/>") + run("6"), "1 6", ["106", "16"]),
    ("<w:del><w:r><w:delText>10</w:delText></w:r></w:del>" + run("6"), "6", ["106", "10"]),
    ("<w:ins>" + run("10") + "</w:ins>" + run("6"), "106", ["6"]),
    ("<w:moveFrom>" + run("10") + "</w:moveFrom>" + run("6"), "6", ["106"]),
    ("<w:moveTo>" + run("10") + "</w:moveTo>" + run("6"), "106", ["6"]),
    (run("10") + "<w:r><w:tab/></w:r>" + run("6"), "10 6", ["106"]),
    (run("10") + "<w:r><w:br/></w:r>" + run("6"), "10 6", ["106"]),
    (run("10") + "<w:r><w:ptab/></w:r>" + run("6"), "10 6", ["106"]),
    (run("10") + "</w:p><w:p>" + run("6"), "10 6", ["106"]),
    pytest.param(run("10") + symbol("F0B4") + run("6"), "10×6", ["106", "10 6"], marks=KEPT),
    pytest.param(symbol("F02D") + run("6"), "−6", ["6"], marks=KEPT),
    (symbol("00A3") + run("6"), "≤ 6", ["6"]),
    (run("6 ") + symbol("F06D") + run("g in"), "6 µg in", ["6 g in"]),
    (run("1") + symbol("F036"), "16", ["1"]),
    (run("6 ") + symbol("00B5", "Times") + run("g in"), "6 µg in", ["6 g in"]),
    pytest.param(run("6 ") + symbol("F0E0", "Wingdings") + run(" 7"), "6 \ufffd 7", ["6 7"], marks=KEPT),
    (run("6 ") + symbol("F0FF") + run(" 7"), "6 \ufffd 7", ["6 7"]),
    (run("6 ") + symbol("none") + run(" 7"), "6 \ufffd 7", ["6 7"]),
    ("<w:del>" + symbol("F02D") + "</w:del>" + run("6"), "6", ["−6"]),
    (formula("<m:sSup><e>10</e><sup>6</sup></m:sSup>"), "10^6", ["106", "10", "6"]),
    (formula("<m:sSub><e>10</e><sub>2</sub></m:sSub>"), "10_2", ["102", "10"]),
    (formula("<m:f><num>1</num><den>2</den></m:f>"), "1/2", ["12", "1", "2"]),
    (run("3") + formula("<m:f><num>1</num><den>2</den></m:f>"), "3 1/2", ["31/2", "312", "1/2"]),
    (run("3") + formula("<m:rad><deg>4</deg><e>5</e></m:rad>"), "3 4 5", ["345", "34", "45"]),
    (
        "<w:r><w:ruby><w:rt>" + run("6") + "</w:rt><w:rubyBase>" + run("10") + "</w:rubyBase></w:ruby></w:r>",
        "10",
        ["106", "610"],
    ),
    (
        f"<mc:AlternateContent><mc:Choice>{run('10')}</mc:Choice><mc:Fallback>{run('6')}</mc:Fallback></mc:AlternateContent>",
        "10",
        ["106", "6"],
    ),
]


@pytest.mark.parametrize(("body", "number", "others"), NUMBERS)
def test_numbers_in_a_document(body: str, number: str, others: list[str]) -> None:
    reader = document(f"{run('some ')}{body}{run(' tons')}")
    assert reader.find(f"some {number} tons").outcome in STANDS
    for other in others:
        assert reader.find(f"some {other} tons").outcome not in STANDS
        assert other in number or reader.find(other).outcome not in STANDS


@pytest.mark.parametrize(
    ("string", "number", "others"),
    [
        ("<r><t>10</t></r><r><rPr><vertAlign val='superscript'/></rPr><t>6</t></r>", "10^6", ["106"]),
        ("<r><t>10</t></r><r><rPr><vertAlign val='subscript'/></rPr><t>2</t></r>", "10_2", ["102"]),
        ("<r><t>10</t></r><r><rPr><strike/></rPr><t>6</t></r>", "10", ["106"]),
        ("<r><t>10</t></r><r><rPr><strike val='0'/></rPr><t>6</t></r>", "106", ["10"]),
        ("<t>10</t><rPh sb='0' eb='1'><t>6</t></rPh>", "10", ["106"]),
        ("<r><t>10</t></r><r><t>6</t></r>", "106", ["10"]),
        ("<t>10</t>", "10", ["105"]),
        ("<t>−10</t>", "−10", ["10"]),
        ("<t>10_x000D_&#10;6</t>", "10 6", ["106"]),
    ],
)
def test_numbers_in_a_workbook(string: str, number: str, others: list[str]) -> None:
    reader = workbook(string)
    assert reader.find(number).outcome in STANDS
    for other in others:
        assert reader.find(other).outcome not in STANDS


FORMATS = f"""<styleSheet {SHEET}><numFmts><numFmt numFmtId="164" formatCode="0.0%"/>
<numFmt numFmtId="165" formatCode="yyyy\\-mm"/><numFmt numFmtId="166" formatCode='#,##0.00 "days"'/>
<numFmt numFmtId="167" formatCode="[Red]0 %"/><numFmt numFmtId="168" formatCode="# ?/?%"/>
<numFmt numFmtId="169" formatCode="#,##0,"/><numFmt numFmtId="170" formatCode='0.0" million"'/>
<numFmt numFmtId="171" formatCode='0\\ \\b\\n;-0'/><numFmt numFmtId="172" formatCode='0"%"'/></numFmts>
<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs>
<xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="10"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/>
<xf numFmtId="166"/><xf numFmtId="167"/><xf numFmtId="168"/><xf numFmtId="3"/><xf numFmtId="169"/>
<xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="172"/></cellXfs></styleSheet>"""


@pytest.mark.parametrize(
    ("cell", "found", "others"),
    [
        ("<c s='0'><v>0.05</v></c>", "0.05", ["5%", "5"]),
        ("<c><v>0.05</v></c>", "0.05", ["5%"]),
        ("<c s='1'><v>0.05</v></c>", "5%", ["0.05", "5"]),
        ("<c s='1'><v>-0.05</v></c>", "-5%", ["5%"]),
        ("<c s='2'><v>0.0512</v></c>", "5.12%", ["5%", "0.0512"]),
        ("<c s='4'><v>5.1199999999999999E-2</v></c>", "5.1%", ["5.12", "5.1199"]),
        ("<c s='7'><v>10</v></c>", "1000%", ["10"]),
        ("<c s='3'><v>45000</v></c>", "", ["45000"]),
        ("<c s='5'><v>45000.5</v></c>", "", ["45000.5"]),
        ("<c s='6'><v>45000.5</v></c>", "45000.5", ["45000"]),
        pytest.param("<c s='6'><v>45000.5</v></c>", "45,000.50", ["45,000", "000.50"], marks=KEPT),
        pytest.param("<c s='0'><v>45000.5</v></c>", "45000.5", ["45,000.50"], marks=KEPT),
        ("<c s='9'><v>1234567</v></c>", "1,234,567", ["1,234", "234,567"]),
        ("<c s='10'><v>5000000</v></c>", "5000000", ["5,000", "5000"]),
        ("<c s='8'><v>0.05</v></c>", "", ["0.05"]),
        pytest.param("<c s='11'><v>5</v></c>", "5 million", ["5"], marks=KEPT),
        pytest.param("<c s='12'><v>5</v></c>", "5 bn", ["5"], marks=KEPT),
        ("<c s='13'><v>5</v></c>", "5%", ["5"]),
        ("<c s='1' t='str'><v>0.05</v></c>", "0.05", ["5%"]),
        ("<c s='99'><v>0.05</v></c>", "0.05", ["5%"]),
        ("<c s='x'><v>0.05</v></c>", "0.05", ["5%"]),
        pytest.param("<c s='1'><v>1" + "0" * 40 + "</v></c>", "", ["1" + "0" * 40], marks=KEPT),
    ],
)
def test_numbers_as_a_sheet_shows_them(cell: str, found: str, others: list[str]) -> None:
    sheet = f"<worksheet {SHEET}><sheetData><row>{cell}</row></sheetData></worksheet>"
    reader = QuoteFinder(read(packed(xl__worksheets__sheet1=sheet, xl__styles=FORMATS)))
    assert not found or reader.find(found).outcome in STANDS
    for other in others:
        assert reader.find(other).outcome not in STANDS


@pytest.mark.parametrize(
    ("body", "quote"),
    [
        (run("The ga") + run("te failed"), "The gate failed"),
        (run("The gate ", "<w:b/>") + run("failed", "<w:i/>"), "The gate failed"),
        (run("state") + "<w:r><w:noBreakHyphen/></w:r>" + run("owned"), "state-owned"),
        (run("can") + "<w:r><w:softHyphen/></w:r>" + run("ton"), "canton"),
        (run("built there") + run("1", UP) + run(" and leaks"), "built there and leaks"),
        (
            run("built there") + "<w:r><w:footnoteReference w:id='2'/></w:r>" + run(" and leaks"),
            "built there and leaks",
        ),
        (run("built there") + run("[", UP) + run("1", UP) + run("]", UP) + run(" and"), "built there and"),
        (
            run("built there") + run("[", UP) + run("when?", UP) + run("]", UP) + run(" and"),
            "built there and",
        ),
        (run("10") + run("1", UP) + run("2", UP) + run(" tons"), "10^12 tons"),
        (run("CO") + run("2", DOWN) + run(" rose"), "CO2 rose"),
        (run("the 2") + run("nd", UP) + run(" gate"), "the 2nd gate"),
        (run("The ") + "<w:hyperlink>" + run("gate") + "</w:hyperlink>" + run(" failed"), "The gate failed"),
        (run("The ") + "<w:del><w:r><w:delText>old </w:delText></w:r></w:del>" + run("gate"), "The gate"),
        (run("The ") + run("old ", "<w:vanish/>") + run("gate"), "The gate"),
        (run("On ") + "<w:r><w:instrText>DATE</w:instrText></w:r>" + run("May 3"), "On May 3"),
        (run("The gate") + "<w:bookmarkStart/><w:proofErr/>" + run(" failed"), "The gate failed"),
        ("<w:sdt><w:sdtContent>" + run("The gate failed") + "</w:sdtContent></w:sdt>", "The gate failed"),
        (run("“The gate” – it failed"), '"The gate" - it failed'),
        (run("5 m") + run("3", UP) + run(" of it"), "5 m³ of it"),
    ],
)
def test_faithful_quotes_in_a_document(body: str, quote: str) -> None:
    assert document(body).find(quote).outcome in STANDS
