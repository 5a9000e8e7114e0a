"""What `sayso list` tells, as tables: for each row a value under each name."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from msgspec import UNSET, Struct, structs

from sayso.record.file import Entry, File
from sayso.record.model import Claim, Party, Source
from sayso.record.project import registers
from sayso.report.report import ClaimReport, Report
from sayso_cli.listing.filters import Filters, Selection, contains
from sayso_cli.listing.kinds import GroupBy, Sort, What
from sayso_cli.listing.order import CLAIM_SORTS, group_claims
from sayso_cli.listing.uses import Use, party_uses, source_uses, tag_uses

Row = dict[str, Any]


class Table(Struct, frozen=True):
    """Rows of one kind, in groups with a name; where nothing is grouped there is one, without.

    `by` is what they are grouped by; `matching` are so many of a `total`.
    """

    what: What
    groups: Sequence[tuple[str, Sequence[Row]]]
    matching: int
    total: int
    by: str = ""


class Rows:
    """Makes rows of entries; the names of parties are looked up once for each file."""

    def __init__(self) -> None:
        self._names: dict[int, Mapping[str, str]] = {}

    def claim(self, claim: ClaimReport) -> Row:
        """One claim; what is not known of it is None or empty."""
        value, judgement = claim.entry.value, claim.judgement
        return {
            "id": claim.entry.id,
            "standing": judgement and judgement.standing,
            "declared": claim.declared,
            "kind": value and value.kind,
            "draft": value is not None and value.draft,
            "voices": judgement and judgement.support.voices,
            "exact": judgement and judgement.support.exact,
            "contradicting": judgement and judgement.contradiction.voices,
            "claimant": value.claimant if value else (),
            "claimant_names": self.names(claim.entry.file, value.claimant if value else ()),
            "statement": value.statement if value else "",
            "stated_on": value.stated_on if value else "",
            "verdict": value.verdict if value else "",
            "tags": value.tags if value else (),
            **_place(claim.entry),
            "outcome": claim.outcome,
        }

    def party(self, use: Use[Party]) -> Row:
        """One party, and how much hangs on it."""
        value = use.entry.value
        return {
            "id": use.entry.id,
            "name": value.name if value else "",
            "kind": value.kind if value and value.kind is not UNSET else None,
            "controlled_by": value.controllers if value else (),
            **{role: len(entries) for role, entries in use.hanging.items()},
            **_place(use.entry),
        }

    def source(self, use: Use[Source]) -> Row:
        """One source, and how much hangs on it."""
        value = use.entry.value
        by = value.by if value else ()
        return {
            "id": use.entry.id,
            "title": value.title if value else "",
            "by": by,
            "by_names": self.names(use.entry.file, by),
            "publisher": value.publisher if value else "",
            "basis": value and value.basis,
            "published": value.published if value else "",
            "url": value.url if value else "",
            **{role: len(entries) for role, entries in use.hanging.items()},
            **_place(use.entry),
        }

    def names(self, file: File, ids: Sequence[str]) -> list[str]:
        """The names of the parties that `file` knows by these ids; the id where there is none."""
        known = self._names.get(id(file))
        if known is None:
            near = (file, *registers(file))
            known = self._names[id(file)] = {
                party.id: party.value.name for each in near for party in each.parties if party.value
            }
        return [known.get(id, id) for id in ids]


def tag_row(tag: str, standings: Counter[str]) -> Row:
    """One tag, and how many claims with it have which standing."""
    return {"tag": tag, "claims": standings.total(), "standings": dict(standings.most_common())}


def _place(entry: Entry[Claim] | Entry[Party] | Entry[Source]) -> Row:
    position = entry.place().position()
    return {"path": entry.file.path, "line": position.line}


_HANGING: Final = ("claims", "against", "sources", "publishes", "controls")
ROW_SORTS: Final[dict[Sort, Callable[[Row], Any]]] = {
    Sort.USES: lambda row: [-row.get(role, 0) for role in _HANGING],
    Sort.NAME: lambda row: (row.get("name") or row.get("title") or row.get("tag", "")).casefold(),
    Sort.ID: lambda row: row.get("id") or row.get("tag", ""),
    Sort.RECORD: lambda _: 0,
}
"""What parties, sources and tags can be sorted by; the first if nothing is said."""


def make_table(
    what: What, report: Report, files: Sequence[File], asked: Filters, sort: Sort | None, by: GroupBy | None
) -> tuple[Table, Selection]:
    """What is to be listed, and the claims that it was made from.

    Of parties and sources, `check` and `text` ask for those themselves, of tags `text` does; all else asks
    for the claims that something hangs on them by. Raises `BadParameter` as `Selection` does.
    """
    rows = Rows()
    if what is What.CLAIMS:
        selection = Selection(report, asked)
        claims = sorted(selection.matching, key=CLAIM_SORTS[sort or Sort.RECORD])
        groups = group_claims(claims, by) if by else [("", claims)]
        made = [(name, [rows.claim(claim) for claim in members]) for name, members in groups]
        return Table(what, made, len(claims), len(selection.claims), by or ""), selection
    of_claims = structs.replace(asked, text=(), check=asked.check if what is What.TAGS else ())
    selection = Selection(report, of_claims)
    every, asked_for = not of_claims, _filter_of_uses(asked, report)
    match what:
        case What.PARTIES:
            parties = party_uses(files, selection.matching, every=every)
            found = [rows.party(use) for use in parties if asked_for(use)]
            total = len(parties)
        case What.SOURCES:
            sources = source_uses(files, selection.matching, every=every)
            found = [rows.source(use) for use in sources if asked_for(use)]
            total = len(sources)
        case _:
            tags = tag_uses(selection.matching)
            found = [
                tag_row(tag, standings)
                for tag, standings in tags.items()
                if not asked.text or contains(asked.text, tag)
            ]
            total = len(tags)
    found.sort(key=ROW_SORTS[sort or Sort.USES])
    return Table(what, [("", found)], len(found), total), selection


def _filter_of_uses(asked: Filters, report: Report) -> Callable[[Use[Party] | Use[Source]], bool]:
    """Whether a party or a source has what `check` and `text` ask for."""
    failing = {
        (id(finding.place.file), finding.place.pointer[:length])
        for file in report.files
        for finding in file.found
        if finding.check in asked.check and not finding.is_silenced
        for length in (1, 2)
    }

    def asked_for(use: Use[Party] | Use[Source]) -> bool:
        entry = use.entry
        if asked.check and (id(entry.file), entry.pointer) not in failing:
            return False
        match entry.value:
            case Party(name=name, aliases=aliases):
                texts = (name, *aliases)
            case Source(title=title, url=url):
                texts = (title, url)
            case _:
                texts = ()
        return not asked.text or contains(asked.text, entry.id, *texts)

    return asked_for
