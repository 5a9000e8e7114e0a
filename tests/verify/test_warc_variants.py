"""Records as archive servers, crawlers and browsers write them: each is read for the page that it holds."""

import gzip
import itertools
import zlib
from collections.abc import Callable
from io import BytesIO

import brotli
import pytest

from sayso.verify import warc
from sayso.verify.fetch import Fetched, Fetcher
from sayso.verify.warc import Replay, UnreadableWarc

from .loopback import chunked

# Rows that were made to break it: the whole of them is for the long run.
pytestmark = pytest.mark.thorough(one_in=4)

PAGE = "<!doctype html><title>Dam</title><p>The gate failed twice in May – 大坝.</p>".encode()
URL = "https://city.example/dam"
DATE = "2026-01-31T12:00:00Z"
HTML = "Content-Type: text/html; charset=utf-8"


def answer(*headers: str, status: str = "HTTP/1.1 200 OK", end: str = "\r\n", body: bytes = PAGE) -> bytes:
    """An HTTP answer."""
    return end.join([status, HTML, *headers, "", ""]).encode() + body


def record(block: bytes, *more: str, kind: str = "response", **given: str) -> bytes:
    """A record of a WARC file; `given` takes the place of its headers, and an empty one leaves it out."""
    headers = {
        "WARC-Type": kind,
        "WARC-Target-URI": URL,
        "WARC-Date": DATE,
        "WARC-Record-ID": "<urn:uuid:00000000-0000-4000-8000-000000000001>",
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": str(len(block)),
    }
    headers |= {
        name.replace("_", "-"): value for name, value in given.items() if name not in ("version", "end")
    }
    lines = [f"{name}: {value}" for name, value in headers.items() if value]
    end = given.get("end", "\r\n")
    head = end.join([given.get("version", "WARC/1.1"), *lines, *more, "", ""])
    return head.encode() + block + (end * 2).encode()


INFO = record(
    b"software: crawler/1\r\n", kind="warcinfo", WARC_Target_URI="", Content_Type="application/warc-fields"
)
REQUEST = record(b"GET /dam HTTP/1.1\r\nHost: city.example\r\n\r\n", kind="request")
METADATA = record(b"via: x\r\n", kind="metadata", Content_Type="application/warc-fields")
DNS = record(
    b"city.example. 300 IN A 192.0.2.1",
    kind="response",
    WARC_Target_URI="dns:city.example",
    Content_Type="text/dns",
)


def fetched(data: bytes, url: str = URL) -> Fetched:
    return Fetcher(Replay(BytesIO(data))).fetch(url)


def squeezed(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


def each_by_itself(*records: bytes) -> bytes:
    return b"".join(map(squeezed, records))


def deflated(data: bytes) -> bytes:
    made = zlib.compressobj(wbits=-15)
    return made.compress(data) + made.flush()


BLOCKS = {
    "length": answer(f"Content-Length: {len(PAGE)}"),
    "no length": answer(),
    "a shorter length": answer("Content-Length: 10"),
    "an empty length": answer("Content-Length: "),
    "a length that is none": answer("Content-Length: unknown"),
    "two lengths": answer("Content-Length: 10", f"Content-Length: {len(PAGE)}"),
    "lower case": answer(f"content-length: {len(PAGE)}", status="HTTP/1.1 200 ok"),
    "no reason": answer(status="HTTP/1.1 200"),
    "a space and no reason": answer(status="HTTP/1.1 200 "),
    "HTTP/1.0": answer(status="HTTP/1.0 200 OK"),
    "HTTP/2": answer(status="HTTP/2 200"),
    "HTTP/2 and a space": answer(status="HTTP/2 200 "),
    "HTTP/2.0": answer(status="HTTP/2.0 200 OK"),
    "h2": answer(status="h2 200 OK"),
    "HTTP/3": answer(status="HTTP/3 200"),
    "HTTP/3.0": answer(status="HTTP/3.0 200"),
    "http/1.1": answer(status="http/1.1 200 OK"),
    "a status of its own": answer(":status: 200", status="HTTP/2 200"),
    "chunked": answer("Transfer-Encoding: chunked", body=chunked(PAGE[:20], PAGE[20:])),
    "chunked, in capitals": answer("TRANSFER-ENCODING: CHUNKED", body=chunked(PAGE)),
    "chunked, folded": answer("Transfer-Encoding:\r\n chunked", body=chunked(PAGE)),
    "chunked with an extension": answer("Transfer-Encoding: chunked", body=b"%x;a=b\r\n%b\r\n0\r\n\r\n" % (len(PAGE), PAGE)),
    "chunked with a trailer": answer("Transfer-Encoding: chunked", body=b"%x\r\n%b\r\n0\r\nX: y\r\n\r\n" % (len(PAGE), PAGE)),
    "chunked with a length": answer("Transfer-Encoding: chunked", f"Content-Length: {len(PAGE)}", body=chunked(PAGE)),
    "chunked, and the end is missing": answer("Transfer-Encoding: chunked", body=chunked(PAGE).removesuffix(b"\r\n")),
    "chunked, undone": answer("Transfer-Encoding: chunked"),
    "chunked, undone, with a length": answer("Transfer-Encoding: chunked", f"Content-Length: {len(PAGE)}"),
    "chunked and gzip, undone": answer("Transfer-Encoding: gzip, chunked", body=PAGE),
    "chunked, renamed": answer("X-Archive-Orig-Transfer-Encoding: chunked"),
    "chunked in HTTP/2": answer("transfer-encoding: chunked", status="HTTP/2 200", body=PAGE),
    "gzip": answer("Content-Encoding: gzip", body=squeezed(PAGE)),
    "gzip, chunked": answer("Content-Encoding: gzip", "Transfer-Encoding: chunked", body=chunked(squeezed(PAGE))),
    "gzip, chunked, undone": answer("Content-Encoding: gzip", "Transfer-Encoding: chunked", body=squeezed(PAGE)),
    "gzip, undone": answer("Content-Encoding: gzip"),
    "gzip, undone, old length": answer("Content-Encoding: gzip", f"Content-Length: {len(squeezed(PAGE))}"),
    "gzip, undone, longer length": answer("Content-Encoding: gzip", "Content-Length: 9999"),
    "gzip, renamed": answer("X-Crawler-Content-Encoding: gzip"),
    "br": answer("Content-Encoding: br", body=brotli.compress(PAGE)),
    "br, undone": answer("Content-Encoding: br"),
    "br, chunked, undone": answer("Content-Encoding: br", "Transfer-Encoding: chunked"),
    "deflate": answer("Content-Encoding: deflate", body=zlib.compress(PAGE)),
    "raw deflate": answer("Content-Encoding: deflate", body=deflated(PAGE)),
    "deflate, undone": answer("Content-Encoding: deflate"),
    "line feeds": answer(end="\n"),
    "line feeds, and a length": answer(f"Content-Length: {len(PAGE)}", end="\n"),
    "folded": answer("X-Long: one\r\n two\r\n\tthree"),
    "folded, and a length": answer("X-Long: one\r\n two", f"Content-Length: {len(PAGE)}"),
    "a line that is no header": answer("this is no header"),
    "a header without a name": answer(": nothing"),
    "a space before the colon": answer(f"Content-Length : {len(PAGE)}"),
    "headers in other letters": answer("X-Title: Übergabe – 大坝"),
    "a header in Latin-1": answer("X-Title: ?").replace(b"?", b"\xdc"),
    "a nul in a header": answer("X-Odd: a\0b"),
    "many headers": answer(*(f"X-{number}: y" for number in range(90))),
    "a long header": answer(f"Set-Cookie: a={'b' * 9_000}"),
    "connection": answer("Connection: keep-alive", "Keep-Alive: timeout=5"),
    "continue": b"HTTP/1.1 100 Continue\r\n\r\n" + answer(),
    "early hints": b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" + answer(),
}  # fmt: skip


def test_there_are_many() -> None:
    assert len(BLOCKS) > 50


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS)
@pytest.mark.parametrize("packed", [bytes, squeezed])
def test_answers(block: bytes, packed: Callable[[bytes], bytes]) -> None:
    found = fetched(b"".join(map(packed, (INFO, record(block), REQUEST))))
    assert (found.outcome, found.body, found.status) == ("ok", PAGE, 200)
    assert (found.media_type, found.charset) == ("text/html", "utf-8")


WHOLE = record(BLOCKS["length"])
HEADS = {
    "1.1": WHOLE,
    "1.0": record(BLOCKS["length"], version="WARC/1.0"),
    "0.18": record(BLOCKS["length"], version="WARC/0.18"),
    "0.17": record(BLOCKS["length"], version="WARC/0.17"),
    "lower version": record(BLOCKS["length"], version="warc/1.0"),
    "1.2": record(BLOCKS["length"], version="WARC/1.2"),
    "lower names": WHOLE.replace(b"WARC-T", b"warc-t").replace(b"WARC-Date", b"warc-date").replace(b"Content-Length", b"content-length", 1),
    "upper names": WHOLE.replace(b"WARC-Target-URI", b"WARC-TARGET-URI").replace(b"WARC-Type", b"WARC-TYPE").replace(b"Content-Length", b"CONTENT-LENGTH", 1),
    "upper type": record(BLOCKS["length"], kind="Response"),
    "no spaces": WHOLE.replace(b": ", b":", 6),
    "spaces before the colon": WHOLE.replace(b"WARC-Type:", b"WARC-Type :"),
    "tabs": WHOLE.replace(b": ", b":\t", 6),
    "folded": record(BLOCKS["length"], "X-Long: one\r\n two\r\n\tthree"),
    "folded type": WHOLE.replace(b"WARC-Type: ", b"WARC-Type:\r\n "),
    "in brackets": record(BLOCKS["length"], WARC_Target_URI=f"<{URL}>"),
    "with a part": record(BLOCKS["length"], WARC_Target_URI=f"{URL}#part"),
    "with a port": record(BLOCKS["length"], WARC_Target_URI="https://City.example:443/dam"),
    "no id": record(BLOCKS["length"], WARC_Record_ID=""),
    "no date": record(BLOCKS["length"], WARC_Date=""),
    "no media type": record(BLOCKS["length"], Content_Type=""),
    "another media type": record(BLOCKS["length"], Content_Type="application/http;msgtype=response"),
    "fractions": record(BLOCKS["length"], WARC_Date="2026-01-31T12:00:00.123456789Z"),
    "a short date": record(BLOCKS["length"], WARC_Date="20260131120000"),
    "line feeds": record(BLOCKS["length"], end="\n"),
    "digests": record(BLOCKS["length"], "WARC-Payload-Digest: sha1:AAAA", "WARC-Block-Digest: sha1:AAAA"),
    "an address of the server": record(BLOCKS["length"], "WARC-IP-Address: 192.0.2.1"),
    "a page of a browser": record(BLOCKS["length"], "WARC-Page-ID: x", "WARC-Resource-Type: document", "WARC-JSON-Metadata: {}"),
    "not truncated": record(BLOCKS["length"], "WARC-Truncated: "),
    "other letters": record(BLOCKS["length"], "X-Title: Übergabe – 大坝"),
}  # fmt: skip


@pytest.mark.parametrize("whole", HEADS.values(), ids=HEADS)
def test_heads_of_records(whole: bytes) -> None:
    for data in (whole, squeezed(whole), INFO + DNS + whole + METADATA, each_by_itself(INFO, whole, REQUEST)):
        found = fetched(data)
        assert (found.outcome, found.body) == ("ok", PAGE)


BARE = WHOLE.removesuffix(b"\r\n\r\n")
FILES = {
    "one gzip": squeezed(INFO + REQUEST + WHOLE + METADATA),
    "two in one gzip": squeezed(INFO + REQUEST) + squeezed(WHOLE + METADATA),
    "gzip of gzip members": each_by_itself(INFO, WHOLE[:40]) + squeezed(WHOLE[40:]),
    "no end": BARE,
    "half an end": BARE + b"\r\n",
    "line feeds at the end": BARE + b"\n\n",
    "a long end": WHOLE + b"\r\n" * 20,
    "no end, in gzip": squeezed(BARE),
    "no ends between": INFO.removesuffix(b"\r\n\r\n") + b"\r\n" + WHOLE,
    "no ends between, in gzip": each_by_itself(INFO.removesuffix(b"\r\n\r\n"), BARE, REQUEST.removesuffix(b"\r\n\r\n")),
    "empty members": squeezed(b"") + each_by_itself(INFO, WHOLE),
    "empty lines before": b"\r\n\r\n" + WHOLE,
    "later records cut off": INFO + WHOLE + REQUEST[:-40],
    "later records cut off, in gzip": each_by_itself(INFO, WHOLE) + squeezed(REQUEST)[:-20],
}  # fmt: skip


@pytest.mark.parametrize("data", FILES.values(), ids=FILES)
def test_files(data: bytes) -> None:
    found = fetched(data)
    assert (found.outcome, found.body) == ("ok", PAGE)


RESOURCES = [
    (record(PAGE, kind=kind, Content_Type=media), charset)
    for kind, (media, charset) in itertools.product(
        ("resource", "Resource"), [("text/html", None), ("text/html; charset=utf-8", "utf-8"), ("text/html;charset=UTF-8", "utf-8")]
    )
]  # fmt: skip


@pytest.mark.parametrize(("data", "charset"), RESOURCES)
def test_a_page_without_an_answer(data: bytes, charset: str | None) -> None:
    found = fetched(INFO + data)
    assert (found.outcome, found.body, found.media_type) == ("ok", PAGE, "text/html")
    assert found.charset == charset
    assert found.at == DATE
    assert fetched(record(answer(body=b"first")) + data).body == b"first"


ID = "<urn:uuid:00000000-0000-4000-8000-000000000009>"
DIGEST = "WARC-Payload-Digest: sha1:ABC"
FIRST = "https://city.example/first"
ORIGINAL = record(BLOCKS["length"], DIGEST, WARC_Target_URI=FIRST, WARC_Record_ID=ID)
SAME = "WARC-Profile: http://netpreserve.org/warc/{}/revisit/identical-payload-digest"
OLD = "WARC-Profile: http://netpreserve.org/warc/1.0/revisit/server-not-modified"
TO = f"WARC-Refers-To-Target-URI: {FIRST}"
AT = f"WARC-Refers-To-Date: {DATE}"
REVISITS = {
    "by address and date": (answer(body=b""), SAME.format("1.1"), TO, AT, DIGEST),
    "in brackets": (answer(body=b""), SAME.format("1.1"), f"WARC-Refers-To-Target-URI: <{FIRST}>", AT, DIGEST),
    "1.0": (answer(body=b""), SAME.format("1.0"), TO, AT, DIGEST),
    "by id": (answer(body=b""), SAME.format("1.0"), f"WARC-Refers-To: {ID}", DIGEST),
    "by id and address": (answer(body=b""), SAME.format("1.1"), f"WARC-Refers-To: {ID}", TO, DIGEST),
    "by digest": (answer(body=b""), SAME.format("1.0"), DIGEST),
    "by address and digest": (answer(body=b""), SAME.format("1.0"), TO, DIGEST),
    "without a head": (b"", SAME.format("1.0"), TO, AT, DIGEST),
    "without a head, by id": (b"", SAME.format("1.0"), f"WARC-Refers-To: {ID}", DIGEST),
    "a length of the whole": (answer(f"Content-Length: {len(PAGE)}", body=b""), SAME.format("1.1"), TO, AT, DIGEST),
    "chunked before": (answer("Transfer-Encoding: chunked", body=b""), SAME.format("1.1"), TO, AT, DIGEST),
    "not modified": (b"HTTP/1.1 304 Not Modified\r\nETag: x\r\n\r\n", OLD, TO, AT),
    "not modified, with a digest": (b"HTTP/1.1 304 Not Modified\r\n\r\n", OLD, TO, AT, DIGEST),
    "not modified, without a head": (b"", OLD, TO, AT),
    "a date with fractions": (answer(body=b""), SAME.format("1.1"), TO, "WARC-Refers-To-Date: 2026-01-31T12:00:00.000Z", DIGEST),
    "without an end": (b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n", SAME.format("1.1"), TO, AT, DIGEST),
}  # fmt: skip


@pytest.mark.parametrize("given", REVISITS.values(), ids=REVISITS)
def test_revisits(given: tuple[bytes, ...]) -> None:
    block, *more = given
    again = record(block, *map(str, more), kind="revisit")
    for data in (ORIGINAL + again, again + ORIGINAL, each_by_itself(INFO, ORIGINAL, REQUEST, again)):
        found = fetched(data)
        assert (found.outcome, found.status, found.body) == ("ok", 200, PAGE)


LACKING = {
    "truncated": record(answer(body=PAGE[:30]), "WARC-Truncated: length"),
    "no original": record(answer(body=b""), SAME.format("1.1"), TO, AT, DIGEST, kind="revisit"),
    "another digest": ORIGINAL + record(answer(body=b""), SAME.format("1.1"), TO, AT, "WARC-Payload-Digest: sha1:ABD", kind="revisit"),
    "another id": ORIGINAL + record(answer(body=b""), SAME.format("1.1"), "WARC-Refers-To: <urn:x>", kind="revisit"),
    "nothing to go by": ORIGINAL + record(answer(body=b""), SAME.format("1.0"), kind="revisit"),
    "cut off": record(BLOCKS["length"][:-9]),
    "cut off in the record": WHOLE[:-30],
    "cut off in a chunk": record(BLOCKS["chunked"][:-30]),
    "cut off before the last chunk": record(answer("Transfer-Encoding: chunked", body=chunked(PAGE).removesuffix(b"0\r\n\r\n"))),
    "cut off in gzip": record(BLOCKS["gzip"][:-20]),
    "truncated by time": record(answer(body=PAGE[:30]), "WARC-Truncated: time"),
    "truncated resource": record(PAGE[:30], "WARC-Truncated: disconnect", kind="resource", Content_Type="text/html"),
    "no answer": record(b""),
    "half a head": record(b"HTTP/1.1 200 OK\r\nContent-Type: te"),
    "no status": record(answer(status="HTTP/1.1 OK")),
    "a status beyond": record(answer(status="HTTP/2 2000")),
    "a page alone": record(PAGE),
}  # fmt: skip


@pytest.mark.parametrize("data", LACKING.values(), ids=LACKING)
def test_what_is_no_whole_answer(data: bytes) -> None:
    """Nothing follows from what is not in it, least of all that a quote is missing."""
    found = fetched(INFO + data)
    assert (found.outcome, found.body) == ("unreachable", b"")


def test_an_answer_that_is_cut_off_in_gzip() -> None:
    for data in (squeezed(INFO) + squeezed(WHOLE)[:-30], squeezed(INFO + WHOLE)[:-30]):
        assert fetched(data).outcome in ("skipped", "unreachable")


def test_what_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "_MAX_UNPACKED_BYTES", 1 << 20)
    with pytest.raises(UnreadableWarc, match="compressed as a whole, and larger than 1 MiB"):
        fetched(squeezed(WHOLE + record(b"x" * (1 << 20))))
    with pytest.raises(UnreadableWarc, match="BadGzipFile"):
        fetched(squeezed(WHOLE + REQUEST)[:-8] + b"12345678")
