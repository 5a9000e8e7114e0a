"""What changes where an entry gets another id: claim files, their locks, and what a baseline knows."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import typer
from msgspec import structs

from sayso.record.disk import open_file
from sayso.record.edit import SECTIONS, EntryKind, Splice, apply_splices
from sayso.record.file import File
from sayso.record.lock import dump_lock, load_lock, lock_path
from sayso.record.model import is_id
from sayso.record.places import Places
from sayso.record.syntax.characters import escape_invisible
from sayso.record.syntax.json_reader import FaultyFile
from sayso.report.baseline import Baseline, relative_path
from sayso.report.baseline_file import baseline_text
from sayso.report.fingerprint import Fingerprint, KnownFinding, digest_of_claim
from sayso_cli.configuration import Configuration
from sayso_cli.editing.fields import fields
from sayso_cli.editing.project_files import EntryName, ProjectFiles, place_of
from sayso_cli.files import FileChange
from sayso_cli.known_findings import USUAL_NAME, load_baseline
from sayso_cli.terminal import fail, visible


def refuse_bad_id(new: str) -> None:
    """End the run if `new` cannot be an id."""
    if not is_id(new):
        raise typer.BadParameter(
            f"`{visible(new)}` cannot be an id: small letters, digits, `.`, `_` and `-`, at most 100"
        )


def rename_changes(
    settings: Configuration, seen: ProjectFiles, entry: EntryName, new: str
) -> tuple[list[FileChange], list[File]]:
    """What changes where an entry gets the id `new`: locks and baseline, and the claim files, in their order.

    Ends the run where the id is taken, or one of the files cannot be written to.
    """
    kind, id = entry
    files = seen.files_sharing(entry)
    for file in files:
        seen.edit(file)
        for mention in seen.definitions_in(file, (kind, new)):
            fail(f"there is a {kind} `{new}` already: {place_of(file, mention)}")
    changed = [file for file in files if seen.mentions_in(file, entry)]
    # What refers to the entry goes first: while the entry has its old id, the work can be taken up again.
    changed.sort(key=lambda file: bool(seen.definitions_in(file, entry)))
    claimed = dict(_digests_of_claims(files, id, new)) if kind == "party" else {}

    def renamed(known: Fingerprint, folder: str) -> Fingerprint:
        if known.path not in {relative_path(file.path, folder) for file in files}:
            return known
        return _renamed_fingerprint(known, kind, id, new, claimed)

    locks = _lock_changes(files, id, new) if kind == "source" else ()
    return [*locks, *baseline_change(settings, renamed)], changed


def rename_splices(seen: ProjectFiles, file: File, entry: EntryName, new: str) -> list[Splice]:
    """What gives an entry the id `new` in `file`."""
    edit = seen.edit(file)
    return [edit.replace(mention.pointer, new, key=mention.key) for mention in seen.mentions_in(file, entry)]


def baseline_change(
    settings: Configuration, moved: Callable[[Fingerprint, str], Fingerprint]
) -> Iterator[FileChange]:
    """The change of the baseline in force, if `moved` changes a fingerprint of it.

    `moved` is given each fingerprint, and the folder that its path is relative to.
    """
    path = settings.path("baseline") or Path(USUAL_NAME)
    if not path.is_file():
        return
    loaded = load_baseline(path)
    folder = loaded.baseline.folder
    known = [
        KnownFinding(moved(each.fingerprint, folder), each.level, each.count)
        for each in loaded.baseline.known
    ]
    if known != list(loaded.baseline.known):
        yield FileChange(path, baseline_text(Baseline(folder, tuple(sorted(known)))).encode(), loaded.data)


def _lock_changes(files: Iterable[File], old: str, new: str) -> Iterator[FileChange]:
    """The lock files that have a source, with its new id."""
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
            yield FileChange(
                Path(path), apply_splices(text, [Splice(*key, escape_invisible(f'"{new}"'))]).encode(), data
            )
            continue
        sources = {**lock.sources, new: lock.sources[old]}
        del sources[old]
        yield FileChange(Path(path), dump_lock(structs.replace(lock, sources=sources)), data)


def _digests_of_claims(files: Iterable[File], old: str, new: str) -> Iterator[tuple[str, str]]:
    """The digests of the claims by the party `old`, each with the one it has once that is `new`."""
    for file in files:
        for entry in file.claims:
            if entry.value is not None and old in entry.value.claimant:
                claimants = tuple([new if each == old else each for each in entry.value.claimant])
                renamed = structs.replace(entry.value, claimant=claimants)
                yield digest_of_claim(entry.value), digest_of_claim(renamed)


def _renamed_fingerprint(
    fingerprint: Fingerprint, kind: EntryKind, old: str, new: str, claimed: Mapping[str, str]
) -> Fingerprint:
    """A fingerprint in which the new id stands for the old one, and new digests for those in `claimed`."""
    # In its place what stands in these lists is told by the id of a party, or of a source.
    lists = {
        field.name for each in SECTIONS for field in fields(each) if field.is_list and field.refers_to == kind
    }

    def place(pointer: str) -> str:
        parts = pointer.split("/")
        for index in range(1, len(parts)):
            list = parts[index - 1]
            section = index == 2 and list == SECTIONS[kind]
            if parts[index] == old and (section or list in lists):
                parts[index] = new
        return "/".join(parts)

    claim = new if kind == "claim" and fingerprint.claim == old else fingerprint.claim
    # Of several places, those of a finding about several entries, the order is that of the text.
    places = [place(each) for each in fingerprint.at.split(" ")]
    several = sorted(places) if all(each.startswith("/") for each in places) else places
    digest = claimed.get(fingerprint.claimed, fingerprint.claimed)
    return structs.replace(fingerprint, claim=claim, at=" ".join(several), claimed=digest)
