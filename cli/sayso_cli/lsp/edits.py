"""Changes of files that the editor is to make: another id, the canonical layout."""

from collections.abc import Iterable
from pathlib import Path

from lsprotocol import types

from sayso.record.edit import Splice, canonical_text, first_fault
from sayso.record.file import File
from sayso_cli.editing.fields import RefusedValue
from sayso_cli.editing.id_change import refuse_bad_id, rename_changes, rename_splices
from sayso_cli.lsp.answers import Spot, common_ends, project_files
from sayso_cli.lsp.open_files import Snapshot, exit_as_refusal

Edits = dict[str, list[types.TextEdit]]


def prepare_rename(spot: Spot) -> types.PrepareRenamePlaceholder | None:
    """The id that can be changed there; None if there is none."""
    if spot.entry() is None:
        return None
    return types.PrepareRenamePlaceholder(spot.range, spot.cursor.text)


def rename(spot: Spot, new: str) -> types.WorkspaceEdit:
    """Another id for the entry that is named there, everywhere, as `sayso rename` gives it.

    Raises `RefusedValue` where the id is taken or none, or a file cannot be written to.
    """
    if spot.cursor.named_entry is None:
        raise RefusedValue("there is no id of a party, a source or a claim here")
    seen = project_files(spot)
    snapshot, changes = spot.snapshot, Edits()
    with exit_as_refusal():
        refuse_bad_id(new)
        entry = seen.entry_meant(":".join(spot.cursor.named_entry))
        beside, changed = rename_changes(snapshot.settings, seen, entry, new)
        for file in changed:
            changes |= edits(snapshot, file, rename_splices(seen, file, entry, new))
    for change in beside:
        uri = snapshot.uri(Path(change.path).resolve())
        changes[uri] = _replacement_edits(snapshot, change.before.decode(), change.data.decode())
    return types.WorkspaceEdit(changes)


def formatting_edits(snapshot: Snapshot, path: Path) -> list[types.TextEdit] | None:
    """What brings a file into the canonical layout, as `sayso fmt` does; None while it cannot be read."""
    file = snapshot.file(path)
    if first_fault(file):
        return None
    return _replacement_edits(snapshot, file.text, canonical_text(file.text, lines=file.lines))


def edits(snapshot: Snapshot, file: File, wanted: Iterable[Splice]) -> Edits:
    """Splices of a file as the editor makes them."""
    positions = snapshot.positions(file.text)
    made = [types.TextEdit(positions.range((each.start, each.end)), each.text) for each in wanted]
    return {snapshot.uri(snapshot.path(file)): made}


def whole_edit(snapshot: Snapshot, file: File, new: str) -> Edits:
    """`new` in the place of the text of a file."""
    return {snapshot.uri(snapshot.path(file)): _replacement_edits(snapshot, file.text, new)}


def _replacement_edits(snapshot: Snapshot, old: str, new: str) -> list[types.TextEdit]:
    """What makes `new` of `old`: nothing, or one edit of all between what they have in common_ends."""
    if old == new:
        return []
    same, behind = common_ends(old, new)
    range = snapshot.positions(old).range((same, len(old) - behind))
    return [types.TextEdit(range, new[same : len(new) - behind])]
