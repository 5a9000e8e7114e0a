"""The server: which requests and messages of an editor it answers, and when it checks.

What takes time is done by one thread, one thing after the other; a check is given up where an edit makes it
pointless, and lets requests go first between two claims. All else, and all that is sent, is up to the loop.
"""

import asyncio
import gc
import logging
import os
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO, Any, Final, TypeVar

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method

from sayso import __version__
from sayso.report.memory import Memory
from sayso_cli.editing.fields import RefusedValue
from sayso_cli.lsp.actions import ACTION_KINDS, code_actions
from sayso_cli.lsp.answers import Spot, completion, definition, hover, references
from sayso_cli.lsp.buffers import Units
from sayso_cli.lsp.diagnostics import diagnostics
from sayso_cli.lsp.edits import formatting_edits, prepare_rename, rename
from sayso_cli.lsp.open_files import OpenFiles, Snapshot, path_of
from sayso_cli.options import ConfigOptions
from sayso_cli.terminal import visible

T = TypeVar("T")
FoundFiles = dict[Path, list[types.Diagnostic]]

DELAY_SECONDS: Final = 0.02
"""So long after an edit a check starts, unless there is another one."""


IDLE_SECONDS: Final = 0.5
"""So long after a check memory is tidied up, unless there is an edit."""
MAX_UNTIDY_CHECKS: Final = 8
"""After so many checks it is, whatever happens."""


class StaleCheck(Exception):
    """A check is no longer of use."""


class Worker:
    """One thread that does what it is told, in turn."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1)
        self._waiting: SimpleQueue[tuple[Callable[[], Any], Future[Any]]] = SimpleQueue()

    def run(self, task: Callable[[], T]) -> "asyncio.Future[T]":
        """What comes of `task`, once it was its turn."""
        future: Future[T] = Future()
        self._waiting.put((task, future))
        self._pool.submit(self.serve)
        return asyncio.wrap_future(future)

    def serve(self) -> None:
        """Do what is waiting; a task may call it to let others go first."""
        while True:
            try:
                task, future = self._waiting.get_nowait()
            except Empty:
                return
            if future.set_running_or_notify_cancel():
                try:
                    future.set_result(task())
                except Exception as error:
                    future.set_exception(error)

    def stop(self) -> None:
        """Take up nothing more."""
        self._pool.shutdown(wait=False, cancel_futures=True)


class Protocol(LanguageServerProtocol):
    """The protocol, with texts that are kept in `files` alone."""

    _server: "Server"

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        """Take up a file."""
        self._server.files.open(params.text_document)
        self._server.check_soon(0)

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        """Apply an edit."""
        self._server.files.change(params)
        self._server.check_soon()

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        """Let go of a file."""
        self._server.files.close(params.text_document.uri)
        self._server.check_soon()


class Server(LanguageServer):
    """The server of one editor."""

    def __init__(self, options: ConfigOptions) -> None:
        super().__init__("sayso", __version__, protocol_cls=Protocol)
        self.files = OpenFiles(options)
        self.worker = Worker()
        self._edits = 0
        self._memory = Memory()
        self._untidy = 0
        self._tidying: asyncio.TimerHandle | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._checks: set[asyncio.Task[None]] = set()
        self._published: set[Path] = set()
        self._last_error = ""

    def check_soon(self, delay: float = DELAY_SECONDS) -> None:
        """Check what is open once no further edit has come for `delay` seconds."""
        self._edits += 1
        for timer in filter(None, (self._timer, self._tidying)):
            timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(delay, self._start_check)

    def stop(self) -> None:
        """Give up what is being done."""
        self._edits += 1
        self.worker.stop()

    async def apply_to_file(self, uri: str, made: Callable[[Snapshot, Path], T]) -> T | None:
        """What is `made` of a claim file that is open; None if it is none."""
        snapshot, path = self.files.snapshot(), path_of(uri)
        if path is None or path not in snapshot.texts:
            return None
        try:
            return await self.worker.run(
                lambda: made(snapshot, path) if snapshot.is_claim_file(path) else None
            )
        except RefusedValue as error:
            raise JsonRpcException(visible(str(error)), types.LSPErrorCodes.RequestFailed) from None

    def _start_check(self) -> None:
        task = asyncio.ensure_future(self._check(self._edits))
        self._checks.add(task)
        task.add_done_callback(self._checks.discard)

    async def _check(self, edits: int) -> None:
        """Check what is open, and tell what was found, unless there is a newer edit by then."""

        def going() -> None:
            if edits != self._edits:
                raise StaleCheck
            self.worker.serve()

        snapshot = self.files.snapshot()
        try:
            found = await self.worker.run(lambda: diagnostics(snapshot.report(going, self._memory), snapshot))
        except StaleCheck:
            return
        except RefusedValue as error:
            self._show_error(visible(str(error)))
            return
        except Exception as error:
            self._show_error(f"internal error: {visible(f'{type(error).__name__}: {error}')}")
            return
        if edits == self._edits:
            self._last_error = ""
            self._publish(found, snapshot)
        self._tidy_soon()

    def _tidy_soon(self) -> None:
        """Collect what is left of earlier checks once nobody waits: the program does not do so by itself."""
        self._untidy += 1
        delay = IDLE_SECONDS if self._untidy < MAX_UNTIDY_CHECKS else 0
        self._tidying = asyncio.get_running_loop().call_later(delay, self._tidy)

    def _tidy(self) -> None:
        self._untidy = 0
        self.worker.run(gc.collect)

    def _publish(self, found: FoundFiles, snapshot: Snapshot) -> None:
        """Tell what was found, and of what was told before that it is gone."""
        for path in {*found, *snapshot.texts, *self._published}:
            self.text_document_publish_diagnostics(
                types.PublishDiagnosticsParams(
                    snapshot.uri(path), found.get(path, []), snapshot.versions.get(path)
                )
            )
        self._published = set(found)

    def _show_error(self, message: str) -> None:
        """Show the user why nothing is checked, once."""
        if message != self._last_error:
            self._last_error = message
            self.window_show_message(types.ShowMessageParams(types.MessageType.Error, f"sayso: {message}"))


def make_server(options: ConfigOptions) -> Server:
    """A server that answers all that it can."""
    server = Server(options)

    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        """Go to the folder that the editor works in: its config holds."""
        folders = [folder.uri for folder in params.workspace_folders or []]
        for uri in filter(None, [*folders, params.root_uri]):
            folder = path_of(uri)
            if folder is not None and folder.is_dir():
                os.chdir(folder)
                break
        server.files.units = Units(server.workspace.position_encoding or "utf-16")

    def changed_on_disk(_: types.DidSaveTextDocumentParams | types.DidChangeWatchedFilesParams) -> None:
        """Read everything anew: registers, locks or the config may have changed."""
        server.files.forget()
        server.check_soon()

    def answer(method: str, made: Callable[[Spot, Any], object], options: object = None) -> None:
        """Answer a request about a place by what is `made` of it and of the request."""

        async def asked(params: types.TextDocumentPositionParams | types.CodeActionParams) -> object:
            at = params.range.start if isinstance(params, types.CodeActionParams) else params.position
            return await server.apply_to_file(
                params.text_document.uri, lambda snapshot, path: made(Spot(snapshot, path, at), params)
            )

        server.feature(method, options)(asked)

    quote = types.CompletionOptions(trigger_characters=['"'])
    answer(types.TEXT_DOCUMENT_HOVER, lambda spot, _: hover(spot))
    answer(types.TEXT_DOCUMENT_DEFINITION, lambda spot, _: definition(spot))
    answer(types.TEXT_DOCUMENT_COMPLETION, lambda spot, _: completion(spot), quote)
    answer(
        types.TEXT_DOCUMENT_REFERENCES,
        lambda spot, params: references(spot, declaration=params.context.include_declaration),
    )
    answer(types.TEXT_DOCUMENT_PREPARE_RENAME, lambda spot, _: prepare_rename(spot))
    answer(
        types.TEXT_DOCUMENT_RENAME,
        lambda spot, params: rename(spot, params.new_name),
        types.RenameOptions(prepare_provider=True),
    )
    answer(
        types.TEXT_DOCUMENT_CODE_ACTION,
        lambda spot, params: code_actions(spot, params.context),
        types.CodeActionOptions(ACTION_KINDS),
    )

    @server.feature(types.TEXT_DOCUMENT_FORMATTING)
    async def format(params: types.DocumentFormattingParams) -> list[types.TextEdit] | None:
        """The canonical layout, as `sayso fmt` has it."""
        return await server.apply_to_file(params.text_document.uri, formatting_edits)

    server.feature(types.TEXT_DOCUMENT_DID_SAVE)(changed_on_disk)
    server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)(changed_on_disk)
    return server


def serve(options: ConfigOptions, stdin: IO[bytes], stdout: IO[bytes]) -> None:
    """Answer the editor that writes to `stdin` and reads from `stdout`, until it goes away."""
    # What went wrong is told by the protocol; a log would quote the record.
    logging.getLogger("pygls").setLevel(logging.CRITICAL + 1)
    server = make_server(options)
    try:
        server.start_io(stdin, stdout)  # type: ignore[arg-type]
    finally:
        server.stop()
