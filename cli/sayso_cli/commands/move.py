"""`sayso move`: claims from their files to another one."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso_cli.options import SearchOptions
from sayso_cli.terminal import fail

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
    from sayso_cli.editing.baseline_change import baseline_change
    from sayso_cli.editing.neighbours import Neighbours
    from sayso_cli.files import Change, NotWritten, replace_all
    from sayso_cli.terminal import visible

    if not file.is_file():
        fail(f"there is no file {visible(str(file))}: `sayso init` makes one")
    settings = search.configure()
    seen = Neighbours(settings, come_from)
    target = seen.load(str(file))
    homes: dict[str, File] = {}
    now: dict[str, File] = {}
    for id in dict.fromkeys(seen.entry_meant(f"claim:{given}")[1] for given in claims):
        homes[id], _ = seen.definition_of(("claim", id))
        if homes[id] is target:
            fail(f"the claim `{id}` is in {visible(target.path)} already")
        _refuse_strangers(homes[id], target, id)
        _move_claim(now, homes[id], target, id)
    files = {file.path: file for file in (target, *homes.values())}
    changes = [
        *baseline_change(settings, lambda known, folder: _moved_fingerprint(known, folder, homes, target)),
        *(
            Change(Path(path), now[path].text.encode(), file.text.encode())
            for path, file in files.items()
            if path in now
        ),
    ]
    try:
        replace_all(changes)
    except NotWritten as error:
        fail(str(error))
    typer.echo(f"moved {count(len(homes), 'claim')} to {visible(target.path)}")


def _refuse_strangers(home: "File", target: "File", id: str) -> None:
    """End the run where the claim `id` refers to what `target` does not see as the same entry."""
    from sayso.record.edit import editor
    from sayso.record.references import assemble
    from sayso_cli.editing.mentions import mentions
    from sayso_cli.terminal import visible

    here, there = assemble(home), assemble(target)
    edit = editor(home)
    assert edit is not None
    at = _claim_at(edit, id)
    strangers: dict[str, None] = {}
    for each in mentions(edit):
        if each.within == at and not each.defines:
            known = (here.parties, there.parties) if each.kind == "party" else (here.sources, there.sources)
            if known[0].get(each.id) is not known[1].get(each.id):
                strangers[f"the {each.kind} `{each.id}`"] = None
    if strangers:
        fail(
            f"nothing was moved: {visible(target.path)} does not see {', '.join(strangers)} of the claim "
            f"`{id}`; put what both files need into a register that both include"
        )


def _move_claim(now: "dict[str, File]", home: "File", target: "File", id: str) -> None:
    """Move a claim from one file to the other, as they are `now` by their paths."""
    from sayso.record.edit import apply_splices, editor, in_canonical_order
    from sayso.record.load import load
    from sayso_cli.terminal import visible

    here, there = now.get(home.path, home), now.get(target.path, target)
    edit, behind = editor(here), editor(there)
    if edit is None or behind is None:
        fail(f"{visible(target.path)} cannot be written to: see `sayso check`")
    pointer = _claim_at(edit, id)
    entry = _claim_content(edit, id)
    if _claim_at(behind, id) is None:
        new = apply_splices(there.text, [behind.add("claim", id, in_canonical_order("claim", entry))])
        now[target.path] = load(target.path, new.encode(), lines=target.lines)
    elif _claim_content(behind, id) != entry:
        fail(f"there is another claim `{id}` in {visible(target.path)} already")
    assert pointer is not None
    new = apply_splices(here.text, [edit.remove(pointer)])
    now[home.path] = load(home.path, new.encode(), lines=home.lines)


def _claim_at(edit: "Editor", id: str) -> "Pointer | None":
    """Where the claim `id` stands in a file; None if it has none."""
    from sayso_cli.editing.mentions import mentions

    own = (each.within for each in mentions(edit) if each.defines and (each.kind, each.id) == ("claim", id))
    return next(own, None)


def _claim_content(edit: "Editor", id: str) -> dict[str, Any]:
    """What the claim `id` holds."""
    entry: Any = edit.top
    for part in _claim_at(edit, id) or ():
        entry = entry[part]
    return {name: value for name, value in entry.items() if name != "record"}


def _moved_fingerprint(
    known: "Fingerprint", folder: str, homes: "Mapping[str, File]", target: "File"
) -> "Fingerprint":
    """A fingerprint with the path of the file that its claim is in now."""
    from msgspec import structs

    from sayso.report.baseline import relative

    home = homes.get(known.claim)
    if home is None or relative(home.path, folder) != known.path:
        return known
    return structs.replace(known, path=relative(target.path, folder))
