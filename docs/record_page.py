"""The page of the record format, from `schema.json`: a table for every object, and the kinds of text."""

from collections.abc import Iterator
from typing import Any, Final

from sayso.record.schema import schema

Json = dict[str, Any]

_HEAD: Final = """# The record format

A claim file is JSON: one object with `parties`, `sources` and `claims`. This page is made from
[`schema.json`](../schema.json) (JSON Schema 2020-12) by `make docs`. Unknown keys are errors. Files in UTF-8.

For bulk, the same records go one a line (`.jsonl`, `.ndjson`): each has `"record"`, which is `"party"`,
`"source"` or `"claim"`, and parties and sources have their `id` as a key.
"""
_FAULTS: Final = (
    (
        "of a claim: `id`, `claimant`, `evidence`, `corroboration`, and in an item `source`, `stance`, "
        "`basis`, `based_on`; `kind`, `stated_in`, `against`; in a response `party`, `source`, `answer`",
        "the claim is not judged: its standing is null, and it is counted as unreadable",
    ),
    (
        "of a source: `by`, `basis`, `based_on`",
        "it cannot be reasoned with, and no claim that leads to it is judged",
    ),
    (
        "of a party: `controlled_by`, and in a link `party`, `from`, `until`",
        "likewise; nor can what it controls or has written",
    ),
    ("a key that an entry has twice; two parties or sources with one id", "likewise, of each of them"),
    (
        "any other: an address, another date, a title or name that is missing, a tag, a figure, an unknown "
        "key",
        "nothing: the error says what is wrong, and the entry is judged without it",
    ),
    (
        "a reference that leads nowhere",
        "what a fault of its field takes; in `publisher`, `allied_with` and the `source` of a link nothing",
    ),
)
_PLURALS: Final = {"references": "list of ids"}
_TITLES: Final = {
    "party": "Party",
    "control": "Control",
    "source": "Source",
    "claim": "Claim",
    "item": "Item",
    "figure": "Figure",
    "response": "Response",
    "waiver": "Waiver",
}


def page() -> str:
    """The whole page."""
    definitions: Json = schema()["$defs"]
    objects = {name: each for name, each in definitions.items() if each.get("type") == "object"}
    texts = {name: each for name, each in definitions.items() if name not in objects}
    lines = [_HEAD, "## File\n", f"{schema()['description']}\n", *_table(schema())]
    for name, each in objects.items():
        lines += [f"## {_TITLES[name]}\n", f"{each['description']}\n", *_table(each)]
        lines += _condition(each)
    lines += ["## Kinds of values\n"]
    domain = {**definitions["party"]["properties"]["domains"]["items"], "description": "A domain name."}
    for name, each in {**texts, "domain": domain}.items():
        lines.append(f"* **{_PLURALS.get(name, name)}**: {_described(each)}")
    lines += ["", "## What a fault takes away", ""]
    lines += ["Every fault is an error. Some take an entry with them; all others are judged all the same."]
    lines += ["", "| a fault | takes away |", "|---|---|"]
    lines += [f"| {fault} | {taken} |" for fault, taken in _FAULTS]
    lines += ["", "A file that is no JSON, or no claim file, is one error."]
    return "\n".join(lines).rstrip() + "\n"


def _table(definition: Json) -> Iterator[str]:
    required = definition.get("required", [])
    yield "| field | required | | type |"
    yield "|---|---|---|---|"
    for field, given in definition["properties"].items():
        needed = "yes" if field in required else ""
        yield f"| `{field}` | {needed} | {_described(given)} | {_type(given)} |"
    yield ""


def _condition(definition: Json) -> Iterator[str]:
    """What is required besides, where it depends on another field."""
    if "if" not in definition:
        return
    ((field, values),) = definition["if"]["properties"].items()
    named = " or ".join(f"`{value}`" for value in values["enum"])
    needed = ", ".join(f"`{name}`" for name in definition["then"]["required"])
    yield f"With `{field}` {named}, {needed} is required, and not empty.\n"


def _type(given: Json) -> str:
    if "$ref" in given:
        name = given["$ref"].rpartition("/")[2]
        kind = _linked(name)
        return f"{kind}, not empty" if given.get("minItems") else kind
    if "const" in given:
        return f"`{given['const']}`"
    if "enum" in given:
        return "one of " + ", ".join(f"`{value}`" for value in given["enum"])
    if "if" in given:
        return f"{_type(given['else'])} or {_type(given['then'])}"
    match given["type"]:
        case "boolean":
            return "true or false"
        case "array":
            each = ", each once" if given.get("uniqueItems") else ""
            return f"list of {_type(given['items'])}{each}"
        case "object":
            return f"object: id → {_type(given['additionalProperties'])}"
        case "number":
            return f"number, {given['minimum']:.0e} to {given['maximum']:.0e}".replace("+", "")
        case _:
            return "domain"


def _linked(name: str) -> str:
    if name in _TITLES:
        return f"[{name}](#{name})"
    return _PLURALS.get(name, name)


def _described(given: Json) -> str:
    text = str(given.get("description", "")).replace("|", "\\|")
    return f"{text} Pattern: `{_code(given['pattern'])}`" if "pattern" in given else text


def _code(pattern: str) -> str:
    """A pattern as code; what it says of a line break at the end goes without saying."""
    return pattern.removesuffix("(?!\\n)")
