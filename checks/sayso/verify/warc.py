"""The proof: requests and answers as they went over the wire, in the format of web archives (WARC 1.1)."""

import hashlib
import re
import zlib
from base64 import b32encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, redirect_stderr, suppress
from datetime import UTC, datetime
from gzip import GzipFile
from http.client import HTTPException, HTTPResponse
from io import BytesIO, StringIO
from tempfile import TemporaryFile
from types import SimpleNamespace
from typing import IO, Any, Final
from weakref import finalize

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from sayso.verify.address import RefusedAddress, target
from sayso.verify.coding import is_uncompressed
from sayso.verify.failure import Failure
from sayso.verify.fetch import Fetched
from sayso.verify.wire import Limits, Reply, head_and_body, utc_now

_PIECE: Final = 1 << 16
# The head of a record, and the empty lines behind it, have at most so many lines of so many bytes.
_LONGEST_LINE: Final = 1 << 14
_MOST_LINES: Final = 200
_KNOWN_DIGESTS: Final = ("md5", "sha1", "sha256", "sha512")


_CHUNK = re.compile(rb"[0-9a-f]+[ \t]*(?:;[^\r\n]*)?\r?\n", re.IGNORECASE)
_LENGTH = re.compile(rb"^content-length:[ \t]*([0-9]{1,18})[ \t]*\r?\n", re.IGNORECASE | re.MULTILINE)
_IS_CODED = re.compile(rb"^content-encoding:[ \t]*[a-z]", re.IGNORECASE | re.MULTILINE)
# Versions of HTTP, which differ in nothing that is kept; answers before the answer; lines that go on.
_STATUS = re.compile(rb"(?:HTTP/[0-9.]+|h[23])[ \t]+([0-9]{3}[^\r\n]*)", re.IGNORECASE)
_IS_INTERIM = re.compile(rb"HTTP/[0-9.]+ +1(?!01)[0-9]{2}\b", re.IGNORECASE)
_FOLD = re.compile(rb"\r?\n[ \t]+")
_MAX_UNPACKED_BYTES: Final = 1 << 30
_NOT_MODIFIED: Final = "server-not-modified"
_CHUNKED = re.compile(rb"^transfer-encoding:[ \t]*chunked[ \t]*\r?\n", re.IGNORECASE | re.MULTILINE)


class UnreadableWarc(Exception):
    """A file that is no WARC file; the message says why."""


class Writer:
    """Writes a WARC file, each record compressed by itself."""

    def __init__(self, file: IO[bytes], software: str) -> None:
        """Write to `file`, in the name of `software`."""
        self._warc = WARCWriter(file, gzip=True, warc_version="1.1")
        info = {"software": software, "format": "WARC File Format 1.1"}
        self._warc.write_record(self._warc.create_warcinfo_record(None, info))
        # Where a payload stands already. Its digest in the file can be forged, so it is not told by that.
        self._payload_places: dict[bytes, tuple[str, str, str]] = {}

    def add(self, fetched: Fetched) -> None:
        """Write the requests and answers on the way to `fetched`; what came before is referred to.

        Of a page in a browser, its content as it stood there and a picture of it follow.
        """
        for reply in fetched.replies:
            request = self._record("request", reply, reply.request)
            self._warc.write_request_response_pair(request, self._answer_record(reply))
        if fetched.rendered:
            self._write_resource("dom", fetched, "text/html; charset=utf-8", fetched.body)
            self._write_resource("view", fetched, "image/png", fetched.picture)

    def _write_resource(self, what: str, fetched: Fetched, kind: str, content: bytes) -> None:
        """Write what a browser has made of a page."""
        record = self._warc.create_warc_record(
            f"urn:{what}:{fetched.url}",
            "resource",
            payload=BytesIO(content),
            length=len(content),
            warc_content_type=kind,
            warc_headers_dict={"WARC-Date": fetched.at},
        )
        self._warc.write_record(record)

    def _answer_record(self, reply: Reply) -> Any:
        """The record of an answer, with its payload unless that stands in the file already."""
        head, payload = head_and_body(reply.response)
        name = hashlib.sha256(payload).digest()
        if payload and name in self._payload_places:
            digest, url, at = self._payload_places[name]
            return self._warc.create_revisit_record(
                reply.url, digest, url, at, _Head(head), _origin_headers(reply)
            )
        record = self._record("response", reply, reply.response)
        digest = record.rec_headers.get_header("WARC-Payload-Digest")
        self._payload_places[name] = (digest, reply.url, reply.at)
        return record

    def _record(self, kind: str, reply: Reply, block: bytes) -> Any:
        head, payload = head_and_body(block)
        return self._warc.create_warc_record(
            reply.url,
            kind,
            payload=BytesIO(payload),
            length=len(payload),
            warc_headers_dict=_origin_headers(reply),
            http_headers=_Head(head),
        )


def _origin_headers(reply: Reply) -> dict[str, str]:
    """What a record says of when and from where a message came."""
    return {"WARC-Date": reply.at} | ({"WARC-IP-Address": reply.address} if reply.address else {})


class _Head(StatusAndHeaders):  # type: ignore[misc]
    """The head of a message, written just as it is."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data.partition(b"\r\n")[0].decode("latin-1"), [])
        self._data = data

    def compute_headers_buffer(self, header_filter: object = None) -> None:
        self.headers_buff = self._data


class Replay:
    """Answers from a WARC file, instead of the network."""

    def __init__(self, file: IO[bytes], limits: Limits | None = None) -> None:
        """Index `file`, which stays open. Raises `UnreadableWarc`."""
        self._file = file
        self._limits = limits or Limits()
        self._at: dict[str, int] = {}
        self._originals: dict[tuple[str, str], int] = {}
        self._resources: dict[str, int] = {}
        try:
            self._index_records()
        except UnreadableWarc as error:
            if not isinstance(error.__cause__, ArchiveLoadFailed):
                raise
            # It may be compressed as a whole, or in pieces that are no records.
            self._file = _decompressed_copy(file)
            finalize(self, self._file.close)
            self._index_records()

    def _index_records(self) -> None:
        """Note where which records stand."""
        for record, offset in self._records_from(self._first_offset()):
            said = record.rec_headers.get_header
            named = said("WARC-Target-URI", "").strip("<>")
            kind = _record_kind(record)
            if kind == "resource":
                self._resources[named] = offset
            # Other archivers write `<http://Host.example#part>`.
            with suppress(RefusedAddress):
                url = target(named).url
                if kind in ("response", "revisit"):
                    # The last answer to an address is the one that counts.
                    self._at[url] = offset
                elif kind == "resource":
                    self._at.setdefault(url, offset)
                if kind == "response":
                    date = said("WARC-Date", "")
                    for key in ((url, _time_in_lock(date)), (url, date), _id_key(said), _digest_key(said)):
                        self._originals[key] = offset

    def _first_offset(self) -> int:
        """Where the first record stands."""
        self._file.seek(0)
        head = self._file.read(_LONGEST_LINE)
        return len(head) - len(head.lstrip(b"\r\n"))

    def __call__(self, url: str, headers: Mapping[str, str] | None = None) -> Reply:
        """The answer to a request for `url`. Raises `Failure`."""
        try:
            asked = target(url).url
        except RefusedAddress as error:
            raise Failure("refused", str(error)) from None
        if asked not in self._at:
            raise Failure("skipped", "the WARC file has no answer for it")
        try:
            record, head, payload = self._message_at(self._at[asked])
            at = _time_in_lock(record.rec_headers.get_header("WARC-Date", ""))
            if _record_kind(record) == "resource":
                kind = record.rec_headers.get_header("Content-Type", "")
                return Reply(asked, at, 200, (("Content-Type", kind),), payload)
            head = _STATUS.sub(rb"HTTP/1.1 \1", _FOLD.sub(b" ", head), count=1)
            if not _CHUNK.match(payload):
                # Some archivers undo the framing of the transfer, and keep the header that tells of it.
                head = _CHUNKED.sub(b"", head)
            head = _without_old_length(head, payload)
            # Stands where `http.client` expects a connection.
            connection: Any = SimpleNamespace(makefile=lambda mode: BytesIO(head + payload))
            response = HTTPResponse(connection, method="GET")
            response.begin()
            body = response.read()
        except (UnreadableWarc, HTTPException, ValueError):
            raise Failure("unreachable", "the WARC file holds no complete HTTP answer") from None
        return Reply(asked, at, response.status, tuple(response.getheaders()), body)

    def rendered_page(self, url: str) -> bytes:
        """What a browser made of the page at `url`; empty if that is not in the file, or too large."""
        offset = self._resources.get(f"urn:dom:{url}")
        if offset is None:
            return b""
        record, _ = next(self._records_from(offset))
        content: bytes = record.raw_stream.read(self._limits.bytes)
        return content

    def altered_records(self) -> Iterator[str]:
        """The addresses of the records whose block is not the one whose digest they give."""
        for record, _ in self._records_from(self._first_offset()):
            name, _, digest = record.rec_headers.get_header("WARC-Block-Digest", "").partition(":")
            if name not in _KNOWN_DIGESTS:
                continue
            made = hashlib.new(name, usedforsecurity=False)
            while piece := record.raw_stream.read(_PIECE):
                made.update(piece)
            if digest.lower() not in (made.hexdigest(), b32encode(made.digest()).decode().lower()):
                yield record.rec_headers.get_header("WARC-Target-URI", "").strip("<>")

    def _message_at(self, offset: int) -> tuple[Any, bytes, bytes]:
        """The record at `offset`, and head and payload of its message, or of what it refers to."""
        record, _ = next(self._records_from(offset))
        kind, said = _record_kind(record), record.rec_headers.get_header
        if said("WARC-Truncated"):
            raise Failure("unreachable", "the WARC file holds only a part of the answer")
        if kind == "resource":
            return record, b"", self._block_of(record)
        if kind == "response":
            return record, *self._head_and_payload(record)
        original, _ = next(self._records_from(self._referred_offset(said)))
        digests = {said("WARC-Payload-Digest"), original.rec_headers.get_header("WARC-Payload-Digest")}
        if len(digests - {None}) > 1:
            raise Failure("unreachable", "the WARC file refers to another answer than it says")
        older, payload = self._head_and_payload(original)
        head = self._block_of(record).rstrip()
        if not head or _NOT_MODIFIED in said("WARC-Profile", ""):
            head = older
        return record, head.rstrip() + b"\r\n\r\n", payload

    def _referred_offset(self, said: Callable[..., Any]) -> int:
        """Where the answer stands to which a record refers that says of itself what `said` has."""
        date = said("WARC-Refers-To-Date", "")
        url = ""
        with suppress(RefusedAddress):
            url = target(said("WARC-Refers-To-Target-URI", "").strip("<>")).url
        by_id = ("id", said("WARC-Refers-To") or "")
        for key in ((url, date), by_id, (url, _time_in_lock(date)) if date else _digest_key(said)):
            if all(key) and key in self._originals:
                return self._originals[key]
        raise Failure("unreachable", "the WARC file refers to an answer that is not in it")

    def _head_and_payload(self, record: Any) -> tuple[bytes, bytes]:
        """Head and payload of an answer, without those that came before it."""
        head, payload = head_and_body(self._block_of(record))
        while _IS_INTERIM.match(head) and payload:
            head, payload = head_and_body(payload)
        if not head.endswith(b"\n"):
            raise ValueError
        return head, payload

    def _records_from(self, start: int) -> Iterator[tuple[Any, int]]:
        """The records from the offset `start` on, each with its own."""
        self._file.seek(start)
        archive = ArchiveIterator(self._file, no_record_parse=True)
        archive.loader.warc_parser.statuslist = ["WARC/"]
        lines = archive.reader.readline = _LineReader(archive.reader.readline)
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
            raise UnreadableWarc(f"it cannot be read as a WARC file ({type(error).__name__})") from error

    def _block_of(self, record: Any) -> bytes:
        """The block of `record`. Raises `Failure` if it is too large, and `ValueError` if it is cut off."""
        block = bytearray()
        while piece := record.raw_stream.read(_PIECE):
            block += piece
            if len(block) > self._limits.bytes:
                reason = f"the answer is larger than {self._limits.bytes >> 20} MiB"
                raise Failure("too-large", reason)
        data = bytes(block)
        if len(data) < (record.length or 0):
            raise ValueError
        return data


def _record_kind(record: Any) -> str:
    """What kind of record it is."""
    return str(record.rec_type or "").strip().lower()


def _id_key(said: Callable[..., Any]) -> tuple[str, str]:
    """The key of an answer by its name."""
    return "id", said("WARC-Record-ID") or ""


def _digest_key(said: Callable[..., Any]) -> tuple[str, str]:
    """The key of an answer by the digest that is given of its payload."""
    return "digest", said("WARC-Payload-Digest") or ""


def _decompressed_copy(file: IO[bytes]) -> IO[bytes]:
    """A file on disk with what is in `file`, which is compressed. Raises `UnreadableWarc`."""
    file.seek(0)
    with ExitStack() as stack:
        plain = stack.enter_context(TemporaryFile())
        packed = stack.enter_context(GzipFile(fileobj=file))
        try:
            while piece := packed.read(_PIECE):
                plain.write(piece)
                if plain.tell() > _MAX_UNPACKED_BYTES:
                    limit = f"{_MAX_UNPACKED_BYTES >> 20} MiB"
                    raise UnreadableWarc(f"it is compressed as a whole, and larger than {limit}")
        except EOFError:
            # What was cut off is missed where it is read.
            pass
        except (OSError, zlib.error) as error:
            raise UnreadableWarc(f"it cannot be read as a WARC file ({type(error).__name__})") from error
        stack.pop_all()
    return plain


class _LineReader:
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


def _time_in_lock(told: str) -> str:
    """The time `told` of a record as a lock has it, in the past; the present if that is none."""
    try:
        at = datetime.fromisoformat(told)
        at = at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return utc_now()
    return min(f"{at.replace(microsecond=0, tzinfo=None).isoformat()}Z", utc_now())


def _without_old_length(head: bytes, payload: bytes) -> bytes:
    """`head` without the length that the payload had before an archive changed it."""
    length = _LENGTH.search(head)
    if length is None:
        return head
    shorter = len(payload) < int(length[1])
    undone = _IS_CODED.search(head) is not None and is_uncompressed(payload)
    return _LENGTH.sub(b"", head) if not shorter or undone else head
