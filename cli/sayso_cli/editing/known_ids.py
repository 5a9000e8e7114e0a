"""The ids of a record, and what they are called: what somebody may name who adds or edits an entry."""

import itertools
import re
import unicodedata
from collections.abc import Collection, Mapping
from typing import Any, Final, NamedTuple

from sayso.record import references
from sayso.record.references import Record, ids_by_name, name_key

MAX_ID_CHARS: Final = 60
"""So long an id is that is offered."""


class KnownIds(NamedTuple):
    """What ids stand for, of each kind of entry: id → name, title or statement.

    `by_name` has the ids of parties and of sources by what these are called; empty where several are.
    """

    names: dict[str, dict[str, str]]
    by_name: dict[str, dict[str, str]]

    def id_called(self, name: str, kind: str) -> str:
        """The id of whom is called `name`; empty if nobody is, or several are."""
        return references.id_called(name, self.by_name[kind])

    def add(self, kind: str, id: str, entry: Mapping[str, Any]) -> None:
        """Know one more entry."""
        self.names[kind][id] = name = entry_name(entry)
        if kind != "claim":
            key = name_key(name)
            self.by_name[kind][key] = "" if key in self.by_name[kind] else id


def known_ids(record: Record) -> KnownIds:
    """The ids that are known in `record`."""
    return KnownIds(
        {
            "party": {id: entry.value.name if entry.value else "" for id, entry in record.parties.items()},
            "source": {id: entry.value.title if entry.value else "" for id, entry in record.sources.items()},
            "claim": {
                each.id: each.value.statement if each.value else "" for each in record.file.claims if each.id
            },
        },
        {"party": ids_by_name(record.parties.values()), "source": ids_by_name(record.sources.values())},
    )


def entry_name(entry: Mapping[str, Any]) -> str:
    """The name of a party, the title of a source, the statement of a claim; empty as long as it has none."""
    return str(entry.get("name") or entry.get("title") or entry.get("statement") or "")


def free_id(kind: str, entry: Mapping[str, Any], taken: Collection[str]) -> str:
    """An id made of the name, title or statement, that nobody has yet; in other scripts, of the kind."""
    plain = unicodedata.normalize("NFKD", entry_name(entry)).encode("ascii", "ignore").decode().lower()
    id = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(id) > MAX_ID_CHARS:
        id = id[:MAX_ID_CHARS].rpartition("-")[0] or id[:MAX_ID_CHARS]
    return next(
        free
        for number in itertools.count(1)
        if (free := id if id and number == 1 else f"{id or kind}-{number}") not in taken
    )
