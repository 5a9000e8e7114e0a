"""`sayso add`: a further party, source or claim, asked for in the terminal or given as options."""

import inspect
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from typer.core import TyperGroup

from sayso_cli.ask import (
    Field,
    ask_entry,
    fields,
    first_sentence,
    id_completion,
    is_interactive,
    known_ids,
    meanings,
    members,
    object_completion,
)
from sayso_cli.options import today
from sayso_cli.terminal import fail, visible

_ASKED: Final = (
    "What is missing is asked for in the terminal; without one, or with all that is needed, nothing is asked."
)
_HELP: Final = {
    "party": "Add a party: who can speak. Needs --id and --name; what --controlled-by takes is an id or "
    "{control}.",
    "source": "Add a source: one document that says something. Needs --id, --title, --by and --basis; "
    "`analysis` and `relay` need --based-on. The hash of --file is looked up if --sha256 does not give it.",
    "claim": "Add a claim: one checkable sentence. Needs --id, --statement and --claimant; without "
    "--corroboration it says that you looked and found none. An item is SRC or SRC:STANCE, or {item}; all "
    "such pairs can also be given as a JSON object, and several ids in one of them with spaces.",
}


def _pairs_form(object: str) -> str:
    """How an object is given."""
    return ",".join(f"{name}=…" for name in members(object))


def _parameter(field: Field) -> inspect.Parameter:
    """The option that gives `field`."""
    help = first_sentence(field)
    if field.object and field.object not in ("item", "control"):
        help += f": {_pairs_form(field.object)}"
    elif field.choices:
        help += f"{'' if help.endswith('?') else ':'} {', '.join(field.choices)}"
    complete: Any = None
    if (field.refers and not field.object) or field.object in ("item", "control"):
        assert field.refers
        complete = id_completion(field.refers)
    elif field.object:
        complete = object_completion(field.object)
    elif field.choices:
        words = [(word, meanings(field).get(word, "")) for word in field.choices]

        def complete() -> list[tuple[str, str]]:
            return words

    kind: Any = list[str] if field.many else bool if field.flag else str
    metavar = (
        "ITEM" if field.object == "item" else "PAIRS" if field.object else "DATE" if field.date else None
    )
    option = typer.Option(
        field.option,
        help=f"{help}{' (repeatable)' if field.many else ''}.",
        show_default=False,
        metavar=metavar,
        autocompletion=complete,
    )
    return inspect.Parameter(
        f"given_{field.name}",
        inspect.Parameter.KEYWORD_ONLY,
        default=None,
        annotation=Annotated[kind | None, option],
    )


def _command(kind: str) -> Any:
    """The command that adds a `kind`; its options are the fields that the schema names."""

    def add(**given: Any) -> None:
        path = given.pop("file")
        _add(kind, path, {name.removeprefix("given_"): value for name, value in given.items()})

    file = inspect.Parameter(
        "file",
        inspect.Parameter.KEYWORD_ONLY,
        default=Path("claims.json"),
        annotation=Annotated[Path, typer.Argument(help="The claim file; `sayso init` makes one.")],
    )
    parameters = [file, *map(_parameter, fields(kind))]
    add.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    add.__annotations__ = {each.name: each.annotation for each in parameters}
    help = _HELP[kind].format(item=_pairs_form("item"), control=_pairs_form("control"))
    part = typer.Typer(add_completion=False, rich_markup_mode=None)
    part.command(kind, help=f"{help}\n\n{_ASKED}")(add)
    return typer.main.get_command(part)


class _Kinds(Mapping[str, Any]):
    """The commands by what they add; the schema is loaded when one is asked for."""

    def __getitem__(self, kind: str) -> Any:
        return _command(kind)

    def __iter__(self) -> Iterator[str]:
        return iter(_HELP)

    def __len__(self) -> int:
        return len(_HELP)


class _Add(TyperGroup):
    """The commands of `sayso add`."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands: Any = _Kinds()


app = typer.Typer(cls=_Add, no_args_is_help=True, add_completion=False, rich_markup_mode=None)


@app.callback(help="Add a party, a source or a claim to a claim file.")
def add() -> None:
    """Nothing is to be done before a command."""


def _add(kind: str, path: Path, given: dict[str, Any]) -> None:
    """Put an entry behind the others of its kind; the rest of the file keeps every byte."""
    from sayso.record.edit import apply, editor, ordered, unsound
    from sayso.record.project import Project
    from sayso.record.references import assemble
    from sayso_cli.files import problem_line, replace

    if not path.exists():
        fail(f"there is no file {path}: `sayso init {path}` makes one")
    file = Project().load(str(path))
    problem = unsound(file)
    edit = editor(file)
    if problem:
        fail(problem_line(file, problem))
    if edit is None:
        fail(f"{path} cannot be added to: `sayso check {path}` says what is wrong with it")
    if given.get("file"):
        given = {**given, "sha256": _checked_hash(path, given["file"], given["sha256"])}
    made = ask_entry(kind, given, known_ids(assemble(file)), ask=is_interactive())
    id = made["id"]
    if kind != "claim":
        del made["id"]
    new = apply(file.text, [edit.add(kind, id, ordered(kind, made))])
    try:
        replace(path, new.encode(), was=file.text.encode())
    except OSError as error:
        fail(f"cannot write {path}: {error.strerror}")
    rests = standing_clause(path, id) if kind == "claim" else ""
    typer.echo(visible(f"added the {kind} `{id}` to {path}{rests}"))


def _checked_hash(path: Path, name: str, given: str | None) -> str:
    """The hash of the file `name`, for a source in the claim file at `path`; it must be the one `given`."""
    from hashlib import sha256

    from sayso.record.citations import Unavailable, read_attachment

    try:
        found = sha256(read_attachment(name, str(path))).hexdigest()
    except Unavailable as error:
        told = f"{error} (it is looked up from the folder of {visible(str(path))})"
        raise typer.BadParameter(told, param_hint="--file") from None
    if given is not None and given != found:
        raise typer.BadParameter(f"the hash of {visible(name)} is {found}", param_hint="--sha256")
    return found


def standing_clause(path: Path, id: str) -> str:
    """What the claim `id` rests on, now that it is there."""
    from sayso.record.project import Project
    from sayso.report.engine import check
    from sayso.rules.rule import House

    report = check(Project().find([str(path)]), House(today()), rules=())
    for claim in report.files[0].claims:
        if claim.entry.id == id and claim.judgement:
            return f": {claim.judgement.standing}, {visible(claim.reason)}"
    return f"; it cannot be judged yet: see `sayso check {path}`"
