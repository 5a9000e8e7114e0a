"""The text of a PDF file, read in a process of its own: files can be made to take all time and memory."""

import subprocess
import sys
from typing import Final

from sayso.verify.text import NotText

SECONDS: Final = 60
"""A file that takes longer to read is given up."""
MEMORY: Final = 1 << 30
"""The process may take so many bytes, where the system can hold it to that."""
MOST: Final = 10_000_000
"""A file with more characters of text is given up."""
_TOLD: Final = 3

_CHILD: Final = "from sayso.verify.pdf import child; child()"


def text(data: bytes, seconds: float = SECONDS) -> str:
    """The text of the PDF file `data`. Raises `NotText` if it cannot be read, or not within `seconds`."""
    command = [sys.executable, "-I", "-c", _CHILD]
    try:
        # What is run is our own; the file is only its input.
        done = subprocess.run(command, input=data, capture_output=True, timeout=seconds, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise NotText(f"the PDF file takes more than {seconds:.0f} seconds to read") from None
    if done.returncode:
        # A process that ends in another way did not get so far as to say why.
        told = done.stdout.decode("utf-8", "replace") if done.returncode == _TOLD else ""
        raise NotText(told or "the PDF file cannot be read")
    found = done.stdout.decode("utf-8", "replace")
    if not found.strip():
        raise NotText("the PDF file holds no text; it may be a scan")
    return found


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
            pages.append(page.extract_text())
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
    return 0, "\n".join(pages)
