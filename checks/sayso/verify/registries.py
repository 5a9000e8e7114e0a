"""What registration agencies say of DOIs: that a paper was retracted, corrected, or is under concern.

Two protocols are understood, told apart by the answer: the REST API of Crossref (`/works/{doi}`:
`updated-by`, `update-to`, `relation`) and that of DataCite (`/dois/{doi}`: `dates`, `relatedIdentifiers`).
What an agency answers is somebody else's word: what does not have the shape that is documented, or is about
another DOI, is `uncertain`, and never says that there is no notice.
"""

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, get_args
from urllib.parse import quote, urlsplit

import msgspec
from msgspec import Struct, structs

from sayso.record.lock import Notice, NoticeKind, Registered
from sayso.record.urls import doi as doi_in
from sayso.verify.fetch import Fetched
from sayso.verify.wire import utc_now

MAX_ANSWER_BYTES: Final = 8 << 20
"""Larger answers are not read (8 MiB)."""
MAX_NOTICES: Final = 20
"""So many notices of one document are kept, the gravest."""
_KINDS: Final[tuple[NoticeKind, ...]] = get_args(NoticeKind)
# What Crossref documents as types of updates, and what Retraction Watch adds.
_UPDATES: Final[dict[str, NoticeKind | None]] = {
    **{kind: kind for kind in _KINDS},
    **dict.fromkeys(("corrigendum", "erratum", "addendum", "clarification"), "correction"),
    **dict.fromkeys(("new-version", "new-edition"), None),
}
_RELATIONS: Final[dict[str, NoticeKind]] = {
    "is-retracted-by": "retraction",
    "is-withdrawn-by": "withdrawal",
    "is-corrected-by": "correction",
}
_DOI = re.compile(r"10\.[0-9]{4,9}/[!-~]{1,500}")
_TELLER = re.compile(r"[a-z][a-z0-9-]{0,39}")


class _Moment(Struct, frozen=True):
    date_parts: tuple[tuple[int | None, ...], ...] = msgspec.field(name="date-parts", default=())


class _Update(Struct):
    doi: str = msgspec.field(name="DOI")
    type: str
    source: str = "publisher"
    updated: _Moment = _Moment()


class _Related(Struct):
    id: str


class _Work(Struct):
    """What Crossref says of a work."""

    doi: str = msgspec.field(name="DOI")
    updated_by: tuple[_Update, ...] | None = msgspec.field(name="updated-by", default=None)
    update_to: tuple[_Update, ...] | None = msgspec.field(name="update-to", default=None)
    relation: dict[str, Any] | None = None


class _Date(Struct, rename="camel"):
    date: str | None = None
    date_type: str | None = None


class _Identifier(Struct, rename="camel"):
    related_identifier: str = ""
    relation_type: str | None = None


class _Attributes(Struct, rename="camel"):
    doi: str
    dates: tuple[_Date, ...] | None = None
    related_identifiers: tuple[_Identifier, ...] | None = None


class _Resource(Struct):
    """What DataCite says of a resource."""

    attributes: _Attributes


class _Answer(Struct):
    kind: str = msgspec.field(name="message-type", default="")
    message: _Work | None = None
    data: _Resource | None = None


def ask_agencies(
    dois: Iterable[str], endpoints: Sequence[str], fetch: Any
) -> Iterator[tuple[str, Registered]]:
    """What is said of each of `dois`, asked by `fetch` at the first of `endpoints` that knows it.

    `{doi}` in an endpoint stands for the DOI, percent-encoded.
    """
    left = list(dois)
    for endpoint in endpoints:
        questions = {endpoint.replace("{doi}", quote(name, safe="/")): name for name in left}
        left = []
        for fetched in fetch([(url, None) for url in questions]):
            name = questions[fetched.url]
            if fetched.outcome == "gone":
                left.append(name)
            else:
                yield name, read_answer(name, fetched)
    for name in left:
        yield name, Registered(utc_now(), "uncertain", reason="no agency that was asked knows this DOI")


def read_answer(doi: str, fetched: Fetched) -> Registered:
    """What the answer `fetched` says of `doi`."""
    agency = urlsplit(fetched.final_url or fetched.url).hostname or ""
    uncertain = Registered(fetched.at or utc_now(), "uncertain", agency)
    if fetched.outcome not in ("ok", "moved"):
        return structs.replace(uncertain, reason=fetched.reason)
    if len(fetched.body) > MAX_ANSWER_BYTES:
        return structs.replace(uncertain, reason=f"the answer is larger than {MAX_ANSWER_BYTES >> 20} MiB")
    try:
        answer = msgspec.json.decode(fetched.body, type=_Answer)
        if answer.message is not None and answer.kind == "work":
            asked, notices, strange = _notices_of_work(answer.message)
        elif answer.data is not None:
            asked, notices, strange = _notices_of_resource(answer.data.attributes)
        else:
            return structs.replace(uncertain, reason="the agency does not answer as it should")
    except (msgspec.DecodeError, ValueError, RecursionError):
        return structs.replace(uncertain, reason="the agency does not answer as it should")
    if asked != doi:
        return structs.replace(uncertain, reason="the agency answers about another DOI")
    found = tuple(sorted(set(notices), key=_gravity_key)[:MAX_NOTICES])
    if strange:
        reason = "the agency names a notice of a kind that is not known here"
        return structs.replace(uncertain, reason=reason, notices=found)
    return structs.replace(uncertain, outcome="answered", notices=found)


def answer_to_lock(answer: Registered | None, before: Registered | None) -> Registered | None:
    """What is to be locked of a DOI: what was known of it stays when it is uncertain later."""
    if answer is None:
        return before
    if before is None or before.outcome == "uncertain" or answer.outcome == "answered":
        return answer
    notices = tuple(sorted({*before.notices, *answer.notices}, key=_gravity_key)[:MAX_NOTICES])
    return structs.replace(before, reason=answer.reason, tried=answer.at, notices=notices)


def _gravity_key(notice: Notice) -> tuple[int, str, str, str]:
    return _KINDS.index(notice.kind), notice.on, notice.doi, notice.by


def _notices_of_work(work: _Work) -> tuple[str, list[Notice], bool]:
    """The DOI, its notices, and whether there is one of a kind that is not known."""
    asked = work.doi.lower()
    # A notice says in `update-to` what it is about; only what was changed in place is about itself.
    own = [update for update in work.update_to or () if update.doi.lower() == asked]
    notices, strange = [], False
    for update in (*(work.updated_by or ()), *own):
        name = re.sub("[ _]", "-", update.type.strip().lower())
        kind = _UPDATES.get(name)
        strange |= name not in _UPDATES
        if kind:
            teller = update.source if _TELLER.fullmatch(update.source) else ""
            notices.append(Notice(kind, _doi_in_text(update.doi), _date_in_record(update.updated), teller))
    for name, kind in _RELATIONS.items():
        related = msgspec.convert((work.relation or {}).get(name, ()), tuple[_Related, ...])
        notices += [Notice(kind, _doi_in_text(each.id), by="publisher") for each in related]
    return asked, notices, strange


def _notices_of_resource(resource: _Attributes) -> tuple[str, list[Notice], bool]:
    """The same from DataCite: the schema has a date of withdrawal, and what took the place of a resource."""
    notices = [
        Notice("withdrawal", resource.doi.lower(), _leading_date(each.date or ""), "publisher")
        for each in resource.dates or ()
        if each.date_type == "Withdrawn"
    ]
    notices += [
        Notice("correction", _doi_in_text(each.related_identifier), by="publisher")
        for each in resource.related_identifiers or ()
        if each.relation_type == "IsObsoletedBy"
    ]
    return resource.doi.lower(), notices, False


def _doi_in_text(text: str) -> str:
    """The DOI that `text` is, or that is in the address `text`; empty if there is none."""
    text = text.strip().lower()
    found = doi_in(text) if text.startswith("http") else text.removeprefix("doi:")
    return found if _DOI.fullmatch(found) else ""


def _date_in_record(moment: _Moment) -> str:
    """A date as records have it; empty where it is none."""
    parts = [part for part in (moment.date_parts or ((),))[0] if part is not None][:3]
    return _leading_date("-".join(f"{part:0{4 if not at else 2}}" for at, part in enumerate(parts)))


def _leading_date(text: str) -> str:
    """The date at the start of `text`; empty where there is none."""
    found = re.match(r"[0-9]{4}(?:-[0-9]{2}){0,2}(?![0-9])", text)
    if found is None:
        return ""
    try:
        datetime.date.fromisoformat(f"{found[0]}-01-01"[:10])
    except ValueError:
        return ""
    return found[0]
