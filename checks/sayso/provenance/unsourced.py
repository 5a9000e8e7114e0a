"""Which links of control that no source shows decide the standing of a claim.

The claim is judged again without each of them. A link of control only puts voices together, so without it
no number falls. Two shortcuts follow, both exact: a claim is left out where nothing could count that does
not, and where its standing is the same without all such links at once.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from msgspec import Struct, structs

from sayso.provenance.standing import Budget, Case, Exhausted, Graph, Judgement, Voice, judge
from sayso.record.file import File
from sayso.record.model import Party, Standing
from sayso.record.references import Record

# Work for one claim, and for all of a record, in documents and parties looked at.
_OF_CLAIM: Final = 100_000
_OF_RECORD: Final = 2_000_000
# What it costs to make a document or party ready to be judged.
_TO_PREPARE: Final = 5

Link = tuple[str, int]
"""A link of control: the id of the party that is controlled, and the index in its `controlled_by`."""


class Deciding(Struct, frozen=True):
    """A link of control, and the standing that the claim would have without it."""

    link: Link
    standing: Standing


class UnsourcedLinks:
    """The links of control of one record that no source shows."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._left = _OF_RECORD

    def deciding(self, case: Case, judgement: Judgement) -> Iterator[Deciding]:
        """Those without which the claim of `case` would have another standing.

        Where that is too much work, what is found by then.
        """
        voices = _bearing(case, judgement)
        case.budget.grant()
        try:
            together = _together(case, voices) if voices else []
        except Exhausted:
            return
        if not together:
            return
        given = min(_OF_CLAIM, self._left)
        budget = Budget(most=given, least=0, total=given)
        budget.grant()
        try:
            trial = _Trial(case, budget)
            links = trial.unsourced(together)
            if links and trial.without(links) != judgement.standing:
                for link in links:
                    standing = trial.without([link])
                    if standing != judgement.standing:
                        yield Deciding(link, standing)
        except Exhausted:
            pass
        finally:
            self._left -= given - max(0, budget.total)


def _bearing(case: Case, judgement: Judgement) -> set[Voice]:
    """The voices that would have to come apart for another standing, by a number that rises; else none."""
    sides = (judgement.support, judgement.partly, judgement.contradiction)
    if judgement.standing in ("not-checkable", "contested") or not all(
        side.exact or side.voices > 1 for side in sides
    ):
        return set()
    why = {judged.why for judged in judgement.items}
    answers = {each.answer for each in case.claim.response if each.source}
    voices: set[Voice] = set()
    if "accused-voice" in why or "retracts" in answers:
        voices.update(case.accused)
    match judgement.standing:
        case "corroborated":
            return voices
        case "single-source":
            (voice,) = judgement.support.cut
            return voices | {case.claimant, case.voice_of(voice[0])}
        case "refuted":
            voices = set()
    if why & {"claimant-voice", "traces-to-claimant", "partial"} or "confirms" in answers:
        voices.add(case.claimant)
    return voices


def _together(case: Case, voices: Collection[Voice]) -> list[str]:
    """The parties of `voices` that speak as one with another: only links above these can matter.

    Raises `Exhausted`.
    """
    claim, sources = case.claim, case.graph.sources
    speakers: dict[Voice, set[str]] = {voice: set(case.accused.get(voice, ())) for voice in voices}
    if case.claimant in speakers:
        speakers[case.claimant].update(claim.claimant)
    for document in case.documents:
        if case.voice[document] in speakers:
            speakers[case.voice[document]].update(sources[document].by)
    return sorted(id for ids in speakers.values() if len(ids) > 1 for id in ids)


class _Trial:
    """One claim with all that it leads to and nothing else, to be judged without some links of control."""

    def __init__(self, case: Case, budget: Budget) -> None:
        record, claim = case.graph.record, case.claim
        self._entry, self._budget = case.entry, budget
        self._sources = {id: record.sound_sources[id] for id in case.documents}
        speakers = [*claim.claimant, *claim.against]
        for source in self._sources.values():
            speakers += source.by
        self._parties = self._with_owners(speakers, record.sound_parties)

    def _with_owners(self, ids: Iterable[str], parties: Mapping[str, Party]) -> dict[str, Party]:
        """Those of `parties` with these ids, and all above them."""
        found: dict[str, Party] = {}
        waiting = list(ids)
        for id in waiting:
            if id not in found:
                party = found[id] = parties[id]
                waiting += party.controllers
                self._budget.spend(1 + len(party.controlled_by))
        return found

    def unsourced(self, ids: Iterable[str]) -> list[Link]:
        """The links of control above these parties that no source shows."""
        return [
            (id, index)
            for id, party in self._with_owners(ids, self._parties).items()
            for index, link in enumerate(party.controlled_by)
            if isinstance(link, str) or not link.source
        ]

    def without(self, links: Collection[Link]) -> Standing:
        """The standing without these links of control. Raises `Exhausted`."""
        self._budget.grant()
        self._budget.spend(_TO_PREPARE * (len(self._sources) + len(self._parties)))
        left_out = set(links)
        record = Record(File(""), [])
        record.sound_sources = self._sources
        record.sound_parties = self._parties | {
            id: structs.replace(
                self._parties[id],
                controlled_by=tuple(
                    link
                    for index, link in enumerate(self._parties[id].controlled_by)
                    if (id, index) not in left_out
                ),
            )
            for id in dict.fromkeys(id for id, _ in links)
        }
        judgement, judged = judge(Graph(record), self._entry, self._budget)
        if judged is None:
            raise Exhausted
        return judgement.standing
