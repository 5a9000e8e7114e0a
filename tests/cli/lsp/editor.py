"""An editor for tests: the client of pygls, and a server in a process of its own or in this one."""

import asyncio
import os
import sys
import threading
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import unquote, urlparse

from lsprotocol import types
from pygls.io_ import StdoutWriter, run_async
from pygls.lsp.client import LanguageClient

from sayso_cli.lsp.server import serve
from sayso_cli.options import ConfigOptions

PATIENCE_SECONDS = 30


class Editor:
    """One editor that has `folder` open."""

    def __init__(
        self,
        folder: Path,
        *,
        process: bool = False,
        encodings: list[types.PositionEncodingKind | str] | None = None,
        options: ConfigOptions | None = None,
    ) -> None:
        self.folder = folder
        self.texts: dict[str, str] = {}
        self.versions: dict[str, int] = {}
        self.published: dict[str, types.PublishDiagnosticsParams] = {}
        self.all_published: list[types.PublishDiagnosticsParams] = []
        self.messages: list[str] = []
        self.client = LanguageClient("tests", "1")
        self._process = process
        self._encodings = encodings
        self._options = options or ConfigOptions()
        self._news = asyncio.Condition()
        self._thread: threading.Thread | None = None
        self._reading: asyncio.Task[None] | None = None

        async def published(params: types.PublishDiagnosticsParams) -> None:
            async with self._news:
                self.published[params.uri] = params
                self.all_published.append(params)
                self._news.notify_all()

        async def message(params: types.ShowMessageParams) -> None:
            async with self._news:
                self.messages.append(params.message)
                self._news.notify_all()

        self.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(published)
        self.client.feature(types.WINDOW_SHOW_MESSAGE)(message)

    async def __aenter__(self) -> Self:
        if self._process:
            env = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
            await self.client.start_io(sys.executable, "-m", "sayso_cli", "lsp", cwd="/", env=env)
        else:
            await self._start_inside()
        general = types.GeneralClientCapabilities(position_encodings=self._encodings)
        result = await self.client.initialize_async(
            types.InitializeParams(
                types.ClientCapabilities(general=general),
                root_uri=self.folder.as_uri(),
                workspace_folders=[types.WorkspaceFolder(self.folder.as_uri(), "tests")],
            )
        )
        self.capabilities = result.capabilities
        self.client.initialized(types.InitializedParams())
        return self

    async def _start_inside(self) -> None:
        (server_in, client_out), (client_in, server_out) = os.pipe(), os.pipe()

        def run() -> None:
            with os.fdopen(server_in, "rb") as stdin, os.fdopen(server_out, "wb") as stdout:
                serve(self._options, stdin, stdout)

        self._thread = threading.Thread(target=run, daemon=True)
        self._thread.start()
        protocol = self.client.protocol
        protocol.set_writer(StdoutWriter(os.fdopen(client_out, "wb")))
        reader = asyncio.StreamReader()
        self._pipe, _ = await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(client_in, "rb")
        )
        self._reading = asyncio.ensure_future(run_async(self.client._stop_event, reader, protocol))

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await asyncio.wait_for(self.client.shutdown_async(None), PATIENCE_SECONDS)
        self.client.exit(None)
        if self._reading and self._thread:
            await self._reading
            self._pipe.close()
            self.client.protocol.writer.close()  # type: ignore[union-attr]
            self._thread.join()
        else:
            await asyncio.wait_for(self.client.stop(), PATIENCE_SECONDS)  # type: ignore[no-untyped-call]

    def uri(self, name: str) -> str:
        """The address of a file in the folder."""
        return (self.folder / name).as_uri()

    def document(self, name: str) -> types.TextDocumentIdentifier:
        """A file in the folder."""
        return types.TextDocumentIdentifier(self.uri(name))

    async def open(self, name: str, text: str | None = None) -> list[types.Diagnostic]:
        """Open a file, unsaved with `text`; what is found in it."""
        self.texts[name] = (self.folder / name).read_bytes().decode() if text is None else text
        self.versions[name] = 1
        self.client.text_document_did_open(
            types.DidOpenTextDocumentParams(
                types.TextDocumentItem(self.uri(name), "json", 1, self.texts[name])
            )
        )
        return await self.found(name)

    async def edit(self, name: str, old: str, new: str) -> list[types.Diagnostic]:
        """Replace `old`, which stands there once, by `new`; what is found then."""
        text = self.texts[name]
        assert text.count(old) == 1, old
        start = text.index(old)
        self.change(name, self.range(name, start, start + len(old)), new)
        self.texts[name] = text.replace(old, new)
        return await self.found(name)

    def change(self, name: str, range: types.Range, new: str) -> None:
        """Send one edit."""
        self.versions[name] += 1
        self.client.text_document_did_change(
            types.DidChangeTextDocumentParams(
                types.VersionedTextDocumentIdentifier(self.versions[name], self.uri(name)),
                [types.TextDocumentContentChangePartial(range, new)],
            )
        )

    def applied(self, edit: types.WorkspaceEdit | None) -> dict[str, str]:
        """The texts of the files that an edit changes, as they are then; each is open, or is read."""
        assert edit is not None
        texts = {}
        for uri, edits in (edit.changes or {}).items():
            name = str(Path(unquote(urlparse(uri).path)).relative_to(self.folder))
            text = self.texts[name] if name in self.texts else (self.folder / name).read_bytes().decode()
            lines = text.split("\n")
            starts = [sum(len(line) + 1 for line in lines[:number]) for number in range(len(lines) + 1)]

            def offset(position: types.Position, lines: list[str] = lines, starts: list[int] = starts) -> int:
                before = lines[position.line].encode("utf-16-le")[: 2 * position.character]
                return starts[position.line] + len(before.decode("utf-16-le"))

            spans = [(offset(each.range.start), offset(each.range.end), each.new_text) for each in edits]
            for start, end, new in sorted(spans, reverse=True):
                text = text[:start] + new + text[end:]
            texts[name] = text
        return texts

    def close(self, name: str) -> None:
        """Close a file."""
        self.client.text_document_did_close(
            types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(self.uri(name)))
        )

    def position(self, name: str, offset: int) -> types.Position:
        """A position in UTF-16, worked out anew."""
        before = self.texts[name][:offset]
        line = before[before.rfind("\n") + 1 :]
        return types.Position(before.count("\n"), len(line.encode("utf-16-le")) // 2)

    def range(self, name: str, start: int, end: int) -> types.Range:
        """A range in UTF-16."""
        return types.Range(self.position(name, start), self.position(name, end))

    def at(self, name: str, context: str, within: str = "") -> types.Position:
        """The position of the start of `within` in `context`, which stands there once."""
        text = self.texts[name]
        assert text.count(context) == 1, context
        return self.position(name, text.index(context) + context.index(within))

    async def found(self, name: str) -> list[types.Diagnostic]:
        """What was told of the present version of a file."""
        await self.until(lambda: self._version(name) == self.versions.get(name))
        return [*self.published[self.uri(name)].diagnostics]

    def codes(self, name: str) -> list[Any]:
        """The checks that found something, by what was told last of a file."""
        params = self.published.get(self.uri(name))
        return [each.code for each in params.diagnostics] if params else []

    def _version(self, name: str) -> int | None:
        params = self.published.get(self.uri(name))
        return params.version if params else None

    async def until(self, fulfilled: Callable[[], bool]) -> None:
        """Wait until something is as it should be."""
        async with self._news:
            await asyncio.wait_for(self._news.wait_for(fulfilled), PATIENCE_SECONDS)


def play(scene: Callable[[], Awaitable[None]]) -> None:
    """Run a test that waits."""

    async def run() -> None:
        await scene()

    coroutine: Coroutine[Any, Any, None] = run()
    asyncio.run(coroutine)
