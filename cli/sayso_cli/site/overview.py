"""The overview: how many claims have which standing, whose they are, and what hangs on which voice."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct

from sayso.report.report import ClaimReport, Reported
from sayso.rules.explain import count
from sayso.rules.finding import Level
from sayso.rules.registry import BY_NAME
from sayso.stress import Stress
from sayso_cli.formats.stress_text import name_of
from sayso_cli.site.page import Label, Told, label, worth_telling
from sayso_cli.site.paths import PublishedPaths
from sayso_cli.site.room import Room, shown
from sayso_cli.site.words import STANDINGS, UNREADABLE

MOST_CLAIMANTS: Final = 60
MOST_VOICES: Final = 40
"""So many rows the two tables have."""
_LINKS: Final = 6
"""So many claims are named beside a voice."""
_FOUND: Final = 40
_ROOM: Final = 60_000
_ROOM_OF_LINE: Final = 300
_STATEMENT: Final = 240
_ID: Final = 100
_NAME: Final = 90
_BAR: Final = 1000
"""How wide the bar is, in units of its own."""


class Bar(Struct, frozen=True):
    """One part of the bar: a standing, how many claims have it, and where it stands in the bar."""

    label: Label
    number: int
    x: float
    width: float


class Line(Struct, frozen=True):
    """One claim in the table."""

    name: str
    id: str
    statement: str
    claimants: str
    label: Label
    order: int
    voices: str
    found: int

    @property
    def short(self) -> str:
        """Some words to know it by."""
        return self.id or self.statement


class Claimant(Struct, frozen=True):
    """A claimant, and how many of its claims have each standing."""

    name: str
    numbers: tuple[int, ...]
    total: int


class Hanging(Struct, frozen=True):
    """A voice, and what is lost without it: claims that have another standing then, those of them that rest
    on the claimant's word alone, claims that lose a voice; some of these claims.
    """

    name: str
    falls: int
    alone: int
    claims: int
    lines: tuple[Line, ...]
    more: int


class Noted(Struct, frozen=True):
    """A check, what it is for, and how many notes it made."""

    check: str
    summary: str
    number: int


class Overview(Struct, frozen=True):
    """The overview of a whole run. Of the findings on files, notes are only counted.

    `labels` are those that some claim has, `judged` without the one for claims that were not judged.
    """

    total: int
    bars: tuple[Bar, ...]
    lines: tuple[Line, ...]
    labels: tuple[Label, ...]
    judged: tuple[Label, ...]
    claimants: tuple[Claimant, ...]
    claimants_left_out: int
    voices: tuple[Hanging, ...]
    voices_left_out: int
    found: tuple[Told, ...]
    more_found: str
    notes: tuple[Noted, ...]


def overview(
    claims: Sequence[tuple[str, ClaimReport, Sequence[Reported]]],
    of_files: Sequence[Reported],
    stress: Stress,
    paths: PublishedPaths,
) -> Overview:
    """The overview of `claims`, each with the name of its page and its findings; `of_files` are the rest.

    `stress` says what hangs on which voice.
    """
    room = Room(_ROOM)
    lines = [_line(name, claim, found) for name, claim, found in claims]
    graver = [each for each in of_files if each.finding.level is not Level.NOTE]
    notes = Counter(each.finding.check for each in of_files if each.finding.level is Level.NOTE)
    kinds = Counter(line.label.kind for line in lines)
    labels = tuple([label(standing) for standing in STANDINGS]) + (
        (label(None),) if kinds[UNREADABLE] else ()
    )
    present = tuple([each for each in labels if kinds[each.kind]])
    judged = tuple([each for each in present if each.kind != UNREADABLE])
    claimants = _claimants(room, claims, judged)
    voices = _voices(
        room, stress, {id(claim.entry): line for (_, claim, _), line in zip(claims, lines, strict=True)}
    )
    return Overview(
        len(lines),
        _bars(kinds, labels),
        tuple(lines),
        present,
        judged,
        claimants[:MOST_CLAIMANTS],
        max(0, len(claimants) - MOST_CLAIMANTS),
        voices[:MOST_VOICES],
        max(0, len(voices) - MOST_VOICES),
        tuple([_told(room, paths, each) for each in graver[:_FOUND]]),
        f"{count(len(graver) - _FOUND, 'more finding')} in the report of sayso check."
        if len(graver) > _FOUND
        else "",
        tuple([Noted(check, BY_NAME[check].summary, number) for check, number in notes.most_common()]),
    )


def _line(name: str, claim: ClaimReport, found: Sequence[Reported]) -> Line:
    value, judgement = claim.entry.value, claim.judgement
    standing = judgement.standing if judgement else None
    id, room = shown(claim.entry.id[:_ID]), Room(_ROOM_OF_LINE)
    return Line(
        name,
        id,
        room.take(value.statement, _STATEMENT) if value else f"An entry that cannot be read: {id or 'no id'}",
        room.take(", ".join(claim.claimants[:4]), _NAME),
        label(standing),
        list(STANDINGS).index(standing) if standing else len(STANDINGS),
        str(judgement.support.voices) if judgement and standing != "not-checkable" else "–",
        worth_telling(found),
    )


def _bars(kinds: Counter[str], labels: Sequence[Label]) -> tuple[Bar, ...]:
    total = sum(kinds.values())
    bars, x = [], 0.0
    for each in labels:
        wide = _BAR * kinds[each.kind] / total if total else 0.0
        bars.append(Bar(each, kinds[each.kind], round(x, 1), round(wide, 1)))
        x += wide
    return tuple(bars)


def _claimants(
    room: Room,
    claims: Sequence[tuple[str, ClaimReport, Sequence[Reported]]],
    labels: Sequence[Label],
) -> tuple[Claimant, ...]:
    """All claimants, those with the most claims first."""
    names: dict[tuple[int, str], str] = {}
    numbers: dict[tuple[int, str], Counter[str]] = {}
    for _, claim, _ in claims:
        if claim.on is not None:
            kind = claim.on.judgement.standing
            for id in claim.on.claim.claimant:
                # The same id in two files need not be the same party.
                key = (id_of_register(claim, id), id)
                names.setdefault(key, claim.on.graph.record.sound_parties[id].name)
                numbers.setdefault(key, Counter())[kind] += 1
    rows = sorted(numbers, key=lambda key: (-numbers[key].total(), names[key], key))
    kept = rows[:MOST_CLAIMANTS]
    return tuple(
        [
            Claimant(
                room.take(names[key], _NAME),
                tuple([numbers[key][each.kind] for each in labels]),
                numbers[key].total(),
            )
            for key in kept
        ]
        + [Claimant("", (), 0)] * (len(rows) - len(kept))
    )


def id_of_register(claim: ClaimReport, party: str) -> int:
    """What tells apart the files in which parties with one id stand."""
    assert claim.on is not None
    return id(claim.on.graph.record.parties[party].file)


def _voices(room: Room, stress: Stress, lines: Mapping[int, Line]) -> tuple[Hanging, ...]:
    """All voices that some claim hangs on, as in `sayso stress`; `lines` by the entries of the claims."""
    made = []
    for number, row in enumerate(stress.voices):
        falls, alone, _ = row.weight
        more = f" and {len(row.ids) - 1:,} more in a ring" if len(row.ids) > 1 else ""
        made.append(
            Hanging(
                room.take(f"{name_of(row)}{more}", _NAME) if number < MOST_VOICES else "",
                falls,
                alone,
                len(row.losses),
                tuple([lines[id(loss.entry)] for loss in row.losses[:_LINKS]]),
                max(0, len(row.losses) - _LINKS),
            )
        )
    return tuple(made)


def _told(room: Room, paths: PublishedPaths, reported: Reported) -> Told:
    finding = reported.finding
    return Told(
        finding.level.value,
        finding.check,
        room.take(f"{paths.path(finding.place.file.path)}: {paths.text(finding.message)}", 300),
        room.take(paths.text(finding.help), 300),
        finding.waived,
    )
