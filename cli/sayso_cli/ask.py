"""Asking for an entry, field by field, and refusing what would not validate."""

import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

import typer

from sayso_cli.terminal import fail

if TYPE_CHECKING:
    from sayso.record.references import Record

What = Literal["text", "id", "party", "source", "item", "words", "figure", "response", "waiver"]

Kind = Literal["party", "source"]

BASIS: Final = {
    "investigation": "its own reporting or inquiry, with its own witnesses or documents",
    "observation": "its own measurement, telemetry or eyewitness account",
    "primary-document": "is itself the thing: ruling, statute, contract, leaked file, data set",
    "analysis": "reasons from other sources: name them next",
    "relay": "repeats other sources: name them next",
    "statement": "asserts, without showing how it knows",
    "unknown": "does not say, or nobody has looked",
}
"""What each `basis` means, in a line."""
_LISTED: Final = 40
_LONGEST_ID: Final = 60
_LIST: Final = "?"


class Field(NamedTuple):
    """One field of an entry: what it holds, and how it is asked for.

    `question` is empty for fields that are only given as options. `needed` fields are asked for until
    there is an answer; the others are passed over with an empty one.
    """

    name: str
    option: str
    question: str = ""
    what: What = "text"
    many: bool = False
    needed: bool = False
    explained: Mapping[str, str] = {}


PARTY: Final = (
    Field("name", "--name", "Name that readers know it by", needed=True),
    Field("id", "--id", "Id", "id", needed=True),
    Field("kind", "--kind", "What it is (state, company, media, person, …)"),
    Field(
        "controlled_by", "--controlled-by", "Who can tell it what to say: ids of parties", "party", many=True
    ),
    Field("allied_with", "--allied-with", what="party", many=True),
    Field("domains", "--domain", "Domains it publishes on", "words", many=True),
    Field("url", "--url"),
    Field("note", "--note"),
)
SOURCE: Final = (
    Field("title", "--title", "Title of the document", needed=True),
    Field("id", "--id", "Id", "id", needed=True),
    Field("by", "--by", "Whose word it is: ids of parties", "party", many=True, needed=True),
    Field("publisher", "--publisher", what="party"),
    Field("basis", "--basis", "How does it know?", needed=True, explained=BASIS),
    Field("based_on", "--based-on", "Where it got its knowledge from: ids of sources", "source", many=True),
    Field("published", "--published", "Published on (YYYY-MM-DD, YYYY-MM or YYYY)"),
    Field("retrieved", "--retrieved"),
    Field("url", "--url", "Address"),
    Field("archived", "--archived", "Address of a lasting copy"),
    Field("file", "--file"),
    Field("sha256", "--sha256"),
    Field("language", "--language"),
    Field("note", "--note"),
    Field("waive", "--waive", what="waiver", many=True),
)
CLAIM: Final = (
    Field("statement", "--statement", "The claim as one checkable sentence", needed=True),
    Field("id", "--id", "Id", "id", needed=True),
    Field("claimant", "--claimant", "Who claims it: ids of parties", "party", many=True, needed=True),
    Field("kind", "--kind"),
    Field("stated_in", "--stated-in", "Id of the source in which it is claimed", "source"),
    Field("stated_on", "--stated-on"),
    Field("quote", "--quote", "The claim verbatim"),
    Field("language", "--language"),
    Field("against", "--against", "Whom it accuses: ids of parties", "party", many=True),
    Field("figures", "--figure", what="figure", many=True),
    Field("response", "--response", what="response", many=True),
    Field("evidence", "--evidence", "What the claimant cites: ids of sources", "item", many=True),
    Field(
        "corroboration",
        "--corroboration",
        "What others establish: ids of sources, with :partial, :refutes or :context where they do not "
        "support; none says that you looked and found none",
        "item",
        many=True,
    ),
    Field("standing", "--standing"),
    Field("reviewed", "--reviewed"),
    Field("tags", "--tag", what="words", many=True),
    Field("note", "--note"),
    Field("waive", "--waive", what="waiver", many=True),
)
OBJECTS: Final[Mapping[str, tuple[str, ...]]] = {
    "item": ("source", "stance", "quote", "locator", "checked", "note"),
    "figure": ("measure", "value", "bound", "unit"),
    "response": ("party", "answer", "source", "on"),
    "waiver": ("check", "reason", "until"),
}
"""What can be given of each kind of object in a list, in this order; a test holds it against the schema."""
_REFERRED: Final[Mapping[str, Kind]] = {"party": "party", "source": "source"}
FIELDS: Final[Mapping[str, tuple[Field, ...]]] = {"party": PARTY, "source": SOURCE, "claim": CLAIM}


class Book(NamedTuple):
    """What the ids of a file and of its registers stand for: id → name, title or statement."""

    party: dict[str, str]
    source: dict[str, str]
    claim: dict[str, str]

    def of(self, kind: str) -> dict[str, str]:
        """The ids of one kind."""
        known: dict[str, str] = getattr(self, kind)
        return known


def book(record: "Record") -> Book:
    """The ids that are known in `record`."""
    return Book(
        {id: entry.value.name if entry.value else "" for id, entry in record.parties.items()},
        {id: entry.value.title if entry.value else "" for id, entry in record.sources.items()},
        {each.id: each.value.statement if each.value else "" for each in record.file.claims if each.id},
    )


def is_interactive() -> bool:
    """Whether there is somebody to ask: a terminal to read from, and one to write to."""
    return bool(sys.stdin) and sys.stdin.isatty() and bool(sys.stderr) and sys.stderr.isatty()


def entry(kind: str, given: Mapping[str, Any], known: Book, *, ask: bool) -> dict[str, Any]:
    """A `kind` made of what is `given` as options and, with `ask`, of what is answered in the terminal.

    Raises `typer.BadParameter` for an option that would not validate, or one that is missing.
    """
    fields = FIELDS[kind]
    made: dict[str, Any] = {}
    for field in fields:
        value = given.get(field.name)
        if value:
            made[field.name] = _from_option(kind, field, value, known)
        elif isinstance(value, str):
            raise typer.BadParameter("must not be empty", param_hint=field.option)
    missing = [field for field in fields if _needed(field, made) and field.name not in made]
    if missing and ask:
        for field in fields:
            if field.name not in made and _asked(field, made):
                value = _from_terminal(kind, field, made, known)
                if value:
                    made[field.name] = value
    elif missing:
        options = " and ".join(field.option for field in missing)
        raise typer.BadParameter(f"{options} must be given (there is no terminal to ask in)")
    if kind == "claim":
        made = {"evidence": [], "corroboration": [], **made}
    return made


def _needed(field: Field, made: Mapping[str, Any]) -> bool:
    """Whether an entry cannot do without `field`, given what is known of it so far."""
    return field.needed or (field.name == "based_on" and made.get("basis") in ("analysis", "relay"))


def _asked(field: Field, made: Mapping[str, Any]) -> bool:
    """Whether to ask for `field`. Only what repeats other sources is asked for them."""
    return _needed(field, made) if field.name == "based_on" else bool(field.question)


def _from_option(kind: str, field: Field, value: Any, known: Book) -> Any:
    if field.what in OBJECTS:
        try:
            value = [_object(field.what, each) for each in value]
        except ValueError as error:
            from sayso_cli.visible import visible

            raise typer.BadParameter(visible(str(error)), param_hint=field.option) from None
    fault = _fault(kind, field, value, known)
    if fault:
        raise typer.BadParameter(fault, param_hint=field.option)
    return value


def _from_terminal(kind: str, field: Field, made: Mapping[str, Any], known: Book) -> Any:
    """The answer for `field`, asked for until it validates; empty if it is passed over."""
    needed = _needed(field, made)
    default = _free_id(made, known.of(kind)) if field.what == "id" else ""
    for word, meaning in field.explained.items():
        _say(f"  {word:<{max(map(len, field.explained))}}  {meaning}")
    referred = _referred(field)
    hint = f" ({_LIST} lists those known)" if referred else ""
    optional = "" if needed else " [none]"
    label = f"{field.question}{hint}{optional}"
    _complete_with(known.of(referred) if referred else field.explained)
    while True:
        answer = _prompt(label, default)
        if referred and answer.startswith(_LIST):
            _list(known.of(referred), answer[1:].strip())
            continue
        words = answer.replace(",", " ").split()
        value: Any = answer
        if field.many:
            value = [_item(word) for word in words] if field.what == "item" else words
        fault = _fault(kind, field, value, known) if value or needed else ""
        if not fault:
            return value
        _say(f"  {fault}")


def _complete_with(words: Iterable[str]) -> None:
    """Let the tabulator key complete `words` in the next answers, where the system can."""
    try:
        import readline
    except ImportError:
        return
    choices = sorted(words)
    readline.set_completer_delims(" ,")
    readline.set_completer(
        lambda text, state: [*(word for word in choices if word.startswith(text)), None][state]
    )
    readline.parse_and_bind("tab: complete")


def _prompt(label: str, default: str) -> str:
    try:
        answer: str = typer.prompt(label, default=default, show_default=bool(default), err=True)
    except typer.Abort:
        fail("stopped; nothing was written")
    return answer.strip()


def _say(line: str) -> None:
    from sayso_cli.visible import visible

    typer.echo(f"{line[:2]}{visible(line[2:])}", err=True)


def _list(known: Mapping[str, str], wanted: str) -> None:
    """Print the ids that hold `wanted`, in themselves or in what they stand for."""
    found = [(id, name) for id, name in known.items() if wanted.lower() in f"{id} {name}".lower()]
    for id, name in found[:_LISTED]:
        _say(f"  {id}  {name}")
    if not found:
        _say("  none")
    if len(found) > _LISTED:
        _say(f"  … and {len(found) - _LISTED} more; `{_LIST}word` lists those with a word")


def _object(what: str, text: str) -> dict[str, Any]:
    """The object that `text` gives; an item may also be given as `SRC` or `SRC:stance`."""
    from sayso_cli.pairs import pairs

    if what == "item" and not text.startswith(("{", "source=")):
        return _item(text)
    return pairs(text, OBJECTS[what], ("value",) if what == "figure" else ())


def _item(word: str) -> dict[str, Any]:
    """`SRC` or `SRC:stance` as an item."""
    source, colon, stance = word.partition(":")
    return {"source": source, "stance": stance} if colon else {"source": source}


def _free_id(made: Mapping[str, Any], taken: Iterable[str]) -> str:
    """An id made of the name, title or statement, that nobody has yet; empty if there is nothing to use."""
    words = str(made.get("name") or made.get("title") or made.get("statement") or "")
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    id = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(id) > _LONGEST_ID:
        id = id[:_LONGEST_ID].rpartition("-")[0] or id[:_LONGEST_ID]
    taken, number, free = set(taken), 1, id
    while id and free in taken:
        number += 1
        free = f"{id}-{number}"
    return free


def _referred(field: Field) -> Kind | None:
    """What the ids in the answer for `field` refer to."""
    return "source" if field.what == "item" else _REFERRED.get(field.what)


def _fault(kind: str, field: Field, value: Any, known: Book) -> str:
    """Why `value` cannot be the `field` of a `kind`, and the mend; empty if it can."""
    from sayso.record.model import is_id
    from sayso.record.schema import misfits, schema

    if not all(map(_is_text, _texts(value))):
        return "this is not UTF-8 text"
    if field.what == "id":
        if not is_id(value):
            described = schema()["$defs"]["id"]["description"].removeprefix("An id: ")
            return f"`{value[:_LONGEST_ID]}` cannot be an id: {described}"
        return f"the id `{value}` is taken" if value in known.of(kind) else ""
    for referred, id in _references(field, value):
        if id not in known.of(referred):
            return _unknown(referred, id, known.of(referred))
    for misfit in misfits(kind, {field.name: value}):
        if misfit.path[:1] == (field.name,):
            return f"{misfit.message}: {misfit.help}"
    if not value:
        return "at least one is needed"
    return ""


def _texts(value: Any) -> Iterator[str]:
    """The texts in an answer: itself, those in a list, those in the objects of a list."""
    for each in value if isinstance(value, list) else [value]:
        for text in each.values() if isinstance(each, dict) else [each]:
            if isinstance(text, str):
                yield text


def _is_text(word: str) -> bool:
    try:
        word.encode()
    except UnicodeEncodeError:
        return False
    return True


def _references(field: Field, value: Any) -> Iterator[tuple[Kind, str]]:
    """The ids in an answer, each with what it refers to."""
    referred = _REFERRED.get(field.what)
    for each in value if isinstance(value, list) else [value]:
        if referred:
            yield referred, each
        elif isinstance(each, dict):
            for name, kind in _REFERRED.items():
                if isinstance(each.get(name), str):
                    yield kind, each[name]


def _unknown(kind: str, id: str, known: Mapping[str, str]) -> str:
    from sayso.record.spelling import suggest

    meant = suggest(id, known)
    mend = f"did you mean `{meant}`?" if meant else f"add it first: `sayso add {kind}`"
    return f"no {kind} `{id[:_LONGEST_ID]}`; {mend}"


Complete = Callable[[typer.Context, str], list[tuple[str, str]]]


def completing(kind: Kind) -> Complete:
    """A completion of the ids of one kind, for the shell."""

    def complete(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        from sayso_cli.visible import visible

        known = _known(ctx).of(kind)
        return [(id, visible(name)) for id, name in known.items() if id.startswith(incomplete)]

    return complete


def completing_object(what: str) -> Callable[[typer.Context, str], list[str]]:
    """A completion of an object given as pairs: its names, ids that are known, and words of the schema."""

    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        from sayso.record.schema import schema
        from sayso_cli.pairs import completions

        known = _known(ctx)
        rules = schema()["$defs"][what]["properties"]
        values: dict[str, list[str]] = {name: rule["enum"] for name, rule in rules.items() if "enum" in rule}
        values |= {name: list(known.of(kind)) for name, kind in _REFERRED.items() if name in rules}
        return completions(incomplete, OBJECTS[what], values)

    return complete


def _known(ctx: typer.Context) -> Book:
    """The ids in the file that an unfinished command names."""
    from sayso.record.project import Project
    from sayso.record.references import assemble

    # What stands before an option that has no value yet has not been told apart from options.
    path = next(iter(ctx.args), "") or str(ctx.params["file"])
    return book(assemble(Project().load(path)))
