"""How many voices would have to be wrong: a smallest set of voices that every walk meets.

A walk leads from an item over `based_on` to an origin of knowledge, through documents whose voice is
not closed. The number asked for is that of a smallest hitting set over the voices of the walks. It is
found by search: take a walk, close each of its voices in turn, and look for a set one smaller for what
is left; walks that share no voice prove a lower bound and cut the search short.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from msgspec import Struct

from sayso.record.model import Basis

CAP: Final = 5
"""So many voices and more are reported as this many."""

# So many of the walks that are known beforehand are held against each step of the search.
_KNOWN: Final = 100

Voices = tuple[int, ...]
"""The voices of a walk, each once."""


class Exhausted(Exception):
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

    def grant(self) -> None:
        """Grant the work for the next question."""
        self.left = max(self.least, min(self.most, self.total))

    def spend(self, amount: int) -> None:
        """Use up `amount`. Raises `Exhausted` when there is not so much left."""
        self.keep(self.left - amount)

    def keep(self, left: int) -> None:
        """Say that only `left` is left. Raises `Exhausted` when that is less than nothing."""
        self.total -= self.left - left
        self.left = left
        if left < 0:
            raise Exhausted


class Cut(Struct, frozen=True):
    """`count` voices would have to be wrong; `voices` are such a smallest set.

    Where it is not `exact`, `count` is a proven lower bound, and `voices` is empty.
    """

    count: int
    exact: bool
    voices: Voices


class Walks(Struct, frozen=True):
    """The documents of a claim as far as walks go: what each is based on, and whose voice it has.

    A walk succeeds at a document with one of the `bases` asked for, and at a statement with a voice in
    `interest`: it goes against its speaker's own.
    """

    based_on: Sequence[Sequence[int]]
    basis: Mapping[int, Basis] | Sequence[Basis]
    voice: Mapping[int, int] | Sequence[int]
    interest: Collection[int]
    budget: Budget

    def walk(
        self, starts: Sequence[int], closed: Collection[int], bases: Collection[str]
    ) -> list[int] | None:
        """A shortest walk from one of `starts`, the origin last; None if there is none."""
        based_on, basis, voice, interest = self.based_on, self.basis, self.voice, self.interest
        came = {start: -1 for start in starts if voice[start] not in closed}
        queue = list(came)
        left = self.budget.left
        for document in queue:
            grounds = based_on[document]
            left -= 1 + len(grounds)
            if left < 0:
                break
            here = basis[document]
            if here in bases or (here == "statement" and voice[document] in interest):
                self.budget.keep(left)
                return way(came, document)
            for ground in grounds:
                if ground not in came and voice[ground] not in closed:
                    came[ground] = document
                    queue.append(ground)
        self.budget.keep(left)
        return None

    def voices(self, walk: Sequence[int]) -> Voices:
        """The voices of a walk."""
        return tuple(dict.fromkeys([self.voice[document] for document in walk]))

    def smallest_cut(
        self,
        starts: Sequence[int],
        closed: frozenset[int],
        bases: Collection[str],
        known: Collection[Voices] = (),
        least: int = 0,
        guess: Voices = (),
    ) -> Cut:
        """The smallest set of voices which, closed as well, leave no walk.

        `known` are walks that there are, which saves searching for them. `least` is known to be needed,
        and `guess` a set that may do.
        """
        needed = {voices[0] for voices in known if len(voices) == 1}
        if len(needed) < CAP and all(self.voice[start] in needed for start in starts):
            # Each of them is all there is to a walk, and with all of them closed no walk starts.
            return Cut(len(needed), True, tuple(needed))
        search = _Search(self, starts, bases, known)
        proven = max(least, len(search.known_apart(closed, CAP)))
        try:
            if guess and len(guess) == least and not search.apart(closed.union(guess), 1):
                return Cut(least, True, guess)
            # Each walk has the voice of its start, so no more of them can be apart than there are of these.
            walks = search.apart(closed, min(CAP, len({self.voice[start] for start in starts})))
            proven = max(proven, len(walks))
            while proven < CAP:
                found = search.cut(walks, closed, frozenset(), proven)
                if found is not None:
                    return Cut(len(found), True, found)
                proven += 1
        except Exhausted:
            pass
        return Cut(proven, False, ())


class _Search:
    """The search for a smallest cut of the walks from `starts`."""

    def __init__(
        self, walks: Walks, starts: Sequence[int], bases: Collection[str], known: Collection[Voices]
    ) -> None:
        self.walks = walks
        self.starts = starts
        self.bases = bases
        self.known = sorted(set(known), key=_by_length)[:_KNOWN]

    def apart(self, shut: frozenset[int], most: int) -> list[Voices]:
        """Walks outside `shut`, no two of which share a voice: `most`, or so many that none is left."""
        found = self.known_apart(shut, most)
        used = shut.union(*found)
        while len(found) < most:
            walk = self.walks.walk(self.starts, used, self.bases)
            if walk is None:
                break
            voices = self.walks.voices(walk)
            found.append(voices)
            used = used.union(voices)
        return found

    def known_apart(self, shut: frozenset[int], most: int) -> list[Voices]:
        """The same among the walks that are known beforehand."""
        found: list[Voices] = []
        used = set(shut)
        for voices in self.known:
            if len(found) < most and used.isdisjoint(voices):
                found.append(voices)
                used.update(voices)
        return found

    def cut(
        self, walks: list[Voices], shut: frozenset[int], kept: frozenset[int], most: int
    ) -> Voices | None:
        """At most `most` voices, none of them in `kept`, that meet every walk outside `shut`.

        `walks` are `apart(shut, most + 1)`.
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
                rest = self.cut(self.apart(further, most), further, kept, most - 1)
                if rest is not None:
                    return (voice, *rest)
                kept |= {voice}
        return None


def _by_length(voices: Voices) -> tuple[int, Voices]:
    return len(voices), voices


def way(came: Mapping[int, int], end: int) -> list[int]:
    """The way to `end`, where `came` says from where each was come to, and -1 for a start."""
    found = [end]
    while (end := came[end]) >= 0:
        found.append(end)
    return found[::-1]
