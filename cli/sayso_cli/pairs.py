"""An object given as one option: `measure=Dead,value=41,bound=over`, or the same as JSON.

The names are known, so a comma or `=` within a text is no end of it: what follows a comma is a new pair
only where it is a name and `=`. A text that has just that in it is given as JSON.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from sayso_cli.terminal import did_you_mean

# A number as JSON has it, of a length that every reader takes.
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,300})(?:\.[0-9]{1,300})?(?:[eE][+-]?[0-9]{1,4})?")
_NAME = re.compile(r"(?:^|,)\s*+([A-Za-z_]++)=")
_SHOWN: Final = 40


def pairs(
    text: str, names: Sequence[str], numbers: Sequence[str] = (), flags: Sequence[str] = ()
) -> dict[str, Any]:
    """The object that `text` gives, with the members `names`; `numbers` hold numbers, `flags` true or false.

    Raises `ValueError` with what is wrong and how to mend it. What the members may hold is not looked at.
    """
    if text.lstrip().startswith("{"):
        return _object(text)
    usual = ",".join(f"{name}=…" for name in names)
    starts = list(_NAME.finditer(text))
    if not starts or starts[0].start():
        raise ValueError(f"`{text[:_SHOWN]}` is not written as `{usual}`")
    found: dict[str, Any] = {}
    ends = [*(match.start() for match in starts[1:]), len(text)]
    for match, end in zip(starts, ends, strict=True):
        name, value = match[1], text[match.end() : end].strip()
        if name not in names:
            mend = did_you_mean(name, names, f"write `{usual}`, or the whole as JSON")
            raise ValueError(f"there is no `{name[:_SHOWN]}` here; {mend}")
        if name in found:
            raise ValueError(f"`{name}` is given twice")
        found[name] = (
            _number(name, value) if name in numbers else _flag(name, value) if name in flags else value
        )
    return found


def completions(text: str, names: Sequence[str], values: Mapping[str, Sequence[str]]) -> list[str]:
    """What `text`, pairs that are not finished, can be completed to; `values` are known for some names."""
    before, comma, last = text.rpartition(",")
    name, equals, start = last.partition("=")
    if equals:
        return [f"{before}{comma}{name}={value}" for value in values.get(name, ()) if value.startswith(start)]
    given = {match[1] for match in _NAME.finditer(text)}
    return [f"{before}{comma}{each}=" for each in names if each.startswith(last) and each not in given]


def _object(text: str) -> dict[str, Any]:
    from sayso.record.parse import parse

    value, faults, _ = parse(text, what="option")
    for fault in faults:
        raise ValueError(f"{fault.message}; {fault.help}")
    found: dict[str, Any] = value
    return found


def _flag(name: str, text: str) -> bool:
    if text not in ("true", "false"):
        raise ValueError(f"`{name}` must be true or false, and is `{text[:_SHOWN]}`")
    return text == "true"


def _number(name: str, text: str) -> Any:
    if not _NUMBER.fullmatch(text):
        raise ValueError(f"`{name}` must be a number such as 1200 or 0.5, and is `{text[:_SHOWN]}`")
    return json.loads(text)
