"""Files with one record a line whose claims are read again say the same as files that are held."""

import datetime
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.record import file as record_file
from sayso.record.file import ChangedFile, File
from sayso.record.project import Project, take_out_drafts
from sayso.record.streamed import lines as streamed_lines
from sayso.record.streamed import streamed_file
from sayso.record.streamed.streamed_file import StreamedFile
from sayso.report.engine import check
from sayso.rules.rule import House
from sayso_cli.formats import Format, flows_of, render
from sayso_cli.terminal import Look
from tests.conftest import Run, thorough
from tests.record.reading import CLAIM, PARTY, SOURCE, lines_of
from tests.strategies import Json, claim_files

HOUSE = House(datetime.date(2026, 1, 1), min_voices=2)
LOOK = Look(False, 80, True)
FORMATS = [Format.JSON, Format.CSV, Format.TEXT]
BROKEN = (
    "",
    " ",
    "\t\r",
    "{",
    "[1]",
    "3",
    '{"record": "claim"}',
    '{"record": "else", "id": "c"}',
    '{"record": "source", "id": "A"}',
    '{"record": "party", "id": "p", "name": "P", "bogus": 1}',
    '  {"record": "claim", "id": "ä", "id": "b", "figures": [NaN]} x',
)
PLACED = st.tuples(st.integers(0, 20), st.sampled_from(BROKEN))
GOOD = [
    json.dumps({"record": "party", "id": "ministry", **PARTY}),
    json.dumps({"record": "source", "id": "release", **SOURCE}),
    json.dumps({"record": "claim", **CLAIM}),
]

WAIVED = GOOD[2].replace('"record"', '"waive": [{"check": "no-url", "reason": "r"}], "record"')


def reports(path: Path, *, streams: bool) -> list[str]:
    """The reports of the file in several formats, read as it is or held."""
    found = Project(streams=streams).find([str(path)])
    assert isinstance(found.files[0], StreamedFile) is streams
    report = check(found, HOUSE, flows=flows_of(FORMATS, [LOOK] * len(FORMATS)))
    return ["".join(render(format, report, LOOK)) for format in FORMATS]


def same_reports(path: Path, data: bytes) -> str:
    """The JSON report of a file with `data`, the same however it is read."""
    path.write_bytes(data)
    streamed = reports(path, streams=True)
    assert streamed == reports(path, streams=False)
    return streamed[0]


@thorough(150)
@given(
    claim_files(),
    st.lists(st.tuples(st.integers(0, 20), st.sampled_from(BROKEN))),
    st.sampled_from(["\n", "\r\n"]),
)
def test_same_report(
    tmp_path_factory: pytest.TempPathFactory, whole: Json, broken: list[tuple[int, str]], end: str
) -> None:
    lines = lines_of(whole)
    for at, line in broken:
        lines.insert(at, line)
    text = end.join([*lines, GOOD[0]])
    same_reports(tmp_path_factory.mktemp("streamed") / "a.jsonl", text.encode())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n",
        b"1\n" * 40,
        b"\xef\xbb\xbf{}\n",
        b"\xff\xfe{\0}\0",
        "\n".join(GOOD).encode() + '\n\n {"ä": "'.encode() + b'\xff"}',
        "\n".join([*GOOD, *GOOD, " " + GOOD[2].replace("{", '{"draft": true, "draft": true,', 1)]).encode(),
        "\n".join(
            [GOOD[2].replace('"record"', '"waive": [{"check": "no-url", "reason": "r"}], "record"')] * 2
        ).encode(),
        b'{"record": "claim", "id": "bell\\u0007", "statement": "\\u0007"}\n',
    ],
)
def test_odd_files(tmp_path: Path, data: bytes) -> None:
    same_reports(tmp_path / "a.jsonl", data)


def test_claims_are_a_sequence(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    second = GOOD[2].replace('"record"', '"draft": true, "record"')
    path.write_text("\n".join([*GOOD, second]), encoding="utf-8")
    found = Project(streams=True).find([str(path)])
    claims = found.files[0].claims
    assert len(claims) == 2
    assert [entry.pointer for entry in claims[1:]] == [(3,)]
    assert claims[-1] == claims[1] != claims[0]
    assert found.files[0].claim_at((2,)) == claims[0]
    assert found.files[0].claim_at((1,)) is None
    assert found.files[0].claim_at(()) is None
    assert take_out_drafts(found) == 1
    assert [entry.pointer for entry in found.files[0].claims] == [(2,)]
    assert found.files[0].claim_at((2,)) is None
    assert not found.files[0].drafts()
    assert not list(found.files[0].claims_sharing_ids())


def test_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After so many faults the rest is not read; with a line that is too long nothing is."""
    path = tmp_path / "a.jsonl"
    monkeypatch.setattr(record_file, "MAX_PROBLEMS", 2)
    assert "the rest of the file is not read" in same_reports(path, b"1\n" * 5)
    for module in (streamed_lines, streamed_file):
        monkeypatch.setattr(module, "MAX_LINE_BYTES", 1 << 20)
    path.write_bytes("\n".join(GOOD).encode() + b"\n\n" + b" " * (1 << 20) + b"1")
    (file,) = Project(streams=True).find([str(path)]).files
    (problem,) = file.problems
    assert (problem.message, file.readable) == ("the line is too long: at most 1 MiB", False)
    assert (file.places.position(problem.span or (0, 0)).line, list(file.claims)) == (5, [])


def test_folders_and_what_cannot_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a folder what holds no claims is passed over, and what leads outside the project is refused."""
    (tmp_path / "sayso.toml").touch()
    inside = tmp_path / "in"
    inside.mkdir()
    (inside / "a.jsonl").write_text("\n".join(GOOD), encoding="utf-8")
    (inside / "b.ndjson").write_text('\n{"a": 1}\n', encoding="utf-8")
    (inside / "c.jsonl").symlink_to("/etc/passwd")
    os.mkfifo(tmp_path / "pipe.jsonl")
    monkeypatch.chdir(tmp_path)
    found = Project(streams=True).find(["in", "pipe.jsonl"])
    assert found.passed_over == 1
    assert [(file.path, type(file), file.readable) for file in found.files] == [
        ("in/a.jsonl", StreamedFile, True),
        ("in/c.jsonl", File, False),
        ("pipe.jsonl", File, False),
    ]


def test_a_file_that_is_written_to(tmp_path: Path, sayso: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(GOOD), encoding="utf-8")
    found = Project(streams=True).find([str(path)])
    with path.open("a", encoding="utf-8") as opened:
        opened.write("\n")
    with pytest.raises(ChangedFile):
        check(found, HOUSE)

    def changed(file: StreamedFile) -> None:
        raise ChangedFile(file.path)

    monkeypatch.setattr(StreamedFile, "check_unchanged", changed)
    result = sayso("check", "a.jsonl")
    assert result.exit_code == 2
    assert "error: a.jsonl was changed while it was checked: run the check again" in result.stderr
