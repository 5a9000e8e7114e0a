"""`sayso lsp`: hover, completion, definition and references."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from sayso_cli.lsp.answers import span_after_edits

from ..records import REFUTED, SINGLE, SOUND, claim, record, write
from .editor import Editor, play

SOURCE = {"title": "S", "by": ["p1"], "basis": "unknown"}
RELEASE = {"evidence": [{"source": "release"}], "corroboration": []}


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sayso.toml").touch()


async def hover(editor: Editor, name: str, context: str, within: str = "") -> str:
    params = types.HoverParams(
        types.TextDocumentIdentifier(editor.uri(name)), editor.at(name, context, within)
    )
    found = await editor.client.text_document_hover_async(params)
    if found is None:
        return ""
    assert isinstance(found.contents, types.MarkupContent)
    assert found.contents.kind is types.MarkupKind.PlainText
    return found.contents.value


async def completion(editor: Editor, name: str, position: types.Position) -> list[types.CompletionItem]:
    params = types.CompletionParams(types.TextDocumentIdentifier(editor.uri(name)), position)
    found = await editor.client.text_document_completion_async(params)
    assert isinstance(found, types.CompletionList)
    return [*found.items]


def locations(editor: Editor, found: Any) -> list[tuple[str, str]]:
    """Name and text of what locations lead to."""
    told = []
    for each in found or []:
        name = Path(each.uri.removeprefix(editor.folder.as_uri())).name
        lines = editor.texts.get(name, (editor.folder / name).read_text()).split("\n")
        assert each.range.start.line == each.range.end.line
        told.append(
            (name, lines[each.range.start.line][each.range.start.character : each.range.end.character])
        )
    return told


async def definition(editor: Editor, name: str, context: str, within: str) -> list[tuple[str, str]]:
    params = types.DefinitionParams(
        types.TextDocumentIdentifier(editor.uri(name)), editor.at(name, context, within)
    )
    found = await editor.client.text_document_definition_async(params)
    return locations(editor, [found] if found else [])


async def references(
    editor: Editor, name: str, position: types.Position, declaration: bool
) -> list[tuple[str, str]]:
    params = types.ReferenceParams(
        types.ReferenceContext(declaration), types.TextDocumentIdentifier(editor.uri(name)), position
    )
    return locations(editor, await editor.client.text_document_references_async(params))


@pytest.mark.parametrize("process", [False, True])
def test_hover(tmp_path: Path, process: bool) -> None:
    data = record(SOUND, SINGLE | RELEASE, REFUTED, claim("open", "rumour"), claim("lost", "none"))
    data["parties"]["ministry"] |= {
        "kind": "government-body",
        "aliases": ["MoE"],
        "allied_with": ["broadcaster"],
    }
    data["parties"]["many"] = {"name": "M", "controlled_by": [*data["parties"]] * 3}
    data["parties"]["many"]["controlled_by"] = [f"p{number}" for number in range(12)]
    data["parties"] |= {f"p{number}": {"name": f"P{number}"} for number in range(12)}
    data["sources"]["joint"] = {
        "title": "J",
        "by": [f"p{number}" for number in range(12)],
        "basis": "relay",
        "published": "2024",
        "based_on": [f"s{number}" for number in range(12)],
    }
    data["sources"] |= {
        f"s{number}": {"title": "S", "by": ["p1"], "basis": "unknown"} for number in range(12)
    }
    write(tmp_path / "a.json", data)
    (tmp_path / "sayso.toml").write_text("min-voices = 2\n")

    async def scene() -> None:
        async with Editor(tmp_path, process=process) as editor:
            await editor.open("a.json")
            sound = await hover(editor, "a.json", '"id": "sound"', "sound")
            assert sound.split("\n") == [
                "Power was back by noon.",
                "standing: corroborated (not declared), 2 independent voices",
                "that is: two or more independent voices support it, and none contradicts it; "
                "it says nothing on whether the claim is true",
                "because: rests on 2 independent voices: Grid Institute; The Ledger",
                "To doubt this claim you must doubt Grid Institute and The Ledger.",
            ]
            single = await hover(editor, "a.json", '"id": "single"', "single")
            assert "To change it: look for a source that knows by itself" in single
            assert "what contradicts it" in await hover(editor, "a.json", '"id": "refuted"', "refuted")
            assert "outlook: cannot reach 2 independent voices" in await hover(
                editor, "a.json", '"id": "open"', "open"
            )
            assert "cannot be read" in await hover(editor, "a.json", '"id": "lost"', "lost")
            assert await hover(editor, "a.json", '"ministry": {', "ministry") == (
                "Ministry of Energy (ministry), government-body\nalso called: MoE\n"
                "controlled by Northland (state)\nallied with Northland Broadcasting (broadcaster)"
            )
            assert (await hover(editor, "a.json", '"many": {', "many")).endswith("controlled by 2 more")
            brief = await hover(editor, "a.json", '"brief": {', "brief")
            assert brief.startswith("`brief`: Power back (The Ledger (ledger))\nrelay: ")
            assert brief.endswith("based on `release`")
            joint = await hover(editor, "a.json", '"joint": {', "joint")
            assert "and 2 more), 2024" in joint
            assert joint.endswith("`s9` and 2 more")
            item = await hover(editor, "a.json", '"source": "rumour"', "rumour")
            assert item.split("\n")[-1].startswith("`rumour`"), "why it counts or does not"
            item = await hover(editor, "a.json", '"source": "reports"', "reports")
            assert item.split("\n")[-1].startswith("`reports`")
            assert not await hover(editor, "a.json", '"source": "none"', "none")
            with pytest.raises(JsonRpcException, match="no source `none`"):
                await references(editor, "a.json", editor.at("a.json", '"source": "none"', "none"), True)
            assert not await hover(editor, "a.json", '"version"', "version")

    play(scene)


def test_completion(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ids with names, also of a register that is not saved; while the text is broken as well."""
    monkeypatch.setattr("sayso_cli.lsp.answers.MAX_IDS", 6)
    data = record(SOUND, include=["register.json"])
    write(tmp_path / "a.json", data)
    (tmp_path / "register.json").write_text('{"version": 1}')

    async def scene() -> None:
        async with Editor(tmp_path) as editor:
            await editor.open("register.json", '{"version": 1, "parties": {"new": {"name": "N\\u202eew"}}}')
            await editor.open("a.json")
            assert not await completion(editor, "a.json", editor.at("a.json", '"id": "sound"', "sound"))
            await editor.edit("a.json", '"ministry"\n   ],\n   "evidence"', '"\n   ],\n   "evidence"')
            at = editor.at("a.json", '"claimant": [\n    "\n', '"\n')
            found = await completion(editor, "a.json", types.Position(at.line, at.character + 1))
            assert [(each.label, each.detail) for each in found] == [
                ("state", "Northland"),
                ("ministry", "Ministry of Energy"),
                ("broadcaster", "Northland Broadcasting"),
                ("institute", "Grid Institute"),
                ("ledger", "The Ledger"),
                ("new", "N\\u202eew"),
            ]
            assert found[1].filter_text == "ministry Ministry of Energy"
            (edit,) = [each.text_edit for each in found if each.label == "state"]
            assert isinstance(edit, types.TextEdit)
            assert edit.new_text == "state"
            await editor.edit("a.json", '"claimant": [\n    "', '"claimant": [ORTH')
            found = await completion(editor, "a.json", editor.at("a.json", "ORTH", "RTH"))
            assert [each.label for each in found] == ["state", "broadcaster"]
            (edit,) = [each.text_edit for each in found if each.label == "state"]
            assert isinstance(edit, types.TextEdit)
            assert (edit.new_text, edit.range.end.character - edit.range.start.character) == ('"state"', 4)
            monkeypatch.setattr("sayso_cli.lsp.answers.MAX_IDS", 1)
            params = types.CompletionParams(
                types.TextDocumentIdentifier(editor.uri("a.json")), editor.at("a.json", "ORTH", "RTH")
            )
            many = await editor.client.text_document_completion_async(params)
            assert isinstance(many, types.CompletionList)
            assert many.is_incomplete
            assert len(many.items) == 1
            unknown = types.CompletionParams(
                types.TextDocumentIdentifier("file:///x.json"), types.Position(0, 0)
            )
            assert await editor.client.text_document_completion_async(unknown) is None

    play(scene)


def test_definition_and_references(tmp_path: Path) -> None:
    """Across registers and the other files of the project, as they stand in the editor."""
    data = record(SOUND, include=["register.json"])
    register = {"version": 1, "parties": {"state": data["parties"].pop("state")}}
    write(tmp_path / "a.json", data)
    write(tmp_path / "register.json", register)
    write(tmp_path / "b.json", record(claim("b"), include=["register.json"], parties={}, sources={}))
    (tmp_path / "broken.json").write_text('{"claims": [')

    async def scene() -> None:
        async with Editor(tmp_path) as editor:
            await editor.open("a.json")
            assert await definition(editor, "a.json", '"by": [\n    "institute"', "institute") == [
                ("a.json", '"institute"')
            ]
            assert await definition(editor, "a.json", '"source": "readings"', "readings") == [
                ("a.json", '"readings"')
            ]
            assert await definition(editor, "a.json", '"id": "sound"', "sound") == [("a.json", '"sound"')]
            ministry = '"Ministry of Energy",\n   "controlled_by": [\n    "state"'
            assert await definition(editor, "a.json", ministry, "state") == [("register.json", '"state"')]
            assert await definition(editor, "a.json", '"version"', "version") == []
            at = editor.at("a.json", ministry, "state")
            other = [("a.json", '"state"'), ("a.json", '"state"')]
            assert await references(editor, "a.json", at, False) == other
            assert await references(editor, "a.json", at, True) == [*other, ("register.json", '"state"')]
            assert await references(editor, "a.json", editor.at("a.json", '"version"', "version"), True) == []
            await editor.edit("a.json", '"claims": [', '"claims": [,')
            assert await definition(editor, "a.json", '"source": "readings"', "readings") == [
                ("a.json", '"readings"')
            ], "what is broken is as it was before"
            assert await definition(editor, "a.json", '"id": "sound"', "sound") == [("a.json", '"sound"')]
            with pytest.raises(JsonRpcException, match=r"a\.json:.*a value is missing"):
                await references(editor, "a.json", at, True)

    play(scene)


def test_lines_and_other_files(tmp_path: Path) -> None:
    text = (
        '{"record": "party", "id": "p1", "name": "P"}\n'
        '{"record": "source", "id": "s1", "title": "T", "by": ["p1"], "basis": "observation"}\n'
    )
    (tmp_path / "a.jsonl").write_text(text)

    async def scene() -> None:
        async with Editor(tmp_path) as editor:
            await editor.open("a.jsonl")
            assert await definition(editor, "a.jsonl", '"by": ["p1"]', "p1") == [("a.jsonl", '"p1"')]
            await editor.open("other.json", '{"name": "p1", "claims": []}')
            editor.texts["package.json"] = '{"by": ["p1"]}'
            item = types.TextDocumentItem(editor.uri("package.json"), "json", 1, editor.texts["package.json"])
            editor.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
            assert await definition(editor, "package.json", "p1", "p1") == []

    play(scene)


def test_a_source_in_two_items_of_an_entry_that_moved(tmp_path: Path) -> None:
    """A claim that is not where it was when the file could be read is not judged; the source is told."""
    write(tmp_path / "a.json", record(SOUND))

    async def scene() -> None:
        async with Editor(tmp_path) as editor:
            await editor.open("a.json")
            await editor.edit("a.json", '"claims": [', '"claims": [{}, ,')
            told = await hover(editor, "a.json", '"source": "readings"', "readings")
            assert told.startswith("`readings`: Mains frequency")

    play(scene)


@given(st.text("ab", max_size=8), st.text("ab", max_size=8), st.integers(0, 8), st.integers(0, 8))
def test_spans_behind_an_edit_move(old: str, new: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(old)), min(other, len(old))))
    moved = span_after_edits((start, end), old, new)
    assert 0 <= moved[0] <= moved[1] <= len(new)
    before = json.dumps(old)
    assert (
        span_after_edits((start, end), old, f"{old}{new}") == (start, end)
        or start == len(old)
        or end == len(old)
    )
    if end > start:
        front = span_after_edits((start, end), before + "x", f"{new}c{before}x")
        assert (f"{new}c{before}x")[slice(*front)] == (before + "x")[start:end]
