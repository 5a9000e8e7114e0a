"""The texts of a PDF file, by two readers in processes of their own: files can be made to take all memory.

A file says where its letters stand, and no more: two readers may make two texts of it.
"""

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Final

SECONDS: Final = 60
"""A file that takes longer to read is given up."""
MEMORY: Final = 1 << 30
"""The process may take so many bytes, where the system can hold it to that."""
MOST: Final = 10_000_000
"""A file with more characters of text is given up."""
READERS: Final = ("pypdf", "pdfminer.six")
"""The libraries that read it; what there is to say of a file that cannot be read the first one says."""
_TOLD: Final = 3

_CHILD: Final = "from sayso.documents.pdf import run_child; run_child()"


class NotPdf(Exception):
    """The file cannot be read; the message says why."""


def pdf_texts(data: bytes, seconds: float = SECONDS) -> dict[str, str]:
    """The text of the PDF file `data` as each of `READERS` reads it; empty for one that cannot read it.

    Raises `NotPdf` if none of them can, or not within `seconds`.
    """
    with ThreadPoolExecutor(len(READERS)) as pool:
        tries = list(pool.map(partial(_read_in_child, data, seconds), READERS))
    texts = {reader: found for reader, (found, _) in zip(READERS, tries, strict=True)}
    if not any(texts.values()):
        raise NotPdf(tries[0][1])
    return texts


def _read_in_child(data: bytes, seconds: float, reader: str) -> tuple[str, str]:
    """The text by `reader`, and what is wrong if there is none."""
    command = [sys.executable, "-I", "-c", _CHILD, reader]
    try:
        # What is run is our own; the file is only its input.
        done = subprocess.run(command, input=data, capture_output=True, timeout=seconds, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        return "", f"the PDF file takes more than {seconds:.0f} seconds to read"
    if done.returncode:
        # A process that ends in another way did not get so far as to say why.
        told = done.stdout.decode("utf-8", "replace") if done.returncode == _TOLD else ""
        return "", told or "the PDF file cannot be read"
    found = done.stdout.decode("utf-8", "replace")
    return (found, "") if found.strip() else ("", "the PDF file holds no text; it may be a scan")


def run_child() -> None:
    """Read a PDF file from standard input, and write its text, or what is wrong, to standard output."""
    if sys.platform != "win32":  # pragma: no cover - there are no such limits there
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    status, found = extract(sys.stdin.buffer.read(), sys.argv[-1])
    sys.stdout.buffer.write(found.encode("utf-8", "replace"))
    sys.exit(status)


def extract(data: bytes, reader: str = READERS[0]) -> tuple[int, str]:
    """The exit status of the child, and the text by `reader` or what is wrong."""
    import logging

    from pypdf.errors import DependencyError

    from sayso.documents.pdf_pages import EncryptedPdf, pdfminer_pages, pypdf_pages

    logging.disable()
    pages: list[str] = []
    size = 0
    try:
        for page in (pdfminer_pages if reader == READERS[1] else pypdf_pages)(data):
            pages.append(page)
            size += len(page)
            if size > MOST:
                return _TOLD, f"the PDF file holds more than {MOST:,} characters of text"
    except EncryptedPdf:
        return _TOLD, "the PDF file is encrypted"
    except DependencyError:
        return _TOLD, "the PDF file is encrypted, and the library cryptography is not installed"
    except NotImplementedError:
        return _TOLD, "the PDF file is encrypted or packed in a way that cannot be read"
    except MemoryError:
        return _TOLD, "the PDF file takes too much memory to read"
    except Exception as error:
        return _TOLD, f"the PDF file cannot be read ({type(error).__name__})"
    return 0, join_pages(pages)


# So many lines at each edge of a page may be heads and page numbers, each of so many characters.
_FURNITURE_LINES: Final = 3
_FURNITURE_CHARS: Final = 120
_PAGE_NUMBER = re.compile(r"[0-9]+|\b[ivxl]+\b")


def join_pages(pages: Sequence[str]) -> str:
    """The text of `pages`, with the lines that recur at their tops or bottoms after it, not within it."""
    rest = [[line for line in page.splitlines() if line.strip()] for page in pages]
    furniture = []
    for edge in (0, -1):
        for _ in range(_FURNITURE_LINES):
            lines = [_furniture_key(page[edge]) if page else "" for page in rest]
            times = Counter(filter(None, lines))
            furniture += [page.pop(edge) for page, line in zip(rest, lines, strict=True) if times[line] > 1]
    return "\n".join([line for page in (*rest, furniture) for line in page])


def _furniture_key(line: str) -> str:
    """What recurs of a line if it is the head of a page or its number; empty for a line that is too long."""
    return _PAGE_NUMBER.sub("#", line.strip()) if len(line) <= _FURNITURE_CHARS else ""
