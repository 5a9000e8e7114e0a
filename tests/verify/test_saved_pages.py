"""Pages that a browser saved, and subtitles."""

import time

import pytest

from sayso.documents.quotes import QuoteFinder
from sayso.documents.saved_pages import saved_page
from sayso.documents.text import read
from sayso.record.lock import STANDS

SAVED = """From: <Saved by a browser>
Subject: The gate
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="----x"

------x
Content-Type: {type}
Content-Transfer-Encoding: quoted-printable
Content-Location: https://a.example/

<p>The gate failed =E2=80=94 twi=
ce in May.</p>

------x
Content-Type: text/css

p {{ }}
------x--
"""


@pytest.mark.parametrize("media_type", ["", "multipart/related", "message/rfc822"])
def test_a_saved_page(media_type: str) -> None:
    body = SAVED.format(type='text/html; charset="utf-8"').replace("\n", "\r\n").encode()
    match = QuoteFinder(read(body, media_type)).find("The gate failed — twice in May.")
    assert match.outcome in STANDS


@pytest.mark.parametrize("kind", ["text/plain", "multipart/mixed", 'text/html; charset="no such"'])
def test_saved_without_a_page(kind: str) -> None:
    assert "gate" in read(SAVED.format(type=kind).encode(), "text/plain").shown


def test_parts_without_end() -> None:
    start = time.perf_counter()
    parts = "".join(f'Content-Type: multipart/related; boundary="{n}"\n\n--{n}\n' for n in range(3_000))
    assert "boundary" in read(parts.encode(), "text/plain").shown
    assert time.perf_counter() - start < 30


@pytest.mark.parametrize(
    ("media_type", "text"),
    [
        (
            "application/x-subrip",
            "1\r\n00:00:01,000 --> 00:00:03,500\r\n<i>The gate failed</i>\r\n\r\n"
            "2\r\n00:00:03,600 --> 00:00:05,000\r\n"
            "twice in 10\r\n\r\n3\r\n00:00:06,000 --> 00:00:07,000\r\n6 days.\r\n",
        ),
        (
            "text/vtt",
            "WEBVTT - a title\n\n1\n00:01.000 --> 00:03.500 align:start\n"
            "<v Anna>The gate <00:02.000>failed\n\n"
            "00:03.600 --> 00:05.000\ntwice in 10\n\n00:06.000 --> 00:07.000\n6 days.\n",
        ),
    ],
)
def test_subtitles(media_type: str, text: str) -> None:
    reader = QuoteFinder(read(text.encode(), media_type))
    assert reader.find("The gate failed twice in 10 6 days.").outcome in STANDS
    assert reader.find("twice in 106 days").outcome not in STANDS
    assert QuoteFinder(read(text.encode())).find("The gate failed twice").outcome in STANDS


def test_more_parts_than_a_page_has() -> None:
    """They are not taken apart, as each takes time and memory."""
    start = time.perf_counter()
    part = b"--b\nContent-Type: image/png\n\nx\n"
    head = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n"
    assert saved_page(head + part * 500_000) is None
    assert time.perf_counter() - start < 5
