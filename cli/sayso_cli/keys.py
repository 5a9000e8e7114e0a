"""The keys of the config: what each may hold, what it means, and what is wrong with a value.

A key is one line of `Rules` (it may stand in a per-file table as well) or of `Settings`. Its variable,
its place in `sayso config` and its checks follow from the type; `docs/config.md` explains it.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Final, Literal, NamedTuple

import msgspec
from msgspec import Meta, Struct, structs

from sayso.record.spelling import suggest
from sayso.rules.registry import BY_NAME, RULES
from sayso.rules.rule import Family
from sayso_cli.globs import fault

Level = Literal["error", "warning", "note", "off"]
LEVELS: Final[tuple[Level, ...]] = ("error", "warning", "note", "off")
Texts = tuple[str, ...]

MOST: Final = 1000
"""A list or table of the config holds at most so many members."""
PREFIX: Final = "SAYSO_"
_WIDEST: Final = 40
_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")


class Rules(Struct, frozen=True, kw_only=True, rename="kebab"):
    """What is asked of a record. Each key may stand in a per-file table too."""

    select: Annotated[Texts, Meta(title='a list of checks or families, such as ["standing"]')] = ()
    ignore: Annotated[Texts, Meta(title='a list of checks or families, such as ["no-url"]')] = ()
    levels: Annotated[dict[str, Level], Meta(title='a table such as { no-url = "warning" }')] = {}
    min_voices: Annotated[
        Annotated[int, Meta(ge=1, le=4)] | None, Meta(title="a whole number from 1 to 4")
    ] = None
    stale_after: Annotated[
        Annotated[int, Meta(ge=0)] | Literal["never"], Meta(title='a number of days, or "never"')
    ] = 365


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
    per_file: Annotated[
        dict[str, dict[str, Any]], Meta(title='tables by glob, such as [per-file."drafts/**"]')
    ] = {}


class Wrong(Exception):
    """What stands at `path`, the parts of a dotted key, cannot be meant."""

    def __init__(self, path: tuple[str, ...], what: str) -> None:
        super().__init__(f"`{dotted(map(_cut, path))}`: {what}")
        self.path = path
        self.what = what


class Key(NamedTuple):
    """One key: its name in a file and in `Settings`, its type, and in words what it may hold."""

    name: str
    field: str
    type: Any
    wanted: str
    default: Any


def keys(kind: type[Rules] = Settings) -> dict[str, Key]:
    """The keys that may stand in a file, or with `Rules` in a per-file table."""
    return {
        field.encode_name: Key(
            field.encode_name,
            field.name,
            field.type,
            field.type.__metadata__[0].title,
            {} if field.default is msgspec.NODEFAULT else field.default,
        )
        for field in structs.fields(kind)
    }


def variables() -> dict[str, Key]:
    """The environment variables that stand for a key; tables by glob have none."""
    return {f"{PREFIX}{key.field.upper()}": key for key in keys().values() if key.field != "per_file"}


def names() -> list[str]:
    """The names of all families and checks."""
    return [*Family, *BY_NAME]


def dotted(path: Iterable[str]) -> str:
    """The parts of a key as TOML writes it."""
    return ".".join(part if _BARE.fullmatch(part) else quoted(part) for part in path)


def quoted(value: Any) -> str:
    """`value` as TOML writes it; what would not be seen in a terminal is escaped."""
    import json

    if isinstance(value, list | tuple):
        return f"[{', '.join(map(quoted, value))}]"
    if isinstance(value, dict):
        inner = ", ".join(f"{dotted([name])} = {quoted(member)}" for name, member in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, str):
        return "".join(
            letter if letter.isprintable() else f"\\U{ord(letter):08x}"
            for letter in json.dumps(value, ensure_ascii=False)
        )
    return str(value).lower() if isinstance(value, bool) else str(value)


def checked(
    table: Mapping[str, Any], kind: type[Rules] = Settings, above: tuple[str, ...] = ()
) -> dict[str, Any]:
    """The values of `table`, by the names of the fields of `kind`. Raises `Wrong`."""
    known = keys(kind)
    values = {}
    for name, value in table.items():
        if name not in known:
            raise Wrong((*above, name), _no_key(name, known))
        values[known[name].field] = _value(known[name], value, (*above, name))
    return values


def from_text(key: Key, text: str) -> Any:
    """The value of a key as an environment variable or an option gives it. Raises `Wrong`."""
    value: Any = text
    if key.type.__origin__ == Texts or key.field == "levels":
        value = [part.strip() for part in text.split(",")]
    if key.field == "levels":
        value = _pairs(value)
    return _value(key, value, (key.name,), strict=False)


def _pairs(texts: Iterable[str]) -> dict[str, str]:
    """Texts such as `no-url=off` as a table."""
    made = {}
    for text in texts:
        name, equals, level = text.partition("=")
        if not equals:
            raise Wrong(("levels",), f"write `CHECK=LEVEL`, such as `no-url=off`, not {_shown(text)}")
        made[name.strip()] = level.strip()
    return made


def chosen(select: Iterable[str], ignore: Iterable[str]) -> frozenset[str]:
    """The names of the checks that run; those of the family structure always do."""
    selected, ignored = set(select), set(ignore)
    return frozenset(
        rule.name
        for rule in RULES
        if rule.family is Family.STRUCTURE
        or (
            (not selected or not selected.isdisjoint({rule.name, rule.family}))
            and ignored.isdisjoint({rule.name, rule.family})
        )
    )


def _no_key(name: str, known: Mapping[str, Key]) -> str:
    if name in keys():
        return f"this cannot be set by file; those that can are {', '.join(known)}"
    meant = suggest(name.replace("_", "-"), known)
    return "there is no such key; " + (
        f"did you mean `{meant}`?" if meant else f"there are {', '.join(known)}"
    )


def _value(key: Key, value: Any, path: tuple[str, ...], *, strict: bool = True) -> Any:
    """`value` as the type of `key`, if it can be meant; if not `strict`, a text may stand for a number."""
    # Of a level that is none, the check is named; so this comes first.
    if key.field == "levels" and isinstance(value, dict):
        _levels(value, path)
    try:
        made = msgspec.convert(value, key.type, strict=strict)
    except msgspec.ValidationError:
        made = None
    # As a text, `null` is taken for no value at all.
    if made is None:
        raise Wrong(path, f"must be {key.wanted}, not {_shown(value)}")
    if isinstance(made, tuple | dict) and len(made) > MOST:
        raise Wrong(path, f"holds more than {MOST:,} members")
    match key.field:
        case "select" | "ignore":
            _names(key.field, made, path)
        case "exclude":
            _globs(made, path)
        case "paths":
            _paths(made, path)
        case "per_file":
            for glob, table in made.items():
                _globs([glob], (*path, glob))
                made[glob] = checked(table, Rules, (*path, glob))
    return made


def _shown(value: Any) -> str:
    """A short form of `value`."""
    try:
        text = quoted(value)
    except RecursionError:
        return "what is nested so deeply"
    return _cut(text)


def _cut(text: str) -> str:
    """`text`, which may be very long, as far as it helps to find it."""
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…"


def _names(field: str, given: Texts, path: tuple[str, ...]) -> None:
    if field == "select" and not given:
        raise Wrong(path, "must not be empty; without it all checks run")
    known = names()
    for name in given:
        if name not in known:
            meant = suggest(name, known)
            hint = f"did you mean `{meant}`?" if meant else "`sayso explain` lists them"
            raise Wrong(path, f"no check or family `{_cut(name)}`; {hint}")
        if field == "ignore" and (name == Family.STRUCTURE or _is_structure(name)):
            raise Wrong(path, f"`{name}` cannot be ignored: what cannot be read must not pass")


def _is_structure(name: str) -> bool:
    return name in BY_NAME and BY_NAME[name].family is Family.STRUCTURE


def _levels(table: Mapping[str, Any], path: tuple[str, ...]) -> None:
    for name, level in table.items():
        here = (*path, name)
        if name in list(Family):
            raise Wrong(here, "this is a family; name its checks, or `ignore` it")
        if name not in BY_NAME:
            meant = suggest(name, BY_NAME)
            hint = f"did you mean `{meant}`?" if meant else "`sayso explain` lists them"
            raise Wrong(here, f"no such check; {hint}")
        if level not in LEVELS:
            meant = suggest(level, LEVELS) if isinstance(level, str) else ""
            hint = f"; did you mean `{meant}`?" if meant else ""
            raise Wrong(here, f'must be "error", "warning", "note" or "off", not {_shown(level)}{hint}')
        if _is_structure(name) and level != "error":
            raise Wrong(here, "cannot be lowered or switched off: what cannot be read must not pass")


def _globs(globs: Iterable[str], path: tuple[str, ...]) -> None:
    for glob in globs:
        if what := fault(glob):
            raise Wrong(path, what)


def _paths(paths: Texts, path: tuple[str, ...]) -> None:
    if not paths:
        raise Wrong(path, "must not be empty; without it the working folder is searched")
    for each in paths:
        if not each or each == "-" or "\0" in each:
            raise Wrong(path, f"{quoted(each)} is no path of a file or folder")
