"""Texts as editors change them, and positions as the protocol has them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from sayso.record.disk import FileTooLarge
from sayso_cli.lsp.buffers import Buffer, EditorDisk, Positions, Units, split_lines

ENCODINGS = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}
texts = st.text(st.sampled_from('a"\n\r\u00e9\u4e16\U0001f600\u2028\x0b'), max_size=30)
encodings = st.sampled_from(sorted(ENCODINGS))


def units(text: str, encoding: str) -> int:
    return len(text.encode(ENCODINGS[encoding])) // {"utf-8": 1, "utf-16": 2, "utf-32": 4}[encoding]


@given(texts)
def test_lines_are_those_of_the_protocol(text: str) -> None:
    """A line ends with LF, CR LF or CR, and with nothing else."""
    lines = split_lines(text)
    assert "".join(lines) == text
    broken = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert [line.rstrip("\r\n") for line in lines] == broken


@given(texts, encodings, st.data())
def test_positions_lead_back(text: str, encoding: str, data: st.DataObject) -> None:
    positions = Positions(text, Units(encoding))
    offset = data.draw(st.integers(0, len(text)))
    position = positions.position(offset)
    before = split_lines(text[:offset] + "x")
    is_inside_a_break = text[max(0, offset - 1) : offset + 1] == "\r\n"
    assert position.line == len(before) - 1 - is_inside_a_break
    if not is_inside_a_break:
        assert position.character == units(before[-1][:-1], encoding)
        assert positions.offset(position) == offset


@pytest.mark.parametrize("encoding", sorted(ENCODINGS))
def test_long_lines_are_counted_in_chunks(encoding: str) -> None:
    text = "\u00e9\U0001f600a" * 10_000
    positions = Positions(text, Units(encoding))
    for offset in (0, 1, 4095, 4096, 4097, 20_001, 29_999, 30_000):
        character = units(text[:offset], encoding)
        assert positions.position(offset) == types.Position(0, character)
        assert positions.offset(types.Position(0, character)) == offset
        assert Units(encoding).chars(text, character) == offset


def test_what_lies_behind_the_end() -> None:
    positions = Positions("ab\ncd", Units("utf-16"))
    assert positions.offset(types.Position(0, 99)) == 2
    assert positions.offset(types.Position(7, 0)) == 5
    half = Positions("\U0001f600b", Units("utf-16"))
    assert half.offset(types.Position(0, 1)) == 0, "the middle of a character is before it"
    assert Units("utf-16").count("\ud800a") == 2, "half a character, as JSON may bring it"


@given(texts, encodings, st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), texts), max_size=4))
def test_edits_are_those_of_the_text(text: str, encoding: str, edits: list[tuple[int, int, str]]) -> None:
    """Whatever the edits: the buffer holds what replacing spans of the whole text gives."""
    counter = Units(encoding)
    buffer = Buffer("file:///a.json", text, 1, counter)
    for version, (one, other, new) in enumerate(edits, start=2):
        start, end = sorted((min(one, len(text)), min(other, len(text))))
        if "\r\n" in (text[start - 1 : start + 1], text[end - 1 : end + 1]):
            continue
        range = Positions(text, counter).range((start, end))
        buffer.change([types.TextDocumentContentChangePartial(range, new)], version)
        text = text[:start] + new + text[end:]
        assert buffer.text == text
        assert buffer.version == version


def test_edits_out_of_bounds_and_backwards() -> None:
    buffer = Buffer("file:///a.json", "ab\ncd", 1, Units("utf-16"))
    far = types.Range(types.Position(9, 9), types.Position(9, 9))
    back = types.Range(types.Position(1, 1), types.Position(0, 0))
    edits = [types.TextDocumentContentChangePartial(each, "x") for each in (far, back)]
    buffer.change(edits, 2)
    assert buffer.text == "ab\ncxdx"
    buffer.change([types.TextDocumentContentChangeWholeDocument("new")], 3)
    assert buffer.text == "new"


def test_the_disk_as_the_editor_has_it(tmp_path: Path) -> None:
    saved, opened, new = (tmp_path / name for name in ("saved.json", "open.json", "new.json"))
    saved.write_text("saved")
    opened.write_text("old")
    disk = EditorDisk({opened: "what is open", new: "\ud800"})
    assert disk.read(saved, 99) == b"saved"
    assert disk.read(opened, 99) == b"what is open"
    assert disk.read(new, 99) == b"\xed\xa0\x80"
    assert (disk.kind(new), disk.kind(saved), disk.kind(tmp_path)) == ("file", "file", "folder")
    assert disk.exists(str(new))
    assert disk.exists(str(saved))
    assert not disk.exists(str(tmp_path / "none"))
    with pytest.raises(FileTooLarge):
        disk.read(opened, 3)
