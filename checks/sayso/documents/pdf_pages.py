"""The text of the pages of PDF files, as each of two libraries reads it, with signs about what is raised."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any, Final

from sayso.documents.raised_text import LEVEL, LOWERED, RAISED
from sayso.documents.right_to_left import has_right_to_left, in_reading_order

if TYPE_CHECKING:
    from pypdf import PageObject

# Text of fewer characters is raised or lowered by less than its line is high, and by more than it trembles.
_MOST_SHIFTED: Final = 20
_LEAST_SHIFT, _MOST_SHIFT = 0.1, 0.75
_MARK_DIGITS: Final = 3
# About so much of its height a letter reaches below the line.
_DESCENT: Final = 0.2


class EncryptedPdf(Exception):
    """A file that opens only with a password."""


class _Pieces:
    """The text of a page in pieces as they come, with signs about those that are raised or lowered."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.has_shifted = False
        self._size = self._baseline = self._shifted_to = 0.0

    def take(self, piece: str, size: float, baseline: float) -> None:
        """Take the next piece of text, of letters so large that stand so high."""
        text = piece.strip()
        shift = baseline - self._baseline
        if not text:
            self.pieces += [piece] * bool(piece)
        elif (
            len(text) <= _MOST_SHIFTED
            and size <= self._size
            and _LEAST_SHIFT * self._size < abs(shift) < _MOST_SHIFT * self._size
        ):
            self._take_shifted(text, RAISED if shift > 0 else LOWERED, baseline)
            if piece.endswith(" "):
                self.pieces.append(" ")
        else:
            self._mark_note(size, baseline)
            self.pieces.append(piece)
            self._size, self._baseline = size, baseline

    def _mark_note(self, size: float, baseline: float) -> None:
        """See whether the piece before is the raised mark of a note whose text, of this size, follows."""
        last = self.pieces[-1] if self.pieces else ""
        mark, height = last.strip(), self._baseline - baseline
        is_raised = self._size < size and _LEAST_SHIFT * size < height < _MOST_SHIFT * size
        if is_raised and mark.isdecimal() and len(mark) <= _MARK_DIGITS:
            self.pieces[-1] = last.replace(mark, f"{RAISED}{mark}{LEVEL}")
            self.has_shifted = True

    def _take_shifted(self, text: str, sign: str, baseline: float) -> None:
        """Take text that is raised or lowered; what stands right after more of it belongs to that."""
        last = self.pieces[-1] if self.pieces else ""
        if last.startswith(sign) and round(self._shifted_to - baseline, 1) == 0:
            self.pieces[-1] = f"{last.removesuffix(LEVEL)}{text}{LEVEL}"
        else:
            self.pieces.append(f"{sign}{text}{LEVEL}")
        self.has_shifted = True
        self._shifted_to = baseline


class _Rise:
    """How far text is raised by the operator for it, as a page is read."""

    def __init__(self, pieces: _Pieces) -> None:
        self._pieces = pieces
        self._rise = self._shown_rise = 0.0

    def note_operator(self, operator: Any, operands: Any, *_: Any) -> None:
        """Note how far the text is raised that is shown from here on."""
        if operator == b"Ts":
            self._rise = float(operands[0])
        elif operator in (b"Tj", b"TJ"):
            self._shown_rise = self._rise

    def take(self, piece: str, page: Any, matrix: Any, _: Any, font_size: float) -> None:
        """Take the next piece of text, at `matrix` in a space that lies at `page` on the page."""
        size = font_size * abs(matrix[3] * page[3])
        place = matrix[5] + self._shown_rise * matrix[3]
        self._pieces.take(piece, size, page[1] * matrix[4] + page[3] * place + page[5])


def pypdf_pages(data: bytes) -> Iterator[str]:
    """The pages of the PDF file `data` as pypdf reads them; raises `EncryptedPdf`, and what that raises."""
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise EncryptedPdf
    yield from map(_page_text, reader.pages)


def _page_text(page: "PageObject") -> str:
    """The text of a page, with signs about what is raised or lowered."""
    from pypdf.generic import ContentStream, NameObject

    content = page.get_contents()
    if content is not None:
        # Fonts read bytes: a text would be what no font has shown.
        content = ContentStream(content, page.pdf, "bytes")
        # Text ends a piece where its font is set; so it does where it is raised.
        operations, font = [], None
        for operands, operator in content.operations:
            operations.append((operands, operator))
            if operator == b"Tf":
                font = operands
            elif operator == b"Ts" and font:
                operations.insert(-1, (font, b"Tf"))
        content.operations = operations
        page[NameObject("/Contents")] = content
    pieces = _Pieces()
    rise = _Rise(pieces)
    text = page.extract_text(visitor_operand_before=rise.note_operator, visitor_text=rise.take)
    if has_right_to_left(text):
        return "\n".join(_read_to_the_left(pieces.pieces))
    return "".join(pieces.pieces) if pieces.has_shifted else text


def _read_to_the_left(pieces: Sequence[str]) -> Iterator[str]:
    """The lines of a page in reading order; pypdf has turned the letters of each piece, and no more."""
    units: list[str] = []
    for piece in pieces:
        if piece.startswith((RAISED, LOWERED)):
            units.append(piece)
        else:
            units += reversed(piece) if has_right_to_left(piece) else piece
    for is_end, line in groupby(units, key=lambda unit: unit == "\n"):
        if not is_end:
            yield "".join([unit for _, unit in in_reading_order(list(line))])


def pdfminer_pages(data: bytes) -> Iterator[str]:
    """The pages of the PDF file `data` as pdfminer.six reads them; raises as above."""
    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LAParams
    from pdfminer.pdfdocument import PDFPasswordIncorrect

    try:
        for page in extract_pages(BytesIO(data), laparams=LAParams(all_texts=True)):
            yield "".join([_line_text(line) for line in _lines_in(page) if _is_visible(page, line)])
    except PDFPasswordIncorrect:
        raise EncryptedPdf from None


def _lines_in(container: Any) -> Iterator[Any]:
    """The lines of text in a part of a page."""
    from pdfminer.layout import LTContainer, LTTextLine

    for part in container:
        if isinstance(part, LTTextLine):
            yield part
        elif isinstance(part, LTContainer):
            yield from _lines_in(part)


def _is_visible(page: Any, line: Any) -> bool:
    """Whether a reader sees some of `line` on the page, and not beside it."""
    return bool(line.x0 < page.x1 and line.x1 > page.x0 and line.y0 < page.y1 and line.y1 > page.y0)


def _line_text(line: Any) -> str:
    """The text of a line; what stands between its letters has no place of its own."""
    pieces = _Pieces()
    place = (0.0, 0.0)
    placed = []
    is_turned = has_right_to_left(line.get_text())
    letters = [(letter, letter.get_text()) for letter in line]
    for letter, text in _in_reading_order(letters) if is_turned else letters:
        if hasattr(letter, "size"):
            place = (round(letter.size, 1), round(letter.y0 + _DESCENT * letter.size, 1))
        placed.append((place, text))
    for (size, baseline), run in groupby(placed, key=lambda each: each[0]):
        pieces.take("".join([text for _, text in run]), size, baseline)
    return "".join(pieces.pieces)


def _in_reading_order(letters: Sequence[tuple[Any, str]]) -> Sequence[tuple[Any, str]]:
    """The letters of a line and their texts in reading order; a line may be drawn in that already."""
    places = [letter.x0 for letter, text in letters if hasattr(letter, "x0") and has_right_to_left(text)]
    if 2 * sum(one < other for one, other in pairwise(places)) < len(places):
        return letters
    order = in_reading_order([text for _, text in letters[:-1]])
    # At the end a line ends.
    return [*((letters[place][0], text) for place, text in order), letters[-1]]
