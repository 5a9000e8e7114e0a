"""`sayso config`: what is in force, and from where."""

import os
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from sayso_cli.options import ConfigOptions, OutputForm
from sayso_cli.terminal import echo, fail, visible

if TYPE_CHECKING:
    from sayso_cli.configuration import Value

VERSION: Final = 1
"""The version of the JSON shape."""


def config(
    *,
    file: Annotated[
        str | None,
        typer.Argument(
            metavar="[FILE]", help="A claim file: show what holds for it, per-file tables and all."
        ),
    ] = None,
    format: Annotated[
        OutputForm, typer.Option("--format", "-f", help="How to write it; `text` is TOML.")
    ] = OutputForm.TEXT,
    config_options: ConfigOptions,
) -> None:
    """Show what is in force, and from where: environment, config file, or what is built in.

    Exit status: 0 done; 2 what was said there cannot be meant.
    """
    if file is not None and not os.path.lexists(file):
        fail(f"no such file: {file}")
    settings = config_options.configure()
    values = settings.values if file is None else settings.values_for(file)
    source = settings.file and settings.file.shown_path
    if format is OutputForm.JSON:
        echo(_config_json(values, source, file))
        return

    head = [f"# config file: {visible(source or 'none')}"]
    if file is not None:
        head.append(f"# what holds for {visible(file)}")
    echo("\n".join([*head, *_toml_lines(values)]) + "\n")


def _toml_lines(values: "Mapping[str, Value]") -> Iterator[str]:
    """TOML, each line with the place that says so."""
    from sayso_cli.config_keys import toml_key, toml_value

    for path, value, places in _entries(values):
        where = visible(", ".join(places))
        if value is None or (path in (("select",), ("verdicts",)) and not value):
            yield f"# {toml_key(path)} is not set"
        else:
            yield f"{toml_key(path)} = {toml_value(value)}  # {where}"


def _entries(values: "Mapping[str, Value]") -> Iterator[tuple[tuple[str, ...], Any, list[str]]]:
    """Each key with its value and the places that say so; tables member by member."""
    for name, (value, layers) in values.items():
        if name in ("levels", "verdicts") and value:
            for inner, member in value.items():
                layer = next(layer for layer in layers if inner in layer.values[name])
                yield (name, inner), member, [layer.place(name, inner)]
        elif name == "per-file" and value:
            for glob, table in value.items():
                for inner, member in table.items():
                    yield (name, glob, inner), member, [layers[0].place(name, glob, inner)]
        else:
            yield (name,), value, [layer.place(name) for layer in layers]


def _config_json(values: "Mapping[str, Value]", source: str | None, file: str | None) -> str:
    """One JSON object; its shape has a version, as that of the report does."""
    import json

    from sayso import __version__

    shape = {
        "version": VERSION,
        "tool": {"name": "sayso", "version": __version__},
        "config": source,
        "file": file,
        "settings": {
            name: {
                "value": value,
                "from": [{"kind": layer.kind, "place": layer.place(name)} for layer in layers],
            }
            for name, (value, layers) in values.items()
        },
    }
    return json.dumps(shape, indent=2) + "\n"
