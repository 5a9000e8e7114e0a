"""The overview: how many claims have which standing, whose they are, and what hangs on which voice."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from sayso.provenance.stress import Dependents, Loss, Stress
from sayso.record.file import Entry
from sayso.record.model import Party, Source
from sayso.report.report import ClaimReport, in_order
from sayso.rules.finding import Finding, Level
from sayso.rules.registry import BY_NAME
from sayso.rules.sentences import count
from sayso_cli.formats.plain import plain
from sayso_cli.site.page import (
    ClaimPage,
    Label,
    ShownFinding,
    count_grave,
    label,
    label_of,
    language_of,
    more_sentence,
    unread_statement,
)
from sayso_cli.site.publishing import Allowance, PublishedPaths
from sayso_cli.site.words import STANDINGS, UNREADABLE
from sayso_cli.views.stress_text import name_of

MOST_CLAIMANTS: Final = 60
MOST_VOICES: Final = 40
"""So many rows the two tables have."""
MOST_LOSSES: Final = 25
"""So many claims are named beside a voice."""
MOST_LINES: Final = 1000
"""So many claims one page of the table lists, and a script at first."""
_MOST_FOUND: Final = 40
_NAMES_BYTES: Final = 60_000
_LINE_BYTES: Final = 250
_SEARCH_BYTES: Final = 100_000
_MOST_SEARCH_BYTES: Final = 2500
"""The room of all names, of one line of the table, of all words to search by, and of those of one claim."""
_STATEMENT_CHARS: Final = 240
_SHORT_CHARS: Final = 90
_ID_CHARS: Final = 100
_NAME_CHARS: Final = 90


class Part(Struct, frozen=True):
    """One part of a bar: a standing, how many claims have it, and where it stands, in percent."""

    label: Label
    number: int
    start: float
    width: float


class TableLine(Struct, frozen=True):
    """One claim in the table; `search` are more words to find it by."""

    name: str
    id: str
    statement: str
    written: str
    claimants: str
    label: Label
    order: int
    voices: str
    found: int
    search: str


class Claimant(Struct, frozen=True):
    """A claimant, and how many of its claims have each standing, also as a bar."""

    name: str
    numbers: tuple[int, ...]
    total: int
    bar: tuple[Part, ...]


class ClaimLoss(Struct, frozen=True):
    """A claim without a voice: the standing that it would have, and how many voices it would lose."""

    line: TableLine
    short: str
    after: Label
    voices: int


class VoiceLosses(Struct, frozen=True):
    """A voice, and what is lost without it: claims that have another standing then, those of them that rest
    on the claimant's word alone, claims that lose a voice; some of these claims.
    """

    name: str
    falls: int
    alone: int
    claims: int
    lost: Sequence[ClaimLoss]


class Overview:
    """The overview of a whole run. Of the findings on files, notes are only counted.

    `labels` are those that some claim has, `judged` without the one for claims that were not judged.
    """

    def __init__(
        self, claims: Sequence[ClaimPage], of_files: Sequence[Finding], stress: Stress, paths: PublishedPaths
    ) -> None:
        """The overview of `claims`; `of_files` are the findings on none of them.

        `stress` says what hangs on which voice.
        """
        room = Allowance(_NAMES_BYTES)
        reports = [one.claim for one in claims]
        kinds = Counter(label_of(claim).kind for claim in reports)
        unread = (label(None),) if kinds[UNREADABLE] else ()
        every = tuple(map(label, STANDINGS))
        self.total = len(claims)
        self.judged = tuple(each for each in every if kinds[each.kind])
        self.labels = (*self.judged, *unread)
        self.bar = _bar(kinds, (*every, *unread))
        claimants = _claimants(reports)
        self.claimants = [
            Claimant(
                room.take(name, _NAME_CHARS),
                tuple(numbers[each.kind] for each in self.judged),
                numbers.total(),
                _bar(numbers, self.judged),
            )
            for name, numbers in claimants[:MOST_CLAIMANTS]
        ]
        self.claimants_left_out = len(claimants) - len(self.claimants)
        self.sentences = list(_sentences(room, kinds, stress, reports))
        of_entry = {id(one.claim.entry): one for one in claims}
        self.voices = [_voice_losses(room, row, of_entry) for row in stress.voices[:MOST_VOICES]]
        self.voices_left_out = len(stress.voices) - len(self.voices)
        self.method = list(_method_rows(reports))
        graver = in_order(each for each in of_files if each.level is not Level.NOTE)
        self.found = [_shown_finding(room, paths, each) for each in graver[:_MOST_FOUND]]
        self.more_found = more_sentence(len(graver) - len(self.found), "finding")
        notes = Counter(each.check for each in of_files if each.level is Level.NOTE)
        self.notes = [(check, BY_NAME[check].summary, number) for check, number in notes.most_common()]


def table_page(claims: Sequence[ClaimPage], number: int, size: int) -> Sequence[TableLine]:
    """The lines of one page of the table of `claims`; the first has the number 1."""
    search = min(_MOST_SEARCH_BYTES, _SEARCH_BYTES // max(1, min(size, len(claims))))
    return [_line(each, search) for each in claims[(number - 1) * size : number * size]]


def _sentences(
    room: Allowance, kinds: Counter[str], stress: Stress, claims: Sequence[ClaimReport]
) -> Iterator[str]:
    """What was found, in sentences."""
    checkable = sum(kinds.values()) - kinds["not-checkable"] - kinds[UNREADABLE]
    alone = kinds["self-asserted"]
    if checkable:
        rest = "rests" if alone == 1 else "rest"
        yield (
            f"{alone or 'None'} of {count(checkable, 'checkable claim')} {rest} only on the claimant’s own "
            "word."
        )
    most = max(stress.voices, key=lambda row: row.weight[1], default=None)
    if most is not None and most.weight[1]:
        more = "more " if alone else ""
        yield (
            f"{most.weight[1]:,} {more}would if one voice, {room.take(_voice_name(most), _NAME_CHARS)}, "
            "were wrong."
        )
    if still_open := sum(claim.outcome == "open" for claim in claims):
        rules = {claim.on.house.least_voices for claim in claims if claim.on}
        rule = count(rules.pop(), "independent voice") if len(rules) == 1 else "the voices asked for"
        verb = "is" if still_open == 1 else "are"
        yield (
            f"{still_open:,} {verb} open: short of {rule}, but sources that could still bring them "
            "do not say how they know."
        )
    if kinds["refuted"]:
        verb = "is" if kinds["refuted"] == 1 else "are"
        yield f"{kinds['refuted']:,} {verb} contradicted by an independent voice, and supported by none."
    if kinds["contested"]:
        verb, they = ("has", "it") if kinds["contested"] == 1 else ("have", "them")
        yield f"{kinds['contested']:,} {verb} independent voices both for {they} and against {they}."
    if kinds[UNREADABLE]:
        yield f"{count(kinds[UNREADABLE], 'claim')} could not be judged."


def _line(of: ClaimPage, search: int) -> TableLine:
    claim = of.claim
    value, judgement, shown = claim.entry.value, claim.judgement, label_of(claim)
    id, room = plain(claim.entry.id[:_ID_CHARS]), Allowance(_LINE_BYTES)
    statement = room.take(value.statement, _STATEMENT_CHARS) if value else unread_statement(id)
    voices = "–"
    if judgement and judgement.standing != "not-checkable":
        voices = f"{judgement.support.voices}{'' if judgement.support.exact else '+'}"
    return TableLine(
        of.name,
        id,
        statement,
        language_of(claim.entry.file),
        room.take(", ".join(claim.claimants[:4]), _NAME_CHARS),
        shown,
        [*STANDINGS, UNREADABLE].index(shown.kind),
        voices,
        count_grave(of.found),
        _search_words(claim, search),
    )


def _search_words(claim: ClaimReport, most: int) -> str:
    """Words of the accused, the voices of the cut, the sources and their authors, each once."""
    if claim.on is None:
        return ""
    on, record = claim.on, claim.on.graph.record
    judgement = on.judgement
    texts = [record.sound_parties[id].name for id in on.claim.against]
    texts += [on.voice_name(voice) for voice in (*judgement.support.cut, *judgement.contradiction.cut)]
    for judged in judgement.items:
        source = record.sound_sources[judged.item.source]
        parties = (*source.by, source.publisher) if source.publisher else source.by
        texts += [*(record.sound_parties[id].name for id in parties), source.title]
    room = Allowance(most)
    words: list[str] = []
    for word in dict.fromkeys(" ".join(texts).lower().split()):
        if room.left <= len(word):
            break
        words.append(room.take(word, 100))
        room.left -= 1
    return " ".join(words)


def _bar(numbers: Mapping[str, int], labels: Sequence[Label]) -> tuple[Part, ...]:
    """`numbers` of claims by their standings as the parts of a bar."""
    total = sum(numbers[each.kind] for each in labels) or 1
    parts, start = [], 0.0
    for each in labels:
        width = 100 * numbers[each.kind] / total
        parts.append(Part(each, numbers[each.kind], round(start, 2), round(width, 2)))
        start += width
    return tuple(parts)


def _claimants(claims: Sequence[ClaimReport]) -> list[tuple[str, Counter[str]]]:
    """The claimants by name, those with the most claims first, and how many have each standing."""
    parties: dict[int, Entry[Party]] = {}
    numbers: dict[int, Counter[str]] = {}
    for on in filter(None, (claim.on for claim in claims)):
        for party in map(on.graph.record.parties.__getitem__, on.claim.claimant):
            # The same id in two files need not be the same party.
            parties[id(party)] = party
            numbers.setdefault(id(party), Counter())[on.judgement.standing] += 1
    named = ((name_of(party), party.id, numbers[place]) for place, party in parties.items())
    rows = sorted(named, key=lambda row: (-row[2].total(), *row[:2]))
    return [(name, counts) for name, _, counts in rows]


def _voice_name(row: Dependents) -> str:
    more = f" and {len(row.ids) - 1:,} more in a ring" if len(row.ids) > 1 else ""
    return f"{name_of(row.entry)}{more}"


def _voice_losses(room: Allowance, row: Dependents, claims: Mapping[int, ClaimPage]) -> VoiceLosses:
    """A voice as in `sayso stress`, with the deepest fall first; `claims` by their entries."""
    falls, alone, _ = row.weight
    losses = sorted(
        row.losses, key=lambda loss: (not loss.leaves_only_claimant, not loss.changes_standing, -loss.voices)
    )
    return VoiceLosses(
        room.take(_voice_name(row), _NAME_CHARS),
        falls,
        alone,
        len(losses),
        [_claim_loss(loss, _line(claims[id(loss.entry)], 0)) for loss in losses[:MOST_LOSSES]],
    )


def _claim_loss(loss: Loss, line: TableLine) -> ClaimLoss:
    room = Allowance(_LINE_BYTES)
    return ClaimLoss(line, room.take(line.statement, _SHORT_CHARS), label(loss.after.standing), loss.voices)


def _method_rows(claims: Sequence[ClaimReport]) -> Iterator[tuple[str, str]]:
    """What the record says of how it was made: what it is about, and a sentence."""
    sources: dict[int, Source] = {}
    opened: set[int] = set()
    for on in (claim.on for claim in claims if claim.on is not None):
        for judged in on.judgement.items:
            source = on.graph.record.sound_sources[judged.item.source]
            sources[id(source)] = source
            if judged.item.checked:
                opened.add(id(source))
    archived = sum(bool(source.archived) for source in sources.values())
    if sources:
        yield (
            "Sources opened",
            f"{len(opened) or 'None'} of {count(len(sources), 'source')}: the record gives no day on which "
            "somebody opened the others and found that they say this."
            if len(opened) < len(sources)
            else f"All {count(len(sources), 'source')}.",
        )
        yield "Archived", f"{archived or 'None'} of {count(len(sources), 'source')}."
    values = [claim.entry.value for claim in claims if claim.entry.value]
    days = sorted(value.reviewed for value in values if value.reviewed)
    if days:
        when = f"on {days[0]}" if days[0] == days[-1] else f"from {days[0]} to {days[-1]}"
        yield "Reviewed", f"{len(days):,} of {count(len(values), 'claim')}, {when}."
    else:
        yield "Reviewed", "The record gives no day of a review."


def _shown_finding(room: Allowance, paths: PublishedPaths, finding: Finding) -> ShownFinding:
    return ShownFinding(
        finding.level.value,
        finding.check,
        room.take(f"{paths.path(finding.place.file.path)}: {paths.text(finding.message)}", 300),
        room.take(paths.text(finding.help), 300),
        finding.waived,
    )
