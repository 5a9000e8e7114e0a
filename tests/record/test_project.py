"""Finding claim files, and following what they include, never outside the project."""

import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sayso.record import project
from sayso.record.disk import Disk, Kind
from sayso.record.file import File
from sayso.record.project import MAX_DEPTH, NotFound, Project, registers
from tests.record.reading import PARTY, SOURCE, only, said

Write = Callable[..., Path]
EMPTY = '{"version": 1, "claims": []}'


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Writes files below the folder `project`, which is the working folder and the project."""
    root = tmp_path / "project"
    (root / ".git").mkdir(parents=True)
    monkeypatch.chdir(root)

    def write(name: str, text: Any = EMPTY, **top: Any) -> Path:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"version": 1, **top}) if top else text, encoding="utf-8")
        return path

    return write


def paths(found: project.FoundFiles) -> list[str]:
    return [file.path for file in found.files]


def test_named_files_in_their_order_each_once(write: Write) -> None:
    write("b.json")
    write("a.json")
    found = Project().find(["b.json", "a.json", "./b.json", "b.json"])
    assert paths(found) == ["b.json", "a.json"]
    assert found.passed_over == 0


def test_a_folder(write: Write) -> None:
    for name in ("b.json", "a/z.jsonl", "a/c.ndjson", "A.json", "list.json"):
        write(name, '[{"claimant": 1}]' if name == "list.json" else EMPTY)
    write("a/z.jsonl", '{"record": "party", "id": "a", "name": "n"}')
    write("a/c.ndjson", "\n")
    write("package.json", '{"name": "x"}')
    write("broken.json", "{")
    write("notes.txt", "{")
    for left_out in (
        ".hidden/a.json",
        "node_modules/a.json",
        "__pycache__/a.json",
        "x/site-packages/a.json",
        ".a.json",
    ):
        write(left_out)
    write("venv/pyvenv.cfg")
    write("venv/a.json")
    (Path.cwd() / "folder.json").mkdir()
    found = Project().find(["."])
    assert paths(found) == ["A.json", "b.json", "broken.json", "list.json", "a/c.ndjson", "a/z.jsonl"]
    assert found.passed_over == 1
    assert only(found.files[2]).check == "invalid-json"
    assert paths(Project().find(["a", "b.json"])) == ["a/c.ndjson", "a/z.jsonl", "b.json"]


def test_what_is_excluded(write: Write) -> None:
    """It is passed over in folders, and a folder is not entered; what is named is read."""
    for path in ("a.json", "b.json", "x/c.json", "x/y/d.json", "notes.txt"):
        write(path)
    asked = []

    def exclude(path: str) -> bool:
        asked.append(Path(path).as_posix())
        return Path(path).name in ("b.json", "y")

    assert paths(Project().find(["."], exclude)) == ["a.json", "x/c.json"]
    assert sorted(asked) == ["a.json", "b.json", "x", "x/c.json", "x/y"]
    assert paths(Project().find(["b.json", "x/y"], exclude)) == ["b.json", "x/y/d.json"]


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("missing.json", "no such file or folder: missing.json"),
        ("empty", "no claim file in the folder empty"),
        ("others", "no claim file in the folder others"),
    ],
)
def test_nothing_to_check(write: Write, path: str, message: str) -> None:
    (Path.cwd() / "empty").mkdir()
    write("others/package.json", '{"name": "x"}')
    write("a.json")
    with pytest.raises(NotFound) as raised:
        Project().find(["a.json", path])
    assert str(raised.value) == message


def test_a_named_file_that_is_no_claim_file(write: Write) -> None:
    write("package.json", '{"name": "x"}')
    (file,) = Project().find(["package.json"]).files
    assert only(file).message.startswith("this is no claim file")


def make_fifo(path: Path) -> None:
    os.mkfifo(path)


def make_loop(path: Path) -> None:
    path.symlink_to(path.name)


def make_dangling(path: Path) -> None:
    path.symlink_to("nowhere.json")


def make_large(path: Path) -> None:
    path.write_bytes(b" " * 200)


@pytest.mark.parametrize(
    ("make", "message", "help"),
    [
        (make_fifo, "this is no regular file", "name a file with claims"),
        (make_loop, "the file cannot be read: Too many levels of symbolic links", "make it readable"),
        (make_dangling, "the file cannot be read: No such file or directory", "make it readable"),
        (make_large, "the file is too large: at most 0 MiB", "split it, or keep a register apart"),
    ],
)
def test_a_file_that_cannot_be_had(
    write: Write, monkeypatch: pytest.MonkeyPatch, make: Callable[[Path], None], message: str, help: str
) -> None:
    monkeypatch.setattr(project, "MAX_BYTES", 100)
    write("a.json")
    make(Path.cwd() / "x.json")
    for named in ("x.json", "."):
        file = next(file for file in Project().find([named]).files if file.path == "x.json")
        assert not file.readable
        fault = only(file)
        assert (fault.check, fault.at, fault.pointer, fault.message) == ("invalid-json", (1, 1), "", message)
        assert fault.help.startswith(help)


@pytest.mark.skipif(not os.path.exists("/proc/self/status"), reason="needs a file without a size")
def test_a_file_that_is_larger_than_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(project, "MAX_BYTES", 5)
    (file,) = Project().find(["/proc/self/status"]).files
    assert only(file).message == "the file is too large: at most 0 MiB"


def test_a_folder_that_cannot_be_searched(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    write("a.json")
    write("closed/b.json")
    scandir = os.scandir

    def guarded(path: str) -> Any:
        if path.endswith("closed"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)
    readable, closed = Project().find(["."]).files
    assert (readable.path, closed.path) == ("a.json", "closed")
    fault = only(closed)
    assert fault[:2] == ("invalid-json", (1, 1))
    assert fault[3:] == ("the folder cannot be searched: Permission denied", "make it readable")


def feed(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (b'{"version": 1}', False),
        (b'\n {"version": 1,\n "claims": []}', False),
        (b'{"version": 1, "claims": [{"id": "a", "tags": ["record"]}]}', False),
        (b'{"record": "party", "id": "a", "name": "n"}\n{"record": "source", "id": "b"}', True),
        (b'\n\n{"record": "party", "id": "a", "name": "n"}', True),
        (b'{"record": "party", }\n{"record": "party", "id": "a", "name": "n"}', True),
        (b"", False),
    ],
)
def test_standard_input(write: Write, monkeypatch: pytest.MonkeyPatch, data: bytes, lines: bool) -> None:
    feed(monkeypatch, data)
    (file,) = Project().find(["-"]).files
    assert (file.path, file.lines) == ("<stdin>", lines)


def test_standard_input_that_is_too_large(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(project, "MAX_BYTES", 10)
    feed(monkeypatch, b" " * 11)
    (file,) = Project().find(["-"]).files
    assert only(file)[3:] == ("the file is too large: at most 0 MiB", "split it, or keep a register apart")


def test_standard_input_includes_from_the_working_folder(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("register.json", parties={"a": PARTY})
    feed(monkeypatch, b'{"version": 1, "include": ["register.json", "../out.json"]}')
    (file,) = Project().find(["-"]).files
    assert [register.path for register in file.registers] == ["register.json"]
    assert only(file).message == "the path leads outside the project"


def included(name: str, write: Write) -> File:
    write("claims/main.json", include=[name])
    (file,) = Project().find(["claims/main.json"]).files
    return file


@pytest.mark.parametrize(
    ("name", "message", "help"),
    [
        ("missing.json", "there is no file claims/missing.json", "correct the path, or create the register"),
        ("sub", "claims/sub is a folder", "correct the path"),
        (".", "claims is a folder", "correct the path"),
        ("fifo.json", "claims/fifo.json is no regular file", "correct the path"),
        ("loop.json", "there is no file claims/loop.json", "correct the path"),
        ("main.json", "the file includes itself", "delete this line"),
        ("./../claims/main.json", "the file includes itself", "delete this line"),
        ("/etc/hostname", "the path is not a relative one", "write it relative to this file, with `/`"),
        ("C:/a.json", "the path is not a relative one", "relative to this file"),
        ("https://a.org/a.json", "the path is not a relative one", "relative to this file"),
        ("sub\\a.json", "the path is not a relative one", "with `/`"),
        (
            "../../outside.json",
            "the path leads outside the project",
            "keep registers in the project's folder",
        ),
        ("link.json", "the path leads outside the project", "keep registers in the project's folder"),
        ("way/outside.json", "the path leads outside the project", "keep registers in the project's folder"),
        ("x" * 5000, "the path cannot be looked up", "this system has no file of that name"),
        ("a/" * 5000, "the path cannot be looked up", "this system has no file of that name"),
    ],
)
def test_an_include_that_is_refused(write: Write, tmp_path: Path, name: str, message: str, help: str) -> None:
    outside = tmp_path / "outside.json"
    outside.write_text(EMPTY)
    write("claims/sub/a.json")
    folder = Path.cwd() / "claims"
    (folder / "link.json").symlink_to(outside)
    (folder / "way").symlink_to(tmp_path)
    make_loop(folder / "loop.json")
    os.mkfifo(folder / "fifo.json")
    file = included(name, write)
    fault = only(file)
    assert (fault.check, fault.at, fault.pointer) == ("bad-include", (1, 28), "/include/0")
    assert fault.message == message
    assert help in fault.help
    assert file.readable
    assert file.registers == []


def test_an_include_that_holds_a_nul(write: Write) -> None:
    faults = {fault.check: fault for fault in said(included("a\0b", write))}
    assert faults["bad-include"][3:] == ("the path holds a NUL character", "delete it")
    assert faults["schema"].message == "an entry of `include` holds a control character (U+0000)"


def test_an_include_that_is_empty_is_told_once(write: Write) -> None:
    assert only(included("", write)).message == "an entry of `include` must not be empty"


def test_a_name_that_the_file_system_cannot_write(write: Write) -> None:
    class Latin(Disk):
        def kind(self, path: str | Path) -> Kind:
            os.fspath(path).encode("latin-1")
            return super().kind(path)

    write("claims/main.json", include=["登记.json"])
    (file,) = Project(Latin()).find(["claims/main.json"]).files
    assert only(file).message == "the path cannot be looked up"


def test_a_ring_of_registers(write: Write) -> None:
    write("a.json", include=["b.json"])
    write("b.json", include=["c.json"])
    write("c.json", include=["a.json"])
    (file,) = Project().find(["a.json"]).files
    b, c = registers(file)
    assert said(file) == said(b) == []
    assert only(c)[3:] == ("the file includes a file that includes this one", "delete this line")


def test_registers_that_include_each_other_too_deep(write: Write) -> None:
    for number in range(MAX_DEPTH + 5):
        write(f"r{number}.json", include=[f"r{number + 1}.json"])
    (file,) = Project().find(["r0.json"]).files
    found = registers(file)
    assert len(found) == MAX_DEPTH - 1
    assert only(found[-1])[3:] == (
        f"registers include each other more than {MAX_DEPTH} deep",
        "include them directly",
    )


def test_too_many_registers(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(project, "MAX_REGISTERS", 2)
    for name in ("a", "b", "c"):
        write(f"{name}.json")
    write("main.json", include=["a.json", "b.json", "c.json"])
    (file,) = Project().find(["main.json"]).files
    assert [register.path for register in file.registers] == ["a.json", "b.json"]
    fault = only(file)
    assert (fault.pointer, fault.message) == ("/include/2", "a file includes at most 2 registers")


def test_a_register_that_cannot_be_read(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    write("broken.json", "{")
    write("list.json", "[]")
    write("main.json", include=["broken.json", "list.json"])
    (file,) = Project().find(["main.json"]).files
    assert [fault[2:] for fault in said(file)] == [
        (
            "/include/0",
            "the register broken.json cannot be read",
            "mend it first: see what is reported there",
        ),
        ("/include/1", "the register list.json cannot be read", "mend it first: see what is reported there"),
    ]
    assert [only(register).check for register in registers(file)] == ["invalid-json", "schema"]
    monkeypatch.setattr(project, "MAX_BYTES", 40)
    (file,) = Project().find(["main.json"]).files
    assert not file.readable
    write("main.json", '{"version":1,"include":["large.json"]}')
    write("large.json", " " * 41)
    (file,) = Project().find(["main.json"]).files
    assert only(file).message == "the register large.json cannot be read"


def test_a_diamond_of_registers_is_read_once(write: Write) -> None:
    write("top.json", include=["left.json", "sub/right.json", "./left.json"])
    write("left.json", include=["sub/base.jsonl"])
    write("sub/right.json", include=["base.jsonl"])
    write("sub/base.jsonl", json.dumps({"record": "party", "id": "a", **PARTY}))
    found = Project().find(["top.json", "left.json"])
    top, left = found.files
    assert [register.path for register in registers(top)] == ["left.json", "sub/right.json", "sub/base.jsonl"]
    assert left is top.registers[0] is top.registers[2]
    assert [entry.id for entry in registers(left)[0].parties] == ["a"]


def test_a_symbolic_link_in_a_folder_is_not_followed_outside(write: Write, tmp_path: Path) -> None:
    (tmp_path / "secret.json").write_text(EMPTY)
    write("a.json")
    (Path.cwd() / "link.json").symlink_to(tmp_path / "secret.json")
    (Path.cwd() / "same.json").symlink_to("a.json")
    found = Project().find(["."])
    assert paths(found) == ["a.json", "link.json"]
    assert only(found.files[1])[3:] == (
        "a symbolic link that leads outside the project",
        "put the file in the project",
    )
    # A file that is named is read, wherever it is.
    assert Project().find(["link.json"]).files[0].readable


def test_a_folder_may_be_reached_by_a_symbolic_link(write: Write, tmp_path: Path) -> None:
    write("claims/register.json", sources={"a": SOURCE})
    write("claims/main.json", include=["register.json"])
    (tmp_path / "way").symlink_to(Path.cwd() / "claims")
    found = Project().find([str(tmp_path / "way")])
    assert [said(file) for file in found.files] == [[], []]
    assert len(registers(found.files[0])) == 1


def test_without_marks_the_project_is_the_working_folder_or_that_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(project, "_ROOT_MARKS", ("no-such-mark",))
    (tmp_path / "here" / "sub").mkdir(parents=True)
    (tmp_path / "there").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    Path("r.json").write_text(EMPTY)
    Path("sub/a.json").write_text('{"version": 1, "include": ["../r.json"]}')
    Path("../there/a.json").write_text('{"version": 1, "include": ["../here/r.json"]}')
    inside, outside = Project().find(["sub/a.json", "../there/a.json"]).files
    assert [register.path for register in inside.registers] == ["r.json"]
    assert only(outside).message == "the path leads outside the project"


@pytest.mark.parametrize("path", ["", "x" * 300, "a/" * 5000 + "a.json"])
def test_a_path_that_no_file_system_has(write: Write, path: str) -> None:
    write("a.json")
    with pytest.raises(NotFound):
        Project().find([path])
