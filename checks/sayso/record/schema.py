"""What is wrong with an entry, in full: `schema.json` through jsonschema, put into plain words.

Only entries that the typed records refused come here, so that jsonschema is not even imported for a
file without faults.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol, cast
from urllib.parse import quote

from msgspec import Struct

from sayso.record.model import Domain, Figure, Item, Response, Text, Waiver, fits_schema, is_url
from sayso.record.places import Pointer
from sayso.record.syntax.characters import first_control_character
from sayso.record.syntax.json_reader import read_json
from sayso.record.syntax.spelling import suggest_word

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError
    from jsonschema.protocols import Validator

_NAMES: Final = {
    "object": "an object",
    "array": "a list",
    "string": "text",
    "number": "a number",
    "boolean": "true or false",
    "null": "null",
}
_WRITTEN: Final = {
    "object": "write an object: `{ … }`",
    "array": "put it in square brackets: `[ … ]`",
    "string": "put it in double quotes",
    "number": "write a number, without quotation marks",
    "boolean": "write `true` or `false`",
}
_MAX_SHOWN_CHARS: Final = 60
# A longer text is no address that somebody mistyped.
_MAX_URL_CHARS: Final = 2000
_IS_MISSING: Final = " is missing"
# What lists hold, by their rule in the schema; only `domains` has no definition of its own.
_KINDS: Final[dict[str, Any]] = {
    "#/$defs/text": Text,
    "#/$defs/item": Item,
    "#/$defs/figure": Figure,
    "#/$defs/response": Response,
    "#/$defs/waiver": Waiver,
    "": Domain,
}
# Of one entry; an entry with more faults than this is not mended one message at a time.
_MAX_MISFITS: Final = 100


class Misfit(Struct, frozen=True):
    """One place where an entry does not fit the schema.

    `path` leads from the entry to the value; `key` says that the key there is meant, not its value.
    """

    path: Pointer
    message: str
    help: str
    key: bool = False


def schema_text() -> str:
    """The text of `schema.json`: from the installed package, or from the root of a checkout."""
    package = Path(__file__).parents[1]
    packaged = package / "schema.json"
    path = packaged if packaged.is_file() else package.parents[1] / "schema.json"
    return path.read_text(encoding="utf-8")


@cache
def schema() -> dict[str, Any]:
    """`schema.json`, parsed."""
    parsed: dict[str, Any] = read_json(schema_text().encode())
    return parsed


@cache
def meanings(field: str) -> dict[str, str]:
    """What each word that a field of an entry may hold means, as far as its description says it."""
    told: dict[str, str] = {}
    for definition in schema()["$defs"].values():
        rule = definition.get("properties", {}).get(field, {})
        said = dict(re.findall(r"`([a-z-]+)`: ([^.]+)\.", rule.get("description", "")))
        told |= {word: said[word] for word in rule.get("enum", ()) if word in said}
    return told


class _Error(Protocol):
    """What is used of jsonschema's ValidationError."""

    absolute_path: Iterable[str | int]
    instance: Any
    message: str
    schema: Mapping[str, Any]
    validator: str
    validator_value: Any


@cache
def validator(definition: str) -> "Validator":
    """A validator of one definition of the schema (`party`, `source`, `claim`), or of all of it (``).

    Formats are checked: `date` and `uri` are.
    """
    from jsonschema import Draft202012Validator
    from jsonschema.validators import extend

    whole = schema()
    part = {"$ref": f"#/$defs/{definition}", "$defs": whole["$defs"]} if definition else whole
    quicker = {"uniqueItems": _unique_items, "items": _items, "pattern": _pattern}
    extended = cast("type[Validator]", extend(Draft202012Validator, quicker))  # type: ignore[no-untyped-call]
    return extended(part, format_checker=Draft202012Validator.FORMAT_CHECKER)


def _items(
    validator: Any, rule: Mapping[str, Any], instance: object, schema: object
) -> "Iterator[ValidationError]":
    """`items`, skipping what the typed records accept: jsonschema takes a minute for a million items."""
    if isinstance(instance, list):
        kind = _KINDS.get(rule.get("$ref", ""))
        for index, item in enumerate(instance):
            if kind is None or not fits_schema(item, kind):
                yield from validator.descend(item, rule, path=index)


def _unique_items(
    validator: object, wanted: bool, instance: object, schema: object
) -> "Iterator[ValidationError]":
    """`uniqueItems` in linear time; jsonschema compares each pair in a list of mixed types."""
    from jsonschema.exceptions import ValidationError

    if wanted and isinstance(instance, list) and _first_repeated(instance) is not None:
        yield ValidationError("not unique")


def _pattern(
    validator: object, pattern: str, instance: object, schema: object
) -> "Iterator[ValidationError]":
    """`pattern` without a way back into groups that repeat, which takes a hundred bytes a character."""
    from jsonschema.exceptions import ValidationError

    if isinstance(instance, str) and not re.search(pattern.replace(")*", ")*+"), instance):
        yield ValidationError("does not match")


def _first_repeated(values: Iterable[object]) -> str | None:
    """The first of `values` that stands there a second time, as JSON; None if all are distinct."""
    seen: set[object] = set()
    for value in values:
        key = value if isinstance(value, str) else (json.dumps(value, sort_keys=True),)
        if key in seen:
            return short_json(value)
        seen.add(key)
    return None


def misfits(definition: str, entry: object) -> list[Misfit]:
    """Every place where `entry` does not fit `definition`, in the order of the entry, each place once."""
    found: dict[tuple[Pointer, bool, str], Misfit] = {}
    errors: Iterable[Any] = validator(definition).iter_errors(cast("Any", entry))
    for misfit in islice((each for error in errors for each in _explain(error)), _MAX_MISFITS):
        # A date or address that fails both its pattern and its format is one fault, not two.
        missing = misfit.message if misfit.message.endswith(_IS_MISSING) else ""
        found.setdefault((misfit.path, misfit.key, missing), misfit)
    return sorted(found.values(), key=lambda misfit: [_order(part) for part in misfit.path])


def short_json(value: object) -> str:
    """`value` as short JSON for a message."""
    if isinstance(value, dict):
        return _NAMES["object"]
    if isinstance(value, list):
        return _NAMES["array"]
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 10**_MAX_SHOWN_CHARS:
        return "a number of more than 60 digits"
    text = json.dumps(value[: _MAX_SHOWN_CHARS + 1] if isinstance(value, str) else value, ensure_ascii=False)
    return text if len(text) <= _MAX_SHOWN_CHARS else text[:_MAX_SHOWN_CHARS] + "…"


def _order(part: str | int) -> tuple[int, str]:
    return (part, "") if isinstance(part, int) else (0, part)


def _type_name(value: object) -> str:
    """The JSON type of `value`, in words."""
    kinds = {bool: "boolean", dict: "object", list: "array", str: "string", type(None): "null"}
    return _NAMES[kinds.get(type(value), "number")]


def _explain(error: _Error) -> Iterator[Misfit]:
    """An error of jsonschema as misfits with a mend."""
    path: Pointer = tuple(error.absolute_path)
    value, rule = error.instance, error.validator
    field = _field(path, error.schema)
    match rule:
        case "additionalProperties":
            known = sorted(error.schema["properties"])
            for name in value:
                if name not in error.schema["properties"]:
                    yield _unknown_key(path, name, known)
        case "required":
            for name in error.validator_value:
                if name not in value and error.message.startswith(repr(name)):
                    yield Misfit(
                        path, f"`{name}`{_IS_MISSING}", f"add `{name}`: {_describe_error(name, error)}"
                    )
        case "type":
            yield Misfit(
                path,
                f"{field} must be {_NAMES[error.validator_value]}, and is {_type_name(value)}",
                _type_help(path, value, error),
            )
        case "enum":
            known = [str(choice) for choice in error.validator_value]
            meant = suggest_word(value, known) if isinstance(value, str) else ""
            mend = f"did you mean `{meant}`?" if meant else f"one of: {_choices(known, str(path[-1]))}"
            yield Misfit(path, f"{field} cannot be {short_json(value)}", mend)
        case "minItems":
            yield Misfit(path, f"{field} must not be empty", "name at least one id")
        case "maxItems":
            yield Misfit(path, f"{field} needs `basis`", "say how the source knows this: add `basis`")
        case "minLength":
            yield Misfit(path, f"{field} must not be empty", "write the text, or leave the field out")
        case "uniqueItems":
            yield Misfit(path, f"{field} lists {_first_repeated(value)} twice", "delete one of the two")
        case "const":
            yield Misfit(path, f"{field} must be {short_json(error.validator_value)}", 'write `"version": 1`')
        case "minimum" | "maximum":
            limits = (
                "a share is from 0 to 100 percent"
                if "share" in path
                else "figures lie between -1e100 and 1e100"
            )
            yield Misfit(path, f"{field} is out of range", limits)
        case _:
            yield _misspelling_misfit(path, value, field, error)


def _choices(known: list[str], field: str) -> str:
    """The words that `field` may hold, each with what it means."""
    told = meanings(field)
    return "; ".join(f"{word}: {told[word]}" if word in told else word for word in known)


def _field(path: Pointer, rule: Mapping[str, Any]) -> str:
    """What stands at `path`, where `rule` holds, in words."""
    if not path:
        # The one kind of text that is explained by itself is an id.
        return "an id" if rule.get("type") == "string" else "this entry"
    if isinstance(path[-1], str):
        return f"`{path[-1]}`"
    name = next((part for part in reversed(path) if isinstance(part, str)), None)
    return f"an entry of `{name}`" if name else "this entry"


def _type_help(path: Pointer, value: object, error: _Error) -> str:
    """How a value of another type is written."""
    if value is None:
        return "leave the field out instead of writing null"
    if isinstance(value, dict) and error.validator_value == "array":
        return (
            "write a list of claims, each with its `id`" if path == ("claims",) else "write a list: `[ … ]`"
        )
    if isinstance(value, str) and error.schema.get("required") == ["source"]:
        return f'write an object: `{{ "source": {short_json(value)} }}`'
    return _WRITTEN[error.validator_value]


def _unknown_key(path: Pointer, name: str, known: list[str]) -> Misfit:
    meant = suggest_word(name, known)
    mend = f"did you mean `{meant}`?" if meant else "known here: " + ", ".join(known)
    return Misfit((*path, name), f"unknown key `{name[:_MAX_SHOWN_CHARS]}`", mend, key=True)


def _describe_error(name: str, error: _Error) -> str:
    """What the schema says of a missing field."""
    properties = error.schema.get("properties", {})
    text: str = properties.get(name, {}).get("description", "")
    return text or "`analysis` and `relay` repeat other sources; name them"


def _misspelling_misfit(path: Pointer, value: str, field: str, error: _Error) -> Misfit:
    """A text that does not match its pattern or format."""
    definitions = schema()["$defs"]
    described: str = error.schema.get("description", "")
    if error.validator_value == "date":
        described = definitions["date"]["description"]
    if described == definitions["text"]["description"]:
        return Misfit(
            path,
            f"{field} holds a control character (U+{ord(first_control_character(value)):04X})",
            "delete it; only tab and line breaks are allowed in text",
        )
    if described == definitions["url"]["description"]:
        encoded = encoded_url(value)
        mend = "a full http or https address, percent-encoded, without user name or password"
        message = f"{field} is not a web address: {short_json(value)}"
        return Misfit(path, message, f"write `{encoded}`" if encoded else mend)
    return Misfit(
        path,
        f"{field} cannot be {short_json(value)}",
        described or "a lower-case domain such as `example.org`, without scheme or path",
    )


def encoded_url(value: str) -> str:
    """`value` percent-encoded, if it is an address that lacks only that; else the empty string."""
    if is_url(value) or len(value) > _MAX_URL_CHARS:
        return ""
    encoded = quote(value.strip(), safe="!$&'()*+,;=:@/?#%-._~")
    return encoded if is_url(encoded) else ""
