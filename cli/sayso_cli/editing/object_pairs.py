"""An object given as one option: `measure=Dead,value=41,bound=over`, or the same as JSON.

The names are known, so a comma or `=` within a text is no end of it: what follows a comma is a new pair
only where it is a name and `=`. A text that has just that in it is given as JSON.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from sayso_cli.editing.fields import RefusedValue, fields
from sayso_cli.terminal import did_you_mean

# A number as JSON has it, of a length that every reader takes.
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,300})(?:\.[0-9]{1,300})?(?:[eE][+-]?[0-9]{1,4})?")
_NAME = re.compile(r"(?:^|,)\s*+([A-Za-z_]++)=")
_SHOWN: Final = 40


def pairs_form(object: str) -> str:
    """How an object is given."""
    return ",".join(f"{field.name}=…" for field in fields(object))


def parse_pairs(object: str, text: str) -> dict[str, Any]:
    """The object that `text` gives, with the members that the schema names.

    Raises `RefusedValue` with what is wrong and how to mend it. What the members may hold is not looked at.
    """
    if text.lstrip().startswith("{"):
        return _parse_json(text)
    usual = pairs_form(object)
    types = {field.name: field.type for field in fields(object)}
    starts = list(_NAME.finditer(text))
    if not starts or starts[0].start():
        raise RefusedValue(f"`{text[:_SHOWN]}` is not written as `{usual}`")
    found: dict[str, Any] = {}
    ends = [*(match.start() for match in starts[1:]), len(text)]
    for match, end in zip(starts, ends, strict=True):
        name = match[1]
        if name not in types:
            mend = did_you_mean(name, types, f"write `{usual}`, or the whole as JSON")
            raise RefusedValue(f"there is no `{name[:_SHOWN]}` here; {mend}")
        if name in found:
            raise RefusedValue(f"`{name}` is given twice")
        found[name] = _member_value(name, types[name], text[match.end() : end].strip())
    return found


def pair_completions(text: str, values: Mapping[str, Sequence[str]]) -> list[str]:
    """What `text`, pairs that are not finished, can be completed to; `values` are known for each name."""
    before, comma, last = text.rpartition(",")
    name, equals, start = last.partition("=")
    if equals:
        return [f"{before}{comma}{name}={value}" for value in values.get(name, ()) if value.startswith(start)]
    given = {match[1] for match in _NAME.finditer(text)}
    return [f"{before}{comma}{each}=" for each in values if each.startswith(last) and each not in given]


def _parse_json(text: str) -> dict[str, Any]:
    from sayso.record.syntax.json_parser import parse

    value, faults, _ = parse(text, "option")
    for fault in faults:
        raise RefusedValue(f"{fault.message}; {fault.help}")
    found: dict[str, Any] = value
    return found


def _member_value(name: str, type: str, text: str) -> Any:
    if type == "boolean" and text not in ("true", "false"):
        raise RefusedValue(f"`{name}` must be true or false, and is `{text[:_SHOWN]}`")
    if type == "number" and not _NUMBER.fullmatch(text):
        raise RefusedValue(f"`{name}` must be a number such as 1200 or 0.5, and is `{text[:_SHOWN]}`")
    return json.loads(text) if type in ("boolean", "number") else text
