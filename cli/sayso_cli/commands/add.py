"""`sayso add`: a further party, source or claim, asked for in the terminal or given as options."""

import inspect
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer
from typer.core import TyperGroup

from sayso_cli.editing.fields import Field, fields, missing_fields
from sayso_cli.options import AllowPort, AllowPrivate, today
from sayso_cli.terminal import fail, visible

if TYPE_CHECKING:
    from sayso.record.edit import EntryKind
    from sayso.record.file import File
    from sayso.record.references import Record
    from sayso_cli.editing.drafts import Draft, DraftFile
    from sayso_cli.editing.entry_writing import Made
    from sayso_cli.editing.page_proposals import Reach
    from sayso_cli.editing.questions import Opening

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
    "private": AllowPrivate,
    "ports": AllowPort,
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
    if field.object in ("", "item", "control") and field.refers:
        complete = id_completion(field.refers)
    elif field.object:
        help += f": {pairs_form(field.object)}"
        complete = object_completion(field.object)
    elif field.choices:
        help += f"{'' if help.endswith('?') else ':'} {', '.join(field.choices)}"
        complete = word_completion(field)
    kind: Any = list[str] if field.many else bool if field.type == "boolean" else str
    option = typer.Option(
        field.option,
        help=f"{help}{' (repeatable)' if field.many else ''}.",
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
        given = {field.name: options.pop(f"given_{field.name}") for field in fields(kind)}
        address, opening = options.pop("address", None), options.pop("opening", None)
        reach = {name: value for name, value in options.items() if value}
        if address and not address.startswith(("http://", "https://")):
            # Without an address the file stands in its place.
            if file:
                raise typer.BadParameter("not a web address", param_hint="URL")
            file, address = Path(address), None
        if address:
            if given["url"]:
                raise typer.BadParameter("the address is given twice", param_hint="--url")
            given["url"] = address
        _add_entry(kind, file or _USUAL, given, opening, reach)

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


def _add_entry(
    kind: "EntryKind", path: Path, given: dict[str, Any], opening: bool | None, reach: dict[str, Any]
) -> None:
    """Put an entry, and those that were asked for on the way, behind the others of their kinds.

    The rest of the file keeps every byte.
    """
    from sayso.record.project import Project
    from sayso.record.references import assemble
    from sayso_cli.editing.dialogue import is_interactive
    from sayso_cli.editing.drafts import DraftFile
    from sayso_cli.editing.entry_writing import Made, refuse_unsound
    from sayso_cli.editing.field_values import given_values
    from sayso_cli.editing.known_ids import known_ids
    from sayso_cli.editing.page_proposals import Reach, in_ci, may_ask, open_page
    from sayso_cli.editing.questions import Opening
    from sayso_cli.verifying.opening import missing_library

    if opening and in_ci():
        fail("no page is opened in CI: leave out --open, or unset CI where this is none")
    if not path.exists():
        fail(f"there is no file {path}: `sayso init {path}` makes one")
    file = Project().load(str(path))
    refuse_unsound(file)
    if given.get("file"):
        given = {**given, "sha256": _checked_hash(path, given["file"], given["sha256"])}
    given = {name: value for name, value in given.items() if value is not None}
    record = assemble(file)
    reached = Reach(**reach)
    made = given_values(kind, given, known_ids(record))
    if opening and (name := missing_library()):
        fail(f"opening a page needs {name}; install it by pip install 'sayso[verify]'")
    place, kept = DraftFile(path, kind), ""
    if missing_fields(kind, made) and is_interactive():
        draft = _draft_to_continue(kind, given, place)
        if draft.given != given:
            made = given_values(kind, draft.given, known_ids(record))
        pages = None
        if opening or (opening is None and may_ask()):
            pages = Opening(lambda url: open_page(url, reached), draft.pages, ask_first=not opening)
        entries = _ask_for_entry(kind, draft, made, record, place, pages)
        kept = _draft_hint(place)
    else:
        if opening:
            made = _open_and_complete(made, record, reached)
        missing = missing_fields(kind, made)
        if missing:
            options = " and ".join(field.option for field in missing)
            raise typer.BadParameter(f"{options} must be given (there is no terminal to ask in)")
        entries = [Made(kind, made["id"], made)]
    _write_entries(file, entries, kept)
    if kept:
        place.remove()


def _write_entries(file: "File", entries: "list[Made]", kept: str) -> None:
    """Put `entries` into `file`, and say so; `kept` is where the answers are if that cannot be."""
    from sayso_cli.editing.entry_writing import with_entries, write_anew

    write_anew(file, with_entries(file, entries), kept)
    *others, last = (f"the {each.kind} `{each.id}`" for each in entries)
    listed = f"{', '.join(others)} and {last}" if others else last
    rests = standing_clause(Path(file.path), entries[-1].id) if entries[-1].kind == "claim" else ""
    typer.echo(visible(f"added {listed} to {file.path}{rests}"))


def _open_and_complete(made: dict[str, Any], record: "Record", reach: "Reach") -> dict[str, Any]:
    """`made`, a source given as options, with what its page proposes."""
    from sayso_cli.editing.known_ids import known_ids
    from sayso_cli.editing.page_proposals import complete_from_page, open_page, site_owner

    if "url" not in made:
        raise typer.BadParameter("needs an address", param_hint="--open")
    made = complete_from_page(made, open_page(made["url"], reach), known_ids(record))
    owner = site_owner(made["url"], record.sound_parties)
    return {"publisher": owner, **made} if owner and owner not in made.get("by", ()) else made


def _draft_hint(place: "DraftFile") -> str:
    return f"; what was answered is kept: `sayso add {place.kind} {place.claim_file}` goes on with it"


def _ask_for_entry(
    kind: "EntryKind",
    draft: "Draft",
    made: dict[str, Any],
    record: "Record",
    place: "DraftFile",
    pages: "Opening | None",
) -> "list[Made]":
    """The entry that is asked for but for what is `made`, and before it those that were made on the way."""
    from sayso_cli.editing.dialogue import BACK, LIST, NONE, Dialogue, Stopped
    from sayso_cli.editing.drafts import Draft
    from sayso_cli.editing.questions import Questions

    def conversation() -> "list[Made]":
        questions = Questions(dialogue, record, pages)
        questions.entry(kind, made)
        return questions.made

    Dialogue().say(
        f"`{LIST}` lists what is known, `{BACK}` goes back, `{NONE}` leaves out; Ctrl-C keeps a draft"
    )
    dialogue = Dialogue(
        draft.answers, lambda answers: place.keep(Draft(draft.given, [*answers], draft.pages))
    )
    try:
        return dialogue.run(conversation)
    except (Stopped, KeyboardInterrupt):
        fail(f"stopped; nothing was written{_draft_hint(place) if place.path.exists() else ''}")


def _draft_to_continue(kind: "EntryKind", given: dict[str, Any], place: "DraftFile") -> "Draft":
    """The draft to go on with: the one that is kept, if somebody wants it, else a new one."""
    from sayso.rules.sentences import count
    from sayso_cli.editing.dialogue import Dialogue, Stopped
    from sayso_cli.editing.drafts import Draft

    kept = place.load(
        {each.name: list if each.many else bool if each.type == "boolean" else str for each in fields(kind)}
    )
    if kept is None or not kept.answers:
        return Draft(given)
    dialogue = Dialogue()
    dialogue.say(f"a {kind} that was begun is kept, with {count(len(kept.answers), 'answer')}")
    other = ", without the options that are given now" if given not in ({}, kept.given) else ""
    try:
        return kept if dialogue.confirm(f"Go on with it{other}? `n` drops it") else Draft(given)
    except (Stopped, KeyboardInterrupt):
        fail(f"stopped; nothing was written{_draft_hint(place)}")


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
