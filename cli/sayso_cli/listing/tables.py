"""What `sayso list` tells, as tables: for each row a value under each name."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from msgspec import Struct, structs

from sayso.record.file import File
from sayso.record.model import Party, Source
from sayso.report.report import Report
from sayso_cli.listing.columns import Row, make_row
from sayso_cli.listing.filters import Filters, Selection, contains
from sayso_cli.listing.kinds import GroupBy, Sort, What
from sayso_cli.listing.order import CLAIM_SORTS, group_claims
from sayso_cli.listing.uses import PARTY_ROLES, Use, party_uses, source_uses, tag_uses


class Table(Struct, frozen=True):
    """Rows of one kind, in groups with a name; where nothing is grouped there is one, without.

    `by` is what they are grouped by; `matching` are so many of a `total`.
    """

    what: What
    groups: Sequence[tuple[str, Sequence[Row]]]
    matching: int
    total: int
    by: str = ""


ROW_SORTS: Final[dict[Sort, Callable[[Row], Any]]] = {
    Sort.USES: lambda row: [-row.get(role, 0) for role in PARTY_ROLES],
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
    if what is What.CLAIMS:
        selection = Selection(report, asked)
        claims = sorted(selection.matching, key=CLAIM_SORTS[sort or Sort.RECORD])
        groups = group_claims(claims, by) if by else [("", claims)]
        made = [(name, [make_row(what, claim) for claim in members]) for name, members in groups]
        return Table(what, made, len(claims), len(selection.claims), by or ""), selection
    of_claims = structs.replace(asked, text=(), check=asked.check if what is What.TAGS else ())
    selection = Selection(report, of_claims)
    every, is_asked = not of_claims, _filter_of_uses(asked, report)
    listed: Sequence[Any]
    match what:
        case What.PARTIES:
            listed = party_uses(files, selection.matching, every=every)
        case What.SOURCES:
            listed = source_uses(files, selection.matching, every=every)
        case _:
            listed = list(tag_uses(selection.matching).items())
    found = [make_row(what, each) for each in listed if is_asked(each)]
    found.sort(key=ROW_SORTS[sort or Sort.USES])
    return Table(what, [("", found)], len(found), len(listed)), selection


def _filter_of_uses(asked: Filters, report: Report) -> Callable[[Any], bool]:
    """Whether a party, source or tag, with what hangs on it, is what `check` and `text` ask for."""
    failing = {
        (id(finding.place.file), finding.place.entry_pointer)
        for file in report.files
        for finding in file.found
        if finding.check in asked.check and not finding.is_silenced
    }

    def is_asked(use: Use[Party] | Use[Source] | tuple[str, object]) -> bool:
        if isinstance(use, tuple):
            return not asked.text or contains(asked.text, use[0])
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

    return is_asked
