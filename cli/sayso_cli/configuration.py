"""The configuration: an option over an environment variable over the config file over what is built in.

A command calls `configure` once. `Configuration.find` reads the claim files to work on, `terms` says which
rules hold for which of them, and `top` holds the values that are about no single file. Values are kept by the
names of their keys.
"""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, NoReturn

import typer
from msgspec import structs

from sayso.record.disk import Disk
from sayso.rules.registry import RULES
from sayso.rules.rule import Family
from sayso_cli.config_file import BadFile, ConfigFile, KeyPath, find_config_file, read_config_file
from sayso_cli.config_keys import (
    PREFIX,
    BadValue,
    Rules,
    Settings,
    convert_table,
    convert_texts,
    keys,
    toml_value,
    variable,
    variables,
)
from sayso_cli.globs import Globs
from sayso_cli.terminal import fail, visible

if TYPE_CHECKING:
    import datetime

    from sayso.record.project import FoundFiles, Project
    from sayso.rules.rule import Terms

CONFIG: Final = f"{PREFIX}CONFIG"
"""The variable that names a config file."""
NO_CONFIG: Final = f"{PREFIX}NO_CONFIG"
"""The variable that, if it holds anything, says to read none."""
# Each rule of the house, by its key, with the check that keeps it.
_HOUSE_RULES: Final = {"min-voices": "too-few-voices", "verdicts": "verdict-unbacked"}
# The options that are not named as their key.
_OPTIONS: Final = {"levels": "--level"}


class Layer(NamedTuple):
    """Values from one place; paths are relative to `folder`."""

    kind: Literal["option", "environment", "per-file", "file", "default"]
    values: Mapping[str, Any] = {}
    folder: str = "."
    file: ConfigFile | None = None
    above: KeyPath = ()

    def with_values(
        self, convert: Callable[[Mapping[str, Any]], dict[str, Any]], given: Mapping[str, Any]
    ) -> "Layer":
        """This layer with what `convert` makes of `given`; ends the run if that cannot be meant."""
        try:
            return self._replace(values=convert(given))
        except BadValue as wrong:
            self.refuse(wrong)

    def place(self, *path: str) -> str:
        """Where the value of the key at `path` was said, to show."""
        match self.kind:
            case "option":
                return _OPTIONS.get(path[0], f"--{path[0]}")
            case "environment":
                return variable(path[0])
            case _:
                return self.kind if self.file is None else self.file.place((*self.above, *path))

    def refuse(self, wrong: BadValue) -> NoReturn:
        """End the run, and say what is wrong and where."""
        match self.kind:
            case "option":
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
            for glob, table in layer.values.get("per-file", {}).items()
        ]
        self.values = _merge_layers([*over, *under], Settings)
        self.top = Settings(**{key.name: self.values[name].value for name, key in keys().items()})
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
        return Globs(value.value, value.layers[0].folder).matches

    def paths(self) -> list[str]:
        """The key `paths`, as seen from the working folder."""
        value = self.values["paths"]
        return [value.layers[0].path_from_here(path, "paths") for path in value.value]

    def path(self, key: Literal["baseline", "trust"]) -> Path | None:
        """The path that `key` holds, if it holds one, as seen from the working folder."""
        value = self.values[key]
        return Path(value.layers[0].path_from_here(value.value, key)) if value.value else None

    def find(self, paths: list[str] | None, project: "Project | None" = None) -> "FoundFiles":
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
            for key, check in _HOUSE_RULES.items():
                if some[0].values.get(key) and check not in _running_checks(_merge_layers(some, Rules)):
                    some[0].refuse(BadValue((key,), f"the check `{check}` is left out"))


def configure(
    config: Path | None = None,
    no_config: bool = False,
    options: Mapping[str, Any] | None = None,
    disk: Disk | None = None,
) -> Configuration:
    """What is in force, with `options` by the names of the fields of `Settings`, None for one not given.

    On `disk`, if it is an older version of the repository, the config file is as it was there.

    Ends the run, with a message that says where, if what was said cannot be meant.
    """
    try:
        os.getcwd()
    except OSError as error:
        fail(f"the working folder cannot be had: {error.strerror}; go to another one")
    # In a list each text may hold several with commas.
    given = {
        field.replace("_", "-"): ",".join(value) if isinstance(value, list) else str(value)
        for field, value in (options or {}).items()
        if value is not None
    }
    # A variable that is empty is as one that is not set.
    environment = {key: text for name, key in variables().items() if (text := os.environ.get(name))}
    over = [
        Layer("option").with_values(convert_texts, given),
        Layer("environment").with_values(convert_texts, environment),
    ]
    try:
        file = chosen_config_file(config, no_config=no_config, disk=disk)
    except BadFile as error:
        fail(str(error))
    usual = Settings()
    under = [Layer("default", {name: getattr(usual, key.name) for name, key in keys().items()})]
    if file is not None:
        layer = Layer("file", folder=file.folder, file=file)
        under.insert(0, layer.with_values(convert_table, file.table))
    return Configuration(over, under, file)


def chosen_config_file(
    config: Path | None, *, no_config: bool, disk: Disk | None = None
) -> ConfigFile | None:
    """The config file that is named, else the one that is found; None if there is or shall be none.

    It is that on `disk`, which may be an older version. Raises `BadFile`; ends the run if too much is named.
    """
    name, none = (config and str(config)), no_config
    if name and none:
        raise typer.BadParameter("one of them at most", param_hint="--config and --no-config")
    if not name and not none:
        name, none = os.environ.get(CONFIG), bool(os.environ.get(NO_CONFIG))
        if name and none:
            fail(f"{CONFIG} and {NO_CONFIG} are both set; unset one of them")
    if none:
        return None
    disk = disk or Disk()
    return read_config_file(name, disk) if name else find_config_file(disk)


def _merge_layers(layers: Sequence[Layer], kind: type[Rules]) -> dict[str, Value]:
    """What `layers`, the strongest first, come to for the keys of `kind`."""
    values = {}
    for key in keys(kind):
        strongest = next(layer for layer in layers if key in layer.values)
        values[key] = Value(strongest.values[key], (strongest,))
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

    stale_after = values["stale-after"].value
    house = House(
        as_of,
        values["min-voices"].value,
        None if stale_after == "never" else stale_after,
        Level(values["open"].value),
        values["verdicts"].value,
    )
    levels = {check: Level(level) for check, level in values["levels"].value.items() if level != "off"}
    return Terms(house, _running_checks(values), levels)
