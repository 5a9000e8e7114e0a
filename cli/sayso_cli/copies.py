"""Copies in archives for sources that have none: found, made, and put into the record."""

import os
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

import typer

from sayso_cli.terminal import visible

if TYPE_CHECKING:
    from sayso.verify.address import Door
    from sayso.verify.archive import Keys, Saver
    from sayso.verify.fetch import Fetcher
    from sayso.verify.session import Fetch, Result
    from sayso.verify.wire import Wire

KEYS: Final = ("SAYSO_SAVE_ACCESS_KEY", "SAYSO_SAVE_SECRET_KEY")
"""The environment variables with the keys for Save Page Now."""


class CopySearch(NamedTuple):
    """What to do for sources without an archived copy: ask `archive` for one, make one at `save_at`.

    Empty addresses are those of the Wayback Machine; with `keys` copies are made.
    """

    ask: bool
    archive: str
    keys: "Keys | None"
    save_at: str
    write: bool


def find_copies(
    results: "Sequence[Result]", wire: "Wire", network: "Callable[[Fetcher], Fetch]", seeking: CopySearch
) -> dict[str, str]:
    """Copies of those in `results` that lack one, by the addresses of the sources."""
    from sayso.verify.archive import ENDPOINT, SAVE, Saver
    from sayso.verify.fetch import Fetcher

    if not seeking.ask and seeking.keys is None:
        return {}
    without = without_copy(results, wire.door)
    copies: dict[str, str] = {}
    try:
        if seeking.ask:
            copies.update(archived_copies(without, seeking.archive or ENDPOINT, network(Fetcher(wire))))
        if seeking.keys is not None:
            left = [result for result in without if result.task.url not in copies]
            saver = Saver(wire, seeking.keys, seeking.save_at or SAVE, until=wire.limits.until)
            copies.update(make_copies(left, saver))
    finally:
        # An interrupt keeps what is done: a copy takes minutes to make.
        if seeking.write:
            write_copies(without, copies)
    return copies


def save_page_now_keys() -> "Keys":
    """The keys for Save Page Now, from the environment."""
    from sayso.verify.archive import Keys

    access, secret = (os.environ.get(name, "") for name in KEYS)
    if not access or not secret or not f"{access}{secret}".isascii() or not f"{access}{secret}".isprintable():
        raise typer.BadParameter(f"set {KEYS[0]} and {KEYS[1]} to your keys", param_hint="--save")
    return Keys(access, secret)


def without_copy(results: "Sequence[Result]", door: "Door") -> "list[Result]":
    """Those whose source has an address and no archived copy. What is internal is nobody else's business."""
    return [
        result
        for result in results
        if address_outcome(result) not in ("", "refused")
        and not result.task.citation.source.archived
        and door.target(result.task.url).host not in door.private
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
    from sayso.verify.archive import Lookup, nearest, question

    questions: dict[str, list[Result]] = {}
    for result in results:
        source = result.task.citation.source
        questions.setdefault(question(endpoint, source.url, source.published), []).append(result)
    for answer in ask((url, None) for url in questions):
        source = questions[answer.url][0].task.citation.source
        try:
            copy = nearest(answer, source.published)
        except Lookup as error:
            typer.echo(f"no copy of {visible(source.url)} can be looked for: {visible(str(error))}", err=True)
            continue
        if copy is not None:
            yield source.url, copy.url


def make_copies(results: "Sequence[Result]", saver: "Saver") -> Iterator[tuple[str, str]]:
    """New copies, by the addresses of the sources; says what cannot be copied."""
    from sayso.verify.archive import Lookup

    for url in dict.fromkeys(
        result.task.url for result in results if address_outcome(result) in ("ok", "moved")
    ):
        try:
            yield url, saver.save(url)
        except Lookup as error:
            typer.echo(f"no copy of {visible(url)} was made: {visible(str(error))}", err=True)


def write_copies(results: "Sequence[Result]", copies: dict[str, str]) -> None:
    """Write `copies` into the records as `archived`; every other byte stays."""
    from sayso.record.edit import Editor, Splice, apply_splices, editor
    from sayso_cli.editing.entry_writing import write_text

    files: dict[int, tuple[Editor, dict[str, Splice]]] = {}
    for result in results:
        entry, url = result.task.citation.entry, result.task.url
        if url not in copies:
            continue
        if id(entry.file) not in files:
            edit = editor(entry.file)
            # What was verified has been read without a fault in its text.
            assert edit is not None
            files[id(entry.file)] = edit, {}
        edit, splices = files[id(entry.file)]
        # A register may be shared by many records.
        splices.setdefault(entry.id, edit.put(entry.pointer, "archived", copies[url], "source"))
    paths = {id(result.task.citation.entry.file): result.task.citation.entry.file for result in results}
    for key, (_, splices) in files.items():
        file = paths[key]
        write_text(file, apply_splices(file.text, splices.values()))
        for name in splices:
            typer.echo(f"archived: {visible(f'{file.path}: `{name}`')}", err=True)
