"""The text of a PDF file, read in a process of its own: files can be made to take all time and memory."""

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from sayso.documents.levels import LEVEL, LOWERED, RAISED

if TYPE_CHECKING:
    from pypdf import PageObject

SECONDS: Final = 60
"""A file that takes longer to read is given up."""
MEMORY: Final = 1 << 30
"""The process may take so many bytes, where the system can hold it to that."""
MOST: Final = 10_000_000
"""A file with more characters of text is given up."""
_TOLD: Final = 3

_CHILD: Final = "from sayso.documents.pdf import child; child()"


class NotPdf(Exception):
    """The file cannot be read; the message says why."""


def pdf_text(data: bytes, seconds: float = SECONDS) -> str:
    """The text of the PDF file `data`. Raises `NotPdf` if it cannot be read, or not within `seconds`."""
    command = [sys.executable, "-I", "-c", _CHILD]
    try:
        # What is run is our own; the file is only its input.
        done = subprocess.run(command, input=data, capture_output=True, timeout=seconds, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise NotPdf(f"the PDF file takes more than {seconds:.0f} seconds to read") from None
    if done.returncode:
        # A process that ends in another way did not get so far as to say why.
        told = done.stdout.decode("utf-8", "replace") if done.returncode == _TOLD else ""
        raise NotPdf(told or "the PDF file cannot be read")
    found = done.stdout.decode("utf-8", "replace")
    if not found.strip():
        raise NotPdf("the PDF file holds no text; it may be a scan")
    return found


# Text of fewer characters is raised or lowered by less than its line is high, and by more than it trembles.
_MOST_SHIFTED: Final = 12
_LEAST_SHIFT, _MOST_SHIFT = 0.1, 0.75


class _Pieces:
    """The text of a page in pieces as they come, with signs about those that are raised or lowered."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.has_shifted = False
        self._size = self._baseline = self._rise = self._shown_rise = 0.0

    def see(self, operator: Any, operands: Any, *_: Any) -> None:
        """Note how far the text is raised that is shown from here on."""
        if operator == b"Ts":
            self._rise = float(operands[0])
        elif operator in (b"Tj", b"TJ"):
            self._shown_rise = self._rise

    def take(self, piece: str, _: Any, matrix: Any, __: Any, font_size: float) -> None:
        """Take the next piece of text."""
        text = piece.strip()
        size = font_size * abs(matrix[3])
        baseline = matrix[5] + self._shown_rise
        shift = baseline - self._baseline
        if not text:
            self.pieces.append(piece)
        elif (
            len(text) <= _MOST_SHIFTED
            and size <= self._size
            and _LEAST_SHIFT * self._size < abs(shift) < _MOST_SHIFT * self._size
        ):
            self.has_shifted = True
            self.pieces.append(f"{RAISED if shift > 0 else LOWERED}{text}{LEVEL}")
        else:
            self.pieces.append(piece)
            self._size, self._baseline = size, baseline


def _page_text(page: "PageObject") -> str:
    """The text of a page, with signs about what is raised or lowered."""
    from pypdf.generic import NameObject

    content = page.get_contents()
    if content is not None:
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
    text = page.extract_text(visitor_operand_before=pieces.see, visitor_text=pieces.take)
    return "".join(pieces.pieces) if pieces.has_shifted else text


def child() -> None:
    """Read a PDF file from standard input, and write its text, or what is wrong, to standard output."""
    if sys.platform != "win32":  # pragma: no branch - there are no such limits there
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    status, found = extract(sys.stdin.buffer.read())
    sys.stdout.buffer.write(found.encode("utf-8", "replace"))
    sys.exit(status)


def extract(data: bytes) -> tuple[int, str]:
    """The exit status of the child, and the text or what is wrong."""
    import io
    import logging

    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    logging.disable()
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            return _TOLD, "the PDF file is encrypted"
        pages, size = [], 0
        for page in reader.pages:
            pages.append(_page_text(page))
            size += len(pages[-1])
            if size > MOST:
                return _TOLD, f"the PDF file holds more than {MOST:,} characters of text"
    except DependencyError:
        return _TOLD, "the PDF file is encrypted, and the library cryptography is not installed"
    except NotImplementedError:
        return _TOLD, "the PDF file is encrypted or packed in a way that cannot be read"
    except MemoryError:
        return _TOLD, "the PDF file takes too much memory to read"
    except Exception as error:
        return _TOLD, f"the PDF file cannot be read ({type(error).__name__})"
    return 0, joined(pages)


# So many lines at each edge of a page may be heads and page numbers, each of so many characters.
_FURNITURE_LINES: Final = 3
_FURNITURE_CHARS: Final = 120
_PAGE_NUMBER = re.compile(r"[0-9]+|\b[ivxl]+\b")


def joined(pages: Sequence[str]) -> str:
    """The text of `pages`, with the lines that recur at their tops or bottoms after it, not within it."""
    rest = [[line for line in page.splitlines() if line.strip()] for page in pages]
    furniture = []
    for edge in (0, -1):
        for _ in range(_FURNITURE_LINES):
            lines = [_furniture(page[edge]) if page else "" for page in rest]
            times = Counter(filter(None, lines))
            furniture += [page.pop(edge) for page, line in zip(rest, lines, strict=True) if times[line] > 1]
    return "\n".join([line for page in (*rest, furniture) for line in page])


def _furniture(line: str) -> str:
    """What recurs of a line if it is the head of a page or its number; empty for a line that is too long."""
    return _PAGE_NUMBER.sub("#", line.strip()) if len(line) <= _FURNITURE_CHARS else ""
