"""The mends that an editor offers: those of `sayso check --fix`, and what there is to do at the place."""

from collections.abc import Collection, Iterator
from itertools import chain
from pathlib import Path
from typing import Final, NamedTuple

from lsprotocol import types

from sayso.record.edit import Editor, Splice, edited_file, editor
from sayso.record.file import File
from sayso.record.load import load
from sayso.record.model import is_id, is_url
from sayso.record.project import FoundFiles
from sayso.record.syntax.spelling import suggest
from sayso.record.urls import is_lasting, unwrap
from sayso_cli.editing.fields import address_fields
from sayso_cli.editing.known_ids import free_id, known_ids
from sayso_cli.fixes import address_fixes, register_order_fixes, standing_splice
from sayso_cli.lsp.answers import Spot, judged_claim
from sayso_cli.lsp.edits import edits, whole_edit
from sayso_cli.terminal import visible

FIX_ALL: Final = f"{types.CodeActionKind.SourceFixAll.value}.sayso"
"""The kind of what mends a whole file."""
ACTION_KINDS: Final = [types.CodeActionKind.QuickFix, FIX_ALL]
_STANDINGS: Final = frozenset(
    {"self-asserted", "overstated", "understated", "partly-backed", "single-source"}
)
_MAX_CHARS: Final = 100


class _Mend(NamedTuple):
    """A mend: what it does, how, and the checks that find what it mends."""

    title: str
    splices: list[Splice]
    checks: Collection[str]


def code_actions(spot: Spot, context: types.CodeActionContext) -> list[types.CodeAction]:
    """The mends for what is at a place; that of the whole file only if it is asked for."""
    snapshot = spot.snapshot
    file = snapshot.file(spot.path)
    edit = editor(file)
    if edit is None or spot.file is not file:
        return []
    made = []
    if _is_asked(types.CodeActionKind.QuickFix, context.only):
        found = [_standing_mends(spot, edit), _address_mends(spot, edit), _reference_mends(spot, edit)]
        for mend in chain.from_iterable(found):
            mended = [each for each in context.diagnostics if each.code in mend.checks]
            changes = types.WorkspaceEdit(edits(snapshot, file, mend.splices))
            title = visible(mend.title[:_MAX_CHARS])
            made.append(types.CodeAction(title, types.CodeActionKind.QuickFix, mended, edit=changes))
    if context.only and _is_asked(FIX_ALL, context.only):
        new = _fixed_text(spot.path, file)
        if new != file.text:
            changes = types.WorkspaceEdit(whole_edit(snapshot, file, new))
            made.append(types.CodeAction("Mend what is safe, as `sayso check --fix`", FIX_ALL, edit=changes))
    return made


def _is_asked(kind: str, only: Collection[str] | None) -> bool:
    """Whether actions of this kind are wanted."""
    return not only or any(f"{kind}.".startswith(f"{each}.") for each in only)


def _standing_mends(spot: Spot, edit: Editor) -> Iterator[_Mend]:
    """The standing that is computed, declared by the claim at the place."""
    claim = judged_claim(spot, spot.cursor.entry_pointer) if spot.cursor.kind == "claim" else None
    splice = claim and standing_splice(edit, claim, anew=True)
    if claim and claim.judgement and splice:
        yield _Mend(f"Declare the standing `{claim.judgement.standing}`", [splice], _STANDINGS)


def _address_mends(spot: Spot, edit: Editor) -> Iterator[_Mend]:
    """The address at the place, percent-encoded, or without what it is wrapped in."""
    cursor = spot.cursor
    names = address_fields(cursor.kind) if cursor.kind and not cursor.is_key else ()
    if cursor.place_in_entry not in [(name,) for name in names]:
        return
    for change in address_fixes(FoundFiles((spot.file,), 0)):
        if change.pointer == cursor.pointer:
            yield _Mend("Percent-encode the address", change.splices, {"schema"})
    inner = unwrap(cursor.text)
    if cursor.place_in_entry == ("url",) and inner != cursor.text and is_url(inner):
        splices = [edit.replace(cursor.pointer, inner)]
        title = "Unwrap the address"
        is_copy = cursor.kind == "source" and is_lasting(cursor.text)
        if is_copy and "archived" not in edit.value_at(cursor.entry_pointer):
            splices.append(edit.put(cursor.entry_pointer, "archived", cursor.text, "source"))
            title = "Unwrap the address, and keep the copy as `archived`"
        yield _Mend(title, splices, {"not-archived", "claimant-domain"})


def _reference_mends(spot: Spot, edit: Editor) -> Iterator[_Mend]:
    """An id that there is for one that there is not; the party that is missing."""
    cursor, what = spot.cursor, spot.cursor.wanted_kind
    if what is None or what == "claim" or not cursor.text or not cursor.is_quoted:
        return
    known = known_ids(spot.record)
    if cursor.text in known.names[what]:
        return
    called = known.id_called(cursor.text, what)
    meant = called or suggest(cursor.text, known.names[what])
    checks = {"unknown-reference", "schema"}
    if meant:
        yield _Mend(f"Write `{meant}`", [edit.replace(cursor.pointer, meant)], checks)
    if what == "party" and not called:
        name = cursor.text
        id = name if is_id(name) else free_id("party", {"name": name}, known.names["party"])
        splices = [edit.add("party", id, {"name": name})]
        if id != name:
            splices.append(edit.replace(cursor.pointer, id))
        yield _Mend(f"Create the party `{id}`", splices, checks)


def _fixed_text(path: Path, file: File) -> str:
    """The text of a file with all that `sayso check --fix` mends in it."""
    # Without the registers that it includes, and by the name that it has here.
    now = load(str(path), file.text.encode(), lines=file.lines)
    for step in (address_fixes, register_order_fixes):
        now = edited_file(now, [each for change in step(FoundFiles((now,), 0)) for each in change.splices])
    return now.text
