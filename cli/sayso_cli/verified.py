"""The report of `sayso verify`: what came of each source, as text and as JSON."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sayso.rules.explain import count
from sayso.text import visible
from sayso_cli.formats import Look
from sayso_cli.wrap import wrap

if TYPE_CHECKING:
    from msgspec import UnsetType

    from sayso.record.lock import LockedLink, LockedQuote
    from sayso.verify.session import Result

VERSION: Final = 1
"""The version of the JSON shape."""
_LABEL: Final = 14
_SGR: Final = {"bold": 1, "dim": 2, "underline": 4, "red": 31, "green": 32, "yellow": 33, "cyan": 36}
_COLOURS: Final = {"ok": "green", "gone": "red", "unreachable": "red", "refused": "red"}
_QUOTES: Final = {"found": "green", "near": "yellow", "hidden": "yellow", "missing": "red"}


class FileResult(NamedTuple):
    """What came of the sources of one claim file; `copies` are addresses of copies that were found."""

    path: str
    lock: str
    results: "list[Result]"
    copies: dict[str, str]


def tally(files: Sequence[FileResult]) -> str:
    """How many sources and quotes there are of each outcome."""
    outcomes = Counter(_outcome(result) for file in files for result in file.results)
    quotes: Counter[str] = Counter(
        f"{quote.outcome} earlier" if _looked_for(result, quote) else quote.outcome
        for file in files
        for result in file.results
        for quote in _quotes(result)
    )
    line = _counted(outcomes, "source")
    return f"{line}; {_counted(quotes, 'quote')}" if quotes else line


def _counted(found: "Counter[str]", what: str) -> str:
    parts = [
        f"{number} {name}" for name, number in sorted(found.items(), key=lambda item: (-item[1], item[0]))
    ]
    line = count(found.total(), what)
    return f"{line}: {', '.join(parts)}" if parts else line


def text(files: Sequence[FileResult], look: Look) -> str:
    """The report for people; without `verbose` only what needs a look."""
    from sayso_cli.formats.text import inert

    lines: list[str] = []
    for file in files:
        shown = [result for result in file.results if look.verbose or _needs_a_look(result, file)]
        if not shown:
            continue
        lines += [_paint(_safe(file.path, look), look, "bold", "underline"), ""]
        for result in shown:
            lines += _source(result, file, look)
            lines.append("")
    lines.append(_paint(tally(files), look, "bold"))
    return inert("\n".join(lines)) + "\n"


def _needs_a_look(result: "Result", file: FileResult) -> bool:
    return (
        not result.is_as_recorded
        or _outcome(result) != "ok"
        or result.changed
        or bool(result.reason)
        or result.task.ask.id in file.copies
    )


def _outcome(result: "Result") -> str:
    return "skipped" if result.entry is None else result.entry.latest.outcome


def _quotes(result: "Result") -> "tuple[LockedQuote, ...]":
    return () if result.entry is None else result.entry.quotes


def _looked_for(result: "Result", quote: "LockedQuote") -> str:
    """The day on which a quote was looked for, if what it stands in could not be read this time."""
    document = result.entry and (result.entry.archived if quote.archived else result.entry)
    return document.day if document and document.last_try else ""


def _reason(result: "Result") -> str:
    return result.reason or ("" if result.entry is None else result.entry.latest.reason)


def _source(result: "Result", file: FileResult, look: Look) -> Iterator[str]:
    """One source: its outcome, where it is, and what is to be said of it and its quotes."""
    outcome, ask, entry = _outcome(result), result.task.ask, result.entry
    yield from _row(outcome, ask.id, look, _COLOURS.get(outcome, "yellow"), "bold")
    yield from _row("", ask.source.file or result.task.url, look)
    if _reason(result):
        yield from _row("", _reason(result), look)
    if entry is None:
        return
    if entry.latest.final_url:
        yield from _row("leads to", entry.latest.final_url, look)
    if entry.last_try:
        yield from _row("last read", entry.day, look)
    if result.altered:
        yield from _row("altered", "the file is not the one whose sha256 the record gives", look, "red")
    if result.changed and result.task.before is not None:
        yield from _row("changed", f"another text than on {result.task.before.day}", look, "yellow")
    yield from _link("address", entry.link, look)
    yield from _link("archived copy", entry.archived, look)
    if ask.id in file.copies:
        yield from _row("a copy", file.copies[ask.id], look, "cyan")
    for quote in entry.quotes:
        if quote.outcome != "found" or look.verbose:
            day = _looked_for(result, quote)
            where = " (in the archived copy)" if quote.archived else ""
            when = f" (on {day})" if day else ""
            told = f"“{quote.quote}”{where}{when}"
            yield from _row(quote.outcome, told, look, _QUOTES[quote.outcome])
            if quote.diff:
                yield from _row("", quote.diff, look)


def _link(label: str, link: "LockedLink | UnsetType", look: Look) -> Iterator[str]:
    """A further address of a source, if there is something to be said of it."""
    if not link or link.latest.outcome == "ok":
        return
    yield from _row(label, f"{link.latest.outcome}: {link.url}", look, "yellow")
    if link.latest.reason:
        yield from _row("", link.latest.reason, look)
    if link.latest.final_url:
        yield from _row("leads to", link.latest.final_url, look)


def _row(label: str, content: str, look: Look, *styles: str) -> Iterator[str]:
    """A label, and what belongs to it beside it."""
    for number, line in enumerate(wrap(_safe(content, look), look.columns - _LABEL - 2)):
        left = "" if number else label
        yield f"  {_paint(f'{left:<{_LABEL}}', look, *styles)}{line}".rstrip()


def _safe(content: str, look: Look) -> str:
    shown = visible(content)
    if look.encoding == "utf-8" or shown.isascii():
        return shown
    return shown.encode(look.encoding, "backslashreplace").decode(look.encoding)


def _paint(content: str, look: Look, *styles: str) -> str:
    if not look.colour or not styles or not content.strip():
        return content
    return f"\x1b[{';'.join(str(_SGR[style]) for style in styles)}m{content}\x1b[0m"


def json(files: Sequence[FileResult], look: Look) -> str:
    """The report for programs. Within a version of its shape members are only added."""
    from sayso import __version__
    from sayso_cli.formats.jsontext import json_text

    shape = {
        "version": VERSION,
        "tool": {"name": "sayso", "version": __version__},
        "files": [
            {
                "path": file.path,
                "lock": file.lock,
                "sources": [_shape(result, file) for result in file.results],
            }
            for file in files
        ],
    }
    return json_text(shape, look, indent=2) + "\n"


def _shape(result: "Result", file: FileResult) -> dict[str, Any]:
    import msgspec

    entry = result.entry
    return {
        "id": result.task.ask.id,
        "outcome": _outcome(result),
        "as_recorded": result.is_as_recorded,
        "reason": _reason(result),
        "changed": result.changed,
        "altered": result.altered,
        "copy": file.copies.get(result.task.ask.id),
        "locked": None if entry is None else msgspec.to_builtins(entry),
    }
