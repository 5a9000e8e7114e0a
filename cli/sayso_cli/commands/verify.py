"""`sayso verify`: open the sources of claim files, look for the quotes, and lock what was seen."""

import gc
import math
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, NamedTuple, NoReturn

import typer

from sayso_cli.copies import CopySearch, find_copies, save_page_now_keys
from sayso_cli.options import AllowPort, AllowPrivate, Color, ConfigFile, Exclude, Form, NoConfig
from sayso_cli.proofs import check_proofs, require_stamps, stamp_locks
from sayso_cli.terminal import Colour, did_you_mean, fail, visible

if TYPE_CHECKING:
    from sayso.record.lock import Lock, Registered
    from sayso.record.references import Record
    from sayso.verify.fetch import Fetched, Fetcher, Send, Validators
    from sayso.verify.schedule import Pending
    from sayso.verify.session import Fetch, Result, Task
    from sayso.verify.warc import Replay
    from sayso.verify.wire import Wire
    from sayso_cli.configuration import Configuration
    from sayso_cli.views.verify_report import FileResult

NOT_AS_RECORDED: Final = 1
"""Exit status: something needs a hand."""
_INTERRUPTED: Final = 130
_MIB: Final = 1 << 20
# Where there is no bar, a line tells of the progress after so many seconds.
_PROGRESS: Final = 30.0
# So many hosts are named that are waited for, and so much of a name stands beside the bar.
_NAMED: Final = 3
_LABEL: Final = 30
_LIBRARIES: Final = ("brotli", "charset_normalizer", "lxml", "pdfminer", "pypdf", "warcio")


class Chromium(NamedTuple):
    """The browser to use."""

    program: str
    sandbox: bool


class Reach(NamedTuple):
    """What may be opened, how, and within what limits."""

    private: list[str]
    ports: list[int]
    proxies: bool
    authorities: Path | None
    timeout: float
    size: int
    redirects: int
    time: float | None


def verify(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATHS]...",
            help="Claim files, or folders to search for them. Without any, those of the config, else the "
            "working folder. [SAYSO_PATHS]",
            show_default=False,
        ),
    ] = None,
    source: Annotated[
        list[str] | None,
        typer.Option(help="Only this source, by id or title (repeatable).", metavar="ID", show_default=False),
    ] = None,
    only_stale: Annotated[
        int | None,
        typer.Option(
            min=0,
            max=100_000,
            metavar="DAYS",
            help="Only what was last seen more than so many days ago, or was not seen.",
            show_default=False,
        ),
    ] = None,
    changed: Annotated[
        bool, typer.Option("--changed", help="Only what is new or was edited since it was locked.")
    ] = False,
    locked: Annotated[
        bool, typer.Option("--locked", help="Write no lock file; exit with status 1 if one would change.")
    ] = False,
    format: Annotated[Form, typer.Option("--format", "-f", help="How to write the report.")] = Form.TEXT,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Write the report to this file.", show_default=False
        ),
    ] = None,
    warc: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Keep the proof: requests and answers, in the format of web archives (.warc.gz).",
            show_default=False,
        ),
    ] = None,
    from_warc: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Use the answers in this file, and no network.", show_default=False
        ),
    ] = None,
    browser: Annotated[
        bool, typer.Option("--browser", help="Open pages in Chromium that are empty without a browser.")
    ] = False,
    browser_path: Annotated[
        str,
        typer.Option(
            "--chromium",
            metavar="FILE",
            envvar="SAYSO_CHROMIUM",
            show_envvar=False,
            help="The Chromium to use. [SAYSO_CHROMIUM]",
            show_default="the one on PATH",
        ),
    ] = "",
    no_sandbox: Annotated[
        bool, typer.Option("--no-sandbox", help="Run Chromium without its sandbox, as it must be for root.")
    ] = False,
    archives: Annotated[
        bool, typer.Option("--archives", help="Ask an archive for copies of sources that name none.")
    ] = False,
    archive: Annotated[
        str,
        typer.Option(
            metavar="ADDRESS",
            help="Where to ask: a TimeMap or availability service, with {url}, or {quoted} and {timestamp}.",
            show_default="the Wayback Machine",
        ),
    ] = "",
    save: Annotated[
        bool, typer.Option("--save", help="Ask Save Page Now for copies where there are none.")
    ] = False,
    save_at: Annotated[
        str,
        typer.Option(metavar="ADDRESS", help="Where Save Page Now is.", show_default="the Wayback Machine"),
    ] = "",
    write: Annotated[
        bool, typer.Option("--write", help="Put the addresses of copies into the claim files.")
    ] = False,
    registries: Annotated[
        bool, typer.Option("--registries", help="Ask registration agencies whether papers were taken back.")
    ] = False,
    registry: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ADDRESS",
            help="Where to ask, with {doi}: an API like that of Crossref or DataCite (repeatable). "
            "[SAYSO_REGISTRIES]",
            show_default="those two",
        ),
    ] = None,
    timestamp: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="Have the lock stamped by the authority there (RFC 3161).",
            show_default=False,
        ),
    ] = None,
    check_proof: Annotated[
        bool,
        typer.Option("--check-proof", help="Open nothing; see whether locks, stamps and files fit."),
    ] = False,
    trust: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="The roots (PEM) that a stamp must lead to; then there must be one. [SAYSO_TRUST]",
            show_default=False,
        ),
    ] = None,
    allow_private: AllowPrivate = None,
    allow_port: AllowPort = None,
    proxy: Annotated[
        bool, typer.Option("--proxy", help="Use the proxies that the environment names.")
    ] = False,
    authorities: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Trust the certificates in this file instead of the usual ones.",
            show_default=False,
        ),
    ] = None,
    delay: Annotated[float, typer.Option(min=0, help="Seconds between two requests to one host.")] = 1.0,
    timeout: Annotated[float, typer.Option(min=1, help="Seconds that one answer may take.")] = 60.0,
    max_redirects: Annotated[
        int, typer.Option(min=0, max=50, help="Redirects that are followed from one address.")
    ] = 10,
    max_time: Annotated[
        float | None,
        typer.Option(
            min=0,
            metavar="SECONDS",
            help="End after so many seconds; what is not done then is skipped.",
            show_default=False,
        ),
    ] = None,
    max_size: Annotated[int, typer.Option(min=1, max=1024, help="MiB that one answer may have.")] = 20,
    user_agent: Annotated[
        str, typer.Option(help="What to tell servers who asks.", show_default="sayso and its version")
    ] = "",
    color: Color = Colour.AUTO,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Show all sources and quotes, and each source when done.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print no summary and no progress.")] = False,
    exclude: Exclude = None,
    config: ConfigFile = None,
    no_config: NoConfig = False,
) -> None:
    """Open the sources of claim files, look for the quotes in them, and write what was seen to a lock file.

    The lock of `claims.json` is `claims.lock.json` beside it; `sayso check` reads it, and needs no network.

    Exit status: 0 all as recorded; 1 a source is not there, a quote is not found, or with --locked a lock
    would change; 2 the job could not be done.
    """
    asks = warc or archives or archive or save or timestamp
    narrowed = locked or changed or source or only_stale is not None
    if check_proof and (asks or narrowed or registries or registry or browser):
        raise typer.BadParameter("opens nothing, and writes nothing", param_hint="--check-proof")
    if trust and not check_proof:
        raise typer.BadParameter("needs --check-proof", param_hint="--trust")
    if timestamp and locked:
        raise typer.BadParameter("stamps the lock that --locked does not write", param_hint="--timestamp")
    if from_warc and asks:
        raise typer.BadParameter("opens no address that the others need", param_hint="--from-warc")
    if user_agent and not (user_agent.isascii() and user_agent.isprintable()):
        raise typer.BadParameter("only printable ASCII", param_hint="--user-agent")
    archives = archives or bool(archive)
    if write and not (archives or save):
        raise typer.BadParameter("needs --archives or --save", param_hint="--write")
    _complete()
    # Unlike other runs this one may be long, and what a request makes is no longer needed after it.
    gc.enable()
    from sayso_cli.configuration import configure

    # Before anything is opened: a run may take long.
    seeking = CopySearch(archives, archive, save_page_now_keys() if save else None, save_at, write)
    settings = configure(config, no_config, {"exclude": exclude, "registries": registry, "trust": trust})
    records = _records(settings, paths)
    if check_proof:
        _check_proof(records, settings.path("trust"), from_warc, max_size, format, output, color)
    if timestamp:
        require_stamps()
    chosen = _chosen(records, source or [], only_stale, changed=changed)
    wire = _wire(
        Reach(
            allow_private or [],
            allow_port or [],
            proxy,
            authorities,
            timeout,
            max_size,
            max_redirects,
            max_time,
        ),
        user_agent or agent_name(),
        keep=warc is not None,
    )
    agencies = _agencies(settings) if registries or registry else ()
    answers: dict[str, Registered] = {}
    results, interrupted = _opened(
        chosen,
        wire,
        delay,
        warc,
        from_warc,
        _chromium(browser_path, sandbox=not no_sandbox) if browser else None,
        agencies,
        answers,
        trusting=not locked,
        quiet=quiet,
        verbose=verbose,
    )
    differs = _kept(records, results, answers, warc, look_only=locked)
    if interrupted:
        typer.echo(f"sayso: interrupted: {len(results)} of {len(chosen)} sources are done and kept", err=True)
        raise typer.Exit(_INTERRUPTED)
    if timestamp:
        stamp_locks(records, timestamp, wire, delay)
    copies = find_copies(results, wire, lambda fetcher: _network(fetcher, wire, delay), seeking)
    files = [_of_file(record, results, copies, answers) for record in records]
    _report(files, format, output, color, verbose=verbose)
    if not quiet:
        _summary(files, locked=locked, changed=differs)
    if (locked and differs) or not all(result.is_as_recorded for result in results):
        raise typer.Exit(NOT_AS_RECORDED)


def _check_proof(
    records: "list[Record]",
    trust: Path | None,
    from_warc: Path | None,
    size: int,
    format: Form,
    output: Path | None,
    color: Colour,
) -> NoReturn:
    """Report on what is kept, and end the run."""
    from sayso.verify.proof.proof_parts import FAULTS
    from sayso.verify.wire import Limits
    from sayso_cli.terminal import look_for, write
    from sayso_cli.views.proof_report import json, text

    files = check_proofs(records, from_warc, trust, Limits(bytes=size * _MIB))
    look = look_for(color, output)
    write(json(files, look) if format is Form.JSON else text(files, look), output)
    faulty = any(part.outcome in FAULTS for file in files for part in file.parts)
    raise typer.Exit(NOT_AS_RECORDED if faulty else 0)


def _agencies(settings: "Configuration") -> tuple[str, ...]:
    """Where to ask about DOIs; says so where a config file, which may be a stranger's, chose that."""
    agencies = settings.top.registries
    (layer,) = settings.values["registries"].layers
    if layer.kind == "file":
        told = ", ".join(map(visible, agencies))
        typer.echo(
            f"sayso: DOIs are looked up where {visible(layer.place('registries'))} says: {told}", err=True
        )
    return agencies


def agent_name() -> str:
    """What tells servers who asks."""
    from sayso import __version__

    return f"sayso/{__version__} (checks that cited pages still say what they are cited for)"


def _records(settings: "Configuration", paths: list[str] | None) -> "list[Record]":
    """The records that `paths` name, else the config; ends the run if one of them cannot be read."""
    from sayso.record.project import STDIN
    from sayso.record.references import assemble

    if STDIN in (paths or []):
        raise typer.BadParameter("standard input has no place for a lock; name a file", param_hint="PATHS")
    files = settings.find(paths).files
    for file in files:
        for problem in file.problems:
            if problem.check == "bad-lock" or not file.readable:
                fail(f"{file.path}: {problem.message}; {problem.help}")
        if file.problems:
            typer.echo(f"sayso: {visible(file.path)} has faults; `sayso check` lists them", err=True)
    return [assemble(file) for file in files]


def _wire(reach: Reach, agent: str, *, keep: bool) -> "Wire":
    """What requests go through."""
    from sayso.verify.address import Door
    from sayso.verify.wire import Limits, Wire

    door = Door(reach.private, reach.ports)
    until = math.inf if reach.time is None else time.monotonic() + reach.time
    limits = Limits(total=reach.timeout, bytes=reach.size * _MIB, redirects=reach.redirects, until=until)
    named = str(reach.authorities or "")
    try:
        return Wire(door, agent, limits, proxies=reach.proxies, authorities=named, keep=keep)
    except OSError as error:
        fail(f"the certificates in {named} cannot be used: {error.strerror or error}")


def _opened(
    chosen: "list[Task]",
    wire: "Wire",
    delay: float,
    warc: Path | None,
    from_warc: Path | None,
    chromium: Chromium | None,
    agencies: Sequence[str],
    answers: "dict[str, Registered]",
    *,
    trusting: bool,
    quiet: bool,
    verbose: bool,
) -> "tuple[list[Result], bool]":
    """What came of each source; and whether somebody interrupted it, so that some are missing.

    With `trusting`, what the lock says of a page holds if the server says that it has not changed since.
    What `agencies` say of the DOIs of the sources comes to be in `answers`.
    """
    from sayso.verify.registries import ask
    from sayso.verify.session import longest_quotes
    from sayso.verify.session import verify as run

    results: list[Result] = []
    try:
        with ExitStack() as stack:
            step = stack.enter_context(
                _progress(len(chosen), wire.limits.until, shown=not quiet, each=verbose)
            )
            longest = longest_quotes(chosen)
            fetch = _fetch(stack, wire, delay, warc, from_warc, step.wait, chromium, longest)
            try:
                conditional = trusting and not (warc or from_warc)
                for result in run(chosen, fetch, conditional=conditional, until=wire.limits.until):
                    results.append(result)
                    step(result)
                if agencies:
                    dois = dict.fromkeys(task.citation.doi for task in chosen if task.citation.doi)
                    answers.update(ask(dois, agencies, fetch))
            except KeyboardInterrupt:
                return results, True
    except OSError as error:
        if warc is None:
            raise
        fail(f"cannot write {warc}: {error.strerror}")
    return results, False


def _kept(
    records: "list[Record]",
    results: "list[Result]",
    answers: "dict[str, Registered]",
    warc: Path | None,
    *,
    look_only: bool,
) -> bool:
    """Write the locks, or with `look_only` do not; whether one of them says something else than before."""
    from sayso.record.disk import open_file
    from sayso.verify.proof.proof_parts import hash_of
    from sayso.verify.session import updated

    proof = ""
    # What is no regular file, such as a pipe, cannot be looked at later.
    if warc is not None and warc.is_file():
        with open_file(warc) as file:
            proof = hash_of(file)
    changes = [
        _keep(
            record,
            updated(record, [each for each in results if each.task.record is record], answers, proof=proof),
            look_only=look_only,
        )
        for record in records
    ]
    return any(changes)


def _of_file(
    record: "Record", results: "list[Result]", copies: dict[str, str], answers: "dict[str, Registered]"
) -> "FileResult":
    """What came of the sources of one record, in their order."""
    from sayso.record.citations import registered_source
    from sayso.verify.registries import renewed
    from sayso_cli.views.verify_report import FileResult

    order = {id: place for place, id in enumerate(record.sources)}
    own = sorted(
        (result for result in results if result.task.record is record),
        key=lambda result: order[result.task.citation.id],
    )
    found = {each.task.citation.id: copies[each.task.url] for each in own if each.task.url in copies}
    told = {
        each.task.citation.id: answer
        for each in own
        if each.task.citation.doi in answers
        and (
            answer := renewed(
                answers[each.task.citation.doi], registered_source(record, each.task.citation.entry)
            )
        )
    }
    return FileResult(record.file.path, _lock_path(record), own, found, told)


def _lock_path(record: "Record") -> str:
    from sayso.record.lock import lock_path

    return lock_path(record.file.path)


def _chosen(records: "list[Record]", ids: list[str], days: int | None, *, changed: bool) -> "list[Task]":
    """What is to be opened."""
    from sayso.record.references import id_called, ids_by_name
    from sayso.verify.session import is_changed, is_stale, tasks

    found = [task for record in records for task in tasks(record)]
    known = {task.citation.id for task in found}
    called = ids_by_name(entry for record in records for entry in record.sources.values())
    ids = [id if id in known else id_called(id, called) or id for id in ids]
    for id in ids:
        if id not in known:
            hint = did_you_mean(id, known, "only sources with `url` or `file` can be opened")
            raise typer.BadParameter(f"no source `{visible(id)}`; {hint}", param_hint="--source")
    today = datetime.now(UTC).date()
    return [
        task
        for task in found
        if (not ids or task.citation.id in ids)
        and (days is None or is_stale(task, days, today))
        and (not changed or is_changed(task))
    ]


def _fetch(
    stack: ExitStack,
    wire: "Wire",
    delay: float,
    warc: Path | None,
    from_warc: Path | None,
    waiting: "Callable[[Pending], None]",
    chromium: Chromium | None,
    longest: dict[str, int],
) -> "Fetch":
    """How addresses are opened: over the network or from a WARC file; with `warc` it is kept what came.

    With `chromium` so are pages that have less text than the longest quotes from them need.
    """
    from sayso.verify.fetch import Fetcher

    limits = wire.limits
    if from_warc is not None:
        replay = _replay(stack, from_warc, wire)

        def plain(wanted: "Iterable[tuple[str, Validators | None]]") -> "Iterator[Fetched]":
            return (Fetcher(replay, limits).fetch(url) for url, _ in wanted)

        opened = _browsed(plain, chromium, wire, lambda _: replay, longest)
    else:
        fetcher = Fetcher(wire, limits, keep=warc is not None)
        opened = _browsed(_network(fetcher, wire, delay, waiting), chromium, wire, wire.until, longest)
    if warc is None:
        return opened
    from sayso_cli.files import open_replacement

    try:
        writer = _warcs().Writer(stack.enter_context(open_replacement(warc)), agent_name().partition(" ")[0])
    except OSError as error:
        fail(f"cannot write {warc}: {error.strerror}")

    def fetch(wanted: "Iterable[tuple[str, Validators | None]]") -> "Iterator[Fetched]":
        for fetched in opened(wanted):
            writer.add(fetched)
            yield fetched

    return fetch


def _browsed(
    fetch: "Fetch",
    chromium: Chromium | None,
    wire: "Wire",
    send_until: "Callable[[float], Send]",
    longest: dict[str, int],
) -> "Fetch":
    """`fetch`, with `chromium` for those of the addresses in `longest` that are empty without it."""
    if chromium is None:
        return fetch
    from sayso.verify.browser import Browser

    browser = Browser(chromium.program, send_until, wire.limits, wire.agent, sandbox=chromium.sandbox)
    return lambda wanted: (
        browser.shown(each, longest[each.url]) if each.url in longest else each for each in fetch(wanted)
    )


def _chromium(named: str, *, sandbox: bool) -> Chromium:
    """The browser to use; ends the run if there is none, or if it would have no sandbox unasked."""
    from sayso.verify.browser import NoBrowser, found

    try:
        program = found(named)
    except NoBrowser as error:
        fail(f"--browser: {error}")
    if sandbox and hasattr(os, "geteuid") and os.geteuid() == 0:
        fail("--browser: as root Chromium has no sandbox; be another user, or allow that by --no-sandbox")
    return Chromium(program, sandbox)


def _network(
    fetcher: "Fetcher", wire: "Wire", delay: float, waiting: "Callable[[Pending], None] | None" = None
) -> "Fetch":
    from sayso.verify.schedule import Pace, fetch_all

    pace = Pace(delay=delay, until=wire.limits.until)
    return lambda wanted: fetch_all(fetcher, wire.door, wanted, pace, waiting=waiting)


def _warcs() -> Any:
    """The module for WARC files, which takes long to load."""
    from sayso.verify import warc

    return warc


def missing_library() -> str:
    """The name of a library that opening addresses needs and that is not installed; empty if all are."""
    from importlib.util import find_spec

    return next((name for name in _LIBRARIES if find_spec(name) is None), "")


def _complete() -> None:
    """End the run if a library is missing that only this command needs."""
    if name := missing_library():
        fail(f"`sayso verify` needs {name}; install it by pip install 'sayso[verify]'")


def _replay(stack: ExitStack, path: Path, wire: "Wire") -> "Replay":
    from sayso.record.disk import open_file

    warcs = _warcs()
    try:
        replay: Replay = warcs.Replay(stack.enter_context(open_file(path)), wire.limits)
    except OSError as error:
        fail(f"{path} cannot be read: {error.strerror}")
    except warcs.Unreadable as error:
        fail(f"{path}: {error}")
    return replay


class _Progress:
    """Tells on standard error how far a run is, and what it waits for."""

    def __init__(self, total: int, until: float, bar: Any, *, shown: bool, each: bool) -> None:
        self._total = total
        self._until = until
        self._bar = bar
        self._shown = shown
        self._each = each
        self._done = 0
        self._told = time.monotonic()

    def __call__(self, result: "Result") -> None:
        """One more source is done."""
        self._done += 1
        if self._bar is not None:
            self._bar.update(1)
        elif self._shown and self._each:
            outcome = result.entry.latest.outcome if result.entry else "skipped"
            typer.echo(f"{self._done}/{self._total} {outcome} {visible(result.task.citation.id)}", err=True)
        else:
            self._tell("")

    def wait(self, pending: "Pending") -> None:
        """Nothing comes for a while, as so much of some hosts is still to come."""
        named = [f"{visible(host)} ({number})" for host, number in list(pending.items())[:_NAMED]]
        if len(pending) > _NAMED:
            named.append(f"{len(pending) - _NAMED} more hosts")
        if self._bar is not None:
            self._bar.label = f"verifying, waiting for {next(iter(pending), 'the last')[:_LABEL]}"
            self._bar.render_progress()
        else:
            self._tell(f"; waiting for {', '.join(named)}" if named else "")

    def _tell(self, more: str) -> None:
        """Write a line, if the last was written a while ago."""
        if not self._shown or time.monotonic() - self._told < _PROGRESS:
            return
        self._told = time.monotonic()
        left = max(0, math.ceil(min(self._until - self._told, sys.maxsize)))
        ends = "" if self._until == math.inf else f"; it ends in {left} seconds at the latest"
        typer.echo(f"sayso: {self._done} of {self._total} sources are done{more}{ends}", err=True)


@contextmanager
def _progress(total: int, until: float = math.inf, *, shown: bool, each: bool) -> "Iterator[_Progress]":
    """Progress on standard error: a bar on a terminal, a line now and then in a log, or for `each` source."""
    with ExitStack() as stack:
        bar = None
        if shown and not each and total and sys.stderr and sys.stderr.isatty():
            bar = stack.enter_context(typer.progressbar(length=total, label="verifying", file=sys.stderr))
        yield _Progress(total, until, bar, shown=shown, each=each)


def _keep(record: "Record", lock: "Lock", *, look_only: bool) -> bool:
    """Write the lock of `record`, or with `look_only` do not; whether it says something else than before."""
    from sayso.record.lock import dump_lock
    from sayso.verify.session import says_the_same
    from sayso_cli.files import create, replace

    old = record.file.lock
    if old is None and not lock.sources and not lock.dois:
        return False
    same = old is not None and says_the_same(old, lock)
    if look_only:
        return not same
    path = Path(_lock_path(record))
    try:
        if old is None:
            create(path, dump_lock(lock))
        else:
            replace(path, dump_lock(lock))
    except FileExistsError:
        fail(f"cannot write {path}: the file was made meanwhile; nothing was written")
    except OSError as error:
        fail(f"cannot write {path}: {error.strerror}")
    return not same


def _report(
    files: "list[FileResult]", format: Form, output: Path | None, color: Colour, *, verbose: bool
) -> None:
    """Write the report."""
    from sayso_cli.terminal import look_for, write
    from sayso_cli.views.verify_report import json, text

    look = look_for(color, output, verbose=verbose)
    write(json(files, look) if format is Form.JSON else text(files, look), output)


def _summary(files: "list[FileResult]", *, locked: bool, changed: bool) -> None:
    from sayso_cli.views.verify_report import tally

    locks = "nothing was locked" if locked else "locked"
    if locked and changed:
        locks = "a lock would change"
    typer.echo(f"sayso: {tally(files)}; {locks}", err=True)
