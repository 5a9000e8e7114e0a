"""Copies in archives for sources that have none: found, made, and put into the record."""

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Final, NamedTuple

import typer

from sayso_cli.terminal import visible

if TYPE_CHECKING:
    from sayso.record.file import File
    from sayso.record.model import Source
    from sayso.verify.address import AddressPolicy
    from sayso.verify.archive import Keys, Saver
    from sayso.verify.session import Fetch, Result
    from sayso_cli.verifying.opening import Opener

KEYS: Final = ("SAYSO_SAVE_ACCESS_KEY", "SAYSO_SAVE_SECRET_KEY")
"""The environment variables with the keys for Save Page Now."""


class CopyOptions(NamedTuple):
    """What to do for sources without an archived copy."""

    archives: Annotated[
        bool, typer.Option("--archives", help="Ask an archive for copies of sources that name none.")
    ] = False
    archive: Annotated[
        str,
        typer.Option(
            metavar="ADDRESS",
            help="Where to ask: a TimeMap or availability service, with {url}, or {quoted} and {timestamp}.",
            show_default="the Wayback Machine",
        ),
    ] = ""
    save: Annotated[
        bool, typer.Option("--save", help="Ask Save Page Now for copies where there are none.")
    ] = False
    save_at: Annotated[
        str,
        typer.Option(metavar="ADDRESS", help="Where Save Page Now is.", show_default="the Wayback Machine"),
    ] = ""
    write: Annotated[
        bool, typer.Option("--write", help="Put the addresses of copies into the claim files.")
    ] = False

    @property
    def asks_archive(self) -> bool:
        """Whether an archive is asked for copies."""
        return self.archives or bool(self.archive)

    def keys(self) -> "Keys | None":
        """The keys for Save Page Now, from the environment; None if it is not asked."""
        from sayso.verify.archive import Keys

        if not self.save:
            return None
        access, secret = (os.environ.get(name, "") for name in KEYS)
        both = f"{access}{secret}"
        if not access or not secret or not both.isascii() or not both.isprintable():
            raise typer.BadParameter(f"set {KEYS[0]} and {KEYS[1]} to your keys", param_hint="--save")
        return Keys(access, secret)


def find_copies(
    results: "Sequence[Result]", opener: "Opener", options: CopyOptions, keys: "Keys | None"
) -> dict[str, str]:
    """Copies of those in `results` that lack one, by the addresses of the sources."""
    from sayso.verify.archive import ENDPOINT, SAVE, Saver

    if not options.asks_archive and keys is None:
        return {}
    wire = opener.wire
    without = results_without_copy(results, wire.policy)
    copies: dict[str, str] = {}
    try:
        if options.asks_archive:
            copies.update(archived_copies(without, options.archive or ENDPOINT, opener.over_network()))
        if keys is not None:
            lacking = [result for result in without if result.citation.url not in copies]
            saver = Saver(wire, keys, options.save_at or SAVE, until=wire.limits.until)
            copies.update(make_copies(lacking, saver))
    finally:
        # An interrupt keeps what is done: a copy takes minutes to make.
        if options.write:
            write_copies(without, copies)
    return copies


def results_without_copy(results: "Sequence[Result]", policy: "AddressPolicy") -> "list[Result]":
    """Those whose source has an address and no archived copy. What is internal is nobody else's business."""
    return [
        result
        for result in results
        if address_outcome(result) not in ("", "refused")
        and not result.citation.source.archived
        and policy.target(result.citation.url).host not in policy.private
    ]


def address_outcome(result: "Result") -> str:
    """What came of the address of a source; empty if it was not opened."""
    entry = result.entry
    if entry is None:
        return ""
    page = entry.link if entry.file else entry
    return page.latest.outcome if page else ""


def archived_copies(results: "Sequence[Result]", endpoint: str, ask: "Fetch") -> Iterator[tuple[str, str]]:
    """The copies that the archive at `endpoint` has, by the addresses of the sources; says what it cannot."""
    from sayso.verify.archive import ArchiveFailure, nearest_copy, question_address

    questions: dict[str, Source] = {}
    for result in results:
        source = result.citation.source
        questions.setdefault(question_address(endpoint, source.url, source.published), source)
    for answer in ask((url, None) for url in questions):
        source = questions[answer.url]
        try:
            copy = nearest_copy(answer, source.published)
        except ArchiveFailure as error:
            typer.echo(f"no copy of {visible(source.url)} can be looked for: {visible(str(error))}", err=True)
            continue
        if copy is not None:
            yield source.url, copy.url


def make_copies(results: "Sequence[Result]", saver: "Saver") -> Iterator[tuple[str, str]]:
    """New copies, by the addresses of the sources; says what cannot be copied."""
    from sayso.verify.archive import ArchiveFailure

    for url in dict.fromkeys(
        result.citation.url for result in results if address_outcome(result) in ("ok", "moved")
    ):
        try:
            yield url, saver.save(url)
        except ArchiveFailure as error:
            typer.echo(f"no copy of {visible(url)} was made: {visible(str(error))}", err=True)


def write_copies(results: "Sequence[Result]", copies: dict[str, str]) -> None:
    """Write `copies` into the records as `archived`; every other byte stays."""
    from sayso.record.edit import Editor, Splice, apply_splices, editor
    from sayso_cli.editing.entry_writing import write_text

    files: dict[int, tuple[File, Editor, dict[str, Splice]]] = {}
    for result in results:
        entry, copy = result.citation.entry, copies.get(result.citation.url)
        if copy is None:
            continue
        if id(entry.file) not in files:
            edit = editor(entry.file)
            # What was verified has been read without a fault in its text.
            assert edit is not None
            files[id(entry.file)] = entry.file, edit, {}
        _, edit, splices = files[id(entry.file)]
        # A register may be shared by many records.
        splices.setdefault(entry.id, edit.put(entry.pointer, "archived", copy, "source"))
    for file, _, splices in files.values():
        write_text(file, apply_splices(file.text, splices.values()))
        for name in splices:
            typer.echo(f"archived: {visible(f'{file.path}: `{name}`')}", err=True)
