"""Quotes from pages that Chromium has printed: PDF files as strangers make them, read by both libraries."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from sayso.documents.quotes import QuoteFinder
from sayso.documents.text import Text
from sayso.record.lock import STANDS
from sayso.verify.browser import NoBrowser, find_program

from .pdf import drawn, readings
from .test_number_variants import OTHER_NUMBERS
from .test_quote_variants import FAITHFUL

# What has no other look in print, is hidden there, needs fonts for its script, or is drawn through.
_NOT_IN_PRINT = re.compile(
    r"[\u0591-\u05bd\u064b-\u0652\u0700-\u0eff\u3000-\uffef\U0001d000-]|<table|<td|<s>|<del>|<strike>|line-through|float:left|#8203;|&shy;|&zwj;|\u200c"
    r"|x2062|<\w+ class=.?(?:sup|superscript|msupsub|footnote-ref|fn)\b|vertical-align:top|noteref|#fn1\">1"
)


def row_name(number: int) -> str:
    return f"Row {chr(65 + number // 26)}{chr(65 + number % 26)}:"


def printed(rows: list[tuple[str, str]], folder: Path) -> list[QuoteFinder]:
    """A reader for each of `rows`, which all stand on the pages of one file."""
    try:
        program = find_program()
    except NoBrowser:
        assert "SAYSO_BROWSER" not in os.environ
        pytest.skip("there is no Chromium here; `apt-get install chromium fonts-dejavu-core` brings it")
    page = "".join(
        f"<p>{row_name(number)}</p><p dir=auto>{html} .</p>" for number, (html, _) in enumerate(rows)
    )
    style = "body { font-family: 'DejaVu Serif', 'DejaVu Sans' } p { text-align: left }"
    (folder / "rows.html").write_text(
        f"<!doctype html><meta charset=utf-8><style>{style}</style>{page}", encoding="utf-8"
    )
    command = [program, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    command += [f"--user-data-dir={folder / 'profile'}", "--print-to-pdf=rows.pdf", "rows.html"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=60)
    shutil.rmtree(folder / "profile", ignore_errors=True)
    texts = readings((folder / "rows.pdf").read_bytes()).readings
    starts = re.compile(r"Row [A-Z]{2}:")
    parts = {reader: starts.split(text)[1:] for reader, text in texts.items()}
    assert {len(part) for part in parts.values()} == {len(rows)}
    made = ({reader: part[number] for reader, part in parts.items()} for number in range(len(rows)))
    return [QuoteFinder(Text(texts["pypdf"], readings=texts)) for texts in made]


def test_faithful_quotes_are_found_in_print(tmp_path: Path) -> None:
    rows = [(html, quote) for html, quote in FAITHFUL if not _NOT_IN_PRINT.search(html + quote)]
    assert len(rows) > 100
    readers = printed(rows, tmp_path)
    lost = [
        row for row, reader in zip(rows, readers, strict=True) if reader.find(row[1]).outcome not in STANDS
    ]
    assert not lost


def test_other_numbers_are_not(tmp_path: Path) -> None:
    rows = [(html, quote) for html, quote in OTHER_NUMBERS if not _NOT_IN_PRINT.search(html + quote)]
    assert len(rows) > 100
    readers = printed(rows, tmp_path)
    wrong = [row for row, reader in zip(rows, readers, strict=True) if reader.find(row[1]).outcome in STANDS]
    assert not wrong


@pytest.mark.parametrize(
    ("drawing", "quote"),
    [
        # A mark in several pieces, with a space after it, with one before it, of many letters.
        ("(built there) Tj 5 Ts ([) Tj (1) Tj (]) Tj 0 Ts ( and leaks) Tj", "built there and leaks"),
        (
            "(built there) Tj /F1 7 Tf 5 Ts ([) Tj /F1 7 Tf (1) Tj (] ) Tj 0 Ts /F1 12 Tf (and leaks) Tj",
            "there and leaks",
        ),
        ("(built there) Tj 5 Ts ([citation needed]) Tj 0 Ts ( and leaks) Tj", "built there and leaks"),
        ("(the 2) Tj 5 Ts (nd) Tj 0 Ts ( gate) Tj", "the 2nd gate"),
        ("(10) Tj 5 Ts (1) Tj (2) Tj 0 Ts ( tons) Tj", "10^12 tons"),
        ("(10) Tj 5 Ts (-) Tj (2) Tj 0 Ts ( tons) Tj", "10^-2 tons"),
        # The mark of a note that is there is no exponent of a number; without the note it may be.
        (
            "(in 1962) Tj 4 Ts /F1 7 Tf (1) Tj 0 Ts /F1 12 Tf ( it failed) Tj /F1 6 Tf 0 -30 Td (1) Tj "
            "/F1 9 Tf 5 -3 Td (The board, 1963.) Tj",
            "in 1962 it failed",
        ),
        ("(in 1962) Tj 4 Ts /F1 7 Tf (1) Tj 0 Ts /F1 12 Tf ( it failed) Tj", "in 1962^1 it failed"),
        ("(CO) Tj -3 Ts (2) Tj 0 Ts ( levels) Tj", "CO2 levels"),
    ],
)
def test_what_is_raised_in_pieces(drawing: str, quote: str) -> None:
    match = QuoteFinder(readings(drawn(f"BT /F1 12 Tf 72 720 Td {drawing} ET"))).find(quote)
    assert match.outcome in STANDS, match
