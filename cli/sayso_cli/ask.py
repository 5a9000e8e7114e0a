"""What the fields of an entry may hold, as it is given by people; what would not validate is refused."""

import itertools
import re
import sys
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

import typer

from sayso_cli.terminal import did_you_mean

if TYPE_CHECKING:
    from sayso.record.references import Record
    from sayso_cli.editing.mentions import What

Kind = Literal["party", "source"]

_MAX_ID_CHARS: Final = 60
# What is asked for in the terminal, in this order; the rest is only given as options.
_ASKED: Final = {
    "party": ("name", "id", "kind", "controlled_by", "domains"),
    "source": (
        "url", "title", "id", "by", "publisher", "basis", "based_on", "published", "language", "retrieved",
        "archived",
    ),
    "claim": (
        "statement", "id", "claimant", "stated_in", "quote", "against", "evidence", "corroboration",
    ),
}  # fmt: skip
# What the ids in a field, or in the member of an object in a list, refer to.
_REFERRED: Final[Mapping[str, Kind]] = {
    **dict.fromkeys(("controlled_by", "allied_with", "by", "publisher", "claimant", "against"), "party"),
    **dict.fromkeys(("based_on", "stated_in", "evidence", "corroboration", "source"), "source"),
    "party": "party",
}
# Objects of which a bare id is a short form; an item may have its stance behind a colon.
_SHORT: Final = {"item": "source", "control": ""}
# A figure may be given as `6.2 million`, which is said of its unit.
_SCALED = re.compile(r"(?:\A|,)\s*value=\s*-?[0-9.]+(\s+[^\W\d_]+(?: [^\W\d_]+)*)\s*(?=,|\Z)")
_SHORT_ITEM = re.compile(r"(?s)(.*?):([a-z]*)")
# What stands between commas, in quotation marks or not.
_PART = re.compile(r'\s*"([^"]+)"\s*(?=,|\Z)|([^,]+)')
_SINGULAR: Final = {"aliases": "alias", "domains": "domain", "figures": "figure", "tags": "tag"}


class Field(NamedTuple):
    """One field of an entry, as the schema has it. `object` names what a list holds, if not texts."""

    name: str
    description: str
    many: bool
    object: str
    choices: tuple[str, ...]
    flag: bool
    date: bool
    url: bool
    needed: bool

    @property
    def option(self) -> str:
        return f"--{_SINGULAR.get(self.name, self.name).replace('_', '-')}"

    @property
    def refers(self) -> Kind | None:
        """What the ids in it refer to."""
        return _REFERRED.get(self.name)


@cache
def fields(kind: str) -> tuple[Field, ...]:
    """The fields of a `party`, `source` or `claim`, from the schema; an empty list need not be given."""
    from sayso.record.schema import schema

    definition = schema()["$defs"][kind]
    known = {"id": schema()["$defs"]["id"], **definition["properties"]}
    return tuple(_field(name, rule, definition["required"]) for name, rule in known.items())


def _field(name: str, rule: Mapping[str, Any], required: Sequence[str]) -> Field:
    of = rule.get("$ref", "").removeprefix("#/$defs/")
    items = rule.get("items", {})
    object = items.get("then", items).get("$ref", "").removeprefix("#/$defs/")
    many = of == "references" or rule.get("type") == "array"
    return Field(
        name,
        rule["description"],
        many,
        "" if object == "text" else object,
        tuple(rule.get("enum", ())),
        rule.get("type") == "boolean",
        of == "date",
        of == "url",
        name == "id" or (name in required and name not in ("evidence", "corroboration")),
    )


def members(object: str) -> dict[str, Any]:
    """The members of an object in a list, with their rules, from the schema."""
    from sayso.record.schema import schema

    properties: dict[str, Any] = schema()["$defs"][object]["properties"]
    return properties


def meanings(field: Field) -> dict[str, str]:
    """What each word that `field` may hold means, as far as the schema says it."""
    from sayso.record import schema

    said = schema.meanings(field.name)
    return {word: said[word] for word in field.choices if word in said}


class KnownIds(NamedTuple):
    """What the ids of a file and of its registers stand for: id → name, title or statement.

    `named` has the ids of parties and of sources by what these are called.
    """

    party: dict[str, str]
    source: dict[str, str]
    claim: dict[str, str]
    named: dict[Kind, dict[str, str]]

    def ids_of(self, kind: str) -> dict[str, str]:
        """The ids of one kind."""
        known: dict[str, str] = getattr(self, kind)
        return known

    def add(self, kind: "What", id: str, entry: Mapping[str, Any]) -> None:
        """Know one more entry."""
        from sayso.record.references import name_key

        name = entry.get("name") or entry.get("title") or entry.get("statement") or ""
        self.ids_of(kind)[id] = name
        if kind != "claim":
            key = name_key(name)
            self.named[kind][key] = "" if key in self.named[kind] else id


def known_ids(record: "Record") -> KnownIds:
    """The ids that are known in `record`."""
    from sayso.record.references import ids_by_name

    return KnownIds(
        {id: entry.value.name if entry.value else "" for id, entry in record.parties.items()},
        {id: entry.value.title if entry.value else "" for id, entry in record.sources.items()},
        {each.id: each.value.statement if each.value else "" for each in record.file.claims if each.id},
        {"party": ids_by_name(record.parties.values()), "source": ids_by_name(record.sources.values())},
    )


def is_interactive() -> bool:
    """Whether there is somebody to ask: a terminal to read from, and one to write to."""
    return bool(sys.stdin) and sys.stdin.isatty() and bool(sys.stderr) and sys.stderr.isatty()


def asked_fields(kind: str) -> tuple[Field, ...]:
    """The fields of a `kind` that are asked for in the terminal, in that order."""
    known = {field.name: field for field in fields(kind)}
    return tuple(known[name] for name in _ASKED[kind])


def given_values(kind: str, given: Mapping[str, Any], known: KnownIds) -> dict[str, Any]:
    """The fields of a `kind` that are `given` as options.

    Raises `typer.BadParameter` for an option that would not validate.
    """
    asked = asked_fields(kind)
    made: dict[str, Any] = {}
    for field in (*asked, *(field for field in fields(kind) if field not in asked)):
        value = given.get(field.name)
        if value:
            made[field.name] = _from_option(kind, field, value, known)
        elif isinstance(value, str):
            raise typer.BadParameter("must not be empty", param_hint=field.option)
    return made


def missing_fields(kind: str, made: Mapping[str, Any]) -> list[Field]:
    """What an entry cannot do without, and what is not `made`."""
    return [field for field in asked_fields(kind) if is_needed(field, made) and field.name not in made]


def separate_copy(made: dict[str, Any]) -> None:
    """Where the address of a source is that of a copy in an archive, take it for that."""
    from sayso.record.model import is_url
    from sayso.record.urls import cleaned, is_lasting, unwrap

    copy = made.get("url", "")
    if is_lasting(copy) and "archived" not in made:
        original = cleaned(unwrap(copy))
        if original != copy and is_url(original):
            made.update(url=original, archived=copy)


def field_value(kind: str, field: Field, texts: Sequence[str], known: KnownIds) -> Any:
    """What `texts` give for a field: a list has all of them, with commas between them or, of ids, spaces.

    Raises `typer.BadParameter` for what would not validate.
    """
    value: Any = list(texts)
    if field.many and not field.object and not field.refers:
        value = [word for text in texts for word in split_list(field, text, known)]
    elif not field.many:
        if len(texts) > 1:
            raise typer.BadParameter(f"`{field.name}` holds one value")
        (value,) = texts
        if field.flag:
            if value not in ("true", "false"):
                raise typer.BadParameter(f"`{field.name}` is `true` or `false`")
            return value == "true"
    return _from_option(kind, field, value, known)


def is_needed(field: Field, made: Mapping[str, Any]) -> bool:
    """Whether an entry cannot do without `field`, given what is known of it so far."""
    return field.needed or (field.name == "based_on" and made.get("basis") in ("analysis", "relay"))


def _from_option(kind: str, field: Field, value: Any, known: KnownIds) -> Any:
    if field.many and field.refers and not field.object:
        value = [word for text in value for word in split_list(field, text, known)]
    if field.object:
        try:
            value = [_parse_object(field.object, each, known) for each in value]
        except ValueError as error:
            from sayso_cli.terminal import visible

            raise typer.BadParameter(visible(str(error)), param_hint=field.option) from None
    found, fault = understand_value(field, value, known)
    fault = fault or field_fault(kind, field, found, known)
    if fault:
        raise typer.BadParameter(fault, param_hint=field.option)
    if field.url and found != value:
        from sayso_cli.terminal import visible

        typer.echo(f"sayso: {field.option} is taken as {visible(found)}", err=True)
    return found


def understand_value(field: Field, value: Any, known: KnownIds) -> tuple[Any, str]:
    """`value` with ids for names, a date as a record has it, an address without tracking; and why not."""
    from sayso_cli.editing.written_dates import possible_dates
    from sayso_cli.options import today

    def id_of(kind: Kind, text: Any) -> Any:
        if isinstance(text, list):
            return [id_of(kind, each) for each in text]
        known_as = isinstance(text, str) and text not in known.ids_of(kind) and id_called(text, known, kind)
        return known_as or text

    if field.url and value:
        from sayso.record.schema import encoded_url
        from sayso.record.urls import cleaned

        return cleaned(encoded_url(value) or value), ""
    if field.date and value:
        if value.lower() == "today":
            return today().isoformat(), ""
        dates = possible_dates(value)
        if len(dates) > 1:
            return value, f"`{value}` may be {' or '.join(dates)}: write the one that is meant"
        return (dates[0] if dates else value), ""
    if field.object:
        return [
            {name: id_of(_REFERRED[name], text) if name in _REFERRED else text for name, text in each.items()}
            if isinstance(each, dict)
            else id_of("party", each)
            for each in value
        ], ""
    return (id_of(field.refers, value) if field.refers else value), ""


def split_list(field: Field, answer: str, known: KnownIds) -> list[str]:
    """What an answer lists, between commas; ids and domains between spaces as well.

    A name with a comma stands between quotation marks, if it is not one that is known.
    """
    from sayso.record.model import is_id

    def is_known(word: str) -> bool:
        kind = field.refers
        if field.object == "item":
            word = short_item(word)["source"]
        return kind is not None and (word in known.ids_of(kind) or bool(id_called(word, known, kind)))

    if is_known(answer.strip()):
        return [answer.strip()]
    words: list[str] = []
    for quoted, part in _PART.findall(answer):
        pieces = part.split()
        ids = [short_item(piece)["source"] if field.object == "item" else piece for piece in pieces]
        # With an id that is known among them, the others are taken for ids that were mistyped.
        apart = field.name == "domains" or (
            not is_known(part.strip()) and any(map(is_known, ids)) and all(map(is_id, ids))
        )
        words += [quoted] if quoted else pieces if apart else [part.strip()] if pieces else []
    return words


def id_called(name: str, known: KnownIds, kind: Kind) -> str:
    """The id of whom is called `name`; empty if nobody is, or several are."""
    from sayso.record import references

    return references.id_called(name, known.named[kind])


def first_sentence(field: Field) -> str:
    """What the schema says of `field`, without its full stop."""
    sentence = re.match(r"(?s)(.+?)(?:[.:](?= |$)|(?<=\?)(?= ))", field.description)
    return sentence[1] if sentence else field.description


def _parse_object(object: str, text: str, known: KnownIds) -> Any:
    """What `text` gives: an object as pairs or JSON, or its short form."""
    from sayso_cli.pairs import pairs

    first, *_ = rules = members(object)
    if object in _SHORT and not text.startswith(("{", f"{first}=")):
        return _parse_short_form(object, text)
    numbers, flags = (
        [name for name, rule in rules.items() if rule.get("type") == kind] for kind in ("number", "boolean")
    )
    scale = _SCALED.search(text) if object == "figure" else None
    if scale:
        text = f"{text[: scale.start(1)]}{text[scale.end(1) :]}"
    found = pairs(text, tuple(rules), numbers, flags)
    if scale:
        found["unit"] = f"{scale[1].strip()} {found.get('unit', '')}".strip()
    for name, value in found.items():
        if rules.get(name, {}).get("$ref") == "#/$defs/references" and isinstance(value, str):
            found[name] = split_list(Field(name, "", True, "", (), False, False, False, False), value, known)
    return found


def _parse_short_form(object: str, word: str) -> Any:
    """`SRC` or `SRC:stance` as an item; any other word as it is."""
    return short_item(word) if object == "item" else word


def short_item(word: str) -> dict[str, str]:
    """The item that `SRC` or `SRC:stance` is short for; a title may hold other colons."""
    match = _SHORT_ITEM.fullmatch(word)
    if match is None:
        return {"source": word}
    return {"source": match[1], "stance": match[2]}


def free_id(kind: str, made: Mapping[str, Any], taken: Collection[str]) -> str:
    """An id made of the name, title or statement, that nobody has yet; in other scripts, of the kind."""
    words = str(made.get("name") or made.get("title") or made.get("statement") or "")
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    id = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(id) > _MAX_ID_CHARS:
        id = id[:_MAX_ID_CHARS].rpartition("-")[0] or id[:_MAX_ID_CHARS]
    return next(
        free
        for number in itertools.count(1)
        if (free := id if id and number == 1 else f"{id or kind}-{number}") not in taken
    )


def field_fault(kind: str, field: Field, value: Any, known: KnownIds) -> str:
    """Why `value` cannot be the `field` of a `kind`, and the mend; empty if it can."""
    from sayso.record.model import is_id
    from sayso.record.schema import misfits, schema

    try:
        "".join(_texts(value)).encode()
    except UnicodeEncodeError:
        return "this is not UTF-8 text"
    if field.name == "id":
        if not is_id(value):
            described = schema()["$defs"]["id"]["description"].removeprefix("An id: ")
            return f"`{value[:_MAX_ID_CHARS]}` cannot be an id: {described}"
        return f"the id `{value}` is taken" if value in known.ids_of(kind) else ""
    for referred, id in _references(field, value):
        if id not in known.ids_of(referred):
            return _unknown_id(referred, id, known)
    for misfit in misfits(kind, {field.name: value}):
        if misfit.path[:1] == (field.name,):
            return f"{misfit.message}: {misfit.help}"
    if field.object == "waiver":
        from sayso.rules.registry import WAIVABLE
        from sayso.rules.schema import waiver_fault

        for fault in (waiver_fault(waiver["check"], WAIVABLE) for waiver in value):
            if fault:
                return ": ".join(fault)
    if not value:
        return "at least one is needed"
    return ""


def _texts(value: Any) -> Iterator[str]:
    """The texts in an answer: itself, those in a list, those in the objects of a list."""
    for each in value if isinstance(value, list) else [value]:
        for text in each.values() if isinstance(each, dict) else [each]:
            if isinstance(text, str):
                yield text


def _references(field: Field, value: Any) -> Iterator[tuple[Kind, str]]:
    """The ids in an answer, each with what it refers to."""
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, dict):
            for name in each.keys() & _REFERRED.keys():
                ids = each[name] if isinstance(each[name], list) else [each[name]]
                yield from ((_REFERRED[name], id) for id in ids if isinstance(id, str))
        elif field.refers:
            yield field.refers, each


def _unknown_id(kind: Kind, id: str, known: KnownIds) -> str:
    hint = did_you_mean(id, known.ids_of(kind), f"add it first: `sayso add {kind}`", known.named[kind])
    return f"no {kind} `{id[:_MAX_ID_CHARS]}`; {hint}"


Complete = Callable[[typer.Context, str], list[tuple[str, str]]]


def id_completion(kind: Kind) -> Complete:
    """A completion of the ids of one kind, for the shell."""

    def complete(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        from sayso_cli.terminal import visible

        known = _ids_named_on_line(ctx).ids_of(kind)
        return [(id, visible(name)) for id, name in known.items() if id.startswith(incomplete)]

    return complete


def object_completion(object: str) -> Callable[[typer.Context, str], list[str]]:
    """A completion of an object given as pairs: its names, ids that are known, and words of the schema."""

    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        from sayso.rules.registry import WAIVABLE
        from sayso_cli.pairs import completions

        known = _ids_named_on_line(ctx)
        rules = members(object)
        values: dict[str, list[str]] = {name: rule["enum"] for name, rule in rules.items() if "enum" in rule}
        values |= {name: list(known.ids_of(kind)) for name, kind in _REFERRED.items() if name in rules}
        if object == "waiver":
            values["check"] = [name for name, waivable in WAIVABLE.items() if waivable]
        return completions(incomplete, tuple(rules), values)

    return complete


def _ids_named_on_line(ctx: typer.Context) -> KnownIds:
    """The ids in the file that an unfinished command names."""
    from sayso.record.project import Project
    from sayso.record.references import assemble

    # What stands before an option that has no value yet has not been told apart from options.
    given = [*ctx.args, ctx.params.get("address"), ctx.params.get("file"), "claims.json"]
    path = next(str(each) for each in given if each and not re.match("https?://", str(each)))
    return known_ids(assemble(Project().load(path)))
