"""`sayso rename`: another id for a party, a source or a claim, everywhere it stands."""

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from sayso_cli.options import OF_ENTRY, Paths, SearchOptions
from sayso_cli.terminal import fail

if TYPE_CHECKING:
    from sayso.record.edit import EntryKind, Splice
    from sayso.record.file import File
    from sayso.report.fingerprint import Fingerprint
    from sayso_cli.configuration import Configuration
    from sayso_cli.editing.neighbours import EntryName, Neighbours
    from sayso_cli.files import Change

# In a place that a baseline names, what stands in these lists is told by the id of a party, or of a source.
_LISTS: Final = {
    "party": frozenset({"claimant", "against", "controlled_by", "allied_with", "by", "response"}),
    "source": frozenset({"evidence", "corroboration", "based_on"}),
    "claim": frozenset[str](),
}
_SECTIONS: Final = {"party": "parties", "source": "sources", "claim": "claims"}


def rename(
    *,
    old: Annotated[str, typer.Argument(metavar="OLD", help=OF_ENTRY)],
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
    from sayso.rules.sentences import count
    from sayso_cli.editing.neighbours import Neighbours
    from sayso_cli.files import NotWritten, replace_all
    from sayso_cli.terminal import visible

    refuse_bad_id(new)
    settings = search.configure()
    seen = Neighbours(settings, paths)
    what, id = seen.entry_meant(old)
    beside, changed = rename_changes(settings, seen, (what, id), new)
    changes = [*beside, *(_renamed_file(seen, file, (what, id), new) for file in changed)]
    places = sum(len(seen.mentions_in(file, (what, id))) for file in changed)
    try:
        replace_all(changes)
    except NotWritten as error:
        fail(str(error))
    typer.echo(
        f"renamed the {what} `{id}` to `{new}`: {count(places, 'place')} in {count(len(changed), 'file')}"
    )
    for change in changes:
        typer.echo(f"  {visible(str(change.path))}")


def refuse_bad_id(new: str) -> None:
    """End the run if `new` cannot be an id."""
    from sayso.record.model import is_id
    from sayso_cli.terminal import visible

    if not is_id(new):
        raise typer.BadParameter(
            f"`{visible(new)}` cannot be an id: small letters, digits, `.`, `_` and `-`, at most 100"
        )


def rename_changes(
    settings: "Configuration", seen: "Neighbours", entry: "EntryName", new: str
) -> "tuple[list[Change], list[File]]":
    """What changes where an entry gets the id `new`: locks and baseline, and the claim files, in their order.

    Ends the run where the id is taken, or one of the files cannot be written to.
    """
    from sayso.report.baseline import relative
    from sayso_cli.editing.baseline_change import baseline_change
    from sayso_cli.editing.neighbours import distinct_files

    what, id = entry
    records = seen.records_seeing((what, id))
    files = [*distinct_files(records)]
    _refuse_taken(seen, records, (what, new))
    changed = [file for file in files if seen.mentions_in(file, (what, id))]
    # What refers to the entry goes first: while the entry has its old id, the work can be taken up again.
    changed.sort(key=lambda file: bool(seen.definitions_in(file, (what, id))))
    claimed = dict(_digests_of_claims(files, id, new)) if what == "party" else {}
    beside = [
        *(_lock_changes(files, id, new) if what == "source" else ()),
        *baseline_change(
            settings,
            lambda known, folder: (
                _renamed_fingerprint(known, what, id, new, claimed)
                if known.path in {relative(file.path, folder) for file in files}
                else known
            ),
        ),
    ]
    return beside, changed


def _refuse_taken(seen: "Neighbours", records: "list[list[File]]", entry: "EntryName") -> None:
    """End the run if one of the records has an entry with the new id already, or cannot be written to."""
    from sayso_cli.editing.neighbours import line_of

    for record in records:
        for file in record:
            seen.edit(file)
            for mention in seen.definitions_in(file, entry):
                fail(f"there is a {entry[0]} `{entry[1]}` already: {line_of(file, mention)}")


def rename_splices(seen: "Neighbours", file: "File", entry: "EntryName", new: str) -> "list[Splice]":
    """What gives an entry the id `new` in `file`."""
    edit = seen.edit(file)
    return [edit.replace(mention.pointer, new, key=mention.key) for mention in seen.mentions_in(file, entry)]


def _renamed_file(seen: "Neighbours", file: "File", entry: "EntryName", new: str) -> "Change":
    """`file` with the new id."""
    from sayso.record.edit import apply_splices
    from sayso_cli.files import Change

    text = apply_splices(file.text, rename_splices(seen, file, entry, new))
    return Change(Path(file.path), text.encode(), file.text.encode())


def _lock_changes(files: "Iterable[File]", old: str, new: str) -> "Iterator[Change]":
    """The lock files that have a source, with its new id."""
    from msgspec import structs

    from sayso.record.disk import open_file
    from sayso.record.edit import Splice, apply_splices
    from sayso.record.lock import dump_lock, load_lock, lock_path
    from sayso.record.places import Places, escape_unseen
    from sayso.record.syntax.json_reader import FaultyFile
    from sayso_cli.files import Change

    for file in files:
        path = lock_path(file.path)
        if not os.path.exists(path):
            continue
        try:
            with open_file(path) as opened:
                data = opened.read()
            lock = load_lock(data)
        except (OSError, FaultyFile) as error:
            fail(f"the lock file {path} cannot be read: {error}")
        if old not in lock.sources:
            continue
        if new not in lock.sources and dump_lock(lock) != data:
            # Somebody has edited it: the rest keeps every byte.
            text = data.decode()
            key = Places(text).key(("sources", old))
            yield Change(
                Path(path), apply_splices(text, [Splice(*key, escape_unseen(f'"{new}"'))]).encode(), data
            )
            continue
        sources = {**lock.sources, new: lock.sources[old]}
        del sources[old]
        yield Change(Path(path), dump_lock(structs.replace(lock, sources=sources)), data)


def _digests_of_claims(files: "Iterable[File]", old: str, new: str) -> "Iterator[tuple[str, str]]":
    """The digests of the claims by the party `old`, each with the one it has once that is `new`."""
    from msgspec import structs

    from sayso.report.fingerprint import digest_of_claim

    for file in files:
        for entry in file.claims:
            if entry.value is not None and old in entry.value.claimant:
                claimants = tuple([new if each == old else each for each in entry.value.claimant])
                renamed = structs.replace(entry.value, claimant=claimants)
                yield digest_of_claim(entry.value), digest_of_claim(renamed)


def _renamed_fingerprint(
    fingerprint: "Fingerprint", what: "EntryKind", old: str, new: str, claimed: "Mapping[str, str]"
) -> "Fingerprint":
    """A fingerprint in which the new id stands for the old one, and new digests for those in `claimed`."""
    from msgspec import structs

    def place(pointer: str) -> str:
        parts = pointer.split("/")
        for index in range(1, len(parts)):
            list = parts[index - 1]
            section = index == 2 and list == _SECTIONS[what]
            if parts[index] == old and (section or list in _LISTS[what]):
                parts[index] = new
        return "/".join(parts)

    claim = new if what == "claim" and fingerprint.claim == old else fingerprint.claim
    # Of several places, those of a finding about several entries, the order is that of the text.
    places = [place(each) for each in fingerprint.at.split(" ")]
    several = sorted(places) if all(each.startswith("/") for each in places) else places
    digest = claimed.get(fingerprint.claimed, fingerprint.claimed)
    return structs.replace(fingerprint, claim=claim, at=" ".join(several), claimed=digest)
