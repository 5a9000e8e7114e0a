"""The report of `sayso verify`: what came of each source, as text and as JSON.

`schemas/verify.json` is made from the types here.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec import Struct

from sayso.record.lock import Locked, Outcome, Registered, lock_path
from sayso.rules.sentences import count
from sayso_cli.formats.jsontext import json_document
from sayso_cli.pen import Pen, Row
from sayso_cli.terminal import Look, text_of

if TYPE_CHECKING:
    from sayso.record.lock import LockedQuote
    from sayso.verify.session import Result

VERSION: Final = 1
"""The version of the JSON shape."""
_LABEL_CHARS: Final = 14
_COLOURS: Final = {"ok": "green", "gone": "red", "unreachable": "red", "refused": "red"}
_QUOTES: Final = {
    "found": "green",
    "ambiguous": "yellow",
    "uncertain": "yellow",
    "near": "yellow",
    "hidden": "yellow",
    "missing": "red",
}


class SourceShape(Struct, frozen=True):
    """What came of one source; `locked` is its entry in the lock file.

    `registered` is what is known of its DOI, if agencies were asked.
    """

    id: str
    outcome: Outcome
    as_recorded: bool
    reason: str
    changed: bool
    altered: bool
    copy: str | None
    locked: Locked | None
    registered: Registered | None


class FileShape(Struct, frozen=True):
    """What came of the sources of one claim file."""

    path: str
    lock: str
    sources: Sequence[SourceShape]


class VerifiedShape(Struct, frozen=True):
    """What came of the sources."""

    files: Sequence[FileShape]


class FileResult(NamedTuple):
    """What came of the sources of the claim file at `path`."""

    path: str
    results: "list[Result]"


def tally(files: Sequence[FileResult]) -> str:
    """How many sources and quotes there are of each outcome."""
    outcomes: Counter[str] = Counter(_outcome(result) for file in files for result in file.results)
    quotes: Counter[str] = Counter(
        f"{quote.outcome} earlier" if _day_looked_for(result, quote) else quote.outcome
        for file in files
        for result in file.results
        for quote in _locked_quotes(result)
    )
    line = _counts_in_words(outcomes, "source")
    return f"{line}; {_counts_in_words(quotes, 'quote')}" if quotes else line


def _counts_in_words(found: "Counter[str]", what: str) -> str:
    parts = [
        f"{number} {name}" for name, number in sorted(found.items(), key=lambda item: (-item[1], item[0]))
    ]
    line = count(found.total(), what)
    return f"{line}: {', '.join(parts)}" if parts else line


def text(files: Sequence[FileResult], look: Look) -> str:
    """The report for people; without `verbose` only what needs a look."""
    pen, lines = Pen(look), list[str]()
    for file in files:
        told = [result for result in file.results if look.verbose or _needs_a_look(result)]
        if told:
            lines += [pen.paint(pen.escape(file.path), "bold", "underline"), ""]
        for result in told:
            lines += [*pen.labelled_rows(_rows(result, look.verbose), _LABEL_CHARS), ""]
    lines.append(pen.paint(tally(files), "bold"))
    return text_of(lines)


def _needs_a_look(result: "Result") -> bool:
    return (
        not result.is_as_recorded
        or _outcome(result) != "ok"
        or result.changed
        or bool(result.reason)
        or any(quote.outcome == "uncertain" for quote in _locked_quotes(result))
        or (result.entry is not None and result.entry.rendered)
        or result.copy is not None
        or (result.registered is not None and bool(result.registered.notices or result.registered.reason))
    )


def _outcome(result: "Result") -> Outcome:
    return "skipped" if result.entry is None else result.entry.latest.outcome


def _locked_quotes(result: "Result") -> "tuple[LockedQuote, ...]":
    return () if result.entry is None else result.entry.quotes


def _day_looked_for(result: "Result", quote: "LockedQuote") -> str:
    """The day on which a quote was looked for, if what it stands in could not be read this time."""
    document = result.entry and (result.entry.archived if quote.archived else result.entry)
    return document.day if document and document.last_try else ""


def _reason(result: "Result") -> str:
    return result.reason or ("" if result.entry is None else result.entry.latest.reason)


def _rows(result: "Result", verbose: bool) -> Iterator[Row]:
    """One source: its outcome, where it is, and what is to be said of it and its quotes."""
    outcome, citation, entry = _outcome(result), result.citation, result.entry
    yield outcome, citation.id, _COLOURS.get(outcome, "yellow"), "bold"
    yield "", citation.source.file or citation.url
    if reason := _reason(result):
        yield "", reason
    if result.registered:
        yield from _notice_rows(result.registered, verbose)
    if entry is None:
        return
    if entry.latest.final_url:
        yield "leads to", entry.latest.final_url
    if entry.last_try:
        yield "last read", entry.day
    if result.altered:
        yield "altered", "the file is not the one whose sha256 the record gives", "red"
    if result.changed and citation.locked:
        yield "changed", f"another text than on {citation.locked.day}", "yellow"
    for label, link in (("address", entry.link), ("archived copy", entry.archived)):
        if link and link.latest.outcome != "ok":
            yield label, f"{link.latest.outcome}: {link.url}", "yellow"
            if link.latest.reason:
                yield "", link.latest.reason
            if link.latest.final_url:
                yield "leads to", link.latest.final_url
    if result.copy:
        yield "a copy", result.copy, "cyan"
    for quote in entry.quotes:
        if quote.outcome != "found" or verbose:
            day = _day_looked_for(result, quote)
            where = " (in the archived copy)" if quote.archived else ""
            when = f" (on {day})" if day else ""
            yield quote.outcome, f"“{quote.quote}”{where}{when}", _QUOTES[quote.outcome]
            yield from (("", more) for more in (quote.reason, quote.diff) if more)


def _notice_rows(answer: Registered, verbose: bool) -> Iterator[Row]:
    """What an agency said of the DOI of a source."""
    for notice in answer.notices:
        told = f"{notice.on or 'without a date'}, by {notice.by or 'somebody'}, says {answer.agency}"
        told += f": doi.org/{notice.doi}" if notice.doi else ""
        yield "notice", f"{notice.kind}, {told}", "red"
    if answer.reason:
        yield "uncertain", f"whether it was taken back: {answer.reason}", "yellow"
    elif not answer.notices and verbose:
        yield "registry", f"{answer.agency} knows of no notice"


def json(files: Sequence[FileResult], look: Look) -> Iterator[str]:
    """The report for programs. Within a version of its shape members are only added."""
    shape = VerifiedShape(
        [FileShape(file.path, lock_path(file.path), list(map(_source_shape, file.results))) for file in files]
    )
    return json_document(VERSION, shape, look)


def _source_shape(result: "Result") -> SourceShape:
    return SourceShape(
        id=result.citation.id,
        outcome=_outcome(result),
        as_recorded=result.is_as_recorded,
        reason=_reason(result),
        changed=result.changed,
        altered=result.altered,
        copy=result.copy,
        locked=result.entry,
        registered=result.registered,
    )
