"""`sayso add`: a further party, source or claim, asked for in the terminal or given as options."""

import inspect
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer
from typer.core import TyperGroup

from sayso_cli.editing.fields import Field, fields
from sayso_cli.options import AllowPort, AllowPrivate

if TYPE_CHECKING:
    from sayso.record.edit import EntryKind

_ASKED: Final = (
    "What is missing is asked for in the terminal; without one, or with all that is needed, nothing is asked."
)
_HELP: "Final[dict[EntryKind, str]]" = {
    "party": "Add a party: who can speak. Needs --id and --name; what --controlled-by takes is an id or "
    "{control}.",
    "source": "Add a source: one document that says something. Needs --id, --title, --by and --basis; "
    "`analysis` and `relay` need --based-on. The hash of --file is looked up if --sha256 does not give it.",
    "claim": "Add a claim: one checkable sentence. Needs --id, --statement and --claimant; without "
    "--corroboration it says that you looked and found none. An item is SRC or SRC:STANCE, or {item}; all "
    "such pairs can also be given as a JSON object, and several ids in one of them with spaces.",
}


_USUAL: Final = Path("claims.json")
_FILE: Final = {
    "file": Annotated[
        Path | None, typer.Argument(help="The claim file; `sayso init` makes one.", show_default=str(_USUAL))
    ]
}
_OPENING: Final = {
    "address": Annotated[str | None, typer.Argument(metavar="[URL]", help="The address of the document.")],
    **_FILE,
    "opening": Annotated[
        bool | None,
        typer.Option(
            "--open/--no-open",
            help="Open the page and propose what it says of itself; not given, it is asked. Never in CI.",
        ),
    ],
    "allow_private": AllowPrivate,
    "allow_port": AllowPort,
    "archive": Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="Where copies are asked for, as for `sayso verify`.",
            show_default="the Wayback Machine",
        ),
    ],
}


def _parameter(field: Field) -> inspect.Parameter:
    """The option that gives `field`."""
    from sayso_cli.editing.completions import id_completion, object_completion, word_completion
    from sayso_cli.editing.object_pairs import pairs_form

    help = field.summary
    metavar = "DATE" if field.type == "date" else None
    complete: Any = None
    if field.object:
        metavar = "ITEM" if field.object == "item" else "PAIRS"
    if field.object in ("", "item", "control") and field.refers_to:
        complete = id_completion(field.refers_to)
    elif field.object:
        help += f": {pairs_form(field.object)}"
        complete = object_completion(field.object)
    elif field.choices:
        help += f"{'' if help.endswith('?') else ':'} {', '.join(field.choices)}"
        complete = word_completion(field)
    kind: Any = list[str] if field.is_list else bool if field.type == "boolean" else str
    option = typer.Option(
        field.option,
        help=f"{help}{' (repeatable)' if field.is_list else ''}.",
        metavar=metavar,
        autocompletion=complete,
    )
    return inspect.Parameter(
        f"given_{field.name}",
        inspect.Parameter.KEYWORD_ONLY,
        default=None,
        annotation=Annotated[kind | None, option],
    )


def _command(kind: "EntryKind") -> Any:
    """The command that adds a `kind`; its options are the fields that the schema names."""
    from sayso_cli.editing.object_pairs import pairs_form

    def add(file: Path | None = None, **options: Any) -> None:
        from sayso_cli.editing.new_entry import add_entry
        from sayso_cli.verifying.opening import NetworkOptions

        given = {field.name: options.pop(f"given_{field.name}") for field in fields(kind)}
        address, opening = options.pop("address", None), options.pop("opening", None)
        archive = options.pop("archive", None) or ""
        if address and not address.startswith(("http://", "https://")):
            # Without an address the file stands in its place.
            if file:
                raise typer.BadParameter("not a web address", param_hint="URL")
            file, address = Path(address), None
        if address:
            if given["url"]:
                raise typer.BadParameter("the address is given twice", param_hint="--url")
            given["url"] = address
        add_entry(kind, file or _USUAL, given, opening, NetworkOptions(**options), archive)

    parameters = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=annotation)
        for name, annotation in (_OPENING if kind == "source" else _FILE).items()
    ]
    parameters += map(_parameter, fields(kind))
    add.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    add.__annotations__ = {each.name: each.annotation for each in parameters}
    help = _HELP[kind].format(item=pairs_form("item"), control=pairs_form("control"))
    part = typer.Typer(add_completion=False, rich_markup_mode=None)
    part.command(kind, help=f"{help}\n\n{_ASKED}")(add)
    return typer.main.get_command(part)


class _AddGroup(TyperGroup):
    """The commands of `sayso add`; the schema is loaded when one is asked for."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands: Any = dict.fromkeys(_HELP)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command that adds what is called so; None if there is none."""
        return next((_command(kind) for kind in _HELP if kind == cmd_name), None)


app = typer.Typer(cls=_AddGroup, no_args_is_help=True, add_completion=False, rich_markup_mode=None)


@app.callback(help="Add a party, a source or a claim to a claim file.")
def add() -> None:
    """Nothing is to be done before a command."""
