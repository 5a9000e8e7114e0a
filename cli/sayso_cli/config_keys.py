"""The keys of the config: what each may hold, and how its values are read and written.

A key is one line of `Rules` (it may stand in a per-file table as well) or of `Settings`. Its variable, its
place in `sayso config` and what is wrong with a value follow from the type; `docs/config.md` explains it.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Annotated, Any, Final, Literal, get_args

import msgspec
from msgspec import Meta, Struct, structs

from sayso.record.model import Standing
from sayso.rules.registry import BY_NAME
from sayso.rules.rule import Family
from sayso_cli.config_file import KeyPath
from sayso_cli.terminal import did_you_mean

LEVELS: Final = ("error", "warning", "note", "off")
PREFIX: Final = "SAYSO_"
MAX_MEMBERS: Final = 1000
"""A list or table of the config holds at most so many members."""
_MAX_SHOWN_CHARS: Final = 40
_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
_STANDINGS: Final[tuple[str, ...]] = get_args(Standing)
# The keys that hold tables no variable can.
_NO_VARIABLE: Final = ("per-file", "verdicts")
_NOT_LOWERED: Final = "what cannot be read must not pass"

Texts = tuple[str, ...]


class Rules(Struct, frozen=True, kw_only=True, rename="kebab"):
    """What is asked of a record. Each key may stand in a per-file table too."""

    select: Annotated[Texts, Meta(title='a list of checks or families, such as ["standing"]')] = ()
    ignore: Annotated[Texts, Meta(title='a list of checks or families, such as ["no-url"]')] = ()
    levels: Annotated[
        dict[str, Literal["error", "warning", "note", "off"]],
        Meta(title='a table such as { no-url = "warning" }'),
    ] = {}
    min_voices: Annotated[
        Annotated[int, Meta(ge=1, le=4)] | None, Meta(title="a whole number from 1 to 4")
    ] = None
    stale_after: Annotated[
        Annotated[int, Meta(ge=0)] | Literal["never"], Meta(title='a number of days, or "never"')
    ] = 365
    open: Annotated[Literal["error", "warning", "note"], Meta(title='"error", "warning" or "note"')] = "error"
    verdicts: Annotated[
        dict[str, tuple[Standing, ...]],
        Meta(title='a table of ratings such as { True = ["corroborated"] }'),
    ] = {}


class Settings(Rules, frozen=True, kw_only=True, rename="kebab"):
    """All keys."""

    paths: Annotated[Texts, Meta(title='a list of paths, such as ["claims"]')] = (".",)
    exclude: Annotated[Texts, Meta(title='a list of globs, such as ["drafts/**"]')] = ()
    baseline: Annotated[Annotated[str, Meta(min_length=1)] | None, Meta(title="the path of a baseline")] = (
        None
    )
    fail_on: Annotated[
        Literal["error", "warning", "note", "never"],
        Meta(title='"error", "warning", "note" or "never"'),
    ] = "error"
    trust: Annotated[Annotated[str, Meta(min_length=1)] | None, Meta(title="the path of a PEM file")] = None
    registries: Annotated[
        Texts, Meta(title='a list of addresses with {doi}, such as ["https://api.crossref.org/works/{doi}"]')
    ] = ("https://api.crossref.org/works/{doi}", "https://api.datacite.org/dois/{doi}")
    per_file: Annotated[
        dict[str, dict[str, Any]], Meta(title='tables by glob, such as [per-file."drafts/**"]')
    ] = {}


@cache
def keys(kind: type[Rules] = Settings) -> dict[str, structs.FieldInfo]:
    """The keys that may stand in a file, or with `Rules` in a per-file table, with their fields."""
    return {field.encode_name: field for field in structs.fields(kind)}


def variables() -> dict[str, str]:
    """The environment variables, each with the key it stands for; tables by glob and by rating have none."""
    return {variable(name): name for name in keys() if name not in _NO_VARIABLE}


def variable(key: str) -> str:
    """The environment variable that stands for `key`."""
    return f"{PREFIX}{key.replace('-', '_').upper()}"


def names_to_select() -> list[str]:
    """The names of all families and checks."""
    return [*Family, *BY_NAME]


# What a value may be.


class BadValue(Exception):
    """What stands at `path` cannot be meant."""

    def __init__(self, path: KeyPath, what: str) -> None:
        super().__init__(f"`{toml_key(map(_shorten, path))}`: {what}")
        self.path = path
        self.what = what


def convert_table(
    table: Mapping[str, Any], kind: type[Rules] = Settings, above: KeyPath = ()
) -> dict[str, Any]:
    """The values of `table`, for the keys of `kind`. Raises `BadValue`."""
    known = keys(kind)
    values = {}
    for name, value in table.items():
        if name not in known:
            if name in keys():
                what = f"this cannot be set by file; those that can are {', '.join(known)}"
            else:
                hint = did_you_mean(name.replace("_", "-"), known, f"there are {', '.join(known)}")
                what = f"there is no such key; {hint}"
            raise BadValue((*above, name), what)
        values[name] = _convert_value(name, value, (*above, name))
    return values


def convert_texts(texts: Mapping[str, str]) -> dict[str, Any]:
    """The values that environment variables or options give to keys. Raises `BadValue`."""
    values = {}
    for name, text in texts.items():
        value: Any = text
        if name == "levels" or keys()[name].type.__origin__ == Texts:
            value = [part.strip() for part in text.split(",")]
        if name == "levels":
            pairs = [part.partition("=") for part in value]
            for check, equals, _ in pairs:
                if not equals:
                    what = f"write `CHECK=LEVEL`, such as `no-url=off`, not {_short_form(check)}"
                    raise BadValue(("levels",), what)
            value = {check.strip(): level.strip() for check, _, level in pairs}
        values[name] = _convert_value(name, value, (name,), strict=False)
    return values


def _convert_value(name: str, value: Any, path: KeyPath, *, strict: bool = True) -> Any:
    """`value` as the key `name` has it, if it can be meant; if not `strict`, a text may be a number."""
    # Of a level that is none, the check is named; so this comes first.
    check_member = {"levels": _check_level, "verdicts": _check_rating}.get(name)
    if check_member and isinstance(value, dict):
        for inner, member in value.items():
            check_member(inner, member, (*path, inner))
    kind = keys()[name].type
    try:
        made = msgspec.convert(value, kind, strict=strict)
    except msgspec.ValidationError:
        made = None
    # As a text, `null` is taken for no value at all.
    if made is None:
        raise BadValue(path, f"must be {kind.__metadata__[0].title}, not {_short_form(value)}")
    if isinstance(made, tuple | dict) and len(made) > MAX_MEMBERS:
        raise BadValue(path, f"holds more than {MAX_MEMBERS:,} members")
    if name in _DEFAULTS_IN_WORDS and not made:
        raise BadValue(path, f"must not be empty; without it {_DEFAULTS_IN_WORDS[name]}")
    if name == "per-file":
        for glob, table in made.items():
            _check_glob(glob, (*path, glob))
            made[glob] = convert_table(table, Rules, (*path, glob))
    elif name in _MEMBER_CHECKS:
        for member in made:
            _MEMBER_CHECKS[name](member, path)
    return made


def _check_selected(name: str, path: KeyPath) -> None:
    if name not in names_to_select():
        hint = did_you_mean(name, names_to_select(), "`sayso explain` lists them")
        raise BadValue(path, f"no check or family `{_shorten(name)}`; {hint}")


def _check_ignored(name: str, path: KeyPath) -> None:
    _check_selected(name, path)
    if name == Family.STRUCTURE or _is_structure(name):
        raise BadValue(path, f"`{name}` cannot be ignored: {_NOT_LOWERED}")


def _check_level(name: str, level: Any, path: KeyPath) -> None:
    if name in list(Family):
        raise BadValue(path, "this is a family; name its checks, or `ignore` it")
    if name not in BY_NAME:
        raise BadValue(path, f"no such check; {did_you_mean(name, BY_NAME, '`sayso explain` lists them')}")
    if level not in LEVELS:
        hint = did_you_mean(level, LEVELS, "") if isinstance(level, str) else ""
        what = f'must be "error", "warning", "note" or "off", not {_short_form(level)}'
        raise BadValue(path, f"{what}; {hint}" if hint else what)
    if _is_structure(name) and level != "error":
        raise BadValue(path, f"cannot be lowered or switched off: {_NOT_LOWERED}")


def _check_rating(rating: str, standings: Any, path: KeyPath) -> None:
    if not rating.strip():
        raise BadValue(path, "a rating must not be empty")
    if not isinstance(standings, list) or not all(isinstance(standing, str) for standing in standings):
        what = f'must be a list of standings, such as ["corroborated"], not {_short_form(standings)}'
        raise BadValue(path, what)
    if not standings:
        raise BadValue(path, "must not be empty: name the standings that may carry it")
    for standing in standings:
        if standing not in _STANDINGS:
            hint = did_you_mean(standing, _STANDINGS, f"there are {', '.join(_STANDINGS)}")
            raise BadValue(path, f"no such standing: {_short_form(standing)}; {hint}")


def _check_glob(glob: str, path: KeyPath) -> None:
    if not glob.strip("/"):
        raise BadValue(path, "a glob must not be empty")
    if "\\" in glob:
        raise BadValue(path, "write `/` in place of `\\`")
    if glob.startswith("!"):
        raise BadValue(path, "a glob that starts with `!` cannot take back what another one names")


def _check_path(name: str, path: KeyPath) -> None:
    if name in ("", "-") or "\0" in name:
        raise BadValue(path, f"{toml_value(name)} is no path of a file or folder")


def _check_registry(address: str, path: KeyPath) -> None:
    if "{doi}" not in address or not address.startswith(("https://", "http://")):
        raise BadValue(path, f"{toml_value(address)} is no address with {{doi}} in it")


# What a member of a list may be; which lists must not be empty, and what holds without them.
_MEMBER_CHECKS: Final = {
    "select": _check_selected,
    "ignore": _check_ignored,
    "exclude": _check_glob,
    "paths": _check_path,
    "registries": _check_registry,
}
_DEFAULTS_IN_WORDS: Final = {"select": "all checks run", "paths": "the working folder is searched"}


def _is_structure(name: str) -> bool:
    return name in BY_NAME and BY_NAME[name].family is Family.STRUCTURE


def toml_key(path: Iterable[str]) -> str:
    """The parts of a key as TOML writes it."""
    return ".".join(part if _BARE.fullmatch(part) else toml_value(part) for part in path)


def toml_value(value: Any) -> str:
    """`value` as TOML writes it; what would not be seen in a terminal is escaped."""
    import json

    if isinstance(value, list | tuple):
        return f"[{', '.join(map(toml_value, value))}]"
    if isinstance(value, dict):
        inner = ", ".join(f"{toml_key([name])} = {toml_value(member)}" for name, member in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, str):
        return "".join(
            letter if letter.isprintable() else f"\\U{ord(letter):08x}"
            for letter in json.dumps(value, ensure_ascii=False)
        )
    return str(value).lower() if isinstance(value, bool) else str(value)


def _short_form(value: Any) -> str:
    """A short form of `value`."""
    try:
        return _shorten(toml_value(value))
    except RecursionError:
        return "what is nested so deeply"


def _shorten(text: str) -> str:
    """`text`, which may be very long, as far as it helps to find it."""
    return text if len(text) <= _MAX_SHOWN_CHARS else f"{text[: _MAX_SHOWN_CHARS - 1]}…"
