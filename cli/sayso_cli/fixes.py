"""`sayso check --fix`: mends what can be mended without a judgement, byte by byte.

Nothing is unwrapped, deleted or guessed. Addresses that the schema refuses are percent-encoded, where that
makes them addresses; the parties and sources of a register (a file without claims) are put in the order
of their ids; and with `--fix=standing` claims that declare no standing get the one that is computed.
"""

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

import typer
from typer.core import TyperCommand

from sayso_cli.options import today
from sayso_cli.terminal import fail, visible

if TYPE_CHECKING:
    from sayso.record.edit import Editor, Splice
    from sayso.record.file import File
    from sayso.record.places import Pointer
    from sayso.record.project import FoundFiles
    from sayso.report.report import ClaimReport


class Fix(StrEnum):
    """What to mend."""

    SAFE = "safe"
    STANDING = "standing"


class FixCommand(TyperCommand):
    """A command whose `--fix` may stand alone, and is `--fix=safe` then."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Complete `--fix` where it stands before the end of the options."""
        end = args.index("--") if "--" in args else len(args)
        args[:end] = [f"--fix={Fix.SAFE}" if arg == "--fix" else arg for arg in args[:end]]
        return super().parse_args(ctx, args)


def fix_files(
    paths: list[str],
    what: Fix,
    *,
    exclude: Callable[[str], bool] = lambda _: False,
    quiet: bool = False,
) -> None:
    """Mend the claim files that `paths` name, without what is excluded; say on standard error what changed.

    Files that cannot be read are left alone: the check that follows reports them.
    """
    from sayso.record.project import STDIN, NotFound, Project

    if STDIN in paths:
        raise typer.BadParameter("standard input cannot be mended; name a file", param_hint="--fix")
    steps: list[Callable[[FoundFiles], Iterator[FileFix]]] = [address_fixes, register_order_fixes]
    if what is Fix.STANDING:
        steps.append(standing_fixes)
    try:
        found = Project().find(paths, exclude)
        for step in steps:
            changes: dict[int, list[FileFix]] = {}
            for change in step(found):
                changes.setdefault(id(change.file), []).append(change)
            for of_one in changes.values():
                _write_changes(of_one, quiet=quiet)
            if changes and step is not steps[-1]:
                # The next step sees the files as they are now.
                found = Project().find(paths, exclude)
    except NotFound as error:
        fail(str(error))


class FileFix(NamedTuple):
    """Splices of one file, the place to name, and what they do."""

    file: "File"
    splices: "list[Splice]"
    pointer: "Pointer"
    description: str


def _write_changes(changes: list[FileFix], *, quiet: bool) -> None:
    """Write the changes of one file, and say what they are."""
    from sayso.record.edit import apply_splices
    from sayso_cli.editing.entry_writing import write_text

    file = changes[0].file
    new = apply_splices(file.text, [splice for change in changes for splice in change.splices])
    write_text(file, new)
    if not quiet:
        for change in changes:
            line = file.places.position(file.places.find(change.pointer)).line
            typer.echo(f"fixed: {visible(f'{file.path}:{line}: {change.description}')}", err=True)


def address_fixes(found: "FoundFiles") -> "Iterator[FileFix]":
    """Addresses that become addresses by percent-encoding."""
    from sayso.record.edit import editor
    from sayso.record.schema import encoded_url
    from sayso_cli.editing.fields import address_fields
    from sayso_cli.editing.mentions import entries

    for file in found.files:
        # A file that fits the schema needs no second look.
        faulty = any(problem.check == "schema" for problem in file.problems)
        edit = editor(file) if faulty else None
        if edit is None:
            continue
        for kind, _, pointer, entry in entries(edit):
            for name in address_fields(kind):
                value = entry.get(name) if isinstance(entry, dict) else None
                if isinstance(value, str) and (encoded := encoded_url(value)):
                    place, description = (*pointer, name), f"address percent-encoded: {encoded}"
                    yield FileFix(file, [edit.replace(place, encoded)], place, description)


def register_order_fixes(found: "FoundFiles") -> "Iterator[FileFix]":
    """The parties and sources of registers in the order of their ids."""
    from sayso.record.edit import editor

    for file in found.files:
        edit = None if file.lines or file.claims else editor(file)
        if edit is None:
            continue
        for section, members in (("parties", file.parties), ("sources", file.sources)):
            ids = [entry.id for entry in members]
            if ids != sorted(ids):
                description = f"{len(ids)} {section} put in the order of their ids"
                yield FileFix(file, edit.sort((section,)), (section,), description)


def standing_fixes(found: "FoundFiles") -> "Iterator[FileFix]":
    """The standing that is computed, for each claim that declares none."""
    from sayso.record.edit import Editor, editor
    from sayso.report.engine import check
    from sayso.rules.rule import House

    editors: dict[int, Editor | None] = {}
    for report in check(found, House(today()), rules=()).files:
        for claim in report.claims:
            file, judgement = claim.entry.file, claim.judgement
            if judgement is None or claim.declared:
                continue
            if id(file) not in editors:
                editors[id(file)] = editor(file)
            edit = editors[id(file)]
            splice = edit and standing_splice(edit, claim)
            if splice:
                description = f"`{claim.entry.id}` declared {judgement.standing}"
                yield FileFix(file, [splice], claim.entry.pointer, description)


def standing_splice(edit: "Editor", claim: "ClaimReport", *, anew: bool = False) -> "Splice | None":
    """What declares the standing that is computed of a claim, with `anew` in the place of another one.

    None where that is only a lower bound, and where it is declared already.
    """
    from sayso.provenance.whatif import Outcome

    judgement, pointer = claim.judgement, claim.entry.pointer
    if judgement is None or not Outcome.of(judgement).is_certain:
        return None
    entry = edit.value_at(pointer)
    if "standing" not in entry:
        return edit.put(pointer, "standing", judgement.standing, "claim")
    if anew and entry["standing"] != judgement.standing:
        return edit.replace((*pointer, "standing"), judgement.standing)
    return None
