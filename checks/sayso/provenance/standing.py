"""What a claim rests on: roots, voices, walks, cut, standing (SPEC section 2).

A record is prepared once (`Graph`). Each of its claims is then a `Case`: its documents, and who speaks with
one voice. Support, what is partly backed, and contradiction are three `Walks` over these documents; the
least number of voices that meets every walk is found by search.
"""

import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Final, Literal, TypeVar

from msgspec import UNSET, Struct, structs

from sayso.record.file import Entry
from sayso.record.model import Basis, Claim, Item, Party, Source, Stance, Standing, is_before
from sayso.record.model import Control as Link
from sayso.record.references import Record, documents, reachable, reversed_edges
from sayso.record.urls import comparable_url

Why = Literal[
    "independent",
    "admission",
    "retraction",
    "claimant-voice",
    "accused-voice",
    "traces-to-claimant",
    "circular",
    "unknown-basis",
    "bare-statement",
    "partial",
    "context",
]
Section = Literal["evidence", "corroboration"]
Weighing = Literal["supports", "refutes"]
"""A stance that bears on the standing."""
STANCES: Final[tuple[Weighing, ...]] = ("supports", "refutes")
"""All of them."""
ItemPlace = tuple[Section, int, Item]
"""An item of a claim, with its section and index there."""

ORIGINS: Final = frozenset({"investigation", "observation", "primary-document"})
"""The bases that are origins of knowledge whoever speaks."""
ORIGINS_OR_UNKNOWN: Final = ORIGINS | {"unknown"}
CAP: Final = 5
"""So many voices and more are reported as this many."""

# So many of the walks that are known beforehand are held against each step of the search.
_MAX_KNOWN_WALKS: Final = 100
# Where the walks of an item end in several ways, the first of these is told: whose word it comes back to,
# then what somebody could still mend. Only where no walk ends at all do they go in a circle.
_OBSTACLES: Final[tuple[Why, ...]] = (
    "traces-to-claimant",
    "accused-voice",
    "unknown-basis",
    "bare-statement",
)

# Answers that take back what they are quoted for.
_DENIALS: Final = frozenset({"denies", "declines", "stands-by"})

Voice = str
"""All that speak as one in a claim, by the party or ring that stands for them; see `Case.roots_of`."""
T = TypeVar("T")


class OutOfBudget(Exception):
    """The budget of work ran out."""


class Budget(Struct):
    """Work that may still be done, counted in documents looked at and references followed.

    Each question may use `most`, and all together `total`; once that is used up a question still gets
    `least`.
    """

    most: int = 1_000_000
    least: int = 2_000
    total: int = 50_000_000
    left: int = 0

    @classmethod
    def of(cls, amount: int) -> "Budget":
        """A budget with that much work for all questions together."""
        return cls(amount, 0, amount, amount)

    @contextmanager
    def part(self, most: int) -> Iterator["Budget"]:
        """A budget with `most` of what is left, at most; what is used of it is used of this one as well."""
        given = min(most, max(self.least, self.total))
        part = Budget.of(given)
        try:
            yield part
        finally:
            self.total -= given - max(0, part.total)

    def is_enough(self, amount: int) -> bool:
        """Whether, with `amount` used up, the next question may still use as much as any."""
        return self.total - amount >= self.most

    def grant(self) -> None:
        """Grant the work for the next question."""
        self.left = max(self.least, min(self.most, self.total))

    def spend(self, amount: int) -> None:
        """Use up `amount`. Raises `OutOfBudget` when there is not so much left."""
        self.set_remaining(self.left - amount)

    def set_remaining(self, left: int) -> None:
        """Say that only `left` is left. Raises `OutOfBudget` when that is less than nothing."""
        self.total -= self.left - left
        self.left = left
        if left < 0:
            raise OutOfBudget


class LazyMapping(dict[str, T]):
    """A mapping with the members `given`; all others are worked out by `work_out` when they are asked for."""

    def __init__(self, work_out: Callable[[str], T], given: Mapping[str, T] = {}) -> None:
        super().__init__(given)
        self._work_out = work_out

    def __missing__(self, key: str) -> T:
        value = self[key] = self._work_out(key)
        return value


# Roots


class Control:
    """Who controls whom in one record.

    The line of a party at a date is itself and everybody above it, over the links of control that hold
    then. Lines are not written out, so that the size of all this stays that of the record: where one root
    is above a party whatever the date, that root is its *head*, which stands for the whole line. Any other
    party is its own head, with those of its controllers `heads_above` it.
    """

    def __init__(self, parties: Mapping[str, Party]) -> None:
        self.links = {id: party.links for id, party in parties.items()}
        self.head: dict[str, str] = {}
        self.heads_above: dict[str, list[str]] = {}
        self.dated_parties: set[str] = set()
        self._ring_of: dict[str, tuple[str, ...]] = {}
        for members in components(parties, lambda id: [link.party for link in self.links[id]]):
            links = [link for member in members for link in self.links[member]]
            if not links:
                self.head[members[0]] = members[0]
                continue
            owners = {link.party for link in links}
            if not self.dated_parties.isdisjoint(owners) or any(link.from_ or link.until for link in links):
                self.dated_parties.update(members)
            heads = {self.head[owner] for owner in owners.difference(members)}
            if len(members) > 1 or owners.intersection(members):
                self._ring_of.update(dict.fromkeys(members, tuple(sorted(members))))
            if len(heads) == 1 and members[0] not in self.dated_parties:
                self.head.update(dict.fromkeys(members, heads.pop()))
            elif members[0] in self.dated_parties:
                self.head.update(zip(members, members, strict=True))
            else:
                self.head.update(dict.fromkeys(members, min(members)))
                if heads:
                    self.heads_above[min(members)] = sorted(heads)
        for id in self.dated_parties:
            self.heads_above[id] = [self.head[owner] for owner in parties[id].controllers]

    @cached_property
    def has_disputed(self) -> bool:
        """Whether a link of control is disputed."""
        return any(link.disputed for links in self.links.values() for link in links)

    @cached_property
    def rings(self) -> list[tuple[str, ...]]:
        """The rings of parties that control each other with no way out, each in the order of its ids."""
        return sorted({ring for id, ring in self._ring_of.items() if self.root(self.head[id]) == ring})

    @cached_property
    def heads_below(self) -> dict[str, list[str]]:
        """The way back of `heads_above`."""
        return reversed_edges(self.heads_above)

    def ring(self, party: str) -> tuple[str, ...]:
        """The ring of parties that control each other which a party is in, or the party alone."""
        return self._ring_of.get(party, (party,))

    def owners(self, party: str, date: str) -> list[str]:
        """Who controls a party directly at a date; without a date, on any day."""
        return [link.party for link in self.links[party] if not date or link_holds(link, date)]

    def is_disputed(self, party: str, owner: str, date: str = "") -> bool:
        """Whether all the links by which `owner` controls a party directly at a date are disputed."""
        return all(
            link.disputed
            for link in self.links[party]
            if link.party == owner and (not date or link_holds(link, date))
        )

    def heads_above_at(self, head: str, date: str) -> list[str]:
        """The heads directly above a head at a date; without a date, on any day."""
        if date and head in self.dated_parties:
            return [self.head[owner] for owner in self.owners(head, date)]
        return self.heads_above.get(head, [])

    def root(self, head: str, date: str = "") -> tuple[str, ...]:
        """The ids of the root that a head is, or is in, at a date; empty if somebody controls it then."""
        ring = self._ring_of.get(head)
        if ring and head in self.dated_parties:
            for members in components([head], lambda id: self.heads_above_at(id, date)):
                if head in members and all(
                    up in members for id in members for up in self.heads_above_at(id, date)
                ):
                    return tuple(sorted(members))
            return ()
        return () if self.heads_above_at(head, date) else ring or (head,)


def link_holds(link: Link, date: str) -> bool:
    """Whether a link of control holds at a date, taken as all the days that it may mean."""
    return not (is_before(date, link.from_) or is_before(link.until, date))


def components(starts: Iterable[str], edges: Callable[[str], Iterable[str]]) -> Iterator[list[str]]:
    """The strongly connected components that `starts` lead to, each after those that its edges lead to.

    Tarjan's algorithm, without recursion.
    """
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    for start in starts:
        work = [] if start in order else [(start, iter(edges(start)))]
        while work:
            node, rest = work[-1]
            if node not in order:
                order[node] = low[node] = len(order)
                stack.append(node)
                on_stack.add(node)
            for following in rest:
                if following not in order:
                    work.append((following, iter(edges(following))))
                    break
                if following in on_stack:
                    low[node] = min(low[node], low[following])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == order[node]:
                    component = [stack.pop()]
                    while component[-1] != node:
                        component.append(stack.pop())
                    on_stack.difference_update(component)
                    yield component


# Voices


class Graph:
    """The sound parties and sources of one record, prepared so that many claims can be judged on them."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.sources = sources = record.sound_sources
        self.control = Control(record.sound_parties)
        # The head of the first party in `by`, and the sources that put voices together by themselves.
        self.head = {id: self.control.head[source.by[0]] for id, source in sources.items()}
        self.joint_sources = {
            id
            for id, source in sources.items()
            if len(source.by) > 1
            or self.head[id] in self.control.heads_above
            or self.head[id] in self.control.dated_parties
        }
        self.basis: Mapping[str, Basis] = {id: source.basis for id, source in sources.items()}
        self.based_on: Mapping[str, Sequence[str]] = {id: source.based_on for id, source in sources.items()}

    @cached_property
    def twins(self) -> dict[str, str]:
        """The sources that are one document with others, each with the first of these."""
        twins: dict[str, str] = {}
        first: dict[str, str] = {}
        for id, source in self.sources.items():
            for key in document_keys(source, self.record.folders.get(id, "")):
                join_groups(twins, first.setdefault(key, id), id)
        return {id: group_of(twins, id) for id in twins}

    @cached_property
    def accusations(self) -> Counter[str]:
        """How many claims of the file accuse each party."""
        return Counter(id for entry in self.record.file.claims if entry.value for id in entry.value.against)

    @cached_property
    def leading_to_joint_sources(self) -> frozenset[str]:
        """The sources that put voices together, and those that lead to one."""
        return self._leading_to([*self.joint_sources, *self.twins])

    @cached_property
    def leading_to_unknown_basis(self) -> frozenset[str]:
        """The sources with basis `unknown`, and those that lead to one."""
        return self._leading_to([id for id, basis in self.basis.items() if basis == "unknown"])

    @cached_property
    def allies(self) -> dict[str, list[str]]:
        """The heads of the allies of the parties with a head: `allied_with` holds both ways."""
        allies: dict[str, list[str]] = {}
        head = self.control.head
        for id, party in self.record.sound_parties.items():
            for ally in party.allied_with:
                if ally in head:
                    allies.setdefault(head[id], []).append(head[ally])
                    allies.setdefault(head[ally], []).append(head[id])
        return allies

    def _leading_to(self, ends: Sequence[str]) -> frozenset[str]:
        """The sources that lead to one of `ends` over `based_on`, and these themselves."""
        return frozenset(reachable(ends, lambda id: self._users.get(id, ())) if ends else ())

    @cached_property
    def _users(self) -> dict[str, list[str]]:
        """The sources that are based on each source."""
        return reversed_edges(self.based_on)


def document_keys(source: Source, folder: str) -> Iterator[str]:
    """What makes two sources one document: an address, archives unwrapped and normalised, bytes, or a file.

    `folder` is that of the claim file or register in which `source` stands.
    """
    if source.url:
        yield comparable_url(source.url)
    if source.archived:
        yield comparable_url(source.archived)
    if source.sha256:
        yield source.sha256
    if source.file:
        yield file_key(source.file, folder)


def file_key(name: str, folder: str) -> str:
    """What the file `name`, as seen from `folder`, is compared by: equal for one file, never an address."""
    return f"file {os.path.normpath(os.path.join(folder, name))}"


def group_of(together: dict[str, str], one: str) -> str:
    """The member that stands for all that `one` was put together with, where `together` leads towards it."""
    while (above := together.get(one, one)) != one:
        together[one] = together.get(above, above)
        one = above
    return one


def join_groups(together: dict[str, str], one: str, other: str) -> None:
    """Put all that `one` stands with and all that `other` stands with together."""
    one, other = group_of(together, one), group_of(together, other)
    if one != other:
        together[other] = one
        together.setdefault(one, one)


class Case:
    """The documents and voices of one claim.

    `starts` are the documents that it names itself; of all that these lead to, `joint_sources` are those that
    put voices together, `twins` the pairs that are the same document, and `items_with_basis` those that say
    how their source knows this. `basis` and `based_on` are those of the documents as this claim has them, and
    `voice` is the voice of each. `claimant_voice` is that of the claimants, `accused_voices` are those of the
    accused, each with the accused parties that speak as it. Raises `OutOfBudget` for more documents or
    parties than the budget allows.
    """

    def __init__(self, graph: Graph, entry: Entry[Claim], budget: Budget) -> None:
        assert entry.value is not None
        self.graph = graph
        self.entry = entry
        self.claim = claim = entry.value
        self.budget = budget
        self.basis, self.based_on = graph.basis, graph.based_on
        self.items = list(items_of(claim))
        # The items that say how their source knows this, by their source.
        self.items_with_basis = {
            place[2].source: place for place in self.items if place[2].basis is not UNSET
        }
        if self.items_with_basis:
            bases = {
                id: item.basis
                for id, (_, _, item) in self.items_with_basis.items()
                if item.basis is not UNSET
            }
            self.basis = LazyMapping(graph.basis.__getitem__, bases)
            grounds: dict[str, Sequence[str]] = {
                id: item.based_on for id, (_, _, item) in self.items_with_basis.items()
            }
            self.based_on = LazyMapping(graph.based_on.__getitem__, grounds)
        self._names: dict[Voice, tuple[str, ...]] = {}
        # From each head that was put together with others to the one that stands for their voice.
        self._together: dict[str, str] = {}
        # The heads whose lines were put together, each with the date.
        self._lines: set[tuple[str, str]] = set()
        sources, head = graph.sources, graph.head

        self.starts = list(dict.fromkeys(documents(claim)))
        merging = self.documents if self.items_with_basis else self._reachable(graph.leading_to_joint_sources)
        self.joint_sources = [id for id in merging if id in graph.joint_sources]
        for id in self.joint_sources:
            self._unite(sources[id].by, sources[id].published)
        first: dict[str, str] = {}
        twins = [id for id in merging if id in graph.twins]
        self.twins = [(one, id) for id in twins if (one := first.setdefault(graph.twins[id], id)) != id]
        for one, other in self.twins:
            join_groups(self._together, head[one], head[other])
        self.date = claim.stated_on or (sources[claim.stated_in].published if claim.stated_in else "")
        self._unite(claim.claimant, self.date)
        for id in claim.against:
            self._unite((id,), self.date)

        # Where nothing is put together, the voice of a document is its head.
        self.voice: Mapping[str, Voice] = head
        if together := self._together:
            self.voice = LazyMapping(lambda id: group_of(together, head[id]))
        self.claimant_voice = self.voice_of(claim.claimant[0])
        self.accused_voices: dict[Voice, list[str]] = {}
        for id in claim.against:
            self.accused_voices.setdefault(self.voice_of(id), []).append(id)

    @cached_property
    def documents(self) -> list[str]:
        """All documents that the claim leads to, nearest first. Raises `OutOfBudget`."""
        return self._reachable()

    def has_unknown(self, starts: Iterable[str]) -> bool:
        """Whether `starts` may lead to a source with basis `unknown`."""
        return bool(self.items_with_basis) or not self.graph.leading_to_unknown_basis.isdisjoint(starts)

    def voice_of(self, party: str) -> Voice:
        """The voice of a party; if it answers to several that are not together here, that of none."""
        return group_of(self._together, self.graph.control.head[party])

    def voices_of(self, party: str) -> set[Voice]:
        """The voices that a party speaks with: several if it answers to several. Raises `OutOfBudget`."""
        control = self.graph.control
        return {
            group_of(self._together, head)
            for head in self._reachable_heads([control.head[party]], control.heads_above)
        }

    def roots_of(self, voice: Voice) -> tuple[str, ...]:
        """The ids of the root parties that speak as `voice`, sorted."""
        if voice not in self._names:
            self._names[voice] = self._find_roots(voice)
        return self._names[voice]

    def _find_roots(self, voice: Voice) -> tuple[str, ...]:
        control = self.graph.control
        dated = [line for line in self._lines if line[0] in control.dated_parties]
        lines = [line for line in dated if group_of(self._together, line[0]) == voice]
        lines += [(head, "") for head in self._heads_of(voice) if head not in control.dated_parties]
        return tuple(sorted({id for head, date in lines for id in control.root(head, date)}))

    def allied_voices(self) -> frozenset[Voice]:
        """The voices allied with that of the claimants: those of the allies of all who share a root with it.

        Raises `OutOfBudget`.
        """
        allies, control = self.graph.allies, self.graph.control
        if not allies:
            return frozenset()
        ours = self._reachable_heads(self._heads_of(self.claimant_voice), control.heads_below)
        theirs = self._reachable_heads(
            [ally for head in ours for ally in allies.get(head, ())], control.heads_above
        )
        return frozenset(group_of(self._together, head) for head in theirs) - {self.claimant_voice}

    def _reachable(self, within: Collection[str] | None = None) -> list[str]:
        """The starts and all that they are based on, nearest first; only what is `within`, if it is given."""
        based_on = self.based_on
        reached = dict.fromkeys(self.starts if within is None else filter(within.__contains__, self.starts))
        waiting = list(reached)
        left = self.budget.left
        for document in waiting:
            grounds = based_on[document]
            left -= 1 + len(grounds)
            if left < 0:
                break
            for ground in grounds:
                if ground not in reached and (within is None or ground in within):
                    reached[ground] = None
                    waiting.append(ground)
        self.budget.set_remaining(left)
        return waiting

    def _reachable_heads(self, heads: Iterable[str], following: Mapping[str, Sequence[str]]) -> list[str]:
        """`heads` and all that they lead to over `following`."""
        return list(reachable(heads, lambda head: following.get(head, ()), self.budget.spend))

    def _heads_of(self, voice: Voice) -> list[str]:
        """The heads that were put together as `voice`."""
        return [head for head in self._together if group_of(self._together, head) == voice] or [voice]

    def _unite(self, parties: Sequence[str], date: str) -> None:
        """Put the lines of `parties` at a date together."""
        control = self.graph.control
        waiting = [control.head[party] for party in parties]
        for head in waiting:
            join_groups(self._together, waiting[0], head)
            line = (head, date if head in control.dated_parties else "")
            if line not in self._lines:
                self._lines.add(line)
                waiting += control.heads_above_at(head, date)
        self.budget.spend(len(waiting))

    # Where walks start and succeed

    def walks(self, stance: Stance) -> "Walks":
        """The walks for support ("supports"), the same with what backs a part ("partial"), or against it."""
        claim, refutes = self.claim, stance == "refutes"
        closed = frozenset(self.accused_voices) if refutes else frozenset((self.claimant_voice,))
        stances = ("supports", "partial") if stance == "partial" else (stance,)
        starts = {item.source: None for _, _, item in self.items if item.stance in stances}
        answer = "retracts" if refutes else "confirms"
        for each in claim.response:
            if each.answer == answer and each.source:
                starts[each.source] = None
        own = self._own_words(starts, refutes, answer) if starts else frozenset()
        return Walks(tuple(starts), closed, own, self.basis, self.based_on, self.voice, self.budget)

    def _own_words(self, starts: Iterable[str], refutes: bool, answer: str) -> frozenset[str]:
        """The admissions, or retractions, among `starts`: statements that the record itself names as such."""
        claim, sources = self.claim, self.graph.record.sound_sources
        speakers = claim.claimant if refutes else claim.against
        theirs = self.accused_voices if refutes else (self.claimant_voice,)
        answers = {each.source for each in claim.response if each.answer == answer and each.party in speakers}
        own = [
            id
            for id in starts
            if self.basis[id] == "statement"
            and self.voice[id] not in theirs
            and (id in answers or not set(speakers).isdisjoint(sources[id].by))
        ]
        if not own:
            return frozenset()
        other = "supports" if refutes else "refutes"
        denied = {item.source for _, _, item in self.items if item.stance == other}
        denied.update(each.source for each in claim.response if each.answer in _DENIALS)
        if refutes:
            denied.add(claim.stated_in)
        return frozenset(own) - denied


def items_of(claim: Claim) -> Iterator[ItemPlace]:
    """The items of a claim, each with its section and index there."""
    for index, item in enumerate(claim.evidence):
        yield "evidence", index, item
    for index, item in enumerate(claim.corroboration):
        yield "corroboration", index, item


# Walks, and the smallest cut

Voices = tuple[Voice, ...]
"""The voices of a walk, each once."""


class Cut(Struct, frozen=True):
    """`count` voices would have to be wrong; `voices` are such a smallest set, `must` those in every one.

    Where it is not `exact`, `count` is a proven lower bound, and `voices` is empty.
    """

    count: int
    exact: bool
    voices: Voices
    must: frozenset[Voice] = frozenset()


class Walks(Struct, frozen=True):
    """The walks from `starts` over `based_on` that do not go through a document with a voice in `closed`.

    A walk succeeds at a document with one of the bases asked for, or one of `own_words`: a statement
    against its speaker's own interest.
    """

    starts: tuple[str, ...]
    closed: frozenset[Voice]
    own_words: frozenset[str]
    basis: Mapping[str, Basis]
    based_on: Mapping[str, Sequence[str]]
    voice: Mapping[str, Voice]
    budget: Budget

    def walk(self, shut: Collection[Voice], bases: Collection[str] = ORIGINS) -> list[str] | None:
        """A shortest walk outside the voices `shut`, its origin last; None if there is none."""
        based_on, basis, voice, own_words = self.based_on, self.basis, self.voice, self.own_words
        came = {start: "" for start in self.starts if voice[start] not in shut}
        queue = list(came)
        left = self.budget.left
        for document in queue:
            grounds = based_on[document]
            left -= 1 + len(grounds)
            if left < 0:
                break
            if basis[document] in bases or document in own_words:
                self.budget.set_remaining(left)
                return way_to(came, document)
            for ground in grounds:
                if ground not in came and voice[ground] not in shut:
                    came[ground] = document
                    queue.append(ground)
        self.budget.set_remaining(left)
        return None

    def may_avoid(self, shut: Collection[Voice]) -> bool:
        """Whether a walk may avoid the voices `shut`: one does, or to find out is too much work."""
        self.budget.grant()
        try:
            return self.walk(shut) is not None
        except OutOfBudget:
            return True

    def reachable(self, shut: Collection[Voice]) -> dict[str, str]:
        """The documents that can be come to outside `shut`, nearest first, each with the one before it."""

        def following(document: str) -> list[str]:
            grounds = self.based_on[document]
            self.budget.spend(1 + len(grounds))
            return [ground for ground in grounds if self.voice[ground] not in shut]

        return reachable((start for start in self.starts if self.voice[start] not in shut), following)

    def voices_of_all_walks(self, most: int) -> list[Voices] | None:
        """The voices of every walk to one of `ORIGINS`, in the order in which `walk` prefers them.

        None where more than `most` steps are to be looked at. Raises `OutOfBudget`.
        """
        found = []
        steps: list[tuple[str, Voices]] = [(start, ()) for start in self.starts]
        for document, voices in steps:
            voice = self.voice[document]
            if voice not in self.closed:
                here = voices if voice in voices else (*voices, voice)
                if self.basis[document] in ORIGINS or document in self.own_words:
                    found.append(here)
                else:
                    steps += [(ground, here) for ground in self.based_on[document]]
            if len(steps) > most:
                return None
        self.budget.spend(len(steps))
        return found

    def voices(self, walk: Iterable[str]) -> Voices:
        """The voices of a walk."""
        return tuple(dict.fromkeys([self.voice[document] for document in walk]))

    def smallest_cut(
        self,
        bases: Collection[str] = ORIGINS,
        known: Collection[Voices] = (),
        least: int = 0,
        guess: Voices = (),
        *,
        must: bool = False,
    ) -> Cut:
        """The smallest set of voices which, closed as well, leave no walk.

        `known` are walks that there are, which saves searching for them. `least` is known to be needed,
        and `guess` a set that may do. With `must`, it is also found out which of them is in every other.
        """
        closed = self.closed
        needed = {voices[0] for voices in known if len(voices) == 1}
        if len(needed) < CAP and needed.issuperset([self.voice[start] for start in self.starts]):
            # Each of them is all there is to a walk, and with all of them closed no walk starts.
            return Cut(len(needed), True, tuple(needed), frozenset(needed))
        search = Search(self, bases, known)
        proven = max(least, len(search.known_disjoint_walks(closed, CAP)))
        try:
            if guess and len(guess) == least and not search.disjoint_walks(closed.union(guess), 1):
                return Cut(least, True, guess)
            # Each walk has the voice of its start, so no more of them can be apart than there are of these.
            walks = search.disjoint_walks(closed, min(CAP, len({self.voice[start] for start in self.starts})))
            proven = max(proven, len(walks))
            while proven < CAP:
                found = search.cut(walks, closed, frozenset(), proven)
                if found is not None:
                    always = search.in_every_cut(walks, closed, found) if must else frozenset()
                    return Cut(len(found), True, found, always)
                proven += 1
        except OutOfBudget:
            pass
        return Cut(proven, False, ())


class Search:
    """The search for a smallest cut of some walks.

    Take a walk, close each of its voices in turn, and look for a set one smaller for what is left; walks
    that share no voice prove a lower bound and cut the search short. Where all walks are known, in the order
    of `Walks.voices_of_all_walks`, none is searched for.
    """

    def __init__(
        self, walks: Walks, bases: Collection[str], known: Collection[Voices], *, all_known: bool = False
    ) -> None:
        self.walks = walks
        self.bases = bases
        self.all_known = all_known
        self.known = list(known)
        if not all_known:
            self.known = sorted(set(known), key=lambda voices: (len(voices), voices))[:_MAX_KNOWN_WALKS]

    def disjoint_walks(self, shut: frozenset[Voice], most: int) -> list[Voices]:
        """Walks outside `shut`, no two of which share a voice: `most`, or so many that none is left."""
        found = self.known_disjoint_walks(shut, most)
        if self.all_known:
            return found
        used = shut.union(*found)
        while len(found) < most:
            walk = self.walks.walk(used, self.bases)
            if walk is None:
                break
            voices = self.walks.voices(walk)
            found.append(voices)
            used = used.union(voices)
        return found

    def known_disjoint_walks(self, shut: frozenset[Voice], most: int) -> list[Voices]:
        """The same among the walks that are known beforehand."""
        found: list[Voices] = []
        used = set(shut)
        for voices in self.known:
            if len(found) == most:
                break
            if used.isdisjoint(voices):
                found.append(voices)
                used.update(voices)
        return found

    def cut(
        self, walks: list[Voices], shut: frozenset[Voice], kept: frozenset[Voice], most: int
    ) -> Voices | None:
        """At most `most` voices, none of them in `kept`, that meet every walk outside `shut`.

        `walks` are `disjoint_walks(shut, most + 1)`.
        """
        if len(walks) > most:
            return None
        if all(len(voices) == 1 for voices in walks):
            needed = tuple([voice for (voice,) in walks])
            return needed if kept.isdisjoint(needed) else None
        shortest = min(walks, key=lambda voices: sum(voice not in kept for voice in voices))
        # From its origin on: of voices that do equally well, the one that the knowledge comes from is told.
        for voice in reversed(shortest):
            if voice not in kept:
                further = shut | {voice}
                rest = self.cut(self.disjoint_walks(further, most), further, kept, most - 1)
                if rest is not None:
                    return (voice, *rest)
                kept |= {voice}
        return None

    def in_every_cut(self, walks: list[Voices], closed: frozenset[Voice], cut: Voices) -> frozenset[Voice]:
        """Those of a smallest cut that are in every other one too; what cannot be proven is left out."""
        alone = {voices[0] for voices in walks if len(voices) == 1}
        if len(cut) == 1 and set(cut).issuperset(set(walks[0]).intersection(*self.known)):
            return frozenset(cut)
        must = set()
        for voice in cut:
            self.walks.budget.grant()
            try:
                if voice in alone or self.cut(walks, closed, frozenset((voice,)), len(cut)) is None:
                    must.add(voice)
            except OutOfBudget:
                pass
        return frozenset(must)


def way_to(came: Mapping[str, str], end: str) -> list[str]:
    """The way to `end`, where `came` says from where each was come to; the empty string for a start."""
    found = [end]
    while before_end := came[end]:
        found.append(before_end)
        end = before_end
    return found[::-1]


# Judgement


class Strength(Struct, frozen=True, gc=False):
    """How many voices would have to be wrong, for support, for what is partly backed, or against the claim.

    `voices` is the number, `at_most` the number if every `unknown` were an `investigation`; where they are
    not `exact`, there are at least so many. `cut` is a smallest set of such voices, each the sorted ids of
    the root parties that speak as one, and `must` are the voices in every such set. `at_most_cut` is a
    smallest set for `at_most`: whatever the `unknown` turn out to be, all goes through these voices.
    """

    voices: int
    exact: bool
    at_most: int
    at_most_exact: bool
    cut: tuple[tuple[str, ...], ...] = ()
    must: tuple[tuple[str, ...], ...] = ()
    at_most_cut: tuple[tuple[str, ...], ...] = ()


class Verdict(Struct, frozen=True, gc=False):
    """What became of one item: whether it counts, and why.

    `path` leads over `based_on` from the source of the item to the document that decides, as source
    ids: an origin, or what stands in the way. Where the work budget ran out before that was known,
    `why` is None and `path` is empty.
    """

    section: Section
    index: int
    item: Item
    counts: bool
    why: Why | None
    path: tuple[str, ...]


class Judgement(Struct, frozen=True):
    """What a claim rests on. `potential` is the standing if every `unknown` were an `investigation`."""

    standing: Standing
    potential: Standing
    support: Strength
    partly: Strength
    contradiction: Strength
    items: tuple[Verdict, ...]

    @property
    def sides(self) -> tuple[Strength, Strength, Strength]:
        """Support, what is partly backed, and contradiction."""
        return self.support, self.partly, self.contradiction

    @property
    def is_exact(self) -> bool:
        """Whether all numbers are more than what the work budget allowed to prove."""
        return all(side.exact or side.voices >= CAP for side in self.sides)


_NOTHING_PROVEN: Final = Strength(0, False, 0, False)
_NONE: Final = Strength(0, True, 0, True)


def judge(graph: Graph, entry: Entry[Claim], budget: Budget) -> tuple[Judgement, Case | None]:
    """Judge one sound claim, `entry`.

    Returns the judgement and the case it was reached on; no case where the budget ran out before the
    documents of the claim were known: then nothing counts.
    """
    budget.grant()
    claim = entry.value
    assert claim is not None
    try:
        case = Case(graph, entry, budget)
    except OutOfBudget:
        items = tuple(Verdict(*place, False, None, ()) for place in items_of(claim))
        standing = standing_of(claim, 0, 0, 0)
        nothing = _NOTHING_PROVEN
        return Judgement(standing, standing, nothing, nothing, nothing, items), None
    budget.grant()
    sides = {stance: StartReasons(case, stance) for stance in STANCES}
    items = tuple([_verdict(sides, *place) for place in case.items])
    support = partly = sides["supports"].strength()
    if any(item.stance == "partial" for _, _, item in case.items):
        partly = StartReasons(case, "partial").strength(support.voices)
    contradiction = sides["refutes"].strength()
    judgement = Judgement(
        standing_of(claim, support.voices, partly.voices, contradiction.voices),
        standing_of(claim, support.at_most, partly.at_most, contradiction.at_most),
        support,
        partly,
        contradiction,
        items,
    )
    return judgement, case


def standing_of(claim: Claim, support: int, partly: int, contradiction: int) -> Standing:
    """The standing of `claim` with so many voices for it, for a part of it, and against it."""
    if claim.kind != "factual":
        return "not-checkable"
    if contradiction:
        return "contested" if support else "refuted"
    if not support:
        return "partly-backed" if partly else "self-asserted"
    return "single-source" if support == 1 else "corroborated"


class StartReason(Struct, frozen=True, gc=False):
    """Why a start counts or not, and the way from it to what decides it.

    `why` is None where the work budget ran out before that was known.
    """

    counts: bool
    why: Why | None
    way: Sequence[str]


class StartReasons(dict[str, StartReason]):
    """Why each start of the walks of one stance counts or not."""

    def __init__(self, case: Case, stance: Stance) -> None:
        super().__init__()
        self.case = case
        self.refutes = stance == "refutes"
        self.walks = case.walks(stance)
        for start in self.walks.starts:
            try:
                self[start] = self._reason_of(start)
            except OutOfBudget:
                self[start] = StartReason(False, None, ())

    def strength(self, least: int = 0) -> Strength:
        """How many voices would have to be wrong; at least `least` are known to."""
        if not self:
            return _NONE
        walks, case = self.walks, self.case
        counting = [start for start, reason in self.items() if reason.counts or reason.why is None]
        known = [walks.voices(reason.way) for reason in self.values() if reason.counts]
        now = Cut(0, True, ())
        if counting:
            case.budget.grant()
            now = structs.replace(walks, starts=tuple(counting)).smallest_cut(
                known=known, least=least, must=True
            )
        then = now
        # The voices of the starts alone meet all walks: there is no room above their number.
        most = len({walks.voice[start] for start in self} - walks.closed)
        if now.count < min(most, CAP) and case.has_unknown(self):
            case.budget.grant()
            then = walks.smallest_cut(ORIGINS_OR_UNKNOWN, known, now.count, now.voices)
        cut, must = (tuple(sorted(map(case.roots_of, voices))) for voices in (now.voices, now.must))
        most_cut = cut if then.voices == now.voices else tuple(sorted(map(case.roots_of, then.voices)))
        return Strength(now.count, now.exact, then.count, then.exact, cut, must, most_cut)

    def _reason_of(self, start: str) -> StartReason:
        """Walk from `start` to the nearest origin; else to the first of the obstacles, nearest first."""
        walks, refutes = self.walks, self.refutes
        basis, based_on, closed, voice = walks.basis, walks.based_on, walks.closed, walks.voice
        if voice[start] in closed:
            return StartReason(False, "accused-voice" if refutes else "claimant-voice", (start,))
        if basis[start] in ORIGINS:
            return StartReason(True, "independent", (start,))
        if start in walks.own_words:
            own: Why = "retraction" if refutes else "admission"
            return StartReason(True, own, (start,))
        traced: Why = "accused-voice" if refutes else "traces-to-claimant"
        came = {start: ""}
        ends: dict[Why, str] = {}
        queue = [start]
        left = self.case.budget.left
        for document in queue:
            grounds = based_on[document]
            left -= 1 + len(grounds)
            if left < 0:
                break
            here = basis[document]
            if here in ORIGINS or document in walks.own_words:
                self.case.budget.set_remaining(left)
                return StartReason(True, "independent", way_to(came, document))
            if here == "unknown":
                ends.setdefault("unknown-basis", document)
            elif here == "statement":
                ends.setdefault("bare-statement", document)
            for ground in grounds:
                if ground not in came:
                    came[ground] = document
                    if voice[ground] in closed:
                        ends.setdefault(traced, ground)
                    else:
                        queue.append(ground)
        self.case.budget.set_remaining(left)
        for why in _OBSTACLES:
            if why in ends:
                return StartReason(False, why, way_to(came, ends[why]))
        return StartReason(False, "circular", self._circle(start))

    def _circle(self, start: str) -> list[str]:
        """A way from `start` that ends at a document it has been to before."""
        circle = [start]
        seen = {start}
        while True:
            ground = self.walks.based_on[circle[-1]][0]
            circle.append(ground)
            if ground in seen:
                return circle
            seen.add(ground)


def _verdict(sides: Mapping[Weighing, StartReasons], section: Section, index: int, item: Item) -> Verdict:
    """What became of one item."""
    match item.stance:
        case "partial" | "context" as why:
            return Verdict(section, index, item, False, why, (item.source,))
        case stance:
            reason = sides[stance][item.source]
    return Verdict(section, index, item, reason.counts, reason.why, tuple(reason.way))
