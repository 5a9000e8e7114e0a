"""What servers send compressed, within the limits; no bomb is opened."""

import gzip
import sys
import zlib

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.verify.coding import decode_content
from sayso.verify.failure import Failure

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

PAGE = "<p>The gate failed twice in May, and nobody was told: 5 € a day.</p>".encode() * 50
MIB = 1 << 20


def raw(data: bytes) -> bytes:
    packing = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packing.compress(data) + packing.flush()


PACKED = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstd.compress,
}


@pytest.mark.parametrize("coding", PACKED)
@given(data=st.binary(max_size=3000))
def test_what_was_packed_comes_back(coding: str, data: bytes) -> None:
    assert decode_content(PACKED[coding](data), coding, MIB) == data


@pytest.mark.parametrize("coding", PACKED)
@pytest.mark.parametrize("form", ["{}", "{},", " {} ", "identity, {}", "{}\t"])
def test_forms_of_the_header(coding: str, form: str) -> None:
    for name in (coding, coding.upper()):
        assert decode_content(PACKED[coding](PAGE), form.format(name), MIB) == PAGE


@pytest.mark.parametrize("one", PACKED)
@pytest.mark.parametrize("other", PACKED)
def test_one_inside_the_other(one: str, other: str) -> None:
    packed = PACKED[other](PACKED[one](PAGE))
    assert decode_content(packed, f"{one}, {other}", MIB) == PAGE


def test_deflate_without_its_head() -> None:
    assert decode_content(raw(PAGE), "deflate", MIB) == PAGE


@pytest.mark.parametrize("coding", PACKED)
def test_no_bomb_is_opened(coding: str) -> None:
    bomb = PACKED[coding](b"0" * (64 * MIB))
    assert len(bomb) < MIB
    with pytest.raises(Failure, match="larger than 1 MiB once decompressed") as raised:
        decode_content(bomb, coding, MIB)
    assert raised.value.outcome == "too-large"
    with pytest.raises(Failure, match="larger than 1 MiB once decompressed"):
        decode_content(PACKED[coding](bomb), f"{coding}, {coding}", MIB)


@pytest.mark.parametrize("coding", PACKED)
def test_what_is_just_small_enough(coding: str) -> None:
    assert len(decode_content(PACKED[coding](b"0" * MIB), coding, MIB)) == MIB
    with pytest.raises(Failure):
        decode_content(PACKED[coding](b"0" * (MIB + 1)), coding, MIB)


def test_a_window_that_is_too_large() -> None:
    """A frame may ask for a window of gigabytes."""
    options: dict[int, int] = {zstd.CompressionParameter.window_log: 27}
    packing = zstd.ZstdCompressor(options=options)
    packed = packing.compress(bytes(range(1, 256)) * 64) + packing.flush()
    with pytest.raises(Failure, match="cannot be decompressed"):
        decode_content(packed, "zstd", MIB)


@pytest.mark.parametrize("coding", PACKED)
def test_what_is_cut_off(coding: str) -> None:
    with pytest.raises(Failure, match="is cut off") as raised:
        decode_content(PACKED[coding](bytes(range(256)) * 40)[:-9], coding, MIB)
    assert raised.value.outcome == "unreachable"


@pytest.mark.parametrize("coding", PACKED)
def test_what_is_no_such_thing(coding: str) -> None:
    with pytest.raises(Failure, match=r"the content (?:cannot be decompressed|is cut off)"):
        decode_content(b"\0\xff\xfe" * 90, coding, MIB)
    damaged = bytearray(PACKED[coding](bytes(range(256)) * 40))
    damaged[4:40] = bytes(36)
    with pytest.raises(Failure):
        decode_content(bytes(damaged), coding, MIB)


@pytest.mark.parametrize("coding", [*PACKED, "gzip, br", "UTF-8", "none", "", "identity", "binary, utf8"])
def test_what_is_not_packed_at_all(coding: str) -> None:
    """Some servers, and archives that keep the old headers, say so of plain content."""
    assert decode_content(PAGE, coding, MIB) == PAGE
    assert decode_content(b"", coding, MIB) == b""


@pytest.mark.parametrize(
    "coding", ["compress", "gzip, dcb", "gzip, UTF-8", "gzip, gzip, gzip, gzip", "x" * 900]
)
def test_what_is_not_opened(coding: str) -> None:
    with pytest.raises(Failure, match="in a way that was not asked for") as raised:
        decode_content(b"\0" + PAGE, coding, MIB)
    assert raised.value.outcome == "not-text"
    assert len(raised.value.reason) < 100


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_further_members(coding: str) -> None:
    packed = PACKED[coding](PAGE)
    assert decode_content(packed + packed, coding, MIB) == PAGE + PAGE
    assert decode_content(packed + b"\0\0", coding, MIB) == PAGE
    assert len(decode_content(PACKED[coding](b"a") * 1000, coding, MIB)) == 100


def test_what_is_compressed_unsaid() -> None:
    packed = gzip.compress(b"<p>The dam")
    assert decode_content(packed, "", 99, "text/html") == b"<p>The dam"
    assert decode_content(packed, "", 99, "application/gzip") == packed
    assert decode_content(packed, "", 99) == packed
