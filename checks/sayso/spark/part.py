"""Checks a part of a record: some of its lines, together with what these reach."""

import gc
from collections.abc import Collection, Iterator, Sequence
from typing import Any, Final

from msgspec import Struct, structs

from sayso.record.file import Entry, File, Place
from sayso.record.load import load
from sayso.record.model import Claim, Source
from sayso.record.places import pointer_text
from sayso.record.project import FoundFiles
from sayso.report import engine
from sayso.report.report import Report
from sayso.rules.registry import RULES
from sayso.rules.rule import Terms, WaiversSubject
from sayso.spark.reach import is_text, read_together

CHECKS: Final = frozenset(rule.name for rule in RULES if not rule.compares_all)
"""The names of the checks that can be run."""
ON_WAIVERS: Final = [rule.name for rule in RULES if rule.subject is WaiversSubject]
"""Those that look at waivers, once all else is done."""
# Where a record starts.
_START: Final = {"line": 1, "column": 1, "end_line": 1, "end_column": 2}
# An id that no entry can have.
_NO_ID: Final = "-"

FINDING_COLUMNS: Final = (
    *("path", "line", "column", "end_line", "end_column", "level", "check", "claim", "message", "help"),
    *("waived", "baselined", "pointer", "draft", "outcome", "both_ends"),
)
"""The columns of `Finding.row`."""
STANDING_COLUMNS: Final = (
    *("path", "line", "claim", "statement", "declared", "standing", "outcome", "support", "contradiction"),
    *("voices", "draft", "both_ends"),
)
"""Those of `ClaimReport.row`."""

Row = dict[str, Any]


class Line(Struct, frozen=True):
    """One line of a part.

    It is the record `index` of the file at `path`, and stands on line `number` of it; `owned` says that it is
    checked here, and is not here only because others reach it. `named` and `accused` say of a party or source
    whether another entry of the record names it, and of a party whether several claims accuse it.
    """

    data: bytes
    path: str
    number: int
    index: int
    owned: bool = True
    named: bool = False
    accused: bool = False


def check_part(lines: Sequence[Line], path: str, terms: Terms, *, claims: bool = True) -> Iterator[Row]:
    """The rows about the owned ones of `lines`, which are in the order of the record at `path`.

    Each row has a `what`: of a `finding` and a `standing` the others are those that the report of
    `sayso check` has. A finding about a waiver of a source holds only if no part has it as `unfound`: it may
    be used elsewhere. `claims` says whether there are claims in the record. What concerns no entry has no
    pointer.

    Raises `ValueError` where there are more faults than can be told.
    """
    gc.disable()
    try:
        file, numbers = read_together([line.data for line in lines], path)
        read = [lines[number] for number in numbers]
        if claims:
            _add_stand_ins(file, read)
        report = _report(file, terms)
        yield from _rows(report, read)
        waived = [entry for entry in file.sources if entry.value and entry.value.waive]
        others = [entry for entry in waived if not _line_of(entry, read).owned]
        for entry, index, check in unfound_waivers(report, others):
            line = _line_of(entry, read)
            pointer = pointer_text((line.index, "waive", index))
            yield {"what": "unfound", "check": check, "path": line.path, "pointer": pointer}
        for line in lines:
            if line.owned and not is_text(line.data):
                yield from _rows_of_unreadable(line, path, terms)
    finally:
        gc.enable()


def _report(file: File, terms: Terms) -> Report:
    """The report of `file` by those of its checks that can be run."""
    held = structs.replace(terms, rules=terms.rules & CHECKS)
    return engine.check(FoundFiles((file,), 0), terms.house, terms=lambda _: held)


def _rows_of_unreadable(line: Line, path: str, terms: Terms) -> Iterator[Row]:
    """The rows about a line that is no text."""
    alone = load(path, line.data, lines=True)
    alone.claims = [*alone.claims, Entry("", None, alone, (0,))]
    at = {"path": line.path, "line": line.number, "end_line": line.number, "pointer": f"/{line.index}"}
    for row in _rows(_report(alone, terms), [line]):
        yield row | at


def _add_stand_ins(file: File, lines: Sequence[Line]) -> None:
    """Add to `file` entries that name and accuse whatever others do that are not here; none is judged."""
    parties = dict.fromkeys(entry.id for entry in file.parties if _line_of(entry, lines).named)
    sources = dict.fromkeys(entry.id for entry in file.sources if _line_of(entry, lines).named)
    accused = tuple(dict.fromkeys(entry.id for entry in file.parties if _line_of(entry, lines).accused))
    nowhere = (len(lines),)
    naming = Source(_NO_ID, tuple(parties), "unknown", based_on=tuple(sources))
    # With an entry whose id is taken nobody reasons, but what it names is named.
    file.sources += [Entry(_NO_ID, naming, file, nowhere) for _ in range(2)]
    accusing = Claim("x", _NO_ID, accused, (), (), kind="opinion", against=accused) if accused else None
    file.claims = [*file.claims, Entry("", accusing, file, nowhere)]


def _line_of(entry: Entry[Any] | Place, lines: Sequence[Line]) -> Line:
    """The line that an entry or place is on."""
    return lines[int(entry.pointer[0])]


def _rows(report: Report, lines: Sequence[Line]) -> Iterator[Row]:
    """The rows of what `report` says of the owned ones of `lines`, the records of its one file."""
    for finding in report.files[0].found:
        place = finding.place
        if not place.pointer:
            yield {"what": "finding", **finding.row(), **_START}
        elif _is_owned(place, lines):
            line = _line_of(place, lines)
            pointer = pointer_text((line.index, *place.pointer[1:]))
            at = {"path": line.path, "line": line.number, "end_line": line.number, "pointer": pointer}
            yield {"what": "finding", **finding.row(), **at}
    for claim in report.claims:
        if _is_owned(claim.entry, lines):
            line = _line_of(claim.entry, lines)
            yield {"what": "standing", **claim.row(), "path": line.path, "line": line.number}


def _is_owned(entry: Entry[Any] | Place, lines: Sequence[Line]) -> bool:
    """Whether what is there is checked here; what stands for others is on no line."""
    number = entry.pointer[0]
    return isinstance(number, int) and number < len(lines) and lines[number].owned


def unfound_waivers(
    report: Report, sources: Collection[Entry[Source]]
) -> Iterator[tuple[Entry[Source], int, str]]:
    """The waivers of `sources`, by their numbers, each with a check of waivers that finds nothing in it."""
    reported = [each for file in report.files for each in file.found] if sources else []
    found = {(each.check, each.place.file, each.place.pointer) for each in reported}
    for entry in sources:
        for index in range(len(entry.value.waive) if entry.value else 0):
            pointer = (*entry.pointer, "waive", index)
            yield from (
                (entry, index, check) for check in ON_WAIVERS if (check, entry.file, pointer) not in found
            )
