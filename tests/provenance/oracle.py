"""What a claim rests on, by brute force: SPEC section 2 word by word, sharing no code with sayso.

Works on the JSON of a claim file as it is. Slow on purpose: every set is written out, every subset of
voices is tried. Only good for small files.
"""

from itertools import combinations
from typing import Any

Json = dict[str, Any]
Root = frozenset[str]
"""A root party, or all parties of a ring that nobody controls."""
Voice = frozenset[Root]

FIRST_HAND = {"investigation", "observation", "primary-document"}
CAP = 5


class Strength:
    """Support or contradiction: the number, capped, and every smallest set of voices it hangs on."""

    def __init__(self, voices: int, at_most: int, cuts: set[frozenset[Voice]]) -> None:
        self.capped = voices >= CAP
        self.voices = min(voices, CAP)
        self.at_most = min(at_most, CAP)
        self.exact = voices < CAP and at_most < CAP
        self.cuts = {tuple(sorted(tuple(sorted(set().union(*voice))) for voice in cut)) for cut in cuts}


class Oracle:
    """One claim of a file, judged by definition."""

    def __init__(self, file: Json, claim: Json) -> None:
        self.parties: Json = file["parties"]
        self.sources: Json = file["sources"]
        self.claim = claim
        self.items = [
            (section, index, item)
            for section in ("evidence", "corroboration")
            for index, item in enumerate(claim[section])
        ]
        named = [item["source"] for _, _, item in self.items]
        if "stated_in" in claim:
            named.append(claim["stated_in"])
        self.documents = self.reachable(named, lambda id: self.sources[id].get("based_on", []))
        self.roots = {party: self.tops(party) for party in self.parties}
        self.voices = self.partition()
        self.voice = {id: self.voice_of(self.sources[id]["by"][0]) for id in self.documents}
        self.claimant = self.voice_of(claim["claimant"][0])
        self.accused = {self.voice_of(party) for party in claim.get("against", [])}

    @staticmethod
    def reachable(starts: Any, following: Any) -> set[str]:
        """`starts` and everything that can be come to from them."""
        found = set(starts)
        while True:
            more = {after for one in found for after in following(one)} - found
            if not more:
                return found
            found |= more

    # Roots

    def above(self, party: str) -> set[str]:
        """The party and all that its chains of control lead to."""
        return self.reachable([party], lambda id: self.parties[id].get("controlled_by", []))

    def tops(self, party: str) -> set[Root]:
        """The parties at the top of its chains; a ring with no way out is one root."""
        above = self.above(party)
        # At the top is who controls everybody that controls it.
        return {
            frozenset(self.above(top))
            for top in above
            if all(top in self.above(one) for one in self.above(top))
        }

    # Voices

    def partition(self) -> set[Voice]:
        """All roots that take part, put together while some speak together."""
        speakers = [self.sources[id]["by"] for id in self.documents]
        together = [self.claim["claimant"], *speakers, *([party] for party in self.claim.get("against", []))]
        groups = [frozenset[Root]().union(*(self.roots[party] for party in parties)) for parties in together]
        voices: set[Voice] = set()
        for group in groups:
            merged = group
            for voice in [voice for voice in voices if voice & group]:
                merged |= voice
                voices.remove(voice)
            voices.add(merged)
        return voices

    def voice_of(self, party: str) -> Voice:
        """The voice of a party that takes part."""
        (voice,) = (voice for voice in self.voices if voice & self.roots[party])
        return voice

    # Walks

    def closed(self, stance: str) -> set[Voice]:
        """The voices that are closed from the start."""
        return {self.claimant} if stance == "supports" else self.accused

    def origin(self, stance: str, document: str, *, unknown: bool) -> bool:
        """Whether a walk succeeds at `document`."""
        basis = self.sources[document]["basis"]
        if basis == "statement":
            voice = self.voice[document]
            if stance == "supports":
                return voice in self.accused and voice != self.claimant
            return voice == self.claimant and voice not in self.accused
        return basis in FIRST_HAND or (unknown and basis == "unknown")

    def succeeds(self, stance: str, starts: list[str], closed: set[Voice], *, unknown: bool = False) -> bool:
        """Whether a walk from `starts` that meets no closed voice succeeds."""
        return any(self.origin(stance, end, unknown=unknown) for end in self.open(starts, closed))

    def open(self, starts: list[str], closed: set[Voice]) -> set[str]:
        """The documents that walks come to."""
        return self.reachable(
            [start for start in starts if self.voice[start] not in closed],
            lambda id: [
                ground for ground in self.sources[id].get("based_on", []) if self.voice[ground] not in closed
            ],
        )

    def starts(self, stance: str) -> list[str]:
        """The documents of the items with that stance."""
        return [item["source"] for _, _, item in self.items if item.get("stance", "supports") == stance]

    def allied(self) -> set[Voice]:
        """The voices of allies: of those who share a root with a party that is allied with a claimant's."""
        found = set()
        for one, party in self.parties.items():
            for other in party.get("allied_with", []):
                for ours, theirs in ((one, other), (other, one)):
                    if self.roots[ours] & self.claimant:
                        found |= {voice for voice in self.voices if voice & self.roots[theirs]}
        return found - {self.claimant}

    def smallest(self, stance: str, *, unknown: bool) -> tuple[int, set[frozenset[Voice]]]:
        """The least number of voices that leave no successful walk, and every such set."""
        starts, closed = self.starts(stance), self.closed(stance)
        others = sorted(self.voices - closed, key=repr)
        for size in range(len(others) + 1):
            found = {
                frozenset(cut)
                for cut in combinations(others, size)
                if not self.succeeds(stance, starts, closed | set(cut), unknown=unknown)
            }
            if found:
                return size, found
        raise AssertionError("with all voices closed there is no walk")

    def strength(self, stance: str) -> Strength:
        """`support` for the stance `supports`, `contradiction` for `refutes`."""
        voices, cuts = self.smallest(stance, unknown=False)
        at_most, _ = self.smallest(stance, unknown=True)
        return Strength(voices, at_most, cuts)

    def standing(self) -> str:
        """The standing, in the order of the table."""
        if self.claim.get("kind", "factual") != "factual":
            return "not-checkable"
        support, contradiction = self.strength("supports").voices, self.strength("refutes").voices
        if support == 0 and contradiction >= 1:
            return "refuted"
        if support == 0:
            return "self-asserted"
        if contradiction >= 1:
            return "contested"
        return "single-source" if support == 1 else "corroborated"

    # Items

    def why(self, item: Json) -> tuple[bool, str]:
        """Whether an item counts, and why."""
        stance, start = item.get("stance", "supports"), item["source"]
        if stance in ("partial", "context"):
            return False, stance
        closed = self.closed(stance)
        supports = stance == "supports"
        if self.voice[start] in closed:
            return False, "claimant-voice" if supports else "accused-voice"
        reached = self.open([start], closed)
        if any(self.sources[id]["basis"] in FIRST_HAND for id in reached):
            return True, "independent"
        if any(self.origin(stance, id, unknown=False) for id in reached):
            return True, "admission" if supports else "retraction"
        bases = {self.sources[id]["basis"] for id in reached}
        if "unknown" in bases:
            return False, "unknown-basis"
        if "statement" in bases:
            return False, "bare-statement"
        grounds = {ground for id in reached for ground in self.sources[id]["based_on"]}
        if any(self.voice[ground] in closed for ground in grounds):
            return False, "traces-to-claimant" if supports else "accused-voice"
        return False, "circular"
