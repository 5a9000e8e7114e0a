"""What the fields of an entry may hold, as it is given by people; what would not validate is refused."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

import typer

from sayso.record.edit import EntryKind
from sayso.record.model import is_id, is_url
from sayso.record.schema import encoded_url, misfits, schema
from sayso.record.urls import clean_url, is_lasting, unwrap
from sayso_cli.editing.fields import Field, RefusedValue, asked_fields, fields
from sayso_cli.editing.known_ids import MAX_ID_CHARS, KnownIds
from sayso_cli.editing.mentions import referred_kind, texts_in
from sayso_cli.editing.object_pairs import parse_pairs
from sayso_cli.editing.written_dates import possible_dates
from sayso_cli.options import today
from sayso_cli.terminal import did_you_mean, visible

# Objects of which a bare id is a short form; an item may have its stance behind a colon.
_WITH_SHORT_FORM: Final = ("item", "control")
# A figure may be given as `6.2 million`, which is said of its unit.
_SCALED = re.compile(r"(?:\A|,)\s*value=\s*-?[0-9.]+(\s+[^\W\d_]+(?: [^\W\d_]+)*)\s*(?=,|\Z)")
_SHORT_ITEM = re.compile(r"(?s)(.*?):([a-z]*)")
# What stands between commas, in quotation marks or not.
_PART = re.compile(r'\s*"([^"]+)"\s*(?=,|\Z)|([^,]+)')


def given_values(kind: EntryKind, given: Mapping[str, Any], known: KnownIds) -> dict[str, Any]:
    """The fields of a `kind` that are `given` as options.

    Raises `typer.BadParameter` for an option that would not validate.
    """
    made: dict[str, Any] = {}
    for field in dict.fromkeys((*asked_fields(kind), *fields(kind))):
        value = given.get(field.name)
        if value:
            try:
                made[field.name] = _given_value(field, value, known)
            except RefusedValue as error:
                raise typer.BadParameter(visible(str(error)), param_hint=field.option) from None
        elif isinstance(value, str):
            raise typer.BadParameter("must not be empty", param_hint=field.option)
    if kind == "source":
        separate_copy(made)
    return made


def separate_copy(made: dict[str, Any]) -> None:
    """Where the address of a source is that of a copy in an archive, take it for that."""
    copy = made.get("url", "")
    if is_lasting(copy) and "archived" not in made:
        original = clean_url(unwrap(copy))
        if original != copy and is_url(original):
            made.update(url=original, archived=copy)


def changed_value(field: Field, texts: Sequence[str], known: KnownIds) -> Any:
    """What `texts` give for a field: a list has all of them, with commas between them or, of ids, spaces.

    Raises `RefusedValue` for what would not validate.
    """
    value: Any = list(texts)
    if field.is_list and not field.object and not field.refers_to:
        value = [word for text in texts for word in split_list(field, text, known)]
    elif not field.is_list:
        if len(texts) > 1:
            raise RefusedValue(f"`{field.name}` holds one value")
        (value,) = texts
        if field.type == "boolean":
            return true_or_false(field, value)
    return _given_value(field, value, known)


def true_or_false(field: Field, text: str) -> bool:
    """What `text` says; raises `RefusedValue` for any other word."""
    if text not in ("true", "false"):
        raise RefusedValue(f"`{field.name}` is `true` or `false`")
    return text == "true"


def _given_value(field: Field, value: Any, known: KnownIds) -> Any:
    if field.is_list and field.refers_to and not field.object:
        value = [word for text in value for word in split_list(field, text, known)]
    if field.object:
        value = [_parse_object(field.object, text, known) for text in value]
    found = checked_value(field, value, known)
    if field.type == "url" and found != value:
        typer.echo(f"sayso: {field.option} is taken as {visible(found)}", err=True)
    return found


def checked_value(field: Field, value: Any, known: KnownIds) -> Any:
    """`value` with ids for names, a date as a record has it, an address without tracking.

    Raises `RefusedValue` if it cannot be the value of `field`.
    """
    if field.type == "url" and value:
        value = clean_url(encoded_url(value) or value)
    elif field.type == "date":
        value = _one_date(value)
    elif field.object:
        kinds = {member.name: member.refers_to for member in fields(field.object)}
        value = [
            {name: _with_ids(inner, kinds.get(name), known) for name, inner in each.items()}
            if isinstance(each, dict)
            else _with_ids(each, field.refers_to, known)
            for each in value
        ]
    else:
        value = _with_ids(value, field.refers_to, known)
    refuse_misfit(field, value, known)
    return value


def _one_date(text: str) -> str:
    """The day that `text` means, as a record has it; `text` itself if it is no date that is known here."""
    if text.lower() == "today":
        return today().isoformat()
    dates = possible_dates(text)
    if len(dates) > 1:
        raise RefusedValue(f"`{text}` may be {' or '.join(dates)}: write the one that is meant")
    return dates[0] if dates else text


def _with_ids(value: Any, kind: EntryKind | None, known: KnownIds) -> Any:
    """`value`, in which ids stand for the names of what is known."""
    if isinstance(value, list):
        return [_with_ids(each, kind, known) for each in value]
    if kind and isinstance(value, str) and value not in known.names[kind]:
        return known.id_called(value, kind) or value
    return value


def split_list(field: Field, answer: str, known: KnownIds) -> list[str]:
    """What an answer lists, between commas; ids and domains between spaces as well.

    A name with a comma stands between quotation marks, if it is not one that is known.
    """

    def id_in(word: str) -> str:
        return short_item(word)["source"] if field.object == "item" else word

    def is_known(word: str) -> bool:
        kind, word = field.refers_to, id_in(word)
        return kind is not None and (word in known.names[kind] or bool(known.id_called(word, kind)))

    if is_known(answer.strip()):
        return [answer.strip()]
    words: list[str] = []
    for quoted, part in _PART.findall(answer):
        pieces = part.split()
        # With an id that is known among them, the others are taken for ids that were mistyped.
        apart = field.name == "domains" or (
            not is_known(part.strip())
            and any(map(is_known, pieces))
            and all(is_id(id_in(piece)) for piece in pieces)
        )
        words += [quoted] if quoted else pieces if apart else [part.strip()] if pieces else []
    return words


def _parse_object(object: str, text: str, known: KnownIds) -> Any:
    """What `text` gives: an object as pairs or JSON, or its short form."""
    members = fields(object)
    if object in _WITH_SHORT_FORM and not text.startswith(("{", f"{members[0].name}=")):
        return short_item(text) if object == "item" else text
    scale = _SCALED.search(text) if object == "figure" else None
    if scale:
        text = f"{text[: scale.start(1)]}{text[scale.end(1) :]}"
    found = parse_pairs(object, text)
    if scale:
        found["unit"] = f"{scale[1].strip()} {found.get('unit', '')}".strip()
    for member in members:
        value = found.get(member.name)
        if member.is_list and isinstance(value, str):
            found[member.name] = split_list(member, value, known)
    return found


def short_item(word: str) -> dict[str, str]:
    """The item that `SRC` or `SRC:stance` is short for; a title may hold other colons."""
    match = _SHORT_ITEM.fullmatch(word)
    if match is None:
        return {"source": word}
    return {"source": match[1], "stance": match[2]}


def refuse_misfit(field: Field, value: Any, known: KnownIds) -> None:
    """Raise `RefusedValue`, with the mend, if `value` cannot be that of `field`."""
    texts = list(texts_in(value, (field.name,)))
    try:
        "".join(text for _, text in texts).encode()
    except UnicodeEncodeError:
        raise RefusedValue("this is not UTF-8 text") from None
    if field.name == "id":
        if not is_id(value):
            described = schema()["$defs"]["id"]["description"].removeprefix("An id: ")
            raise RefusedValue(f"`{value[:MAX_ID_CHARS]}` cannot be an id: {described}")
        if value in known.names[field.kind]:
            raise RefusedValue(f"the id `{value}` is taken")
        return
    for where, text in texts:
        kind = referred_kind(field.kind, where)
        if kind and text not in known.names[kind]:
            otherwise = f"add it first: `sayso add {kind}`"
            hint = did_you_mean(text, known.names[kind], otherwise, known.by_name[kind])
            raise RefusedValue(f"no {kind} `{text[:MAX_ID_CHARS]}`; {hint}")
    for misfit in misfits(field.kind, {field.name: value}):
        if misfit.path[:1] == (field.name,):
            raise RefusedValue(f"{misfit.message}: {misfit.help}")
    if field.object == "waiver":
        _refuse_waivers(value)
    if not value:
        raise RefusedValue("at least one is needed")


def _refuse_waivers(waivers: Sequence[Mapping[str, str]]) -> None:
    """Raise `RefusedValue` if one of `waivers` is of a check that none can silence."""
    from sayso.rules.registry import WAIVABLE
    from sayso.rules.schema import waiver_fault

    for waiver in waivers:
        if fault := waiver_fault(waiver["check"], WAIVABLE):
            raise RefusedValue(": ".join(fault))
