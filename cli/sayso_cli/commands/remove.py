"""`sayso remove`: a party, a source or a claim taken out of a claim file."""

from typing import TYPE_CHECKING, Final

import typer

from sayso_cli.options import EntryId, Paths, SearchOptions
from sayso_cli.terminal import fail, print_notice, visible

if TYPE_CHECKING:
    from sayso.record.file import File
    from sayso_cli.editing.mentions import Mention

# So many places are named.
_NAMED: Final = 20


def remove(
    *,
    given: EntryId,
    paths: Paths = None,
    search: SearchOptions,
) -> None:
    """Take a party, a source or a claim out of a claim file; the rest of it keeps every byte.

    It is refused, with a list, while something in the project refers to the entry.

    Exit status: 0 removed; 2 the job could not be done, and nothing is changed.
    """
    from sayso.record.edit import apply_splices
    from sayso.rules.sentences import count
    from sayso_cli.editing.entry_writing import write_text
    from sayso_cli.editing.project_files import ProjectFiles, place_of

    seen = ProjectFiles(search.configure(), paths)
    entry = what, id = seen.entry_meant(given)
    files = seen.files_sharing(entry)
    home, own = seen.definition_of(entry)
    left: list[tuple[File, Mention]] = []
    for file in files:
        seen.edit(file)
        # An entry that refers to itself goes along.
        left += [
            (file, each)
            for each in seen.mentions_in(file, entry)
            if not each.defines and (file is not home or each.entry_pointer != own.entry_pointer)
        ]
    if left:
        verb = "refers" if len(left) == 1 else "refer"
        print_notice(f"sayso: error: {count(len(left), 'place')} {verb} to the {what} `{id}`:")
        for each in left[:_NAMED]:
            typer.echo(f"  {place_of(*each)}", err=True)
        if len(left) > _NAMED:
            typer.echo(f"  and {len(left) - _NAMED:,} more", err=True)
        fail("nothing was removed; change these first")
    write_text(home, apply_splices(home.text, [seen.edit(home).remove(own.entry_pointer)]))
    typer.echo(f"removed the {what} `{id}` from {visible(home.path)}")
