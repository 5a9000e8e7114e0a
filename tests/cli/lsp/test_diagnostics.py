"""`sayso lsp`: the findings of a check, in an editor, as one types."""

import asyncio
import json
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lsprotocol import types

from sayso.report.memory import Memory
from sayso_cli.lsp import server as server_module
from sayso_cli.lsp.buffers import Positions, Units
from sayso_cli.lsp.diagnostics import diagnostics
from sayso_cli.lsp.open_files import OpenFiles, Snapshot
from sayso_cli.lsp.server import Worker
from sayso_cli.options import ConfigOptions

from ...conftest import THOROUGH
from ..records import FLAGGED, MIXED, SOUND, claim, record, write
from .editor import Editor, play

Run = Callable[..., Any]
ALL = ("check", "--select", "standing,independence,evidence,dates,consistency,fairness,verification,upkeep")
SEVERITIES = {"error": 1, "warning": 2, "note": 3}
CODECS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
REGISTER = {"version": 1, "parties": {"state": {"name": "Northland"}}}


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The server changes the working folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sayso.toml").touch()


def codes(found: list[types.Diagnostic]) -> list[Any]:
    return [each.code for each in found]


@pytest.mark.parametrize("process", [False, True])
def test_the_findings_of_a_check(sayso: Run, tmp_path: Path, claims_json: Path, process: bool) -> None:
    """Of the worked record: the same findings, with their words, levels, places and related places."""
    shutil.copy(claims_json, tmp_path / "claims.json")
    found: list[types.Diagnostic] = []

    async def scene() -> None:
        async with Editor(tmp_path, process=process) as editor:
            found.extend(await editor.open("claims.json"))

    play(scene)
    report = json.loads(sayso(*ALL, "--format", "json", "claims.json").stdout)
    expected = [each for each in report["files"][0]["findings"] if not each["waived"]]
    assert len(found) == len(expected) > 100
    for told, finding in zip(found, expected, strict=True):
        start = types.Position(finding["line"] - 1, finding["column"] - 1)
        end = types.Position(finding["end_line"] - 1, finding["end_column"] - 1)
        assert told.range == types.Range(start, end)
        assert (told.code, told.source) == (finding["check"], "sayso")
        assert told.severity == SEVERITIES[finding["level"]]
        assert told.message.startswith(finding["message"])
        related = [
            (each.message, each.location.range.start.line + 1) for each in told.related_information or ()
        ]
        assert related == [(each["message"], each["line"]) for each in finding["related"]]
    assert any(told.related_information for told in found)


def test_as_one_types(tmp_path: Path) -> None:
    write(tmp_path / "a.json", record(SOUND))

    async def scene() -> None:
        async with Editor(tmp_path) as editor:
            assert "unknown-reference" not in codes(await editor.open("a.json"))
            found = await editor.edit("a.json", '"source": "readings"', '"source": "reading"')
            (missing,) = [each for each in found if each.code == "unknown-reference"]
            at = editor.at("a.json", '"source": "reading"', '"reading"')
            assert missing.range.start == at
            assert missing.message.startswith("there is no source `reading`. To change it: did you mean")
            found = await editor.edit("a.json", '"claims": [', '"claims": [[')
            assert codes(found) == ["invalid-json"], "one fault of structure, at its place"
            await editor.edit("a.json", '"claims": [[', '"claims": [')
            assert "single-source" in codes(
                await editor.edit("a.json", '"source": "reading"', '"source": "rumour"')
            )

    play(scene)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_positions_are_counted_as_agreed(tmp_path: Path, encoding: str) -> None:
    """Characters of one to four bytes before a finding, on its line."""
    text = json.dumps(record({**FLAGGED, "statement": "\u00e9\u4e16\U0001f600."}), ensure_ascii=False)
    (tmp_path / "a.json").write_text(text, encoding="utf-8")

    async def scene() -> None:
        async with Editor(tmp_path, encodings=["utf-7", encoding]) as editor:
            assert editor.capabilities.position_encoding == encoding
            found = await editor.open("a.json")
            (flagged,) = [each for each in found if each.code == "self-asserted"]
            codec, width = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}[
                encoding
            ]
            start, end = (each.character * width for each in (flagged.range.start, flagged.range.end))
            assert text.encode(codec)[start:end].decode(codec) == '"\u00e9\u4e16\U0001f600."'

    play(scene)


def test_registers_as_they_are_in_the_editor(tmp_path: Path) -> None:
    """What is not saved yet counts, and what is not open is read; a finding stands in its own file."""
    data = record(SOUND, include=["register.json"])
    del data["parties"]["state"]
    write(tmp_path / "a.json", data)
    write(tmp_path / "register.json", {"version": 1})

    async def scene() -> None:
        async with Editor(tmp_path) as editor:
            assert "unknown-reference" in codes(await editor.open("a.json"))
            await editor.open("register.json", json.dumps(REGISTER))
            await editor.until(lambda: "unknown-reference" not in editor.codes("a.json"))
            assert set(codes(await editor.edit("register.json", '"name"', '"nam"'))) == {"schema"}
            await editor.edit("register.json", "}}", "")
            await editor.until(lambda: "bad-include" in editor.codes("a.json"))
            editor.close("register.json")
            await editor.until(lambda: "unknown-reference" in editor.codes("a.json"))
            await editor.until(lambda: not editor.codes("register.json"))

    play(scene)


def test_a_register_that_is_not_open_has_findings_too(tmp_path: Path) -> None:
    write(tmp_path / "register.json", {"version": 1, "parties": {"x": {"name": ""}}})
    write(tmp_path / "a.json", record(SOUND, include=["register.json"]))

    async def scene() -> None:
        async with Editor(tmp_path) as editor:
            await editor.open("a.json")
            await editor.until(lambda: "schema" in editor.codes("register.json"))
            editor.close("a.json")
            await editor.until(lambda: not editor.codes("register.json") and not editor.codes("a.json"))

    play(scene)


def test_the_config_is_that_of_the_folder(sayso: Run, tmp_path: Path) -> None:
    """Levels, what is left out, files that are passed over, and a baseline, as `sayso check` heeds them."""
    write(tmp_path / "a.json", MIXED)
    (tmp_path / "drafts").mkdir()
    write(tmp_path / "drafts" / "b.json", MIXED)
    config = 'exclude = ["drafts"]\nignore = ["evidence"]\nlevels = { self-asserted = "warning" }\n'
    (tmp_path / "sayso.toml").write_text(config)

    async def scene() -> None:
        async with Editor(tmp_path) as editor:
            found = await editor.open("a.json")
            assert {each.severity for each in found if each.code == "self-asserted"} == {2}
            assert "no-url" not in codes(found)
            assert await editor.open("drafts/b.json") == []
            assert sayso("baseline").exit_code == 0
            (tmp_path / "sayso.toml").write_text(f'{config}baseline = "sayso-baseline.json"\n')
            editor.client.text_document_did_save(
                types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(editor.uri("a.json")))
            )
            await editor.until(lambda: not editor.codes("a.json"))

    play(scene)


def test_a_config_that_cannot_be_meant_is_told_once(tmp_path: Path) -> None:
    write(tmp_path / "a.json", record(FLAGGED))
    (tmp_path / "sayso.toml").write_text("selekt = []\n")

    async def scene() -> None:
        async with Editor(tmp_path) as editor:
            item = types.TextDocumentItem(editor.uri("a.json"), "json", 1, (tmp_path / "a.json").read_text())
            editor.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
            await editor.until(lambda: bool(editor.messages))
            editor.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
            await asyncio.sleep(0.1)
            (tmp_path / "sayso.toml").write_text("baseline = 'none.json'\n")
            editor.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([]))
            await editor.until(lambda: len(editor.messages) > 1)
            assert editor.messages == [
                "sayso: sayso.toml:1:1: `selekt`: there is no such key; did you mean `select`?",
                "sayso: there is no baseline none.json: `sayso baseline -o none.json` writes one",
            ]
            (tmp_path / "sayso.toml").write_text("")
            assert "self-asserted" in codes(await editor.open("a.json"))

    play(scene)


def test_the_options_of_the_command(tmp_path: Path) -> None:
    write(tmp_path / "a.json", record(FLAGGED))
    (tmp_path / "sayso.toml").write_text("selekt = []\n")
    (tmp_path / "other.toml").write_text('levels = { self-asserted = "note" }\n')

    async def scene() -> None:
        for options, severity in (
            (ConfigOptions(no_config=True), 1),
            (ConfigOptions(tmp_path / "other.toml"), 3),
        ):
            async with Editor(tmp_path, options=options) as editor:
                found = await editor.open("a.json")
                assert [each.severity for each in found if each.code == "self-asserted"] == [severity]

    play(scene)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    """The working folder stays, whatever the editor names."""

    async def scene() -> None:
        async with Editor(tmp_path / "none") as editor:
            editor.folder = tmp_path
            assert "self-asserted" in codes(await editor.open("a.json", json.dumps(record(FLAGGED))))

    play(scene)


def test_nothing_outside_the_project_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "sayso.toml").touch()
    write(tmp_path / "secret.json", {"version": 1, "parties": {"state": {"name": ""}}})
    write(folder / "a.json", record(SOUND, include=["../secret.json"]))

    async def scene() -> None:
        async with Editor(folder) as editor:
            found = await editor.open("a.json")
            (refused,) = [each for each in found if each.code == "bad-include"]
            assert refused.message.startswith("the path leads outside the project")
            assert [*editor.published] == [editor.uri("a.json")]

    play(scene)


def test_what_is_no_claim_file_is_left_alone(tmp_path: Path) -> None:
    texts = {
        "package.json": '{"name": "x", "version": "1"}',
        "tsconfig.json": '{"include": ["src"], // a comment\n}',
        "tsconfig.base.json": '{"include": ["src"]}',
        "a.json.sayso-lock.json": "{",
        "note.txt": '"claims":',
    }

    async def scene() -> None:
        async with Editor(tmp_path) as editor:
            for uri in ("untitled:Untitled-1", "file:///a%00b.json", "file:relative.json"):
                item = types.TextDocumentItem(uri, "json", 1, '{"claims": [')
                editor.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
                editor.client.text_document_did_close(
                    types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri))
                )
            for name, text in texts.items():
                editor.client.text_document_did_open(
                    types.DidOpenTextDocumentParams(types.TextDocumentItem(editor.uri(name), "json", 1, text))
                )
            editor.versions["note.txt"] = 1
            editor.change("note.txt", types.Range(types.Position(0, 0), types.Position(0, 0)), "x")
            found = await editor.open("a.json", '{"claims": [')
            assert codes(found) == ["invalid-json"]
            assert not any(each.diagnostics for uri, each in editor.published.items() if "a.json" not in uri)
            assert not editor.messages

    play(scene)


@pytest.mark.parametrize(
    "text", ["[" * 100_000 + '"claims":', '{"claims": ' + "[1," * 50_000, '{"claims": "\ud800"}']
)
def test_hostile_texts(tmp_path: Path, text: str) -> None:
    async def scene() -> None:
        async with Editor(tmp_path) as editor:
            editor.versions["a.json"] = 1
            item = types.TextDocumentItem(editor.uri("a.json"), "json", 1, text)
            editor.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
            assert await editor.found("a.json")

    play(scene)


def test_of_many_findings_the_gravest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso_cli.lsp.diagnostics.MAX_DIAGNOSTICS", 5)
    write(tmp_path / "a.json", MIXED)

    async def scene() -> None:
        async with Editor(tmp_path) as editor:
            found = await editor.open("a.json")
            assert len(found) == 6
            assert "self-asserted" in codes(found)
            assert found[-1].code is None
            assert found[-1].message.endswith("none graver than those listed; 5 is the most.")

    play(scene)


def test_an_edit_ends_a_check_that_is_of_no_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While one claim is judged, the text changes: only the newer one is told of."""
    write(tmp_path / "a.json", record(*(claim(f"c{number}") for number in range(50))))
    report, forget = Snapshot.report, OpenFiles.forget
    started, changed = threading.Event(), threading.Event()
    ended: list[bool] = []

    def slow(snapshot: Snapshot, going: Callable[[], None], memory: Memory) -> Any:
        def step() -> None:
            started.set()
            changed.wait(10)
            going()

        try:
            return report(snapshot, step, memory)
        finally:
            ended.append(len(ended) == 0)

    def forget_and_say(files: OpenFiles) -> None:
        forget(files)
        if started.is_set():
            changed.set()

    monkeypatch.setattr(Snapshot, "report", slow)
    monkeypatch.setattr(OpenFiles, "forget", forget_and_say)

    async def scene() -> None:
        async with Editor(tmp_path) as editor:
            opening = asyncio.ensure_future(editor.open("a.json"))
            await asyncio.to_thread(started.wait)
            found = await editor.edit("a.json", '"c7"', '"c-7"')
            await opening
            assert ended == [True, False]
            assert [params.version for params in editor.all_published] == [2]
            assert len([each for each in found if each.code == "self-asserted"]) == 50

    play(scene)


def test_what_nobody_waits_for_is_not_done() -> None:
    async def scene() -> None:
        worker, done = Worker(), list[str]()
        gate = threading.Event()
        first = worker.run(lambda: gate.wait(10))
        worker.run(lambda: done.append("cancelled")).cancel()
        last = worker.run(lambda: done.append("last"))
        # That it is cancelled is passed on by the loop.
        await asyncio.sleep(0.01)
        gate.set()
        assert await first
        await last
        worker.stop()
        assert done == ["last"]

    play(scene)


EDITS = st.tuples(
    st.integers(0, 5000),
    st.sampled_from([0, 0, 1, 7, 40]),
    st.sampled_from(["", "x", '"', ",", "{}", "\n", "\U0001f600", "readings", "unknown", "state", "ledger"]),
)


@settings(max_examples=60 if THOROUGH else 10)
@given(st.lists(EDITS, min_size=1, max_size=6))
def test_after_whatever_edits_it_is_as_a_fresh_check(edits: list[tuple[int, int, str]]) -> None:
    """Through broken and half-edited texts, with what is remembered of the checks before."""
    text = json.dumps(MIXED, indent=1)
    files, memory, uri = (
        OpenFiles(ConfigOptions(no_config=True)),
        Memory(),
        Path("a.json").absolute().as_uri(),
    )
    files.open(types.TextDocumentItem(uri, "json", 1, text))
    identifier = types.VersionedTextDocumentIdentifier(2, uri)

    def found(files: OpenFiles, memory: Memory | None) -> object:
        snapshot = files.snapshot()
        return diagnostics(snapshot.report(lambda: None, memory), snapshot)

    for start, length, new in edits:
        found(files, memory)
        start, end = min(start, len(text)), min(start + length, len(text))  # noqa: PLW2901
        range = Positions(text, Units("utf-16")).range((start, end))
        change = types.TextDocumentContentChangePartial(range, new)
        files.change(types.DidChangeTextDocumentParams(identifier, [change]))
        text = text[:start] + new + text[end:]
    fresh = OpenFiles(ConfigOptions(no_config=True))
    fresh.open(types.TextDocumentItem(uri, "json", 1, text))
    assert found(files, memory) == found(fresh, None)


@pytest.mark.parametrize("most", [1, 100])
def test_memory_is_tidied_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    """Once nobody waits, or after so many checks."""
    monkeypatch.setattr(server_module, "MAX_UNTIDY_CHECKS", most)
    monkeypatch.setattr(server_module, "IDLE_SECONDS", 0.01 if most > 1 else 1000)
    tidied = threading.Event()
    monkeypatch.setattr("gc.collect", tidied.set)

    async def scene() -> None:
        async with Editor(tmp_path) as editor:
            await editor.open("a.json", json.dumps(record(FLAGGED)))
            assert await asyncio.to_thread(tidied.wait, 10)

    play(scene)


def test_a_bug_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "a.json", record(FLAGGED))

    def fails(*_: object) -> None:
        raise ValueError("\x1b[31m")

    monkeypatch.setattr(Snapshot, "report", fails)

    async def scene() -> None:
        async with Editor(tmp_path) as editor:
            item = types.TextDocumentItem(editor.uri("a.json"), "json", 1, "{}")
            editor.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
            await editor.until(lambda: bool(editor.messages))
            assert editor.messages == ["sayso: internal error: ValueError: \\x1b[31m"]

    play(scene)
