"""Whose name it is: names, aliases and titles where an id is wanted."""

from collections.abc import Iterable, Iterator, Mapping

from sayso.record.file import Entry
from sayso.record.model import Claim, Party, Source

Named = Entry[Party] | Entry[Source] | Entry[Claim]


def ids_by_name(entries: Iterable[Named]) -> dict[str, str]:
    """The ids of `entries` by what these are called, folded; empty where two ids are called the same."""
    ids: dict[str, str] = {}
    for entry in entries:
        for name in map(_folded, _names(entry.value)):
            ids[name] = entry.id if ids.get(name, entry.id) == entry.id else ""
    return ids


def hint(name: str, ids: Mapping[str, str]) -> str:
    """Whom somebody means who wrote `name` in the place of an id; empty if nobody is called so.

    `ids` are those of `ids_by_name`.
    """
    meant = ids.get(_folded(name), "")
    return f"you mean `{meant}`, which has that name" if meant else ""


def _names(value: Party | Source | Claim | None) -> Iterator[str]:
    """The name and aliases of a party, the title of a source, the statement of a claim."""
    match value:
        case Party():
            yield value.name
            yield from value.aliases
        case Source():
            yield value.title
        case Claim():
            yield value.statement
        case _:
            return


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
