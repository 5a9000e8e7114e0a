"""What the shell completes in the options of `sayso add`: ids that are known, and words of the schema."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import typer

from sayso_cli.editing.fields import Field, fields
from sayso_cli.terminal import visible

if TYPE_CHECKING:
    from sayso.record.edit import EntryKind
    from sayso_cli.editing.known_ids import KnownIds


def id_completion(kind: "EntryKind") -> Callable[[typer.Context, str], list[tuple[str, str]]]:
    """A completion of the ids of one kind."""

    def complete(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        known = _ids_named_on_line(ctx).names[kind]
        return [(id, visible(name)) for id, name in known.items() if id.startswith(incomplete)]

    return complete


def object_completion(object: str) -> Callable[[typer.Context, str], list[str]]:
    """A completion of an object given as pairs: its names, ids that are known, and words of the schema."""

    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        from sayso.rules.registry import WAIVABLE
        from sayso_cli.editing.object_pairs import pair_completions

        known = _ids_named_on_line(ctx).names
        values = {
            field.name: [*known[field.refers_to]] if field.refers_to else [*field.choices]
            for field in fields(object)
        }
        if object == "waiver":
            values["check"] = [name for name, waivable in WAIVABLE.items() if waivable]
        return pair_completions(incomplete, values)

    return complete


def word_completion(field: Field) -> Callable[[], list[tuple[str, str]]]:
    """A completion of the words that a field may hold, with what each means."""
    words = [(word, field.meanings.get(word, "")) for word in field.choices]
    return lambda: words


def _ids_named_on_line(ctx: typer.Context) -> "KnownIds":
    """The ids in the file that an unfinished command names."""
    from sayso.record.project import Project
    from sayso.record.references import assemble
    from sayso_cli.editing.known_ids import known_ids

    # What stands before an option that has no value yet has not been told apart from options.
    given = [*ctx.args, ctx.params.get("address"), ctx.params.get("file"), "claims.json"]
    path = next(str(each) for each in given if each and not re.match("https?://", str(each)))
    return known_ids(assemble(Project().load(path)))
