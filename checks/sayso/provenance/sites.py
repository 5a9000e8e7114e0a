"""Whose site a source stands on, where that is nobody whose word it is."""

from collections.abc import Collection, Iterator, Mapping
from functools import cached_property

from msgspec import Struct

from sayso.provenance.standing import Graph
from sayso.record.model import Party
from sayso.record.places import Pointer
from sayso.record.urls import copy_keeper, host_name, is_account, is_platform, is_suffix, site_names


class Owner(Struct, frozen=True):
    """A party, and the field of it that names the domain or the account `name`."""

    party: str
    name: str
    path: Pointer


class Sites:
    """The sites of one record. Nothing is looked up before it is asked for."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    @cached_property
    def foreign_owners(self) -> dict[str, tuple[Owner, ...]]:
        """The sources that stand on the site of others than those in `by` and `publisher`: whose it is."""
        owners = _owners_by_site(self._graph.record.sound_parties)
        found: dict[str, tuple[Owner, ...]] = {}
        if not owners:
            return found
        head = self._graph.control.head
        for id, source in self._graph.record.sound_sources.items():
            named = {head[party] for party in (*source.by, source.publisher) if party in head}
            for url in filter(None, (source.url, copy_keeper(source.url), copy_keeper(source.archived))):
                others = _owners_of_narrowest(url, owners, head, named)
                if others:
                    found[id] = others
                    break
        return found


def owners_of(url: str, parties: Mapping[str, Party]) -> tuple[Owner, ...]:
    """Those of `parties` on whose site `url` is, by their domains and accounts; the narrowest site counts."""
    return _owners_of_narrowest(url, _owners_by_site(parties), {id: id for id in parties}, ())


def sites_of(party: Party) -> Iterator[tuple[str, Pointer]]:
    """The names of the sites that a party owns, and the fields that say so."""
    for index, domain in enumerate(party.domains):
        if not is_platform(domain):
            yield host_name(domain), ("domains", index)
    if party.url:
        # An address on a site of its own may be that of anybody who writes about the party.
        yield from ((name, ("url",)) for name in site_names(party.url) if is_account(name))


def _owners_by_site(parties: Mapping[str, Party]) -> dict[str, tuple[Owner, ...]]:
    owners: dict[str, tuple[Owner, ...]] = {}
    for id, party in parties.items():
        for name, path in sites_of(party):
            owners[name] = (*owners.get(name, ()), Owner(id, name, path))
    return owners


def _owners_of_narrowest(
    url: str, owners: dict[str, tuple[Owner, ...]], head: Mapping[str, str], named: Collection[str]
) -> tuple[Owner, ...]:
    """The owners of the narrowest site that `url` is on; none if the head of one of them is in `named`."""
    own = True
    for name in site_names(url):
        here = owners.get(name, ())
        if any(head[owner.party] in named for owner in here):
            break
        # Who has a name such as `gov.cn` does not have the names below it.
        if here and (own or not is_suffix(name)):
            return here
        own = False
    return ()
