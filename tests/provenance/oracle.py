"""What a claim rests on, by brute force: SPEC section 2 word by word, sharing no code with sayso.

Works on the JSON of a claim file as it is. Slow on purpose: every set is written out, every subset of
voices is tried. Only good for small files, with addresses that are written in one way.
"""

from itertools import combinations
from typing import Any

Json = dict[str, Any]
Root = frozenset[str]
"""A root party, or all parties of a ring that nobody controls."""
Voice = frozenset[str]
"""Parties that speak together in a claim."""

FIRST_HAND = {"investigation", "observation", "primary-document"}
CAP = 5


class Strength:
    """Support, what is partly backed, or contradiction: the numbers, capped, and every smallest set."""

    def __init__(self, voices: int, at_most: int, cuts: set[tuple[tuple[str, ...], ...]]) -> None:
        self.capped = voices >= CAP
        self.voices = min(voices, CAP)
        self.at_most = min(at_most, CAP)
        self.exact = voices < CAP
        self.at_most_exact = at_most < CAP
        self.cuts = cuts
        self.must = set.intersection(*map(set, cuts)) if cuts and not self.capped else set()


class Oracle:
    """One claim of a file, judged by definition."""

    def __init__(self, file: Json, claim: Json) -> None:
        self.parties: Json = file["parties"]
        self.claim = claim
        self.items = [
            (section, index, item)
            for section in ("evidence", "corroboration")
            for index, item in enumerate(claim[section])
        ]
        self.answers = claim.get("response", [])
        # The sources as this claim has them.
        self.sources: Json = {id: dict(source) for id, source in file["sources"].items()}
        for _, _, item in self.items:
            if "basis" in item:
                own = {"basis": item["basis"], "based_on": item.get("based_on", [])}
                self.sources[item["source"]].update(own)
        named = [item["source"] for _, _, item in self.items]
        named += [answer["source"] for answer in self.answers if "source" in answer]
        if "stated_in" in claim:
            named.append(claim["stated_in"])
        self.documents = self.reachable(named, lambda id: self.sources[id].get("based_on", []))
        self.lines = self.speaking()
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

    # Lines and roots

    def owners(self, party: str, date: str) -> list[str]:
        """Who controls a party directly at a date; on any day where there is none."""
        links = [
            {"party": link} if isinstance(link, str) else link
            for link in self.parties[party].get("controlled_by", [])
        ]
        return [link["party"] for link in links if not date or holds(link, date)]

    def line(self, party: str, date: str = "") -> frozenset[str]:
        """The party and everybody above it."""
        return frozenset(self.reachable([party], lambda id: self.owners(id, date)))

    def tops(self, party: str, date: str = "") -> set[Root]:
        """The roots of a party: those at the top of its line; a ring with no way out is one root."""
        above = self.line(party, date)
        # At the top is who controls everybody that controls it.
        return {
            self.line(top, date)
            for top in above
            if all(top in self.line(one, date) for one in self.line(top, date))
        }

    # Voices

    def date(self) -> str:
        """The date of the claim."""
        stated_in = self.sources.get(self.claim.get("stated_in", ""), {})
        return str(self.claim.get("stated_on") or stated_in.get("published", ""))

    def speaking(self) -> list[list[tuple[str, str]]]:
        """The parties that speak together, each with the date of its line."""
        groups = [
            [(party, self.sources[id].get("published", "")) for party in self.sources[id]["by"]]
            for id in self.documents
        ]
        groups += [[(party, self.date())] for party in self.claim.get("against", [])]
        return [*groups, [(party, self.date()) for party in self.claim["claimant"]]]

    def partition(self) -> set[Voice]:
        """All parties that take part, put together while some speak together."""
        groups = [
            frozenset[str]().union(*(self.line(party, date) for party, date in group)) for group in self.lines
        ]
        for one, other in combinations(self.documents, 2):
            if self.same(one, other):
                groups.append(frozenset((*self.sources[one]["by"], *self.sources[other]["by"])))
        voices: set[Voice] = set()
        for group in groups:
            merged = group
            for voice in [voice for voice in voices if voice & group]:
                merged |= voice
                voices.remove(voice)
            voices.add(merged)
        return voices

    def same(self, one: str, other: str) -> bool:
        """Whether two documents are the same."""
        marks = [
            {
                self.sources[id][field]
                for field in ("url", "archived", "sha256", "file")
                if field in self.sources[id]
            }
            for id in (one, other)
        ]
        return bool(marks[0] & marks[1])

    def voice_of(self, party: str) -> Voice:
        """The voice of a party that takes part."""
        (voice,) = (voice for voice in self.voices if party in voice)
        return voice

    def name(self, voice: Voice) -> tuple[str, ...]:
        """The roots of the lines that were put together as a voice."""
        lines = [(party, date) for group in self.lines for party, date in group if party in voice]
        return tuple(sorted({id for party, date in lines for root in self.tops(party, date) for id in root}))

    # Walks

    def closed(self, stance: str) -> set[Voice]:
        """The voices that are closed from the start."""
        return self.accused if stance == "refutes" else {self.claimant}

    def own_word(self, stance: str, document: str) -> bool:
        """Whether a document is an admission, or a retraction."""
        if self.sources[document]["basis"] != "statement" or document not in self.starts(stance):
            return False
        if stance == "refutes":
            speakers, answer, others, opposite = self.claim["claimant"], "retracts", self.accused, "supports"
        else:
            speakers, answer, others, opposite = (
                self.claim.get("against", []),
                "confirms",
                {self.claimant},
                "refutes",
            )
        named = set(self.sources[document]["by"]) & set(speakers) or any(
            each["party"] in speakers and each["answer"] == answer and each.get("source") == document
            for each in self.answers
        )
        taken_back = (
            document in self.with_stance(opposite)
            or (stance == "refutes" and document == self.claim.get("stated_in"))
            or any(
                each.get("source") == document and each["answer"] in ("denies", "declines", "stands-by")
                for each in self.answers
            )
        )
        return bool(named) and self.voice[document] not in others and not taken_back

    def origin(self, stance: str, document: str, *, unknown: bool) -> bool:
        """Whether a walk succeeds at `document`."""
        basis = self.sources[document]["basis"]
        if basis in FIRST_HAND or (unknown and basis == "unknown"):
            return True
        return self.own_word(stance, document)

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

    def with_stance(self, stance: str) -> list[str]:
        """The documents of the items with that stance."""
        return [item["source"] for _, _, item in self.items if item.get("stance", "supports") == stance]

    def starts(self, stance: str) -> list[str]:
        """Where walks start: for support, for what is backed at least in part, or against the claim."""
        answer = "retracts" if stance == "refutes" else "confirms"
        answers = [each["source"] for each in self.answers if each["answer"] == answer and "source" in each]
        items = self.with_stance("refutes" if stance == "refutes" else "supports")
        return items + answers + (self.with_stance("partial") if stance == "partial" else [])

    def allied(self) -> set[Voice]:
        """The voices of allies: of those whose line, on any day, meets that of the claimants."""
        found = set()
        for one, party in self.parties.items():
            for other in party.get("allied_with", []):
                for ours, theirs in ((one, other), (other, one)):
                    if self.line(ours) & self.claimant:
                        found |= {voice for voice in self.voices if voice & self.line(theirs)}
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

    def ways(self, stance: str) -> set[frozenset[tuple[str, ...]]]:
        """By name every set of up to four voices that leaves no walk, while no part of it does."""
        starts, closed = self.starts(stance), self.closed(stance)
        others = sorted(self.voices - closed, key=repr)
        found: list[set[Voice]] = []
        for size in range(CAP):
            for cut in map(set, combinations(others, size)):
                fails = not self.succeeds(stance, starts, closed | cut)
                if fails and not any(smaller <= cut for smaller in found):
                    found.append(cut)
        return {frozenset(map(self.name, cut)) for cut in found}

    def strength(self, stance: str) -> Strength:
        """`support` for the stance `supports`, `partly` for `partial`, `contradiction` for `refutes`."""
        voices, cuts = self.smallest(stance, unknown=False)
        at_most, _ = self.smallest(stance, unknown=True)
        return Strength(voices, at_most, {tuple(sorted(map(self.name, cut))) for cut in cuts})

    def standing(self) -> str:
        """The standing, in the order of the table."""
        if self.claim.get("kind", "factual") != "factual":
            return "not-checkable"
        support, contradiction = self.strength("supports").voices, self.strength("refutes").voices
        if support == 0 and contradiction >= 1:
            return "refuted"
        if support == 0:
            return "partly-backed" if self.strength("partial").voices else "self-asserted"
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
        if self.own_word(stance, start):
            return True, "admission" if supports else "retraction"
        if any(self.origin(stance, id, unknown=False) for id in reached):
            return True, "independent"
        grounds = {ground for id in reached for ground in self.sources[id].get("based_on", [])}
        if any(self.voice[ground] in closed for ground in grounds):
            return False, "traces-to-claimant" if supports else "accused-voice"
        bases = {self.sources[id]["basis"] for id in reached}
        if "unknown" in bases:
            return False, "unknown-basis"
        if "statement" in bases:
            return False, "bare-statement"
        return False, "circular"


def holds(link: Json, date: str) -> bool:
    """Whether a link of control holds on one of the days that a date may mean."""
    first, last = span(date)
    since, _ = span(link.get("from", "0001"))
    _, until = span(link.get("until", "9999"))
    return first <= until and since <= last


def span(date: str) -> tuple[str, str]:
    """The first and the last day that a date may mean; every month is taken to have 31."""
    return (date + "-01-01")[:10], date + "-12-31"[len(date) - 4 :]
