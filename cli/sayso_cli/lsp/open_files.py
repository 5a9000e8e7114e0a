"""The files that an editor has open, and what is read of them as they are shown there."""

import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stderr
from functools import cached_property
from io import StringIO
from pathlib import Path
from typing import Final

import typer
from lsprotocol import types
from pygls.uris import from_fs_path, to_fs_path

from sayso.record.disk import LINE_SUFFIXES
from sayso.record.file import File
from sayso.record.load import looks_like_claims
from sayso.record.lock import SUFFIX as LOCK
from sayso.record.project import SUFFIXES, FoundFiles, Project, project_root, registers
from sayso.record.references import Record, assemble
from sayso.report.engine import check
from sayso.report.memory import Memory
from sayso.report.report import Report
from sayso.rules.rule import House
from sayso_cli.configuration import Configuration
from sayso_cli.editing.fields import RefusedValue
from sayso_cli.known_findings import load_baseline, mark_known
from sayso_cli.lsp.buffers import Buffer, EditorDisk, Positions, Units
from sayso_cli.options import ConfigOptions, today

# What a claim file is known by, in whatever state it is.
_SECTION: Final = re.compile(
    r'"(?:parties|sources|claims|claimant)"\s*:|"record"\s*:\s*"(?:party|source|claim)"'
)


class OpenFiles:
    """The files that are open in one editor."""

    def __init__(self, options: ConfigOptions) -> None:
        self.units = Units("utf-16")
        """By what positions are counted."""
        self._options = options
        self._buffers: dict[Path, Buffer] = {}
        self._snapshot: Snapshot | None = None
        # What was known to be a claim file, and the last text of it that could be read.
        self._known: dict[Path, File] = {}

    def open(self, document: types.TextDocumentItem) -> None:
        """Take up a file that the editor has opened, unless it is one that cannot hold claims."""
        path = path_of(document.uri)
        if path is not None and path.name.endswith(SUFFIXES) and not path.name.endswith(LOCK):
            self._buffers[path] = Buffer(document.uri, document.text, document.version, self.units)
        self.forget()

    def change(self, params: types.DidChangeTextDocumentParams) -> None:
        """Apply changes to a file that is open."""
        path = path_of(params.text_document.uri)
        if path in self._buffers:
            self._buffers[path].change(params.content_changes, params.text_document.version)
            self.forget()

    def close(self, uri: str) -> None:
        """Let go of a file: from now on it is what the disk holds."""
        path = path_of(uri)
        if path is not None:
            self._buffers.pop(path, None)
            self._known.pop(path, None)
        self.forget()

    def forget(self) -> None:
        """Read everything anew when it is asked for, as something may have changed."""
        self._snapshot = None

    def snapshot(self) -> "Snapshot":
        """What is open now."""
        if self._snapshot is None:
            texts = {path: buffer.text for path, buffer in self._buffers.items()}
            uris = {path: buffer.uri for path, buffer in self._buffers.items()}
            versions = {path: buffer.version for path, buffer in self._buffers.items()}
            self._snapshot = Snapshot(texts, uris, versions, self._known, self.units, self._options)
        return self._snapshot


class Snapshot:
    """The files that were open at one moment, read when they are asked for, by one thread."""

    def __init__(
        self,
        texts: Mapping[Path, str],
        uris: Mapping[Path, str],
        versions: Mapping[Path, int | None],
        known: dict[Path, File],
        units: Units,
        options: ConfigOptions,
    ) -> None:
        self.texts = texts
        self.versions = versions
        self._units = units
        self._uris = uris
        self._known = known
        self._options = options
        self.project = Project(EditorDisk(texts))
        self._paths: dict[str, Path] = {}
        self._positions: dict[str, Positions] = {}
        self._records: dict[int, Record] = {}

    @cached_property
    def settings(self) -> Configuration:
        """The config, as `sayso check` reads it. Raises `RefusedValue` where it cannot be meant."""
        with exit_as_refusal():
            return self._options.configure()

    def path(self, file: File) -> Path:
        """Where a file really is that was read now or before."""
        if file.path not in self._paths:
            self._paths[file.path] = Path(os.path.realpath(file.path))
        return self._paths[file.path]

    def uri(self, path: Path) -> str:
        """The address of the file at `path`: of an open one that which the editor gave it."""
        return self._uris.get(path) or str(from_fs_path(str(path)))

    def positions(self, text: str) -> Positions:
        """Positions in the text of a file."""
        if text not in self._positions:
            self._positions[text] = Positions(text, self._units)
        return self._positions[text]

    def is_claim_file(self, path: Path) -> bool:
        """Whether an open file is meant as a claim file; one that cannot be parsed may be any other."""
        text = self.texts[path]
        if path not in self._known and not _SECTION.search(text):
            return False
        return looks_like_claims(text.encode("utf-8", "surrogatepass"), lines=has_lines(path))

    def file(self, path: Path) -> File:
        """The file at `path`, with its registers, as the editor shows them."""
        file = self.project.load(os.path.relpath(path))
        if all(each.readable for each in (file, *registers(file))):
            self._known[path] = file
        return file

    def last_readable(self, path: Path) -> File:
        """The file at `path`; while it or one of its registers is broken, as it was before."""
        file = self.file(path)
        return self._known.get(path, file)

    def record(self, file: File) -> Record:
        """The record of a file."""
        if id(file) not in self._records:
            self._records[id(file)] = assemble(file)
        return self._records[id(file)]

    def report(self, going: Callable[[], None], memory: Memory | None = None) -> Report:
        """What `sayso check` says of all claim files that are open, but for those that are excluded.

        `going` is called after each claim; `memory` is that of the check before.

        Raises `RefusedValue` where config or baseline cannot be read.
        """
        settings = self.settings
        paths = [path for path in self.texts if self.is_claim_file(path) and not _is_excluded(path, settings)]
        found = FoundFiles(tuple([self.file(path) for path in paths]), 0)
        house = House(today())
        terms = settings.terms(house.as_of)
        report = check(found, house, terms=terms, memory=memory, done=lambda _: going())
        with exit_as_refusal():
            baseline = settings.path("baseline")
            if baseline is None:
                return report
            return mark_known(load_baseline(baseline), report, found, terms)


@contextmanager
def exit_as_refusal() -> Iterator[None]:
    """Turn the end of a run into `RefusedValue`, with what the run would have said on standard error."""
    said = StringIO()
    try:
        with redirect_stderr(said):
            yield
    except typer.BadParameter as error:
        raise RefusedValue(error.message) from None
    except typer.Exit:
        raise RefusedValue(said.getvalue().strip().removeprefix("sayso: error: ")) from None


def path_of(uri: str) -> Path | None:
    """Where the file at an address really is; None for what is no file, such as what was never saved."""
    path = to_fs_path(uri)
    return Path(os.path.realpath(path)) if path and "\0" not in path and os.path.isabs(path) else None


def has_lines(path: Path) -> bool:
    """Whether the file at `path` has one record a line."""
    return path.suffix in LINE_SUFFIXES


def _is_excluded(path: Path, settings: Configuration) -> bool:
    """Whether the config passes over a file, or over a folder of the project that it lies in."""
    root = project_root(path)
    above = [folder for folder in path.parents if folder.is_relative_to(root)]
    return any(settings.exclude(os.path.relpath(each)) for each in (path, *above))
