"""`sayso move`: claims from their files to another one."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso_cli.options import SearchOptions
from sayso_cli.terminal import fail, visible

if TYPE_CHECKING:
    from sayso.record.edit import Editor
    from sayso.record.file import File
    from sayso.record.places import Pointer
    from sayso.report.fingerprint import Fingerprint


def move(
    *,
    claims: Annotated[list[str], typer.Argument(metavar="CLAIM...", help="The ids of the claims.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The claim file to move them to.")],
    come_from: Annotated[
        list[str] | None,
        typer.Option(
            "--from",
            metavar="PATH",
            help="Look for the claims in these files and folders (repeatable). Without any, those of the "
            "config, else the working folder.",
        ),
    ] = None,
    search: SearchOptions,
) -> None:
    """Move claims to another claim file, behind those that it has; all else keeps every byte.

    That file must see the same parties and sources, such as by including the same register, and have no
    claim of that id. What a baseline knows of the claims goes along. All files are written or none; after a
    kill in that very moment a claim may be in both files, and the same command finishes the work.

    Exit status: 0 moved; 2 the job could not be done, and nothing is changed.
    """
    from sayso.rules.sentences import count
    from sayso_cli.editing.id_change import baseline_change
    from sayso_cli.editing.project_files import ProjectFiles
    from sayso_cli.files import FileChange, NotWritten, replace_all

    if not file.is_file():
        fail(f"there is no file {visible(str(file))}: `sayso init` makes one")
    settings = search.configure()
    seen = ProjectFiles(settings, come_from)
    target = seen.load(str(file))
    homes: dict[str, File] = {}
    now: dict[str, File] = {}
    for id in dict.fromkeys(seen.entry_meant(f"claim:{given}")[1] for given in claims):
        homes[id], own = seen.definition_of(("claim", id))
        if homes[id] is target:
            fail(f"the claim `{id}` is in {visible(target.path)} already")
        _refuse_foreign_references(homes[id], target, id, seen.edit(homes[id]).value_at(own.entry_pointer))
        _move_claim(now, homes[id], target, id)
    files = {file.path: file for file in (target, *homes.values())}
    changes = [
        *baseline_change(settings, lambda known, folder: _moved_fingerprint(known, folder, homes, target)),
        *(
            FileChange(Path(path), now[path].text.encode(), file.text.encode())
            for path, file in files.items()
            if path in now
        ),
    ]
    try:
        replace_all(changes)
    except NotWritten as error:
        fail(str(error))
    typer.echo(f"moved {count(len(homes), 'claim')} to {visible(target.path)}")


def _refuse_foreign_references(home: "File", target: "File", id: str, claim: Any) -> None:
    """End the run where the claim `id` refers to what `target` does not see as the same entry."""
    from sayso.record.references import assemble
    from sayso_cli.editing.mentions import referred_kind, texts_in

    here, there = assemble(home), assemble(target)
    strangers: dict[str, None] = {}
    for where, text in texts_in(claim):
        kind = referred_kind("claim", where)
        known = (here.parties, there.parties) if kind == "party" else (here.sources, there.sources)
        if kind and known[0].get(text) is not known[1].get(text):
            strangers[f"the {kind} `{text}`"] = None
    if strangers:
        fail(
            f"nothing was moved: {visible(target.path)} does not see {', '.join(strangers)} of the claim "
            f"`{id}`; put what both files need into a register that both include"
        )


def _move_claim(now: "dict[str, File]", home: "File", target: "File", id: str) -> None:
    """Move a claim from one file to the other, as they are `now` by their paths."""
    from sayso.record.edit import edited_file, editor

    here, there = now.get(home.path, home), now.get(target.path, target)
    edit, behind = editor(here), editor(there)
    if edit is None or behind is None:
        fail(f"{visible(target.path)} cannot be written to: see `sayso check`")
    ((pointer, claim),) = _claims_with_id(edit, id)
    moved = _claims_with_id(behind, id)
    if not moved:
        now[target.path] = edited_file(there, [behind.add("claim", id, claim)])
    elif moved[0][1] != claim:
        fail(f"there is another claim `{id}` in {visible(target.path)} already")
    now[home.path] = edited_file(here, [edit.remove(pointer)])


def _claims_with_id(edit: "Editor", id: str) -> "list[tuple[Pointer, dict[str, Any]]]":
    """Where claims with this id stand, and what they hold, each on a line of its own or not."""
    from sayso_cli.editing.mentions import entries

    return [
        (pointer, {name: value for name, value in entry.items() if name != "record"})
        for kind, own, pointer, entry in entries(edit)
        if (kind, own) == ("claim", id)
    ]


def _moved_fingerprint(
    known: "Fingerprint", folder: str, homes: "Mapping[str, File]", target: "File"
) -> "Fingerprint":
    """A fingerprint with the path of the file that its claim is in now."""
    from msgspec import structs

    from sayso.report.baseline import relative_path

    home = homes.get(known.claim)
    if home is None or relative_path(home.path, folder) != known.path:
        return known
    return structs.replace(known, path=relative_path(target.path, folder))
