"""Texts, paths and files of a record as they are published.

Texts are short and safe to show, paths without folders of this machine; of the files only what the published
claims lead to.
"""

import json
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import Any, Final

from msgspec import structs

from sayso.record.edit import canonical_text, record_lines
from sayso.record.file import Entry, File
from sayso.record.load import SECTION_TYPES
from sayso.record.project import registers
from sayso.record.references import assemble, references
from sayso.record.syntax.json_reader import read_with_faults
from sayso.report.report import Report
from sayso_cli.formats.json import json as report_json
from sayso_cli.formats.jsontext import json_text
from sayso_cli.formats.plain import path_from_root, plain
from sayso_cli.terminal import Look

_LEAST: Final = 30
"""So much of a text is shown even where the room is used up."""
REPORT: Final = "report.json"
_RECORD: Final = "record"
# Paths that any file system takes, and no address has to escape.
_PLAIN: Final = re.compile(r"(?:\w[\w-]*(?:\.[\w-]+)*/)*\w[\w-]*(?:\.[\w-]+)*", re.ASCII)
_MAX_PATH_CHARS: Final = 150


def shorten_text(text: str, most: int) -> str:
    """At most `most` characters of `text`, and a note where that is not all of it."""
    if len(text) <= most:
        return text
    return f"{text[:most].rstrip()}… [shortened: {len(text):,} characters in the record]"


class Allowance:
    """The room that a page, or a part of one, has: in bytes of UTF-8 as they are written in HTML."""

    def __init__(self, size: int) -> None:
        self.left = size

    def take(self, text: str, most: int) -> str:
        """`text`, ready to be shown: shortened to `most` characters, or more where there is no room."""
        made = plain(shorten_text(text, most))
        taken = escaped_size(made)
        if taken > self.left:
            fits = max(_LEAST, min(len(text), most) * max(self.left, 0) // taken)
            if fits < len(text):
                made = plain(f"{text[:fits].rstrip()}…")
                taken = escaped_size(made)
        self.left -= taken
        return made


def escaped_size(text: str) -> int:
    """How many bytes `text` takes once it is escaped."""
    return len(text.encode()) + 4 * sum(map(text.count, "&<>\"'"))


class PublishedPaths:
    """Names files from the root of the repository; by their bare names where they lie elsewhere."""

    def __init__(self, files: Sequence[str], look: Look) -> None:
        """For the report of `files`, whose paths start in the folders of `look`."""
        self._look = look
        root = PurePath(look.root)
        full = [os.path.normpath(os.path.join(look.here, path)) for path in files]
        # As they are given, in full, and where symbolic links lead: a message may name any of these.
        outside = [path for path in files if path.startswith(os.pardir)]
        targets = [os.path.realpath(path) for path in full if os.path.islink(path)]
        folders = {PurePath(path).parent for path in (*outside, *full, *targets)}
        above = {
            folder
            for each in (*folders, root)
            for folder in (each, *each.parents)
            if folder != folder.parent and (folder == root or not folder.is_relative_to(root))
        }
        named = [os.path.join(folder, "") for folder in above]
        # In JSON some characters of a name are written as escapes.
        named += [json_text(each, Look(colour=False, columns=0, verbose=False))[1:-1] for each in named]
        # The longest first, so that nothing of a folder is left.
        named.sort(key=len, reverse=True)
        self._folders = re.compile(rf"(?<![\w./:-])(?:{'|'.join(map(re.escape, named))})")

    def path(self, path: str) -> str:
        """`path` as it is published."""
        named = path_from_root(path, self._look)
        return os.path.basename(named) if os.path.isabs(named) else named

    def text(self, text: str) -> str:
        """`text`, in which a file may be named, as it is published."""
        return self._folders.sub("", text)


def report_pieces(report: Report, paths: PublishedPaths) -> Iterator[str]:
    """`report` as `sayso check --format json` writes it, with its paths as they are published."""
    files = [structs.replace(file, path=paths.path(file.path)) for file in report.files]
    published = structs.replace(report, files=tuple(files))
    return map(paths.text, report_json(published, Look(colour=False, columns=0, verbose=False)))


def record_files(files: Sequence[File], paths: PublishedPaths) -> list[tuple[str, File]]:
    """`files` and the registers that they include, as far as they can be read, each with its path there.

    These are their paths in the repository, so that one finds the other; where one of them could not be a
    path everywhere, all are numbered.
    """
    every = {file.path: file for file in files if file.readable}
    for register in [each for file in files for each in registers(file) if each.readable]:
        every.setdefault(register.path, register)
    names = [paths.path(file.path) for file in every.values()]
    plain = {name.lower() for name in names if _PLAIN.fullmatch(name) and len(name) <= _MAX_PATH_CHARS}
    if len(plain) < len(names):
        names = [f"{at}.json{'l' * file.lines}" for at, file in enumerate(every.values(), start=1)]
    return [(f"{_RECORD}/{name}", file) for name, file in zip(names, every.values(), strict=True)]


def published_text(file: File, files: Sequence[File], *, whole: bool) -> str:
    """The text of `file`; without what nothing leads to from the claims of `files`, unless they are `whole`.

    Claims of a register are none of them.
    """
    ours = any(each is file for each in files)
    if whole and (ours or not file.claims):
        return file.text
    reached = set(map(id, _reached_entries(files)))
    kept = {entry.pointer for entry in (*file.parties, *file.sources) if id(entry) in reached}
    kept.update(entry.pointer for entry in file.claims if ours)
    if file.lines:
        return "".join(f"{line}\n" for at, line in enumerate(record_lines(file.text)) if (at,) in kept)
    # What is faulty is left out, so that the rest can be read.
    top = read_with_faults(file.text.encode())[0]
    for name in SECTION_TYPES.keys() & top:
        match top[name]:
            case dict() as section if name != "claims":
                top[name] = {id: entry for id, entry in section.items() if (name, id) in kept}
            case list() as section if name == "claims":
                top[name] = [entry for at, entry in enumerate(section) if (name, at) in kept]
            case _:
                del top[name]
    return canonical_text(json.dumps(top), lines=False)


def _reached_entries(files: Sequence[File]) -> Iterator[Entry[Any]]:
    """The claims of `files`, and the parties and sources that they lead to."""
    for file in files:
        record = assemble(file)
        waiting: list[Entry[Any]] = [*file.claims]
        seen = set[int]()
        for entry in waiting:
            for _, name, kind in references(entry.value) if entry.value else ():
                named = (record.parties if kind == "party" else record.sources).get(name)
                if named is not None and id(named) not in seen:
                    seen.add(id(named))
                    waiting.append(named)
        yield from waiting
