"""What is asked of the place where the cursor is: what it is, where it is defined, what could stand there."""

from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from lsprotocol import types

from sayso.provenance.brief_lists import names_in_brief
from sayso.record.file import File, Place
from sayso.record.glossary import standing_meaning, words
from sayso.record.model import Claim, Party, Source
from sayso.record.places import Pointer, Span
from sayso.record.project import FoundFiles
from sayso.record.references import AnyEntry, Record
from sayso.report.engine import check
from sayso.report.report import ClaimReport
from sayso.rules.rule import House
from sayso_cli.editing.known_ids import known_ids
from sayso_cli.editing.project_files import ProjectFiles
from sayso_cli.lsp.cursor import Cursor, cursor_at
from sayso_cli.lsp.open_files import Snapshot, exit_as_refusal, has_lines
from sayso_cli.options import today
from sayso_cli.pen import standing_of
from sayso_cli.terminal import visible
from sayso_cli.views.show_text import doubt_sentence

MAX_IDS: Final = 500
"""So many ids are offered at once; what is typed narrows them down."""
_NAMED: Final = 10


class Spot:
    """A place in a file that is open, and the record that it is part of, as it could last be read."""

    def __init__(self, snapshot: Snapshot, path: Path, position: types.Position) -> None:
        self.snapshot = snapshot
        self.path = path
        self.positions = snapshot.positions(snapshot.texts[path])
        offset = self.positions.offset(position)
        self.cursor: Cursor = cursor_at(snapshot.texts[path], offset, lines=has_lines(path))
        self.file: File = snapshot.last_readable(path)
        self.record: Record = snapshot.record(self.file)

    @property
    def range(self) -> types.Range:
        """Where the word stands."""
        return self.positions.range(self.cursor.span)

    def entry(self) -> AnyEntry | None:
        """The entry that is named there; None if there is none."""
        if self.cursor.named_entry is None:
            return None
        what, id = self.cursor.named_entry
        match what:
            case "party":
                return self.record.parties.get(id)
            case "source":
                return self.record.sources.get(id)
            case _:
                return next((claim for claim in self.file.claims if claim.id == id), None)


def hover(spot: Spot) -> types.Hover | None:
    """What is named there, in the words of `sayso show`: text, in which nothing is a link or a picture."""
    entry = spot.entry()
    if entry is None or entry.value is None:
        return None
    match entry.value:
        case Party() as party:
            lines = _party_lines(spot, entry.id, party)
        case Source() as source:
            lines = _source_lines(spot, entry.id, source)
        case claim:
            lines = _claim_lines(spot, entry.pointer, claim)
    text = "\n".join(map(visible, lines))
    return types.Hover(types.MarkupContent(types.MarkupKind.PlainText, text), spot.range)


def definition(spot: Spot) -> types.Location | None:
    """Where the entry stands that is named there."""
    entry = spot.entry()
    if entry is None:
        return None
    file = entry.file
    is_key = not file.lines and entry.pointer[0] != "claims"
    place = Place(file, entry.pointer if is_key else (*entry.pointer, "id"), key=is_key)
    return _location(spot.snapshot, file, place.offsets())


def references(spot: Spot, *, declaration: bool) -> list[types.Location]:
    """Everywhere that the id stands that is named there; where it is defined only with `declaration`."""
    if spot.cursor.named_entry is None:
        return []
    seen = project_files(spot)
    with exit_as_refusal():
        named = seen.entry_meant(":".join(spot.cursor.named_entry))
    return [
        _location(spot.snapshot, file, Place(file, each.pointer, key=each.key).offsets())
        for file in seen.files_sharing(named)
        for each in seen.mentions_in(file, named)
        if declaration or not each.defines
    ]


def project_files(spot: Spot) -> ProjectFiles:
    """The files of the project that see what is named. Raises `RefusedValue` where they cannot be read."""
    file = spot.snapshot.file(spot.path)
    with exit_as_refusal():
        return ProjectFiles(spot.snapshot.settings, [file.path], spot.snapshot.project)


def completion(spot: Spot) -> types.CompletionList:
    """The ids that could stand there, with what each is called."""
    cursor = spot.cursor
    if cursor.wanted_kind is None:
        return types.CompletionList(False, [])
    typed = cursor.text.casefold()
    known = known_ids(spot.record).names[cursor.wanted_kind]
    found = [(id, name) for id, name in known.items() if typed in f"{id} {name}".casefold()]
    mark = "" if cursor.is_quoted else '"'
    return types.CompletionList(
        len(found) > MAX_IDS,
        [
            types.CompletionItem(
                id,
                detail=visible(name),
                kind=types.CompletionItemKind.Reference,
                filter_text=f"{mark}{id} {visible(name)}",
                text_edit=types.TextEdit(spot.range, f"{mark}{id}{mark}"),
            )
            for id, name in found[:MAX_IDS]
        ],
    )


def judged_claim(spot: Spot, pointer: Pointer) -> ClaimReport | None:
    """The claim at `pointer`, judged under the rules of the house; None if there is none."""
    only = next((entry for entry in spot.file.claims if entry.pointer == pointer), None)
    if only is None:
        return None
    day = today()
    terms = spot.snapshot.settings.terms(day, checks=False)
    (claim,) = check(FoundFiles((spot.file,), 0), House(day), terms=terms, only=only).files[0].claims
    return claim


def _claim_lines(spot: Spot, pointer: Pointer, value: Claim) -> Iterator[str]:
    yield value.statement
    claim = judged_claim(spot, pointer)
    if claim is None or (on := claim.on) is None:
        yield "standing: none: this entry, or one that it refers to, cannot be read"
        return
    judgement = on.judgement
    yield f"standing: {standing_of(claim)}"
    yield f"that is: {standing_meaning(judgement.standing)}; it says nothing on whether the claim is true"
    yield f"because: {claim.reason}"
    if claim.outlook:
        yield f"outlook: {claim.outlook}"
    for strength, what in (
        (judgement.support, "this claim"),
        (judgement.contradiction, "what contradicts it"),
    ):
        if strength.voices:
            yield doubt_sentence(on, strength, what)
    if claim.next_step:
        yield f"To change it: {claim.next_step}"


def _party_lines(spot: Spot, id: str, party: Party) -> Iterator[str]:
    yield f"{party.name} ({id})" + (f", {party.kind}" if party.kind else "")
    if party.aliases:
        yield f"also called: {'; '.join(party.aliases[:_NAMED])}"
    for label, ids in (("controlled by", party.controllers), ("allied with", party.allied_with)):
        for each in ids[:_NAMED]:
            yield f"{label} {_party_label(spot, each)}"
        if len(ids) > _NAMED:
            yield f"{label} {len(ids) - _NAMED:,} more"


def _source_lines(spot: Spot, id: str, source: Source) -> Iterator[str]:
    by = names_in_brief([_party_label(spot, each) for each in source.by], _NAMED, " and ")
    yield f"`{id}`: {source.title} ({by}){f', {source.published}' if source.published else ''}"
    yield f"{source.basis}: {words()[source.basis].meaning}"
    if source.based_on:
        yield f"based on {names_in_brief([f'`{each}`' for each in source.based_on], _NAMED)}"
    within = spot.cursor.place_in_entry
    claim = judged_claim(spot, spot.cursor.entry_pointer) if within[2:] == ("source",) else None
    if claim and claim.on:
        for judged in claim.on.judgement.items:
            if (judged.section, judged.index, judged.item.source) == (*within[:2], id):
                yield claim.on.chain(judged).sentence


def _party_label(spot: Spot, id: str) -> str:
    """A party by name and id."""
    entry = spot.record.parties.get(id)
    return f"{entry.value.name} ({id})" if entry and entry.value else id


def _location(snapshot: Snapshot, file: File, span: Span) -> types.Location:
    """Where a span of a file stands now, if that was edited since."""
    path = snapshot.path(file)
    text = snapshot.texts.get(path, file.text)
    range = snapshot.positions(text).range(span_after_edits(span, file.text, text))
    return types.Location(snapshot.uri(path), range)


def span_after_edits(span: Span, old: str, new: str) -> Span:
    """Where a span of `old` is in `new`, if all that was edited lies between what both start and end with."""
    if old == new:
        return span
    same, behind = common_ends(old, new)

    def moved(offset: int) -> int:
        if offset >= len(old) - behind:
            return offset + len(new) - len(old)
        return min(offset, same)

    return moved(span[0]), max(moved(span[0]), moved(span[1]))


def common_ends(old: str, new: str) -> tuple[int, int]:
    """How many characters two texts start with alike, and how many of the others they end with."""
    most = min(len(old), len(new))
    same = bisect_left(range(1, most + 1), True, key=lambda size: old[:size] != new[:size])
    rest = range(1, most - same + 1)
    return same, bisect_left(rest, True, key=lambda size: old[-size:] != new[-size:])
