"""`sayso rename`: another id for a party, a source or a claim, everywhere it stands."""

from pathlib import Path
from typing import Annotated

import typer

from sayso_cli.options import ENTRY_HELP, Paths, SearchOptions
from sayso_cli.terminal import fail, visible


def rename(
    *,
    old: Annotated[str, typer.Argument(metavar="OLD", help=ENTRY_HELP)],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The new id.")],
    paths: Paths = None,
    search: SearchOptions,
) -> None:
    """Give a party, a source or a claim another id, everywhere it stands.

    That is: in the files named, in the registers they include, in all files of the project that see the same
    entry, in their lock files, and in the baseline. All else of these files keeps every byte. An id that
    there is already is refused, and so is a file that was changed meanwhile; then nothing is written.

    The files are put in place one by one, the one with the entry itself last: after a kill the same command
    finishes the work.

    Exit status: 0 renamed; 2 the job could not be done, and nothing is changed.
    """
    from sayso.record.edit import apply_splices
    from sayso.rules.sentences import count
    from sayso_cli.editing.id_change import refuse_bad_id, rename_changes, rename_splices
    from sayso_cli.editing.project_files import ProjectFiles
    from sayso_cli.files import FileChange, NotWritten, replace_all

    refuse_bad_id(new)
    settings = search.configure()
    seen = ProjectFiles(settings, paths)
    entry = kind, id = seen.entry_meant(old)
    changes, changed = rename_changes(settings, seen, entry, new)
    for file in changed:
        text = apply_splices(file.text, rename_splices(seen, file, entry, new))
        changes.append(FileChange(Path(file.path), text.encode(), file.text.encode()))
    places = sum(len(seen.mentions_in(file, entry)) for file in changed)
    try:
        replace_all(changes)
    except NotWritten as error:
        fail(str(error))
    typer.echo(
        f"renamed the {kind} `{id}` to `{new}`: {count(places, 'place')} in {count(len(changed), 'file')}"
    )
    for change in changes:
        typer.echo(f"  {visible(str(change.path))}")
