"""`sayso edit`: fields of a party, a source or a claim changed."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from sayso_cli.options import EntryId, Paths, SearchOptions
from sayso_cli.terminal import did_you_mean, fail, visible

if TYPE_CHECKING:
    from sayso.record.edit import EntryKind
    from sayso.record.file import File
    from sayso.record.places import Pointer
    from sayso.record.references import Record
    from sayso_cli.editing.entry_writing import NewEntry
    from sayso_cli.editing.fields import Field

_SET = re.compile(r"(?s)([A-Za-z_0-9-]+)(\+?)=(.*)")
_SHOWN: Final = 60


def edit(
    *,
    given: EntryId,
    paths: Paths = None,
    set: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="FIELD=VALUE",
            help="Give a field this value (repeatable); FIELD+=VALUE adds to a list. Lists take commas, "
            "those of ids spaces as well; an object is given as for `sayso add`, one in each --set.",
        ),
    ] = None,
    unset: Annotated[
        list[str] | None, typer.Option("--unset", metavar="FIELD", help="Take a field away (repeatable).")
    ] = None,
    search: SearchOptions,
) -> None:
    """Change fields of a party, a source or a claim; the rest of the file keeps every byte.

    Without --set and --unset the fields are asked for in the terminal, and Enter keeps what is there. What
    would not fit the record format, or names what is not there, is refused, and nothing is written. For
    another id there is `sayso rename`.

    Exit status: 0 changed; 2 the job could not be done, and nothing is changed.
    """
    from sayso.record.references import assemble
    from sayso_cli.editing.dialogue import is_interactive
    from sayso_cli.editing.entry_writing import with_entries, write_anew
    from sayso_cli.editing.new_entry import standing_clause
    from sayso_cli.editing.project_files import ProjectFiles

    seen = ProjectFiles(search.configure(), paths)
    what, id = seen.entry_meant(given)
    home, own = seen.definition_of((what, id))
    entry = seen.edit(home).value_at(own.entry_pointer)
    if not isinstance(entry, dict):
        fail("the entry cannot be read: see `sayso check`")
    record = assemble(home)
    made = home
    if set or unset:
        changes = _changes_from_options(what, entry, set or [], unset or [], record)
    elif is_interactive():
        changes, entries = _ask_for_changes(what, entry, record)
        made = with_entries(home, entries)
    else:
        raise typer.BadParameter("say what to change: --set FIELD=VALUE, or --unset FIELD")
    if not changes:
        typer.echo(f"nothing was changed in {visible(home.path)}")
        return
    for name, value in changes.items():
        made = _with_field(made, own.entry_pointer, what, name, value)
    write_anew(home, made)
    listed = ", ".join(f"`{name}`" for name in changes)
    standing = standing_clause(Path(home.path), id) if what == "claim" else ""
    typer.echo(f"changed {listed} of the {what} `{id}` in {visible(home.path)}{standing}")


def _ask_for_changes(
    what: "EntryKind", entry: dict[str, Any], record: "Record"
) -> "tuple[dict[str, Any], list[NewEntry]]":
    """What is to be otherwise in `entry`, by field, as it is answered; and the entries made on the way."""
    from sayso_cli.editing.dialogue import BACK, LIST, NONE, Dialogue, EndOfDialogue
    from sayso_cli.editing.questions import Questions

    dialogue = Dialogue()

    def conversation() -> "tuple[dict[str, Any], list[NewEntry]]":
        questions = Questions(dialogue, record)
        return questions.changes(what, entry), questions.new_entries

    dialogue.say(f"Enter keeps what is there, `{NONE}` takes it away; `{LIST}` lists, `{BACK}` goes back")
    try:
        return dialogue.run(conversation)
    except (EndOfDialogue, KeyboardInterrupt):
        fail("stopped; nothing was changed")


def _changes_from_options(
    what: str, entry: dict[str, Any], given: list[str], unset: list[str], record: "Record"
) -> dict[str, Any]:
    """What the options say each field is to hold; None for one that is taken away."""
    from sayso_cli.editing.field_values import changed_value
    from sayso_cli.editing.fields import RefusedValue, fields
    from sayso_cli.editing.known_ids import known_ids

    known = {field.name: field for field in fields(what) if field.name != "id"}
    ids = known_ids(record)
    written: dict[str, list[str]] = {}
    adds: dict[str, bool] = {}
    for text in given:
        match = _SET.fullmatch(text)
        if match is None:
            raise typer.BadParameter(
                f"`{visible(text[:_SHOWN])}` is not written as FIELD=VALUE", param_hint="--set"
            )
        name = _field_name(match[1], known, "--set")
        if match[2] and not known[name].is_list:
            raise typer.BadParameter(f"`{name}` is no list; write {name}=VALUE", param_hint="--set")
        written.setdefault(name, []).append(match[3])
        adds[name] = bool(match[2])
    changes: dict[str, Any] = {}
    for name, texts in written.items():
        try:
            value = changed_value(known[name], texts, ids)
        except RefusedValue as error:
            raise typer.BadParameter(visible(str(error)), param_hint=f"--set {name}") from None
        old = entry.get(name)
        if adds[name] and isinstance(old, list):
            value = [*old, *(each for each in value if each not in old)]
        changes[name] = value
    for text in unset:
        name = _field_name(text, known, "--unset")
        if name in written:
            raise typer.BadParameter(f"`{name}` is set as well", param_hint="--unset")
        if name not in entry:
            raise typer.BadParameter(f"there is no `{name}`", param_hint="--unset")
        changes[name] = None
    return changes


def _field_name(name: str, known: "dict[str, Field]", option: str) -> str:
    """The field that is called `name`, be it with hyphens."""
    plain = name.replace("-", "_")
    if plain == "id":
        raise typer.BadParameter("`sayso rename` gives an entry another id", param_hint=option)
    if plain not in known:
        hint = did_you_mean(plain, known, f"there are {', '.join(known)}")
        raise typer.BadParameter(f"no field `{visible(name[:_SHOWN])}`; {hint}", param_hint=option)
    return plain


def _with_field(file: "File", at: "Pointer", kind: str, name: str, value: Any) -> "File":
    """`file` in which the field `name` of the entry at `at` holds `value`; without it, where that is None."""
    from sayso.record.edit import edited_file, editor

    edit = editor(file)
    assert edit is not None
    if value is None:
        splice = edit.remove((*at, name))
    elif name in edit.value_at(at):
        splice = edit.replace((*at, name), value)
    else:
        splice = edit.put(at, name, value, kind)
    return edited_file(file, [splice])
