"""The proof: requests and answers as they went over the wire, in the format of web archives (WARC 1.1)."""

import hashlib
import re
import zlib
from base64 import b32encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import redirect_stderr, suppress
from datetime import UTC, datetime
from http.client import HTTPException, HTTPResponse
from io import BytesIO, StringIO
from typing import IO, Any, Final

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from sayso.verify.address import Refused, target
from sayso.verify.fetch import Fetched
from sayso.verify.outcome import Failure, Outcome
from sayso.verify.wire import Limits, Reply, halves, now

_PIECE: Final = 1 << 16
# The head of a record, and the empty lines behind it, have at most so many lines of so many bytes.
_LONGEST_LINE: Final = 1 << 14
_MOST_LINES: Final = 200


_CHUNK = re.compile(rb"[0-9a-f]+[ \t]*(?:;[^\r\n]*)?\r?\n", re.IGNORECASE)
_CHUNKED = re.compile(rb"^transfer-encoding:[ \t]*chunked[ \t]*\r?\n", re.IGNORECASE | re.MULTILINE)


class Unreadable(Exception):
    """A file that is no WARC file; the message says why."""


class Writer:
    """Writes a WARC file, each record compressed by itself."""

    def __init__(self, file: IO[bytes], software: str) -> None:
        """Write to `file`, in the name of `software`."""
        self._warc = WARCWriter(file, gzip=True, warc_version="1.1")
        info = {"software": software, "format": "WARC File Format 1.1"}
        self._warc.write_record(self._warc.create_warcinfo_record(None, info))

    def add(self, fetched: Fetched) -> None:
        """Write the requests and answers on the way to `fetched`."""
        for reply in fetched.replies:
            answer = self._record("response", reply, reply.response)
            request = self._record("request", reply, reply.request)
            request.rec_headers.add_header(
                "WARC-Concurrent-To", answer.rec_headers.get_header("WARC-Record-ID")
            )
            self._warc.write_record(answer)
            self._warc.write_record(request)

    def _record(self, kind: str, reply: Reply, block: bytes) -> Any:
        head, payload = halves(block)
        given = {"WARC-Date": reply.at, "WARC-Payload-Digest": _digest(payload)}
        if reply.address:
            given["WARC-IP-Address"] = reply.address
        return self._warc.create_warc_record(
            reply.url,
            kind,
            payload=BytesIO(payload),
            length=len(payload),
            warc_headers_dict=given,
            http_headers=_Head(head),
        )


class _Head(StatusAndHeaders):  # type: ignore[misc]
    """The head of a message, written just as it is."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data.partition(b"\r\n")[0].decode("latin-1"), [])
        self._data = data

    def compute_headers_buffer(self, header_filter: object = None) -> None:
        self.headers_buff = self._data


def _digest(data: bytes) -> str:
    # Web archives know each other's copies by this digest; nothing here trusts it.
    return "sha1:" + b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()


class Replay:
    """Answers from a WARC file, instead of the network."""

    def __init__(self, file: IO[bytes], limits: Limits | None = None) -> None:
        """Index `file`, which stays open. Raises `Unreadable`."""
        self._file = file
        self._limits = limits or Limits()
        self._at: dict[str, int] = {}
        for record, offset in self._records(0):
            if record.rec_type == "response":
                # The last answer to an address is the one that counts.
                named = record.rec_headers.get_header("WARC-Target-URI", "").strip("<>")
                # Other archivers write `<http://Host.example#part>`.
                with suppress(Refused):
                    self._at[target(named).url] = offset

    def __call__(self, url: str, headers: Mapping[str, str] | None = None) -> Reply:
        """The answer to a request for `url`. Raises `Failure`."""
        try:
            asked = target(url).url
        except Refused as error:
            raise Failure(Outcome.REFUSED, str(error)) from None
        if asked not in self._at:
            raise Failure(Outcome.SKIPPED, "the WARC file has no answer for it")
        try:
            record, _ = next(self._records(self._at[asked]))
            head, payload = halves(self._block(record))
            if not _CHUNK.match(payload):
                # Some archivers undo the framing of the transfer, and keep the header that tells of it.
                head = _CHUNKED.sub(b"", head)
            response = HTTPResponse(_Recorded(head + payload), method="GET")  # type: ignore[arg-type]
            response.begin()
            body = response.read()
        except (Unreadable, HTTPException, ValueError):
            raise Failure(Outcome.UNREACHABLE, "the WARC file holds no complete HTTP answer") from None
        at = _moment(record.rec_headers.get_header("WARC-Date", ""))
        return Reply(asked, at, response.status, tuple(response.getheaders()), body)

    def _records(self, start: int) -> Iterator[tuple[Any, int]]:
        """The records from the offset `start` on, each with its own."""
        self._file.seek(start)
        archive = ArchiveIterator(self._file, no_record_parse=True)
        lines = archive.reader.readline = _Lines(archive.reader.readline)
        try:
            while True:
                # The library tells of what is odd in a file by itself, in the words of the file.
                with redirect_stderr(StringIO()):
                    record = next(archive)
                yield record, archive.offset
                lines.left = _MOST_LINES
        except StopIteration:
            return
        except (ArchiveLoadFailed, EOFError, OSError, ValueError, zlib.error) as error:
            raise Unreadable(f"it cannot be read as a WARC file ({type(error).__name__})") from error

    def _block(self, record: Any) -> bytes:
        """The block of `record`. Raises `Failure` if it is too large, and `ValueError` if it is cut off."""
        block = bytearray()
        while piece := record.raw_stream.read(_PIECE):
            block += piece
            if len(block) > self._limits.bytes:
                reason = f"the answer is larger than {self._limits.bytes >> 20} MiB"
                raise Failure(Outcome.TOO_LARGE, reason)
        data = bytes(block)
        if len(data) < (record.length or 0) or not halves(data)[0].endswith(b"\n"):
            raise ValueError
        return data


class _Lines:
    """Reads the lines of a file that may be made to have lines without end, or lines without number."""

    def __init__(self, readline: Callable[[int], bytes]) -> None:
        self._readline = readline
        self.left = _MOST_LINES

    def __call__(self) -> bytes:
        """The next line. Raises `ValueError` if it is too long, or one too many."""
        self.left -= 1
        line = self._readline(_LONGEST_LINE)
        if self.left < 0 or len(line) >= _LONGEST_LINE:
            raise ValueError
        return line


def _moment(told: str) -> str:
    """The time `told` of a record as a lock has it, in the past; the present if that is none."""
    try:
        at = datetime.fromisoformat(told)
        at = at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return now()
    return min(f"{at.replace(microsecond=0, tzinfo=None).isoformat()}Z", now())


class _Recorded:
    """Stands where `http.client` expects a connection."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def makefile(self, mode: str) -> IO[bytes]:
        """What came in."""
        return BytesIO(self._data)
