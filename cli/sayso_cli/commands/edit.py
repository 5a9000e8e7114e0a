"""`sayso edit`: fields of a party, a source or a claim changed."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from sayso_cli.options import ConfigFile, EntryId, Exclude, NoConfig, Paths
from sayso_cli.terminal import did_you_mean, fail

if TYPE_CHECKING:
    from sayso.record.edit import Editor
    from sayso.record.file import File
    from sayso.record.places import Pointer
    from sayso_cli.ask import Field, KnownIds

_SET = re.compile(r"(?s)([A-Za-z_0-9-]+)(\+?)=(.*)")
_LINE_KEYS: Final = ("record", "id")
_SHOWN: Final = 60


def edit(
    given: EntryId,
    paths: Paths = None,
    set: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="FIELD=VALUE",
            help="Give a field this value (repeatable); FIELD+=VALUE adds to a list. Lists take commas, "
            "those of ids spaces as well; an object is given as for `sayso add`, one in each --set.",
            show_default=False,
        ),
    ] = None,
    unset: Annotated[
        list[str] | None,
        typer.Option("--unset", metavar="FIELD", help="Take a field away (repeatable).", show_default=False),
    ] = None,
    exclude: Exclude = None,
    config: ConfigFile = None,
    no_config: NoConfig = False,
) -> None:
    """Change fields of a party, a source or a claim; the rest of the file keeps every byte.

    What would not fit the record format, or names what is not there, is refused, and nothing is written.
    For another id there is `sayso rename`.

    Exit status: 0 changed; 2 the job could not be done, and nothing is changed.
    """
    from sayso.record.edit import editor
    from sayso.record.load import load
    from sayso.record.references import assemble
    from sayso_cli.ask import fields, known_ids
    from sayso_cli.commands.add import standing_clause
    from sayso_cli.configuration import configure
    from sayso_cli.editing.neighbours import Neighbours
    from sayso_cli.files import replace
    from sayso_cli.terminal import visible

    seen = Neighbours(configure(config, no_config, {"exclude": exclude}), paths)
    what, id = seen.what(given)
    home, own = seen.home((what, id))
    known = {field.name: field for field in fields(what) if field.name != "id"}
    changes = _changes(set or [], unset or [], known)
    if not changes:
        raise typer.BadParameter("say what to change: --set FIELD=VALUE, or --unset FIELD")
    ids = known_ids(assemble(home))
    made: File = home
    for name, texts in changes.items():
        edit = editor(made)
        assert edit is not None
        text = _changed(edit, own.within, what, known[name], texts, ids)
        made = load(home.path, text.encode(), lines=home.lines)
    if len(made.problems) > len(home.problems):
        said = {(problem.message, problem.pointer) for problem in home.problems}
        new = next(each for each in made.problems if (each.message, each.pointer) not in said)
        fail(f"nothing was changed: {new.message}; {new.help}")
    try:
        replace(Path(home.path), made.text.encode(), was=home.text.encode())
    except OSError as error:
        fail(f"cannot write {home.path}: {error.strerror}")
    listed = ", ".join(f"`{name}`" for name in changes)
    standing = standing_clause(Path(home.path), id) if what == "claim" else ""
    typer.echo(f"changed {listed} of the {what} `{id}` in {visible(home.path)}{standing}")


class Texts(list[str]):
    """What a field is given; `adds` says that it comes to what is there."""

    adds = False


def _changes(given: list[str], unset: list[str], known: "dict[str, Field]") -> dict[str, Texts | None]:
    """What each field is given; None for one that is taken away."""
    from sayso_cli.terminal import visible

    changes: dict[str, Texts | None] = {}
    for text in given:
        match = _SET.fullmatch(text)
        if match is None:
            raise typer.BadParameter(
                f"`{visible(text[:_SHOWN])}` is not written as FIELD=VALUE", param_hint="--set"
            )
        name = _field(match[1], known, "--set")
        adds = bool(match[2])
        texts = changes.setdefault(name, Texts())
        assert texts is not None
        if adds and not known[name].many:
            raise typer.BadParameter(f"`{name}` is no list; write {name}=VALUE", param_hint="--set")
        texts.adds = adds
        texts.append(match[3])
    for text in unset:
        name = _field(text, known, "--unset")
        if name in changes:
            raise typer.BadParameter(f"`{name}` is set as well", param_hint="--unset")
        changes[name] = None
    return changes


def _field(name: str, known: "dict[str, Field]", option: str) -> str:
    """The field that is called `name`, be it with hyphens."""
    from sayso_cli.terminal import visible

    plain = name.replace("-", "_")
    if plain == "id":
        raise typer.BadParameter("`sayso rename` gives an entry another id", param_hint=option)
    if plain not in known:
        hint = did_you_mean(plain, known, f"there are {', '.join(known)}")
        raise typer.BadParameter(f"no field `{visible(name[:_SHOWN])}`; {hint}", param_hint=option)
    return plain


def _changed(
    edit: "Editor", at: "Pointer", what: str, field: "Field", texts: Texts | None, ids: "KnownIds"
) -> str:
    """The text of a file in which the entry at `at` has one field otherwise."""
    from sayso.record.edit import apply, keys
    from sayso_cli.ask import field_value

    entry: Any = edit.top
    for part in at:
        entry = entry[part]
    if not isinstance(entry, dict):
        fail("the entry cannot be read: see `sayso check`")
    there = field.name in entry
    if texts is None:
        if not there:
            raise typer.BadParameter(f"there is no `{field.name}`", param_hint="--unset")
        return apply(edit.text, [edit.remove((*at, field.name))])
    try:
        value = field_value(what, field, texts, ids)
    except typer.BadParameter as error:
        raise typer.BadParameter(error.message, param_hint=f"--set {field.name}") from None
    old = entry.get(field.name)
    if texts.adds and isinstance(old, list):
        value = [*old, *(each for each in value if each not in old)]
    if there:
        return apply(edit.text, [edit.put_anew((*at, field.name), value)])
    order = (*_LINE_KEYS, *keys(what)) if edit.lines else keys(what)
    return apply(edit.text, [edit.put(at, field.name, value, order)])
