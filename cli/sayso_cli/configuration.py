"""The configuration: an option over an environment variable over the config file over what is built in.

A command calls `configure` once. `Configuration.find` reads the claim files to work on, `terms` says which
rules hold for which of them, and `top` holds the values that are about no single file.

A key is one line of `Rules` (it may stand in a per-file table as well) or of `Settings`. Its variable, its
place in `sayso config` and what is wrong with a value follow from the type; `docs/config.md` explains it.

Config files may come from strangers, with a pull request: one that is found is not followed out of its
folder, and none takes long to read or says more of a file than where it cannot be read.
"""

import fnmatch
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, NamedTuple, NoReturn, get_args

import msgspec
import typer
from msgspec import Meta, Struct, structs

from sayso.record.model import Standing
from sayso.rules.registry import BY_NAME, RULES
from sayso.rules.rule import Family
from sayso_cli.terminal import did_you_mean, fail

if TYPE_CHECKING:
    import datetime

    from sayso.record.project import Found, Project
    from sayso.rules.rule import Terms
    from sayso_cli.older import OlderFiles

LEVELS: Final = ("error", "warning", "note", "off")
PREFIX: Final = "SAYSO_"
CONFIG: Final = f"{PREFIX}CONFIG"
"""The variable that names a config file."""
NO_CONFIG: Final = f"{PREFIX}NO_CONFIG"
"""The variable that, if it holds anything, says to read none."""
MAX_BYTES: Final = 1 << 20
"""Larger config files are refused (1 MiB)."""
MAX_MEMBERS: Final = 1000
"""A list or table of the config holds at most so many members."""
# In one folder the first goes before the second, which counts only with its section.
_FILES: Final = {"sayso.toml": (), "pyproject.toml": ("tool", "sayso")}
# Python's reader of TOML takes the square of the number of parts of a dotted key.
_MAX_DOTTED: Final = 20_000_000
# To find the line of a key, so many characters are read again; without luck no line is named.
_MAX_REREAD_CHARS: Final = 4 << 20
_MAX_SHOWN_CHARS: Final = 40
_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
# Each rule of the house, by its field, with the check that keeps it.
_HOUSE_RULES: Final = {"min_voices": "too-few-voices", "verdicts": "verdict-unbacked"}
_STANDINGS: Final[tuple[str, ...]] = get_args(Standing)
# The keys that hold tables no variable can.
_NO_VARIABLE: Final = ("per_file", "verdicts")
_NOT_LOWERED: Final = "what cannot be read must not pass"
# The options that are not named as their key.
_OPTIONS: Final = {"levels": "--level"}

Texts = tuple[str, ...]
KeyPath = tuple[str, ...]
"""The parts of a dotted key."""


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


def keys(kind: type[Rules] = Settings) -> dict[str, structs.FieldInfo]:
    """The keys that may stand in a file, or with `Rules` in a per-file table, with their fields."""
    return {field.encode_name: field for field in structs.fields(kind)}


def variables() -> dict[str, str]:
    """The environment variables, each with the key it stands for; tables by glob and by rating have none."""
    return {
        f"{PREFIX}{key.name.upper()}": name for name, key in keys().items() if key.name not in _NO_VARIABLE
    }


def names_to_select() -> list[str]:
    """The names of all families and checks."""
    return [*Family, *BY_NAME]


# What a value may be.


class BadValue(Exception):
    """What stands at `path` cannot be meant."""

    def __init__(self, path: KeyPath, what: str) -> None:
        super().__init__(f"`{toml_key(map(_shortened, path))}`: {what}")
        self.path = path
        self.what = what


def convert_table(
    table: Mapping[str, Any], kind: type[Rules] = Settings, above: KeyPath = ()
) -> dict[str, Any]:
    """The values of `table`, by the names of the fields of `kind`. Raises `BadValue`."""
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
        values[known[name].name] = _convert_value(known[name], value, (*above, name))
    return values


def convert_text(key: structs.FieldInfo, text: str) -> Any:
    """The value of a key as an environment variable or an option gives it. Raises `BadValue`."""
    value: Any = text
    if key.type.__origin__ == Texts or key.name == "levels":
        value = [part.strip() for part in text.split(",")]
    if key.name == "levels":
        pairs = [part.partition("=") for part in value]
        for name, equals, _ in pairs:
            if not equals:
                what = f"write `CHECK=LEVEL`, such as `no-url=off`, not {_shortened(toml_value(name))}"
                raise BadValue(("levels",), what)
        value = {name.strip(): level.strip() for name, _, level in pairs}
    return _convert_value(key, value, (key.encode_name,), strict=False)


def _convert_value(key: structs.FieldInfo, value: Any, path: KeyPath, *, strict: bool = True) -> Any:
    """`value` as the type of `key`, if it can be meant; if not `strict`, a text may stand for a number."""
    # Of a level that is none, the check is named; so this comes first.
    check_member = {"levels": _check_level, "verdicts": _check_rating}.get(key.name)
    if check_member and isinstance(value, dict):
        for name, member in value.items():
            check_member(name, member, (*path, name))
    try:
        made = msgspec.convert(value, key.type, strict=strict)
    except msgspec.ValidationError:
        made = None
    # As a text, `null` is taken for no value at all.
    if made is None:
        raise BadValue(path, f"must be {key.type.__metadata__[0].title}, not {_short_form(value)}")
    if isinstance(made, tuple | dict) and len(made) > MAX_MEMBERS:
        raise BadValue(path, f"holds more than {MAX_MEMBERS:,} members")
    match key.name:
        case "select" | "ignore":
            _check_names(key.name, made, path)
        case "exclude":
            for glob in made:
                _check_glob(glob, path)
        case "paths":
            if not made:
                raise BadValue(path, "must not be empty; without it the working folder is searched")
            for each in made:
                if not each or each == "-" or "\0" in each:
                    raise BadValue(path, f"{toml_value(each)} is no path of a file or folder")
        case "registries":
            for each in made:
                if "{doi}" not in each or not each.startswith(("https://", "http://")):
                    raise BadValue(path, f"{toml_value(each)} is no address with {{doi}} in it")
        case "per_file":
            for glob, table in made.items():
                _check_glob(glob, (*path, glob))
                made[glob] = convert_table(table, Rules, (*path, glob))
    return made


def _check_names(field: str, given: Texts, path: KeyPath) -> None:
    if field == "select" and not given:
        raise BadValue(path, "must not be empty; without it all checks run")
    known = names_to_select()
    for name in given:
        if name not in known:
            hint = did_you_mean(name, known, "`sayso explain` lists them")
            raise BadValue(path, f"no check or family `{_shortened(name)}`; {hint}")
        if field == "ignore" and (name == Family.STRUCTURE or _is_structure(name)):
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
        return _shortened(toml_value(value))
    except RecursionError:
        return "what is nested so deeply"


def _shortened(text: str) -> str:
    """`text`, which may be very long, as far as it helps to find it."""
    return text if len(text) <= _MAX_SHOWN_CHARS else f"{text[: _MAX_SHOWN_CHARS - 1]}…"


# Config files.


class BadFile(Exception):
    """A config file cannot be read; the message starts with its name and ends with the mend."""


class ConfigFile(NamedTuple):
    """A config file: its name to show, its folder, its table, and what is needed to find a key.

    `found` says that it was looked for, and not named.
    """

    shown: str
    folder: str
    table: dict[str, Any]
    text: str
    section: KeyPath
    found: bool

    def place(self, path: KeyPath) -> str:
        """Name, line and column of the key at `path`; the name alone where the line cannot be told."""
        key = re.compile(rf"""(?<![\w-])(["']?){re.escape(path[-1])}\1(?=\s*[=.\]])""")
        lines = self.text.split("\n")
        line = _line_of_key(lines, (*self.section, *path), key)
        if line < 0:
            return self.shown
        # One that is spelt otherwise is at the first word.
        match = key.search(lines[line])
        column = match.start() if match else len(lines[line]) - len(lines[line].lstrip())
        return f"{self.shown}:{line + 1}:{column + 1}"


def _line_of_key(lines: Sequence[str], path: KeyPath, key: re.Pattern[str]) -> int:
    """The index of the line of a sound text on which the key at `path` begins; -1 where it cannot be told.

    It is the last line that may begin with the `key` before which the text can be read and lacks it.
    """
    likely = [number for number, line in enumerate(lines) if key.search(line)]
    left = _MAX_REREAD_CHARS
    for number in reversed(likely or range(len(lines))):
        before = "\n".join(lines[:number])
        left -= len(before)
        if left < 0:
            return -1
        if _lacks_key(before, path):
            return number
    return -1


def _lacks_key(text: str, path: KeyPath) -> bool:
    """Whether `text` can be read, and holds no key at `path`."""
    import tomllib

    try:
        table: Any = tomllib.loads(text)
    except ValueError:
        return False
    for name in path:
        if not isinstance(table, dict) or name not in table:
            return True
        table = table[name]
    return False


def find_config_file(copy: "OlderFiles | None" = None) -> ConfigFile | None:
    """The nearest config file, from the working folder upwards to the one that holds `.git`.

    With `copy` it is that of an older version. Raises `BadFile`.
    """
    here = Path.cwd()
    for folder in (here, *here.parents):
        for name in _FILES:
            path = folder / name
            if copy.exists(str(copy.copy_path(path))) if copy else os.path.lexists(path):
                found = _read_file(path, os.path.relpath(path), found=True, copy=copy)
                if found is not None:
                    return found
        if os.path.lexists(folder / ".git"):
            return None
    return None


def read_config_file(path: str, copy: "OlderFiles | None" = None) -> ConfigFile:
    """The config file at `path`, wherever it is; with `copy`, that of an older version of its repository.

    Raises `BadFile`.
    """
    full = Path(os.path.realpath(path))
    if copy and not copy.covers(full):
        copy = None
    file = _read_file(full if copy else Path(path), path, found=False, copy=copy)
    if file is None:
        raise BadFile(f"{path}: there is no [tool.sayso] in it; add it, or name another file")
    return file


def _read_file(path: Path, shown: str, *, found: bool, copy: "OlderFiles | None" = None) -> ConfigFile | None:
    """The config file at `path`; None for a file without a section for sayso."""
    section = _FILES.get(path.name, ())
    if copy:
        shown = f"{copy.revision}:{shown}"
    data = _read_bytes(path, shown, found=found, copy=copy)
    if section and section[-1].encode() not in data:
        return None
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line, column = _end_position(data[: error.start].decode("utf-8-sig"))
        raise BadFile(f"{shown}:{line}:{column}: this is not UTF-8; save it in that encoding") from None
    table: Any = _parse_toml(text, shown)
    for depth, name in enumerate(section, start=1):
        if name not in table:
            return None
        table = table[name]
        if not isinstance(table, dict):
            raise BadFile(f"{shown}: `{'.'.join(section[:depth])}`: must be a table")
    return ConfigFile(shown, os.path.dirname(os.path.abspath(path)), table, text, section, found)


def _read_bytes(path: Path, shown: str, *, found: bool, copy: "OlderFiles | None") -> bytes:
    from sayso.record.disk import Disk, TooLarge

    disk, at = (copy, copy.copy_path(path)) if copy else (Disk(), path)
    try:
        real = disk.real(str(at))
        if found and not real.is_relative_to(disk.real(str(at.parent))):
            raise BadFile(
                f"{shown}: a symbolic link that leads out of its folder; name the file with --config"
            )
        data = disk.read(real, MAX_BYTES)
    except TooLarge:
        what = f"the config file is too large; keep it below {MAX_BYTES >> 20} MiB"
        raise BadFile(f"{shown}: {what}") from None
    except OSError as error:
        mend = "name one that is there" if isinstance(error, FileNotFoundError) else "make it readable"
        reason = error.strerror or "unknown error"
        raise BadFile(f"{shown}: the config file cannot be read: {reason}; {mend}") from None
    if data is None:
        raise BadFile(f"{shown}: this is no regular file; name a config file")
    return data


def _parse_toml(text: str, shown: str) -> dict[str, Any]:
    import tomllib

    if sum(line.count(".") ** 2 for line in text.split("\n")) > _MAX_DOTTED:
        raise BadFile(f"{shown}: there are too many dots in a line; shorten it")
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise BadFile(f"{shown}: the config file is nested too deeply; flatten it") from None
    # Not only the error of its own: numbers with thousands of digits raise another one.
    except ValueError as error:
        message = str(error)
        at = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)$", message)
        if at is None:
            raise BadFile(f"{shown}: this is no TOML: {message}") from None
        line, column = at.groups() if at[1] else _end_position(text)
        raise BadFile(f"{shown}:{line}:{column}: this is no TOML: {message[: at.start()]}") from None


def _end_position(text: str) -> tuple[int, int]:
    """Line and column behind `text`."""
    lines = text.split("\n")
    return len(lines), len(lines[-1]) + 1


# Globs. `pathspec` was tried: its patterns take exponential time where a hostile config wants them to.


class Globs:
    """Globs that are relative to one folder: `*`, `?` and `[…]` within a name, `**` for any folders.

    A glob without `/` is that of a name in any folder. What names a folder names all in it. The time to
    match grows with the length of glob and path, never faster.
    """

    def __init__(self, globs: Iterable[str], folder: str) -> None:
        self._globs = [_glob_steps(glob) for glob in globs]
        self._folder = os.path.realpath(folder)

    def name(self, path: str) -> bool:
        """Whether one of them names the file or folder at `path` itself."""
        return self._match(path, whole=True)

    def covers(self, path: str) -> bool:
        """Whether one of them names the file at `path`, or a folder that it lies in."""
        return self._match(path, whole=False)

    def _match(self, path: str, *, whole: bool) -> bool:
        if not self._globs:
            return False
        folder, name = os.path.split(path)
        parts = [*_folders_between(folder, self._folder), name]
        return any(_match_steps(steps, parts, whole=whole) for steps in self._globs)


@lru_cache(maxsize=1000)
def _folders_between(folder: str, base: str) -> tuple[str, ...]:
    """The folders on the way from `base` to `folder`."""
    way = os.path.relpath(os.path.realpath(folder), base)
    return () if way == os.curdir else tuple(way.split(os.sep))


def _glob_steps(glob: str) -> list[re.Pattern[str] | None]:
    """The steps of a glob, None for `**`. What names a folder and what names all in it is the same."""
    text = glob.removeprefix("./").rstrip("/")
    while text.endswith("/**"):
        text = text.removesuffix("**").rstrip("/")
    steps = [step for step in text.split("/") if step]
    if "/" not in text:
        steps.insert(0, "**")
    # Several `**` in a row say no more than one.
    steps = [step for at, step in enumerate(steps) if (step, *steps[at - 1 : at]) != ("**", "**")]
    return [None if step == "**" else re.compile(fnmatch.translate(step)) for step in steps]


def _match_steps(steps: Sequence[re.Pattern[str] | None], parts: Sequence[str], *, whole: bool) -> bool:
    """Whether `steps` lead to the end of `parts`, or, if not the `whole` is asked for, to any part."""
    at = {0}
    for part in (*parts, ""):
        # `**` may stand for no folder.
        at |= {step + 1 for step in at if step < len(steps) and steps[step] is None}
        if len(steps) in at and not (part and whole):
            return True
        at = {
            step + (pattern is not None)
            for step in at - {len(steps)}
            if (pattern := steps[step]) is None or pattern.match(part)
        }
    return False


# What is in force.


class Layer(NamedTuple):
    """Values from one place, by the names of the fields of `Settings`; paths are relative to `folder`."""

    kind: Literal["option", "environment", "per-file", "file", "default"]
    values: Mapping[str, Any]
    folder: str = "."
    file: ConfigFile | None = None
    above: KeyPath = ()

    def place(self, *path: str) -> str:
        """Where the value of the key at `path` was said, to show."""
        match self.kind:
            case "option":
                return _OPTIONS.get(path[0], f"--{path[0]}")
            case "environment":
                return f"{PREFIX}{path[0].replace('-', '_').upper()}"
            case _:
                return self.kind if self.file is None else self.file.place((*self.above, *path))

    def refuse(self, wrong: BadValue) -> NoReturn:
        """End the run, and say what is wrong and where."""
        match self.kind:
            case "option":
                from sayso_cli.terminal import visible

                raise typer.BadParameter(visible(wrong.what), param_hint=self.place(*wrong.path))
            case "environment":
                fail(f"{self.place(*wrong.path)}: {wrong.what if len(wrong.path) == 1 else wrong}")
            case _:
                fail(f"{self.place(*wrong.path)}: {BadValue((*self.above, *wrong.path), wrong.what)}")

    def path_from_here(self, path: str, key: str) -> str:
        """A path that it gives, as seen from the working folder."""
        if self.file is None:
            return path
        there = os.path.join(self.folder, path)
        # What is found, not named, may come from a stranger, and shall not lead out of its folder.
        if self.file.found and not Path(os.path.realpath(there)).is_relative_to(
            os.path.realpath(self.folder)
        ):
            self.refuse(BadValue((key,), f"{toml_value(path)} leads out of the folder of the config file"))
        return os.path.relpath(there)


class Value(NamedTuple):
    """What is in force for one key, and the layers that say so, the strongest first."""

    value: Any
    layers: tuple[Layer, ...]


class Configuration:
    """What is in force for one run. `file` is the config file, if there is one."""

    def __init__(self, over: Sequence[Layer], under: Sequence[Layer], file: ConfigFile | None) -> None:
        self.file = file
        self._over = over
        self._under = under
        self._tables = [
            (Globs([glob], layer.folder), Layer("per-file", table, layer.folder, file, ("per-file", glob)))
            for layer in under
            for glob, table in layer.values.get("per_file", {}).items()
        ]
        self.values = _merge_layers([*over, *under], Settings)
        self.top = Settings(**{field: value.value for field, value in self.values.items()})
        self._refuse_idle_house_rules()

    def values_for(self, path: str) -> dict[str, Value]:
        """What is in force for the keys of `Rules` in the file at `path`."""
        return self._with_tables(self._tables_for(path))

    def terms(self, as_of: "datetime.date", *, checks: bool = True) -> "Callable[[str], Terms]":
        """A function from the path of a file to what holds for it; without `checks` none of them runs."""
        # Files that the same tables hold for share one answer.
        made: dict[tuple[int, ...], Terms] = {}

        def terms_for(path: str) -> "Terms":
            tables = self._tables_for(path)
            if tables not in made:
                here = _terms_of(self._with_tables(tables), as_of)
                made[tables] = here if checks else structs.replace(here, rules=frozenset())
            return made[tables]

        return terms_for

    @cached_property
    def exclude(self) -> Callable[[str], bool]:
        """Whether a file or folder is to be passed over in a search."""
        value = self.values["exclude"]
        return Globs(value.value, value.layers[0].folder).name

    def paths(self) -> list[str]:
        """The key `paths`, as seen from the working folder."""
        value = self.values["paths"]
        return [value.layers[0].path_from_here(path, "paths") for path in value.value]

    def baseline(self) -> Path | None:
        """The key `baseline`, as seen from the working folder."""
        return self._path("baseline")

    def trust(self) -> Path | None:
        """The key `trust`, as seen from the working folder."""
        return self._path("trust")

    def _path(self, key: str) -> Path | None:
        value = self.values[key]
        return Path(value.layers[0].path_from_here(value.value, key)) if value.value else None

    def find(self, paths: list[str] | None, project: "Project | None" = None) -> "Found":
        """Read the claim files that `paths` name, else those of the key `paths`, without what is excluded.

        `project` reads them if it is given. Ends the run where there is nothing to read.
        """
        from sayso.record.project import NotFound, Project

        passed_over = 0

        def excluded(path: str) -> bool:
            nonlocal passed_over
            passed_over += (answer := self.exclude(path))
            return answer

        try:
            return (project or Project()).find(paths or self.paths(), excluded)
        except NotFound as error:
            message = f"{error}; some are excluded: see `sayso config`" if passed_over else str(error)
            layer = self.values["paths"].layers[0]
            if paths or layer.kind == "default":
                fail(message)
            layer.refuse(BadValue(("paths",), message))

    def _tables_for(self, path: str) -> tuple[int, ...]:
        """The numbers of the per-file tables that hold for the file at `path`."""
        return tuple([number for number, (globs, _) in enumerate(self._tables) if globs.covers(path)])

    def _with_tables(self, numbers: Iterable[int]) -> dict[str, Value]:
        """The keys of `Rules` with some of the per-file tables, of which later ones go first."""
        tables = [self._tables[number][1] for number in numbers]
        return _merge_layers([*self._over, *reversed(tables), *self._under], Rules)

    def _refuse_idle_house_rules(self) -> None:
        """Refuse a rule of the house where its check is left out by the same place, or a weaker one."""
        layers = [*self._over, *self._under]
        for some in (
            *(layers[number:] for number in range(len(layers) - 1)),
            *([table, *self._under] for _, table in self._tables),
        ):
            for field, check in _HOUSE_RULES.items():
                if some[0].values.get(field) and check not in _running_checks(_merge_layers(some, Rules)):
                    some[0].refuse(BadValue((field.replace("_", "-"),), f"the check `{check}` is left out"))


def configure(
    config: Path | None = None,
    no_config: bool = False,
    options: Mapping[str, Any] | None = None,
    copy: "OlderFiles | None" = None,
) -> Configuration:
    """What is in force, with `options` by the names of the fields of `Settings`, None for one not given.

    With `copy`, an older version of the repository, the config file is as it was there.

    Ends the run, with a message that says where, if what was said cannot be meant.
    """
    try:
        os.getcwd()
    except OSError as error:
        fail(f"the working folder cannot be had: {error.strerror}; go to another one")
    # In a list each text may hold several with commas.
    given = {
        field: ",".join(value) if isinstance(value, list) else str(value)
        for field, value in (options or {}).items()
        if value is not None
    }
    # A variable that is empty is as one that is not set.
    environment = {
        keys()[key].name: text for name, key in variables().items() if (text := os.environ.get(name))
    }
    over = [_text_layer("option", given), _text_layer("environment", environment)]
    try:
        file = config_file(config, no_config=no_config, copy=copy)
    except BadFile as error:
        fail(str(error))
    under = []
    if file is not None:
        try:
            under = [Layer("file", convert_table(file.table), file.folder, file)]
        except BadValue as wrong:
            Layer("file", {}, file.folder, file).refuse(wrong)
    return Configuration(over, [*under, Layer("default", structs.asdict(Settings()))], file)


def _text_layer(kind: Literal["option", "environment"], texts: Mapping[str, str]) -> Layer:
    """The values that are given as texts, by the names of the fields of `Settings`."""
    known = {key.name: key for key in keys().values()}
    layer = Layer(kind, {})
    try:
        return layer._replace(
            values={field: convert_text(known[field], text) for field, text in texts.items()}
        )
    except BadValue as wrong:
        layer.refuse(wrong)


def config_file(
    config: Path | None, *, no_config: bool, copy: "OlderFiles | None" = None
) -> ConfigFile | None:
    """The config file that is named, else the one that is found; None if there is or shall be none.

    With `copy` it is that of an older version. Raises `BadFile`; ends the run if too much is named.
    """
    name, none = (config and str(config)), no_config
    if name and none:
        raise typer.BadParameter("one of them at most", param_hint="--config and --no-config")
    if not name and not none:
        name, none = os.environ.get(CONFIG), bool(os.environ.get(NO_CONFIG))
        if name and none:
            fail(f"{CONFIG} and {NO_CONFIG} are both set; unset one of them")
    return None if none else read_config_file(name, copy) if name else find_config_file(copy)


def _merge_layers(layers: Sequence[Layer], kind: type[Rules]) -> dict[str, Value]:
    """What `layers`, the strongest first, come to for the keys of `kind`, by field."""
    values = {}
    for field in kind.__struct_fields__:
        strongest = next(layer for layer in layers if field in layer.values)
        values[field] = Value(strongest.values[field], (strongest,))
    # What is selected is not left out by anything weaker, save for the exceptions made for a file.
    reach = layers[: layers.index(values["select"].layers[0]) + 1]
    leaving_out = [layer for layer in layers if layer in reach or layer.kind == "per-file"]
    values["ignore"] = _ignored_names(leaving_out, layers[-1])
    values["levels"] = _levels_by_check(layers, leaving_out)
    return values


def _ignored_names(layers: Sequence[Layer], default: Layer) -> Value:
    """What is ignored: what the strongest layer says, and what is for the file at hand."""
    holding = [layer for layer in layers if "ignore" in layer.values]
    exceptions = [layer for layer in holding if layer.kind == "per-file"]
    strongest = [layer for layer in holding if layer.kind != "per-file"][:1]
    used = tuple(strongest + exceptions) or (default,)
    return Value(tuple(dict.fromkeys(name for layer in used for name in layer.values["ignore"])), used)


def _levels_by_check(layers: Sequence[Layer], leaving_out: Sequence[Layer]) -> Value:
    """The levels check by check; one that is off in none of `leaving_out` is as if not said."""
    levels: dict[str, str] = {}
    used = []
    for layer in layers:
        fresh = {
            check: level
            for check, level in layer.values.get("levels", {}).items()
            if check not in levels and (level != "off" or layer in leaving_out)
        }
        levels |= fresh
        if fresh:
            used.append(layer)
    return Value(levels, tuple(used) or (layers[-1],))


def _running_checks(values: Mapping[str, Value]) -> frozenset[str]:
    """The names of the checks that run; those of the family structure always do."""
    selected, ignored = set(values["select"].value), set(values["ignore"].value)
    return frozenset(
        rule.name
        for rule in RULES
        if rule.family is Family.STRUCTURE
        or (
            (not selected or not selected.isdisjoint({rule.name, rule.family}))
            and ignored.isdisjoint({rule.name, rule.family})
            and values["levels"].value.get(rule.name) != "off"
        )
    )


def _terms_of(values: Mapping[str, Value], as_of: "datetime.date") -> "Terms":
    from sayso.rules.finding import Level
    from sayso.rules.rule import House, Terms

    stale_after = values["stale_after"].value
    house = House(
        as_of,
        values["min_voices"].value,
        None if stale_after == "never" else stale_after,
        Level(values["open"].value),
        values["verdicts"].value,
    )
    levels = {check: Level(level) for check, level in values["levels"].value.items() if level != "off"}
    return Terms(house, _running_checks(values), levels)
