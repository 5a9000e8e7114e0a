"""`sayso verify`: open the sources of claim files, look for the quotes, and lock what was seen."""

import gc
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, NamedTuple

import typer

from sayso_cli.options import Color, OutputForm, SearchOptions, output_option
from sayso_cli.terminal import Colour, did_you_mean, fail, visible
from sayso_cli.verifying.copies import CopyOptions, find_copies
from sayso_cli.verifying.lock_writing import write_locks
from sayso_cli.verifying.opening import BrowserOptions, NetworkOptions, Opener, WarcOptions, missing_library
from sayso_cli.verifying.progress import Progress
from sayso_cli.verifying.proofs import check_proofs, require_stamps, stamp_locks

if TYPE_CHECKING:
    from sayso.record.citations import Citation
    from sayso.record.lock import Registered
    from sayso.record.references import Record
    from sayso.verify.session import Result
    from sayso_cli.configuration import Configuration
    from sayso_cli.terminal import Look
    from sayso_cli.views.verify_report import FileResult

NOT_AS_RECORDED: Final = 1
"""Exit status: something needs a hand."""
_INTERRUPTED: Final = 130


class SourceOptions(NamedTuple):
    """Which sources are opened."""

    source: Annotated[
        list[str] | None,
        typer.Option(help="Only this source, by id or title (repeatable).", metavar="ID", show_default=False),
    ] = None
    only_stale: Annotated[
        int | None,
        typer.Option(
            min=0,
            max=100_000,
            metavar="DAYS",
            help="Only what was last seen more than so many days ago, or was not seen.",
            show_default=False,
        ),
    ] = None
    changed: Annotated[
        bool, typer.Option("--changed", help="Only what is new or was edited since it was locked.")
    ] = False

    def choose(self, records: "Sequence[Record]") -> "list[Citation]":
        """What is to be opened of `records`."""
        from sayso.record.citations import citations
        from sayso.record.references import id_called, ids_by_name
        from sayso.verify.session import is_changed, is_stale

        found = [citation for record in records for citation in citations(record)]
        known = {citation.id for citation in found}
        called = ids_by_name(entry for record in records for entry in record.sources.values())
        ids = [id if id in known else id_called(id, called) or id for id in self.source or ()]
        for id in ids:
            if id not in known:
                hint = did_you_mean(id, known, "only sources with `url` or `file` can be opened")
                raise typer.BadParameter(f"no source `{visible(id)}`; {hint}", param_hint="--source")
        today = datetime.now(UTC).date()
        return [
            citation
            for citation in found
            if (not ids or citation.id in ids)
            and (self.only_stale is None or is_stale(citation, self.only_stale, today))
            and (not self.changed or is_changed(citation))
        ]


def verify(
    *,
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATHS]...",
            help="Claim files, or folders to search for them. Without any, those of the config, else the "
            "working folder. [SAYSO_PATHS]",
            show_default=False,
        ),
    ] = None,
    sources: SourceOptions,
    locked: Annotated[
        bool, typer.Option("--locked", help="Write no lock file; exit with status 1 if one would change.")
    ] = False,
    format: Annotated[
        OutputForm, typer.Option("--format", "-f", help="How to write the report.")
    ] = OutputForm.TEXT,
    output: Annotated[
        Path | None,
        output_option("Write the report to this file."),
    ] = None,
    warcs: WarcOptions,
    browser: BrowserOptions,
    copying: CopyOptions,
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
    network: NetworkOptions,
    color: Color = Colour.AUTO,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Show all sources and quotes, and each source when done.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print no summary and no progress.")] = False,
    search: SearchOptions,
) -> None:
    """Open the sources of claim files, look for the quotes in them, and write what was seen to a lock file.

    The lock of `claims.json` is `claims.lock.json` beside it; `sayso check` reads it, and needs no network.

    Exit status: 0 all as recorded; 1 a source is not there, a quote is not found, or with --locked a lock
    would change; 2 the job could not be done.
    """
    asks = warcs.warc or copying.asks_archive or copying.save or timestamp
    narrowed = locked or sources.changed or sources.source or sources.only_stale is not None
    if check_proof and (asks or narrowed or registries or registry or browser.browser):
        raise typer.BadParameter("opens nothing, and writes nothing", param_hint="--check-proof")
    if trust and not check_proof:
        raise typer.BadParameter("needs --check-proof", param_hint="--trust")
    if timestamp and locked:
        raise typer.BadParameter("stamps the lock that --locked does not write", param_hint="--timestamp")
    if warcs.from_warc and asks:
        raise typer.BadParameter("opens no address that the others need", param_hint="--from-warc")
    if copying.write and not (copying.asks_archive or copying.save):
        raise typer.BadParameter("needs --archives or --save", param_hint="--write")
    if name := missing_library():
        fail(f"`sayso verify` needs {name}; install it by pip install 'sayso[verify]'")
    # Unlike other runs this one may be long, and what a request makes is no longer needed after it.
    gc.enable()
    from sayso_cli.terminal import choose_look
    from sayso_cli.views import proof_report, verify_report

    # Before anything is opened: a run may take long.
    keys = copying.keys()
    settings = search.configure(registries=registry, trust=trust)
    records = _read_records(settings, paths)
    look = choose_look(color, output, verbose=verbose)
    if check_proof:
        proofs = check_proofs(records, warcs.from_warc, settings.path("trust"), network.limits())
        _write_report(proof_report, proofs, look, format, output)
        raise typer.Exit(NOT_AS_RECORDED if proof_report.has_faults(proofs) else 0)
    if timestamp:
        require_stamps()
    chosen = sources.choose(records)
    wire = network.wire(keep=warcs.warc is not None)
    agencies = _agencies(settings) if registries or registry else ()
    opener = Opener(wire, network.delay, warcs, browser.program(), not browser.no_sandbox)
    run = _open_all(chosen, opener, agencies, trusting=not locked, quiet=quiet, verbose=verbose)
    differs = write_locks(records, run.results, run.answers, warcs.warc, look_only=locked)
    if run.is_interrupted:
        done = f"{len(run.results)} of {len(chosen)} sources are done and kept"
        typer.echo(f"sayso: interrupted: {done}", err=True)
        raise typer.Exit(_INTERRUPTED)
    if timestamp:
        stamp_locks(records, timestamp, wire, network.delay)
    copies = find_copies(run.results, opener, copying, keys)
    files = [_file_result(record, run, copies) for record in records]
    _write_report(verify_report, files, look, format, output)
    if not quiet:
        locks = "a lock would change" if differs else "nothing was locked"
        typer.echo(f"sayso: {verify_report.tally(files)}; {locks if locked else 'locked'}", err=True)
    if (locked and differs) or not all(result.is_as_recorded for result in run.results):
        raise typer.Exit(NOT_AS_RECORDED)


def _write_report(view: Any, files: Any, look: "Look", format: OutputForm, output: Path | None) -> None:
    from sayso_cli.terminal import write

    write((view.json if format is OutputForm.JSON else view.text)(files, look), output)


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


def _read_records(settings: "Configuration", paths: list[str] | None) -> "list[Record]":
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


class _Run(NamedTuple):
    """What came of the sources, and, by DOI, what agencies answered; of some only if it is interrupted."""

    results: "list[Result]"
    answers: "dict[str, Registered]"
    is_interrupted: bool


def _open_all(
    chosen: "list[Citation]",
    opener: Opener,
    agencies: Sequence[str],
    *,
    trusting: bool,
    quiet: bool,
    verbose: bool,
) -> _Run:
    """Open what is `chosen`, and ask `agencies` of its DOIs, until somebody interrupts it.

    With `trusting`, what the lock says of a page holds if the server says that it has not changed since.
    """
    from sayso.verify.registries import ask_agencies
    from sayso.verify.session import longest_quotes
    from sayso.verify.session import verify as run

    results: list[Result] = []
    answers: dict[str, Registered] = {}
    until, (warc, from_warc) = opener.wire.limits.until, opener.files
    try:
        with ExitStack() as stack:
            progress = Progress(stack, len(chosen), until, shown=not quiet, each=verbose)
            fetch = opener.fetch(stack, progress.show_pending, longest_quotes(chosen))
            try:
                conditional = trusting and not (warc or from_warc)
                for result in run(chosen, fetch, conditional=conditional, until=until):
                    results.append(result)
                    progress.count(result)
                if agencies:
                    dois = dict.fromkeys(citation.doi for citation in chosen if citation.doi)
                    answers.update(ask_agencies(dois, agencies, fetch))
            except KeyboardInterrupt:
                return _Run(results, answers, is_interrupted=True)
    except OSError as error:
        if warc is None:
            raise
        fail(f"cannot write {warc}: {error.strerror}")
    return _Run(results, answers, is_interrupted=False)


def _file_result(record: "Record", run: _Run, copies: dict[str, str]) -> "FileResult":
    """What came of the sources of one record, in their order."""
    from msgspec import structs

    from sayso.record.citations import registered_source
    from sayso.verify.registries import answer_to_lock
    from sayso_cli.views.verify_report import FileResult

    rows = []
    for result in run.results:
        citation = result.citation
        if citation.record is record:
            answer = run.answers.get(citation.doi)
            answer = answer and answer_to_lock(answer, registered_source(record, citation.entry))
            rows.append(structs.replace(result, copy=copies.get(citation.url), registered=answer))
    order = {id: place for place, id in enumerate(record.sources)}
    return FileResult(record.file.path, sorted(rows, key=lambda row: order[row.citation.id]))
