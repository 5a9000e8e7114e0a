"""`sayso lsp`: rename, code actions and the layout, each the same as the command does it."""

import json
from collections.abc import Callable
from os import chdir
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from sayso_cli.lsp.actions import FIX_ALL

from ..commands.test_rename import project
from ..records import FLAGGED, SOUND, claim, record, write
from .editor import Editor, play

Run = Callable[..., Any]


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A project, in which the server works."""
    here = tmp_path / "project \u00e9"
    here.mkdir()
    (here / "sayso.toml").touch()
    monkeypatch.chdir(here)
    return here


async def rename(editor: Editor, name: str, position: types.Position, new: str) -> dict[str, str]:
    params = types.RenameParams(editor.document(name), position, new)
    return editor.applied(await editor.client.text_document_rename_async(params))


async def actions(
    editor: Editor,
    name: str,
    position: types.Position,
    only: list[types.CodeActionKind | str] | None = None,
) -> dict[str, dict[str, str]]:
    """The titles of the actions at a place, and what each makes of the files."""
    found = editor.published[editor.uri(name)].diagnostics
    here = [each for each in found if each.range.start.line == position.line]
    params = types.CodeActionParams(
        editor.document(name), types.Range(position, position), types.CodeActionContext(here, only)
    )
    made = {}
    for each in await editor.client.text_document_code_action_async(params) or ():
        assert isinstance(each, types.CodeAction)
        made[each.title] = editor.applied(each.edit)
        told = {diagnostic.code for diagnostic in each.diagnostics or ()}
        assert told <= {"unknown-reference", "schema", "self-asserted", "overstated", "not-archived"}, told
    return made


@pytest.mark.parametrize("process", [False, True])
def test_rename_is_that_of_the_command(sayso: Run, folder: Path, process: bool) -> None:
    """In registers, other files, locks and the baseline too; the same bytes as `sayso rename` writes."""
    project(folder)
    chdir(folder)
    assert sayso("baseline", "a.json", "more").exit_code == 0
    made: dict[str, str] = {}

    async def scene() -> None:
        async with Editor(folder, process=process) as editor:
            await editor.open("a.json")
            await editor.open("more/b.json")
            at = editor.at("a.json", '"source": "readings"', "readings")
            params = types.PrepareRenameParams(editor.document("a.json"), at)
            found = await editor.client.text_document_prepare_rename_async(params)
            assert isinstance(found, types.PrepareRenamePlaceholder)
            assert found.placeholder == "readings"
            assert found.range.end.character - found.range.start.character == len("readings")
            params.position = types.Position(0, 0)
            assert await editor.client.text_document_prepare_rename_async(params) is None
            made.update(await rename(editor, "a.json", at, "a-log"))
            for new, why in (
                ("A log", "`A log` cannot be an id"),
                ("reports", "there is a source `reports` already: shared.json:"),
            ):
                with pytest.raises(JsonRpcException, match=why):
                    await rename(editor, "a.json", at, new)
            with pytest.raises(JsonRpcException, match="there is no id of a party, a source or a claim here"):
                await rename(editor, "a.json", types.Position(0, 0), "x")

    play(scene)
    chdir(folder)
    assert sayso("rename", "readings", "a-log", "a.json").exit_code == 0
    assert len(made) == 6
    for name, text in made.items():
        assert (folder / name).read_bytes().decode() == text, name


def test_rename_what_is_not_saved(folder: Path) -> None:
    write(folder / "a.json", record(SOUND))

    async def scene() -> None:
        async with Editor(folder) as editor:
            await editor.open("a.json")
            await editor.edit("a.json", '"id": "sound"', '"id": "new-one"')
            at = editor.at("a.json", '"id": "new-one"', "one")
            made = await rename(editor, "a.json", at, "newer")
            assert made == {"a.json": editor.texts["a.json"].replace('"new-one"', '"newer"')}
            await editor.edit("a.json", '"claims": [', '"claims": [,')
            with pytest.raises(JsonRpcException, match=r"a\.json:\d+:\d+: a value is missing"):
                await rename(editor, "a.json", at, "newer")

    play(scene)


def test_declare_the_standing(folder: Path) -> None:
    """What is computed, where none is declared or another one; not where it is only a lower bound."""
    overstated = claim("over", "bulletin", standing="corroborated")
    write(folder / "a.json", record(FLAGGED, overstated, claim("lost", "none"), SOUND | {"standing": "fine"}))

    async def scene() -> None:
        async with Editor(folder) as editor:
            await editor.open("a.json")
            for id, standing in (
                ("flagged", "self-asserted"),
                ("over", "self-asserted"),
                ("sound", "corroborated"),
            ):
                made = await actions(editor, "a.json", editor.at("a.json", f'"id": "{id}"'))
                assert [*made] == [f"Declare the standing `{standing}`"]
                (text,) = made.popitem()[1].values()
                (entry,) = [each for each in json.loads(text)["claims"] if each["id"] == id]
                assert entry["standing"] == standing
                assert text.count('"standing"') == (3 if id == "flagged" else 2)
            assert not await actions(editor, "a.json", editor.at("a.json", '"id": "lost"'))
            assert not await actions(editor, "a.json", editor.at("a.json", '"title": "Rumour"'))
            await editor.edit("a.json", '"standing": "fine"', '"standing": "corroborated"')
            assert not await actions(editor, "a.json", editor.at("a.json", '"id": "sound"'))
            await editor.edit("a.json", '"claims": [', '"claims": [,')
            assert not await actions(editor, "a.json", editor.at("a.json", '"id": "flagged"'))

    play(scene)


def test_addresses(folder: Path) -> None:
    data = record(SOUND)
    copy = "https://web.archive.org/web/2025/https://a.example/x"
    addresses = {
        "release": {"url": copy},
        "bulletin": {"url": copy.replace("/x", "/y"), "archived": "https://archive.ph/AbC12"},
        "brief": {"url": "https://a.example/[1]"},
        "readings": {"url": "https://a.example/plain", "archived": copy},
        "reports": {"url": "https://www.google.com/url?q=https://a.example/z"},
    }
    for id, more in addresses.items():
        data["sources"][id] |= more
    data["parties"]["ledger"]["url"] = copy.replace("/x", "/ledger")
    write(folder / "a.json", data)

    async def scene() -> None:
        async with Editor(folder) as editor:
            await editor.open("a.json")

            async def made(context: str) -> dict[str, Any]:
                found = await actions(editor, "a.json", editor.at("a.json", context, "http"))
                return {title: json.loads(texts["a.json"]) for title, texts in found.items()}

            both = await made(f'"url": "{copy}"')
            new = both["Unwrap the address, and keep the copy as `archived`"]["sources"]["release"]
            assert (new["url"], new["archived"]) == ("https://a.example/x", copy)
            inner = await made(f'"url": "{copy.replace("/x", "/y")}"')
            assert inner["Unwrap the address"]["sources"]["bulletin"]["url"] == "https://a.example/y"
            encoded = await made('"url": "https://a.example/[1]"')
            assert (
                encoded["Percent-encode the address"]["sources"]["brief"]["url"]
                == "https://a.example/%5B1%5D"
            )
            party = await made(f'"url": "{copy.replace("/x", "/ledger")}"')
            assert party["Unwrap the address"]["parties"]["ledger"]["url"] == "https://a.example/ledger"
            through = await made('"url": "https://www.google.com/url?q=https://a.example/z"')
            assert through["Unwrap the address"]["sources"]["reports"]["url"] == "https://a.example/z"
            assert not await made('"url": "https://a.example/plain"')
            assert not await made(f'"archived": "{copy}"')

    play(scene)


def test_what_a_reference_lacks(folder: Path) -> None:
    """The id that is meant, or the party that is missing."""
    write(
        folder / "a.json", record(SOUND | {"claimant": ["ministri"], "against": ["Anna \u00c9 \U0001f600"]})
    )

    async def scene() -> None:
        async with Editor(folder) as editor:
            await editor.open("a.json")
            made = await actions(editor, "a.json", editor.at("a.json", '"ministri"', "min"))
            standing = {title for title in made if title.startswith("Declare")}
            assert {*made} - standing == {"Write `ministry`", "Create the party `ministri`"}
            assert json.loads(made["Write `ministry`"]["a.json"])["claims"][0]["claimant"] == ["ministry"]
            new = json.loads(made["Create the party `ministri`"]["a.json"])
            assert new["parties"]["ministri"] == {"name": "ministri"}
            made = await actions(editor, "a.json", editor.at("a.json", '"Anna', "Anna"))
            new = json.loads(made["Create the party `anna-e`"]["a.json"])
            assert new["parties"]["anna-e"] == {"name": "Anna \u00c9 \U0001f600"}
            assert new["claims"][0]["against"] == ["anna-e"]
            await editor.edit("a.json", '"ministri"', '"the ledger"')
            made = await actions(editor, "a.json", editor.at("a.json", '"the ledger"', "the"))
            assert [*made] == ["Write `ledger`"]
            await editor.edit("a.json", '"source": "reports"', '"source": "nothing-like-it"')
            assert not await actions(editor, "a.json", editor.at("a.json", '"nothing-like-it"', "nothing"))
            known = editor.at("a.json", '"source": "readings"', "readings")
            assert not await actions(editor, "a.json", known)
            await editor.edit("a.json", '"nothing-like-it"', "7")
            assert not await actions(editor, "a.json", editor.at("a.json", '"source": 7', "7"))
            assert not await actions(
                editor, "a.json", editor.at("a.json", '"source": "readings"', "readings"), ["x"]
            )

    play(scene)


def test_mend_all_and_the_layout(sayso: Run, folder: Path) -> None:
    """As `sayso check --fix` and `sayso fmt` have it, in what is not saved."""
    register = {
        "version": 1,
        "parties": {"b": {"name": "B", "url": "https://b.example/[1]"}, "a": {"name": "A"}},
    }
    write(folder / "a.json", register)
    write(folder / "b.json", record(SOUND))

    async def scene() -> None:
        async with Editor(folder) as editor:
            await editor.open("a.json")
            await editor.open("b.json")
            start = types.Position(0, 0)
            assert not await actions(editor, "a.json", start)
            assert not await actions(editor, "b.json", start, ["source"])
            for only in ("source", "source.fixAll", FIX_ALL):
                made = await actions(editor, "a.json", start, [only])
                assert [*made] == ["Mend what is safe, as `sayso check --fix`"]
            assert sayso("check", "--fix", "a.json", "-q").exit_code == 0
            assert (folder / "a.json").read_text() == made.popitem()[1]["a.json"]
            params = types.DocumentFormattingParams(
                editor.document("b.json"), types.FormattingOptions(2, True)
            )
            found = await editor.client.text_document_formatting_async(params)
            assert found
            laid_out = editor.applied(types.WorkspaceEdit({editor.uri("b.json"): [*found]}))["b.json"]
            assert sayso("fmt", "b.json").exit_code == 0
            assert (folder / "b.json").read_text() == laid_out
            await editor.edit("b.json", editor.texts["b.json"], laid_out)
            found = await editor.client.text_document_formatting_async(params)
            assert found is not None
            assert not found
            await editor.edit("b.json", '"version": 1', '"version": 1,,')
            assert await editor.client.text_document_formatting_async(params) is None

    play(scene)
