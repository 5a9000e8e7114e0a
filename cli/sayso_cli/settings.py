"""What is in force: an option over an environment variable over the config file over what is built in.

A command calls `in_force` once. `find` reads the claim files to work on, `terms` says which rules hold for
which of them, and `top` holds the values of all keys, for those that are about no single file.
"""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, NoReturn

import typer

from sayso_cli.configfile import BadFile, ConfigFile, named, search
from sayso_cli.globs import Globs
from sayso_cli.keys import PREFIX, Rules, Settings, Wrong, checked, chosen, from_text, keys, quoted, variables
from sayso_cli.terminal import fail

if TYPE_CHECKING:
    import datetime

    from sayso.record.project import Found, Project
    from sayso.rules.rule import Terms

CONFIG: Final = f"{PREFIX}CONFIG"
"""The variable that names a config file."""
NO_CONFIG: Final = f"{PREFIX}NO_CONFIG"
"""The variable that, if it holds anything, says to read none."""
_HOUSE_RULE: Final = "too-few-voices"
# The options that are not named as their key.
_OPTIONS: Final = {"levels": "--level"}


class Layer(NamedTuple):
    """Values from one place, by the names of the fields of `Settings`; paths are relative to `folder`."""

    kind: Literal["option", "environment", "per-file", "file", "default"]
    values: Mapping[str, Any]
    folder: str = "."
    file: ConfigFile | None = None
    above: tuple[str, ...] = ()

    def place(self, *path: str) -> str:
        """Where the value of the key at `path` was said, to show."""
        match self.kind:
            case "option":
                return _OPTIONS.get(path[0], f"--{path[0]}")
            case "environment":
                return f"{PREFIX}{path[0].replace('-', '_').upper()}"
            case _:
                return self.kind if self.file is None else self.file.place((*self.above, *path))

    def refuse(self, wrong: Wrong) -> NoReturn:
        """End the run, and say what is wrong and where."""
        match self.kind:
            case "option":
                from sayso_cli.visible import visible

                raise typer.BadParameter(visible(wrong.what), param_hint=self.place(*wrong.path))
            case "environment":
                fail(f"{self.place(*wrong.path)}: {wrong.what if len(wrong.path) == 1 else wrong}")
            case _:
                fail(f"{self.place(*wrong.path)}: {Wrong((*self.above, *wrong.path), wrong.what)}")


class Value(NamedTuple):
    """What is in force for one key, and the layers that say so, the strongest first."""

    value: Any
    layers: tuple[Layer, ...]


class InForce:
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
        self.values = _merged([*over, *under], Settings)
        self.top = Settings(**{field: value.value for field, value in self.values.items()})
        self._hold_house_rule()

    def of_file(self, path: str) -> dict[str, Value]:
        """What is in force for the keys of `Rules` in the file at `path`."""
        return self._with(self._that_hold(path))

    def terms(self, as_of: "datetime.date") -> "Callable[[str], Terms]":
        """A function from the path of a file to what holds for it."""
        # Files that the same tables hold for share one answer.
        made: dict[tuple[int, ...], Terms] = {}

        def of(path: str) -> "Terms":
            held = self._that_hold(path)
            if held not in made:
                made[held] = _terms(self._with(held), as_of)
            return made[held]

        return of

    def exclude(self) -> Callable[[str], bool]:
        """Whether a file or folder is to be passed over in a search."""
        value = self.values["exclude"]
        return Globs(value.value, value.layers[0].folder).name

    def paths(self) -> list[str]:
        """The key `paths`, as seen from the working folder."""
        value = self.values["paths"]
        return [_located(path, value.layers[0], "paths") for path in value.value]

    def baseline(self) -> Path | None:
        """The key `baseline`, as seen from the working folder."""
        value = self.values["baseline"]
        return Path(_located(value.value, value.layers[0], "baseline")) if value.value else None

    def find(self, paths: list[str] | None, project: "Project | None" = None) -> "Found":
        """Read the claim files that `paths` name, else those of the key `paths`, without what is excluded.

        `project` reads them if it is given.

        Ends the run where there is nothing to read.
        """
        from sayso.record.project import NotFound, Project

        exclude = self.exclude()
        passed_over = 0

        def counted(path: str) -> bool:
            nonlocal passed_over
            excluded = exclude(path)
            passed_over += excluded
            return excluded

        try:
            return (project or Project()).find(paths or self.paths(), counted)
        except NotFound as error:
            message = f"{error}; some are excluded: see `sayso config`" if passed_over else str(error)
            layer = self.values["paths"].layers[0]
            if paths or layer.kind == "default":
                fail(message)
            layer.refuse(Wrong(("paths",), message))

    def _that_hold(self, path: str) -> tuple[int, ...]:
        """The numbers of the per-file tables that hold for the file at `path`."""
        return tuple([number for number, (globs, _) in enumerate(self._tables) if globs.hold(path)])

    def _with(self, held: Iterable[int]) -> dict[str, Value]:
        """The keys of `Rules` with some of the per-file tables, of which later ones go first."""
        tables = [self._tables[number][1] for number in held]
        return _merged([*self._over, *reversed(tables), *self._under], Rules)

    def _hold_house_rule(self) -> None:
        """Refuse `min-voices` where its check is left out by the same place, or a weaker one."""
        layers = [*self._over, *self._under]
        for some in (
            *(layers[number:] for number in range(len(layers) - 1)),
            *([table, *self._under] for _, table in self._tables),
        ):
            if "min_voices" in some[0].values and _HOUSE_RULE not in _running(_merged(some, Rules)):
                some[0].refuse(Wrong(("min-voices",), f"the check `{_HOUSE_RULE}` is left out"))


def in_force(
    config: Path | None = None, no_config: bool = False, options: Mapping[str, Any] | None = None
) -> InForce:
    """What is in force, with `options` by the names of the fields of `Settings`, None for one not given.

    Ends the run, with a message that says where, if what was said cannot be meant.
    """
    try:
        os.getcwd()
    except OSError as error:
        fail(f"the working folder cannot be had: {error.strerror}; go to another one")
    over = [_option_layer(options or {}), _environment_layer()]
    file = _config_file(config, no_config=no_config)
    under = [] if file is None else [_file_layer(file)]
    defaults = Layer("default", {key.field: key.default for key in keys().values()})
    return InForce(over, [*under, defaults], file)


def _option_layer(options: Mapping[str, Any]) -> Layer:
    known = {key.field: key for key in keys().values()}
    values: dict[str, Any] = {}
    layer = Layer("option", values)
    for field, value in options.items():
        if value is not None:
            # In a list each text may hold several with commas.
            text = ",".join(value) if isinstance(value, list) else str(value)
            try:
                values[field] = from_text(known[field], text)
            except Wrong as wrong:
                layer.refuse(wrong)
    return layer


def _environment_layer() -> Layer:
    values: dict[str, Any] = {}
    layer = Layer("environment", values)
    for variable, key in variables().items():
        text = os.environ.get(variable)
        # A variable that is empty is as one that is not set.
        if text:
            try:
                values[key.field] = from_text(key, text)
            except Wrong as wrong:
                layer.refuse(wrong)
    return layer


def _file_layer(file: ConfigFile) -> Layer:
    try:
        return Layer("file", checked(file.table), file.folder, file)
    except Wrong as wrong:
        Layer("file", {}, file.folder, file).refuse(wrong)


def _config_file(config: Path | None, *, no_config: bool) -> ConfigFile | None:
    """The config file that is named, else the one that is found; None if there is or shall be none."""
    name, none = (config and str(config)), no_config
    if name and none:
        raise typer.BadParameter("one of them at most", param_hint="--config and --no-config")
    if not name and not none:
        name, none = os.environ.get(CONFIG), bool(os.environ.get(NO_CONFIG))
        if name and none:
            fail(f"{CONFIG} and {NO_CONFIG} are both set; unset one of them")
    try:
        return None if none else named(name) if name else search()
    except BadFile as error:
        fail(str(error))


def _located(path: str, layer: Layer, key: str) -> str:
    """A path that `layer` gives, as seen from the working folder."""
    if layer.file is None:
        return path
    there = os.path.join(layer.folder, path)
    # What is found, not named, may come from a stranger, and shall not lead out of its folder.
    if layer.file.found and not Path(os.path.realpath(there)).is_relative_to(os.path.realpath(layer.folder)):
        layer.refuse(Wrong((key,), f"{quoted(path)} leads out of the folder of the config file"))
    return os.path.relpath(there)


def _merged(layers: Sequence[Layer], kind: type[Rules]) -> dict[str, Value]:
    """What `layers`, the strongest first, come to for the keys of `kind`, by field."""
    values = {}
    for key in keys(kind).values():
        holding = [layer for layer in layers if key.field in layer.values]
        values[key.field] = Value(holding[0].values[key.field], (holding[0],))
    # What is selected is not left out by anything weaker, save for the exceptions made for a file.
    reach = layers[: layers.index(values["select"].layers[0]) + 1]
    leaving_out = [layer for layer in layers if layer in reach or layer.kind == "per-file"]
    values["ignore"] = _ignore(leaving_out, layers[-1])
    values["levels"] = _levels(layers, leaving_out)
    return values


def _ignore(layers: Sequence[Layer], default: Layer) -> Value:
    """What is ignored: what the strongest layer says, and what is for the file at hand."""
    holding = [layer for layer in layers if "ignore" in layer.values]
    exceptions = [layer for layer in holding if layer.kind == "per-file"]
    strongest = [layer for layer in holding if layer.kind != "per-file"][:1]
    used = tuple(strongest + exceptions) or (default,)
    return Value(tuple(dict.fromkeys(name for layer in used for name in layer.values["ignore"])), used)


def _levels(layers: Sequence[Layer], leaving_out: Sequence[Layer]) -> Value:
    """The levels check by check; one that is off in none of `leaving_out` is as if not said."""
    levels: dict[str, str] = {}
    used = []
    for layer in layers:
        said = layer.values.get("levels", {}).items()
        fresh = {
            check: level
            for check, level in said
            if check not in levels and (level != "off" or layer in leaving_out)
        }
        levels |= fresh
        if fresh:
            used.append(layer)
    return Value(levels, tuple(used) or (layers[-1],))


def _running(values: Mapping[str, Value]) -> frozenset[str]:
    """The names of the checks that run."""
    levels = values["levels"].value
    return frozenset(
        name for name in chosen(values["select"].value, values["ignore"].value) if levels.get(name) != "off"
    )


def _terms(values: Mapping[str, Value], as_of: "datetime.date") -> "Terms":
    from sayso.rules.finding import Level
    from sayso.rules.rule import House, Terms

    stale_after = values["stale_after"].value
    house = House(as_of, values["min_voices"].value, None if stale_after == "never" else stale_after)
    levels = {check: Level(level) for check, level in values["levels"].value.items() if level != "off"}
    return Terms(house, _running(values), levels)
