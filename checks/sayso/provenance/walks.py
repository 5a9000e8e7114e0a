"""How many voices would have to be wrong: a smallest set of voices that every walk meets.

A walk leads from an item over `based_on` to an origin of knowledge, through documents whose voice is
not closed. The number asked for is that of a smallest hitting set over the voices of the walks. It is
found by search: take a walk, close each of its voices in turn, and look for a set one smaller for what
is left; walks that share no voice prove a lower bound and cut the search short.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final

from msgspec import Struct

CAP: Final = 5
"""So many voices and more are reported as this many."""


class Exhausted(Exception):
    """The budget of work ran out."""


class Budget(Struct):
    """Work that may still be done, counted in documents looked at.

    Each question may use `most`, and all together `total`; once that is used up a question still gets
    `least`.
    """

    most: int = 1_000_000
    least: int = 2_000
    total: int = 20_000_000
    left: int = 0

    def grant(self) -> None:
        """Grant the work for the next question."""
        self.left = max(self.least, min(self.most, self.total))

    def spend(self, amount: int) -> None:
        """Use up `amount`. Raises `Exhausted` when there is not so much left."""
        self.left -= amount
        self.total -= amount
        if self.left < 0:
            raise Exhausted


class Cut(Struct, frozen=True):
    """`count` voices would have to be wrong; `voices` are such a smallest set.

    Where it is not `exact`, `count` is a proven lower bound, and `voices` is empty.
    """

    count: int
    exact: bool
    voices: tuple[int, ...]


class Walks(Struct, frozen=True):
    """The documents of a claim as far as walks go: what each is based on, and whose voice it has."""

    based_on: Sequence[Sequence[int]]
    voice: Mapping[int, int]
    budget: Budget

    def walk(
        self, starts: Sequence[int], closed: Collection[int], origin: Callable[[int], bool]
    ) -> list[int] | None:
        """A shortest walk from one of `starts`, the origin first; None if there is none."""
        came: dict[int, int] = {}
        voice = self.voice
        queue = []
        for start in starts:
            if start not in came and voice[start] not in closed:
                came[start] = -1
                queue.append(start)
        for document in queue:
            if origin(document):
                self.budget.spend(len(came))
                found = [document]
                while (document := came[document]) >= 0:
                    found.append(document)
                return found
            for ground in self.based_on[document]:
                if ground not in came and voice[ground] not in closed:
                    came[ground] = document
                    queue.append(ground)
        self.budget.spend(len(came))
        return None

    def smallest_cut(
        self,
        starts: Sequence[int],
        closed: frozenset[int],
        origin: Callable[[int], bool],
        least: int = 0,
    ) -> Cut:
        """The smallest set of voices which, closed as well, leave no walk; `least` is known to be needed."""

        def apart(shut: frozenset[int], most: int) -> list[list[int]]:
            """Up to `most` walks, each as its voices, no two of which share a voice."""
            found: list[list[int]] = []
            used = set(shut)
            while len(found) < most:
                walk = self.walk(starts, used, origin)
                if walk is None:
                    break
                voices = list(dict.fromkeys(self.voice[document] for document in walk))
                found.append(voices)
                used.update(voices)
            return found

        def cut(shut: frozenset[int], kept: frozenset[int], most: int) -> tuple[int, ...] | None:
            """At most `most` voices, none of them in `kept`, that meet every walk outside `shut`."""
            walks = apart(shut, most + 1)
            if not walks:
                return ()
            if len(walks) > most:
                return None
            shortest = min(walks, key=lambda voices: sum(voice not in kept for voice in voices))
            for voice in shortest:
                if voice not in kept:
                    rest = cut(shut | {voice}, kept, most - 1)
                    if rest is not None:
                        return (voice, *rest)
                    kept |= {voice}
            return None

        proven = least
        try:
            proven = max(least, len(apart(closed, CAP)))
            while proven < CAP:
                found = cut(closed, frozenset(), proven)
                if found is not None:
                    return Cut(len(found), True, found)
                proven += 1
        except Exhausted:
            pass
        return Cut(proven, False, ())
