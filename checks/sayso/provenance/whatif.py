"""What a claim would rest on if something in its record were otherwise.

To withdraw a source is to close that document, for support and for contradiction: no walk goes through
it, and none ends there. To withdraw a voice is to close every document that speaks with it. To suppose that
a source knows at first hand is to let walks succeed there. Nothing else changes: who speaks with whom, and
so which documents share a voice, stays as the record has it.

Withdrawing never raises a number, and each voice or source takes at most one from it; one more origin adds
at most one. Shortcuts follow, all of them exact. As many walks as the number says, no two of which share a
voice, prove it: what is on none of them can be withdrawn without any loss. Where a voice can be withdrawn
without loss, so can each of its documents. An origin that is come to only through a cut changes nothing, as
the cut still does; one that is come to beside walks that prove the number adds one.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from copy import copy
from typing import Final, Literal

from msgspec import Struct, structs

from sayso.provenance.standing import (
    CAP,
    Budget,
    Case,
    Graph,
    ItemPlace,
    Judgement,
    LazyMapping,
    OutOfBudget,
    Strength,
    Voice,
    Voices,
    Walks,
    standing_of,
    way_to,
)
from sayso.record.file import Entry
from sayso.record.model import Basis, Claim, Item, Stance, Standing

SuppositionKind = Literal["unknown", "statement", "partial"]
"""What is supposed to be otherwise: a source whose basis is `unknown`, or `statement`, turns out to be
an `investigation`; a source that backs a part of the wording turns out to back all of it."""

# Work for the suppositions of one claim, in documents looked at and references followed: a second or two.
_MAX_WORK: Final = 2_000_000
_ORDER: Final[dict[SuppositionKind, int]] = {"unknown": 0, "partial": 1, "statement": 2}
# A document that is withdrawn speaks with a voice of its own, which is closed.
_WITHDRAWN: Final = ""


class VoiceNumber(Struct, frozen=True, gc=False):
    """A number of voices; where it is not `exact`, there are at least so many."""

    voices: int
    exact: bool


class Outcome(Struct, frozen=True, gc=False):
    """What a claim would rest on: its standing, and the voices for it, for a part of it, and against it.

    Those for a part are listed where nothing supports the whole and nothing contradicts it; else they are
    those for it.
    """

    standing: Standing
    support: VoiceNumber
    partly: VoiceNumber
    contradiction: VoiceNumber

    @classmethod
    def of(cls, judgement: Judgement) -> "Outcome":
        """What a claim that was judged rests on."""
        support, partly, contradiction = [VoiceNumber(side.voices, side.exact) for side in judgement.sides]
        whole = support.voices or contradiction.voices
        return cls(judgement.standing, support, support if whole else partly, contradiction)

    @property
    def is_exact(self) -> bool:
        """Whether all numbers are more than what the work budget allowed to prove."""
        return all(
            each.exact or each.voices >= CAP for each in (self.support, self.partly, self.contradiction)
        )

    @property
    def is_certain(self) -> bool:
        """Whether more work could not have led to another standing."""
        return (
            (self.support.exact or self.support.voices > 1)
            and (self.partly.exact or self.partly.voices > 0)
            and (self.contradiction.exact or self.contradiction.voices > 0)
        )


class WhatIf:
    """One factual claim that was judged, to be judged again otherwise. `recorded` is what it rests on."""

    def __init__(self, case: Case, judgement: Judgement) -> None:
        self.case = case
        self.judgement = judgement
        self._support = _ClaimSide(case, "supports", judgement.support)
        self._partly = self._support
        if any(item.stance == "partial" for _, _, item in case.items):
            self._partly = _ClaimSide(case, "partial", judgement.partly)
        self._contradiction = _ClaimSide(case, "refutes", judgement.contradiction)
        self.recorded = Outcome.of(judgement)

    def without(self, voices: Collection[Voice], documents: Collection[str]) -> Outcome:
        """What is left without all of these voices and documents together."""
        return self._outcome_of(lambda side: side.without(voices, documents))

    def with_origin(self, document: str) -> Outcome:
        """What the claim would rest on if `document` knew at first hand. Raises `OutOfBudget`."""
        return self._outcome_of(lambda side: side.with_origin(document))

    def without_origin(self, document: str) -> Outcome:
        """What is left if nobody knew how `document` knows, which is an origin: walks still go through it."""
        return self._outcome_of(lambda side: side.without_origin(document))

    def with_admission(self, voice: Voice) -> Outcome:
        """What the claim would rest on with one more admission, by an accused party with this voice."""
        return self._outcome_of(
            lambda side: side.now if side is self._contradiction else side.with_walk(voice)
        )

    def with_items(self, items: Sequence[ItemPlace]) -> Outcome:
        """What the claim would rest on with `items`: its own, where none becomes `partial`."""
        case = copy(self.case)
        case.items = list(items)
        return self._outcome_of(lambda side: side.with_walks(case.walks(side.stance)))

    def losing_pairs(self) -> Iterator[tuple[Voice, Voice]]:
        """Each pair of voices that support a claim with two, and would be one voice if they were one.

        These are its smallest cuts: what meets every walk together does so alone once it is one voice.
        Raises `OutOfBudget`.
        """
        yield from self._support.pairs() if self.recorded.support == VoiceNumber(2, True) else ()

    def losing_voices(self) -> Iterator[tuple[Voice, Outcome]]:
        """Each voice whose withdrawal takes something from the claim, with what is left.

        Raises `OutOfBudget` when there are more to try than the budget allows.
        """
        voice = self.case.voice
        for one in dict.fromkeys([voice[document] for document in self._candidates()]):
            left = self.without((one,), ())
            if left != self.recorded:
                yield one, left

    def losing_documents(self, voices: Collection[Voice]) -> Iterator[tuple[str, Outcome]]:
        """The same for each document; `voices` are those of `losing_voices`. Raises `OutOfBudget`."""
        voice = self.case.voice
        for document in self._candidates():
            if voice[document] in voices:
                left = self.without((), (document,))
                if left != self.recorded:
                    yield document, left

    def open_sources(self) -> Iterator[tuple[SuppositionKind, tuple[str, ...]]]:
        """What walks come to that does not show how it knows, each with the way there from an item.

        Then what backs a part. Raises `OutOfBudget`.
        """
        listed: set[str] = set()
        for side in (self._support, self._partly, self._contradiction):
            walks = side.walks
            self.case.budget.grant()
            came = walks.reachable(walks.closed)
            for document in came:
                basis = walks.basis[document]
                if basis in ("unknown", "statement") and document not in listed | walks.own_words:
                    listed.add(document)
                    path = tuple(way_to(came, document))
                    self.case.budget.spend(len(path))
                    yield basis, path
        partial = [item.source for _, _, item in self.case.items if item.stance == "partial"]
        for document in dict.fromkeys(partial):
            yield "partial", (document,)

    def _candidates(self) -> dict[str, None]:
        """The documents that may matter, each once."""
        return self._support.candidates() | self._partly.candidates() | self._contradiction.candidates()

    def _outcome_of(self, number: "Callable[[_ClaimSide], VoiceNumber]") -> Outcome:
        """What the claim would rest on with this `number` on each side."""
        support, contradiction = number(self._support), number(self._contradiction)
        partly = support
        if self._partly is not self._support and not (support.voices or contradiction.voices):
            partly = number(self._partly)
        standing = standing_of(self.case.claim, support.voices, partly.voices, contradiction.voices)
        return Outcome(standing, support, partly, contradiction)


class _ClaimSide:
    """Support, what is partly backed, or contradiction of one claim."""

    def __init__(self, case: Case, stance: Stance, strength: Strength) -> None:
        self.stance = stance
        self.walks = case.walks(stance)
        self.now = VoiceNumber(strength.voices, strength.exact)
        self.disjoint_walks: list[list[str]] = []
        self.budget = case.budget
        self._beside_walks: frozenset[str] | None = None
        # For each cut that is known, what can be come to without it.
        self._reachable_past_cuts: list[frozenset[str]] = []
        self.budget.grant()
        try:
            used = self.walks.closed
            while len(self.disjoint_walks) < self.now.voices:
                walk = self.walks.walk(used)
                if walk is None:
                    break
                self.disjoint_walks.append(walk)
                used = used.union(self.walks.voices(walk))
        except OutOfBudget:
            pass

    def candidates(self) -> dict[str, None]:
        """The documents that may matter: those of the walks that prove the number, or all there are."""
        if len(self.disjoint_walks) == self.now.voices:
            return {document: None for walk in self.disjoint_walks for document in walk}
        self.budget.grant()
        return dict.fromkeys(self.walks.reachable(self.walks.closed))

    def without(self, voices: Collection[Voice], documents: Collection[str]) -> VoiceNumber:
        """How many voices are left."""
        now, walks = self.now, self.walks
        untouched = [
            walks.voices(walk)
            for walk in self.disjoint_walks
            if not any(document in documents or walks.voice[document] in voices for document in walk)
        ]
        least = max(len(untouched), now.voices - len(voices) - len(documents))
        if least >= now.voices:
            return now
        closed = walks.closed.union(voices)
        if documents:
            withdrawn = LazyMapping(walks.voice.__getitem__, dict.fromkeys(documents, _WITHDRAWN))
            walks = structs.replace(walks, voice=withdrawn)
            closed |= {_WITHDRAWN}
        self.budget.grant()
        cut = structs.replace(walks, closed=closed).smallest_cut(known=untouched, least=least)
        return now if cut.count >= now.voices else VoiceNumber(cut.count, cut.exact)

    def with_origin(self, document: str) -> VoiceNumber:
        """How many voices there would be if walks succeeded at `document`. Raises `OutOfBudget`."""
        if self.now.voices >= CAP:
            return self.now
        if self._beside_walks is None:
            self._beside_walks = self._reachable_beside_walks()
        if any(document not in past for past in self._reachable_past_cuts):
            return self.now
        if document in self._beside_walks:
            return VoiceNumber(self.now.voices + 1, self.now.exact)
        walks = structs.replace(self.walks, own_words=self.walks.own_words | {document})
        cut = walks.smallest_cut(least=self.now.voices)
        if cut.exact and cut.count == self.now.voices:
            self._reachable_past_cuts.append(
                frozenset(self.walks.reachable(self.walks.closed.union(cut.voices)))
            )
        return VoiceNumber(cut.count, cut.exact)

    def without_origin(self, document: str) -> VoiceNumber:
        """How many voices are left if walks no longer succeeded at `document`, which is an origin."""
        now, walks = self.now, self.walks
        others = [walks.voices(walk) for walk in self.disjoint_walks if walk[-1] != document]
        # With the voice of the document closed as well, no walk ends there.
        least = max(len(others), now.voices - 1)
        if least >= now.voices:
            return now
        unknown: dict[str, Basis] = {document: "unknown"}
        basis = LazyMapping(walks.basis.__getitem__, unknown)
        self.budget.grant()
        cut = structs.replace(walks, basis=basis).smallest_cut(known=others, least=least)
        return now if cut.count >= now.voices else VoiceNumber(cut.count, cut.exact)

    def with_walk(self, voice: Voice) -> VoiceNumber:
        """How many voices there would be with one more walk, which has only this voice; it is not closed."""
        # Each cut has that voice, and what meets all other walks outside it.
        left = self.without((voice,), ())
        return VoiceNumber(min(left.voices + 1, CAP), left.exact and left.voices + 1 < CAP)

    def pairs(self) -> Iterator[tuple[Voice, Voice]]:
        """The pairs of voices that meet every walk, where no voice alone does. Raises `OutOfBudget`."""
        listed: set[frozenset[Voice]] = set()
        walks = self.walks
        # Each pair has a voice of any walk, and one of any walk outside that.
        for one in self._voices_of_walk(frozenset()):
            for other in self._voices_of_walk(frozenset((one,))):
                pair = frozenset((one, other))
                if pair not in listed:
                    self.budget.grant()
                    if walks.walk(walks.closed | pair) is None:
                        listed.add(pair)
                        yield one, other

    def _voices_of_walk(self, shut: frozenset[Voice]) -> Voices:
        """The voices of a walk outside `shut`; there is one."""
        self.budget.grant()
        walk = self.walks.walk(self.walks.closed | shut)
        assert walk is not None
        return self.walks.voices(walk)

    def with_walks(self, walks: Walks) -> VoiceNumber:
        """How many voices there are for `walks`, which have other starts and own words than these."""
        lost = self.walks.own_words - walks.own_words
        kept = [
            walks.voices(walk)
            for walk in self.disjoint_walks
            if walk[0] in walks.starts and walk[-1] not in lost
        ]
        more = {*walks.starts, *walks.own_words} - {*self.walks.starts, *self.walks.own_words}
        if not more and len(kept) == self.now.voices and walks.own_words <= self.walks.own_words:
            return self.now
        self.budget.grant()
        cut = walks.smallest_cut(known=kept)
        return VoiceNumber(cut.count, cut.exact)

    def _reachable_beside_walks(self) -> frozenset[str]:
        """What can be come to beside walks that prove the number; first, what can be come to at all."""
        walks = self.walks
        self._reachable_past_cuts.append(frozenset(walks.reachable(walks.closed)))
        if len(self.disjoint_walks) < self.now.voices:
            return frozenset()
        used = walks.closed.union(*map(walks.voices, self.disjoint_walks))
        return frozenset(walks.reachable(used)) if walks.walk(used) is None else frozenset()


class Supposition(Struct, frozen=True):
    """One thing turned out otherwise, and nothing else: what the claim would rest on.

    `path` leads over `based_on` from the source of an item to the source that it is about.
    """

    otherwise: SuppositionKind
    path: tuple[str, ...]
    outcome: Outcome


class Suppositions(Struct, frozen=True):
    """Those of one claim, ordered by what they would change; `recorded` is what it rests on without them.

    `left_out` counts things that were not looked into, as the work budget ran out; `complete` says
    whether it counts all of them.
    """

    each: tuple[Supposition, ...]
    recorded: Outcome | None = None
    left_out: int = 0
    complete: bool = True


def suppositions(graph: Graph, entry: Entry[Claim], judgement: Judgement) -> Suppositions:
    """Each supposition about the factual claim `entry`, alone.

    Changes of the standing come first, then those of the number of voices, then what changes nothing.
    """
    budget = Budget(most=200_000, least=0, total=_MAX_WORK)
    budget.grant()
    try:
        case = Case(graph, entry, budget)
    except OutOfBudget:
        return Suppositions((), complete=False)
    what_if = WhatIf(case, judgement)
    things: list[tuple[SuppositionKind, tuple[str, ...]]] = []
    complete = True
    try:
        things.extend(what_if.open_sources())
    except OutOfBudget:
        complete = False
    made = []
    for otherwise, path in things:
        budget.grant()
        try:
            if otherwise == "partial":
                outcome = what_if.with_items(partial_as_whole(case.items, path[0]))
            else:
                outcome = what_if.with_origin(path[-1])
        except OutOfBudget:
            break
        made.append(Supposition(otherwise, path, outcome))
    made.sort(
        key=lambda one: (
            one.outcome.standing == judgement.standing,
            -one.outcome.support.voices - one.outcome.contradiction.voices,
            _ORDER[one.otherwise],
        )
    )
    return Suppositions(tuple(made), what_if.recorded, len(things) - len(made), complete)


def edited_items(
    items: Iterable[ItemPlace], wanted: Callable[[Item], bool], **fields: object
) -> list[ItemPlace]:
    """`items`, of which those that are `wanted` have other `fields`."""
    return [
        (section, index, structs.replace(item, **fields) if wanted(item) else item)
        for section, index, item in items
    ]


def partial_as_whole(items: Iterable[ItemPlace], source: str = "") -> list[ItemPlace]:
    """`items`, of which those that back a part back all; with a `source`, those with this one."""
    return edited_items(
        items, lambda item: item.stance == "partial" and source in ("", item.source), stance="supports"
    )
