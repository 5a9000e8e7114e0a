"""Laws that hold for every record, tried on all small ones: each is judged, none is drawn.

What differs in nothing that is judged is taken once: of the bases that are origins `observation`, of `relay`
and `analysis` the first, and of documents and parties that could change places one order. It is `a`
that claims.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain, combinations, permutations, product
from operator import le
from typing import Final, NamedTuple

import pytest

from sayso.provenance.standing import Budget, Graph, judge
from sayso.record.file import Entry, File
from sayso.record.model import Basis, Claim, Item, Party, Source, Stance
from sayso.record.references import Record

PARTIES: Final = ("a", "b", "c")
LINKS: Final = tuple(permutations(PARTIES, 2))
LINK_SETS: Final = tuple(chain.from_iterable(combinations(LINKS, size) for size in range(len(LINKS) + 1)))
CHUNKS: Final = 120

Numbers = tuple[int, ...]
"""Support, what is partly backed, and contradiction: of each the voices and how many there could be."""
Names = dict[str | int, str]
"""What the parties and documents of a record are called."""


class Document(NamedTuple):
    """One document: whose word it is, how it knows, and the numbers of those it is based on."""

    by: tuple[str, ...]
    basis: Basis
    based_on: tuple[int, ...]


class Case(NamedTuple):
    """One claim by `a`: the stance of each document, None where it is no item, and who is accused."""

    stances: tuple[Stance | None, ...]
    against: tuple[str, ...]


Documents = tuple[Document, ...]


def documents(number: int, total: int, *, joint: bool) -> Iterator[Document]:
    """All that document `number` of so many can be; with `joint` also of two authors."""
    others = [other for other in range(total) if other != number]
    grounds = list(chain.from_iterable(combinations(others, size) for size in range(len(others) + 1)))
    for by in (*combinations(PARTIES, 1), *(combinations(PARTIES, 2) if joint else ())):
        yield Document(by, "observation", ())
        yield from (Document(by, "relay", based_on) for based_on in grounds if based_on)
        yield from (Document(by, "statement", based_on) for based_on in grounds if joint or not based_on)
        yield from (Document(by, "unknown", based_on) for based_on in grounds if joint or not based_on)


def renamed(these: Documents, order: Sequence[int], parties: dict[str, str]) -> Documents:
    """The same documents in another order, of other parties."""
    place = {number: at for at, number in enumerate(order)}
    return tuple(
        Document(
            tuple(sorted(parties[party] for party in these[number].by)),
            these[number].basis,
            tuple(sorted(place[ground] for ground in these[number].based_on)),
        )
        for number in order
    )


@cache
def different(total: int, *, joint: bool) -> tuple[Documents, ...]:
    """All sets of so many documents, of those that differ in names alone the first."""
    swaps = ({"a": "a", "b": "b", "c": "c"}, {"a": "a", "b": "c", "c": "b"})
    orders = list(permutations(range(total)))
    return tuple(
        these
        for these in product(*(documents(number, total, joint=joint) for number in range(total)))
        if these == min(renamed(these, order, swap) for order in orders for swap in swaps)
    )


def called(number: int, total: int) -> Names:
    """One of the ways in which the parties and so many documents can be called."""
    ways = list(product(permutations("xyz"), permutations(range(total))))
    parties, order = ways[number % len(ways)]
    return {**dict(zip(PARTIES, parties, strict=True)), **{at: f"s{to}" for at, to in enumerate(order)}}


def judged(
    these: Documents, links: Sequence[tuple[str, str]], cases: Sequence[Case], names: Names
) -> list[Numbers]:
    """The numbers of each of `cases` in a record of these documents and links of control."""
    record = Record(File(""), [])
    record.sound_parties = {
        names[id]: Party(name="x", controlled_by=tuple(names[owner] for one, owner in links if one == id))
        for id in sorted(PARTIES, key=names.__getitem__)
    }
    record.sound_sources = {
        names[number]: Source(
            title="t",
            by=tuple(names[party] for party in each.by),
            basis=each.basis,
            based_on=tuple(names[ground] for ground in each.based_on),
        )
        for number, each in enumerate(these)
    }
    graph, found = Graph(record), []
    for case in cases:
        items = [Item(names[number], stance) for number, stance in enumerate(case.stances) if stance]
        claim = Claim(
            "c", "s", (names["a"],), (), tuple(items), against=tuple(names[party] for party in case.against)
        )
        judgement, _ = judge(graph, Entry("c", claim, record.file, ()), Budget())
        sides = judgement.support, judgement.partly, judgement.contradiction
        found.append(tuple(number for side in sides for number in (side.voices, side.at_most)))
    return found


def hold(these: Documents, cases: Sequence[Case], number: int) -> None:
    """Try the laws on these documents and `cases` with all links of control between three parties."""
    plain: Names = {**{party: party for party in PARTIES}, **{at: f"s{at}" for at in range(len(these))}}
    at = {case: place for place, case in enumerate(cases)}
    table = {frozenset(links): judged(these, links, cases, plain) for links in LINK_SETS}
    for place, (links, numbers) in enumerate(table.items()):
        # What things are called changes nothing.
        other = called(number + place, len(these))
        assert judged(these, tuple(links), cases, other) == numbers, (these, links, other)
        # No link of control raises a number.
        for link in LINKS:
            for case, fewer, more in zip(cases, table[links | {link}], numbers, strict=True):
                assert all(map(le, fewer, more)), (these, links, link, case)
        for case, here in zip(cases, numbers, strict=True):
            # There are never more voices than there could be.
            assert all(voices <= at_most for voices, at_most in zip(here[::2], here[1::2], strict=True))
            for document, stance in enumerate(case.stances):
                if stance != "context":
                    continue
                # What is only context puts voices together, and raises nothing; as a supporting item it never
                # lowers support.
                without = at.get(beside(case, document, None))
                assert without is None or all(map(le, here, numbers[without])), (these, links, case)
                supporting = numbers[at[beside(case, document, "supports")]]
                assert all(map(le, here[:2], supporting[:2])), (these, links, case)


def beside(case: Case, document: int, stance: Stance | None) -> Case:
    """The same case with another stance of one document."""
    return case._replace(stances=(*case.stances[:document], stance, *case.stances[document + 1 :]))


def cases(total: int, stances: Sequence[Stance | None]) -> list[Case]:
    """All claims with so many documents of these stances, against nobody or one other than the claimant."""
    return [
        Case(each, against) for each in product(stances, repeat=total) for against in ((), ("b",), ("c",))
    ]


@pytest.mark.thorough(one_in=CHUNKS)
@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_all_records_of_three_parties_and_two_documents(chunk: int) -> None:
    claims = cases(2, (None, "context", "supports", "refutes"))
    for number, these in enumerate(different(2, joint=True)[chunk::CHUNKS]):
        hold(these, claims, number)


@pytest.mark.thorough
@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_all_records_of_three_parties_and_three_documents(chunk: int) -> None:
    """But for joint documents, and what a statement or an unknown is based on: two documents show these."""
    claims = cases(3, ("context", "supports"))
    for number, these in enumerate(different(3, joint=False)[chunk::CHUNKS]):
        hold(these, claims, number)


def test_a_new_item_can_put_voices_together() -> None:
    """Why the last law speaks of a document that the claim has already: a joint one can cost a voice."""
    own = Document(("b",), "observation", ())
    joint = Document(("a", "b"), "observation", ())
    names: Names = {"a": "a", "b": "b", "c": "c", 0: "s0", 1: "s1"}
    alone, both = Case(("supports", None), ()), Case(("supports", "supports"), ())
    before, after = judged((own, joint), (), (alone, both), names)
    assert (before[0], after[0]) == (1, 0)
