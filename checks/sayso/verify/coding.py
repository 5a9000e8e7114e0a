"""The content of an answer without the compression that it was sent in: piece by piece, within a limit."""

import re
import sys
import zlib
from collections.abc import Callable
from functools import partial
from typing import Any, Final, NamedTuple

from sayso.verify.failure import Failure

_PIECE: Final = 1 << 16
_MOST_MEMBERS: Final = 100
# More codings, one inside the other, are a trick.
_MOST_CODINGS: Final = 3
# A window of 8 MiB is all that HTTP allows (RFC 9659).
_ZSTD_WINDOW_LOG: Final = 23
# What is registered and not opened here: nobody has asked for it.
_UNOPENED: Final = frozenset({"compress", "x-compress", "dcb", "dcz", "exi", "pack200-gzip"})
_MAX_NAME_CHARS: Final = 40


class _Decompressor(NamedTuple):
    """Decompresses one member, and what it raises on what it cannot read.

    `pieces` has the members `decompress`, `eof` and `unused_data` of those of the module zlib.
    """

    pieces: Any
    error: type[Exception] = zlib.error


class _BrotliPieces:
    """Brotli's decompressor, as the others are."""

    unused_data = b""
    eof = False

    def __init__(self, decompressor: Any) -> None:
        self._decompressor = decompressor

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        """What comes of the next piece, about `max_length` bytes at most."""
        found: bytes = self._decompressor.process(data, output_buffer_limit=max_length)
        self.eof = self._decompressor.is_finished()
        return found


def _brotli() -> _Decompressor:
    import brotli

    return _Decompressor(_BrotliPieces(brotli.Decompressor()), brotli.error)


def _zstd() -> _Decompressor:
    if sys.version_info >= (3, 14):  # pragma: no cover - the lock is for 3.11
        from compression import zstd
    else:
        from backports import zstd
    options: dict[int, int] = {zstd.DecompressionParameter.window_log_max: _ZSTD_WINDOW_LOG}
    return _Decompressor(zstd.ZstdDecompressor(options=options), zstd.ZstdError)


def _zlib(bits: int) -> _Decompressor:
    return _Decompressor(zlib.decompressobj(bits))


class _Coding(NamedTuple):
    """How content in one coding is opened, and what it begins with, if it always does."""

    decompressor: Callable[[], _Decompressor]
    magic: bytes = b""


_GZIP: Final = _Coding(partial(_zlib, zlib.MAX_WBITS | 16), b"\x1f\x8b")
_RAW_DEFLATE: Final = _Coding(partial(_zlib, -zlib.MAX_WBITS))
_CODINGS: Final = {
    "gzip": _GZIP,
    "x-gzip": _GZIP,
    "deflate": _Coding(partial(_zlib, zlib.MAX_WBITS)),
    "br": _Coding(_brotli),
    "zstd": _Coding(_zstd, b"\x28\xb5\x2f\xfd"),
}


def decode_content(data: bytes, coding: str, limit: int, media_type: str = "") -> bytes:
    """`data` as it was before it was sent in `coding`, `limit` bytes at most. Raises `Failure`.

    What is not compressed, whatever is said of it, is taken as it is, as browsers do with a coding that
    nobody knows, such as `UTF-8`. What is text by its `media_type`, and is compressed, is opened unsaid.
    """
    if not coding and media_type.startswith("text/") and data.startswith(_GZIP.magic):
        coding = "gzip"
    names = [name for name in re.split(r"[\s,]+", coding.lower()) if name not in ("", "identity")]
    if all(name in _CODINGS for name in names) and len(names) <= _MOST_CODINGS:
        for name in reversed(names):
            data = _without_coding(data, name, limit)
        return data
    if _UNOPENED.isdisjoint(names) and _CODINGS.keys().isdisjoint(names) and is_uncompressed(data):
        return data
    reason = f"it is compressed in a way that was not asked for ({coding.strip()[:_MAX_NAME_CHARS]})"
    raise Failure("not-text", reason)


def is_uncompressed(data: bytes) -> bool:
    """Whether `data` looks like content that is not compressed."""
    return b"\0" not in data[:_PIECE] or data.startswith(b"%PDF")


def _is_utf8(data: bytes) -> bool:
    """Whether `data` begins as UTF-8 does; what is compressed does not for long."""
    head = data[:_PIECE]
    return len(head) - len(head.decode("utf-8", "ignore").encode()) < len("\N{GRINNING FACE}".encode())


def _without_coding(data: bytes, name: str, limit: int) -> bytes:
    """`data`, which is said to be in the coding `name`, without it."""
    coding = _CODINGS[name]
    if not data or (coding.magic and not data.startswith(coding.magic) and is_uncompressed(data)):
        return data
    try:
        return _decompress(data, coding, limit)
    except (zlib.error, EOFError) as error:
        if name == "deflate":
            # Some servers leave out the head of the format, and browsers do without it.
            try:
                return _decompress(data, _RAW_DEFLATE, limit)
            except (zlib.error, EOFError):
                pass
        if not coding.magic and is_uncompressed(data) and _is_utf8(data):
            return data
        cut = "is cut off" if isinstance(error, EOFError) else "cannot be decompressed"
        raise Failure("unreachable", f"the content {cut}") from None


def _decompress(data: bytes, coding: _Coding, limit: int) -> bytes:
    """`data`, decompressed. Raises `EOFError` if it is cut off, `zlib.error`, and `Failure` over `limit`."""
    pieces, size, start = [], 0, 0
    for _ in range(_MOST_MEMBERS):
        opening, failure = coding.decompressor()
        while start < len(data) and not opening.eof:
            piece = data[start : start + _PIECE]
            try:
                # What is at the limit is not asked for more.
                pieces.append(opening.decompress(piece, limit - size + 1))
            except failure:
                raise zlib.error from None
            size += len(pieces[-1])
            if size > limit:
                reason = f"the content is larger than {limit >> 20} MiB once decompressed"
                raise Failure("too-large", reason)
            start += len(piece) - len(opening.unused_data)
        if not opening.eof:
            raise EOFError
        # What stands behind the end is another member, or padding.
        if not coding.magic or not data.startswith(coding.magic, start):
            break
    return b"".join(pieces)
